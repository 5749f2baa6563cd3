"""The lists of a report as stretches of a document: what needs attention, queries, sources."""

from collections.abc import Iterator

from annotator.appearance import label, symbol
from annotator.domain.dates import day_in_words
from annotator.domain.quantities import count_of, form_for
from annotator.report.articles import ArticleEntry, SourceUse
from annotator.report.attention import Attention, Cause
from annotator.report.choices import ReportKind, Section
from annotator.report.claims import ClaimEntry
from annotator.report.flow.blocks import (
    Block,
    Cell,
    Heading,
    Inline,
    Look,
    Style,
    Table,
    Words,
    body,
    cell,
    muted,
    paragraph,
    strong,
)
from annotator.report.flow.words import address, facts, judged, number, quoted, source_kind, verdict
from annotator.report.model import Report
from annotator.report.people import QueryEntry
from annotator.report.wording import cause, fields, listed


def attention(article: ArticleEntry, level: int, language: str) -> Iterator[Block]:
    """What stands in the way of publication, the gravest first."""
    for group in article.attention:
        yield Heading(level, (Words(f"{cause(group.cause)} ({len(group.items)})"),))
        for item in group.items:
            yield paragraph(Style.ITEM, *_needing(group.cause, item, language))


def _needing(why: Cause, item: Attention, language: str) -> Iterator[Inline | str]:
    entry = item.claim
    yield from (number(entry), "  ", quoted(entry, language), "  ")
    if why is Cause.DIFFERING:
        for tag in entry.tags:
            yield from (f"{tag.checker}:", verdict(tag.verdict, tag.reason), " ")
    elif why is Cause.DISPUTED:
        yield from (judged(entry), " ")
    yield " ".join(item.sentences)


def queries(report: Report, article: ArticleEntry, language: str) -> Iterator[Block]:
    """The open questions; with room for the answers on a sheet for the writer."""
    leads = Section.CLAIMS in report.sections
    for entry, query in article.queries:
        yield paragraph(Style.ITEM, number(entry, leads=leads), "  ", quoted(entry, language), "")
        if entry.claim.statement and entry.quotes and not leads:
            yield paragraph(
                Style.NOTE, "In the text: ", Words(f"“{entry.quotes[0]}”", language=language)
            )
        yield body(strong(query.question))
        yield paragraph(Style.NOTE, muted(_asked(query)))
        if report.kind is ReportKind.QUERIES:
            yield Table(("Answer",), ((cell(""),),), (100,), form=True)


def _asked(query: QueryEntry) -> str:
    to = f"To {query.addressee}, asked" if query.addressee else "Asked"
    return f"{to} by {query.author} on {day_in_words(query.asked_on)}"


def corrections(report: Report, article: ArticleEntry, language: str) -> Iterator[Block]:
    """Old and new wording, why, and on what it rests."""
    leads = Section.CLAIMS in report.sections
    rows = tuple(_correction(entry, language, leads=leads) for entry in article.corrections)
    head = ("No.", "Old wording", "New wording", "Reason and evidence")
    yield Table(head, rows, (8, 28, 28, 36))


def _correction(entry: ClaimEntry, language: str, *, leads: bool) -> tuple[Cell, ...]:
    claim = entry.claim
    old = tuple(body(Words(quote, Look.OLD, language=language)) for quote in entry.quotes)
    new = [body(Words(claim.proposed_wording, Look.STRONG, language=language))]
    if claim.resolution:
        new.append(paragraph(Style.NOTE, muted(label(claim.resolution))))
    why = [body(label(claim.error_kind))] if claim.error_kind else []
    why += [body(sentence) for sentence in entry.conclusions]
    for piece in entry.evidence:
        where = f", {piece.locator}" if piece.locator else ""
        said = [f"{symbol(piece.stance)} {piece.source.name}{where} "]
        link = [address(piece.source.url, "source")] if piece.source.url else []
        why.append(paragraph(Style.NOTE, *said, *link))
    return cell(number(entry, leads=leads)), old or cell(entry.words), tuple(new), tuple(why)


def sources(article: ArticleEntry) -> Iterator[Block]:
    """The sources, with the claims that rest on each."""
    rows = tuple(_source(use) for use in article.sources)
    yield Table(("No.", "Source", "Claims"), rows, (8, 68, 24))


def _source(use: SourceUse) -> tuple[Cell, ...]:
    source = use.source
    said = [body(strong(source.name), " ", source_kind(source))]
    by = facts(source.author, source.publisher, day_in_words(source.published))
    said += [paragraph(Style.NOTE, muted(by))] if by else []
    said += [paragraph(Style.NOTE, address(source.url))] if source.url else []
    if source.archive_url:
        said.append(paragraph(Style.NOTE, "Archived: ", address(source.archive_url)))
    resting: list[Inline | str] = []
    for entry in use.claims:
        resting += [", "] * bool(resting) + [number(entry)]
    return cell(str(source.number)), tuple(said), cell(*resting)


def record(report: Report, article: ArticleEntry) -> Iterator[Block]:
    """Who checked which text, and when."""
    rows = [
        ("Checked by", ", ".join(article.checkers) or "nobody yet"),
        *([("Reviewed by", ", ".join(article.reviewers))] if article.reviewers else []),
        ("Report of", day_in_words(report.stated_date)),
    ]
    for version in reversed(article.versions):
        made, length = day_in_words(version.created_at[:10]), count_of(version.length, "character")
        of = f"{made}, {length}, SHA-256 "
        rows.append((f"Text, version {version.number}", of + version.sha256))
    yield Table(("", ""), tuple((cell(strong(a)), cell(b)) for a, b in rows), (24, 76))
    if article.left_out:
        are = form_for(article.left_out, "is", "are")
        said = f"{count_of(article.left_out, 'claim')} of this article {are} not in this report."
        yield paragraph(Style.NOTE, Words(said, Look.WARNING))
    if article.unconfirmed:
        names = listed(fields(article.unconfirmed))
        said = f"Found automatically, not confirmed by a person, and left out: {names}."
        yield paragraph(Style.NOTE, Words(said, Look.WARNING))


def sign_off(article: ArticleEntry) -> Iterator[Block]:
    """Who answers for the check, to be signed."""
    roles = (("Checked by", article.checkers), ("Reviewed by", article.reviewers), ("Editor", ()))
    rows = tuple(
        (
            cell(strong(role)),
            cell(", ".join(names)),
            cell("" if names or role != "Editor" else "Publish ☐  Change ☐  Hold ☐"),
            cell(""),
        )
        for role, names in roles
    )
    head = ("Role", "Name", "Decision", "Date and signature")
    yield Table(head, rows, (18, 27, 30, 25), form=True)
