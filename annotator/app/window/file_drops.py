"""Files that are dropped on the window: articles, annotations, projects and packages."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from annotator.app.session.session import Session
from annotator.app.widgets.notice import NoticeBar
from annotator.app.window.file_controller import FileController
from annotator.exchange.forms import FORMS


class FileDrops(QObject):
    """Leads dropped files to where they belong; they are told apart by their names alone.

    The bytes of a project that is open must not be read here: a second look at it would drop the
    locks that SQLite has on it.
    """

    def __init__(
        self,
        session: Session,
        filing: FileController,
        notice: NoticeBar,
        merge: Callable[[Path], object],
        import_annotations: Callable[[Path], object],
    ) -> None:
        super().__init__(filing)
        self._session, self._filing, self._notice = session, filing, notice
        self._merge, self._import = merge, import_annotations

    def take(self, paths: list[Path]) -> None:
        """Open, import or add the dropped files; ask for a project first where they need it."""
        projects = [path for path in paths if path.suffix.lower() in _PROJECTS]
        others = [path for path in paths if path not in projects]
        if projects:
            self._take_project(projects[0], more=len(projects) > 1)
        elif others and (self._session.is_open or self._filing.new_project()):
            self._take_others(others)

    def _take_project(self, path: Path, *, more: bool) -> None:
        if not self._session.is_open:
            self._session.open(path)
            return
        first = " Only the first of the files was taken." if more else ""
        self._notice.propose(
            f"“{path.name}” is a project or a package.{first}",
            [
                ("Merge it into this one…", lambda: self._merge(path)),
                ("Open it instead", lambda: self._session.open(path)),
            ],
        )

    def _take_others(self, paths: list[Path]) -> None:
        annotations = [path for path in paths if path.suffix.lower() in _ANNOTATIONS]
        articles = [path for path in paths if path not in annotations]
        if articles:
            self._filing.add_files(articles)
        if not annotations:
            return
        if not articles and len(annotations) == 1:
            self._import(annotations[0])
        else:
            names = ", ".join(f"“{path.name}”" for path in annotations)
            self._notice.warn(f"Annotations come in one file at a time: drop {names} by itself.")


_PROJECTS = (".sqlite", ".sqlite3", ".db")


_ARTICLES = {".txt", ".docx", ".odt"}
"""Files that may hold a table of claims, and are articles unless a person imports them."""
_ANNOTATIONS = {suffix for form in FORMS.values() for suffix in form.suffixes} - _ARTICLES
