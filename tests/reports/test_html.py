"""The page: well made, self-contained, and clear without any colour."""

import re
from pathlib import Path

import pytest
from lxml import html

from annotator.articles.model import Draft, Metadata
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.report import Report
from annotator.reports.formats.html import render
from annotator.reports.service.report import build
from tests.reports.desks import make_desk
from tests.reports.pages import read, text_of
from tests.reports.projects import STATED, TEXT, make_article, make_project, mark, report_on


def claim_words(page: str, key: str) -> str:
    start = page.index(f'id="{key}"')
    return text_of(page[page.rindex("<li", 0, start) : page.index("\n</li>", start)] + "</li>")


def test_every_element_nests(page: str) -> None:
    assert read(page).faults == []


def test_every_id_is_there_once_and_every_inner_link_leads_somewhere(page: str) -> None:
    found = read(page)
    ids = [value for _, value in found.attributes("id")]
    assert len(set(ids)) == len(ids)
    links = [value[1:] for _, value in found.attributes("href") if value.startswith("#")]
    assert set(links) <= set(ids)
    labels = [id_ for _, ids_ in found.attributes("aria-labelledby") for id_ in ids_.split()]
    assert set(labels) <= set(ids)


def test_nothing_is_loaded_and_nothing_runs(page: str) -> None:
    found = read(page)
    assert found.attributes("src") == []
    remote = [tag for tag, value in found.attributes("href") if not value.startswith("#")]
    assert set(remote) == {"a"}
    assert not {"script", "link", "img", "iframe", "base"} & {tag for tag, _ in found.elements}
    assert not re.search(r"url\(|@import|@font-face", page)
    assert "default-src 'none'" in page


def test_links_to_elsewhere_tell_nobody_where_they_come_from(page: str) -> None:
    outward = [a for tag, a in read(page).elements if tag == "a" and "://" in a.get("href", "")]
    assert {a["href"] for a in outward} == {
        "https://example.org/register",
        "https://archive.example/register",
    }
    assert {a["rel"] for a in outward} == {"noreferrer noopener"}


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        (1, "Verified"),
        (2, "Verified"),
        (3, "Disputed: contradicted"),
        (4, "Disputed: misleading"),
        (4, "Unsupported"),
        (4, "Checkers differ"),
        (5, "Unsupported"),
        (6, "Not tagged"),
    ],
)
def test_each_claim_says_its_verdict_in_words(page: str, number: int, verdict: str) -> None:
    assert verdict in claim_words(page, f"a1-c{number}")


def test_a_claim_shows_what_it_rests_on(page: str) -> None:
    words = claim_words(page, "a1-c2")
    for part in (
        "In the text 2 times",
        "Ines, 3 March 2025",
        "Struck off in 1994.",
        "Trade register",
        "primary · document",
        "Dissolved in 1994.",
        "accessed 2 March 2025",
        "register.pdf, 4 bytes, SHA-256",
    ):
        assert part in words, part


def test_the_first_words_say_what_stands_in_the_way(page: str) -> None:
    words = text_of(page)
    assert "5 of 6 claims need attention before publication." in words
    assert words.rindex("Needs attention") < words.index("What was checked")


def test_the_annotated_text_is_the_text(page: str, report: Report) -> None:
    start = page.index('<div class="words" lang="en">')
    inner = page[start : page.index("</section>", start)]
    plain = re.sub(r'<a class="ref.*?</a>', "", inner, flags=re.DOTALL)
    assert text_of(plain) == " ".join(TEXT.split())
    assert report.articles[0].version.sha256 in page


def test_highlights_are_numbered_and_lead_to_their_claims(page: str) -> None:
    refs = re.findall(r'<a class="ref s-(\w+)" href="#a1-c(\d)"', page)
    assert refs == [
        ("verified", "2"),
        ("disputed", "3"),
        ("verified", "1"),
        ("unsupported", "5"),
        ("differing", "4"),
        ("verified", "2"),
        ("untagged", "6"),
    ]


def test_several_articles_come_with_a_table_of_them(river: Project) -> None:
    second = make_article(river, "Second text.", Draft("Second text.", Metadata("Second")))
    mark(river, second, "Second text")
    page = render(report_on(river))
    found = read(page)
    assert found.faults == []
    assert [tag for tag, _ in found.elements].count("h1") == 1
    assert "<h1>Fact-check report: 2 articles</h1>" in page
    ids = [value for _, value in found.attributes("id")]
    assert len(set(ids)) == len(ids)


def test_an_article_without_claims_says_so(tmp_path: Path) -> None:
    project = make_project(tmp_path / "empty.annotator")
    make_article(project, "\n\nWords only.")
    page = render(report_on(project))
    assert "No claims have been marked in this article yet." in page
    assert read(page).faults == []


def test_a_project_without_articles_still_gives_a_page(tmp_path: Path) -> None:
    page = render(report_on(make_project(tmp_path / "bare.annotator")))
    assert read(page).faults == []
    assert "There are no articles in this report." in page
    assert "<th" not in page


def test_a_language_that_is_none_is_not_claimed(tmp_path: Path) -> None:
    project = make_project(tmp_path / "odd.annotator")
    draft = Draft("Words.", Metadata("T", language="Klingon, I think"))
    make_article(project, draft=draft)
    assert '<div class="words" lang="">' in render(report_on(project))


@pytest.mark.parametrize("language", ["", "Deutsch", "German", "de"])
def test_the_words_are_in_the_language_that_the_article_names_or_shows(
    tmp_path: Path, language: str
) -> None:
    project = make_project(tmp_path / "german.annotator")
    draft = Draft("Das Haus ist sehr hoch, und es steht leer.", Metadata("T", language=language))
    make_article(project, draft=draft)
    assert '<div class="words" lang="de">' in render(report_on(project))
    assert [a.metadata.language for a in project.articles.page()] == [language]


def test_the_stated_date_is_written_out(page: str) -> None:
    assert "7 March 2025" in page


def test_unconfirmed_fields_are_named(report: Report) -> None:
    first: ArticleEntry = report.articles[0]
    assert first.unconfirmed == ()
    assert "Found automatically" not in render(report)


@pytest.mark.parametrize("kind", [ReportKind.INTERNAL, ReportKind.QUERIES])
def test_items_of_lists_have_the_numbers_that_they_show(tmp_path: Path, kind: ReportKind) -> None:
    """A word processor, and a reader of screens, tells its own numbers of a list."""
    desk = make_desk(tmp_path / "desk.annotator")
    page = html.fromstring(render(build(desk, stated_date=STATED, choices=ReportChoices(kind))))
    desk.close()
    lists = page.findall(".//ol")
    assert lists
    for one in lists:
        expected = 1
        for item in one.findall("li"):
            expected = int(item.get("value", expected))
            shown = re.search(r"\d+", item.text_content())
            assert shown is not None
            assert int(shown[0]) == expected
            expected += 1
