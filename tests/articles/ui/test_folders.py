"""A folder and a book that are dropped on the window; and a claim that is cited by its page."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from annotator.app.details.details import ClaimHead
from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.fields import FilterLine
from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Locator, Metadata
from annotator.articles.ui.dialog import ChaptersDialog
from annotator.claims.service import claims
from tests.app.desks import answering, drop, span_of, until
from tests.app.front_keys import CTRL, bring_to_front, hit, type_words
from tests.articles.intake.test_epub import epub


def headings(window: MainWindow) -> list[str]:
    return [found.heading for found in window.session.project.articles.page()]


def test_a_folder_comes_in_at_once_and_goes_at_once(window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    before = headings(window)
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"The quay {name} closes.")
    (folder / "d.pdf").write_bytes(b"none")
    (folder / "e.jpg").write_bytes(b"\xff\xd8\xff")
    drop(window, folder)
    until(lambda: headings(window) == [*before, "a.txt", "b.txt", "c.txt"])
    until(lambda: "Passed over" in window.notice.words.text())
    assert window.notice.words.text() == (
        "“d.pdf” is cut short or damaged and cannot be read. Ask for it to be sent again. "
        "Passed over: 1 file of another kind."
    )
    until(lambda: window.session.work.task is None)
    bring_to_front(window)
    hit(Qt.Key.Key_Z, CTRL)
    until(lambda: headings(window) == before)


def test_a_folder_without_articles_is_told(window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    drop(window, folder)
    until(lambda: window.notice.words.text() == "“in” holds no file that can be added.")


def lines_of(dialog: ChaptersDialog) -> list[str]:
    return [dialog.chapters.item(row).text() for row in range(dialog.chapters.count())]


def test_the_chapters_of_a_book_are_shown_and_come_in_together(
    window: MainWindow, tmp_path: Path
) -> None:
    before = headings(window)
    told: list[str] = []

    def look(dialog: ChaptersDialog) -> None:
        told.extend(lines_of(dialog))
        hit(Qt.Key.Key_Return)

    timer = answering(ChaptersDialog, look)
    (tmp_path / "quay.epub").write_bytes(epub())
    drop(window, tmp_path / "quay.epub")
    until(lambda: headings(window) == [*before, "The piles", "The vote"])
    assert not timer.isActive()
    assert told[0].startswith("1. The piles – 6 words. Left out: ")
    assert told[1].startswith("2. The vote – 7 words")


def test_a_chapter_may_stay_out(window: MainWindow, tmp_path: Path) -> None:
    before = headings(window)

    def choose(dialog: ChaptersDialog) -> None:
        dialog.chapters.setFocus()
        hit(Qt.Key.Key_Space)
        shown = dialog.findChild(QPlainTextEdit)
        assert shown is not None
        assert shown.toPlainText() == "The piles\n\nDivers found 42 piles."
        assert dialog.ok.text() == "Add 1 article"
        hit(Qt.Key.Key_Down)
        assert shown.toPlainText().startswith("The vote")
        hit(Qt.Key.Key_Space)
        assert not dialog.ok.isEnabled()
        hit(Qt.Key.Key_Space)
        hit(Qt.Key.Key_Return)

    timer = answering(ChaptersDialog, choose)
    (tmp_path / "quay.epub").write_bytes(epub())
    drop(window, tmp_path / "quay.epub")
    until(lambda: headings(window) == [*before, "The vote"])
    assert not timer.isActive()


def test_a_book_that_is_given_up_adds_nothing(window: MainWindow, tmp_path: Path) -> None:
    before = headings(window)
    timer = answering(ChaptersDialog, lambda dialog: dialog.reject())
    (tmp_path / "quay.epub").write_bytes(epub())
    drop(window, tmp_path / "quay.epub")
    until(lambda: not timer.isActive())
    until(lambda: window.session.work.task is None)
    assert headings(window) == before


def test_the_details_cite_a_claim_by_its_page(window: MainWindow) -> None:
    pages = (Locator(0, "page 1"), Locator(9, "page 2"))
    draft = Draft("It rains. The quay closes.", Metadata("Rain"), locators=pages)
    project = window.session.project
    added = service.add_article(project, draft).change.place.article_id
    window.session.choose_article(added)
    until(lambda: window.session.article is not None and window.session.article.id == added)
    span = span_of(window, "quay closes")
    window.session.attempt(lambda: claims.mark(project, project.articles.get(added), span))
    claim = project.claims.of_article(added)[0]
    window.session.choose_claim(claim.id)
    head = window.findChild(ClaimHead)
    assert head is not None
    title = head.findChild(ElidedLabel)
    assert title is not None
    until(lambda: title.text() == "Claim 1 · page 2")


def test_an_empty_search_line_leaves_undo_to_the_project(
    window: MainWindow, tmp_path: Path
) -> None:
    before = headings(window)
    (tmp_path / "b.md").write_text("# The quay\n\nIt closes.")
    (tmp_path / "in").mkdir()
    (tmp_path / "b.md").rename(tmp_path / "in" / "b.md")
    bring_to_front(window)
    line = window.claims.findChild(FilterLine)
    assert line is not None
    line.setFocus()
    drop(window, tmp_path / "in")
    until(lambda: len(headings(window)) == len(before) + 1)
    until(lambda: window.session.work.task is None)
    hit(Qt.Key.Key_Z, CTRL)
    until(lambda: headings(window) == before)
    type_words("quay")
    hit(Qt.Key.Key_Z, CTRL)
    assert line.text() == ""
    assert headings(window) == before
