"""The details of the chosen claim: its head, its sections, and the words typed into them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.app.forms.cards import line_link, link, make_words, prose
from annotator.app.forms.form import ClaimForm
from annotator.app.forms.forms import ClaimForms
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.theme.theme import Theme
from annotator.app.widgets.chooser import Chooser
from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.fields import Composer, LineField, WordsField, empty_layout
from annotator.app.widgets.form_keys import is_plain_return
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.section import FoldingSection
from annotator.app.widgets.stacked_pages import StickyPage
from annotator.claims.fields import ClaimWords
from annotator.claims.highlights import Highlight
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claim_view import NO_CLAIM, ClaimView, Typed, TypedWordsOfClaim
from annotator.claims.ui.details.correspondence import (
    CONTACT,
    ContactsSection,
    NotesSection,
    QueriesSection,
)
from annotator.claims.ui.details.fields_section import FieldsSection
from annotator.claims.ui.details.tags import MyTag, OtherTags
from annotator.evidence.model import Evidence
from annotator.evidence.ui.form import EVIDENCE
from annotator.evidence.ui.list import EvidenceList
from annotator.kernel.excerpts import excerpt
from annotator.kernel.wording import count_of, form_for, quoted
from annotator.review.ui.comments import CommentsSection
from annotator.review.ui.panel import ReviewPanel
from annotator.search.model import HitKind

_FEW = 4
"""Places of a claim that are shown at once."""
_LONG = 320
"""Letters of a quote that are shown; the text itself shows the rest."""


class Quote(Label):
    """The words of a single place; a click, or Enter, shows the place in the text."""

    asked = Signal(object)

    def __init__(self, highlight: Highlight, *, there: bool) -> None:
        short = excerpt(highlight.quote, _LONG)
        super().__init__(quoted(short) if there else f"{quoted(short)} – in an older version")
        self._highlight = highlight
        self.setObjectName("quote")
        self.setWordWrap(True)
        self.setAccessibleName(f"Passage: {short}")
        self.setProperty("older", not there)
        self.setToolTip(
            "Show this passage in the text" if there else "Show this passage in its older version"
        )
        self.setAccessibleDescription("" if there else "In an older version")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.asked.emit(self._highlight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_return(event) or event.key() == Qt.Key.Key_Space:
            self.asked.emit(self._highlight)
        else:
            super().keyPressEvent(event)


class ClaimHead(QWidget):
    """Number, status and quotes, and that other claims stand on the same words."""

    status_chosen = Signal(object)
    place_asked = Signal(object)
    same_claims_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel()
        self._title.setObjectName("title")
        self.status = Chooser("Status", ClaimStatus)
        self.status.chosen.connect(self.status_chosen)
        self.quotes = QWidget()
        """The words of its places; they stand apart, where they may scroll."""
        self._quotes = QVBoxLayout(self.quotes)
        clear_margins(self._quotes, Space.TINY)
        self._shown: tuple[list[Highlight], str, list[int], tuple[str, ...]] = [], "", [], ()
        row = QHBoxLayout(self)
        clear_margins(row, Space.SMALL)
        row.addWidget(self._title, 1)
        row.addWidget(self.status)

    def show_claim(self, view: ClaimView) -> None:
        """Show a claim."""
        cited = f" · {view.cited}" if view.cited else ""
        self._title.setText(f"Claim {view.claim.number}{cited}")
        self.status.show_chosen(view.claim.status)
        shown = view.current, view.newest_version_id, view.same_words, view.void_marks
        if self._shown != shown:
            self._shown = shown
            self._show_quotes(_FEW)

    def _show_quotes(self, most: int) -> None:
        empty_layout(self._quotes)
        highlights, newest, same, void_marks = self._shown
        for highlight in highlights[:most]:
            quote = Quote(highlight, there=highlight.version_id == newest)
            quote.asked.connect(self.place_asked)
            self._quotes.addWidget(quote)
        left = len(highlights) - most
        if left > 0:
            more = link(
                f"and {count_of(left, 'more passage')}",
                lambda: self._show_quotes(len(highlights)),
            )
            self._quotes.addWidget(more)
        if same:
            self._quotes.addWidget(make_words("muted", _same_words(same)))
            self._quotes.addWidget(line_link("Same claims…", self.same_claims_asked.emit))
        if void_marks:
            who = " and ".join(void_marks)
            said = f"{who} had marked these words “nothing to check”. That no longer holds."
            self._quotes.addWidget(prose("warning", said))


def _same_words(numbers: Sequence[int]) -> str:
    """Return a sentence on the claims with these numbers, of which a few are named."""
    *most, last = [str(number) for number in numbers[:_FEW]]
    named = f"{', '.join(most)} and {last}" if most else last
    if len(numbers) > _FEW:
        named = f"{', '.join([*most, last])} and {len(numbers) - _FEW} more"
    claims = form_for(len(numbers), "Claim", "Claims")
    stand = form_for(len(numbers), "stands", "stand")
    return f"{claims} {named} {stand} on the same words, or on some of them."


Field = WordsField | LineField
_NEW = (TypedWordsOfClaim.NEW_NOTE, TypedWordsOfClaim.NEW_QUERY, TypedWordsOfClaim.NEW_COMMENT)
"""The kinds of typed words that are saved only at Enter."""


class ClaimDetails(StickyPage):
    """Shows a ClaimView and emits the user's acts on it as signals.

    ``words_finished`` comes with the id of the claim that the words were typed on, the kind of the
    words, the words, and the id of the stretch of typing. Words that cannot be saved are kept, also
    while another claim is shown.
    """

    words_finished = Signal(str, object, str, str)
    evidence_asked = Signal()
    entered = Signal()
    """New words are entered and saved: the user reads on in the text."""
    folded = Signal(str, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._claim_id = self._stowed = ""
        self._reviewing = False
        self._unsaved: dict[tuple[str, Typed], str] = {}
        self._waiting: set[tuple[str, Typed]] = set()
        self._addressees: dict[str, str] = {}
        self.setAccessibleName("Claim details")
        self.head = ClaimHead()
        self.mine, self.others = MyTag(theme), OtherTags()
        self.area.setAccessibleName("Claim details")
        self.review, self.comments = ReviewPanel(), CommentsSection()
        self.evidence = EvidenceList()
        self.proof = FoldingSection("Evidence")
        self.about = FieldsSection()
        self.queries, self.contacts = QueriesSection(), ContactsSection()
        self.notes = NotesSection()
        self.forms = ClaimForms({EVIDENCE: self.evidence, CONTACT: self.contacts.column}, self)
        self.sections = (
            *(self.proof, self.comments, self.about),
            *(self.queries, self.contacts, self.notes),
        )
        self._parts, self._steady = self._parts_by_kind(), self._fields_by_words()
        self.add_evidence = QPushButton("Add evidence")
        self.add_evidence.setObjectName("flat")
        self._lay_out()
        self._connect()
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        self._theme = theme
        self.mine.verdicts.show_theme(theme)
        for section in self.sections:
            section.show_theme(theme)
        self.add_evidence.setIcon(theme.icon("add", theme.muted))

    def show_claim(self, view: ClaimView) -> None:
        """Show a claim; fields in which the user is typing stay as they are."""
        before, unsaved = self._fields(), self._unsaved_here()
        if Typed(TypedWordsOfClaim.NEW_QUERY) in unsaved and self._claim_id != view.claim.id:
            self._addressees[self._claim_id] = self.queries.addressee.text()
        left, self._claim_id = self._claim_id, view.claim.id
        self._show_sections(view)
        self._stow(view)
        saved = _saved_words(view)
        stay = left == view.claim.id
        if not stay:
            # wherever the claim before was left
            self.show_beginning()
        for typed, field in self._fields().items():
            same = stay and before.get(typed) is field
            if before.get(typed) is not field:
                self._listen(typed, field)
            field.show_words(saved.get(typed, ""), of_another=not same)
            if same:
                unsaved.pop(typed, None)
        self._unsaved |= {(left, typed): words for typed, words in unsaved.items()}
        self._take_up_unsaved()
        self.forms.show_claim(view.claim.id)
        if view.own_tag is not None:
            # what waited for the verdict has its place now, after the verdict is shown everywhere
            QTimer.singleShot(0, self, self._save_waiting)

    def show_review(self, *, on: bool) -> None:
        """Show or hide the parts for a reviewer, in place of the rest; a claim is shown next."""
        self._reviewing, self._stowed = on, ""
        self.review.switch(on=on)

    @property
    def is_all_saved(self) -> bool:
        """Whether no words but drafts are typed that the file does not hold."""
        return all(self._is_draft(*place) for place in self._all_unsaved())

    def finish(self) -> bool:
        """Save the words being typed and the words that could not be saved before.

        Drafts stay as they are.

        Returns:
            Whether all words are saved.
        """
        for field in self._fields().values():
            field.finish()
        for (claim_id, typed), words in list(self._unsaved.items()):
            if typed.words not in _NEW:
                self._say(claim_id, typed, words, "")
        return self.is_all_saved

    def drafts(self) -> dict[tuple[str, Typed], str]:
        """Return words not entered yet, or waiting for a verdict, by their claim and their kind."""
        found = self._all_unsaved().items()
        return {place: words for place, words in found if self._is_draft(*place)}

    def note_waiting(self, claim_id: str, typed: Typed) -> None:
        """Take words for a draft: they are saved with a verdict."""
        self._waiting.add((claim_id, typed))

    def take_as_saved(self, claim_id: str, typed: Typed, words: str) -> None:
        """Take words as saved: keep them no longer here, and take an entered draft for no draft."""
        plain = _plain(typed)
        self._unsaved.pop((claim_id, plain), None)
        self._waiting.discard((claim_id, plain))
        field = self._fields().get(plain) if claim_id == self._claim_id else None
        if isinstance(field, Composer):
            field.take_as_saved(words)
        elif field is not None:
            field.show_words(words, of_another=False)

    def forget(self) -> None:
        """Let go of the claim and of all typed words: its project is closed."""
        self._claim_id = ""
        self._unsaved.clear()
        self.forms.forget()
        self._waiting.clear()
        self._addressees.clear()
        for field in self._fields().values():
            field.show_words("")
        self._show_sections(NO_CLAIM)

    def write(self, words: TypedWordsOfClaim | ClaimWords) -> None:
        """Focus the field for words of this kind, and unfold the section that hides it."""
        if words is TypedWordsOfClaim.SEARCH_NOTE:
            self.mine.write_search_note()
        field = self._steady[Typed(words)]
        self._uncover(field)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        part = next((part for part in self.sections if part.isAncestorOf(field)), field)
        # what was unfolded is laid out first
        QTimer.singleShot(0, field, lambda: self.show_field(field, part))

    def _uncover(self, field: Field) -> None:
        for part in (self.mine, self.mine.more, *self.sections):
            if part.isAncestorOf(field):
                part.show()
                if isinstance(part, FoldingSection):
                    part.unfold()
        self._show_more()

    def unfinished(self) -> str:
        """Return a sentence on the forms that hold words not kept; empty if no form does."""
        drafts = self.forms.drafts()
        if not drafts:
            return ""
        first, more = drafts[0], len(drafts) - 1
        others = f" and {more} more" if more else ""
        return f"What you typed in the {first.what} form{others} is not saved."

    def show_form(self, form: ClaimForm) -> None:
        """Bring a form into view, and unfold the section that hides it."""
        for part in self.sections:
            if part.isAncestorOf(form):
                part.show()
                part.unfold()
        # what was unfolded is laid out first
        QTimer.singleShot(0, form, lambda: self.lead_to(form))

    def look_at(self, kind: HitKind) -> None:
        """Bring the section for hits of this kind into view, and unfold it."""
        part = self._parts.get(kind, self.head)
        part.show()
        self._show_more()
        if isinstance(part, FoldingSection):
            part.unfold()
        # what was unfolded is laid out first
        QTimer.singleShot(0, self, lambda: self.lead_to(part))

    def _stow(self, view: ClaimView) -> None:
        """Put away the parts that a reviewer seldom needs.

        A part that was called for stays for its claim.
        """
        anew, self._stowed = self._stowed != view.claim.id, view.claim.id
        if anew:
            for part in (self.mine, self.about, self.contacts, self.notes):
                part.setVisible(not self._reviewing)
        self._show_more()
        self.others.setVisible(bool(view.other_tags) and not self._reviewing)
        if anew or view.comments:
            self.comments.setVisible(self._reviewing or bool(view.comments))

    def _show_more(self) -> None:
        """Show the parts that belong to the line on a claim wherever that line is shown."""
        self.mine.more.setVisible(self.mine.has_more and not self.mine.isHidden())

    def _fields(self) -> dict[Typed, Field]:
        several: tuple[Mapping[Typed, Field], ...] = (
            *(self.queries.fields, self.notes.fields, self.comments.fields),
            self.evidence.fields,
        )
        return {**self._steady, **{t: f for fields in several for t, f in fields.items()}}

    def _unsaved_here(self) -> dict[Typed, str]:
        fields = self._fields().items()
        return {typed: field.words() for typed, field in fields if not field.is_saved}

    def _take_up_unsaved(self) -> None:
        for typed, field in self._fields().items():
            words = self._unsaved.pop((self._claim_id, typed), None)
            if words is not None:
                field.take_up(words)
            if words is not None and typed.words in _NEW:
                self._uncover(field)
        if not self.queries.new.is_saved and self._claim_id in self._addressees:
            self.queries.addressee.setText(self._addressees.pop(self._claim_id))

    def _all_unsaved(self) -> dict[tuple[str, Typed], str]:
        here = {(self._claim_id, typed): words for typed, words in self._unsaved_here().items()}
        return self._unsaved | here

    def _is_draft(self, claim_id: str, typed: Typed) -> bool:
        return typed.words in _NEW or (claim_id, typed) in self._waiting

    def _save_waiting(self) -> None:
        for typed in (Typed(TypedWordsOfClaim.CONCLUSION), Typed(TypedWordsOfClaim.SEARCH_NOTE)):
            if (self._claim_id, typed) in self._waiting:
                self._waiting.discard((self._claim_id, typed))
                self._steady[typed].finish()

    def _listen(self, typed: Typed, field: Field) -> None:
        field.finished.connect(lambda words: self._say(self._claim_id, typed, words, field.typing))

    def _say(self, claim_id: str, typed: Typed, words: str, typing: str) -> None:
        if typed.words is TypedWordsOfClaim.NEW_QUERY:
            typed = Typed(TypedWordsOfClaim.NEW_QUERY, self.queries.addressee.text())
        self.words_finished.emit(claim_id, typed, words, typing)

    def _show_sections(self, view: ClaimView) -> None:
        self.head.show_claim(view)
        self.mine.show_claim(view, self._theme)
        self.others.show_claim(view, self._theme)
        self.evidence.show_evidence(view.evidence, self._theme)
        self.proof.show_count(str(len(view.evidence)) if view.evidence else "")
        self.about.show_claim(view)
        self.queries.show_claim(view, self._theme)
        self.contacts.show_claim(view, self._theme)
        self.notes.show_claim(view, self._theme)
        self.review.show_claim(view, self._theme)
        self.comments.show_claim(view, self._theme)

    def _parts_by_kind(self) -> dict[HitKind, QWidget]:
        return {
            HitKind.TAG: self.mine,
            HitKind.EVIDENCE: self.proof,
            HitKind.QUERY: self.queries,
            HitKind.CONTACT: self.contacts,
            HitKind.NOTE: self.notes,
            HitKind.COMMENT: self.comments,
        }

    def _fields_by_words(self) -> dict[Typed, Field]:
        return {
            Typed(TypedWordsOfClaim.CONCLUSION): self.mine.conclusion,
            Typed(TypedWordsOfClaim.SEARCH_NOTE): self.mine.search_note,
            **{Typed(words): field for words, field in self.about.typed.items()},
            Typed(TypedWordsOfClaim.NEW_NOTE): self.notes.new,
            Typed(TypedWordsOfClaim.NEW_QUERY): self.queries.new,
            Typed(TypedWordsOfClaim.NEW_COMMENT): self.comments.new,
        }

    def _connect(self) -> None:
        for typed, field in self._steady.items():
            self._listen(typed, field)
        for section in self.sections:
            section.switched.connect(self.folded)
        self.forms.opened.connect(self.show_form)
        for part in (self.notes, self.queries, self.comments):
            part.new.kept.connect(self.entered)
        self.mine.evidence_asked.connect(self.evidence_asked)
        self.add_evidence.clicked.connect(self.evidence_asked)

    def _lay_out(self) -> None:
        self.proof.add_to_heading(self.add_evidence)
        self.proof.content.addWidget(self.evidence)
        self.top.addWidget(self.head)
        self.top.addWidget(self.mine)
        rest = (self.head.quotes, self.mine.more, self.others, self.review)
        for part in (*rest, *self.sections):
            self.page.addWidget(part)


def _saved_words(view: ClaimView) -> dict[Typed, str]:
    """Return the saved words of every field, empty where there are none."""
    claim, tag = view.claim, view.own_tag
    return {
        Typed(TypedWordsOfClaim.CONCLUSION): tag.conclusion if tag else "",
        Typed(TypedWordsOfClaim.SEARCH_NOTE): tag.search_note if tag else "",
        **{Typed(words): getattr(claim, words.value) for words in ClaimWords},
        **{Typed(TypedWordsOfClaim.QUESTION, query.id): query.question for query in view.queries},
        **{Typed(TypedWordsOfClaim.ANSWER, query.id): query.answer for query in view.queries},
        **{Typed(TypedWordsOfClaim.NOTE, note.id): note.body for note in view.notes},
        **{
            Typed(TypedWordsOfClaim.SOURCE_TITLE, piece.id): _title_of(piece)
            for piece in view.evidence
        },
        **{Typed(TypedWordsOfClaim.COMMENT, said.id): said.body for said in view.comments},
    }


def _title_of(piece: Evidence) -> str:
    source = piece.source.details
    return "" if source.is_untitled else source.title


def _plain(typed: Typed) -> Typed:
    """Return the kind under which words are kept while they are not saved."""
    return (
        Typed(TypedWordsOfClaim.NEW_QUERY) if typed.words is TypedWordsOfClaim.NEW_QUERY else typed
    )
