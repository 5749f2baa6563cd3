"""Spelling in what one writes: looked up aside, underlined, put right, and one's own words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator.app.widgets.fields import WordsField
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim, ClaimWords
from annotator.kernel.errors import Cancelled
from annotator.spelling import service
from annotator.spelling.service import Dictionary
from annotator.spelling.ui import checker as checking
from annotator.spelling.ui.controller import NO_DICTIONARY, Underliner, WordMenu
from tests.app.desks import drag, open_window, press, span_of
from tests.app.window_fixtures import make_file
from tests.dictionaries import write_dictionary

Field = Callable[[MainWindow], WordsField]


def typed(window: MainWindow, words: ClaimWords) -> WordsField:
    field = window.claims.details.about.typed[words]
    assert isinstance(field, WordsField)
    return field


FIELDS: dict[str, Field] = {
    "conclusion": lambda window: window.claims.details.mine.conclusion,
    "search note": lambda window: window.claims.details.mine.search_note,
    "statement": lambda window: typed(window, ClaimWords.STATEMENT),
    "proposed wording": lambda window: typed(window, ClaimWords.PROPOSED_WORDING),
    "query": lambda window: window.claims.details.queries.new,
    "note": lambda window: window.claims.details.notes.new,
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this computer keeps its dictionaries: one of British English is there."""
    found = tmp_path / "hunspell"
    write_dictionary(found)
    monkeypatch.setattr(service, "dictionary_patterns", lambda: (str(found),))
    return found


def underlined(field: WordsField) -> list[str]:
    return [selection.cursor.selectedText() for selection in field.extraSelections()]


def write_words(qtbot: QtBot, field: WordsField, words: str) -> WordsField:
    """Type words into a field that has the focus, and a space to go on from the last."""
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, words)
    return field


def conclusion(window: MainWindow) -> WordsField:
    return window.claims.details.mine.conclusion


def menu_at(qtbot: QtBot, field: WordsField, position: int) -> WordMenu:
    """Ask for the menu on the word at a place."""
    cursor = field.textCursor()
    cursor.setPosition(position)
    point = field.cursorRect(cursor).center() + QPoint(2, 0)
    reason, port = QContextMenuEvent.Reason.Mouse, field.viewport()
    QApplication.sendEvent(port, QContextMenuEvent(reason, point, port.mapToGlobal(point)))
    qtbot.waitUntil(lambda: bool(field.findChildren(WordMenu)))
    return field.findChildren(WordMenu)[-1]


def choose(menu: QMenu, words: str) -> None:
    """Choose what a menu offers, by its words, and let the menu go."""
    (action,) = [one for one in menu.actions() if one.text().replace("&", "") == words]
    action.trigger()
    menu.close()


def offers(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if action.text()]


@pytest.mark.parametrize("name", FIELDS)
def test_wrong_words_are_underlined_in_every_field_of_ones_own_words(
    qtbot: QtBot, window: MainWindow, claim: Claim, name: str
) -> None:
    del claim
    field = FIELDS[name](window)
    section = field.parentWidget()
    while section is not None and not field.isVisible():
        section.show()
        section = section.parentWidget()
    write_words(qtbot, field, "The harbuor was dredged in Xyzzy, ")
    qtbot.waitUntil(lambda: underlined(field) == ["harbuor", "Xyzzy"])


def test_a_word_is_left_alone_until_one_has_gone_on_from_it(
    qtbot: QtBot, window: MainWindow, claim: Claim
) -> None:
    del claim
    field = write_words(qtbot, conclusion(window), "Harbuor is harbuor")
    qtbot.waitUntil(lambda: len(underlined(field)) == 1)
    QTest.keyClicks(field, " ")
    qtbot.waitUntil(lambda: underlined(field) == ["Harbuor", "harbuor"])


def test_a_suggestion_takes_the_place_of_a_word_as_one_step(
    qtbot: QtBot, window: MainWindow, claim: Claim
) -> None:
    del claim
    field = write_words(qtbot, conclusion(window), "The harbuor was dredged.")
    field.textCursor().insertText("\U0001f30a")
    cursor = field.textCursor()
    cursor.setPosition(3)
    cursor.insertText(" \U0001f30a")
    qtbot.waitUntil(lambda: underlined(field) == ["harbuor"])
    menu = menu_at(qtbot, field, 9)
    qtbot.waitUntil(lambda: "harbour" in offers(menu))
    assert {"Add to my words", "Select All"} <= {one.split("\t")[0] for one in offers(menu)}
    assert "Looking for suggestions…" not in offers(menu)
    choose(menu, "harbour")
    assert field.words() == "The \U0001f30a harbour was dredged.\U0001f30a"
    qtbot.waitUntil(lambda: underlined(field) == [])
    field.undo()
    assert field.words() == "The \U0001f30a harbuor was dredged.\U0001f30a"


def test_ones_own_words_are_kept_with_the_settings_until_they_are_removed(
    qtbot: QtBot, window: MainWindow, claim: Claim
) -> None:
    del claim
    field = write_words(qtbot, conclusion(window), "the berth is in the berth ")
    qtbot.waitUntil(lambda: underlined(field) == ["berth", "berth"])
    choose(menu_at(qtbot, field, 6), "Add to my words")
    assert underlined(field) == []
    assert window.preferences.own_words == ["berth"]
    choose(menu_at(qtbot, field, 6), "Remove from my words")
    qtbot.waitUntil(lambda: underlined(field) == ["berth", "berth"])
    assert window.preferences.own_words == []


def test_right_words_and_empty_places_have_the_usual_menu(
    qtbot: QtBot, window: MainWindow, claim: Claim
) -> None:
    del claim
    field = write_words(qtbot, conclusion(window), "harbuor is harbour ")
    qtbot.waitUntil(lambda: underlined(field) == ["harbuor"])
    (looks,) = field.findChildren(Underliner)
    point = QPoint(2, 2)
    cursor = field.textCursor()
    cursor.setPosition(12)
    field.setTextCursor(cursor)
    assert not looks._offer(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, point, point))


def test_each_window_looks_after_its_own_fields(
    qtbot: QtBot, window: MainWindow, claim: Claim, folder: Path, tmp_path: Path
) -> None:
    del claim
    (folder / "en_GB.dic").unlink()
    write_words(qtbot, conclusion(window), "The harbuor was ")
    qtbot.waitUntil(lambda: offers(window.spelling.menu) == ["No dictionary was found"])
    write_dictionary(folder)
    (tmp_path / "other").mkdir()
    # the first window hears of the focus first, and would look in its own dictionaries
    other = open_window(qtbot, tmp_path / "other", make_file(tmp_path / "other"))
    drag(other, span_of(other, "dredged in 1987"))
    press(other, "3")
    field = write_words(qtbot, conclusion(other), "The harbuor was ")
    qtbot.waitUntil(lambda: underlined(field) == ["harbuor"])


def test_checking_is_switched_off_and_on(qtbot: QtBot, window: MainWindow, claim: Claim) -> None:
    del claim
    field = write_words(qtbot, conclusion(window), "The harbuor was ")
    qtbot.waitUntil(lambda: underlined(field) == ["harbuor"])
    window.menus.actions["spelling"].trigger()
    assert underlined(field) == []
    assert not window.preferences.checks_spelling
    window.menus.actions["spelling"].trigger()
    qtbot.waitUntil(lambda: underlined(field) == ["harbuor"])


def test_another_language_is_chosen_in_the_menu(
    qtbot: QtBot, window: MainWindow, claim: Claim, folder: Path
) -> None:
    del claim
    write_dictionary(folder, "de_DE", ("der", "Hafen"))
    field = write_words(qtbot, conclusion(window), "der Hafen is ")
    qtbot.waitUntil(lambda: underlined(field) == ["der", "Hafen"])
    choose(window.spelling.menu, "German, Germany (de_DE)")
    qtbot.waitUntil(lambda: underlined(field) == ["is"])
    assert window.preferences.spelling_language == "de_DE"
    choose(window.spelling.menu, "As the article")
    qtbot.waitUntil(lambda: underlined(field) == ["der", "Hafen"])


def test_who_has_no_dictionary_is_told_where_they_come_from(
    qtbot: QtBot, window: MainWindow, claim: Claim, folder: Path
) -> None:
    del claim
    (folder / "en_GB.dic").unlink()
    field = write_words(qtbot, conclusion(window), "The harbuor was ")
    qtbot.waitUntil(lambda: offers(window.spelling.menu) == ["No dictionary was found"])
    assert underlined(field) == []
    window.menus.actions["spelling"].trigger()
    window.menus.actions["spelling"].trigger()
    assert window.notice.words.text() == NO_DICTIONARY


def test_a_damaged_dictionary_is_told_once_and_left_aside(
    qtbot: QtBot, window: MainWindow, claim: Claim, folder: Path
) -> None:
    del claim
    (folder / "en_GB.aff").write_text("SET NO-SUCH\n")
    field = write_words(qtbot, conclusion(window), "The harbuor was ")
    qtbot.waitUntil(lambda: "en_GB.dic cannot be used" in window.notice.words.text())
    window.notice.hide()
    QTest.keyClicks(field, "dredged ")
    assert window.spelling.checker.dictionary is None
    assert underlined(field) == []


def test_only_what_is_visible_of_a_long_text_is_looked_up(
    qtbot: QtBot, window: MainWindow, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    del claim
    asked: list[str] = []

    def know(_dictionary: Dictionary, word: str) -> bool:
        asked.append(word)
        return True

    monkeypatch.setattr(Dictionary, "knows", know)
    field = write_words(qtbot, conclusion(window), "harbour ")
    letters = "abcdefghij"
    field.setPlainText(
        "".join(f"word{a}{b}{c}\n" for a in letters for b in letters for c in letters)
    )
    qtbot.waitUntil(lambda: any(word.startswith("worda") for word in asked))
    assert len(asked) < 100


def test_the_end_of_the_window_stops_a_dictionary_that_takes_long(
    qtbot: QtBot, window: MainWindow, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    del claim
    begun: list[object] = []

    class Endless:
        def __init__(self, found: object, is_to_stop: Callable[[], bool]) -> None:
            begun.append(found)
            while not is_to_stop():
                pass
            raise Cancelled

    monkeypatch.setattr(checking, "Dictionary", Endless)
    write_words(qtbot, conclusion(window), "The harbuor was ")
    qtbot.waitUntil(lambda: bool(begun))
    window.spelling.close()
    thread = window.spelling.checker._thread
    assert thread is not None
    assert not thread.is_alive()
