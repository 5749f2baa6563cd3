"""The sentences of a report on where a claim stands: in the text, or in which version of it."""

from annotator.appearance import label
from annotator.claims.model import Resolution
from annotator.reports.document.blocks import (
    Inline,
    JumpRun,
    Own,
    TextRun,
    anchor_of,
    muted,
    phrase,
    strong,
    warning,
)
from annotator.reports.document.sentences import Content, quotation
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.version_note import VersionFate, VersionNote, note_parts


def places(entry: ClaimEntry, *, lead: bool) -> Content:
    """Return where a claim stands in the text; ``lead`` where the document has the text."""
    count, noted = entry.places, version_noted(entry)
    if not count:
        return noted or (warning("No longer in the text."),)
    found = _places(entry, count, lead=lead)
    return (*noted, *([TextRun(" ")] if noted and found else []), *found)


def _places(entry: ClaimEntry, count: int, *, lead: bool) -> Content:
    if count == 1:
        jump = JumpRun(_place(entry, 1), TextRun("In the text"), only_lead=True)
        return (jump,) if lead else ()
    if not lead:
        return (muted(f"In the text {count} times"),)
    jumps: list[Inline] = [muted(f"In the text {count} times: ")]
    for place in range(1, count + 1):
        spoken = f"Place {place} of {count}"
        jump = JumpRun(_place(entry, place), TextRun(str(place)), label=spoken)
        jumps += [*[muted(", ")] * (place > 1), jump]
    return tuple(jumps)


def _place(entry: ClaimEntry, place: int) -> str:
    return anchor_of(f"{entry.key}-{place}")


def version_noted(entry: ClaimEntry) -> Content:
    """Return why a claim does not stand in the newest version, and the version of its words."""
    if entry.note is None:
        return ()
    before, name, after = note_parts(entry.note, judged=entry.outdated)
    named = (Own(name),) if name else ()
    return (warning(before, *named, after),)


def proposed_resolution(entry: ClaimEntry) -> Content:
    """Return that a claim may be resolved as cut with its sentence, which a person does."""
    is_cut = entry.note is not None and entry.note.fate is VersionFate.CUT
    if not is_cut or entry.claim.resolution:
        return ()
    return strong("Proposed resolution: "), phrase(f"{label(Resolution.CUT)}.")


def in_the_article(quote: str, language: str, note: VersionNote | None = None) -> Content:
    """Return the words of the article that a statement stands for."""
    return TextRun(f"{_where(note, 'In the article')}: "), quotation(quote, language)


def in_the_text(quote: str, language: str, note: VersionNote | None = None) -> Content:
    """Return the words of the text that a question is about."""
    return TextRun(f"{_where(note, 'In the text')}: "), quotation(quote, language)


def _where(note: VersionNote | None, here: str) -> str:
    return f"In version {note.stood_in}" if note and note.stands_elsewhere else here
