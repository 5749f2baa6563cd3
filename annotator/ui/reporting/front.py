"""The first page of a laid-out report, and the head of every article in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.appearance import Palette, label
from annotator.domain.dates import day_in_words
from annotator.domain.quantities import count_of
from annotator.report import wording
from annotator.report.articles import ArticleEntry
from annotator.report.attention import Attention, AttentionGroup, Cause
from annotator.report.choices import ReportKind, Section
from annotator.report.claims import TagEntry
from annotator.report.model import Report
from annotator.ui.reporting.markup import (
    badge,
    bit,
    boxed,
    columns,
    dotted,
    inner,
    line,
    outer,
    own,
    target,
)
from annotator.ui.reporting.pieces import Entry, Piece

_CONFIDENTIAL = (
    "This report names confidential sources and contacts. Keep it to those who may know them."
)
_GROUP = 22
_SIGNED = ("Checked by", "Reviewed by", "Editor")
_DECISIONS = "Publish&nbsp;☐ &nbsp; Change&nbsp;☐ &nbsp; Hold&nbsp;☐"


@dataclass(frozen=True, slots=True)
class Summary:
    """What the list of articles says of one of them; no ``key`` where no more is said of it."""

    key: str
    heading: str
    counted: int
    in_the_way: int


def summary(article: ArticleEntry, kind: ReportKind, *, holds: bool) -> Summary:
    """The article's line in the list of articles."""
    of_kind = {
        ReportKind.QUERIES: len(article.queries),
        ReportKind.CORRECTIONS: len(article.corrections),
    }
    counted = of_kind.get(kind, len(article.claims))
    return Summary(article.key if holds else "", article.heading, counted, article.in_the_way)


def title(report: Report, summaries: list[Summary]) -> str:
    """What the document is called."""
    several = count_of(len(summaries), "article")
    subject = summaries[0].heading if len(summaries) == 1 else several
    return f"{wording.title(report.kind)}: {subject}"


def front_pieces(report: Report, summaries: list[Summary], colours: Palette) -> Iterator[Piece]:
    """What it is and of when, what it may not be used for, and its articles if several."""
    kicker = line(
        "kicker", wording.title(report.kind), bit("date", f" · {day_in_words(report.stated_date)}")
    )
    yield Piece(kicker)
    if report.shows_confidential:
        warning = line("confidential", _CONFIDENTIAL)
        yield Piece(boxed(colours.warning, warning), above=10)
    if report.only:
        yield Piece(line("muted", own(" ".join(report.only)), " Others are left out."), above=4)
    if len(summaries) != 1:
        heading = count_of(len(summaries), "article")
        yield Piece(line("title", heading), above=18, leads=True, entry=Entry(1, heading))
        yield from _articles(report, summaries, colours)


def head_pieces(article: ArticleEntry, report: Report, colours: Palette) -> Iterator[Piece]:
    """The article's title and what is known of it, then the one sentence that matters."""
    metadata = article.metadata
    by = dotted(
        own(part) for part in (metadata.byline, metadata.outlet, day_in_words(metadata.published))
    )
    html = line("title", target(article.key), own(article.heading))
    html += line("byline", by) if by else ""
    html += line("small", outer(metadata.url)) if metadata.url else ""
    several = len(report.articles) != 1
    yield Piece(html, above=14, leads=True, turns=several, entry=Entry(1, article.heading))
    yield Piece(line("lead", wording.lead(article, report.kind)), above=14, leads=True)
    if Section.COUNTS in report.sections and article.claims:
        yield Piece(_counts(article, colours), above=12, leads=True)


def attention_pieces(article: ArticleEntry, colours: Palette) -> Iterator[Piece]:
    """What stands in the way of publication, the gravest first."""
    for group in article.attention:
        for place, item in enumerate(group.items):
            name = _group(group) if not place else ""
            what = _item(item, group.cause, colours)
            cells = [(_GROUP, name), (7, _number(item)), (100 - _GROUP - 7, what)]
            yield Piece(columns(cells, "" if place else colours.border), above=3, whole=True)


def record_pieces(article: ArticleEntry, report: Report, colours: Palette) -> Iterator[Piece]:
    """Who checked what, and which text it was."""
    checkers = ", ".join(map(own, article.checkers)) or "nobody yet"
    facts = [
        ("Checked by", checkers),
        ("Report of", day_in_words(report.stated_date)),
        ("Text", _version(article)),
    ]
    if article.reviewers:
        facts.insert(1, ("Reviewed by", ", ".join(map(own, article.reviewers))))
    share = 100 // len(facts)
    cells = [(share, line("caption", name) + line("plain", fact)) for name, fact in facts]
    yield Piece(columns(cells, colours.border), above=6)
    sha = line("caption", "SHA-256 of the text") + line("code", article.version.sha256)
    yield Piece(sha, above=4)
    if article.unconfirmed:
        names = wording.listed(wording.fields(article.unconfirmed))
        found = "Found automatically, not confirmed by a person, and so left out: "
        yield Piece(line("warning", found, own(names), "."), above=6)


def sign_off_pieces(article: ArticleEntry, colours: Palette) -> Iterator[Piece]:
    """Lines on which those who answer for the check sign, and the editor decides."""
    for role, names in zip(_SIGNED, (article.checkers, article.reviewers, ()), strict=True):
        for name in names or ("",):
            cells = [(30, line("caption", role) + line("plain", own(name) or "&nbsp;"))]
            cells += [(45, _to_sign(role)), (25, line("caption", "Date"))]
            yield Piece(columns(cells, colours.border), above=16, whole=True)


def _to_sign(role: str) -> str:
    if role != _SIGNED[-1]:
        return line("caption", "Signature")
    return line("caption", "Decision and signature") + line("plain", _DECISIONS)


def _articles(report: Report, summaries: list[Summary], colours: Palette) -> Iterator[Piece]:
    attention = Section.ATTENTION in report.sections
    shares = (70, 13, 17)
    counted = {ReportKind.QUERIES: "Open queries", ReportKind.CORRECTIONS: "Corrections"}
    names = (
        *("Article", counted.get(report.kind, "Claims")),
        "Need attention" if attention else "",
    )
    yield Piece(columns([(s, line("caption", n)) for s, n in zip(shares, names, strict=True)]))
    for each in summaries:
        needing = wording.digits(each.in_the_way) if attention else ""
        heading = inner(each.key, own(each.heading)) if each.key else own(each.heading)
        cells = (heading, wording.digits(each.counted), needing)
        row = [(s, line("plain", cell)) for s, cell in zip(shares, cells, strict=True)]
        yield Piece(columns(row, colours.border), whole=True)


def _counts(article: ArticleEntry, colours: Palette) -> str:
    counted = [(standing, number) for standing, number in article.counts if number]
    cells = [
        (20, line("figure", wording.digits(number)) + line("small", badge(standing, colours)))
        for standing, number in counted
    ]
    return columns([*cells, (100 - 20 * len(cells), "")] if len(cells) < 5 else cells)


def _group(group: AttentionGroup) -> str:
    count = bit("date", f" {wording.digits(len(group.items))}")
    return line("group", wording.cause(group.cause), count)


def _number(item: Attention) -> str:
    return line("group", inner(item.claim.key, str(item.claim.claim.number)))


def _item(item: Attention, cause: Cause, colours: Palette) -> str:
    entry = item.claim
    said = own(entry.words) if entry.claim.statement else f"“{own(entry.words)}”"
    why = [*_verdicts(item, cause, colours), *map(own, item.sentences)]
    return line("said", said) + line("plain", " ".join(why))


def _verdicts(item: Attention, cause: Cause, colours: Palette) -> Iterable[str]:
    entry = item.claim
    if cause is Cause.DIFFERING:
        return [_verdict(tag) for tag in entry.tags]
    return [badge(entry.standing, colours, entry.reasons)] if cause is Cause.DISPUTED else []


def _verdict(tag: TagEntry) -> str:
    reason = f", {label(tag.reason).lower()}" if tag.reason else ""
    return f"{own(tag.checker)}: {label(tag.verdict)}{reason}."


def _version(article: ArticleEntry) -> str:
    of = article.version
    return f"Version {of.number}, {count_of(of.length, 'character')}"
