"""Another project's file, only read: its rows are proved sound before any is taken over.

No byte is written to the file or beside it.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from annotator.claims.highlights import Anchor
from annotator.files.drafts import private_folder
from annotator.files.regular_files import is_same
from annotator.kernel.errors import DamagedProject, InconsistentFile, SameProject
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.sharing.column_groups import State
from annotator.sharing.row_merge import Key
from annotator.storage import opening
from annotator.storage.log_triggers import agree
from annotator.storage.migrations.steps import VERSION
from annotator.storage.project_file import PATIENCE, ProjectFile
from annotator.storage.salvage.page_order import in_order
from annotator.storage.sqlite_errors import translate_errors


def check_incoming(ours: ProjectFile, theirs: ProjectFile, coming: Mapping[Key, State]) -> None:
    """Check that rows are as their log has them, and that every quote stands in its text.

    Raises:
        InconsistentFile: a row or a quote does not.
    """
    _check_log(theirs, coming)
    _check_quotes(ours, theirs, [s for (table, _), s in coming.items() if table == "highlights"])


def _check_log(theirs: ProjectFile, coming: Mapping[Key, State]) -> None:
    logged = {
        (table, row_id): after
        for table, row_id, after in theirs.each(
            """SELECT tbl, row_id, after FROM change_rows WHERE n IN (SELECT max(n)
            FROM change_rows WHERE row_id IN (SELECT value FROM json_each(?))
            GROUP BY tbl, row_id)""",
            [json.dumps([row_id for _, row_id in coming])],
        )
    }
    for key, state in coming.items():
        if not agree(state, json.loads(logged.get(key) or "null")):
            raise InconsistentFile(str(theirs.path), "a row in it was changed without its log")


def _check_quotes(ours: ProjectFile, theirs: ProjectFile, highlights: list[State]) -> None:
    texts: dict[object, str] = {}
    for row in highlights:
        version = row["version_id"]
        if version not in texts:
            texts[version] = _text(theirs, version) or _text(ours, version) or ""
        anchor = Anchor(
            Span(int(str(row["start"])), int(str(row["end"]))),
            str(row["quote"]),
            str(row["prefix"]),
            str(row["suffix"]),
        )
        if not anchor.stands_in(texts[version]):
            raise InconsistentFile(
                str(theirs.path),
                f"the highlight “{excerpt(anchor.quote, 60)}” does not fit its text",
            )


def _text(file: ProjectFile, version_id: object) -> str | None:
    found = file.value(
        "SELECT t.text FROM versions v JOIN texts t ON t.id = v.sha256 WHERE v.id = ?",
        [version_id],
    )
    return None if found is None else str(found)


@contextmanager
def other_file(path: Path, ours: ProjectFile) -> Iterator[ProjectFile]:
    """Open a file as it stands at one moment; an older version is read from an upgraded copy.

    Raises:
        ProjectNotFound, NotAProject, NewerProject, DamagedProject, OtherSchema, UnsoundRow: it
            cannot be used.
        Cancelled: the work under way in ours was asked to stop.
        SameProject: it is the project itself.
    """
    if is_same(path, ours.path):
        raise SameProject(str(path))
    file = opening.open_to_read(path, ours.asked)
    try:
        with file.still():
            opening.examine_once(file)
        if int(file.value("PRAGMA user_version")) < VERSION:
            with _upgraded(file) as copy, _still(copy):
                yield copy
        else:
            with _still(file):
                yield file
    finally:
        file.close()


@contextmanager
def _upgraded(file: ProjectFile) -> Iterator[ProjectFile]:
    with private_folder() as folder:
        target = folder / file.path.name
        file.copy_to(target)
        copy = opening.open_file(target, patience=PATIENCE, asked=file.asked, is_examined=True)
        copy.stop_when(file.asked)
        try:
            yield copy
        finally:
            copy.close()


@contextmanager
def _still(file: ProjectFile) -> Iterator[None]:
    """Within the block the file is as it was at its beginning, and its pages are in order."""
    with file.still():
        with translate_errors(file.path):
            if not in_order(file.connection):
                raise DamagedProject(str(file.path))
        yield
