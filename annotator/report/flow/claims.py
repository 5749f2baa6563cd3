"""A claim as a stretch of a document: its words, its verdict, why, and on what it rests."""

from collections.abc import Iterator

from annotator.appearance import label, symbol
from annotator.domain.claims import Status
from annotator.domain.dates import day_in_words
from annotator.domain.quantities import count_of, size_of
from annotator.report.claims import ClaimEntry, TagEntry
from annotator.report.evidence import EvidenceEntry
from annotator.report.flow.blocks import (
    Anchor,
    Block,
    Cell,
    Heading,
    Inline,
    Look,
    Paragraph,
    Style,
    Table,
    Words,
    anchor_of,
    body,
    cell,
    muted,
    paragraph,
    strong,
)
from annotator.report.flow.words import judged, quoted, source_kind, trail, verdict
from annotator.report.people import ContactEntry, QueryEntry, ReviewEntry, RulingEntry


def for_the_desk(entry: ClaimEntry, level: int, language: str) -> Iterator[Block]:
    """All that is known of a claim."""
    yield _heading(entry, level, judged(entry), *_flags(entry))
    for quote in entry.quotes:
        yield paragraph(Style.QUOTE, Words(quote, language=language))
    if not entry.places:
        yield paragraph(Style.NOTE, Words("No longer in the text.", Look.WARNING))
    if entry.claim.statement:
        yield paragraph(Style.STATED, entry.claim.statement)
    yield from _speaker(entry)
    yield from _ruling(entry.ruling)
    for tag in entry.tags:
        yield from _tag(tag)
    yield from _wording(entry)
    yield from _evidence(entry)
    yield from map(_query, entry.all_queries)
    yield from map(_contact, entry.contacts)
    yield from map(_review, entry.reviews)


def for_the_public(entry: ClaimEntry, level: int, language: str) -> Iterator[Block]:
    """The claim, who said it, the verdict and why, in this order."""
    yield _heading(entry, level, quoted(entry, language))
    yield from _speaker(entry)
    yield paragraph(Style.BODY, judged(entry))
    for sentence in entry.conclusions:
        yield body(sentence)
    for tag in entry.tags:
        yield paragraph(
            Style.NOTE, muted(f"Checked by {tag.checker}, {day_in_words(tag.tagged_on)}")
        )
    for quote in entry.quotes[0 if entry.claim.statement else 1 :]:
        yield paragraph(Style.NOTE, "In the article: ", Words(f"“{quote}”", language=language))
    yield from _evidence(entry)


def _heading(entry: ClaimEntry, level: int, *content: Words) -> Heading:
    number = Words(f"{entry.claim.number}  ")
    return Heading(level, (Anchor(anchor_of(entry.key)), number, *content))


def _flags(entry: ClaimEntry) -> Iterator[Words]:
    claim = entry.claim
    if claim.status is not Status.CHECKED and (entry.tags or claim.status is not Status.OPEN):
        yield muted(f"  {label(claim.status)}")
    if claim.legal_risk:
        yield Words("  Legal risk", Look.WARNING)


def _speaker(entry: ClaimEntry) -> Iterator[Paragraph]:
    if entry.claim.speaker:
        when = f", {day_in_words(entry.claim.said_on)}" if entry.claim.said_on else ""
        yield paragraph(Style.NOTE, muted(f"Said by {entry.claim.speaker}{when}"))


def _ruling(ruling: RulingEntry | None) -> Iterator[Paragraph]:
    if ruling is None:
        return
    by = muted(f" by {ruling.settled_by}, {day_in_words(ruling.settled_on)}")
    yield body(strong("Settled: "), verdict(ruling.verdict, ruling.reason), by)
    if ruling.conclusion:
        yield body(ruling.conclusion)
    if ruling.why:
        yield body(strong("Why: "), ruling.why)
    if not ruling.holds:
        said = "The ruling does not count until the claim is settled again: " + " ".join(
            ruling.changes
        )
        yield paragraph(Style.NOTE, Words(said, Look.WARNING))


def _tag(tag: TagEntry) -> Iterator[Paragraph]:
    older = "" if tag.current else ", on an older version of the text"
    by = muted(f" {tag.checker}, {day_in_words(tag.tagged_on)}{older}")
    yield body(verdict(tag.verdict, tag.reason), by)
    if tag.conclusion:
        yield body(tag.conclusion)
    if tag.search_note:
        yield body(strong("Where we looked: "), tag.search_note)
    for warning in tag.warnings:
        yield paragraph(Style.NOTE, Words(warning.sentence, Look.WARNING))


def _wording(entry: ClaimEntry) -> Iterator[Paragraph]:
    claim = entry.claim
    if claim.resolution:
        yield body(strong(f"{label(claim.resolution)}."))
    if claim.proposed_wording:
        yield body(strong("Proposed wording: "), claim.proposed_wording)


def _evidence(entry: ClaimEntry) -> Iterator[Table]:
    if entry.evidence:
        rows = tuple(_row(piece) for piece in entry.evidence)
        yield Table(("Evidence", "Source and what it says"), rows, (22, 78))


def _row(piece: EvidenceEntry) -> tuple[Cell, ...]:
    said = [body(strong(piece.source.name), " ", source_kind(piece.source))]
    if piece.quotation:
        said.append(paragraph(Style.QUOTE, piece.quotation))
    where = tuple(trail(piece))
    said += [paragraph(Style.NOTE, *where)] if where else []
    for file in piece.files:
        named = muted(f"{file.name}, {size_of(file.size)}, SHA-256 ")
        said.append(paragraph(Style.NOTE, named, Words(file.sha256, Look.CODE)))
    if piece.withheld:
        files = count_of(piece.withheld, "file")
        said.append(paragraph(Style.NOTE, muted(f"Kept in the project, with {files}.")))
    return cell(f"{symbol(piece.stance)} {label(piece.stance)}"), tuple(said)


def _query(query: QueryEntry) -> Paragraph:
    to = f" to {query.addressee}" if query.addressee else ""
    asked = muted(f", asked by {query.author} on {day_in_words(query.asked_on)}: ")
    answer = _said(" Answer: ", query.answer)
    return body(strong(f"{label(query.status)} query{to}"), asked, query.question, *answer)


def _said(what: str, words: str) -> list[Inline]:
    return [strong(what), Words(words)] if words else []


def _contact(contact: ContactEntry) -> Paragraph:
    said = [
        contact.name,
        contact.channel,
        day_in_words(contact.contacted_on),
        label(contact.terms).lower(),
    ]
    whom = ", ".join(filter(None, [*said, f"asked by {contact.author}"]))
    asked, answered = _said(" Asked: ", contact.question), _said(" Answered: ", contact.answer)
    return body(strong(f"{label(contact.outcome)}: "), whom, ".", *asked, *answered)


def _review(review: ReviewEntry) -> Paragraph:
    about = f" on the verdict of {review.about}" if review.about else ""
    why = f", {review.why}" if review.why else ""
    changed = [Words(" Changed since.", Look.WARNING)] if review.outdated else []
    who = muted(f"{review.reviewer}{about}, {day_in_words(review.reviewed_on)}: ")
    return body(who, strong(label(review.decision)), why, *changed)
