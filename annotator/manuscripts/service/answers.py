"""The way home of answers: first a plan of what becomes of each, then one change.

The code of a reference says which query or claim an answer belongs to, and never its number. Where
a query has another answer by now, or a file has several for one, a person decides. Words without
a home are told and written nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from annotator.articles.model import AnnotationKind
from annotator.claims.fields import Claim
from annotator.claims.highlights import outermost_highlights
from annotator.claims.model import Resolution
from annotator.exchange.service.import_writer import ImportWriter
from annotator.files.regular_files import FileTooLarge, read_regular
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.errors import ChangedMeanwhile, NotFound, TooLarge, UnreadableFile
from annotator.kernel.excerpts import excerpt
from annotator.kernel.moments import kept_moment, read_moment
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.text_folding import spell_name
from annotator.kernel.wording import count_of
from annotator.manuscripts.answers import (
    AnsweredFile,
    AnswerPlace,
    FoundAnswer,
    ProposalFound,
    ProposalOutcome,
    ReturnedText,
    holds_answer,
    is_same_answer,
)
from annotator.manuscripts.formats.answers import read_answers
from annotator.manuscripts.model import HomeReference, HomeReferenceKind
from annotator.people.model import WRITER, Query, status_after_answering
from annotator.project import Project, UnitOfWork

LIMIT = 50_000_000
"""Bytes of a file that comes home."""
_SINGLY = 3
"""Comments that were marked as resolved of which a sentence each tells."""
_SECOND = len("2026-01-01T00:00:00")
"""Letters of a moment down to its second."""
_EXCERPT = 60
"""Letters of a question by which it is named."""


class AnswerState(StrEnum):
    """How words in a file stand to what the project has by now."""

    NEW = "new answer"
    SAME = "already here"
    DIFFERS = "differs"
    SEVERAL = "one of several"
    BESIDE = "beside the question"
    REPLY = "reply"
    ACCEPTED = "proposal accepted"
    REJECTED = "proposal rejected"
    OTHERWISE = "worded otherwise"
    HOMELESS = "no home"


class AnswerTaking(StrEnum):
    """The ways in which words that came home are taken over."""

    TAKE = "take over"
    REPLACE = "replace"
    ADD = "add"
    CHANGED = "changed"
    STANDS = "stands"
    LEAVE = "leave"


_OPTIONS: Mapping[AnswerState, tuple[AnswerTaking, ...]] = {
    AnswerState.NEW: (AnswerTaking.TAKE, AnswerTaking.LEAVE),
    AnswerState.SAME: (AnswerTaking.LEAVE,),
    AnswerState.DIFFERS: (AnswerTaking.LEAVE, AnswerTaking.REPLACE, AnswerTaking.ADD),
    AnswerState.SEVERAL: (AnswerTaking.LEAVE, AnswerTaking.REPLACE, AnswerTaking.ADD),
    AnswerState.BESIDE: (AnswerTaking.LEAVE, AnswerTaking.ADD),
    AnswerState.REPLY: (AnswerTaking.TAKE, AnswerTaking.LEAVE),
    AnswerState.ACCEPTED: (AnswerTaking.CHANGED, AnswerTaking.LEAVE),
    AnswerState.REJECTED: (AnswerTaking.LEAVE, AnswerTaking.STANDS),
    AnswerState.OTHERWISE: (AnswerTaking.LEAVE, AnswerTaking.CHANGED, AnswerTaking.STANDS),
    AnswerState.HOMELESS: (AnswerTaking.LEAVE,),
}
"""The ways that a state leaves open; the first is taken unless a person decides otherwise."""
_BESIDE = {AnswerPlace.BESIDE, AnswerPlace.SAME_WORDS}
"""The places of words that may be an answer or not."""
_OF_OUTCOME = {
    ProposalOutcome.ACCEPTED: AnswerState.ACCEPTED,
    ProposalOutcome.REJECTED: AnswerState.REJECTED,
    ProposalOutcome.OTHERWISE: AnswerState.OTHERWISE,
}
_RESOLUTIONS = {
    AnswerTaking.CHANGED: Resolution.CHANGED,
    AnswerTaking.STANDS: Resolution.STANDS,
}


@dataclass(frozen=True, slots=True)
class PlannedAnswer:
    """Words that came home, with their outcome.

    ``found`` is ``None`` for a proposed wording, of which ``proposal`` is the outcome. ``why`` says
    why words have no home. ``quote`` are the words of the claim.
    """

    index: int
    state: AnswerState
    taking: AnswerTaking
    found: FoundAnswer | None = None
    claim: Claim | None = None
    query: Query | None = None
    proposal: ProposalFound | None = None
    quote: str = ""
    why: str = ""

    @property
    def options(self) -> tuple[AnswerTaking, ...]:
        """The ways in which the words can be taken over."""
        return _OPTIONS[self.state]

    @property
    def is_taken(self) -> bool:
        """Whether any row comes of it."""
        return self.taking is not AnswerTaking.LEAVE

    @property
    def asks(self) -> bool:
        """Whether a person has to decide, and has not."""
        undecided = {AnswerState.DIFFERS, AnswerState.SEVERAL, AnswerState.BESIDE}
        return not self.is_taken and self.state in undecided


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """The plan of taking over words that came home in a file.

    ``notes`` are sentences on what is in the file, and of which no row can come. ``headings`` are
    those of the articles, by their ids.
    """

    answered: AnsweredFile
    items: tuple[PlannedAnswer, ...]
    notes: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def taken(self) -> tuple[PlannedAnswer, ...]:
        """The items of which a row comes."""
        return tuple(item for item in self.items if item.is_taken)

    @property
    def homeless(self) -> tuple[PlannedAnswer, ...]:
        """The words that have no home."""
        return tuple(item for item in self.items if item.state is AnswerState.HOMELESS)

    def with_taking(self, index: int, taking: AnswerTaking) -> "AnswerPlan":
        """Return the plan with another decision on an item; only one answer replaces another."""
        chosen = self.items[index]
        if taking not in chosen.options:
            return self

        def decided(item: PlannedAnswer) -> PlannedAnswer:
            if item.index == index:
                return replace(item, taking=taking)
            is_rival = item.query is not None and item.query == chosen.query
            if is_rival and taking is item.taking is AnswerTaking.REPLACE:
                return replace(item, taking=AnswerTaking.LEAVE)
            return item

        return replace(self, items=tuple(map(decided, self.items)))

    def deciding(self, taking: AnswerTaking) -> "AnswerPlan":
        """Return the plan with the same decision on each item that asks for one."""
        plan = self
        for item in self.items:
            if item.asks and taking in item.options:
                plan = plan.with_taking(item.index, taking)
        return plan


def read_file(path: Path) -> AnsweredFile:
    """Return the words that came home in a file.

    Raises:
        UnreadableFile: the system does not let it be read.
        NoAnswers, IntakeError: as ``read_answers``.
    """
    try:
        data = read_regular(path, LIMIT)
    except FileTooLarge as error:
        raise TooLarge(path.name, error.size, LIMIT) from error
    except OSError as error:
        raise UnreadableFile(path.name, error.strerror or str(error)) from error
    return read_answers(data, path.name)


def plan_answers(project: Project, file: AnsweredFile) -> AnswerPlan:
    """Return the plan for each answer of a file; no row is written."""
    homes = _Homes(project, file)
    decided = [*_decided(project, file, homes)]
    items = [*_answers(project, file, homes), *_proposals(decided)]
    numbered = tuple(
        replace(item, index=n, quote=_quote(project, item.claim)) for n, item in enumerate(items)
    )
    headings = {
        item.claim.article_id: project.articles.get(item.claim.article_id).heading
        for item in numbered
        if item.claim is not None
    }
    return AnswerPlan(file, numbered, tuple(_notes(file, homes, decided)), headings)


def bring_in(project: Project, plan: AnswerPlan, progress: Progress = unwatched) -> Outcome:
    """Take over all of a plan, as a single change.

    Raises:
        ChangedMeanwhile: an answer or a claim is no longer as it was when the plan was made.
        UnusableCharacters: words cannot be kept.
        InvalidValue: no checker is at work.
        Cancelled: ``progress`` asked to stop, and no row is changed.
        ProjectError: no row was written.
    """
    for item in plan.taken:
        if item.found is not None:
            check_usable(f"{item.found.words}{item.found.author}")
    with project.change("Bring in answers") as change:
        writing = _AnswerWriter(project, change)
        for done, item in enumerate(plan.taken):
            progress(done, len(plan.taken))
            writing.take(item)
        places = [item.claim for item in plan.taken if item.claim is not None]
        where = ChangePlace(places[0].article_id) if places else ChangePlace()
        if len(places) == 1:
            where = ChangePlace(places[0].article_id, places[0].id)
        number = count_of(len(plan.taken), "answer")
        change.describe(f"Bring in {number} from “{plan.answered.name}”", where)
    return change.outcome


# where answers belong


class _Homes:
    """The queries and claims that the references in a file mean."""

    def __init__(self, project: Project, file: AnsweredFile) -> None:
        kinds = HomeReferenceKind
        found = [*file.references, *(each.reference for each in file.answers if each.reference)]
        codes = {kind: {each.code for each in found if each.kind is kind} for kind in kinds}
        endings = codes[kinds.QUERY] | {each.mark[-8:] for each in file.answers if each.mark}
        self._queries: dict[str, list[Query]] = {}
        for query in project.people.queries_with_endings(endings):
            self._queries.setdefault(query.id[-8:], []).append(query)
        self._claims = project.claims.with_endings(codes[kinds.CLAIM])
        ids = {query.claim_id for each in self._queries.values() for query in each}
        self._of_queries = project.claims.find_many(ids)

    def query(self, found: FoundAnswer) -> tuple[Query | None, str]:
        """Return the query that an answer belongs to, or why it has none."""
        marked = self._marked(found.mark)
        if found.reference is None and found.place is AnswerPlace.SAME_WORDS:
            return None, "it may answer several questions at the same words"
        if found.reference is None and found.place is AnswerPlace.COMMENT:
            return None, "no question or comment of ours is at its words"
        if found.reference is None:
            return marked, "" if marked else "no reference is left at it"
        hits = self._queries.get(found.reference.code, [])
        if marked is not None and marked not in hits and hits:
            return None, "its reference and its bookmark name two questions"
        if marked is not None:
            return marked, ""
        return _only(hits, f"question {found.reference}")

    def claim(self, reference: HomeReference) -> tuple[Claim | None, str]:
        """Return the claim that a reference means, or why it means none."""
        return _only(self._claims.get(reference.code, []), f"claim {reference}")

    def claim_of(self, query: Query) -> Claim | None:
        """Return the claim of a query."""
        return self._of_queries.get(query.claim_id)

    def articles(self) -> list[str]:
        """Return the ids of the articles that the file is about."""
        claims = [*self._of_queries.values(), *(c for each in self._claims.values() for c in each)]
        return [*dict.fromkeys(claim.article_id for claim in claims)]

    def named(self, reference: HomeReference) -> str:
        """Return the claim or the question of a reference, in words."""
        if reference.kind is HomeReferenceKind.CLAIM:
            claim, _ = self.claim(reference)
            return f"Claim {claim.number}" if claim else f"Claim {reference}"
        query, _ = self.query(FoundAnswer("", AnswerPlace.REPLY, reference))
        claim = self.claim_of(query) if query else None
        return f"The query on claim {claim.number}" if claim else f"Question {reference}"

    def _marked(self, mark: str) -> Query | None:
        if not mark:
            return None
        identity = str(UUID(mark))
        return next((q for q in self._queries.get(mark[-8:], []) if q.id == identity), None)


_Record = TypeVar("_Record", Query, Claim)


def _only(hits: Sequence[_Record], called: str) -> tuple[_Record | None, str]:
    if len(hits) == 1:
        return hits[0], ""
    return None, f"{called} is {'not' if not hits else 'more than one'} in this project"


# the plan


def _answers(project: Project, file: AnsweredFile, homes: _Homes) -> Iterator[PlannedAnswer]:
    answers = _as_one(_since(project, file.answers, homes))
    told = [(found, *_home(found, homes)) for found in answers]
    several = _several(told)
    for found, query, claim, why in told:
        if query is not None:
            state = _state(found, query, several=query.id in several)
        elif claim is not None:
            state = _reply_state(project, claim, found)
        else:
            state = AnswerState.HOMELESS
        yield PlannedAnswer(0, state, _OPTIONS[state][0], found, claim, query, why=why)


def _since(
    project: Project, answers: Iterable[FoundAnswer], homes: _Homes
) -> Iterator[FoundAnswer]:
    """Yield the answers without the comments that stood in the file before it was given out.

    Programs keep their moments to the second, with a zone or without.
    """

    def told(author: str, at: str, words: str) -> tuple[str, str, str]:
        return author, at[:_SECOND], words.strip()

    versions = (v for each in homes.articles() for v in project.articles.versions(each))
    there = {
        told(each.author, each.at, each.words)
        for version in versions
        for each in project.articles.annotations_of(version.id)
        if each.kind is AnnotationKind.COMMENT
    }
    return (each for each in answers if told(each.author, each.at, each.words) not in there)


def _as_one(answers: Iterable[FoundAnswer]) -> list[FoundAnswer]:
    """Return the answers, of which all replies of a person to a query are one."""
    replies: dict[tuple[HomeReference, str], int] = {}
    found: list[FoundAnswer] = []
    for each in answers:
        at = len(found)
        if each.place is AnswerPlace.REPLY and each.reference is not None:
            is_answer = each.reference.kind is HomeReferenceKind.QUERY
            at = replies.setdefault((each.reference, each.author), at) if is_answer else at
        if at < len(found):
            found[at] = replace(each, words=f"{found[at].words}\n\n{each.words}")
        else:
            found.append(each)
    return found


def _home(found: FoundAnswer, homes: _Homes) -> tuple[Query | None, Claim | None, str]:
    if found.reference is not None and found.reference.kind is HomeReferenceKind.CLAIM:
        claim, why = homes.claim(found.reference)
        return None, claim, why
    query, why = homes.query(found)
    return query, homes.claim_of(query) if query else None, why


def _several(
    told: Iterable[tuple[FoundAnswer, Query | None, Claim | None, str]],
) -> frozenset[str]:
    """Return the ids of the queries for which a file has answers that differ."""
    words: dict[str, list[str]] = {}
    for found, query, _, _ in told:
        if query is not None and found.place not in _BESIDE:
            known = words.setdefault(query.id, [])
            if not any(is_same_answer(found.words, each) for each in known):
                known.append(found.words)
    return frozenset(identity for identity, each in words.items() if len(each) > 1)


def _state(found: FoundAnswer, query: Query, *, several: bool) -> AnswerState:
    if holds_answer(query.answer, found.words):
        return AnswerState.SAME
    if found.place in _BESIDE:
        return AnswerState.BESIDE
    if query.answer.strip():
        return AnswerState.DIFFERS
    return AnswerState.SEVERAL if several else AnswerState.NEW


def _reply_state(project: Project, claim: Claim, found: FoundAnswer) -> AnswerState:
    author = spell_name(found.author or WRITER)
    is_known = any(
        spell_name(each.author) == author and is_same_answer(each.body, found.words)
        for each in project.comments.of_claim(claim.id)
    )
    if is_known:
        return AnswerState.SAME
    return AnswerState.BESIDE if found.place in _BESIDE else AnswerState.REPLY


def _proposals(decided: Iterable[tuple[Claim, ProposalFound]]) -> Iterator[PlannedAnswer]:
    """Yield the proposed wordings that the writer decided on, and the desk has not."""
    for claim, found in decided:
        state = _OF_OUTCOME.get(found.outcome)
        resolution = claim.resolution
        if state is None or (state is not AnswerState.ACCEPTED and resolution is not None):
            continue
        if resolution is Resolution.CHANGED:
            continue
        taking = AnswerTaking.LEAVE if resolution is not None else _OPTIONS[state][0]
        yield PlannedAnswer(0, state, taking, claim=claim, proposal=found)


def _decided(
    project: Project, file: AnsweredFile, homes: _Homes
) -> Iterator[tuple[Claim, ProposalFound]]:
    if not file.accepted:
        return
    for article_id in homes.articles():
        version_id = _version_of(project, article_id, file.accepted)
        proposed = [c for c in project.claims.of_article(article_id) if c.proposed_wording.strip()]
        if not proposed:
            continue
        given = project.articles.text(version_id)
        returned = ReturnedText(given, file.accepted, file.rejected)
        for claim in proposed:
            wording = claim.proposed_wording.strip()
            spans = _spans(project, claim, version_id)
            changed = (_changed_line(span, given, wording) for span in spans)
            outcomes = [returned.outcome(*each) for each in changed if each is not None]
            if outcomes:
                yield claim, min(outcomes, key=lambda each: _GRAVITY.index(each.outcome))


def _changed_line(span: Span, given: str, wording: str) -> tuple[Span, str] | None:
    """Return the line of a claim that a wording changes, and how it reads then.

    It is ``None`` where several lines change, as no change is written over lines.
    """
    old, new = span.of(given).split("\n"), wording.split("\n")
    different = [n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other]
    if len(old) != len(new) or len(different) != 1:
        return None
    start = span.start + sum(len(line) + 1 for line in old[: different[0]])
    return Span(start, start + len(old[different[0]])), new[different[0]]


_GRAVITY = (
    ProposalOutcome.ACCEPTED,
    ProposalOutcome.UNDECIDED,
    ProposalOutcome.OTHERWISE,
    ProposalOutcome.REJECTED,
)
"""Of several places of a claim the first of these counts: a change may stand at one of them."""


def _version_of(project: Project, article_id: str, text: str) -> str:
    """Return the version whose paragraphs the text shares the most of, the newest of equal ones."""
    lines = {line.strip() for line in text.split("\n")}
    versions = project.articles.versions(article_id)

    def shared(version_id: str) -> int:
        own = {line.strip() for line in project.articles.text(version_id).split("\n")}
        return len(lines & own)

    best = max(versions, key=lambda version: (shared(version.id), version.number))
    return best.id


def _spans(project: Project, claim: Claim, version_id: str) -> list[Span]:
    places = [p for p in project.highlights.of_claim(claim.id) if p.version_id == version_id]
    return [place.span for place in outermost_highlights(places)]


def _notes(
    file: AnsweredFile, homes: _Homes, decided: Iterable[tuple[Claim, ProposalFound]]
) -> Iterator[str]:
    for reference in file.resolved[:_SINGLY]:
        yield f"{homes.named(reference)} was marked as resolved, without a reply."
    if more := len(file.resolved[_SINGLY:]):
        were = count_of(more, "more comment was", "more comments were")
        yield f"{were} marked as resolved, without a reply."
    left = sum(found.outcome is ProposalOutcome.UNDECIDED for _, found in decided)
    if left:
        are = count_of(left, "proposed wording is", "proposed wordings are")
        yield f"{are} neither accepted nor rejected yet."


def _quote(project: Project, claim: Claim | None) -> str:
    if claim is None:
        return ""
    quotes = [place.quote for place in project.highlights.current(claim.id)]
    return claim.statement or (quotes[0] if quotes else "")


# the change


class _AnswerWriter:
    """Writes answers, comments and resolutions within a change."""

    def __init__(self, project: Project, change: UnitOfWork) -> None:
        self._project = project
        self._change = change
        self._people = ImportWriter(project, change, project.author)
        self._written: dict[str, str] = {}

    def take(self, item: PlannedAnswer) -> None:
        """Write the row that comes of an item."""
        if item.claim is not None and item.taking in _RESOLUTIONS:
            self._resolve(item.claim, _RESOLUTIONS[item.taking])
        elif item.query is not None and item.found is not None:
            self._answer(item.query, item.found.words, adds=item.taking is AnswerTaking.ADD)
        elif item.claim is not None and item.found is not None:
            self._comment(item.claim, item.found)

    def _resolve(self, claim: Claim, resolution: Resolution) -> None:
        now = self._project.claims.find(claim.id)
        if now is None or now.resolution != claim.resolution:
            raise ChangedMeanwhile(f"Claim {claim.number}")
        self._change.claims.set(claim.id, {"resolution": resolution})

    def _answer(self, query: Query, words: str, *, adds: bool) -> None:
        try:
            now = self._project.people.query(query.id)
        except NotFound as error:
            raise ChangedMeanwhile(_called(query)) from error
        known = self._written.get(query.id, query.answer)
        if now.answer != known:
            raise ChangedMeanwhile(_called(query))
        if adds and known.strip():
            words = f"{known.rstrip()}\n\n{words}"
        self._change.queries.set(query.id, status_after_answering(now.status, words), words)
        self._written[query.id] = words

    def _comment(self, claim: Claim, found: FoundAnswer) -> None:
        if self._project.claims.find(claim.id) is None:
            raise ChangedMeanwhile(f"Claim {claim.number}")
        who = self._people.person(found.author or WRITER)
        moment = read_moment(found.at) if found.at else None
        at = kept_moment(moment) if moment else self._change.record.at
        self._change.comments.add(claim.id, who, found.words, at)


def _called(query: Query) -> str:
    return f"The query “{excerpt(query.question, _EXCERPT)}”"


def states_counted(plan: AnswerPlan) -> Counter[AnswerState]:
    """Return how many items of a plan there are of each state."""
    return Counter(item.state for item in plan.items)
