"""Words that are shortened end with a whole word or sign."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotator
from annotator.kernel.excerpts import beginning, excerpt, within_bytes
from annotator.kernel.positions import clusters

_FAMILY = "👩‍👩‍👧‍👦"
_SIGNS = st.sampled_from(
    [*"ab c.-", "e\u0301", _FAMILY, "🇩🇪", "👍🏽", "각", "\r\n", "\u00a0", "क्षि", "日", "“", "…"]
)
_WORDS = st.lists(_SIGNS, max_size=60).map("".join)


@given(_WORDS, st.integers(2, 80))
def test_no_sign_is_cut_in_two(words: str, most: int) -> None:
    borders = {0, *(cluster.end for cluster in clusters(words, 0, len(words)))}
    short = excerpt(words, most)
    assert len(short) <= most or short == words
    assert words == short or (short[-1] == "…" and words.startswith(short[:-1]))
    if words != short:
        rest = words[len(short) - 1 :]
        gone = len(rest) - len(rest.lstrip())
        assert {len(short) - 1, len(short) - 1 + gone} & borders
    for begun in (beginning(words, most), within_bytes(words, most)):
        assert words.startswith(begun)
        assert len(begun) in borders
    assert len(within_bytes(words, most).encode()) <= most


@pytest.mark.parametrize(
    ("words", "most", "short"),
    [
        ("dredged in 1987", 15, "dredged in 1987"),
        ("dredged in 1987", 14, "dredged in…"),
        ("unbelievable", 6, "unbel…"),
        (f"abc {_FAMILY}", 8, "abc…"),
        (_FAMILY * 2, 5, "…"),
        ("日本の港は", 4, "日本の…"),
    ],
)
def test_words_end_where_a_word_does(words: str, most: int, short: str) -> None:
    assert excerpt(words, most) == short


def test_nothing_is_shortened_in_any_other_way() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path in Path(annotator.__file__).parent.rglob("*.py")
        if path.name not in _MEASURED
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr | ast.BinOp | ast.IfExp) and _cuts_and_says_so(node)
    ]
    assert found == []


_MEASURED = {"excerpts.py", "marked_words.py", "quote_lookup.py", "list.py", "xlsx.py"}
"""Modules that cut where they know a sign to end: by width, by spaces, in digits of a sum."""


def _cuts_and_says_so(node: ast.AST) -> bool:
    """Whether an expression joins an ellipsis to a beginning of something."""
    parts = list(ast.walk(node))
    cut = any(
        isinstance(part, ast.Slice) and part.lower is None and part.upper is not None
        for part in parts
    )
    dots = any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and "…" in part.value
        for part in parts
    )
    return cut and dots
