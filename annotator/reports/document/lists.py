"""The lists of a report as stretches of a document: claims to attend to, queries, sources."""

from collections.abc import Iterator

from annotator.appearance import label
from annotator.reports.choices import ReportKind, ReportSection
from annotator.reports.document import sentences
from annotator.reports.document.blocks import (
    Block,
    Cell,
    HeadingBlock,
    Inline,
    JumpRun,
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
from annotator.reports.entries.overview import ArticleSummary, overview
from annotator.reports.entries.report import Report
from annotator.reports.entries.wording import digits, in_words

_GAP = TextRun("  ")


def attention(article: ArticleEntry, level: int, language: str) -> Iterator[Block]:
    """Yield the claims that stand in the way of publication, the gravest first."""
    for group in article.attention:
        yield HeadingBlock(level, (TextRun(sentences.group_heading(group)),))
        for item in group.items:
            yield _needing(group.cause, item, language)


def _needing(why: Cause, item: Attention, language: str) -> ParagraphBlock:
    told = (sentences.quoted(item.claim, language), _GAP, *sentences.needing(item, why))
    return ParagraphBlock(ParagraphStyle.ITEM, told, (sentences.number(item.claim), _GAP))


def queries(report: Report, article: ArticleEntry, language: str) -> Iterator[Block]:
    """Yield the open questions; with room for the answers on a sheet for the writer."""
    leads = ReportSection.CLAIMS in report.sections
    for entry, query in article.queries:
        number = (sentences.number(entry, leads=leads), _GAP)
        yield ParagraphBlock(ParagraphStyle.ITEM, (sentences.quoted(entry, language),), number)
        if entry.claim.statement and entry.quotes and not leads:
            yield paragraph(ParagraphStyle.NOTE, *sentences.in_the_text(entry.quotes[0], language))
        yield body(strong(Own(query.question)))
        yield paragraph(ParagraphStyle.NOTE, *sentences.asked(query))
        if report.kind is ReportKind.QUERIES:
            yield TableBlock(("Answer",), ((cell(""),),), (100,), form=True)


def corrections(report: Report, article: ArticleEntry, language: str) -> Iterator[Block]:
    """Yield old and new wording, the reasons, and the evidence."""
    leads = ReportSection.CLAIMS in report.sections
    rows = tuple(_correction(entry, language, leads=leads) for entry in article.corrections)
    yield TableBlock(sentences.HEADS["corrections"], rows, (8, 28, 28, 36))


def _correction(entry: ClaimEntry, language: str, *, leads: bool) -> tuple[Cell, ...]:
    claim = entry.claim
    quotes = (phrase(Own(quote), look=RunStyle.OLD, language=language) for quote in entry.quotes)
    new = [body(phrase(Own(claim.proposed_wording), look=RunStyle.STRONG, language=language))]
    if claim.resolution:
        new.append(paragraph(ParagraphStyle.NOTE, muted(label(claim.resolution))))
    why = [body(label(claim.error_kind))] if claim.error_kind else []
    why += [body(Own(sentence)) for sentence in entry.conclusions]
    why += [paragraph(ParagraphStyle.NOTE, *sentences.rests_on(piece)) for piece in entry.evidence]
    number = cell(sentences.number(entry, leads=leads))
    return number, tuple(map(body, quotes)) or cell(Own(entry.words)), tuple(new), tuple(why)


def sources(article: ArticleEntry) -> Iterator[Block]:
    """Yield the sources, with the claims that rest on each."""
    rows = tuple(_source(use, article.key) for use in article.sources)
    yield TableBlock(sentences.HEADS["sources"], rows, (8, 68, 24))


def _source(use: SourceUse, key: str) -> tuple[Cell, ...]:
    source = use.source
    said = [body(strong(Own(source.name)), " ", sentences.source_kind(source))]
    at = (sentences.address(source.url),) if source.url else ()
    notes = (sentences.published(source), at, sentences.archived(source))
    said += [paragraph(ParagraphStyle.NOTE, *note) for note in notes if note]
    resting: list[Inline | str] = []
    for entry in use.claims:
        resting += [", "] * bool(resting) + [sentences.number(entry)]
    number = cell(JumpTarget(anchor_of(f"{key}-s{source.number}")), str(source.number))
    return number, tuple(said), cell(*resting)


def record(report: Report, article: ArticleEntry) -> Iterator[Block]:
    """Yield the record of the check: the checkers, the text, and the dates."""
    facts = sentences.record(article, report.stated_date)
    yield TableBlock(("", ""), tuple((cell(strong(a)), cell(b)) for a, b in facts), (24, 76))
    for note in (sentences.left_out(article), sentences.unconfirmed(article)):
        if note:
            yield paragraph(ParagraphStyle.NOTE, *note)


def sign_off(article: ArticleEntry) -> Iterator[Block]:
    """Yield the lines for the signatures of the people who answer for the check."""
    rows = tuple(
        (cell(strong(role)), cell(named), cell(decisions), cell(""))
        for role, named, decisions in sentences.signers(article)
    )
    yield TableBlock(sentences.HEADS["sign_off"], rows, (18, 27, 30, 25), form=True)


def contents(report: Report) -> TableBlock:
    """Return each article with the counts of a report of this kind.

    A writer's sheet tells no verdicts.

    Raises:
        Cancelled: the report's ``progress`` asked to stop.
    """
    heads = overview(report).heads
    if report.kind is ReportKind.QUERIES:
        asked = tuple((_article(head), cell(digits(head.queries))) for head in heads)
        return TableBlock(("Article", "Open queries"), asked, (75, 25))
    if report.kind is ReportKind.CORRECTIONS:
        proposed = tuple((_article(head), cell(digits(head.corrections))) for head in heads)
        return TableBlock(("Article", "Corrections"), proposed, (75, 25))
    if ReportSection.ATTENTION not in report.sections:
        rows = tuple((_article(head), _claims(head), _verdicts(head)) for head in heads)
        return TableBlock(("Article", "Claims", "Verdicts"), rows, (50, 12, 38))
    return TableBlock(
        ("Article", "Claims", "Need attention", "Verdicts"),
        tuple(
            (_article(head), _claims(head), cell(digits(head.in_the_way)), _verdicts(head))
            for head in heads
        ),
        (43, 11, 14, 32),
    )


def _article(head: ArticleSummary) -> Cell:
    """Return the heading of an article, which leads to it where the report says more of it."""
    name = phrase(Own(head.heading))
    return cell(JumpRun(anchor_of(head.key), name) if head.holds else name)


def _claims(head: ArticleSummary) -> Cell:
    return cell(digits(head.claims))


def _verdicts(head: ArticleSummary) -> Cell:
    return cell(in_words(head.counts))
