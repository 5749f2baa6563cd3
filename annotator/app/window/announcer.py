"""Tells a screen reader the facts that others see at a glance: the chosen claim and its state."""

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible

from annotator.app.session.session import Session
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label
from annotator.claims.fields import Claim
from annotator.claims.highlights import PaintedHighlight
from annotator.claims.service.claim_view import read_claim_view
from annotator.claims.ui.text.view import ArticleView
from annotator.claims.verdicts import Standing
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.kernel.wording import quoted

_Said = tuple[str, str]
"""A claim, and how it stood when that was said."""
_Passed = tuple[str, str]
"""A claim, and the words said of it on the way."""
_WORDS = 120
"""Letters of a claim that are said."""
_STEP = 1000
"""Code points up to which the caret is taken to pass the text between, as a reader does."""


class Announcer(QObject):
    """Says the chosen claim, and where highlights begin and end as the caret passes them.

    All effects of an act are said in a single announcement, after it. The text's description names
    the claims at the caret, too. No text is read while no screen reader is there.
    """

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._done: list[str] = []
        self._has_moved = False
        self._here: set[_Said] = set()
        self._chosen: _Said = "", ""
        self._chose = ""
        """The claim that was chosen otherwise than by the caret coming to it."""
        self._warned: tuple[str, ...] = ()
        self._place = 0, 0
        self._saying = make_timer(self, 0, once=True)
        self._saying.timeout.connect(self._say)
        session.article_chosen.connect(lambda _article: self._forget())
        session.claim_chosen.connect(lambda _claim: self._tell_chosen())
        session.refreshed.connect(self._tell_chosen)
        session.done.connect(lambda sentence, _undo: self._tell_done(sentence))
        view.cursorPositionChanged.connect(self._tell_passed)

    def _forget(self) -> None:
        self._here, self._chosen, self._warned = set(), ("", ""), ()
        self._has_moved, self._place = False, (0, 0)
        self._view.setAccessibleDescription("")

    def _tell_done(self, sentence: str) -> None:
        if QAccessible.isActive():
            self._done.append(sentence)
            self._saying.start()

    def tell_instead(self, sentence: str) -> None:
        """Say the last act in the words of this sentence, rather than in the usual words."""
        self._done = self._done[:-1]
        self._tell_done(sentence)

    def _tell_chosen(self) -> None:
        if not QAccessible.isActive():
            return
        claim = self._session.claim
        if claim is None:
            # nothing is to be read aloud of a claim that is gone
            self._chosen = "", ""
            self._view.setAccessibleDescription("")
        elif claim.id != self._chosen[0] and claim.id not in {one for one, _ in self._here}:
            self._chose = claim.id
        self._saying.start()

    def _tell_passed(self) -> None:
        # what is read page by page is asked for at every key: only for those who hear it
        if not QAccessible.isActive() or not self._view.hasFocus():
            return
        here = self._view.highlights_at(self._view.caret())
        self._here = {(h.claim_id, label(h.standing)) for h in here}
        self._view.setAccessibleDescription("; ".join(in_words(h.number, h.standing) for h in here))
        self._has_moved = True
        self._saying.start()

    def _passed(self) -> list[_Passed]:
        """Return the claims that the caret passed since the last announcement, in their order."""
        if not self._has_moved:
            return []
        view, self._has_moved = self._view, False
        (was, anchor), now, selected = self._place, view.caret(), view.selected()
        self._place = now, view.textCursor().anchor()
        if selected is not None and anchor != self._place[1]:
            # a whole stretch was selected at once
            return [(h.claim_id, _inside(h)) for h in view.highlights_in(selected)]
        between = Span(min(was, now), max(was, now) + 1)
        near = (
            view.highlights_in(between)
            if len(between) <= _STEP
            else [*view.highlights_at(was), *view.highlights_at(now)]
        )
        events = [event for highlight in near for event in _events(highlight, was, now)]
        # where one ends and the next begins, the end comes first
        ahead = 1 if was <= now else -1
        events.sort(key=lambda event: (ahead * event[0], event[2].endswith("begins")))
        return [(claim_id, words) for _place, claim_id, words in events]

    def _say(self) -> None:
        """Say the acts done, the claims passed and the claim chosen by now, each a single time."""
        done, passed, chose = self._done, self._passed(), self._chose
        self._done, self._chose = [], ""
        claim = self._session.claim
        chosen = self._tell_of(claim, done, chose) if claim is not None else ""
        words = "; ".join(said for claim_id, said in passed if claim_id != chose)
        announce(self._view, " ".join(filter(None, [*done, f"{words}." if words else "", chosen])))

    def _tell_of(self, claim: Claim, done: list[str], chose: str) -> str:
        """Return the words for the chosen claim; put them into the sentence of ``done`` on it."""
        row = self._session.project.claims.row(claim.id)
        if row is None:
            return ""
        said = claim.id, label(row.standing)
        is_met = chose != claim.id != self._chosen[0] and said in self._here
        has_changed = said != self._chosen
        is_new = has_changed and not is_met
        missing = self._missing(claim)
        self._chosen = said
        words = quoted(excerpt(" ".join(row.words.split()), _WORDS))
        named = in_words(row.number, row.standing)
        if has_changed:
            self._view.setAccessibleDescription(named)
        for at, sentence in enumerate(done):
            if sentence.startswith(f"Claim {row.number} "):
                done[at] = f"{sentence.removesuffix('.')}: {words}."
                is_new = False
        return " ".join([f"{named}: {words}."] * is_new + missing)

    def _missing(self, claim: Claim) -> list[str]:
        """Return the house rules that my tag does not keep, unless they were said just before."""
        view = read_claim_view(self._session.project, claim)
        tag = view.own_tag
        found = view.warnings(tag) if tag else ()
        before = self._warned if self._chosen[0] == claim.id else ()
        self._warned = tuple(warning.sentence for warning in found)
        return [sentence for sentence in self._warned if sentence not in before]


def in_words(number: int, standing: Standing) -> str:
    """Return the spoken name of a claim: “Claim 12, verified”."""
    return f"Claim {number}, {label(standing).lower()}"


def _inside(highlight: PaintedHighlight) -> str:
    return f"In claim {highlight.number}, {label(highlight.standing).lower()}"


def _events(highlight: PaintedHighlight, was: int, now: int) -> Iterator[tuple[int, str, str]]:
    """Yield the borders of a highlight that the caret passes, its claim and the words to say."""
    span, claim_id = highlight.span, highlight.claim_id
    was_inside, is_inside = (span.start <= place < span.end for place in (was, now))
    if was < span.start <= now or (now == span.start and not was_inside):
        yield span.start, claim_id, f"{in_words(highlight.number, highlight.standing)}, begins"
    elif is_inside and not was_inside:
        yield span.end, claim_id, _inside(highlight)
    if was < span.end <= now:
        yield span.end, claim_id, f"Claim {highlight.number} ends"
    elif was_inside and not is_inside:
        yield span.start, claim_id, f"Out of claim {highlight.number}"
