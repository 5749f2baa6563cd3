"""Pages that browsers save as a message with their pictures are read as the pages they hold."""

from base64 import encodebytes
from contextlib import suppress
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from quopri import encodestring

import pytest

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import LeftOutKind
from annotator.kernel.errors import IntakeError
from tests.articles.intake.pages import HEADLINE, PARAGRAPHS, SEEN, page

HTML = page("article", SEEN["caption"], "<p>Søn paid 3 % – “so much”.</p>")
ADDRESS = "https://post.example/quay"


def saved(html: str, sender: str, encoding: str = "quoted-printable", charset: str = "") -> bytes:
    """A page saved as browsers do it, with a style and a picture beside it."""
    message = MIMEMultipart("related", type="text/html")
    message["From"] = sender
    message["Subject"] = HEADLINE
    if "Blink" in sender:
        message["Snapshot-Content-Location"] = ADDRESS
    root = MIMENonMultipart("text", "html")
    if charset:
        root.set_param("charset", charset)
    page_bytes = html.encode(charset or "utf-8")
    packed = encodestring if encoding == "quoted-printable" else encodebytes
    root.set_payload(packed(page_bytes).decode("ascii"))
    root["Content-Transfer-Encoding"] = encoding
    root["Content-Location"] = ADDRESS
    message.attach(root)
    style = MIMENonMultipart("text", "css")
    style.set_payload("p { color: red } /* Xqstyle */")
    message.attach(style)
    picture = MIMEBase("image", "png")
    picture.set_payload("iVBORw0KGgo=")
    message.attach(picture)
    return message.as_bytes()


@pytest.mark.parametrize(
    ("name", "sender", "encoding", "charset"),
    [
        ("quay.mhtml", "<Saved by Blink>", "quoted-printable", ""),
        ("quay.mht", "<Saved by Windows Internet Explorer 11>", "quoted-printable", "utf-8"),
        ("quay.mhtml", "<Saved by UnMHT>", "base64", "windows-1252"),
        ("quay.mht", '"Saved by Mozilla" <no@mail>', "base64", "utf-8"),
        ("quay", "<Saved by Blink>", "quoted-printable", ""),
    ],
)
def test_a_saved_page_is_the_page_it_holds(
    name: str, sender: str, encoding: str, charset: str
) -> None:
    data = saved(HTML, sender, encoding, charset)
    draft = read_bytes(data, name)
    wanted = read_bytes(HTML.encode(), "page.html")
    assert draft.text == wanted.text
    assert draft.left_out == wanted.left_out
    assert draft.metadata.title == wanted.metadata.title
    assert draft.metadata.url == ADDRESS
    assert draft.original is not None
    assert (draft.original.data, draft.original.name) == (data, name)


def test_a_saved_page_can_be_taken_whole() -> None:
    draft = read_bytes(saved(HTML, "<Saved by Blink>"), "quay.mhtml", whole=True)
    assert "Sport" in draft.text
    assert PARAGRAPHS[0] in draft.text
    assert not draft.left_out


def test_a_saved_page_says_what_it_leaves_out() -> None:
    draft = read_bytes(saved(HTML, "<Saved by Blink>"), "quay.mhtml")
    assert {part.kind for part in draft.left_out} == {LeftOutKind.HEADER}


def test_a_saved_page_cut_anywhere_is_read_or_refused_in_a_sentence() -> None:
    data = saved(HTML, "<Saved by Blink>")
    for end in range(1, len(data), 97):
        with suppress(IntakeError):
            assert read_bytes(data[:end], "quay.mhtml").text
