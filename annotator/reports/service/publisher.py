"""The publisher of a project's checks and their address: kept in the project, as one change."""

from annotator.kernel.changes import Outcome
from annotator.project import Project
from annotator.reports.publisher import Publisher, publisher_of

_SETTING = "publisher"


def publisher(project: Project) -> Publisher:
    """Return the publisher of the checks, empty if none is set.

    Raises:
        InvalidValue: another program has written another kind of value there.
    """
    return publisher_of(project.people.setting(_SETTING))


def put_publisher(project: Project, chosen: Publisher) -> Outcome:
    """Set the publisher of the checks and their address; the change can be undone like any other.

    Raises:
        InvalidValue: the address is none, or a rating is where none can be.
        UnusableCharacters: some words cannot be kept.
        ProjectError: the file cannot be written, and is unchanged.
    """
    text = chosen.checked().as_text()
    with project.change("Set the publisher") as change:
        change.settings.set(_SETTING, text)
    return change.outcome
