"""Review mode, by keys: a colleague's tag beside mine, decided on, and gone on to the next."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from annotator.app.commands.table import COMMANDS, DECISIONS, Needs
from annotator.app.window.main_window import MainWindow
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.project import Project
from annotator.review.model import Decision
from annotator.review.service import reviews as reviewing
from annotator.review.ui.dialogs import ProposeDialog, WhyDialog
from tests.app.desks import answering, article, press, until, write
from tests.app.window_fixtures import TEXT
from tests.review.ui.reading import QUOTES, claim, decision, panel, reviews, tags, words


def test_both_tags_stand_side_by_side(window: MainWindow) -> None:
    press(window, "G")
    assert claim(window).number == 2
    shown = words(window)
    anna, ben = shown.index("Anna"), shown.index("Ben")
    assert shown[anna + 1 : anna + 4] == ["D  Disputed", "Misleading", "Not all of them."]
    assert shown[ben + 1 : ben + 3] == ["V  Verified", f"So: {QUOTES[1]}."]
    assert shown.count("Verified, but no evidence is recorded.") == 1
    assert any(said.endswith("on the newest text") for said in shown)
    window.resize(1920, 1000)
    window.panes.setSizes([200, 700, 1000])
    columns = panel(window).comparison
    until(lambda: columns._mine.geometry().right() < columns._theirs.geometry().left())


def test_where_the_pane_is_narrow_the_tags_stand_below_each_other(window: MainWindow) -> None:
    window.show_interface_size(200)
    window.resize(1024, 700)
    columns = panel(window).comparison
    until(lambda: columns._mine.geometry().bottom() < columns._theirs.geometry().top())


@pytest.mark.parametrize(
    ("key", "expected", "said"),
    [
        ("Y", Decision.ACCEPT, "✓ Accepted by me"),
        ("I", Decision.LEFT, "= Left as is by me"),
        ("H", Decision.NO_CLAIM, "∅ I find no checkable claim here"),
    ],
)
def test_a_key_decides_and_one_step_takes_it_back(
    window: MainWindow, key: str, expected: Decision, said: str
) -> None:
    press(window, key)
    assert decision(window) is expected
    assert any(shown.startswith(said) for shown in words(window))
    press(window, "Ctrl+Z")
    assert reviews(window) == []
    assert not any(shown.startswith(said) for shown in words(window))
    press(window, "Ctrl+Y")
    assert decision(window) is expected


def test_a_rejection_asks_why(window: MainWindow) -> None:
    def fill(dialog: WhyDialog) -> None:
        press(dialog, "Return")
        assert "Say why" in dialog._problem.text()
        QTest.keyClicks(dialog.why, "It was 1978.")
        press(dialog, "Return")

    timer = answering(WhyDialog, fill)
    press(window, "R")
    assert not timer.isActive()
    (review,) = reviews(window)
    assert (review.decision, review.why) == (Decision.REJECT, "It was 1978.")
    assert "It was 1978." in words(window)


def test_a_rejection_that_is_thought_better_of_is_none(window: MainWindow) -> None:
    timer = answering(WhyDialog, lambda dialog: press(dialog, "Esc"))
    press(window, "R")
    assert not timer.isActive()
    assert reviews(window) == []


def test_another_verdict_becomes_my_tag_and_theirs_stays(window: MainWindow) -> None:
    before = tags(window)["Ben"]

    def fill(dialog: ProposeDialog) -> None:
        for verdict in ("1", "2"):  # the one that stands, and one without its reason
            press(dialog, verdict)
            dialog.ok.click()
            assert dialog._problem.isVisible()
        dialog.choice.reasons.chips[DisputeReason.CONTRADICTED].click()
        write(dialog.why, "It was 1978.")
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    timer = answering(ProposeDialog, fill)
    press(window, "V")
    assert not timer.isActive()
    found = tags(window)
    assert found["Ben"] == before
    assert (found["Anna"].verdict, found["Anna"].reason) == (
        Verdict.DISPUTED,
        DisputeReason.CONTRADICTED,
    )
    assert found["Anna"].conclusion == "It was 1978."
    assert decision(window) is Decision.PROPOSE
    press(window, "Ctrl+Z")
    assert {*tags(window)} == {"Ben"}


def test_outside_review_mode_no_key_decides(window: MainWindow) -> None:
    press(window, "F8")
    assert not window.menus.actions["review"].isChecked()
    press(window, "Y", "I", "H")
    assert reviews(window) == []
    offered = [window.menus.actions[c.id].isEnabled() for c in COMMANDS if c.needs is Needs.REVIEW]
    assert not any(offered)


def test_my_own_tag_is_nothing_for_me_to_review(window: MainWindow) -> None:
    project = window.session.project
    outcome = claims.tag_span(
        project, article(window), find_quote(TEXT, "Nurses disagree"), Verdict.VERIFIED
    )
    window.session._catch_up()
    window.session.choose_claim(outcome.change.place.claim_id)
    press(window, "Y")
    assert "nothing to review" in window.notice.words.text()
    press(window, "Esc", "H")
    assert "it is your own" in window.notice.words.text()
    assert reviews(window) == []
    assert "No colleague has tagged this claim." in words(window)


def test_a_decision_is_taken_back_by_key_and_by_its_link(window: MainWindow) -> None:
    press(window, "Y", "Z")
    assert reviews(window) == []
    press(window, "Z")
    assert "made no decision" in window.notice.words.text()
    press(window, "Esc", "Y")
    (link,) = [b for b in panel(window).findChildren(QPushButton) if b.text() == "Withdraw"]
    link.click()
    assert reviews(window) == []


def test_the_buttons_are_the_commands(window: MainWindow) -> None:
    buttons = panel(window).decisions.findChildren(QToolButton)
    assert [b.defaultAction().objectName() for b in buttons] == [*DECISIONS]
    buttons[0].setFocus()
    press(window, "Space")
    assert decision(window) is Decision.ACCEPT


def test_a_read_only_file_refuses_in_a_sentence(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.session.project._file, "read_only", True)
    press(window, "Y")
    assert "cannot be written" in window.notice.words.text()
    assert reviews(window) == []


def test_a_decision_on_what_changed_under_it_is_refused(window: MainWindow, path: Path) -> None:
    elsewhere = Project.open(path)
    elsewhere.work_as("Ben")
    window.session._look.stop()
    claims.conclude(elsewhere, claim(window), "Well, nearly.")
    elsewhere.close()
    press(window, "Y")
    assert "has changed in the meantime" in window.notice.words.text()
    assert reviews(window) == []


def test_a_colleague_s_decision_stays_when_i_decide_too(window: MainWindow, path: Path) -> None:
    elsewhere = Project.open(path)
    elsewhere.work_as("Cleo")
    (tag,) = elsewhere.tags.of_claims([claim(window).id])
    reviewing.reject(elsewhere, tag, "No source.")
    elsewhere.close()
    press(window, "Y")
    found = {review.checker: review.decision for review in reviews(window)}
    assert found == {"Cleo": Decision.REJECT, "Anna": Decision.ACCEPT}
