"""Claims: statements to be checked, with the state of the work on them."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.claims.house_rules import HouseRule
from annotator.claims.verdicts import Standing


class ClaimStatus(StrEnum):
    """How far the work on a claim is; never mixed with the verdict."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    WAITING = "waiting for reply"
    CHECKED = "checked"


class Resolution(StrEnum):
    """The outcome for the wording of a claim."""

    STANDS = "stands"
    CHANGED = "changed"
    ATTRIBUTED = "attributed"
    HEDGED = "hedged"
    CUT = "cut"
    OVERRULED = "overruled"


class ClaimKind(StrEnum):
    """The part of a claim that can be wrong; a claim may be of several kinds."""

    NUMBER = "number"
    NAME = "name"
    QUOTATION = "quotation"
    DATE = "date"
    PLACE = "place"
    CAUSE = "cause"
    SUPERLATIVE = "superlative"
    IMAGE = "image"
    OTHER = "other"


class ErrorKind(StrEnum):
    """The kind of error in a wording for which another is proposed."""

    NUMBER = "number"
    NAME = "name"
    QUOTATION = "quotation"
    DATE = "date"
    PLACE = "place"
    ATTRIBUTION = "attribution"
    CONTEXT = "context"
    SPELLING = "spelling"
    OTHER = "other"


class Importance(StrEnum):
    """How much hangs on a claim; kept in the file as 0, 1 and 2."""

    ORDINARY = "ordinary"
    HIGH = "high"
    CENTRAL = "central"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """The row of a claim in a list; ``words`` are its statement, or else its first quote."""

    id: str
    number: int
    words: str
    status: ClaimStatus
    standing: Standing


@dataclass(frozen=True, slots=True)
class ListedClaim(ClaimRow):
    """The row of a claim in a wide list.

    ``evidence`` is how many pieces there are, ``rules`` the house rules that any of its tags does
    not keep, and ``checkers`` the names of the checkers who tagged it.
    """

    speaker: str
    kinds: tuple[ClaimKind, ...]
    importance: Importance
    legal_risk: bool
    evidence: int
    rules: tuple[HouseRule, ...]
    checkers: tuple[str, ...]


def status_after_tagging(status: ClaimStatus, *, tags_left: int) -> ClaimStatus:
    """The status once a tag was set (or taken off, with ``tags_left`` remaining).

    A tag means that the claim was checked, and none left that it is open again; a claim that
    waits for a reply goes on waiting, since only a person knows whether it came.
    """
    if status is ClaimStatus.WAITING:
        return status
    if tags_left:
        return ClaimStatus.CHECKED
    return ClaimStatus.OPEN if status is ClaimStatus.CHECKED else status
