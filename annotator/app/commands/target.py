"""The target of a command: the visible selection, and no claim or words beside it.

The rule is a function of the visible selection, so that every command follows the same rule.
"""

from dataclasses import dataclass
from typing import Protocol

from annotator.kernel.positions import Span
from annotator.kernel.wording import count_of

RULE = (
    "A command acts on the words selected in the text. If none are, it acts on the claims "
    "chosen in the list, or else on the chosen claim or the one at the cursor. A claim out of "
    "view is shown first. Every step says what it did to which claim, with Undo beside it."
)
"""The rule in words, as the page of keys says it."""

NO_WORDS = "Select words in the text first."
NO_CLAIM = "Choose a claim first: click it in the text or in the list."
IN_OTHER_LIST = "This removes claims, and another list has the focus. Go to the text first."
UNMARKED = "There is no claim in the selected words. Mark them as a claim first, or click one."
AMBIGUOUS = "There is more than one claim in the selected words. Click the one you mean."


@dataclass(frozen=True, slots=True)
class Verb:
    """The kinds of target that a command can act on.

    ``takes_words``: the words selected, if any, rather than a claim. ``takes_claims``: a claim or
    none. ``takes_several``: all claims chosen together. ``uses_words``: the words selected belong
    to the act, and the claim is the chosen claim, wherever it stands. ``shows_it``: the act itself
    shows the claim, so that it may be out of view before. ``removes``: the act removes its target.
    """

    takes_words: bool = False
    takes_claims: bool = True
    takes_several: bool = False
    uses_words: bool = False
    shows_it: bool = False
    removes: bool = False


MARK = Verb(takes_words=True, takes_claims=False)
TAG = Verb(takes_words=True, takes_several=True)
CLAIMS = Verb(takes_several=True)
REMOVE = Verb(takes_several=True, removes=True)
CLAIM = Verb()
WRITE = Verb(shows_it=True)
PLACE = Verb(uses_words=True)


@dataclass(frozen=True, slots=True)
class Sight:
    """The words and claims that the user sees chosen when a command is given.

    ``selected`` are the words selected, ``words_in_view`` says whether any of them can be seen, and
    ``in_words`` names the claims that stand in them. ``several`` are the claims chosen together, if
    more than one. ``chosen`` is the claim at hand, ``chosen_in_view`` whether it can be seen where
    the work is, and ``at_caret`` the claims at the caret, if that can be seen. ``in_list``: the
    focus is in a list without claims, for example the list of articles.
    """

    selected: Span | None = None
    words_in_view: bool = True
    in_words: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    chosen: str = ""
    chosen_in_view: bool = True
    at_caret: tuple[str, ...] = ()
    in_list: bool = False


@dataclass(frozen=True, slots=True)
class WordsTarget:
    """The words selected."""

    span: Span


@dataclass(frozen=True, slots=True)
class ClaimTarget:
    """A claim or several claims, by their ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnseenTarget:
    """A target that is out of view, and is shown before a command acts on it."""

    target: WordsTarget | ClaimTarget


@dataclass(frozen=True, slots=True)
class NoTarget:
    """The reason why a command has no target, in a sentence."""

    why: str


Target = WordsTarget | ClaimTarget | UnseenTarget | NoTarget


class TargetSource(Protocol):
    """A source of targets: the words and claims that the user sees chosen."""

    def target(self, verb: Verb) -> WordsTarget | ClaimTarget | None:
        """Return the target of a command, or None after the reason is shown."""


def target(sight: Sight, verb: Verb) -> Target:
    """Return the target of a command with this verb, by the rule for the visible selection."""
    if sight.selected is not None and verb.takes_words:
        words = WordsTarget(sight.selected)
        return words if sight.words_in_view else UnseenTarget(words)
    if verb.uses_words:
        return ClaimTarget((sight.chosen,)) if sight.chosen else NoTarget(NO_CLAIM)
    if not verb.takes_claims or (verb.removes and sight.in_list):
        return NoTarget(IN_OTHER_LIST if verb.takes_claims else NO_WORDS)
    if sight.selected is not None:
        return _in_words(sight)
    return _several(sight, verb) if sight.several else _chosen(sight, verb)


def _several(sight: Sight, verb: Verb) -> Target:
    if verb.takes_several:
        return ClaimTarget(sight.several)
    chosen = count_of(len(sight.several), "claim is", "claims are")
    return NoTarget(f"{chosen} chosen. Choose one of them for this.")


def _in_words(sight: Sight) -> Target:
    """Return the claim in the selected words: the chosen claim, or the only claim."""
    if not sight.in_words:
        return NoTarget(UNMARKED)
    if sight.chosen not in sight.in_words and len(sight.in_words) > 1:
        return NoTarget(AMBIGUOUS)
    claims = ClaimTarget((sight.chosen if sight.chosen in sight.in_words else sight.in_words[0],))
    return claims if sight.words_in_view else UnseenTarget(claims)


def _chosen(sight: Sight, verb: Verb) -> Target:
    """Return the chosen claim, or the claim at the caret while the chosen claim is out of view."""
    chosen = ClaimTarget((sight.chosen,))
    if sight.chosen and (sight.chosen_in_view or sight.chosen in sight.at_caret):
        return chosen
    if sight.at_caret:
        return ClaimTarget(sight.at_caret[:1])
    if sight.chosen:
        return chosen if verb.shows_it else UnseenTarget(chosen)
    return NoTarget(NO_CLAIM)
