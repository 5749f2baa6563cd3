"""Names of confidential people and sources that stand in somebody's own words on a claim.

What a source or contact says of itself is held back by the model; but whoever writes a name into a
conclusion or a question discloses it in every report that shows these words. Only a person can
tell whether a name is meant, so a report warns of it, and does not change anybody's words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.name_finding import NameFinder
from annotator.report.articles import ArticleEntry
from annotator.report.claims import ClaimEntry
from annotator.report.model import Report
from annotator.report.secret_names import finder
from annotator.services.project import Project


@dataclass(frozen=True, slots=True)
class Slip:
    """A name in somebody's words: where, which name as it stands there, and whose it is.

    ``number`` is that of the claim, or ``None`` for what the article itself says; ``article`` is
    empty for what stands in none.
    """

    article: str
    number: int | None
    field: str
    name: str
    code_name: str

    @property
    def sentence(self) -> str:
        """What a person has to look at before the report goes out."""
        claim = f"claim {self.number}, " if self.number is not None else ""
        where = f"{self.field} of {claim}“{self.article}”" if self.article else self.field
        name = " ".join(self.name.split())
        return (
            f"“{name}” stands in {where}:"
            f" that is in the record of {self.code_name}, who is confidential."
        )


def slips(project: Project, report: Report) -> list[Slip]:
    """The names that a report would disclose, in its order; none where it shows them on purpose.

    Raises:
        Cancelled: the report's ``progress`` asked to stop.
    """
    names = finder(project)
    if report.shows_confidential or not names:
        return []
    return [slip for article in report.articles for slip in _in_article(article, names)]


def _in_article(article: ArticleEntry, names: NameFinder) -> Iterator[Slip]:
    for field, words in _of_article(article):
        for name, code_name in names.found_in(words):
            yield Slip(article.heading, None, field, name, code_name)
    for entry in article.claims:
        for field, words in (*_quoted(article, entry), *_words(entry)):
            for name, code_name in names.found_in(words):
                yield Slip(article.heading, entry.claim.number, field, name, code_name)


def _of_article(article: ArticleEntry) -> Iterator[tuple[str, str]]:
    about = article.metadata
    yield "the heading", article.heading
    yield "the byline", about.byline
    yield "the outlet", about.outlet
    yield "the address", about.url
    if article.text:
        yield "the text", article.canonical


def _quoted(article: ArticleEntry, entry: ClaimEntry) -> Iterator[tuple[str, str]]:
    """The words quoted, where they do not stand in the report's text anyway."""
    if not article.text or not entry.highlights:
        yield from _each("the words", entry.quotes)


def _words(entry: ClaimEntry) -> Iterator[tuple[str, str]]:
    """All that people wrote on a claim in their own words, each with what it is called."""
    claim = entry.claim
    yield "the statement", claim.statement
    yield "the speaker", claim.speaker
    yield "the proposed wording", claim.proposed_wording
    yield from _each("the conclusion", entry.conclusions)
    yield from _each("the search note", (tag.search_note for tag in entry.tags))
    said = (tag.conclusion for tag in entry.tags)
    yield from _each("a conclusion", (words for words in said if words not in entry.conclusions))
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
