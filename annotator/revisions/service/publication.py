"""The publication of a version: its day, and its address if there is any.

The published text is a version as any other. An act raises ``NotFound`` when the version is gone,
``InvalidValue`` when day or address are none, and ``ProjectError`` when the file cannot be written;
then no row was changed.
"""

from annotator.articles.model import Version
from annotator.evidence.model import check_url
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.day_validation import check_day
from annotator.kernel.errors import InvalidValue, NotFound
from annotator.kernel.wording import day_in_words
from annotator.project import Project, UnitOfWork


def check_publication(on: str, url: str) -> tuple[str, str]:
    """Return the day and the address of a publication, without white space around them.

    Args:
        on: The day, as an ISO date.
        url: The address; empty for print.

    Raises:
        InvalidValue: There is no day, or the address is no web address.
    """
    day, address = check_day("Published on", on.strip()), check_url("Address", url.strip())
    if not day:
        raise InvalidValue("Published on", "say on which day it was published")
    return day, address


def mark_published(project: Project, version: Version, on: str, url: str = "") -> Outcome:
    """Mark a version as published, in a single change; a former day and address are replaced.

    Args:
        project: The project.
        version: The version.
        on: The day, as an ISO date.
        url: The address; empty for print.
    """
    day, address = check_publication(on, url)
    label = f"Mark version {version.number} as published on {day_in_words(day)}"
    with project.change(label) as change:
        _existing(project, version)
        mark_published_within(change, version.id, day, address)
        change.set_place(ChangePlace(version.article_id))
    return change.outcome


def mark_published_within(change: UnitOfWork, version_id: str, on: str, url: str = "") -> None:
    """Mark a version as published, as part of a change: of that which adds it, for example."""
    day, address = check_publication(on, url)
    change.articles.set_publication(version_id, day, address)


def take_publication_back(project: Project, version: Version) -> Outcome:
    """Let a version count as not published, in a single change."""
    with project.change(f"Mark version {version.number} as not published") as change:
        _existing(project, version)
        change.articles.set_publication(version.id, "", "")
        change.set_place(ChangePlace(version.article_id))
    return change.outcome


def _existing(project: Project, version: Version) -> Version:
    for each in project.articles.versions(version.article_id):
        if each.id == version.id:
            return each
    raise NotFound(f"Version {version.number}")
