"""What the user does with evidence, as slots."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.changes import Outcome
from annotator.domain.errors import AnnotatorError, NotOpened
from annotator.domain.evidence import Attachment
from annotator.domain.file_kinds import Way, way_of
from annotator.domain.progress import Progress
from annotator.services import sourcing
from annotator.services.incoming_files import Given
from annotator.services.private_copies import PrivateCopies
from annotator.services.project import Project
from annotator.ui import outside
from annotator.ui.dialogs.evidence import EvidenceDialog, KnownSources
from annotator.ui.evidence.pictures import Pictures
from annotator.ui.session import Session


class Evidencing(QObject):
    """The acts on evidence and its files; dialogs ask for what is missing."""

    warned = Signal(str)
    asked = Signal(str, str, object)
    save_asked = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.copies = PrivateCopies()
        self.pictures = Pictures(session, self)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.copies.clear)
            app.aboutToQuit.connect(self.pictures.close)

    def add(self) -> None:
        """Ask for evidence on the chosen claim and keep it."""
        claim = self._session.claim
        if claim is None:
            return
        answer = EvidenceDialog.ask(self._window, self._known())
        if answer is not None:
            self._keep(
                lambda project, progress: sourcing.add_evidence(
                    project, claim, answer.source, answer.details, answer.files, progress
                )
            )

    def edit(self, evidence_id: str) -> None:
        """Ask what a piece of evidence should say."""
        project = self._session.project
        piece = project.evidence.get(evidence_id)
        used = project.sources.page([piece.source.id])
        answer = EvidenceDialog.ask(self._window, self._known(), piece, used)
        if answer is not None:
            self._session.attempt(
                lambda: sourcing.edit_evidence(project, piece, answer.source, answer.details)
            )

    def remove(self, evidence_id: str) -> None:
        """Take a piece of evidence away; undo brings it back."""
        project = self._session.project
        self._session.attempt(
            lambda: sourcing.remove_evidence(project, project.evidence.get(evidence_id))
        )

    def attach(self, evidence_id: str, files: Sequence[Given]) -> None:
        """Keep files with a piece of evidence."""
        self._keep(
            lambda project, progress: sourcing.attach(
                project, project.evidence.get(evidence_id), *files, progress=progress
            )
        )

    def detach(self, attachment: Attachment) -> None:
        """Take a file off its piece of evidence; undo brings it back."""
        project = self._session.project
        self._session.attempt(
            lambda: sourcing.detach(
                project, project.evidence.get(attachment.evidence_id), attachment
            )
        )

    def open_file(self, attachment: Attachment) -> None:
        """Look at a kept file in another program, if it is of a kind that is only looked at."""
        way = way_of(attachment.name)
        if way is Way.UNKNOWN:
            self._refuse(attachment, NotOpened(attachment.name))
        elif way is Way.LOADS:
            self.asked.emit(
                f"A browser that shows “{attachment.name}” may load parts of it from the network, "
                "which others can see.",
                "Open it all the same",
                lambda: self._show(attachment),
            )
        else:
            self._show(attachment)

    def _keep(self, act: Callable[[Project, Progress], Outcome]) -> None:
        """Keep files in the background, with progress, since they may be large."""
        self._session.attempt_long(_keeping, act, lambda _outcome: None, lambda: None)

    def _show(self, attachment: Attachment) -> None:
        self._session.jobs.run(
            lambda project: self.copies.of(project, attachment),
            outside.open_file,
            lambda error: self._refuse(attachment, error),
        )

    def _refuse(self, attachment: Attachment, error: AnnotatorError) -> None:
        if isinstance(error, NotOpened):
            self.asked.emit(str(error), "Save as…", lambda: self.save_asked.emit(attachment))
        else:
            self.warned.emit(str(error))

    def _known(self) -> KnownSources:
        sources = self._session.project.sources
        return KnownSources(sources.find, sources.at)


def _keeping(done: int, total: int) -> str:
    return f"Keeping files, {100 * done // max(1, total)} %…"
