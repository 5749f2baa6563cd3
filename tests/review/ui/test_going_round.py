"""From claim to claim in review mode: what waits, what is counted, what the list shows."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from annotator.project import Project
from annotator.review.model import Decision, ReviewAspect
from tests.app.desks import article, press, until
from tests.app.window_fixtures import TEXT
from tests.review.ui.reading import claim, decision, panel, words


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


def test_a_tag_that_changed_since_waits_again(window: MainWindow, path: Path) -> None:
    press(window, "Y")
    first = claim(window)
    elsewhere = Project.open(path)
    elsewhere.work_as("Ben")
    claims.conclude(elsewhere, first, "Well, nearly.")
    elsewhere.close()
    until(lambda: "Changed since this review." in words(window))
    until(lambda: "1 changed since" in window.claims.review_bar.left.text())
    press(window, "G", "G", "G")
    assert claim(window).id == first.id


def test_of_two_colleagues_the_one_who_waits_is_under_review(
    window: MainWindow, path: Path
) -> None:
    elsewhere = Project.open(path)
    elsewhere.work_as("Cleo")
    claims.tag(elsewhere, [claim(window).id], Verdict.UNSUPPORTED)
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
    claims.tag_span(window.session.project, article(window), span, Verdict.VERIFIED)
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
    claims.tag_span(window.session.project, article(window), span, Verdict.VERIFIED)
    window.session._catch_up()
    press(window, "G", "G")
    assert claim(window).number == 3
    assert "Anna tagged some of these words as claim 4:" in words(window)
    (go,) = [b for b in panel(window).findChildren(QPushButton) if b.text() == "Go to claim 4"]
    go.click()
    assert claim(window).number == 4
    until(lambda: "Ben tagged some of these words as claim 3:" in words(window))


def test_reviewing_takes_a_claim_off_a_list_of_those_not_reviewed(window: MainWindow) -> None:
    window.claims.review_bar.choices[ReviewAspect.NOT_REVIEWED].trigger()
    assert window.claims.model.rowCount() == 3
    press(window, "Y")
    assert window.claims.model.rowCount() == 2


def test_another_article_is_counted_anew(window: MainWindow) -> None:
    until(lambda: window.status.review.text() == "3 not reviewed yet")
    project = window.session.project
    outcome = service.add_article(project, Draft("Nothing much.", Metadata("Other")))
    window.session._catch_up()
    window.session.choose_article(outcome.change.place.article_id)
    until(lambda: window.status.review.text() == "Everything is reviewed")
    press(window, "G")
    assert "is reviewed" in window.notice.words.text()
