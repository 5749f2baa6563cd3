"""The commands on files: open a project, add articles, and save copies."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator import sample_project
from annotator.app.files.dialogs import (
    PROJECTS,
    file_to_read,
    file_to_write,
    files_to_read,
    folder_to_use,
)
from annotator.app.files.opening_dialog import work_aside
from annotator.app.files.start_folders import PLACES, FilePurpose
from annotator.app.forms.draft_preview import LeftOutParts
from annotator.app.session.session import Session
from annotator.articles import service
from annotator.articles.model import Draft
from annotator.articles.ui.dialog import ArticleDialog
from annotator.articles.ui.incoming import IncomingArticles, article_files
from annotator.assets import sample
from annotator.evidence.model import Attachment
from annotator.evidence.service.evidence import save_attachment
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.file_names import PROJECT, file_name, name_beside, with_ending
from annotator.revisions.ui.publication_dialog import PublishedVersions


class FileController(QObject):
    """The acts on files; dialogs ask for missing answers.

    ``saved`` comes with the path of an attached file that was written.
    """

    saved = Signal(object)
    told = Signal(str)
    warned = Signal(str)
    asked = Signal(str, object)
    """A question, with its answers: a label and an act each."""
    found_damage = Signal(str)
    arrived = Signal(object)
    """The paths of the files of articles that were added, by the ids of the articles."""
    annotated = Signal(object, object)
    """A Draft to be added with what people marked in it, and what is told whether it was."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._arrivals = IncomingArticles(session, window)
        self._arrivals.warned.connect(self.warned)
        self._arrivals.annotated.connect(self.annotated)
        self._arrivals.arrived.connect(self.arrived)
        for turn in (session.opened, session.closed):
            turn.connect(self._begin_places)

    def new_project(self) -> bool:
        """Ask for a path, open a new project there, and return whether a project is open then."""
        name = file_to_write(
            self._window, "New project", f"Fact-check{PROJECT}", PROJECTS, FilePurpose.NEW_PROJECT
        )
        return bool(name) and self._session.open(Path(with_ending(name)), new=True)

    def open_sample(self) -> None:
        """Open the sample project, which is made first where it is not yet."""
        try:
            path = work_aside(
                lambda _asked: sample_project.make_sample(
                    sample_project.sample_folder(), *sample()
                ),
                sample_project.SAMPLE,
                self._window,
            )
        except AnnotatorError as error:
            self.warned.emit(str(error))
            return
        self._session.open(path)

    def open_project(self) -> None:
        """Ask which, and open it."""
        name = file_to_read(self._window, "Open project", PROJECTS, FilePurpose.PROJECT)
        if name:
            self._session.open(Path(name))

    def add_from_file(self) -> None:
        """Ask which files, and bring them in."""
        if not self._session.is_open:
            self._offer_project(self.add_from_file)
            return
        names = files_to_read(self._window, "Add articles", article_files())
        self.add_files([Path(name) for name in names])

    def add_folder(self) -> None:
        """Ask which folder, and bring in all articles in it."""
        if not self._session.is_open:
            self._offer_project(self.add_folder)
            return
        name = folder_to_use(self._window, "Add a folder of articles", FilePurpose.INCOMING)
        if name:
            self.add_files([Path(name)])

    def add_files(self, paths: list[Path]) -> None:
        """Read files in the background, and show each in turn before it is brought in."""
        self._arrivals.add(paths)

    def paste(self) -> None:
        """Bring in the text on the clipboard."""
        if not self._session.is_open:
            self._offer_project(self.paste)
            return
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.warned.emit("The clipboard holds no text. Copy the article, then paste it here.")
            return
        self._arrivals.add_pasted(text)

    def describe(self) -> None:
        """Ask for the details of the article, such as its author, and save them."""
        article, project = self._session.article, self._session.project
        if article is None:
            return
        parts = LeftOutParts(choosable=False)
        parts.show_parts(Draft("", left_out=project.articles.left_out(article.version.id)))
        known = PublishedVersions(project.articles.versions(article.id))
        metadata = ArticleDialog.ask_about(self._window, article, known, parts)
        if metadata is not None:
            self._session.attempt(lambda: service.describe_article(project, article, metadata))

    def save_copy(self) -> None:
        """Ask where, and write a copy of the project as it stands."""
        proposed = name_beside(self._session.project.path.name, " copy")
        name = file_to_write(self._window, "Save a copy", proposed, PROJECTS)
        if name:
            self.save_copy_to(Path(with_ending(name)))

    def save_copy_to(self, target: Path) -> None:
        """Write a copy in the background."""
        if not self._session.project.look().is_in_place:
            self._rescue(target)
            return
        self._session.work.run(
            lambda *_: "Saving a copy…",
            lambda project, progress: project.copy_to(target, progress),
            lambda _result: self.told.emit(f"Copy saved: {target}"),
            lambda error: self.warned.emit(str(error)),
        )

    def _begin_places(self) -> None:
        session = self._session
        PLACES.follow(lambda: session.project.path if session.is_open else None)

    def _offer_project(self, go_on: Callable[[], object]) -> None:
        """Offer to open a project, and call ``go_on`` after a project is open."""

        def after(ask: Callable[[], object]) -> None:
            ask()
            if self._session.is_open:
                go_on()

        self.asked.emit(
            "Articles are kept in a project, which is one file on this computer.",
            [
                ("New project…", partial(after, self.new_project)),
                ("Open project…", partial(after, self.open_project)),
            ],
        )

    def _rescue(self, target: Path) -> None:
        """Write a copy through the single connection that surely sees a file that has moved on."""
        try:
            self._session.project.copy_to(target)
        except AnnotatorError as error:
            self.warned.emit(str(error))
            return
        self.told.emit(f"Copy saved: {target}")

    def check(self) -> None:
        """Check the whole file in the background and tell the findings."""
        self._session.work.run(
            lambda done, of: f"Checking the file, {100 * done // max(1, of)} %…",
            lambda project, progress: list(project.findings(progress)),
            self._tell_findings,
            lambda error: self.warned.emit(str(error)),
        )

    def save_attachment(self, attachment: Attachment) -> None:
        """Ask for a path, and write the attached file there byte for byte; no program opens it."""
        name = file_to_write(self._window, "Save the file", file_name(attachment.name))
        if not name:
            return
        target = Path(name)
        self._session.work.run(
            lambda *_: f"Saving “{attachment.name}”…",
            lambda project, _progress: save_attachment(project, attachment.sha256, target),
            lambda _result: self.saved.emit(target),
            lambda error: self.warned.emit(str(error)),
        )

    def _tell_findings(self, findings: list[str]) -> None:
        if findings:
            more = f" And {len(findings) - 1} more." if len(findings) > 1 else ""
            self.found_damage.emit(findings[0] + more)
        else:
            self.told.emit(
                "The project file is sound. Every text, quotation, attached file "
                "and log entry is correct."
            )
