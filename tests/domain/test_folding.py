"""Texts are compared without case, and every place in them leads back to the text itself."""

import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.folding import _GROWING, Folded, alike
from annotator.domain.positions import Span

growing = st.text(alphabet="aAß ŉİΐﬃ\u00a0’👩é")


@pytest.mark.parametrize(
    ("text", "same"),
    [("Straße", "STRASSE"), ("12\u00a0km", "12 km"), ("don’t", "don't"), ("1990–91", "1990-91")],
)
def test_what_looks_alike_is_alike(text: str, same: str) -> None:
    assert alike(text) == alike(same)


def test_every_character_that_becomes_several_is_known() -> None:
    several = [
        chr(c)
        for c in range(sys.maxunicode + 1)
        if category(chr(c))[0] == "L" and len(chr(c).casefold()) > 1
    ]
    assert len(several) > 100
    assert all(_GROWING.match(character) for character in several)


@given(text=growing | st.text())
def test_every_character_leads_back_to_itself(text: str) -> None:
    whole = Folded(text)
    place = 0
    for own, character in enumerate(text):
        length = len(alike(character))
        assert whole.position(own) == place
        for start in range(place, place + length):
            assert whole.own(start, start + 1) == Span(own, own + 1)
        place += length
    assert (whole.text, whole.position(len(text))) == (alike(text), place)


@given(text=growing, span=st.tuples(st.integers(0, 30), st.integers(1, 30)))
def test_a_stretch_leads_back_to_whole_characters(text: str, span: tuple[int, int]) -> None:
    whole, (start, length) = Folded(text), span
    if start + length <= len(whole.text):
        own = whole.own(start, start + length)
        assert whole.text[start : start + length] in alike(own.of(text))
