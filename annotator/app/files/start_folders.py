"""The folders in which dialogs for files begin: beside the project or the article of the file.

Left to itself, Qt begins in the current directory, which is often the program's own folder.
"""

from collections.abc import Callable, Iterator
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from annotator.app.files.presence import Presence, presence_of


class FilePurpose(Enum):
    """The purpose of a file, which decides its folder."""

    NEW_PROJECT = auto()
    PROJECT = auto()
    EXPORT = auto()
    """Reports, trails, copies and packages: they leave together, and answers come back there."""
    INCOMING = auto()
    TEMPLATES = auto()


class FilePlaces:
    """The folder of the open project, and the folder chosen for each purpose while it is open.

    The folders chosen for a project are forgotten with it: a folder may name a client.
    """

    def __init__(self) -> None:
        self._project: Callable[[], Path | None] = lambda: None
        self._chosen: dict[FilePurpose, Path] = {}

    def follow(self, project: Callable[[], Path | None]) -> None:
        """Begin anew, beside the file that ``project`` names each time."""
        self._project = project
        self._chosen.clear()

    def remember(self, place: FilePurpose, folder: Path) -> None:
        """Begin in a folder that the user chose, the next time."""
        if place not in (FilePurpose.NEW_PROJECT, FilePurpose.PROJECT):
            self._chosen[place] = folder

    def folder(self, place: FilePurpose) -> str:
        """Return the first folder that fits and is there; a new project begins in Documents."""
        known = list(self._candidates(place))
        presence = presence_of(known)
        return next((str(one) for one in known if presence[one] is Presence.THERE), str(known[-1]))

    def proposed(self, place: FilePurpose, name: str) -> str:
        """Return a name for a file in the folder where it belongs."""
        return str(Path(self.folder(place)) / name)

    def _candidates(self, place: FilePurpose) -> Iterator[Path]:
        if place is not FilePurpose.NEW_PROJECT:
            if place in self._chosen:
                yield self._chosen[place]
            if (project := self._project()) is not None:
                yield project.absolute().parent
        for location in (
            QStandardPaths.StandardLocation.DocumentsLocation,
            QStandardPaths.StandardLocation.HomeLocation,
        ):
            if folder := QStandardPaths.writableLocation(location):
                yield Path(folder)


PLACES = FilePlaces()
"""The places of this process, which has a single window."""
