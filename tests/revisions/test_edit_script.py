"""Tracked changes of a document as the script by which places of claims are followed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import AnnotationKind, Draft, DraftAnnotation
from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits, same_reading, seen_places
from annotator.revisions.edit_script import EditScript, edit_script
from annotator.revisions.model import Placing
from annotator.revisions.placements import Placement, place_claims
from tests.articles.intake.documents import docx, paragraph, run
from tests.articles.intake.word.open_documents import odt
from tests.judges import by_libreoffice

BY = 'w:author="Anna" w:date="2026-05-04T10:00:00Z"'


@dataclass(frozen=True)
class Piece:
    """Words of a document that are kept, inserted, deleted, or moved away and to."""

    kind: str
    words: str


def kept(words: str) -> Piece:
    return Piece("kept", words)


def inserted(words: str) -> Piece:
    return Piece("inserted", words)


def deleted(words: str) -> Piece:
    return Piece("deleted", words)


Document = list[list[Piece]]


def as_docx(document: Document) -> bytes:
    return docx(*(paragraph(*map(_in_word, one)) for one in document))


def _in_word(piece: Piece) -> str:
    words = run(piece.words)
    gone = words.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return {
        "kept": words,
        "inserted": f'<w:ins w:id="1" {BY}>{words}</w:ins>',
        "deleted": f'<w:del w:id="2" {BY}>{gone}</w:del>',
        "away": '<w:moveFromRangeStart w:id="3" w:name="m"/>'
        f'<w:moveFrom w:id="4" {BY}>{words}</w:moveFrom><w:moveFromRangeEnd w:id="3"/>',
        "to": '<w:moveToRangeStart w:id="5" w:name="m"/>'
        f'<w:moveTo w:id="6" {BY}>{words}</w:moveTo><w:moveToRangeEnd w:id="5"/>',
    }[piece.kind]


def as_odt(document: Document) -> bytes:
    info = "<office:change-info><dc:creator>Anna</dc:creator></office:change-info>"
    regions, body = "", ""
    for number, one in enumerate(document):
        inner = ""
        for place, piece in enumerate(one):
            name, words = f"c{number}-{place}", piece.words.replace(" ", "<text:s/>")
            if piece.kind == "kept":
                inner += words
            elif piece.kind == "inserted":
                regions += _region(name, f"<text:insertion>{info}</text:insertion>")
                inner += f'<text:change-start text:change-id="{name}"/>{words}'
                inner += f'<text:change-end text:change-id="{name}"/>'
            else:
                told = f"<text:deletion>{info}<text:p>{words}</text:p></text:deletion>"
                regions += _region(name, told)
                inner += f'<text:change text:change-id="{name}"/>'
        body += f"<text:p>{inner}</text:p>"
    return odt(f"<text:tracked-changes>{regions}</text:tracked-changes>", body)


def _region(name: str, inner: str) -> str:
    return f'<text:changed-region text:id="{name}">{inner}</text:changed-region>'


@dataclass(frozen=True)
class Followed:
    """Both texts of a document, and its tracked changes as a script."""

    old: str
    new: str
    script: EditScript | None

    def placed(self, words: str, which: int = 0) -> Placement:
        """What becomes of words, of which the first counts as number 0."""
        at = -1
        for _ in range(which + 1):
            at = self.old.index(words, at + 1)
        place = Span(at, at + len(words))
        units = SentenceUnits(self.old, "en"), SentenceUnits(self.new, "en")
        assert self.script is not None
        (found,) = place_claims(*units, [place], script=self.script)
        return found


def followed(data: bytes, name: str) -> Followed:
    old = read_bytes(data, name, changes="rejected").text
    new = read_bytes(data, name, changes="accepted").text
    return Followed(old, new, edit_script(old, new, read_bytes(data, name, changes="marked")))


DOCUMENT = [
    [kept("The mast is 300 m high. He denies it. "), kept("It was built in 1932.")],
    [
        *(kept("The "), deleted("tower"), inserted("mast"), kept(" is old. ")),
        *(kept("He denies it. "), deleted("He denies it. "), kept("The end is open.")),
    ],
    [kept("It was "), inserted("not "), kept("built in 1932. It fell in "), deleted("May of ")],
    [deleted("This is cut. "), kept("So it ends.")],
]
KINDS: list[tuple[Callable[[Document], bytes], str]] = [(as_docx, "a.docx"), (as_odt, "a.odt")]


@pytest.mark.parametrize(("pack", "name"), KINDS)
def test_copies_of_a_sentence_are_told_by_the_changes(
    pack: Callable[[Document], bytes], name: str
) -> None:
    found = followed(pack(DOCUMENT), name)
    for which in (0, 1):
        placed = found.placed("denies it", which)
        assert placed.placing is Placing.SAME
        assert not placed.moved
        # both are the copies in their paragraphs
        assert found.new.count("denies it", 0, placed.proposals[0].start) == which
    # the third is cut, and no copy that stands on is offered for it as certain
    assert found.placed("denies it", 2).placing is not Placing.SAME


@pytest.mark.parametrize(("pack", "name"), KINDS)
@pytest.mark.parametrize(
    ("words", "placing", "now"),
    [
        ("300 m", Placing.SAME, "300 m"),
        ("is old", Placing.SENTENCE_CHANGED, "is old"),
        ("tower", Placing.CHANGED, "mast"),
        ("tower is old", Placing.CHANGED, "mast is old"),
        ("This is cut", Placing.GONE, None),
    ],
)
def test_a_place_goes_where_the_changes_put_it(
    pack: Callable[[Document], bytes], name: str, words: str, placing: Placing, now: str | None
) -> None:
    found = followed(pack(DOCUMENT), name)
    placed = found.placed(words)
    assert placed.placing is placing
    assert [span.of(found.new) for span in placed.proposals[:1]] == ([now] if now else [])


def test_a_word_put_before_a_place_changes_its_sentence() -> None:
    found = followed(as_docx(DOCUMENT), "a.docx")
    placed = found.placed("built in 1932", 1)
    assert placed.placing is Placing.SENTENCE_CHANGED
    assert found.new[: placed.proposals[0].start].endswith("It was not ")
    assert found.placed("built in 1932", 0).placing is Placing.SAME


def test_a_tracked_move_takes_its_claims_along() -> None:
    document = [
        [kept("It is old. "), Piece("away", "The mast is high. "), kept("He denies it.")],
        [kept("The mast is high. "), kept("The end is open."), Piece("to", " The mast is high. ")],
    ]
    found = followed(as_docx(document), "a.docx")
    first, second = found.placed("mast", 0), found.placed("mast", 1)
    assert first.placing is second.placing is Placing.SAME
    assert (first.moved, second.moved) == (True, False)
    assert second.proposals[0].start < first.proposals[0].start


def test_a_file_without_changes_or_against_another_text_is_no_script() -> None:
    plain, changed = as_docx([[kept("It is old.")]]), as_docx(DOCUMENT)
    assert followed(plain, "a.docx").script is None
    marked = read_bytes(changed, "a.docx", changes="marked")
    new = read_bytes(changed, "a.docx").text
    assert edit_script("It is another text.", new, marked) is None
    old = read_bytes(changed, "a.docx", changes="rejected").text
    assert edit_script(old, "It is another text.", marked) is None
    assert edit_script(old.replace("\n\n", "\n").replace(" ", "\u00a0"), new, marked) is not None


WORDS = st.sampled_from(["It is so. ", "He denies it. ", "300 m ", "not ", "Dr. Vale ", "塔 ", "“"])
PIECES = st.builds(Piece, st.sampled_from(["kept", "kept", "inserted", "deleted"]), WORDS)


@given(st.lists(st.lists(PIECES, min_size=1, max_size=8), min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize(("pack", "name"), KINDS)
def test_each_word_is_followed_to_where_it_stands(
    pack: Callable[[Document], bytes], name: str, document: Document
) -> None:
    document = [[kept("A beginning. ")], *document]
    found = followed(pack(document), name)
    pieces = [piece for one in document for piece in one]
    if all(piece.kind == "kept" for piece in pieces):
        assert found.script is None
        return
    assert found.script is not None
    were, are = seen_places(found.old), seen_places(found.new)
    before = after = 0
    for piece in pieces:
        length = len("".join(piece.words.split()))
        if piece.kind == "kept":
            stretch = Span(were[before], were[before + length - 1] + 1)
            there = Span(are[after], are[after + length - 1] + 1)
            assert found.script.whole(stretch) == there
        elif piece.kind == "deleted":
            stretch = Span(were[before], were[before + length - 1] + 1)
            assert found.script.whole(stretch) is None
        before += length * (piece.kind != "inserted")
        after += length * (piece.kind != "deleted")


@given(st.lists(st.lists(PIECES, min_size=1, max_size=8), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_nothing_is_carried_into_a_sentence_that_reads_otherwise(document: Document) -> None:
    found = followed(as_docx([[kept("A beginning. ")], *document]), "a.docx")
    if found.script is None:
        return
    old, new = SentenceUnits(found.old, "en"), SentenceUnits(found.new, "en")
    for placed in place_claims(old, new, old.spans, script=found.script):
        if placed.placing is Placing.SAME:
            (there,) = placed.proposals
            assert same_reading(there.of(found.new)) == same_reading(placed.old.of(found.old))
            numbers = old.touched(placed.old), new.touched(there)
            assert [old.readings[n] for n in numbers[0]] == [new.readings[n] for n in numbers[1]]


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_changes_are_followed_in_files_that_libreoffice_saved(form: str, tmp_path: Path) -> None:
    saved = by_libreoffice(as_docx(DOCUMENT), "a.docx", form, tmp_path)
    found = followed(saved, f"a.{form}")
    assert found.placed("denies it", 1).placing is Placing.SAME
    assert found.placed("is old").placing is Placing.SENTENCE_CHANGED
    placed = found.placed("tower")
    assert [span.of(found.new) for span in placed.proposals] == ["mast"]


def test_numbers_of_a_list_that_are_counted_anew_hinder_nothing() -> None:
    old, new = "1. One is old.\n2. Two is old.", "1. One is old.\n2. So is it.\n3. Two is old."
    place = Span(new.index("So"), new.index("So") + len("So is it."))
    marked = Draft(new, annotations=(DraftAnnotation(AnnotationKind.INSERTION, place),))
    script = edit_script(old, new, marked)
    assert script is not None
    assert script.whole(Span(3, 14)) == Span(3, 14)
    at = old.index("Two"), new.index("Two")
    assert script.whole(Span(at[0], at[0] + 11)) == Span(at[1], at[1] + 11)
