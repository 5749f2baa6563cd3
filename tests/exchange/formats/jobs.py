"""The article of the samples with its three annotations, as a project of ours."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from annotator.articles.model import Draft, Metadata
from annotator.claims.model import ClaimKind
from annotator.claims.service import claims, fields
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.report import Report
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher
from annotator.reports.service.report import build
from tests.exchange.anchoring.foreign_texts import ARTICLE, SPANS
from tests.exchange.formats.annotation_samples import samples
from tests.reports.projects import make_article, make_project

PAGE = "https://news.example.com/a/1"
CHECK = "https://checker.example/r/1"
STATED = date(2026, 11, 20)
PUBLIC = ReportChoices(ReportKind.PUBLIC)
LINKS = ("https://stats.example.org/2026/q1", "", "https://stats.example.org/2026/wages")
_JUDGED = (
    ("anna", Verdict.DISPUTED, DisputeReason.CONTRADICTED, "Official figure is 7 %, not 11 %."),
    ("anna", Verdict.UNSUPPORTED, None, "No source given."),
    ("basim", Verdict.VERIFIED, None, ""),
)


def make_jobs(path: Path, *, url: str = PAGE) -> Project:
    project = make_project(path)
    draft = Draft(ARTICLE, Metadata("Jobs report", url=url))
    article = make_article(project, draft=draft)
    for span, judged, link in zip(SPANS, _JUDGED, LINKS, strict=True):
        who, verdict, reason, conclusion = judged
        project.work_as(who)
        outcome = claims.tag_span(project, article, span, verdict, reason, conclusion)
        claim = project.claims.get(outcome.change.place.claim_id)
        if link:
            fields.set_kinds(project, claim, [ClaimKind.NUMBER])
            source = SourceDetails("Statistics", url=link)
            evidence.add_evidence(project, claim, source, EvidenceDetails())
    publisher.put_publisher(project, Publisher("Checker", CHECK))
    return project


def report_of(project: Project, choices: ReportChoices | None = None) -> Report:
    return build(project, stated_date=STATED, choices=choices)


def sample(name: str) -> Path:
    path = samples(name)
    if path is None:
        pytest.skip("the samples are not beside the repository")
    return path


def shared(*parts: str) -> Path:
    """A file or folder beside the repository, among what is shared."""
    for folder in Path(__file__).resolve().parents:
        found = folder.joinpath("shared", "interop", *parts)
        if found.exists():
            return found
    pytest.skip("the standards' own tests are not beside the repository")


def only(value: Any, *keys: str) -> dict[str, Any]:
    return {key: value[key] for key in keys}


def covered(text: str, start: int, end: int) -> str:
    """The words between two code points."""
    return Span(start, end).of(text)


def covered_utf16(text: str, start: int, end: int) -> str:
    """The words between two UTF-16 units, counted in the bytes themselves."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
