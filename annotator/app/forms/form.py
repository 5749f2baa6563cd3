"""A form about the claim that is shown: it stands among the details, and never over the text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.widgets.fields import label_field, problem_line
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label
from annotator.kernel.errors import AnnotatorError, InvalidValue

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ClaimForm(QFrame):
    """Fields that are kept together: ``keep_asked`` comes once their words can be kept.

    Return keeps the fields wherever a field of a single line does not use it, Ctrl+Return in every
    field. Esc leads back to the text; a form that holds words stays, and an empty form is let go.
    The typed words belong to a single claim, and are there again whenever that claim is shown.
    """

    keep_asked = Signal()
    let_go = Signal()
    left = Signal()

    def __init__(self, what: str, claim_id: str, target: str = "") -> None:
        super().__init__()
        self.what, self.claim_id, self.target = what, claim_id, target
        self.setObjectName("form")
        self.setAccessibleName(f"{what.capitalize()} form")
        self.keep = QPushButton(f"Save {what}")
        self.keep.setObjectName("primary")
        self.keep.setToolTip("Ctrl+Enter")
        self.cancel = QPushButton("Cancel")
        self.discard, self.go_on = QPushButton("Discard"), QPushButton("Keep editing")
        self._question = Label("Discard what you typed?")
        self._problem = problem_line()
        self._begun_with: object = None
        self.page = QVBoxLayout(self)
        pad(self.page, Space.SMALL)
        self.page.setSpacing(Space.SMALL)

    # what a form is about

    def answer(self) -> object:
        """Return the content of the fields; two answers that are equal say the same."""
        raise NotImplementedError

    def check(self) -> None:
        """Check that the content of the fields can be kept.

        Raises:
            AnnotatorError: It cannot; the sentence says why.
        """
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Return the field in which the user begins to type."""
        raise NotImplementedError

    def field_named(self, name: str) -> QWidget:
        """Return the field that a problem is about, brought into view if need be."""
        raise NotImplementedError

    # what all of them do

    @property
    def holds_words(self) -> bool:
        """Whether letting the form go would lose words."""
        return self.answer() != self._begun_with

    @property
    def can_be_kept(self) -> bool:
        """Whether the fields are complete."""
        try:
            self.check()
        except AnnotatorError:
            return False
        return True

    def begin(self) -> None:
        """Take the present content of the fields as the saved content."""
        self._begun_with = self.answer()

    def ask_to_keep(self) -> None:
        """Ask that the fields are kept, or say which answer is missing and focus its field."""
        try:
            self.check()
        except AnnotatorError as error:
            self.tell(str(error))
            name = error.field if isinstance(error, InvalidValue) else ""
            self.field_named(name).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._problem.hide()
        self.keep_asked.emit()

    def tell(self, problem: str) -> None:
        """Show above the buttons which answer is missing."""
        self._problem.setText(problem)
        self._problem.show()

    def ask_to_let_go(self) -> None:
        """Emit the request to let the form go; a form that holds words asks first."""
        if self.holds_words:
            self._show_question(asked=True)
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # what no field has a use for
        if event.key() in _RETURN:
            self.ask_to_keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._show_question(asked=False)
            (self.left if self.holds_words else self.let_go).emit()
        else:
            super().keyPressEvent(event)

    def lay_out_end(self) -> None:
        """Put the buttons of the form below its fields."""
        ending, row = QWidget(), FlowLayout(Space.SMALL)
        ending.setLayout(row)
        for button in (self.keep, self.cancel, self.discard, self.go_on):
            button.setAutoDefault(False)
            row.addWidget(button)
        self._question.setWordWrap(True)
        for part in (self._problem, self._question, ending):
            self.page.addWidget(part)
        self._show_question(asked=False)
        self.keep.clicked.connect(self.ask_to_keep)
        self.cancel.clicked.connect(self.ask_to_let_go)
        self.discard.clicked.connect(self.let_go)
        self.go_on.clicked.connect(self._take_up_again)

    def _take_up_again(self) -> None:
        self._show_question(asked=False)
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_question(self, *, asked: bool) -> None:
        for part in (self._question, self.discard, self.go_on):
            part.setVisible(asked)
        for part in (self.keep, self.cancel):
            part.setVisible(not asked)


class SideBySideFields(QWidget):
    """Fields under their labels side by side, or below each other where words would be cut."""

    def __init__(self, *fields: tuple[str, QWidget]) -> None:
        super().__init__()
        self._fields = [field for _, field in fields]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        clear_margins(self._row, Space.SMALL)
        for name, field in fields:
            give_way(field)
            field.setAccessibleName(name)
            self._row.addWidget(label_field(name, field), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        each = (self.width() + Space.SMALL) // len(self._fields) - Space.SMALL
        fits = all(each >= _least_width(field) for field in self._fields)
        turned = QBoxLayout.Direction
        self._row.setDirection(turned.LeftToRight if fits else turned.TopToBottom)


def _least_width(field: QWidget) -> int:
    """Return how wide a field is that shows the longest of its choices, or a dozen letters."""
    if not isinstance(field, QComboBox):
        return letters(12)
    words = [field.itemText(number) for number in range(field.count())]
    # what stands around the words is as wide as the box's padding and arrow
    return max(map(field.fontMetrics().horizontalAdvance, words), default=0) + letters(7)


def add_labelled(layout: QVBoxLayout, fields: Sequence[tuple[str, QWidget]]) -> None:
    """Put fields under their labels below each other.

    Args:
        layout: The layout that gets the fields.
        fields: The label of each field, and the field.
    """
    for name, field in fields:
        field.setAccessibleName(name)
        layout.addWidget(label_field(name, field))


def give_way(field: QWidget) -> None:
    """Let a field become narrow where a pane is."""
    field.setMinimumWidth(1)
    if isinstance(field, QComboBox):
        # or else it is as wide as the longest of its words
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(1)
