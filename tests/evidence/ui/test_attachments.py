"""Files kept with evidence: pasted, dropped, opened, taken off, and missing."""

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.evidence.ui.list import EvidenceCard
from annotator.storage import missing_files
from tests.app.desks import drop, press, until, write
from tests.evidence.ui.evidence_kept import focused_card, keep, open_form, pieces


def picture() -> QImage:
    image = QImage(12, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the system is asked to open; it opens nothing."""
    found: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", found.append)
    return found


@pytest.mark.usefixtures("marked")
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


@pytest.mark.usefixtures("marked")
def test_two_files_are_dropped_on_the_form(window: MainWindow, tmp_path: Path) -> None:
    files = [tmp_path / "one.pdf", tmp_path / "two.csv"]
    for file in files:
        file.write_bytes(file.name.encode())

    form = open_form(window)
    write(form.source.title, "Register")
    drop(form, *files)
    press(window, "Ctrl+Return")
    until(lambda: len(pieces(window)) == 1)
    assert [kept.name for kept in pieces(window)[0].attachments] == ["one.pdf", "two.csv"]


def attached(window: MainWindow, tmp_path: Path, name: str, data: bytes) -> None:
    keep(window, ("type", "Register"))
    file = tmp_path / name
    file.write_bytes(data)
    drop(window.claims.details.evidence.cards[0], file)
    until(lambda: len(window.claims.details.evidence.cards[0].files) == 1)


@pytest.mark.usefixtures("marked")
def test_a_file_is_opened_from_a_private_copy_and_exported_byte_for_byte(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: list[QUrl]
) -> None:
    data = b"%PDF-1.7" + bytes(range(256)) * 9
    attached(window, tmp_path, "proof.pdf", data)
    row = window.claims.details.evidence.cards[0].files[0]
    button = row.findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    until(lambda: len(shown) == 1)
    copy = Path(shown[0].toLocalFile())
    assert copy.read_bytes() == data
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700

    target = tmp_path / "again.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    row.save_asked.emit(row.attachment)
    until(target.exists)
    assert target.read_bytes() == data
    assert len(shown) == 1
    window.evidencing.copies.clear()
    assert not copy.exists()


@pytest.mark.usefixtures("marked")
def test_a_program_is_never_opened(window: MainWindow, tmp_path: Path, shown: list[QUrl]) -> None:
    attached(window, tmp_path, "invoice.pdf.EXE", b"MZ")
    kept = pieces(window)[0].attachments[0]
    window.evidencing.open_file(kept)
    assert shown == []
    assert "is not opened from here" in window.notice.words.text()


@pytest.mark.usefixtures("marked")
def test_a_web_page_is_opened_only_when_its_reader_knows(
    window: MainWindow, tmp_path: Path, shown: list[QUrl]
) -> None:
    attached(window, tmp_path, "page.html", b"<p>")
    window.evidencing.open_file(pieces(window)[0].attachments[0])
    assert shown == []
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    until(lambda: len(shown) == 1)


@pytest.mark.usefixtures("marked")
def test_a_file_is_taken_off_and_comes_back(window: MainWindow, tmp_path: Path) -> None:
    attached(window, tmp_path, "proof.pdf", b"%PDF")
    row = window.claims.details.evidence.cards[0].files[0]
    row.remove_asked.emit(row.attachment)
    assert pieces(window)[0].attachments == ()
    window.text.view.setFocus()
    press(window, "Ctrl+Z")
    assert len(pieces(window)[0].attachments) == 1


def test_a_file_that_is_not_in_the_project_is_said_to_be_missing(
    window: MainWindow, marked: Claim
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
    assert marked.id == piece.claim_id
