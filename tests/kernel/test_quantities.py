"""One thing is spoken of as one, several as several, and in one place of the program only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.kernel.wording import count_of, form_for, size_of

PACKAGE = Path(__file__).parents[2] / "annotator"
WORD = re.compile(r"[A-Za-z]{2}")
MANY = re.compile(r"s\b| (?:[a-z]+ )?(?:[a-z]+s|people)\b")
NOT_PLURAL = re.compile(r" (is|was|has|its|as|this)\b")
SURELY_MANY = {
    "schema/tables.py": "LONGEST",
    "storage/changes.py": "LONGEST",
    "files/regular_files.py": "size",
}
"""Numbers that are never 1, by the modules that say them."""


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (2000, "2,000 entries")],
)
def test_one_is_spoken_of_as_one(number: int, said: str) -> None:
    assert count_of(number, "entry", "entries") == said


def test_the_usual_plural_is_made_with_an_s() -> None:
    assert [count_of(number, "claim") for number in (1, 3)] == ["1 claim", "3 claims"]
    assert [form_for(number, "is", "are") for number in (0, 1, 2)] == ["are", "is", "are"]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 byte"), (999, "999 bytes"), (12_300, "12 kB"), (3_400_000, "3.4 MB")],
)
def test_sizes_are_said_as_people_say_them(number: int, said: str) -> None:
    assert size_of(number) == said


def test_no_other_place_makes_plurals() -> None:
    found = [
        (name, source)
        for path in sorted(PACKAGE.rglob("*.py"))
        if (name := path.relative_to(PACKAGE).as_posix()) != "kernel/wording.py"
        for source in _by_hand(path)
        if f"{{{SURELY_MANY.get(name)}" not in source
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        '"1 claim" if n == 1 else f"{n:,} claims"',
        '"is" if n == 1 else "are"',
        "f\"{n} place{'' if n == 1 else 's'}\"",
        'f"{n:,} more claims"',
        'f"{len(found)} articles"',
        'one + "s"',
        'f"{one}s"',
        'many.removesuffix("s")',
    ],
)
def test_plurals_by_hand_are_found(source: str) -> None:
    assert any(map(_makes_plural, ast.walk(ast.parse(source))))


def _by_hand(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if _makes_plural(node):
            yield ast.unparse(node)


def _makes_plural(node: ast.AST) -> bool:
    match node:
        case ast.IfExp(test=ast.Compare(comparators=[ast.Constant(value=1)])):
            said = [ast.unparse(one) for one in (node.body, node.orelse) if _is_text(one)]
            return "'s'" in said or len([one for one in said if WORD.search(one)]) == 2
        case ast.BinOp(op=ast.Add(), right=ast.Constant(value="s")):
            return True
        case ast.Call(func=ast.Attribute(attr="removesuffix"), args=[ast.Constant(value="s")]):
            return True
        case ast.JoinedStr():
            return any(map(_counts, node.values, node.values[1:]))
    return False


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _counts(number: ast.expr, words: ast.expr) -> bool:
    """Whether a number, by how it is written, stands before words for several."""
    if not isinstance(number, ast.FormattedValue) or not isinstance(words, ast.Constant):
        return False
    said = str(words.value)
    spec = ast.unparse(number.format_spec) if number.format_spec else ""
    is_number = spec == "f','" or ast.unparse(number.value).startswith("len(")
    many = MANY.match(said) and not NOT_PLURAL.match(said)
    return bool(re.match(r"s\b", said) or (is_number and many))
