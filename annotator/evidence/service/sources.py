"""The sources of a project: edited, joined and removed. Each act is a single change.

Every act raises ``NotFound`` when a source is gone, and ``ProjectError`` when the file cannot be
written; then no row was changed.
"""

from dataclasses import astuple

from annotator.evidence.model import Source, SourceDetails, join_details
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import InvalidValue
from annotator.project import Project


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
