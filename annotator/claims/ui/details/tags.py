"""The verdicts on a claim: buttons for mine, warnings of house rules, and other checkers' tags."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.app.forms.cards import card, line_link, link, make_words, mark
from annotator.app.forms.difference import OtherWords
from annotator.app.theme.scale import Space, clear_margins, icon_size
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import SentenceField, empty_layout, label_field
from annotator.app.widgets.plain_text import Label, tip
from annotator.appearance import label, style
from annotator.claims.house_rules import HouseRule, HouseWarning
from annotator.claims.service.claim_view import GIVEN_ON_OTHER_WORDS, ClaimView
from annotator.claims.verdicts import Standing, Tag, Verdict, standing, standing_of
from annotator.kernel.word_difference import WordDifference
from annotator.kernel.wording import local_day

_MEND = {
    HouseRule.NO_EVIDENCE: "Add evidence",
    HouseRule.TOO_FEW_SOURCES: "Add evidence",
    HouseRule.NOTHING_AGAINST: "Add evidence",
    HouseRule.NO_SEARCH_NOTE: "Add search note",
    HouseRule.NO_CONCLUSION: "Add conclusion",
    HouseRule.OLDER_VERSION: "Confirm verdict",
    HouseRule.OTHER_WORDS: "Confirm verdict",
}


class Warnings(QWidget):
    """The warnings of a single tag; ``mending_asked`` comes with the rule."""

    mending_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        clear_margins(self._lines, Space.HAIR)
        self._shown: tuple[Sequence[HouseWarning], Theme | None] = (), None

    def show_warnings(self, found: Sequence[HouseWarning], theme: Theme) -> None:
        """Show these warnings; a warning that is shown already stays as it is."""
        if self._shown == (found, theme):
            return
        self._shown = found, theme
        empty_layout(self._lines)
        self.setVisible(bool(found))
        for warning in found:
            self._lines.addWidget(self._line(warning, theme))

    def _line(self, warning: HouseWarning, theme: Theme) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        clear_margins(row, Space.TINY)
        sign = Label()
        sign.setPixmap(theme.icon("warning", theme.warning).pixmap(icon_size(), icon_size()))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(make_words("warning", warning.sentence), 1)
        mend = link(_MEND[warning.rule], lambda: self.mending_asked.emit(warning.rule))
        mend.setAccessibleName(f"{_MEND[warning.rule]}: {warning.sentence}")
        row.addWidget(mend, 0, Qt.AlignmentFlag.AlignTop)
        return line


class VerdictRow(QWidget):
    """Shows the user's own verdict; a click chooses another, or takes off the pressed verdict."""

    verdict_chosen = Signal(object)
    untag_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tag: Tag | None = None
        self.buttons = {verdict: self._button(verdict) for verdict in Verdict}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(Space.TINY)
        for button in self.buttons.values():
            self._row.addWidget(button, 1)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.SMALL)
        layout.addLayout(self._row)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        for verdict, button in self.buttons.items():
            button.setIcon(theme.icon(verdict.value, theme.line(standing_of(verdict))))

    def show_tag(self, tag: Tag | None) -> None:
        """Show my tag on the claim, or that there is none."""
        self._tag = tag
        for verdict, button in self.buttons.items():
            button.setChecked(tag is not None and tag.verdict is verdict)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit(self.width())
        return super().event(event)

    def _fit(self, width: int) -> None:
        """Put the buttons side by side if that is wide enough, or else below each other."""
        hints = [button.sizeHint().width() for button in self.buttons.values()]
        side_by_side = sum(hints) + self._row.spacing() * (len(hints) - 1) <= width
        for place, hint in enumerate(hints):
            self._row.setStretch(place, hint)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if side_by_side else direction.TopToBottom)

    def _button(self, verdict: Verdict) -> QPushButton:
        looks = style(standing_of(verdict))
        button = QPushButton(looks.label)
        # side by side only where there is the room: the row must not hold the pane open
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setCheckable(True)
        button.setObjectName("verdict")
        button.setProperty("verdict", verdict.value)
        button.setToolTip(tip(looks.tooltip))
        button.clicked.connect(lambda: self._choose(verdict))
        return button

    def _choose(self, verdict: Verdict) -> None:
        same = self._tag is not None and self._tag.verdict is verdict
        self.show_tag(self._tag)
        if same and verdict is not Verdict.DISPUTED:
            self.untag_asked.emit()
        else:
            self.verdict_chosen.emit(verdict)


class MyTag(QWidget):
    """The user's own verdict with its conclusion, and the house rules that it breaks."""

    evidence_asked = Signal()
    confirming_asked = Signal()
    left = Signal()
    """The written words are saved, or a question is answered: the user reads on in the text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._who = make_words("label")
        self._has_tag = False
        self._waits = make_words("caption", "Not saved yet. Give a verdict (1, 2 or 3) to save it.")
        self.verdicts = VerdictRow(theme)
        self.conclusion = SentenceField("Conclusion", "Your finding in one sentence", 1)
        self.search_note = SentenceField("Search note", "Where you looked, and for what")
        self._searched = label_field("Where I looked", self.search_note)
        self.asking, self.given, self.warnings = Asking(), GivenWords(), Warnings()
        self.has_more = False
        self.more = QWidget()
        """The words judged, those on the search, and the warnings; this part may scroll."""
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self.asking.put_off.connect(self._put_off)
        for part in (self.asking, self.given):
            part.confirming_asked.connect(self._confirm)
        self.warnings.mending_asked.connect(self._mend)
        for field in (self.conclusion, self.search_note):
            field.left.connect(self.left)
        self.conclusion.textChanged.connect(self._show_waiting)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.SMALL)
        layout.addWidget(self._who)
        layout.addWidget(self.verdicts)
        layout.addWidget(self.asking)
        layout.addWidget(label_field("Conclusion", self.conclusion))
        layout.addWidget(self._waits)
        below = QVBoxLayout(self.more)
        clear_margins(below, Space.SMALL)
        below.addWidget(self.given)
        below.addWidget(self._searched)
        below.addWidget(self.warnings)

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the user's own tag on a claim; the controller shows the words in the fields."""
        tag = view.own_tag
        day = f", {local_day(tag.tagged_at)}" if tag else ""
        why = f" · {label(tag.reason)}" if tag and tag.reason else ""
        who = f"My verdict – {view.me}{day}" if view.me else "My verdict"
        self._who.setText(who + why)
        self.verdicts.show_tag(tag)
        self._has_tag = tag is not None
        self._show_waiting()
        needed = tag is not None and (tag.verdict is Verdict.UNSUPPORTED or bool(tag.search_note))
        needed = needed or self.search_note.hasFocus()
        self._searched.setVisible(needed)
        difference = view.other_words(tag) if tag else None
        is_asked = difference is not None and not difference.is_undecided
        self.asking.show_tag(tag if is_asked else None, theme)
        self.given.show_words(difference, theme, asked=not self.asking.isHidden())
        # the words that were judged stand above, with the way to confirm the verdict
        found = [w for w in _warnings(tag, view) if w.rule is not HouseRule.OTHER_WORDS]
        self.warnings.show_warnings(found, theme)
        self.has_more = needed or bool(found) or difference is not None

    def _confirm(self) -> None:
        # what was clicked goes, and the user reads on
        self.left.emit()
        self.confirming_asked.emit()

    def _put_off(self) -> None:
        self.given.show_link()
        self.left.emit()

    def _show_waiting(self) -> None:
        """Say of a conclusion without a verdict when it is saved."""
        self._waits.setVisible(not self._has_tag and bool(self.conclusion.words().strip()))

    def write_search_note(self) -> None:
        """Type where I looked."""
        self._searched.show()
        self.has_more = True
        self.more.show()
        self.search_note.setFocus()

    def _mend(self, rule: HouseRule) -> None:
        if rule is HouseRule.NO_SEARCH_NOTE:
            self.write_search_note()
        elif rule is HouseRule.NO_CONCLUSION:
            self.conclusion.setFocus()
        elif rule in {HouseRule.OLDER_VERSION, HouseRule.OTHER_WORDS}:
            self.confirming_asked.emit()
        else:
            self.evidence_asked.emit()


class Asking(QWidget):
    """Asks, once for each tag, whether it holds for the words that its claim has now.

    It stands in the line of reading, and never takes the focus.
    """

    confirming_asked = Signal()
    put_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._asked: set[str] = set()
        self._tag = ""
        self._sign = Label()
        self._words = make_words("", "The words have changed. Does it still hold?")
        self.confirm = link("Confirm", self.confirming_asked.emit)
        self.confirm.setAccessibleName("Confirm my verdict on these words")
        self.later = link("Not now", self._put_off)
        self.later.setAccessibleName("Do not confirm my verdict now")
        grid = QGridLayout(self)
        clear_margins(grid, Space.TINY)
        grid.setVerticalSpacing(Space.NONE)
        grid.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._words, 0, 1)
        answers = QHBoxLayout()
        clear_margins(answers, Space.SMALL)
        for button in (self.confirm, self.later):
            button.setProperty("flush", True)
            answers.addWidget(button)
        answers.addStretch(1)
        grid.addLayout(answers, 1, 1)
        grid.setColumnStretch(1, 1)
        self.hide()

    def show_tag(self, tag: Tag | None, theme: Theme) -> None:
        """Ask about a tag that was given on other words, unless that was put off before."""
        self._tag = tag.id if tag else ""
        self._sign.setPixmap(theme.icon("warning", theme.warning).pixmap(icon_size(), icon_size()))
        self.setVisible(tag is not None and tag.id not in self._asked)

    def _put_off(self) -> None:
        self._asked.add(self._tag)
        self.hide()
        self.put_off.emit()


class GivenWords(QWidget):
    """The words that my own verdict was given on, beside those of today.

    A link confirms the verdict where nothing else asks for it.
    """

    confirming_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        clear_margins(self._lines, Space.TINY)
        self._shown: object = None
        self._link: QWidget | None = None

    def show_words(self, difference: WordDifference | None, theme: Theme, *, asked: bool) -> None:
        """Show the words, or nothing where the verdict holds; ``asked``: the question is open."""
        self.setVisible(difference is not None)
        if self._shown != (difference, theme):
            self._shown = difference, theme
            empty_layout(self._lines)
            self._link = None
            if difference is not None:
                words = OtherWords("You gave this verdict on other words.", difference, theme)
                self._lines.addWidget(words)
            # of words that nobody has looked at there is nothing to confirm
            if difference is not None and not difference.is_undecided:
                self._link = line_link("Confirm verdict", self.confirming_asked.emit)
                self._link.setAccessibleName("Confirm my verdict on these words")
                self._lines.addWidget(self._link)
        if self._link is not None:
            self._link.setVisible(not asked)

    def show_link(self) -> None:
        """Offer to confirm the verdict, now that nothing else asks for it."""
        if self._link is not None:
            self._link.show()


def _warnings(tag: Tag | None, view: ClaimView) -> Sequence[HouseWarning]:
    return view.warnings(tag) if tag else ()


class OtherTags(QWidget):
    """The findings of other checkers, each under their name, and whether the checkers differ."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        clear_margins(self._layout, Space.SMALL)
        self._shown: object = None

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the tags of others on a claim; the same as before is left as it is."""
        about = (view.evidence, view.newest_version_id, view.judged_places)
        state = (view.other_tags, view.own_tag, *about, theme)
        if state == self._shown:
            return
        self._shown = state
        empty_layout(self._layout)
        self.setVisible(bool(view.other_tags))
        if not view.other_tags:
            return
        self._layout.addWidget(make_words("label", "Other checkers"))
        differing = difference([tag for tag in view.tags if view.other_words(tag) is None])
        if differing:
            self._layout.addWidget(_differing(differing))
        for tag in view.other_tags:
            self._layout.addWidget(_card(tag, view, theme))


def difference(tags: Sequence[Tag]) -> str:
    """Return how checkers differ, for example “2 verified, 1 disputed”; empty where they agree."""
    verdicts = [tag.verdict for tag in tags]
    if standing(verdicts) is not Standing.DIFFERING:
        return ""
    counts = {verdict: verdicts.count(verdict) for verdict in Verdict}
    found = ", ".join(f"{n} {label(v).lower()}" for v, n in counts.items() if n)
    return f"The checkers differ: {found}."


def _differing(sentence: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    clear_margins(row, Space.SMALL)
    row.addWidget(_chip(Standing.DIFFERING, style(Standing.DIFFERING).letter))
    row.addWidget(make_words("strong", sentence), 1)
    return line


def _card(tag: Tag, view: ClaimView, theme: Theme) -> QWidget:
    frame, layout = card()
    head = QHBoxLayout()
    head.setSpacing(Space.SMALL)
    head.addWidget(make_words("strong", tag.checker), 1)
    looks = style(standing_of(tag.verdict))
    head.addWidget(_chip(standing_of(tag.verdict), f"{looks.letter}  {looks.label}"))
    layout.addLayout(head)
    if tag.conclusion:
        layout.addWidget(make_words("", tag.conclusion))
    facts = [label(tag.reason) if tag.reason else "", local_day(tag.tagged_at)]
    layout.addWidget(make_words("caption", " · ".join(fact for fact in facts if fact)))
    if tag.search_note:
        layout.addWidget(make_words("caption", f"Search note: {tag.search_note}"))
    for warning in view.warnings(tag):
        if warning.rule is not HouseRule.OTHER_WORDS:
            layout.addWidget(make_words("caption", warning.sentence))
    difference = view.other_words(tag)
    if difference is not None:
        layout.addWidget(OtherWords(GIVEN_ON_OTHER_WORDS, difference, theme))
    return frame


def _chip(of: Standing, said: str) -> QWidget:
    chip = mark("verdict", said)
    chip.setProperty("verdict", of.value)
    chip.setToolTip(tip(style(of).tooltip))
    return chip
