"""What comes home in a file, in the words of the window and of the command line."""

from collections.abc import Iterator

from annotator.appearance import label
from annotator.kernel.moments import day_of
from annotator.kernel.wording import count_of, day_in_words
from annotator.manuscripts.answers import AnswerPlace
from annotator.manuscripts.service.answers import (
    AnswerPlan,
    AnswerState,
    AnswerTaking,
    PlannedAnswer,
    states_counted,
)

_BECOMES = {
    AnswerTaking.TAKE: "Answer to the query",
    AnswerTaking.REPLACE: "Replaces the answer",
    AnswerTaking.ADD: "Added to the answer",
    AnswerTaking.CHANGED: "Resolution: changed",
    AnswerTaking.STANDS: "Resolution: stands",
}
_COUNTED = {
    AnswerState.NEW: ("new answer", "new answers"),
    AnswerState.REPLY: ("reply to a comment", "replies to comments"),
    AnswerState.SAME: ("answer already here", "answers already here"),
    AnswerState.DIFFERS: ("answer that differs", "answers that differ"),
    AnswerState.SEVERAL: ("answer among several", "answers among several"),
    AnswerState.BESIDE: ("remark beside a question", "remarks beside questions"),
    AnswerState.ACCEPTED: ("accepted wording", "accepted wordings"),
    AnswerState.REJECTED: ("wording not taken", "wordings not taken"),
    AnswerState.OTHERWISE: ("wording of the writer’s own", "wordings of the writer’s own"),
    AnswerState.HOMELESS: ("answer without a home", "answers without a home"),
}


def where(plan: AnswerPlan, item: PlannedAnswer) -> str:
    """Return the claim of an item, and the article where the file is about several."""
    if item.claim is None:
        return f"No home: {item.why}" if item.why else "No home"
    article = plan.headings.get(item.claim.article_id, "")
    named = f", “{article}”" if len(plan.headings) > 1 and article else ""
    return f"Claim {item.claim.number}{named}"


def asked(item: PlannedAnswer) -> str:
    """Return the question of an item, the words of its claim, or why it has no home."""
    if item.claim is None:
        return f"{item.why[:1].upper()}{item.why[1:]}"
    if item.query is not None:
        return item.query.question
    if item.proposal is not None and item.claim is not None:
        return f"Proposed: {item.claim.proposed_wording}"
    return item.quote


def today(item: PlannedAnswer) -> str:
    """Return what the project has today: the answer, or the wording that was proposed about."""
    if item.query is not None:
        return item.query.answer
    return item.quote if item.proposal is not None else ""


def found_words(item: PlannedAnswer) -> str:
    """Return the words in the file."""
    if item.proposal is not None:
        return item.proposal.words or "The words are gone."
    return item.found.words if item.found is not None else ""


def by_whom(item: PlannedAnswer) -> str:
    """Return who answered, where and when: “Jo Writer, in a reply, 3 March 2026, resolved”."""
    found = item.found
    if found is None:
        return "in the text"
    addressee = item.query.addressee if item.query is not None else ""
    on = day_in_words(day_of(found.at)) if found.at else ""
    place = "" if found.place is AnswerPlace.ROOM else found.place.value
    done = "resolved" if found.resolved else ""
    return ", ".join(filter(None, (found.author or addressee, place, on, done)))


def becomes(item: PlannedAnswer) -> str:
    """Return in words what becomes of an item."""
    if not item.is_taken:
        return f"{label(item.state)}: decide" if item.asks else _left(item)
    if item.query is None and item.found is not None:
        return "Comment on the claim"
    return _BECOMES[item.taking]


def _left(item: PlannedAnswer) -> str:
    is_known = item.state in {AnswerState.SAME, AnswerState.HOMELESS}
    return label(item.state) if is_known else f"{label(item.state)}: left"


def plan_told(plan: AnswerPlan) -> str:
    """Return what is in a plan in numbers: “3 new answers, 1 answer without a home”."""
    counts = states_counted(plan)
    said = [count_of(counts[state], *names) for state, names in _COUNTED.items() if counts[state]]
    return ", ".join(said) or "No answers"


def left_told(plan: AnswerPlan) -> Iterator[str]:
    """Return a line for each item of which nothing comes, and the notes of the file."""
    for item in plan.items:
        if not item.is_taken and item.state is not AnswerState.SAME:
            yield f"{becomes(item)}: {where(plan, item)}: {' '.join(found_words(item).split())}"
    yield from plan.notes
