"""The places of claims that a new version asks about, with the words by which people decide."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.articles.model import Draft, Version
from annotator.claims.highlights import Highlight
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.revisions.model import PlacementRecord, PlaceOutcome, Placing
from annotator.revisions.plan import OlderPlace, PlaceInContext
from annotator.revisions.service.placer import VersionPlacer, in_context
from annotator.storage.ids import carried_id


@dataclass(frozen=True, slots=True)
class ReviewedPlace:
    """A place that was not carried over into the newest version by itself.

    ``was`` is the older place, ``proposals`` are the likeliest places in the newest version, and
    ``now`` is where a person put the claim. ``checker`` is the name of the person who decided.
    """

    record: PlacementRecord
    claim_number: int
    older: Version
    newest: Version
    was: PlaceInContext
    proposals: tuple[PlaceInContext, ...]
    now: PlaceInContext | None
    checker: str

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id

    @property
    def is_decided(self) -> bool:
        """Whether a person has decided, or need not, as the sentence was cut."""
        return self.record.outcome is not None

    @property
    def is_cut(self) -> bool:
        """Whether it was left because its sentence was cut, and by no person."""
        is_left = self.record.outcome is PlaceOutcome.LEFT
        return self.record.placing is Placing.GONE and is_left and not self.checker


def places_to_review(
    project: Project, article_id: str, progress: Progress = unwatched
) -> list[ReviewedPlace]:
    """Return the places of the newest version that were asked about, decided or not.

    They are in text order, and places that were cut come last. Proposals are sought anew, which
    takes a while in a long text: it is work for a job.

    Raises:
        NotFound: the article is gone.
        Cancelled: ``progress`` asked to stop.
    """
    article = project.articles.get(article_id)
    records = {record.highlight_id: record for record in _records(project, article.version)}
    if not records:
        return []
    versions = {version.id: version for version in project.articles.versions(article_id)}
    numbers = {claim.id: claim.number for claim in project.claims.of_article(article_id)}
    found = project.highlights.find_many([*records, *map(_carried, records.values())])
    older = [
        OlderPlace(numbers[place.claim_id], place, versions[place.version_id], records[place.id])
        for place in found.values()
        if place.id in records and place.claim_id in numbers
    ]
    text = project.articles.text(article.version.id)
    annotations = project.articles.annotations_of(article.version.id)
    placer = VersionPlacer(project, article, Draft(text, annotations=annotations))
    names = {checker.id: checker.name for checker in project.people.checkers()}
    placed = placer.placements(older, progress)
    reviewed = [
        ReviewedPlace(
            records[place.highlight.id],
            place.claim_number,
            place.older,
            article.version,
            in_context(placer.older(place.older), place.highlight.span),
            tuple(in_context(placer.new, span) for span in placement.proposals),
            _now(placer, found.get(_carried(records[place.highlight.id]))),
            names.get(records[place.highlight.id].checker_id, ""),
        )
        for place, placement in placed
    ]
    return sorted(reviewed, key=lambda each: each.is_cut)


def _records(project: Project, newest: Version) -> Iterable[PlacementRecord]:
    return project.placements.of_version(newest.id)


def _carried(record: PlacementRecord) -> str:
    return carried_id(record.id)


def _now(placer: VersionPlacer, place: Highlight | None) -> PlaceInContext | None:
    return in_context(placer.new, place.span) if place is not None else None
