"""What somebody chooses when they ask for a report: its kind, its claims, and what it may show."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from annotator.claims.verdicts import Standing
from annotator.kernel.errors import InvalidValue


class ReportKind(StrEnum):
    """Whom a report is for; what it holds follows from it."""

    INTERNAL = "internal"
    QUERIES = "queries"
    CORRECTIONS = "corrections"
    PUBLIC = "public"


JUDGING = frozenset({ReportKind.INTERNAL, ReportKind.PUBLIC})
"""The kinds that say how claims were judged, and of all of them."""


class ReportSection(StrEnum):
    """A part of a report on an article, in the order in which they stand there."""

    ATTENTION = "attention"
    QUERIES = "queries"
    COUNTS = "counts"
    RECORD = "record"
    CORRECTIONS = "corrections"
    CLAIMS = "claims"
    TEXT = "text"
    SOURCES = "sources"
    SIGN_OFF = "sign-off"
    METHOD = "method"


SECTIONS: Mapping[ReportKind, frozenset[ReportSection]] = MappingProxyType(
    {
        ReportKind.INTERNAL: frozenset(ReportSection),
        ReportKind.QUERIES: frozenset({ReportSection.QUERIES}),
        ReportKind.CORRECTIONS: frozenset({ReportSection.CORRECTIONS}),
        ReportKind.PUBLIC: frozenset(
            {
                ReportSection.COUNTS,
                ReportSection.CLAIMS,
                ReportSection.TEXT,
                ReportSection.SOURCES,
                ReportSection.METHOD,
            }
        ),
    }
)


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """What a report is to hold; the default is everything that an editor needs.

    ``article_ids`` are the articles in their order, ``None`` for all by number; no ``standings``
    are all of them. ``checker_id`` asks for the claims that this checker tagged, ``addressee`` for
    the queries to one person (``None`` for everybody's). ``name_checkers`` is for public reports,
    which name none unless asked to; ``show_confidential`` never is for them. ``template`` is a
    folder with a person's own templates, which only web pages are made from.
    """

    kind: ReportKind = ReportKind.INTERNAL
    article_ids: tuple[str, ...] | None = None
    standings: frozenset[Standing] = frozenset()
    only_settled: bool = False
    checker_id: str = ""
    addressee: str | None = None
    with_text: bool = True
    name_checkers: bool = False
    show_confidential: bool = False
    template: Path | None = None

    def checked(self) -> "ReportChoices":
        """The choices themselves, if they go together.

        Raises:
            InvalidValue: confidential sources in a report that anybody may read.
        """
        if self.show_confidential and self.kind is ReportKind.PUBLIC:
            raise InvalidValue("Confidential sources", "a public report never shows them")
        return self

    @property
    def sections(self) -> frozenset[ReportSection]:
        """The parts of the report."""
        return SECTIONS[self.kind] - (frozenset() if self.with_text else {ReportSection.TEXT})

    @property
    def shows_evidence(self) -> bool:
        """Whether it says on what the verdicts rest."""
        return self.kind is not ReportKind.QUERIES

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it."""
        return self.kind is ReportKind.PUBLIC
