"""Room for a form: the details grow while one is open, at the expense of the list above them."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSplitter

from annotator.app.details.details import ClaimDetails
from annotator.app.forms.form import ClaimForm
from annotator.app.theme.scale import Space
from annotator.claims.ui.list.panel import ClaimsListing


class FormRoom(QObject):
    """Makes room in a splitter whose second part holds the details, and gives it back.

    The list keeps what it needs at the least. Sizes that a person has set since stay.
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
