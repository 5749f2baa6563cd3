"""Projects to report on, with figures counted by hand."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from annotator.articles.model import Article, Draft, Metadata, OriginalFile
from annotator.articles.service import add_article
from annotator.claims.fields import Claim
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims, places
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails, SourceRank, SourceType, Stance
from annotator.evidence.service import evidence
from annotator.project import Clock, Project
from annotator.reports.entries.report import Report
from annotator.reports.service.report import build

STATED = date(2025, 3, 7)
TEXT = (
    "The mill closed in 1994.\n\n"
    "The towns spent 212 million euros, and 400 anglers hold a licence.\n"
    "No trout was caught for 31 years.\n\n"
    "The otter came back in 2019. The mill closed in 1994, as said."
)


def make_clock() -> Clock:
    minutes = count()
    start = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
    return lambda: start + timedelta(minutes=next(minutes))


def make_project(path: Path) -> Project:
    project = Project.create(path, clock=make_clock())
    project.work_as("Ines")
    return project


def make_article(project: Project, text: str = TEXT, draft: Draft | None = None) -> Article:
    made = draft or Draft(text, Metadata(title="The river", byline="Jonas Feld", language="en"))
    return project.articles.get(add_article(project, made).change.place.article_id)


def mark(project: Project, article: Article, quote: str, occurrence: int = 1) -> Claim:
    text = project.articles.text(article.version.id)
    outcome = claims.mark(project, article, find_quote(text, quote, occurrence))
    return project.claims.get(outcome.change.place.claim_id)


def tag(
    project: Project,
    claim: Claim,
    verdict: Verdict,
    reason: DisputeReason | None = None,
    *,
    conclusion: str = "So it is.",
    note: str = "",
) -> None:
    claims.tag(project, [claim.id], verdict, reason)
    claims.conclude(project, project.claims.get(claim.id), conclusion, note)


def ask(project: Project, claim: Claim, addressee: str, question: str) -> None:
    with project.change("Ask") as under_way:
        under_way.queries.add(claim.id, project.author.id, addressee, question, project.now())


def set_fields(project: Project, claim: Claim, **values: object) -> None:
    with project.change("Set fields") as under_way:
        under_way.claims.set(claim.id, values)


def register() -> SourceDetails:
    return SourceDetails(
        "Trade register",
        SourceType.DOCUMENT,
        SourceRank.PRIMARY,
        url="https://example.org/register",
        archive_url="https://archive.example/register",
    )


def make_river(path: Path) -> Project:
    """Six claims, marked in another order than they stand in.

    1 (third in the text): verified on one secondary source, which a house rule warns of.
    2 (first, in two places): verified on a primary source.
    3 (second): disputed. 4 (fifth): the checkers differ. 5 (fourth): unsupported.
    6 (last): not tagged, with an open query.
    """
    project = make_project(path)
    article = make_article(project)
    anglers = mark(project, article, "400 anglers hold a licence")
    mill = mark(project, article, "The mill closed in 1994")
    spent = mark(project, article, "The towns spent 212 million euros")
    otter = mark(project, article, "The otter came back in 2019.")
    trout = mark(project, article, "No trout was caught for 31 years")
    said = mark(project, article, "as said")
    again = find_quote(TEXT, "The mill closed in 1994", 2)
    places.add_places(project, mill, article.version, [again])
    _verify(project, anglers, mill)
    source = project.evidence.of_claims([mill.id])[0].source.id
    _doubt(project, spent, trout, source)
    _differ(project, otter, source)
    ask(project, said, "Jonas Feld", "Said by whom?")
    return project


def _verify(project: Project, anglers: Claim, mill: Claim) -> None:
    tag(project, anglers, Verdict.VERIFIED, conclusion="The club counts 412.")
    club = SourceDetails("Club list", SourceType.DATA, SourceRank.SECONDARY)
    evidence.add_evidence(project, anglers, club, EvidenceDetails(locator="p. 3"))
    tag(project, mill, Verdict.VERIFIED, conclusion="Struck off in 1994.")
    file = OriginalFile("register.pdf", "application/pdf", b"%PDF")
    words = EvidenceDetails(quotation="Dissolved in 1994.", accessed_on="2025-03-02")
    evidence.add_evidence(project, mill, register(), words, (file,))


def _doubt(project: Project, spent: Claim, trout: Claim, source: str) -> None:
    tag(project, spent, Verdict.DISPUTED, DisputeReason.CONTRADICTED, conclusion="Marks it was.")
    evidence.add_evidence(project, spent, source, EvidenceDetails(Stance.CONTRADICTS))
    tag(project, trout, Verdict.UNSUPPORTED, conclusion="No record.", note="Two archives.")


def _differ(project: Project, otter: Claim, source: str) -> None:
    tag(project, otter, Verdict.UNSUPPORTED, conclusion="No picture.", note="The zoo.")
    project.work_as("Tomasz")
    tag(project, otter, Verdict.DISPUTED, DisputeReason.MISLEADING, conclusion="In 2020.")
    evidence.add_evidence(project, otter, source, EvidenceDetails(Stance.CONTEXT))


def report_on(project: Project) -> Report:
    return build(project, stated_date=STATED)
