"""Evidence on claims: where it comes from, what it says, and the files that prove it.

Every act is one change, and raises ``ProjectError`` when the file cannot be written.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple

from annotator.domain.changes import Outcome
from annotator.domain.claims import Claim
from annotator.domain.evidence import Attachment, Evidence, EvidenceDetails, Source, SourceDetails
from annotator.domain.progress import Progress, unwatched
from annotator.domain.text import check_usable
from annotator.services.incoming_files import Given, IncomingFiles
from annotator.services.project import Project
from annotator.store import evidence as rows
from annotator.store.changes import OpenChange, Writer


def add_evidence(
    project: Project,
    claim: Claim,
    source: SourceDetails | Source | str,
    details: EvidenceDetails,
    files: Sequence[Given] = (),
    progress: Progress = unwatched,
) -> Outcome:
    """Put evidence on a claim, from a new source or from one of the project, by its id.

    A ``Source`` is one of the project, too; what it says of itself is set to what is given here.

    Raises:
        InvalidValue: the source has no title, no code name though confidential, or a bad address.
        NotFound: the claim or the source is gone.
        UnreadableFile, FileTooLargeToKeep: a file cannot be read or kept; none is kept then.
        Cancelled: ``progress`` asked to stop, and nothing is changed.
    """
    if not isinstance(source, str):
        _check(source.details if isinstance(source, Source) else source)
    _check(details)
    coming = IncomingFiles(project.file, files, progress)
    with project.change_on(claim.id, "Evidence on claim {}") as (under_way, _):
        writer, at = under_way.writer, project.now()
        source_id = _source(project, writer, source)
        evidence_id = rows.add_evidence(writer, claim.id, source_id, details, at)
        coming.keep(writer, at, evidence_id)
    return under_way.outcome


def edit_evidence(
    project: Project, piece: Evidence, source: SourceDetails | Source, details: EvidenceDetails
) -> Outcome:
    """Set what a piece of evidence says, and what it rests on.

    ``SourceDetails`` describe its source anew, wherever that serves; a ``Source`` takes its place.

    Raises:
        InvalidValue: as for ``add_evidence``.
        NotFound: the evidence or the source is gone.
    """
    if isinstance(source, SourceDetails):
        source = Source(piece.source.id, source)
    _check(source.details)
    _check(details)
    with _change_on(project, piece, "Edit evidence on claim {}") as under_way:
        source_id = _source(project, under_way.writer, source)
        rows.describe_evidence(under_way.writer, piece.id, source_id, details)
    return under_way.outcome


def attach(
    project: Project, piece: Evidence, *files: Given, progress: Progress = unwatched
) -> Outcome:
    """Keep files with a piece of evidence, byte for byte, however large they are.

    Raises:
        NotFound: the evidence is gone.
        UnreadableFile, FileTooLargeToKeep: a file cannot be read or kept; none is kept then.
        Cancelled: ``progress`` asked to stop, and nothing is changed.
    """
    coming = IncomingFiles(project.file, files, progress)
    with _change_on(project, piece, "Attach a file to claim {}") as under_way:
        coming.keep(under_way.writer, project.now(), piece.id)
    return under_way.outcome


def detach(project: Project, piece: Evidence, attachment: Attachment) -> Outcome:
    """Take a file off a piece of evidence; undo brings it back. Raises NotFound."""
    with _change_on(project, piece, "Take a file off claim {}") as under_way:
        rows.remove_attachment(under_way.writer, attachment.id)
    return under_way.outcome


def remove_evidence(project: Project, piece: Evidence) -> Outcome:
    """Take evidence off its claim; its source stays. Raises NotFound when it is gone."""
    with _change_on(project, piece, "Remove evidence from claim {}") as under_way:
        rows.remove_evidence(under_way.writer, piece.id)
    return under_way.outcome


@contextmanager
def _change_on(project: Project, piece: Evidence, label: str) -> Iterator[OpenChange]:
    with project.change_on(piece.claim_id, label) as (under_way, _):
        project.evidence.get(piece.id)
        yield under_way


def _source(project: Project, writer: Writer, source: SourceDetails | Source | str) -> str:
    if isinstance(source, SourceDetails):
        return rows.add_source(writer, source)
    if isinstance(source, Source):
        rows.describe_source(writer, project.evidence.source(source.id).id, source.details)
        return source.id
    return project.evidence.source(source).id


def _check(details: SourceDetails | EvidenceDetails) -> None:
    if isinstance(details, SourceDetails):
        details.checked()
    for value in astuple(details):
        if isinstance(value, str):
            check_usable(value)
