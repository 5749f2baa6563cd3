"""Files that are dropped on the window: articles, annotations, projects and packages."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from annotator.app.session.session import Session
from annotator.app.widgets.notice import NoticeBar
from annotator.app.window.file_controller import FileController
from annotator.exchange.forms import FORMS
from annotator.files.regular_files import is_folder


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
        bring_version: Callable[[Path], object],
    ) -> None:
        super().__init__(filing)
        self._session, self._filing, self._notice = session, filing, notice
        self._merge, self._import = merge, import_annotations
        self._bring_version = bring_version

    def take(self, paths: list[Path], *, on_text: bool = False) -> None:
        """Open, import or add the dropped files; ask for a project first where they need it.

        Args:
            paths: The files.
            on_text: Whether they were dropped on the text of an article, of which an only file may
                be another version.
        """
        projects = [path for path in paths if path.suffix.lower() in _PROJECTS]
        others = [path for path in paths if path not in projects]
        if projects:
            self._take_project(projects[0], more=len(projects) > 1)
        elif others and (self._session.is_open or self._filing.new_project()):
            self._take_others(others, on_text=on_text)

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

    def _take_others(self, paths: list[Path], *, on_text: bool) -> None:
        annotations = [path for path in paths if path.suffix.lower() in _ANNOTATIONS]
        articles = [path for path in paths if path not in annotations]
        if on_text and len(paths) == len(articles) == 1 and not is_folder(articles[0]):
            self._ask_about(articles[0])
        elif articles:
            self._filing.add_files(articles)
        if not annotations:
            return
        if not articles and len(annotations) == 1:
            self._import(annotations[0])
        else:
            names = ", ".join(f"“{path.name}”" for path in annotations)
            self._notice.warn(f"Annotations come in one file at a time: drop {names} by itself.")

    def _ask_about(self, path: Path) -> None:
        """Ask whether a file is an article of its own, or another version of the one shown."""
        article = self._session.article
        if article is None:
            self._filing.add_files([path])
            return
        self._notice.propose(
            f"“{path.name}”: a new version of “{article.heading}”, or an article of its own?",
            [
                ("New version…", partial(self._bring_version, path)),
                ("Add as an article…", partial(self._filing.add_files, [path])),
            ],
        )


_PROJECTS = (".sqlite", ".sqlite3", ".db")


_ARTICLES = {".txt", ".docx", ".odt"}
"""Files that may hold a table of claims, and are articles unless a person imports them."""
_ANNOTATIONS = {suffix for form in FORMS.values() for suffix in form.suffixes} - _ARTICLES
