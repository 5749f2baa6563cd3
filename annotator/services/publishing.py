"""Saying who publishes the checks of a project, and where: kept in the project, as one change."""

from annotator.domain.changes import Outcome
from annotator.domain.publishing import Publisher, publisher_of
from annotator.services.project import Project

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
