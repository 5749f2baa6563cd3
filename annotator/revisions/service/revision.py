"""A draft as the newest version of its article: what it would make of each claim, and the act.

A plan is made on a connection of its own, away from the window; it changes nothing. The act places
what the plan does not know, such as a claim that somebody marked meanwhile, by the same rules.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.articles.model import Draft, Version
from annotator.claims.highlights import Highlight, anchor
from annotator.kernel.canonical_text import check_usable, sha256
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.errors import NotConfirmed, SameText
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project, UnitOfWork
from annotator.revisions.model import PlacementRecord, PlaceOutcome, Placing
from annotator.revisions.placements import Placement
from annotator.revisions.plan import (
    CarriedMark,
    OlderPlace,
    PlannedPlace,
    RevisionPlan,
    RevisionQuestion,
)
from annotator.revisions.service.placer import VersionPlacer, stored_draft
from annotator.storage.ids import carried_id, carried_mark_id, new_id, placement_id

_AT_ONCE = 500
"""Highlights that are written at once."""
LEAST_SHARED = 0.1
"""The share of the shorter text that has to stand in the other, for a draft to be taken for the
same article without asking. Of two articles on one subject 0.00 to 0.02 does, of an article that
was written anew sentence by sentence still 0.2 and more.
"""


def plan_revision(
    project: Project, article_id: str, draft: Draft, progress: Progress = unwatched
) -> RevisionPlan:
    """Return what a draft would make of each claim as the newest version of an article.

    It only reads. A draft with the text of the newest version gets a plan without places, which
    cannot be carried out.

    Args:
        project: The project; in a job, a connection of its own.
        article_id: The article.
        draft: The draft, as the intake of articles reads it. The changes tracked in its file are
            followed if they lead from the newest version to the draft.
        progress: Hears how many of the steps are done, and may ask to stop.

    Raises:
        NotFound: the article is gone.
        UnusableCharacters: the text cannot be kept.
        Cancelled: ``progress`` asked to stop.
    """
    check_usable(draft.text)
    with project.still():
        return _plan(project, article_id, draft, progress)


def add_version(
    project: Project, plan: RevisionPlan, progress: Progress = unwatched, *, sure: bool = False
) -> Outcome:
    """Add the draft of a plan as the newest version of its article, in one change.

    Places that are the same are carried over with their claims, and marks of nothing to check with
    their sentences; every other place gets a placement, about which a person decides. Nothing else
    is touched. The file of the draft is kept with the version. It may run in a job, on a connection
    of its own: whoever is at work there is the author.

    Args:
        project: The project.
        plan: The plan. Claims that were marked, moved or removed since are placed as they stand.
        progress: Hears how many of the steps are done, and may ask to stop.
        sure: Whether a person has confirmed the questions of the plan.

    Raises:
        SameText: the newest version has this text already; nothing was changed.
        NotConfirmed: the plan has a question, and nobody confirmed it; nothing was changed.
        NotFound: the article is gone.
        Cancelled: ``progress`` asked to stop; nothing was changed.
        ProjectError: no row was written.
    """
    article_id, draft = plan.article.id, plan.draft
    with project.change("Add a version") as change:
        plan = _plan_now(project, plan)
        if plan.is_newest_text:
            raise SameText(plan.older.number)
        if plan.questions and not sure:
            raise NotConfirmed(" ".join(map(plan.asked, plan.questions)))
        number = plan.older.number + 1
        version_id = change.articles.add_version(article_id, draft, number, project.now())
        carriage = _Carriage(project, change, version_id)
        carriage.write_places(plan.places, progress)
        carriage.write_marks(plan.marks.carried)
        label = f"Add version {number} of “{plan.article.heading}”"
        change.describe(label, ChangePlace(article_id))
    return change.outcome


def place_missing(project: Project, change: UnitOfWork, met: Collection[str] = ()) -> None:
    """Place claims of which the newest version of their article knows nothing, within a change.

    A merge brings claims that a colleague marked in an older version, or a version that a colleague
    added without knowing of claims here. They are placed as if they had been there before.

    Args:
        project: The project.
        change: The change under way.
        met: The ids of the highlights that a single one of two files had.
    """
    for article_id, places in project.placements.unplaced(met).items():
        article = project.articles.get(article_id)
        versions = {v.id: v for v in project.articles.versions(article_id)}
        numbers = {c.id: c.number for c in project.claims.of_article(article_id)}
        carriage = _Carriage(project, change, article.version.id)
        missing = [
            OlderPlace(numbers[found.claim_id], found, versions[found.version_id])
            for found in project.highlights.find_many(places).values()
            if not carriage.knows(found)
        ]
        carriage.look_for(place.highlight for place in missing)
        if missing:
            placer = VersionPlacer(project, article, stored_draft(project, article.version))
            carriage.write_places([*_planned(placer, article.version, missing)])


def _plan(
    project: Project, article_id: str, draft: Draft, progress: Progress = unwatched
) -> RevisionPlan:
    article = project.articles.get(article_id)
    versions = project.articles.versions(article_id)
    digest = sha256(draft.text)
    same_as = next((v for v in reversed(versions) if v.sha256 == digest), None)
    if same_as is not None and same_as.id == article.version.id:
        return RevisionPlan(article, draft, same_as=same_as)
    placer = VersionPlacer(project, article, draft)
    places = project.placements.to_carry(article_id, versions)
    planned = [*_planned(placer, article.version, places, progress)]
    same = placer.same_sentences(article.version)
    shared = _shared(placer, article.version, same)
    return RevisionPlan(
        article,
        draft,
        tuple(planned),
        placer.marks(article.version),
        same_as,
        shared,
        len(placer.new),
        same,
        placer.script(article.version) is not None,
        tuple(_questions(same_as, shared)),
    )


def _shared(placer: VersionPlacer, version: Version, same_sentences: int) -> float:
    """Return the share of the shorter text in the other; by sentences where these tell enough."""
    least = min(len(placer.new), len(placer.older(version)))
    by_sentences = same_sentences / least if least else 0.0
    return by_sentences if by_sentences >= LEAST_SHARED else placer.shared(version)


def _questions(same_as: Version | None, shared: float) -> Iterator[RevisionQuestion]:
    if same_as is not None:
        yield RevisionQuestion.OLDER_TEXT
    elif shared < LEAST_SHARED:
        yield RevisionQuestion.OTHER_ARTICLE


def _planned(
    placer: VersionPlacer,
    newest: Version,
    places: Sequence[OlderPlace],
    progress: Progress = unwatched,
) -> Iterator[PlannedPlace]:
    for place, placement in placer.placements(places, progress):
        yield PlannedPlace(place, placement, _stays_left(placer, newest, place, placement))


def _stays_left(
    placer: VersionPlacer, newest: Version, place: OlderPlace, placement: Placement
) -> bool:
    """Whether a person left a place on its version, and all that is proposed stood there then."""
    decision = place.decision
    if decision is None or decision.outcome is not PlaceOutcome.LEFT or not decision.checker_id:
        return False
    return placement.placing is not Placing.SAME and placer.stood_before(placement, newest)


def _plan_now(project: Project, plan: RevisionPlan) -> RevisionPlan:
    """Return a plan as it holds by now: what changed in the project since is planned anew."""
    article = project.articles.get(plan.article.id)
    newest = article.version.id, article.metadata.language
    if newest != (plan.older.id, plan.article.metadata.language):
        return _plan(project, article.id, plan.draft)
    if plan.is_newest_text:
        return plan
    versions = project.articles.versions(article.id)
    places = project.placements.to_carry(article.id, versions)
    known = {planned.place: planned for planned in plan.places}
    unknown = [place for place in places if place not in known]
    marks = tuple(project.coverage.of_version(article.version.id))
    if not unknown and len(places) == len(known) and marks == plan.marks.seen:
        return replace(plan, article=article)
    placer = VersionPlacer(project, article, plan.draft)
    known |= {each.place: each for each in _planned(placer, article.version, unknown)}
    return replace(
        plan,
        article=article,
        places=tuple(known[place] for place in places),
        marks=placer.marks(article.version),
    )


class _Carriage:
    """Writes what becomes of places of claims, and of marks, in the newest version."""

    def __init__(self, project: Project, change: UnitOfWork, version_id: str) -> None:
        self._change = change
        self._version_id = version_id
        self._text = project.articles.text(version_id)
        self._key = _text_key(project, version_id)
        self._project = project
        here = project.highlights.of_version(version_id)
        self._standing = {(place.claim_id, place.span): place.id for place in here}
        self._carried = {place.id for place in here}
        self._elsewhere = set[str]()

    def look_for(self, places: Iterable[Highlight]) -> None:
        """Look which ids of what becomes of places stand in another version of the same text."""
        ids = {placement_id(older.id, self._key) for older in places}
        taken = self._project.highlights.find_many([*map(carried_id, ids)])
        known = self._project.placements.known(ids)
        self._elsewhere = {i for i in ids if i in known or carried_id(i) in taken}

    def knows(self, older: Highlight) -> bool:
        """Return whether a place was carried over already."""
        return carried_id(placement_id(older.id, self._key)) in self._carried

    def write_places(self, places: Sequence[PlannedPlace], progress: Progress = unwatched) -> None:
        """Carry places over that are the same, and ask about the others.

        Raises:
            Cancelled: ``progress`` asked to stop.
        """
        carried, total = [], 2 * len(places)
        for number, planned in enumerate(places):
            progress(number, total)
            if planned.placing is not Placing.SAME:
                self._ask(planned)
            elif (highlight := self._carried_over(planned)) is not None:
                carried.append(highlight)
        for number in range(0, len(carried), _AT_ONCE):
            progress(len(places) + number, total)
            self._change.highlights.add_all(carried[number : number + _AT_ONCE])

    def write_marks(self, marks: Iterable[CarriedMark]) -> None:
        """Let marks of nothing to check stand on."""
        for carried in marks:
            mark, span = carried.mark, carried.span
            identity = carried_mark_id(mark.id, span.start, self._key)
            self._change.coverage.add(
                self._version_id, mark.checker_id, span, mark.marked_at, mark_id=identity
            )

    def _identity(self, older: Highlight) -> str:
        """Return the id of what becomes of a place; another one if it stands for it elsewhere."""
        identity = placement_id(older.id, self._key)
        return new_id() if identity in self._elsewhere else identity

    def _carried_over(self, planned: PlannedPlace) -> Highlight | None:
        """Return the new place of a claim; ``None`` if it has one on the same words already."""
        older, span = planned.highlight, planned.placement.proposals[0]
        identity = carried_id(self._identity(older))
        if self._standing.setdefault((older.claim_id, span), identity) != identity:
            return None
        here = anchor(self._text, span)
        return Highlight(identity, older.claim_id, self._version_id, here, older.sentence)

    def _ask(self, planned: PlannedPlace) -> None:
        older, before = planned.place.highlight, planned.place.decision
        record = PlacementRecord(
            self._identity(older),
            older.claim_id,
            self._version_id,
            older.id,
            planned.placing,
            None if planned.is_undecided else PlaceOutcome.LEFT,
        )
        if planned.stays_left and before is not None:
            record = replace(record, checker_id=before.checker_id, decided_at=before.decided_at)
        self._change.placements.add(record)


def _text_key(project: Project, version_id: str) -> str:
    """Return the text of a version in short: its SHA-256, and how many versions had it before.

    It is the same in every file that the text was brought into.
    """
    new = project.articles.version(version_id)
    versions = project.articles.versions(new.article_id)
    before = sum(v.sha256 == new.sha256 and v.number < new.number for v in versions)
    return f"{new.sha256}/{before}"
