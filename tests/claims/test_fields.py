"""What is said of a claim beside its verdict: a field a step."""

from collections.abc import Callable

import pytest

from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.model import ClaimKind, ClaimStatus, ErrorKind, Importance, Resolution
from annotator.claims.service import fields
from annotator.claims.service.claims import note, remove, tag
from annotator.claims.verdicts import Verdict
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import NotFound, UnusableCharacters
from annotator.project import Project
from tests.projects import dump

Do = Callable[[Project, Claim], Outcome]
FIELDS: list[tuple[str, object, str, Do]] = [
    *(
        (
            field.value,
            "So it is.",
            label,
            lambda p, c, field=field: fields.say(p, c, field, "So it is."),
        )
        for field, label in {
            ClaimWords.STATEMENT: "Statement of claim 1",
            ClaimWords.SPEAKER: "Speaker of claim 1",
            ClaimWords.SAID_ON: "Date of claim 1",
            ClaimWords.PROPOSED_WORDING: "Proposed wording of claim 1",
        }.items()
    ),
    (
        "status",
        ClaimStatus.WAITING,
        "Status of claim 1",
        lambda p, c: fields.set_status(p, [c.id], ClaimStatus.WAITING),
    ),
    (
        "kinds",
        (ClaimKind.NUMBER, ClaimKind.DATE),
        "Kinds of claim 1",
        lambda p, c: fields.set_kinds(p, c, [ClaimKind.DATE, ClaimKind.NUMBER, ClaimKind.DATE]),
    ),
    (
        "importance",
        Importance.CENTRAL,
        "Importance of claim 1",
        lambda p, c: fields.set_importance(p, c, Importance.CENTRAL),
    ),
    (
        "legal_risk",
        True,
        "Legal risk of claim 1",
        lambda p, c: fields.set_legal_risk(p, c, risk=True),
    ),
    (
        "error_kind",
        ErrorKind.CONTEXT,
        "Kind of error in claim 1",
        lambda p, c: fields.set_error_kind(p, c, ErrorKind.CONTEXT),
    ),
    (
        "resolution",
        Resolution.OVERRULED,
        "Resolution of claim 1",
        lambda p, c: fields.resolve(p, c, Resolution.OVERRULED),
    ),
]
by_field = pytest.mark.parametrize(
    ("field", "value", "label", "act"), FIELDS, ids=[field for field, *_ in FIELDS]
)


@by_field
def test_a_field_is_kept_under_its_own_name_and_can_be_taken_back(
    project: Project, claim: Claim, field: str, value: object, label: str, act: Do
) -> None:
    before = dump(project)
    outcome = act(project, claim)
    assert getattr(project.claims.get(claim.id), field) == value
    assert (outcome.change.label, outcome.change.place.claim_id) == (label, claim.id)
    assert act(project, claim).rows == {}
    project.undo()
    assert dump(project) == before


@by_field
def test_a_field_of_a_claim_that_is_gone_is_told(
    project: Project, claim: Claim, field: str, value: object, label: str, act: Do
) -> None:
    remove(project, [claim.id])
    with pytest.raises(NotFound):
        act(project, claim)
    assert project.history.page()[0].label == "Remove claim 1", (field, value, label)


def test_what_is_open_again_is_kept_so(project: Project, claim: Claim) -> None:
    fields.resolve(project, claim, Resolution.CUT)
    fields.set_error_kind(project, claim, ErrorKind.NAME)
    fields.set_kinds(project, claim, [ClaimKind.IMAGE])
    fields.resolve(project, claim, None)
    fields.set_error_kind(project, claim, None)
    fields.set_kinds(project, claim, [])
    found = project.claims.get(claim.id)
    assert (found.resolution, found.error_kind, found.kinds) == (None, None, ())


def test_a_status_set_by_hand_is_undone_though_somebody_else_tagged_the_claim(
    project: Project, claim: Claim, bens: Project
) -> None:
    tag(bens, [claim.id], Verdict.VERIFIED)
    fields.set_status(project, [claim.id], ClaimStatus.OPEN)
    fields.set_status(project, [claim.id], ClaimStatus.CHECKED)
    project.undo()
    assert project.claims.get(claim.id).status is ClaimStatus.OPEN


def test_what_is_no_text_is_refused(project: Project, claim: Claim) -> None:
    with pytest.raises(UnusableCharacters):
        fields.say(project, claim, ClaimWords.SPEAKER, "\x00")


def test_speakers_are_offered_once_each(project: Project, claim: Claim) -> None:
    fields.say(project, claim, ClaimWords.SPEAKER, "Inés Calder")
    note(project, claim, "Nothing to do with it.")
    assert project.claims.speakers() == ["Inés Calder"]
