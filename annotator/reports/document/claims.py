"""A claim as a stretch of a document: its words, its verdict, the reasons and the evidence."""

from collections.abc import Iterator

from annotator.appearance import label
from annotator.claims.verdicts import Standing, standing_of
from annotator.kernel.wording import day_in_words
from annotator.manuscripts.model import query_mark
from annotator.people.model import ContactTerms
from annotator.reports.choices import ReportChoices, ReportKind, ReportSection
from annotator.reports.document import place_sentences, sentences
from annotator.reports.document.blocks import (
    Block,
    Cell,
    HeadingBlock,
    Inline,
    JumpRun,
    JumpTarget,
    Own,
    Panel,
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
    warning,
)
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry, TagEntry
from annotator.reports.entries.evidence import EvidenceEntry
from annotator.reports.entries.people import ContactEntry, QueryEntry, RulingEntry


def for_the_desk(
    entry: ClaimEntry, level: int, language: str, key: str, choices: ReportChoices
) -> Iterator[Block]:
    """Yield all that is known of a claim; ``key`` is that of its article."""
    yield _heading(entry, level, sentences.judged(entry), *_flags(entry))
    for quote in entry.quotes:
        yield paragraph(ParagraphStyle.QUOTE, phrase(Own(quote), language=language))
    yield from _note(place_sentences.places(entry, lead=ReportSection.TEXT in choices.sections))
    if entry.claim.statement:
        yield paragraph(ParagraphStyle.STATED, Own(entry.claim.statement))
    yield from _note(sentences.origin(entry.claim))
    yield from (paragraph(ParagraphStyle.NOTE, *sentences.contradicting(c)) for c in entry.against)
    if entry.ruling:
        yield _ruling(entry.ruling, language)
    yield from (_tag(tag, language) for tag in entry.tags)
    yield from _body(sentences.resolved(entry.claim))
    yield from _body(place_sentences.proposed_resolution(entry))
    yield from _body(sentences.proposed(entry.claim))
    yield from _evidence(entry, key, choices)
    yield from (body(*sentences.question(query)) for query in entry.all_queries)
    yield from (body(*sentences.contacted(contact)) for contact in entry.contacts)
    for review in entry.reviews:
        yield body(*sentences.reviewed(review))
        yield from _judged_words(review, language)


def for_the_public(
    entry: ClaimEntry, level: int, language: str, key: str, choices: ReportChoices
) -> Iterator[Block]:
    """Yield the claim, its speaker, the verdict and the reasons, in this order."""
    yield _heading(entry, level, sentences.quoted(entry, language))
    yield from _note(sentences.origin(entry.claim))
    yield paragraph(ParagraphStyle.BODY, sentences.judged(entry))
    for sentence in entry.conclusions:
        yield body(Own(sentence))
    for tag in entry.tags:
        yield paragraph(ParagraphStyle.NOTE, *sentences.tagged_in_public(tag))
    for quote in entry.quotes[0 if entry.claim.statement else 1 :]:
        yield paragraph(
            ParagraphStyle.NOTE, *place_sentences.in_the_article(quote, language, entry.note)
        )
    yield from _note(place_sentences.places(entry, lead=ReportSection.TEXT in choices.sections))
    yield from _evidence(entry, key, choices)


def in_short(entry: ClaimEntry) -> Iterator[ParagraphBlock]:
    """Yield a claim as it is copied: its words, its speaker, the verdict and the evidence."""
    for quote in entry.quotes:
        yield paragraph(ParagraphStyle.QUOTE, Own(quote))
    yield from _note(place_sentences.version_noted(entry))
    if entry.claim.statement:
        yield paragraph(ParagraphStyle.STATED, Own(entry.claim.statement))
    yield from _note(sentences.origin(entry.claim))
    yield body(strong(sentences.standing_in_words(entry.standing, entry.reasons)))
    if entry.standing is Standing.DIFFERING:
        yield from map(_verdict, entry.held_tags)
        yield from (paragraph(ParagraphStyle.ITEM, Own(c.beside)) for c in entry.against)
    else:
        yield from (body(Own(sentence)) for sentence in entry.conclusions)
    for piece in entry.evidence:
        yield paragraph(ParagraphStyle.ITEM, *sentences.evidence_in_short(piece))


def as_comment(entry: ClaimEntry, choices: ReportChoices) -> Iterator[ParagraphBlock]:
    """Yield a claim as a comment beside its words: the verdict, the reasons and the sources.

    It holds as much as the entry does, which was redacted for its reader before.
    """
    stands = sentences.standing_in_words(entry.standing, entry.reasons)
    flags = (sentences.status(entry), sentences.legal_risk(entry.claim))
    shown = flags if choices.kind is ReportKind.INTERNAL else ()
    yield body(
        f"Claim {entry.claim.number}: ", strong(f"{stands}."), *(f" {f}." for f in shown if f)
    )
    yield from _note(place_sentences.version_noted(entry))
    yield from _body((phrase(Own(entry.claim.statement)),) if entry.claim.statement else ())
    yield from (paragraph(ParagraphStyle.NOTE, *sentences.contradicting(c)) for c in entry.against)
    if entry.standing in {Standing.DIFFERING, Standing.OUTDATED}:
        yield from _verdicts(entry)
    else:
        yield from (body(Own(sentence)) for sentence in entry.conclusions)
        yield from (each for tag in entry.held_tags for each in _body(sentences.looked(tag)))
    if entry.ruling and entry.ruling.holds:
        yield body(*sentences.settled(entry.ruling))
        yield from _body(sentences.settled_why(entry.ruling))
    yield from _body(sentences.resolved(entry.claim))
    yield from _body(sentences.proposed(entry.claim))
    for piece in entry.evidence:
        said: list[Inline] = [*sentences.evidence_in_short(piece)]
        if kept := sentences.kept_back(piece, choices):
            said.append(muted(f". {kept}"))
        yield paragraph(ParagraphStyle.ITEM, *said)
    answered = (query for query in entry.all_queries if query.answer)
    yield from (body(*sentences.question(query)) for query in answered)


def _verdicts(entry: ClaimEntry) -> Iterator[ParagraphBlock]:
    """Yield the verdict of each checker with the conclusion, and the words it was given on."""
    for tag in entry.tags:
        yield _verdict(tag)
        yield from _judged_words(tag, "")


def _verdict(tag: TagEntry) -> ParagraphBlock:
    reasons = (tag.reason,) if tag.reason else ()
    said = sentences.standing_in_words(standing_of(tag.verdict), reasons)
    concluded = (" ", Own(tag.conclusion)) if tag.conclusion else ()
    return paragraph(ParagraphStyle.ITEM, phrase(Own(tag.checker), f": {said}.", *concluded))


def _heading(entry: ClaimEntry, level: int, *content: TextRun) -> HeadingBlock:
    number = TextRun(f"{entry.claim.number}  ")
    cited = (muted("  ", Own(entry.cited)),) if entry.cited else ()
    return HeadingBlock(level, (*content, *cited), (JumpTarget(anchor_of(entry.key)), number))


def _flags(entry: ClaimEntry) -> Iterator[TextRun]:
    if status := sentences.status(entry):
        yield muted(f"  {status}")
    if risk := sentences.legal_risk(entry.claim):
        yield warning(f"  {risk}")


def _note(content: sentences.Content) -> Iterator[ParagraphBlock]:
    if content:
        yield paragraph(ParagraphStyle.NOTE, *content)


def _body(content: sentences.Content) -> Iterator[ParagraphBlock]:
    if content:
        yield body(*content)


def _judged_words(judged: sentences.Judged, language: str) -> Iterator[ParagraphBlock]:
    """Yield the judged words above the words of today, if they differ."""
    yield from _note(sentences.given_on(judged, language))
    yield from _note(sentences.words_now(judged, language))


def _ruling(ruling: RulingEntry, language: str) -> Panel:
    told = [body(*sentences.settled(ruling))]
    told += [body(Own(ruling.conclusion))] if ruling.conclusion else []
    told += [*_body(sentences.settled_why(ruling)), *_note(sentences.lapsed(ruling))]
    told += _judged_words(ruling, language)
    return Panel(standing_of(ruling.verdict), tuple(told))


def _tag(tag: TagEntry, language: str) -> Panel:
    told = [body(*sentences.tagged(tag)), *_judged_words(tag, language)]
    told += [body(Own(tag.conclusion))] if tag.conclusion else []
    told += _body(sentences.looked(tag))
    told += [paragraph(ParagraphStyle.NOTE, warning(warned.sentence)) for warned in tag.warnings]
    return Panel(standing_of(tag.verdict), tuple(told))


def _evidence(entry: ClaimEntry, key: str, choices: ReportChoices) -> Iterator[TableBlock]:
    if entry.evidence:
        rows = tuple(_row(piece, key, choices) for piece in entry.evidence)
        yield TableBlock(sentences.HEADS["evidence"], rows, (22, 78))


def _row(piece: EvidenceEntry, key: str, choices: ReportChoices) -> tuple[Cell, ...]:
    said = [body(_source(piece, key, choices), " ", sentences.source_kind(piece.source))]
    if piece.quotation:
        said.append(paragraph(ParagraphStyle.QUOTE, Own(piece.quotation)))
    said += _note(sentences.trail(piece))
    said += [paragraph(ParagraphStyle.NOTE, *sentences.attached(file)) for file in piece.files]
    if kept := sentences.kept_back(piece, choices):
        said.append(paragraph(ParagraphStyle.NOTE, muted(kept)))
    return cell(sentences.stance(piece)), tuple(said)


def _source(piece: EvidenceEntry, key: str, choices: ReportChoices) -> Inline:
    name = phrase(Own(piece.source.name), look=RunStyle.STRONG)
    if ReportSection.SOURCES not in choices.sections:
        return name
    return JumpRun(anchor_of(f"{key}-s{piece.source.number}"), name)


# a question on a sheet


END_OF_QUESTIONS = "End of the questions."
"""The line below the last answer of an article, up to which the answer may reach."""


def question_sheet(article: ArticleEntry, language: str) -> Iterator[Block]:
    """Yield the questions of a query sheet, each with its reference and a box for the answer."""
    for entry, query in article.queries:
        ref = referred(query)
        quoted = (TextRun("  "), sentences.quoted(entry, language)) if entry.words else ()
        number = (strong(str(query.number)), TextRun("  "))
        yield ParagraphBlock(ParagraphStyle.ITEM, (*ref, *quoted), number)
        if entry.claim.statement and entry.quotes:
            words = place_sentences.in_the_text(entry.quotes[0], language, entry.note)
            yield paragraph(ParagraphStyle.NOTE, *words)
        yield from _note(place_sentences.version_noted(entry))
        yield body(strong(Own(query.question)))
        yield paragraph(ParagraphStyle.NOTE, *sentences.asked(query))
        for contact in query.agreed:
            yield paragraph(ParagraphStyle.NOTE, *agreed(contact))
        mark = JumpTarget(query_mark(query.id))
        said = (mark, *answer_to(query), " ")
        box = (paragraph(ParagraphStyle.NOTE, *said), body(""))
        yield TableBlock(("",), ((box,),), (100,), form=True)
    yield paragraph(ParagraphStyle.NOTE, muted(END_OF_QUESTIONS))


def referred(query: QueryEntry) -> tuple[Inline, ...]:
    """Return the reference of a question, by which its answer comes home."""
    return (muted(f"Ref. {query.reference}"),)


def answer_to(query: QueryEntry) -> tuple[Inline, ...]:
    """Return the words above the room for an answer."""
    return (strong(f"Answer to {query.reference}:"),)


def agreed(contact: ContactEntry) -> tuple[Inline, ...]:
    """Return the terms on which the addressee of a question speaks, and what is on the record."""
    when = Own(day_in_words(contact.contacted_on))
    parts = [part for part in (Own(contact.channel), when) if part]
    where = Own(f" ({', '.join(parts)})" if parts else "")
    terms = phrase(Own(contact.name), f": {label(contact.terms).lower()}", where)
    is_open = contact.terms is ContactTerms.ON_RECORD
    said = strong("Agreed with "), terms, TextRun(".")
    if not (is_open and contact.answer):
        return said
    return *said, strong(" Said on the record: "), phrase(Own(contact.answer))
