"""A PDF file that goes back to its writer: notes at the very words, and all of its own bytes."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import (
    ArrayObject,
    Destination,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import OriginalFile
from annotator.kernel.errors import Cancelled, DamagedFile, ProtectedFile
from annotator.kernel.positions import Span
from annotator.manuscripts.formats.pages import write_into
from annotator.manuscripts.model import (
    LinkedWords,
    ManuscriptChange,
    ManuscriptComment,
    NotPlaced,
    NotPlacedReason,
    ReturnedFile,
)
from tests.articles.intake import pdf_files
from tests.articles.intake.pdf_files import LEADING, LEFT, TOP, Words, lines, pdf, stack
from tests.judges import judge

FERRY = (
    "The ferry between the two towns has been out of service since March, and the council says "
    "that nobody knows when the new engine will arrive. Passengers take the bus."
)
QUAY = (
    "At the quay a notice promises a crossing every hour. It was printed nine years ago, and the "
    "harbour master has asked three times for another."
)
AT = "2026-11-30T14:05:06.000Z"


def text_of(data: bytes) -> str:
    return read_bytes(data, "a.pdf").text


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def comment(span: Span, name: str = "c1", *words: str, answers: str = "") -> ManuscriptComment:
    paragraphs = tuple((LinkedWords(each),) for each in words or ("Disputed: it sails.",))
    return ManuscriptComment(name, span, paragraphs, "Ines Berg", AT, answers)


def change(span: Span, words: str, name: str = "p1") -> ManuscriptChange:
    return ManuscriptChange(name, span, words, "Ines Berg", AT)


def returned(
    data: bytes,
    comments: Sequence[ManuscriptComment] = (),
    changes: Sequence[ManuscriptChange] = (),
    text: str = "",
) -> ReturnedFile:
    file = OriginalFile("a.pdf", "application/pdf", data)
    return write_into(file, text or text_of(data), comments, changes)


def annotations(data: bytes, *kinds: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, page in enumerate(PdfReader(BytesIO(data), strict=True).pages):
        for each in page.get("/Annots", []):
            about = each.get_object()
            if about["/Subtype"][1:] in kinds:
                yield number, about


def words_under(data: bytes, number: int, about: dict[str, Any]) -> str:
    """Return the words in the corners of a mark, as PDFium finds them there."""
    document = pypdfium2.PdfDocument(data)
    text = document[number].get_textpage()
    corners = [float(value) for value in about["/QuadPoints"]]
    found = []
    for at in range(0, len(corners), 8):
        across, up = corners[at : at + 8 : 2], corners[at + 1 : at + 8 : 2]
        middle = 0.3 * (max(up) - min(up))
        inner = 0.3
        found.append(
            text.get_text_bounded(
                min(across) + inner, min(up) + middle, max(across) - inner, max(up) - middle
            )
        )
    return " ".join(" ".join(found).split())


def marked(data: bytes, *kinds: str) -> list[str]:
    kinds = kinds or ("Highlight",)
    return [words_under(data, number, about) for number, about in annotations(data, *kinds)]


@pytest.mark.parametrize(
    "words",
    [
        "The ferry",
        "March, and the council says that nobody",
        "bus.",
        "ou",
        FERRY,
        f"{FERRY}\n\n{QUAY}",
    ],
)
def test_a_comment_stands_at_its_very_words(words: str) -> None:
    data = pdf(stack(FERRY, QUAY))
    back = returned(data, [comment(span_of(text_of(data), words))])
    assert back.not_placed == ()
    (found,) = marked(back.content)
    assert found.split() == words.split()


def test_each_of_equal_words_is_another() -> None:
    data = pdf(stack("No ferry. No ferry. No ferry."))
    spans = [Span(at, at + 9) for at in (0, 10, 20)]
    back = returned(data, [comment(span, f"c{n}") for n, span in enumerate(spans)])
    lefts = [float(about["/Rect"][0]) for _, about in annotations(back.content, "Highlight")]
    assert lefts == pytest.approx([LEFT, LEFT + 60, LEFT + 120], abs=1)


def test_the_note_tells_words_author_moment_and_name() -> None:
    data = pdf(stack(FERRY))
    paragraphs = (
        (LinkedWords("Disputed: contradicted"),),
        (LinkedWords("Harbour log", "https://example.org/log"), LinkedWords(" says so 😀.")),
    )
    whole = ManuscriptComment("c1", Span(0, 9), paragraphs, "Zoë Åkesson", AT)
    ((_, about),) = annotations(returned(data, [whole]).content, "Highlight")
    assert about["/Contents"] == (
        "Disputed: contradicted\nHarbour log (https://example.org/log) says so 😀."
    )
    assert (about["/T"], about["/NM"], about["/F"]) == ("Zoë Åkesson", "c1", 4)
    assert about["/M"] == about["/CreationDate"] == "D:20261130140506Z"
    assert about["/Popup"].get_object()["/Parent"].get_object()["/NM"] == "c1"


def test_a_query_is_told_apart_by_more_than_its_colour() -> None:
    data = pdf(stack(FERRY))
    query = comment(Span(0, 9), "q1", "Who says so?", "Q1-3f9a2c1b")
    back = returned(data, [query, comment(Span(4, 9), "c1", "Verified", "C1-3f9a2c1c")])
    assert marked(back.content, "Underline") == ["The ferry"]
    assert marked(back.content) == ["ferry"]
    subjects = [about["/Subj"] for _, about in annotations(back.content, "Underline", "Highlight")]
    assert subjects == ["Query", "Claim"]


def test_a_proposed_wording_replaces_words() -> None:
    data = pdf(stack(FERRY))
    words = "since March"
    back = returned(data, changes=[change(span_of(text_of(data), words), "since May")])
    assert marked(back.content, "StrikeOut") == [words]
    ((_, caret),) = annotations(back.content, "Caret")
    ((_, struck),) = annotations(back.content, "StrikeOut")
    assert (caret["/Contents"], caret["/IT"]) == ("Proposed wording: since May", "/Replace")
    assert (struck["/RT"], struck["/IT"]) == ("/Group", "/StrikeOutTextEdit")
    assert struck["/IRT"].get_object()["/NM"] == caret["/NM"]
    assert "/Contents" not in struck


def test_what_goes_over_a_page_is_on_both_with_one_note() -> None:
    rows = lines(FERRY, letters=60)
    data = pdf(rows[:2], [*rows[2:], *stack(QUAY, y=TOP - 100)])
    text = text_of(data)
    assert text.startswith(FERRY)
    words = "the council says that nobody knows when the new engine will"
    back = returned(data, [comment(span_of(text, words))], [change(span_of(text, words), "x")])
    found = [*annotations(back.content, "Highlight")]
    assert [number for number, _ in found] == [0, 1]
    assert " ".join(marked(back.content)).split() == words.split()
    assert ["/Contents" in about for _, about in found] == [True, False]
    assert len({about["/NM"] for _, about in annotations(back.content, *_ALL)}) == 5
    assert [number for number, _ in annotations(back.content, "Popup")] == [0, 1]
    assert [number for number, _ in annotations(back.content, "Caret")] == [1]


_ALL = ("Highlight", "StrikeOut", "Caret")


def test_hyphens_and_ligatures_part_no_words() -> None:
    page = [
        Words(LEFT, TOP, f"{'x' * 50} The o\x01ce of the govern-"),
        Words(LEFT, TOP - LEADING, "ment says nothing at all about it, and so nobody knows."),
    ]
    data = pdf(page, encoding=b"<</BaseEncoding/WinAnsiEncoding/Differences[1/ffi]>>")
    text = text_of(data)
    back = returned(
        data,
        [
            comment(span_of(text, "government"), "c1"),
            comment(span_of(text, "office"), "c2"),
            comment(span_of(text, "ment says"), "c3"),
        ],
    )
    found = [re.sub(r"\W", "", words) for words in marked(back.content)]
    assert found[0] == "government"
    assert found[2] == "mentsays"
    office = next(
        about for _, about in annotations(back.content, "Highlight") if about["/NM"] == "c2"
    )
    left, _, right, _ = (float(value) for value in office["/Rect"])
    # four signs in print, of which one is three letters
    assert right - left == pytest.approx(4 * pdf_files.WIDTH, abs=0.5)


def test_cells_of_a_row_are_marked_one_by_one() -> None:
    rows = [("Town", "2020", "2021"), ("Northam", "4", "12,000"), ("Upper Bray", "17", "3")]
    table = [
        Words(LEFT + 130 * n, TOP - 100 - LEADING * row, cell)
        for row, cells in enumerate(rows)
        for n, cell in enumerate(cells)
    ]
    data = pdf([*lines(FERRY), *table])
    text = text_of(data)
    back = returned(data, [comment(span_of(text, "Northam | 4 | 12,000"))])
    ((_, about),) = annotations(back.content, "Highlight")
    assert len(about["/QuadPoints"]) == 3 * 8
    assert marked(back.content)[0].split() == ["Northam", "4", "12,000"]


def test_columns_keep_to_themselves() -> None:
    data = pdf([*stack(FERRY, letters=36), *stack(QUAY, x=320, letters=36)])
    text = text_of(data)
    back = returned(data, [comment(span_of(text, "nobody knows when the new engine"))])
    assert marked(back.content)[0].split() == "nobody knows when the new engine".split()


def cropped(data: bytes, turn: int) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    page = writer.pages[0]
    page.mediabox.lower_left = page.cropbox.lower_left = (-30, -20)
    page.cropbox.lower_left = (40, 500)
    page.cropbox.upper_right = (560, 830)
    page[NameObject("/Rotate")] = NumberObject(turn)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_may_be_turned_and_cut(turn: int) -> None:
    data = cropped(pdf(stack(FERRY, QUAY)), turn)
    text = text_of(data)
    back = returned(data, [comment(span_of(text, "council")), comment(span_of(text, "bus."), "c2")])
    assert marked(back.content) == ["council", "bus."]
    for _, popup in annotations(back.content, "Popup"):
        assert [float(value) for value in popup["/Rect"]][2] == 560


def test_words_at_an_angle_are_marked_at_their_angle() -> None:
    content = b"BT /F1 10 Tf 0 1 -1 0 100 100 Tm (The ferry is gone.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[5 0 R]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        pdf_files.stream(content),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
        b"/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>",
    ]
    data = pdf_files.file_of(objects)
    back = returned(data, [comment(span_of(text_of(data), "ferry"))])
    ((_, about),) = annotations(back.content, "Highlight")
    x1, y1, x2, y2, x3, y3, _, _ = (float(value) for value in about["/QuadPoints"])
    # from the upper left to the upper right the words run upwards; their feet are on the right
    assert x1 == pytest.approx(x2, abs=0.1)
    assert (y1, y2) == pytest.approx((124, 154), abs=1)
    assert x3 > x1 + 5
    assert y3 == pytest.approx(y1, abs=0.1)


def test_words_that_are_not_in_the_file_are_said() -> None:
    data = pdf(stack(FERRY))
    text = f"{FERRY}\n\nThe ferry was built by hand."
    back = returned(
        data,
        [comment(span_of(text, "ferry was"), "c1"), comment(span_of(text, "nobody"), "c2")],
        [change(span_of(text, "by hand"), "x")],
        text,
    )
    assert back.not_placed == (
        NotPlaced("c1", NotPlacedReason.NOT_IN_FILE),
        NotPlaced("p1", NotPlacedReason.NOT_IN_FILE),
    )
    assert marked(back.content) == ["nobody"]


def test_another_reading_of_the_same_file_leads_to_the_same_words() -> None:
    data = pdf(stack(FERRY, QUAY, FERRY))
    text = f"The Daily\n{FERRY} {QUAY}\n{FERRY}".replace("since March, ", "since\nMarch, ")
    at = text.rindex("nobody")
    back = returned(data, [comment(Span(at, at + 6))], text=text)
    ((_, about),) = annotations(back.content, "Highlight")
    assert marked(back.content) == ["nobody"]
    assert float(about["/Rect"][1]) < TOP - 6 * LEADING


def test_the_same_words_elsewhere_are_not_taken_for_them() -> None:
    data = pdf(stack(FERRY))
    text = f"{FERRY}\n\nOf the trains and of the bus there is more to tell, says the mayor."
    span = span_of(text, "the bus there")
    back = returned(data, [comment(Span(span.start, span.end - 6))], text=text)
    assert [one.id for one in back.not_placed] == ["c1"]


def test_all_bytes_of_the_file_stay() -> None:
    data = pdf(stack(FERRY), stack(QUAY), info=b"/Title(Ferries)")
    back = returned(data, [comment(Span(0, 9))])
    assert back.content.startswith(data)
    before, now = PdfReader(BytesIO(data)), PdfReader(BytesIO(back.content), strict=True)
    assert now.metadata == before.metadata
    assert [page.extract_text() for page in now.pages] == [p.extract_text() for p in before.pages]
    assert text_of(back.content) == text_of(data)
    # only the page with a note was told anew
    assert back.content.count(b"/Type /Page\n") == 1


def test_nothing_to_write_leaves_the_file_as_it_is() -> None:
    data = pdf(stack(FERRY))
    assert returned(data).content == data


def packed(data: bytes) -> bytes:
    """Return the file as new programs write it: its objects in streams, and the table too."""
    objects, table = BytesIO(), b""
    found = re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", data, re.DOTALL)
    plain = [(int(number), body) for number, body in found if b"stream" not in body]
    streams = [(int(number), body) for number, body in found if b"stream" in body]
    objects.write(b"%PDF-1.7\n")
    places: dict[int, tuple[int, int, int]] = {}
    for number, body in streams:
        places[number] = 1, objects.tell(), 0
        objects.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    last = max(number for number, _ in (*plain, *streams))
    heads, bodies = [], b""
    for index, (number, body) in enumerate(plain):
        places[number] = 2, last + 1, index
        heads.append(b"%d %d" % (number, len(bodies)))
        bodies += body + b"\n"
    head = b" ".join(heads) + b"\n"
    places[last + 1] = 1, objects.tell(), 0
    more = b"/Type/ObjStm/N %d/First %d" % (len(plain), len(head))
    stream = pdf_files.stream(head + bodies, more)
    objects.write(b"%d 0 obj\n%s\nendobj\n" % (last + 1, stream))
    start = objects.tell()
    places[last + 2] = 1, start, 0
    for number in range(last + 3):
        kind, place, index = places.get(number, (0, 0, 0))
        table += bytes([kind]) + place.to_bytes(4, "big") + bytes([index])
    more = b"/Type/XRef/Size %d/W[1 4 1]/Root 1 0 R/Info 5 0 R" % (last + 3)
    stream = pdf_files.stream(table, more)
    objects.write(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (last + 2, stream, start))
    return objects.getvalue()


def behind_other_bytes(data: bytes) -> bytes:
    return b"From a mail\r\n" + data


def with_a_broken_table(data: bytes) -> bytes:
    return re.sub(rb"startxref\n\d+", b"startxref\n99", data)


@pytest.mark.parametrize(
    "make", [bytes, packed, behind_other_bytes, with_a_broken_table], ids=lambda make: make.__name__
)
def test_every_kind_of_file_takes_notes(make: Any) -> None:
    data = make(pdf(stack(FERRY), stack(QUAY)))
    text = text_of(data)
    back = returned(data, [comment(span_of(text, "harbour master"))])
    assert back.content.startswith(data)
    reader = PdfReader(BytesIO(back.content))
    assert len(reader.pages) == 2
    document = pypdfium2.PdfDocument(back.content)
    assert len([*_annotations_by_pdfium(document[1])]) == 2
    # a second round stands on the first
    again = returned(back.content, [comment(span_of(text, "nine years"))])
    names = [str(about["/NM"]) for _, about in annotations_leniently(again.content)]
    assert names == ["c1", "c1-2"]


def annotations_leniently(data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, page in enumerate(PdfReader(BytesIO(data)).pages):
        for each in page.get("/Annots", []):
            if each.get_object()["/Subtype"] == "/Highlight":
                yield number, each.get_object()


def _annotations_by_pdfium(page: Any) -> Iterator[Any]:
    for number in range(pypdfium2.raw.FPDFPage_GetAnnotCount(page.raw)):
        yield pypdfium2.raw.FPDFPage_GetAnnot(page.raw, number)


def with_a_form_and_a_note(*, indirect: bool, name: str = "theirs") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(stack(FERRY)))))
    note = FreeText(text="Mine", rect=(50, 50, 90, 90))
    if name:
        note[NameObject("/NM")] = TextStringObject(name)
    writer.add_annotation(0, note)
    writer.add_annotation(0, Link(rect=(10, 10, 20, 20), url="https://example.org/"))
    writer.add_outline_item(title="Start", page_number=0)
    page = writer.pages[0]
    if indirect:
        page[NameObject("/Annots")] = writer._add_object(page["/Annots"])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("indirect", [True, False])
def test_notes_links_and_outlines_of_the_file_stay(*, indirect: bool) -> None:
    data = with_a_form_and_a_note(indirect=indirect)
    back = returned(data, [comment(Span(0, 9)), comment(Span(0, 9), "c2", answers="theirs")])
    reader = PdfReader(BytesIO(back.content), strict=True)
    listed = reader.pages[0].get("/Annots", [])
    kinds = [each.get_object()["/Subtype"] for each in listed]
    assert kinds == ["/FreeText", "/Link", "/Highlight", "/Popup", "/Text"]
    ((_, reply),) = annotations(back.content, "Text")
    assert reply["/IRT"].get_object()["/Contents"] == "Mine"
    assert [item.title for item in reader.outline if isinstance(item, Destination)] == ["Start"]


def test_our_reader_finds_what_was_written() -> None:
    data = pdf(stack(FERRY, QUAY))
    text = text_of(data)
    comments = [
        comment(span_of(text, "nobody knows"), "c1"),
        comment(span_of(text, "Passengers"), "q1", "Who? Q1-3f9a2c1b"),
    ]
    back = returned(data, comments, [change(span_of(text, "nine years"), "ten years")])
    draft = read_bytes(back.content, "a.pdf")
    assert draft.text == text
    found = [
        (one.kind.value, one.span.of(text)) for one in draft.annotations if one.span is not None
    ]
    assert found == [
        ("comment", "nobody knows"),
        ("comment", "Passengers"),
        ("deletion", "nine years"),
        ("insertion", ""),
    ]
    assert draft.annotations[0].words == "Disputed: it sails."
    answer = comment(Span(0, 3), "a1", "No.", answers=draft.annotations[0].id)
    again = read_bytes(returned(back.content, [answer]).content, "a.pdf").annotations
    assert [(one.words, one.parent) for one in again if one.parent] == [("No.", "c1")]


def test_a_note_without_a_name_is_answered_by_its_place() -> None:
    data = with_a_form_and_a_note(indirect=True, name="")
    back = returned(data, [comment(Span(0, 9), answers="1/1")])
    ((_, reply),) = annotations(back.content, "Text")
    assert reply["/IRT"].get_object()["/Contents"] == "Mine"


def certified(permission: int) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(stack(FERRY)))))
    parameters = DictionaryObject({NameObject("/P"): NumberObject(permission)})
    reference = DictionaryObject({NameObject("/TransformParams"): parameters})
    signature = DictionaryObject({NameObject("/Reference"): ArrayObject([reference])})
    permissions = DictionaryObject({NameObject("/DocMDP"): writer._add_object(signature)})
    writer._root_object[NameObject("/Perms")] = permissions
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_for_changes() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(stack(FERRY)))))
    writer.encrypt("", "secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("data", [certified(1), certified(2), locked_for_changes()])
def test_a_protected_file_is_left_alone_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ProtectedFile, match="no comments"):
        returned(data, [comment(Span(0, 9))], text=FERRY)


@pytest.mark.parametrize("unsound", [b"/CropBox [0 0 (x)]", b"/CropBox [7]"])
def test_an_unsound_file_is_refused_in_a_sentence(unsound: bytes) -> None:
    data = pdf(stack(FERRY)).replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 595 842]" + unsound)
    with pytest.raises(DamagedFile, match=r"“a\.pdf”"):
        returned(data, [comment(Span(0, 9))], text=FERRY)


def test_a_certificate_may_allow_comments() -> None:
    assert marked(returned(certified(3), [comment(Span(0, 9))]).content) == ["The ferry"]


def test_it_can_be_cancelled() -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    data = pdf(stack(FERRY))
    file = OriginalFile("a.pdf", "application/pdf", data)
    with pytest.raises(Cancelled):
        write_into(file, FERRY, [comment(Span(0, 9))], [], stop)


def test_the_same_comes_to_the_same_bytes() -> None:
    data = pdf(stack(FERRY))
    both = [returned(data, [comment(Span(0, 9))]).content for _ in range(2)]
    assert both[0] == both[1]


def test_poppler_finds_the_same_words_there(tmp_path: Path) -> None:
    data = pdf(stack(FERRY, QUAY))
    back = returned(data, [comment(span_of(text_of(data), "asked three times"))])
    path = tmp_path / "a.pdf"
    path.write_bytes(back.content)
    ((_, about),) = annotations(back.content, "Highlight")
    left, bottom, right, top = (float(value) for value in about["/Rect"])
    area = {"-x": left, "-y": 842 - top + 3, "-W": right - left, "-H": top - bottom - 6}
    places = [word for key, value in area.items() for word in (key, str(round(value)))]
    command = [judge("poppler"), *places, str(path), "-"]
    told = subprocess.run(command, capture_output=True, check=True)
    assert told.stdout.decode().split() == ["asked", "three", "times"]
    assert told.stderr == b""
