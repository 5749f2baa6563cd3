"""The claims that stand on the same words: a list, two of them side by side, and the choices.

Claims on identical words are proposed to be joined. A person chooses each of those that overlap,
and of those that were kept apart before they stood on identical words. No row is written before
the choices are confirmed, and then as one step.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import Dialog, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import ChoiceBox, FilterLine
from annotator.app.widgets.lists.marked_words import MarkedText
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.lists.word_list import (
    filter_row,
    lay_out_columns,
    offer_cases,
    turn_by_space,
)
from annotator.app.widgets.notice import UNDO
from annotator.app.widgets.plain_text import Label
from annotator.appearance import label, symbol
from annotator.claims.judged_words import are_other_words
from annotator.claims.same_claims import ClaimToCompare, SameClaimsFound
from annotator.claims.service import same_claims
from annotator.claims.service.claim_view import GIVEN_ON_OTHER_WORDS
from annotator.claims.ui.same_claims_list import (
    BECOMES,
    VERDICTS,
    Choice,
    SameClaimsCells,
    SameClaimsModel,
    SameClaimsRow,
    WordsInCommon,
    words_of,
)
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of, form_for, local_day
from annotator.project import Project


class ClaimsBeside(QWidget):
    """Two columns: the claim that stays, and the others; shared words are bold and underlined."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sides")
        grid = QGridLayout(self)
        clear_margins(grid, Space.SMALL)
        self.heads = Label(), Label()
        self.texts = MarkedText("First claim"), MarkedText("Other claim")
        for column, (head, text) in enumerate(zip(self.heads, self.texts, strict=True)):
            head.setObjectName("strong")
            grid.addWidget(head, 0, column)
            grid.addWidget(text, 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)

    def show_claims(self, row: SameClaimsRow | None) -> None:
        """Show the claims of a row, or nothing."""
        first, rest = (row.claims[:1], row.claims[1:]) if row is not None else ((), ())
        for head, text, own, others in zip(
            self.heads, self.texts, (first, rest), (rest, first), strict=True
        ):
            head.setText(_numbered(own))
            text.setAccessibleName(_numbered(own) or "Claim")
            # where all words are the same there is no point in marking them
            same = row is not None and row.case is WordsInCommon.IDENTICAL
            text.show_words(*_told(own, () if same else others))


def _numbered(claims: Sequence[ClaimToCompare]) -> str:
    numbers = " and ".join(str(claim.number) for claim in claims)
    return f"{form_for(len(claims), 'Claim', 'Claims')} {numbers}" if claims else ""


def _told(
    claims: Sequence[ClaimToCompare], others: Sequence[ClaimToCompare]
) -> tuple[str, list[Span]]:
    """Return the words and the tags of claims, and the words that the others share."""
    words, marks = "", []
    for claim in claims:
        head = f"{_numbered([claim])}\n" if len(claims) > 1 else ""
        words += "\n\n" * bool(words) + head
        shift = len(words)
        marks += [Span(s.start + shift, s.end + shift) for s in _shared(claim, others)]
        words += f"{words_of(claim)}\n\n" + "\n".join((*_stated(claim), *_tags(claim)))
    return words, marks


def _joined(row: SameClaimsRow) -> Iterator[str]:
    """Return what a join would ask for, or change in the tags."""
    joined = [place for claim in row.claims for place in claim.judged_places]
    if any(are_other_words(claim.judged_places, joined) for claim in row.claims):
        yield "If you join them, each verdict has to be confirmed on the words of both."
    counts = Counter(name for claim in row.claims for name in claim.checkers)
    twice = [name for name, number in counts.items() if number > 1]
    if twice:
        yield (
            f"{' and '.join(twice)} tagged more than one of these claims. If you join them, the "
            "newest tag stays, and what the others say becomes a note."
        )


def _stated(claim: ClaimToCompare) -> Iterator[str]:
    if claim.statement:
        yield f"In other words: {claim.statement}"


def _shared(claim: ClaimToCompare, others: Sequence[ClaimToCompare]) -> list[Span]:
    """Return the stretches of a claim's words on which one of the others stands, too."""
    found, begin = [], 0
    for own in claim.outer_places:
        shift = begin - own.span.start
        found += [
            Span(
                max(own.span.start, place.span.start) + shift,
                min(own.span.end, place.span.end) + shift,
            )
            for other in others
            for place in other.places
            if place.version_id == own.version_id and place.span.overlaps(own.span)
        ]
        begin += len(own.quote) + 1
    return found


def _tags(claim: ClaimToCompare) -> Iterator[str]:
    for tag in claim.tags:
        why = f", {label(tag.reason).lower()}" if tag.reason else ""
        said = f"{symbol(tag.verdict)}  {label(tag.verdict)}{why}"
        yield f"{said} – {tag.checker}, {local_day(tag.tagged_at)}"
        if claim.is_stale(tag):
            yield GIVEN_ON_OTHER_WORDS
        if tag.conclusion:
            yield tag.conclusion
    if not claim.tags:
        yield "Nobody has tagged it."


_TITLE = "Same claims"
_WIDTHS = {0: 26, VERDICTS: 28, BECOMES: 14}
"""The widths in letters of the columns that do not share the free room."""
_ROOMY = 60
"""Letters of height from which on there is room for all that is said."""
_KEYS = {Choice.JOIN: "J", Choice.APART: "K", Choice.LATER: "L"}


class SameClaimsDialog(Dialog):
    """Claims that may be the same: J joins them, K keeps them apart, L leaves them for later.

    Each goes on to the next row. Space turns the tick of a row.
    """

    discarding = "Discard your choices?"

    def __init__(self, parent: QWidget | None, rows: Sequence[SameClaimsRow], theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(_TITLE)
        self.model = SameClaimsModel(rows, self)
        self.list = RowsView("Claims on the same words", SameClaimsCells(theme))
        self.list.setModel(self.model)
        self.cases, self.words = ChoiceBox(), FilterLine("Search claims")
        self.about, self.sides, self.summary = Label(), ClaimsBeside(), Label()
        self.consequence = Label()
        """What a join would ask for, or change in the tags of either side."""
        self.choosing = {
            Choice.JOIN: QPushButton("&Join (J)"),
            Choice.APART: QPushButton("&Keep apart (K)"),
            Choice.LATER: QPushButton("&Later (L)"),
        }
        self._lay_out()
        self._connect()
        self._begin()
        self.list.setFocus()

    def would_lose(self) -> bool:
        """Whether a choice was made."""
        return bool(self.model.choices)

    def choose(self, choice: Choice) -> None:
        """Make a choice on the row that is chosen, and go on to the next row."""
        row = self._row()
        if row is None or (choice is Choice.APART and not row.found.can_be_two):
            return
        self.model.choose(row, choice)
        following = self.list.currentIndex().row() + 1
        if following < self.model.rowCount():
            self.list.selectRow(following)

    def show_rows(self, rows: Sequence[SameClaimsRow]) -> None:
        """Show the claims as they are by now; choices on the same claims stay."""
        row = self._row()
        self.model.replace(rows)
        self._begin(row.ids if row else ())

    # inner workings

    def _row(self) -> SameClaimsRow | None:
        row = self.list.currentIndex().data(ROW)
        return row if isinstance(row, SameClaimsRow) else None

    def _begin(self, chosen: Sequence[str] = ()) -> None:
        """Offer the cases there are, and choose a row, the first if the former is gone."""
        self._offer_cases()
        self._filter()
        self._show_choices()
        shown = [self.model.index(n, 0).data(ROW).ids for n in range(self.model.rowCount())]
        if chosen in shown:
            self.list.selectRow(shown.index(chosen))

    def _offer_cases(self) -> None:
        labels = [(case, label(case)) for case in WordsInCommon]
        offer_cases(self.cases, self.model.cases, labels)

    def _lay_out(self) -> None:
        buttons, self.ok = make_buttons(self, "Join")
        self.cases.setAccessibleName("Filter claims")
        for words in (self.about, self.consequence, self.summary):
            words.setWordWrap(True)
        self.about.setObjectName("muted")
        layout = stack(self)
        layout.addLayout(filter_row(self.cases, self.words))
        layout.addWidget(self.list, 3)
        layout.addWidget(self.about)
        layout.addWidget(self.sides, 2)
        layout.addWidget(self.consequence)
        layout.addLayout(_row_of(*self.choosing.values()))
        layout.addWidget(self.summary)
        layout.addWidget(buttons)
        lay_out_columns(self.list.horizontalHeader(), _WIDTHS)
        open_at(self, 150, 96)
        if self.height() < letters(_ROOMY):
            # large type on a small screen: the rows and the words come first
            self.about.hide()
            pad(layout, Space.SMALL)
            layout.setSpacing(Space.SMALL)

    def _connect(self) -> None:
        self.cases.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.model.dataChanged.connect(self._show_choices)
        for choice, button in self.choosing.items():
            button.clicked.connect(lambda _=False, choice=choice: self.choose(choice))
            shortcut = QShortcut(QKeySequence(_KEYS[choice]), self)
            shortcut.activated.connect(lambda choice=choice: self.choose(choice))
        turn_by_space(self.list, self._turn)

    def _turn(self) -> None:
        row = self._row()
        if row is not None:
            later = self.model.is_ticked(row)
            self.model.choose(row, Choice.LATER if later else Choice.JOIN)

    def _filter(self) -> None:
        self.model.show(self.cases.currentData(), self.words.text())
        if self.model.rowCount():
            self.list.selectRow(0)
        self._show_chosen()

    def _show_chosen(self, *_: object) -> None:
        row = self._row()
        self.sides.show_claims(row)
        self.about.setText(_about(row) if row is not None else "")
        told = " ".join(_joined(row)) if row is not None else ""
        self.consequence.setText(told)
        self.consequence.setVisible(bool(told))
        for choice, button in self.choosing.items():
            fits = choice is not Choice.APART or (row is not None and row.found.can_be_two)
            button.setEnabled(row is not None and bool(fits))

    def _show_choices(self, *_: object) -> None:
        counts = self.model.chosen
        joined, apart = counts[Choice.JOIN], counts[Choice.APART]
        self.ok.setEnabled(bool(joined or apart))
        acts = [f"join {count_of(joined, 'group')}"] if joined else []
        acts += [f"keep {count_of(apart, 'pair')} apart"] if apart else []
        words = ", ".join(acts) or "join"
        self.ok.setText(words[:1].upper() + words[1:])
        self.summary.setText(_summary(counts))


def _row_of(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.SMALL)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row


def _about(row: SameClaimsRow) -> str:
    """Return how the claims of a row meet."""
    said = (
        f"{row.numbers} stand on the same words."
        if row.case is WordsInCommon.IDENTICAL
        else f"{row.numbers} share the words that are bold and underlined."
    )
    if row.found.were_apart:
        said = f"{said} They were kept apart before."
    return f"{said} Their verdicts differ." if row.differ else said


def _summary(counts: Mapping[Choice, int]) -> str:
    apart, left = counts[Choice.APART], counts[Choice.LATER] + counts[Choice.NONE]
    joined = counts[Choice.JOIN]
    said = [f"{count_of(joined, 'group')} to join"] if joined else []
    if apart:
        said.append(f"{count_of(apart, 'pair')} to keep apart for good")
    if left:
        said.append(f"{left:,} left for later")
    return f"{', '.join(said)}. Nothing is written yet, and one Undo takes all of it back."


class SameClaimsController(QObject):
    """Finds claims on the same words, shows them, and carries out what is chosen.

    ``proposed`` comes with a sentence and the acts that it offers.
    """

    proposed = Signal(str, object)

    def __init__(self, session: Session, window: QWidget, theme: Callable[[], Theme]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._theme = theme
        self._dialog: SameClaimsDialog | None = None
        session.refreshed.connect(self._find_again)

    def open(self) -> None:
        """Find the claims on the same words in the background, and show them."""
        self._session.work.run(_looking, _found, self._show, self._tell)

    def look_after(self, outcome: Outcome, sentence: str, undo: Callable[[], object]) -> None:
        """Look whether claims that a merge or an import brought stand on the words of others.

        Args:
            outcome: What came in.
            sentence: The sentence that tells so; it is told again with what was found.
            undo: Takes back what came in.
        """

        def tell(found: SameClaimsFound) -> None:
            if found:
                # all of them, as the list that is offered shows them
                offers = ((f"{_TITLE}…", self.open), (UNDO, undo))
                self.proposed.emit(f"{sentence} {_left_over(found)}", offers)

        self._session.jobs.run(
            partial(_found_after, outcome),
            tell,
            self._tell,
            key="same claims brought",
        )

    # inner workings

    def _show(self, rows: list[SameClaimsRow]) -> None:
        if not rows:
            self._session.told.emit("No two claims stand on the same words.")
            return
        dialog = self._dialog = SameClaimsDialog(self._window, rows, self._theme())
        wanted = run_dialog(dialog)
        self._dialog = None
        if wanted:
            model = dialog.model
            self._choose(model.of_choice(Choice.JOIN), model.of_choice(Choice.APART))

    def _find_again(self) -> None:
        """Show the claims anew when the project changes while they are shown."""
        if self._dialog is not None:
            self._session.jobs.run(
                lambda project: _found(project, unwatched),
                self._show_again,
                self._tell,
                key="same claims shown",
            )

    def _show_again(self, rows: list[SameClaimsRow]) -> None:
        if self._dialog is not None:
            self._dialog.show_rows(rows)

    def _choose(self, joined: Sequence[SameClaimsRow], apart: Sequence[SameClaimsRow]) -> None:
        chosen = [row.found for row in joined], [row.found for row in apart]
        self._session.attempt_long(
            lambda done, of: f"Joining claims: {done:,} of {of:,}…",
            lambda project, progress: same_claims.choose_same_claims(project, *chosen, progress),
            self._chosen,
            lambda: None,
            again=self.open,
        )

    def _chosen(self, outcome: Outcome) -> None:
        undo = partial(self._session.back.take_back, outcome.change)
        self.proposed.emit(f"{outcome.change.label}.", ((UNDO, undo),))

    def _tell(self, error: AnnotatorError) -> None:
        self._session.failed.emit(str(error), None)


def _looking(_done: int, _of: int) -> str:
    return "Looking for claims on the same words…"


def _found(project: Project, progress: Progress) -> list[SameClaimsRow]:
    found = same_claims.find_same_claims(project, progress=progress)
    headings = {article.id: article.heading for article in project.articles.page()}
    return [SameClaimsRow(each, headings.get(each.article_id, "")) for each in found.all]


def _found_after(outcome: Outcome, project: Project) -> SameClaimsFound:
    """Return all claims on the same words, if some are that a change wrote to; else none."""
    if not same_claims.find_same_claims_after(project, outcome):
        return SameClaimsFound()
    return same_claims.find_same_claims(project)


def _left_over(found: SameClaimsFound) -> str:
    """Return a sentence on the claims that stand on the words of others."""
    same, overlapping = len(found.identical), len(found.overlapping)
    said = []
    if same:
        said.append(f"{count_of(same, 'group')} of claims on the very same words")
    if overlapping:
        said.append(f"{count_of(overlapping, 'pair')} of claims that overlap")
    return f"There {form_for(same or overlapping, 'is', 'are')} {' and '.join(said)}."
