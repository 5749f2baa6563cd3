"""Words that several parts of a document share: verdicts, sources, evidence."""

from collections.abc import Iterator
from unicodedata import bidirectional

from annotator.appearance import label, style
from annotator.domain.dates import day_in_words
from annotator.domain.verdicts import DisputeReason, Standing, Verdict, standing_of
from annotator.report.claims import ClaimEntry
from annotator.report.evidence import EvidenceEntry, SourceEntry
from annotator.report.flow.blocks import Inline, Jump, Link, Look, Words, anchor_of, muted
from annotator.report.links import leads_somewhere
from annotator.report.wording import listed


def verdict(given: Verdict, reason: DisputeReason | None = None) -> Words:
    """A verdict with its letter, in words."""
    return _verdict(standing_of(given), (reason,) if reason else ())


def judged(entry: ClaimEntry) -> Words:
    """Where a claim stands, with its letter, in words."""
    reasons = entry.reasons if entry.standing is Standing.DISPUTED else ()
    return _verdict(entry.standing, reasons)


def _verdict(standing: Standing, reasons: tuple[DisputeReason, ...]) -> Words:
    how = f": {listed([label(reason).lower() for reason in reasons])}" if reasons else ""
    look = style(standing)
    return Words(f" {look.letter} {look.label}{how} ", Look.VERDICT, standing)


def number(entry: ClaimEntry, *, leads: bool = True) -> Inline:
    """The number of a claim, which leads to it where the document has it."""
    words = Words(str(entry.claim.number), Look.STRONG)
    return Jump(anchor_of(entry.key), words) if leads else words


def quoted(entry: ClaimEntry, language: str = "") -> Words:
    """The statement, or the first words that are quoted from the text."""
    if entry.claim.statement:
        return Words(entry.claim.statement)
    return Words(f"“{entry.words}”", language=language)


def address(url: str, text: str = "") -> Inline:
    """A web address that a reader may follow; anything else is words only."""
    if leads_somewhere(url):
        return Link(url, text or url)
    return Words(f"{text}: {url}" if text else url)


def source_kind(source: SourceEntry) -> Words:
    """What a source is, in words that stand back."""
    said = [label(source.rank).lower()]
    said += [label(source.type).lower()] if source.type else []
    return muted(" · ".join([*said, *["confidential"] * source.confidential]))


def facts(*said: str) -> str:
    """Facts in one line; behind Arabic words a date would else be read backwards."""
    parts = [part for part in said if part]
    turned = any(bidirectional(letter) == "AL" for part in parts for letter in part)
    return (" · \N{LEFT-TO-RIGHT MARK}" if turned else " · ").join(parts)


def trail(piece: EvidenceEntry) -> Iterator[Inline | str]:
    """Where in the source it stands, where the source is, and when somebody looked."""
    parts: list[Inline | str] = [piece.locator] if piece.locator else []
    if piece.source.url:
        parts.append(address(piece.source.url))
    if piece.source.archive_url:
        parts.append(address(piece.source.archive_url, "archived copy"))
    if piece.accessed_on:
        parts.append(f"accessed {day_in_words(piece.accessed_on)}")
    for place, part in enumerate(parts):
        yield from ([" · "] if place else [])
        yield part
