"""The parts of a document around its body: notes, margins, files within, drawings, lists."""

import zipfile
from io import BytesIO

import pytest

from annotator.articles.intake.reader import read_bytes, read_document
from annotator.articles.model import Draft, LeftOutKind
from annotator.kernel.errors import DamagedFile, EmptyText
from tests.articles.intake.documents import paragraph, run, zipped
from tests.articles.intake.word.packages import NAMESPACES, internal, word

ROSE = paragraph(run("Homes rose."))


def read(*body: str, files: dict[str, str | bytes] | None = None, **parts: str) -> Draft:
    return read_bytes(word(*body, files=files, **parts), "a.docx")


def left(draft: Draft, kind: LeftOutKind) -> list[str]:
    return [part.text for part in draft.left_out if part.kind is kind]


def note(name: str, kind: str, text: str, more: str = "") -> str:
    return f'<w:{kind} w:id="{name}"{more}>{paragraph(run(text))}</w:{kind}>'


def refer(kind: str, name: str, more: str = "", after: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{name}"{more}/>{after}</w:r>'


def test_notes_are_numbered_as_they_are_shown() -> None:
    draft = read(
        paragraph(run("A."), refer("footnote", "5"), run(" B."), refer("endnote", "7")),
        paragraph(run("C."), refer("footnote", "2"), run(" D."), refer("endnote", "8")),
        footnotes=note("2", "footnote", "two") + note("5", "footnote", "five"),
        endnotes=note("7", "endnote", "seven") + note("8", "endnote", "eight"),
    )
    assert draft.text.splitlines() == [
        *("A.[1] B.[i]", "", "C.[2] D.[ii]", ""),
        *("[1] five", "[2] two", "[i] seven", "[ii] eight"),
    ]


def test_the_form_of_the_numbers_of_notes_is_the_documents() -> None:
    forms = '<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>'
    body = paragraph(run("A."), refer("footnote", "1"))
    draft = read(body, footnotes=note("1", "footnote", "one"), settings=forms)
    assert draft.text == "A.[a]\n\n[a] one"


def test_a_note_with_a_sign_of_its_own_keeps_it() -> None:
    sign = refer("footnote", "1", ' w:customMarkFollows="1"', "<w:t>*</w:t>")
    body = paragraph(run("A."), sign, run(" B."), refer("footnote", "2"))
    notes = note("1", "footnote", "one") + note("2", "footnote", "two")
    assert read(body, footnotes=notes).text == "A.[*] B.[1]\n\n[*] one\n[1] two"


def test_a_note_that_nothing_refers_to_is_named() -> None:
    separator = note("0", "footnote", "", ' w:type="separator"')
    notice = note("1", "footnote", "goes on", ' w:type="continuationNotice"')
    draft = read(ROSE, footnotes=separator + notice + note("2", "footnote", "Old source"))
    assert draft.text == "Homes rose."
    assert left(draft, LeftOutKind.FOOTNOTE) == ["goes on", "Old source"]


def test_a_note_in_deleted_words_is_named() -> None:
    gone = f'<w:del w:id="1" w:author="A">{refer("footnote", "1")}</w:del>'
    draft = read(paragraph(run("Homes rose."), gone), footnotes=note("1", "footnote", "Source"))
    assert (draft.text, left(draft, LeftOutKind.FOOTNOTE)) == ("Homes rose.", ["Source"])


def test_headers_and_footers_are_named_once_each() -> None:
    header, footer = paragraph(run("DRAFT 3")), paragraph(run("page"))
    draft = read(ROSE, header1=header, header2=header, footer1=footer, footer2=paragraph())
    assert left(draft, LeftOutKind.HEADER) == ["DRAFT 3", "page"]
    assert [part.position for part in draft.left_out] == [0, len("Homes rose.")]


CHUNK = '<w:altChunk r:id="chunk"/>'
PAGE = b"<html><body><p>First</p><script>no()</script><p>Second</p></body></html>"
MAIL = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><p>First<p>Second"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", PAGE),
        ("a.mht", MAIL),
        ("a.txt", b"First\n\nSecond"),
        ("a.rtf", b"{\\rtf1\\ansi First\\par\\par Second}"),
        ("a.docx", word(paragraph(run("First")), paragraph(run("Second")))),
    ],
)
def test_a_file_within_the_document_is_read_at_its_place(name: str, data: bytes) -> None:
    relations = internal("chunk", "aFChunk", name)
    file = word(ROSE, CHUNK, ROSE, relations=relations, files={f"word/{name}": data})
    assert read_bytes(file, "a.docx").text == "Homes rose.\n\nFirst\n\nSecond\n\nHomes rose."


@pytest.mark.parametrize("data", [b"{\\rtf1", b"PK\x03\x04 broken", b"\x00\x01\x02\x03" * 9])
def test_a_file_within_that_cannot_be_read_is_named(data: bytes) -> None:
    relations = internal("chunk", "aFChunk", "a.rtf")
    draft = read_bytes(word(ROSE, CHUNK, relations=relations, files={"word/a.rtf": data}), "a.docx")
    assert (draft.text, left(draft, LeftOutKind.OBJECT)) == ("Homes rose.", ["word/a.rtf"])


def test_documents_within_each_other_end() -> None:
    data = word(ROSE)
    for _ in range(8):
        files: dict[str, str | bytes] = {"word/a.docx": data}
        data = word(ROSE, CHUNK, relations=internal("chunk", "aFChunk", "a.docx"), files=files)
    draft = read_bytes(data, "a.docx")
    assert 1 < draft.text.count("Homes rose.") < 8
    assert left(draft, LeftOutKind.OBJECT)


def test_the_words_of_a_chart_are_named() -> None:
    chart = (
        f"<c:chartSpace {NAMESPACES}><c:title><a:t>Rents</a:t></c:title><c:v>2019</c:v>"
        "</c:chartSpace>"
    )
    drawing = '<w:r><w:drawing><wp:inline><c:chart r:id="c"/></wp:inline></w:drawing></w:r>'
    data = word(
        *(ROSE, paragraph(drawing)),
        relations=internal("c", "chart", "charts/chart1.xml"),
        files={"word/charts/chart1.xml": chart},
    )
    draft = read_bytes(data, "a.docx")
    assert left(draft, LeftOutKind.OBJECT) == ["Rents\n2019"]


def test_a_drawing_without_words_is_named() -> None:
    assert left(read(ROSE, paragraph("<w:r><w:drawing/></w:r>")), LeftOutKind.OBJECT) == [""]


def numbered(level: int, text: str, number: int = 1, style: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    own = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(f"<w:pPr>{styled}{own if number >= 0 else ''}</w:pPr>", run(text))


def level(at: int, form: str, shown: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{shown}"/>{more}</w:lvl>'
    )


def lists(*levels: str, numbers: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{numbers}'
    )


def labels(draft: Draft) -> list[str]:
    return [line.strip().split(" ")[0] for line in draft.text.splitlines() if line]


LEGAL = lists(
    level(0, "upperRoman", "%1."), level(1, "lowerLetter", "%2)"), level(2, "decimal", "%1.%2.%3")
)


def test_lists_count_their_levels_and_begin_anew_below() -> None:
    depths = [0, 1, 1, 2, 0, 1, 2, 2]
    draft = read(*(numbered(depth, "x") for depth in depths), numbering=LEGAL)
    assert labels(draft) == ["I.", "a)", "b)", "I.b.1", "II.", "a)", "II.a.1", "II.a.2"]


def test_paragraphs_between_do_not_disturb_the_count() -> None:
    draft = read(numbered(0, "x"), ROSE, numbered(0, "y"), numbering=LEGAL)
    assert draft.text == "I. x\n\nHomes rose.\n\nII. y"


def test_a_list_that_starts_anew_or_elsewhere_does() -> None:
    anew = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    numbering = lists(level(0, "decimal", "%1."), numbers=anew)
    items = [numbered(0, "x", number) for number in (1, 1, 2, 2, 1)]
    assert labels(read(*items, numbering=numbering)) == ["1.", "2.", "5.", "6.", "7."]


def test_a_level_that_never_restarts_goes_on() -> None:
    numbering = lists(
        level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    )
    items = [numbered(depth, "x") for depth in (0, 1, 0, 1)]
    assert labels(read(*items, numbering=numbering)) == ["1.", "1)", "2.", "2)"]


def test_legal_numbers_are_digits_throughout() -> None:
    numbering = lists(level(0, "upperRoman", "%1"), level(1, "lowerLetter", "%1.%2", "<w:isLgl/>"))
    items = [numbered(0, "x"), numbered(1, "x")]
    assert labels(read(*items, numbering=numbering)) == ["I", "1.1"]


def test_bullets_are_bullets_and_no_list_is_none() -> None:
    numbering = lists(level(0, "bullet", "\uf0b7"))
    draft = read(numbered(0, "x"), numbered(0, "y", 0), numbering=numbering)
    assert draft.text == "• x\n\ny"


HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn '
    'w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
)


def test_headings_keep_the_numbers_of_their_styles() -> None:
    numbering = lists(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))
    body = [numbered(0, "One", -1, "H1"), numbered(0, "Two", -1, "H2"), ROSE]
    draft = read(*body, numbering=numbering, styles=HEADINGS)
    assert draft.text == "1 One\n\n1.1 Two\n\nHomes rose."


def test_an_empty_item_leaves_its_number_to_nobody() -> None:
    draft = read(numbered(0, "x"), numbered(0, ""), ROSE, numbering=LEGAL)
    assert draft.text == "I. x\n\nHomes rose."


def test_the_number_of_an_item_in_a_cell_is_kept() -> None:
    row = f"<w:tr><w:tc>{numbered(0, 'x')}</w:tc><w:tc>{numbered(0, 'y')}</w:tc></w:tr>"
    assert read(f"<w:tbl>{row}</w:tbl>", numbering=LEGAL).text == "I. x | II. y"


BOXES = {
    "checked": ("<w:checkBox><w:checked/></w:checkBox>", "☒ yes"),
    "by default": ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒ yes"),
    "not": ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "☐ yes"),
}


@pytest.mark.parametrize(("box", "shown"), BOXES.values(), ids=BOXES)
def test_the_box_of_a_form_is_shown(box: str, shown: str) -> None:
    begin = f'<w:fldChar w:fldCharType="begin"><w:ffData>{box}</w:ffData></w:fldChar>'
    field = f'<w:r>{begin}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert read(paragraph(field, run(" yes"))).text == shown


@pytest.mark.parametrize(("checked", "shown"), [("1", "☒ yes"), ("0", "☐ yes")])
def test_a_box_without_a_sign_is_shown(checked: str, shown: str) -> None:
    box = (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>'
        "</w:sdtPr><w:sdtContent/></w:sdt>"
    )
    assert read(paragraph(box, run(" yes"))).text == shown


EQUATIONS = {
    "fraction": ("<m:f><m:num>{a+b}</m:num><m:den>{c}</m:den></m:f>", "(a+b)/c"),
    "power": ("<m:sSup><m:e>{x}</m:e><m:sup>{2}</m:sup></m:sSup>", "x^2"),
    "both": (
        "<m:sSubSup><m:e>{x}</m:e><m:sub>{i+1}</m:sub><m:sup>{2}</m:sup></m:sSubSup>",
        "x_(i+1)^2",
    ),
    "root": ("<m:rad><m:deg>{3}</m:deg><m:e>{x}</m:e></m:rad>", "3√(x)"),
    "sum": (
        '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{i}</m:sub><m:sup>{n}</m:sup>'
        "<m:e>{x}</m:e></m:nary>",
        "∑_i^n x",
    ),
    "brackets": (
        '<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{a}</m:e>'
        "<m:e>{b}</m:e></m:d>",
        "[a|b]",
    ),
    "function": ("<m:func><m:fName>{sin}</m:fName><m:e>{x}</m:e></m:func>", "sin x"),
    "matrix": (
        "<m:m><m:mr><m:e>{a}</m:e><m:e>{b}</m:e></m:mr><m:mr><m:e>{c}</m:e><m:e>{d}</m:e>"
        "</m:mr></m:m>",
        "[a, b; c, d]",
    ),
    "limit": ("<m:limLow><m:e>{lim}</m:e><m:lim>{n→∞}</m:lim></m:limLow>", "lim_(n→∞)"),
}


@pytest.mark.parametrize(("markup", "shown"), EQUATIONS.values(), ids=EQUATIONS)
def test_an_equation_stands_on_one_line(markup: str, shown: str) -> None:
    filled = markup.replace("{", "<m:r><m:t>").replace("}", "</m:t></m:r>")
    assert read(paragraph(f"<m:oMath>{filled}</m:oMath>")).text == shown


def test_the_main_part_may_have_any_name() -> None:
    data = word(ROSE, main="docs/document2.xml")
    assert read_bytes(data, "a.docx").text == "Homes rose."


def test_a_strict_document_is_read() -> None:
    with zipfile.ZipFile(BytesIO(word(ROSE, header1=paragraph(run("Draft"))))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    strict = {name: _strict(xml) for name, xml in parts.items()}
    assert strict != parts
    draft = read_bytes(zipped({**strict}), "a.docx")
    assert (draft.text, left(draft, LeftOutKind.HEADER)) == ("Homes rose.", ["Draft"])


def _strict(xml: str) -> str:
    for name, old in (("wordprocessingml", "2006/main"), ("officeDocument", "2006/relationships")):
        new = old.partition("/")[2]
        xml = xml.replace(
            f"http://schemas.openxmlformats.org/{name}/{old}",
            f"http://purl.oclc.org/ooxml/{name}/{new}",
        )
    return xml


def test_the_mark_of_a_paragraph_that_is_deleted_joins_it_to_the_next() -> None:
    gone = '<w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>'
    body = [paragraph(gone, run("Homes ")), paragraph(run("rose.")), ROSE]
    assert read(*body).text == "Homes rose.\n\nHomes rose."
    data = word(*body)
    rejected = read_document(data, "a.docx", changes="rejected")
    assert rejected.text == "Homes\n\nrose.\n\nHomes rose."


def test_a_document_whose_words_are_all_hidden_is_empty() -> None:
    with pytest.raises(EmptyText):
        read(paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r>"))


def test_a_part_that_is_no_xml_is_damage() -> None:
    data = word(
        ROSE,
        files={"word/styles.xml": "<a><b></a>"},
        relations=internal("s", "styles", "styles.xml"),
    )
    with pytest.raises(DamagedFile):
        read_bytes(data, "a.docx")
