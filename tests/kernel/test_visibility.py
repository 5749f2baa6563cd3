"""A claim stands on something that can be seen; what cannot be seen at its ends is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.highlights import anchor_for
from annotator.kernel.errors import NothingVisible
from annotator.kernel.positions import Span, is_visible, snap_to_graphemes, visible_part
from tests.kernel.texts import moderate, texts_with_spans

INVISIBLE = (
    *" \t\n\u00a0\u3000\u2003\u2028\u200b\u200d\u2060\u00ad\ufeff",
    *"\u202e\u2066\ufe0f\u034f\u180e\u3164\u115f\u2800\x1f\u0085\U000e0041",
)
VISIBLE = (*"aZ9.–’“é中ع\u0600\u0301", "👩🏽‍🍳", "🇫🇷", "1️⃣", "क्ष", "\u1112\u1161\u11ab", "𝒳")

hidden = st.lists(st.sampled_from(INVISIBLE), min_size=1, max_size=12).map("".join)


@moderate
@given(hidden)
def test_no_claim_stands_on_what_nobody_can_see(text: str) -> None:
    with pytest.raises(NothingVisible):
        anchor_for(text, Span(0, len(text)))


@pytest.mark.parametrize("sign", VISIBLE)
def test_whatever_leaves_a_trace_can_be_a_claim(sign: str) -> None:
    assert anchor_for(f" {sign} ", Span(1, 1 + len(sign))).quote.strip() == sign


@moderate
@given(hidden, st.sampled_from(VISIBLE[:11]), hidden)
def test_what_cannot_be_seen_at_its_ends_is_left_out(before: str, sign: str, after: str) -> None:
    text = f"{before}{sign} {sign}{after}"
    quote = anchor_for(text, Span(0, len(text))).quote
    assert any(map(is_visible, (quote[0], quote[1:2] or quote[0])))
    assert f"{sign} {sign}" in quote


@moderate
@given(texts_with_spans())
def test_the_visible_part_holds_all_that_is_visible_in_whole_signs(case: tuple[str, Span]) -> None:
    text, span = case
    found, whole = visible_part(text, span), snap_to_graphemes(text, span)
    seen = [i for i in range(whole.start, whole.end) if is_visible(text[i])]
    assert (found is None) is (not seen)
    if found is not None:
        assert found.start <= seen[0]
        assert seen[-1] < found.end
        assert snap_to_graphemes(text, found) == found
        assert visible_part(text, found) == found
