"""Tables of backups, of the differences since a backup, and of the losses of a salvage."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from annotator.app.widgets.lists.word_rows import WordRows
from annotator.backups.service.list import DifferenceLine, Listed
from annotator.kernel.wording import local_moment


class BackupRows(WordRows[Listed]):
    """The backups of a project, newest first; ``ROW`` gives a row's Listed."""

    columns = ("When", "Why", "Articles", "Claims", "Tags", "Size")

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    def take(self, rows: Sequence[Listed]) -> None:
        """Be about these backups."""
        self._all = [*rows]
        self.show(None, "")

    def row(self, number: int) -> Listed:
        """The backup in a row."""
        return self._shown[number]

    def cells(self, row: Listed) -> tuple[str, ...]:
        """The words of each column, whole."""
        when, why = local_moment(row.backup.at), row.backup.reason.value.capitalize()
        size = f"{row.size / 1e6:,.1f} MB"
        if row.counts is None:
            return when, f"{why} – cannot be read", "–", "–", "–", size
        counts = (f"{row.counts[table]:,}" for table in ("articles", "claims", "tags"))
        return when, why, *counts, size

    def found_by(self, row: Listed) -> str:
        """The words by which a row is found."""
        return " ".join(self.cells(row))


class SinceRows(WordRows[DifferenceLine]):
    """What was done since a backup; ``ROW`` gives a row's DifferenceLine."""

    columns = ("Where", "What", "In the backup", "Now")

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    def take(self, rows: Sequence[DifferenceLine]) -> None:
        """Be about these differences."""
        self._all = [*rows]
        self.show(None, "")

    def cells(self, row: DifferenceLine) -> tuple[str, ...]:
        """The words of each column, whole."""
        return row.spot.words or "Project", row.title, row.then, row.now

    def found_by(self, row: DifferenceLine) -> str:
        """The words by which a row is found."""
        return " ".join(self.cells(row))
