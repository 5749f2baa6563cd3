import logging
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import Draft
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import EmptyText, IntakeError
from tests.articles.intake.documents import LONG, page

FRAGILE = {
    "NBSP": "4\u00a0%",
    "narrow NBSP": "10\u202f000\u202f€",
    "thin space": "10\u2009km",
    "ideographic space": "東京\u3000大阪",
    "ZWJ emoji": "👩\u200d⚕️ and 👨\u200d👩\u200d👧",
    "emoji tags": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "ZWNJ": "می\u200cخواهم",
    "Devanagari ZWJ": "क्\u200dष",
    "RLM": "قال\u200f (2023)",
    "isolates": "\u2067שלום\u2069!",
    "soft hyphen": "Grund\u00adgesetz",
    "zero-width space": "long\u200bword",
    "decomposed": "Cafe\u0301 Nguye\u0302\u0303n",
}


def read(html: str, name: str = "page.html") -> Draft:
    return read_bytes(html.encode(), name)


def article(body: str) -> str:
    """What stands between the first and the last paragraph of a page with ``body`` in it."""
    text = read(page(body)).text
    start, end = text.index("\n\n"), text.rindex("\n\n")
    return text[start:end].strip("\n")


@pytest.mark.parametrize("text", FRAGILE.values(), ids=FRAGILE)
def test_characters_that_cannot_be_seen_survive(text: str) -> None:
    assert article(f"<p>It said: {text}, in full.</p>") == f"It said: {text}, in full."


def test_special_spaces_written_as_entities_survive() -> None:
    assert (
        article("<p>Up 4&nbsp;% to 10&#8239;000&thinsp;km.</p>")
        == "Up 4\xa0% to 10\u202f000\u2009km."
    )


def test_private_use_characters_of_the_page_itself_survive() -> None:
    own = "".join(map(chr, range(0xF0000, 0xF0040)))
    assert article(f"<p>Signs {own} and 4\u00a0%.</p>") == f"Signs {own} and 4\u00a0%."


words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Z"], exclude_characters="\ufeff")
    | st.sampled_from("\u00a0\u202f\u3000\u200c\u200d\u200f\u00ad"),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(words)
def test_any_words_are_quoted_as_they_stand(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert article(f"<p>Said: {escaped} – so it was.</p>") == f"Said: {text} – so it was."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\n   line, <b>bold</b>\n<i>words</i>.</p>", "One line, bold words."),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<h2>Rents</h2><p>They rose.</p>", "Rents\n\nThey rose."),
        ("<p>Rose Street<br>York</p>", "Rose Street\nYork"),
        ("<ul><li>One item</li><li>Two items</li></ul>", "• One item\n• Two items"),
        ("<ul><li>One<ul><li>Inner item</li></ul></li></ul>", "• One\n  • Inner item"),
        ("<ul><li><p>One item</p></li><li>Two items</li></ul>", "• One item\n• Two items"),
        ("<blockquote><p>We built.</p></blockquote>", "We built."),
        ("<pre>Roses\n  are red</pre>", "Roses\n  are red"),
        ("<p>See <a href='https://a.example/'>the list</a>.</p>", "See the list."),
        (
            "<table><tr><th>Year</th><th>Homes</th></tr><tr><td>2023</td><td>1,204</td></tr></table>",
            "Year | Homes\n2023 | 1,204",
        ),
        (
            "<table><tr><td><p>First of all.</p><p>Second.</p></td><td>Aside</td></tr></table>",
            "First of all.\n\nSecond.\n\nAside",
        ),
    ],
)
def test_what_was_laid_out_is_readable_as_text(html: str, text: str) -> None:
    assert article(html) == text


def test_a_page_of_agency_text_keeps_its_leftovers_apart() -> None:
    leftovers = (
        "<p>LONDON, May 2 (Agency) – Homes rose by 4&nbsp;%.</p><p>***</p>"
        "<p>(Reporting by A. Writer; Editing by B. Reader)</p>"
    )
    assert article(leftovers).split("\n\n") == [
        "LONDON, May 2 (Agency) – Homes rose by 4\u00a0%.",
        "***",
        "(Reporting by A. Writer; Editing by B. Reader)",
    ]


def test_menus_scripts_and_comments_are_left_out() -> None:
    around = (
        "<nav><a href='/'>Front page</a></nav><script>var tracked = 1</script>"
        "<div class='comments' id='comments'><p>A reader wrote something long here.</p></div>"
    )
    text = read(page("<p>Homes rose.</p>").replace("</body>", f"{around}</body>")).text
    assert not any(word in text for word in ("Front page", "tracked", "reader"))


def test_what_the_page_says_of_itself_is_filled_in_and_named_as_found() -> None:
    head = (
        '<meta name="author" content="Ann Writer"><meta property="og:site_name" content="The Post">'
        '<meta property="article:published_time" content="2024-05-02T10:00:00Z">'
        '<link rel="canonical" href="https://post.example/homes">'
    )
    draft = read(page("", head))
    about = draft.metadata
    assert (about.title, about.byline, about.outlet) == ("Homes", "Ann Writer", "The Post")
    assert (about.published, about.language) == ("2024-05-02", "en-GB")
    assert about.url == "https://post.example/homes"
    assert draft.found == {"title", "byline", "outlet", "url", "published", "language"}


def test_what_the_page_does_not_say_is_not_named_as_found() -> None:
    draft = read("<html><body><p>Homes rose by four per cent.</p></body></html>")
    assert draft.metadata.published == ""
    assert draft.found.isdisjoint({"published", "byline"})


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///home/me/a.html", "data:text/html,a", "/homes", "https:"]
)
def test_only_an_address_of_the_web_is_taken(url: str) -> None:
    links = f'<link rel="canonical" href="{url}"><meta property="og:url" content="{url}">'
    assert read(page("", links)).metadata.url == ""


def test_a_saved_page_tells_where_it_was_saved_from() -> None:
    note = "<!-- saved from url=(0026)https://post.example/homes -->\n"
    assert read(note + page("")).metadata.url == "https://post.example/homes"


@pytest.mark.parametrize(
    ("declared", "written", "encoding"),
    [
        ("iso-8859-1", "cp1252", "windows-1252"),
        ("windows-1256", "cp1256", "windows-1256"),
        ("gb2312", "gb18030", "GB18030"),
        ("iso-8859-1", "utf-8", "UTF-8"),
        ("utf-8", "cp1252", "windows-1252"),
        ("no-such-thing", "utf-8", "UTF-8"),
    ],
)
def test_a_page_is_read_as_it_declares_unless_its_bytes_say_otherwise(
    declared: str, written: str, encoding: str
) -> None:
    words = {"cp1256": "قال الوزير", "gb18030": "部长表示预算去年增长"}.get(
        written, "“Café”, l’été"
    )
    html = page(f"<p>{words} and so on.</p>").replace('"utf-8"', f'"{declared}"')
    draft = read_bytes(html.encode(written), "a.html")
    assert (f"{words} and so on." in draft.text, draft.encoding) == (True, encoding)


def test_numbers_of_windows_signs_are_read_as_browsers_read_them() -> None:
    html = "<p>&#147;It&#146;s 3&#x80;&#148; &#133; &#169;&#1500;</p>"
    assert article(html) == "“It’s 3€” … ©ל"


def test_an_xml_declaration_does_not_hinder() -> None:
    html = '<?xml version="1.0" encoding="iso-8859-1"?>\n' + page("<p>L\u2019été rose.</p>")
    assert "L\u2019été rose." in read(html).text


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<!doctype html><html><body><!-- nothing --></body></html>",
        "<html><body><img src='https://a.example/x.png'></body></html>",
        "<html><body><p>&nbsp;</p><script>let a = 1</script></body></html>",
    ],
)
def test_a_page_without_text_is_said_to_be_empty(html: str) -> None:
    with pytest.raises(EmptyText):
        read(html)


def test_a_page_cut_anywhere_is_read_or_refused_in_a_sentence() -> None:
    data = page("<p>Up 4&nbsp;% – “a record”.</p><ul><li>One</li></ul>").encode()
    for end in range(1, len(data), 23):
        try:
            text = read_bytes(data[:end], "a.html").text
        except IntakeError:
            assert end < data.index(LONG.encode()) + 40
        else:
            assert text == canonical(text)


def test_half_a_character_is_dropped_and_counted() -> None:
    draft = read_bytes(b"<p>Homes +2AA-rose.</p>", "a.html", encoding="utf-7")
    assert draft.text == "Homes rose."
    assert [one.number for one in draft.left_out] == [1]


def test_a_picture_inside_the_page_does_not_stop_the_reading() -> None:
    picture = f"<img src='data:image/png;base64,{'A' * 11_000_000}'>"
    assert article(f"{picture}<p>Homes rose.</p>") == "Homes rose."


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    links = "<img src='https://a.example/x.png'><iframe src='https://a.example/'></iframe>"
    sheet = '<link rel="stylesheet" href="https://a.example/x.css"><base href="https://a.example">'
    assert "Homes rose." in read(page(f"{links}<p>Homes rose.</p>", sheet)).text


def test_what_libraries_log_does_not_reach_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    handlers = logging.root.handlers[:]
    logging.root.handlers.clear()
    try:
        with pytest.raises(EmptyText):
            read("<html></html>")
    finally:
        logging.root.handlers[:] = handlers
    assert capfd.readouterr().err == ""


def test_the_same_page_gives_the_same_text_again() -> None:
    html = page("<p>Yes.</p><p>Homes rose.</p><p>Yes.</p>")
    assert read(html) == read(html)
