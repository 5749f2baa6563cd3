"""The acts that set fields of a claim: its statement, its speaker, its wording and more.

Every act is one change under the name of its field, and raises ``NotFound`` when the claim is
gone by now and ``ProjectError`` when the file cannot be written; then the project is unchanged.
"""

from collections.abc import Iterable, Sequence

from annotator.claims.fields import CLAIM_FIELDS, Claim, ClaimWords
from annotator.claims.model import ClaimKind, ClaimStatus, ErrorKind, Importance, Resolution
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import InvalidValue
from annotator.project import Project


def say(
    project: Project, claim: Claim, field: ClaimWords, words: str, *, typing: str = ""
) -> Outcome:
    """Set the words of a field in which a checker types; ``typing`` as for ``Project.change``.

    Raises:
        UnusableCharacters: the typed words cannot be kept.
    """
    check_usable(words)
    return _set(project, claim, field.value, words, typing)


def set_status(project: Project, claim_ids: Sequence[str], status: ClaimStatus) -> Outcome:
    """Set the status of the work on claims of an article.

    Raises:
        InvalidValue: each of them stays open, since a verdict on it was given on other words.
        NotFound: the only claim is gone; of several, a claim that is gone is left out.
    """
    label, of_many = CLAIM_FIELDS["status"].change, f"Status of {{}}: {status.value}"
    with project.change_on_claims(claim_ids, label, of_many) as (change, found):
        for claim in found:
            change.claims.set(claim.id, {"status": status})
        if found and status not in (project.claims.get(claim.id).status for claim in found):
            raise InvalidValue(
                f"Claim {found[0].number} stays open",
                "a verdict on it was given on other words. Let its author confirm it, or settle "
                "the claim",
            )
    return change.outcome


def add_kind(project: Project, claim_ids: Sequence[str], kind: ClaimKind) -> Outcome:
    """Add a kind to claims of an article, beside the kinds they have; raises as ``set_status``."""
    label, of_many = CLAIM_FIELDS["kinds"].change, f"Kind of {{}}: {kind.value}"
    with project.change_on_claims(claim_ids, label, of_many) as (change, found):
        for claim in found:
            kinds = tuple(k for k in ClaimKind if k is kind or k in claim.kinds)
            change.claims.set(claim.id, {"kinds": kinds})
    return change.outcome


def set_kinds(project: Project, claim: Claim, kinds: Iterable[ClaimKind]) -> Outcome:
    """Set the kinds of a claim, which say how it can be wrong; their order is always the same."""
    chosen = set(kinds)
    ordered = tuple(kind for kind in ClaimKind if kind in chosen)
    return _set(project, claim, "kinds", ordered)


def set_importance(project: Project, claim: Claim, importance: Importance) -> Outcome:
    """Say how much hangs on a claim."""
    return _set(project, claim, "importance", importance)


def set_legal_risk(project: Project, claim: Claim, *, risk: bool) -> Outcome:
    """Say whether a lawyer should see a claim."""
    return _set(project, claim, "legal_risk", risk)


def set_error_kind(project: Project, claim: Claim, kind: ErrorKind | None) -> Outcome:
    """Set the kind of error in the wording."""
    return _set(project, claim, "error_kind", kind)


def resolve(project: Project, claim: Claim, resolution: Resolution | None) -> Outcome:
    """Set the resolution of the wording; ``None`` while it is open."""
    return _set(project, claim, "resolution", resolution)


def _set(project: Project, claim: Claim, name: str, value: object, typing: str = "") -> Outcome:
    label = CLAIM_FIELDS[name].change
    with project.change_on(claim.id, label, typing=typing) as (change, _):
        change.claims.set(claim.id, {name: value})
    return change.outcome
