"""A project every text of which reads as HTML that names a file of this computer."""

import ctypes
import os
import struct
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from annotator import sample_project
from annotator.articles.model import Article, OriginalFile
from annotator.assets import asset
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims as annotating
from annotator.claims.service import fields, queries
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.service import evidence
from annotator.kernel.canonical_text import canonical
from annotator.people.model import ContactDetails
from annotator.project import Project
from annotator.review.service import comments, reviews, rulings

Spoil = Callable[[str], str]

KEPT = {
    *("stance", "type", "rank", "verdict", "reason", "accessed_on", "url", "archive_url"),
    *("quote", "also"),
}
"""Fields of the sample that take no free words, or stand in its text."""
ENDING = "&amp;&x"


def hostile(canary: Path, words: str = "") -> str:
    """Words that would be drawn as a picture of the canary, and as bold ones."""
    return f'<img src="file://{canary}"><b>{words}</b>{ENDING}'


def marked_up(folder: Path) -> tuple[Path, Path]:
    """Where the project is, and the canary: a picture that nothing may open."""
    canary = folder / "canary.png"
    canary.write_bytes(b"\x89PNG\r\n\x1a\n")
    # Linux takes all of it in a name but the stroke
    name = "<b>file<b>&x" if sys.platform == "linux" else "file&x"
    path = folder / f"{name}.sqlite"
    make_spoiled(path, partial(hostile, canary))
    return path, canary


def make_spoiled(path: Path, spoil: Spoil) -> None:
    """Make the sample project with each of its texts spoilt, and add what the sample has not."""
    text = asset("samples", "article.txt").read_text(encoding="utf-8")
    answers = tomllib.loads(asset("samples", "sample.toml").read_text("utf-8"))
    text = canonical("\n\n".join([text, spoil("first"), spoil("second")]))
    sample_project.prepare(path, text, _spoiled(answers, spoil))
    project = Project.open(path)
    _fill(project, spoil)
    project.close()


def _spoiled(value: Any, spoil: Spoil, field: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _spoiled(inner, spoil, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_spoiled(inner, spoil, field) for inner in value]
    return spoil(value) if isinstance(value, str) and field not in KEPT else value


def _fill(project: Project, spoil: Spoil) -> None:
    """Add what the sample has nothing of: files, contacts, notes, comments, reviews, a ruling."""
    bad = spoil("w")
    article = project.articles.page()[0]
    project.work_as(spoil("Eve"))
    text = project.articles.text(article.version.id)
    for words in ("first", "second"):
        annotating.mark(project, article, find_quote(text, canonical(spoil(words)).strip()))
    claims = project.claims.of_article(article.id)
    for claim in claims[:4]:
        _work_on(project, claim, bad)
    for tag in project.tags.of_claims([claims[0].id, claims[1].id]):
        reviews.reject(project, tag, bad)
    _settle(project, article, claims)
    for claim in claims[-2:]:
        annotating.tag(project, [claim.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
        annotating.conclude(project, claim, bad, bad)
    fields.say(project, claims[0], ClaimWords.SPEAKER, bad)


def _work_on(project: Project, claim: Claim, bad: str) -> None:
    annotating.note(project, claim, bad)
    comments.comment(project, claim, bad)
    queries.ask(project, claim, bad, bad)
    queries.answer(project, project.people.queries(claim.id)[-1], bad)
    queries.log_contact(project, claim, ContactDetails(bad, bad, question=bad, answer=bad))
    queries.log_contact(
        project, claim, ContactDetails(bad, bad, question=bad, confidential=True, code_name=bad)
    )
    for piece in project.evidence.of_claims([claim.id]):
        name = bad.replace("/", "\u2215")
        evidence.attach(project, piece, OriginalFile(name, "text/plain", claim.id.encode()))


def _settle(project: Project, article: Article, claims: list[Claim]) -> None:
    for claim in claims:
        tags = project.tags.of_claims([claim.id])
        if tags:
            rulings.accept(project, claim, tags, tags[0])
            return
    raise AssertionError(article.heading)


# whether a file was opened


_OPENED = 0x20
_ANY = 0x20 | 0x1 | 0x10


@contextmanager
def watched(path: Path) -> Iterator[list[int]]:
    """Gathers, at the end, the masks of all that was done to a file by anybody: Linux only."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(descriptor, os.fsencode(path), _OPENED | 0x1) >= 0
    found: list[int] = []
    try:
        yield found
        while True:
            try:
                data = os.read(descriptor, 4096)
            except BlockingIOError:
                break
            while data:
                _, mask, _, length = struct.unpack_from("iIII", data)
                found.append(mask)
                data = data[16 + length :]
    finally:
        os.close(descriptor)
