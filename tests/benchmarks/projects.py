"""Large projects for measuring, written straight into the tables (and so into the log)."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.kernel.canonical_text import sha256
from annotator.storage import changes, opening
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import new_id, tag_id
from annotator.storage.migrations.schema_0005 import words_of
from annotator.storage.project_file import ProjectFile

NOW = "2026-01-01T00:00:00.000Z"
CHECKER = "0190aaaa-0000-7000-8000-000000000001"
VERDICTS = ("verified", "verified", "unsupported", "disputed")
WORDS = "council budget percent river minister rail hospital vote harbour winter claim data".split()
Rows = Iterator[tuple[Any, ...]]


def text_of(length: int, seed: int = 1) -> str:
    """A text of about this many characters in paragraphs of some 500, of eight sentences each."""
    chance = random.Random(seed)
    paragraphs, size = [], 0
    while size < length:
        paragraphs.append(" ".join(_sentence(chance) for _ in range(8)))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) + chance.choice(("", "s", "ing")) for _ in range(10)]
    return " ".join(words).capitalize() + "."


def build(path: Path, texts: list[str], highlights: int) -> ProjectFile:
    """A project of these articles, each with so many tagged highlights of 40 characters."""
    file = opening.create(path)
    with changes.change(file, "Build", "", NOW) as under_way:
        under_way.writer.insert("checkers", {"id": CHECKER, "name": "Anna"})
    for first in range(0, len(texts), 100):
        with changes.change(file, "Build", CHECKER, NOW) as under_way:
            for number in range(first, min(first + 100, len(texts))):
                _article(under_way.writer, number + 1, texts[number], highlights)
    return file


def _article(writer: ChangeWriter, number: int, text: str, highlights: int) -> None:
    article, version, digest = f"article {number}", f"version {number}", sha256(text)
    heading = {"title": f"Article {number} on the council budget", "created_at": NOW}
    writer.insert("articles", {"id": article, "number": number, **heading})
    if writer.file.value("SELECT 1 FROM texts WHERE id = ?", [digest]) is None:
        writer.insert("texts", {"id": digest, "text": text, "length": len(text)})
    row = {"id": version, "article_id": article, "number": 1, "sha256": digest}
    writer.insert("versions", {**row, "created_at": NOW})
    ids = [new_id() for _ in range(highlights)]
    step = max(1, (len(text) - 40) // max(1, highlights))
    many = writer.file.execute_many
    many(
        "INSERT INTO claims (id, article_id, number, status, created_at)"
        f" VALUES (?, '{article}', ?, 'checked', '{NOW}')",
        [(claim, place + 1) for place, claim in enumerate(ids)],
    )
    many(
        'INSERT INTO highlights (id, claim_id, version_id, "start", "end", reach, quote, prefix,'
        f" suffix) VALUES (?, ?, '{version}', ?, ?, 6, ?, ?, ?)",
        [_highlight(text, claim, place * step) for place, claim in enumerate(ids)],
    )
    many(
        "INSERT INTO tags (id, claim_id, checker_id, version_id, verdict, reason, tagged_at,"
        f" given_on) VALUES (?1, ?2, '{CHECKER}', '{version}', ?3, ?4, '{NOW}', {words_of('?2')})",
        [_tag(claim, place) for place, claim in enumerate(ids)],
    )


def _highlight(text: str, claim: str, start: int) -> tuple[Any, ...]:
    end = start + 40
    context = text[max(0, start - 32) : start], text[end : end + 32]
    return new_id(), claim, start, end, text[start:end], *context


def _tag(claim: str, place: int) -> tuple[Any, ...]:
    verdict = VERDICTS[place % len(VERDICTS)]
    reason = "contradicted" if verdict == "disputed" else None
    return tag_id(claim, CHECKER), claim, verdict, reason
