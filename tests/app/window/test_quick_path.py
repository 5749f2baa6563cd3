"""From the selected words to verdict, line and source in a few keys, without leaving the text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.evidence.model import Stance
from tests.app.desks import PLAIN, article, drag, press, span_of, standing_of, until
from tests.app.keyboard import Keyboard, copy
from tests.evidence.ui.evidence_kept import pieces

URL = "https://www.port-alder.example/dredging/1987"
LINE = "The port authority dates it to May."


def own_tag(window: MainWindow) -> Tag:
    assert window.session.claim is not None
    (tag,) = window.session.project.tags.of_claims([window.session.claim.id])
    return tag


def drop_data(window: MainWindow, data: QMimeData) -> bool:
    """Drop data on the window as another program's; whether the window takes it."""
    place, copied, left = QPoint(400, 300), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(place, copied, data, left, PLAIN)
    QApplication.sendEvent(window, entering)
    if entering.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(place), copied, data, left, PLAIN))
    return entering.isAccepted()


@pytest.mark.parametrize(
    ("verdict", "keys"),
    [
        (Verdict.VERIFIED, ["1"]),
        (Verdict.UNSUPPORTED, ["3"]),
        (Verdict.DISPUTED, ["2", "1"]),
    ],
)
def test_verdict_line_and_address_take_four_presses_after_the_selection(
    window: MainWindow, verdict: Verdict, keys: list[str]
) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    copy(URL)
    keyboard = Keyboard(window)
    keyboard.press(*keys, "Ctrl+V", "Return")
    keyboard.type(LINE)
    assert keyboard.presses <= 4
    until(lambda: own_tag(window).conclusion == LINE)  # typing that rests is saved by itself
    assert own_tag(window).verdict is verdict
    (piece,) = pieces(window)
    assert (piece.source.details.url, piece.source.details.title) == (URL, "port-alder.example")


def test_four_presses_lead_back_to_the_text(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    copy(URL)
    keyboard = Keyboard(window)
    keyboard.press("1", "Return")
    keyboard.type(LINE)
    keyboard.press("Return", "Ctrl+V")
    assert keyboard.presses == 4
    assert own_tag(window).conclusion == LINE
    assert len(pieces(window)) == 1
    assert window.text.view.hasFocus()


def test_four_presses_lead_back_to_the_text_from_a_dispute(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    copy(URL)
    keyboard = Keyboard(window)
    keyboard.press("2", "Return")  # Enter takes the reason in focus and leads to the line
    keyboard.type(LINE)
    keyboard.press("Return", "Ctrl+V")
    assert keyboard.presses == 4
    assert (own_tag(window).conclusion, own_tag(window).reason) == (
        LINE,
        DisputeReason.CONTRADICTED,
    )
    assert len(pieces(window)) == 1
    assert window.text.view.hasFocus()


def test_enter_takes_the_reason_in_focus_or_leaves(window: MainWindow, claim: Claim) -> None:
    keyboard = Keyboard(window)
    keyboard.press("2", "Down", "Down", "Return")
    assert own_tag(window).reason is DisputeReason.MISLEADING
    assert window.claims.details.mine.conclusion.hasFocus()
    keyboard.press("Esc", "2")
    window.claims.reason.leave.setFocus()
    keyboard.press("Return")
    assert not window.claims.reason.is_asking
    assert own_tag(window).claim_id == claim.id


def test_who_goes_on_reading_lands_in_no_field(window: MainWindow) -> None:
    window.text.view.setFocus()
    Keyboard(window).press("]", "1", "]", "3", "]", "2", "2", "]", "1")
    assert [standing_of(window, number) for number in range(1, 5)] == [
        *("verified", "unsupported", "disputed", "verified")
    ]
    assert window.text.view.hasFocus()


def test_a_dispute_is_given_its_reason_beside_the_text(window: MainWindow, claim: Claim) -> None:
    keyboard, asking = Keyboard(window), window.claims.reason
    keyboard.press("2")
    assert asking.isVisible()
    assert QApplication.activeModalWidget() is None
    keyboard.press("Esc")
    assert not asking.isVisible()
    assert own_tag(window).verdict is Verdict.UNSUPPORTED
    keyboard.press("2", "3")
    assert own_tag(window).reason is DisputeReason.MISLEADING
    assert window.text.view.hasFocus()
    assert claim.id == own_tag(window).claim_id


def choose_another(window: MainWindow) -> None:
    window.session.choose_claim(window.session.project.claims.of_article(article(window).id)[1].id)


def close_project(window: MainWindow) -> None:
    window.session.close()


def tag_otherwise(window: MainWindow) -> None:
    window.desk.tag(Verdict.VERIFIED)


@pytest.mark.usefixtures("claims")
@pytest.mark.parametrize("act", [choose_another, close_project, tag_otherwise])
def test_a_question_about_one_claim_is_none_about_another(
    window: MainWindow, act: Callable[[MainWindow], None]
) -> None:
    first = window.session.project.claims.of_article(article(window).id)[0]
    window.session.choose_claim(first.id)
    press(window, "2")
    assert window.claims.reason.is_asking
    act(window)
    assert not window.claims.reason.is_asking
    assert not window.claims.reason.isVisible()


def test_a_hidden_pane_comes_back_for_the_reason(window: MainWindow, claim: Claim) -> None:
    window.menus.actions["claims_pane"].trigger()
    assert not window.claims.isVisible()
    window.text.view.setFocus()
    press(window, "2", "1")
    assert own_tag(window).verdict is Verdict.DISPUTED
    assert own_tag(window).claim_id == claim.id


COPIED = {
    "an address": (URL, [(URL, "port-alder.example", "")]),
    "with its title": (f"Dredging in 1987\n{URL}", [(URL, "Dredging in 1987", "")]),
    "in a sentence": (f"Dredging ({URL}).", [(URL, "Dredging", "")]),
    "behind a quotation": (
        f"“It left in May.” {URL}",
        [(URL, "port-alder.example", "It left in May.")],
    ),
    "several": (
        "Report: https://a.example/1\nhttps://b.example",
        [("https://a.example/1", "Report", ""), ("https://b.example", "b.example", "")],
    ),
}


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize(("words", "kept"), COPIED.values(), ids=COPIED)
def test_what_is_pasted_beside_a_claim_is_its_evidence(
    window: MainWindow, words: str, kept: list[tuple[str, str, str]]
) -> None:
    copy(words)
    Keyboard(window).press("Ctrl+V")
    found = [
        (p.source.details.url, p.source.details.title, p.details.quotation) for p in pieces(window)
    ]
    assert found == kept
    assert window.notice.isVisible()
    assert window.notice.button.text() == "Undo"
    window.notice.button.click()
    assert pieces(window) == []


def from_firefox() -> QMimeData:
    data = QMimeData()
    data.setData("text/x-moz-url", f"{URL}\nDredging in 1987".encode("utf-16-le"))
    data.setUrls([QUrl(URL)])
    return data


def from_chrome() -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(URL)])
    data.setText(URL)
    data.setHtml(f'<a href="{URL}">Dredging <b>in 1987</b></a>')
    return data


def as_words() -> QMimeData:
    data = QMimeData()
    data.setText(f"Dredging in 1987 {URL}")
    return data


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize("dragged", [from_firefox, from_chrome, as_words])
def test_an_address_dropped_on_the_window_is_evidence_under_its_title(
    window: MainWindow, dragged: Callable[[], QMimeData]
) -> None:
    assert drop_data(window, dragged())
    (piece,) = pieces(window)
    assert piece.source.details.url == URL
    assert piece.source.details.title == "Dredging in 1987"
    assert piece.details.stance is Stance.CONTEXT  # the claim is tagged unsupported


LINK_FILES = {
    ".url": f"[InternetShortcut]\r\nURL={URL}\r\nIconIndex=0\r\n",
    ".desktop": f"[Desktop Entry]\nType=Link\nName=x\nURL[$e]={URL}\n",
    ".webloc": '<?xml version="1.0"?><plist version="1.0"><dict><key>URL</key>'
    f"<string>{URL}</string></dict></plist>",
}


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize("suffix", LINK_FILES)
def test_a_file_of_a_link_dropped_on_the_window_is_evidence(
    window: MainWindow, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"Dredging in 1987{suffix}"
    file.write_text(LINK_FILES[suffix], encoding="utf-8", newline="")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    assert drop_data(window, data)
    until(lambda: len(pieces(window)) == 1)
    details = pieces(window)[0].source.details
    assert (details.url, details.title) == (URL, "Dredging in 1987")


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize("again", [URL, URL.replace("https", "http"), f"{URL}/#:~:text=May"])
def test_the_same_address_again_is_offered_and_no_second_piece(
    window: MainWindow, again: str
) -> None:
    keyboard = Keyboard(window)
    for words in (URL, again):
        copy(words)
        keyboard.press("Ctrl+V")
    (first,) = pieces(window)
    assert "already" in window.notice.words.text()
    window.notice.button.click()
    assert [piece.source.id for piece in pieces(window)] == [first.source.id] * 2


def test_the_same_address_on_another_claim_is_the_same_source(window: MainWindow) -> None:
    keyboard, found = Keyboard(window), []
    copy(URL)
    for words in ("dredged in 1987", "the largest harbour"):
        drag(window, span_of(window, words))
        keyboard.press("1", "Ctrl+V")
        found += pieces(window)
    assert found[0].source.id == found[1].source.id
    assert found[0].claim_id != found[1].claim_id


@pytest.mark.parametrize("words", [URL, "plain words", ""])
def test_pasting_without_a_claim_says_what_is_missing(window: MainWindow, words: str) -> None:
    QGuiApplication.clipboard().setText(words)
    window.text.view.setFocus()
    Keyboard(window).press("Ctrl+V")
    assert window.notice.isVisible()
    assert window.session.project.sources.ids() == []


def test_a_field_keeps_what_is_pasted_for_itself(window: MainWindow, claim: Claim) -> None:
    copy(URL)
    keyboard = Keyboard(window)
    keyboard.press("C", "Ctrl+V", "Return")
    assert own_tag(window).conclusion == URL
    assert pieces(window) == []
    assert claim.id == own_tag(window).claim_id
