"""The lists of a laid-out report: questions to answer, wordings to change, and sources."""

from collections.abc import Iterator

from annotator.appearance import Palette, label
from annotator.domain.dates import day_in_words
from annotator.report.articles import ArticleEntry, SourceUse
from annotator.report.choices import Section
from annotator.report.claims import ClaimEntry
from annotator.report.people import QueryEntry
from annotator.ui.reporting.claims import NUMBER, REST, evidence_pieces, evidence_row, words
from annotator.ui.reporting.markup import (
    bit,
    boxed,
    columns,
    day,
    dotted,
    inner,
    line,
    outer,
    own,
    target,
)
from annotator.ui.reporting.pieces import Piece

_ROOM = 4
"""Empty lines for an answer."""


def query_pieces(
    article: ArticleEntry, sections: frozenset[Section], colours: Palette
) -> Iterator[Piece]:
    """The open questions, each with its claim, and with room where the list is all there is."""
    alone = Section.CLAIMS not in sections
    for entry, query in article.queries:
        html = "".join(words(entry)) + _question(query)
        if alone:
            html += boxed(colours.border, line("caption", "Answer"), _ROOM)
        number = line("number", _number(entry, linked=not alone))
        yield Piece(columns([(NUMBER, number), (REST, html)], colours.border), above=8, whole=True)


def correction_pieces(
    article: ArticleEntry, sections: frozenset[Section], colours: Palette
) -> Iterator[Piece]:
    """Old and new wording with why; on what it rests too where no list of claims says so."""
    alone = Section.CLAIMS not in sections
    for entry in article.corrections:
        html = "".join(_correction(entry))
        number = line("number", _number(entry, linked=not alone))
        yield Piece(
            columns([(NUMBER, number), (REST, html)], colours.border),
            above=8,
            leads=alone and bool(entry.evidence),
            whole=True,
        )
        linked = Section.SOURCES in sections
        shown = entry.evidence if alone else ()
        yield from evidence_pieces(evidence_row(p, article, linked=linked) for p in shown)


def source_pieces(
    article: ArticleEntry, sections: frozenset[Section], colours: Palette
) -> Iterator[Piece]:
    """Every source with the claims that rest on it."""
    shares = (7, 53, 18, 22)
    head = [line("caption", words_) for words_ in ("No.", "Source", "Kind", "Claims")]
    yield Piece(columns(list(zip(shares, head, strict=True))), above=6, leads=True)
    for use in article.sources:
        cells = _source(use, article.key, linked=Section.CLAIMS in sections)
        yield Piece(columns(list(zip(shares, cells, strict=True)), colours.border), whole=True)


def _number(entry: ClaimEntry, *, linked: bool) -> str:
    number = str(entry.claim.number)
    return inner(entry.key, number, "number") if linked else target(entry.key) + number


def _question(query: QueryEntry) -> str:
    to = f" to {own(query.addressee)}" if query.addressee else ""
    asked = f"Asked by {own(query.author)}{to} on {day(query.asked_on)}"
    return line("question", own(query.question)) + line("caption", asked)


def _correction(entry: ClaimEntry) -> Iterator[str]:
    claim = entry.claim
    kind = f"{label(claim.error_kind)} · " if claim.error_kind else ""
    yield line("caption", f"{kind}In the article")
    yield from words(entry)
    if claim.proposed_wording:
        yield line("caption", "Proposed wording")
        yield line("quote", f"“{own(claim.proposed_wording)}”")
    if claim.resolution:
        yield line("strong", f"{label(claim.resolution)}.")
    yield from (line("own", bit("strong", "Why: "), own(why)) for why in entry.conclusions)


def _source(use: SourceUse, key: str, *, linked: bool) -> Iterator[str]:
    source = use.source
    about = dotted(
        own(part) for part in (source.author, source.publisher, day_in_words(source.published))
    )
    told = [line("strong", own(source.name)), line("caption", about) if about else ""]
    told += [line("small", outer(source.url))] if source.url else []
    archived = source.archive_url
    told += [line("small", "Archived: ", outer(archived))] if archived else []
    kind = [label(source.rank), label(source.type).lower() if source.type else ""]
    kind += ["confidential"] if source.confidential else []
    yield line("plain", target(f"{key}-s{source.number}"), str(source.number))
    yield "".join(told)
    yield "".join(line("small", part) for part in kind if part)
    yield line(
        "plain",
        ", ".join(
            inner(entry.key, str(entry.claim.number)) if linked else str(entry.claim.number)
            for entry in use.claims
        ),
    )
