"""An annotated draft's way in: first a plan of what becomes of each annotation, then one change.

A writer hands over a draft with a source at each fact, in comments and footnotes. Each of them
becomes evidence on the claim that its words make, a query, or a note. A person may choose otherwise
for a kind, or for a single annotation, before any row is written. No word is lost: a reference
stands in the note of its evidence as it was written, with its author and day.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from annotator.articles.model import (
    TRACKED_CHANGES,
    AnnotationKind,
    Article,
    Draft,
    DraftAnnotation,
)
from annotator.claims.model import status_after_tagging
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.evidence.citations import citations_in, find_address
from annotator.evidence.model import EvidenceDetails, SourceDetails, Stance
from annotator.evidence.service.kept_files import IncomingFiles
from annotator.exchange.references import (
    LONGEST,
    Reference,
    is_question,
    is_remark,
    references_in,
)
from annotator.exchange.service.import_writer import ImportWriter
from annotator.files.regular_files import is_file, is_folder
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.moments import day_of, kept_moment, read_moment
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.sentences import Sentences
from annotator.kernel.wording import count_of, form_for
from annotator.people.model import WRITER
from annotator.project import Project, UnitOfWork

NOTES = frozenset({AnnotationKind.FOOTNOTE, AnnotationKind.ENDNOTE})
LISTED = 20_000
"""Files of a folder, with all folders in it, among which named files are looked for."""


class Taking(StrEnum):
    """The ways in which an annotation of a draft is taken over."""

    EVIDENCE = "evidence"
    QUERY = "query"
    NOTE = "note"
    LEFT_OUT = "left out"


class ColourMeaning(StrEnum):
    """The meanings that the colour of a highlighter can be given."""

    NOTHING = "nothing"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNSUPPORTED = "unsupported"
    LOOKED_AT = "looked at"


@dataclass(frozen=True, slots=True)
class TakingChoices:
    """The decisions of a person on the annotations of a draft.

    ``kinds`` holds a decision for all annotations of a kind, ``singly`` for a single annotation, by
    its place in the draft's list. ``colours`` gives colours a meaning. Files that annotations name
    are looked for among ``files``, by their names without regard to case.
    """

    kinds: Mapping[AnnotationKind, Taking] = field(default_factory=dict)
    singly: Mapping[int, Taking] = field(default_factory=dict)
    colours: Mapping[str, ColourMeaning] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenAnnotation:
    """An annotation of a draft with what becomes of it.

    ``index`` is its place in the draft's list. ``span`` is the words of its claim, in code points;
    it is ``None`` where it has no place in the text, and then it cannot be taken over. ``answers``
    are the comments that answer it. ``files`` are the named files that were found.
    """

    index: int
    annotation: DraftAnnotation
    taking: Taking
    span: Span | None
    quote: str = ""
    references: tuple[Reference, ...] = ()
    answers: tuple[DraftAnnotation, ...] = ()
    meaning: ColourMeaning = ColourMeaning.NOTHING

    @property
    def said(self) -> tuple[DraftAnnotation, ...]:
        """The annotation, and those that answer it."""
        return self.annotation, *self.answers

    @property
    def is_empty(self) -> bool:
        """Whether the annotation itself says nothing, as a comment that holds but a picture."""
        one = self.annotation
        return not f"{one.words}{one.url}{''.join(one.links)}{one.colour}".strip()

    @property
    def is_taken(self) -> bool:
        """Whether any row comes of it."""
        return self.taking is not Taking.LEFT_OUT or self.meaning is not ColourMeaning.NOTHING


class AnnotationReading:
    """The annotations of a draft with their places, threads and references, found once.

    ``begun`` are those that answer no other, in the order of the text, none of them taken yet.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._references: dict[int, tuple[Reference, ...]] = {}
        marks, answers = draft.annotations, _answers(draft.annotations)
        answering = {answer for thread in answers.values() for answer in thread}
        sentences = Sentences(draft.text, draft.metadata.language)
        begun = []
        for index, annotation in enumerate(marks):
            if index not in answering:
                span = _place(annotation, sentences)
                quote = span.of(draft.text) if span else ""
                said = tuple(marks[answer] for answer in answers.get(index, ()))
                one = TakenAnnotation(index, annotation, Taking.LEFT_OUT, span, quote, (), said)
                begun.append(one)
        begun.sort(key=lambda one: (one.span is None, one.span or Span(0, 0), one.index))
        self.begun = tuple(begun)

    def references(self, begun: TakenAnnotation) -> tuple[Reference, ...]:
        """Return the references of an annotation; they are read once."""
        if begun.index not in self._references:
            self._references[begun.index] = _references(begun.annotation)
        return self._references[begun.index]


@dataclass(frozen=True, slots=True)
class TakingPlan:
    """The plan of taking over a draft's annotations, in the order of its text.

    ``files`` are paths by the names that annotations give; ``missing`` are the names of files that
    are not in the folder.
    """

    reading: AnnotationReading
    choices: TakingChoices
    items: tuple[TakenAnnotation, ...]
    files: Mapping[str, Path] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def draft(self) -> Draft:
        """The draft as it was read."""
        return self.reading.draft

    def chosen_anew(self, choices: TakingChoices) -> "TakingPlan":
        """Return the plan of the same draft with other choices."""
        return _planned(self.reading, choices)

    @property
    def claims(self) -> tuple[Span, ...]:
        """Return the words of the claims that would be made, in the order of the text."""
        spans = {
            item.span
            for item in self.items
            if item.span is not None
            and item.is_taken
            and item.meaning is not ColourMeaning.LOOKED_AT
        }
        return tuple(sorted(spans))


def plan_taking(draft: Draft, choices: TakingChoices | None = None) -> TakingPlan:
    """Return the plan of what becomes of each annotation of a draft; no row is written.

    Of many annotations the first plan takes a while; others made of it are quick.
    """
    reading = AnnotationReading(draft)
    return _planned(reading, choices or TakingChoices())


def _planned(reading: AnnotationReading, chosen: TakingChoices) -> TakingPlan:
    with_spaces = _names_with_spaces(chosen.files)
    items = []
    for begun in reading.begun:
        annotation, span = begun.annotation, begun.span
        taking = _taking(annotation, begun.index, chosen) if span else Taking.LEFT_OUT
        meaning = ColourMeaning.NOTHING
        if annotation.kind is AnnotationKind.HIGHLIGHT and span:
            meaning = chosen.colours.get(annotation.colour, ColourMeaning.NOTHING)
        references = reading.references(begun) if taking is Taking.EVIDENCE else ()
        if with_spaces:
            references = tuple(_named_whole(each, with_spaces) for each in references)
        taken = replace(begun, taking=taking, references=references, meaning=meaning)
        items.append(_if_empty(taken))
    files, missing = _files(items, chosen.files)
    return TakingPlan(reading, chosen, tuple(items), files, missing)


def _if_empty(item: TakenAnnotation) -> TakenAnnotation:
    """Leave an annotation out that says nothing, or take its answers alone over, on a claim."""
    if not item.is_empty or not item.is_taken:
        return item
    return replace(item, taking=Taking.EVIDENCE if item.answers else Taking.LEFT_OUT)


def find_files(folder: Path, progress: Progress = unwatched) -> dict[str, Path]:
    """Return the files in a folder and beneath it, by name without regard to case.

    Of several files of a name it is the nearest. Folders that cannot be read are passed over: the
    names of files in them are told as missing.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    found: dict[str, Path] = {}
    waiting, seen = deque([folder]), 0
    while waiting and seen < LISTED:
        progress(seen, LISTED)
        try:
            entries = sorted(waiting.popleft().iterdir())
        except OSError:
            continue  # its files are told as missing
        for entry in entries:
            seen += 1
            if is_folder(entry) and not entry.is_symlink():
                waiting.append(entry)
            elif is_file(entry):
                found.setdefault(entry.name.casefold(), entry)
    return found


def add_annotated(project: Project, planned: TakingPlan, progress: Progress = unwatched) -> Outcome:
    """Add a draft as an article, with the claims, evidence, queries and notes of its plan.

    It is one change, whose place is the article.

    Raises:
        UnusableCharacters: Words cannot be kept.
        InvalidValue: No checker is at work.
        UnreadableFile, FileTooLargeToKeep: A named file cannot be read or kept.
        Cancelled: ``progress`` asked to stop, and no row is changed.
        ProjectError: No row was written.
    """
    return add_all_annotated(project, (planned,), progress)


def add_all_annotated(
    project: Project, plans: Sequence[TakingPlan], progress: Progress = unwatched
) -> Outcome:
    """Add drafts as articles with all of their plans, in one change; its place is the first.

    Raises:
        AnnotatorError: As ``add_annotated``; no row is changed.
    """
    for each in (one for plan in plans for item in plan.items for one in item.said):
        check_usable(f"{each.words}{each.author}")
    coming = [
        {name: IncomingFiles(project, [path], progress) for name, path in plan.files.items()}
        for plan in plans
    ]
    steps = sum(len(plan.claims) + len(plan.items) for plan in plans)
    done, sources = 0, dict[SourceDetails, str]()
    with project.change("Add annotated drafts") as change:
        added = []
        for planned, files in zip(plans, coming, strict=True):
            article_id = change.articles.add(planned.draft, project.now())
            added.append(project.articles.get(article_id))
            writing = _TakingWriter(project, change, added[-1], files, sources)
            for write in writing.steps(planned):
                progress(done, steps)
                write()
                done += 1
        claims = sum(len(plan.claims) for plan in plans)
        what = form_for(len(added), f"“{added[0].heading}”", count_of(len(added), "article"))
        with_claims = f" with {count_of(claims, 'claim')}" if claims else ""
        change.describe(f"Add {what}{with_claims}", ChangePlace(added[0].id))
    return change.outcome


class _TakingWriter:
    """Writes the claims of a draft and what its annotations say of them."""

    def __init__(
        self,
        project: Project,
        change: UnitOfWork,
        article: Article,
        coming: Mapping[str, IncomingFiles],
        sources: dict[SourceDetails, str],
    ) -> None:
        self._project = project
        self._change = change
        self._place = article.id, article.version.id
        self._coming = coming
        self._who = project.author
        self._at = change.record.at
        self._people = ImportWriter(project, change, self._who)
        self._claims: dict[Span, str] = {}
        self._sources = sources

    def steps(self, planned: TakingPlan) -> Iterator[Callable[[], None]]:
        """Return the acts that write the claims of a plan, then what is said of them."""
        behind = _annotations_of_claims(planned)
        for span in planned.claims:
            yield partial(self.claim, span, behind.get(span, ""))
        for item in planned.items:
            yield partial(self.take, item)

    def claim(self, span: Span, annotation: str) -> None:
        """Make the claim on words of the text.

        Args:
            span: The words.
            annotation: The id in the file of the annotation that stands on them.
        """
        self._claims[span] = self._people.new_claim(
            *self._place, (span,), file_annotation=annotation
        )

    def take(self, item: TakenAnnotation) -> None:
        """Write the rows that come of an annotation."""
        span = item.span
        if span is None or not item.is_taken:
            return
        if item.meaning is ColourMeaning.LOOKED_AT:
            self._change.coverage.add(self._place[1], self._who.id, span, self._at)
            return
        claim, annotation = self._claims[span], item.annotation
        who, at = self._people.person(annotation.author), self._moment(annotation)
        self._put(item, claim, who, at)
        if item.meaning is not ColourMeaning.NOTHING:
            self._tag(claim, Verdict(item.meaning.value))
        for answer in item.answers:
            author = self._people.person(answer.author)
            said_at = self._moment(answer)
            self._change.comments.add(claim, author, answer.words, said_at, answer.id)
        if annotation.resolved:
            last = max(map(self._moment, item.said))
            self._change.comments.add(claim, who, "Resolved in the draft.", last, annotation.id)

    def _moment(self, annotation: DraftAnnotation) -> str:
        """When an annotation was made; a moment without a zone is by the clock of this computer."""
        moment = read_moment(annotation.at) if annotation.at else None
        return kept_moment(moment) if moment else self._at

    def _put(self, item: TakenAnnotation, claim: str, who: str, at: str) -> None:
        annotation = item.annotation
        if item.taking is Taking.QUERY:
            self._change.queries.add(
                claim, who, WRITER, annotation.words, at, file_annotation=annotation.id
            )
        elif item.taking is Taking.NOTE:
            self._change.notes.add(claim, who, _noted(annotation), at)
        for reference in item.references:
            self._put_evidence(claim, annotation, reference, at)

    def _put_evidence(
        self, claim: str, annotation: DraftAnnotation, reference: Reference, at: str
    ) -> None:
        details = EvidenceDetails(
            Stance.CONTEXT,
            reference.locator,
            reference.quotation,
            note=_signed(annotation, reference.words),
        )
        source = self._source(reference)
        piece = self._change.evidence.add(claim, source, details, at, annotation.id)
        if reference.file_name in self._coming:
            self._coming[reference.file_name].keep(self._change, self._at, piece)

    def _source(self, reference: Reference) -> str:
        details = SourceDetails(
            reference.name if reference.name != reference.url else "",
            reference.type,
            publisher=reference.publisher,
            published=reference.published,
            url=reference.url,
        )
        known = self._project.sources.at(reference.url) if reference.url else None
        if known is not None:
            return known.source.id
        if details not in self._sources:
            self._sources[details] = self._change.sources.add(details.checked())
        return self._sources[details]

    def _tag(self, claim_id: str, verdict: Verdict) -> None:
        reason = DisputeReason.CONTRADICTED if verdict is Verdict.DISPUTED else None
        who, version_id = self._who, self._place[1]
        self._change.tags.set(
            Tag("", claim_id, who.id, who.name, version_id, verdict, reason, "", "", self._at)
        )
        status = status_after_tagging(self._project.claims.get(claim_id).status, tags_left=1)
        self._change.claims.set(claim_id, {"status": status})


def _annotations_of_claims(planned: TakingPlan) -> dict[Span, str]:
    """Return the id of the annotation behind each claim: of several, a comment goes first."""
    found: dict[Span, str] = {}
    by_kind = sorted(
        planned.items, key=lambda item: item.annotation.kind is not AnnotationKind.COMMENT
    )
    for item in by_kind:
        if item.span is not None and item.is_taken and item.annotation.id:
            found.setdefault(item.span, item.annotation.id)
    return found


def _answers(annotations: Sequence[DraftAnnotation]) -> dict[int, list[int]]:
    """Return the answers to each comment that begins a thread, oldest first, all by their places.

    Of comments that answer each other in a ring the first begins the thread.
    """
    comments = [n for n, each in enumerate(annotations) if each.kind is AnnotationKind.COMMENT]
    by_id: dict[str, int] = {}
    for n in comments:
        if annotations[n].id:
            by_id.setdefault(annotations[n].id, n)
    found: dict[int, list[int]] = {}
    for n in comments:
        way = [n]
        while (asked := by_id.get(annotations[way[-1]].parent, -1)) not in {-1, *way}:
            way.append(asked)
        begins = way[-1] if asked < 0 else min(way[way.index(asked) :])
        if begins != n:
            found.setdefault(begins, []).append(n)
    for thread in found.values():
        thread.sort(key=lambda answer: annotations[answer].at)
    return found


def _place(annotation: DraftAnnotation, sentences: Sentences) -> Span | None:
    """Return the words that an annotation is about.

    A tracked change, and a mark between words, are about their sentence.
    """
    span = annotation.span
    if span is None or (span.start < span.end and annotation.kind not in TRACKED_CHANGES):
        return span
    return sentences.at(span.start) or (sentences.at(span.start - 1) if span.start else None)


def _taking(annotation: DraftAnnotation, index: int, choices: TakingChoices) -> Taking:
    if index in choices.singly:
        return choices.singly[index]
    usual = usual_taking(annotation)
    chosen = choices.kinds.get(annotation.kind, usual)
    # a question or a remark is no source, unless a person says so of this very one
    return usual if usual is not Taking.LEFT_OUT and chosen is Taking.EVIDENCE else chosen


def usual_taking(annotation: DraftAnnotation) -> Taking:
    """Return what becomes of an annotation unless a person decides otherwise."""
    if annotation.kind is AnnotationKind.COMMENT or annotation.kind in NOTES:
        if not annotation.links and is_remark(annotation.words):
            return Taking.NOTE
        return Taking.QUERY if is_question(annotation.words) else Taking.EVIDENCE
    return Taking.LEFT_OUT


def takings_of(*, links: bool, changes: bool) -> dict[AnnotationKind, Taking]:
    """Return the choices by which links become evidence, and tracked changes notes."""
    chosen = {AnnotationKind.LINK: Taking.EVIDENCE} if links else {}
    return chosen | (dict.fromkeys(TRACKED_CHANGES, Taking.NOTE) if changes else {})


def possible_takings(kind: AnnotationKind) -> tuple[Taking, ...]:
    """Return the ways in which annotations of a kind can be taken over."""
    if kind is AnnotationKind.HIGHLIGHT:
        return (Taking.LEFT_OUT,)
    if kind is AnnotationKind.LINK:
        return Taking.EVIDENCE, Taking.NOTE, Taking.LEFT_OUT
    if kind in TRACKED_CHANGES:
        return Taking.NOTE, Taking.LEFT_OUT
    return tuple(Taking)


def _references(annotation: DraftAnnotation) -> tuple[Reference, ...]:
    """Return the references of an annotation; each address in or behind its words is one."""
    if annotation.kind is AnnotationKind.LINK:
        return (_linked(annotation.url),) if annotation.url.strip() else ()
    found = references_in(annotation.words)
    told = {reference.url for reference in found}
    beside = (cited.url for cited in citations_in(annotation.words[:LONGEST]))
    urls = dict.fromkeys((*beside, *annotation.links))
    behind = [_linked(url) for url in urls if url not in told]
    if len(found) == 1 and len(behind) == 1 and behind[0].url and not found[0].url:
        return (replace(found[0], url=behind[0].url),)
    return (*found, *behind)


def _linked(address: str) -> Reference:
    """Return the reference to an address behind words; an address of no web page is a title."""
    is_of_web = find_address(address) == (address, 0, len(address))
    return Reference(address, url=address if is_of_web else "")


def _names_with_spaces(files: Mapping[str, Path]) -> dict[str, list[str]]:
    """Return the names of files that hold spaces by their last words, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(files, key=len, reverse=True):
        if " " in name:
            found.setdefault(name.rpartition(" ")[2], []).append(files[name].name)
    return found


def _named_whole(reference: Reference, with_spaces: Mapping[str, Sequence[str]]) -> Reference:
    """Return a reference with the whole name of its file, where a file of the folder tells it.

    Words alone do not tell where a name with spaces begins.
    """
    name, words = reference.file_name, reference.words.casefold()
    for known in with_spaces.get(name.casefold(), ()):
        at = words.find(known.casefold())
        if at >= 0 and (at == 0 or not words[at - 1].isalnum()):
            begins = known.casefold().removesuffix(name.casefold()).strip()
            title = reference.title
            if title.casefold().endswith(begins):
                title = title[: len(title) - len(begins)].strip(" ,;:–—-")
            return replace(reference, file_name=known, title=title)
    return reference


def _files(
    items: Sequence[TakenAnnotation], known: Mapping[str, Path]
) -> tuple[dict[str, Path], tuple[str, ...]]:
    """Return the files that annotations name, by name, and the names of which there is no file."""
    names = dict.fromkeys(
        reference.file_name
        for item in items
        for reference in item.references
        if reference.file_name
    )
    found = {name: known[name.casefold()] for name in names if name.casefold() in known}
    return found, tuple(name for name in names if name not in found)


def _signed(annotation: DraftAnnotation, words: str) -> str:
    """Return words with who wrote them in the draft, and on which day."""
    day = day_of(annotation.at) if annotation.at else ""
    by = ", ".join(filter(None, (annotation.author, day)))
    return f"{by}: {words}" if by else words


def _noted(annotation: DraftAnnotation) -> str:
    """Return the words of a note for an annotation that becomes neither evidence nor query."""
    said = {
        AnnotationKind.INSERTION: "Inserted in the draft: “{}”",
        AnnotationKind.DELETION: "Deleted in the draft: “{}”",
        AnnotationKind.MOVE: "Moved in the draft: “{}”",
        AnnotationKind.LINK: "Link in the draft: {}",
    }.get(annotation.kind, "{}")
    return _signed(annotation, said.format(annotation.words or annotation.url))
