"""Every word of a document arrives once, or is named as left out once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import Draft, LeftOutKind
from tests.articles.intake.word.packages import GHOSTS, LIST, word
from tests.articles.intake.word.word_kinds import BLOCKS, LOST, LOST_BLOCKS, RUNS, R, Told, Words

PARAGRAPH = "<w:p>@</w:p>"
TEXT = [
    *(pytest.param(PARAGRAPH.replace("@", markup), id=name) for name, markup in RUNS.items()),
    *(pytest.param(markup.replace("@", R), id=name) for name, markup in BLOCKS.items()),
]
AWAY = [
    *(pytest.param(PARAGRAPH.replace("@", m), kind, id=name) for name, (m, kind) in LOST.items()),
    *(pytest.param(m.replace("@", R), kind, id=name) for name, (m, kind) in LOST_BLOCKS.items()),
]


def read(*body: str) -> Draft:
    around = (PARAGRAPH.replace("@", "<w:r><w:t>BEFORE</w:t></w:r>"), *body)
    return read_bytes(word(*around, styles=GHOSTS, numbering=LIST), "a.docx")


def test_there_are_kinds_enough() -> None:
    assert len(TEXT) + len(AWAY) >= 60


@pytest.mark.parametrize("markup", TEXT)
def test_words_that_a_reader_sees_are_in_the_text_once(markup: str) -> None:
    told = Told.of(markup, read)
    assert told.in_text == told.given
    assert not told.left_out


@pytest.mark.parametrize(("markup", "kind"), AWAY)
def test_words_that_no_reader_sees_are_named_once(markup: str, kind: LeftOutKind) -> None:
    told = Told.of(markup, read)
    assert told.left_out_as(kind) == told.given
    assert not told.in_text


runs = st.sampled_from([*RUNS.values(), *(markup for markup, _ in LOST.values())])
paragraphs = st.lists(runs, min_size=1, max_size=4).map("".join)
blocks = st.recursive(
    paragraphs.map(lambda inner: PARAGRAPH.replace("@", inner)),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from([*BLOCKS.values()]), paragraphs).map(
            lambda pair: pair[0].replace("@", pair[1])
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda cells: f"<w:tbl><w:tr><w:tc>{''.join(cells)}</w:tc></w:tr></w:tbl>"
        ),
        st.sampled_from([m.replace("@", R) for m, _ in LOST_BLOCKS.values()]),
        inner.map(lambda one: f"<w:sdt><w:sdtContent>{one}</w:sdtContent></w:sdt>"),
        st.lists(inner, min_size=1, max_size=4).map("".join),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(blocks)
def test_no_word_is_lost_or_told_twice(markup: str) -> None:
    told = Told.of(markup, read)
    assert told.in_text + told.left_out == told.given


@settings(max_examples=50, deadline=None)
@given(blocks, st.integers(0, 5))
def test_what_is_left_out_has_a_place_in_the_text(markup: str, before: int) -> None:
    body, _ = Words().fill(f"{PARAGRAPH.replace('@', R)}" * before + markup)
    draft = read(body)
    places = [part.position for part in draft.left_out]
    assert places == sorted(places)
    assert all(0 <= place <= len(draft.text) for place in places)
