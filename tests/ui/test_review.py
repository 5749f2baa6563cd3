"""Review mode, by keys: a colleague's tag beside mine, decided on, and gone on to the next."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from annotator.domain.articles import Draft, Metadata
from annotator.domain.claims import Claim
from annotator.domain.highlights import find_quote
from annotator.domain.people import Query
from annotator.domain.reviews import Decision, Review, ReviewAspect
from annotator.domain.verdicts import DisputeReason, Tag, Verdict
from annotator.services import adding, annotating, commenting, reviewing
from annotator.services.project import Project
from annotator.ui.actions import COMMANDS, DECISIONS, Needs
from annotator.ui.dialogs.propose import ProposeDialog
from annotator.ui.dialogs.why import WhyDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.review.panel import ReviewPanel
from tests.ui.conftest import TEXT
from tests.ui.desks import answering, article, open_window, press, until, write

QUOTES = ("dredged in 1987", "Some 4,200 people work there", "never closed a single berth")


@pytest.fixture
def path(path: Path) -> Path:
    """Ben has tagged three claims, and Anna, who reviews, one of them."""
    project = Project.open(path)
    project.work_as("Ben")
    found = project.articles.page()[0]
    for quote in QUOTES:
        annotating.tag_span(
            project, found, find_quote(TEXT, quote), Verdict.VERIFIED, None, f"So: {quote}."
        )
    project.work_as("Anna")
    claim = project.claims.of_article(found.id)[1]
    annotating.tag(project, claim, Verdict.DISPUTED, DisputeReason.MISLEADING)
    annotating.conclude(project, claim, "Not all of them.")
    project.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    """Review mode, on the first claim that waits."""
    found = open_window(qtbot, tmp_path, path)
    press(found, "F8", "G")
    return found


def claim(window: MainWindow) -> Claim:
    assert window.session.claim is not None
    return window.session.claim


def panel(window: MainWindow) -> ReviewPanel:
    return window.claims.details.review


def words(window: MainWindow) -> list[str]:
    found = panel(window)
    return [label.text() for label in found.findChildren(QLabel) if label.isVisibleTo(found)]


def reviews(window: MainWindow) -> list[Review]:
    return window.session.project.reviews.of_claims([claim(window).id])


def decision(window: MainWindow) -> Decision:
    (review,) = reviews(window)
    assert review.checker == "Anna"
    return review.decision


def tags(window: MainWindow) -> dict[str, Tag]:
    found = window.session.project.tags.of_claims([claim(window).id])
    return {tag.checker: tag for tag in found}


def test_both_tags_stand_side_by_side(window: MainWindow) -> None:
    press(window, "G")
    assert claim(window).number == 2
    shown = words(window)
    anna, ben = shown.index("Anna"), shown.index("Ben")
    assert shown[anna + 1 : anna + 4] == ["D  Disputed", "Misleading", "Not all of them."]
    assert shown[ben + 1 : ben + 3] == ["V  Verified", f"So: {QUOTES[1]}."]
    assert shown.count("Verified, but no evidence is recorded.") == 1
    assert any(said.endswith("on the newest text") for said in shown)
    columns = panel(window).comparison
    left, right = columns._mine.geometry(), columns._theirs.geometry()
    assert left.right() < right.left()


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
        ("H", Decision.NO_CLAIM, "∅ I see nothing to claim here"),
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
        assert not dialog.ok.isEnabled()
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
        press(dialog, "1")
        assert not dialog.ok.isEnabled()
        press(dialog, "2")
        assert not dialog.ok.isEnabled()
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


def test_the_next_key_leads_round_until_all_is_reviewed(window: MainWindow) -> None:
    seen = [claim(window).number]
    for _ in range(3):
        press(window, "G")
        seen.append(claim(window).number)
    assert seen == [1, 2, 3, 1]
    press(window, "Y", "G", "Y", "G", "Y", "G")
    assert "is reviewed" in window.notice.words.text()
    until(lambda: window.status.review.text() == "Everything is reviewed")


def test_what_is_left_is_counted_in_the_pane_and_in_the_status_bar(window: MainWindow) -> None:
    until(lambda: window.status.review.text() == "3 not reviewed yet")
    press(window, "Y")
    until(lambda: window.status.review.text() == "2 not reviewed yet")
    assert window.claims.review_bar.left.text() == "2 not reviewed yet  ·  3 not settled"
    press(window, "F8")
    assert window.status.review.isHidden()
    assert window.claims.review_bar.isHidden()


def test_outside_review_mode_no_key_decides(window: MainWindow) -> None:
    press(window, "F8")
    assert not window.menus.actions["review"].isChecked()
    press(window, "Y", "I", "H")
    assert reviews(window) == []
    offered = [window.menus.actions[c.id].isEnabled() for c in COMMANDS if c.needs is Needs.REVIEW]
    assert not any(offered)


def test_a_tag_that_changed_since_waits_again(window: MainWindow, path: Path) -> None:
    press(window, "Y")
    first = claim(window)
    elsewhere = Project.open(path)
    elsewhere.work_as("Ben")
    annotating.conclude(elsewhere, first, "Well, nearly.")
    elsewhere.close()
    until(lambda: "Changed since this review." in words(window))
    until(lambda: "1 changed since" in window.claims.review_bar.left.text())
    press(window, "G", "G", "G")
    assert claim(window).id == first.id


def test_my_own_tag_is_nothing_for_me_to_review(window: MainWindow) -> None:
    project = window.session.project
    outcome = annotating.tag_span(
        project, article(window), find_quote(TEXT, "Nurses disagree"), Verdict.VERIFIED
    )
    window.session._catch_up()
    window.session.choose_claim(outcome.change.place.claim_id)
    press(window, "Y")
    assert "nothing to review" in window.notice.words.text()
    press(window, "H")
    assert "it is your own" in window.notice.words.text()
    assert reviews(window) == []
    assert "No colleague has tagged this claim." in words(window)


def test_of_two_colleagues_the_one_who_waits_is_under_review(
    window: MainWindow, path: Path
) -> None:
    elsewhere = Project.open(path)
    elsewhere.work_as("Cleo")
    annotating.tag(elsewhere, claim(window), Verdict.UNSUPPORTED)
    elsewhere.close()
    until(lambda: "Cleo" in words(window))
    target = panel(window).target
    assert target is not None
    assert target.checker == "Ben"
    press(window, "Y")
    target = panel(window).target
    assert target is not None
    assert target.checker == "Cleo"
    (again,) = [b for b in panel(window).findChildren(QPushButton) if b.text() == "Review this one"]
    again.click()
    target = panel(window).target
    assert target is not None
    assert target.checker == "Ben"
    press(window, "I")
    assert decision(window) is Decision.LEFT


def test_a_decision_is_taken_back_by_key_and_by_its_link(window: MainWindow) -> None:
    press(window, "Y", "Z")
    assert reviews(window) == []
    press(window, "Z")
    assert "decided nothing" in window.notice.words.text()
    press(window, "Y")
    (link,) = [b for b in panel(window).findChildren(QPushButton) if b.text() == "Take back"]
    link.click()
    assert reviews(window) == []


def test_the_buttons_are_the_commands(window: MainWindow) -> None:
    buttons = panel(window).decisions.findChildren(QToolButton)
    assert [b.defaultAction().objectName() for b in buttons] == [*DECISIONS]
    buttons[0].setFocus()
    press(window, "Space")
    assert decision(window) is Decision.ACCEPT


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


@pytest.mark.parametrize(
    ("aspect", "numbers"),
    [
        (ReviewAspect.NOT_REVIEWED, [2, 3]),
        (ReviewAspect.DISAGREE, [2]),
        (ReviewAspect.ONLY_THEIRS, [1, 3]),
        (ReviewAspect.ONLY_MINE, [4]),
        (ReviewAspect.OTHER_SPAN, [3, 4]),
        (ReviewAspect.NOT_SETTLED, [1, 2, 3, 4]),
        (ReviewAspect.CHANGED, []),
    ],
)
def test_the_list_is_narrowed_down_from_the_bar(
    window: MainWindow, aspect: ReviewAspect, numbers: list[int]
) -> None:
    press(window, "Y")
    span = find_quote(TEXT, "closed a single")
    annotating.tag_span(window.session.project, article(window), span, Verdict.VERIFIED)
    window.session._catch_up()
    window.claims.review_bar.choices[aspect].trigger()
    model = window.claims.model
    found = [row.number for n in range(model.rowCount()) if (row := model.claim_row(n))]
    assert sorted(found) == numbers
    assert window.claims.listing.bar.shown.asks("reviews", aspect)
    window.claims.listing.bar.show_all()
    assert not window.claims.review_bar.choices[aspect].isChecked()


def test_the_same_words_tagged_as_another_claim_are_named_and_gone_to(window: MainWindow) -> None:
    span = find_quote(TEXT, "closed a single")
    annotating.tag_span(window.session.project, article(window), span, Verdict.VERIFIED)
    window.session._catch_up()
    press(window, "G", "G")
    assert claim(window).number == 3
    assert "On some of these words, Anna tagged claim 4:" in words(window)
    (go,) = [b for b in panel(window).findChildren(QPushButton) if b.text() == "Go to claim 4"]
    go.click()
    assert claim(window).number == 4
    until(lambda: "On some of these words, Ben tagged claim 3:" in words(window))


def test_a_long_address_does_not_push_the_pane_apart(window: MainWindow, path: Path) -> None:
    elsewhere = Project.open(path)
    elsewhere.work_as("Ben")
    address = "https://statistics.example/" + "passengers/" * 20
    annotating.conclude(elsewhere, claim(window), f"See {address}")
    elsewhere.close()
    until(lambda: any("passengers" in said for said in words(window)))
    port = window.claims.details.viewport()
    assert panel(window).width() <= port.width()


def test_reviewing_takes_a_claim_off_a_list_of_those_not_reviewed(window: MainWindow) -> None:
    window.claims.review_bar.choices[ReviewAspect.NOT_REVIEWED].trigger()
    assert window.claims.model.rowCount() == 3
    press(window, "Y")
    assert window.claims.model.rowCount() == 2


def test_another_article_is_counted_anew(window: MainWindow) -> None:
    until(lambda: window.status.review.text() == "3 not reviewed yet")
    project = window.session.project
    outcome = adding.add_article(project, Draft("Nothing much.", Metadata("Other")))
    window.session._catch_up()
    window.session.choose_article(outcome.change.place.article_id)
    until(lambda: window.status.review.text() == "Everything is reviewed")
    press(window, "G")
    assert "is reviewed" in window.notice.words.text()


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
    annotating.conclude(elsewhere, claim(window), "Well, nearly.")
    elsewhere.close()
    press(window, "Y")
    assert "has changed meanwhile" in window.notice.words.text()
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
