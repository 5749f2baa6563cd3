"""Where the annotations of another program's file stand, article by article."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from annotator.articles.model import Version
from annotator.claims.judged_words import JudgedPlace, are_other_words
from annotator.exchange.anchoring.anchorer import Anchored, Anchorer, Orphan
from annotator.exchange.anchoring.offset_detection import UnitUndecided, unit_of
from annotator.exchange.anchoring.offset_units import OffsetConvention
from annotator.exchange.model import ImportedAnnotation
from annotator.exchange.service.plan import ImportTarget
from annotator.exchange.service.targets import ImportTargets
from annotator.kernel.canonical_text import canonical, check_usable, sha256
from annotator.kernel.errors import UnusableCharacters
from annotator.kernel.positions import Span, snap_to_graphemes
from annotator.kernel.progress import Progress
from annotator.kernel.sentence_digests import SentenceDigests
from annotator.kernel.text_folding import fold
from annotator.project import Project

_QUOTED_OTHERWISE = (
    "The file quotes other words around it in its sentence: the verdict has to be confirmed."
)


@dataclass(frozen=True, slots=True)
class AnnotationPlace:
    """Where an annotation stands: the spans in its article, each once, and their words.

    ``annotation`` is as it is read there: by its quote, or otherwise. ``judged`` are the places
    that its author judged, where these are others than the spans; none that are known if the file
    has another text there.
    """

    annotation: ImportedAnnotation
    target: ImportTarget
    spans: tuple[Span, ...]
    words: str
    remarks: tuple[str, ...]
    judged: tuple[JudgedPlace, ...] | None = None


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
        carries = self._targets.carries(annotations[0])
        if carries:
            own = self._targets.texts[annotations[0].text_key].text
        counting = self._counting(own, annotations)
        placer = Anchorer(text, own)
        judged = _JudgedTexts(self._project, target, own if carries else None)
        for annotation in annotations:
            placed = placer.place(annotation, counting)
            other = annotation.otherwise
            if isinstance(placed, Orphan) and placed.is_absent and other is not None:
                instead = placer.place(other)
                if isinstance(instead, Anchored):
                    yield judged.told(_place(target, text, instead, other), counting)
                    continue
            if isinstance(placed, Orphan):
                yield placed.why
            else:
                yield judged.told(_place(target, text, placed, annotation), counting)

    def _counting(
        self, text: str, annotations: Sequence[ImportedAnnotation]
    ) -> OffsetConvention | None:
        found = unit_of(text, annotations)
        if not isinstance(found, UnitUndecided):
            return found.counting
        if any(annotation.offsets and not annotation.quote for annotation in annotations):
            self.countings.update(dict.fromkeys(found.possible))
        return self._chosen if self._chosen in found.possible else None


class _JudgedTexts:
    """The texts on which the annotations of a file may have been made, but for the newest one.

    A verdict holds in a sentence that its author saw. If the file carries a text, it was given
    there; if not, it may have been given on any version of the article.

    Args:
        project: The project.
        target: Where the annotations go.
        own: The text that the file carries for them, as the file has it; ``None`` for none.
    """

    def __init__(self, project: Project, target: ImportTarget, own: str | None) -> None:
        self._project, self._article, self._own = project, target.article, own

    def told(self, place: AnnotationPlace, counting: OffsetConvention | None) -> AnnotationPlace:
        """Return the place of an annotation with the places that its author judged."""
        if self._article is None or not place.annotation.verdict:
            return place
        if self._own is None and _is_quoted_otherwise(self._newest, place):
            remarks = (*place.remarks, _QUOTED_OTHERWISE)
            return replace(place, judged=(), remarks=remarks)
        if not self._texts:
            return place
        now = _judged_places(self._article.version.id, self._newest, place.spans)
        for one in self._texts:
            judged = one.judged(place.annotation, counting if self._own is not None else None)
            if judged is None and self._own is None:
                continue  # the words are not in this version: it was not the one that was judged
            if judged is None or are_other_words(judged, now):
                known = judged if judged and one.version else ()
                return replace(place, judged=known, remarks=(*place.remarks, one.remark))
        return place

    @cached_property
    def _newest(self) -> SentenceDigests:
        return self._sentences(self._text(self._article.version) if self._article else "")

    def _sentences(self, text: str) -> SentenceDigests:
        language = self._article.metadata.language if self._article else ""
        return SentenceDigests(text, language)

    @cached_property
    def _texts(self) -> "list[_JudgedText]":
        if self._article is None:
            return []
        versions = self._project.articles.versions(self._article.id)
        numbered = {version.sha256: version for version in versions}
        texts = [self._own] if self._own is not None else map(self._text, reversed(versions))
        found = []
        for text in texts:
            digest = sha256(canonical(text))
            if digest != self._article.version.sha256:
                sentences = self._sentences(canonical(text))
                version = numbered.get(digest)
                found.append(_JudgedText(version, Anchorer(sentences.text, text), sentences))
        return found

    def _text(self, version: Version) -> str:
        return self._project.articles.text(version.id)


@dataclass(frozen=True, slots=True)
class _JudgedText:
    """A text on which annotations may have been made; ``version`` is ``None`` for an unknown one.

    ``anchorer`` finds the places of annotations in it.
    """

    version: Version | None
    anchorer: Anchorer
    sentences: SentenceDigests

    @property
    def remark(self) -> str:
        """What is told of an annotation whose sentence reads otherwise here."""
        where = f"version {self.version.number}" if self.version else "the file’s text"
        return f"Its sentence is another one in {where}: the verdict has to be confirmed."

    def judged(
        self, annotation: ImportedAnnotation, counting: OffsetConvention | None
    ) -> tuple[JudgedPlace, ...] | None:
        """Return the places of an annotation in the text, ``None`` if its words are not there.

        Where they stand several times, none are known.
        """
        placed = self.anchorer.place(annotation, counting)
        if isinstance(placed, Orphan):
            return None if placed.is_absent else ()
        text = self.sentences.text
        spans = sorted({snap_to_graphemes(text, span) for span in placed.spans})
        return _judged_places(self.version.id if self.version else "", self.sentences, spans)


def _is_quoted_otherwise(sentences: SentenceDigests, place: AnnotationPlace) -> bool:
    """Whether the words that a file quotes around a place are others within its sentence."""
    first, last = place.spans[0], place.spans[-1]
    text = sentences.text
    before = _plain(text[min(sentences.around(first).start, first.start) : first.start])
    after = _plain(text[last.end : max(sentences.around(last).end, last.end)])
    prefix, suffix = _plain(place.annotation.prefix), _plain(place.annotation.suffix)
    left, right = min(len(before), len(prefix)), min(len(after), len(suffix))
    return (
        before[len(before) - left :] != prefix[len(prefix) - left :]
        or after[:right] != suffix[:right]
    )


def _plain(words: str) -> str:
    """Return words without white space and punctuation, which pages set in their own ways."""
    return "".join(sign for sign in fold(words) if unicodedata.category(sign)[0] not in "CPZ")


def _judged_places(
    version_id: str, sentences: SentenceDigests, spans: Iterable[Span]
) -> tuple[JudgedPlace, ...]:
    text = sentences.text
    return tuple(
        JudgedPlace(version_id, s.start, s.end, s.of(text), sentences.of(s)) for s in spans
    )


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
