"""The claims that an editor has to see first: they stand in the way of publication."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.appearance import label
from annotator.claims.model import ClaimStatus
from annotator.claims.verdicts import Standing
from annotator.kernel.excerpts import excerpt
from annotator.kernel.wording import count_of
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.version_note import note_in_words

_BRIEF = 280
"""How much of a conclusion is read at a glance; the claim itself has the rest."""


class Cause(StrEnum):
    """Why claims need attention, the gravest first."""

    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    UNSUPPORTED = "unsupported"
    DIFFERING = "differing"
    UNDECIDED = "undecided"
    OUTDATED = "outdated"
    UNFINISHED = "unfinished"
    WARNED = "warned"


@dataclass(frozen=True, slots=True)
class Attention:
    """A claim that needs attention, and the reasons, a sentence each."""

    claim: ClaimEntry
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttentionGroup:
    """The claims that need attention for the same cause, in text order."""

    cause: Cause
    items: tuple[Attention, ...]


def contradicted(claims: Iterable[ClaimEntry]) -> tuple[AttentionGroup, ...]:
    """Return the group of the claims that others on the same words contradict, if there are any."""
    return tuple(group for group in attention(claims) if group.cause is Cause.CONTRADICTED)


def attention(claims: Iterable[ClaimEntry]) -> tuple[AttentionGroup, ...]:
    """Return the groups that hold claims, the gravest first.

    A claim stands in the first group that fits it, and once more among the warnings if a house
    rule is not kept. A claim with a mended wording is not in the way, with any verdict on the old
    wording. The verdicts themselves are the claim's; the sentences say the rest.
    """
    found: dict[Cause, list[Attention]] = {cause: [] for cause in Cause}
    for entry in claims:
        cause = _cause(entry)
        if cause:
            found[cause].append(Attention(entry, tuple(_told(entry, cause))))
        if warned := tuple(_warnings(entry)):
            found[Cause.WARNED].append(Attention(entry, warned))
    return tuple(AttentionGroup(cause, tuple(items)) for cause, items in found.items() if items)


def _told(entry: ClaimEntry, cause: Cause) -> Iterator[str]:
    if entry.note is not None:
        yield note_in_words(entry.note, judged=entry.outdated)
    yield from _SENTENCES[cause](entry)


def _cause(entry: ClaimEntry) -> Cause | None:
    if entry.against:
        return Cause.CONTRADICTED
    by_standing = {
        Standing.DISPUTED: Cause.DISPUTED,
        Standing.UNSUPPORTED: Cause.UNSUPPORTED,
        Standing.DIFFERING: Cause.DIFFERING,
    }
    if entry.standing in by_standing and not entry.mended:
        return by_standing[entry.standing]
    if entry.note is not None and entry.note.is_undecided:
        return Cause.UNDECIDED
    if entry.outdated:
        return Cause.OUTDATED
    return Cause.UNFINISHED if entry.unfinished else None


def _concluded(entry: ClaimEntry) -> Iterator[str]:
    yield from map(_brief, entry.conclusions)
    if entry.claim.resolution:
        yield f"{label(entry.claim.resolution)}."
    yield from _ruling(entry)
    yield from _work(entry)


def _contradicted(entry: ClaimEntry) -> Iterator[str]:
    yield from (each.told_here for each in entry.against)
    yield from _work(entry)


def _brief(conclusion: str) -> str:
    return excerpt(conclusion, _BRIEF)


def _differing(entry: ClaimEntry) -> Iterator[str]:
    yield from _ruling(entry)
    yield from _work(entry)


def _unfinished(entry: ClaimEntry) -> Iterator[str]:
    if not entry.tags:
        yield "Not tagged yet."
    yield from _work(entry)


def _ruling(entry: ClaimEntry) -> Iterator[str]:
    if entry.ruling and not entry.ruling.holds:
        yield "The ruling is older than its tags."


def _work(entry: ClaimEntry) -> Iterator[str]:
    if entry.claim.legal_risk:
        yield "Legal risk."
    status = entry.claim.status
    if status is ClaimStatus.WAITING or (entry.tags and status is not ClaimStatus.CHECKED):
        yield f"{status.value.capitalize()}."
    if entry.queries:
        yield f"{count_of(len(entry.queries), 'open query', 'open queries')}."


def _warnings(entry: ClaimEntry) -> Iterator[str]:
    for tag in entry.tags:
        who = f"{tag.checker}: " if len(entry.tags) > 1 else ""
        yield from (who + warning.sentence for warning in tag.warnings)


_SENTENCES: dict[Cause, Callable[[ClaimEntry], Iterator[str]]] = {
    Cause.CONTRADICTED: _contradicted,
    Cause.DISPUTED: _concluded,
    Cause.UNSUPPORTED: _concluded,
    Cause.DIFFERING: _differing,
    Cause.UNDECIDED: _differing,
    Cause.OUTDATED: _differing,
    Cause.UNFINISHED: _unfinished,
    Cause.WARNED: _warnings,
}
