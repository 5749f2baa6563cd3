"""PDF files: reading order, hyphens, paragraphs, pages, running heads, scans; and hostile files."""

import re
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, NameObject

from annotator.articles.intake.page_boxes import PageSign
from annotator.articles.intake.pdf_document import _lines_from_the_right, found_in
from annotator.articles.intake.reader import SUFFIXES, read_bytes
from annotator.articles.model import Draft, LeftOut, LeftOutKind, Locator
from annotator.kernel.errors import (
    Cancelled,
    DamagedFile,
    EmptyText,
    EncryptedFile,
    HarmfulFile,
    IntakeError,
    ScannedFile,
)
from tests.articles.intake import pdf_files
from tests.articles.intake.pdf_files import LEADING, LEFT, TOP, WIDTH, Words, lines, pdf, stack

FERRY = (
    "The ferry between the two towns has been out of service since March, and the council says "
    "that nobody knows when the new engine will arrive. Passengers take the bus."
)
QUAY = (
    "At the quay a notice promises a crossing every hour. It was printed nine years ago, and the "
    "harbour master has asked three times for another."
)


def text_of(data: bytes) -> str:
    return str(found_in(data)["text"])


def test_lines_are_joined_to_paragraphs() -> None:
    assert text_of(pdf(stack(FERRY, QUAY))) == f"{FERRY}\n\n{QUAY}"


def test_an_indent_begins_a_paragraph() -> None:
    second = lines(QUAY, y=TOP - 3 * LEADING, letters=66)
    first, *rest = second
    indented = [Words(first.x + 24, first.y, first.text), *rest]
    full = FERRY + " They are late again, say all who still go there."
    assert text_of(pdf([*lines(full, letters=73), *indented])).split("\n\n") == [full, QUAY]


@pytest.mark.parametrize("by_column", [True, False], ids=["a column at a time", "line by line"])
def test_columns_are_read_one_after_the_other(*, by_column: bool) -> None:
    left = stack(FERRY, QUAY, letters=36)
    right = stack(QUAY + " So it goes on.", FERRY, x=320, letters=36)
    drawn = [*left, *right]
    if not by_column:
        drawn.sort(key=lambda each: (-each.y, each.x))
    assert text_of(pdf(drawn)).split("\n\n") == [FERRY, QUAY, QUAY + " So it goes on.", FERRY]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    whole = lines(FERRY, letters=36)
    right = [Words(320, TOP - n * LEADING, each.text) for n, each in enumerate(whole[2:])]
    beneath = stack("The bus is free of charge.", x=320, y=right[-1].y - 2 * LEADING)
    assert text_of(pdf([*whole[:2], *right, *beneath])).split("\n\n")[0] == FERRY


def test_a_box_at_the_side_parts_no_paragraph() -> None:
    body = lines(FERRY + " " + QUAY, letters=50)
    box = stack("In short: one ferry, no engine, and a bus.", x=420, letters=20)
    paragraphs = text_of(pdf([*body, *box])).split("\n\n")
    assert paragraphs == [f"{FERRY} {QUAY}", "In short: one ferry, no engine, and a bus."]


def test_what_was_drawn_first_is_not_read_first() -> None:
    beneath = lines(QUAY, y=TOP - 200)
    assert text_of(pdf([*beneath, *lines(FERRY)])) == f"{FERRY}\n\n{QUAY}"


@pytest.mark.parametrize(
    ("broken", "elsewhere", "joined"),
    [
        (("govern-", "ment"), "", "government"),
        (("well-", "known"), "", "well-known"),
        (("long-", "term"), "The long-term plan.", "long-term"),
        (("note-", "book"), "A notebook, a note, a book.", "notebook"),
        (("care-", "taker"), "They care. A taker came.", "care-taker"),
        (("North-", "South"), "", "North-South"),
        (("2010-", "2015"), "", "2010-2015"),
        (("twenty-", "three"), "", "twenty-three"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_unless_it_is_a_true_one(
    broken: tuple[str, str], elsewhere: str, joined: str
) -> None:
    start = f"{'They spoke of it at the quay for an hour, and of ':.<60}".replace(".", "x")
    page = [Words(LEFT, TOP, f"{start} {broken[0]}")]
    page.append(Words(LEFT, TOP - LEADING, f"{broken[1]} they spoke too, as if nobody heard it."))
    page += lines(elsewhere, y=TOP - 5 * LEADING) if elsewhere else []
    assert f" {joined} they spoke too" in text_of(pdf(page))


def test_ligatures_are_letters() -> None:
    data = pdf(
        [Words(LEFT, TOP, "The o\x01ce")],
        encoding=b"<</BaseEncoding/WinAnsiEncoding/Differences[1/ffi]>>",
    )
    assert text_of(data) == "The office"


def test_signs_beyond_the_first_plane_are_read_whole() -> None:
    words = "".join(f"<{n:02x}>" for n in (1, 2, 3))
    meant = (("01", "d83dde00"), ("02", "d83ddc69d83cdffd200d2695fe0f"), ("03", "d835dcb3"))
    table = (
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 3 beginbfchar %s endbfchar"
    )
    pairs = "".join(f"<{code}> <{sign}>" for code, sign in meant)
    drawn = b"BT /F1 10 Tf 60 700 Td (So ) Tj %s Tj ( it is.) Tj ET"
    data = pdf_files.file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[6 0 R]>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 7 0 R>>",
            pdf_files.stream(drawn % words.replace("><", "").encode()),
            b"<<>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            b"/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>",
            pdf_files.stream(table % pairs.encode() + b" endcmap"),
        ]
    )
    assert text_of(data) == "So 😀👩🏽‍⚕️𝒳 it is."


def test_cells_of_a_row_are_parted_by_bars() -> None:
    rows = [("Town", "2020", "2021"), ("Northam", "4", "12,000"), ("Upper Bray", "17", "3")]
    table = [
        Words(LEFT + 130 * n, TOP - 100 - LEADING * row, cell)
        for row, cells in enumerate(rows)
        for n, cell in enumerate(cells)
    ]
    text = text_of(pdf([*lines(FERRY), *table]))
    assert text.endswith("\n\nTown | 2020 | 2021\nNortham | 4 | 12,000\nUpper Bray | 17 | 3")


def test_items_of_a_list_stand_on_lines_of_their_own() -> None:
    items = ["• a bus", "• a bridge that nobody has paid for yet", "• 12 taxis"]
    drawn = [Words(LEFT + 20, TOP - 100 - LEADING * n, each) for n, each in enumerate(items)]
    assert text_of(pdf([*lines(FERRY), *drawn])) == f"{FERRY}\n\n" + "\n".join(items)


@pytest.mark.parametrize(
    "labels",
    [
        *(("•", "•", "•"), ("–", "–", "–"), ("1.", "2.", "3."), ("a)", "b)", "c)")),
        *(
            ("(i)", "(ii)", "(iii)"),
            ("A.", "B.", "C."),
            ("I.", "II.", "III."),
            ("(1)", "(2)", "(3)"),
        ),
    ],
    ids=str,
)
@pytest.mark.parametrize("gap", [0.6, 1, 2.5])
def test_items_are_parted_from_the_words_before_and_from_their_labels(
    labels: tuple[str, ...], gap: float
) -> None:
    items = ["a bus in the evening", "Bridges that nobody has paid for yet", "more taxis"]
    drawn = [
        part
        for n, (label, item) in enumerate(zip(labels, items, strict=True), start=9)
        for part in (
            Words(LEFT, TOP - LEADING * n, label),
            Words(LEFT + WIDTH * (len(label) + gap), TOP - LEADING * n, item),
        )
    ]
    before = lines(FERRY, y=TOP - LEADING * (9 - len(lines(FERRY))))
    wanted = "\n".join(f"{label} {item}" for label, item in zip(labels, items, strict=True))
    assert text_of(pdf([*before, *drawn])) == f"{FERRY}\n\n{wanted}"


@pytest.mark.parametrize("label", ["•", "(iii)", "1.", "b)"])
def test_a_label_that_touches_its_item_is_parted_from_it(label: str) -> None:
    drawn = Words(LEFT, TOP - 200, f"{label}Bridges that nobody has paid for yet")
    wanted = f"{label} Bridges that nobody has paid for yet"
    assert text_of(pdf([*lines(FERRY), drawn])) == f"{FERRY}\n\n{wanted}"


def test_initials_and_figures_at_the_beginning_of_lines_are_no_labels() -> None:
    rows = (
        "The quay was built by the engineer named",
        "A. Holm for the sum of, as is now known,",
        "1.5 million, of which the town paid half.",
    )
    drawn = [Words(LEFT, TOP - LEADING * n, row) for n, row in enumerate(rows)]
    assert text_of(pdf(drawn)) == " ".join(rows)


def test_bullets_that_are_drawn_are_bullets() -> None:
    items = ["a bus in the evening, and on each of the other days", "a bridge", "more taxis"]
    data = pdf([Words(LEFT + 20, TOP - LEADING * n, each) for n, each in enumerate(items)])
    dots = b"".join(b"%d %d 4 4 re f\n" % (LEFT + 8, TOP - LEADING * n + 1) for n in range(3))
    assert text_of(drawn_over(data, dots)) == "\n".join(f"• {each}" for each in items)


def drawn_over(data: bytes, drawing: bytes) -> bytes:
    """Return a file with a drawing on its first page."""
    writer = PdfWriter(clone_from=BytesIO(data))
    content = ContentStream(writer.pages[0].get_contents(), writer)
    content.set_data(content.get_data() + b"\n" + drawing)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def book(pages: int) -> bytes:
    """Pages with a running head, a number at the foot, and a paragraph over each end of a page."""
    words = [f"word{n}" for n in range(60 * pages)]
    rows = [" ".join(words[n : n + 6]) for n in range(0, len(words), 6)]
    return pdf(
        *(
            [
                Words(200, 800, "The Daily Ferry"),
                *(
                    Words(LEFT, TOP - LEADING * n, row)
                    for n, row in enumerate(rows[10 * page : 10 * page + 10])
                ),
                Words(290, 30, f"{page + 1}"),
            ]
            for page in range(pages)
        )
    )


def test_running_heads_are_named_and_paragraphs_go_over_pages() -> None:
    found = found_in(book(4))
    assert found["text"] == " ".join(f"word{n}" for n in range(240))
    assert [part[:2] for part in found["left_out"]] == [
        ("header", "The Daily Ferry"),
        ("header", "1"),
    ]
    assert [part[3] for part in found["left_out"]] == [4, 4]


def test_each_page_is_cited_where_its_words_begin() -> None:
    found = found_in(book(4))
    starts = [found["text"].index(f"word{60 * page} ") for page in range(4)]
    assert found["locators"] == [(at, f"page {n}") for n, at in enumerate(starts, start=1)]


def test_pages_are_cited_by_their_own_numbers() -> None:
    labels = b"/PageLabels<</Nums[0<</S/r/St 4>>1<</S/D/St 211>>]>>"
    found = found_in(pdf(lines(FERRY), lines(QUAY), labels=labels))
    assert [words for _, words in found["locators"]] == ["page iv", "page 211"]


def test_numbers_at_the_edge_of_pages_stay() -> None:
    pages = [
        [
            Words(LEFT, TOP - LEADING * n, f"{1990 + 7 * page + n} {31 * page + n} 4,5")
            for n in range(9)
        ]
        for page in range(5)
    ]
    found = found_in(pdf(*pages))
    assert len(found["text"].split()) == 5 * 9 * 3
    assert found["left_out"] == []


def test_roman_numbers_of_pages_are_left_out() -> None:
    pages = [
        [
            *(Words(LEFT, TOP - LEADING * n, f"{number} and {n}") for n in range(5)),
            Words(290, 30, number),
        ]
        for number in ("ii", "iii", "iv", "v")
    ]
    assert [part[1] for part in found_in(pdf(*pages))["left_out"]] == ["ii"]


def test_words_on_a_single_page_are_no_running_heads() -> None:
    assert text_of(pdf([Words(200, 800, "The Daily Ferry"), *lines(FERRY)])).startswith(
        "The Daily Ferry\n\n"
    )


def test_notes_at_the_foot_wait_for_the_end_of_the_paragraph() -> None:
    whole = lines(FERRY)
    note = Words(LEFT, FOOT_OF_PAGE, "1 Letter of 4 March.", 8)
    text = text_of(pdf([*whole[:2], note], [*stack(whole[2].text, QUAY)]))
    assert text == f"{FERRY}\n\n1 Letter of 4 March.\n\n{QUAY}"


FOOT_OF_PAGE = 60


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    # a page that is shown turned, with words that run along its long side, is read either way
    found = found_in(pdf(stack(FERRY, QUAY), rotate=turn))
    assert sorted(found["text"].split()) == sorted(f"{FERRY} {QUAY}".split())


def test_the_document_tells_its_title_and_author_but_not_when_it_was_published() -> None:
    info = b"/Title(Ferries)/Author(Ines Berg)/CreationDate(D:20260304120000Z)"
    draft = read_bytes(pdf(lines(FERRY), info=info), "a.pdf")
    assert (draft.metadata.title, draft.metadata.byline) == ("Ferries", "Ines Berg")
    assert draft.metadata.published == ""  # the day on which the file was made
    assert draft.found == {"title", "byline"}


@pytest.mark.parametrize("title", [b"draft_3.docx", b"Microsoft Word - draft 3.docx", b"untitled"])
def test_the_name_of_a_file_is_no_title(title: bytes) -> None:
    data = pdf(stack("No ferry", FERRY), info=b"/Title(%s)" % title)
    assert found_in(data)["metadata"]["title"] == ""


def test_a_draft_has_the_file_its_pages_and_its_headline() -> None:
    data = pdf(stack("No ferry till May", FERRY), lines(QUAY))
    draft = read_bytes(data, "a.pdf")
    assert draft.original is not None
    assert (draft.original.mime, draft.original.data) == ("application/pdf", data)
    assert draft.metadata.title == "No ferry till May"
    assert draft.locators[1] == Locator(draft.text.index("At the quay"), "page 2")


def test_scanned_pages_are_said() -> None:
    draft = read_bytes(pdf(lines(FERRY), [], [], pictures=[1, 2]), "a.pdf")
    at = len(draft.text)
    assert draft.left_out == (LeftOut(LeftOutKind.SCANNED_PAGE, position=at),) * 2


def test_a_scanned_file_has_no_text() -> None:
    with pytest.raises(ScannedFile, match="All 2 pages are pictures"):
        read_bytes(pdf([], [], pictures=[0, 1]), "a.pdf")


def test_blank_pages_are_no_article() -> None:
    with pytest.raises(EmptyText):
        read_bytes(pdf([], []), "a.pdf")


def test_progress_is_told_and_can_cancel() -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_bytes(book(400), "a.pdf", progress=progress)
    assert told[-1][1] == 400


def test_it_is_told_by_its_content() -> None:
    assert ".pdf" in SUFFIXES
    assert isinstance(read_bytes(b"\n" + pdf(lines(FERRY)), "a.txt"), Draft)
    with pytest.raises(DamagedFile):
        read_bytes(b"no pdf at all", "a.pdf")


def locked() -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(pdf(lines(FERRY)))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (locked, EncryptedFile),
        (lambda: pdf(lines(FERRY))[:300], DamagedFile),
        (lambda: b"%PDF-1.7\n" + b"\x00\xff" * 5000, DamagedFile),
        (pdf_files.endless_tree, IntakeError),
        (pdf_files.stream_bomb, HarmfulFile),
    ],
    ids=["password", "cut short", "noise", "endless tree", "stream bomb"],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    make: Callable[[], bytes], error: type[IntakeError]
) -> None:
    data = make()
    start = time.monotonic()
    with pytest.raises(error) as refused:
        read_bytes(data, "a.pdf")
    assert str(refused.value).startswith("“a.pdf”")
    assert time.monotonic() - start < 60


@pytest.mark.parametrize("make", [pdf_files.operator_bomb, pdf_files.nested_arrays])
def test_a_file_made_to_harm_ends_within_seconds(make: Callable[[], bytes]) -> None:
    start = time.monotonic()
    outcome: Any
    try:
        outcome = read_bytes(make(), "a.pdf")
    except IntakeError as error:
        outcome = str(error)
    assert outcome
    assert time.monotonic() - start < 60


@pytest.mark.parametrize("drawn", ["from the right", "from the left"])
@pytest.mark.parametrize(
    "words", ["עלה המחיר בשנת 2020.", "ארתה 4.5 אחוז", "חברת Blue Ferry הודיעה", "في الربع"]
)
def test_lines_from_the_right_are_read_by_their_places(words: str, drawn: str) -> None:
    logical = re.sub(r"[0-9A-Za-z](?:[0-9A-Za-z. ]*[0-9A-Za-z])?", lambda m: m[0][::-1], words)
    signs = [
        PageSign(
            letter,
            " " in f" {logical} "[n : n + 3],
            *(500.0 - 6 * n, 700.0, 506.0 - 6 * n, 712.0),
        )
        for n, letter in enumerate(logical)
        if letter != " "
    ]
    if drawn == "from the left":
        signs.reverse()
    (line,) = _lines_from_the_right(signs, 595, 0)
    assert line.text == words
    assert line.left == 595 - 506
