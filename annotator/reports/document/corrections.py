"""The corrections of a published text as a stretch of a document: words before, words now."""

from collections.abc import Iterator

from annotator.appearance import label
from annotator.kernel.wording import count_of, day_in_words, form_for
from annotator.reports.document.blocks import (
    Block,
    Inline,
    Own,
    ParagraphStyle,
    TextRun,
    body,
    muted,
    paragraph,
    phrase,
    strong,
    warning,
)
from annotator.reports.document.sentences import Content, address, quotation
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.corrections import CorrectionEntry
from annotator.revisions.model import CorrectionKind


def published_corrections(article: ArticleEntry, language: str) -> Iterator[Block]:
    """Yield the notes on a published text in the order of time, and how many are missing."""
    if article.unexplained:
        yield body(*unexplained(article))
    for entry in article.published_corrections:
        yield body(*correction_heading(entry), " ", *correction_words(entry, language))
        if entry.note:
            yield body(*correction_note(entry))
        yield paragraph(ParagraphStyle.NOTE, *correction_place(entry))


def unexplained(article: ArticleEntry) -> Content:
    """Return how many changes of a published text have no note, if there are any."""
    number = article.unexplained
    if not number:
        return ()
    have = form_for(number, "has", "have")
    changes = count_of(number, "change")
    return (warning(f"{changes} since publication {have} no correction note yet."),)


def correction_heading(entry: CorrectionEntry) -> Content:
    """Return the kind of a note with its day, as “Correction, 3 December 2026:”."""
    return (strong(f"{label(entry.kind)}, {day_in_words(entry.corrected_on)}:"),)


def correction_words(entry: CorrectionEntry, language: str = "") -> Content:
    """Return the words before and the words now, without hiding the error."""
    old = quotation(entry.old_words, language)
    new = quotation(entry.new_words, language)
    stop = _stop(entry.old_words)
    if entry.kind is CorrectionKind.RETRACTION and entry.old_words:
        return (TextRun("This is withdrawn: "), old, TextRun(stop), *_now(entry, new))
    if entry.old_words and entry.new_words:
        return (TextRun(_BEFORE), old, TextRun(stop), *_now(entry, new))
    if entry.old_words:
        return TextRun(_BEFORE), old, TextRun(f"{stop} These words were taken out.")
    if entry.new_words:
        return TextRun("These words were added: "), new, TextRun(_stop(entry.new_words))
    return ()


def correction_note(entry: CorrectionEntry) -> Content:
    """Return the note to readers beside the words, or why they need not be told."""
    said: list[Inline] = [] if entry.is_for_readers else [TextRun("Why no note is needed: ")]
    return (*said, phrase(Own(entry.note))) if entry.note else ()


def correction_place(entry: CorrectionEntry) -> Content:
    """Return the version with the new words, the author of the note, and the address."""
    by = (", by ", Own(entry.checker)) if entry.checker else ()
    version = muted(f"Version {entry.version}", *by)
    return (version, muted(" · "), address(entry.address)) if entry.address else (version,)


_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔")
"""Signs that end a sentence."""
_BEFORE = "An earlier version of this article said "


def _now(entry: CorrectionEntry, new: TextRun) -> Content:
    if not entry.new_words:
        return ()
    return TextRun(" It now says "), new, TextRun(_stop(entry.new_words))


def _stop(words: str) -> str:
    """Return the full stop behind a quotation, unless that ends a sentence itself."""
    return "" if words.rstrip("”’»\"')").endswith(_ENDS) else "."
