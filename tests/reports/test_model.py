"""What a report holds, against figures counted by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.articles.model import Draft, Metadata, OriginalFile
from annotator.claims.service import claims
from annotator.claims.verdicts import Standing
from annotator.kernel.errors import NotFound
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.attention import Cause
from annotator.reports.entries.report import Report
from annotator.reports.service.report import build
from tests.reports.projects import STATED, make_article, make_project, mark, report_on, set_fields


@pytest.fixture
def article(report: Report) -> ArticleEntry:
    return report.articles[0]


def test_claims_stand_in_text_order_and_keep_their_numbers(article: ArticleEntry) -> None:
    assert [entry.claim.number for entry in article.claims] == [2, 3, 1, 5, 4, 6]


def test_verdicts_are_counted_by_hand(article: ArticleEntry) -> None:
    assert dict(article.counts) == {
        Standing.VERIFIED: 2,
        Standing.DISPUTED: 1,
        Standing.UNSUPPORTED: 1,
        Standing.DIFFERING: 1,
        Standing.OUTDATED: 0,
        Standing.UNTAGGED: 1,
    }


def test_attention_goes_from_the_gravest_to_the_warnings(article: ArticleEntry) -> None:
    found = [(g.cause, [i.claim.claim.number for i in g.items]) for g in article.attention]
    assert found == [
        (Cause.DISPUTED, [3]),
        (Cause.UNSUPPORTED, [5]),
        (Cause.DIFFERING, [4]),
        (Cause.UNFINISHED, [6]),
        (Cause.WARNED, [1]),
    ]
    assert article.in_the_way == 5


def test_a_checked_claim_with_an_open_query_is_not_finished(river: Project) -> None:
    article = river.articles.page()[0]
    claims = {claim.number: claim for claim in river.claims.of_article(article.id)}
    set_fields(river, claims[2], status="waiting for reply")
    groups = {group.cause: group for group in report_on(river).articles[0].attention}
    numbers = [item.claim.claim.number for item in groups[Cause.UNFINISHED].items]
    assert numbers == [2, 6]
    assert groups[Cause.UNFINISHED].items[1].sentences == ("Not tagged yet.", "1 open query.")


def test_a_legal_risk_is_said_where_the_editor_looks_first(river: Project) -> None:
    claim = river.claims.of_article(river.articles.page()[0].id)[2]
    set_fields(river, claim, legal_risk=1)
    groups = {group.cause: group for group in report_on(river).articles[0].attention}
    assert groups[Cause.DISPUTED].items[0].sentences == ("Marks it was.", "Legal risk.")


def test_a_claim_in_two_places_is_quoted_once(article: ArticleEntry) -> None:
    entry = article.claims[0]
    assert (entry.places, entry.quotes) == (2, ("The mill closed in 1994",))


def test_every_checker_is_named_with_their_tag(article: ArticleEntry) -> None:
    assert article.checkers == ("Ines", "Tomasz")
    otter = article.claims[4]
    assert [(t.checker, t.conclusion) for t in otter.tags] == [
        ("Ines", "No picture."),
        ("Tomasz", "In 2020."),
    ]


def test_sources_come_in_the_order_of_their_use_with_their_claims(article: ArticleEntry) -> None:
    found = [
        (use.source.number, use.source.name, [e.claim.number for e in use.claims])
        for use in article.sources
    ]
    assert found == [(1, "Trade register", [2, 3, 4]), (2, "Club list", [1])]


def test_what_was_found_but_not_confirmed_is_left_out(tmp_path: Path) -> None:
    project = make_project(tmp_path / "found.annotator")
    metadata = Metadata("Guessed title", "Guessed byline", "Outlet", published="Guessed day")
    file = OriginalFile("draft.txt", "text/plain", b"Words.")
    draft = Draft("Words.", metadata, frozenset({"title", "byline", "published", "url"}), file)
    make_article(project, draft=draft)
    entry = report_on(project).articles[0]
    assert entry.heading == "draft.txt"
    assert entry.metadata == Metadata(outlet="Outlet")
    assert entry.unconfirmed == ("title", "byline", "published")


def test_a_claim_without_a_place_comes_last(river: Project) -> None:
    article = river.articles.page()[0]
    first = river.claims.of_article(article.id)[1]
    with river.change("Take the places away") as under_way:
        for highlight in river.highlights.of_claim(first.id):
            under_way.writer.delete("highlights", highlight.id)
    last = report_on(river).articles[0].claims[-1]
    assert (last.claim.number, last.places, last.words) == (2, 0, "")


def test_only_the_articles_asked_for_are_reported(river: Project) -> None:
    other = make_article(river, "Another text.")
    mark(river, other, "Another")
    one = build(river, stated_date=STATED, choices=ReportChoices(article_ids=(other.id, other.id)))
    assert [len(entry.claims) for entry in one.articles] == [1]
    assert len(report_on(river).articles) == 2
    with pytest.raises(NotFound):
        build(river, stated_date=STATED, choices=ReportChoices(article_ids=("nowhere",)))


def test_notes_of_checkers_stay_in_the_project(river: Project) -> None:
    before = report_on(river)
    claim = river.claims.of_article(river.articles.page()[0].id)[0]
    claims.note(river, claim, "Between us.")
    assert report_on(river) == before


def test_the_stated_date_is_all_that_differs_by_day(report: Report, river: Project) -> None:
    later = build(river, stated_date=STATED.replace(year=2031))
    assert replace(later, stated_date=STATED) == report


@pytest.mark.parametrize(
    ("conclusion", "shown"),
    [
        ("Short.", "Short."),
        ("word " * 400, ("word " * 56).strip() + "…"),
        ("字" * 2000, "字" * 279 + "…"),
        ("x" + "e\u0301" * 999, "x" + "e\u0301" * 139 + "…"),
    ],
)
def test_a_long_conclusion_is_cut_where_it_has_to_be_read_at_a_glance(
    river: Project, conclusion: str, shown: str
) -> None:
    claim = river.claims.of_article(river.articles.page()[0].id)[2]
    river.work_as("Ines")
    claims.conclude(river, claim, conclusion.strip(), "")
    article = report_on(river).articles[0]
    (item,) = {g.cause: g for g in article.attention}[Cause.DISPUTED].items
    assert item.sentences[0] == shown
    assert item.claim.conclusions == (conclusion.strip(),)
