"""The result of reading a page proof as a document: what differs, and what was compared."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from annotator.appearance import label
from annotator.articles.left_out import in_words
from annotator.articles.model import LeftOut, LeftOutKind
from annotator.disclosure.confidential_names import Disclosure, LeavingPassage
from annotator.disclosure.service.secret_names import secret_names
from annotator.kernel.changes import ChangePlace
from annotator.kernel.excerpts import excerpt
from annotator.kernel.wording import count_of, day_in_words, form_for, local_day
from annotator.project import Project
from annotator.reports.document.blocks import (
    Block,
    Cell,
    Document,
    HeadingBlock,
    Inline,
    LinkRun,
    Own,
    ParagraphBlock,
    ParagraphStyle,
    RunStyle,
    TableBlock,
    TextRun,
    body,
    cell,
    muted,
    paragraph,
    phrase,
    strong,
)
from annotator.revisions.proof import Difference, DifferenceKind, OtherPassage
from annotator.revisions.service.page_proof import PageProof, ProofEntry, in_short, shown

NAME = "Page proof"
_FIRST_WORDS = 160
"""Code points of a passage that is not in the version."""
_SET_OTHERWISE = (
    "Not compared: how words are set – ends of lines and hyphens there, spaces, ligatures, the "
    "kind of quotation marks and dashes, bullets, running heads and page numbers, pictures."
)


def verdict(proof: PageProof) -> str:
    """Return what became of the version on its pages, in a sentence."""
    number, touching = len(proof.entries), len(proof.touching)
    if proof.is_doubtful:
        all_words = count_of(proof.reading.words, "word")
        found = f"of {all_words} it has {proof.reading.found:,}"
        return f"This may not be a proof of the article: {found}."
    if not number:
        return " ".join((_same_words(proof), *_foreign(proof)))
    claims = len({claim.id for entry in proof.touching for claim in entry.claims})
    differ = count_of(number, "difference")
    if not touching:
        return f"{differ}, none of them in the sentence of a claim."
    sentences = form_for(claims, "sentence", "sentences")
    of_them = "" if number == 1 else f"{touching:,} of them "
    return f"{differ}, {of_them}in the {sentences} of {count_of(claims, 'claim')}."


def _same_words(proof: PageProof) -> str:
    """Return that no word differs, and whether all stand in their order."""
    moved = len(proof.reading.moved)
    if not moved:
        return "Nothing differs."
    stand = form_for(moved, "stands", "stand")
    return f"No word differs; {count_of(moved, 'passage')} {stand} in another order."


def _foreign(proof: PageProof) -> Iterator[str]:
    """Yield how many passages of the pages are not in the article: one may have been added."""
    others = proof.reading.others
    number = sum(not one.repeats and one.kind not in _COUNTED for one in others)
    if number:
        are = form_for(number, "is", "are")
        yield f"{count_of(number, 'passage')} on the pages {are} not in the article."


def report_of(proof: PageProof, stated_date: date) -> Document:
    """Return the result as a document, which every form of report can lay out.

    Args:
        proof: The proof as it was read.
        stated_date: The day on which it was read.
    """
    blocks = _blocks(proof, stated_date)
    return Document(NAME, proof.article.heading, stated_date, 1, blocks)


def names_in(project: Project, proof: PageProof, stated_date: date) -> tuple[Disclosure, ...]:
    """Return the names of confidential people that the document would disclose."""
    heading, place = proof.article.heading, ChangePlace(proof.article.id)
    said = (
        LeavingPassage(words, "the page proof", heading, None, place)
        for block in _blocks(proof, stated_date)
        for words in _words_of(block)
    )
    return tuple(dict.fromkeys(secret_names(project).slips(said)))


def kind_told(difference: Difference) -> str:
    """Return how a proof differs in a place, in a word or two."""
    if difference.kind is DifferenceKind.CHANGED and difference.is_punctuation:
        return "Punctuation"
    return label(difference.kind)


def claims_told(entry: ProofEntry) -> str:
    """Return the claims that a difference touches: “3, 4 (sentence)”."""
    return ", ".join(
        f"{claim.number}" if claim.in_words else f"{claim.number} (sentence)"
        for claim in entry.claims
    )


def passage_told(passage: OtherPassage) -> str:
    """Return what a passage is that the version does not have."""
    if passage.repeats:
        return "Repeats the text"
    return _PARTS.get(passage.kind, "Not in the article") if passage.kind else "Not in the article"


_PARTS = {
    LeftOutKind.NAVIGATION: "Menu",
    LeftOutKind.TEASER: "Link to another article",
    LeftOutKind.ADVERTISEMENT: "Advertisement",
    LeftOutKind.READER_COMMENT: "Reader’s comment",
    LeftOutKind.CONTENTS: "Table of contents",
    LeftOutKind.CAPTION: "Caption",
    LeftOutKind.FOOTNOTE: "Note",
}


def _blocks(proof: PageProof, day: date) -> Iterator[Block]:
    heading = phrase(Own(proof.article.heading))
    yield paragraph(ParagraphStyle.SUBTITLE, f"{NAME}, {day_in_words(day)}")
    yield ParagraphBlock(ParagraphStyle.TITLE, (heading,), outline=1)
    yield paragraph(ParagraphStyle.LEAD, verdict(proof))
    rest = tuple(entry for entry in proof.entries if not entry.claims)
    yield from _differences("In sentences of claims", proof.touching, proof)
    yield from _differences("Other differences" if proof.touching else "Differences", rest, proof)
    yield from _moved(proof)
    yield from _others(proof)
    yield HeadingBlock(1, (TextRun("What was compared"),), outline=2)
    yield TableBlock(
        ("", ""), tuple((cell(strong(a)), cell(b)) for a, b in _record(proof, day)), (24, 76)
    )
    for said in _not_compared(proof):
        yield paragraph(ParagraphStyle.NOTE, said)


def _differences(heading: str, entries: Sequence[ProofEntry], proof: PageProof) -> Iterator[Block]:
    if not entries:
        return
    yield HeadingBlock(1, (TextRun(heading),), outline=2)
    head = ("Where", "Claim", f"Version {proof.article.version.number}", "Proof")
    yield TableBlock(head, tuple(map(_row, entries)), (16, 12, 36, 36))


def _row(entry: ProofEntry) -> tuple[Cell, ...]:
    where = [body(entry.page[:1].upper() + entry.page[1:])] if entry.page else []
    where.append(paragraph(ParagraphStyle.NOTE, muted(kind_told(entry.difference))))
    return (
        tuple(where),
        cell(claims_told(entry)),
        _side(entry, RunStyle.OLD),
        _side(entry, RunStyle.NEW),
    )


def _side(entry: ProofEntry, look: RunStyle) -> Cell:
    """Return the words of one side, marked among those around them; a dash where there are none."""
    words = entry.old if look is RunStyle.OLD else entry.new
    if not words:
        return cell(muted("–"))
    said = phrase(Own(in_short(words)), look=look)
    return cell(phrase(Own(entry.before)), said, phrase(Own(entry.after)))


def _moved(proof: PageProof) -> Iterator[Block]:
    if not proof.reading.moved:
        return
    yield HeadingBlock(1, (TextRun("In another order"),), outline=2)
    yield body("The words are the same. The place may be due to columns and boxes.")
    for passage in proof.reading.moved:
        words = shown(passage.new.of(proof.proof.text))
        yield _item(proof.page_of(passage.new), words)


def _others(proof: PageProof) -> Iterator[Block]:
    """Yield what is on the pages and not in the version; menus and the like are counted."""
    told = [one for one in proof.reading.others if one.kind not in _COUNTED]
    counted = Counter(one.kind for one in proof.reading.others if one.kind in _COUNTED)
    if not told and not counted:
        return
    yield HeadingBlock(1, (TextRun("Also on the page"),), outline=2)
    for passage in told:
        said = shown(passage.span.of(proof.proof.text))
        where = proof.page_of(passage.span)
        yield _item(where, said, passage_told(passage))
    if counted:
        parts = in_words(LeftOut(kind, number=number) for kind, number in counted.items() if kind)
        yield paragraph(ParagraphStyle.NOTE, f"And {parts}.")


_COUNTED = frozenset({LeftOutKind.NAVIGATION, LeftOutKind.TEASER, LeftOutKind.READER_COMMENT})


def _item(where: str, words: str, what: str = "") -> ParagraphBlock:
    told = ": ".join(filter(None, (where[:1].upper() + where[1:], what)))
    content: list[Inline] = [muted(f"{told}. ")] if told else []
    content.append(phrase(Own(excerpt(words, _FIRST_WORDS))))
    return ParagraphBlock(ParagraphStyle.ITEM, tuple(content))


def _record(proof: PageProof, day: date) -> Iterator[tuple[str, str]]:
    version, reading = proof.article.version, proof.reading
    yield "Version", f"{version.number}, of {day_in_words(local_day(version.created_at))}"
    yield "SHA-256 of its text", version.sha256
    yield "Proof", proof.file_name
    yield "SHA-256 of the file", proof.file_sha256
    if proof.page_count:
        yield "Pages", f"{proof.page_count:,}"
    yield "Read on", day_in_words(day)
    yield "Words compared", f"{reading.words:,}; {reading.found:,} of them are on the pages"


def _not_compared(proof: PageProof) -> Iterator[str]:
    reading = proof.reading
    yield _SET_OTHERWISE
    if reading.hyphens:
        parts = form_for(reading.hyphens, "word is", "words are")
        yield (
            f"{reading.hyphens:,} {parts} parted at the end of a line: whether the hyphen belongs "
            "to the word cannot be told there."
        )
    if reading.capitals:
        are = form_for(len(reading.capitals), "word is", "words are")
        yield f"{len(reading.capitals):,} {are} set in capitals; their case was not compared."
    unread = proof.proof.unread
    if unread:
        yield f"Left out of the proof: {in_words(unread)}."
    pictures = sum(part.number for part in unread if part.kind is LeftOutKind.SCANNED_PAGE)
    if pictures:
        are = form_for(pictures, "page is a picture", "pages are pictures")
        yield f"{pictures:,} {are}: nothing on {form_for(pictures, 'it', 'them')} was read."


def _words_of(block: Block) -> Iterator[str]:
    """Yield all words of a block of the result."""
    match block:
        case HeadingBlock(content=content) | ParagraphBlock(content=content):
            yield "".join(run.text for run in content if isinstance(run, TextRun | LinkRun))
        case TableBlock(rows=rows):
            for row in rows:
                for one in row:
                    for each in one:
                        yield from _words_of(each)
