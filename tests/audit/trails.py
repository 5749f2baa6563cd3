"""The trail as tests read it."""

import json

from annotator.audit.model import TrailEntry, TrailFilter, TrailScope
from annotator.audit.service.reader import AuditReader
from annotator.claims.fields import Claim
from annotator.kernel.changes import Outcome
from annotator.project import Project
from annotator.storage import changes
from annotator.storage.changes import ChangeWriter


def trail(project: Project, asked: TrailFilter, limit: int = 100) -> list[TrailEntry]:
    """All of a trail, read page by page."""
    reading, found = AuditReader(asked), []
    while not reading.has_ended:
        page = reading.next(project, limit)
        assert len(page) <= limit
        found += page
    return found


def of_claim(project: Project, claim: Claim) -> list[str]:
    return [e.heading for e in trail(project, TrailFilter(TrailScope.CLAIM, claim.id))]


def last(project: Project, asked: TrailFilter | None = None) -> list[str]:
    return AuditReader(asked or TrailFilter()).next(project, 1)[0].sentences()


def write(project: Project, table: str, **row: object) -> Outcome:
    """A row of a table for which there is no act."""
    who = project.author.id
    with changes.change(project._file, f"Write {table}", who, project.now()) as under_way:
        under_way.writer.insert(table, row)
    return under_way.outcome


def hear(project: Project, claim: Claim, *labels: str) -> int:
    """Merge by hand: Cleo's changes of another file, a note each; the ``seq`` of the merge."""
    with project.change("Merge “cleo.sqlite”") as under_way:
        seq = under_way.record.seq
        note = {
            "claim_id": claim.id,
            "checker_id": "cleo",
            "created_at": "2026-01-05T09:00:00.000Z",
        }
        under_way.writer.insert("checkers", {"id": "cleo", "name": "Cleo"})
        under_way.writer.insert("notes", {"id": "n0", "body": labels[-1], **note})
        tell(under_way.writer, seq, claim, labels, note)
    return seq


def tell(
    writer: ChangeWriter, seq: int, claim: Claim, labels: tuple[str, ...], note: dict[str, str]
) -> None:
    file, state = writer.file, None
    file.execute("INSERT INTO merges VALUES (?, 'cleo.sqlite', 9, 'last')", [seq])
    for n, label in enumerate(labels):
        file.execute(
            "INSERT INTO heard_changes VALUES (?, 'do', ?, 'cleo', 'Cleo', ?, ?, ?, ?)",
            [f"h{n}", label, f"2026-01-05T09:00:00.{n:03}Z", claim.article_id, claim.id, seq],
        )
        after = json.dumps({**note, "id": "n0", "body": label})
        file.execute(
            "INSERT INTO heard_rows (change_id, tbl, row_id, before, after)"
            " VALUES (?, 'notes', 'n0', ?, ?)",
            [f"h{n}", state, after],
        )
        state = after
