"""Claims as pieces of a laid-out report, with all that a kind of report shows of them."""

from collections.abc import Iterable, Iterator

from annotator.appearance import Palette, label
from annotator.domain.claims import Status
from annotator.domain.quantities import count_of, form_for, size_of
from annotator.domain.verdicts import standing_of
from annotator.report.articles import ArticleEntry
from annotator.report.choices import Choices, Section
from annotator.report.claims import ClaimEntry, TagEntry
from annotator.report.evidence import EvidenceEntry
from annotator.report.people import ContactEntry, QueryEntry, ReviewEntry, RulingEntry
from annotator.ui.reporting.markup import (
    badge,
    barred,
    bit,
    columns,
    day,
    dotted,
    inner,
    line,
    outer,
    own,
    stance,
    target,
)
from annotator.ui.reporting.pieces import Piece

NUMBER, REST = 9, 91
"""The shares of the width, in percent, that a claim's number and the rest of it have."""
_STANCE = 19
_TOGETHER = 2
"""Pieces of evidence that stand on one page with their claim."""


def claim_pieces(
    entry: ClaimEntry, article: ArticleEntry, choices: Choices, colours: Palette
) -> Iterator[Piece]:
    """The claim with its verdict and how it came about, then a piece for each of its evidence."""
    facts = _facts(entry, linked=Section.TEXT in choices.sections)
    verdict = line("plain", badge(entry.standing, colours, entry.reasons), facts)
    said = [*words(entry), *_origin(entry)]
    number = line("number", target(entry.key), str(entry.claim.number))
    evidence = [
        evidence_row(piece, article, linked=Section.SOURCES in choices.sections)
        for piece in entry.evidence
    ]
    # many pieces may be parted, and fewer documents are quicker
    alone = len(evidence) > _TOGETHER
    told = [
        # the public reads of the claim for the first time
        *([*said, verdict] if choices.is_public else [verdict, *said]),
        *_judged(entry, colours),
        *_since(entry, colours),
        *(() if alone else evidence),
    ]
    html = columns([(NUMBER, number), (REST, "".join(told))], colours.border)
    yield Piece(html, above=10, leads=alone, whole=True)
    yield from evidence_pieces(evidence if alone else ())


def evidence_pieces(rows: Iterable[str]) -> Iterator[Piece]:
    """Rows of evidence, each a piece under its claim's words."""
    for row in rows:
        yield Piece(columns([(NUMBER, ""), (REST, row)]), above=4, whole=True)


def evidence_row(piece: EvidenceEntry, article: ArticleEntry, *, linked: bool) -> str:
    """What a source says on a claim."""
    told = [line("plain", _source(piece, article, linked=linked))]
    if piece.quotation:
        told.append(line("said", f"“{own(piece.quotation)}”"))
    trail = dotted(_trail(piece))
    if trail:
        told.append(line("caption", trail))
    told += [
        line("caption", own(file.name), f", {size_of(file.size)}, SHA-256 ")
        + line("code", file.sha256)
        for file in piece.files
    ]
    if piece.source.confidential and not piece.source.type:
        told.append(line("caption", _kept(piece)))
    cells = [(_STANCE, line("plain", stance(piece.stance))), (100 - _STANCE, "".join(told))]
    return columns(cells, space=8)


def words(entry: ClaimEntry) -> Iterator[str]:
    """What the article says, and the statement that was made of it."""
    for quote in entry.quotes:
        yield line("quote", f"“{own(quote)}”")
    if entry.claim.statement:
        yield line("statement", own(entry.claim.statement))


def _facts(entry: ClaimEntry, *, linked: bool) -> str:
    claim = entry.claim
    places = [
        inner(f"{entry.key}-{place}", _place(entry, place), "address")
        for place in range(1, entry.places + 1)
        if linked
    ]
    status = claim.status is not Status.CHECKED and (entry.tags or claim.status is not Status.OPEN)
    facts = dotted(
        [
            " ",
            label(claim.status) if status else "",
            bit("confidential", "Legal risk") if claim.legal_risk else "",
            "" if entry.places else "no longer in the text",
            *places,
        ]
    )
    return bit("muted", facts)


def _since(entry: ClaimEntry, colours: Palette) -> Iterator[str]:
    """What was proposed, asked, reviewed and settled."""
    yield from _wording(entry)
    yield from map(_query, entry.all_queries)
    yield from map(_contact, entry.contacts)
    yield from map(_review, entry.reviews)
    yield from _ruling(entry.ruling, colours)


def _place(entry: ClaimEntry, place: int) -> str:
    return form_for(entry.places, "in the text", f"place {place}")


def _origin(entry: ClaimEntry) -> Iterator[str]:
    claim = entry.claim
    if claim.speaker or claim.said_on:
        by = f"Said by {own(claim.speaker)}" if claim.speaker else "Said"
        on = f", {day(claim.said_on)}" if claim.said_on else ""
        yield line("caption", by + on)


def _judged(entry: ClaimEntry, colours: Palette) -> Iterator[str]:
    """Every tag as it was given, or else why the verdict is what it is."""
    if not entry.tags:
        yield from (line("own", own(why)) for why in entry.conclusions)
    for tag in entry.tags:
        standing = standing_of(tag.verdict)
        several = len(entry.tags) > 1 or standing is not entry.standing
        yield barred(colours.of(standing).line, _tag(tag, colours, several=several))


def _tag(tag: TagEntry, colours: Palette, *, several: bool) -> str:
    reasons = [tag.reason] if tag.reason else []
    verdict = badge(standing_of(tag.verdict), colours, reasons) + " " if several else ""
    older = "" if tag.current else ", on an older version of the text"
    by = bit("muted", own(tag.checker), f", {day(tag.tagged_on)}{older}")
    told = [line("plain", verdict, by)]
    if tag.conclusion:
        told.append(line("own", own(tag.conclusion)))
    if tag.search_note:
        told.append(line("own", bit("strong", "Where we looked: "), own(tag.search_note)))
    told += [line("warning", "! ", warning.sentence) for warning in tag.warnings]
    return "".join(told)


def _wording(entry: ClaimEntry) -> Iterator[str]:
    claim = entry.claim
    became = bit("strong", f"{label(claim.resolution)}. ") if claim.resolution else ""
    proposed = f"Proposed wording: “{own(claim.proposed_wording)}”"
    if became or claim.proposed_wording:
        yield line("next", became, proposed if claim.proposed_wording else "")


def _query(query: QueryEntry) -> str:
    to = f" to {own(query.addressee)}" if query.addressee else ""
    asked = f", asked by {own(query.author)} on {day(query.asked_on)}: "
    answer = f" Answer: “{own(query.answer)}”" if query.answer else ""
    head = bit("strong", f"{label(query.status)} query")
    return line("next", head, to, asked, f"“{own(query.question)}”", answer)


def _contact(contact: ContactEntry) -> str:
    facts = dotted(
        [
            label(contact.terms).lower(),
            own(contact.channel),
            day(contact.contacted_on) if contact.contacted_on else "",
            label(contact.outcome).lower(),
        ]
    )
    asked = f" “{own(contact.question)}”" if contact.question else ""
    answer = f" – “{own(contact.answer)}”" if contact.answer else ""
    head = bit("strong", f"{own(contact.author)} asked {own(contact.name)}")
    return line("next", head, f" ({facts})", asked, answer)


def _review(review: ReviewEntry) -> str:
    about = f", on {own(review.about)}’s tag" if review.about else ""
    why = f": {own(review.why)}" if review.why else "."
    old = bit("muted", " What was reviewed has changed since.") if review.outdated else ""
    said = f"{label(review.decision)}{about}{why}"
    head = bit("strong", f"Reviewed by {own(review.reviewer)}, {day(review.reviewed_on)}. ")
    return line("next", head, said, old)


def _ruling(ruling: RulingEntry | None, colours: Palette) -> Iterator[str]:
    if ruling is None:
        return
    head = bit("strong", f"Settled by {own(ruling.settled_by)}, {day(ruling.settled_on)}: ")
    reasons = [ruling.reason] if ruling.reason else []
    yield line("next", head, badge(standing_of(ruling.verdict), colours, reasons))
    yield from (line("own", own(said)) for said in (ruling.conclusion, ruling.why) if said)
    yield from (line("warning", "! ", own(change)) for change in ruling.changes)


def _source(piece: EvidenceEntry, article: ArticleEntry, *, linked: bool) -> str:
    source = piece.source
    name = bit("strong", own(source.name))
    kind = [label(source.rank).lower()]
    kind += [label(source.type).lower()] if source.type else []
    kind += ["confidential"] if source.confidential else []
    shown = inner(f"{article.key}-s{source.number}", name) if linked else name
    return f"{shown} {bit('muted', dotted(kind))}"


def _trail(piece: EvidenceEntry) -> Iterator[str]:
    source = piece.source
    yield own(piece.locator)
    yield outer(source.url, "source") if source.url else ""
    yield outer(source.archive_url, "archived copy") if source.archive_url else ""
    yield f"accessed {day(piece.accessed_on)}" if piece.accessed_on else ""


def _kept(piece: EvidenceEntry) -> str:
    files = count_of(piece.withheld, "file")
    return f"Details are kept back{f', with {files}' if piece.withheld else ''}."
