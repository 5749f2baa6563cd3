"""The page of all keys: what they do, by menu, found by typing, changed by pressing new ones."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.shortcuts.editor import KeyEditor
from annotator.app.shortcuts.keymap import Keymap, SingleKeys
from annotator.app.shortcuts.keys import KeyRow
from annotator.app.shortcuts.rows import KeyDelegate, KeysModel, Rule
from annotator.app.shortcuts.sheet import print_sheet
from annotator.app.theme.scale import Space, bare, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import Dialog
from annotator.app.widgets.fields import ChoiceBox
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.page import open_at
from annotator.app.widgets.plain_text import Label

_INTO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SINGLE = {
    SingleKeys.OUTSIDE_FIELDS: "Work everywhere but in fields",
    SingleKeys.IN_TEXT: "Work only in the article’s text",
    SingleKeys.OFF: "Switched off",
}


class KeysDialog(Dialog):
    """All keys; it stays beside the work until it is closed."""

    def __init__(self, parent: QWidget, theme: Theme, keymap: Keymap) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keymap = keymap
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search commands or keys")
        self.field.setAccessibleName("Search commands or keys")
        self.field.setClearButtonEnabled(True)
        self.delegate = KeyDelegate(theme)
        self.list = RowsView("Keys", self.delegate)
        self.model = KeysModel(keymap, self)
        self.list.setModel(self.model)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.nothing = Label("No command has that name or key.")
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        self.editor = KeyEditor(keymap)
        self.single = ChoiceBox()
        for where, words in _SINGLE.items():
            self.single.addItem(words, where.value)
        self.print, self.reset, self.close_button = (
            QPushButton(words) for words in ("&Print…", "&Reset all keys", "Close")
        )
        self._lay_out()
        self._connect()
        self._show_changes()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.delegate.theme = theme
        self.list.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _INTO_THE_LIST and self.field.hasFocus():
            QApplication.sendEvent(self.list, event)
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif isinstance(button := self.focusWidget(), QPushButton):
            button.click()
        elif self.list.hasFocus() or self.field.hasFocus():
            self.editor.record()

    # inner workings

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)
        self.nothing.setVisible(not self.model.lines)
        self.list.setVisible(bool(self.model.lines))
        if typed.strip():
            self.list.setCurrentIndex(self.model.index(self.model.first()))
        self._show_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # the fonts of the style sheet are known by now
        self._fit_rules()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._fit_rules()

    def _fit_rules(self) -> None:
        """Give every rule the lines that it needs."""
        width, metrics = self.list.columnWidth(0), self.list.fontMetrics()
        for row, line in enumerate(self.model.lines):
            if isinstance(line, Rule):
                self.list.setRowHeight(row, self.delegate.height_of(line, width, metrics))

    def _show_chosen(self) -> None:
        line = self.list.currentIndex().data(ROW)
        self.editor.show_row(line if isinstance(line, KeyRow) else None)

    def _show_changes(self) -> None:
        """Show every key as it is now, and let the chosen command stay chosen."""
        line = self.list.currentIndex().data(ROW)
        self.model.refresh()
        if isinstance(line, KeyRow):
            self.list.setCurrentIndex(self.model.index(self.model.row_of(line.command)))
        where = self._keymap.single_keys
        self.single.setCurrentIndex(list(_SINGLE).index(where))
        changed = self._keymap.has_changes or where is not SingleKeys.OUTSIDE_FIELDS
        self.reset.setEnabled(changed)

    def _switch_single(self) -> None:
        self._keymap.switch_single_keys(SingleKeys(self.single.currentData()))

    def _reset_all(self) -> None:
        before = self._keymap.state()
        self._keymap.reset_all()
        self.editor.tell_done("All keys are reset to their defaults.", before)
        self.editor.undo.setFocus()

    def _print(self) -> None:
        from annotator.reports.formats.pdf.printer import chosen_printer  # noqa: PLC0415 - loads late

        printer = chosen_printer(self, "Print keyboard shortcuts")
        if printer is not None:
            print_sheet(self._keymap, printer)

    def _back_to_list(self) -> None:
        self.list.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        bare(row, Space.SMALL)
        for button in (self.print, self.reset, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.insertStretch(2, 1)
        layout = QVBoxLayout(self)
        pad(layout, Space.LARGE)
        layout.setSpacing(Space.MEDIUM)
        for widget in (self.field, self.nothing):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.editor)
        words = Label("&Single letters, digits and signs")
        words.setBuddy(self.single)
        where = QHBoxLayout()
        bare(where, Space.SMALL)
        where.addWidget(words)
        where.addWidget(self.single, 1)
        layout.addLayout(where)
        layout.addLayout(row)
        self.list.setMinimumHeight(letters(8))
        open_at(self, 84, 96)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._narrow)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.list.doubleClicked.connect(lambda _: self.editor.record())
        self.editor.done.connect(self._back_to_list)
        self.single.activated.connect(self._switch_single)
        self.print.clicked.connect(self._print)
        self.reset.clicked.connect(self._reset_all)
        self.close_button.clicked.connect(self.close)
        self.model.modelReset.connect(self._fit_rules)
        self.list.horizontalHeader().sectionResized.connect(lambda *_: self._fit_rules())
        self._keymap.changed.connect(self._show_changes)
