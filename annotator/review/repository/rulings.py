"""Rulings as rows: at most one a claim."""

import json
from collections.abc import Sequence

from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.codes import read_word
from annotator.review.rulings import Ruling, Settlement
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import ruling_id
from annotator.storage.project_file import ProjectFile, Row

_RULING = """SELECT r.id, r.claim_id, r.checker_id, p.name, r.verdict, r.reason, r.conclusion,
    r.why, r.settles, r.ruled_at FROM rulings r JOIN checkers p ON p.id = r.checker_id"""


class RulingWriter:
    """Write the rulings on claims within one change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def set(self, ruling: Ruling) -> None:
        """Set the ruling on a claim, the first or another; the log keeps the one before."""
        identity, said, writer = ruling_id(ruling.claim_id), ruling.settled, self._writer
        row = {
            "checker_id": ruling.checker_id,
            "verdict": said.verdict.value,
            "reason": said.reason.value if said.reason else None,
            "conclusion": said.conclusion,
            "why": said.why,
            # ordered, so that the same tags are always the same words
            "settles": json.dumps(dict(sorted(ruling.settles.items())), separators=(",", ":")),
        }
        if writer.file.value("SELECT 1 FROM rulings WHERE id = ?", [identity]) is None:
            whole = {"id": identity, "claim_id": ruling.claim_id, **row}
            writer.insert("rulings", {**whole, "ruled_at": ruling.ruled_at})
        elif writer.update("rulings", identity, row):
            writer.update("rulings", identity, {"ruled_at": ruling.ruled_at})

    def remove(self, claim_id: str) -> None:
        """Remove the ruling on a claim."""
        self._writer.delete("rulings", ruling_id(claim_id))


class RulingRepository:
    """The rulings of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def of_claims(self, claim_ids: Sequence[str]) -> dict[str, Ruling]:
        """The rulings on these claims, by the claim's id."""
        rows = self._file.rows(
            f"{_RULING} WHERE r.claim_id IN (SELECT value FROM json_each(?))",
            [json.dumps([*claim_ids])],
        )
        return {ruling.claim_id: ruling for ruling in map(_ruling, rows)}


def _ruling(row: Row) -> Ruling:
    identity, claim_id, checker_id, checker, verdict, reason, conclusion, why, settles, at = row
    how = read_word(DisputeReason, reason) if reason else None
    settled = Settlement(read_word(Verdict, verdict), how, conclusion, why)
    return Ruling(identity, claim_id, checker_id, checker, settled, json.loads(settles), at)
