"""What bringing in another program's annotations would do, before anything is done."""

from dataclasses import dataclass, field

from annotator.articles.model import Article, Draft
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.exchange.anchoring.offset_units import OffsetConvention
from annotator.exchange.model import ImportedAnnotation, ImportedFile
from annotator.kernel.positions import Span


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person decides where the file does not say.

    ``article_id`` is the article for annotations that name none of the project. Texts of the file
    that are not in the project become articles of their own, unless ``adds_articles`` is off:
    then their annotations go to that article too, by their words. ``reason`` is how a claim is
    disputed, ``counting`` what offsets count, each only where the file leaves it open. ``people``
    are pairs of an annotator's name in the file and the name of the checker that this is here.
    """

    article_id: str = ""
    adds_articles: bool = True
    reason: DisputeReason = DisputeReason.CONTRADICTED
    counting: OffsetConvention | None = None
    people: tuple[tuple[str, str], ...] = ()


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
    """What an annotation says in our words; ``author`` is the name of a checker.

    ``reason_open``: the file does not say how the claim is disputed. ``kept`` are lines for a
    note: what has no field of ours. ``at`` is a time as the project keeps it, or empty.
    """

    author: str
    verdict: Verdict | None = None
    reason: DisputeReason | None = None
    reason_open: bool = False
    comment: str = ""
    statement: str = ""
    links: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class ImportNews:
    """What of an annotation is not in the project yet; nothing is, where all of it is empty."""

    claim: bool = False
    statement: str = ""
    verdict: Verdict | None = None
    conclusion: str = ""
    note: str = ""
    comment: str = ""
    links: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != _NOTHING


_NOTHING = ImportNews()


@dataclass(frozen=True, slots=True)
class ImportItem:
    """An annotation that has its place: the target, the claim there, and what is new in it.

    ``number`` is that of the claim it joins; 0 where the claim is new. ``remarks`` are
    sentences on how it was placed.
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


@dataclass(frozen=True, slots=True)
class SkippedAnnotation:
    """A part of the file that cannot come in: where it is, why not, and what it says."""

    where: str
    why: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that bringing in a file would do.

    ``countings`` are the ways to count of which one has to be chosen for some annotations to
    find their place; none where that is clear. ``asks_article``: some annotations name no article
    of the project. ``seq`` is how far the project's history went when the plan was made.
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
        """The annotations with something new in them."""
        return [arrival for arrival in self.arrivals if arrival.news]

    @property
    def known(self) -> list[ImportItem]:
        """The annotations of which everything is in the project already."""
        return [arrival for arrival in self.arrivals if not arrival.news]

    @property
    def changes_anything(self) -> bool:
        """Whether anything would be written."""
        return bool(self.new_articles or self.coming)

    @property
    def reasons_chosen(self) -> int:
        """How many tags are disputed for the reason that was chosen, as the file gives none."""
        return sum(bool(a.news.verdict) and a.said.reason_open for a in self.arrivals)

    @property
    def authors(self) -> tuple[str, ...]:
        """The checkers in whose names something comes in, in the order of the file."""
        return tuple(dict.fromkeys(a.said.author for a in self.coming))
