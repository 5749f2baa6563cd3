"""A draft with comments comes in at the real window: shown first, decided on, and one step."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from annotator.app.widgets import dialog as dialog_places
from annotator.app.widgets.lists.rows import ROW
from annotator.app.window.main_window import MainWindow
from annotator.articles.intake import folder as intake_folder
from annotator.articles.intake import reader
from annotator.articles.model import AnnotationKind, Draft, DraftAnnotation, Metadata
from annotator.articles.ui.dialog import ArticleDialog
from annotator.claims.fields import Claim
from annotator.exchange.service.annotated_draft import (
    ColourMeaning,
    Taking,
    TakingChoices,
    plan_taking,
)
from annotator.exchange.ui.annotated_draft_dialog import BECOMES, AnnotatedDraftDialog
from annotator.kernel.positions import Span
from tests.app.desks import answering, article, drop, until
from tests.app.front_keys import hit

K = AnnotationKind
TEXT = (
    "Work on the dam began in 2019 and was to cost $412 million. Nobody signed.\n\n"
    "More than ninety families were moved."
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


DRAFT = Draft(
    TEXT,
    Metadata("The dam"),
    annotations=(
        DraftAnnotation(
            K.COMMENT, at("began in 2019"), "Press release, p. 2, https://example.org/1", "Rana"
        ),
        DraftAnnotation(K.COMMENT, at("$412 million"), "Which currency year?", "Ed", id="2"),
        DraftAnnotation(K.COMMENT, None, "I will ask.", "Rana", id="3", parent="2"),
        DraftAnnotation(K.FOOTNOTE, at("More than ninety families were moved."), "List, list.pdf"),
        DraftAnnotation(K.LINK, at("signed"), url="https://example.org/2"),
        DraftAnnotation(K.HIGHLIGHT, at("Nobody signed."), colour="#ffff00"),
        DraftAnnotation(K.COMMENT, None, "Well done.", "Ed", id="7"),
    ),
)


def add(window: MainWindow, then: Callable[[AnnotatedDraftDialog], None]) -> None:
    """Add the draft, and answer the dialog of its annotations."""
    confirming = answering(ArticleDialog, lambda dialog: dialog.ok.click())
    taking = answering(AnnotatedDraftDialog, then)
    window.filing._arrivals.confirm(DRAFT)
    assert not confirming.isActive()
    until(lambda: not taking.isActive())


def claims(window: MainWindow) -> list[Claim]:
    return window.session.project.claims.of_article(article(window).id)


def rows(dialog: AnnotatedDraftDialog) -> list[tuple[str, ...]]:
    found = range(dialog.model.rowCount())
    return [dialog.model.cells(dialog.model.index(n, 0).data(ROW)) for n in found]


def test_what_becomes_of_each_is_shown_first_and_is_one_step(window: MainWindow) -> None:
    before = article(window)

    def read(dialog: AnnotatedDraftDialog) -> None:
        assert dialog.heading.text() == (
            "4 comments (1 of them a reply), 1 footnote, 1 link, 1 highlight"
        )
        assert [(where, what) for where, _, _, what in rows(dialog)] == [
            ("Comment – Rana", "Evidence: Press release"),
            ("Comment – Ed", "Query to the writer"),
            ("Highlight", "Left out"),
            ("Link", "Left out"),
            ("Footnote", "Evidence: List"),
            ("Comment – Ed", "Left out: it stands at no words of the text"),
        ]
        assert "3 claims, 2 pieces of evidence, 1 query, 3 left out." in dialog.summary.text()
        assert dialog.ok.text() == "&Add with 3 annotations"
        dialog.ok.click()

    add(window, read)
    until(lambda: article(window).id != before.id)
    assert len(claims(window)) == 3
    window.menus.actions["undo"].trigger()
    until(lambda: article(window).id == before.id)


def test_its_buttons_lie_on_a_small_screen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialog_places, "available_room", lambda _: QRect(0, 0, 911, 512))

    def read(dialog: AnnotatedDraftDialog) -> None:
        assert dialog.ok.geometry().bottom() <= dialog.height()
        assert dialog.minimumSizeHint().height() <= 512 - 24  # the title bar
        dialog.reject()

    add(window, read)


def test_keys_decide_on_an_annotation_and_go_on(window: MainWindow) -> None:
    def read(dialog: AnnotatedDraftDialog) -> None:
        dialog.list.setFocus()
        hit(Qt.Key.Key_N)
        assert dialog.list.currentIndex().row() == 1
        hit(Qt.Key.Key_X)
        hit(Qt.Key.Key_Q)  # a highlight is none
        assert [row[BECOMES] for row in rows(dialog)[:3]] == ["Note", "Left out", "Left out"]
        dialog.ok.click()

    before = article(window)
    add(window, read)
    until(lambda: article(window).id != before.id)
    first, _ = claims(window)
    assert [n.author for n in window.session.project.people.notes(first.id)] == ["Rana"]


def test_a_kind_a_colour_and_a_folder_are_chosen_for_all(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list.pdf").write_bytes(b"%PDF-1.4 list")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))

    def read(dialog: AnnotatedDraftDialog) -> None:
        links = dialog.choosing.kinds[K.LINK]
        links.setCurrentIndex(links.findData(Taking.EVIDENCE))
        yellow = dialog.choosing.colours["#ffff00"]
        yellow.setCurrentIndex(yellow.findData(ColourMeaning.VERIFIED))
        assert dialog.missing.text() == "0 of 1 named file found; missing: list.pdf"
        dialog.folder.click()
        until(lambda: dialog.missing.text() == "1 of 1 named file found.")
        dialog.ok.click()

    before = article(window)
    add(window, read)
    until(lambda: article(window).id != before.id)
    found = claims(window)
    assert len(found) == 5
    project = window.session.project
    pieces = project.evidence.of_claims([claim.id for claim in found])
    assert [a.name for piece in pieces for a in piece.attachments] == ["list.pdf"]
    (tag,) = project.tags.of_claims([claim.id for claim in found])
    assert tag.verdict.value == "verified"


def test_cancel_stops_the_files_that_wait_and_says_so(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / f"{name}.txt" for name in ("a", "b", "c")]
    for path in paths:
        path.write_text("The quay closes.")
    monkeypatch.setattr(reader, "read_articles", lambda *_, **__: (DRAFT,))
    confirming = answering(ArticleDialog, lambda dialog: dialog.ok.click())
    taking = answering(AnnotatedDraftDialog, lambda dialog: dialog.reject())
    drop(window, *paths)
    until(lambda: "were not added" in window.notice.words.text())
    assert window.notice.words.text() == "“The dam” and 2 more files were not added."
    assert not confirming.isActive()
    assert not taking.isActive()
    assert window.session.project.articles.count() == 1
    # the next files come in as ever
    answering(ArticleDialog, lambda dialog: dialog.ok.click())
    answering(AnnotatedDraftDialog, lambda dialog: dialog.ok.click())
    drop(window, paths[0])
    until(lambda: window.session.project.articles.count() == 2)


def test_several_annotated_files_are_decided_on_in_turn(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / f"{name}.txt" for name in ("a", "b")]
    for path in paths:
        path.write_text("The quay closes.")
    monkeypatch.setattr(reader, "read_articles", lambda *_, **__: (DRAFT,))
    seen: list[str] = []

    def confirm(dialog: ArticleDialog) -> None:
        seen.append(dialog.windowTitle())
        dialog.ok.click()

    def take(dialog: AnnotatedDraftDialog) -> None:
        seen.append(dialog.ok.text())
        answering(ArticleDialog, confirm)
        answering(AnnotatedDraftDialog, lambda second: second.ok.click())
        dialog.ok.click()

    answering(ArticleDialog, confirm)
    answering(AnnotatedDraftDialog, take)
    drop(window, *paths)
    until(lambda: window.session.project.articles.count() == 3)
    assert seen == ["Add article 1 of 2", "&Add with 3 annotations", "Add article 2 of 2"]


def test_many_annotations_keep_the_window_at_hand(window: MainWindow) -> None:
    """The plan of thousands is made aside, and another choice takes no time that one notices."""
    text = "".join(f"Survey {n} says that {n} homes rose in Harwick. " for n in range(3000))
    places = [found.span() for found in re.finditer("homes", text)]
    marks = tuple(
        DraftAnnotation(K.COMMENT, Span(*place), f"Post, p. {n}, https://example.org/{n}", "Rana")
        for n, place in enumerate(places)
    )

    def look(dialog: AnnotatedDraftDialog) -> None:
        assert dialog.model.rowCount() == len(marks)
        dialog.choose(Taking.NOTE)
        assert dialog.plan.items[0].taking is Taking.NOTE
        dialog.done(0)

    taking = answering(AnnotatedDraftDialog, look)
    plan = plan_taking(Draft(text, annotations=marks))
    whole = _seconds(lambda: plan_taking(plan.draft))
    anew = _seconds(lambda: plan.chosen_anew(TakingChoices(singly={3: Taking.NOTE})))
    assert anew < whole / 2
    told: list[bool] = []
    window.importing.take_over(plan.draft, told.append)
    assert told == []
    until(lambda: told == [False])
    assert not taking.isActive()


def _seconds(act: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return min(times)


def test_the_text_is_added_alone_or_not_at_all(window: MainWindow) -> None:
    before = article(window)
    add(window, lambda dialog: dialog.reject())
    assert len(window.session.project.articles.page()) == 1
    add(window, lambda dialog: dialog.alone.click())
    until(lambda: article(window).id != before.id)
    assert claims(window) == []


@pytest.mark.parametrize("way", ["all", "folder"])
def test_of_several_files_only_the_text_comes_and_that_is_said(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    paths = [folder / f"{name}.txt" for name in ("a", "b")]
    for path in paths:
        path.write_text("The quay closes.")
    read = reader.read_articles
    monkeypatch.setattr(
        reader,
        "read_articles",
        lambda path, *a, **kw: tuple(
            replace(draft, annotations=DRAFT.annotations[:1]) for draft in read(path, *a, **kw)
        ),
    )
    monkeypatch.setattr(intake_folder, "read_articles", reader.read_articles)

    def add_all(dialog: ArticleDialog) -> None:
        all_of_them = "Add all &unchanged"
        (button,) = (b for b in dialog.findChildren(QPushButton) if b.text() == all_of_them)
        button.click()

    adding = answering(ArticleDialog, add_all) if way == "all" else None
    drop(window, *(paths if way == "all" else [folder]))
    until(lambda: "only the text was added" in window.notice.words.text())
    assert "2 files had comments, notes or other marks" in window.notice.words.text()
    assert adding is None or not adding.isActive()
