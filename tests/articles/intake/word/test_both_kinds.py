"""Word documents and OpenDocument texts of one content: rows, titles, comments without words."""

from collections.abc import Callable

import pytest

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import AnnotationKind, Draft
from annotator.kernel.errors import OddDocument
from tests.articles.intake.documents import run
from tests.articles.intake.word.open_documents import odt
from tests.articles.intake.word.packages import BOX, GHOSTS, word

COMMENT = '<w:comment w:id="1" w:author="Kim">{}</w:comment>'


def as_docx(*body: str, title: str = "", remark: str = "<w:p/>") -> bytes:
    """Return a Word document; the words of ``remark`` are those of its comment number 1."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>{based}</w:style>'
        for name, shown, based in (
            ("Titel", "Title", ""),
            ("Untertitel", "Subtitle", ""),
            ("House", "House title", '<w:basedOn w:val="Titel"/>'),
        )
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
        f"{title}</dc:title></cp:coreProperties>"
    )
    return word(
        *body,
        files={"docProps/core.xml": core},
        styles=GHOSTS + styles,
        comments=COMMENT.format(remark),
        footnotes='<w:footnote w:id="1"><w:p><w:r><w:t>Note.</w:t></w:r></w:p></w:footnote>',
    )


def as_odt(*body: str, title: str = "") -> bytes:
    """Return an OpenDocument text."""
    styles = (
        '<style:style style:name="Title" style:display-name="Titel" style:family="paragraph"/>'
        '<style:style style:name="Subtitle" style:family="paragraph"/>'
        '<style:style style:name="House" style:family="paragraph" '
        'style:parent-style-name="Title"/>'
    )
    meta = f"<dc:title>{title}</dc:title>"
    automatic = (
        '<style:style style:name="Titel" style:family="paragraph" style:parent-style-name="Title"/>'
        '<style:style style:name="Untertitel" style:family="paragraph" '
        'style:parent-style-name="Subtitle"/>'
    )
    return odt(*body, styles=automatic, common=styles, meta=meta)


def docx_paragraph(words: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{words}</w:p>"


def odt_paragraph(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


DOCX_POINT = (
    '<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/>'
    '<w:r><w:commentReference w:id="1"/></w:r>'
)
DOCX_REFERENCE = '<w:r><w:commentReference w:id="1"/></w:r>'
ODT_POINT = (
    "<office:annotation><text:p>Source?</text:p><text:p>Or not?</text:p></office:annotation>"
)
ODT_RANGE = (
    ODT_POINT.replace(">", ' office:name="c">', 1) + '<office:annotation-end office:name="c"/>'
)
POINTS = {
    "docx range": DOCX_POINT,
    "docx": DOCX_REFERENCE,
    "odt": ODT_POINT,
    "odt range": ODT_RANGE,
}


def read_with_comment(kind: str, before: str, beside: str, after: str) -> Draft:
    """Read three paragraphs, in the second of which a comment without words of its own stands."""
    if kind.startswith("docx"):
        inner = beside.replace("@", POINTS[kind])
        blocks = (docx_paragraph(one) for one in (run(before), inner, run(after)) if one != run(""))
        return read_bytes(as_docx(*blocks, remark=f"<w:p>{run('Source?')}</w:p>"), "a.docx")
    inner = beside.replace("@", POINTS[kind]).replace("<w:r><w:t>", "").replace("</w:t></w:r>", "")
    blocks = (odt_paragraph(one) for one in (before, inner, after) if one)
    return read_bytes(as_odt(*blocks), "a.odt")


@pytest.mark.parametrize("kind", POINTS)
def test_a_comment_in_an_empty_paragraph_stands_on_no_sentence(kind: str) -> None:
    draft = read_with_comment(kind, "The quay is closed.", "@", "It opens in May.")
    (comment,) = draft.annotations
    assert draft.text == "The quay is closed.\n\nIt opens in May."
    assert comment.span is not None
    assert comment.span.start == comment.span.end == draft.text.index("\n\n") + 1


@pytest.mark.parametrize("kind", POINTS)
def test_a_comment_in_an_empty_paragraph_at_the_end_stands_nowhere(kind: str) -> None:
    (comment,) = read_with_comment(kind, "The quay is closed.", "@", "").annotations
    assert comment.span is None


@pytest.mark.parametrize("kind", POINTS)
def test_a_comment_at_the_beginning_of_a_paragraph_stands_in_it(kind: str) -> None:
    said = "@<w:r><w:t>Nobody</w:t></w:r><w:r><w:t> swims.</w:t></w:r>"
    draft = read_with_comment(kind, "The quay is closed.", said, "It opens in May.")
    (comment,) = draft.annotations
    assert comment.span is not None
    assert comment.span.start == draft.text.index("Nobody")


@pytest.mark.parametrize("kind", POINTS)
def test_a_comment_at_the_end_of_a_paragraph_stands_there(kind: str) -> None:
    said = "<w:r><w:t>Nobody swims.</w:t></w:r>@"
    draft = read_with_comment(kind, "The quay is closed.", said, "It opens in May.")
    (comment,) = draft.annotations
    assert comment.span is not None
    assert comment.span.start == draft.text.index("\n\nIt")


NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>See</text:p><text:p>below.</text:p></text:note-body></text:note>"
)
FRAME = (
    "<draw:frame><draw:text-box><text:p>Box</text:p><text:p>below</text:p></draw:text-box>"
    "</draw:frame>"
)
TWO = BOX.replace("</w:p></w:txbx", "</w:p><w:p><w:r><w:t>below</w:t></w:r></w:p></w:txbx")


@pytest.mark.parametrize("beside", [ODT_POINT, NOTE, FRAME], ids=["comment", "note", "frame"])
def test_a_row_stands_on_a_line_whatever_hangs_on_its_words(beside: str) -> None:
    cells = "".join(
        f"<table:table-cell>{odt_paragraph(words)}</table:table-cell>"
        for words in (f"Dam{beside}", "$412 million")
    )
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    text = read_bytes(as_odt(odt_paragraph("Costs:"), table), "a.odt").text
    line = next(line for line in text.splitlines() if line.startswith("Dam"))
    assert line in {"Dam | $412 million", "Dam[1] | $412 million"}


def test_a_row_of_a_word_document_stands_on_a_line_whatever_hangs_on_its_words() -> None:
    drawing = f"<w:r>{TWO.format('Box')}</w:r>"
    cells = "".join(
        f"<w:tc>{docx_paragraph(words)}</w:tc>"
        for words in (run("Dam") + drawing, run("$412 million"))
    )
    text = read_bytes(docx_of_all(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "a.docx").text
    assert text == "Dam | $412 million\n\nBox\n\nbelow"


def docx_of_all(*body: str) -> bytes:
    return word(*body, styles=GHOSTS)


KINDS: dict[str, tuple[Callable[..., bytes], Callable[..., str], Callable[[str], str]]] = {
    "docx": (as_docx, docx_paragraph, run),
    "odt": (as_odt, odt_paragraph, str),
}


def title_of(kind: str, *blocks: tuple[str, str], said: str = "") -> str:
    """Return the title that is found in paragraphs, each with its style."""
    pack, block, words = KINDS[kind]
    data = pack(*(block(words(one), style) for one, style in blocks), title=said)
    return read_bytes(data, f"a.{kind}").metadata.title


@pytest.mark.parametrize("kind", KINDS)
def test_a_paragraph_in_the_style_of_titles_is_the_title(kind: str) -> None:
    text = ("It opens in May.", "")
    assert title_of(kind, ("The quay", "Titel"), ("Who pays", "Untertitel"), text) == "The quay"
    assert title_of(kind, ("", "Titel"), ("The quay", "House"), text) == "The quay"
    assert title_of(kind, ("The quay", "Titel"), text, said="Template 4") == "The quay"
    assert title_of(kind, ("Who pays", "Untertitel"), text) == "Who pays"
    assert title_of(kind, ("Who pays", "Untertitel"), text, said="The quay") == "The quay"
    assert title_of(kind, text) == ""


def test_the_sign_of_a_note_is_no_part_of_a_title() -> None:
    sign = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    title = docx_paragraph(run("The quay") + sign + run(" opens"), "Titel")
    draft = read_bytes(as_docx(title, docx_paragraph(run("In May."))), "a.docx")
    assert draft.text.startswith("The quay[1] opens")
    assert draft.metadata.title == "The quay opens"
    assert "title" in draft.found


def test_comments_stand_on_words_over_several_paragraphs() -> None:
    draft = read_bytes(
        as_docx(
            docx_paragraph('<w:commentRangeStart w:id="1"/>'),
            docx_paragraph(run("One.")),
            docx_paragraph(run("Two.") + '<w:commentRangeEnd w:id="1"/>' + DOCX_REFERENCE),
        ),
        "a.docx",
    )
    (comment,) = [one for one in draft.annotations if one.kind is AnnotationKind.COMMENT]
    assert comment.span is not None
    assert comment.span.of(draft.text) == "One.\n\nTwo."


def nested_comments(kind: str) -> bytes:
    """Return a document of comments within each other, which no person makes."""
    if kind == "odt":
        deep = "x"
        for _ in range(400):
            deep = f"<office:annotation><text:p>{deep}</text:p></office:annotation>"
        return as_odt(odt_paragraph(deep))
    deep = run("x")
    for _ in range(400):
        deep = f"<w:sdt><w:sdtContent>{deep}</w:sdtContent></w:sdt>"
    return as_docx(docx_paragraph(DOCX_POINT), remark=docx_paragraph(deep))


@pytest.mark.parametrize("kind", KINDS)
def test_comments_within_each_other_are_told_as_they_are(kind: str) -> None:
    with pytest.raises(OddDocument, match="comments"):
        read_bytes(nested_comments(kind), f"a.{kind}")
