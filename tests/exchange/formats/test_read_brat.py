"""brat standoff: lines that mark words, with their notes, and the text beside the file."""

from pathlib import Path

import pytest

from annotator.exchange.anchoring.anchorer import Anchored, Anchorer
from annotator.exchange.anchoring.offset_detection import UnitFound, unit_of
from annotator.exchange.formats import brat as standoff
from annotator.exchange.formats import reader
from annotator.exchange.model import BadRecord, ImportedAnnotation
from annotator.kernel.errors import NoAnnotations, NothingReadable
from annotator.kernel.positions import Span
from tests.exchange.anchoring.foreign_texts import ARTICLE, QUOTES, SPANS
from tests.exchange.formats.annotation_samples import NOTES, brat, places, read


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_bytes(text.encode())
    return folder


def test_all_that_a_line_says_is_read() -> None:
    file = read(brat(), "brat_anna.ann")
    assert file.form == "brat standoff"
    assert places(file) == [(span,) for span in SPANS]
    assert file.annotations[0] == ImportedAnnotation(
        "line 1",
        identity="T1",
        offsets=((38, 63),),
        quote=QUOTES[0],
        verdict="Disputed",
        comment=NOTES[0],
        annotator="anna",
    )


@pytest.mark.parametrize(
    ("text", "ann", "annotator"),
    [
        ("article__txt", "article__ann", ""),
        ("article__txt", "article_anna__ann", "anna"),
        ("article_one__txt", "article_one.basim__ann", "basim"),
    ],
)
def test_the_text_beside_a_file_is_read_and_names_the_annotator(
    tmp_path: Path, text: str, ann: str, annotator: str
) -> None:
    folder = written(tmp_path, **{text: ARTICLE, ann: brat(), "arti__txt": "Other."})
    file = reader.read_annotations(folder / ann.replace("__", "."))
    assert [own.text for own in file.texts] == [ARTICLE]
    assert places(file) == [(span,) for span in SPANS]
    assert {one.annotator for one in file.annotations} == {annotator}
    assert {one.text_key for one in file.annotations} == {text.replace("__", ".")}


def test_line_ends_and_a_byte_order_mark_of_the_text_beside_are_kept(tmp_path: Path) -> None:
    folder = written(tmp_path, a__txt="\ufeffOne.\r\nTwo.", a__ann="T1\tTrue 7 10\tTwo\n")
    file = reader.read_annotations(folder / "a.ann")
    assert file.texts[0].text == "\ufeffOne.\r\nTwo."
    # Both the mark and each sign of the line end count here.
    assert places(file, "One.\nTwo.") == [(Span(5, 8),)]


def test_a_text_beside_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02" * 9)
    (tmp_path / "a.ann").write_text(brat(), "utf-8")
    file = reader.read_annotations(tmp_path / "a.ann")
    assert not file.texts
    assert file.bad[0].where == "a.txt"
    assert len(file.annotations) == 3
    monkeypatch.setattr(standoff, "_TEXT_LIMIT", 3)
    assert "too large" in reader.read_annotations(tmp_path / "a.ann").bad[0].why


def test_words_in_pieces_stay_in_pieces() -> None:
    text = "Rents, he said, rose."
    file = read("T1\tFalse 0 5;16 20\tRents rose\n", "a.ann")
    assert file.annotations[0].offsets == ((0, 5), (16, 20))
    assert places(file, text) == [(Span(0, 5), Span(16, 20))]


def test_attributes_are_tags_and_may_be_the_verdict() -> None:
    text = (
        "T1\tClaim 0 5\tRents\nA1\tStatistics T1\nA2\tVerdict T1 Disputed\nM3\tWhy T1 misleading\n"
    )
    (found,) = read(text, "a.ann").annotations
    assert (found.verdict, found.reason) == ("Disputed", "misleading")
    assert found.tags == ("Claim", "Statistics")


def test_labels_with_any_signs_are_read() -> None:
    text = (
        "T1\tName_Calling-Labeling 0 5\tRents\nT2\tConflicting Evidence/Cherrypicking 0 5\tRents\n"
    )
    first, second = read(text, "a.ann").annotations
    assert first.tags == ("Name_Calling-Labeling",)
    assert second.verdict == "Conflicting Evidence/Cherrypicking"


def test_a_line_broken_within_its_words_is_named_and_not_half_read() -> None:
    text = "T1\tFalse 0 11\tRents\nrose.\nT2\tTrue 12 17\tWages\n"
    file = read(text, "a.ann")
    assert [one.identity for one in file.annotations] == ["T2"]
    assert file.bad == (
        BadRecord(
            "lines 1 to 2", "A line is broken in the middle, so that its words are not known."
        ),
    )


def test_events_and_relations_are_counted() -> None:
    text = "T1\tFalse 0 5\tRents\nE1\tRise:T1\nR1\tCause Arg1:T1 Arg2:T1\n*\tEquiv T1 T1\n"
    file = read(text, "a.ann")
    assert len(file.annotations) == 1
    assert file.bad == (
        BadRecord("3 lines, the first being 2", "Events and relations between words are not read."),
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("T2\tFalse\tRents", "where it begins and ends"),
        ("T2\tFalse 9 4\tRents", "ends before it starts"),
        ("T2\tFalse 1 x\tRents", "where it begins and ends"),
        ("#1\tAnnotatorNotes\tNote", "something that is not read"),
        ("A1\tVerdict", "something that is not read"),
        ("#1\tAnnotatorNotes T9\tNote", "something that is not read"),
        ("A1\tVerdict T9 Disputed", "something that is not read"),
    ],
)
def test_a_bad_line_is_named(line: str, why: str) -> None:
    file = read(f"T1\tFalse 0 5\tRents\n{line}\n", "a.ann")
    assert [one.identity for one in file.annotations] == ["T1"]
    assert file.bad[0].where == "line 2"
    assert why in file.bad[0].why


def test_standoff_is_known_by_its_lines_whatever_its_name() -> None:
    assert read(brat(), "export.txt").form == "brat standoff"


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    with pytest.raises(NoAnnotations):
        read(text, "a.ann")


def test_a_file_of_anything_else_is_said_to_be_unreadable() -> None:
    with pytest.raises(NothingReadable):
        read("Rents rose.\n", "a.ann")


def test_words_whose_line_was_cut_are_never_placed_elsewhere(tmp_path: Path) -> None:
    own = "Wages rose.\n\n" * 6
    lines = [f"T{n}\tTrue {n * 13} {n * 13 + 10}\tWages rose\n" for n in range(5)]
    folder = written(tmp_path, a__txt=own, a__ann="".join(lines) + "T9\tTrue 65 75\tWages\n")
    file = reader.read_annotations(folder / "a.ann")
    unit = unit_of(own, file.annotations)
    assert isinstance(unit, UnitFound)
    assert [one.identity for one in unit.misfits] == ["T9"]
    placer = Anchorer(own)
    found = [placer.place(one, unit.counting) for one in file.annotations]
    assert [isinstance(one, Anchored) for one in found] == [True] * 5 + [False]
