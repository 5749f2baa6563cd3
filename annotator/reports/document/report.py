"""Lays a report out as a document: its head, its lists, its articles, and how to read it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from annotator.appearance import label, style
from annotator.articles.model import Metadata
from annotator.claims.verdicts import Standing
from annotator.kernel.wording import count_of
from annotator.reports.choices import ReportKind, ReportSection
from annotator.reports.document import place_sentences, sentences
from annotator.reports.document.blocks import (
    Block,
    Cell,
    Document,
    HeadingBlock,
    HighlightEnd,
    HighlightStart,
    Inline,
    JumpRun,
    JumpTarget,
    Own,
    PageBreak,
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
from annotator.reports.document.changes import changed, since_check
from annotator.reports.document.claims import (
    for_the_desk,
    for_the_public,
    question_sheet,
)
from annotator.reports.document.corrections import published_corrections
from annotator.reports.entries.annotated_text import TextSegment
from annotator.reports.entries.articles import ArticleEntry, SourceUse
from annotator.reports.entries.attention import Attention, Cause
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.overview import ArticleSummary, overview
from annotator.reports.entries.report import Report
from annotator.reports.entries.wording import (
    brief,
    digits,
    held,
    in_words,
    lead,
    looked_at_in_public,
    much_unread,
    read_of,
    title,
)

_GAP = TextRun("  ")


def attention(report: Report, article: ArticleEntry, level: int, language: str) -> Iterator[Block]:
    """Yield the claims that stand in the way of publication, the gravest first."""
    leads = ReportSection.CLAIMS in report.sections
    for group in article.attention:
        yield HeadingBlock(level, (TextRun(sentences.group_heading(group)),))
        for item in group.items:
            yield _needing(group.cause, item, language, leads=leads)


def _needing(why: Cause, item: Attention, language: str, *, leads: bool) -> ParagraphBlock:
    told = (sentences.quoted(item.claim, language), _GAP, *sentences.needing(item, why))
    number = (sentences.number(item.claim, leads=leads), _GAP)
    return ParagraphBlock(ParagraphStyle.ITEM, told, number)


def unread(report: Report, article: ArticleEntry, language: str) -> Iterator[Block]:
    """Yield how much was looked at, and the other sentences, each leading to its place."""
    leads = ReportSection.TEXT in report.sections
    yield body(*sentences.unread(article))
    for number, words in enumerate(article.unread, start=1):
        sign: Inline = strong(str(number))
        if leads:
            name, spoken = TextRun(str(number)), f"Sentence {number}"
            sign = JumpRun(anchor_of(f"{article.key}-u{number}"), name, label=spoken)
        said = phrase(Own(brief(words)), language=language)
        yield ParagraphBlock(ParagraphStyle.ITEM, (said,), (sign, _GAP))
    yield from (body(*said) for said in sentences.void_marks(article))


def queries(report: Report, article: ArticleEntry, language: str) -> Iterator[Block]:
    """Yield the open questions; on a query sheet with room for the answers."""
    if report.kind is ReportKind.QUERIES:
        yield from question_sheet(article, language)
        return
    leads = ReportSection.CLAIMS in report.sections
    for entry, query in article.queries:
        number = (sentences.number(entry, leads=leads), _GAP)
        yield ParagraphBlock(ParagraphStyle.ITEM, (sentences.quoted(entry, language),), number)
        if entry.claim.statement and entry.quotes and not leads:
            said = place_sentences.in_the_text(entry.quotes[0], language, entry.note)
            yield paragraph(ParagraphStyle.NOTE, *said)
        if (noted := place_sentences.version_noted(entry)) and not leads:
            yield paragraph(ParagraphStyle.NOTE, *noted)
        yield body(strong(Own(query.question)))
        yield paragraph(ParagraphStyle.NOTE, *sentences.asked(query))


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
    old = tuple(map(body, quotes)) or cell(Own(entry.words))
    if noted := place_sentences.version_noted(entry):
        old = (*old, paragraph(ParagraphStyle.NOTE, *noted))
    return number, old, tuple(new), tuple(why)


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


def contents(report: Report, heads: Sequence[ArticleSummary]) -> TableBlock:
    """Return each article with the counts of a report of this kind.

    A writer's sheet tells no verdicts.
    """
    if report.kind is ReportKind.QUERIES:
        asked = tuple((_article_cell(head), cell(digits(head.queries))) for head in heads)
        return TableBlock(("Article", "Open queries"), asked, (75, 25))
    if report.kind is ReportKind.CORRECTIONS:
        proposed = tuple((_article_cell(head), cell(digits(head.corrections))) for head in heads)
        return TableBlock(("Article", "Corrections"), proposed, (75, 25))
    if report.kind is ReportKind.PUBLISHED:
        noted = tuple((_article_cell(head), cell(digits(head.published))) for head in heads)
        return TableBlock(("Article", "Correction notes"), noted, (75, 25))
    if ReportSection.ATTENTION not in report.sections:
        rows = tuple((_article_cell(head), _claims_cell(head), _verdicts(head)) for head in heads)
        return TableBlock(("Article", "Claims", "Verdicts"), rows, (50, 12, 38))
    return TableBlock(
        ("Article", "Sentences read", "Claims", "Need attention", "Verdicts"),
        tuple(
            (
                _article_cell(head),
                cell(read_of(head.looked_at, head.sentences)),
                _claims_cell(head),
                cell(digits(head.in_the_way)),
                _verdicts(head),
            )
            for head in heads
        ),
        (34, 14, 10, 14, 28),
    )


def _article_cell(head: ArticleSummary) -> Cell:
    """Return the heading of an article, which leads to it where the report says more of it."""
    name = phrase(Own(head.heading))
    return cell(JumpRun(anchor_of(head.key), name) if head.holds else name)


def _claims_cell(head: ArticleSummary) -> Cell:
    return cell(digits(head.claims))


def _verdicts(head: ArticleSummary) -> Cell:
    return cell(in_words(head.counts))


class Annotated:
    """The paragraphs of articles; remarks are numbered through the whole document."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int], int] = {}

    def paragraphs(self, article: ArticleEntry, language: str) -> Iterator[ParagraphBlock]:
        """The text of an article with its highlights, their numbers and remarks."""
        entries = {entry.claim.id: entry for entry in article.claims}
        for piece in article.text:
            content: list[Inline] = []
            for segment in piece.segments:
                content += self._begun(segment, entries)
                content += _words(segment, entries, article.key, language)
                content += self._ended(segment, entries)
            for segment in piece.gap:
                content += self._begun(segment, entries)
                content += self._ended(segment, entries)
            if content:
                yield ParagraphBlock(ParagraphStyle.TEXT, tuple(content))

    def _begun(self, segment: TextSegment, entries: dict[str, ClaimEntry]) -> Iterator[Inline]:
        for mark in segment.marks:
            if mark.opens:
                entry, number = entries[mark.claim_id], len(self._numbers) + 1
                self._numbers[entry.key, mark.place] = number
                yield JumpTarget(anchor_of(f"{entry.key}-{mark.place}"))
                yield HighlightStart(number, entry.standing, mark.lane, tuple(_remark(entry)))

    def _ended(self, segment: TextSegment, entries: dict[str, ClaimEntry]) -> Iterator[Inline]:
        for mark in segment.marks:
            if mark.closes:
                entry = entries[mark.claim_id]
                yield HighlightEnd(self._numbers[entry.key, mark.place])
                sign = f"{entry.claim.number}{style(entry.standing).letter}"
                sign_of = TextRun(sign, RunStyle.STRONG, entry.standing)
                yield JumpRun(anchor_of(entry.key), sign_of, raised=True)


def _words(
    segment: TextSegment, entries: dict[str, ClaimEntry], key: str, language: str
) -> Iterator[Inline]:
    if segment.unread:
        yield JumpTarget(anchor_of(f"{key}-u{segment.unread}"))
        said = sentences.UNREAD_SIGN, Own(segment.text)
        yield phrase(*said, look=RunStyle.UNREAD, language=language)
    elif segment.text:
        look = RunStyle.HIGHLIGHT if segment.marks else RunStyle.PLAIN
        yield phrase(
            Own(segment.text), look=look, standing=_seen(segment, entries), language=language
        )


def _seen(segment: TextSegment, entries: dict[str, ClaimEntry]) -> Standing | None:
    """Return the standing that words show: of the topmost claim, never one without a verdict first.

    The claims below show through on a page; a document's words can have a single look only.
    """
    standings = [entries[mark.claim_id].standing for mark in segment.marks]
    without = {Standing.OUTDATED, Standing.UNTAGGED}
    tagged = [standing for standing in standings if standing not in without]
    return next(reversed(tagged or standings), None)


def _remark(entry: ClaimEntry) -> Iterator[ParagraphBlock]:
    """Yield the verdict on a claim beside its words, the reasons, and the evidence."""
    yield body(*sentences.remark(entry))
    if entry.claim.statement:
        yield body(Own(entry.claim.statement))
    for sentence in entry.conclusions:
        yield body(Own(sentence))
    for piece in entry.evidence:
        where = sentences.trail(piece)
        name = phrase(Own(piece.source.name))
        yield paragraph(ParagraphStyle.NOTE, name, *((", ", *where) if where else ()))
        if piece.quotation:
            yield paragraph(ParagraphStyle.NOTE, sentences.quotation(piece.quotation))


def build_document(report: Report) -> Document:
    """Return the report as a document.

    Raises:
        Cancelled: the report's ``progress`` asked to stop, here or while the blocks are made.
    """
    articles = len(report.articles)
    subject = report.articles[0].heading if articles == 1 else count_of(articles, "article")
    empty = Document(title(report.choices), subject, report.stated_date, articles, iter(()))
    return replace(empty, blocks=_blocks(report, empty))


def _blocks(report: Report, head: Document) -> Iterator[Block]:
    """Yield the document, block by block.

    Raises:
        Cancelled: the report's ``progress`` asked to stop.
    """
    annotated, several = Annotated(), head.articles != 1
    yield from _head(report, head, several=several)
    begun = False
    for article in report.articles:
        if several and not held(article, report.sections):
            continue
        if begun:
            yield PageBreak()
        begun = True
        yield from _article(report, article, annotated, several=several)
    if ReportSection.METHOD in report.sections:
        yield from _method(report)
    yield paragraph(ParagraphStyle.NOTE, sentences.clock(report))


def _head(report: Report, head: Document, *, several: bool) -> Iterator[Block]:
    yield paragraph(ParagraphStyle.SUBTITLE, head.running_title)
    if report.shows_confidential:
        yield paragraph(ParagraphStyle.BANNER, *sentences.confidential())
    if several:
        yield ParagraphBlock(ParagraphStyle.TITLE, (TextRun(head.title),), outline=1)
    if report.only:
        yield paragraph(ParagraphStyle.NOTE, *sentences.only(report.only))
    if not head.articles:
        yield paragraph(ParagraphStyle.LEAD, sentences.NO_ARTICLES)
    elif several:
        found = overview(report)
        yield from _much_unread(found.looked_at, found.sentences)
        yield contents(report, found.heads)


def _article(
    report: Report, article: ArticleEntry, annotated: Annotated, *, several: bool
) -> Iterator[Block]:
    top, language = 2 if several else 1, article.language
    heading = phrase(Own(article.heading), language=language)
    if several:
        anchor = JumpTarget(anchor_of(article.key))
        yield HeadingBlock(1, (anchor, heading), outline=1, opens_article=True)
    else:
        yield ParagraphBlock(ParagraphStyle.TITLE, (heading,), outline=1)
    yield from _byline(article.metadata)
    if article.reading and ReportSection.UNREAD in report.sections:
        read = article.reading.coverage
        yield from _much_unread(read.looked_at, read.sentences)
    yield from since_check(article)
    yield paragraph(ParagraphStyle.LEAD, lead(article, report.kind))
    if report.choices.is_public and (said := looked_at_in_public(article)):
        yield paragraph(ParagraphStyle.NOTE, said)
    if article.claims and ReportSection.COUNTS in report.sections:
        yield _counts(report, article)
    parts: Mapping[ReportSection, Callable[[], Iterator[Block]]] = {
        ReportSection.ATTENTION: partial(attention, report, article, top + 1, language),
        ReportSection.CHANGED: partial(changed, report, article, language),
        ReportSection.UNREAD: partial(unread, report, article, language),
        ReportSection.QUERIES: partial(queries, report, article, language),
        ReportSection.RECORD: partial(record, report, article),
        ReportSection.CORRECTIONS: partial(corrections, report, article, language),
        ReportSection.PUBLISHED: partial(published_corrections, article, language),
        ReportSection.CLAIMS: partial(_claims, report, article, top + 1),
        ReportSection.TEXT: partial(annotated.paragraphs, article, language),
        ReportSection.SOURCES: partial(sources, article),
        ReportSection.SIGN_OFF: partial(sign_off, article),
    }
    for section, name in held(article, report.sections):
        yield HeadingBlock(top, (TextRun(name),), outline=2)
        yield from parts[section]()


def _much_unread(looked_at: int, of: int) -> Iterator[Block]:
    if said := much_unread(looked_at, of):
        yield paragraph(ParagraphStyle.LEAD, said)


def _byline(metadata: Metadata) -> Iterator[Block]:
    if by := sentences.byline(metadata):
        yield paragraph(ParagraphStyle.NOTE, *by)
    if metadata.url:
        yield paragraph(ParagraphStyle.NOTE, sentences.address(metadata.url))


def _counts(report: Report, article: ArticleEntry) -> TableBlock:
    public = report.kind is ReportKind.PUBLIC
    shown = [(of, number) for of, number in article.counts if number or not public]
    row = tuple(cell(digits(number)) for _, number in shown)
    standings = tuple(of for of, _ in shown)
    names = tuple(map(label, standings))
    # a word in a column that is too narrow for it would be parted between any letters
    letters = [max(map(len, name.split())) + _BESIDE for name in names]
    widths = [100 * each // sum(letters) for each in letters]
    widths[-1] += 100 - sum(widths)
    return TableBlock(names, (row,), tuple(widths), standings=standings)


_BESIDE = 4
"""The room for a verdict's sign and between columns, in letters."""


def _claims(report: Report, article: ArticleEntry, level: int) -> Iterator[Block]:
    form = for_the_public if report.kind is ReportKind.PUBLIC else for_the_desk
    for entry in article.claims:
        yield from form(entry, level, article.language, article.key, report.choices)


def _method(report: Report) -> Iterator[Block]:
    yield HeadingBlock(1, (TextRun(sentences.HOW_TO_READ),), outline=1)
    for standing, meaning in sentences.explained(report.choices):
        yield body(TextRun(f" {label(standing)} ", RunStyle.VERDICT, standing), "  ", meaning)
    for said in sentences.how_to_read(report.choices):
        yield body(said)
