"""The decisions about places of claims that were not carried over into the newest version.

What nobody decides stays open and is counted, and blocks nothing. Every act is one change, and
raises ``NotFound`` when the placement or its claim is gone, and ``ProjectError`` when the file
cannot be written; then the project is unchanged.
"""

from dataclasses import replace

from annotator.articles.model import Article, Version
from annotator.claims.highlights import Highlight, anchor_for
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import NotFound, OlderVersion
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project, UnitOfWork
from annotator.revisions.model import PlacementRecord, PlaceOutcome
from annotator.revisions.placements import Placement
from annotator.revisions.plan import DecidedPlacement, OlderPlace, OpenPlacement
from annotator.revisions.service.placer import VersionPlacer, in_context, stored_draft
from annotator.storage.ids import carried_id


def undecided_count(project: Project, article_id: str) -> int:
    """Return how many places in the newest version of an article nobody has decided about."""
    return project.placements.undecided_count(article_id)


def open_placements(
    project: Project, article_id: str, progress: Progress = unwatched
) -> list[OpenPlacement]:
    """Return the places nobody has decided about, in the order of the older text.

    Proposals are sought anew, which takes a while in a long text: it is work for a job.

    Raises:
        NotFound: the article is gone.
        Cancelled: ``progress`` asked to stop.
    """
    article = project.articles.get(article_id)
    versions = project.articles.versions(article_id)
    waiting = [
        place
        for place in project.placements.to_carry(article_id, versions)
        if place.decision is not None and place.decision.outcome is None
    ]
    if not waiting:
        return []
    placer = VersionPlacer(project, article, stored_draft(project, article.version))
    found = placer.placements(waiting, progress)
    return [_opened(placer, article.version, *each) for each in found]


def decided_placements(project: Project, article_id: str) -> list[DecidedPlacement]:
    """Return places with a decision of a person, and places in sentences that were cut.

    They are in the order of the older text.
    """
    article = project.articles.get(article_id)
    versions = {version.id: version for version in project.articles.versions(article_id)}
    numbers = {claim.id: claim.number for claim in project.claims.of_article(article_id)}
    names = {checker.id: checker.name for checker in project.people.checkers()}
    decided = [r for r in project.placements.of_version(article.version.id) if r.outcome]
    places = project.highlights.find_many(
        [identity for r in decided for identity in (r.highlight_id, carried_id(r.id))]
    )
    return [
        DecidedPlacement(
            record,
            numbers[record.claim_id],
            places[record.highlight_id],
            versions[places[record.highlight_id].version_id],
            places.get(carried_id(record.id)),
            names.get(record.checker_id, ""),
        )
        for record in decided
        if record.claim_id in numbers
    ]


def accept_place(project: Project, placement_id: str, span: Span) -> Outcome:
    """Let a claim stand on a stretch of the newest version, as a person has decided.

    An earlier decision about the place is replaced: the claim leaves the stretch that was chosen
    before.

    Args:
        project: The project.
        placement_id: The placement.
        span: A proposal, or any other stretch of the newest version, in code points.

    Raises:
        BadSpan, NothingVisible: the version has no such words.
        OlderVersion: a newer version has come since; nothing was changed.
        InvalidValue: no checker is at work.
    """
    record = project.placements.get(placement_id)
    with project.change_on(record.claim_id, "Place claim {} in the new version") as (change, claim):
        article = _article_of(project, claim.article_id, record)
        placed = anchor_for(project.articles.text(article.version.id), span)
        own, others = _standing(project, record)
        if any(other.span == placed.span for other in others):
            _remove(change, own)
        elif own is None:
            identity = carried_id(record.id)
            change.highlights.add(claim.id, record.version_id, placed, highlight_id=identity)
        else:
            change.highlights.set(own.id, placed)
        _decide(project, change, record, PlaceOutcome.PLACED)
        label = f"Place claim {claim.number} in version {article.version.number}"
        change.describe(label)
    return change.outcome


def leave_on_old(project: Project, placement_id: str) -> Outcome:
    """Leave a place of a claim on the older version: the newest has no words for it.

    An earlier decision about the place is replaced.

    Raises:
        OlderVersion: a newer version has come since; nothing was changed.
        InvalidValue: no checker is at work.
    """
    record = project.placements.get(placement_id)
    with project.change_on(record.claim_id, "Leave claim {} on its version") as (change, claim):
        _article_of(project, claim.article_id, record)
        own, _ = _standing(project, record)
        _remove(change, own)
        _decide(project, change, record, PlaceOutcome.LEFT)
        older = project.highlights.get(record.highlight_id).version_id
        versions = project.articles.versions(claim.article_id)
        number = next(version.number for version in versions if version.id == older)
        change.describe(f"Leave claim {claim.number} on version {number}")
    return change.outcome


def _opened(
    placer: VersionPlacer, newest: Version, place: OlderPlace, placement: Placement
) -> OpenPlacement:
    record = place.decision
    if record is None:
        raise NotFound("This decision about a claim")
    return OpenPlacement(
        record.id,
        place.highlight.claim_id,
        place.claim_number,
        record.placing,
        placement.moved,
        place.highlight,
        place.older,
        newest,
        in_context(placer.older(place.older), place.highlight.span),
        tuple(in_context(placer.new, span) for span in placement.proposals),
    )


def _article_of(project: Project, article_id: str, record: PlacementRecord) -> Article:
    """Return the article of a placement, if that is in its newest version."""
    article = project.articles.get(article_id)
    if article.version.id != record.version_id:
        versions = project.articles.versions(article_id)
        raise OlderVersion(next(v.number for v in versions if v.id == record.version_id))
    return article


def _standing(
    project: Project, record: PlacementRecord
) -> tuple[Highlight | None, list[Highlight]]:
    """Return the highlight that a placement came to, and the other ones of its claim there."""
    identity = carried_id(record.id)
    places = [
        place
        for place in project.highlights.of_claim(record.claim_id)
        if place.version_id == record.version_id
    ]
    own = next((place for place in places if place.id == identity), None)
    return own, [place for place in places if place.id != identity]


def _remove(change: UnitOfWork, own: Highlight | None) -> None:
    if own is not None:
        change.highlights.remove(own.id)


def _decide(
    project: Project, change: UnitOfWork, record: PlacementRecord, outcome: PlaceOutcome
) -> None:
    who, at = project.author.id, project.now()
    change.placements.set(replace(record, outcome=outcome, checker_id=who, decided_at=at))
