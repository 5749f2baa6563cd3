"""A command that cannot act says why, and letters typed after it do nothing until one moves on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.commands.table import COMMANDS, Needs
from annotator.app.shortcuts.keymap import SingleKeys
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from tests.app.desks import article, span_of
from tests.app.real_keys import CTRL, SHIFT, Key, strike

SINGLE = [
    c
    for c in COMMANDS
    if len(c.shortcut) == 1 and c.needs in (Needs.CLAIM, Needs.SELECTION, Needs.REVIEW)
]
WORDS = "3 men of 10 xyz"


def seq(window: MainWindow) -> int:
    return window.session.project.history.latest_seq()


@pytest.mark.parametrize("place", ["text", "list", "articles"])
def test_every_single_letter_without_a_claim_says_why_and_holds_the_letters_after_it(
    window: MainWindow, place: str
) -> None:
    places = {
        "text": window.text.view,
        "list": window.claims.list,
        "articles": window.articles.list,
    }
    places[place].setFocus()
    before = seq(window)
    assert len(SINGLE) > 20
    for command in SINGLE:
        strike(window, command.shortcut.lower())
        assert "Letters do nothing until" in window.notice.words.text(), command.id
        strike(window, WORDS, Key.Key_Backspace, Key.Key_Delete, Key.Key_Return, Key.Key_Space)
        assert window.letters.holds
        strike(window, Key.Key_Escape)
        assert not window.letters.holds, command.id
        assert not window.notice.isVisible()
    assert seq(window) == before
    assert window.text.view.selected() is None


@pytest.mark.parametrize("way", ["Esc", "arrow", "click", "field"])
def test_letters_are_commands_again_once_one_moves_on(window: MainWindow, way: str) -> None:
    window.text.view.setFocus()
    strike(window, "c", WORDS)
    if way == "Esc":
        strike(window, Key.Key_Escape)
    elif way == "arrow":
        strike(window, Key.Key_Down)
    elif way == "field":
        window.claims.listing.bar.search.setFocus()
        strike(window, "10")
        assert window.claims.listing.bar.search.text() == "10"
        window.text.view.setFocus()
    else:
        port = window.text.view.viewport()
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=port.rect().center())
    strike(window, "]", "1")
    assert window.session.project.claims.count(article(window).id) == 1


@pytest.mark.parametrize("words", ["m", "M"])
def test_a_command_that_has_a_claim_and_needs_words_says_so(
    window: MainWindow, claim: Claim, words: str
) -> None:
    before = seq(window)
    held = SHIFT if words.isupper() else Qt.KeyboardModifier.NoModifier
    strike(window, "m", held=held)
    if not words.isupper():
        assert window.notice.words.text().startswith("Select words in the text first.")
    strike(window, WORDS)
    assert (seq(window), claim.number) == (before, 1)


def test_a_refused_act_holds_the_letters_too(window: MainWindow, claim: Claim) -> None:
    window.text.view.setFocus()
    strike(window, Key.Key_F8, "r", WORDS)
    assert "nothing to review" in window.notice.words.text()
    assert window.session.project.tags.of_claims([claim.id])[0].verdict.value == "unsupported"


@pytest.mark.parametrize("way", [Key.Key_Escape, Key.Key_Down])
def test_a_refusal_does_not_come_back_once_letters_act_again(
    window: MainWindow, way: Qt.Key
) -> None:
    window.text.view.setFocus()
    strike(window, "c")
    refused = window.notice.words.text()
    strike(window, way, "]", "1")
    assert window.notice.words.text() != refused
    window.notice.dismiss()
    assert not window.notice.isVisible()


def test_the_word_selected_is_not_typed_over(window: MainWindow) -> None:
    window.text.view.setFocus()
    window.text.view.select(span_of(window, "dredged"))
    strike(window, "c", "123")
    assert window.claims.model.rowCount() == 0


def test_other_keys_without_a_claim_say_why_and_hold_nothing(window: MainWindow) -> None:
    window.text.view.setFocus()
    strike(window, Key.Key_C, held=CTRL | SHIFT)
    assert window.notice.words.text().startswith("Choose a claim first")
    assert not window.letters.holds


def test_a_list_of_other_things_removes_no_claim(window: MainWindow, claim: Claim) -> None:
    window.articles.list.setFocus()
    strike(window, Key.Key_Delete)
    assert "another list has the focus" in window.notice.words.text()
    assert window.session.project.claims.get(claim.id) is not None


def test_a_letter_that_is_no_command_where_the_focus_is_says_nothing(window: MainWindow) -> None:
    window.keymap.switch_single_keys(SingleKeys.IN_TEXT)
    window.articles.list.setFocus()
    strike(window, "c")
    assert not window.letters.holds
    assert not window.notice.isVisible()
    window.text.view.setFocus()
    strike(window, "c")
    assert window.letters.holds
