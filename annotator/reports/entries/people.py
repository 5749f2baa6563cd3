"""The questions, answers, reviews and rulings of people on a claim, as a report may show them.

Of a confidential contact a report keeps the code name, on which terms they spoke and whether they
replied; all other details could lead to them. Questions to them have the code name, too. Words off
the record are not shown either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from annotator.claims.judged_words import Places
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.claims.word_change import word_change
from annotator.kernel.moments import day_of
from annotator.kernel.text_folding import spell_name
from annotator.kernel.word_difference import WordDifference
from annotator.manuscripts.model import HomeReferenceKind, reference_to
from annotator.people.model import (
    CodeNames,
    Contact,
    ContactOutcome,
    ContactTerms,
    Query,
    QueryStatus,
)
from annotator.reports.entries.version_note import NOT_PLACED, VersionNote
from annotator.review.model import Decision, Review
from annotator.review.rulings import Ruling


@dataclass(frozen=True, slots=True)
class QueryEntry:
    """A question with its answer; ``asked_on`` is the reader's day of ``asked_at``, in UTC.

    ``number`` counts the questions of an article on a query sheet from 1, and is 0 elsewhere.
    ``agreed`` are the contacts with the addressee, on a call sheet.
    """

    id: str
    author: str
    addressee: str
    question: str
    asked_at: str
    asked_on: str
    answer: str = ""
    status: QueryStatus = QueryStatus.OPEN
    number: int = 0
    agreed: tuple["ContactEntry", ...] = ()

    @property
    def reference(self) -> str:
        """The words by which an answer finds its query."""
        return str(reference_to(HomeReferenceKind.QUERY, self.number, self.id))


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """A person who was asked, and the outcome; ``contacted_on`` is an ISO date or empty."""

    name: str
    author: str
    terms: ContactTerms
    outcome: ContactOutcome
    confidential: bool
    channel: str = ""
    contacted_on: str = ""
    question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """A reviewer's decision on the tag of ``about``, or on the claim where that is empty.

    ``outdated`` says that tag or claim changed since; ``other_words`` are the words that it was
    given on beside those of today, where they differ.
    """

    reviewer: str
    about: str
    decision: Decision
    why: str
    reviewed_at: str
    reviewed_on: str
    outdated: bool
    other_words: WordDifference | None = None


@dataclass(frozen=True, slots=True)
class RulingEntry:
    """The settled verdict; ``changes`` lists the changes of the tags since, a sentence each.

    ``other_words`` are the words that were settled beside those of today, where they differ.
    """

    settled_by: str
    verdict: Verdict
    reason: DisputeReason | None
    conclusion: str
    why: str
    settled_at: str
    settled_on: str
    changes: tuple[str, ...]
    other_words: WordDifference | None = None

    @property
    def holds(self) -> bool:
        """Whether the tags and the words still are as they were settled."""
        return not self.changes and self.other_words is None


def query_entry(
    query: Query,
    code_names: CodeNames,
    zone: tzinfo | None,
    contacts: Iterable[ContactEntry] = (),
) -> QueryEntry:
    """Return the question as it may be shown; a person with a code name goes by that name.

    Args:
        query: The question.
        code_names: The names of confidential people.
        zone: The zone of the reader.
        contacts: The contacts on the claim, of which those with the addressee are kept.
    """
    called = code_names.instead_of(query.addressee)
    return QueryEntry(
        query.id,
        query.author,
        called,
        query.question,
        query.asked_at,
        day_of(query.asked_at, zone),
        query.answer,
        query.status,
        agreed=tuple(each for each in contacts if spell_name(each.name) == spell_name(called)),
    )


def contact_entry(contact: Contact, *, show_confidential: bool) -> ContactEntry:
    """The entry of a contact log as it may be shown."""
    details = contact.details
    if details.confidential and not show_confidential:
        return ContactEntry(
            details.public_name,
            contact.author,
            details.terms,
            details.outcome,
            confidential=True,
        )
    return ContactEntry(
        details.person,
        contact.author,
        details.terms,
        details.outcome,
        details.confidential,
        details.channel,
        details.contacted_on,
        details.question,
        ""
        if details.terms is ContactTerms.OFF_RECORD and not show_confidential
        else details.answer,
    )


def review_entries(
    reviews: Iterable[Review],
    tags: Sequence[Tag],
    words: str,
    places: Places,
    newest_version_id: str,
    zone: tzinfo | None,
) -> tuple[ReviewEntry, ...]:
    """Return the reviews on a claim.

    Args:
        reviews: The reviews.
        tags: The tags of the claim today.
        words: Its ``claim_words`` today.
        places: Its places today.
        newest_version_id: The version that is read.
        zone: The zone of the reader.
    """
    authors = {tag.id: tag.checker for tag in tags}
    return tuple(
        ReviewEntry(
            review.checker,
            authors.get(review.tag_id, ""),
            review.decision,
            review.why,
            review.reviewed_at,
            day_of(review.reviewed_at, zone),
            review.is_outdated(tags, words, places),
            word_change(review, places, newest_version_id),
        )
        for review in reviews
    )


def ruling_entry(
    ruling: Ruling | None,
    tags: Sequence[Tag],
    places: Places,
    newest_version_id: str,
    zone: tzinfo | None,
    note: VersionNote | None = None,
) -> RulingEntry | None:
    """Return the ruling on a claim.

    Args:
        ruling: The ruling, if there is one.
        tags: The tags of the claim today.
        places: The places of the claim today.
        newest_version_id: The version that is read.
        zone: The zone of the reader.
        note: Why the claim does not stand in that version, if it does not.
    """
    if ruling is None:
        return None
    settled = ruling.settled
    unplaced = note is not None and note.is_undecided
    return RulingEntry(
        ruling.checker,
        settled.verdict,
        settled.reason,
        settled.conclusion,
        settled.why,
        ruling.ruled_at,
        day_of(ruling.ruled_at, zone),
        (*ruling.changes(tags), *([NOT_PLACED] * unplaced)),
        word_change(ruling, places, newest_version_id),
    )
