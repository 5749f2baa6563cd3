"""Evidence on claims: where it comes from, what it says, and the files that prove it.

Every act is one change, and raises ``ProjectError`` when the file cannot be written.
"""

import mimetypes
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from annotator.domain.articles import Original
from annotator.domain.changes import Outcome, Place
from annotator.domain.claims import Claim
from annotator.domain.errors import UnreadableFile
from annotator.domain.evidence import Evidence, EvidenceDetails, SourceDetails
from annotator.domain.text import check_usable
from annotator.services.project import Project
from annotator.store import evidence as rows


def add_evidence(
    project: Project,
    claim: Claim,
    source: SourceDetails | str,
    details: EvidenceDetails,
    files: tuple[Original, ...] = (),
) -> Outcome:
    """Put evidence on a claim, from a new source or from one of the project, by its id.

    Raises:
        InvalidValue: the source has no title, no code name though confidential, or a bad address.
    """
    if isinstance(source, SourceDetails):
        _check(source)
    _check(details)
    with project.change(f"Evidence on claim {claim.number}") as under_way:
        writer = under_way.writer
        source_id = source if isinstance(source, str) else rows.add_source(writer, source)
        at = project.now()
        evidence_id = rows.add_evidence(writer, claim.id, source_id, details, at)
        for original in files:
            rows.keep_content(writer, original, at, evidence_id=evidence_id)
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome


def edit_evidence(
    project: Project, piece: Evidence, source: SourceDetails, details: EvidenceDetails
) -> Outcome:
    """Set what a piece of evidence and its source say; the source changes wherever it serves.

    Raises:
        InvalidValue: as for ``add_evidence``.
    """
    _check(source)
    _check(details)
    claim = project.claims.get(piece.claim_id)
    with project.change(f"Edit evidence on claim {claim.number}") as under_way:
        rows.describe_source(under_way.writer, piece.source.id, source)
        rows.describe_evidence(under_way.writer, piece.id, details)
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome


def attach(project: Project, piece: Evidence, *files: Original) -> Outcome:
    """Keep files with a piece of evidence, byte for byte."""
    claim = project.claims.get(piece.claim_id)
    with project.change(f"Attach a file to claim {claim.number}") as under_way:
        for original in files:
            rows.keep_content(under_way.writer, original, project.now(), evidence_id=piece.id)
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome


def remove_evidence(project: Project, piece: Evidence) -> Outcome:
    """Take evidence off its claim; its source stays in the project."""
    claim = project.claims.get(piece.claim_id)
    with project.change(f"Remove evidence from claim {claim.number}") as under_way:
        rows.remove_evidence(under_way.writer, piece.id)
        under_way.describe(under_way.change.label, Place(claim.article_id, claim.id))
    return under_way.outcome


def read_files(paths: Iterable[Path]) -> tuple[Original, ...]:
    """Files as they are kept, byte for byte.

    Raises:
        UnreadableFile: the system does not let one be read; none is kept then.
    """
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Original:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path.name, error.strerror or str(error)) from error
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Original(path.name, mime, data)


def _check(details: SourceDetails | EvidenceDetails) -> None:
    if isinstance(details, SourceDetails):
        details.checked()
    for value in astuple(details):
        if isinstance(value, str):
            check_usable(value)
