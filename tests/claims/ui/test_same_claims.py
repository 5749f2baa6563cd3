"""Review › Same claims: claims of two people on the same words, joined or kept apart by a person.

By keys through the window's handle and the mouse on what is shown, on a real file.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.app.theme.theme import Theme
from annotator.app.widgets.lists.rows import ROW
from annotator.app.window.main_window import MainWindow
from annotator.claims.same_claims import ClaimToCompare, QuotedPlace, SameClaims
from annotator.claims.service import claims, places, same_claims
from annotator.claims.ui.same_claims import SameClaimsController, SameClaimsDialog, _joined
from annotator.claims.ui.same_claims_list import Choice, SameClaimsRow
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress
from annotator.project import Project
from tests.app.desks import answering, article, press, span_of, until
from tests.app.front_keys import bring_to_front, hit
from tests.claims.ui.colleagues import D, U, V, bring_in
from tests.projects import dump

Key = Qt.Key
SAME = ("dredged in 1987", "the largest harbour")
OURS = [(SAME[0], V), (SAME[1], V), ("4,200 people work there", V), ("Nurses disagree", U)]
THEIRS = [(SAME[0], V), (SAME[1], D), ("Some 4,200 people", D), ("berth.” Nurses disagree.", U)]


@pytest.fixture
def merged(window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window on eight claims: two pairs on just the same words, two that overlap."""
    bring_in(window, tmp_path, OURS, THEIRS)
    return window


def place_of(quote: str) -> QuotedPlace:
    return QuotedPlace("version", Span(0, len(quote)), quote)


def numbers(window: MainWindow) -> list[int]:
    return [c.number for c in window.session.project.claims.of_article(article(window).id)]


def ask(window: MainWindow, *answers: Callable[[SameClaimsDialog], None]) -> None:
    """Open the dialog by its command, and answer it."""
    timer = answering(SameClaimsDialog, *answers)
    window.menus.actions["same_claims"].trigger()
    until(lambda: not timer.isActive() and window.session.work.task is None)


def chosen(dialog: SameClaimsDialog) -> list[Choice]:
    return [dialog.model.choice(row) for row in dialog.model._all]


def test_where_no_claims_stand_on_the_same_words_one_sentence_says_so(window: MainWindow) -> None:
    window.menus.actions["same_claims"].trigger()
    until(lambda: window.notice.words.text() == "No two claims stand on the same words.")


def test_claims_on_the_very_same_words_are_ticked_and_joined_in_one_step(
    merged: MainWindow,
) -> None:
    project, before = merged.session.project, dump(merged.session.project)

    def accept(dialog: SameClaimsDialog) -> None:
        assert [dialog.model.cells(row)[0] for row in dialog.model._all] == [
            "Claims 1 and 5",
            "Claims 2 and 6",
            "Claims 3 and 7",
            "Claims 4 and 8",
        ]
        assert chosen(dialog) == [Choice.JOIN, Choice.JOIN, Choice.NONE, Choice.NONE]
        assert dialog.ok.text() == "Join 2 groups"
        hit(Key.Key_Return)

    ask(merged, accept)
    until(lambda: numbers(merged) == [1, 2, 3, 4, 7, 8])
    tags = project.tags.of_claims([c.id for c in project.claims.of_article(article(merged).id)][:2])
    assert sorted((tag.checker, tag.verdict) for tag in tags) == [
        ("Anna", V),
        ("Anna", V),
        ("Ben", D),
        ("Ben", V),
    ]
    until(lambda: merged.notice.button.text() == "Undo")
    merged.notice.button.click()
    until(lambda: numbers(merged) == [*range(1, 9)])
    assert dump(project) == before


def test_keys_alone_join_keep_apart_and_leave_and_go_on_to_the_next(merged: MainWindow) -> None:
    project, steps = merged.session.project, merged.session.project.history.latest_seq()

    def decide(dialog: SameClaimsDialog) -> None:
        assert dialog.list.hasFocus()
        assert dialog.list.currentIndex().row() == 0
        hit(Key.Key_K)  # they stand on the very same words, and cannot be two
        assert dialog.list.currentIndex().row() == 0
        hit(Key.Key_L)
        hit(Key.Key_J)
        assert dialog.list.currentIndex().row() == 2
        hit(Key.Key_J)
        hit(Key.Key_K)
        assert chosen(dialog) == [Choice.LATER, Choice.JOIN, Choice.JOIN, Choice.APART]
        hit(Key.Key_Up)
        hit(Key.Key_Space)
        assert dialog.model.choice(dialog.model._all[2]) is Choice.LATER
        hit(Key.Key_Space)
        assert "2 groups to join, 1 pair to keep apart for good" in dialog.summary.text()
        assert project.history.latest_seq() == steps
        hit(Key.Key_Return)

    ask(merged, decide)
    until(lambda: numbers(merged) == [1, 2, 3, 4, 5, 8])
    assert project.history.latest_seq() == steps + 1
    found = same_claims.find_same_claims(project)
    assert [[c.number for c in each.claims] for each in found.all] == [[1, 5]]
    press(merged, "Ctrl+Z")
    until(lambda: numbers(merged) == [*range(1, 9)])
    assert len(same_claims.find_same_claims(project).all) == 4


def test_the_mouse_turns_a_tick_and_presses_the_buttons(merged: MainWindow) -> None:
    left = Qt.MouseButton.LeftButton

    def decide(dialog: SameClaimsDialog) -> None:
        rows = dialog.list
        first = rows.visualRect(dialog.model.index(0, 0))
        QTest.mouseClick(rows.viewport(), left, pos=first.center())
        assert chosen(dialog)[0] is Choice.LATER
        QTest.mouseClick(
            rows.viewport(), left, pos=rows.visualRect(dialog.model.index(2, 1)).center()
        )
        assert rows.currentIndex().row() == 2
        QTest.mouseClick(dialog.choosing[Choice.APART], left)
        assert rows.currentIndex().row() == 3
        QTest.mouseClick(dialog.choosing[Choice.JOIN], left)
        assert chosen(dialog) == [Choice.LATER, Choice.JOIN, Choice.APART, Choice.JOIN]
        QTest.mouseClick(dialog.ok, left)

    ask(merged, decide)
    until(lambda: numbers(merged) == [1, 2, 3, 4, 5, 7])


def test_two_claims_stand_side_by_side_with_the_words_they_share_marked(
    merged: MainWindow,
) -> None:
    def read(dialog: SameClaimsDialog) -> None:
        dialog.list.selectRow(2)
        assert [head.text() for head in dialog.sides.heads] == ["Claim 3", "Claim 7"]
        assert [marked_words(text) for text in dialog.sides.texts] == ["4,200 people"] * 2
        ours, theirs = (text.toPlainText() for text in dialog.sides.texts)
        assert ours.startswith("4,200 people work there\n\nV  Verified – Anna, ")
        assert theirs.startswith("Some 4,200 people\n\nD  Disputed, misleading – Ben, ")
        assert dialog.consequence.text().endswith(
            "each verdict has to be confirmed on the words of both."
        )
        # it is about both, and stands in neither
        assert "each verdict" not in ours + theirs
        assert dialog.about.text() == (
            "Claims 3 and 7 share the words that are bold and underlined. Their verdicts differ."
        )
        dialog.reject()

    ask(merged, read)
    assert numbers(merged) == [*range(1, 9)]


@pytest.mark.parametrize(("more", "asked"), [(".", False), (" today", True)])
def test_no_verdict_is_said_to_need_confirming_that_still_stands(more: str, asked: bool) -> None:
    words = "Nine men died"
    claims = tuple(
        ClaimToCompare(quote, "article", 1, 1, places=(place_of(quote),))
        for quote in (words, words + more)
    )
    row = SameClaimsRow(SameClaims("article", claims, 0.9), "Article")
    assert [said.endswith("on the words of both.") for said in _joined(row)] == [True] * asked


def test_the_button_says_all_that_it_does(merged: MainWindow) -> None:
    def choose(dialog: SameClaimsDialog) -> None:
        said = [dialog.ok.text()]
        dialog.list.selectRow(2)
        for key in (Key.Key_K, Key.Key_K):
            hit(key)
            said.append(dialog.ok.text())
        dialog.list.selectRow(0)
        for key in (Key.Key_L, Key.Key_L):
            hit(key)
            said.append(dialog.ok.text())
        assert said == [
            "Join 2 groups",
            "Join 2 groups, keep 1 pair apart",
            "Join 2 groups, keep 2 pairs apart",
            "Join 1 group, keep 2 pairs apart",
            "Keep 2 pairs apart",
        ]
        dialog.give_up()

    ask(merged, choose)


def test_two_that_were_kept_apart_before_are_shown_so_and_wait_for_a_person(
    merged: MainWindow,
) -> None:
    project = merged.session.project
    third, seventh = (project.claims.of_article(article(merged).id)[n] for n in (2, 6))
    same_claims.keep_apart(project, [third.id, seventh.id])
    (ours,), (theirs,) = (project.highlights.of_claim(claim.id) for claim in (third, seventh))
    places.move_place(project, theirs, ours.span)

    def read(dialog: SameClaimsDialog) -> None:
        assert chosen(dialog) == [Choice.JOIN, Choice.NONE, Choice.JOIN, Choice.NONE]
        dialog.list.selectRow(1)
        assert dialog.about.text() == (
            "Claims 3 and 7 stand on the same words. They were kept apart before. "
            "Their verdicts differ."
        )
        assert not dialog.choosing[Choice.APART].isEnabled()
        hit(Key.Key_J)
        dialog.ok.click()

    ask(merged, read)
    until(lambda: numbers(merged) == [1, 2, 3, 4, 8])


def test_the_details_of_a_claim_say_which_others_stand_on_its_words(merged: MainWindow) -> None:
    details, project = merged.claims.details, merged.session.project
    claims_here = project.claims.of_article(article(merged).id)
    for number, other in ((1, 5), (3, 7), (7, 3)):
        merged.session.choose_claim(claims_here[number - 1].id)
        said = f"Claim {other} stands on the same words, or on some of them."
        assert said in [label.text() for label in details.head.quotes.findChildren(QLabel)]
    merged.session.attempt(
        lambda: same_claims.keep_apart(project, [claims_here[2].id, claims_here[6].id])
    )
    until(lambda: not details.head.quotes.findChildren(QPushButton))
    merged.session.choose_claim(claims_here[0].id)
    (way,) = details.head.quotes.findChildren(QPushButton)
    timer = answering(SameClaimsDialog, lambda dialog: dialog.reject())
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    until(lambda: not timer.isActive())


def test_a_verdict_on_other_words_is_shown_as_one(merged: MainWindow) -> None:
    project = merged.session.project
    seventh = project.claims.of_article(article(merged).id)[6]
    (place,) = project.highlights.of_claim(seventh.id)
    merged.session.attempt(
        lambda: places.move_place(project, place, span_of(merged, "Some 4,200 people work"))
    )

    def read(dialog: SameClaimsDialog) -> None:
        dialog.list.selectRow(2)
        ours, theirs = (text.toPlainText() for text in dialog.sides.texts)
        assert "Given on other words." not in ours
        assert "Given on other words." in theirs
        dialog.reject()

    ask(merged, read)


def marked_words(text: QWidget) -> str:
    """The words that are bold and underlined."""
    document = text.document()  # type: ignore[attr-defined]  # a text has one
    found, cursor = "", QTextCursor(document)
    while cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
        looks = cursor.charFormat()
        if looks.fontUnderline() and looks.font().bold():
            found += document.characterAt(cursor.position() - 1)
    return found


def test_choices_are_not_lost_without_a_question(merged: MainWindow) -> None:
    def leave(dialog: SameClaimsDialog) -> None:
        assert not dialog.would_lose()
        hit(Key.Key_L)
        assert dialog.would_lose()
        dialog.give_up()

    ask(merged, leave)
    assert numbers(merged) == [*range(1, 9)]


def test_what_changes_while_it_is_shown_is_found_anew(merged: MainWindow) -> None:
    project, other = merged.session.project, Project.open(merged.session.project.path)
    other.work_as("Cleo")
    first = project.claims.of_article(article(merged).id)[0]

    def change(dialog: SameClaimsDialog) -> None:
        dialog.list.selectRow(3)
        hit(Key.Key_K)
        claims.remove(other, [first.id])
        claims.tag_span(other, article(merged), span_of(merged, "Calder, said"), V)
        until(lambda: dialog.model.rowCount() == 3)
        assert dialog.list.currentIndex().data(Qt.ItemDataRole.DisplayRole) == "Claims 4 and 8"
        assert chosen(dialog) == [Choice.JOIN, Choice.NONE, Choice.APART]
        dialog.ok.click()

    ask(merged, change)
    other.close()
    until(lambda: numbers(merged) == [2, 3, 4, 5, 7, 8, 9])


def test_nothing_is_joined_that_changed_unseen(
    merged: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Project.open(merged.session.project.path)
    other.work_as("Cleo")
    first = other.claims.of_article(article(merged).id)[0]
    monkeypatch.setattr(SameClaimsController, "_find_again", lambda _self: None)

    def change(dialog: SameClaimsDialog) -> None:
        claims.tag(other, [first.id], U)
        dialog.ok.click()

    ask(merged, change)
    other.close()
    until(lambda: "changed in the meantime" in merged.notice.words.text())
    assert numbers(merged) == [*range(1, 9)]
    again = answering(SameClaimsDialog, lambda dialog: dialog.ok.click())
    merged.notice.button.click()
    until(lambda: not again.isActive() and len(numbers(merged)) == 6)


def test_looking_can_be_cancelled(merged: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def look_long(_project: Project, progress: Progress) -> None:
        while True:
            progress(0, 1)

    monkeypatch.setattr("annotator.claims.ui.same_claims._found", look_long)
    merged.menus.actions["same_claims"].trigger()
    until(lambda: merged.session.work.task is not None)
    assert "same words" in merged.session.work.task.words if merged.session.work.task else False
    merged.menus.actions["stop"].trigger()
    until(lambda: merged.session.work.task is None)
    assert numbers(merged) == [*range(1, 9)]


def many(number: int) -> list[SameClaimsRow]:
    def claim(n: int) -> ClaimToCompare:
        place = QuotedPlace("v", Span(n, n + 9), f"Words {n:5}")
        return ClaimToCompare(f"{n}", "a", n, n, places=(place,))

    pairs = (
        SameClaims("a", (claim(n), claim(n + number)), 1.0 if n % 2 else 0.7) for n in range(number)
    )
    return [SameClaimsRow(found, "The harbour") for found in pairs]


def test_many_groups_need_no_more_widgets_than_a_few(qtbot: QtBot) -> None:
    counts = []
    for number in (3, 5000):
        dialog = SameClaimsDialog(None, many(number), Theme("light"))
        qtbot.addWidget(dialog)
        bring_to_front(dialog)
        hit(Key.Key_J)
        assert dialog.list.currentIndex().row() == 1
        counts.append(len(dialog.findChildren(QWidget)))
        dialog.give_up()
    assert counts[0] == counts[1]


def test_a_search_folds_no_row_and_finds_words_numbers_and_what_they_become(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = SameClaimsDialog(None, many(300), Theme("light"))
    qtbot.addWidget(dialog)
    folded: list[str] = []
    for module in ("annotator.app.widgets.lists.word_list", "annotator.claims.ui.same_claims_list"):
        monkeypatch.setattr(f"{module}.fold", folded.append)
    dialog.choose(Choice.LATER)
    for typed, found in (
        ("WORDS 299", [299]),
        ("claims 7 307", [7]),
        ("later", [0]),
        ("decide 598", [298]),
        ("301 not", [1]),
        # all are of one article, which no row names
        ("harbour", []),
    ):
        dialog.words.setText(typed)
        rows = [dialog.model.index(n, 0).data(ROW) for n in range(dialog.model.rowCount())]
        assert [row.claims[0].number for row in rows] == found
    assert folded == []
