"""What was looked at: marking sentences that hold nothing to check, and seeing what is left.

A sentence was looked at when it holds a claim or when somebody marked it. A mark belongs to its
checker: nobody takes another's away, who sees a claim in such a sentence simply marks the claim.
Acts raise ``NotFound`` when the article is gone by now, ``InvalidValue`` when nobody has said who
is working, and ``ProjectError`` when the file cannot be written; then nothing was changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotator.articles.model import Article
from annotator.claims.coverage import (
    Coverage,
    CoverageMark,
    coverage,
    next_left,
    scaled,
    united,
    untouched,
    without,
)
from annotator.claims.verdicts import Standing
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.kernel.wording import count_of
from annotator.project import Project

PARTS = 2048
"""Parts of a text by which a survey tells places: more than a screen has rows of pixels."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A version at one glance: its coverage, and in which of its ``PARTS`` claims stand how."""

    length: int
    coverage: Coverage
    left: tuple[Span, ...]
    claims: Mapping[Standing, tuple[Span, ...]]


def nothing_to_check(
    project: Project, article: Article, sentences: Sentences, stretch: Span
) -> Outcome:
    """Mark the sentences in a stretch that hold no claim, and that one has not marked yet."""
    who, version_id = project.author.id, article.version.id
    with project.change("Nothing to check") as change:
        project.articles.get(article.id)
        row = sentences.within(stretch)
        own = united(m.span for m in _own_marks(project, version_id, row))
        marking = list(untouched(_without_claim(project, version_id, row), own))
        for several in _joined(marking, row):
            change.coverage.add(version_id, who, several, project.now())
        where = count_of(len(marking), "sentence")
        change.describe(f"Nothing to check in {where}", ChangePlace(article.id))
    return change.outcome


def look_again(project: Project, article: Article, sentences: Sentences, stretch: Span) -> Outcome:
    """Take one's own marks off the sentences in a stretch, and leave them beside it."""
    version_id = article.version.id
    with project.change("Mark as unread") as change:
        project.articles.get(article.id)
        row = sentences.within(stretch)
        for own in _own_marks(project, version_id, row):
            change.coverage.remove(own.id)
            for rest in without(own.span, [_around(row)]):
                change.coverage.add(version_id, own.checker_id, rest, own.marked_at)
        change.describe(f"Mark {count_of(len(row), 'sentence')} as unread", ChangePlace(article.id))
    return change.outcome


def is_marked(project: Project, article: Article, sentences: Sentences, stretch: Span) -> bool:
    """Whether the checker at work has marked all sentences in a stretch that hold no claim."""
    row, version_id = sentences.within(stretch), article.version.id
    free = _without_claim(project, version_id, row)
    own = united(m.span for m in _own_marks(project, version_id, row))
    return bool(free) and not any(untouched(free, own))


def marked(project: Project, article: Article, sentences: Sentences, stretch: Span) -> list[Span]:
    """The sentences in a stretch that hold no claim and were marked, by anybody."""
    row, version_id = sentences.within(stretch), article.version.id
    free = _without_claim(project, version_id, row)
    if not free:
        return []
    left = {*untouched(free, united(_marks(project, version_id, _around(row))))}
    return [sentence for sentence in free if sentence not in left]


def next_not_looked_at(
    project: Project,
    article: Article,
    sentences: Sentences,
    position: int,
    reach: int | None = None,
) -> Span | None:
    """The first sentence from a position on, round the end, that nobody has looked at.

    With a ``reach`` it is sought in so many code points only.
    """
    version_id = article.version.id

    def looked_at(stretch: Span) -> Iterator[Span]:
        yield from _marks(project, version_id, stretch)
        yield from (h.span for h in project.highlights.between(version_id, stretch))

    return next_left(sentences, position, looked_at, reach)


def survey(project: Project, article: Article, sentences: Sentences) -> Survey:
    """The article's newest version at one glance; long texts are for the background."""
    version = article.version
    claims = project.highlights.by_standing(version.id)
    looked_at = [m.span for m in project.coverage.of_version(version.id)]
    looked_at += [span for spans in claims.values() for span in spans]
    covered = coverage(sentences.all(), looked_at)
    return Survey(
        version.length,
        covered,
        tuple(scaled(covered.left, version.length, PARTS)),
        {s: tuple(scaled(spans, version.length, PARTS)) for s, spans in claims.items()},
    )


def _without_claim(project: Project, version_id: str, row: Sequence[Span]) -> list[Span]:
    if not row:
        return []
    claims = united(h.span for h in project.highlights.between(version_id, _around(row)))
    return list(untouched(row, claims))


def _around(row: Sequence[Span]) -> Span:
    return Span(row[0].start, row[-1].end)


def _marks(project: Project, version_id: str, stretch: Span) -> Iterator[Span]:
    return (mark.span for mark in project.coverage.between(version_id, stretch))


def _own_marks(project: Project, version_id: str, row: Sequence[Span]) -> list[CoverageMark]:
    if not row or project.checker is None:
        return []
    found = project.coverage.between(version_id, _around(row))
    return [mark for mark in found if mark.checker_id == project.checker.id]


def _joined(chosen: Sequence[Span], row: Sequence[Span]) -> Iterator[Span]:
    """Those of a row of sentences that are chosen, neighbours as one stretch: one row for many."""
    wanted = {*chosen}
    for is_wanted, several in groupby(row, key=lambda sentence: sentence in wanted):
        if is_wanted:
            yield _around(list(several))
