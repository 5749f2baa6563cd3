"""The sentences of a report, each written here once, for every format."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from unicodedata import bidirectional

from annotator.appearance import label, meaning, style, symbol
from annotator.articles.left_out import in_words
from annotator.articles.model import Metadata, Version
from annotator.claims.contradictions import Contradiction
from annotator.claims.coverage import Reading
from annotator.claims.fields import Claim
from annotator.claims.model import ClaimStatus
from annotator.claims.verdicts import DisputeReason, Standing, Verdict, standing_of
from annotator.kernel.word_difference import AT_ANOTHER_PLACE, UNSEEN, ComparedText
from annotator.kernel.wording import count_of, day_in_words, form_for, size_of, within_quotation
from annotator.reports.choices import ReportChoices, ReportSection
from annotator.reports.document.blocks import (
    Inline,
    JumpRun,
    LinkRun,
    Own,
    RunStyle,
    TextRun,
    anchor_of,
    muted,
    phrase,
    strong,
    warning,
)
from annotator.reports.entries.articles import COUNTED, ArticleEntry
from annotator.reports.entries.attention import Attention, AttentionGroup, Cause
from annotator.reports.entries.claims import ClaimEntry, TagEntry
from annotator.reports.entries.evidence import EvidenceEntry, FileEntry, SourceEntry
from annotator.reports.entries.people import ContactEntry, QueryEntry, ReviewEntry, RulingEntry
from annotator.reports.entries.report import Report
from annotator.reports.entries.wording import brief, cause, digits, fields, listed, sentences_of
from annotator.reports.links import leads_somewhere

Content = tuple[Inline, ...]
"""A sentence; empty where there is none to write."""

CONFIDENTIAL = "Confidential. "
NAMES_CONFIDENTIAL = "This report names confidential sources and contacts."
KEEP_IT = "Keep it to those who may know them."
NO_ARTICLES = "There are no articles in this report."
HOW_TO_READ = "How to read this report"
SIGNERS = ("Checked by", "Reviewed by", "Editor")
DECISIONS = "Publish\N{NO-BREAK SPACE}☐  Change\N{NO-BREAK SPACE}☐  Hold\N{NO-BREAK SPACE}☐"
HEADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "evidence": ("Evidence", "Source and what it says"),
        "corrections": ("No.", "Old wording", "New wording", "Reason and evidence"),
        "sources": ("No.", "Source", "Claims"),
        "sign_off": ("Role", "Name", "Decision", "Date and signature"),
    }
)
"""The headings of the columns of each table."""
_FOR_READERS = (
    "A verdict applies to the words as quoted here, on the day of this report. Claims still "
    "being checked are left out. Of a confidential source, only its rank and what it says for "
    "or against a claim are given."
)
_FOR_THE_DESK = (
    "Claims are in the order of the text and keep their numbers. Every checker’s verdict is "
    "shown as given. Where somebody has settled a claim, the ruling counts as long as its tags "
    "have not changed. A verdict or ruling that was given on other words is shown with both, and "
    "does not count. House rules warn; they do not block."
)
_WITHHELD = (
    "Of a confidential source, only its code name, rank and stance are shown; of a "
    "confidential contact, only the code name. Everything else about them stays in the "
    "project, as do answers given off the record and the checkers’ working notes."
)
_NAMED = (
    "Confidential sources are named in this report. The checkers’ working notes stay in the "
    "project."
)
_TO_NOTE = " (see the search note)"
GIVEN_ON, GIVEN_ELSEWHERE = "Given on other words: ", f"Given on {AT_ANOTHER_PLACE}: "
WORDS_NOW, NOT_THERE = "Now: ", "The claim has no words in the text any more."
GIVEN_BEFORE = "Given on an older version: "
"""How the words that somebody judged stand beside those of today."""
UNREAD_SIGN, UNREAD_MEANS = "○ ", "Not looked at"
"""The sign before a sentence of the article that no checker has looked at, and its name."""
_SIGNS = "In the article, ○ stands before a sentence that nobody has looked at."
_DECIDED = 3
"""How many of the standings a claim can have in public."""


# a report and an article


def confidential() -> Content:
    """Return the warning that a report names confidential people."""
    return strong(CONFIDENTIAL), TextRun(f"{NAMES_CONFIDENTIAL} {KEEP_IT}")


def only(sentences: Sequence[str]) -> Content:
    """Return which claims were asked for; empty for all of them."""
    return (muted(Own(" ".join(sentences))),) if sentences else ()


def clock(report: Report) -> TextRun:
    """Return how the days of a report are meant."""
    on = f" ({report.offset} on {day_in_words(report.stated_date)})" if report.offset else ""
    return TextRun(f"Days are by the clock of the computer that made this report{on}.")


def byline(metadata: Metadata) -> Content:
    """Return the writer of an article, its outlet and its date."""
    return facts(metadata.byline, metadata.outlet, day_in_words(metadata.published))


def explained(choices: ReportChoices) -> list[tuple[Standing, str]]:
    """Return the standings that a reader has to know, each with its meaning."""
    if not choices.is_public:
        return [(standing, meaning(standing)) for standing in COUNTED]
    return [(standing, meaning(standing).replace(_TO_NOTE, "")) for standing in COUNTED[:_DECIDED]]


def how_to_read(choices: ReportChoices) -> tuple[str, ...]:
    """Return the advice for a reader beside the verdicts, a paragraph each."""
    if choices.is_public:
        return (_FOR_READERS,)
    held = _NAMED if choices.show_confidential else _WITHHELD
    signs = (_SIGNS,) if ReportSection.TEXT in choices.sections else ()
    return _FOR_THE_DESK, *signs, held


def record(article: ArticleEntry, stated: date) -> list[tuple[str, TextRun]]:
    """Return the record of the check, its checkers, text and dates: a name for each fact."""
    reviewers = [("Reviewed by", names(article.reviewers))] if article.reviewers else []
    texts = [
        (f"Text, version {version.number}", _text(version, day))
        for version, day in zip(article.versions, article.brought_in_on, strict=True)
    ]
    checkers = names(article.checkers) if article.checkers else TextRun("nobody yet")
    read = [("Read", phrase(*_read(article.reading)))] if article.reading else []
    return [
        ("Checked by", checkers),
        *reviewers,
        *read,
        ("Report of", TextRun(day_in_words(stated))),
        *reversed(texts),
        *([("Left out of the text", TextRun(in_words(article.lacking)))] * bool(article.lacking)),
    ]


def unread(article: ArticleEntry) -> Content:
    """Return how many sentences were looked at, and the checkers who did so."""
    return (phrase(*_read(article.reading), "."),) if article.reading else ()


def void_marks(article: ArticleEntry) -> list[Content]:
    """Return a sentence on each mark “nothing to check” that no longer holds."""
    return [
        (
            muted(
                Own(listed(mark.checkers)),
                " had marked “",
                Own(within_quotation(brief(words))),
                "” as nothing to check. That no longer holds: ",
                f"{mark.why}.",
            ),
        )
        for words, mark in article.void_marks
    ]


def _read(reading: Reading) -> list[str]:
    said = [sentences_of(reading.coverage.looked_at, reading.coverage.sentences) + " looked at"]
    by = [part for name in reading.checkers for part in (", ", Own(name))][1:]
    return [*said, ", by ", *by] if by else said


def names(people: Iterable[str]) -> TextRun:
    """Return the names of people in a row."""
    parts: list[str] = []
    for person in people:
        parts += [", "] * bool(parts) + [Own(person)]
    return phrase(*parts)


def left_out(article: ArticleEntry) -> Content:
    """Return how many claims of an article are not in the report."""
    if not article.left_out:
        return ()
    are = form_for(article.left_out, "is", "are")
    claims = count_of(article.left_out, "claim")
    return (warning(f"{claims} of this article {are} not in this report."),)


def unconfirmed(article: ArticleEntry) -> Content:
    """Return which details of an article were found, and confirmed by no person."""
    if not article.unconfirmed:
        return ()
    found = listed(fields(article.unconfirmed))
    return (warning(f"Found automatically, not confirmed by a person, and left out: {found}."),)


def signers(article: ArticleEntry) -> list[tuple[str, TextRun, str]]:
    """Return the roles of the signers, with their names and the decisions they can tick."""
    people = (article.checkers, article.reviewers, ())
    return [
        (role, names(named), DECISIONS if role == SIGNERS[-1] else "")
        for role, named in zip(SIGNERS, people, strict=True)
    ]


# a claim


def verdict(given: Verdict, reason: DisputeReason | None = None) -> TextRun:
    """Return a verdict with its letter, in words."""
    return _badge(standing_of(given), _reasons(reason))


def judged(entry: ClaimEntry) -> TextRun:
    """Return where a claim stands, with its letter, in words."""
    return _badge(entry.standing, entry.reasons)


def standing_in_words(standing: Standing, reasons: Iterable[DisputeReason] = ()) -> str:
    """Return a standing with its reasons, as “Disputed: contradicted and misleading”."""
    why = listed([label(reason).lower() for reason in reasons])
    disputed = standing is Standing.DISPUTED
    return f"{label(standing)}: {why}" if why and disputed else label(standing)


def _badge(standing: Standing, reasons: Iterable[DisputeReason]) -> TextRun:
    said = f" {style(standing).letter} {standing_in_words(standing, reasons)} "
    return TextRun(said, RunStyle.VERDICT, standing)


def _reasons(reason: DisputeReason | None) -> tuple[DisputeReason, ...]:
    return (reason,) if reason else ()


def number(entry: ClaimEntry, *, leads: bool = True) -> Inline:
    """Return the number of a claim, which leads to it where the document has it."""
    if leads:
        spoken = f"Claim {entry.claim.number}"
        return JumpRun(anchor_of(entry.key), TextRun(str(entry.claim.number)), label=spoken)
    return strong(str(entry.claim.number))


def quoted(entry: ClaimEntry, language: str = "") -> TextRun:
    """Return the statement, or the first words that are quoted from the text."""
    if entry.claim.statement:
        return phrase(Own(entry.claim.statement))
    return quotation(entry.words, language)


def quotation(words: str, language: str = "") -> TextRun:
    """Return words between quotation marks."""
    return phrase("“", Own(within_quotation(words)), "”", language=language)


def status(entry: ClaimEntry) -> str:
    """Return the status of a claim that is worked on; empty for a checked claim."""
    state = entry.claim.status
    shown = state is not ClaimStatus.CHECKED and (entry.tags or state is not ClaimStatus.OPEN)
    return label(state) if shown else ""


def legal_risk(claim: Claim) -> str:
    """Return the warning that a claim is a risk before the law, if it is."""
    return "Legal risk" if claim.legal_risk else ""


def origin(claim: Claim) -> Content:
    """Return the speaker of a claim, and the date."""
    day = Own(day_in_words(claim.said_on)) if claim.said_on else ""
    if claim.speaker:
        return (muted("Said by ", Own(claim.speaker), ", " if day else "", day),)
    return (muted("Said on ", day),) if day else ()


def tagged(tag: TagEntry) -> Content:
    """Return a tag: the verdict, the checker and the day."""
    older = "" if tag.current else ", on an older version of the text"
    day = Own(day_in_words(tag.tagged_on))
    return verdict(tag.verdict, tag.reason), muted(" ", Own(tag.checker), ", ", day, older)


def tagged_in_public(tag: TagEntry) -> Content:
    """Return the checker of a claim, and the date."""
    return (muted("Checked by ", Own(tag.checker), ", ", Own(day_in_words(tag.tagged_on))),)


def differing(tag: TagEntry) -> Content:
    """Return the verdict of a checker among several."""
    return phrase(Own(tag.checker), ":"), verdict(tag.verdict, tag.reason)


def contradicting(found: Contradiction) -> Content:
    """Return the verdict of another claim on the same words."""
    return (warning(Own(found.beside)),)


Judged = TagEntry | RulingEntry | ReviewEntry
"""What somebody judged of a claim, in the words that it had then."""


def given_on(judged: Judged, language: str = "") -> Content:
    """Return the words that somebody judged, where the claim has other words by now."""
    if judged.other_words is None:
        return ()
    before, now = judged.other_words.before, judged.other_words.now
    said = GIVEN_ON if before.marks or now.marks or not now.words else GIVEN_ELSEWHERE
    said = GIVEN_BEFORE if judged.other_words.is_undecided else said
    return (warning(said), *former_words(judged, language))


def former_words(judged: Judged, language: str = "") -> Content:
    """Return the judged words, with marks on words that the claim has lost since."""
    change = judged.other_words
    return _marked(change.before, RunStyle.OLD, language) if change else ()


def words_now(judged: Judged, language: str = "") -> Content:
    """Return the words that a claim has now, where somebody judged it in other words."""
    if judged.other_words is None:
        return ()
    before, now = judged.other_words.before, judged.other_words.now
    if not now.words:
        return (warning(UNSEEN if judged.other_words.is_undecided else NOT_THERE),)
    if not (before.marks or now.marks):
        return ()
    return (muted(WORDS_NOW), *_marked(now, RunStyle.NEW, language))


def _marked(text: ComparedText, look: RunStyle, language: str) -> Content:
    """Return words between quotation marks, those that differ in a look of their own."""
    plain = RunStyle.PLAIN
    words = (
        phrase(Own(within_quotation(said)), look=look if differs else plain, language=language)
        for said, differs in text.stretches
    )
    return (TextRun("“"), *words, TextRun("”"))


def looked(tag: TagEntry) -> Content:
    """Return where a checker looked."""
    return _told("Where we looked: ", tag.search_note)


def settled(ruling: RulingEntry) -> Content:
    """Return a ruling: the verdict, its author and the day."""
    day = Own(day_in_words(ruling.settled_on))
    by = muted(" by ", Own(ruling.settled_by), ", ", day)
    return strong("Settled: "), verdict(ruling.verdict, ruling.reason), by


def settled_why(ruling: RulingEntry) -> Content:
    """Return why a ruling is as it is."""
    return _told("Why: ", ruling.why)


def lapsed(ruling: RulingEntry) -> Content:
    """Return why a ruling does not count, if it does not."""
    if ruling.holds:
        return ()
    said = "The ruling does not count until the claim is settled again: "
    return (warning(said, Own(" ".join(ruling.changes))),)


def resolved(claim: Claim) -> Content:
    """Return the resolution of the wording."""
    return (strong(f"{label(claim.resolution)}."),) if claim.resolution else ()


def proposed(claim: Claim) -> Content:
    """Return the wording that is proposed."""
    return _told("Proposed wording: ", claim.proposed_wording)


def _told(said: str, words: str) -> Content:
    return (strong(said), phrase(Own(words))) if words else ()


# evidence and sources


def stance(piece: EvidenceEntry) -> str:
    """Return the sign and the name of a stance."""
    return f"{symbol(piece.stance)} {label(piece.stance)}"


def source_kind(source: SourceEntry) -> TextRun:
    """Return the rank and the kind of a source."""
    said = [label(source.rank).lower()]
    said += [label(source.type).lower()] if source.type else []
    return muted(" · ".join([*said, *["confidential"] * source.confidential]))


def trail(piece: EvidenceEntry) -> Content:
    """Return where in the source it stands, where the source is, and when it was looked at."""
    return _joined(" · ", trail_parts(piece))


def trail_parts(piece: EvidenceEntry) -> list[Inline]:
    """Return the parts of the trail, each for itself."""
    parts: list[Inline] = [phrase(Own(piece.locator))] if piece.locator else []
    if piece.source.url:
        parts.append(address(piece.source.url))
    if piece.source.archive_url:
        parts.append(address(piece.source.archive_url, ARCHIVED_COPY))
    if piece.accessed_on:
        parts.append(accessed(piece))
    return parts


SOURCE, ARCHIVED_COPY, ARCHIVED = "source", "archived copy", "Archived: "
"""Words that lead to the address of a source."""


def accessed(piece: EvidenceEntry) -> TextRun:
    """Return the day on which a source was looked at."""
    return phrase("accessed ", Own(day_in_words(piece.accessed_on)))


def attached(file: FileEntry) -> Content:
    """Return an attached file, with its size and its SHA-256."""
    named = muted(Own(file.name), f", {size_of(file.size)}, SHA-256 ")
    return named, TextRun(file.sha256, RunStyle.CODE)


def kept_back(piece: EvidenceEntry, choices: ReportChoices) -> str:
    """Return that details of a confidential source are kept back, if they are."""
    if not piece.source.confidential or choices.show_confidential:
        return ""
    if choices.is_public:
        return "Details are not published."
    files = f", with {count_of(piece.withheld, 'file')}" if piece.withheld else ""
    return f"Details are kept in the project{files}."


def published(source: SourceEntry) -> Content:
    """Return the writer, the publisher and the date of a source."""
    return facts(source.author, source.publisher, day_in_words(source.published))


def address(url: str, text: str = "") -> Inline:
    """Return a web address that a reader may follow; any other address is words only."""
    if leads_somewhere(url):
        return LinkRun(url, text or url)
    return phrase(*((text, ": ") if text else ()), Own(url))


def facts(*said: str) -> Content:
    """Return facts in a line; behind Arabic words a date would else be read backwards."""
    given = [part for part in said if part]
    turned = any(bidirectional(letter) == "AL" for part in given for letter in part)
    dot = " · \N{LEFT-TO-RIGHT MARK}" if turned else " · "
    parts: list[str] = []
    for part in given:
        parts += [dot] * bool(parts) + [Own(part)]
    return (muted(*parts),) if parts else ()


# queries, contacts, reviews


def question(query: QueryEntry) -> Content:
    """Return a question among all that is known of a claim, with its answer."""
    to = (" to ", Own(query.addressee)) if query.addressee else ()
    asked = muted(", asked by ", Own(query.author), " on ", Own(day_in_words(query.asked_on)), ": ")
    head = strong(f"{label(query.status)} query", *to)
    return head, asked, phrase(Own(query.question)), *_told(" Answer: ", query.answer)


def asked(query: QueryEntry) -> Content:
    """Return the addressee of a question, its author and the date."""
    to = ("To ", Own(query.addressee), ", asked") if query.addressee else ("Asked",)
    day = Own(day_in_words(query.asked_on))
    return (muted(*to, " by ", Own(query.author), " on ", day),)


def contacted(contact: ContactEntry) -> Content:
    """Return the person who was asked, and the outcome."""
    parts: list[str] = []
    for part in (
        Own(contact.name),
        Own(contact.channel),
        Own(day_in_words(contact.contacted_on)),
        label(contact.terms).lower(),
    ):
        parts += [part, ", "] if part else []
    said = phrase(*parts, "asked by ", Own(contact.author))
    kind = [muted(" (confidential)")] if contact.confidential else []
    asked_, answered = _told(" Asked: ", contact.question), _told(" Answered: ", contact.answer)
    return strong(f"{label(contact.outcome)}: "), said, *kind, TextRun("."), *asked_, *answered


def reviewed(review: ReviewEntry) -> Content:
    """Return a reviewer's decision, and the reason."""
    about = (" on the verdict of ", Own(review.about)) if review.about else ()
    who = muted(Own(review.reviewer), *about, ", ", Own(day_in_words(review.reviewed_on)), ": ")
    why = [phrase(", ", Own(review.why))] if review.why else []
    changed = [warning(" Changed since.")] if review.outdated else []
    return who, strong(label(review.decision)), *why, *changed


# several sentences together


def remark(entry: ClaimEntry) -> Content:
    """Return the verdict on a claim, as it begins a remark in the margin."""
    return TextRun(f"Claim {entry.claim.number}: "), judged(entry)


def evidence_in_short(piece: EvidenceEntry) -> Content:
    """Return a piece of evidence in a line."""
    parts: list[Inline] = [phrase(f"{label(piece.stance)}: ", Own(piece.source.name))]
    parts += [phrase(Own(piece.locator))] if piece.locator else []
    parts += [quotation(piece.quotation)] if piece.quotation else []
    parts += [accessed(piece)] if piece.accessed_on else []
    urls = ((SOURCE, piece.source.url), (ARCHIVED_COPY, piece.source.archive_url))
    parts += [LinkRun(url, said) for said, url in urls if leads_somewhere(url)]
    return _joined(", ", parts)


def _joined(between: str, parts: Iterable[Inline]) -> Content:
    found: list[Inline] = []
    for part in parts:
        found += [*[TextRun(between)] * bool(found), part]
    return tuple(found)


def rests_on(piece: EvidenceEntry) -> Content:
    """Return a source that a correction rests on."""
    where = (", ", Own(piece.locator)) if piece.locator else ()
    said = phrase(f"{symbol(piece.stance)} ", Own(piece.source.name), *where, " ")
    return (said, *([address(piece.source.url, SOURCE)] if piece.source.url else []))


def archived(source: SourceEntry) -> Content:
    """Return where a copy of a source is kept."""
    return (TextRun(ARCHIVED), address(source.archive_url)) if source.archive_url else ()


def group_heading(group: AttentionGroup) -> str:
    """Return why claims need attention, and how many do."""
    return f"{cause(group.cause)} ({digits(len(group.items))})"


def needing(item: Attention, why: Cause) -> Content:
    """Return the reason why a claim needs attention."""
    found: list[Inline] = []
    if why is Cause.DIFFERING:
        for tag in item.claim.held_tags:
            found += [*differing(tag), TextRun(" ")]
    elif why is Cause.OUTDATED:
        for tag in item.claim.tags:
            found += [*differing(tag), muted(" on "), *former_words(tag), TextRun(" ")]
    elif why is Cause.DISPUTED:
        found += [judged(item.claim), TextRun(" ")]
    if item.sentences:
        found.append(phrase(Own(" ".join(item.sentences))))
    return tuple(found)


def _text(version: Version, day: str) -> TextRun:
    made, length = day_in_words(day), count_of(version.length, "character")
    on = f"published on {day_in_words(version.published_on)}, " if version.published_on else ""
    at = (Own(version.published_url), ", ") if version.published_url else ()
    return phrase(f"{made}, ", on, *at, f"{length}, SHA-256 {version.sha256}")
