"""Random work on random drafts: no verdict holds where its author judged otherwise; none is lost.

The oracle knows the sentences of each draft from having made them, and asks the program nothing
about sentences: of each tag it remembers the words and the sentence that its author saw.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator.articles.model import Draft
from annotator.claims.service.claims import mark, note, tag
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.kernel.errors import SameText, UndoRefused
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.revisions.service.decisions import (
    accept_place,
    decided_placements,
    leave_on_old,
    open_placements,
)
from annotator.revisions.service.revision import add_version, plan_revision
from tests.projects import as_another, dump, make_article, make_project

_WORDS = "rivers bridges towers mayors councils budgets markets schools hospitals children".split()
_VERBS = "crossed counted closed painted opened followed measured".split()
_NUMBERS = count()
Sentences = tuple[str, ...]


def sentence(n: int) -> str:
    """Return a sentence that ends beyond doubt; of like numbers they share most words."""
    subject, verb, rest = _WORDS[n % 10], _VERBS[n % 7], _WORDS[(n // 3) % 10]
    return f"All {subject} {verb} about {n % 5 + 2} hundred {rest} yesterday."


def written(sentences: Sentences) -> str:
    return "".join(f"{one}{chr(10) * 2 if n % 4 == 3 else ' '}" for n, one in enumerate(sentences))


def _changed(one: str, n: int) -> str:
    words = one.split()
    at = n % (len(words) - 1)
    match n % 4:
        case 0:
            words.insert(at or 1, "never")
        case 1:
            words[at or 1] = _WORDS[n // 4 % 10]
        case 2 if len(words) > 4:
            del words[at or 1]
        case _:
            words[4] = str(n % 90 + 10)
    return " ".join(words)


def edited(sentences: Sentences, kind: int, n: int) -> Sentences:
    """Return sentences after an edit; ``kind`` and ``n`` are any numbers."""
    found = [*sentences]
    at, there = n % len(found), n // 7 % len(found)
    match kind % 6:
        case 0:
            found[at] = _changed(found[at], n)
        case 1:
            found.insert(there, found.pop(at))
        case 2:
            found.insert(there, found[at])
        case 3 if len(found) > 2:
            del found[at]
        case 4:
            found.insert(at, sentence(n))
        case _:
            first, second = found[at], found[(at + 1) % len(found)]
            found[at] = f"{first[:-1]}, and {second}"
    return tuple(found)


@dataclass
class Desk:
    """A project under work, and what the oracle knows of it."""

    project: Project
    versions: dict[int, Sentences]
    seen: dict[tuple[str, str], set[tuple[str, str]]] = field(default_factory=dict)
    """By tag and its moment the words and sentences on which it was given."""

    @property
    def article(self) -> str:
        return self.project.articles.page()[0].id

    @property
    def number(self) -> int:
        return self.project.articles.get(self.article).version.number

    def claims(self) -> list[str]:
        return [claim.id for claim in self.project.claims.of_article(self.article)]

    def places(self, claim_id: str) -> dict[int, set[tuple[str, str]]]:
        """Return the words of a claim with their sentences, by the number of the version."""
        numbers = {v.id: v.number for v in self.project.articles.versions(self.article)}
        found: dict[int, set[tuple[str, str]]] = {}
        for place in self.project.highlights.of_claim(claim_id):
            number = numbers[place.version_id]
            around = sentences_around(self.versions[number], place.span)
            # how words are spaced does not count
            found.setdefault(number, set()).add((" ".join(place.quote.split()), around))
        return found


def sentences_around(sentences: Sentences, span: Span) -> str:
    """Return the sentences that a stretch touches."""
    start, found = 0, []
    for n, one in enumerate(sentences):
        end = start + len(one)
        if start < span.end and span.start < end:
            found.append(one)
        start = end + (2 if n % 4 == 3 else 1)
    return " ".join(found)


Pick = tuple[int, int, int]


def do_mark(desk: Desk, pick: Pick) -> None:
    text = desk.project.articles.text(desk.project.articles.get(desk.article).version.id)
    start = pick[0] % (len(text) - 5)
    span = Span(start, min(len(text), start + 1 + pick[1] % 40))
    if span.of(text).strip():
        mark(desk.project, desk.project.articles.get(desk.article), span)


def do_tag(desk: Desk, pick: Pick) -> None:
    claims = desk.claims()
    if not claims:
        return
    claim_id = claims[pick[0] % len(claims)]
    window = as_another(desk.project, ("Anna", "Ben")[pick[1] % 2])
    verdict = [*Verdict][pick[2] % 3]
    places = desk.places(claim_id)
    tag(window, [claim_id], verdict, DisputeReason.MISLEADING)
    [own] = [t for t in window.tags.of_claims([claim_id]) if t.checker_id == window.author.id]
    desk.seen[own.id, own.tagged_at] = places[max(places)]
    window.close()


def do_note(desk: Desk, pick: Pick) -> None:
    claims = desk.claims()
    if claims:
        note(desk.project, desk.project.claims.get(claims[pick[0] % len(claims)]), f"n{pick[1]}")


def do_revise(desk: Desk, pick: Pick) -> None:
    sentences = desk.versions[desk.number]
    if pick[2] % 9 == 0 and desk.number > 1:
        sentences = desk.versions[1 + pick[0] % desk.number]
    else:
        for step in range(1 + pick[2] % 4):
            sentences = edited(sentences, pick[0] + step, pick[1] + 13 * step)
    plan = plan_revision(desk.project, desk.article, Draft(written(sentences)))
    try:
        add_version(desk.project, plan, sure=True)
    except SameText:
        return
    desk.versions[desk.number] = sentences


def do_accept(desk: Desk, pick: Pick) -> None:
    waiting = open_placements(desk.project, desk.article)
    if waiting:
        found = waiting[pick[0] % len(waiting)]
        spans = [proposal.span for proposal in found.proposals]
        if spans:
            accept_place(desk.project, found.id, spans[pick[1] % len(spans)])


def do_leave(desk: Desk, pick: Pick) -> None:
    waiting = open_placements(desk.project, desk.article)
    if waiting:
        leave_on_old(desk.project, waiting[pick[0] % len(waiting)].id)


def do_decide_again(desk: Desk, pick: Pick) -> None:
    decided = decided_placements(desk.project, desk.article)
    if decided:
        one = decided[pick[0] % len(decided)]
        text = written(desk.versions[desk.number])
        start = pick[1] % (len(text) - 20)
        if pick[2] % 2:
            leave_on_old(desk.project, one.id)
        else:
            accept_place(desk.project, one.id, Span(start, start + 15))


def do_undo_and_redo(desk: Desk, pick: Pick) -> None:
    """Take a few steps back, as far as nobody else built on them, and do all of them again."""
    before, undone = dump(desk.project), 0
    for _ in range(1 + pick[0] % 4):
        step = desk.project.to_undo()
        if step is None or step.label.startswith("Add “"):
            break
        try:
            desk.project.undo()
        except UndoRefused:
            break
        undone += 1
        check(desk)
    for _ in range(undone):
        desk.project.redo()
        check(desk)
    assert dump(desk.project) == before


ACTS: Sequence[Callable[[Desk, Pick], None]] = (
    *(do_mark, do_mark, do_tag, do_tag, do_note, do_revise, do_revise, do_accept),
    *(do_leave, do_decide_again, do_undo_and_redo),
)


def check(desk: Desk) -> None:
    """See that quotes agree with their texts, no verdict holds wrongly, and no claim is lost."""
    project, newest = desk.project, desk.number
    versions = {v.id: v for v in project.articles.versions(desk.article)}
    records = {
        r.claim_id: r
        for r in project.placements.of_version(
            next(i for i, v in versions.items() if v.number == newest)
        )
    }
    undecided = {*project.placements.undecided_claims(desk.article)}
    for claim_id in desk.claims():
        highlights = project.highlights.of_claim(claim_id)
        assert highlights
        for place in highlights:
            assert place.span.of(project.articles.text(place.version_id)) == place.quote
        places = desk.places(claim_id)
        assert newest in places or claim_id in records, "a claim is lost on the way"
        row = project.claims.row(claim_id)
        assert row is not None
        if row.standing in {Standing.UNTAGGED, Standing.OUTDATED, Standing.DIFFERING}:
            continue
        assert claim_id not in undecided, "a verdict holds while nobody has placed its claim"
        judged = places[max(places)]
        verdict = Verdict(row.standing.value)
        holding = [
            t
            for t in project.tags.of_claims([claim_id])
            if t.verdict is verdict and desk.seen[t.id, t.tagged_at] >= judged
        ]
        assert holding, (row.standing, judged, desk.seen)


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.integers(0, 400), min_size=3, max_size=9),
    st.lists(
        st.tuples(
            st.integers(0, len(ACTS) - 1),
            st.tuples(st.integers(0, 999), st.integers(0, 999), st.integers(0, 999)),
        ),
        min_size=4,
        max_size=22,
    ),
)
def test_no_verdict_holds_where_its_author_judged_otherwise(
    tmp_path: Path, numbers: list[int], acts: list[tuple[int, Pick]]
) -> None:
    sentences = tuple(sentence(n) for n in numbers)
    project = make_project(tmp_path / f"{next(_NUMBERS)}.factcheck")
    make_article(project, written(sentences))
    desk = Desk(project, {1: sentences})
    for act, pick in acts:
        ACTS[act](desk, pick)
        check(desk)
    do_undo_and_redo(desk, (3, 0, 0))
    project.close()
