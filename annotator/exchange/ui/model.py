"""What an import would do as rows of a table, filtered."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject

from annotator.app.widgets.lists.word_list import WordRows
from annotator.exchange.service.summary import ImportLine, ImportOutcome

COLUMNS = ("In the file", "Words", "Result", "Remark")
LABELS = {
    ImportOutcome.LEFT_OUT: "Cannot be imported",
    ImportOutcome.COMING: "To import",
    ImportOutcome.KNOWN: "Already here",
}
BECOMES = COLUMNS.index("Result")


class ImportModel(WordRows[ImportLine]):
    """The lines of an import; ``ROW`` gives a row's Line."""

    columns = COLUMNS

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)
        self._several = False

    @property
    def counts(self) -> dict[ImportOutcome, int]:
        """How many lines there are of each case."""
        return Counter(line.case for line in self._all)

    def take(self, lines: Sequence[ImportLine]) -> None:
        """Be about these lines, all of them shown."""
        self._all = [*lines]
        self._several = len({line.article for line in lines} - {""}) > 1
        self.show(None, "")

    # what the rows say

    def cells(self, row: ImportLine) -> tuple[str, ...]:
        """The words of each column, whole."""
        return row.where or "text", self.words(row), becomes(row), row.remark

    def found_by(self, row: ImportLine) -> str:
        """The words by which a row is found."""
        return " ".join((row.where, row.article, row.words, becomes(row), row.remark))

    def words(self, line: ImportLine) -> str:
        """The words a line is on, with their article where there are several."""
        if not line.words:
            return line.article
        return f"{line.words} – {line.article}" if self._several and line.article else line.words


def becomes(line: ImportLine) -> str:
    """What comes of a line's annotation."""
    if line.case is ImportOutcome.COMING:
        return line.becomes
    told = f": {line.becomes[:1].lower()}{line.becomes[1:]}" if line.becomes else ""
    return f"{LABELS[line.case]}{told}"
