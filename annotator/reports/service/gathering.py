"""Builds the entries of claims from the rows of the project: chosen, and redacted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from itertools import count

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import Highlight, outermost_highlights
from annotator.claims.house_rules import HouseRule, warnings
from annotator.claims.verdicts import Tag
from annotator.claims.word_change import word_change
from annotator.evidence.model import Evidence
from annotator.kernel.moments import day_of
from annotator.people.model import CodeNames, Contact, Query
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.claims import ClaimEntry, TagEntry
from annotator.reports.entries.evidence import EvidenceEntry, SourceList
from annotator.reports.entries.people import (
    ContactEntry,
    QueryEntry,
    ReviewEntry,
    contact_entry,
    query_entry,
    review_entries,
    ruling_entry,
)
from annotator.reports.entries.redaction import redacted
from annotator.reports.entries.version_note import VersionNote
from annotator.reports.service import claim_rows
from annotator.reports.service.claim_rows import ClaimRows
from annotator.reports.service.held_verdict import verdict_of
from annotator.reports.service.selection import is_asked, is_shown
from annotator.review.model import claim_words

Placed = tuple[Claim, Sequence[Highlight]]


@dataclass(frozen=True, slots=True)
class EntryBuilder:
    """Builds the entries of an article's claims; ``sources`` collects the sources they show.

    ``article`` has its newest version. Days are those of the ``zone``; of this computer's if it is
    ``None``.
    """

    project: Project
    article: Article
    choices: ReportChoices
    sources: SourceList
    zone: tzinfo | None

    def entries(self, prefix: str, placed: Sequence[Placed]) -> tuple[ClaimEntry, ...]:
        """Return the entries of the claims that the choices ask for, in the order given.

        ``placed`` are claims with their highlights in the newest version.
        """
        claims = [claim for claim, _ in placed]
        found: Iterable[ClaimRows] = claim_rows.of_claims(
            self.project, self.article.id, [claim.id for claim in claims]
        )
        called = code_names(self.project, self.choices)
        agreed: tuple[ContactEntry, ...] = ()
        if self.choices.is_call_sheet:
            found = [*found]
            agreed = self._agreed(found)
        entries = (
            redacted(self._entry(pair, key, row, called, agreed), self.choices)
            for pair, key, row in zip(placed, _keys(prefix, claims), found, strict=True)
            if is_shown(pair[0], row, self.choices)
        )
        return _numbered(entries) if self._is_sheet else tuple(entries)

    def _agreed(self, rows: Iterable[ClaimRows]) -> tuple[ContactEntry, ...]:
        """Return the contacts on claims of the article, without those that say the same."""
        contacts = (contact for row in rows for contact in row.contacts)
        return tuple(dict.fromkeys(map(self._contact, contacts)))

    def _contact(self, contact: Contact) -> ContactEntry:
        return contact_entry(contact, show_confidential=self.choices.show_confidential)

    def _entry(
        self,
        placed: Placed,
        key: str,
        row: ClaimRows,
        called: CodeNames,
        agreed: Sequence[ContactEntry],
    ) -> ClaimEntry:
        claim, places = placed
        quoted = outermost_highlights(places or self._former_places(claim, row))
        standing, reasons, conclusions = verdict_of(row)
        return ClaimEntry(
            claim,
            key,
            tuple(dict.fromkeys(highlight.quote for highlight in quoted)),
            tuple(places),
            standing,
            reasons,
            conclusions,
            tuple(self._tag(tag, row) for tag in row.tags),
            self._evidence(row.evidence),
            self._queries(row.queries, called, agreed),
            tuple(map(self._contact, row.contacts)),
            self._reviews(claim, row),
            ruling_entry(row.ruling, row.tags, row.places, self.version_id, self.zone, row.note),
            tuple(row.against),
            self.project.articles.cited(self.version_id, [place.span for place in places]),
            self._note(row),
        )

    @property
    def version_id(self) -> str:
        """The id of the newest version."""
        return self.article.version.id

    def _former_places(self, claim: Claim, row: ClaimRows) -> list[Highlight]:
        """Return the places of a claim in the newest of the versions in which it stood."""
        everywhere = self.project.highlights.of_claim(claim.id)
        if row.note is None:
            return everywhere
        return [place for place in everywhere if place.version_id == row.note.version_id]

    def _note(self, row: ClaimRows) -> VersionNote | None:
        """Return why it does not stand in the newest version, with the reader's day."""
        if row.note is None or not row.note.left_at:
            return row.note
        return replace(row.note, left_on=day_of(row.note.left_at, self.zone))

    def _tag(self, tag: Tag, row: ClaimRows) -> TagEntry:
        broken = warnings(tag, row.evidence, self.version_id, row.places)
        return TagEntry(
            tag.id,
            tag.checker_id,
            tag.checker,
            tag.verdict,
            tag.reason,
            tag.conclusion,
            tag.search_note,
            tag.tagged_at,
            day_of(tag.tagged_at, self.zone),
            tag.version_id == self.version_id,
            # the words themselves stand beside the tag
            tuple(w for w in broken if w.rule is not HouseRule.OTHER_WORDS),
            word_change(tag, row.places, self.version_id),
        )

    def _evidence(self, pieces: Iterable[Evidence]) -> tuple[EvidenceEntry, ...]:
        if not self.choices.shows_evidence:
            return ()
        return tuple(map(self.sources.entry, pieces))

    @property
    def _is_sheet(self) -> bool:
        return self.choices.kind is ReportKind.QUERIES

    def _queries(
        self, queries: Iterable[Query], called: CodeNames, agreed: Sequence[ContactEntry]
    ) -> tuple[QueryEntry, ...]:
        """Return the questions; on a query sheet for one person, the questions to that person."""
        asked = (q for q in queries if not self._is_sheet or is_asked(q.addressee, self.choices))
        return tuple(query_entry(query, called, self.zone, agreed) for query in asked)

    def _reviews(self, claim: Claim, row: ClaimRows) -> tuple[ReviewEntry, ...]:
        if not row.reviews:
            return ()
        everywhere = self.project.highlights.of_claim(claim.id)
        words = claim_words(claim.statement, (highlight.quote for highlight in everywhere))
        return review_entries(row.reviews, row.tags, words, row.places, self.version_id, self.zone)


def _numbered(entries: Iterable[ClaimEntry]) -> tuple[ClaimEntry, ...]:
    """Return the entries of a query sheet with their questions numbered from 1."""
    number = count(1)
    return tuple(
        replace(
            entry,
            all_queries=tuple(replace(each, number=next(number)) for each in entry.all_queries),
        )
        for entry in entries
    )


def code_names(project: Project, choices: ReportChoices) -> CodeNames:
    """Return the code names of the people asked, as a report with these choices shows them."""
    return CodeNames() if choices.show_confidential else project.people.code_names()


def _keys(prefix: str, claims: Iterable[Claim]) -> list[str]:
    """An address for each claim by its number; merged files may hold a number twice."""
    met: dict[int, int] = {}
    keys = []
    for claim in claims:
        again = met[claim.number] = met.get(claim.number, 0) + 1
        keys.append(f"{prefix}-c{claim.number}" + (f"-{again}" if again > 1 else ""))
    return keys
