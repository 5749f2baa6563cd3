"""Where claims stand, with all that others say of the same words."""

import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import permutations
from pathlib import Path
from random import Random
from shutil import copyfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.articles.model import Draft
from annotator.claims.fields import Claim
from annotator.claims.filters import ClaimFilter, ClaimOrder
from annotator.claims.highlights import Highlight
from annotator.claims.service import claims, places
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.review.rulings import Settlement
from annotator.review.service import rulings
from annotator.revisions.service import decisions, revision
from annotator.storage import standings as index
from tests.claims import standings as oracle
from tests.kernel.texts import moderate
from tests.projects import as_another, make_article, make_project

TEXT = "The mayor said on Monday that crime fell by a third since May. It rose, they say."


DRAFTS = (
    TEXT,
    f"Rain came. {TEXT}",
    TEXT.replace("crime fell", "crime never fell"),
    TEXT.replace("It rose, they say.", "It rose."),
    f"It rose, they say. {TEXT[:60]}",
    f"{TEXT}\n\n{TEXT}",
)
"""What an article becomes: as it was, with more before it, changed, cut, moved and doubled."""


class RandomHistory:
    """Acts of two people on an article, drawn at random."""

    def __init__(self, project: Project, chance: Random) -> None:
        self.project, self.chance = project, chance
        self.more: Sequence[Callable[[], None]] = ()
        editor = as_another(project, "Editor")
        # nobody of the others undoes it
        self.article = make_article(editor, TEXT)
        editor.close()
        self.people = [project, as_another(project, "Ben")]

    def act(self) -> None:
        """Do an act; a refused act leaves no trace."""
        acts = [self.mark] * 3 + [self.tag] * 4 + [self.settle, self.keep_apart] * 2
        acts += [self.move, self.remove, self.untag, self.undo, self.redo, self.join]
        acts += self.more
        with suppress(AnnotatorError, IndexError):
            self.chance.choice(acts)()

    def end(self) -> None:
        self.people[1].close()

    def mark(self) -> None:
        start = self.chance.choice([0, 4, 4, 10, 14, 18])
        span = Span(start, start + self.chance.choice([5, 6, 9, 20]))
        who = self._who()
        oracle.mark_apart(who, who.articles.get(self.article.id), span)

    def tag(self) -> None:
        verdict = self.chance.choice([*Verdict])
        claims.tag(self._who(), [self._claim().id], verdict, DisputeReason.MISLEADING)

    def untag(self) -> None:
        claims.untag(self._who(), [self._claim().id])

    def settle(self) -> None:
        said = Settlement(self.chance.choice([*Verdict]), DisputeReason.MISLEADING, why="So.")
        claim = self._claim()
        rulings.settle(self._who(), claim, self.project.tags.of_claims([claim.id]), said)

    def keep_apart(self) -> None:
        oracle.keep_apart(self.project, self._claim(), self._claim())

    def move(self) -> None:
        places.move_place(self._who(), self._place(), Span(*self.chance.choice([(0, 9), (4, 14)])))

    def remove(self) -> None:
        claims.remove(self._who(), [self._claim().id])

    def join(self) -> None:
        places.join(self._who(), self._claim(), self._claim())

    def revise(self) -> None:
        who = self._who()
        plan = revision.plan_revision(who, self.article.id, Draft(self.chance.choice(DRAFTS)))
        revision.add_version(who, plan, sure=True)

    def decide(self) -> None:
        opened = self.chance.choice(decisions.open_placements(self.project, self.article.id))
        places = opened.proposals
        if places and self.chance.random() < 0.6:
            decisions.accept_place(self._who(), opened.id, self.chance.choice(places).span)
        else:
            decisions.leave_on_old(self._who(), opened.id)

    def undo(self) -> None:
        self._who().undo()

    def redo(self) -> None:
        self._who().redo()

    def _who(self) -> Project:
        return self.chance.choice(self.people)

    def _claim(self) -> Claim:
        return self.chance.choice(self.project.claims.of_article(self.article.id))

    def _place(self) -> Highlight:
        version = self.project.articles.get(self.article.id).version
        return self.chance.choice(self.project.highlights.of_version(version.id))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    found = make_project(tmp_path / "p.factcheck")
    yield found
    found.close()


def in_index(project: Project) -> dict[str, Standing]:
    rows = project._file.rows("SELECT claim_id, standing FROM standings")
    return {claim_id: Standing(standing) for claim_id, standing in rows}


@pytest.mark.parametrize("seed", range(25))
def test_every_act_leaves_each_claim_where_it_stands(project: Project, seed: int) -> None:
    history = RandomHistory(project, Random(seed))
    for _ in range(30):
        history.act()
        assert in_index(project) == oracle.standings(project)
    assert index.is_sound(project._file.connection)
    history.end()


@pytest.mark.parametrize("many", [index._MANY, 0])
@pytest.mark.parametrize("seed", range(12))
def test_new_versions_leave_each_claim_where_it_stands(
    project: Project, seed: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_MANY", many)
    history = RandomHistory(project, Random(3000 + seed))
    for _ in range(12):
        history.act()
    history.more = [history.revise] * 3 + [history.decide] * 5
    for _ in range(30):
        history.act()
        assert in_index(project) == oracle.standings(project)
    assert [*project.findings()] == []
    history.end()


@pytest.mark.parametrize("seed", range(8))
def test_an_index_of_whole_articles_is_the_same(
    project: Project, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_MANY", 0)
    history = RandomHistory(project, Random(1000 + seed))
    for _ in range(30):
        history.act()
        assert in_index(project) == oracle.standings(project)
    history.end()


@pytest.mark.parametrize("seed", range(8))
def test_lists_filters_counts_and_text_say_the_same(project: Project, seed: int) -> None:
    history = RandomHistory(project, Random(2000 + seed))
    for _ in range(60):
        history.act()
    history.end()
    article, expected = history.article, oracle.standings(project)
    counted = Counter(expected.values())
    assert +Counter(project.tags.standings()) == counted
    assert +Counter(project.tags.standings(article.id)) == counted
    rows = project.claim_lists.rows(article.id, [*expected])
    assert {row.id: row.standing for row in rows} == expected
    for claim_id, standing in expected.items():
        row = project.claims.row(claim_id)
        assert row is not None
        assert row.standing is standing
    for standing in Standing:
        asked = ClaimFilter(standings=frozenset({standing}))
        found = project.claim_lists.entries(article.id, asked, ClaimOrder())
        assert {entry.id for entry in found} == {c for c, s in expected.items() if s is standing}
    painted = project.highlights.between(article.version.id, Span(0, len(TEXT)))
    assert all(place.standing is expected[place.claim_id] for place in painted)
    lanes = project.highlights.by_standing(article.version.id)
    assert {s: len(spans) for s, spans in lanes.items()} == {
        s: sum(place.standing is s for place in painted) for s in Standing
    }


Mark = index._Mark


def crossing(number: int) -> list[Mark]:
    """Places that all overlap by too little, of claims with other verdicts on either side."""
    ours = [Mark(n, number + 1, f"a{n}", "verified", stale=False) for n in range(number // 2)]
    return sorted(
        ours
        + [Mark(number, 2 * number + m.start, f"b{m.start}", "disputed", stale=False) for m in ours]
    )


def steps(marks: list[Mark]) -> int:
    """How many functions are called to find that no place contradicts another."""
    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        assert index._contradicted(marks, frozenset()) == set()
    finally:
        sys.setprofile(before)
    return calls


def test_work_on_places_that_overlap_by_too_little_grows_with_their_number_alone() -> None:
    assert steps(crossing(1600)) < 5 * steps(crossing(400))


places_of_claims = st.lists(
    st.builds(
        lambda start, length, *rest: Mark(start, start + length, *rest),
        st.integers(0, 20),
        st.integers(1, 12),
        st.sampled_from("abcdef"),
        st.sampled_from(["verified", "disputed", "unsupported"]),
        st.booleans(),
    ),
    max_size=9,
    unique=True,
).map(sorted)
pairs = st.sets(st.tuples(*[st.sampled_from("abcdef")] * 2).map(lambda p: (min(p), max(p))))


@moderate
@given(places_of_claims, pairs)
def test_the_contradicted_are_those_of_the_rule_word_for_word(
    marks: list[Mark], apart: set[tuple[str, str]]
) -> None:
    assert index._contradicted(marks, apart) == {
        one.claim
        for one, other in permutations(marks, 2)
        if one.claim != other.claim
        and one.held != other.held
        and not (one.stale and other.stale)
        and oracle.share(Span(one.start, one.end), Span(other.start, other.end))
        and (
            (one.start, one.end) == (other.start, other.end)
            or (min(one.claim, other.claim), max(one.claim, other.claim)) not in apart
        )
    }


def test_an_index_is_proved_while_another_program_gives_verdicts(
    project: Project, bens: Project, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_over = index.lay_over

    def slowly(connection: sqlite3.Connection) -> None:
        lay_over(connection)
        claims.tag(bens, [claim.id], Verdict.UNSUPPORTED)

    monkeypatch.setattr(index, "lay_over", slowly)
    assert [*project.findings()] == []
    assert project.tags.of_claims([claim.id])


def test_an_index_that_lies_is_found_and_made_anew(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p.factcheck")
    oracle.mark_apart(project, make_article(project, TEXT), Span(4, 9))
    project._file.connection.execute("UPDATE standings SET standing = 'verified'")
    assert [*project.findings()] == [
        "The index of where claims stand is damaged, so that lists may count them wrongly."
    ]
    project.close()
    # another user's program has not left it like this
    stranger = tmp_path / "stranger.factcheck"
    copyfile(tmp_path / "p.factcheck", stranger)
    opened = Project.open(stranger)
    assert set(in_index(opened).values()) == {Standing.UNTAGGED}
    assert [*opened.findings()] == []
    opened.close()
