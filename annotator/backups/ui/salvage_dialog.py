"""Saves what can be read of a damaged project, beside its newest good backup: a person chooses."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from annotator.app.session.work_line import WorkLine
from annotator.app.theme.scale import letters
from annotator.app.theme.theme import Theme
from annotator.app.widgets.column_heads import beside
from annotator.app.widgets.dialog import Dialog, open_at, stack
from annotator.app.widgets.fields import problem_line
from annotator.app.widgets.lists.rows import RowsView
from annotator.app.widgets.lists.word_list import WordCells, WordRows, lay_out_columns
from annotator.app.widgets.plain_text import Label, title
from annotator.backups.service import salvage
from annotator.backups.service.salvage import Rescue
from annotator.backups.ui.file_jobs import FileJobs
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.file_names import project_title


class LossRow:
    """A row that is lost, in words."""

    case = None

    def __init__(self, cells: tuple[str, str, str]) -> None:
        self.cells = cells


class LossRows(WordRows[LossRow]):
    """What is lost, row by row."""

    columns = ("Lost or in doubt", "Details", "Why")

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    def take(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Be about these losses."""
        self._all = [LossRow(cells) for cells in rows]
        self.show(None, "")

    def cells(self, row: LossRow) -> tuple[str, str, str]:
        """The words of each column, whole."""
        return row.cells

    def found_by(self, row: LossRow) -> str:
        """The words by which a row is found."""
        return " ".join(row.cells)


class SalvageDialog(Dialog):
    """Begins at once; the damaged file is only read.

    ``rescue`` is what came of it. Accepted, the new project is to be opened.
    """

    restore_asked = Signal()

    def __init__(self, parent: QWidget | None, path: Path, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(title(f"Save what can be read of “{project_title(path.name)}”"))
        self._path = path
        self.rescue: Rescue | None = None
        self._work = FileJobs(self)
        self.line = WorkLine(self._work)
        self.losses = LossRows(self)
        self.list = RowsView("What is lost", WordCells(theme))
        self.list.setModel(self.losses)
        self.choices = QWidget()
        self.saved, self.backup = beside(self.choices, ("What was saved", "Newest good backup"), 10)
        self.heading, self.problem = Label(), problem_line()
        self.use, self.go_back = QPushButton("&Open what was saved"), QPushButton("&Restore…")
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Save what can be read, in the background."""
        target = salvage.proposed(self._path)
        self.heading.setText("Reading the damaged file, page by page. Nothing is written to it.")
        self._work.run(
            lambda done, of: f"{100 * done // of} % is read…" if of else "Reading…",
            lambda progress: salvage.salvage(self._path, target, progress),
            self.show_rescue,
            self._fail,
            self.reject,
        )

    def show_rescue(self, rescue: Rescue) -> None:
        """Show what could be saved, and what is lost."""
        self.rescue = rescue
        found = rescue.found
        self.heading.setText(
            f"It is in “{rescue.path.name}”. “{rescue.report.name}”, beside it, lists what is lost."
        )
        self.saved.setText(f"{salvage.saved_words(found)} {salvage.lost_words(found)}")
        none = "No backup can be read."
        self.backup.setText(salvage.backup_words(rescue.newest) if rescue.newest else none)
        self.losses.take(salvage.loss_lines(found))
        self.use.setEnabled(True)
        self.use.setFocus()
        self.go_back.setEnabled(rescue.newest is not None)

    def reject(self) -> None:
        """Close, or stop the work first; what was saved stays where it is."""
        if self._work.task is not None:
            self._work.stop()
            return
        self._end(QDialog.DialogCode.Rejected)

    # inner workings

    def _lay_out(self) -> None:
        for label in (self.heading, self.saved, self.backup):
            label.setWordWrap(True)
        self.heading.setObjectName("heading")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.go_back, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.use, QDialogButtonBox.ButtonRole.AcceptRole)
        self.use.setDefault(True)
        self.use.setEnabled(False)
        self.go_back.setEnabled(False)
        buttons.accepted.connect(lambda: self._end(QDialog.DialogCode.Accepted))
        buttons.rejected.connect(self.reject)
        layout = stack(self, self.heading, self.choices)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.line)
        layout.setAlignment(self.line, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(buttons)
        self.list.setMinimumHeight(letters(6))
        lay_out_columns(self.list.horizontalHeader(), {0: 26, 2: 44})
        open_at(self, 130, 70)

    def _connect(self) -> None:
        self.go_back.clicked.connect(self._ask_to_go_back)

    def _ask_to_go_back(self) -> None:
        self._end(QDialog.DialogCode.Rejected)
        self.restore_asked.emit()

    def _fail(self, error: AnnotatorError) -> None:
        self.heading.setText("Nothing could be saved.")
        self.problem.tell(str(error))

    def _end(self, how: QDialog.DialogCode) -> None:
        self._work.close()
        self.done(how)
