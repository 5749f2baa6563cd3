"""Another program's annotations, as a parser gives them, and how tests bring them in."""

from dataclasses import replace
from typing import Any

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.exchange.model import ImportedAnnotation, ImportedFile
from annotator.exchange.service.imports import bring_in, plan
from annotator.exchange.service.plan import ImportChoices, ImportPlan
from annotator.project import Project

URL = "https://news.example.org/crime"

QUOTE = "crime fell by a third"

UNCHOSEN = ImportChoices()


def foreign(*annotations: ImportedAnnotation, **parts: Any) -> ImportedFile:
    """A file of annotations, as its parser would give it."""
    file = ImportedFile("notes.json", "Test", annotations=annotations)
    return replace(file, **parts)


def on(quote: str = QUOTE, **said: Any) -> ImportedAnnotation:
    """An annotation by Ben on words of the article, found by its address."""
    found = ImportedAnnotation("annotation 1", url=URL, quote=quote, annotator="Ben")
    return replace(found, **said)


def bring(project: Project, file: ImportedFile, choices: ImportChoices = UNCHOSEN) -> ImportPlan:
    planned = plan(project, file, choices=choices)
    bring_in(project, planned)
    return planned


def only_claim(project: Project, article: Article) -> Claim:
    (claim,) = project.claims.of_article(article.id)
    return claim


def notes(project: Project, claim: Claim) -> list[tuple[str, str]]:
    return [(note.author, note.body) for note in project.people.notes(claim.id)]
