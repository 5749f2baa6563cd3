"""Whatever is done, undo takes it back step by step, and redo does it again."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.claims.service.claims import mark
from annotator.kernel.errors import NothingVisible
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.acts import ACTS, Act, Pick, add_article, sequences
from tests.kernel.texts import canonical_texts
from tests.projects import TEXT, Rows, dump, make_article, make_project, walk_back_and_forth

some = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def new_project() -> Iterator[Project]:
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "p.factcheck")
        yield project
        project.close()


def reopened(project: Project) -> Project:
    project.close()
    again = Project.open(project.path, clock=project._clock)
    again.checker = project.checker
    return again


def do(project: Project, sequence: Sequence[tuple[Act, Pick]]) -> list[Rows]:
    """The state before every step that made a difference, and after the last one."""
    add_article(project, (0, 0))
    states = [dump(project)]
    for act, pick in sequence:
        outcome = act(project, pick)
        if outcome and outcome.rows:
            states.append(dump(project))
    return states


def test_no_act_at_random_marks_white_space(project: Project) -> None:
    assert TEXT[75:76].isspace()
    add_article(project, (0, 0))
    for act in ACTS:
        act(project, (75, 0))


@some
@given(sequences)
def test_steps_are_undone_and_done_again_one_by_one(sequence: list[tuple[Act, Pick]]) -> None:
    with new_project() as project:
        states = do(project, sequence)
        walk_back_and_forth(project, states)
        assert (project.to_redo(), list(project.findings())) == (None, [])


@some
@given(sequences, st.integers(0, 20))
def test_closing_the_project_in_between_changes_nothing(
    sequence: list[tuple[Act, Pick]], steps: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "p.factcheck")
        states = do(project, sequence)
        steps = min(steps, len(states) - 1)
        for _ in range(steps):
            project.undo()
        project = reopened(project)
        assert dump(project) == states[len(states) - 1 - steps]
        for _ in range(steps):
            project.redo()
        assert dump(project) == states[-1]
        project.close()


@some
@given(sequences, st.lists(st.booleans(), min_size=2, max_size=12))
def test_going_back_and_forth_never_leaves_the_states_that_were(
    sequence: list[tuple[Act, Pick]], ways: list[bool]
) -> None:
    with new_project() as project:
        states = do(project, sequence)
        at = len(states) - 1
        for back in ways:
            if back and at:
                project.undo()
                at -= 1
            elif not back and at < len(states) - 1:
                project.redo()
                at += 1
            assert dump(project) == states[at]


@some
@given(canonical_texts, st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9)), max_size=8))
def test_highlights_in_any_script_survive_closing_and_opening(
    text: str, spans: list[tuple[int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "p.factcheck")
        article = make_article(project, text)
        for start, length in spans:
            first = start % len(text)
            with suppress(NothingVisible):
                mark(project, article, Span(first, min(len(text), first + length)))
        before = project.highlights.of_version(article.version.id)
        project = reopened(project)
        assert project.articles.text(article.version.id) == text
        assert project.highlights.of_version(article.version.id) == before
        assert all(h.quote == h.span.of(text) for h in before)
        assert list(project.findings()) == []
        project.close()
