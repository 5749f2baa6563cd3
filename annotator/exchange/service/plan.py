"""The plan of an import, in the words of a project, before any row is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from annotator.articles.model import Article, Draft
from annotator.claims.judged_words import JudgedPlace
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import check_url
from annotator.exchange.anchoring.offset_units import OffsetConvention
from annotator.exchange.columns import TableChoices
from annotator.exchange.model import ImportedAnnotation, ImportedEvidence, ImportedFile
from annotator.exchange.references import Reference
from annotator.exchange.verdict_labels import LabelMeaning, meaning
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import InvalidValue
from annotator.kernel.moments import kept_moment
from annotator.kernel.positions import Span


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """The decisions of a person where the file leaves a question open.

    ``article_id`` is the article for annotations that name none of the project. Texts of the file
    that are not in the project become articles of their own, unless ``adds_articles`` is off:
    then their annotations go to that article too, by their words. ``reason`` is how a claim is
    disputed, ``counting`` the unit of offsets, each only where the file leaves it open. ``people``
    are pairs of an annotator's name in the file and the name of the checker that this is here.
    ``encoding`` is the encoding that the file is to be read with, if it is not the likeliest, and
    ``table`` says how a table is read.
    """

    article_id: str = ""
    adds_articles: bool = True
    reason: DisputeReason = DisputeReason.CONTRADICTED
    counting: OffsetConvention | None = None
    people: tuple[tuple[str, str], ...] = ()
    encoding: str = ""
    table: TableChoices = field(default_factory=TableChoices)


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """An article that annotations go to: one of the project, or a draft that comes in with them.

    ``key`` tells it apart within a plan. ``remark`` is a sentence on why it is this one.
    """

    key: str
    heading: str
    article: Article | None = None
    draft: Draft | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class MappedContent:
    """The content of an annotation in our words; ``author`` is the name of a checker.

    ``reason_open``: the file does not say how the claim is disputed. ``kept`` are lines for a
    note: values that have no field of ours. ``at`` is a time as the project keeps it, or empty.
    """

    author: str
    verdict: Verdict | None = None
    reason: DisputeReason | None = None
    reason_open: bool = False
    comment: str = ""
    statement: str = ""
    links: tuple[str, ...] = ()
    evidence: tuple[ImportedEvidence, ...] = ()
    kept: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class ImportNews:
    """The parts of an annotation that the project lacks; all empty if there are none."""

    claim: bool = False
    statement: str = ""
    verdict: Verdict | None = None
    conclusion: str = ""
    note: str = ""
    comment: str = ""
    links: tuple[str, ...] = ()
    evidence: tuple[ImportedEvidence, ...] = ()

    def __bool__(self) -> bool:
        return self != _NOTHING


_NOTHING = ImportNews()


@dataclass(frozen=True, slots=True)
class ImportItem:
    """An annotation that has its place: the target, the claim there, and its news.

    ``number`` is that of the claim it joins; 0 where the claim is new. ``remarks`` are
    sentences on its place. ``judged`` are the places on which its verdict was given, where these
    are others than the spans.
    """

    annotation: ImportedAnnotation
    target: ImportTarget
    spans: tuple[Span, ...]
    words: str
    said: MappedContent
    news: ImportNews
    claim_id: str = ""
    number: int = 0
    remarks: tuple[str, ...] = ()
    judged: tuple[JudgedPlace, ...] | None = None


@dataclass(frozen=True, slots=True)
class SkippedAnnotation:
    """A part of the file that does not come in: its place, the reason, and its words.

    ``is_fault`` is off where the part is whole and only has no place here.
    """

    where: str
    why: str
    words: str = ""
    is_fault: bool = True


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The plan of an import.

    ``countings`` are the ways to count from which a person has to choose for some annotations to
    find their place; none where that is clear. ``asks_article``: some annotations name no article
    of the project. ``seq`` is the newest change of the project when the plan was made.
    """

    foreign: ImportedFile
    choices: ImportChoices
    new_articles: tuple[ImportTarget, ...]
    arrivals: tuple[ImportItem, ...]
    left_out: tuple[SkippedAnnotation, ...]
    countings: tuple[OffsetConvention, ...] = ()
    asks_article: bool = False
    seq: int = field(default=0, compare=False)

    @property
    def coming(self) -> list[ImportItem]:
        """Return the annotations with news."""
        return [arrival for arrival in self.arrivals if arrival.news]

    @property
    def known(self) -> list[ImportItem]:
        """Return the annotations without news."""
        return [arrival for arrival in self.arrivals if not arrival.news]

    @property
    def refused(self) -> list[SkippedAnnotation]:
        """Return what is bad in the file, for which nothing comes in until a person agrees."""
        return [part for part in self.left_out if part.is_fault]

    @property
    def changes_anything(self) -> bool:
        """Return whether a row would be written."""
        return bool(self.new_articles or self.coming)

    @property
    def reasons_chosen(self) -> int:
        """How many tags are disputed for the reason that was chosen, as the file gives none."""
        return sum(bool(a.news.verdict) and a.said.reason_open for a in self.arrivals)

    @property
    def authors(self) -> tuple[str, ...]:
        """Return the checkers in whose names annotations come in, in the order of the file."""
        return tuple(dict.fromkeys(a.said.author for a in self.coming))


def map_content(
    annotation: ImportedAnnotation, choices: ImportChoices, worker: str
) -> MappedContent:
    """Return its content, with the choices where it is silent; by ``worker`` where it has no name.

    Raises:
        UnusableCharacters: it holds a character that no text holds.
    """
    meant = meaning(annotation.verdict, annotation.reason) if annotation.verdict else None
    disputed = meant is not None and meant.verdict is Verdict.DISPUTED
    open_ = meant is not None and disputed and meant.reason is None
    links = tuple(dict.fromkeys(canonical(link).strip() for link in annotation.links))
    web = tuple(link for link in links if _is_web(link))
    at, name = utc(annotation.made_at), _one_line(annotation.annotator)
    kept = [*filter(None, [canonical(annotation.note).strip()]), *_kept(annotation, meant)]
    others = [link for link in links if link and link not in web]
    if others:
        kept.append(f"Links: {', '.join(others)}")
    if annotation.made_at.strip() and not at:
        kept.append(f"Made: {_one_line(annotation.made_at)}")
    return MappedContent(
        author=dict(choices.people).get(name, name) or worker,
        verdict=meant.verdict if meant else None,
        reason=(choices.reason if open_ else meant.reason) if meant else None,
        reason_open=open_,
        comment=canonical(annotation.comment).strip(),
        statement=canonical(annotation.statement).strip(),
        links=web,
        evidence=tuple(map(_usable, annotation.evidence)),
        kept=tuple(kept),
        at=at,
    )


def _usable(piece: ImportedEvidence) -> ImportedEvidence:
    """Return a piece of evidence as a project keeps it; an address that is none stays as words."""
    reference = piece.reference
    said = {name: canonical(words).strip() for name, words in _parts_of(reference)}
    note = canonical(piece.note).strip()
    if said["url"] and not _is_web(said["url"]):
        note = "\n".join(filter(None, (note, f"Link: {said['url']}")))
        said["url"] = ""
    made = replace(reference, **said)
    return replace(piece, reference=made, author=_one_line(piece.author), note=note)


def _parts_of(reference: Reference) -> list[tuple[str, str]]:
    return [(part.name, getattr(reference, part.name)) for part in fields(reference)]


def utc(time: str) -> str:
    """A time of a file as a project keeps it; empty where it is none, or says no time zone."""
    try:
        moment = datetime.fromisoformat(time.strip())
        return "" if moment.tzinfo is None else kept_moment(moment)
    except (ValueError, OverflowError):
        return ""


def _kept(annotation: ImportedAnnotation, meant: LabelMeaning | None) -> list[str]:
    """Return the labels that a tag of ours does not hold: other labels, and other wordings."""
    tags = [*annotation.tags]
    if meant is None:
        tags += [annotation.verdict, annotation.reason]
    said = [line for line in map(_one_line, tags) if line]
    kept = [f"Tags: {', '.join(dict.fromkeys(said))}"] if said else []
    labels = [*_reworded(annotation, meant)] if meant else []
    return [*kept, f"Label: {', '.join(labels)}"] if labels else kept


def _reworded(annotation: ImportedAnnotation, meant: LabelMeaning) -> Iterator[str]:
    """The labels of a verdict that are not our own words for it."""
    verdict, reason = meant.verdict.value, meant.reason.value if meant.reason else ""
    label, why = _one_line(annotation.verdict), _one_line(annotation.reason)
    if _plainly(label) not in {verdict, f"{verdict} ({reason})", f"{verdict}: {reason}"}:
        yield label
    if why and _plainly(why) != reason:
        yield why


def _plainly(label: str) -> str:
    """Return a label without a format's changes of case and spaces."""
    return label.casefold().replace("_", " ").replace("-", " ")


def _is_web(link: str) -> bool:
    try:
        return bool(check_url("Link", link))
    except InvalidValue:
        return False


def _one_line(words: str) -> str:
    return " ".join(canonical(words).split())
