"""A project that fills every field that a report shows."""

from pathlib import Path

from annotator.articles.model import (
    Draft,
    LeftOut,
    LeftOutKind,
    Locator,
    Metadata,
    MetadataField,
    OriginalFile,
)
from annotator.claims.fields import Claim
from annotator.claims.model import ClaimKind, ClaimStatus, ErrorKind, Importance
from annotator.claims.service import claims, places
from annotator.claims.service.coverage import nothing_to_check
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails, SourceRank, SourceType
from annotator.evidence.service import evidence
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from annotator.review.rulings import Settlement
from annotator.review.service import reviews, rulings
from annotator.revisions.model import Correction, CorrectionKind
from annotator.revisions.service import corrections, publication
from tests.claims.standings import keep_apart
from tests.reports.desks import make_desk
from tests.reports.projects import make_article, mark, set_fields, tag
from tests.reports.versions import Versions, add_versions

_TEXT = "The bridge fell.\n\nIt fell twice. The bridge fell, they said."


def make_filled(path: Path) -> Project:
    """The desk of ``make_desk`` with a second article, and with what the desk leaves empty."""
    project = make_desk(path)
    (first,) = project.articles.page()
    secretive, settled, mended, said = project.claims.of_article(first.id)
    set_fields(project, secretive, error_kind=ErrorKind.NUMBER.value, speaker="Mayor")
    set_fields(project, secretive, said_on="2025-03-01", status=ClaimStatus.WAITING.value)
    set_fields(project, secretive, importance=Importance.CENTRAL)
    set_fields(project, said, said_on="2024-05-06")
    source = SourceDetails(
        *("Minutes", SourceType.DOCUMENT, SourceRank.PRIMARY, "Clerk", "Town", "2024-12-01"),
        url="https://minutes.example/",
        archive_url="https://archive.example/minutes",
    )
    evidence.add_evidence(project, mended, source, EvidenceDetails(locator="p. 9"))
    claims.tag(project, [settled.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    metadata = Metadata("The bridge", "Ada Holm", "News", "https://news.example/b", "2025-02-28")
    locators = (Locator(0, "page 1"), Locator(_TEXT.index("\n\n") + 2, "page 2"))
    lacking = (LeftOut(LeftOutKind.CAPTION, "A pile", 4),)
    found = frozenset[MetadataField]({"byline"})
    file = OriginalFile("bridge.txt", "text/plain", _TEXT.encode())
    draft = Draft(_TEXT, metadata, found, file, "utf-8", left_out=lacking, locators=locators)
    article = make_article(project, _TEXT, draft)
    fallen = mark(project, article, "The bridge fell")
    _overlap(project, fallen, mark(project, article, "bridge"))
    project.work_as("Tomasz")
    start = _TEXT.index("It fell twice")
    nothing_to_check(project, article, Sentences(_TEXT, "en"), Span(start, start + 5))
    project.work_as("Ines")
    tag(project, mark(project, article, "It fell twice"), Verdict.VERIFIED)
    _lengthen(project, mark(project, article, "they said"))
    _publish(project, add_versions(project))
    return project


def _publish(project: Project, versions: Versions) -> None:
    """The first version was published, and one of its changes has a note for readers."""
    first, *_ = project.articles.versions(versions.article.id)
    publication.mark_published(project, first, "2025-03-01", "https://news.example/river")
    words = "The weir broke.", "The weir held."
    note = Correction(CorrectionKind.CORRECTION, *words, "It was the dam.", "2025-03-04")
    corrections.add_correction(project, versions.article.id, note)


def _lengthen(project: Project, said: Claim) -> None:
    """A claim that was tagged, reviewed and settled, and was made longer afterwards."""
    tag(project, said, Verdict.VERIFIED)
    project.work_as("Tomasz")
    reviews.accept(project, project.tags.of_claims([said.id])[0])
    tags = project.tags.of_claims([said.id])
    rulings.accept(project, said, tags, tags[0])
    project.work_as("Ines")
    (place,) = project.highlights.of_claim(said.id)
    places.move_place(project, place, Span(place.span.start - len("fell, "), place.span.end))


def _overlap(project: Project, fallen: Claim, bridge: Claim) -> None:
    """Two claims on the same words: settled as disputed, and rejected before it was changed.

    They are kept apart, so that a public report can go out.
    """
    keep_apart(project, fallen, bridge)
    set_fields(project, fallen, kinds=(ClaimKind.NUMBER, ClaimKind.PLACE))
    tag(project, fallen, Verdict.DISPUTED, DisputeReason.CONTRADICTED)
    tag(project, bridge, Verdict.VERIFIED)
    project.work_as("Tomasz")
    disputed = Settlement(Verdict.DISPUTED, DisputeReason.CONTRADICTED, "It stands.", "Seen.")
    rulings.settle(project, fallen, project.tags.of_claims([fallen.id]), disputed)
    reviews.reject(project, project.tags.of_claims([bridge.id])[0], "Which bridge?")
    project.work_as("Ines")
    claims.tag(project, [bridge.id], Verdict.UNSUPPORTED)
