"""Imported claims that stand on the words of others: told beforehand, joined with the import."""

from annotator.articles.model import Article
from annotator.claims.service import places
from annotator.claims.service.same_claims import find_same_claims
from annotator.exchange.model import ImportedText
from annotator.exchange.service.imports import bring_in, plan, same_after
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.exchange.imports.foreign import QUOTE, foreign, on
from tests.projects import TEXT, dump, make_claim

LONGER = "The mayor said on Monday that crime fell by a third"


def test_overlapping_claims_are_told_with_what_the_file_says_and_joined_if_that_is_wished(
    project: Project, article: Article
) -> None:
    claim = make_claim(project, article)
    planned = plan(project, foreign(on(LONGER, verdict="False", statement="It fell.")))
    (pair,) = same_after(project, planned).overlapping
    mine, theirs = pair.claims
    assert (mine.id, mine.is_here) == (claim.id, True)
    assert (theirs.number, theirs.is_here, theirs.quotes) == (0, False, (LONGER,))
    assert (theirs.checkers, theirs.statement) == (("Ben",), "It fell.")
    before = dump(project)
    bring_in(project, planned, same=[pair.ids])
    assert [c.id for c in project.claims.of_article(article.id)] == [claim.id]
    assert {place.quote for place in project.highlights.of_claim(claim.id)} == {QUOTE, LONGER}
    assert [tag.checker for tag in project.tags.of_claims([claim.id])] == ["Ben"]
    project.undo()
    assert dump(project) == before


def test_a_claim_that_shares_one_of_several_places_is_the_same(
    project: Project, article: Article
) -> None:
    claim = make_claim(project, article)
    places.add_places(project, claim, article.version, [Span(0, 9)])
    planned = plan(project, foreign(on(QUOTE, verdict="False")))
    (group,) = same_after(project, planned).identical
    bring_in(project, planned, same=[group.ids])
    assert not find_same_claims(project)
    assert len(project.highlights.of_claim(claim.id)) == 2


def test_claims_of_two_people_in_one_file_and_a_new_article_are_told(project: Project) -> None:
    text = ImportedText("1", TEXT)
    file = foreign(
        on(url="", text_key="1", verdict="False"),
        on(LONGER, url="", text_key="1", verdict="True", annotator="Carla"),
        texts=(text,),
    )
    planned = plan(project, file)
    (pair,) = same_after(project, planned).overlapping
    assert {claim.checkers for claim in pair.claims} == {("Ben",), ("Carla",)}
    bring_in(project, planned, same=[pair.ids])
    (article,) = project.articles.page()
    assert len(project.claims.of_article(article.id)) == 1


def test_the_same_file_again_has_none(project: Project, article: Article) -> None:
    make_claim(project, article)
    file = foreign(on(LONGER, verdict="False"))
    bring_in(project, plan(project, file))
    assert not same_after(project, plan(project, file))


def test_what_nobody_asked_to_be_joined_stays_two(project: Project, article: Article) -> None:
    make_claim(project, article)
    bring_in(project, plan(project, foreign(on(LONGER, verdict="False"))))
    assert len(project.claims.of_article(article.id)) == 2
