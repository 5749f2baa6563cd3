"""Projects to test with: a clock that goes on by itself, a checker, an article, and full dumps."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from annotator.articles.model import Article, Draft, Metadata
from annotator.articles.service import add_article
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.highlights import anchor, find_quote
from annotator.claims.service.claims import mark, tag
from annotator.claims.service.fields import say
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.changes import Outcome
from annotator.kernel.positions import Span
from annotator.project import Clock, Project

TEXT = (
    "The mayor said on Monday that crime fell by a third.\n"
    "Café owners – 4,000 of them – disagree: “It rose,” said Ms\u00a0Núñez 👩🏽‍🍳.\n"
    "וראש העיר אמר: הפשיעה ירדה. यह हिन्दी में है। 市长说犯罪率下降了。 قال رئيس البلدية.\n"
)
STAYING = {"texts", "contents"}
"""Tables of large values that an undo leaves, so that a redo finds them again."""

LETTERS = dict(zip("VDU", Verdict, strict=True))
Rows = dict[str, list[tuple[object, ...]]]


def make_clock() -> Clock:
    seconds = count()
    start = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    return lambda: start + timedelta(seconds=next(seconds))


def make_project(path: Path, checker: str = "Anna") -> Project:
    project = Project.create(path, clock=make_clock())
    project.work_as(checker)
    return project


def make_article(project: Project, text: str = TEXT, title: str = "Crime falls") -> Article:
    outcome = add_article(project, Draft(text, Metadata(title=title)))
    return project.articles.get(outcome.change.place.article_id)


def make_claim(project: Project, article: Article, quote: str = "crime fell by a third") -> Claim:
    text = project.articles.text(article.version.id)
    outcome = mark(project, article, find_quote(text, quote))
    return project.claims.get(outcome.change.place.claim_id)


def marked_again(
    project: Project,
    article: Article,
    words: str | Span,
    verdict: Verdict | None = Verdict.VERIFIED,
) -> Claim:
    """A claim of its own on these words, as a colleague's file brings it."""
    text = project.articles.text(article.version.id)
    span = words if isinstance(words, Span) else find_quote(text, words)
    with project.change("Mark again") as change:
        claim_id = change.claims.add(article.id, project.now())
        change.highlights.add(claim_id, article.version.id, anchor(text, span))
    if verdict is not None:
        tag(project, [claim_id], verdict, DisputeReason.MISLEADING)
    return project.claims.get(claim_id)


def state(project: Project, claim: Claim, words: str, typing: str = "") -> Outcome:
    return say(project, claim, ClaimWords.STATEMENT, words, typing=typing)


def as_another(project: Project, name: str) -> Project:
    """A second window on the same file, in which another checker works."""
    window = project.another()
    window.work_as(name)
    return window


def dump(project: Project) -> Rows:
    """Every row of every table that undo and redo bring back, without row numbers."""
    file = project._file
    names = file.rows("SELECT DISTINCT tbl FROM change_rows ORDER BY tbl")
    found: Rows = {}
    for name in {name for (name,) in names} - STAYING:
        columns = [c.name for c in file.db[name].columns if c.name != "key"]
        marks = ", ".join(f'"{column}"' for column in columns)
        if rows := file.rows(f"SELECT {marks} FROM {name} ORDER BY id"):
            found[name] = rows
    return found


def works(project: Project) -> bool:
    """Whether a step is saved, and can be taken back."""
    before = dump(project)
    step = add_article(project, Draft("A text like any other."))
    saved = bool(step.rows) and dump(project) != before
    project.undo()
    return saved and dump(project) == before and list(project.findings()) == []


def walk_back_and_forth(project: Project, states: list[Rows]) -> None:
    """Undo every step down to the first state, and do all again: each state as it was."""
    for before in reversed(states[:-1]):
        project.undo()
        assert dump(project) == before
    for after in states[1:]:
        project.redo()
        assert dump(project) == after


def tag_in_letters(project: Project, claims: list[Claim], verdicts: Mapping[str, str]) -> None:
    """Tag claims for each of these people: V, D or U a claim, and “.” where they leave it."""
    for name, letters in verdicts.items():
        theirs = as_another(project, name)
        for claim, letter in zip(claims, letters, strict=True):
            if letter != ".":
                tag(theirs, [claim.id], LETTERS[letter], DisputeReason.MISLEADING)
        theirs.close()
