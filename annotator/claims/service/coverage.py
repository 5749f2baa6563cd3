"""Coverage of an article: marks on sentences without a claim to check, and the sentences left.

A sentence was looked at when it holds a claim or a checker marked it. A mark belongs to its
checker: no checker takes another's away; a checker who sees a claim in a marked sentence simply
marks the claim. Like a verdict, a mark stands on the words on which it was given: it is void in a
sentence that has a claim, while it has it, and in a sentence of which it does not cover all words,
as where sentences are cut otherwise by now.

Acts raise ``NotFound`` when the article is gone by now, ``OlderVersion`` when it has a newer
version, ``InvalidValue`` when no checker is at work, and ``ProjectError`` when the file cannot be
written; then the project is unchanged.
"""

from collections import OrderedDict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from annotator.articles.model import Article
from annotator.claims.coverage import (
    Coverage,
    CoverageMark,
    ReadCount,
    Reading,
    VoidMark,
    coverage,
    held_sentences,
    next_left,
    scaled,
    touching,
    unite_spans,
    untouched,
    without,
)
from annotator.claims.fields import Claim
from annotator.claims.service.places import check_newest
from annotator.claims.verdicts import Standing
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.kernel.wording import count_of
from annotator.project import Project

PARTS = 2048
"""Parts of a text by which a survey tells places: more than a screen has rows of pixels."""
_KEPT = 2_000_000
"""Code points of texts whose sentences are kept, for articles that are counted again and again."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A version at a glance: its coverage, and the ``PARTS`` in which claims stand, by standing."""

    length: int
    coverage: Coverage
    left: tuple[Span, ...]
    claims: Mapping[Standing, tuple[Span, ...]]
    changed: int = 0
    """How many of the sentences left were marked as nothing to check before they changed."""


def nothing_to_check(
    project: Project, article: Article, sentences: Sentences, stretch: Span
) -> Outcome:
    """Mark the sentences in a stretch without a claim that the checker has not marked yet."""
    who, version_id = project.author.id, article.version.id
    with project.change("Nothing to check") as change:
        check_newest(project, article.id, version_id)
        row = sentences.within(stretch)
        own = [mark.span for mark in _own_marks(project, version_id, row)]
        free = _without_claim(project, version_id, row)
        known = {*_held(project, version_id, free, own)}
        marking = [sentence for sentence in free if sentence not in known]
        for several in _joined(marking, row):
            change.coverage.add(version_id, who, several, project.now())
        where = count_of(len(marking), "sentence")
        change.describe(f"Nothing to check in {where}", ChangePlace(article.id))
    return change.outcome


def look_again(project: Project, article: Article, sentences: Sentences, stretch: Span) -> Outcome:
    """Take the checker's own marks off the sentences in a stretch; marks beside it stay."""
    version_id = article.version.id
    with project.change("Mark as unread") as change:
        check_newest(project, article.id, version_id)
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
    own = [mark.span for mark in _own_marks(project, version_id, row)]
    return bool(free) and _held(project, version_id, free, own) == free


def marked(project: Project, article: Article, sentences: Sentences, stretch: Span) -> list[Span]:
    """Return the sentences in a stretch that hold no claim and that any checker has marked."""
    row, version_id = sentences.within(stretch), article.version.id
    free = _without_claim(project, version_id, row)
    if not free:
        return []
    return _held(project, version_id, free, _marks(project, version_id, _around(row)))


def void_marks(project: Project, claim: Claim) -> tuple[str, ...]:
    """Return who had marked the words of a claim as nothing to check, by name.

    Such a mark no longer holds. A checker who tagged the claim has thought better of it, and is
    left out.
    """
    marks = [
        mark
        for place in project.highlights.current(claim.id)
        for mark in project.coverage.between(place.version_id, place.span)
    ]
    if not marks:
        return ()
    who = {mark.checker_id for mark in marks}
    who -= {tag.checker_id for tag in project.tags.of_claims([claim.id])}
    return tuple(checker.name for checker in project.people.checkers() if checker.id in who)


def next_not_looked_at(
    project: Project,
    article: Article,
    sentences: Sentences,
    position: int,
    reach: int | None = None,
) -> Span | None:
    """Return the first sentence from a position on, round the end, that no checker has looked at.

    Args:
        project: The open project.
        article: The article whose newest version is searched.
        sentences: The sentences of that version.
        position: Where the search begins, in code points.
        reach: How many code points from ``position`` on are searched; without it, all.
    """
    version_id = article.version.id

    def looked_at(stretch: Span) -> Iterator[Span]:
        row = sentences.within(stretch)
        yield from _held(project, version_id, row, _marks(project, version_id, stretch))
        yield from (h.span for h in project.highlights.between(version_id, stretch))

    return next_left(sentences, position, looked_at, reach)


def survey(project: Project, article: Article, sentences: Sentences) -> Survey:
    """Return the survey of the article's newest version; long texts are for the background."""
    version = article.version
    claims = project.highlights.by_standing(version.id)
    places = (span for spans in claims.values() for span in spans)
    covered = _covered(project, version.id, sentences, places)
    return Survey(
        version.length,
        covered,
        tuple(scaled(covered.left, version.length, PARTS)),
        {s: tuple(scaled(spans, version.length, PARTS)) for s, spans in claims.items()},
        len(_marked_of(covered.left, project.coverage.of_version(version.id))),
    )


def reading(project: Project, article: Article) -> Reading:
    """Return how much of an article was looked at, and by whom: the source of every such count.

    Checkers are the people whose marks hold in sentences of the newest version, or who tagged
    claims in them.
    """
    version = article.version
    sentences = Sentences(project.articles.text(version.id), article.metadata.language)
    marks = project.coverage.of_version(version.id)
    places = [*project.highlights.spans(version.id)]
    covered = _covered(project, version.id, sentences, places)
    free = list(untouched(sentences.all(), unite_spans(places)))
    left = {*covered.left}
    held = _marked_of([sentence for sentence in free if sentence not in left], marks)
    void = _marked_of([s for s in sentences.all() if s not in held], marks)
    who = {mark.checker_id for several in held.values() for mark in several}
    checkers = tuple(project.coverage.checkers(version.id, who))
    return Reading(covered, checkers, tuple(_void(project, version.id, void, {*free})))


def _marked_of(
    sentences: Sequence[Span], marks: Sequence[CoverageMark]
) -> dict[Span, list[CoverageMark]]:
    """Return the marks that touch sentences, by the sentence; sentences without are left out."""
    found: dict[Span, list[CoverageMark]] = {}
    for mark in marks:
        for sentence in touching(sentences, mark.span):
            found.setdefault(sentence, []).append(mark)
    return found


def _void(
    project: Project,
    version_id: str,
    marked: Mapping[Span, Sequence[CoverageMark]],
    free: Container[Span],
) -> Iterator[VoidMark]:
    """Yield the marks that hold no more, without those of checkers who tagged the claim there.

    Args:
        project: The open project.
        version_id: The version.
        marked: The marks of the sentences in which none holds.
        free: The sentences without a claim.
    """
    names = {checker.id: checker.name for checker in project.people.checkers()}
    for sentence in sorted(marked):
        who = {mark.checker_id for mark in marked[sentence]}
        if sentence not in free:
            claims = {h.claim_id for h in project.highlights.between(version_id, sentence)}
            who -= {tag.checker_id for tag in project.tags.of_claims([*claims])}
        if who:
            told = tuple(sorted(names.get(each, "") for each in who))
            yield VoidMark(sentence, told, sentence not in free)


class ReadCounter:
    """Counts how much of articles was looked at, and keeps the sentences of the last ones."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Sentences] = OrderedDict()

    def count(self, project: Project, article: Article) -> ReadCount:
        """Return how much of the article's newest version was looked at."""
        version_id = article.version.id
        sentences = self._sentences(project, version_id, article.metadata.language)
        places = project.highlights.spans(version_id)
        return _covered(project, version_id, sentences, places).count

    def _sentences(self, project: Project, version_id: str, language: str) -> Sentences:
        of = version_id, language
        if of not in self._kept:
            self._kept[of] = Sentences(project.articles.text(version_id), language)
            while len(self._kept) > 1 and sum(s.length for s in self._kept.values()) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(of)
        return self._kept[of]


def _covered(
    project: Project, version_id: str, sentences: Sentences, places: Iterable[Span]
) -> Coverage:
    marks = (mark.span for mark in project.coverage.of_version(version_id))
    every = sentences.all()
    return coverage(every, chain(_held(project, version_id, every, marks), places))


def _without_claim(project: Project, version_id: str, row: Sequence[Span]) -> list[Span]:
    if not row:
        return []
    claims = unite_spans(h.span for h in project.highlights.between(version_id, _around(row)))
    return list(untouched(row, claims))


def _held(
    project: Project, version_id: str, row: Sequence[Span], marks: Iterable[Span]
) -> list[Span]:
    """Return the sentences in a row for which marks hold, as far as no claim is in them."""
    found = [*marks]
    return list(held_sentences(row, found, project.articles.text(version_id))) if found else []


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
    """Return the chosen sentences of a row, with neighbours as one stretch: one mark for many."""
    wanted = {*chosen}
    for is_wanted, several in groupby(row, key=lambda sentence: sentence in wanted):
        if is_wanted:
            yield _around(list(several))
