"""A merge that brings claims on the words of claims here: joined in the same step, or told of."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.app.widgets.lists.join_lines import SAME_WORDS, JoinLine
from annotator.app.window.main_window import MainWindow
from annotator.claims.service.same_claims import join_same_claims
from annotator.claims.ui.same_claims import SameClaimsDialog
from annotator.project import Project
from annotator.sharing.row_merge import MergeCase
from annotator.sharing.ui.merge_dialog import MergeDialog
from tests.app.desks import answering, article, until
from tests.app.front_keys import hit
from tests.claims.ui.colleagues import D, U, V, bring_in, copy_of, tag
from tests.projects import dump

Key = Qt.Key
SAME = ["dredged in 1987", "the largest harbour", "Nurses disagree"]


def merge(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    """Choose a file to merge, and answer the dialog."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    timer = answering(MergeDialog, answer)  # type: ignore[arg-type]  # a function of a dialog
    window.menus.actions["merge"].trigger()
    until(lambda: not timer.isActive() and window.session.work.task is None)


def numbers(window: MainWindow) -> list[int]:
    return [c.number for c in window.session.project.claims.of_article(article(window).id)]


@pytest.fixture
def bens(window: MainWindow, tmp_path: Path) -> Path:
    """Ben's copy: three claims on the words of Anna's, one of which he disputes."""
    path = copy_of(window, tmp_path, "Ben", [(SAME[0], V), (SAME[1], D), (SAME[2], U)])
    tag(window.session.project, window, [(words, V) for words in SAME])
    window.session._catch_up()
    return path


def test_claims_on_the_same_words_are_joined_in_the_step_of_the_merge(
    window: MainWindow, bens: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, steps = dump(window.session.project), window.session.project.history.latest_seq()

    def read(dialog: MergeDialog) -> None:
        assert dialog.joining.text() == "3 claims stand on the same words as yours: join them"
        assert dialog.joining.checkState() is Qt.CheckState.Checked
        dialog.cases.setCurrentIndex(dialog.cases.findData(SAME_WORDS))
        assert [dialog.model.cells(line)[-1] for line in dialog.model._shown] == ["1 claim"] * 3
        dialog.list.selectRow(1)
        assert dialog.sides.sides[1].text() == "V  Verified – Anna\n“the largest harbour”"
        assert dialog.sides.sides[2].text() == (
            "D  Disputed, misleading – Ben\n“the largest harbour”"
        )
        assert window.session.project.history.latest_seq() == steps
        dialog.merge.click()

    merge(window, bens, monkeypatch, read)
    until(lambda: "Merged “" in window.notice.words.text())
    assert numbers(window) == [1, 2, 3]
    assert window.session.project.history.latest_seq() == steps + 1
    tags = window.session.project.tags.of_claims(
        [c.id for c in window.session.project.claims.of_article(article(window).id)]
    )
    assert sorted(t.checker for t in tags) == ["Anna"] * 3 + ["Ben"] * 3
    # with nothing left to join, nothing more is said
    until(lambda: not window.session.jobs.is_at_work)
    assert window.notice.others == []
    window.notice.button.click()
    until(lambda: dump(window.session.project) == before)


def test_a_tick_that_is_taken_off_leaves_two_claims(
    window: MainWindow, bens: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def untick(dialog: MergeDialog) -> None:
        row = next(n for n, line in enumerate(dialog.model._shown) if isinstance(line, JoinLine))
        dialog.list.setFocus()
        dialog.list.selectRow(row)
        hit(Key.Key_Space)
        assert dialog.joining.checkState() is Qt.CheckState.PartiallyChecked
        assert dialog.would_lose()
        place = dialog.list.visualRect(dialog.model.index(row + 1, 0)).center()
        QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert len(dialog.model.joins.chosen) == 1
        dialog.merge.click()

    merge(window, bens, monkeypatch, untick)
    until(lambda: numbers(window) == [1, 2, 3, 4, 5])
    until(lambda: [button.text() for button in window.notice.others] == ["Undo"])
    assert "There are 2 groups of claims on the very same words." in window.notice.words.text()


def test_the_tick_for_all_takes_all_off_and_sets_all(
    window: MainWindow, bens: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def turn(dialog: MergeDialog) -> None:
        left = []
        for _ in range(3):
            QTest.mouseClick(
                dialog.joining, Qt.MouseButton.LeftButton, pos=dialog.joining.rect().center()
            )
            left.append(len(dialog.model.joins.chosen))
        assert left == [0, 3, 0]
        dialog.merge.click()

    merge(window, bens, monkeypatch, turn)
    until(lambda: numbers(window) == [1, 2, 3, 4, 5, 6])


def test_overlapping_claims_are_told_afterwards_with_the_way_to_them(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copy_of(window, tmp_path, "Ben", [("Some 4,200 people", D)])
    tag(window.session.project, window, [("4,200 people work there", V)])
    window.session._catch_up()

    def take(dialog: MergeDialog) -> None:
        assert not dialog.joining.isVisible()
        dialog.merge.click()

    merge(window, path, monkeypatch, take)
    until(lambda: window.notice.button.text() == "Same claims…")
    assert window.notice.words.text().endswith("There is 1 pair of claims that overlap.")

    def join(dialog: SameClaimsDialog) -> None:
        hit(Key.Key_J)
        hit(Key.Key_Return)

    shown = answering(SameClaimsDialog, join)
    window.notice.button.click()
    until(lambda: not shown.isActive() and numbers(window) == [1])


def test_joins_and_numbers_of_the_other_file_are_said_as_an_editor_would(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag(window.session.project, window, [(SAME[0], V)])
    path = copy_of(window, tmp_path, "Ben", [(SAME[2], U), ("4,200 people", V)])
    ben = Project.open(path)
    ben.work_as("Ben")
    first, _, third = ben.claims.of_article(article(window).id)
    join_same_claims(ben, [(first.id, third.id)])
    ben.close()
    tag(window.session.project, window, [(SAME[1], V)])
    window.session._catch_up()

    def read(dialog: MergeDialog) -> None:
        rows = [dialog.model.cells(line) for line in dialog.model._shown]
        assert "Claim 3 there is claim 1 here: joined" in {row[1] for row in rows}
        shown = range(dialog.model.rowCount())
        places = {dialog.model.index(row, 0).data() for row in shown}
        # claim 2 is another one in each file
        assert places == {"", "Claim 1", "Claim 2", "Claim 2 there"}
        assert not [row for row in rows if "Records made one" in row[1]]
        dialog.merge.click()

    merge(window, path, monkeypatch, read)
    until(lambda: numbers(window) == [1, 2, 4])


@pytest.mark.parametrize("ticked", [True, False])
def test_the_notice_counts_the_changes_as_the_dialog_did(
    ticked: bool, window: MainWindow, bens: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def read(dialog: MergeDialog) -> None:
        if not ticked:
            dialog.joining.click()
        told.append(dialog.summary.text().partition(" to make.")[0])
        coming = [line for line in dialog.model._all if line.case in {MergeCase.NEW, SAME_WORDS}]
        assert told == [f"{len(coming) - 3 * (not ticked)} changes"]
        dialog.merge.click()

    merge(window, bens, monkeypatch, read)
    until(lambda: f"Merged “{bens.name}”: {told[0]}." in window.notice.words.text())


def test_the_notice_counts_the_claims_as_the_list_that_it_offers(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(window, tmp_path, [("Nurses disagree", V)], [("berth.” Nurses disagree.", V)])
    path = copy_of(window, tmp_path, "Cleo", [("Some 4,200 people", D)])
    tag(window.session.project, window, [("4,200 people work there", V)])
    window.session._catch_up()
    merge(window, path, monkeypatch, lambda dialog: dialog.merge.click())
    until(lambda: window.notice.button.text() == "Same claims…")
    assert window.notice.words.text().endswith("There are 2 pairs of claims that overlap.")

    def count(dialog: SameClaimsDialog) -> None:
        assert dialog.cases.itemText(0) == "All (2)"
        dialog.reject()

    shown = answering(SameClaimsDialog, count)
    window.notice.button.click()
    until(lambda: not shown.isActive())
