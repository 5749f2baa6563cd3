"""What is copied is what stands there: no-break spaces stay, and nothing is put in."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.app.forms.cards import make_words, prose
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import Composer, SentenceField, WordsField
from annotator.app.widgets.plain_text import Label
from annotator.claims.ui.text.reading_text import ReadingText
from annotator.kernel.positions import Span

QUOTE = "🚢 the\u00a0global\u202flaw, https://harbour.example/a/b"


def label(make: Callable[[str, str], Label]) -> QWidget:
    made = make("quote", QUOTE)
    made.setSelection(0, len(made.text().encode("utf-16-le")) // 2)
    return made


def field(make: Callable[[str, str], WordsField]) -> QWidget:
    made = make("Quotation", "")
    made.setPlainText(QUOTE)
    made.selectAll()
    return made


@pytest.mark.parametrize(
    "make",
    [
        lambda: label(make_words),
        lambda: label(prose),
        lambda: field(WordsField),
        lambda: field(SentenceField),
        lambda: field(Composer),
    ],
)
def test_words_are_copied_as_they_stand_there(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    widget = make()
    qtbot.addWidget(widget)
    widget.show()
    QTest.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == QUOTE


def test_all_of_a_long_text_is_selected_while_it_is_filled_in(qtbot: QtBot) -> None:
    view = ReadingText(Theme.preferred("light"))
    qtbot.addWidget(view)
    view.show()
    text = "The harbour\u00a0was dredged. 🚢\n" * 8000
    view.fill(text)
    assert not view.is_settled
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.createMimeDataFromSelection().text() == text
    qtbot.waitUntil(lambda: view.is_settled, timeout=20_000)
    assert view.createMimeDataFromSelection().text() == text


def test_a_stretch_stays_as_long_as_it_was_while_the_text_grows(qtbot: QtBot) -> None:
    view = ReadingText(Theme.preferred("light"))
    qtbot.addWidget(view)
    view.fill("The harbour was dredged.\n" * 8000)
    reached = view.document().characterCount() - 1
    view.select(Span(3, reached))
    qtbot.waitUntil(lambda: view.is_settled, timeout=20_000)
    assert view.selected() == Span(3, reached)
