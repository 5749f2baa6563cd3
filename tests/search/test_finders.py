"""All finders find the same: the table of what counts as the same, tried in each of the six."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.claims.filters import ClaimFilter, ClaimOrder
from annotator.exchange.anchoring.anchorer import Anchored, place
from annotator.exchange.anchoring.quote_lookup import locate_quote
from annotator.exchange.model import ImportedAnnotation
from annotator.kernel.canonical_text import canonical
from annotator.kernel.fuzzy_match import match
from annotator.kernel.positions import Span, snap_to_graphemes
from annotator.kernel.text_folding import SAMENESS, Sameness, fold
from annotator.project import Project
from annotator.search.model import HitKind
from annotator.search.text_search import TextSearch
from tests.projects import make_article, make_claim, state

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"
Finder = Callable[[Project, str, str], list[Span]]
"""Finds typed words in a text, which the project has as an article, a claim and its statement."""


def find_in_article(_project: Project, text: str, typed: str) -> list[Span]:
    search = TextSearch(text)
    search.look_for(typed)
    return search.between(Span(0, len(text)))


def search_everything(project: Project, _text: str, typed: str) -> list[Span]:
    by_title = project.search.of_kind(HitKind.TITLE, typed)
    by_claim = project.search.of_kind(HitKind.CLAIM, typed)
    assert by_title
    assert by_claim
    places = [hit.place for hit in project.search.of_kind(HitKind.ARTICLE, typed)]
    return [span for span in places if span is not None]


def look_up_in_palette(project: Project, text: str, typed: str) -> list[Span]:
    [article] = project.articles.page()
    assert project.search.articles_like(typed, 9)
    assert project.search.claims_like(typed, article.id, 9)
    found = match(typed, text)
    return [*found.spans] if found else []


def filter_claims(project: Project, text: str, typed: str) -> list[Span]:
    [article] = project.articles.page()
    shown = ClaimFilter(words=typed)
    entries = project.claim_lists.entries(article.id, shown, ClaimOrder())
    return [Span(0, len(text))] * len(entries)


def tag_by_quote(_project: Project, text: str, typed: str) -> list[Span]:
    return [locate_quote(text, typed)]


def import_quote(_project: Project, text: str, typed: str) -> list[Span]:
    placed = place(text, ImportedAnnotation("1", quote=typed))
    assert isinstance(placed, Anchored), placed
    return [*placed.spans]


@pytest.mark.parametrize(
    "find",
    [
        find_in_article,
        search_everything,
        look_up_in_palette,
        filter_claims,
        tag_by_quote,
        import_quote,
    ],
)
@pytest.mark.parametrize("kind", SAMENESS, ids=lambda kind: kind.name)
def test_words_that_stand_there_are_found(project: Project, kind: Sameness, find: Finder) -> None:
    for typed, standing in kind.examples:
        text = canonical(f"One {standing} two.")
        make_claim(project, make_article(project, text, title=text), text)
        found = find(project, text, typed)
        assert found, (typed, standing)
        assert found == [snap_to_graphemes(text, span) for span in found]
        words = fold(text[found[0].start : found[-1].end])
        assert all(fold(word).strip("'\".-") in words for word in typed.split())
        project.undo()
        project.undo()


@pytest.mark.parametrize("typed", ["one too", "two one", "cafes", "11"])
def test_words_that_do_not_stand_there_are_not_found(project: Project, typed: str) -> None:
    text = "One café and a 1."
    state(project, make_claim(project, make_article(project, text, title=text), text), text)
    assert find_in_article(project, text, typed) == []
    assert project.search.find(typed) == []
    assert filter_claims(project, text, typed) == []


def test_the_table_is_documented_row_by_row() -> None:
    shown = CONTRIBUTING.read_text(encoding="utf-8")
    assert [kind for kind in SAMENESS if f"| {kind.name} | {kind.rule} |" not in shown] == []
