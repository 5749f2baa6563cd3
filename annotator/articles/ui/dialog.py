"""The dialog that shows a new article before it is added."""

from dataclasses import replace
from enum import Enum, auto
from functools import cache

from PySide6.QtCore import QLocale, QStringListModel, Qt
from PySide6.QtWidgets import (
    QCompleter,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QWidget,
)

from annotator.app.forms.draft_preview import (
    FIRST_WORDS,
    PREVIEW,
    DraftPreview,
    Reread,
    text_preview,
)
from annotator.app.theme.scale import Space, clear_margins, pad
from annotator.app.widgets.day_field import DayField
from annotator.app.widgets.dialog import Dialog, Page, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import ChoiceBox, problem_line
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.plain_text import Label, title
from annotator.articles.left_out import in_words
from annotator.articles.model import (
    Article,
    Draft,
    Metadata,
    MetadataField,
)
from annotator.evidence.model import check_url
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.excerpts import excerpt
from annotator.kernel.languages import language_tag
from annotator.kernel.wording import count_of


class LanguageBox(ChoiceBox):
    """Chooses a language; typing any part of its name, or its code, or “en-GB”, finds it.

    A code that stands there already, and is none of the list, stays until another is chosen.
    """

    def __init__(self, name: str, code: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(LanguageBox.InsertPolicy.NoInsert)
        # measuring every name would take longer than one likes to wait for a dialog
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._codes = ["", *(known for known, _ in languages())]
        # added one by one, hundreds of entries keep a dialog waiting
        self.setModel(QStringListModel(["", *(words for _, words in languages())], self))
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText("Type a language to find it")
            line.setAccessibleName(name)
        self._kept = code
        self.show_code(code)

    def show_code(self, code: str) -> None:
        """Show the language of a code, or the code itself where the list lacks the language."""
        place = self._codes.index(code) if code in self._codes else -1
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText(code)

    def code(self) -> str | None:
        """Return the code of the language; ``None`` if the typed words are not in the list."""
        words = self.currentText().strip()
        if words in ("", self._kept):
            return words
        folded = words.casefold()
        for known, entry in languages():
            if folded in (known.casefold(), *_parts(entry)):
                return known
        tag = language_tag(words)
        return tag if tag.partition("-")[0] in self._codes[1:] else None


def _parts(words: str) -> set[str]:
    """The whole words of an entry, and each name in it."""
    names = words.casefold().rpartition(" (")[0]
    return {words.casefold(), *names.split(" – ")}


@cache
def languages() -> tuple[tuple[str, str], ...]:
    """The code of every language that Qt knows, and its names: “German – Deutsch (de)”."""
    found = {}
    for language in QLocale.Language:
        code = QLocale.languageToCode(language)
        if code and language not in (QLocale.Language.C, QLocale.Language.AnyLanguage):
            here = QLocale.languageToString(language)
            home = QLocale(language).nativeLanguageName()
            names = here if not home or here in home else f"{here} – {home}"
            found[code] = f"{names} ({code})"
    return tuple(sorted(found.items(), key=lambda pair: pair[1].casefold()))


_FIELDS: dict[MetadataField, str] = {
    "title": "Title",
    "byline": "By",
    "outlet": "Outlet",
    "url": "URL",
    "published": "Date",
    "language": "Language",
}


class Answer(Enum):
    """The answer about a shown article, and about the articles waiting behind it."""

    ADD = auto()
    ADD_WITH_MARKS = auto()
    ADD_ALL = auto()
    SKIP = auto()
    STOP = auto()


class ArticleDialog(Dialog):
    """Title, byline, outlet, URL, date and language, with a look at the text.

    Fields that a program found are marked so; accepting the dialog confirms their values.
    """

    def __init__(
        self,
        parent: QWidget | None,
        metadata: Metadata,
        found: frozenset[MetadataField],
        accept: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(accept.replace("&", ""))
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
        self._buttons, self.ok = make_buttons(self, accept)
        # beside fields, a letter without a button is typed into the field
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("&Cancel")
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
        """Return the answer, and the draft as the user confirmed it.

        Args:
            parent: The window.
            draft: The draft to show.
            reread: Reads its file again, in another way, aside.
            place: The article's ordinal and the number of articles.
            known: An article that has the same text already.
        """
        dialog = cls(parent, draft.metadata, draft.found, "&Add article")
        preview = DraftPreview(draft, reread)
        dialog._layout.insertWidget(1, preview, 1)
        preview.reads.connect(dialog._buttons.setDisabled)
        dialog.finished.connect(preview.end)
        dialog._offer_more(*place)
        if known is not None:
            dialog._warn_of(known)
        if not run_dialog(dialog):
            return Answer.STOP, draft
        confirmed = replace(preview.draft, metadata=dialog.metadata(), found=frozenset())
        if dialog.answer is Answer.ADD_ALL:
            return dialog.answer, replace(confirmed, found=_untouched(draft, confirmed))
        return dialog.answer, confirmed

    @classmethod
    def ask_about(
        cls, parent: QWidget | None, article: Article, *below: QWidget
    ) -> Metadata | None:
        """Return the metadata of an article, as the user wants it.

        Args:
            parent: The window.
            article: The article.
            below: What is shown beneath the fields.
        """
        dialog = cls(parent, article.metadata, article.found, "Confirm &details")
        for place, part in enumerate(below, start=1):
            dialog._layout.insertWidget(place, part)
        open_at(dialog, 84)
        return dialog.metadata() if run_dialog(dialog) else None

    def metadata(self) -> Metadata:
        """Return the metadata in the fields."""
        said = {n: f.text().strip() for n, f in self.fields.items() if isinstance(f, QLineEdit)}
        said["published"] = self.published.day()
        said["language"] = self.language.code() or ""
        return Metadata(**said)

    def accept(self) -> None:
        """Close, unless a field cannot be kept."""
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
        """Let this article be skipped, or all that wait behind it be added too.

        Args:
            number: The article's ordinal, from 1.
            of: The number of articles.
        """
        if of > 1:
            self.setWindowTitle(f"Add article {number} of {of}")
            self._offer("S&kip", Answer.SKIP)
        if of > number:
            self._offer("Add all &unchanged", Answer.ADD_ALL)

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
        clear_margins(row, Space.SMALL)
        row.addWidget(shown, 1)
        row.addWidget(mark)
        return whole


def _untouched(draft: Draft, confirmed: Draft) -> frozenset[MetadataField]:
    """Return the fields that a program had found and no person has changed since."""
    before, now = draft.metadata, confirmed.metadata
    return frozenset(f for f in draft.found if getattr(before, f) == getattr(now, f))


class ChaptersDialog(Dialog):
    """The chapters of a book, each with its beginning and the parts that it lacks; any may stay."""

    def __init__(self, parent: QWidget | None, drafts: tuple[Draft, ...]) -> None:
        super().__init__(parent)
        self._drafts = drafts
        name = drafts[0].original.name if drafts[0].original else "the book"
        self.setWindowTitle(title(f"Add the chapters of “{name}”"))
        open_at(self, 94, 78)
        told = Label("Each chapter becomes an article. Those without a tick are not added.")
        told.setWordWrap(True)
        self.chapters = ItemList()
        self.chapters.setAccessibleName("Chapters")
        for number, draft in enumerate(drafts, start=1):
            item = QListWidgetItem(_chapter_in_words(number, draft))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.chapters.addItem(item)
        self._text = text_preview()
        buttons, self.ok = make_buttons(self, "Add articles")
        layout = stack(self, told)
        layout.addWidget(self.chapters, 1)
        layout.addWidget(self._text, 1)
        layout.addWidget(buttons)
        self.chapters.currentRowChanged.connect(self._show)
        self.chapters.itemChanged.connect(self._count)
        self.chapters.setCurrentRow(0)
        self._count()

    @classmethod
    def ask(cls, parent: QWidget | None, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """Return the chapters to add; none if the dialog was given up."""
        dialog = cls(parent, drafts)
        return dialog.chosen() if run_dialog(dialog) else ()

    def chosen(self) -> tuple[Draft, ...]:
        """Return the chapters with a tick."""
        ticked = Qt.CheckState.Checked
        return tuple(
            draft
            for row, draft in enumerate(self._drafts)
            if self.chapters.item(row).checkState() is ticked
        )

    def _show(self, row: int) -> None:
        self._text.setPlainText(excerpt(self._drafts[row].text, PREVIEW))

    def _count(self) -> None:
        chosen = len(self.chosen())
        self.ok.setText(f"Add {count_of(chosen, 'article')}" if chosen else "Add articles")
        self.ok.setEnabled(chosen > 0)


def _chapter_in_words(number: int, draft: Draft) -> str:
    title = draft.metadata.title or excerpt(" ".join(draft.text.split()), FIRST_WORDS // 2)
    told = f"{number}. {title} – {count_of(len(draft.text.split()), 'word')}"
    return f"{told}. Left out: {in_words(draft.left_out)}" if draft.left_out else told
