"""Slots for the user's acts on evidence."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from annotator.app.files import external_programs
from annotator.app.forms.forms import ClaimForms
from annotator.app.session.session import Session
from annotator.evidence.model import Attachment, Source, Stance, usual_stance
from annotator.evidence.service import evidence
from annotator.evidence.service.kept_files import Given, PrivateCopies
from annotator.evidence.ui.form import EVIDENCE, EvidenceForm, KnownSources
from annotator.evidence.ui.pictures import Pictures
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError, NotOpened
from annotator.kernel.file_kinds import Way, way_of
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project


class EvidenceController(QObject):
    """The acts on evidence and its files; a form among the details asks for the words."""

    warned = Signal(str)
    asked = Signal(str, str, object)
    save_asked = Signal(object)

    def __init__(self, session: Session, window: QWidget, forms: ClaimForms) -> None:
        super().__init__(window)
        self._session = session
        self._forms = forms
        self.copies = PrivateCopies()
        self.pictures = Pictures(session, self)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.copies.clear)
            app.aboutToQuit.connect(self.pictures.close)

    def add(self, quotation: str = "", files: Sequence[Given] = ()) -> None:
        """Open the form for evidence on the chosen claim; copied words and files go into it."""
        claim = self._session.claim
        if claim is None:
            return

        def make() -> EvidenceForm:
            form = EvidenceForm(claim.id, self._known())
            form.take_up(stance=usual_stance(evidence.own_tag(self._session.project, claim)))
            return self._listening(form)

        form = self._forms.open(EVIDENCE, claim.id, "", make)
        if isinstance(form, EvidenceForm):
            form.take_up(quotation)
            form.give(files)

    def edit(self, evidence_id: str) -> None:
        """Open the form for a piece of evidence."""
        project = self._session.project
        piece = self._session.look_up(lambda: project.evidence.get(evidence_id))
        if piece is None:
            return
        used = project.sources.page([piece.source.id])
        self._forms.open(
            EVIDENCE,
            piece.claim_id,
            piece.id,
            lambda: self._listening(EvidenceForm(piece.claim_id, self._known(), piece, used)),
        )

    def set_stance(self, evidence_id: str, stance: Stance) -> None:
        """Set the stance of a piece of evidence."""
        project = self._session.project
        self._session.attempt(
            lambda: evidence.set_stance(project, project.evidence.get(evidence_id), stance)
        )

    def open_address(self, address: str) -> None:
        """Let the browser show an address, once the user has said so."""
        self.asked.emit(
            f"Your browser will load {address} over the network. Others may be able to see that.",
            "Open page",
            lambda: external_programs.open_address(address),
        )

    def copy_address(self, address: str) -> None:
        """Put an address on the clipboard."""
        QGuiApplication.clipboard().setText(address)
        self._session.told.emit("Address copied.")

    def remove(self, evidence_id: str) -> None:
        """Take a piece of evidence away; undo brings it back."""
        project = self._session.project
        self._session.attempt(
            lambda: evidence.remove_evidence(project, project.evidence.get(evidence_id))
        )

    def attach(self, evidence_id: str, files: Sequence[Given]) -> None:
        """Keep files with a piece of evidence."""
        self._keep(
            lambda project, progress: evidence.attach(
                project, project.evidence.get(evidence_id), *files, progress=progress
            )
        )

    def detach(self, attachment: Attachment) -> None:
        """Take a file off its piece of evidence; undo brings it back."""
        project = self._session.project
        self._session.attempt(
            lambda: evidence.detach(
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
                f"A browser that shows “{attachment.name}” may load parts of it over the "
                "network. Others may be able to see that.",
                "Open anyway",
                lambda: self._show(attachment),
            )
        else:
            self._show(attachment)

    def _listening(self, form: EvidenceForm) -> EvidenceForm:
        form.keep_asked.connect(lambda: self._save(form))
        return form

    def _save(self, form: EvidenceForm) -> None:
        """Save a form: as new evidence, or to the piece that it changes if that is still there."""
        project, answer = self._session.project, form.answer()
        close = partial(self._forms.close, form)

        def act(project: Project, progress: Progress) -> Outcome:
            claim = project.claims.get(form.claim_id)
            pieces = {piece.id: piece for piece in project.evidence.of_claims([claim.id])}
            if form.target in pieces:
                piece = pieces[form.target]
                return evidence.edit_evidence(project, piece, answer.source, answer.details)
            source = answer.source
            if isinstance(source, Source) and not project.sources.page([source.id]):
                source = source.details  # it went with what is typed about here
            return evidence.add_evidence(
                project, claim, source, answer.details, answer.files, progress
            )

        if answer.files:
            form.keep.setEnabled(False)
            again = partial(form.keep.setEnabled, True)
            self._keep(act, close, again)
        elif self._session.attempt(lambda: act(project, unwatched)) is not None:
            close()

    def _keep(
        self,
        act: Callable[[Project, Progress], Outcome],
        done: Callable[[], object] = lambda: None,
        ended: Callable[[], object] = lambda: None,
    ) -> None:
        """Keep files in the background, with progress, since they may be large."""
        self._session.attempt_long(_keeping, act, lambda _outcome: done(), ended)

    def _show(self, attachment: Attachment) -> None:
        self._session.jobs.run(
            lambda project: self.copies.of(project, attachment),
            external_programs.open_file,
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
    return f"Attaching files, {100 * done // max(1, total)} %…"
