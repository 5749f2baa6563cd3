"""Where the annotations of another program's file stand, article by article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.exchange.anchoring.anchorer import Anchored, Anchorer, Orphan
from annotator.exchange.anchoring.offset_detection import UnitUndecided, unit_of
from annotator.exchange.anchoring.offset_units import OffsetConvention
from annotator.exchange.model import ImportedAnnotation
from annotator.exchange.service.plan import ImportTarget
from annotator.exchange.service.targets import ImportTargets
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.errors import UnusableCharacters
from annotator.kernel.positions import Span, snap_to_graphemes
from annotator.kernel.progress import Progress
from annotator.project import Project


@dataclass(frozen=True, slots=True)
class AnnotationPlace:
    """Where an annotation stands: the spans in its article, each once, and their words.

    ``annotation`` is as it is read there: by its quote, or otherwise.
    """

    annotation: ImportedAnnotation
    target: ImportTarget
    spans: tuple[Span, ...]
    words: str
    remarks: tuple[str, ...]


class AnnotationPlaces:
    """The places of annotations, found text by text.

    ``countings`` are the ways to count of which a person has to choose.
    """

    def __init__(
        self, project: Project, targets: ImportTargets, counting: OffsetConvention | None
    ) -> None:
        self._project = project
        self._targets = targets
        self._chosen = counting
        self.countings: dict[OffsetConvention, None] = {}

    def find(
        self, annotations: Sequence[ImportedAnnotation], progress: Progress
    ) -> list[AnnotationPlace | str]:
        """The place of each, or a sentence on why it has none."""
        found: list[AnnotationPlace | str] = [""] * len(annotations)
        groups: dict[tuple[str, str], tuple[ImportTarget, list[int]]] = {}
        for number, annotation in enumerate(annotations):
            target = self._target(annotation)
            if isinstance(target, str):
                found[number] = target
                continue
            text_key = annotation.text_key if self._targets.carries(annotation) else ""
            groups.setdefault((target.key, text_key), (target, []))[1].append(number)
        done = 0
        for target, numbers in groups.values():
            those = [annotations[number] for number in numbers]
            for number, place in zip(numbers, self._places(target, those), strict=True):
                progress(done, len(annotations))
                found[number] = place
                done += 1
        return found

    # inner workings

    def _target(self, annotation: ImportedAnnotation) -> ImportTarget | str:
        try:
            for words in (annotation.quote, annotation.prefix, annotation.suffix, annotation.url):
                check_usable(words)
        except UnusableCharacters as error:
            return str(error)
        return self._targets.of(annotation)

    def _places(
        self, target: ImportTarget, annotations: Sequence[ImportedAnnotation]
    ) -> Iterator[AnnotationPlace | str]:
        """Return the places of annotations that are on the same text."""
        text = _text(self._project, target)
        own = text
        if self._targets.carries(annotations[0]):
            own = self._targets.texts[annotations[0].text_key].text
        counting = self._counting(own, annotations)
        placer = Anchorer(text, own)
        for annotation in annotations:
            placed = placer.place(annotation, counting)
            other = annotation.otherwise
            if isinstance(placed, Orphan) and placed.is_absent and other is not None:
                instead = placer.place(other)
                if isinstance(instead, Anchored):
                    yield _place(target, text, instead, other)
                    continue
            if isinstance(placed, Orphan):
                yield placed.why
            else:
                yield _place(target, text, placed, annotation)

    def _counting(
        self, text: str, annotations: Sequence[ImportedAnnotation]
    ) -> OffsetConvention | None:
        found = unit_of(text, annotations)
        if not isinstance(found, UnitUndecided):
            return found.counting
        if any(annotation.offsets and not annotation.quote for annotation in annotations):
            self.countings.update(dict.fromkeys(found.possible))
        return self._chosen if self._chosen in found.possible else None


def _text(project: Project, target: ImportTarget) -> str:
    if target.article is not None:
        return project.articles.text(target.article.version.id)
    return target.draft.text if target.draft else ""


def _place(
    target: ImportTarget, text: str, placed: Anchored, annotation: ImportedAnnotation
) -> AnnotationPlace:
    spans = placed.spans
    if placed.splits_signs:
        # a highlight never stands on half a sign
        spans = tuple(snap_to_graphemes(text, span) for span in spans)
    spans = tuple(sorted(set(spans)))
    words = " … ".join(span.of(text) for span in spans)
    remarks = tuple(_remarks(target, placed, annotation))
    return AnnotationPlace(annotation, target, spans, words, remarks)


def _remarks(
    target: ImportTarget, placed: Anchored, annotation: ImportedAnnotation
) -> Iterator[str]:
    if target.remark:
        yield target.remark
    elif placed.by_quote and annotation.offsets:
        yield "Found by its words, not by the file’s positions."
    if placed.loosely:
        yield "The file writes these words a little differently."
    if placed.splits_signs:
        yield "It split a character, and covers all of it here."
    elif placed.splits_words:
        yield "It begins or ends within a word."
