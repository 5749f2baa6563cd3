"""Where claims stand, with all that others say of the same words."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from shutil import copyfile

import pytest

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
from annotator.storage import standings as index
from tests.claims import standings as oracle
from tests.projects import as_another, make_article, make_project

TEXT = "The mayor said on Monday that crime fell by a third since May. It rose, they say."


class RandomHistory:
    """Acts of two people on an article, drawn at random."""

    def __init__(self, project: Project, chance: Random) -> None:
        self.project, self.chance = project, chance
        editor = as_another(project, "Editor")
        # nobody of the others undoes it
        self.article = make_article(editor, TEXT)
        editor.close()
        self.people = [project, as_another(project, "Ben")]

    def act(self) -> None:
        """Do an act; a refused act leaves no trace."""
        acts = [self.mark] * 3 + [self.tag] * 4 + [self.settle, self.keep_apart] * 2
        acts += [self.move, self.remove, self.untag, self.undo, self.redo, self.join]
        with suppress(AnnotatorError, IndexError):
            self.chance.choice(acts)()

    def end(self) -> None:
        self.people[1].close()

    def mark(self) -> None:
        start = self.chance.choice([0, 4, 4, 10, 14, 18])
        span = Span(start, start + self.chance.choice([5, 6, 9, 20]))
        oracle.mark_apart(self._who(), self.article, span)

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

    def undo(self) -> None:
        self._who().undo()

    def redo(self) -> None:
        self._who().redo()

    def _who(self) -> Project:
        return self.chance.choice(self.people)

    def _claim(self) -> Claim:
        return self.chance.choice(self.project.claims.of_article(self.article.id))

    def _place(self) -> Highlight:
        return self.chance.choice(self.project.highlights.of_version(self.article.version.id))


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
