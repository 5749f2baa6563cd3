"""What the user does with files, as slots: projects, articles coming in, reports going out."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.domain.articles import Draft
from annotator.domain.errors import AnnotatorError
from annotator.domain.evidence import Attachment
from annotator.services import adding
from annotator.services.project import Project
from annotator.ui.dialogs.article import ArticleDialog, Reread
from annotator.ui.session import Session

_PROJECTS = "Projects (*.sqlite);;All files (*)"


class Filing(QObject):
    """The acts on files; dialogs ask for what is missing."""

    told = Signal(str)
    warned = Signal(str)
    written = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def new_project(self) -> None:
        """Ask where, and open a new project there."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, "New project", "Fact-check.sqlite", _PROJECTS
        )
        if name:
            self._session.open(_with_suffix(name, ".sqlite"), new=True)

    def open_project(self) -> None:
        """Ask which, and open it."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open project", "", _PROJECTS)
        if name:
            self._session.open(Path(name))

    def add_from_file(self) -> None:
        """Ask which files, and bring them in."""
        from annotator.intake.reading import SUFFIXES  # noqa: PLC0415 - loads late

        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Add articles", "", f"Articles ({kinds});;All files (*)"
        )
        self.add_files([Path(name) for name in names])

    def add_files(self, paths: list[Path]) -> None:
        """Read files in the background, then show each before it is brought in."""
        from annotator.intake import reading  # noqa: PLC0415 - loads late

        def read(path: Path) -> None:
            self._session.jobs.run(
                lambda _project: reading.read_file(path),
                lambda draft: self._confirm(
                    draft, lambda encoding: reading.read_file(path, encoding=encoding)
                ),
                lambda error: self.warned.emit(str(error)),
            )

        for path in paths:
            read(path)

    def paste(self) -> None:
        """Bring in the text on the clipboard."""
        from annotator.intake.reading import read_pasted  # noqa: PLC0415 - loads late

        try:
            draft = read_pasted(QGuiApplication.clipboard().mimeData().text())
        except AnnotatorError as error:
            self.warned.emit(str(error))
            return
        self._confirm(draft, None)

    def describe(self) -> None:
        """Ask what is to be said about the article."""
        article, project = self._session.article, self._session.project
        metadata = ArticleDialog.ask_about(self._window, article) if article else None
        if article is not None and metadata is not None:
            self._session.attempt(lambda: adding.describe_article(project, article, metadata))

    def export(self) -> None:
        """Ask where, and write the report in the background."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Export report", "Fact-check report.html", "Web page (*.html)"
        )
        if name:
            self.export_to(_with_suffix(name, ".html"))

    def export_to(self, target: Path) -> None:
        """Write the report in the background: it is there whole, or not at all."""
        self.told.emit("Writing the report…")
        self._session.jobs.run(
            lambda project: _export(project, target),
            lambda _result: self.written.emit(target),
            lambda error: self.warned.emit(str(error)),
        )

    def save_copy(self) -> None:
        """Ask where, and write a copy of the project as it stands."""
        name, _ = QFileDialog.getSaveFileName(self._window, "Save a copy", "", _PROJECTS)
        if name:
            self.save_copy_to(_with_suffix(name, ".sqlite"))

    def save_copy_to(self, target: Path) -> None:
        """Write a copy in the background."""
        if not self._session.project.path.exists():
            self._rescue(target)
            return
        self._session.jobs.run(
            lambda project: project.copy_to(target),
            lambda _result: self.told.emit(f"A copy was saved: {target}"),
            lambda error: self.warned.emit(str(error)),
        )

    def _rescue(self, target: Path) -> None:
        """Write a copy through the one connection that still sees a deleted file."""
        try:
            self._session.project.copy_to(target)
        except AnnotatorError as error:
            self.warned.emit(str(error))
            return
        self.told.emit(f"A copy was saved: {target}")

    def check(self) -> None:
        """Check the whole file in the background and tell the findings."""
        self.told.emit("Checking the file…")
        self._session.jobs.run(lambda project: list(project.findings()), self._tell_findings)

    def save_attachment(self, attachment: Attachment) -> None:
        """Ask where, write the attached file there byte for byte, and show it."""
        name, _ = QFileDialog.getSaveFileName(self._window, "Save the file", attachment.name)
        if not name:
            return
        try:
            Path(name).write_bytes(self._session.project.evidence.content(attachment.sha256))
        except OSError as error:
            self.warned.emit(f"“{name}” could not be written: {error.strerror}.")
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(name))

    def _confirm(self, draft: Draft, reread: Reread | None) -> None:
        confirmed = ArticleDialog.ask_to_add(self._window, draft, reread)
        if confirmed is not None:
            self._session.attempt_aside(
                lambda project: adding.add_article(project, confirmed),
                lambda outcome: self._session.choose_article(outcome.change.place.article_id),
            )

    def _tell_findings(self, findings: list[str]) -> None:
        if findings:
            more = f" And {len(findings) - 1} more." if len(findings) > 1 else ""
            self.warned.emit(findings[0] + more)
        else:
            self.told.emit("The file is sound: every text, quote, file and log entry agrees.")


def _export(project: Project, target: Path) -> None:
    from annotator.report import formats  # noqa: PLC0415 - loads late

    formats.export(project, "html", target, stated_date=date.today())


def _with_suffix(name: str, suffix: str) -> Path:
    path = Path(name)
    return path if path.suffix else path.with_suffix(suffix)
