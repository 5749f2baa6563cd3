"""Coverage marks as rows: stretches in which a checker found no claim to check."""

from annotator.claims.coverage import CoverageMark
from annotator.kernel.positions import Span
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import new_id
from annotator.storage.project_file import ProjectFile


class CoverageWriter:
    """Writes coverage marks within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, version_id: str, checker_id: str, span: Span, at: str) -> str:
        """Mark a stretch of a version as checked by a person, and return the mark's id."""
        row = {"id": new_id(), "version_id": version_id, "checker_id": checker_id}
        stretch = {"start": span.start, "end": span.end}
        return self._writer.insert("coverage", {**row, **stretch, "marked_at": at})

    def remove(self, mark_id: str) -> None:
        """Remove a mark."""
        self._writer.delete("coverage", mark_id)


class CoverageRepository:
    """The coverage marks of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def of_version(self, version_id: str) -> list[CoverageMark]:
        """Everybody's marks in a version, in text order."""
        return self._marks("", [version_id])

    def between(self, version_id: str, span: Span) -> list[CoverageMark]:
        """Everybody's marks that touch a stretch of a version, in text order."""
        return self._marks('AND "start" < ? AND "end" > ?', [version_id, span.end, span.start])

    def _marks(self, where: str, arguments: list[object]) -> list[CoverageMark]:
        rows = self._file.rows(
            f"""SELECT id, checker_id, "start", "end", marked_at FROM coverage
            WHERE version_id = ? {where} ORDER BY "start", id""",
            arguments,
        )
        return [
            CoverageMark(identity, checker_id, Span(start, end), at)
            for identity, checker_id, start, end, at in rows
        ]
