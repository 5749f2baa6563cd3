"""Names of confidential people and sources that stand in somebody's own words on a claim.

What a source or contact says of itself is held back by the model; but whoever writes a name into a
conclusion or a question discloses it in every report that shows these words. Only a person can
tell whether a name is meant, so a report warns of it, and does not change anybody's words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotator.domain.evidence import SourceDetails
from annotator.domain.people import ContactDetails
from annotator.report.claims import ClaimEntry
from annotator.report.model import Report
from annotator.services.project import Project

_SHORTEST = 4
"""Shorter names are met in too many words that have nothing to do with them."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A name in somebody's words: where, which name as it stands there, and whose it is."""

    article: str
    number: int
    field: str
    name: str
    code_name: str

    @property
    def sentence(self) -> str:
        """What a person has to look at before the report goes out."""
        return (
            f"“{self.name}” stands in {self.field} of claim {self.number}, “{self.article}”:"
            f" that is in the record of {self.code_name}, who is confidential."
        )


def slips(project: Project, report: Report) -> list[Slip]:
    """The names that a report would disclose, in its order; none where it shows them on purpose.

    Raises:
        Cancelled: the report's ``progress`` asked to stop.
    """
    names = _names(project)
    if report.shows_confidential or not names:
        return []
    pattern = _pattern(names)
    return [
        Slip(article.heading, entry.claim.number, field, found, names[found.casefold()])
        for article in report.articles
        for entry in article.claims
        for field, words in _words(entry)
        for found in dict.fromkeys(pattern.findall(words))
    ]


def _names(project: Project) -> dict[str, str]:
    """The code name for each name, which is casefolded."""
    found: dict[str, str] = {}
    for source in project.sources.confidential():
        found.update(dict.fromkeys(_of_source(source), source.code_name))
    for contact in project.people.confidential():
        found.update(dict.fromkeys(_of_contact(contact), contact.code_name))
    # a source of which only the code name is known has it as its title, too
    return {n: code for n, code in found.items() if len(n) >= _SHORTEST and n != code.casefold()}


def _of_source(source: SourceDetails) -> Iterator[str]:
    yield source.title.strip().casefold()
    yield from _of_person(source.author)


def _of_contact(contact: ContactDetails) -> Iterator[str]:
    yield from _of_person(contact.person)


def _of_person(name: str) -> Iterator[str]:
    """The whole name, and its last word: people are spoken of by it."""
    folded = name.strip().casefold()
    yield folded
    yield from folded.split()[-1:]


def _pattern(names: Mapping[str, str]) -> "re.Pattern[str]":
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _words(entry: ClaimEntry) -> Iterator[tuple[str, str]]:
    """All that people wrote on a claim in their own words, each with what it is called."""
    claim = entry.claim
    yield "the statement", claim.statement
    yield "the speaker", claim.speaker
    yield "the proposed wording", claim.proposed_wording
    yield from _each("the conclusion", entry.conclusions)
    yield from _each("the search note", (tag.search_note for tag in entry.tags))
    yield from _each("a conclusion", (tag.conclusion for tag in entry.tags))
    for piece in entry.evidence:
        yield "the evidence", "\n".join((piece.source.name, piece.locator, piece.quotation))
    for query in entry.all_queries:
        yield "a query", "\n".join((query.addressee, query.question, query.answer))
    for contact in entry.contacts:
        yield "the contact log", "\n".join((contact.name, contact.question, contact.answer))
    yield from _each("a review", (review.why for review in entry.reviews))
    if entry.ruling:
        yield "the ruling", "\n".join((entry.ruling.conclusion, entry.ruling.why))


def _each(field: str, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((field, each) for each in words)
