"""The right side: the list of claims above the details of the chosen one, or of several."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.app.details.details import ClaimDetails
from annotator.app.details.form_room import FormRoom
from annotator.app.details.several_page import SeveralPage
from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.theme.scale import bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.stacked_pages import Pages
from annotator.claims.model import Claim
from annotator.claims.service.claim_view import Words, read
from annotator.claims.ui.details.reason_strip import ReasonStrip
from annotator.claims.ui.list.panel import ClaimsListing
from annotator.claims.ui.text.pane import Welcome
from annotator.review.ui.bar import ReviewBar


class ClaimsPane(QWidget):
    """List and details, both following what is chosen in the session."""

    def __init__(self, session: Session, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self._session = session
        self._shown = ""
        self._number = 0
        self._reviewing = False
        self.listing = ClaimsListing(session, theme, preferences)
        self.list, self.model = self.listing.list, self.listing.model
        self.details = ClaimDetails(theme)
        self.several = SeveralPage(theme)
        self.review_bar = ReviewBar()
        self.reason = ReasonStrip()
        self._lay_out()
        self.listing.several_chosen.connect(self._show_several)
        session.claim_chosen.connect(self.show_claim)
        session.refreshed.connect(self._refresh)
        session.opened.connect(lambda: self.show_claim(None))
        session.closing.connect(self._forget)
        self.reason.line_asked.connect(self._write_line)
        # a question about one claim is none about another
        for signal in (session.claim_chosen, session.article_chosen, session.closing):
            signal.connect(lambda *_: self.reason.withdraw())

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.listing.show_theme(theme)
        self.several.show_theme(theme)
        self.details.show_theme(theme)
        self.review_bar.show_theme(theme)
        self.show_claim(self._session.claim)

    def show_claim(self, claim: Claim | None) -> None:
        """Show the details of a claim and its place in the list."""
        if self._shown and (claim is None or claim.id != self._shown):
            self.details.finish()
        self._shown = claim.id if claim else ""
        if claim is not None:
            self._show_details(claim)
        self.listing.follow(claim)
        self._show_below()

    def show_review(self, *, on: bool) -> None:
        """Show the details as a reviewer needs them, or as a checker does."""
        self._reviewing = on
        self.review_bar.setVisible(on)
        self.details.show_review(on=on)
        self.show_claim(self._session.claim)

    def lend_list(self) -> ClaimsListing:
        """Give the list away, to where there is more room; the details stay."""
        self._sizes = self._split.sizes()
        return self.listing

    def take_list_back(self) -> None:
        """Show the list above the details again."""
        self._split.insertWidget(0, self.listing)
        self._split.setSizes(self._sizes)
        self.listing.show()

    def reveal_chosen(self) -> None:
        """Show the chosen claim in the text."""
        if self._session.claim is not None:
            self._session.choose_claim(self._session.claim.id)

    def _show_details(self, claim: Claim) -> None:
        self.details.show_claim(read(self._session.project, claim, reviewing=self._reviewing))

    def _forget(self) -> None:
        self._shown = ""
        self.details.forget()

    def _show_several(self, number: int) -> None:
        if number != self._number:
            self.reason.withdraw()
        self._number = number
        self._show_below()

    def _show_below(self) -> None:
        several = self._number > 1
        if several:
            self.details.finish()
            self.several.show_number(self._number)
        self._below.setCurrentIndex(2 if several else int(bool(self._shown)))

    def _write_line(self) -> None:
        """Lead from the reason of a dispute to its conclusion; several claims have none."""
        if self._shown and self._number <= 1:
            self.details.write(Words.CONCLUSION)

    def _refresh(self) -> None:
        if self._session.claim is not None:
            self._show_details(self._session.claim)

    def _lay_out(self) -> None:
        self._below = Pages()
        self._below.addWidget(Welcome("", "Choose a claim to see its tags and evidence.", {}))
        self._below.addWidget(self.details)
        self._below.addWidget(self.several)
        self._split = split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.listing)
        below = QWidget()
        column = QVBoxLayout(below)
        bare(column)
        column.addWidget(self.review_bar)
        column.addWidget(self.reason)
        column.addWidget(self._below, 1)
        split.addWidget(below)
        split.setSizes([340, 420])
        split.setObjectName("claims")
        split.setChildrenCollapsible(False)
        FormRoom(split, self.listing, self.details)
        layout = QVBoxLayout(self)
        bare(layout)
        layout.addWidget(split)
