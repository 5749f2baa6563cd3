"""What is saved again and again while somebody types is one step to take back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.claims.fields import Claim
from annotator.claims.service.claims import conclude, note, tag
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import UndoRefused
from annotator.project import Project
from tests.projects import Rows, dump, make_article, make_claim, state
from tests.storage.test_undo_sequences import new_project, reopened

some = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def statement(project: Project, claim: Claim) -> str:
    return project.claims.get(claim.id).statement


def test_a_sentence_saved_in_pieces_is_one_step(project: Project, claim: Claim) -> None:
    before = dump(project)
    for words in ("Crime", "Crime fell", "Crime fell by a third."):
        state(project, claim, words, "sitting 1")
    after = dump(project)
    project.undo()
    assert dump(project) == before
    project.redo()
    assert dump(project) == after
    assert project.to_redo() is None


def test_every_piece_is_on_disk_and_in_the_history(project: Project, claim: Claim) -> None:
    state(project, claim, "Crime", "sitting 1")
    state(project, claim, "Crime fell", "sitting 1")
    again = reopened(project)
    assert statement(again, claim) == "Crime fell"
    labels = [change.label for change in again.history.page()]
    assert labels.count("Statement of claim 1") == 2
    again.undo()
    assert statement(again, claim) == ""
    again.close()


def test_two_sittings_on_one_field_are_two_steps(project: Project, claim: Claim) -> None:
    state(project, claim, "Crime fell.", "sitting 1")
    state(project, claim, "Crime fell by half.", "sitting 2")
    project.undo()
    assert statement(project, claim) == "Crime fell."


def test_a_step_in_between_ends_a_sitting(project: Project, claim: Claim) -> None:
    state(project, claim, "Crime", "sitting 1")
    note(project, claim, "Ask.")
    state(project, claim, "Crime fell", "sitting 1")
    project.undo()
    assert statement(project, claim) == "Crime"


def test_what_somebody_else_wrote_in_between_is_not_taken_back(
    project: Project, claim: Claim, bens: Project
) -> None:
    state(project, claim, "Crime", "sitting 1")
    state(bens, claim, "Ben’s words.", "sitting 1")
    state(project, claim, "Crime fell", "sitting 1")
    project.undo()
    assert statement(project, claim) == "Ben’s words."


def test_what_somebody_else_wrote_since_stands_in_the_way_once(
    project: Project, claim: Claim, bens: Project
) -> None:
    state(project, claim, "Crime", "sitting 1")
    state(project, claim, "Crime fell", "sitting 1")
    state(bens, claim, "Ben’s words.")
    with pytest.raises(UndoRefused) as refusal:
        project.undo()
    assert str(refusal.value).count("“Statement of claim 1”") == 2


def test_words_that_were_typed_and_deleted_leave_no_step(project: Project, claim: Claim) -> None:
    note(project, claim, "Ask.")
    state(project, claim, "Crime", "sitting 1")
    state(project, claim, "", "sitting 1")
    step = project.to_undo()
    assert step is not None
    assert step.label == "Note on claim 1"
    project.undo()
    assert project.people.notes(claim.id) == []
    project.redo()
    assert [n.body for n in project.people.notes(claim.id)] == ["Ask."]


def test_going_on_after_an_undo_is_a_step_of_its_own(project: Project, claim: Claim) -> None:
    state(project, claim, "One", "sitting 1")
    project.undo()
    state(project, claim, "Two", "sitting 1")
    project.undo()
    assert statement(project, claim) == ""
    project.redo()
    assert statement(project, claim) == "Two"


def test_a_conclusion_typed_at_one_sitting_is_one_step(project: Project, claim: Claim) -> None:
    tag(project, [claim.id], Verdict.VERIFIED)
    before = dump(project)
    conclude(project, claim, "It", typing="sitting 1")
    conclude(project, claim, "It fell.", typing="sitting 1")
    project.undo()
    assert dump(project) == before


@some
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "a", "b"]), st.integers(0, 1), st.integers(1, 3)),
        min_size=1,
        max_size=15,
    ),
    st.lists(st.booleans(), max_size=8),
)
def test_undo_goes_from_sitting_to_sitting_whatever_is_typed(
    pieces: list[tuple[str, int, int]], ways: list[bool]
) -> None:
    """Each piece is words, the claim they are typed on, and the sitting."""
    with new_project() as project:
        article = make_article(project)
        claims = [make_claim(project, article, quote) for quote in ("Café", "crime")]
        states: list[Rows] = [dump(project)]
        last: tuple[int, int] | None = None
        for words, on, sitting in pieces:
            outcome = state(project, claims[on], words, f"{on} {sitting}")
            if not outcome.rows:
                continue
            if last != (on, sitting):
                states.append(dump(project))
            states[-1] = dump(project)
            last = on, sitting
            if states[-1] == states[-2]:  # all of this sitting is deleted again
                states.pop()
                last = None
        at = len(states) - 1
        for back in [*ways, *[True] * len(states)]:
            if back and at:
                project.undo()
                at -= 1
            elif not back and at < len(states) - 1:
                project.redo()
                at += 1
            assert dump(project) == states[at]
        assert list(project.findings()) == []
