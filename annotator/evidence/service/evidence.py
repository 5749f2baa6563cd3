"""Evidence on claims: its sources, its words, and the files that prove it.

Every act is a single change, and raises ``ProjectError`` when the file cannot be written.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path

from annotator.claims.fields import Claim
from annotator.claims.verdicts import Tag
from annotator.evidence.citations import Citation, is_same_page
from annotator.evidence.model import (
    Attachment,
    Evidence,
    EvidenceDetails,
    Source,
    SourceDetails,
    SourceType,
    Stance,
    join_details,
    usual_stance,
)
from annotator.evidence.service.kept_files import Given, IncomingFiles
from annotator.files.atomic_write import mark_as_foreign
from annotator.files.documents import no_more_open_than, whole_file
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import InvalidValue
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project, UnitOfWork


def edit_source(project: Project, source: Source, details: SourceDetails) -> Outcome:
    """Set the details of a source, for all claims that it serves.

    Raises:
        InvalidValue: Neither title nor address, no code name though confidential, or a bad address.
    """
    details = details.checked()
    for value in astuple(details):
        check_usable(str(value))
    with project.change(f"Edit the source “{details.title}”") as change:
        project.evidence.source(source.id)
        change.sources.set(source.id, details)
    return change.outcome


def merge_sources(project: Project, kept: Source, other: Source) -> Outcome:
    """Join two records of the same source; fields empty in ``kept`` are taken from ``other``.

    Raises:
        InvalidValue: It is a single record already.
    """
    if kept.id == other.id:
        raise InvalidValue("Source", "choose two different ones")
    with project.change(f"Combine two records of “{kept.details.title}”") as change:
        first, second = (project.evidence.source(source.id) for source in (kept, other))
        details = join_details(first.details, second.details).checked()
        change.sources.merge(first, second, details)
    return change.outcome


def remove_source(project: Project, source: Source) -> Outcome:
    """Remove a source on which no claim rests.

    Raises:
        InvalidValue: A claim rests on it.
    """
    with project.change(f"Remove the source “{source.details.title}”") as change:
        (used,) = project.sources.page([project.evidence.source(source.id).id])
        if used.claims:
            raise InvalidValue("Source", "claims rest on it; remove its evidence first")
        change.sources.remove(source.id)
    return change.outcome


def add_evidence(
    project: Project,
    claim: Claim,
    source: SourceDetails | Source | str,
    details: EvidenceDetails,
    files: Sequence[Given] = (),
    progress: Progress = unwatched,
) -> Outcome:
    """Put evidence on a claim, from a new source or from a source of the project, by its id.

    A ``Source`` is a source of the project, too; its details are set to the details given here.

    Raises:
        InvalidValue: The source has neither title nor address, no code name though confidential, or
            a bad address.
        NotFound: The claim or the source is gone.
        UnreadableFile, FileTooLargeToKeep: A file cannot be read or kept; no file is kept then.
        Cancelled: ``progress`` asked to stop, and no row is changed.
    """
    wanted = _as_kept(source)
    _check(details)
    coming = IncomingFiles(project, files, progress)
    with project.change_on(claim.id, "Evidence on claim {}") as (change, _):
        at, source_id = project.now(), _source(project, change, wanted)
        evidence_id = change.evidence.add(claim.id, source_id, details, at)
        coming.keep(change, at, evidence_id)
    return change.outcome


def cite(
    project: Project, claim: Claim, citations: Sequence[Citation], stance: Stance | None = None
) -> Outcome:
    """Put web addresses on a claim as evidence, accessed today.

    An address that the project knows is the same source again. Without a ``stance`` the evidence
    has the likeliest stance beside the checker's own tag.

    Raises:
        InvalidValue: An address is no web address, or holds signs that no file can keep.
        NotFound: The claim is gone.
    """
    new = [_checked(_described(citation)) for citation in citations]
    with project.change_on(claim.id, "Evidence on claim {}") as (change, _):
        at = project.now()
        stance = stance or usual_stance(own_tag(project, claim))
        day = project.local_now().date().isoformat()
        for citation, source in zip(citations, new, strict=True):
            known = project.sources.at(citation.url)
            source_id = known.source.id if known else _source(project, change, source)
            details = EvidenceDetails(stance, citation.locator, citation.quotation, day)
            _check(details)
            change.evidence.add(claim.id, source_id, details, at)
    return change.outcome


def cited_already(
    project: Project, claim: Claim, citations: Sequence[Citation]
) -> dict[Citation, Evidence]:
    """Return the evidence on the claim that has the address of a citation, by the citation."""
    return {
        citation: piece
        for citation in citations
        for piece in project.evidence.of_claims([claim.id])
        if is_same_page(citation.url, piece.source.details.url)
    }


def set_stance(project: Project, piece: Evidence, stance: Stance) -> Outcome:
    """Set the stance of a piece of evidence. Raises NotFound when it is gone."""
    with _change_on(project, piece, "Stance of evidence on claim {}") as change:
        current = project.evidence.get(piece.id)
        details = replace(current.details, stance=stance)
        change.evidence.set(piece.id, current.source.id, details)
    return change.outcome


def title_source(project: Project, piece: Evidence, title: str, *, typing: str = "") -> Outcome:
    """Give the source of a piece of evidence a title; none lets its address's host stand for it.

    Raises:
        InvalidValue: the source has no address either.
        NotFound: the evidence is gone.
    """
    with project.change_on(piece.claim_id, "Title of a source on claim {}", typing=typing) as (
        change,
        _,
    ):
        current = project.evidence.get(piece.id).source
        said = replace(current.details, title=title.strip())
        change.sources.set(current.id, _checked(said))
    return change.outcome


def edit_evidence(
    project: Project, piece: Evidence, source: SourceDetails | Source, details: EvidenceDetails
) -> Outcome:
    """Set the words of a piece of evidence, and its source.

    ``SourceDetails`` describe its source anew, for all claims that it serves; a ``Source`` takes
    its place.

    Raises:
        InvalidValue: As for ``add_evidence``.
        NotFound: The evidence or the source is gone.
    """
    if isinstance(source, SourceDetails):
        source = Source(piece.source.id, source)
    wanted = _as_kept(source)
    _check(details)
    with _change_on(project, piece, "Edit evidence on claim {}") as change:
        source_id = _source(project, change, wanted)
        change.evidence.set(piece.id, source_id, details)
    return change.outcome


def attach(
    project: Project, piece: Evidence, *files: Given, progress: Progress = unwatched
) -> Outcome:
    """Keep files with a piece of evidence, byte for byte, however large they are.

    Raises:
        NotFound: The evidence is gone.
        UnreadableFile, FileTooLargeToKeep: A file cannot be read or kept; no file is kept then.
        Cancelled: ``progress`` asked to stop, and no row is changed.
    """
    coming = IncomingFiles(project, files, progress)
    with _change_on(project, piece, "Attach a file to claim {}") as change:
        coming.keep(change, project.now(), piece.id)
    return change.outcome


def detach(project: Project, piece: Evidence, attachment: Attachment) -> Outcome:
    """Take a file off a piece of evidence; undo brings it back. Raises NotFound."""
    with _change_on(project, piece, "Remove a file from claim {}") as change:
        change.attachments.remove(attachment.id)
    return change.outcome


def remove_evidence(project: Project, piece: Evidence) -> Outcome:
    """Take evidence off its claim; its source stays. Raises NotFound when it is gone."""
    with _change_on(project, piece, "Remove evidence from claim {}") as change:
        change.evidence.remove(piece.id)
    return change.outcome


def own_tag(project: Project, claim: Claim) -> Tag | None:
    """Return the tag that the checker at work gave a claim."""
    who = project.checker
    tags = project.tags.of_claims([claim.id])
    return next((tag for tag in tags if who and tag.checker_id == who.id), None)


@contextmanager
def _change_on(project: Project, piece: Evidence, label: str) -> Iterator[UnitOfWork]:
    with project.change_on(piece.claim_id, label) as (change, _):
        project.evidence.get(piece.id)
        yield change


def _source(project: Project, change: UnitOfWork, source: SourceDetails | Source | str) -> str:
    if isinstance(source, SourceDetails):
        return change.sources.add(source)
    if isinstance(source, Source):
        change.sources.set(project.evidence.source(source.id).id, source.details)
        return source.id
    return project.evidence.source(source).id


def save_attachment(project: Project, digest: str, target: Path) -> None:
    """Write a kept file to ``target`` byte for byte.

    Raises:
        NotFound: it is not in the project.
        ExportFailed: it could not be written, and nothing was changed.
    """
    with no_more_open_than(project.path), whole_file(target) as file:
        for piece in project.evidence.pieces(digest):
            file.write(piece)
    mark_as_foreign(target)


def _as_kept(source: SourceDetails | Source | str) -> SourceDetails | Source | str:
    """Return a source with its details as they are kept; an id stays as it is."""
    if isinstance(source, str):
        return source
    if isinstance(source, Source):
        return replace(source, details=_checked(source.details))
    return _checked(source)


def _checked(said: SourceDetails) -> SourceDetails:
    details = said.checked()
    _check(details)
    return details


def _described(citation: Citation) -> SourceDetails:
    if not citation.url:
        raise InvalidValue("Address", "give one that begins with http:// or https://")
    return SourceDetails(citation.title, SourceType.WEB, url=citation.url)


def _check(details: SourceDetails | EvidenceDetails) -> None:
    for value in astuple(details):
        if isinstance(value, str):
            check_usable(value)
