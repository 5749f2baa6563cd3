"""The contents of every report, in any format.

Redaction happens here, before any text is rendered (``entries.redaction`` says which words each
kind of report holds back, ``entries.evidence`` which details of a confidential source stay), and
metadata that no person has confirmed is left out. The checkers' notes are working notes: they stay
in the project. Words that people write themselves (statements, conclusions, queries) are shown as
they wrote them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from typing import overload

from annotator.appearance import label
from annotator.articles.model import Article, MetadataField
from annotator.claims.fields import Claim
from annotator.claims.highlights import Highlight, outermost_highlights
from annotator.claims.service.coverage import reading
from annotator.claims.verdicts import Standing
from annotator.kernel.moments import day_of, offset_on
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind, ReportSection
from annotator.reports.entries.annotated_text import TextParagraph, annotate_text
from annotator.reports.entries.articles import COUNTED, ArticleEntry, SourceUse
from annotator.reports.entries.attention import AttentionGroup, attention, contradicted
from annotator.reports.entries.changes import ChangesSinceCheck, changes_since_check
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.corrections import CorrectionEntry, correction_entries
from annotator.reports.entries.evidence import SourceList
from annotator.reports.entries.report import Report
from annotator.reports.publisher import Publisher
from annotator.reports.service.gathering import EntryBuilder, code_names
from annotator.reports.service.held_verdict import check_public
from annotator.reports.service.publisher import publisher
from annotator.revisions.corrections import published_address
from annotator.revisions.service.corrections import missing_corrections
from annotator.revisions.service.unread import new_to_read

_FIELDS: tuple[MetadataField, ...] = (
    "title",
    "byline",
    "outlet",
    "url",
    "published",
    "language",
)
"""In the order in which they are spoken of."""


def article_entry(
    project: Project, article: Article, key: str, choices: ReportChoices, zone: tzinfo | None
) -> ArticleEntry:
    """The article with its claims in text order, as its newest version stands."""
    version, sources = article.version, SourceList(choices)
    claims = project.claims.of_article(article.id)
    known = {claim.id for claim in claims}
    highlights = [h for h in project.highlights.of_version(version.id) if h.claim_id in known]
    gathering = EntryBuilder(project, article, choices, sources, zone)
    shown = gathering.entries(key, _in_text_order(claims, highlights))
    by_id = {entry.claim.id: entry for entry in shown}
    confirmed = _confirmed(article)
    read = reading(project, article) if choices.tells_reading else None
    unread = read.coverage.left if read and ReportSection.UNREAD in choices.sections else ()
    text = project.articles.text(version.id)
    return ArticleEntry(
        article.id,
        key,
        _heading(confirmed, choices),
        confirmed.metadata,
        () if choices.is_for_readers else _unconfirmed(article),
        version,
        tuple(project.articles.versions(article.id)),
        tuple(day_of(v.created_at, zone) for v in project.articles.versions(article.id)),
        text,
        _attention(shown, choices),
        _counts(shown),
        shown,
        _annotated(text, (h for h in highlights if h.claim_id in by_id), unread, choices),
        tuple(SourceUse(s, tuple(by_id[i] for i in ids)) for s, ids in sources.each()),
        len(claims) - len(shown),
        read,
        () if choices.is_for_readers else project.articles.left_out(version.id),
        *_published(project, article, choices),
        _since(project, article, choices, zone, unread),
    )


def _published(
    project: Project, article: Article, choices: ReportChoices
) -> tuple[tuple[CorrectionEntry, ...], int]:
    """Return the notes on the published text, and how many are missing, which the desk reads."""
    if ReportSection.PUBLISHED not in choices.sections:
        return (), 0
    records = project.corrections.of_article(article.id)
    known = "" if "url" in article.found else article.metadata.url
    address = published_address(project.articles.versions(article.id), known)
    missing = () if choices.is_for_readers else missing_corrections(project, article)
    return correction_entries(records, address, choices), len(missing)


def _since(
    project: Project,
    article: Article,
    choices: ReportChoices,
    zone: tzinfo | None,
    unread: Sequence[Span],
) -> ChangesSinceCheck | None:
    """Return the changes since the check, in an article that has the version asked for."""
    if choices.since > article.version.number:
        return None
    found = new_to_read(project, article, choices.since)
    checked = found.checked.version if found else article.version
    # readers know a text by the day on which it was published
    day = checked.published_on or day_of(checked.created_at, zone)
    return changes_since_check(found, day, choices, unread)


def _attention(shown: Sequence[ClaimEntry], choices: ReportChoices) -> tuple[AttentionGroup, ...]:
    """Return the claims that an editor sees first; with corrections, contradictions alone."""
    if ReportSection.ATTENTION not in choices.sections:
        return ()
    return attention(shown) if choices.kind is ReportKind.INTERNAL else contradicted(shown)


def _heading(confirmed: Article, choices: ReportChoices) -> str:
    """Return the title, or other details that tell the article apart; never a file's name."""
    if choices.is_for_readers and not confirmed.metadata.title:
        return f"Article {confirmed.number}"
    return confirmed.heading


def _unconfirmed(article: Article) -> tuple[MetadataField, ...]:
    return tuple(f for f in _FIELDS if f in article.found and getattr(article.metadata, f))


def _annotated(
    text: str, highlights: Iterable[Highlight], unread: Sequence[Span], choices: ReportChoices
) -> tuple[TextParagraph, ...]:
    if ReportSection.TEXT not in choices.sections:
        return ()
    # a claim that is not shown was looked at all the same
    return annotate_text(text, outermost_highlights(highlights), unread)


def _confirmed(article: Article) -> Article:
    """Return the article without the fields that no person has confirmed."""
    blank: dict[str, str] = dict.fromkeys(
        (f for f in article.found if hasattr(article.metadata, f)), ""
    )
    return replace(article, metadata=replace(article.metadata, **blank))


def _in_text_order(
    claims: Iterable[Claim], highlights: Iterable[Highlight]
) -> list[tuple[Claim, Sequence[Highlight]]]:
    """Return claims by their first place in the text; claims without a place last, by number."""
    places: dict[str, list[Highlight]] = {}
    for highlight in highlights:
        places.setdefault(highlight.claim_id, []).append(highlight)
    by_place = {claim_id: order for order, claim_id in enumerate(places)}
    placed = [(claim, places.get(claim.id, [])) for claim in claims]
    return sorted(placed, key=lambda pair: by_place.get(pair[0].id, len(by_place)))


def _counts(claims: Iterable[ClaimEntry]) -> tuple[tuple[Standing, int], ...]:
    standings = [entry.standing for entry in claims]
    return tuple((standing, standings.count(standing)) for standing in COUNTED)


class ReportArticles(Sequence[ArticleEntry]):
    """The articles of a report, each built when it is asked for, so that memory stays flat.

    Only the last article is kept: a loop through them builds each once.
    """

    def __init__(
        self,
        project: Project,
        articles: Sequence[Article],
        choices: ReportChoices,
        zone: tzinfo | None,
        progress: Progress,
    ) -> None:
        self._project = project
        self._articles = articles
        self._choices = choices
        self._zone = zone
        self._progress = progress
        self._last: tuple[int, ArticleEntry] | None = None

    def __len__(self) -> int:
        return len(self._articles)

    @overload
    def __getitem__(self, place: int) -> ArticleEntry: ...
    @overload
    def __getitem__(self, place: slice) -> list[ArticleEntry]: ...
    def __getitem__(self, place: int | slice) -> ArticleEntry | list[ArticleEntry]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        if self._last is None or self._last[0] != place:
            self._progress(place, len(self))
            self._last = None
            self._last = place, self._built(place)
        return self._last[1]

    def __iter__(self) -> Iterator[ArticleEntry]:
        return (self[place] for place in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ReportArticles):
            return NotImplemented
        return len(self) == len(other) and all(map(ArticleEntry.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]  # it is compared by what it shows

    def __repr__(self) -> str:
        return repr([*self])

    def _built(self, place: int) -> ArticleEntry:
        article = self._articles[place]
        return article_entry(self._project, article, f"a{place + 1}", self._choices, self._zone)


def build(
    project: Project,
    *,
    stated_date: date,
    choices: ReportChoices | None = None,
    zone: tzinfo | None = None,
    progress: Progress = unwatched,
) -> Report:
    """Return the report that the choices ask for.

    It reads the project while its articles are read: do that within ``project.still()`` wherever
    another program may write meanwhile. ``progress`` hears of every article. Days are those of the
    ``zone``, and of this computer where it is ``None``.

    Raises:
        InvalidValue: the choices do not go together, or the publisher cannot be read.
        ContradictoryReport: it is public, and claims on the same words have different verdicts.
        NotFound: an article or checker is not in the project.
        Cancelled: ``progress`` asked to stop, here or while the articles are read.
    """
    chosen = (choices or ReportChoices()).checked()
    check_public(project, chosen)
    articles = ReportArticles(project, _articles(project, chosen), chosen, zone, progress)
    whose = publisher(project) if chosen.is_public else Publisher()
    only = [*_only(project, chosen)]
    if only and not (chosen.kind is ReportKind.QUERIES and chosen.addressee):
        # a sheet that goes to a person does not say that others were asked
        only[-1] += " Others are left out."
    return Report(stated_date, articles, chosen, tuple(only), whose, offset_on(stated_date, zone))


def _articles(project: Project, choices: ReportChoices) -> list[Article]:
    if choices.article_ids is None:
        return project.articles.page()
    return [project.articles.get(article_id) for article_id in dict.fromkeys(choices.article_ids)]


def _only(project: Project, choices: ReportChoices) -> Iterator[str]:
    if choices.standings:
        yield f"Only claims with these verdicts: {_listed(choices.standings)}."
    if choices.only_settled:
        yield "Only claims whose verdict is settled."
    if choices.checker_id and not choices.is_public:
        yield f"Only claims that {project.people.checker(choices.checker_id).name} tagged."
    if choices.kind is ReportKind.QUERIES and choices.addressee:
        called = code_names(project, choices).instead_of(choices.addressee)
        yield f"Questions to {called}."


def _listed(standings: frozenset[Standing]) -> str:
    return ", ".join(label(standing).lower() for standing in COUNTED if standing in standings)
