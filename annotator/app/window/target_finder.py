"""The visible selection of the window, and the claims or words that a command acts on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.app.commands.target import (
    ClaimTarget,
    NoTarget,
    Sight,
    UnseenTarget,
    Verb,
    WordsTarget,
    target,
)
from annotator.app.details.pane import ClaimsPane
from annotator.app.session.session import Session
from annotator.app.widgets.lists.rows import RowsView
from annotator.claims.fields import Claim
from annotator.claims.ui.text.view import ArticleView
from annotator.kernel.positions import Span


class TargetFinder(QObject):
    """Reads off the panes which words and claims the user sees chosen.

    A target out of view is scrolled into view before a command acts on it.
    """

    def __init__(self, session: Session, view: ArticleView, claims: ClaimsPane) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._claims = claims
        view.selectionChanged.connect(self._leave_list)
        claims.listing.several_chosen.connect(self._leave_text)

    def sight(self) -> Sight:
        """Return which words and claims are chosen now, and which of them can be seen."""
        listing, claim = self._claims.listing, self._session.claim
        shows_text = self._session.article is not None and not listing.list.is_table
        seen = self._view.in_view() if shows_text else None
        selected = self._view.marking() if shows_text else None
        several = listing.chosen_ids() if len(listing.list.chosen_rows()) > 1 else []
        caret = self._view.caret()
        return Sight(
            selected,
            words_in_view=bool(selected and seen and seen.overlaps(selected)),
            in_words=self._in_words(selected, seen),
            several=tuple(several),
            chosen=claim.id if claim else "",
            chosen_in_view=claim is not None and self._is_seen(claim, seen),
            at_caret=self._at(caret) if seen and seen.start <= caret <= seen.end else (),
            in_list=isinstance(self._focus(), RowsView) and self._focus() is not listing.list,
        )

    def target(self, verb: Verb) -> WordsTarget | ClaimTarget | None:
        """Return the target of a command and choose its claim.

        Returns:
            The target. None where there is none, after the reason is shown; and where the target is
                out of view, after it is scrolled into view.
        """
        found = target(self.sight(), verb)
        if isinstance(found, NoTarget):
            self._session.cannot.emit(found.why)
            return None
        if isinstance(found, WordsTarget) and not self._is_newest():
            return None
        if isinstance(found, UnseenTarget):
            self._show(found.target)
            return None
        if isinstance(found, ClaimTarget) and len(found.ids) == 1:
            self._claims.listing.choose_one()
            self._session.choose_claim(found.ids[0], reveal=False)
        return found

    def aimed(self, verb: Verb, slot: Callable[[], object]) -> Callable[[], object]:
        """Return a slot that runs another once the claim it is about is found and chosen."""

        def run() -> None:
            if self.target(verb) is not None:
                slot()

        return run

    def in_newest(self, slot: Callable[[], object]) -> Callable[[], object]:
        """Return a slot that runs another while the newest version is read, or says why not."""

        def run() -> None:
            if self._is_newest():
                slot()

        return run

    # inner workings

    def _is_newest(self) -> bool:
        """Return whether the newest version is read; say so if it is not."""
        read, newest = self._session.reading, self._session.article
        if read is None or newest is None or not self._session.reads_older:
            return True
        self._session.cannot.emit(
            f"You are reading version {read.version.number}, where nothing is marked or moved. "
            f"Go back to version {newest.version.number}, the newest, first."
        )
        return False

    def _focus(self) -> QWidget | None:
        return self._claims.window().focusWidget()

    def _in_words(self, selected: Span | None, seen: Span | None) -> tuple[str, ...]:
        """Return the claims in the visible part of the selected words, as a text may hold many."""
        if selected is None:
            return ()
        if seen is None or not seen.overlaps(selected):
            return self._view.claims_in(Span(selected.start, selected.start + 1))
        shown = Span(max(selected.start, seen.start), min(selected.end, seen.end))
        return self._view.claims_in(shown)

    def _at(self, caret: int) -> tuple[str, ...]:
        found = self._view.highlights_at(caret) or self._view.highlights_at(max(0, caret - 1))
        return tuple(dict.fromkeys(h.claim_id for h in found))

    def _is_seen(self, claim: Claim, seen: Span | None) -> bool:
        """Return whether the user can see the claim at hand: its row, its words or its details."""
        rows, details = self._claims.list, self._claims.details
        focus = self._focus()
        if focus is not None and details.isAncestorOf(focus):
            return True
        if seen is not None and self._view.place_at_hand() is not None:
            return True
        row = self._claims.model.row_of(claim.id)
        if focus is rows or seen is None:
            return row >= 0 and rows.viewport().rect().intersects(rows.visualRect(rows.at(row)))
        # a claim of another version stands nowhere in this text
        article, project = self._session.reading, self._session.project
        places = project.highlights.of_claim(claim.id)
        return article is not None and all(h.version_id != article.version.id for h in places)

    def _show(self, found: WordsTarget | ClaimTarget) -> None:
        if isinstance(found, WordsTarget):
            self._view.go_to(found.span)
            self._say("The selected words were", "mark them")
            return
        self._session.choose_claim(found.ids[0])
        claim = self._session.claim
        if claim is not None:
            rows = self._claims.list
            rows.scrollTo(rows.at(max(0, self._claims.model.row_of(claim.id))))
            self._say(f"Claim {claim.number} was", "do it")

    def _say(self, what: str, act: str) -> None:
        self._session.told.emit(f"{what} out of view. Press the key again to {act}.")

    def _leave_text(self, chosen: int) -> None:
        if chosen > 1:
            # words selected before would be meant in their place
            self._view.clear_selection()

    def _leave_list(self) -> None:
        if self._view.textCursor().hasSelection():
            self._claims.listing.choose_one()


def aim(
    sighting: TargetFinder, verbs: dict[str, Verb], slots: dict[str, Callable[[], object]]
) -> dict[str, Callable[[], object]]:
    """Return the slots, each behind the verb of its command if the command has a verb.

    Args:
        sighting: Finds the target of each command.
        verbs: The verb of each command that acts on words or claims, by the id of the command.
        slots: The slot of each command, by the id of the command.
    """
    return {
        name: partial(sighting.aimed(verbs[name], slot)) if name in verbs else slot
        for name, slot in slots.items()
    }
