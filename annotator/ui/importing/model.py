"""What an import would do as rows of a table, filtered."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.search import folded
from annotator.services.importing_words import Case, Line
from annotator.ui.rows import ROW

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("In the file", "Words", "What comes of it", "Remark")
LABELS = {Case.LEFT_OUT: "Cannot come in", Case.COMING: "Comes in", Case.KNOWN: "Already here"}
BECOMES = COLUMNS.index("What comes of it")
_NOWHERE = QModelIndex()


class ImportModel(QAbstractTableModel):
    """The lines of an import; ``ROW`` gives a row's Line."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: list[Line] = []
        self._shown: list[Line] = []
        self._several = False

    @property
    def counts(self) -> dict[Case, int]:
        """How many lines there are of each case."""
        return Counter(line.case for line in self._all)

    def take(self, lines: Sequence[Line]) -> None:
        """Be about these lines, all of them shown."""
        self._all = [*lines]
        self._several = len({line.article for line in lines} - {""}) > 1
        self.show(None, "")

    def show(self, case: Case | None, words: str) -> None:
        """Show the lines of one case, or of all, that hold all of these words."""
        needles = [folded(word) for word in words.split()]
        self.beginResetModel()
        self._shown = [
            line
            for line in self._all
            if case in (None, line.case) and all(n in _hay(line) for n in needles)
        ]
        self.endResetModel()

    # Qt's model

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        wanted = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return COLUMNS[section] if wanted else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._shown[index.row()]
        if role == ROW:
            return line
        words = self._words(line)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(words.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()]}: {words or 'nothing'}"
        return None

    def _words(self, line: Line) -> tuple[str, ...]:
        return line.where or "text", self.words(line), becomes(line), line.remark

    def words(self, line: Line) -> str:
        """The words a line is on, with their article where there are several."""
        if not line.words:
            return line.article
        return f"{line.words} – {line.article}" if self._several and line.article else line.words


def becomes(line: Line) -> str:
    """What comes of a line's annotation."""
    if line.case is Case.COMING:
        return line.becomes
    told = f": {line.becomes[:1].lower()}{line.becomes[1:]}" if line.becomes else ""
    return f"{LABELS[line.case]}{told}"


def _hay(line: Line) -> str:
    return folded(" ".join((line.where, line.article, line.words, becomes(line), line.remark)))
