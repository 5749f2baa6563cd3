"""Two versions beside each other: whole, the same from both sides, and readable."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.kernel.errors import Cancelled
from annotator.kernel.positions import CLUSTER, border
from annotator.kernel.sentence_units import SentenceUnits, same_reading
from annotator.revisions.comparison import Passage, PassageKind, TextComparison, compare_texts
from annotator.revisions.word_pieces import PieceKind, Pieces, compare_words

LEAD = "The tower opened in 1931. It is 300 m high and made of steel.\n\n"
MIDDLE = "Visitors came from all over the country that year. The mayor was among them.\n\n"
END = "Today it stands empty. Nobody knows what will become of it."

SENTENCES = (
    *("The tower is 300 m high. ", "It was not built in 1931.\n\n", "Nobody knows. ", "No. "),
    *(
        "Мост построен в 1990 году. ",
        "عدد السكان ١٬٢٠٠ نسمة. ",
        "城市人口去年增长百分之五。",
        "他是记者。",
    ),
    *(
        "नदी का पुल बड़ा है। ",
        "สะพานน้ำใหญ่มาก ",
        "Family 👨‍👩‍👧 e\u0301t co\u00adop. ",
        " \u0301x\n",
        "\t",
    ),
)
texts = st.lists(
    st.one_of(
        st.sampled_from(SENTENCES), st.text(st.sampled_from("ab .\n1,−é\u0301👨‍👩กำ中"), max_size=8)
    ),
    max_size=8,
).map("".join)


def compared(old: str, new: str) -> TextComparison:
    return compare_texts(SentenceUnits(old), SentenceUnits(new))


def marked(old: str, new: str) -> str:
    """A comparison as one line: deleted words in [], inserted ones in {}, moved ones in <>."""
    return "".join(in_signs(passage, old, new) for passage in compared(old, new).passages)


def in_signs(passage: Passage, old: str, new: str) -> str:
    if passage.kind is PassageKind.MOVED_AWAY and passage.old:
        return f"<{passage.old.of(old)}"
    said = words_in_signs(passage.pieces, old, new)
    return f"{said}>" if passage.kind is PassageKind.MOVED_HERE else said


def words_in_signs(pieces: Pieces, old: str, new: str) -> str:
    signs = {PieceKind.KEPT: "{}", PieceKind.DELETED: "[{}]", PieceKind.INSERTED: "{{{}}}"}
    return "".join(signs[p.kind].format(p.words(old, new)) for p in pieces)


@given(texts, texts)
@settings(max_examples=150, deadline=None)
def test_each_code_point_of_both_texts_is_in_one_passage(old: str, new: str) -> None:
    found = compared(old, new)
    assert "".join(p.old.of(old) for p in found.passages if p.old) == old
    assert "".join(p.new.of(new) for p in found.passages if p.new) == new
    positions = [p.old.start for p in found.passages if p.old]
    assert positions == sorted(positions)


@given(texts, texts)
@settings(max_examples=150, deadline=None)
def test_the_pieces_of_a_passage_hold_its_words(old: str, new: str) -> None:
    found = compared(old, new)
    for passage in found.passages:
        other = passage if passage.other_end is None else found.passages[passage.other_end]
        for words, text, mine in (
            (passage.old or other.old, old, [p.old for p in passage.pieces if p.old]),
            (passage.new or other.new, new, [p.new for p in passage.pieces if p.new]),
        ):
            assert "".join(span.of(text) for span in mine) == (words.of(text) if words else "")
        for piece in passage.pieces:
            if piece.kind is PieceKind.KEPT:
                assert piece.old
                assert piece.new
                assert same_reading(piece.old.of(old)) == same_reading(piece.new.of(new))


@given(texts, texts)
@settings(max_examples=150, deadline=None)
def test_no_sign_that_is_seen_as_one_is_parted(old: str, new: str) -> None:
    for passage in compared(old, new).passages:
        for text, spans in (
            (old, [passage.old, *(p.old for p in passage.pieces)]),
            (new, [passage.new, *(p.new for p in passage.pieces)]),
        ):
            for span in filter(None, spans):
                assert border(text, span.start, CLUSTER, forward=True) == span.start
                assert border(text, span.end, CLUSTER, forward=True) == span.end


@given(texts, texts)
@settings(max_examples=150, deadline=None)
def test_turned_round_the_texts_differ_the_other_way_round(old: str, new: str) -> None:
    there, back = compared(old, new).passages, compared(new, old).passages
    turned = {"inserted": "deleted", "deleted": "inserted"}
    turned |= {"moved away": "moved here", "moved here": "moved away"}
    assert sorted((turned.get(p.kind, p.kind), str(p.new), str(p.old)) for p in back) == sorted(
        (p.kind, str(p.old), str(p.new)) for p in there
    )


@given(texts)
@settings(deadline=None)
def test_a_text_is_alike_to_itself(text: str) -> None:
    assert [p.kind for p in compared(text, text).passages] == ["alike"] * bool(text)


@given(texts, texts)
@settings(deadline=None)
def test_other_words_are_never_alike(old: str, new: str) -> None:
    if same_reading(old) != same_reading(new):
        assert compared(old, new).changes


def test_white_space_is_no_change() -> None:
    assert compared("A man came.\n\nHe sat.", "A man\ncame. He\u00ad sat.").changes == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "It cost 1,200.50 euros.",
            "It cost 1,300.50 euros.",
            "It cost [1,200.50]{1,300.50} euros.",
        ),
        ("It is −5 degrees.", "It is 5 degrees.", "It is [−5]{5} degrees."),
        ("Some 1 200 people.", "Some 1 300 people.", "Some [1 200]{1 300} people."),
        ("عدد ١٬٢٠٠ نسمة", "عدد ١٬٣٠٠ نسمة", "عدد [١٬٢٠٠]{١٬٣٠٠} نسمة"),
        ("It is true.", "It is not true.", "It is {not }true."),
        (
            "A quick fox and the lazy dog ran.",
            "A slow cow and the busy bee ran.",
            "A [quick fox and the lazy dog]{slow cow and the busy bee} ran.",
        ),
        ("It rose from 5 to 7.", "It rose from 4 to 6.", "It rose from [5]{4} to [7]{6}."),
        ("We don't know.", "We do not know.", "We [don't]{do not} know."),
        (
            "城市人口去年增长百分之五。",
            "城市人口去年减少百分之五。",
            "城市人口去年[增长]{减少}百分之五。",
        ),
        ("พบ 5 คน", "พบ 6 คน", "พบ [5]{6} คน"),
        ("We co\u00adoperate now.", "We cooperate then.", "We cooperate [now]{then}."),
        ("", "New.", "{New.}"),
        ("Old.", "", "[Old.]"),
    ],
)
def test_words_are_told_as_people_read_them(old: str, new: str, said: str) -> None:
    assert words_in_signs(compare_words(old, new), old, new) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (LEAD + MIDDLE + END, LEAD + END, LEAD + f"[{MIDDLE}]" + END),
        (LEAD + END, LEAD + MIDDLE + END, LEAD + f"{{{MIDDLE}}}" + END),
        (LEAD + END, LEAD + END + "\n\n" + "More.", LEAD + END + "{\n\nMore.}"),
        (
            LEAD + MIDDLE + END,
            LEAD.replace("300", "310") + MIDDLE + END,
            LEAD.replace("300", "[300]{310}") + MIDDLE + END,
        ),
        (
            LEAD + END,
            LEAD + END.replace("empty. Nobody", "empty, and nobody"),
            LEAD + END.replace("empty. Nobody", "empty[. Nobody]{, and nobody}"),
        ),
        (
            "He came. It was late.",
            "She never was there.",
            "[He came. It was late.]{She never was there.}",
        ),
    ],
)
def test_passages_are_told_where_they_stand(old: str, new: str, said: str) -> None:
    assert marked(old, new) == said


def test_a_passage_that_moved_knows_where_from() -> None:
    found = compared(LEAD + MIDDLE + END, MIDDLE + LEAD + END)
    here = next(p for p in found.passages if p.kind is PassageKind.MOVED_HERE)
    away = found.passages[here.other_end or 0]
    assert away.kind is PassageKind.MOVED_AWAY
    assert found.passages[away.other_end or 0] is here
    assert away.old
    assert here.new
    assert away.old.of(found.old) == here.new.of(found.new)
    assert not here.has_other_words
    assert len(found.changes) == 1


def test_a_figure_changed_in_a_passage_that_moved_is_marked() -> None:
    moved = "Visitors came from 12 countries to see the old tower that year.\n\n"
    old, new = moved + LEAD + END, LEAD + END + "\n\n" + moved.replace("12", "13").strip()
    found = compared(old, new)
    here = next(p for p in found.passages if p.kind is PassageKind.MOVED_HERE)
    assert here.has_other_words
    assert "[12]{13}" in words_in_signs(here.pieces, old, new)


def test_a_comparison_can_be_stopped() -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        compare_texts(SentenceUnits(LEAD), SentenceUnits(END), stop)


def test_a_sentence_that_ends_a_paragraph_is_no_other_wording_of_the_next_paragraph() -> None:
    new = LEAD.replace("steel.", "steel. It was red.") + END
    said = LEAD.replace("steel.", "steel. {It was red.") + f"}}[{MIDDLE}]" + END
    assert marked(LEAD + MIDDLE + END, new) == said.replace(".\n\n}", ".\n\n}")
