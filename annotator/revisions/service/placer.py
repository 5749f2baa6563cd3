"""Places of claims in the newest text of an article, as it is stored or still a draft."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from annotator.articles.intake import reader
from annotator.articles.model import TRACKED_CHANGES, Article, Draft, OriginalFile, Version
from annotator.claims.coverage import CoverageMark, held_sentences, touching, unite_spans, untouched
from annotator.kernel.errors import IntakeError
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.sentence_units import SentenceUnits
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from annotator.revisions.differences import words_of
from annotator.revisions.edit_script import EditScript, edit_script
from annotator.revisions.model import Placing
from annotator.revisions.placements import Placement, place_claims
from annotator.revisions.plan import CarriedMark, CarriedMarks, OlderPlace, PlaceInContext

_IN_A_ROW = 4
"""Words in a row by which two texts are compared as a whole."""


class VersionPlacer:
    """Finds places of older versions of an article in a text.

    Args:
        project: The project.
        article: The article, with its newest version that is stored.
        draft: The text in which places are sought, with the changes tracked in its file.
    """

    def __init__(self, project: Project, article: Article, draft: Draft) -> None:
        self._project = project
        self._article = article
        self._language = article.metadata.language
        self._older: dict[str, SentenceUnits] = {}
        self._scripts: dict[str, EditScript | None] = {}
        self._marked = _with_both_words(draft)
        self.new = SentenceUnits(draft.text, self._language)

    def older(self, version: Version) -> SentenceUnits:
        """Return the sentences of an older version."""
        if version.id not in self._older:
            text = self._project.articles.text(version.id)
            self._older[version.id] = SentenceUnits(text, self._language)
        return self._older[version.id]

    def script(self, version: Version) -> EditScript | None:
        """Return the changes tracked in the file of the text, if they lead there from a version."""
        if self._marked is None:
            return None
        if version.id not in self._scripts:
            older = self.older(version).text
            self._scripts[version.id] = edit_script(older, self.new.text, self._marked)
        return self._scripts[version.id]

    def placements(
        self, places: Sequence[OlderPlace], progress: Progress = unwatched
    ) -> list[tuple[OlderPlace, Placement]]:
        """Return what becomes of places, by version and in text order.

        Raises:
            Cancelled: ``progress`` asked to stop.
        """
        found: list[tuple[OlderPlace, Placement]] = []
        in_order = sorted(places, key=_order)
        for _, of_version in groupby(in_order, key=lambda place: place.older.id):
            several = [*of_version]
            before = len(found)
            placed = place_claims(
                self.older(several[0].older),
                self.new,
                [place.highlight.span for place in several],
                _shifted(progress, before, len(places)),
                self.script(several[0].older),
            )
            found += zip(several, placed, strict=True)
        return found

    def same_sentences(self, version: Version) -> int:
        """Return how many sentences of the text a version has, too."""
        there = {*self.older(version).readings}
        return sum(reading in there for reading in self.new.readings)

    def shared(self, version: Version) -> float:
        """Return the share of the shorter text, from 0 to 1, that stands in the other.

        It counts words in a row, and sees them in whatever order they come.
        """
        one, other = ({*_rows_of_words(text)} for text in (self.older(version).text, self.new.text))
        least = min(len(one), len(other))
        return len(one & other) / least if least else 0.0

    def stood_before(self, placement: Placement, version: Version) -> bool:
        """Return whether the sentence of the likeliest place stood in a version already."""
        if not placement.proposals:
            return True
        there = {*self.older(version).readings}
        numbers = self.new.touched(placement.proposals[0])
        return all(self.new.readings[number] in there for number in numbers)

    def marks(self, version: Version, progress: Progress = unwatched) -> CarriedMarks:
        """Return the marks of nothing to check in a version that stand on in the text.

        A mark stays on a sentence that reads as before, if it is certain which it is. Of a
        sentence with a claim it said nothing any more, and is not carried over.
        """
        seen = self._project.coverage.of_version(version.id)
        if not seen:
            return CarriedMarks()
        units = self.older(version)
        every = Sentences(units.text, self._language).all()
        claims = unite_spans(self._project.highlights.spans(version.id))
        marked = [*_marked(seen, [*untouched(every, claims)], units.text)]
        sentences = [sentence for sentence, _ in marked]
        placed = place_claims(units, self.new, sentences, progress, self.script(version))
        stays = [
            (placement.proposals[0], mark)
            for placement, (_, mark) in zip(placed, marked, strict=True)
            if placement.placing is Placing.SAME
        ]
        carried = tuple(_joined(stays, self.new.text))
        return CarriedMarks(carried, len(stays), len(marked) - len(stays), tuple(seen))


def _order(place: OlderPlace) -> tuple[int, str, int, int, str]:
    span = place.highlight.span
    return place.older.number, place.older.id, span.start, -span.end, place.highlight.id


def _shifted(progress: Progress, before: int, total: int) -> Progress:
    """Return progress that goes on where other work ended.

    Args:
        progress: The progress of all the work.
        before: The number of pieces that were done before.
        total: The number of all pieces.
    """
    return lambda done, _: progress(before + done, total)


def _rows_of_words(text: str) -> Iterator[tuple[str, ...]]:
    words = [text[start:end] for start, end in words_of(text, 0, len(text))]
    for number in range(len(words) - _IN_A_ROW + 1):
        yield tuple(words[number : number + _IN_A_ROW])


def _marked(
    marks: Sequence[CoverageMark], sentences: Sequence[Span], text: str
) -> Iterator[tuple[Span, CoverageMark]]:
    """Yield the sentences that a checker marked, each with the first mark of theirs on it."""
    by_checker: dict[str, list[CoverageMark]] = {}
    for mark in marks:
        by_checker.setdefault(mark.checker_id, []).append(mark)
    for own in by_checker.values():
        first: dict[Span, CoverageMark] = {}
        for mark in own:
            for sentence in touching(sentences, mark.span):
                first.setdefault(sentence, mark)
        for sentence in held_sentences(sorted(first), [mark.span for mark in own], text):
            yield sentence, first[sentence]


def _joined(stays: Iterable[tuple[Span, CoverageMark]], text: str) -> Iterator[CarriedMark]:
    """Yield marks on sentences; neighbours with the same mark are one stretch."""
    by_mark: dict[str, tuple[CoverageMark, list[Span]]] = {}
    for span, mark in stays:
        by_mark.setdefault(mark.id, (mark, []))[1].append(span)
    for mark, spans in by_mark.values():
        start = None
        in_order = sorted({*spans})
        for number, span in enumerate(in_order):
            start = span.start if start is None else start
            after = in_order[number + 1] if number + 1 < len(in_order) else None
            if after is None or text[span.end : after.start].strip():
                yield CarriedMark(mark, Span(start, span.end))
                start = None


def in_context(units: SentenceUnits, span: Span) -> PlaceInContext:
    """Return a place of a text with its sentences and those beside them."""
    numbers = units.touched(span)
    if not numbers:
        return PlaceInContext(span, span.of(units.text), span, span.of(units.text))
    sentence = units.stretch(numbers)
    # an end of a place may stand in the white space beside its sentences
    sentence = Span(min(sentence.start, span.start), max(sentence.end, span.end))
    before = units.spans[numbers.start - 1].of(units.text) if numbers.start else ""
    after = units.spans[numbers.stop].of(units.text) if numbers.stop < len(units) else ""
    words = sentence.of(units.text)
    return PlaceInContext(span, span.of(units.text), sentence, words, before, after)


def stored_draft(project: Project, version: Version) -> Draft:
    """Return a stored version as it came in, with its file if changes were tracked in that."""
    annotations = project.articles.annotations_of(version.id)
    draft = Draft(project.articles.text(version.id), annotations=annotations)
    files = project.evidence.of_version(version.id) if _has_tracked_changes(draft) else []
    if not files:
        return draft
    data = project.evidence.content(files[0].sha256)
    return replace(draft, original=OriginalFile(files[0].name, files[0].mime, data))


def _has_tracked_changes(draft: Draft) -> bool:
    return any(one.kind in TRACKED_CHANGES for one in draft.annotations)


def _with_both_words(draft: Draft) -> Draft | None:
    """Return the file of a draft as it reads with the words before its changes and after them."""
    if draft.original is None or not _has_tracked_changes(draft):
        return None
    try:
        return reader.read_bytes(draft.original.data, draft.original.name, changes="marked")
    except IntakeError:
        return None
