"""A project in which everything that people write was written, on one claim or another."""

from pathlib import Path

from annotator.articles.model import Article, Draft, Metadata, OriginalFile
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails, SourceRank, SourceType, Stance
from annotator.evidence.service import evidence
from annotator.people.model import ContactDetails, ContactOutcome, ContactTerms, QueryStatus
from annotator.project import Project
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher
from annotator.review.rulings import Settlement
from annotator.review.service import comments, reviews, rulings
from tests.reports.projects import TEXT, ask, make_article, make_project, mark, set_fields, tag

SECRET = SourceDetails(
    "secret-title",
    SourceType.RECORDING,
    SourceRank.PRIMARY,
    author="secret-author",
    publisher="secret-publisher",
    published="secret-published",
    url="https://secret-url.example/",
    archive_url="https://secret-archive.example/",
    confidential=True,
    code_name="HERON",
)
SECRET_WORDS = EvidenceDetails(
    Stance.CONTRADICTS, "secret-locator", "secret-quotation", "1999-12-31", "secret-note"
)
SECRET_FILE = OriginalFile("secret-file.m4a", "audio/secret-mime", b"secret-content")
SECRET_PERSON = ContactDetails(
    "secret-person",
    "secret-channel",
    "1999-12-30",
    "secret-question",
    "secret-answer",
    ContactTerms.BACKGROUND,
    ContactOutcome.REPLIED,
    confidential=True,
    code_name="PLOVER",
)
OFF_RECORD = ContactDetails(
    "Mara Voss", "telephone", "2025-03-04", "And?", "off-record-answer", ContactTerms.OFF_RECORD
)


def make_desk(path: Path, file: OriginalFile | None = None) -> Project:
    """Four claims in the words of Ines and Tomasz.

    1 disputed by Ines, reviewed and accepted by Tomasz, corrected, with every secret on it.
    2 differing, settled as verified by Tomasz. 3 unsupported, mended in the text, with an answered
    and an open query. 4 not tagged, with an open query to another person.

    Args:
        path: The project.
        file: The file that the article came from.
    """
    project = make_project(path)
    draft = Draft(
        TEXT, Metadata(title="The river", byline="Jonas Feld", language="en"), original=file
    )
    article = make_article(project, draft=draft)
    _secretive(project, mark(project, article, "The towns spent 212 million euros"))
    _settled(project, mark(project, article, "The mill closed in 1994"))
    _mended(project, article)
    said = mark(project, article, "as said")
    ask(project, said, "Mara Voss", "query-to-mara")
    publisher.put_publisher(project, Publisher("Checker", "https://checker.example/r/1"))
    return project


def _secretive(project: Project, claim: Claim) -> None:
    tag(project, claim, Verdict.DISPUTED, DisputeReason.CONTRADICTED, conclusion="Marks it was.")
    evidence.add_evidence(project, claim, SECRET, SECRET_WORDS, (SECRET_FILE,))
    register = SourceDetails("Register", url="https://example.org/register")
    words = EvidenceDetails(Stance.CONTRADICTS, "p. 4", "212 million marks", "2025-03-01")
    evidence.add_evidence(project, claim, register, words, (OriginalFile("scan.pdf", "", b"%PDF"),))
    set_fields(project, claim, proposed_wording="212 million marks", legal_risk=1)
    claims.note(project, claim, "desk-note")
    with project.change("Contacts") as under_way:
        for details in (SECRET_PERSON, OFF_RECORD):
            under_way.contacts.add(claim.id, project.author.id, details, project.now())
    project.work_as("Tomasz")
    comments.comment(project, claim, "desk-comment")
    reviews.accept(project, project.tags.of_claims([claim.id])[0])
    project.work_as("Ines")


def _settled(project: Project, claim: Claim) -> None:
    tag(project, claim, Verdict.VERIFIED, conclusion="Struck off in 1994.")
    project.work_as("Tomasz")
    tag(project, claim, Verdict.UNSUPPORTED, conclusion="No record.", note="search-note")
    tags = project.tags.of_claims([claim.id])
    rulings.settle(
        project,
        project.claims.get(claim.id),
        tags,
        Settlement(Verdict.VERIFIED, None, "The register has it.", "ruling-why"),
    )
    project.work_as("Ines")


def _mended(project: Project, article: Article) -> None:
    claim = mark(project, article, "No trout was caught for 31 years")
    tag(project, claim, Verdict.UNSUPPORTED, conclusion="No record of it.", note="Two archives.")
    fields = {"statement": "There were no trout.", "speaker": "Jonas Feld"}
    set_fields(project, claim, proposed_wording="No trout is on record", resolution="changed")
    set_fields(project, claim, **fields)
    ask(project, claim, "Jonas Feld", "query-to-jonas")
    with project.change("Answer") as under_way:
        query = under_way.queries.add(
            claim.id, project.author.id, "", "answered-query", project.now()
        )
        under_way.queries.set(query, QueryStatus.ANSWERED, "answer-to-query")


def make_secretive(path: Path) -> Project:
    """A claim that is disputed on one source, of which everything is secret."""
    project = make_project(path)
    claim = mark(project, make_article(project), "The mill closed in 1994")
    tag(project, claim, Verdict.DISPUTED, DisputeReason.CONTRADICTED)
    evidence.add_evidence(project, claim, SECRET, SECRET_WORDS, (SECRET_FILE,))
    return project
