"""The choices of a user who asks for a report: its kind, its claims, the details it may show."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from annotator.claims.verdicts import Standing
from annotator.kernel.errors import InvalidValue


class ReportKind(StrEnum):
    """The reader that a report is for; its contents follow from the kind."""

    INTERNAL = "internal"
    QUERIES = "queries"
    CORRECTIONS = "corrections"
    PUBLIC = "public"
    PUBLISHED = "published-corrections"


JUDGING = frozenset({ReportKind.INTERNAL, ReportKind.PUBLIC})
"""The kinds that say how claims were judged, and of all of them."""


class ReportSection(StrEnum):
    """A part of a report on an article, in the order in which they stand there."""

    ATTENTION = "attention"
    CHANGED = "changed"
    UNREAD = "unread"
    QUERIES = "queries"
    COUNTS = "counts"
    RECORD = "record"
    CORRECTIONS = "corrections"
    PUBLISHED = "published"
    CLAIMS = "claims"
    TEXT = "text"
    SOURCES = "sources"
    SIGN_OFF = "sign-off"
    METHOD = "method"


SECTIONS: Mapping[ReportKind, frozenset[ReportSection]] = MappingProxyType(
    {
        ReportKind.INTERNAL: frozenset(ReportSection),
        ReportKind.QUERIES: frozenset({ReportSection.QUERIES}),
        ReportKind.CORRECTIONS: frozenset({ReportSection.ATTENTION, ReportSection.CORRECTIONS}),
        ReportKind.PUBLIC: frozenset(
            {
                ReportSection.COUNTS,
                ReportSection.PUBLISHED,
                ReportSection.CLAIMS,
                ReportSection.TEXT,
                ReportSection.SOURCES,
                ReportSection.METHOD,
            }
        ),
        ReportKind.PUBLISHED: frozenset({ReportSection.PUBLISHED}),
    }
)


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """The contents of a report; the default is the full report that an editor needs.

    ``article_ids`` are the articles in their order, ``None`` for all by number; no ``standings``
    are all of them. ``checker_id`` asks for the claims that this checker tagged, ``addressee`` for
    the queries to a single person (``None`` for all queries). ``name_checkers`` is for public
    reports, which name none unless asked to, and so is ``with_reading``, which says how much of the
    text was looked at; ``show_confidential`` never is for them. ``template`` is a folder with a
    person's own templates, which only web pages are made from. A query sheet ``with_text`` quotes
    the article; without it, it is a call sheet.
    """

    kind: ReportKind = ReportKind.INTERNAL
    article_ids: tuple[str, ...] | None = None
    standings: frozenset[Standing] = frozenset()
    only_settled: bool = False
    checker_id: str = ""
    addressee: str | None = None
    with_text: bool = True
    name_checkers: bool = False
    with_reading: bool = False
    show_confidential: bool = False
    since: int = 0
    """The number of the version that was checked; 0 for the version that the work shows."""
    template: Path | None = None

    def checked(self) -> "ReportChoices":
        """Return the choices themselves, if they go together.

        Raises:
            InvalidValue: confidential sources in a report for the public.
        """
        if self.show_confidential and self.is_for_readers:
            raise InvalidValue("Confidential sources", "a public report never shows them")
        return self

    @property
    def sections(self) -> frozenset[ReportSection]:
        """The parts of the report."""
        return SECTIONS[self.kind] - (frozenset() if self.with_text else {ReportSection.TEXT})

    @property
    def is_call_sheet(self) -> bool:
        """Whether it is a query sheet with the terms of each person and no words of the article."""
        return self.kind is ReportKind.QUERIES and not self.with_text

    @property
    def shows_evidence(self) -> bool:
        """Whether the report shows the evidence behind the verdicts."""
        return self.kind not in {ReportKind.QUERIES, ReportKind.PUBLISHED}

    @property
    def tells_reading(self) -> bool:
        """Whether the report says how much of the text was looked at."""
        return self.kind is ReportKind.INTERNAL or (self.is_public and self.with_reading)

    @property
    def is_public(self) -> bool:
        """Whether the report gives verdicts to the public."""
        return self.kind is ReportKind.PUBLIC

    @property
    def is_for_readers(self) -> bool:
        """Whether everybody may read the report."""
        return self.kind in {ReportKind.PUBLIC, ReportKind.PUBLISHED}
