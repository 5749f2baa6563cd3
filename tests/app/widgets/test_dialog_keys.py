"""Return, Ctrl+Return and Escape in every dialog there is."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from annotator.app.widgets.dialog import Dialog, DiscardQuestion
from annotator.app.widgets.fields import Composer, FilterLine
from annotator.app.window.main_window import MainWindow
from annotator.people.ui.name_dialog import NameDialog
from tests.app.desks import answering
from tests.app.front_keys import CTRL, bring_to_front, hit, type_words, walk_with_tab
from tests.app.shown import dialogs

RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def opened(window: MainWindow) -> Iterator[tuple[str, Dialog]]:
    """Every dialog, in front of the window."""
    for name, dialog in dialogs(window):
        assert isinstance(dialog, Dialog), name
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        bring_to_front(dialog)
        yield name, dialog
        dialog.give_up()
        dialog.hide()


def listen(dialog: QDialog) -> list[QPushButton]:
    """The buttons that are pressed from now on; they do nothing else any more."""
    pressed: list[QPushButton] = []
    for button in dialog.findChildren(QPushButton):
        if button.receivers(SIGNAL("clicked(bool)")) + button.receivers(SIGNAL("clicked()")):
            button.clicked.disconnect()
        button.setEnabled(True)
        button.clicked.connect(lambda _=False, button=button: pressed.append(button))
    return pressed


def default_of(dialog: QDialog) -> list[QPushButton]:
    """The button that Return presses while no button has the focus."""
    return [b for b in dialog.findChildren(QPushButton) if b.isDefault() and b.window() is dialog]


def wrong_at(stop: QWidget, default: list[QPushButton], pressed: list[QPushButton]) -> str:
    """What Return and Ctrl+Return do at a stop that they must not do."""
    pressed.clear()
    hit(RETURN)
    writes = isinstance(stop, QPlainTextEdit) and not stop.isReadOnly()
    wanted = [] if writes and not isinstance(stop, Composer) else default
    if pressed != wanted:
        return f"Return in {stop.accessibleName()} presses {[b.text() for b in pressed]}"
    pressed.clear()
    hit(RETURN, CTRL)
    if pressed != default:
        return f"Ctrl+Return in {stop.accessibleName()} presses {[b.text() for b in pressed]}"
    return ""


def wrong_at_button(button: QPushButton, pressed: list[QPushButton]) -> str:
    """What Return does on a button that has the focus, if it is anything but pressing it."""
    button.setFocus()
    pressed.clear()
    hit(RETURN)
    return "" if pressed == [button] else f"Return on {button.text()} presses something else"


def test_return_does_the_default_act_or_presses_the_button_in_focus(walked: MainWindow) -> None:
    found: dict[tuple[str, QWidget], str] = {}
    for name, dialog in opened(walked):
        default, pressed = default_of(dialog), listen(dialog)
        assert len(default) <= 1, name
        # the second time round every field comes after Cancel
        for stop in [*walk_with_tab(dialog)] and walk_with_tab(dialog):
            if isinstance(stop, QPushButton) and not stop.isCheckable():
                found[name, stop] = wrong_at_button(stop, pressed)
            elif not isinstance(stop, QPushButton | QAbstractItemView):
                found[name, stop] = wrong_at(stop, default, pressed)
    assert [f"{name}: {wrong}" for (name, _), wrong in found.items() if wrong] == []
    assert len(found) > 100


def fields_of(dialog: QDialog) -> list[QLineEdit | QPlainTextEdit]:
    """The fields whose words a dialog asks for."""
    found = [w for w in dialog.findChildren(QWidget) if isinstance(w, QLineEdit | QPlainTextEdit)]
    return [
        field
        for field in found
        if field.isVisible()
        and field.isEnabled()
        and not field.isReadOnly()
        and not isinstance(field, FilterLine)
        and field.objectName() != "qt_spinbox_lineedit"
    ]


ENDS: dict[str, Callable[[Dialog], object]] = {
    "Esc": lambda _: hit(ESCAPE),
    "Cancel": lambda dialog: cancel_of(dialog).click(),
    "the window's close button": lambda dialog: QApplication.sendEvent(dialog, QCloseEvent()),
}


def cancel_of(dialog: Dialog) -> QPushButton:
    (box,) = dialog.findChildren(QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Cancel)


def test_no_dialog_closes_over_typed_words_without_a_question(walked: MainWindow) -> None:
    asked = 0
    for name, dialog in opened(walked):
        fields = fields_of(dialog) if default_of(dialog) and name != "join-sources" else []
        for field in fields:
            bring_to_front(dialog)
            field.setFocus()
            type_words("Zz")
            for end in ENDS.values():
                question = answering(DiscardQuestion, lambda _: hit(RETURN))
                bring_to_front(dialog)
                end(dialog)
                assert not question.isActive(), (name, field.accessibleName())
                assert dialog.isVisible(), name
                asked += 1
            field.clear()
            dialog.typed.begin()
        if fields:
            bring_to_front(dialog)
            hit(ESCAPE)
            assert not dialog.isVisible(), name
    assert asked > 50


def test_words_that_somebody_gives_up_are_discarded(walked: MainWindow) -> None:
    dialog = NameDialog(walked, "")
    bring_to_front(dialog)
    type_words("Nora")
    question = answering(DiscardQuestion, lambda asking: asking.discard.click())
    hit(ESCAPE)
    assert not question.isActive()
    assert not dialog.isVisible()
