"""The fields that describe a source; a source of the project is found again by typing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.forms.form import SideBySideFields, add_labelled
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.day_field import DayField
from annotator.app.widgets.fields import make_choice_box, read_choice
from annotator.app.widgets.plain_text import Label, literal
from annotator.evidence.model import Source, SourceDetails, SourceRank, SourceType, UsedSource
from annotator.evidence.ui.source_finder import Find, SourceFinder, describe_source

At = Callable[[str], UsedSource | None]
_MORE = ("author", "publisher", "published", "archive_url")
_LABELS = {
    "author": "Author",
    "publisher": "Publisher",
    "published": "Published",
    "archive_url": "Archived at",
}


class SourceForm(QWidget):
    """All details of a source; fields that are seldom needed fold away.

    ``source`` is the source of the project that was chosen, and ``None`` while the fields describe
    a new source. Where the form ``renames``, another title is the same source's.
    """

    def __init__(self, find: Find, at: At) -> None:
        super().__init__()
        self._find, self._at = find, at
        self.source: Source | None = None
        self.renames = False
        self.title = SourceFinder(find)
        self.url, self.code_name = QLineEdit(), QLineEdit()
        self.url.setPlaceholderText("https://…")
        self.type, self.rank = make_choice_box(SourceType), make_choice_box(SourceRank)
        self.published = DayField("Published", partial=True)
        self.more = {name: QLineEdit() for name in _MORE} | {"published": self.published}
        self.more["archive_url"].setPlaceholderText("https://…")
        self.confidential = QCheckBox("Confidential")
        self.confidential.setToolTip("Reports use the code name only")
        self._about, self._offer = Label(), QPushButton()
        self._fold = QToolButton()
        self._folded, self._rest = QWidget(), QWidget()
        self._lay_out()
        self._show(SourceDetails(""))
        self._connect()
        self._show_code_name()
        self._unfold(shown=False)

    def details(self) -> SourceDetails:
        """Return the content of the fields."""
        return SourceDetails(
            self.title.text().strip(),
            read_choice(self.type, SourceType),
            read_choice(self.rank, SourceRank),
            self.more["author"].text().strip(),
            self.more["publisher"].text().strip(),
            self.published.day(),
            self.url.text().strip(),
            self.more["archive_url"].text().strip(),
            self.confidential.isChecked(),
            self.code_name.text().strip() if self.confidential.isChecked() else "",
        )

    def take(self, used: UsedSource) -> None:
        """Go on with a source of the project."""
        self.source = used.source
        self._show(used.source.details)
        self._about.setText(describe_source(used.source, used.claims))
        self._about.show()
        self._offer.hide()

    def lend_rest(self) -> QWidget:
        """Give away all but title and address, for a form that folds it with more."""
        self._unfold(shown=True)
        self._fold.hide()
        return self._rest

    @property
    def says_more(self) -> bool:
        """Whether a field that is seldom needed was filled in."""
        return self.confidential.isChecked() or any(field.text() for field in self.more.values())

    def field_named(self, name: str) -> QLineEdit:
        """Return the field that a problem is about, unfolded if need be."""
        if name == "Archive address":
            self._unfold(shown=True)
            return self.more["archive_url"]
        return {"Code name": self.code_name, "Address": self.url}.get(name, self.title)

    def _show(self, details: SourceDetails) -> None:
        self.title.setText(details.title)
        self.url.setText(details.url)
        for name, field in self.more.items():
            field.setText(getattr(details, name))
            field.setCursorPosition(0)
        self.published.show_day(details.published)
        self.url.setCursorPosition(0)
        self.type.setCurrentIndex(list(SourceType).index(details.type))
        self.rank.setCurrentIndex(list(SourceRank).index(details.rank))
        self.confidential.setChecked(details.confidential)
        self.code_name.setText(details.code_name)

    def _connect(self) -> None:
        self.title.source_chosen.connect(self.take)
        self.title.textEdited.connect(self._name_another)
        self.title.editingFinished.connect(self._take_namesake)
        self.url.textEdited.connect(self._look_for_address)
        self._offer.clicked.connect(self._take_offered)
        self.confidential.toggled.connect(self._show_code_name)
        self._fold.clicked.connect(lambda: self._unfold(shown=self._folded.isHidden()))

    def _name_another(self, _title: str) -> None:
        """Once a chosen source is given another title, it is another source."""
        if not self.renames:
            self.source = None
            self._about.hide()

    def _take_namesake(self) -> None:
        """Choose the source of the project that has exactly the typed title."""
        title = self.title.text().strip()
        if self.source is None and title:
            used = [one for one in self._find(title) if one.source.details.title == title]
            if len(used) == 1:
                self.take(used[0])

    def _look_for_address(self, url: str) -> None:
        used = self._at(url.strip()) if self.source is None else None
        self._offer.setVisible(used is not None)
        if used is not None:
            self._offer.setText(
                literal(f"Use “{used.source.details.title}”, which has this address")
            )

    def _take_offered(self) -> None:
        used = self._at(self.url.text().strip())
        if used is not None:
            self.take(used)

    def _show_code_name(self) -> None:
        self.code_name.setVisible(self.confidential.isChecked())

    def _unfold(self, *, shown: bool) -> None:
        self._folded.setVisible(shown)
        arrow = Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow
        self._fold.setArrowType(arrow)

    def _lay_out(self) -> None:
        self._dress()
        layout, more = QVBoxLayout(self), QVBoxLayout(self._folded)
        rest = QVBoxLayout(self._rest)
        for column in (layout, more, rest):
            clear_margins(column, Space.SMALL)
        add_labelled(layout, [("Source", self.title)])
        layout.addWidget(self._about)
        add_labelled(layout, [("Address", self.url)])
        layout.addWidget(self._offer)
        for names in (_MORE[:2], _MORE[2:]):
            more.addWidget(SideBySideFields(*((_LABELS[name], self.more[name]) for name in names)))
        rest.addWidget(SideBySideFields(("Type", self.type), ("Rank", self.rank)))
        for part in (self._fold, self._folded, self.confidential, self.code_name):
            rest.addWidget(part)
        layout.addWidget(self._rest)

    def _dress(self) -> None:
        self._about.setObjectName("muted")
        self._about.setWordWrap(True)
        self._about.setMinimumWidth(1)
        self._offer.setObjectName("flat")
        self._offer.setAutoDefault(False)
        self._about.hide()
        self._offer.hide()
        self._fold.setMinimumWidth(1)
        self._fold.setText("More about the source")
        self._fold.setAccessibleDescription("Author, publisher, date, archived copy")
        self._fold.setToolTip("Author, publisher, date, archived copy")
        self._offer.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.code_name.setAccessibleName("Code name")
        self.code_name.setPlaceholderText("Code name for reports")
