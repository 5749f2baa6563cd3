"""Bringing in another program's annotations: first a plan of what would happen, then one change.

Nothing is written before the plan is confirmed, nobody's tag is overwritten, and what is in the
project already does not come in again.
"""

from collections.abc import Sequence

from annotator.backups.model import Reason
from annotator.backups.service.backups import kept_before
from annotator.exchange.model import ForeignAnnotation, ForeignFile
from annotator.exchange.service.anchors import Place, Places
from annotator.exchange.service.existing_claims import (
    Claims,
    answer_of,
    differing_tag,
    news_of,
    news_of_answer,
)
from annotator.exchange.service.importing_writing import Writing
from annotator.exchange.service.mapping import said
from annotator.exchange.service.plan import Arrival, Choices, ImportPlan, LeftOut, Said
from annotator.exchange.service.targets import Targets
from annotator.kernel.changes import Outcome
from annotator.kernel.changes import Place as PlaceOfChange
from annotator.kernel.errors import ChangedMeanwhile, UnusableCharacters
from annotator.kernel.progress import Progress, unwatched
from annotator.people.model import Checker
from annotator.project import Project

_UNCHOSEN = Choices()


def plan(
    project: Project,
    foreign: ForeignFile,
    *,
    choices: Choices = _UNCHOSEN,
    progress: Progress = unwatched,
) -> ImportPlan:
    """What bringing in the file would do; nothing is written.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    return _Planning(project, foreign, choices).plan(progress)


def bring_in(
    project: Project,
    planned: ImportPlan,
    progress: Progress = unwatched,
    *,
    backup: bool = True,
) -> Outcome:
    """Do what was planned, as one change; its place is the first article something comes into.

    A ``backup`` is made first, if there is anything to change.

    Raises:
        StoppedForBackup: no backup could be made.
        InvalidValue: nobody has said who is working.
        ChangedMeanwhile: the project has changed so that the plan is no longer what would happen.
        Cancelled: ``progress`` asked to stop, and nothing is changed.
        ProjectError: nothing was written.
    """
    who = project.author
    wanted = backup and planned.changes_anything
    with kept_before(project, Reason.IMPORT, progress, wanted=wanted):
        return _bring_in(project, planned, who, progress)


def _bring_in(project: Project, planned: ImportPlan, who: Checker, progress: Progress) -> Outcome:
    name = planned.foreign.name
    with project.change(f"Import “{name}”") as change:
        if change.record.seq != planned.seq + 1:
            current = plan(project, planned.foreign, choices=planned.choices)
            if current != planned:
                raise ChangedMeanwhile(f"Import “{name}”")
        writing = Writing(project, change, who)
        coming = planned.coming
        steps = len(planned.new_articles) + len(coming)
        for done, target in enumerate(planned.new_articles):
            progress(done, steps)
            writing.article(target)
        for done, arrival in enumerate(coming, start=len(planned.new_articles)):
            progress(done, steps)
            writing.arrival(arrival)
        change.set_place(PlaceOfChange(writing.first_article))
    return change.outcome


class _Planning:
    """One look at what a file would bring, with what would be there after each annotation."""

    def __init__(self, project: Project, foreign: ForeignFile, choices: Choices) -> None:
        self._project = project
        self._foreign = foreign
        self._choices = choices
        # before anything is read, so that what others change meanwhile is noticed
        self._seq = project.history.latest_seq()
        self._worker = project.checker.name if project.checker else ""
        self._targets = Targets(project, foreign, choices)
        self._places = Places(project, self._targets, choices.counting)
        self._claims: dict[str, Claims] = {}

    def plan(self, progress: Progress) -> ImportPlan:
        annotations = self._foreign.annotations
        first = [n for n, annotation in enumerate(annotations) if not annotation.replies_to]
        places = self._places.find(
            [annotations[n] for n in first], lambda done, of: progress(done, 2 * of)
        )
        found: dict[int, Arrival | LeftOut] = {}
        for done, (n, place) in enumerate(zip(first, places, strict=True)):
            progress(len(first) + done, 2 * len(first))
            found[n] = self._arrival(annotations[n], place)
        self._answer(annotations, found)
        results = [found[n] for n in range(len(annotations))]
        return ImportPlan(
            self._foreign,
            self._choices,
            self._targets.new,
            tuple(result for result in results if isinstance(result, Arrival)),
            (
                *(LeftOut(bad.where, bad.why) for bad in self._foreign.bad),
                *self._targets.bad,
                *(result for result in results if isinstance(result, LeftOut)),
            ),
            tuple(self._places.countings),
            self._targets.asks_article,
            self._seq,
        )

    # inner workings

    def _arrival(self, annotation: ForeignAnnotation, place: Place | str) -> Arrival | LeftOut:
        if isinstance(place, str):
            return _left_out(annotation, place)
        words = self._said(annotation)
        if isinstance(words, str):
            return _left_out(annotation, words)
        if place.target.key not in self._claims:
            self._claims[place.target.key] = Claims(self._project, place.target)
        claim = self._claims[place.target.key].at(place.spans)
        other = differing_tag(words, claim)
        if other:
            where = f"claim {claim.number}" if claim.number else "these words"
            who = words.author or "Whoever imports this"
            return _left_out(annotation, f"{who} has already tagged {where} {other}, which stays.")
        remarks = place.remarks
        if words.reason_open:
            remarks += ("The file gives no reason for the dispute.",)
        return Arrival(
            annotation,
            place.target,
            place.spans,
            place.words,
            words,
            news_of(words, claim),
            claim.id,
            claim.number,
            remarks,
        )

    def _said(self, annotation: ForeignAnnotation) -> Said | str:
        try:
            return said(annotation, self._choices, self._worker)
        except UnusableCharacters as error:
            return str(error)

    def _answer(
        self, annotations: Sequence[ForeignAnnotation], found: dict[int, Arrival | LeftOut]
    ) -> None:
        """Let every answer be a comment on the claim of what it answers, directly or not."""
        named: dict[str, int] = {}
        for n, annotation in enumerate(annotations):
            if annotation.identity:
                named.setdefault(annotation.identity, n)
        roots: dict[str, int | None] = {}
        for n, annotation in enumerate(annotations):
            if annotation.replies_to:
                root = _root(annotation, annotations, named, roots)
                asked = found[root] if root is not None else None
                found[n] = self._answered(annotation, asked)

    def _answered(
        self, annotation: ForeignAnnotation, asked: Arrival | LeftOut | None
    ) -> Arrival | LeftOut:
        if asked is None:
            return _left_out(annotation, "What it replies to is not in the file.")
        if isinstance(asked, LeftOut):
            return _left_out(annotation, f"It replies to {asked.where}, which is left out.")
        where = asked.annotation.where
        words = self._said(annotation)
        if isinstance(words, str):
            return _left_out(annotation, words)
        body = answer_of(words, annotation.verdict)
        if not body:
            return _left_out(annotation, f"It replies to {where} without words.")
        claim = self._claims[asked.target.key].at(asked.spans)
        news = news_of_answer(words.author, body, claim)
        return Arrival(
            annotation,
            asked.target,
            asked.spans,
            asked.words,
            words,
            news,
            claim.id,
            claim.number,
            (f"It replies to {where}.",),
        )


def _root(
    answer: ForeignAnnotation,
    annotations: Sequence[ForeignAnnotation],
    named: dict[str, int],
    roots: dict[str, int | None],
) -> int | None:
    """What stands at the beginning of a talk; none if that is not in the file.

    ``roots`` are those that are found already, so that a long talk is gone through once.
    """
    passed, asked = dict[str, None](), answer.replies_to
    root: int | None = None
    while asked in named and asked not in passed and asked not in roots:
        passed[asked] = None
        before = annotations[named[asked]]
        if not before.replies_to:
            root = named[asked]
            break
        asked = before.replies_to
    root = roots.get(asked, root)
    roots.update(dict.fromkeys(passed, root))
    return root


def _left_out(annotation: ForeignAnnotation, why: str) -> LeftOut:
    """An annotation that does not come in, with all that it says."""
    quote = f"“{annotation.quote}”" if annotation.quote else ""
    labels = ", ".join(filter(None, (annotation.verdict, annotation.reason, *annotation.tags)))
    told = (quote, labels, annotation.comment, annotation.statement, *annotation.links)
    return LeftOut(annotation.where, why, " – ".join(filter(None, told)))
