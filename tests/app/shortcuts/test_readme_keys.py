"""The keys in the README are the defaults of the commands that it speaks of."""

import re
from pathlib import Path

import pytest

from annotator.app.commands.table import COMMANDS
from annotator.app.shortcuts.keymap import default_keys

README = Path(__file__).parents[3].joinpath("README.md").read_text(encoding="utf-8")
ROWS = {
    "select the next sentence, the one before": ("next_sentence", "previous_sentence"),
    "grow or shrink the selection": ("grow", "shrink"),
    "mark exactly the selected letters": ("exact_letters",),
    "mark it, or tag it": ("mark", "verified", "disputed", "unsupported"),
    "there is nothing to check in it": ("nothing",),
    "go to the next unread sentence": ("next_left",),
    "go to the next sentence that changed": ("next_new",),
    "conclusion, evidence, note, query": ("conclude", "evidence", "note", "query", "contact"),
    "next and previous claim, next open": ("next", "previous", "next_open"),
    "move the highlight's end, or with": ("end_word_later", "end_word_earlier"),
    "… a sentence": ("end_sentence_later", "end_sentence_earlier"),
    "… a letter": ("end_character_later", "end_character_earlier"),
    "move its beginning where": (
        "start_word_later",
        "start_word_earlier",
        "start_character_later",
        "start_character_earlier",
    ),
    "add another passage to the claim": ("add_place", "same_words"),
    "split the claim, join it": ("split", "join"),
    "choose the next of several": ("next_here",),
    "find in the text, search": ("find", "search"),
    "all sources, and the claims": ("sources",),
    "the claims as a table": ("table_pane",),
    "review mode on and off": ("review",),
    "the next claim to review": ("next_review",),
    "accept, reject with a reason": ("accept", "reject", "leave"),
    "propose another verdict": ("propose",),
    "mark it as not a checkable claim": ("no_claim",),
    "comment, ask the author": ("comment", "ask_author"),
    "withdraw your decision": ("take_review_back",),
    "confirm your own verdict": ("confirm",),
    "open the review of changes": ("changes",),
    "read the version before, or after": ("older_version", "newer_version", "compare"),
    "settle the claim; settle the agreed": ("settle", "settle_agreed"),
}
"""The commands of each row of the tables, by how the row begins, in the order of their keys."""
_NAMES = {"←": "Left", "→": "Right", "↑": "Up", "↓": "Down"}


def chords(cell: str) -> list[str]:
    found = re.findall(r"<kbd>[^<]+</kbd>(?:\+<kbd>[^<]+</kbd>)*", cell)
    keys = ["+".join(re.findall(r"<kbd>([^<]+)</kbd>", chord)) for chord in found]
    return [re.sub(r"[←→↑↓]", lambda sign: _NAMES[sign[0]], key) for key in keys]


def rows() -> list[tuple[str, list[str]]]:
    tables = re.findall(r"\| to do this \| press \|\n\|---\|---\|\n((?:\|.*\n)+)", README)
    return [
        (words.strip(), chords(cell))
        for table in tables
        for words, cell in re.findall(r"\| (.+?) \| (.+) \|\n", table)
    ]


def commands_of(words: str) -> tuple[str, ...]:
    return next((ids for beginning, ids in ROWS.items() if words.startswith(beginning)), ())


def test_the_tables_have_rows_of_commands_and_no_others() -> None:
    assert len(rows()) == len(ROWS)
    assert all(commands_of(words) for words, _ in rows())


@pytest.mark.parametrize(("words", "keys"), rows())
def test_every_key_of_a_row_is_a_default_of_its_command(words: str, keys: list[str]) -> None:
    ids = commands_of(words)
    own = [default_keys(c, "linux") for name in ids for c in COMMANDS if c.id == name]
    assert len(keys) >= len(own)
    for n, key in enumerate(keys):
        assert key in own[n % len(own)]
