"""Coverage marks as rows: stretches that were looked at and hold nothing to check."""

from annotator.domain.positions import Span
from annotator.store.changes import Writer
from annotator.store.file import ProjectFile
from annotator.store.ids import new_id


def mark(writer: Writer, version_id: str, checker_id: str, span: Span, at: str) -> str:
    """Mark a stretch as looked at; the id of the mark."""
    row = {"id": new_id(), "version_id": version_id, "checker_id": checker_id}
    return writer.insert("coverage", {**row, "start": span.start, "end": span.end, "marked_at": at})


def unmark(writer: Writer, mark_id: str) -> None:
    """Take a mark away."""
    writer.delete("coverage", mark_id)


def of_version(file: ProjectFile, version_id: str) -> list[tuple[str, Span]]:
    """The marks in a version with their ids, in text order."""
    rows = file.rows(
        'SELECT id, "start", "end" FROM coverage WHERE version_id = ? ORDER BY "start", id',
        [version_id],
    )
    return [(identity, Span(start, end)) for identity, start, end in rows]
