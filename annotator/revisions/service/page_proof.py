"""A page proof read against the newest version of an article: what differs, and which claims stand
there. It only reads; no row is written, and the file stays where it is.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.articles.intake.reader import LIMIT, SUFFIXES, read_bytes
from annotator.articles.locators import locator_of
from annotator.articles.model import Article
from annotator.articles.service import language
from annotator.claims.fields import Claim
from annotator.files.regular_files import FileTooLarge, read_regular
from annotator.kernel.errors import TooLarge, UnreadableFile
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.sentence_units import SentenceUnits
from annotator.kernel.wording import count_of
from annotator.project import Project
from annotator.revisions.proof import (
    Difference,
    DifferenceKind,
    ProofReading,
    ProofText,
    proof_text,
    read_proof,
    touches,
)

PROOF_SUFFIXES = SUFFIXES
"""The endings of files that can be read as a proof."""
_AROUND = 48
"""Code points of the words on either side of a difference."""
_LONGEST = 400
"""Code points of a passage that is told whole."""
LEAST_FOUND = 0.3
"""The share of a version's words from which a file is taken for a proof of it."""


@dataclass(frozen=True, slots=True)
class TouchedClaim:
    """A claim in whose sentence a difference stands, and whether it stands in its very words."""

    id: str
    number: int
    in_words: bool


@dataclass(frozen=True, slots=True)
class ProofEntry:
    """A difference as it is told: where, in which claims, and with the words around it.

    ``page`` is how its place in the proof is cited, or empty. ``before`` and ``after`` are words of
    the version, or of the proof where the version has none at the place.
    """

    difference: Difference
    page: str
    old: str
    new: str
    before: str
    after: str
    claims: tuple[TouchedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class PageProof:
    """What became of a version on its pages, with all that says what was compared.

    ``entries`` begin with those that touch claims; each part is in the order of the proof.
    ``file_sha256`` is of the bytes of the file, ``page_count`` how many pages it has, 0 for a file
    without pages.
    """

    article: Article
    text: str
    proof: ProofText
    reading: ProofReading
    entries: tuple[ProofEntry, ...]
    file_name: str
    file_sha256: str
    page_count: int

    @property
    def differs(self) -> bool:
        """Whether anything differs in words, figures, names or punctuation."""
        return bool(self.entries)

    @property
    def touching(self) -> tuple[ProofEntry, ...]:
        """The differences in sentences of claims."""
        return tuple(entry for entry in self.entries if entry.claims)

    @property
    def is_doubtful(self) -> bool:
        """Whether the file has so few words of the version that it may be of another article."""
        return self.reading.found < LEAST_FOUND * self.reading.words

    def page_of(self, span: Span) -> str:
        """Return how a place in the proof is cited, as “page 3”; empty where it is not."""
        return locator_of(self.proof.pages, span)


def read_page_proof(
    project: Project, article: Article, path: Path, progress: Progress = unwatched
) -> PageProof:
    """Return how a file differs from the newest version of an article.

    Args:
        project: The project; in a job, a connection of its own.
        article: The article.
        path: The file: a PDF, a web page, or any other that can be read as an article.
        progress: Hears how many pages are read, and then how much is compared; may ask to stop.

    Raises:
        UnreadableFile, IntakeError: the file cannot be read, and why.
        Cancelled: ``progress`` asked to stop.
    """
    data = _bytes_of(path)
    draft = read_bytes(data, path.name, progress=progress)
    proof = proof_text(draft)
    text = project.articles.text(article.version.id)
    reading = read_proof(text, proof, progress)
    told = _Telling(project, article, text, proof)
    entries = sorted(map(told.entry, reading.differences), key=lambda each: not each.claims)
    return PageProof(
        article,
        text,
        proof,
        reading,
        tuple(entries),
        path.name,
        hashlib.sha256(data).hexdigest(),
        len({page.words for page in draft.locators}),
    )


def _bytes_of(path: Path) -> bytes:
    try:
        return read_regular(path, LIMIT)
    except FileTooLarge as error:
        raise TooLarge(path.name, error.size, LIMIT) from error
    except OSError as error:
        raise UnreadableFile(path.name, error.strerror or str(error)) from error


class _Telling:
    """Tells differences with the claims that they touch and the words around them."""

    def __init__(self, project: Project, article: Article, text: str, proof: ProofText) -> None:
        self._text, self._proof = text, proof
        self._sentences = SentenceUnits(text, language(project, article))
        claims = {claim.id: claim for claim in project.claims.of_article(article.id)}
        self._places = [
            (claims[place.claim_id], place.span)
            for place in project.highlights.of_version(article.version.id)
            if place.claim_id in claims
        ]

    def entry(self, difference: Difference) -> ProofEntry:
        """Return a difference as it is told."""
        is_of_proof = difference.kind in {DifferenceKind.ADDED, DifferenceKind.MISQUOTED}
        told = difference.new if is_of_proof else difference.old
        at = difference.new_at if is_of_proof else difference.old_at
        words = self._proof.text if is_of_proof else self._text
        start, end = (told.start, told.end) if told else (at, at)
        place = difference.new or Span(difference.new_at, difference.new_at + 1)
        return ProofEntry(
            difference,
            locator_of(self._proof.pages, place),
            shown(difference.old.of(self._text)) if difference.old else "",
            shown(difference.new.of(self._proof.text)) if difference.new else "",
            _before(words, start),
            _after(words, end),
            tuple(self._touched(difference)),
        )

    def _touched(self, difference: Difference) -> Iterator[TouchedClaim]:
        found: dict[str, tuple[Claim, bool]] = {}
        for claim, place in self._places:
            if touches(difference, self._sentences, place):
                in_words = found.get(claim.id, (claim, False))[1] or _is_within(difference, place)
                found[claim.id] = claim, in_words
        for claim, in_words in sorted(found.values(), key=lambda each: each[0].number):
            yield TouchedClaim(claim.id, claim.number, in_words)


def shown(words: str) -> str:
    """Return words of a text or of pages in one line, without hyphens that nobody sees."""
    return " ".join(words.replace("\u00ad", "").split())


def in_short(words: str) -> str:
    """Return words whole, or the first of them and how many there are."""
    if len(words) <= _LONGEST:
        return words
    return f"{excerpt(words, _LONGEST)} ({count_of(len(words.split()), 'word')})"


def _is_within(difference: Difference, place: Span) -> bool:
    if difference.old is not None:
        return difference.old.overlaps(place)
    return place.start < difference.old_at < place.end


def _before(text: str, at: int) -> str:
    """Return the words of the paragraph before a place, whole and in one line."""
    start = max(0, at - _AROUND)
    line = text[start:at].rpartition("\n")[2] if "\n\n" in text[start:at] else text[start:at]
    if start and line == text[start:at] and not text[start - 1].isspace():
        line = line.partition(" ")[2] if " " in line else line
    return _in_one_line(line)


def _after(text: str, at: int) -> str:
    """Return the words of the paragraph behind a place, whole and in one line."""
    line = text[at : at + _AROUND].partition("\n\n")[0]
    is_cut = line == text[at : at + _AROUND] and at + _AROUND < len(text)
    if is_cut and not text[at + _AROUND].isspace():
        line = line.rpartition(" ")[0] or line
    return _in_one_line(line)


def _in_one_line(words: str) -> str:
    ends = " " * words[:1].isspace(), " " * words[-1:].isspace()
    inner = shown(words)
    return f"{ends[0]}{inner}{ends[1]}" if inner else " " * bool(words)
