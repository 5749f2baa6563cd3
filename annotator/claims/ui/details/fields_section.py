"""The facts of a claim beside its verdict: its speaker, its kinds, and its proposed wording."""

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QHBoxLayout, QWidget

from annotator.app.forms.cards import line_link
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.chips import Chips
from annotator.app.widgets.chooser import Chooser
from annotator.app.widgets.fields import DayLineField, LineField, WordsField, label_field
from annotator.app.widgets.section import FoldingSection
from annotator.claims.fields import ClaimField, ClaimWords, Typing
from annotator.claims.model import ClaimKind, ErrorKind, Importance, Resolution
from annotator.claims.service.claim_view import ClaimView

_PROPOSAL = "Its sentence was cut: resolve it as cut"


class FieldsSection(FoldingSection):
    """The fields of a claim; each is saved by itself."""

    kinds_chosen = Signal(object)
    importance_chosen = Signal(object)
    legal_risk_chosen = Signal(bool)
    error_kind_chosen = Signal(object)
    resolution_chosen = Signal(object)
    speakers_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Claim")
        self._speakers = QStringListModel(self)
        self.typed = {words: self._editor(words.field) for words in ClaimWords}
        """The fields in which people type, each for the words of its name."""
        self.kinds = Chips("Kind", ClaimKind)
        self.importance = Chips("Importance", Importance, one=True)
        self.legal_risk = QCheckBox("Legal risk")
        self.legal_risk.setToolTip("A lawyer should see this before publication")
        self.error_kind = Chooser("Kind of error", ErrorKind, "No error")
        self.resolution = Chooser("Resolution", Resolution, "Not decided")
        self.cut = line_link(_PROPOSAL, lambda: self.resolution_chosen.emit(Resolution.CUT))
        """Proposes how a claim whose sentences were cut is resolved; a person decides."""
        self._lay_out()
        self._connect()

    def show_claim(self, view: ClaimView) -> None:
        """Show the choices on a claim; the words in the fields are shown by their controller."""
        claim = view.claim
        self.kinds.show_chosen(claim.kinds)
        self.importance.show_chosen([claim.importance])
        self.legal_risk.setChecked(claim.legal_risk)
        self.error_kind.show_chosen(claim.error_kind)
        self.resolution.show_chosen(claim.resolution)
        self.cut.setVisible(view.is_cut and claim.resolution is None)

    def show_speakers(self, names: list[str]) -> None:
        """Offer names while the speaker is typed."""
        self._speakers.setStringList(names)

    def _editor(self, field: ClaimField) -> WordsField | LineField:
        if field.typing is Typing.LINES:
            return WordsField(field.prompt, field.hint, 1)
        if field.typing is Typing.DAY:
            return DayLineField(field.prompt)
        line = LineField(field.prompt, field.hint)
        if field.typing is Typing.NAME:
            self._complete(line)
        return line

    def _complete(self, line: LineField) -> None:
        completer = QCompleter(self._speakers, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setObjectName("completions")
        line.setCompleter(completer)
        line.entered.connect(self.speakers_asked)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self.kinds_chosen)
        self.importance.chosen.connect(lambda chosen: self.importance_chosen.emit(chosen[0]))
        self.legal_risk.clicked.connect(self.legal_risk_chosen)
        self.error_kind.chosen.connect(self.error_kind_chosen)
        self.resolution.chosen.connect(self.resolution_chosen)

    def _lay_out(self) -> None:
        add = self.content.addWidget
        add(self._labelled(ClaimWords.STATEMENT))
        add(_beside(self._labelled(ClaimWords.SPEAKER), self._labelled(ClaimWords.SAID_ON)))
        add(label_field("Kind", self.kinds))
        add(label_field("Importance", self.importance))
        add(self.legal_risk)
        add(self._labelled(ClaimWords.PROPOSED_WORDING))
        add(
            _beside(
                label_field("Kind of error", self.error_kind),
                label_field("Resolution", self.resolution),
            )
        )
        add(self.cut)

    def _labelled(self, words: ClaimWords) -> QWidget:
        return label_field(words.field.prompt, self.typed[words])


def _beside(*widgets: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    clear_margins(row, Space.SMALL)
    for widget in widgets:
        row.addWidget(widget, 1)
    return line
