"""No words of the window name a command's key by themselves: keys can be changed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from annotator.app.shortcuts.keys import RULES
from tests.window_code import name_module, window_modules

TABLES = {
    "app/commands/table.py",
    "app/shortcuts/keys.py",
    "app/shortcuts/reserved.py",
    "app/shortcuts/keymap.py",
}
"""Where keys are told to the program itself."""
FIXED = {
    "Shift+Enter",
    "Ctrl+Enter",
    "Ctrl+Return",
    "Alt+",
    "Ctrl++",
    "Ctrl+=",
    "Ctrl+-",
    "Ctrl+0",
}
"""Keys of a field, a form or a preview, which nobody changes."""
_KEY = re.compile(r"\b(?:Ctrl|Alt|Shift|Meta)\+\S*|\bF\d\d?\b|\b(?:press|with|by) [A-Z0-9]\b")


def said(path: Path) -> Iterator[str]:
    """Yield the keys in the strings of a module, but not those in its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            yield from (found.rstrip(").,”") for found in _KEY.findall(node.value))


def test_words_of_the_window_take_keys_from_the_keymap() -> None:
    found = {
        name_module(path): set(said(path)) - FIXED
        for path in window_modules()
        if name_module(path) not in TABLES
    }
    assert {path: keys for path, keys in found.items() if keys} == {}


def test_rules_name_commands_and_not_their_keys() -> None:
    assert [rule for rule in RULES if re.search(r"\b[B-HJ-Z]\b|\b\d\b|[\]\[]", rule)] == []
