"""Words that cannot be saved are kept, and nobody leaves them behind unawares."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim, ClaimWords
from annotator.project import Project
from tests.app.desks import press, span_of, write


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program is writing to the file and does not come to an end."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def conclusions(path: Path, claim: Claim) -> list[str]:
    project = Project.open(path)
    found = [tag.conclusion for tag in project.tags.of_claims([claim.id])]
    project.close()
    return found


def test_a_window_with_words_that_cannot_be_saved_closes_the_second_time_only(
    window: MainWindow, claim: Claim, path: Path
) -> None:
    write(window.claims.details.mine.conclusion, "Almost lost.")
    with locked(path):
        assert not window.close()
        assert "Another program is using" in window.notice.words.text()
        assert "Close again to discard that." in window.notice.words.text()
        assert window.claims.details.mine.conclusion.words() == "Almost lost."
        assert window.close()
    assert conclusions(path, claim) == [""]


def test_the_words_are_saved_when_the_file_is_free_again(
    window: MainWindow, claim: Claim, path: Path
) -> None:
    write(window.claims.details.mine.conclusion, "Almost lost.")
    with locked(path):
        assert not window.close()
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert conclusions(path, claim) == ["Almost lost."]
    assert window.close()


def test_whoever_types_on_is_asked_again(window: MainWindow, claim: Claim, path: Path) -> None:
    field = window.claims.details.mine.conclusion
    write(field, "Almost lost.")
    with locked(path):
        assert not window.close()
        write(field, " And more.")
        field.finish()
        assert not window.close()
        assert window.close()
    assert claim.number == 1


def test_another_project_opens_the_second_time_only(
    window: MainWindow, claim: Claim, path: Path
) -> None:
    other = path.with_name("other.sqlite")
    write(window.claims.details.mine.conclusion, "Almost lost.")
    with locked(path):
        assert not window.open(other, new=True)
        assert not other.exists()
        assert "discard that" in window.notice.words.text()
        assert window.open(other, new=True)
    assert window.session.project.path == other
    assert window.claims.details.finish()
    assert conclusions(path, claim) == [""]


def test_nothing_is_done_to_a_project_that_is_closed(window: MainWindow, claim: Claim) -> None:
    details = window.claims.details
    details.mine.conclusion.setFocus()
    window.session.close()
    write(details.mine.conclusion, "Too late.")
    window.text.view.setFocus()
    window.writing.save(claim.id, next(iter(details._fields())), "Too late.", "")
    window.describing.set_kinds([])
    assert not window.notice.isVisible()


def test_words_that_could_not_be_saved_wait_on_their_claim(
    window: MainWindow, claim: Claim, path: Path
) -> None:
    details = window.claims.details
    window.text.view.select(span_of(window, "Nurses disagree"))
    window.desk.mark()
    other = window.session.claim
    assert other is not None
    write(details.about.typed[ClaimWords.STATEMENT], "Nurses object.")
    with locked(path):
        window.session.choose_claim(claim.id)
        assert details.about.typed[ClaimWords.STATEMENT].words() == ""
        assert not details.finish()
        window.session.choose_claim(other.id)
        assert details.about.typed[ClaimWords.STATEMENT].words() == "Nurses object."
    assert details.finish()
    assert window.session.project.claims.get(other.id).statement == "Nurses object."


def test_what_waits_on_another_claim_is_saved_with_the_next_try(
    window: MainWindow, claim: Claim, path: Path
) -> None:
    details = window.claims.details
    window.text.view.select(span_of(window, "Nurses disagree"))
    window.desk.mark()
    other = window.session.claim
    assert other is not None
    write(details.about.typed[ClaimWords.STATEMENT], "Nurses object.")
    with locked(path):
        window.session.choose_claim(claim.id)
    assert details.finish()
    project = window.session.project
    assert project.claims.get(other.id).statement == "Nurses object."


def test_a_note_that_could_not_be_saved_stays_in_its_field(
    window: MainWindow, claim: Claim, path: Path
) -> None:
    notes = window.claims.details.notes
    write(notes.new, "Ask the desk")
    with locked(path):
        press(window, "Return")
        assert notes.new.words() == "Ask the desk"
    press(window, "Return")
    assert notes.new.words() == ""
    assert [n.body for n in window.session.project.people.notes(claim.id)] == ["Ask the desk"]


def test_trying_again_saves_the_newest_words(window: MainWindow, claim: Claim, path: Path) -> None:
    field = window.claims.details.mine.conclusion
    write(field, "Older.")
    with locked(path):
        field.finish()
    field.selectAll()
    write(field, "Newer.")
    field.finish()
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert conclusions(path, claim) == ["Newer."]
    assert field.words() == "Newer."


def test_words_on_a_claim_that_is_gone_hold_nobody_up(window: MainWindow, claim: Claim) -> None:
    assert claim.number == 1
    write(window.claims.details.about.typed[ClaimWords.STATEMENT], "Of a claim that goes.")
    window.desk.remove()
    assert window.claims.details.finish()
    assert window.close()
