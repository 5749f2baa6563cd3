"""What is said beside the tags: comments, questions to the author, a colleague’s decision."""

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from annotator.app.window.main_window import MainWindow
from annotator.claims.service import claims
from annotator.people.model import Query
from annotator.project import Project
from annotator.review.service import comments as commenting
from tests.app.desks import press, until, write
from tests.review.ui.reading import claim, panel, words


def test_the_author_is_asked_by_name_and_the_next_question_is_for_the_writer(
    window: MainWindow,
) -> None:
    press(window, "U")
    queries = window.claims.details.queries
    assert window.focusWidget() is queries.new
    QTest.keyClicks(queries.new, "Which table?")
    press(window, "Return")
    found: list[Query] = window.session.project.people.queries(claim(window).id)
    assert [(q.addressee, q.question) for q in found] == [("Ben", "Which table?")]
    window.text.view.setFocus()
    press(window, "G")
    assert queries.addressee.text() == "The writer"


def test_a_comment_is_written_read_and_answered(window: MainWindow, path: Path) -> None:
    press(window, "D")
    comments = window.claims.details.comments
    assert window.focusWidget() is comments.new
    QTest.keyClicks(comments.new, "Really?")
    press(window, "Return")
    assert comments.new.words() == ""
    elsewhere = Project.open(path)
    elsewhere.work_as("Ben")
    commenting.comment(elsewhere, claim(window), "See the annex.")
    elsewhere.close()
    until(lambda: comments._count.text() == "2")
    said = [label.text() for label in comments.findChildren(QLabel) if label.text()]
    assert "See the annex." in said
    (mine,) = comments.fields.values()
    assert mine.words() == "Really?"
    write(mine, " Since when?")
    window.text.view.setFocus()
    stored = window.session.project.comments.of_claim(claim(window).id)
    until(lambda: "Since when?" in _body(window, stored[0].id))
    (remove,) = [b for b in comments.findChildren(QPushButton) if "Remove" in b.accessibleName()]
    remove.click()
    left = window.session.project.comments.of_claim(claim(window).id)
    assert [c.author for c in left] == ["Ben"]


def _body(window: MainWindow, comment_id: str) -> str:
    return window.session.project.comments.get(comment_id).body


def test_an_unsent_comment_outlives_the_mode(window: MainWindow) -> None:
    press(window, "D")
    comments = window.claims.details.comments
    QTest.keyClicks(comments.new, "Half a tho")
    window.text.view.setFocus()
    press(window, "F8")
    assert comments.new.words() == "Half a tho"
    assert window.session.project.comments.of_claim(claim(window).id) == []
    comments.new.show_words("")


def test_without_review_mode_the_author_sees_what_was_decided(window: MainWindow) -> None:
    press(window, "F8")
    assert panel(window).isHidden()
    press(window, "F8")
    press(window, "Y", "F8")
    assert any(said.startswith("✓ Accepted by me") for said in words(window))
    assert any(said.endswith("Ben’s tag") for said in words(window))
    assert panel(window).comparison.isHidden()


def test_what_is_put_away_comes_when_it_is_called_for(window: MainWindow) -> None:
    details = window.claims.details
    assert details.mine.isHidden()
    assert details.notes.isHidden()
    press(window, "G", "C")
    assert window.focusWidget() is details.mine.conclusion
    window.text.view.setFocus()
    press(window, "G")
    assert details.mine.isHidden()
    press(window, "F8")
    assert not details.mine.isHidden()


def test_a_long_address_does_not_push_the_pane_apart(window: MainWindow, path: Path) -> None:
    elsewhere = Project.open(path)
    elsewhere.work_as("Ben")
    address = "https://statistics.example/" + "passengers/" * 20
    claims.conclude(elsewhere, claim(window), f"See {address}")
    elsewhere.close()
    until(lambda: any("passengers" in said for said in words(window)))
    port = window.claims.details.area.viewport()
    assert panel(window).width() <= port.width()
