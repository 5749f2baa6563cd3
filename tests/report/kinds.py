"""Reports of a kind, and what tests look at in them."""

from annotator.report.articles import ArticleEntry
from annotator.report.choices import Choices
from annotator.report.claims import ClaimEntry
from annotator.report.model import Report, build
from annotator.services.project import Project
from tests.report.projects import STATED


def report_of(project: Project, choices: Choices) -> Report:
    return build(project, stated_date=STATED, choices=choices)


def article_of(project: Project, choices: Choices) -> ArticleEntry:
    return report_of(project, choices).articles[0]


def numbers(project: Project, choices: Choices) -> list[int]:
    return [entry.claim.number for entry in article_of(project, choices).claims]


def claim_of(project: Project, choices: Choices, number: int) -> ClaimEntry:
    return next(e for e in article_of(project, choices).claims if e.claim.number == number)
