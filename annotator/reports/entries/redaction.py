"""The parts of a claim's entry that each kind of report may show: cut before any rendering."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from annotator.claims.fields import CLAIM_FIELDS, Claim
from annotator.claims.model import ClaimStatus
from annotator.claims.verdicts import Standing
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.claims import ClaimEntry, TagEntry
from annotator.reports.entries.version_note import VersionNote


def redacted(entry: ClaimEntry, choices: ReportChoices) -> ClaimEntry:
    """Return the entry without the parts that a report of the chosen kind keeps to the desk."""
    return _REDACTIONS[choices.kind](entry, choices)


def _as_it_is(entry: ClaimEntry, _choices: ReportChoices) -> ClaimEntry:
    return entry


def _for_the_writer(entry: ClaimEntry, choices: ReportChoices) -> ClaimEntry:
    """The words and the open questions: no verdict, lest it stands before the answer does.

    A call sheet has the questions without the words.
    """
    claim = entry.claim
    if choices.is_call_sheet:
        bare = Claim(claim.id, claim.article_id, claim.number, created_at=claim.created_at)
        return ClaimEntry(bare, entry.key, (), (), Standing.UNTAGGED, all_queries=entry.queries)
    return ClaimEntry(
        _without_the_desk(claim),
        entry.key,
        entry.quotes,
        entry.highlights,
        Standing.UNTAGGED,
        all_queries=entry.queries,
        cited=entry.cited,
        note=_nameless(entry.note),
    )


def _for_the_desk(entry: ClaimEntry, _choices: ReportChoices) -> ClaimEntry:
    """Return the entry with the wordings, their reasons and evidence, without the way to them."""
    against = tuple(each.without_names for each in entry.against)
    desk = replace(entry, tags=(), all_queries=(), contacts=(), reviews=(), ruling=None)
    return replace(desk, against=against, note=_nameless(entry.note))


def _for_the_public(entry: ClaimEntry, choices: ReportChoices) -> ClaimEntry:
    tags = tuple(map(_for_everybody, entry.held_tags)) if choices.name_checkers else ()
    desk = _without_the_desk(entry.claim)
    return replace(
        entry,
        claim=replace(desk, status=ClaimStatus.CHECKED),
        tags=tags,
        all_queries=(),
        contacts=(),
        reviews=(),
        ruling=None,
        against=(),
        note=entry.note if choices.name_checkers else _nameless(entry.note),
    )


def _nameless(note: VersionNote | None) -> VersionNote | None:
    """Return a note without the person who left the claim on an older version."""
    return replace(note, left_by="", left_at="", left_on="") if note else None


def _without_the_desk(claim: Claim) -> Claim:
    """Return the claim without the fields that only people at work on the article read."""
    kept = {name: getattr(claim, name) for name, f in CLAIM_FIELDS.items() if f.is_public}
    return Claim(claim.id, claim.article_id, claim.number, created_at=claim.created_at, **kept)


def _for_everybody(tag: TagEntry) -> TagEntry:
    return replace(tag, search_note="", warnings=())


_REDACTIONS: Mapping[ReportKind, Callable[[ClaimEntry, ReportChoices], ClaimEntry]] = (
    MappingProxyType(
        {
            ReportKind.INTERNAL: _as_it_is,
            ReportKind.QUERIES: _for_the_writer,
            ReportKind.CORRECTIONS: _for_the_desk,
            ReportKind.PUBLIC: _for_the_public,
            ReportKind.PUBLISHED: _for_the_public,
        }
    )
)
