"""The right side: the list of claims above the details of the chosen claim, or of several.

While a form is open, the details grow at the expense of the list.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from annotator.app.details.details import ClaimDetails
from annotator.app.forms.form import ClaimForm
from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, clear_margins, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.stacked_pages import StackedPages
from annotator.appearance import label
from annotator.claims.fields import Claim
from annotator.claims.model import ClaimKind, ClaimStatus
from annotator.claims.service.claim_view import TypedWordsOfClaim, read
from annotator.claims.ui.details.reason_strip import ReasonStrip
from annotator.claims.ui.list.panel import ClaimsListing
from annotator.claims.ui.text.pane import Welcome
from annotator.claims.verdicts import Verdict, standing_of
from annotator.kernel.wording import count_of
from annotator.review.ui.bar import ReviewBar


class FormRoom(QObject):
    """Makes room in a splitter whose second part holds the details, and gives it back.

    The list keeps its minimum height. Sizes that the user has set since stay.
    """

    def __init__(self, split: QSplitter, listing: ClaimsListing, details: ClaimDetails) -> None:
        super().__init__(split)
        self._split, self._listing, self._details = split, listing, details
        self._before: list[int] = []
        self._made: list[int] = []
        # what was shown or hidden is laid out first
        details.forms.changed.connect(lambda: QTimer.singleShot(0, self, self._fit))

    def _fit(self) -> None:
        forms = self._details.forms.here
        if forms:
            self._make(max(map(self._height_of, forms)))
        elif self._made:
            if self._split.sizes() == self._made:
                self._split.setSizes(self._before)
            self._made = []

    def _make(self, height: int) -> None:
        sizes = self._split.sizes()
        if self._split.indexOf(self._listing) < 0:
            return  # the list stands elsewhere
        more = height + 2 * Space.SMALL - self._details.area.viewport().height()
        more = min(more, sizes[0] - self._listing.minimumSizeHint().height())
        if more > 0:
            self._before = sizes if sizes != self._made else self._before
            self._split.setSizes([sizes[0] - more, sizes[1] + more])
            self._made = self._split.sizes()
            QTimer.singleShot(0, self, self._keep_chosen_in_view)

    def _keep_chosen_in_view(self) -> None:
        rows = self._listing.list
        rows.scrollTo(rows.currentIndex())

    def _height_of(self, form: ClaimForm) -> int:
        width = self._details.area.viewport().width() - 2 * Space.LARGE
        return form.heightForWidth(width) if form.hasHeightForWidth() else form.sizeHint().height()


class SeveralPage(QScrollArea):
    """Says how many claims are chosen, and emits the user's acts on all of them."""

    verdict_chosen = Signal(object)
    untag_asked = Signal()
    status_chosen = Signal(object)
    kind_chosen = Signal(object)
    remove_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Chosen claims")
        page = QWidget()
        page.setObjectName("details")
        self._title = Label()
        self._title.setObjectName("title")
        self.buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(page)
        pad(layout, Space.LARGE)
        layout.setSpacing(Space.SMALL)
        layout.addWidget(self._title)
        hint = Label("Changes apply to all of them, as one step that you can undo.")
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        layout.addWidget(hint)
        self._add_row(layout, "My verdict", [*(self._verdict(v) for v in Verdict), self._untag()])
        self._add_row(layout, "Status", [self._status(status) for status in ClaimStatus])
        self._add_row(layout, "Add a kind", [self._kind(kind) for kind in ClaimKind])
        self._add_row(layout, "", [self._remove()])
        layout.addStretch(1)
        self.setWidget(page)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        for verdict in Verdict:
            line = theme.line(standing_of(verdict))
            self.buttons[verdict].setIcon(theme.icon(verdict.value, line))
        for name in ("untag", "remove"):
            self.buttons[name].setIcon(theme.icon(name, theme.text))

    def show_number(self, number: int) -> None:
        """Say how many claims are chosen."""
        self._title.setText(f"{count_of(number, 'claim')} chosen")

    def _verdict(self, verdict: Verdict) -> QPushButton:
        words = label(verdict) + ("…" if verdict is Verdict.DISPUTED else "")
        return self._button(verdict, words, lambda: self.verdict_chosen.emit(verdict))

    def _untag(self) -> QPushButton:
        return self._button("untag", "Clear verdict", self.untag_asked.emit)

    def _status(self, status: ClaimStatus) -> QPushButton:
        return self._button(status, label(status), lambda: self.status_chosen.emit(status))

    def _kind(self, kind: ClaimKind) -> QPushButton:
        return self._button(f"kind {kind}", label(kind), lambda: self.kind_chosen.emit(kind))

    def _remove(self) -> QPushButton:
        return self._button("remove", "Remove these claims", self.remove_asked.emit)

    def _button(self, name: str, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _=False: act())
        self.buttons[name] = button
        return button

    def _add_row(self, layout: QVBoxLayout, title: str, buttons: list[QPushButton]) -> None:
        if title:
            heading = Label(title)
            heading.setObjectName("label")
            layout.addSpacing(Space.SMALL)
            layout.addWidget(heading)
        row, flow = QWidget(), FlowLayout()
        row.setLayout(flow)
        for button in buttons:
            flow.addWidget(button)
        layout.addWidget(row)


class ClaimsPane(QWidget):
    """The list and the details, both following the chosen claims of the session."""

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
            self.details.write(TypedWordsOfClaim.CONCLUSION)

    def _refresh(self) -> None:
        if self._session.claim is not None:
            self._show_details(self._session.claim)

    def _lay_out(self) -> None:
        self._below = StackedPages()
        self._below.addWidget(Welcome("", "Choose a claim to see its tags and evidence.", {}))
        self._below.addWidget(self.details)
        self._below.addWidget(self.several)
        self._split = split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.listing)
        below = QWidget()
        column = QVBoxLayout(below)
        clear_margins(column)
        column.addWidget(self.review_bar)
        column.addWidget(self.reason)
        column.addWidget(self._below, 1)
        split.addWidget(below)
        split.setSizes([340, 420])
        split.setObjectName("claims")
        split.setChildrenCollapsible(False)
        FormRoom(split, self.listing, self.details)
        layout = QVBoxLayout(self)
        clear_margins(layout)
        layout.addWidget(split)
