"""The import of another program's annotations: first a plan, then one change that writes its rows.

No row is written before the plan is confirmed, no checker's tag is overwritten, and content that
the project has already does not come in again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from annotator.backups.policy import Reason
from annotator.backups.service.backups import kept_before
from annotator.claims.same_claims import (
    ClaimToCompare,
    QuotedPlace,
    SameClaimsFound,
    find_same,
)
from annotator.claims.service.same_claims import claim_rows, join_groups_within
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.evidence.model import SourceDetails
from annotator.exchange.model import ImportedAnnotation, ImportedEvidence, ImportedFile
from annotator.exchange.service.anchors import AnnotationPlace, AnnotationPlaces
from annotator.exchange.service.import_writer import ClaimKey, ImportWriter, key_of, source_of
from annotator.exchange.service.plan import (
    ImportChoices,
    ImportItem,
    ImportNews,
    ImportPlan,
    ImportTarget,
    MappedContent,
    SkippedAnnotation,
    map_content,
)
from annotator.exchange.service.targets import ImportTargets
from annotator.kernel.changes import ChangePlace as PlaceOfChange
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import ChangedMeanwhile, UnusableCharacters
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.people.model import Checker
from annotator.project import Project

_Spans = tuple[Span, ...]
_EvidenceKey = tuple[str, str, str, str]
"""The address or title of a source, and a place, a quotation and a day of access there."""


@dataclass(slots=True)
class ExistingClaim:
    """A claim with its tags, notes and comments, as it is in the project or would be by now.

    ``id`` and ``number`` are empty for a claim that comes in. ``tags`` are by checker: verdict,
    reason and conclusion. Notes and comments go with their author.
    """

    id: str = ""
    number: int = 0
    statement: str = ""
    is_marked: bool = True
    tags: dict[str, tuple[Verdict, DisputeReason | None, str]] = field(default_factory=dict)
    notes: set[tuple[str, str]] = field(default_factory=set)
    comments: set[tuple[str, str]] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    evidence: set[_EvidenceKey] = field(default_factory=set)


class ExistingClaims:
    """The claims of an article by their places, as the import finds and leaves them."""

    def __init__(self, project: Project, target: ImportTarget) -> None:
        self._project = project
        self._ids: dict[_Spans, tuple[str, int, str]] = {}
        self._standing: dict[_Spans, ExistingClaim] = {}
        if target.article is not None:
            self._read(target.article.id, target.article.version.id)

    def at(self, spans: _Spans) -> ExistingClaim:
        """Return the claim that stands on just the spans, or a claim that would be made there."""
        if spans not in self._standing:
            self._standing[spans] = self._found(spans)
        return self._standing[spans]

    def _read(self, article_id: str, version_id: str) -> None:
        places: dict[str, list[Span]] = {}
        for highlight in self._project.highlights.of_version(version_id):
            places.setdefault(highlight.claim_id, []).append(highlight.span)
        for claim in self._project.claims.of_article(article_id):
            spans = tuple(sorted(set(places.get(claim.id, ()))))
            # of several claims on the same words it is the one with the lowest number
            if spans:
                self._ids.setdefault(spans, (claim.id, claim.number, claim.statement))

    def _found(self, spans: _Spans) -> ExistingClaim:
        if spans not in self._ids:
            return ExistingClaim(is_marked=False)
        project, (claim_id, number, statement) = self._project, self._ids[spans]
        tags = project.tags.of_claims([claim_id])
        evidence = project.evidence.of_claims([claim_id])
        return ExistingClaim(
            claim_id,
            number,
            statement,
            tags={tag.checker: (tag.verdict, tag.reason, tag.conclusion) for tag in tags},
            notes={(note.author, note.body) for note in project.people.notes(claim_id)},
            comments={(c.author, c.body) for c in project.comments.of_claim(claim_id)},
            links={link for piece in evidence for link in _addresses(piece.source.details)},
            evidence={
                (source, known.locator, known.quotation, known.accessed_on)
                for piece in evidence
                for known in [piece.details]
                for source in _names(piece.source.details)
            },
        )


def _addresses(source: SourceDetails) -> tuple[str, str]:
    """By which a link leads to a source: its own, and that of its archived copy."""
    return source.url, source.archive_url


def _names(source: SourceDetails) -> tuple[str, ...]:
    """By which evidence of a table is known: the address of its source, or else the title."""
    return source.url or source.title, source.archive_url or source.title


def _evidence_key(piece: ImportedEvidence) -> _EvidenceKey:
    said = piece.reference
    return said.url or source_of(piece).title, said.locator, said.quotation, piece.accessed_on


def differing_tag(said: MappedContent, claim: ExistingClaim) -> str:
    """Return the author's former tag on the claim in words, if it differs."""
    tag = claim.tags.get(said.author)
    if tag is None or said.verdict is None or _agree(said, tag):
        return ""
    verdict, reason, _ = tag
    return f"{verdict} ({reason})" if reason else verdict.value


def news_of(said: MappedContent, claim: ExistingClaim) -> ImportNews:
    """Return the news of an annotation, which from now on is taken to be there."""
    tag, kept = claim.tags.get(said.author), [*said.kept]
    statement = _statement(said, claim)
    if said.statement and said.statement != claim.statement and not statement:
        kept.append(f"In other words: {said.statement}")
    tags = said.verdict is not None and tag is None
    concluded = tags or (tag is not None and said.verdict is not None and tag[2] == said.comment)
    note = "\n".join([said.comment, *kept] if said.comment and not concluded else kept)
    news = ImportNews(
        claim=not claim.is_marked,
        statement=statement,
        verdict=said.verdict if tags else None,
        conclusion=said.comment if tags else "",
        note=note if (said.author, note) not in claim.notes else "",
        links=tuple(link for link in said.links if link not in claim.links),
        evidence=tuple(
            piece for piece in said.evidence if _evidence_key(piece) not in claim.evidence
        ),
    )
    _take_in(said, news, claim)
    return news


def answer_of(said: MappedContent, label: str) -> str:
    """Return the words of an answer to an annotation, for a comment on its claim."""
    words = [said.comment, said.statement, *said.kept, *said.links]
    if said.verdict is not None:
        words.append(f"Label: {label}")
    return "\n".join(dict.fromkeys(line for line in words if line))


def news_of_answer(author: str, body: str, claim: ExistingClaim) -> ImportNews:
    """Whether a comment is new on its claim, where it is taken to be from now on."""
    if (author, body) in claim.comments:
        return ImportNews()
    claim.comments.add((author, body))
    return ImportNews(comment=body)


def _statement(said: MappedContent, claim: ExistingClaim) -> str:
    """The statement that a claim gets which is not in the project yet, and has none."""
    return "" if claim.id or claim.statement else said.statement


def _take_in(said: MappedContent, news: ImportNews, claim: ExistingClaim) -> None:
    claim.is_marked = True
    claim.statement = news.statement or claim.statement
    if news.verdict is not None:
        claim.tags[said.author] = news.verdict, said.reason, news.conclusion
    if news.note:
        claim.notes.add((said.author, news.note))
    claim.links.update(news.links)
    claim.evidence.update(map(_evidence_key, news.evidence))


def _agree(said: MappedContent, tag: tuple[Verdict, DisputeReason | None, str]) -> bool:
    # where the file leaves the reason open, any that was given since will do
    return said.verdict is tag[0] and (said.reason_open or said.reason is tag[1])


_UNCHOSEN = ImportChoices()


def plan(
    project: Project,
    foreign: ImportedFile,
    *,
    choices: ImportChoices = _UNCHOSEN,
    progress: Progress = unwatched,
) -> ImportPlan:
    """Return the plan of importing the file; no row is written.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    return _Planning(project, foreign, choices).plan(progress)


def same_after(
    project: Project, planned: ImportPlan, progress: Progress = unwatched
) -> SameClaimsFound:
    """Return the claims that would be the same after an import, as far as it brings one of them.

    A claim that comes in has an id of the plan, by which ``bring_in`` knows it.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    coming = _new_claims(planned)
    articles = {a.id: a for item in coming.values() if (a := item.target.article) is not None}
    with project.still():
        rows = claim_rows(project, [*articles])
        texts = {i: project.articles.text(article.version.id) for i, article in articles.items()}
    people = {checker.name: checker.id for checker in project.people.checkers()}
    names = {key_of(item): claim_id for claim_id, item in coming.items()}
    for claim_id, item in coming.items():
        article, draft = item.target.article, item.target.draft
        where = article.id if article else item.target.key
        version = article.version.id if article else item.target.key
        text = texts[where] if article else draft.text if draft else ""
        said = item.news.statement
        who = people.get(item.said.author, item.said.author)
        rows.claims[claim_id] = ClaimToCompare(
            claim_id, where, 0, 0, said, is_here=False, marked_by=who
        )
        for n, span in enumerate(item.spans):
            rows.places[f"{claim_id} {n}"] = claim_id, QuotedPlace(version, span, span.of(text))
    for item in planned.coming:
        claim_id, verdict = item.claim_id or names[key_of(item)], item.news.verdict
        if verdict is not None:
            author = item.said.author
            who = people.get(author, author)
            words = item.news.conclusion, ""
            tag = Tag("", claim_id, who, author, "", verdict, item.said.reason, *words, "")
            rows.tags[f"{claim_id} {author}"] = replace(tag, given_on=item.judged)
    return find_same(rows, coming, progress)


def _new_claims(planned: ImportPlan) -> dict[str, ImportItem]:
    """Return the first annotation on each claim that comes in, by the claim's id in the plan."""
    found: dict[ClaimKey, ImportItem] = {}
    for item in planned.coming:
        if not item.claim_id:
            found.setdefault(key_of(item), item)
    return {f"new {n}": item for n, item in enumerate(found.values(), start=1)}


def bring_in(
    project: Project,
    planned: ImportPlan,
    progress: Progress = unwatched,
    *,
    backup: bool = True,
    same: Sequence[Collection[str]] = (),
) -> Outcome:
    """Carry out a plan, as one change; its place is the first article with an annotation.

    A ``backup`` is made first, if there is a row to change.

    Args:
        project: The open project.
        planned: The plan of the import.
        progress: Told how many annotations are written.
        backup: Whether to make a backup first.
        same: The ids of claims that are the same, group by group, of those that ``same_after``
            tells; they are joined within the same change.

    Raises:
        StoppedForBackup: no backup could be made.
        InvalidValue: no checker is named.
        ChangedMeanwhile: the project has changed so that the plan no longer holds.
        Cancelled: ``progress`` asked to stop, and no row is changed.
        ProjectError: no row was written.
    """
    who = project.author
    wanted = backup and planned.changes_anything
    with kept_before(project, Reason.IMPORT, progress, wanted=wanted):
        return _bring_in(project, planned, (who, same), progress)


def _bring_in(
    project: Project,
    planned: ImportPlan,
    given: tuple[Checker, Sequence[Collection[str]]],
    progress: Progress,
) -> Outcome:
    who, same = given
    name = planned.foreign.name
    with project.change(f"Import “{name}”") as change:
        if change.record.seq != planned.seq + 1:
            current = plan(project, planned.foreign, choices=planned.choices)
            if current != planned:
                raise ChangedMeanwhile(f"Import “{name}”")
        writing = ImportWriter(project, change, who)
        coming = planned.coming
        steps = len(planned.new_articles) + len(coming)
        for done, target in enumerate(planned.new_articles):
            progress(done, steps)
            writing.article(target)
        for done, arrival in enumerate(coming, start=len(planned.new_articles)):
            progress(done, steps)
            writing.arrival(arrival)
        made = {claim_id: writing.claim_of(item) for claim_id, item in _new_claims(planned).items()}
        join_groups_within(project, change, [[made.get(i, i) for i in group] for group in same])
        change.set_place(PlaceOfChange(writing.first_article))
    return change.outcome


class _Planning:
    """A plan under way, with the claims as they would be after each annotation."""

    def __init__(self, project: Project, foreign: ImportedFile, choices: ImportChoices) -> None:
        self._project = project
        self._foreign = foreign
        self._choices = choices
        # before anything is read, so that what others change meanwhile is noticed
        self._seq = project.history.latest_seq()
        self._worker = project.checker.name if project.checker else ""
        self._targets = ImportTargets(project, foreign, choices)
        self._places = AnnotationPlaces(project, self._targets, choices.counting)
        self._claims: dict[str, ExistingClaims] = {}

    def plan(self, progress: Progress) -> ImportPlan:
        annotations = self._foreign.annotations
        first = [n for n, annotation in enumerate(annotations) if not annotation.replies_to]
        places = self._places.find(
            [annotations[n] for n in first], lambda done, of: progress(done, 2 * of)
        )
        found: dict[int, ImportItem | SkippedAnnotation] = {}
        for done, (n, place) in enumerate(zip(first, places, strict=True)):
            progress(len(first) + done, 2 * len(first))
            found[n] = self._arrival(annotations[n], place)
        self._answer(annotations, found)
        results = [found[n] for n in range(len(annotations))]
        return ImportPlan(
            self._foreign,
            self._choices,
            self._targets.new,
            tuple(result for result in results if isinstance(result, ImportItem)),
            (
                *(
                    SkippedAnnotation(bad.where, bad.why, bad.words, bad.is_fault)
                    for bad in self._foreign.bad
                ),
                *self._targets.bad,
                *(result for result in results if isinstance(result, SkippedAnnotation)),
            ),
            tuple(self._places.countings),
            self._targets.asks_article,
            self._seq,
        )

    # inner workings

    def _arrival(
        self, annotation: ImportedAnnotation, place: AnnotationPlace | str
    ) -> ImportItem | SkippedAnnotation:
        if isinstance(place, str):
            return _left_out(annotation, place)
        annotation = place.annotation
        words = self._said(annotation)
        if isinstance(words, str):
            return _left_out(annotation, words)
        if place.target.key not in self._claims:
            self._claims[place.target.key] = ExistingClaims(self._project, place.target)
        claim = self._claims[place.target.key].at(place.spans)
        other = differing_tag(words, claim)
        if other:
            where = f"claim {claim.number}" if claim.number else "these words"
            who = words.author or "Whoever imports this"
            return _left_out(annotation, f"{who} has already tagged {where} {other}, which stays.")
        remarks = (*annotation.remarks, *place.remarks)
        if words.reason_open:
            remarks += ("The file gives no reason for the dispute.",)
        return ImportItem(
            annotation,
            place.target,
            place.spans,
            place.words,
            words,
            news_of(words, claim),
            claim.id,
            claim.number,
            remarks,
            place.judged,
        )

    def _said(self, annotation: ImportedAnnotation) -> MappedContent | str:
        try:
            return map_content(annotation, self._choices, self._worker)
        except UnusableCharacters as error:
            return str(error)

    def _answer(
        self,
        annotations: Sequence[ImportedAnnotation],
        found: dict[int, ImportItem | SkippedAnnotation],
    ) -> None:
        """Let every answer be a comment on the claim of what it answers, directly or not."""
        named: dict[str, int] = {}
        for n, annotation in enumerate(annotations):
            if annotation.identity:
                named.setdefault(annotation.identity, n)
        roots: dict[str, int | None] = {}
        for n, annotation in enumerate(annotations):
            if annotation.replies_to:
                root = _root(annotation, annotations, named, roots)
                asked = found[root] if root is not None else None
                found[n] = self._answered(annotation, asked)

    def _answered(
        self, annotation: ImportedAnnotation, asked: ImportItem | SkippedAnnotation | None
    ) -> ImportItem | SkippedAnnotation:
        if asked is None:
            return _left_out(annotation, "What it replies to is not in the file.", is_fault=False)
        if isinstance(asked, SkippedAnnotation):
            return _left_out(annotation, f"It replies to {asked.where}, which is left out.")
        where = asked.annotation.where
        words = self._said(annotation)
        if isinstance(words, str):
            return _left_out(annotation, words)
        body = answer_of(words, annotation.verdict)
        if not body:
            return _left_out(annotation, f"It replies to {where} without words.")
        claim = self._claims[asked.target.key].at(asked.spans)
        news = news_of_answer(words.author, body, claim)
        return ImportItem(
            annotation,
            asked.target,
            asked.spans,
            asked.words,
            words,
            news,
            claim.id,
            claim.number,
            (f"It replies to {where}.",),
        )


def _root(
    answer: ImportedAnnotation,
    annotations: Sequence[ImportedAnnotation],
    named: dict[str, int],
    roots: dict[str, int | None],
) -> int | None:
    """Return the annotation at the beginning of a talk; ``None`` if it is not in the file.

    ``roots`` are the roots found already, so that a long talk is gone through once.
    """
    passed, asked = dict[str, None](), answer.replies_to
    root: int | None = None
    while asked in named and asked not in passed and asked not in roots:
        passed[asked] = None
        before = annotations[named[asked]]
        if not before.replies_to:
            root = named[asked]
            break
        asked = before.replies_to
    root = roots.get(asked, root)
    roots.update(dict.fromkeys(passed, root))
    return root


def _left_out(
    annotation: ImportedAnnotation, why: str, *, is_fault: bool = True
) -> SkippedAnnotation:
    """An annotation that does not come in, with all that it says."""
    quote = f"“{annotation.quote}”" if annotation.quote else ""
    labels = ", ".join(filter(None, (annotation.verdict, annotation.reason, *annotation.tags)))
    evidence = (f"{one.reference.words} {one.reference.url}".strip() for one in annotation.evidence)
    said = (annotation.comment, annotation.statement, annotation.note)
    told = (quote, labels, *said, *annotation.links, *evidence)
    return SkippedAnnotation(annotation.where, why, " – ".join(filter(None, told)), is_fault)
