"""Highlights found by place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import anchor
from annotator.claims.service.claims import tag
from annotator.claims.verdicts import Standing, Verdict
from annotator.kernel.errors import NotFound
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.kernel.texts import moderate
from tests.projects import make_article, make_claim, make_project

LENGTH = 1 << 16

spans = st.integers(0, 16).flatmap(
    lambda power: st.builds(
        lambda start, n: Span(start, min(LENGTH, start + n)),
        st.integers(0, LENGTH - 1),
        st.integers(1 << power >> 1 or 1, 1 << power),
    )
)


@pytest.fixture(scope="module")
def long_article(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Article]:
    path: Path = tmp_path_factory.mktemp("long") / "long.factcheck"
    project = make_project(path)
    return project, make_article(project, "0123456789abcdef" * (LENGTH // 16))


@moderate
@given(drawn=st.lists(spans, max_size=20), asked=spans)
def test_what_touches_a_stretch_is_what_a_look_at_all_of_them_finds(
    long_article: tuple[Project, Article], drawn: list[Span], asked: Span
) -> None:
    project, article = long_article
    version, text = article.version.id, project.articles.text(article.version.id)
    with project.change("Mark") as under_way:
        now = project.now()
        claim_id = under_way.writer.insert(
            "claims", {"id": now, "article_id": article.id, "number": 1, "created_at": now}
        )
        for span in drawn:
            under_way.highlights.add(claim_id, version, anchor(text, span))
    found = [painted.span for painted in project.highlights.between(version, asked)]
    project.undo()
    expected = [span for span in drawn if span.overlaps(asked)]
    assert found == sorted(expected, key=lambda s: (s.start, -s.end))


def test_a_painted_highlight_tells_number_and_standing(
    project: Project, article: Article, claim: Claim
) -> None:
    tag(project, [claim.id], Verdict.VERIFIED)
    (painted,) = project.highlights.between(article.version.id, Span(0, 100))
    assert (painted.number, painted.standing) == (1, Standing.VERIFIED)


def test_highlights_of_another_version_are_not_found(project: Project, article: Article) -> None:
    other = make_article(project)
    make_claim(project, other)
    assert project.highlights.between(article.version.id, Span(0, 100)) == []


def test_a_highlight_is_moved_with_its_words(
    project: Project, article: Article, claim: Claim
) -> None:
    (before,) = project.highlights.of_claim(claim.id)
    text = project.articles.text(article.version.id)
    with project.change("Move") as under_way:
        under_way.highlights.set(before.id, anchor(text, Span(4, 9)))
    assert project.highlights.get(before.id).quote == "mayor"
    assert project.highlights.exactly_at(article.version.id, Span(4, 9)) == claim.id


def test_a_highlight_taken_away_is_not_found(project: Project, claim: Claim) -> None:
    (highlight,) = project.highlights.of_claim(claim.id)
    with project.change("Take away") as under_way:
        under_way.highlights.remove(highlight.id)
    with pytest.raises(NotFound, match="This highlight is not in this project"):
        project.highlights.get(highlight.id)


def test_all_highlights_of_a_version_come_in_text_order(project: Project, article: Article) -> None:
    for quote in ("Café", "crime fell by a third", "crime fell"):
        make_claim(project, article, quote)
    found = project.highlights.of_version(article.version.id)
    assert [h.quote for h in found] == ["crime fell by a third", "crime fell", "Café"]
