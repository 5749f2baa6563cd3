"""The fields of a claim."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.claims import ErrorKind, Importance, Kind, Resolution, Status


class ClaimWords(StrEnum):
    """The fields of a claim in which somebody types."""

    STATEMENT = "statement"
    SPEAKER = "speaker"
    SAID_ON = "said_on"
    PROPOSED_WORDING = "proposed_wording"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement to be checked; ``number`` is stable within its article, from 1.

    ``statement`` is the claim in one's own words; empty while the quoted words say it all.
    ``said_on`` is kept as it was typed.
    """

    id: str
    article_id: str
    number: int
    statement: str
    speaker: str
    said_on: str
    kinds: tuple[Kind, ...]
    importance: Importance
    legal_risk: bool
    status: Status
    proposed_wording: str
    error_kind: ErrorKind | None
    resolution: Resolution | None
    created_at: str
