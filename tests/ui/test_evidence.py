"""Evidence by keys: sources found again, files opened, saved, pasted and taken off."""

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.claims import Claim
from annotator.domain.evidence import Evidence, SourceRank, Stance
from annotator.store import missing_files
from annotator.ui.dialogs.evidence import EvidenceDialog
from annotator.ui.dialogs.source import JoinDialog, SourceDialog
from annotator.ui.evidence.card import EvidenceCard
from annotator.ui.evidence.looking import Way, way_of
from annotator.ui.evidence.sources_page import SourcesPage
from annotator.ui.main_window import MainWindow
from tests.ui.desks import answering, drag, drop, press, span_of, until, write


@pytest.fixture
def claim(window: MainWindow) -> Claim:
    return mark(window, "dredged in 1987")


def mark(window: MainWindow, words: str) -> Claim:
    drag(window, span_of(window, words))
    press(window, "M")
    assert window.session.claim is not None
    return window.session.claim


def pieces(window: MainWindow) -> list[Evidence]:
    assert window.session.claim is not None
    return window.session.project.evidence.of_claims([window.session.claim.id])


def keep(window: MainWindow, *steps: tuple[str, ...]) -> Evidence:
    """Add evidence by the keyboard alone: each step types words, or presses keys."""

    def fill(dialog: EvidenceDialog) -> None:
        assert dialog.focusWidget() is dialog.source.title
        for kind, *what in steps:
            if kind == "type":
                field = dialog.focusWidget()
                assert field is not None
                QTest.keyClicks(field, what[0])
            else:
                press(dialog, *what)
        press(dialog, "Ctrl+Return")

    before = len(pieces(window))
    timer = answering(EvidenceDialog, fill)
    press(window, "E")
    assert not timer.isActive()
    until(lambda: len(window.claims.details.evidence.cards) == before + 1)
    return pieces(window)[-1]


@pytest.mark.usefixtures("claim")
def test_evidence_is_entered_by_the_keyboard_alone(window: MainWindow) -> None:
    piece = keep(
        window,
        ("type", "Harbour archive"),
        ("press", "Tab"),
        ("type", "https://example.org/archive"),
        ("press", "Alt+2"),
    )
    assert piece.source.details.title == "Harbour archive"
    assert piece.source.details.url == "https://example.org/archive"
    assert piece.details.stance is Stance.CONTRADICTS
    assert piece.details.accessed_on


def test_a_source_is_found_again_by_a_word_and_taken_by_keys(
    window: MainWindow, claim: Claim
) -> None:
    first = keep(window, ("type", "Register of harbours"))
    mark(window, "4,200 people")

    def fill(dialog: EvidenceDialog) -> None:
        title = dialog.source.title
        QTest.keyClicks(title, "HARB")
        until(lambda: title.offered != [] and title.popup.isVisible())
        assert "1 claim rests on it" in title.offered[0]
        press(title.popup, "Down", "Return")
        until(lambda: dialog.source.source is not None)
        assert title.text() == "Register of harbours"
        press(dialog, "Ctrl+Return")

    timer = answering(EvidenceDialog, fill)
    press(window, "E")
    assert not timer.isActive()
    until(lambda: len(pieces(window)) == 1)
    assert pieces(window)[0].source.id == first.source.id
    resting = window.session.project.sources.claims_on(first.source.id)
    assert [r.number for r in resting] == [1, 2]
    assert resting[0].claim_id == claim.id


@pytest.mark.usefixtures("claim")
def test_a_source_with_the_same_address_is_offered(window: MainWindow) -> None:
    url = "https://example.org/a"
    first = keep(window, ("type", "Register"), ("press", "Tab"), ("type", url))

    def fill(dialog: EvidenceDialog) -> None:
        write(dialog.source.url, url)
        assert "Register" in dialog.source._offer.text()
        QTest.mouseClick(dialog.source._offer, Qt.MouseButton.LeftButton)
        press(dialog, "Ctrl+Return")

    timer = answering(EvidenceDialog, fill)
    press(window, "E")
    assert not timer.isActive()
    until(lambda: len(pieces(window)) == 2)
    assert {piece.source.id for piece in pieces(window)} == {first.source.id}


@pytest.mark.usefixtures("claim")
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(window: MainWindow) -> None:
    def fill(dialog: EvidenceDialog) -> None:
        form = dialog.source
        write(form.title, "A clerk")
        form.confidential.click()
        press(dialog, "Ctrl+Return")
        assert "code name" in dialog._problem.text().lower()
        assert dialog.focusWidget() is form.code_name
        QTest.keyClicks(form.code_name, "Heron")
        press(dialog, "Ctrl+Return")

    timer = answering(EvidenceDialog, fill)
    press(window, "E")
    assert not timer.isActive()
    until(lambda: len(pieces(window)) == 1)
    assert pieces(window)[0].source.details.code_name == "Heron"


@pytest.mark.usefixtures("claim")
def test_editing_says_where_else_the_source_serves(window: MainWindow) -> None:
    piece = keep(window, ("type", "Register"))

    def change(dialog: EvidenceDialog) -> None:
        assert "1 claim rests on it" in dialog.source._about.text()
        dialog.source.title.selectAll()
        QTest.keyClicks(dialog.source.title, "The register of 1987")
        dialog.source.rank.setCurrentIndex(list(SourceRank).index(SourceRank.PRIMARY))
        press(dialog, "Ctrl+Return")

    timer = answering(EvidenceDialog, change)
    press(focused_card(window), "Return")
    assert not timer.isActive()
    details = window.session.project.evidence.source(piece.source.id).details
    assert (details.title, details.rank) == ("The register of 1987", SourceRank.PRIMARY)
    assert len(window.session.project.sources.ids()) == 1


def focused_card(window: MainWindow) -> EvidenceCard:
    window.activateWindow()
    until(window.isActiveWindow)
    card = window.claims.details.evidence.cards[0]
    card.setFocus()
    until(card.hasFocus)
    return card


def picture() -> QImage:
    image = QImage(12, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


@pytest.mark.usefixtures("claim")
def test_a_picture_is_pasted_on_a_card_and_shown(window: MainWindow) -> None:
    keep(window, ("type", "Register"))
    QGuiApplication.clipboard().setImage(picture())
    press(focused_card(window), "Ctrl+V")
    until(lambda: len(window.claims.details.evidence.cards[0].files) == 1)
    (kept,) = pieces(window)[0].attachments
    assert kept.name.startswith("Pasted picture ")
    data = window.session.project.evidence.content(kept.sha256)
    assert QImage.fromData(data).pixelColor(3, 3) == picture().pixelColor(3, 3)
    row = window.claims.details.evidence.cards[0].files[0]
    until(lambda: not row._picture.isHidden())


@pytest.mark.usefixtures("claim")
def test_two_files_are_dropped_on_the_dialog(window: MainWindow, tmp_path: Path) -> None:
    files = [tmp_path / "one.pdf", tmp_path / "two.csv"]
    for file in files:
        file.write_bytes(file.name.encode())

    def fill(dialog: EvidenceDialog) -> None:
        write(dialog.source.title, "Register")
        drop(dialog, *files)
        press(dialog, "Ctrl+Return")

    timer = answering(EvidenceDialog, fill)
    press(window, "E")
    assert not timer.isActive()
    until(lambda: len(pieces(window)) == 1)
    assert [kept.name for kept in pieces(window)[0].attachments] == ["one.pdf", "two.csv"]


def attached(window: MainWindow, tmp_path: Path, name: str, data: bytes) -> None:
    keep(window, ("type", "Register"))
    file = tmp_path / name
    file.write_bytes(data)
    drop(window.claims.details.evidence.cards[0], file)
    until(lambda: len(window.claims.details.evidence.cards[0].files) == 1)


@pytest.mark.usefixtures("claim")
def test_a_file_is_opened_from_a_private_copy_and_exported_byte_for_byte(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytes(range(256)) * 9
    attached(window, tmp_path, "proof.pdf", data)
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    row = window.claims.details.evidence.cards[0].files[0]
    button = row.findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    copy = Path(shown[0].toLocalFile())
    assert copy.read_bytes() == data
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700

    target = tmp_path / "again.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    row.save_asked.emit(row.attachment)
    assert target.read_bytes() == data
    window.evidencing._copies.clear()
    assert not copy.exists()


@pytest.mark.usefixtures("claim")
def test_a_program_is_never_opened(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attached(window, tmp_path, "invoice.pdf.EXE", b"MZ")
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    kept = pieces(window)[0].attachments[0]
    window.evidencing.open_file(kept)
    assert shown == []
    assert "is not opened from here" in window.notice.words.text()


@pytest.mark.usefixtures("claim")
def test_a_web_page_is_opened_only_when_its_reader_knows(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attached(window, tmp_path, "page.html", b"<p>")
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    window.evidencing.open_file(pieces(window)[0].attachments[0])
    assert shown == []
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert len(shown) == 1


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("a.pdf", Way.SHOWS),
        ("a.png", Way.SHOWS),
        ("setup.exe", Way.RUNS),
        ("setup.exe. ", Way.RUNS),
        ("x.tar.gz", Way.SHOWS),
        ("RUN.SH", Way.RUNS),
        ("page.htm", Way.LOADS),
        ("none", Way.SHOWS),
    ],
)
def test_names_tell_what_opening_would_do(name: str, way: Way) -> None:
    assert way_of(name) is way


@pytest.mark.usefixtures("claim")
def test_a_file_is_taken_off_and_comes_back(window: MainWindow, tmp_path: Path) -> None:
    attached(window, tmp_path, "proof.pdf", b"%PDF")
    row = window.claims.details.evidence.cards[0].files[0]
    row.remove_asked.emit(row.attachment)
    assert pieces(window)[0].attachments == ()
    window.text.view.setFocus()
    press(window, "Ctrl+Z")
    assert len(pieces(window)[0].attachments) == 1


def test_the_sources_page_leads_to_the_claims(window: MainWindow, claim: Claim) -> None:
    keep(window, ("type", "Register of harbours"))
    mark(window, "4,200 people")
    keep(window, ("type", "Census"))
    press(window, "Ctrl+Shift+S")
    page = window.sources.page
    assert page is not None
    write(page.words, "harb")
    until(lambda: page.model.rowCount() == 1)
    page.claims.setFocus()
    press(page.claims, "Home", "Return")
    assert window.session.claim is not None
    assert window.session.claim.id == claim.id


@pytest.mark.usefixtures("claim")
def test_a_card_leads_to_its_source(window: MainWindow) -> None:
    keep(window, ("type", "Census"))
    piece = keep(window, ("type", "Register"))
    window.claims.details.evidence.cards[1].source_asked.emit(piece.source.id)
    page = window.sources.page
    assert page is not None
    used = page.chosen()
    assert used is not None
    assert used.source.id == piece.source.id
    assert page.claims.count() == 1


def page_of(window: MainWindow) -> SourcesPage:
    press(window, "Ctrl+Shift+S")
    assert window.sources.page is not None
    return window.sources.page


@pytest.mark.usefixtures("claim")
def test_a_source_is_edited_on_the_page(window: MainWindow) -> None:
    keep(window, ("type", "Register"))
    page = page_of(window)
    assert not page.remove.isEnabled()

    def rename(dialog: SourceDialog) -> None:
        write(dialog.form.more["author"], "Harbour office")
        press(dialog, "Return")

    timer = answering(SourceDialog, rename)
    QTest.mouseClick(page.edit, Qt.MouseButton.LeftButton)
    assert not timer.isActive()
    used = page.chosen()
    assert used is not None
    assert used.source.details.author == "Harbour office"


@pytest.mark.usefixtures("claim")
def test_two_records_are_joined_on_the_page(window: MainWindow) -> None:
    keep(window, ("type", "Register"))
    keep(window, ("type", "The register"))
    page = page_of(window)
    used = page.chosen()
    assert used is not None

    def join(dialog: JoinDialog) -> None:
        write(dialog.finder, "the register")
        until(lambda: dialog.list.count() == 1)
        dialog.list.setCurrentRow(0)
        press(dialog, "Return")

    joining = answering(JoinDialog, join)
    QTest.mouseClick(page.merge, Qt.MouseButton.LeftButton)
    assert not joining.isActive()
    assert page.model.rowCount() == 1
    assert {piece.source.id for piece in pieces(window)} == {used.source.id}
    page.activateWindow()
    page.list.setFocus()
    QTest.qWait(50)  # until the dialog that is gone has given the window back
    press(page, "Ctrl+Z")
    assert page.model.rowCount() == 2


def test_the_page_says_what_to_do_while_there_is_no_source(
    qtbot: QtBot, window: MainWindow
) -> None:
    press(window, "Ctrl+Shift+S")
    page = window.sources.page
    assert page is not None
    qtbot.waitUntil(page.isVisible)
    assert page._title.text() == "No source yet"
    assert not page.edit.isEnabled()


def test_a_file_that_is_not_in_the_project_is_said_to_be_missing(
    window: MainWindow, claim: Claim
) -> None:
    keep(window, ("type", "Harbour office"))
    (piece,) = pieces(window)
    known = {"id": "f1", "name": "logbook.pdf", "mime": "application/pdf", "size": 4}
    row = {**known, "sha256": "0" * 64, "evidence_id": piece.id, "added_at": piece.created_at}
    with window.session.project.change("Brought in") as under_way:
        missing_files.remember(under_way.writer, row)
    assert [kept.name for kept in pieces(window)[0].missing] == ["logbook.pdf"]
    card = EvidenceCard(pieces(window)[0], window.theme)
    words = " ".join(line.text() for line in card.findChildren(QLabel))
    assert "“logbook.pdf” (4 bytes) is not in this project. Attach it again" in words
    assert card.files == []
    assert claim.id == piece.claim_id
