"""One article's annotations in every form that is read: they all come to the same claims."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.articles import service
from annotator.articles.model import Article, Draft, Metadata
from annotator.exchange.anchoring.offset_units import OffsetUnit
from annotator.exchange.formats import reader
from annotator.exchange.model import ImportedFile
from annotator.exchange.service import imports
from annotator.exchange.service.plan import ImportChoices
from annotator.project import Project
from tests.exchange.anchoring.foreign_texts import ARTICLE, SPANS
from tests.exchange.formats.annotation_samples import PAGE, VERDICTS, read, samples, web_annotation

NAMES = (
    "doccano_utf16.jsonl",
    "hypothesis_export.json",
    "labelstudio.json",
    "refi.qdpx",
    "webannotation.jsonld",
)


@pytest.fixture
def article(project: Project) -> Article:
    outcome = service.add_article(project, Draft(ARTICLE, Metadata("Jobs report", url=PAGE)))
    return project.articles.get(outcome.change.place.article_id)


def found(project: Project, article: Article) -> dict[tuple[int, int], set[str]]:
    """Where claims stand, and the verdicts that they have."""
    return {
        (place.span.start, place.span.end): {
            tag.verdict.value for tag in project.tags.of_claims([place.claim_id])
        }
        for place in project.highlights.of_version(article.version.id)
    }


def truth() -> dict[tuple[int, int], set[str]]:
    return {(s.start, s.end): {v} for s, v in zip(SPANS, VERDICTS, strict=True)}


def take(project: Project, article: Article, file: ImportedFile) -> None:
    asked = imports.plan(project, file, choices=ImportChoices(article.id))
    utf16 = [counting for counting in asked.countings if counting.unit is OffsetUnit.UTF16]
    choices = ImportChoices(article.id, counting=next(iter(utf16), None))
    planned = imports.plan(project, file, choices=choices)
    assert planned.left_out == ()
    assert planned.new_articles == ()
    imports.bring_in(project, planned)
    assert not imports.plan(project, file, choices=choices).changes_anything


def sample(name: str) -> Path:
    path = samples(name)
    if path is None:
        pytest.skip("the samples are not beside the repository")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_each_form_comes_to_the_same_claims(project: Project, article: Article, name: str) -> None:
    take(project, article, reader.read_annotations(sample(name)))
    assert found(project, article) == truth()
    assert list(project.findings()) == []


def test_all_forms_one_after_the_other_are_still_three_claims(
    project: Project, article: Article
) -> None:
    for name in NAMES:
        take(project, article, reader.read_annotations(sample(name)))
    assert found(project, article) == truth()
    assert project.claims.count(article.id) == 3


Made = Callable[[], ImportedFile]


def web() -> ImportedFile:
    return read([web_annotation(number) for number in range(3)], "export.jsonld")


def table() -> ImportedFile:
    rows = [f'"{s.of(ARTICLE)}",{v}' for s, v in zip(SPANS, VERDICTS, strict=True)]
    return read("\n".join(["Quote,Verdict", *rows]), "quotes.csv")


@pytest.mark.parametrize("made", [web, table])
def test_small_files_come_to_the_same_claims(
    project: Project, article: Article, made: Made
) -> None:
    take(project, article, made())
    assert found(project, article) == truth()
