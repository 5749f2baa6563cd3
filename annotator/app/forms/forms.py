"""The forms that are open about claims: each is a draft of its claim until it is kept or let go."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.app.forms.form import ClaimForm
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.fields import empty_layout


class CardColumn(QWidget):
    """Cards below each other; a form stands in the place of the card it edits, or above all."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        clear_margins(self._layout, Space.SMALL)
        self._cards: dict[str, QWidget] = {}
        self._forms: list[ClaimForm] = []

    def fill(self, cards: dict[str, QWidget]) -> None:
        """Show these cards in the place of the earlier cards.

        Args:
            cards: The card of each object of the claim, by the id of the object.
        """
        for form in self._forms:
            self._layout.removeWidget(form)
        empty_layout(self._layout)
        self._cards = cards
        for card in cards.values():
            self._layout.addWidget(card)
        self._place_forms()

    def show_forms(self, forms: Sequence[ClaimForm]) -> None:
        """Show these forms and no others; forms that go stay as they are, out of sight."""
        for form in self._forms:
            self._layout.removeWidget(form)
            form.setVisible(form in forms)
        self._forms = [*forms]
        self._place_forms()

    def _place_forms(self) -> None:
        for form in self._forms:
            card = self._cards.get(form.target)
            self._layout.insertWidget(self._layout.indexOf(card) if card else 0, form)
            form.show()
        edited = {form.target for form in self._forms}
        for target, card in self._cards.items():
            card.setVisible(target not in edited)


class ClaimForms(QObject):
    """Opens forms in their columns, and keeps the typed words while other claims are shown.

    ``opened`` comes with a form to type in, ``changed`` when other forms are shown, and ``left``
    when the focus goes back to the text.
    """

    opened = Signal(object)
    changed = Signal()
    left = Signal()

    def __init__(self, columns: dict[str, CardColumn], parent: QObject) -> None:
        super().__init__(parent)
        self._columns = columns
        self._forms: list[ClaimForm] = []
        self._claim_id = ""

    def open(
        self, what: str, claim_id: str, target: str, make: Callable[[], ClaimForm]
    ) -> ClaimForm:
        """Show the form for a target of a claim, a new form if none is open, and focus it.

        Args:
            what: The kind of form.
            claim_id: The claim that the form belongs to.
            target: The id of the object of the claim that the form changes; empty for a new object.
            make: Returns a new form.
        """
        form = self.find(what, claim_id, target)
        # a key that leads to a line selects all of it: what was typed before would be typed over
        why = (
            Qt.FocusReason.ShortcutFocusReason if form is None else Qt.FocusReason.OtherFocusReason
        )
        if form is None:
            form = make()
            form.begin()
            form.let_go.connect(lambda form=form: self.close(form))
            form.left.connect(self.left)
            self._forms.append(form)
            self._show()
        self.opened.emit(form)
        form.first_field().setFocus(why)
        return form

    def find(self, what: str, claim_id: str, target: str = "") -> ClaimForm | None:
        """Return the open form of this kind for a target of a claim."""
        wanted = (what, claim_id, target)
        return next((f for f in self._forms if (f.what, f.claim_id, f.target) == wanted), None)

    def close(self, form: ClaimForm) -> None:
        """Let a form go, whatever it holds; the focus goes back to the text if the form had it."""
        had_focus = form.isAncestorOf(form.window().focusWidget() or form.window())
        self._forms.remove(form)
        self._show()
        form.hide()
        form.deleteLater()
        if had_focus:
            self.left.emit()

    def show_claim(self, claim_id: str) -> None:
        """Show the forms of a claim; forms of the claim before stay if they hold words."""
        if claim_id != self._claim_id:
            self._claim_id = claim_id
            for form in [f for f in self._forms if f.claim_id != claim_id and not f.holds_words]:
                self._forms.remove(form)
                form.deleteLater()
        self._show()

    def drafts(self) -> list[ClaimForm]:
        """Return the forms that hold words."""
        return [form for form in self._forms if form.holds_words]

    def keep_all(self) -> None:
        """Keep the forms whose fields can be kept: no user is there to be asked."""
        for form in self.drafts():
            if form.can_be_kept:
                form.keep_asked.emit()

    def forget(self) -> None:
        """Let every form go: the project is closed."""
        for form in self._forms:
            form.deleteLater()
        self._forms.clear()
        self._claim_id = ""
        self._show()

    @property
    def here(self) -> list[ClaimForm]:
        """The forms about the claim that is shown."""
        return [form for form in self._forms if form.claim_id == self._claim_id]

    def _show(self) -> None:
        for what, column in self._columns.items():
            column.show_forms([form for form in self.here if form.what == what])
        self.changed.emit()
