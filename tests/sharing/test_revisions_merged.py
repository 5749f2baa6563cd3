"""New versions in two files of one project: the same text is one version, and no work is lost."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator.articles.model import Article, Draft
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.verdicts import Standing, Verdict
from annotator.kernel.changes import Outcome
from annotator.project import Project
from annotator.revisions.model import PlaceOutcome
from annotator.revisions.service import decisions, revision
from annotator.sharing.packages import Contents
from annotator.sharing.row_merge import Side
from annotator.sharing.service import merge, packages
from tests.acts import Pick
from tests.projects import TEXT, dump, make_article, make_claim, make_clock, make_project
from tests.sharing.merges import Move, all_to, copy, standing_twice, take, work

SAME, CHANGED = "It rose", "crime fell by a third"
DRAFT = TEXT.replace(CHANGED, "crime never fell by a third")
DRAFTS = (TEXT, DRAFT, f"Rain came. {TEXT}", f"{TEXT}\n\n{TEXT}", TEXT[:60])

some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
move = st.tuples(st.integers(0, 60), st.tuples(st.integers(0, 12), st.integers(0, 12)))
moves = st.lists(move, max_size=10)


def revise(project: Project, text: str = DRAFT) -> Outcome:
    article = article_of(project)
    plan = revision.plan_revision(project, article.id, Draft(text))
    return revision.add_version(project, plan, sure=True)


def decide(project: Project, pick: Pick = (0, 0)) -> Outcome | None:
    """Accept the first proposal for an open place, or leave the place on its version."""
    article = article_of(project)
    opened = decisions.open_placements(project, article.id)
    if not opened:
        return None
    chosen = opened[pick[0] % len(opened)]
    if chosen.proposals and pick[1] % 2 == 0:
        return decisions.accept_place(project, chosen.id, chosen.proposals[0].span)
    return decisions.leave_on_old(project, chosen.id)


ACTS = [lambda p, pick: revise(p, DRAFTS[pick[0] % len(DRAFTS)])] * 8 + [decide] * 8


@pytest.fixture
def annas(tmp_path: Path) -> Iterator[Project]:
    project = make_project(tmp_path / "anna.sqlite")
    article = make_article(project)
    for quote in (SAME, CHANGED):
        claims.tag(project, [make_claim(project, article, quote).id], Verdict.VERIFIED)
    yield project
    project.close()


@pytest.fixture
def bens(annas: Project, tmp_path: Path) -> Iterator[Project]:
    project = copy(annas, tmp_path / "ben.sqlite", "Ben")
    yield project
    project.close()


def article_of(project: Project) -> Article:
    return project.articles.numbered(1)


def claim_on(project: Project, quote: str) -> Claim:
    found = project.claims.of_article(article_of(project).id)
    return next(c for c in found if project.highlights.of_claim(c.id)[0].quote == quote)


def standing(project: Project, quote: str) -> Standing:
    row = project.claims.row(claim_on(project, quote).id)
    assert row is not None
    return row.standing


def numbers(project: Project) -> list[int]:
    return [version.number for version in project.articles.versions(article_of(project).id)]


def outcomes(project: Project) -> list[PlaceOutcome | None]:
    version = article_of(project).version
    return [record.outcome for record in project.placements.of_version(version.id)]


def is_in_order(project: Project) -> bool:
    """Whether versions are numbered from 1 on, and no place stands twice."""
    of_articles = [project.articles.versions(a.id) for a in project.articles.page()]
    ordered = all([v.number for v in vs] == [*range(1, len(vs) + 1)] for vs in of_articles)
    return ordered and not standing_twice(project) and [*project.findings()] == []


def test_the_same_text_brought_in_twice_is_one_version(annas: Project, bens: Project) -> None:
    revise(annas)
    revise(bens)
    planned = take(annas, bens)
    assert planned.conflicts == ()
    assert numbers(annas) == [1, 2]
    assert outcomes(annas) == [None]
    assert len(project_highlights(annas)) == 3
    assert is_in_order(annas)
    assert standing(annas, SAME) is Standing.VERIFIED
    assert standing(annas, CHANGED) is Standing.OUTDATED


def project_highlights(project: Project) -> list[str]:
    return [str(i) for (i,) in project._file.rows("SELECT id FROM highlights")]


def test_no_decision_gives_way_to_a_decision(annas: Project, bens: Project) -> None:
    revise(annas)
    revise(bens)
    decide(bens)
    was = copy(annas, annas.path.with_name("was.sqlite"))
    assert take(annas, bens).conflicts == ()
    assert take(bens, was).conflicts == ()
    for project in (annas, bens):
        assert outcomes(project) == [PlaceOutcome.PLACED]
        assert is_in_order(project)
    assert dump(annas) == dump(bens)
    was.close()


def test_the_same_decision_twice_is_one(annas: Project, bens: Project) -> None:
    for project in (annas, bens):
        revise(project)
        decide(project)
    assert take(annas, bens).conflicts == ()
    assert outcomes(annas) == [PlaceOutcome.PLACED]
    assert is_in_order(annas)


@pytest.mark.parametrize("side", [*Side])
def test_a_person_chooses_between_two_decisions(annas: Project, bens: Project, side: Side) -> None:
    for project in (annas, bens):
        revise(project)
    decide(annas)
    decide(bens, (0, 1))
    planned = merge.plan(annas, bens.path)
    assert planned.conflicts
    merge.merge(annas, planned, all_to(planned, side))
    placed = side is Side.MINE
    assert outcomes(annas) == [PlaceOutcome.PLACED if placed else PlaceOutcome.LEFT]
    assert len(project_highlights(annas)) == (4 if placed else 3)
    assert is_in_order(annas)


def test_a_version_that_was_taken_back_here_comes_with_the_other_file(
    annas: Project, bens: Project
) -> None:
    revise(annas)
    annas.undo()
    revise(bens)
    decide(bens)
    assert take(annas, bens).conflicts == ()
    assert numbers(annas) == [1, 2]
    assert outcomes(annas) == [PlaceOutcome.PLACED]
    assert dump(annas) == dump(bens)


def test_a_version_that_was_taken_back_after_a_merge_stays_in_the_other_file(
    annas: Project, bens: Project
) -> None:
    revise(bens)
    revise(annas)
    take(bens, annas)
    step = bens.to_undo()
    assert step is not None
    # of what both did alike the merge changed nothing here, since Ben came first
    assert step.label.startswith("Add version 2")
    bens.undo()
    assert numbers(bens) == [1]
    was = copy(bens, bens.path.with_name("was.sqlite"))
    decide(annas)
    assert take(annas, was).conflicts == ()
    assert take(bens, annas).conflicts == ()
    for project in (annas, bens):
        assert numbers(project) == [1, 2]
        assert outcomes(project) == [PlaceOutcome.PLACED]
        assert is_in_order(project)
    assert dump(annas) == dump(bens)
    was.close()


def test_other_texts_stand_one_behind_the_other(annas: Project, bens: Project) -> None:
    revise(annas)
    revise(bens, f"Rain came. {TEXT}")
    was = copy(annas, annas.path.with_name("was.sqlite"))
    take(annas, bens)
    take(bens, was)
    assert numbers(annas) == [1, 2, 3]
    assert dump(annas) == dump(bens)
    assert is_in_order(annas)
    was.close()


def test_a_verdict_on_the_older_version_holds_where_the_sentence_is_the_same(
    annas: Project, bens: Project
) -> None:
    for quote in (SAME, CHANGED):
        claims.tag(bens, [claim_on(bens, quote).id], Verdict.VERIFIED)
    revise(annas)
    take(annas, bens)
    assert standing(annas, SAME) is Standing.VERIFIED
    assert standing(annas, CHANGED) is Standing.OUTDATED
    decide(annas)
    assert standing(annas, CHANGED) is Standing.OUTDATED


@some
@given(before=moves, one=moves, two=moves)
def test_either_way_round_the_result_is_the_same(
    before: list[Move], one: list[Move], two: list[Move]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        annas = make_project(folder / "anna.sqlite")
        article = make_article(annas)
        for quote in (SAME, CHANGED, "4,000"):
            make_claim(annas, article, quote)
        work(annas, before, *ACTS)
        bens = copy(annas, folder / "ben.sqlite", "Ben")
        work(annas, one, *ACTS)
        work(bens, two, *ACTS)
        was = copy(annas, folder / "was.sqlite")
        take(annas, bens)
        take(bens, was)
        assert dump(annas) == dump(bens)
        assert is_in_order(annas)
        for project in (annas, bens, was):
            project.close()


@pytest.mark.parametrize("blind", [False, True])
def test_a_package_holds_all_versions_and_the_open_places(
    annas: Project, tmp_path: Path, *, blind: bool
) -> None:
    revise(annas)
    article = article_of(annas)
    target = tmp_path / "package.sqlite"
    packages.send_for_review(annas, target, Contents((article.id,), blind=blind))
    package = Project.open(target)
    assert numbers(package) == [1, 2]
    assert outcomes(package) == [None]
    assert len(project_highlights(package)) == 3
    assert [*package.findings()] == []
    package.close()


def test_a_reply_on_the_first_version_comes_after_the_second(
    annas: Project, tmp_path: Path
) -> None:
    target, back = tmp_path / "package.sqlite", tmp_path / "reply.sqlite"
    packages.send_for_review(annas, target, Contents((article_of(annas).id,), blind=True))
    colleagues = Project.open(target, clock=make_clock())
    colleagues.work_as("Ben")
    for quote in (SAME, CHANGED):
        claims.tag(colleagues, [claim_on(colleagues, quote).id], Verdict.UNSUPPORTED)
    packages.send_back(colleagues, back)
    colleagues.close()
    revise(annas)
    planned = merge.plan(annas, back)
    assert planned.conflicts == ()
    merge.merge(annas, planned, {})
    assert numbers(annas) == [1, 2]
    assert is_in_order(annas)
    # Anna's verdict and Ben's on the sentence that stayed differ; neither holds on the other
    assert standing(annas, SAME) is Standing.DIFFERING
    assert standing(annas, CHANGED) is Standing.OUTDATED
    decide(annas)
    assert standing(annas, CHANGED) is Standing.OUTDATED
