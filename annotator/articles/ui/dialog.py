"""Shows an article before it is brought in, or what is said about one that is here."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, bare, pad
from annotator.app.widgets.asking import asked
from annotator.app.widgets.day_field_part import DayField
from annotator.app.widgets.dialog import Dialog
from annotator.app.widgets.ending import ending, stack
from annotator.app.widgets.fields import ChoiceBox, problem_line
from annotator.app.widgets.page import Page, open_at
from annotator.app.widgets.plain_text import Label
from annotator.articles.model import Article, Draft, Metadata, MetadataField
from annotator.articles.ui.language_box import LanguageBox
from annotator.evidence.model import check_url
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.excerpts import excerpt
from annotator.kernel.quantities import count_of

Reread = Callable[[str], Draft]
_PREVIEW = 4000
_FIELDS: dict[MetadataField, str] = {
    "title": "Title",
    "byline": "By",
    "outlet": "Outlet",
    "url": "URL",
    "published": "Date",
    "language": "Language",
}


class Answer(Enum):
    """What is to be done with an article that was shown, and with those waiting behind it."""

    ADD = auto()
    ADD_ALL = auto()
    SKIP = auto()
    STOP = auto()


class ArticleDialog(Dialog):
    """Title, byline, outlet, URL, date and language, with a look at the text.

    Fields that a program found are marked so; accepting the dialog confirms what stands there.
    """

    def __init__(
        self,
        parent: QWidget | None,
        metadata: Metadata,
        found: frozenset[MetadataField],
        accept: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(accept)
        open_at(self, 94, 78)
        self.published = DayField("Date", metadata.published, partial=True)
        self.language = LanguageBox("Language", metadata.language)
        self.fields: dict[MetadataField, QLineEdit | LanguageBox] = {
            name: QLineEdit(getattr(metadata, name)) for name in _FIELDS
        }
        self.fields |= {"published": self.published, "language": self.language}
        fields = QWidget()
        self._form = QFormLayout(fields)
        pad(self._form, Space.NONE)
        self._form.setVerticalSpacing(Space.SMALL)
        for name, words in _FIELDS.items():
            self._form.addRow(words, self._field(name, words, marked=name in found))
        self._problem = problem_line()
        self.answer = Answer.ADD
        self._buttons, self.ok = ending(self, accept)
        self._layout = stack(self, Page(fields), self._problem, self._buttons)

    @classmethod
    def ask_to_add(
        cls,
        parent: QWidget | None,
        draft: Draft,
        reread: Reread | None = None,
        place: tuple[int, int] = (1, 1),
        known: Article | None = None,
    ) -> tuple[Answer, Draft]:
        """What is to be done, and the draft as the user confirmed it.

        ``reread`` reads its bytes in another encoding; ``place`` says the how manieth of how many
        articles it is, and ``known`` is an article that has the same text already.
        """
        dialog = cls(parent, draft.metadata, draft.found, "Add article")
        preview = _Preview(draft, reread)
        dialog._layout.insertWidget(1, preview, 1)
        dialog._offer_more(*place)
        if known is not None:
            dialog._warn_of(known)
        if not asked(dialog):
            return Answer.STOP, draft
        confirmed = replace(preview.draft, metadata=dialog.metadata(), found=frozenset())
        if dialog.answer is Answer.ADD_ALL:
            return dialog.answer, replace(confirmed, found=_untouched(draft, confirmed))
        return dialog.answer, confirmed

    @classmethod
    def ask_about(cls, parent: QWidget | None, article: Article) -> Metadata | None:
        """What is said about an article, as the user wants it."""
        dialog = cls(parent, article.metadata, article.found, "Confirm details")
        open_at(dialog, 84)
        return dialog.metadata() if asked(dialog) else None

    def metadata(self) -> Metadata:
        """What the fields say."""
        said = {n: f.text().strip() for n, f in self.fields.items() if isinstance(f, QLineEdit)}
        said["published"] = self.published.day()
        said["language"] = self.language.code() or ""
        return Metadata(**said)

    def accept(self) -> None:
        """Close, unless something in the fields cannot be kept."""
        if self.language.code() is None:
            self._problem.tell("Choose a language from the list.")
            self.language.setFocus()
            return
        try:
            check_url("URL", self.metadata().url)
        except AnnotatorError as error:
            self._problem.tell(str(error))
            self.fields["url"].setFocus()
            return
        super().accept()

    def _warn_of(self, known: Article) -> None:
        self._problem.setText(
            f"This text is already in the project: article {known.number}, “{known.heading}”."
        )
        self._problem.show()

    def _offer_more(self, number: int, of: int) -> None:
        """Let this one be skipped, or all that wait behind it be added too."""
        if of > 1:
            self.setWindowTitle(f"Add article {number} of {of}")
            self._offer("Skip", Answer.SKIP)
        if of > number:
            self._offer("Add all unchanged", Answer.ADD_ALL)

    def _offer(self, words: str, answer: Answer) -> None:
        button = self._buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(lambda: self._take(answer))

    def _take(self, answer: Answer) -> None:
        self.answer = answer
        if answer is not Answer.SKIP:
            self.accept()
        elif self.may_be_discarded():
            super().accept()

    def _field(self, name: MetadataField, words: str, *, marked: bool) -> QWidget:
        field = self.fields[name]
        field.setAccessibleName(words)
        shown = field.row() if isinstance(field, DayField) else field
        if not marked:
            return shown
        mark = Label("found automatically – please check")
        mark.setObjectName("found")
        mark.setWordWrap(True)
        if isinstance(field, LanguageBox):
            field.currentTextChanged.connect(mark.hide)
        else:
            field.textEdited.connect(mark.hide)
        whole = QWidget()
        row = QHBoxLayout(whole)
        bare(row, Space.SMALL)
        row.addWidget(shown, 1)
        row.addWidget(mark)
        return whole


def _untouched(draft: Draft, confirmed: Draft) -> frozenset[MetadataField]:
    """What a program had found and nobody has changed since."""
    before, now = draft.metadata, confirmed.metadata
    return frozenset(f for f in draft.found if getattr(before, f) == getattr(now, f))


class _Preview(QWidget):
    """The beginning of the text, and the encoding it was read in."""

    def __init__(self, draft: Draft, reread: Reread | None) -> None:
        super().__init__()
        self.draft = draft
        self._reread = reread
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName("Start of the text")
        self._size = Label()
        self._size.setObjectName("muted")
        self._encodings = ChoiceBox()
        self._encodings.setAccessibleName("Encoding")
        for name in (draft.encoding, *draft.encodings):
            self._encodings.addItem(name)
        row = QHBoxLayout()
        row.addWidget(self._size, 1)
        if draft.encoding and reread:
            row.addWidget(Label("Encoding"))
            row.addWidget(self._encodings)
        layout = QVBoxLayout(self)
        bare(layout, Space.SMALL)
        layout.addWidget(self._text, 1)
        layout.addLayout(row)
        self._encodings.currentTextChanged.connect(self._read_as)
        self._show()

    def _read_as(self, encoding: str) -> None:
        if self._reread is None:
            return
        try:
            self.draft = self._reread(encoding)
        except AnnotatorError as error:
            self._size.setText(str(error))
            return
        self._show()

    def _show(self) -> None:
        text = self.draft.text
        self._text.setPlainText(excerpt(text, _PREVIEW))
        words, characters = len(text.split()), len(text)
        self._size.setText(f"{count_of(words, 'word')}, {count_of(characters, 'character')}")
