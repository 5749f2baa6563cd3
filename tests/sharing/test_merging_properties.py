"""Merging whatever was done, in whatever order: it always comes to the same."""

from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from annotator.project import Project
from annotator.sharing.service import merge
from tests.projects import dump, make_article, make_claim, make_project
from tests.sharing.merges import Move, copy, take, work

some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
move = st.tuples(st.integers(0, 60), st.tuples(st.integers(0, 12), st.integers(0, 12)))
moves, few = st.lists(move, max_size=8), st.lists(move, max_size=4)


def beginning(folder: Path) -> Project:
    project = make_project(folder / "anna.sqlite")
    article = make_article(project)
    for quote in ("crime fell by a third", "4,000", "It rose"):
        make_claim(project, article, quote)
    return project


def apart(
    folder: Path, before: list[Move], one: list[Move], two: list[Move]
) -> tuple[Project, Project]:
    """Anna's and Ben's files of one project, each with a history of its own after the first."""
    annas = beginning(folder)
    work(annas, before)
    bens = copy(annas, folder / "ben.sqlite", "Ben")
    work(annas, one)
    work(bens, two)
    return annas, bens


def close(*projects: Project) -> None:
    for project in projects:
        project.close()


@some
@given(before=moves, one=moves, two=moves)
def test_either_way_round_the_result_is_the_same(
    before: list[Move], one: list[Move], two: list[Move]
) -> None:
    with TemporaryDirectory() as folder:
        annas, bens = apart(Path(folder), before, one, two)
        as_it_was = copy(annas, Path(folder, "was.sqlite"))
        take(annas, bens)
        take(bens, as_it_was)
        assert dump(annas) == dump(bens)
        assert [*annas.findings()] == []
        close(annas, bens, as_it_was)


@some
@given(before=moves, one=moves, two=moves)
# Anna set a claim that she had tagged to open again, and Ben's tag came to it with the merge
@example(
    before=[
        (48, (11, 10)),
        (21, (3, 7)),
        (11, (11, 11)),
        (49, (6, 10)),
        (51, (7, 7)),
        (13, (4, 11)),
    ],
    one=[
        (8, (0, 5)),
        (6, (10, 11)),
        (40, (8, 5)),
        (16, (1, 2)),
        (29, (1, 4)),
        (58, (0, 9)),
        (24, (11, 0)),
        (9, (10, 6)),
    ],
    two=[
        (58, (9, 2)),
        (7, (5, 6)),
        (40, (11, 3)),
        (37, (8, 1)),
        (10, (11, 8)),
        (15, (8, 9)),
        (41, (12, 4)),
    ],
)
def test_merged_twice_nothing_changes_and_one_undo_takes_it_back(
    before: list[Move], one: list[Move], two: list[Move]
) -> None:
    with TemporaryDirectory() as folder:
        annas, bens = apart(Path(folder), before, one, two)
        was = dump(annas)
        take(annas, bens)
        merged = dump(annas)
        assert not merge.plan(annas, bens.path).changes_anything
        take(annas, bens)
        assert dump(annas) == merged
        step = annas.to_undo()
        if step is not None and step.label.startswith("Merge"):
            annas.undo()
            assert dump(annas) == was
            assert take(annas, bens).changes_anything
            assert dump(annas) == merged
        else:
            # a merge is no step only where there is nothing to take back
            assert merged == was
        close(annas, bens)


@settings(some, max_examples=10)
@given(before=moves, works=st.tuples(few, few, few))
def test_three_files_come_to_the_same_in_any_order(
    before: list[Move], works: tuple[list[Move], list[Move], list[Move]]
) -> None:
    with TemporaryDirectory() as folder:
        start = beginning(Path(folder))
        work(start, before)
        files = [copy(start, Path(folder, f"{n}.sqlite"), n) for n in ("Ben", "Cem", "Dia")]
        for project, history in zip(files, works, strict=True):
            work(project, history)
        results = []
        for number, order in enumerate(permutations(files)):
            into = copy(order[0], Path(folder, f"into {number}.sqlite"))
            # what people decide about conflicts may well depend on what they saw first
            decided = [take(into, other).conflicts for other in order[1:]]
            results.append(dump(into))
            assert [*into.findings()] == []
            into.close()
            assume(not any(decided))
        assert all(result == results[0] for result in results)
        close(start, *files)
