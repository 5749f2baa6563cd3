"""The dialogs of backups and of salvage.

The first shows a table of backups and the differences since each, and restores one. The second
saves the readable rows of a damaged project, beside its newest good backup.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QWidget,
)

from annotator.app.session.file_jobs import FileJobs
from annotator.app.session.progress_line import WorkLine
from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.column_heads import beside
from annotator.app.widgets.dialog import Dialog, make_buttons, open_at, stack
from annotator.app.widgets.fields import problem_line
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.lists.word_list import WordCells, WordRows, lay_out_columns
from annotator.app.widgets.plain_text import Label, title
from annotator.backups.policy import LEAST, MOST, Policy
from annotator.backups.service import backups, salvage
from annotator.backups.service import list as backup_list
from annotator.backups.service.list import BackupComparison, DifferenceLine, ListedBackup
from annotator.backups.service.salvage import Rescue
from annotator.kernel.errors import AnnotatorError, BackupFailed, StoppedForBackup
from annotator.kernel.file_names import project_title
from annotator.kernel.wording import local_moment


class LossRow:
    """A row that is lost, in words."""

    case = None

    def __init__(self, cells: tuple[str, str, str]) -> None:
        self.cells = cells


class LossRows(WordRows[LossRow]):
    """The losses of a salvage, row by row."""

    columns = ("Lost or in doubt", "Details", "Why")

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    def take(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show losses.

        Args:
            rows: For each loss its name, its readable words, and its reason.
        """
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

    ``rescue`` is the outcome. Accepted, the new project is to be opened.
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
        """Save the readable rows, in the background."""
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
        """Show the saved rows, and the losses."""
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
        """Close, or stop the work first; the saved file stays where it is."""
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


class BackupRows(WordRows[ListedBackup]):
    """The backups of a project, newest first; ``ROW`` gives a row's ListedBackup."""

    columns = ("When", "Why", "Articles", "Claims", "Tags", "Size")

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    def take(self, rows: Sequence[ListedBackup]) -> None:
        """Show backups."""
        self._all = [*rows]
        self.show(None, "")

    def row(self, number: int) -> ListedBackup:
        """The backup in a row."""
        return self._shown[number]

    def cells(self, row: ListedBackup) -> tuple[str, ...]:
        """The words of each column, whole."""
        when, why = local_moment(row.backup.at), row.backup.reason.value.capitalize()
        size = f"{row.size / 1e6:,.1f} MB"
        if row.counts is None:
            return when, f"{why} – cannot be read", "–", "–", "–", size
        counts = (f"{row.counts[table]:,}" for table in ("articles", "claims", "tags"))
        return when, why, *counts, size

    def found_by(self, row: ListedBackup) -> str:
        """The words by which a row is found."""
        return " ".join(self.cells(row))


class SinceRows(WordRows[DifferenceLine]):
    """The differences since a backup; ``ROW`` gives a row's DifferenceLine."""

    columns = ("Where", "What", "In the backup", "Now")

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    def take(self, rows: Sequence[DifferenceLine]) -> None:
        """Show differences."""
        self._all = [*rows]
        self.show(None, "")

    def cells(self, row: DifferenceLine) -> tuple[str, ...]:
        """The words of each column, whole."""
        return row.spot.words or "Project", row.title, row.then, row.now

    def found_by(self, row: DifferenceLine) -> str:
        """The words by which a row is found."""
        return " ".join(self.cells(row))


_ROOMY = 60
"""The height in letters from which on there is room for the differences line by line."""
_NONE = (
    "There are no backups yet. One is made before the first change of each day, and before "
    "every merge, import, upgrade and restore."
)
_WITHOUT = "Restore &without keeping the present file"


class BackupsDialog(Dialog):
    """The backups of the project at a path, which may be open, damaged or missing.

    ``restored`` is whether one was put in its place, and ``kept`` where what stood there is.
    ``letting_go`` comes before, so that the project is closed; ``salvage_asked`` if it is damaged.
    """

    letting_go = Signal()
    salvage_asked = Signal()

    def __init__(self, parent: QWidget | None, path: Path, theme: Theme, wrong: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title(f"Backups of “{project_title(path.name)}”"))
        self.path = path
        self.restored = False
        self.kept: Path | None = None
        self.may_restore = True
        self._wrong = wrong
        self._keeps = True
        self._policy = backups.policy_of(path)
        self._work = FileJobs(self)
        self.line = WorkLine(self._work)
        self.rows, self.since = BackupRows(self), SinceRows(self)
        self.list = RowsView("Backups", WordCells(theme))
        self.list.setModel(self.rows)
        self.differences = RowsView("Changes since then", WordCells(theme))
        self.differences.setModel(self.since)
        self.summary, self.problem = Label(), problem_line()
        self.keep, self.daily = QSpinBox(), QCheckBox("&One on each day with changes")
        self.salvage = QPushButton("&Save what can still be read…")
        self._name_all()
        self._lay_out()
        self._connect()
        self.read()

    def read(self) -> None:
        """Read the list of backups in the background, and show it."""
        self.summary.setText("Reading the backups…")
        self._work.run(
            lambda done, of: f"Reading the backups: {done} of {of}…" if of else "Reading…",
            partial(backup_list.backups_of, self.path),
            self._show,
            self._fail,
        )

    def chosen(self) -> ListedBackup | None:
        """The backup that is chosen, if any."""
        found = self.list.currentIndex().data(ROW) if self.rows.rowCount() else None
        return found if isinstance(found, ListedBackup) else None

    def accept(self) -> None:
        """Put the chosen backup in the project's place; the dialog closes when that is done."""
        chosen = self.chosen()
        if chosen is None or not chosen.is_sound:
            return
        self.problem.hide()
        self.letting_go.emit()
        if not self.may_restore:
            return
        self._allow(working=True)
        self._work.run(
            lambda done, of: f"Restoring, {100 * done // of} %…" if of else "Restoring…",
            lambda progress: backups.restore(
                self.path, chosen.path, progress, keep_present=self._keeps
            ),
            self._succeed,
            self._fail,
            lambda: self._allow(working=False),
        )

    def reject(self) -> None:
        """Close; work under way is stopped first, and then the dialog stays to say so."""
        if self._busy:
            self._work.stop()
            return
        self._end(QDialog.DialogCode.Rejected)

    # inner workings

    def _name_all(self) -> None:
        self.summary.setWordWrap(True)
        self.keep.setRange(LEAST, MOST)
        self.keep.setValue(self._policy.keep)
        self.keep.setAccessibleName("Keep at most this many backups")
        self.daily.setChecked(self._policy.daily)
        self._busy = False

    def _lay_out(self) -> None:
        buttons, self.ok = make_buttons(self, "&Restore")
        self.ok.setEnabled(False)
        if self._wrong:
            buttons.addButton(self.salvage, QDialogButtonBox.ButtonRole.ActionRole)
        layout = stack(self)
        if self._wrong:
            wrong = Label(self._wrong)
            wrong.setWordWrap(True)
            wrong.setObjectName("heading")
            layout.addWidget(wrong)
        layout.addWidget(self.list, 2)
        layout.addWidget(self.summary)
        layout.addWidget(self.differences, 3)
        layout.addWidget(self.problem)
        layout.addWidget(_Settings(self.keep, self.daily))
        layout.addWidget(self.line)
        layout.setAlignment(self.line, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(buttons)
        lay_out_columns(self.list.horizontalHeader(), {0: 30, 2: 12, 3: 11, 4: 10, 5: 12})
        lay_out_columns(self.differences.horizontalHeader(), {0: 30, 1: 26})
        self.list.setMinimumHeight(letters(9))
        self.differences.setMinimumHeight(letters(9))
        open_at(self, 130, 84)
        if self.height() < letters(_ROOMY):
            # large type on a small screen: it is told in the summary
            self.differences.hide()
            pad(layout, Space.MEDIUM)
            layout.setSpacing(Space.SMALL)

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._compare)
        self.keep.valueChanged.connect(self._settle)
        self.daily.toggled.connect(self._settle)
        self.salvage.clicked.connect(self._ask_for_salvage)

    def _show(self, found: list[ListedBackup]) -> None:
        self.rows.take(found)
        self._allow(working=False)
        if not found:
            self.summary.setText(_NONE)
            return
        sound = next((n for n, one in enumerate(found) if one.is_sound), 0)
        self.list.selectRow(sound)
        self.list.setFocus()

    def _compare(self, *_: object) -> None:
        """Show the differences since the chosen backup."""
        self.since.take([])
        chosen = self.chosen()
        self._allow(working=False)
        if chosen is None or self._busy:
            return
        if not chosen.is_sound:
            self.summary.setText("This backup cannot be read. Choose another one.")
            return
        self.summary.setText("Finding changes since then…")
        self._work.run(
            lambda *_: "Comparing…",
            lambda progress: backup_list.compare_files(chosen.path, self.path, progress),
            self._show_differences,
            lambda _: self.summary.setText(
                "Changes since this backup are unknown, because the project cannot be read. "
                f"{_what_follows(self._wrong)}"
            ),
        )

    def _show_differences(self, found: BackupComparison) -> None:
        self.since.take(found.lines)
        after = f" {_what_follows('')}" if found.differs else ""
        self.summary.setText(f"{backup_list.told(found)}{after}")

    def _settle(self, *_: object) -> None:
        try:
            self._policy = replace(
                self._policy, keep=self.keep.value(), daily=self.daily.isChecked()
            )
            backups.settle(self.path, Policy(self._policy.keep, self._policy.daily))
        except BackupFailed as error:
            self._tell(str(error))

    def _ask_for_salvage(self) -> None:
        self._end(QDialog.DialogCode.Rejected)
        self.salvage_asked.emit()

    def _succeed(self, kept: Path | None) -> None:
        self.restored, self.kept = True, kept
        self._end(QDialog.DialogCode.Accepted)

    def _fail(self, error: AnnotatorError) -> None:
        self._allow(working=False)
        self._tell(str(error))
        if isinstance(error, StoppedForBackup):
            self._keeps = False
            self.ok.setText(_WITHOUT)

    def _tell(self, sentence: str) -> None:
        self.problem.tell(sentence)

    def _allow(self, *, working: bool) -> None:
        """Let a backup be chosen and restored, unless a restore is under way."""
        self._busy = working
        chosen = self.chosen()
        self.ok.setEnabled(not working and chosen is not None and chosen.is_sound)
        self.ok.setDefault(self.ok.isEnabled())
        for widget in (self.list, self.salvage, self.keep, self.daily):
            widget.setEnabled(not working)

    def _end(self, how: QDialog.DialogCode) -> None:
        self._work.close()
        self.done(how)


class _Settings(QWidget):
    """The settings for the backups of this project, in a row."""

    def __init__(self, keep: QSpinBox, daily: QCheckBox) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        clear_margins(row, Space.SMALL)
        words = Label("Keep at most")
        words.setBuddy(keep)
        row.addWidget(words)
        row.addWidget(keep)
        row.addWidget(Label("backups"))
        row.addSpacing(Space.LARGE)
        row.addWidget(daily)
        row.addStretch()


def _what_follows(wrong: str) -> str:
    """Return the fate of the present state in words."""
    if wrong:
        return "The present file is kept among the backups."
    return "The present state is backed up first, so you can return to it."
