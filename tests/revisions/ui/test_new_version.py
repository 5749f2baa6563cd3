"""A new version comes in from a file or the clipboard; what becomes of claims is shown before."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from annotator.app.window.main_window import MainWindow
from annotator.revisions.service import revision
from annotator.revisions.ui.new_version import NewVersionDialog, TextPlaceDialog
from tests.app.desks import answering, article, press, text, until
from tests.app.keyboard import copy
from tests.projects import dump
from tests.revisions.ui.conftest import NEW, OLD, until_idle
from tests.revisions.ui.versions import agree, bring, looking


def rows(dialog: NewVersionDialog) -> list[tuple[str, ...]]:
    return [tuple(dialog.model.cells(row)[:2]) for row in dialog.model._shown]


def test_a_file_is_shown_with_what_becomes_of_every_claim(window: MainWindow, draft: Path) -> None:
    told: list[str] = []
    found: list[tuple[str, ...]] = []

    def look(dialog: NewVersionDialog) -> None:
        told.append(dialog.summary.text())
        found.extend(rows(dialog))
        assert dialog.ok.text() == "&Add version 2"

    timer = answering(NewVersionDialog, looking(look))
    before = dump(window.session.project)
    window.bringing.bring_file(draft)
    until(lambda: bool(told) and not timer.isActive())
    assert told == [
        "1 claim stands as before. 3 need a look: 1 in a changed sentence, "
        "1 with other words, 1 at several places. 1 is cut."
    ]
    assert found == [
        ("1", "Sentence changed"),
        ("2", "Words changed"),
        ("4", "Several places"),
        ("3", "Cut"),
        ("5", "Unchanged"),
    ]
    # given up, it leaves no trace
    assert dump(window.session.project) == before


def test_a_version_is_added_in_one_step_that_can_be_undone(window: MainWindow, draft: Path) -> None:
    before = dump(window.session.project)
    bring(window, draft)
    assert text(window) == NEW
    assert "3 places wait for your decision" in window.notice.words.text()
    until_idle(window)
    press(window, "Ctrl+Z")
    until(lambda: article(window).version.number == 1)
    assert text(window) == OLD
    after = dump(window.session.project)
    for table in ("versions", "highlights", "placements", "coverage", "articles", "claims"):
        assert after.get(table) == before.get(table), table


def test_the_offer_after_it_leads_to_the_review(window: MainWindow, draft: Path) -> None:
    bring(window, draft)
    assert window.notice.button.text() == "Review changes"
    window.notice.button.click()
    until(lambda: window.changing.page.isVisible() and window.changing.page.place is not None)


def test_the_same_text_is_said_and_cannot_be_added(window: MainWindow, draft: Path) -> None:
    draft.write_text(OLD, encoding="utf-8")
    told: list[str] = []

    def look(dialog: NewVersionDialog) -> None:
        told.append(dialog.summary.text())
        assert not dialog.ok.isEnabled()

    timer = answering(NewVersionDialog, looking(look))
    window.bringing.bring_file(draft)
    until(lambda: bool(told) and not timer.isActive())
    assert told == ["This is the text of version 1 already. There is nothing to add."]


@pytest.mark.parametrize("again", ["older", "other"])
def test_what_is_odd_is_asked_before_it_is_added(
    window: MainWindow, draft: Path, again: str
) -> None:
    if again == "older":
        bring(window, draft)
        draft.write_text(OLD, encoding="utf-8")
        number, said = 3, "This is the text of version 1 again"
    else:
        draft.write_text("Quite different words about boats.\n" * 9, encoding="utf-8")
        number, said = 2, "almost no words in common"
    asked: list[str] = []

    def look(dialog: NewVersionDialog) -> None:
        shown = dialog.question.findChildren(QLabel)
        asked.extend(label.text() for label in shown if label.text())
        assert not dialog.ok.isEnabled()
        dialog.sure.click()
        assert dialog.ok.isEnabled()

    timer = answering(NewVersionDialog, looking(look, accept=True))
    window.bringing.bring_file(draft)
    until(lambda: article(window).version.number == number and not timer.isActive())
    assert any(said in words for words in asked)


def test_pasted_text_comes_in_by_keys_alone(window: MainWindow) -> None:
    copy(NEW)
    place = answering(TextPlaceDialog, lambda dialog: press(dialog, "Alt+P"))
    shown = answering(NewVersionDialog, agree)
    window.menus.actions["new_version"].trigger()
    until(lambda: article(window).version.number == 2)
    assert text(window) == NEW
    assert not place.isActive()
    assert not shown.isActive()


def test_an_empty_clipboard_is_not_offered(window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    asked: list[bool] = []

    def look(dialog: TextPlaceDialog) -> None:
        asked.append(dialog.choices["paste"].isEnabled())
        dialog.reject()

    timer = answering(TextPlaceDialog, look)
    window.menus.actions["new_version"].trigger()
    until(lambda: bool(asked) and not timer.isActive())
    assert asked == [False]


def test_another_encoding_is_compared_anew(window: MainWindow, draft: Path) -> None:
    draft.write_bytes(NEW.replace("mast", "Mäst").encode("utf-8"))
    seen: list[str] = []

    def look(dialog: NewVersionDialog) -> None:
        until(lambda: dialog.plan is not None)
        first = dialog.plan
        box = dialog.preview._encodings
        box.setCurrentText(next(box.itemText(n) for n in range(1, box.count())))
        until(lambda: dialog.plan is not None and dialog.plan is not first)
        assert dialog.plan is not None
        seen.append(dialog.plan.draft.text)
        dialog.reject()

    timer = answering(NewVersionDialog, look)
    window.bringing.bring_file(draft)
    until(lambda: bool(seen) and not timer.isActive())
    assert "Mäst" not in seen[0]


def test_giving_up_stops_the_comparison_without_a_trace(
    window: MainWindow, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, asked = revision.plan_revision, list[bool]()

    def slowly(project, article_id, read, progress):  # type: ignore[no-untyped-def]
        try:
            while True:
                progress(1, 3)
        finally:
            asked.append(True)

    monkeypatch.setattr(revision, "plan_revision", slowly)
    before = dump(window.session.project)
    timer = answering(NewVersionDialog, lambda dialog: dialog.reject())
    window.bringing.bring_file(draft)
    until(lambda: not timer.isActive() and bool(asked))
    until_idle(window)
    assert dump(window.session.project) == before
    monkeypatch.setattr(revision, "plan_revision", plan)
    bring(window, draft)


def test_a_file_that_cannot_be_read_is_told(window: MainWindow, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 and no more")
    window.bringing.bring_file(broken)
    until(lambda: "broken.docx" in window.notice.words.text())
    assert article(window).version.number == 1
