"""The verdicts on a claim: mine, which keys and buttons change, and those of other checkers."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.forms.pieces import card, mark, words
from annotator.app.theme.scale import Space, bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import SentenceField, empty, labelled
from annotator.app.widgets.plain_text import tip
from annotator.appearance import label, style
from annotator.claims.house_rules import Rule, warnings
from annotator.claims.service.claim_view import ClaimView
from annotator.claims.ui.details.verdict_row import VerdictRow
from annotator.claims.ui.details.warnings import Warnings
from annotator.claims.verdicts import Standing, Tag, Verdict, standing, standing_of
from annotator.kernel.wording import local_day


class MyTag(QWidget):
    """My verdict with its conclusion, and what the house rules miss in it."""

    evidence_asked = Signal()
    confirming_asked = Signal()
    left = Signal()
    """What was written is saved: the text is read on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._who = words("label")
        self._has_tag = False
        self._waits = words("caption", "Not saved yet. Give a verdict (1, 2 or 3) to save it.")
        self.verdicts = VerdictRow(theme)
        self.conclusion = SentenceField("Conclusion", "Your finding in one sentence", 1)
        self.search_note = SentenceField("Search note", "Where you looked, and for what")
        self._searched = labelled("Where I looked", self.search_note)
        self.warnings = Warnings()
        self.warnings.mending_asked.connect(self._mend)
        for field in (self.conclusion, self.search_note):
            field.left.connect(self.left)
        self.conclusion.textChanged.connect(self._show_waiting)
        layout = QVBoxLayout(self)
        bare(layout, Space.SMALL)
        layout.addWidget(self._who)
        layout.addWidget(self.verdicts)
        layout.addWidget(labelled("Conclusion", self.conclusion))
        layout.addWidget(self._waits)
        self.has_more = False
        self.more = QWidget()
        """What there is to say of the search, and what is missing; it may scroll."""
        below = QVBoxLayout(self.more)
        bare(below, Space.SMALL)
        below.addWidget(self._searched)
        below.addWidget(self.warnings)

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show my tag on a claim; the words in the fields are shown by those who know them."""
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
        found = warnings(tag, view.evidence, view.newest_version_id) if tag else ()
        self.warnings.show_warnings(found, theme)
        self.has_more = needed or bool(found)

    def _show_waiting(self) -> None:
        """Say of a conclusion without a verdict when it is saved."""
        self._waits.setVisible(not self._has_tag and bool(self.conclusion.words().strip()))

    def write_search_note(self) -> None:
        """Type where I looked."""
        self._searched.show()
        self.has_more = True
        self.more.show()
        self.search_note.setFocus()

    def _mend(self, rule: Rule) -> None:
        if rule is Rule.NO_SEARCH_NOTE:
            self.write_search_note()
        elif rule is Rule.NO_CONCLUSION:
            self.conclusion.setFocus()
        elif rule is Rule.OLDER_VERSION:
            self.confirming_asked.emit()
        else:
            self.evidence_asked.emit()


class OtherTags(QWidget):
    """What other checkers found, each under their name, and whether the checkers differ."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        bare(self._layout, Space.SMALL)
        self._shown: object = None

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the tags of others on a claim; the same as before is left as it is."""
        state = (view.other_tags, view.own_tag, view.evidence, view.newest_version_id, theme)
        if state == self._shown:
            return
        self._shown = state
        empty(self._layout)
        self.setVisible(bool(view.other_tags))
        if not view.other_tags:
            return
        self._layout.addWidget(words("label", "Other checkers"))
        differing = difference([*([view.own_tag] if view.own_tag else []), *view.other_tags])
        if differing:
            self._layout.addWidget(_differing(differing))
        for tag in view.other_tags:
            self._layout.addWidget(_card(tag, view))


def difference(tags: Sequence[Tag]) -> str:
    """How checkers differ, in words such as “2 verified, 1 disputed”; empty where they agree."""
    verdicts = [tag.verdict for tag in tags]
    if standing(verdicts) is not Standing.DIFFERING:
        return ""
    counts = {verdict: verdicts.count(verdict) for verdict in Verdict}
    found = ", ".join(f"{n} {label(v).lower()}" for v, n in counts.items() if n)
    return f"The checkers differ: {found}."


def _differing(sentence: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    bare(row, Space.SMALL)
    row.addWidget(_chip(Standing.DIFFERING, style(Standing.DIFFERING).letter))
    row.addWidget(words("strong", sentence), 1)
    return line


def _card(tag: Tag, view: ClaimView) -> QWidget:
    frame, layout = card()
    head = QHBoxLayout()
    head.setSpacing(Space.SMALL)
    head.addWidget(words("strong", tag.checker), 1)
    looks = style(standing_of(tag.verdict))
    head.addWidget(_chip(standing_of(tag.verdict), f"{looks.letter}  {looks.label}"))
    layout.addLayout(head)
    if tag.conclusion:
        layout.addWidget(words("", tag.conclusion))
    facts = [label(tag.reason) if tag.reason else "", local_day(tag.tagged_at)]
    layout.addWidget(words("caption", " · ".join(fact for fact in facts if fact)))
    if tag.search_note:
        layout.addWidget(words("caption", f"Search note: {tag.search_note}"))
    for warning in warnings(tag, view.evidence, view.newest_version_id):
        layout.addWidget(words("caption", warning.sentence))
    return frame


def _chip(of: Standing, said: str) -> QWidget:
    chip = mark("verdict", said)
    chip.setProperty("verdict", of.value)
    chip.setToolTip(tip(style(of).tooltip))
    return chip
