"""The projects opened last: as a menu, and on the start page."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from annotator.app.files.presence import Presence, presence_of
from annotator.app.preferences import Preferences
from annotator.app.widgets.plain_text import literal, tip
from annotator.backups.service.list import has_backups
from annotator.kernel.file_names import project_title

_SAID = {
    Presence.THERE: "",
    Presence.GONE: " – not found",
    Presence.CLOSED: " – no permission to read it",
    Presence.SILENT: " – the disk does not respond",
}

Open = Callable[[Path], object]


class RecentMenu(QMenu):
    """The projects opened last, the newest first; a missing project says so."""

    def __init__(self, parent: QWidget, preferences: Preferences, open_project: Open) -> None:
        super().__init__("Open rec&ent", parent)
        self._preferences = preferences
        self._open = open_project
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Show the list as it is now."""
        self.clear()
        found = presence_of(self._preferences.recent)
        for number, (path, presence) in enumerate(found.items(), start=1):
            self._add(number, path, presence)
        if self.isEmpty():
            self.addAction("No recent projects").setEnabled(False)
            return
        self.addSeparator()
        self.addAction("&Clear list").triggered.connect(self._preferences.forget_recent)
        self.setToolTipsVisible(True)

    def _add(self, number: int, path: Path, presence: Presence) -> None:
        words = f"&{number % 10}  {literal(project_title(path.name))}"
        returns = presence is Presence.GONE and has_backups(path)
        action = self.addAction(words + _SAID[presence] + (", but has backups" * returns))
        # a share may have come back by the time somebody chooses
        action.setEnabled(presence is not Presence.GONE or returns)
        action.setToolTip(tip(str(path)))
        action.triggered.connect(lambda _=False: self._open(path))


def recent_buttons(preferences: Preferences, open_project: Open) -> dict[str, Callable[[], object]]:
    """Return buttons for the projects opened last that are still there, by their words."""
    found: dict[str, Callable[[], object]] = {}
    for path, presence in presence_of(preferences.recent).items():
        if presence is Presence.THERE and len(found) < 3:
            found[f"{project_title(path.name)}  –  {path.parent}"] = partial(open_project, path)
    return found
