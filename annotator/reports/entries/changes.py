"""The changes of an article since it was checked, as a report may show them.

The desk reads every sentence that is still to be read, with the words that stood there. The public
is told their number, and no word of an older text. People outside are asked, and not told of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.kernel.word_difference import ComparedText, compare_words
from annotator.kernel.wording import count_of, day_in_words, form_for
from annotator.people.model import WRITER
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.revisions.unread import ChangedSentence, NewToRead

_LONGEST = 600
"""Code points of a sentence that a list shows."""


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that is to be read since it changed; ``before`` is empty if it is new.

    Both are told whole, or shortened far from their differences. ``unread`` is its number among the
    sentences of the text that no checker has looked at; 0 if it has none.
    """

    now: ComparedText
    before: ComparedText
    unread: int = 0

    @property
    def is_new(self) -> bool:
        """Whether no sentence of the version that was checked became this one."""
        return not self.before.words


@dataclass(frozen=True, slots=True)
class ChangesSinceCheck:
    """The part of a report on changes since the check: a sentence, and lists.

    Args:
        told: The sentence for the head of the article.
        to_read: How many changed and new sentences are still to be read.
        sentences: The sentences to read, in text order; none where the report does not show them.
        cut: The sentences that were cut; none where the report does not show them.
    """

    told: str
    to_read: int
    sentences: tuple[SentenceChange, ...] = ()
    cut: tuple[str, ...] = ()


def changes_since_check(
    found: NewToRead | None, day: str, choices: ReportChoices, unread: Sequence[Span] = ()
) -> ChangesSinceCheck | None:
    """Return the part of a report of a kind on changes; ``None`` where it has none.

    Args:
        found: The changes, or ``None`` if no version was checked before.
        day: The day of the version that was checked, in ISO.
        choices: The choices of the report.
        unread: The sentences of the text that no checker has looked at, in text order.
    """
    if found is None or choices.kind is ReportKind.PUBLISHED:
        return None
    to_read = len(found.unread)
    if choices.kind is ReportKind.INTERNAL:
        numbers = {span.start: number for number, span in enumerate(unread, start=1)}
        sentences = tuple(_change(one, numbers.get(one.span.start, 0)) for one in found.unread)
        cut = tuple(excerpt(_in_line(one.words), _LONGEST) for one in found.changes.cut)
        return ChangesSinceCheck(found.told, to_read, sentences, cut)
    if choices.kind is ReportKind.PUBLIC:
        told = f"We checked the version of {day_in_words(day)}. {_in_public(to_read)}"
        return ChangesSinceCheck(told, to_read) if to_read else None
    is_for_others = choices.is_call_sheet or choices.addressee not in {None, "", WRITER}
    if choices.kind is ReportKind.CORRECTIONS or not is_for_others:
        return ChangesSinceCheck(found.told_briefly, to_read)
    return None


def _in_public(to_read: int) -> str:
    were = form_for(to_read, "was", "were")
    those = form_for(to_read, "it is not", "these are not")
    return (
        f"Since then {count_of(to_read, 'sentence')} of the text {were} changed or added; "
        f"{those} checked."
    )


def _change(sentence: ChangedSentence, unread: int) -> SentenceChange:
    now = _in_line(sentence.now)
    if sentence.is_new:
        return SentenceChange(ComparedText(excerpt(now, _LONGEST)), ComparedText(""), unread)
    found = compare_words(_in_line(sentence.before), now)
    return SentenceChange(found.now, found.before, unread)


def _in_line(words: str) -> str:
    return " ".join(words.split())
