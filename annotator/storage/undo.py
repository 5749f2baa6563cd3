"""Undo and redo: the change log replayed backwards and forwards, as new changes.

A step is a change, or several changes of one stretch of typing. Changes that neither left a row
different nor decided a conflict are no step: undo passes over them, and they stay in the log.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.claims.model import ClaimStatus
from annotator.kernel.changes import Change, ChangeKind, Outcome, RowChange
from annotator.kernel.errors import NothingToUndo, RedoRefused, UndoRefused, UnsoundRow
from annotator.kernel.positions import Span
from annotator.schema.kinds import RefusedValue
from annotator.schema.tables import LOGGED
from annotator.storage import changes
from annotator.storage.changes import OpenChange
from annotator.storage.claim_words import take_words_of
from annotator.storage.history import History
from annotator.storage.log_triggers import agree, row_as_json
from annotator.storage.migrations.schema_0005 import JUDGING
from annotator.storage.place_sentences import sentence_at, with_sentences
from annotator.storage.project_file import ProjectFile

_KEPT_FOREVER = ("texts", "contents")
"""Large values are addressed by their hash and stay, so that a redo finds them again."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """The changes that are taken back at once, in sequence, and the newest of them."""

    newest: Change
    seqs: tuple[int, ...]


def step_to_undo(file: ProjectFile, checker_id: str | None) -> UndoStep | None:
    """A person's newest step that can be taken back; anybody's, where no person is named."""
    seq = _newest_done(file, checker_id, None)
    while seq is not None:
        seqs = _typed_at_once(file, seq)
        # words that were typed and deleted again, or a merge that only heard of changes, are none
        if _differs(file, seqs) or _decided(file, seq):
            return UndoStep(History(file).get(seq), seqs)
        seq = _newest_done(file, checker_id, seqs[0])
    return None


def _newest_done(file: ProjectFile, checker_id: str | None, before: int | None) -> int | None:
    who = "" if checker_id is None else "AND checker_id = :who"
    older = "" if before is None else "AND seq < :before"
    seq = file.value(
        f"""SELECT max(seq) FROM changes
        WHERE kind = 'do' AND undone_by IS NULL {who} {older}""",
        {"who": checker_id, "before": before},
    )
    return None if seq is None else int(seq)


def _typed_at_once(file: ProjectFile, seq: int) -> tuple[int, ...]:
    """Return the unbroken changes of a stretch of typing that ends with the change ``seq``."""
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


def _differs(file: ProjectFile, seqs: tuple[int, ...]) -> bool:
    """Return whether any row is another after changes than before them; see ``net_rows``."""
    # the rows may be many, and a menu asks after every step: the first that differs is enough
    found = file.value(
        f"""WITH step AS (SELECT value AS seq FROM json_each(:seqs)) SELECT 1 FROM change_rows f
        WHERE f.change_seq IN step AND f.tbl NOT IN {_KEPT_FOREVER}
        AND NOT EXISTS (SELECT 1 FROM change_rows e WHERE e.row_id = f.row_id AND e.tbl = f.tbl
            AND e.change_seq IN step AND e.n < f.n)
        AND f.before IS NOT (SELECT l.after FROM change_rows l WHERE l.row_id = f.row_id
            AND l.tbl = f.tbl AND l.change_seq IN step ORDER BY l.n DESC LIMIT 1)
        LIMIT 1""",
        {"seqs": json.dumps(seqs)},
    )
    return found is not None


def _decided(file: ProjectFile, seq: int) -> bool:
    """Return whether a change is a merge in which conflicts were decided.

    A decision is a cause of a row under the merge's own id; all other causes are changes elsewhere.
    """
    found = file.value(
        """SELECT 1 FROM causes d JOIN changes c ON c.seq = d.merge_seq AND c.id = d.change_id
        WHERE d.merge_seq = ? LIMIT 1""",
        [seq],
    )
    return found is not None


def step_to_redo(file: ProjectFile, checker_id: str | None) -> UndoStep | None:
    """The step that was taken back last, unless its person has gone on to another since."""
    who = "" if checker_id is None else "AND checker_id = ?"
    found = file.row(
        f"""SELECT undone_by, checker_id FROM changes WHERE undone_by IS NOT NULL {who}
        ORDER BY undone_by DESC LIMIT 1""",
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
    return UndoStep(History(file).get(rows[-1][0]), tuple(n for (n,) in rows))


def net_rows(rows: list[RowChange]) -> list[RowChange]:
    """Return one entry a row: its state before the changes and after them."""
    net: dict[tuple[str, str], RowChange] = {}
    for row in rows:
        first = net.get((row.table, row.row_id), row)
        net[row.table, row.row_id] = RowChange(row.table, row.row_id, first.before, row.after)
    return [r for r in net.values() if r.table not in _KEPT_FOREVER and r.before != r.after]


_REFUSED = {ChangeKind.UNDO: UndoRefused, ChangeKind.REDO: RedoRefused}

_SAME_NUMBER = {
    "articles": """SELECT o.id FROM articles t JOIN articles o
        ON o.number = t.number AND o.id <> t.id WHERE t.id = ?""",
    "claims": """SELECT o.id FROM claims t JOIN claims o ON o.article_id = t.article_id
        AND o.number = t.number AND o.id <> t.id WHERE t.id = ?""",
}


def to_undo(file: ProjectFile, checker_id: str | None) -> Change | None:
    """Return a checker's newest step that can be taken back; any checker's for ``None``.

    Of a step that was saved in several changes it is the newest change.
    """
    step = step_to_undo(file, checker_id)
    return step.newest if step else None


def to_redo(file: ProjectFile, checker_id: str | None) -> Change | None:
    """The step that was taken back last, unless its person has gone on to another since."""
    step = step_to_redo(file, checker_id)
    return step.newest if step else None


def undo(file: ProjectFile, checker_id: str | None, by: str, at: str) -> Outcome:
    """Take back the newest step of a checker, as a change of ``by``.

    Args:
        file: The project file.
        checker_id: The checker whose step it is; any checker's for ``None``.
        by: The id of the checker who undoes.
        at: The time in UTC, in ISO form.

    Raises:
        NothingToUndo: no step is left.
        UndoRefused: a later step of another checker stands on it.
    """
    step = step_to_undo(file, checker_id)
    if step is None:
        raise NothingToUndo
    return _replay(file, step, ChangeKind.UNDO, by, at)


def redo(file: ProjectFile, checker_id: str | None, by: str, at: str) -> Outcome:
    """Do again the step that was taken back last.

    Raises:
        NothingToUndo: no step was taken back.
        RedoRefused: another checker changed the same rows since.
    """
    step = step_to_redo(file, checker_id)
    if step is None:
        raise NothingToUndo("redo")
    return _replay(file, step, ChangeKind.REDO, by, at)


def _replay(file: ProjectFile, step: UndoStep, kind: ChangeKind, by: str, at: str) -> Outcome:
    label, newest = step.newest.label, step.newest
    try:
        with changes.change(file, label, by, at, kind=kind, target_id=newest.id) as under_way:
            under_way.describe(label, newest.place)
            # the step that is taken back names it, even where only decisions are taken back
            under_way.kept = True
            _apply(under_way, step, kind)
            undone_by = under_way.change.seq if kind is ChangeKind.UNDO else None
            for seq in step.seqs:
                file.execute("UPDATE changes SET undone_by = ? WHERE seq = ?", [undone_by, seq])
    except sqlite3.IntegrityError as error:
        raise _REFUSED[kind](label, _standing_on(file, step)) from error
    return under_way.outcome


def _apply(under_way: OpenChange, step: UndoStep, kind: ChangeKind) -> None:
    file, writer = under_way.writer.file, under_way.writer
    backwards, newest = kind is ChangeKind.UNDO, step.newest
    rows = net_rows(History(file).rows_of(*step.seqs))
    _check(file, rows)
    own_tags = {row.row_id for row in rows if row.table == "tags"}
    for row in reversed(rows) if backwards else rows:
        expected, wanted = (row.after, row.before) if backwards else (row.before, row.after)
        if _stays_checked(file, row, own_tags, newest.seq):
            continue
        if not agree(_current(file, row.table, row.row_id), expected):
            raise _REFUSED[kind](newest.label, _later(file, row.table, row.row_id, newest))
        if wanted is None:
            writer.delete(row.table, row.row_id)
        elif expected is None:
            writer.insert(row.table, wanted)
        else:
            writer.update(row.table, row.row_id, wanted)
    _take_sentences(under_way, rows)
    _take_words(under_way, rows)
    _check_numbers(under_way, newest, rows)


def _take_words(under_way: OpenChange, rows: Iterable[RowChange]) -> None:
    """Let judgements whose words an older log does not know take the words of their claims."""
    for row in rows:
        wanted = row.before if under_way.change.kind is ChangeKind.UNDO else row.after
        if row.table in JUDGING and wanted is not None and "given_on" not in wanted:
            under_way.writer.file.execute(f"{take_words_of(row.table)} AND id = ?", [row.row_id])


def _take_sentences(under_way: OpenChange, rows: Iterable[RowChange]) -> None:
    """Let places and judgements of an older log know the sentences that hold them."""
    writer, is_undo = under_way.writer, under_way.change.kind is ChangeKind.UNDO
    for row in rows:
        wanted = row.before if is_undo else row.after
        if wanted is None:
            continue
        if row.table == "highlights" and "sentence" not in wanted:
            place = Span(int(str(wanted["start"])), int(str(wanted["end"])))
            sentence = sentence_at(writer.file, str(wanted["version_id"]), place)
            writer.update("highlights", row.row_id, {"sentence": sentence})
        elif row.table in JUDGING and "given_on" in wanted:
            given_on = with_sentences(writer.file, str(wanted["given_on"]))
            writer.update(row.table, row.row_id, {"given_on": given_on})


def _check(file: ProjectFile, rows: Iterable[RowChange]) -> None:
    """Check that a project may hold the rows to be written, whoever has written the log."""
    try:
        for row in rows:
            if row.table not in LOGGED:
                raise RefusedValue(f"“{row.table[:60]}” is not a table of a project")
            for state in (row.before, row.after):
                if state is not None:
                    LOGGED[row.table].check_state(state)
    except RefusedValue as error:
        raise UnsoundRow(str(file.path), f"in its log something {error}") from error


def _stays_checked(file: ProjectFile, row: RowChange, own_tags: set[str], seq: int) -> bool:
    """Return whether a claim is checked with or without a tag: another was given on it since.

    Args:
        file: The project file.
        row: The claim before the step and after it.
        own_tags: The ids of the tags that the step wrote.
        seq: The newest change of the step.
    """
    if not own_tags or row.table != "claims" or row.before is None or row.after is None:
        return False
    if {**row.before, "status": ClaimStatus.CHECKED.value} != row.after:
        return False
    if not agree(_current(file, "claims", row.row_id), row.after):
        return False
    # a tag that was on it before the step left it as it was, and does so again
    later = file.rows(
        """SELECT r.row_id, r.before, min(r.n) FROM tags t
        JOIN change_rows r ON r.row_id = t.id AND r.tbl = 'tags'
        WHERE t.claim_id = ? AND r.change_seq > ? GROUP BY r.row_id""",
        [row.row_id, seq],
    )
    return any(
        not agree(_current(file, "tags", identity), json.loads(before or "null"))
        for identity, before, _ in later
        if identity not in own_tags
    )


def _current(file: ProjectFile, table: str, row_id: str) -> dict[str, object] | None:
    row = row_as_json("t", LOGGED[table].logged)
    state = file.value(f"SELECT {row} FROM {table} t WHERE id = ?", [row_id])
    return None if state is None else json.loads(state)


def _check_numbers(under_way: OpenChange, step: Change, rows: Iterable[RowChange]) -> None:
    """Refuse to bring back a claim or an article whose number another has by now."""
    file = under_way.writer.file
    for row in rows:
        came = row.table in _SAME_NUMBER and None in (row.before, row.after)
        taken = file.rows(_SAME_NUMBER[row.table], [row.row_id]) if came else []
        if taken:
            raise _REFUSED[under_way.change.kind](
                step.label, _later(file, row.table, taken[0][0], step)
            )


def _later(file: ProjectFile, table: str, row_id: str, step: Change) -> list[str]:
    """Return the labels of the later steps that hold a row as it is."""
    touched = """FROM change_rows r JOIN changes c ON c.seq = r.change_seq
        WHERE r.row_id = ? AND r.tbl = ? AND c.seq > ? AND c.target_id <> ?"""
    which = [row_id, table, step.seq, step.id]
    steps = file.rows(
        f"SELECT DISTINCT c.label {touched} AND c.kind = 'do' AND c.undone_by IS NULL", which
    )
    newest = f"SELECT c.label {touched} ORDER BY c.seq DESC LIMIT 1"
    return [label for (label,) in steps or file.rows(newest, which)]


def _standing_on(file: ProjectFile, step: UndoStep) -> list[str]:
    """Return the labels of the later steps whose rows refer to a row of this step."""
    found: dict[str, None] = {}
    for row in net_rows(History(file).rows_of(*step.seqs)):
        for table in LOGGED.values():
            for column in (c for c, to in table.references.items() if to == row.table):
                rows = f"SELECT id FROM {table.name} WHERE {column} = ?"
                for (identity,) in file.rows(rows, [row.row_id]):
                    found |= dict.fromkeys(_later(file, table.name, identity, step.newest))
    return list(found)
