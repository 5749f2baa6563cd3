"""Which article an annotation goes to: by text, by address, by choice."""

import pytest

from annotator.articles.model import Article, Metadata
from annotator.exchange.anchoring.offset_units import OffsetConvention, OffsetUnit
from annotator.exchange.model import ImportedAnnotation, ImportedText
from annotator.exchange.service.imports import plan
from annotator.exchange.service.plan import ImportChoices
from annotator.exchange.service.summary import lines
from annotator.kernel.canonical_text import sha256
from annotator.project import Project
from annotator.storage.ids import new_id
from tests.exchange.imports.foreign import QUOTE, bring, foreign, on, only_claim
from tests.projects import TEXT, make_article


def test_a_text_that_is_here_is_known_and_its_offsets_count(project: Project) -> None:
    article = make_article(project)
    start = TEXT.index("It rose")
    raw = "\ufeff" + TEXT.replace("\n", "\r\n")
    offsets = (
        len(raw[: raw.index("It rose")].encode("utf-16-le")) // 2,
        len(raw[: raw.index("It rose") + 7].encode("utf-16-le")) // 2,
    )
    said = ImportedAnnotation(
        "line 1", text_key="a", offsets=(offsets,), quote="It rose", annotator="Ben"
    )
    planned = bring(project, foreign(said, texts=(ImportedText("a", raw),)))
    assert planned.new_articles == ()
    (place,) = project.highlights.of_version(article.version.id)
    assert place.span.start == start


def test_a_text_that_is_not_here_becomes_an_article(project: Project, article: Article) -> None:
    text = ImportedText("b", "Rain fell.\r\n", Metadata("Rain", url="urn:uuid:1"))
    said = ImportedAnnotation("line 1", text_key="b", offsets=((0, 9),), quote="Rain fell")
    planned = bring(project, foreign(said, texts=(text,)))
    _, new = project.articles.page()
    assert (new.metadata, new.found) == (Metadata("Rain"), frozenset())
    assert project.articles.text(new.version.id) == "Rain fell.\n"
    assert only_claim(project, new).number == 1
    assert [line.becomes for line in lines(planned)] == ["New article", "New claim"]
    assert not plan(project, planned.foreign).changes_anything
    assert project.claims.of_article(article.id) == []


def test_a_text_may_go_to_an_article_that_is_named_by_its_words(
    project: Project, article: Article
) -> None:
    text = ImportedText("b", "Shortened: crime fell by a third.")
    said = ImportedAnnotation("line 1", text_key="b", offsets=((11, 32),), quote=QUOTE)
    choices = ImportChoices(article.id, adds_articles=False)
    planned = bring(project, foreign(said, texts=(text,)), choices)
    assert planned.new_articles == ()
    assert only_claim(project, article).number == 1
    assert "another text" in planned.arrivals[0].remarks[0]


def test_of_an_older_version_the_words_are_looked_for_in_the_newest(
    project: Project, article: Article
) -> None:
    newest = "Preface. " + TEXT
    with project.change("New draft") as under_way:
        digest = sha256(newest)
        under_way.writer.insert("texts", {"id": digest, "text": newest, "length": len(newest)})
        row = {"id": new_id(), "article_id": article.id, "number": 2, "sha256": digest}
        under_way.writer.insert("versions", {**row, "created_at": project.now()})
    at = TEXT.index(QUOTE)
    said = ImportedAnnotation(
        "line 1", text_key="a", offsets=((at, at + len(QUOTE)),), quote=QUOTE, annotator="Ben"
    )
    planned = bring(project, foreign(said, texts=(ImportedText("a", TEXT),)))
    claim = only_claim(project, article)
    (place,) = project.highlights.of_claim(claim.id)
    assert place.version_id == project.articles.get(article.id).version.id
    assert place.span.start == at + 9
    assert "older version" in planned.arrivals[0].remarks[0]


@pytest.mark.parametrize(
    "url",
    ["http://NEWS.example.org/crime/", "https://news.example.org/crime#a", "urn:uuid:{}"],
)
def test_an_address_finds_its_article_however_it_is_written(
    project: Project, article: Article, url: str
) -> None:
    planned = plan(project, foreign(on(url=url.format(article.id))))
    assert planned.arrivals[0].target.article == article
    assert not planned.asks_article


def test_what_names_no_article_goes_to_the_chosen_one(project: Project, article: Article) -> None:
    file = foreign(on(url="https://elsewhere.example.org"))
    planned = plan(project, file)
    assert planned.asks_article
    assert "https://elsewhere.example.org" in planned.left_out[0].why
    chosen = plan(project, file, choices=ImportChoices(article.id))
    assert chosen.asks_article
    assert chosen.arrivals[0].target.article == article


@pytest.mark.usefixtures("article")
def test_offsets_that_may_count_two_things_wait_for_a_choice(project: Project) -> None:
    astral = TEXT.index("👩")
    said = on(quote="", offsets=((astral + 10, astral + 20),))
    planned = plan(project, foreign(said))
    assert {c.unit for c in planned.countings} >= {OffsetUnit.CODE_POINTS, OffsetUnit.UTF16}
    assert planned.arrivals == ()
    assert "how its file counts is not known" in planned.left_out[0].why
    choices = ImportChoices(counting=OffsetConvention(OffsetUnit.CODE_POINTS))
    chosen = plan(project, foreign(said), choices=choices)
    assert chosen.arrivals[0].spans[0].start == astral + 10
    assert chosen.countings == planned.countings
