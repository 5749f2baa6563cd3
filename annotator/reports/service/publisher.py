"""Saying who publishes the checks of a project, and where: kept in the project, as one change."""

from annotator.kernel.changes import Outcome
from annotator.project import Project
from annotator.reports.publisher import Publisher, publisher_of

_SETTING = "publisher"


def publisher(project: Project) -> Publisher:
    """Who publishes the checks, or nobody yet.

    Raises:
        InvalidValue: another program has written something else there.
    """
    return publisher_of(project.people.setting(_SETTING))


def put_publisher(project: Project, chosen: Publisher) -> Outcome:
    """Set who publishes the checks, and where; it can be undone like any other step.

    Raises:
        InvalidValue: the address is none, or a rating is where none can be.
        UnusableCharacters: some words cannot be kept.
        ProjectError: the file cannot be written, and nothing was changed.
    """
    text = chosen.checked().as_text()
    with project.change("Set the publisher") as change:
        change.settings.set(_SETTING, text)
    return change.outcome
