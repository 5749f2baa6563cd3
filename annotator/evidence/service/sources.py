"""Keeping the sources of a project in order. Each act is one change.

Every act raises ``NotFound`` when a source is gone, and ``ProjectError`` when the file cannot be
written; then nothing was changed.
"""

from dataclasses import astuple

from annotator.evidence.model import Source, SourceDetails, joined
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import InvalidValue
from annotator.project import Project


def edit_source(project: Project, source: Source, details: SourceDetails) -> Outcome:
    """Set what a source says of itself, wherever it serves.

    Raises:
        InvalidValue: neither title nor address, no code name though confidential, or a bad
            address.
    """
    details = details.checked()
    for value in astuple(details):
        check_usable(str(value))
    with project.change(f"Edit the source “{details.title}”") as change:
        project.evidence.source(source.id)
        change.sources.set(source.id, details)
    return change.outcome


def merge_sources(project: Project, kept: Source, other: Source) -> Outcome:
    """Make two records of one source one; what ``kept`` does not say is taken from ``other``.

    Raises:
        InvalidValue: it is one record already.
    """
    if kept.id == other.id:
        raise InvalidValue("Source", "choose two different ones")
    with project.change(f"Combine two records of “{kept.details.title}”") as change:
        first, second = (project.evidence.source(source.id) for source in (kept, other))
        details = joined(first.details, second.details).checked()
        change.sources.merge(first, second, details)
    return change.outcome


def remove_source(project: Project, source: Source) -> Outcome:
    """Take a source away on which nothing rests.

    Raises:
        InvalidValue: a claim rests on it.
    """
    with project.change(f"Remove the source “{source.details.title}”") as change:
        (used,) = project.sources.page([project.evidence.source(source.id).id])
        if used.claims:
            raise InvalidValue("Source", "claims rest on it; remove its evidence first")
        change.sources.remove(source.id)
    return change.outcome
