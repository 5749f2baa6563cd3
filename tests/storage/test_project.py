"""The open project: who works in it, what time it is, and its history."""

import re
from pathlib import Path

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.service.claims import note, tag
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.kernel.changes import ChangeKind, ChangePlace
from annotator.kernel.errors import InvalidValue
from annotator.kernel.positions import Span
from annotator.people.model import QueryStatus
from annotator.project import Project
from tests.projects import make_article, make_claim


def test_a_checker_is_made_known_once(project: Project) -> None:
    assert project.work_as(" Anna ") == project.work_as("Anna")
    assert [checker.name for checker in project.people.checkers()] == ["Anna"]


def test_a_checker_needs_a_name(project: Project) -> None:
    with pytest.raises(InvalidValue, match=r"^Name: enter your name"):
        project.work_as("  ")


def test_nobody_is_the_author_before_they_say_so(project: Project) -> None:
    project.checker = None
    with pytest.raises(InvalidValue, match=r"have an author\.$"):
        assert project.author


def test_who_joined_is_in_the_history_but_nothing_to_undo(project: Project) -> None:
    (change,) = project.history.page()
    assert (change.kind, change.label) == (ChangeKind.SETUP, "Welcome Anna")
    assert project.to_undo() is None


def test_times_are_iso_in_utc(project: Project) -> None:
    assert re.fullmatch(r"2026-01-05T09:00:\d\d\.000Z", project.now())


def test_time_goes_on_by_itself_where_no_clock_is_given(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "real.factcheck")
    assert re.fullmatch(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", project.now())
    project.close()


def test_the_history_names_step_person_and_place(project: Project, claim: Claim) -> None:
    newest = project.history.page(limit=1)[0]
    assert (newest.label, newest.checker) == ("Mark claim 1", "Anna")
    assert newest.place == ChangePlace(claim.article_id, claim.id)


def test_the_history_comes_in_pages(project: Project, claim: Claim) -> None:
    note(project, claim, "One.")
    newest, *older = [change.seq for change in project.history.page()]
    assert [change.seq for change in project.history.page(before=newest, limit=2)] == older[:2]


def test_the_history_tells_what_a_step_did_row_by_row(project: Project, claim: Claim) -> None:
    tag(project, [claim.id], Verdict.VERIFIED)
    rows = project.history.rows_of(project.history.latest_seq())
    done = [(row.table, row.before is None, row.after is None) for row in rows]
    assert done == [("tags", True, False), ("claims", False, False)]


def test_a_step_is_found_by_its_place_in_the_history(project: Project, claim: Claim) -> None:
    assert project.history.get(project.history.latest_seq()).place.claim_id == claim.id


def test_a_step_that_fails_halfway_leaves_no_trace(project: Project, article: Article) -> None:
    before = project.history.latest_seq()
    with pytest.raises(ZeroDivisionError), project.change("Half a step") as under_way:
        under_way.settings.set(article.id, str(1 / 0))
    assert project.history.latest_seq() == before


def test_standings_are_counted(project: Project, article: Article, bens: Project) -> None:
    claims = [make_claim(project, article, quote) for quote in ("Café", "crime", "Monday")]
    tag(project, [claims[0].id], Verdict.VERIFIED)
    tag(project, [claims[1].id], Verdict.VERIFIED)
    tag(bens, [claims[1].id], Verdict.DISPUTED, DisputeReason.CONTRADICTED)
    counted = dict.fromkeys(Standing, 0) | {
        Standing.VERIFIED: 1,
        Standing.DIFFERING: 1,
        Standing.UNTAGGED: 1,
    }
    assert project.tags.standings() == project.tags.standings(article.id) == counted


def test_standings_of_an_article_leave_out_the_others(project: Project, article: Article) -> None:
    make_claim(project, make_article(project))
    assert sum(project.tags.standings(article.id).values()) == 0


def test_a_question_is_kept_with_its_answer(project: Project, claim: Claim) -> None:
    with project.change("Ask") as under_way:
        who = project.author.id
        query = under_way.queries.add(claim.id, who, "Writer", "Which?", project.now())
        under_way.queries.set(query, QueryStatus.ANSWERED, "That one.")
    (asked,) = project.people.queries(claim.id)
    assert (asked.question, asked.answer, asked.status) == (
        "Which?",
        "That one.",
        QueryStatus.ANSWERED,
    )


def test_a_note_can_be_edited(project: Project, claim: Claim) -> None:
    note(project, claim, "Ask agian.")
    with project.change("Edit") as under_way:
        under_way.notes.set(project.people.notes(claim.id)[0].id, "Ask again.")
    assert project.people.notes(claim.id)[0].body == "Ask again."


def test_a_setting_is_kept_and_changed(project: Project) -> None:
    for value in ("one", "two"):
        with project.change("Set") as under_way:
            under_way.settings.set("style", value)
    assert (project.people.setting("style"), project.people.setting("other", "none")) == (
        "two",
        "none",
    )


def test_what_was_looked_at_is_marked_and_unmarked(project: Project, article: Article) -> None:
    version = article.version.id
    with project.change("Nothing to check here") as under_way:
        who = project.author.id
        first = under_way.coverage.add(version, who, Span(9, 12), project.now())
        second = under_way.coverage.add(version, who, Span(0, 5), project.now())
    marks = project.coverage.of_version(version)
    assert [(m.id, m.checker_id, m.span) for m in marks] == [
        (second, who, Span(0, 5)),
        (first, who, Span(9, 12)),
    ]
    with project.change("Look again") as under_way:
        under_way.coverage.remove(first)
    assert project.coverage.of_version(version) == marks[:1]
