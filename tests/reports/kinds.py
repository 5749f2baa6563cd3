"""Reports of a kind, and what tests look at in them."""

from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.report import Report
from annotator.reports.service.report import build
from tests.reports.projects import STATED


def report_of(project: Project, choices: ReportChoices) -> Report:
    return build(project, stated_date=STATED, choices=choices)


def article_of(project: Project, choices: ReportChoices) -> ArticleEntry:
    return report_of(project, choices).articles[0]


def numbers(project: Project, choices: ReportChoices) -> list[int]:
    return [entry.claim.number for entry in article_of(project, choices).claims]


def claim_of(project: Project, choices: ReportChoices, number: int) -> ClaimEntry:
    return next(e for e in article_of(project, choices).claims if e.claim.number == number)
