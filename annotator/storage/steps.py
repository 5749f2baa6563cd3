"""The steps that can be taken back or done again: a change, or several of one stretch of typing."""

from dataclasses import dataclass

from annotator.kernel.changes import Change, RowChange
from annotator.storage.history import History
from annotator.storage.project_file import ProjectFile

_KEPT_FOREVER = {"texts", "contents"}
"""Large values are addressed by their hash and stay, so that a redo finds them again."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is taken back at once: changes that follow each other, and the newest of them."""

    newest: Change
    seqs: tuple[int, ...]


def step_to_undo(file: ProjectFile, checker_id: str | None) -> Step | None:
    """A person's newest step that can be taken back; anybody's, where no person is named."""
    seq = _newest_done(file, checker_id, None)
    while seq is not None:
        seqs = _typed_at_once(file, seq)
        # words that were typed and deleted again leave nothing to take back
        if len(seqs) == 1 or net_rows(History(file).rows_of(*seqs)):
            return Step(History(file).get(seq), seqs)
        seq = _newest_done(file, checker_id, seqs[0])
    return None


def _newest_done(file: ProjectFile, checker_id: str | None, before: int | None) -> int | None:
    who = "" if checker_id is None else "AND checker_id = :who"
    older = "" if before is None else "AND seq < :before"
    seq = file.value(
        f"""SELECT max(seq) FROM changes
        WHERE kind = 'do' AND undone_by IS NULL {who} {older}""",  # noqa: S608
        {"who": checker_id, "before": before},
    )
    return None if seq is None else int(seq)


def _typed_at_once(file: ProjectFile, seq: int) -> tuple[int, ...]:
    """The changes of one stretch of typing, with nothing in between, of which this is the last."""
    checker_id, typing = file.rows(
        "SELECT checker_id, target_id FROM changes WHERE seq = ?", [seq]
    )[0]
    if not typing:
        return (seq,)
    before = file.value(
        """SELECT seq FROM changes WHERE seq < ?
        AND (kind <> 'do' OR target_id <> ? OR checker_id <> ?) ORDER BY seq DESC LIMIT 1""",
        [seq, typing, checker_id],
    )
    rows = file.rows(
        "SELECT seq FROM changes WHERE seq > ? AND seq <= ? ORDER BY seq", [before or 0, seq]
    )
    return tuple(n for (n,) in rows)


def step_to_redo(file: ProjectFile, checker_id: str | None) -> Step | None:
    """The step that was taken back last, unless its person has gone on to another since."""
    who = "" if checker_id is None else "AND checker_id = ?"
    found = file.row(
        f"""SELECT undone_by, checker_id FROM changes WHERE undone_by IS NOT NULL {who}
        ORDER BY undone_by DESC LIMIT 1""",  # noqa: S608
        [] if checker_id is None else [checker_id],
    )
    if found is None:
        return None
    undone_by, person = found
    later = step_to_undo(file, person)
    if later and later.newest.seq > undone_by:
        return None
    rows = file.rows(
        "SELECT seq FROM changes WHERE checker_id = ? AND undone_by = ? ORDER BY seq",
        [person, undone_by],
    )
    return Step(History(file).get(rows[-1][0]), tuple(n for (n,) in rows))


def net_rows(rows: list[RowChange]) -> list[RowChange]:
    """One entry a row: its state before the changes and after them."""
    net: dict[tuple[str, str], RowChange] = {}
    for row in rows:
        first = net.get((row.table, row.row_id), row)
        net[row.table, row.row_id] = RowChange(row.table, row.row_id, first.before, row.after)
    return [r for r in net.values() if r.table not in _KEPT_FOREVER and r.before != r.after]
