"""The form for a piece of evidence: the source, its stance on the claim, and the files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.files.dialogs import files_to_read
from annotator.app.forms.form import ClaimForm, SideBySideFields, add_labelled
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.day_field import DayField
from annotator.app.widgets.fields import WordsField, label_field
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label, tip
from annotator.appearance import label, meaning, symbol
from annotator.evidence.model import (
    Evidence,
    EvidenceDetails,
    Source,
    SourceDetails,
    Stance,
    UsedSource,
)
from annotator.evidence.service.kept_files import Given
from annotator.evidence.ui.clipboard import read_files
from annotator.evidence.ui.source_finder import Find
from annotator.evidence.ui.source_form import At, SourceForm
from annotator.kernel.day_validation import check_day


class StanceRow(QWidget):
    """The stance of the source on the claim; Alt and a digit press a button from all of a form."""

    def __init__(self, form: QWidget) -> None:
        super().__init__()
        self.buttons = {stance: self._button(stance) for stance in Stance}
        row, group = FlowLayout(), QButtonGroup(self)
        self.setLayout(row)
        for digit, (stance, button) in enumerate(self.buttons.items(), start=1):
            group.addButton(button)
            row.addWidget(button)
            keys = QKeySequence(f"Alt+{digit}")
            button.setToolTip(tip(f"{meaning(stance)} ({keys.toString()})"))
            pressing = QShortcut(keys, form, button.click)
            pressing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.choose(Stance.SUPPORTS)

    def chosen(self) -> Stance:
        """Return the stance that is pressed."""
        return next(stance for stance, button in self.buttons.items() if button.isChecked())

    def choose(self, stance: Stance) -> None:
        """Press a stance."""
        if stance in self.buttons:
            self.buttons[stance].setChecked(True)

    def _button(self, stance: Stance) -> QPushButton:
        button = QPushButton(f"{symbol(stance)} {label(stance)}")
        button.setObjectName("toggle")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(label(stance))
        button.setToolTip(tip(meaning(stance)))
        return button


_NONE = "Drop files or a picture here, choose files, or paste a picture."


class GivenFiles(QWidget):
    """The names of the files, with buttons to choose more and to paste."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Given] = []
        self._names = Label(_NONE)
        self._names.setObjectName("muted")
        self._names.setWordWrap(True)
        choose, paste = QPushButton("Choose files…"), QPushButton("Paste")
        choose.clicked.connect(self._choose)
        paste.clicked.connect(self.paste)
        paste.setToolTip("Attach the copied picture or files")
        buttons, row, layout = QWidget(), FlowLayout(Space.SMALL), QVBoxLayout(self)
        buttons.setLayout(row)
        for button in (choose, paste):
            button.setAutoDefault(False)
            row.addWidget(button)
        clear_margins(layout, Space.SMALL)
        layout.addWidget(self._names)
        layout.addWidget(buttons)

    def add(self, files: list[Given]) -> None:
        """Take files along."""
        self.files += files
        self._names.setText("\n".join(file.name for file in self.files) or _NONE)

    def paste(self) -> bool:
        """Take the copied files or picture along; return False when neither was copied."""
        found = read_files(QGuiApplication.clipboard().mimeData(), datetime.now().astimezone())
        self.add(found)
        return bool(found)

    def _choose(self) -> None:
        names = files_to_read(self, "Attach files")
        self.add([Path(name) for name in names])


EVIDENCE = "evidence"
_FOLDED = "Locator, date accessed, remark, files, and more about the source"


@dataclass(frozen=True, slots=True)
class EvidenceAnswer:
    """The user's entries; a ``Source`` is a source of the project, with its details from now on."""

    source: SourceDetails | Source
    details: EvidenceDetails
    files: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class KnownSources:
    """How the sources of the project are asked for: by words, and by address."""

    find: Find
    at: At


class EvidenceForm(ClaimForm):
    """A source (new, or found again by typing), stance, quotation, locator, date and files."""

    def __init__(
        self,
        claim_id: str,
        sources: KnownSources,
        piece: Evidence | None = None,
        used: Sequence[UsedSource] = (),
    ) -> None:
        """``used`` is the source of the ``piece``, with the number of claims that rest on it."""
        super().__init__(EVIDENCE, claim_id, piece.id if piece else "")
        self._piece = piece
        self.source = SourceForm(sources.find, sources.at)
        self.stance, self.locator = StanceRow(self), QLineEdit()
        self.locator.setPlaceholderText("Page, minute…")
        self.quotation = WordsField("Quotation", "The exact words that matter", 1)
        self.quotation.is_quoted = True
        self.note = WordsField("Remark", "Anything else about this evidence", 1)
        self.accessed = DayField("Date accessed", date.today().isoformat())
        self.given = GivenFiles()
        self.setAcceptDrops(piece is None)
        self._folded, self._fold = QWidget(), QToolButton()
        self._files = label_field("Files", self.given)
        self._lay_out()
        for source in used:
            self.source.take(source)
            self.source.renames = True
        if piece is not None:
            self._show(piece.details)
        said = piece.details if piece is not None else EvidenceDetails()
        self._unfold(shown=self.source.says_more or bool(said.locator or said.note))

    def answer(self) -> EvidenceAnswer:
        """Return the content of the fields."""
        said, known = self.source.details(), self.source.source
        details = EvidenceDetails(
            self.stance.chosen(),
            self.locator.text().strip(),
            self.quotation.words().strip(),
            self.accessed.day(),
            self.note.words().strip(),
        )
        source = replace(known, details=said) if known else said
        return EvidenceAnswer(source, details, tuple(self.given.files))

    def check(self) -> None:
        """See that source and date can be kept; raises InvalidValue if not."""
        self.source.details().checked()
        check_day("Date accessed", self.accessed.day())

    def first_field(self) -> QWidget:
        """Return where the source is named."""
        return self.source.title

    def field_named(self, name: str) -> QWidget:
        """Return the field that a problem is about."""
        field = self.accessed if name == "Date accessed" else self.source.field_named(name)
        if self._folded.isAncestorOf(field):
            self._unfold(shown=True)
        return field

    def take_up(self, quotation: str = "", stance: Stance | None = None) -> None:
        """Begin with copied words, or with the likeliest stance of the evidence."""
        if stance is not None:
            self.stance.choose(stance)
        if quotation:
            self.quotation.show_words(quotation)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if read_files(event.mimeData(), datetime.now().astimezone()):
            event.acceptProposedAction()

    def give(self, files: Sequence[Given]) -> None:
        """Take files along, and show which."""
        self.given.add([*files])
        self._unfold(shown=not self._folded.isHidden())

    def dropEvent(self, event: QDropEvent) -> None:
        self.give(read_files(event.mimeData(), datetime.now().astimezone()))
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        more = QVBoxLayout(self._folded)
        clear_margins(more, Space.SMALL)
        more.addWidget(
            SideBySideFields(("Locator", self.locator), ("Date accessed", self.accessed))
        )
        add_labelled(more, [("Remark", self.note)])
        more.addWidget(self.source.lend_rest())
        self.stance.setAccessibleName("Stance")
        self.page.addWidget(self.source)
        self.page.addWidget(self.stance)
        add_labelled(self.page, [("Quotation", self.quotation)])
        for part in (self._fold, self._folded, self._files):
            self.page.addWidget(part)
        self._fold.setText("More")
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setToolTip(tip(_FOLDED))
        self._fold.setAccessibleDescription(_FOLDED)
        self._fold.clicked.connect(lambda: self._unfold(shown=self._folded.isHidden()))
        self.lay_out_end()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _unfold(self, *, shown: bool) -> None:
        """Show or hide the fields that are seldom needed; files that are given stay in view."""
        self._folded.setVisible(shown)
        self._files.setVisible(self._piece is None and (shown or bool(self.given.files)))
        self._fold.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)

    def _show(self, details: EvidenceDetails) -> None:
        self.stance.choose(details.stance)
        self.locator.setText(details.locator)
        self.quotation.show_words(details.quotation)
        self.note.show_words(details.note)
        self.accessed.show_day(details.accessed_on)
