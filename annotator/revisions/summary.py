"""What a new version makes of the claims of its article, in sentences for window and terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator

from annotator.kernel.wording import count_of, form_for
from annotator.revisions.model import Placing
from annotator.revisions.plan import PlannedPlace, RevisionPlan

_DOUBTS = {
    Placing.SENTENCE_CHANGED: ("the sentence changed", "in a changed sentence"),
    Placing.CHANGED: ("the words changed", "with other words"),
    Placing.AMBIGUOUS: ("several places fit", "at several places"),
}
"""Why a claim needs a look: where all do for this reason, and among other reasons."""
_LEFT = "left"
_FROM_BEST = (Placing.SAME, _LEFT, Placing.GONE, *_DOUBTS)


def plan_told(plan: RevisionPlan) -> str:
    """Return how many claims stand as before, need a look, and are cut."""
    if plan.is_newest_text:
        return f"This is the text of version {plan.older.number} already. There is nothing to add."
    if not plan.places:
        return f"Version {plan.older.number} has no claims to carry over."
    return " ".join(_sentences(plan.places))


def _sentences(places: Iterable[PlannedPlace]) -> Iterator[str]:
    """Yield a sentence on each part of the claims; a claim counts by the worst of its places."""
    worst: dict[int, str] = {}
    moved: dict[int, bool] = {}
    for each in places:
        number, found = each.place.claim_number, _LEFT if each.stays_left else each.placing
        worst[number] = max(worst.get(number, Placing.SAME), found, key=_FROM_BEST.index)
        moved[number] = moved.get(number, False) or each.placement.moved
    counts = Counter(worst.values())
    if counts[Placing.SAME]:
        where = sum(moved[n] for n, placing in worst.items() if placing == Placing.SAME)
        as_before = count_of(counts[Placing.SAME], "claim stands", "claims stand")
        yield f"{as_before} as before{f' ({where:,} moved)' if where else ''}."
    doubts = {kind: counts[kind] for kind in _DOUBTS if counts[kind]}
    if doubts:
        total = sum(doubts.values())
        subject = f"{total:,}" if counts[Placing.SAME] else count_of(total, "claim")
        yield f"{subject} {form_for(total, 'needs', 'need')} a look: {_reasons(doubts)}."
    for kind, one, many in ((Placing.GONE, "is cut", "are cut"), (_LEFT, "stays", "stay")):
        if counts[kind]:
            alone = set(counts) == {kind}
            subject = count_of(counts[kind], "claim") if alone else f"{counts[kind]:,}"
            where_left = " on an older version" if kind == _LEFT else ""
            yield f"{subject} {form_for(counts[kind], one, many)}{where_left}."


def _reasons(doubts: dict[Placing, int]) -> str:
    if len(doubts) == 1:
        return _DOUBTS[next(iter(doubts))][0]
    return ", ".join(f"{number:,} {_DOUBTS[kind][1]}" for kind, number in doubts.items())
