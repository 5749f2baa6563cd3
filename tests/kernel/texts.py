"""Texts of many scripts for property tests: whole clusters, their pieces, and odd characters."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from annotator.kernel.positions import Span

CLUSTERS = (
    *"aZ9 .,-\n\t’“",
    "é",
    "e\u0301",
    "o\u0323\u0302",
    "👩‍👩‍👧‍👦",
    "👍🏽",
    "🏳️‍🌈",
    "🇫🇷",
    "🇩🇪",
    "1️⃣",
    "مُ",
    "رحمة",
    "שָׁ",
    "לום",
    "क्ष",
    "हिन्दी",
    "ภาษา",
    "中",
    "文字",
    "한글",
    "\u1112\u1161\u11ab",
    "𝒳",
    "\u00a0",
)
PIECES = (*"\u0301\u200d\u200c\ufe0f\u0600\u200f\ufeff\r🏽🇦\uff9e\u1160", "\r\n")

texts = st.lists(st.sampled_from(CLUSTERS + PIECES), max_size=40).map("".join)
"""Anything that ``str`` can hold of these scripts, canonical or not."""

canonical_texts = (
    st.lists(st.sampled_from(CLUSTERS), min_size=1, max_size=40)
    .map("".join)
    .filter(lambda text: bool(text.strip()))
)
"""What an article's text can be."""

moderate = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@st.composite
def texts_with_spans(draw: st.DrawFn, drawn: st.SearchStrategy[str] = texts) -> tuple[str, Span]:
    """A text that is not empty, and any span of it."""
    text = draw(drawn.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))
