"""The sentences that are new to read in an article since a version of it was checked.

A changed or new sentence is no longer to be read once a checker has looked at it: it holds a claim
in the newest version, or all its words are marked “nothing to check” there, or it stood in a
version between and was marked so. A claim with an open decision has no place in the newest
version, and so its sentence is to be read.
"""

from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence

from annotator.articles.model import Article, Version
from annotator.claims.coverage import held_sentences, unite_spans, untouched
from annotator.kernel.errors import NotFound
from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits
from annotator.project import Project
from annotator.revisions.unread import (
    ChangedSentence,
    CheckedVersion,
    NewToRead,
    SentenceChanges,
    compare_sentences,
)

_KEPT = 4_000_000
"""Code points of the texts of which sentences are kept, for articles that are shown again."""


class SentenceComparisons:
    """Compares versions sentence by sentence, and keeps the sentences and changes found last.

    Versions never change, so that an act in the window costs a look through the
    differences.
    It is for a single thread.
    """

    def __init__(self) -> None:
        self._units: OrderedDict[tuple[str, str], SentenceUnits] = OrderedDict()
        self._changes: OrderedDict[tuple[str, str, str], SentenceChanges] = OrderedDict()

    def units(self, project: Project, version: Version, language: str) -> SentenceUnits:
        """Return the sentences of a version."""
        of = version.id, language
        if of not in self._units:
            self._units[of] = SentenceUnits(project.articles.text(version.id), language)
            while len(self._units) > 1 and sum(len(u.text) for u in self._units.values()) > _KEPT:
                self._units.popitem(last=False)
        self._units.move_to_end(of)
        return self._units[of]

    def changes(
        self, project: Project, old: Version, new: Version, language: str
    ) -> SentenceChanges:
        """Return the sentences in which two versions differ."""
        of = old.id, new.id, language
        if of not in self._changes:
            before = self.units(project, old, language)
            self._changes[of] = compare_sentences(before, self.units(project, new, language))
            while len(self._changes) > len(self._units):
                self._changes.popitem(last=False)
        return self._changes[of]


def checked_version(project: Project, article: Article, since: int = 0) -> CheckedVersion | None:
    """Return the version of an article that counts as checked, or ``None`` if none does.

    It is the version before the newest on which most verdicts were given; of equals the newer.
    Where no verdict was given on any of them, it is the newest in which claims or sentences were
    marked. ``None`` is returned for an article with one version, and where nobody worked before
    the newest came.

    Args:
        project: The open project.
        article: The article.
        since: The number of the version that was checked, as somebody chose it; 0 for none.

    Raises:
        NotFound: the article has no such version.
    """
    versions, given = project.articles.versions(article.id), project.tags.by_version(article.id)
    if since:
        chosen = next((version for version in versions if version.number == since), None)
        if chosen is None:
            raise NotFound(f"Version {since} of article {article.number}")
        return _checked(project, chosen, given)
    older = [version for version in versions if version.id != article.version.id]
    judged = [version for version in older if given.get(version.id)]
    if judged:
        most = max(judged, key=lambda version: (given[version.id], version.number))
        return _checked(project, most, given)
    found = (_checked(project, version, given) for version in reversed(older))
    return next((one for one in found if one.claims or one.marks), None)


def _checked(project: Project, version: Version, given: Mapping[str, int]) -> CheckedVersion:
    """Return a version with the work on it.

    Args:
        project: The open project.
        version: The version.
        given: How many verdicts were given on each version of the article.
    """
    verdicts = given.get(version.id, 0)
    claims, marks = (0, 0) if verdicts else project.coverage.work_on(version.id)
    return CheckedVersion(version, verdicts, sum(given.values()), claims, marks)


def new_to_read(
    project: Project,
    article: Article,
    since: int = 0,
    comparisons: SentenceComparisons | None = None,
) -> NewToRead | None:
    """Return the changes since an article was checked, or ``None`` if it was not checked before.

    Long texts are for the background.

    Args:
        project: The open project.
        article: The article, with its newest version.
        since: As in ``checked_version``.
        comparisons: Comparisons that are kept from one call to the next.

    Raises:
        NotFound: the article has no version of that number.
    """
    checked = checked_version(project, article, since)
    if checked is None:
        return None
    kept = comparisons or SentenceComparisons()
    newest, language = article.version, article.metadata.language
    changes = kept.changes(project, checked.version, newest, language)
    unread = _not_looked_at(project, newest, changes.changed)
    if unread:
        unread = _not_marked_between(project, article, checked.version, unread, kept)
    return NewToRead(checked, newest, changes, tuple(unread))


def _not_looked_at(
    project: Project, newest: Version, changed: Sequence[ChangedSentence]
) -> list[ChangedSentence]:
    """Return the sentences that hold no claim in the newest version, and are not marked there."""
    spans = [one.span for one in changed]
    text = project.articles.text(newest.id)
    marks = (mark.span for mark in project.coverage.of_version(newest.id))
    looked_at = [*held_sentences(spans, marks, text), *project.highlights.spans(newest.id)]
    left = {*untouched(spans, unite_spans(looked_at))}
    return [one for one in changed if one.span in left]


def _not_marked_between(
    project: Project,
    article: Article,
    checked: Version,
    unread: Sequence[ChangedSentence],
    kept: SentenceComparisons,
) -> list[ChangedSentence]:
    """Return the sentences without a mark in a version between in which they stood as now.

    Where a sentence stands several times, all its copies were to be marked there, and as many.
    """
    language = article.metadata.language
    left, readings = [*unread], dict[Span, str]()
    now: Counter[str] | None = None
    for version in project.articles.versions(article.id):
        if not checked.number < version.number < article.version.number:
            continue
        marks = [mark.span for mark in project.coverage.of_version(version.id)]
        if not marks:
            continue
        units = kept.units(project, version, language)
        if now is None:
            newest = kept.units(project, article.version, language)
            readings = dict(zip(newest.spans, newest.readings, strict=True))
            now = Counter(newest.readings)
        there, marked = Counter(units.readings), _marked(project, version, units, marks)
        left = [
            one
            for one in left
            if not 0 < max(now[reading := readings[one.span]], there[reading]) <= marked[reading]
        ]
    return left


def _marked(
    project: Project, version: Version, units: SentenceUnits, marks: Sequence[Span]
) -> Counter[str]:
    """Return how many sentences of a version that hold no claim are marked, by their readings."""
    free = [*untouched(units.spans, unite_spans(project.highlights.spans(version.id)))]
    held = {*held_sentences(free, marks, units.text)}
    return Counter(r for r, span in zip(units.readings, units.spans, strict=True) if span in held)
