"""What changed in an article since it was checked, as a report may show it.

The desk reads every sentence that nobody has looked at, with what stood there. The public is told
how many these are, and none of the words of an older text. People who are asked are told nothing.
"""

from dataclasses import dataclass

from annotator.kernel.excerpts import excerpt
from annotator.kernel.word_difference import ComparedText, compare_words
from annotator.kernel.wording import count_of, day_in_words, form_for
from annotator.people.model import WRITER
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.revisions.unread import ChangedSentence, NewToRead

_LONGEST = 600
"""Code points of a sentence that a list shows."""


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that nobody has looked at since it changed; ``before`` is empty if it is new.

    Both are told whole, or shortened far from their differences.
    """

    now: ComparedText
    before: ComparedText

    @property
    def is_new(self) -> bool:
        """Whether no sentence of the version that was checked became this one."""
        return not self.before.words


@dataclass(frozen=True, slots=True)
class ChangesSinceCheck:
    """What a report says of changes since the check, as a sentence and as lists.

    Args:
        told: The sentence for the head of the article.
        to_read: How many changed and new sentences nobody has looked at.
        sentences: These sentences, in text order; none where the report does not show them.
        cut: The sentences that were cut; none where the report does not show them.
    """

    told: str
    to_read: int
    sentences: tuple[SentenceChange, ...] = ()
    cut: tuple[str, ...] = ()


def changes_since_check(
    found: NewToRead | None, day: str, choices: ReportChoices
) -> ChangesSinceCheck | None:
    """Return what a report of a kind says of changes; ``None`` where it says nothing.

    Args:
        found: What changed, or ``None`` if no version was checked before.
        day: The day of the version that was checked, in ISO.
        choices: The choices of the report.
    """
    if found is None:
        return None
    to_read = len(found.unread)
    if choices.kind is ReportKind.INTERNAL:
        sentences = tuple(map(_change, found.unread))
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


def _change(sentence: ChangedSentence) -> SentenceChange:
    now = _in_line(sentence.now)
    if sentence.is_new:
        return SentenceChange(ComparedText(excerpt(now, _LONGEST)), ComparedText(""))
    found = compare_words(_in_line(sentence.before), now)
    return SentenceChange(found.now, found.before)


def _in_line(words: str) -> str:
    return " ".join(words.split())
