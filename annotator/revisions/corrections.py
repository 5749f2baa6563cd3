"""The notes by which readers are told how a published text was changed, and which are missing.

A published text changes with each later version: that is published in its turn, or is the newest.
Each passage with other words asks for a note, or for the reason why it needs none.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotator.articles.model import Version
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.day_validation import check_day
from annotator.kernel.errors import InvalidValue
from annotator.kernel.positions import Span
from annotator.revisions.comparison import Passage, PassageKind, TextComparison
from annotator.revisions.model import Correction, CorrectionKind


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """A correction of an article, on its ``version`` with the new words.

    ``id`` follows from the changed passage that it was made for, if any. ``checker`` is the name of
    its author.
    """

    id: str
    article_id: str
    version: Version
    checker_id: str
    checker: str
    details: Correction
    created_at: str

    @property
    def is_for_readers(self) -> bool:
        """Whether readers are told of it; a reason why no note is needed is for the desk alone."""
        return self.details.kind is not CorrectionKind.NOT_NEEDED

    @property
    def order(self) -> tuple[str, str, str]:
        """Its place in the order of time."""
        return self.details.corrected_on, self.created_at, self.id

    @property
    def called(self) -> str:
        """Its name within a sentence, as “a correction”."""
        return _CALLED[self.details.kind]


_CALLED = {
    CorrectionKind.CORRECTION: "a correction",
    CorrectionKind.CLARIFICATION: "a clarification",
    CorrectionKind.UPDATE: "an update",
    CorrectionKind.RETRACTION: "a retraction",
    CorrectionKind.EDITORS_NOTE: "an editor’s note",
    CorrectionKind.NOT_NEEDED: "a change without a note",
}


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """A passage of a published text that has other words in a later version.

    ``id`` is that of its correction. The words are empty where the passage was put in or taken out.
    """

    id: str
    published: Version
    changed: Version
    old_words: str
    new_words: str

    @property
    def proposal(self) -> Correction:
        """The correction as it is proposed; a person chooses its kind."""
        kind = CorrectionKind.CORRECTION if self.old_words else CorrectionKind.UPDATE
        return Correction(kind, self.old_words, self.new_words, "", self.changed.published_on)


def changed_texts(versions: Sequence[Version]) -> list[tuple[Version, Version]]:
    """Return each published version with the version that came in its place, oldest first.

    In the place of a published text comes the next that was published, and in that of the last
    published text the newest version.

    Args:
        versions: The versions of an article, oldest first.
    """
    published = [version for version in versions if version.published_on]
    ends = [*published, *(versions[-1:] if published and versions[-1] != published[-1] else ())]
    return [*pairwise(ends)]


def published_address(versions: Sequence[Version], otherwise: str) -> str:
    """Return the page on which an article was published last, or another address if none is known.

    Args:
        versions: The versions of the article, oldest first.
        otherwise: The address that the article has.
    """
    pages = (version.published_url for version in reversed(versions))
    return next(filter(None, pages), otherwise)


def changed_passages(comparison: TextComparison) -> Iterator[tuple[str, str]]:
    """Yield the words before and after of each passage that has other words, in text order."""
    for passage in comparison.passages:
        if passage.kind is PassageKind.MOVED_AWAY or not passage.has_other_words:
            continue
        old = passage.old or _other_end(comparison, passage)
        before = old.of(comparison.old).strip() if old else ""
        after = passage.new.of(comparison.new).strip() if passage.new else ""
        if _spaced(before) != _spaced(after):
            yield before, after


def unexplained(
    changes: Iterable[PublishedChange], records: Collection[CorrectionRecord]
) -> list[PublishedChange]:
    """Return the changes that have neither a note nor a reason why they need none.

    A note answers a change that it was made for, or that has its very words.
    """
    made_for = {record.id for record in records}
    said = {_words(r.details.old_words, r.details.new_words, r.version) for r in records}
    return [
        change
        for change in changes
        if change.id not in made_for
        and _words(change.old_words, change.new_words, change.changed) not in said
    ]


def checked(correction: Correction) -> Correction:
    """Return a correction without white space around its words, if it can be kept.

    Raises:
        InvalidValue: It has no day, or leaves out the changed words.
        UnusableCharacters: Some words cannot be kept.
    """
    for words in (correction.old_words, correction.new_words, correction.note):
        check_usable(words)
    trimmed = replace(
        correction,
        old_words=correction.old_words.strip(),
        new_words=correction.new_words.strip(),
        note=correction.note.strip(),
    )
    if not check_day("Day of the correction", trimmed.corrected_on):
        raise InvalidValue("Day of the correction", "say when the text was corrected")
    _check_words(trimmed)
    return trimmed


def _check_words(correction: Correction) -> None:
    match correction.kind:
        case CorrectionKind.NOT_NEEDED if not correction.note:
            raise InvalidValue("Reason", "say why the change needs no note")
        case CorrectionKind.EDITORS_NOTE if not correction.note:
            raise InvalidValue("Note", "write what readers are told")
        case CorrectionKind.RETRACTION if not (correction.old_words or correction.note):
            raise InvalidValue("Words before", "say what is withdrawn")
        case CorrectionKind.CORRECTION | CorrectionKind.CLARIFICATION | CorrectionKind.UPDATE:
            if not (correction.old_words or correction.new_words):
                raise InvalidValue("Words before", "say which words were changed")


def _other_end(comparison: TextComparison, passage: Passage) -> Span | None:
    if passage.other_end is None:
        return None
    return comparison.passages[passage.other_end].old


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _words(old: str, new: str, version: Version) -> tuple[str, str, str]:
    return _spaced(old), _spaced(new), version.id
