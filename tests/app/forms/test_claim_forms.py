"""Forms about a claim: beside the text, kept as drafts, and never lost without a question."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.app.forms.form import ClaimForm
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.evidence.model import Stance
from tests.app.desks import article, press, until
from tests.app.keyboard import Keyboard, copy
from tests.evidence.ui.evidence_kept import form_of, keep, open_form, pieces

URL = "https://register.example/harbours"
KINDS = {"evidence": "E", "contact": "Shift+Q"}


def opened(window: MainWindow, kind: str) -> ClaimForm:
    """A form that was just opened by its key."""
    window.text.view.setFocus()
    press(window, KINDS[kind])
    assert window.session.claim is not None
    form = window.claims.details.forms.find(kind, window.session.claim.id)
    assert form is not None
    return form


def fields(form: ClaimForm) -> list[QWidget]:
    """Every field of a form that words are typed into and that is shown."""
    kinds = (QLineEdit, QPlainTextEdit)
    return [f for kind in kinds for f in form.findChildren(kind) if f.isVisible()]


def choose(window: MainWindow, number: int) -> None:
    claims = window.session.project.claims.of_article(article(window).id)
    window.session.choose_claim(claims[number].id)


@pytest.mark.usefixtures("claims")
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_is_there_again_when_its_claim_is(window: MainWindow, kind: str) -> None:
    choose(window, 0)
    form, keyboard = opened(window, kind), Keyboard(window)
    assert QApplication.activeModalWidget() is None
    keyboard.type("Harbour")
    choose(window, 1)
    assert not form.isVisible()
    assert window.claims.details.forms.drafts() == [form]
    choose(window, 0)
    assert form.isVisible()
    form.first_field().setFocus()
    keyboard.press("Ctrl+Z")
    assert not form.holds_words  # the field has its own undo, still
    assert window.session.project.to_undo() is not None


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize("kind", KINDS)
def test_esc_leads_from_every_field_to_the_text_and_keeps_words(
    window: MainWindow, kind: str
) -> None:
    keyboard = Keyboard(window)
    for number in range(len(fields(opened(window, kind)))):
        form = opened(window, kind)
        fields(form)[number].setFocus()
        keyboard.type("7")
        keyboard.press("Esc")
        assert window.text.view.hasFocus()
        assert form.isVisible()
    assert window.claims.details.forms.drafts() == [form]


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_without_words_goes_with_esc(window: MainWindow, kind: str) -> None:
    opened(window, kind)
    Keyboard(window).press("Esc")
    assert window.text.view.hasFocus()
    assert window.session.claim is not None
    assert window.claims.details.forms.find(kind, window.session.claim.id) is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("keys", ["Ctrl+Return", "Return"])
def test_keys_keep_a_form_and_lead_back_to_the_text(
    window: MainWindow, claim: Claim, kind: str, keys: str
) -> None:
    opened(window, kind)
    keyboard = Keyboard(window)
    keyboard.type("Harbour office")
    keyboard.press(keys)
    assert window.text.view.hasFocus()
    project = window.session.project
    kept = {
        "evidence": [p.source.details.title for p in project.evidence.of_claims([claim.id])],
        "contact": [c.details.person for c in project.people.contacts(claim.id)],
    }
    assert kept[kind] == ["Harbour office"]


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing_is_said_in_the_form_and_words_stay(window: MainWindow, kind: str) -> None:
    form, keyboard = opened(window, kind), Keyboard(window)
    last = form.findChildren(QPlainTextEdit)[-1]
    last.setFocus()
    keyboard.type("7")
    keyboard.press("Ctrl+Return")
    assert form._problem.isVisible()
    assert window.focusWidget() is form.first_field()
    assert form.holds_words


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize("kind", KINDS)
def test_cancel_asks_before_words_are_lost(window: MainWindow, kind: str) -> None:
    form = opened(window, kind)
    Keyboard(window).type("Harbour")
    form.cancel.click()
    assert form.discard.isVisible()
    form.go_on.click()
    assert form.holds_words
    form.cancel.click()
    form.discard.click()
    assert window.claims.details.forms.drafts() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_project_is_not_closed_over_a_draft_unasked(
    window: MainWindow, claim: Claim, kind: str, path: Path
) -> None:
    form = opened(window, kind)
    Keyboard(window).type("Harbour")
    window.session.choose_article(article(window).id)
    window.close()
    assert window.isVisible()
    assert kind in window.notice.words.text()
    window.notice.button.click()
    assert window.focusWidget() is form.first_field()
    assert claim.id == form.claim_id
    assert window.open(path)  # whoever asks again means it
    assert window.claims.details.forms.drafts() == []


def test_a_form_stands_in_the_place_of_the_card_it_edits(window: MainWindow, marked: Claim) -> None:
    first = keep(window, ("type", "Register"))
    keep(window, ("type", "Archive"))
    window.evidencing.edit(first.id)
    cards = window.claims.details.evidence.cards
    form = form_of(window, marked.id, first.id)
    until(form.isVisible)
    assert [card.isVisible() for card in cards] == [False, True]
    until(lambda: form.y() < cards[1].y())


@pytest.mark.usefixtures("marked")
def test_copied_words_begin_evidence_as_its_quotation(window: MainWindow) -> None:
    copy("The dredger left in May.")
    keyboard = Keyboard(window)
    keyboard.press("Ctrl+V")
    keyboard.type("Log book")
    keyboard.press("Return")
    (piece,) = pieces(window)
    assert piece.source.details.title == "Log book"
    assert piece.details.quotation == "The dredger left in May."


@pytest.mark.usefixtures("marked")
def test_evidence_needs_an_address_or_a_title_and_not_both(window: MainWindow) -> None:
    form, keyboard = open_form(window), Keyboard(window)
    form.source.url.setFocus()
    keyboard.type(URL)
    keyboard.press("Ctrl+Return")
    (piece,) = pieces(window)
    assert (piece.source.details.title, piece.source.details.url) == ("register.example", URL)


def cited(window: MainWindow) -> None:
    copy(URL)
    Keyboard(window).press("Ctrl+V")
    until(lambda: len(window.claims.details.evidence.cards) == 1)


@pytest.mark.usefixtures("marked")
def test_an_address_is_opened_once_one_has_said_so_and_copied(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("annotator.app.files.external_programs.open_address", shown.append)
    cited(window)
    QGuiApplication.clipboard().clear()
    row = window.claims.details.evidence.cards[0].addresses[0]
    row.copy.click()
    assert QGuiApplication.clipboard().text() == URL
    row.link.click()
    assert shown == []
    window.notice.button.click()
    assert shown == [URL]


@pytest.mark.usefixtures("marked")
def test_what_evidence_does_to_a_claim_is_changed_on_its_card(window: MainWindow) -> None:
    cited(window)
    window.claims.details.evidence.cards[0].stance.choices[Stance.CONTRADICTS].trigger()
    assert pieces(window)[0].details.stance is Stance.CONTRADICTS


@pytest.mark.usefixtures("marked")
def test_a_source_is_given_its_title_in_place(qtbot: QtBot, window: MainWindow) -> None:
    cited(window)
    field = next(iter(window.claims.details.evidence.fields.values()))
    field.setFocus()
    Keyboard(window).type("Register")
    qtbot.waitUntil(lambda: pieces(window)[0].source.details.title == "Register", timeout=6000)
    assert window.focusWidget() is field  # who goes on typing is not disturbed
    Keyboard(window).type(" of 1987")
    Keyboard(window).press("Return")
    assert pieces(window)[0].source.details.title == "Register of 1987"


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("act", ["undo", "removal"])
def test_words_stay_when_what_they_are_about_is_gone(window: MainWindow, act: str) -> None:
    piece = keep(window, ("type", "Register"))
    window.evidencing.edit(piece.id)
    form, keyboard = form_of(window, piece.claim_id, piece.id), Keyboard(window)
    keyboard.type(" of harbours")
    gone: dict[str, Callable[[], object]] = {
        "undo": window.session.back.undo,
        "removal": lambda: window.evidencing.remove(piece.id),
    }
    gone[act]()
    assert pieces(window) == []
    assert form.isVisible()
    form.first_field().setFocus()
    keyboard.press("Ctrl+Return")
    assert len(pieces(window)) == 1
