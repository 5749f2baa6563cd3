"""Files that are dropped on the window: articles, annotations, projects and packages."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.exchange.formats.forms import FORMS

if TYPE_CHECKING:
    from annotator.app.window.main_window import MainWindow

_PROJECTS = (".sqlite", ".sqlite3", ".db")
_ANNOTATIONS = {suffix for form in FORMS.values() for suffix in form.suffixes} - {".txt"}


class FileDrops(QObject):
    """Leads dropped files to where they belong; they are told apart by their names alone.

    The bytes of a project that is open must not be read here: a second look at it would drop the
    locks that SQLite has on it.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def take(self, paths: list[Path]) -> None:
        """Open, import or add what was dropped; what needs a project asks for one first."""
        projects = [path for path in paths if path.suffix.lower() in _PROJECTS]
        others = [path for path in paths if path not in projects]
        if projects:
            self._take_project(projects[0], more=len(projects) > 1)
        elif others and (self._window.session.is_open or self._window.filing.new_project()):
            self._take_others(others)

    def _take_project(self, path: Path, *, more: bool) -> None:
        window = self._window
        if not window.session.is_open:
            window.open(path)
            return
        first = " Only the first of the files was taken." if more else ""
        window.notice.propose(
            f"“{path.name}” is a project or a package.{first}",
            [
                ("Merge it into this one…", lambda: window.handing_over.merge_file(path)),
                ("Open it instead", lambda: window.open(path)),
            ],
        )

    def _take_others(self, paths: list[Path]) -> None:
        window = self._window
        annotations = [path for path in paths if path.suffix.lower() in _ANNOTATIONS]
        articles = [path for path in paths if path not in annotations]
        if articles:
            window.filing.add_files(articles)
        if not annotations:
            return
        if not articles and len(annotations) == 1:
            window.importing.import_file(annotations[0])
        else:
            names = ", ".join(f"“{path.name}”" for path in annotations)
            window.notice.warn(f"Annotations come in one file at a time: drop {names} by itself.")
