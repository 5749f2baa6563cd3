"""The changes since the check as a stretch of a document: each sentence with its older words."""

from collections.abc import Iterator

from annotator.kernel.word_difference import ComparedText
from annotator.reports.choices import ReportSection
from annotator.reports.document.blocks import (
    Block,
    Inline,
    JumpRun,
    Own,
    ParagraphBlock,
    ParagraphStyle,
    RunStyle,
    TextRun,
    anchor_of,
    body,
    muted,
    paragraph,
    phrase,
    strong,
)
from annotator.reports.document.sentences import Content, quotation
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.changes import SentenceChange
from annotator.reports.entries.report import Report

_GAP = TextRun("  ")


def since_check(article: ArticleEntry) -> Iterator[Block]:
    """Yield the sentence on the checked version and the changes since, where a report has it."""
    if article.since is not None:
        style = ParagraphStyle.LEAD if article.since.to_read else ParagraphStyle.NOTE
        yield paragraph(style, article.since.told)


def changed(report: Report, article: ArticleEntry, language: str) -> Iterator[Block]:
    """Yield the changed sentences that are still to be read, and the sentences that were cut."""
    if article.since is None:
        return
    leads = ReportSection.TEXT in report.sections
    if article.since.sentences:
        yield body(to_read(article))
    for number, change in enumerate(article.since.sentences, start=1):
        sign: Inline = strong(str(number))
        if leads and change.unread:
            named = f"Sentence {change.unread}"
            anchor = anchor_of(f"{article.key}-u{change.unread}")
            sign = JumpRun(anchor, TextRun(str(number)), label=named)
        content = words_of_change(change, language)
        yield ParagraphBlock(ParagraphStyle.ITEM, content, (sign, _GAP))
        yield paragraph(ParagraphStyle.NOTE, *stood_there(change, language))
    for words in article.since.cut:
        yield paragraph(ParagraphStyle.NOTE, *cut_sentence(words, language))


def to_read(article: ArticleEntry) -> str:
    """Return the sentence above the list."""
    return "Nobody has looked at these sentences since they changed:" if article.since else ""


def words_of_change(change: SentenceChange, language: str = "") -> Content:
    """Return the words of a sentence, the new words in a look of their own."""
    return _marked(change.now, RunStyle.NEW, language)


def stood_there(change: SentenceChange, language: str = "") -> Content:
    """Return the words that stood there, the words that are gone in a look of their own."""
    if change.is_new:
        return (muted("New."),)
    said = _marked(change.before, RunStyle.OLD, language)
    return (muted("It read: "), TextRun("“"), *said, TextRun("”"))


def cut_sentence(words: str, language: str = "") -> Content:
    """Return a sentence that was cut."""
    return (muted("Cut: "), quotation(words, language))


def _marked(text: ComparedText, look: RunStyle, language: str) -> Content:
    return tuple(
        phrase(Own(words), look=look if differs else RunStyle.PLAIN, language=language)
        for words, differs in text.stretches
    )
