"""The corrections of a published text, as a report may show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.reports.choices import ReportChoices
from annotator.revisions.corrections import CorrectionRecord
from annotator.revisions.model import CorrectionKind


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """A note by which readers are told of a change; ``corrected_on`` is an ISO date.

    ``version`` is the number of the version that has the new words, and ``address`` the page on
    which it was published, empty if it has none. ``checker`` wrote it, and is empty in a
    report without names.
    """

    kind: CorrectionKind
    old_words: str
    new_words: str
    note: str
    corrected_on: str
    version: int
    address: str = ""
    checker: str = ""

    @property
    def is_for_readers(self) -> bool:
        """Whether it is a note, and not the reason why none is needed."""
        return self.kind is not CorrectionKind.NOT_NEEDED


def correction_entries(
    records: Iterable[CorrectionRecord], address: str, choices: ReportChoices
) -> tuple[CorrectionEntry, ...]:
    """Return the corrections that a report shows, in the order of time.

    Readers get the notes without names; the reasons why a change needs none stay at the desk.

    Args:
        records: The corrections of the article.
        address: The address of the published article, for versions without their own.
        choices: The choices of the report.
    """
    public = choices.is_for_readers
    return tuple(
        CorrectionEntry(
            record.details.kind,
            record.details.old_words,
            record.details.new_words,
            record.details.note,
            record.details.corrected_on,
            record.version.number,
            record.version.published_url or address,
            "" if public else record.checker,
        )
        for record in sorted(records, key=lambda record: record.order)
        if record.is_for_readers or not public
    )
