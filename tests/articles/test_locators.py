"""How the places of a text are cited: found for a claim, and kept with the version."""

import pytest

from annotator.articles import service
from annotator.articles.locators import (
    locator_of,
    locators_column,
    locators_in_words,
    read_locators,
)
from annotator.articles.model import Draft, Locator
from annotator.kernel.positions import Span
from annotator.project import Project

PAGES = (Locator(4, "page 1"), Locator(40, "page 2"), Locator(90, "page 3"))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (0, 3, ""),
        (4, 9, "page 1"),
        (38, 40, "page 1"),
        (38, 41, "page 1 – page 2"),
        (40, 40, "page 2"),
        (5, 500, "page 1 – page 3"),
    ],
)
def test_words_are_cited_by_the_locators_at_their_ends(start: int, end: int, words: str) -> None:
    assert locator_of(PAGES, Span(start, end)) == words


def test_a_text_without_locators_is_cited_by_none() -> None:
    assert locator_of((), Span(0, 9)) == ""
    assert locators_in_words(()) == ""
    assert locators_column(()) == ""


def test_they_are_told_by_the_first_and_the_last() -> None:
    assert locators_in_words(PAGES) == "page 1 … page 3"
    assert locators_in_words(PAGES[:1]) == "page 1"


def test_a_project_keeps_them(project: Project) -> None:
    draft = Draft("The quay closes in May. The ferry stops.", locators=PAGES[:2])
    article_id = service.add_article(project, draft).change.place.article_id
    assert project.articles.locators(project.articles.get(article_id).version.id) == PAGES[:2]
    assert [*project.findings()] == []


def test_very_many_are_kept_up_to_a_number_that_no_book_has() -> None:
    kept = read_locators(locators_column(Locator(n, f"page {n}" * 9) for n in range(30_000)))
    assert len(kept) == 20_000
    assert max(len(each.words) for each in kept) <= 40


@pytest.mark.parametrize("column", ["{", "3", "[3]", '[["page"]]', '[["x","page 2"]]'])
def test_a_column_that_is_no_list_has_none(column: str) -> None:
    assert read_locators(column) == ()
