"""The rows of a comparison: whole, in order, and paragraphs beside those they took the place of."""

from hypothesis import given, settings

from annotator.kernel.sentence_units import SentenceUnits
from annotator.revisions.comparison import compare_texts
from annotator.revisions.rows import ComparedRow, RunKind, compared_rows, side_words
from tests.revisions.test_comparison import END, LEAD, MIDDLE, texts


def rows_of(old: str, new: str) -> list[ComparedRow]:
    return compared_rows(compare_texts(SentenceUnits(old), SentenceUnits(new)))


def beside(old: str, new: str) -> list[tuple[str, str]]:
    """The rows as pairs of paragraphs, without white space at their ends."""
    return [
        (
            side_words(row.old, old, new=False).strip(),
            side_words(row.new, new, new=True).strip(),
        )
        for row in rows_of(old, new)
    ]


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_each_code_point_of_both_texts_is_in_one_row(old: str, new: str) -> None:
    rows = rows_of(old, new)
    assert "".join(side_words(row.old, old, new=False) for row in rows) == old
    assert "".join(side_words(row.new, new, new=True) for row in rows) == new


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_each_change_is_in_a_row(old: str, new: str) -> None:
    comparison = compare_texts(SentenceUnits(old), SentenceUnits(new))
    shown = {change for row in compared_rows(comparison) for change in row.changes}
    assert shown == {*range(len(comparison.changes))}


def test_paragraphs_stand_beside_each_other() -> None:
    lead, middle, end = LEAD.strip(), MIDDLE.strip(), END.strip()
    changed = LEAD.replace("300", "310")
    assert beside(LEAD + MIDDLE + END, changed + END) == [
        (lead, changed.strip()),
        (middle, ""),
        (end, end),
    ]


def test_a_sentence_at_the_end_of_a_paragraph_stays_in_its_row() -> None:
    longer = LEAD.replace("steel.", "steel. It was red.")
    assert beside(LEAD + END, longer + END) == [(LEAD.strip(), longer.strip()), (END, END)]


def test_paragraphs_that_were_rewritten_stand_beside_those_they_replace() -> None:
    new = "Nothing like it was there before.\n\nA second one, too.\n\n"
    old = "Whoever came saw a field.\n\nSheep grazed on both sides of it.\n\n"
    assert beside(LEAD + old + END, LEAD + new + END)[1:3] == [
        ("Whoever came saw a field.", "Nothing like it was there before."),
        ("Sheep grazed on both sides of it.", "A second one, too."),
    ]


def test_a_passage_that_moved_to_the_end_brings_no_row_of_white_space() -> None:
    rows = rows_of(
        MIDDLE.replace("among", "with") + LEAD + END, LEAD + END + "\n\n" + MIDDLE.strip()
    )
    assert all(row.old or row.new for row in rows)


def test_a_paragraph_that_moved_is_shown_at_both_ends() -> None:
    rows = rows_of(LEAD + MIDDLE + END, MIDDLE + LEAD + END)
    kinds = {kind: n for n, row in enumerate(rows) for kind in {run.kind for run in row.runs}}
    away, here = kinds[RunKind.MOVED_AWAY], kinds[RunKind.MOVED_HERE]
    assert rows[away].new == rows[here].old == ()
    assert rows[away].changes == rows[here].changes == (0,)
