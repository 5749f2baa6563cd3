"""Which claims a report shows."""

from annotator.claims.fields import Claim
from annotator.claims.model import Resolution
from annotator.claims.verdicts import Standing
from annotator.people.model import QueryStatus
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.claims import MENDED
from annotator.reports.service.claim_rows import ClaimRows
from annotator.reports.service.held_verdict import ruling_in_force, verdict_of

DECIDED = frozenset({Standing.VERIFIED, Standing.DISPUTED, Standing.UNSUPPORTED})
"""The standings of a claim that the public may read of."""


def is_shown(claim: Claim, row: ClaimRows, choices: ReportChoices) -> bool:
    """Whether the report holds the claim."""
    stands = verdict_of(row)[0]
    return (
        _has_its_kind(claim, row, stands, choices)
        and (not choices.standings or stands in choices.standings)
        and (not choices.only_settled or ruling_in_force(row) is not None)
        and (not choices.checker_id or choices.checker_id in {t.checker_id for t in row.tags})
    )


def is_asked(addressee: str, choices: ReportChoices) -> bool:
    """Whether queries to this person are asked for."""
    return choices.addressee is None or addressee == choices.addressee


def _has_its_kind(claim: Claim, row: ClaimRows, stands: Standing, choices: ReportChoices) -> bool:
    match choices.kind:
        case ReportKind.PUBLIC:
            # words that were cut before anybody could read them stay at the desk
            return stands in DECIDED and row.is_published
        case ReportKind.QUERIES:
            return any(
                query.status is QueryStatus.OPEN and is_asked(query.addressee, choices)
                for query in row.queries
            )
        case ReportKind.CORRECTIONS:
            kept = claim.resolution in {Resolution.STANDS, Resolution.OVERRULED}
            return (bool(claim.proposed_wording) and not kept) or claim.resolution in MENDED
        case ReportKind.INTERNAL:
            return True
        case ReportKind.PUBLISHED:
            return False
