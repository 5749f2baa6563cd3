"""The right side: the list of claims above the details of the chosen one."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.appearance import label
from annotator.domain.changes import Outcome
from annotator.domain.claims import Claim, ClaimRow
from annotator.ui.article.pane import Welcome
from annotator.ui.claims.delegate import ClaimDelegate
from annotator.ui.claims.details import ClaimDetails
from annotator.ui.claims.list_model import ClaimsModel
from annotator.ui.claims.view import read
from annotator.ui.rows import ROW, RowsView
from annotator.ui.scale import bare
from annotator.ui.session import Session
from annotator.ui.theme import Theme


class ClaimsPane(QWidget):
    """List and details, both following what is chosen in the session."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._shown = ""
        self.delegate = ClaimDelegate(theme)
        self.list = RowsView("Claims", self.delegate)
        self.model = ClaimsModel(session, self._in_words, self)
        self.list.setModel(self.model)
        self.details = ClaimDetails(theme)
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.clicked.connect(self._choose)
        self.model.modelReset.connect(self._follow_list)
        self.model.rowsInserted.connect(self._follow_list)
        session.claim_chosen.connect(self.show_claim)
        session.changed.connect(self._take_up)
        session.opened.connect(lambda: self.show_claim(None))
        session.closing.connect(self._forget)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.delegate.theme = theme
        self.details.show_theme(theme)
        self.list.viewport().update()
        self.show_claim(self._session.claim)

    def show_claim(self, claim: Claim | None) -> None:
        """Show the details of a claim and its place in the list."""
        if self._shown and (claim is None or claim.id != self._shown):
            self.details.finish()
        self._shown = claim.id if claim else ""
        self._below.setCurrentIndex(1 if claim else 0)
        if claim is not None:
            self.details.show_claim(read(self._session.project, claim))
            self._mark_row(claim)

    @property
    def shown_claim(self) -> str:
        """The id of the claim whose details are shown."""
        return self._shown

    def _forget(self) -> None:
        self._shown = ""
        self.details.forget()

    def _mark_row(self, claim: Claim) -> None:
        index = self.model.index(self.model.row_of(claim.id))
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, ClaimRow) and row.id != self._shown:
            self._session.choose_claim(row.id)

    def _take_up(self, outcome: Outcome) -> None:
        if self._session.claim is not None and outcome.rows:
            self.details.show_claim(read(self._session.project, self._session.claim))

    def _follow_list(self) -> None:
        self._above.setCurrentIndex(1 if self.model.rowCount() else 0)
        if self._session.claim is not None:
            self._mark_row(self._session.claim)

    def _in_words(self, row: ClaimRow) -> str:
        verdict = self.delegate.theme.label(row.standing)
        return f"Claim {row.number}, {verdict}, {label(row.status)}: {row.words}"

    def _lay_out(self) -> None:
        self._above, self._below = QStackedWidget(), QStackedWidget()
        self._above.addWidget(
            Welcome("No claims yet", "Select words in the text, then press M, or 1, 2 or 3.", {})
        )
        self._above.addWidget(self.list)
        self._below.addWidget(Welcome("", "Choose a claim to see its tags and its evidence.", {}))
        self._below.addWidget(self.details)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._above)
        split.addWidget(self._below)
        split.setSizes([300, 460])
        split.setObjectName("claims")
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        bare(layout)
        layout.addWidget(split)
