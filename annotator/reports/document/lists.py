"""The lists of a report as stretches of a document: what needs attention, queries, sources."""

from collections.abc import Iterator

from annotator.appearance import label
from annotator.reports.choices import ReportKind, ReportSection
from annotator.reports.document import words
from annotator.reports.document.blocks import (
    Block,
    Cell,
    HeadingBlock,
    Inline,
    JumpTarget,
    Own,
    ParagraphBlock,
    ParagraphStyle,
    RunStyle,
    TableBlock,
    TextRun,
    anchor_of,
    body,
    cell,
    muted,
    paragraph,
    phrase,
    strong,
)
from annotator.reports.entries.articles import ArticleEntry, SourceUse
from annotator.reports.entries.attention import Attention, Cause
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.report import Report

_GAP = TextRun("  ")


def attention(article: ArticleEntry, level: int, language: str) -> Iterator[Block]:
    """Yield what stands in the way of publication, the gravest first."""
    for group in article.attention:
        yield HeadingBlock(level, (TextRun(words.group_heading(group)),))
        for item in group.items:
            yield _needing(group.cause, item, language)


def _needing(why: Cause, item: Attention, language: str) -> ParagraphBlock:
    told = (words.quoted(item.claim, language), _GAP, *words.needing(item, why))
    return ParagraphBlock(ParagraphStyle.ITEM, told, (words.number(item.claim), _GAP))


def queries(report: Report, article: ArticleEntry, language: str) -> Iterator[Block]:
    """Yield the open questions; with room for the answers on a sheet for the writer."""
    leads = ReportSection.CLAIMS in report.sections
    for entry, query in article.queries:
        number = (words.number(entry, leads=leads), _GAP)
        yield ParagraphBlock(ParagraphStyle.ITEM, (words.quoted(entry, language),), number)
        if entry.claim.statement and entry.quotes and not leads:
            yield paragraph(ParagraphStyle.NOTE, *words.in_the_text(entry.quotes[0], language))
        yield body(strong(Own(query.question)))
        yield paragraph(ParagraphStyle.NOTE, *words.asked(query))
        if report.kind is ReportKind.QUERIES:
            yield TableBlock(("Answer",), ((cell(""),),), (100,), form=True)


def corrections(report: Report, article: ArticleEntry, language: str) -> Iterator[Block]:
    """Yield old and new wording, why, and on what it rests."""
    leads = ReportSection.CLAIMS in report.sections
    rows = tuple(_correction(entry, language, leads=leads) for entry in article.corrections)
    yield TableBlock(words.HEADS["corrections"], rows, (8, 28, 28, 36))


def _correction(entry: ClaimEntry, language: str, *, leads: bool) -> tuple[Cell, ...]:
    claim = entry.claim
    quotes = (phrase(Own(quote), look=RunStyle.OLD, language=language) for quote in entry.quotes)
    new = [body(phrase(Own(claim.proposed_wording), look=RunStyle.STRONG, language=language))]
    if claim.resolution:
        new.append(paragraph(ParagraphStyle.NOTE, muted(label(claim.resolution))))
    why = [body(label(claim.error_kind))] if claim.error_kind else []
    why += [body(Own(sentence)) for sentence in entry.conclusions]
    why += [paragraph(ParagraphStyle.NOTE, *words.rests_on(piece)) for piece in entry.evidence]
    number = cell(words.number(entry, leads=leads))
    return number, tuple(map(body, quotes)) or cell(Own(entry.words)), tuple(new), tuple(why)


def sources(article: ArticleEntry) -> Iterator[Block]:
    """Yield the sources, with the claims that rest on each."""
    rows = tuple(_source(use, article.key) for use in article.sources)
    yield TableBlock(words.HEADS["sources"], rows, (8, 68, 24))


def _source(use: SourceUse, key: str) -> tuple[Cell, ...]:
    source = use.source
    said = [body(strong(Own(source.name)), " ", words.source_kind(source))]
    at = (words.address(source.url),) if source.url else ()
    notes = (words.published(source), at, words.archived(source))
    said += [paragraph(ParagraphStyle.NOTE, *note) for note in notes if note]
    resting: list[Inline | str] = []
    for entry in use.claims:
        resting += [", "] * bool(resting) + [words.number(entry)]
    number = cell(JumpTarget(anchor_of(f"{key}-s{source.number}")), str(source.number))
    return number, tuple(said), cell(*resting)


def record(report: Report, article: ArticleEntry) -> Iterator[Block]:
    """Yield who checked which text, and when."""
    facts = words.record(article, report.stated_date)
    yield TableBlock(("", ""), tuple((cell(strong(a)), cell(b)) for a, b in facts), (24, 76))
    for note in (words.left_out(article), words.unconfirmed(article)):
        if note:
            yield paragraph(ParagraphStyle.NOTE, *note)


def sign_off(article: ArticleEntry) -> Iterator[Block]:
    """Yield who answers for the check, to be signed."""
    rows = tuple(
        (cell(strong(role)), cell(named), cell(decisions), cell(""))
        for role, named, decisions in words.signers(article)
    )
    yield TableBlock(words.HEADS["sign_off"], rows, (18, 27, 30, 25), form=True)
