"""A report as pieces that stand one below the other: for paper, for print and for the preview."""

from collections.abc import Callable, Iterable, Iterator

from annotator import appearance
from annotator.appearance import Palette
from annotator.domain.progress import Progress, unwatched
from annotator.report import wording
from annotator.report.articles import COUNTED, ArticleEntry
from annotator.report.choices import Choices, Section
from annotator.report.model import Report
from annotator.report.selection import DECIDED
from annotator.ui.reporting import front
from annotator.ui.reporting.article_text import text_pieces
from annotator.ui.reporting.claims import claim_pieces
from annotator.ui.reporting.lists import correction_pieces, query_pieces, source_pieces
from annotator.ui.reporting.markup import badge, columns, line, target
from annotator.ui.reporting.pieces import Entry, Piece

_METHOD = "How to read this report"
_BEFORE = 30
"""Pixels above the heading of a part."""
_PUBLIC = (
    "A verdict applies to the words as quoted here, on the day of this report. Claims still "
    "being checked are left out. Of a confidential source, only its rank and what it says for "
    "or against a claim are given."
)
_DESK = (
    "Claims are in the order of the text and keep their numbers. Every checker’s verdict is "
    "shown as given. Where somebody has settled a claim, the ruling counts as long as its tags "
    "have not changed. House rules warn; they do not block. The checkers’ working notes stay "
    "in the project."
)
_REDACTED = (
    " Of a confidential source, only its code name, rank and stance are shown; of a "
    "confidential contact, only the code name. Everything else about them stays in the "
    "project, as do answers given off the record."
)
_NAMED = " Confidential sources are named in this report."
_TO_NOTE = " (see the search note)"


def pieces(
    report: Report, colours: Palette, progress: Progress = unwatched
) -> tuple[str, list[Piece]]:
    """What the document is called, and its pieces; every article is asked for once.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    summaries: list[front.Summary] = []
    articles: list[Piece] = []
    for place, article in enumerate(report.articles):
        progress(place, len(report.articles))
        holds = len(report.articles) == 1 or bool(wording.held(article, report.sections))
        summaries.append(front.summary(article, report.kind, holds=holds))
        if not holds:
            continue
        for piece in _article(article, report, colours):
            progress(place, len(report.articles))
            articles.append(piece)
    title = front.title(report, summaries)
    method = _method(report, colours) if Section.METHOD in report.sections else ()
    return title, [*front.front_pieces(report, summaries, colours), *articles, *method]


def _article(article: ArticleEntry, report: Report, colours: Palette) -> Iterator[Piece]:
    yield from front.head_pieces(article, report, colours)
    sections = report.sections
    makers: dict[Section, Callable[[], Iterable[Piece]]] = {
        Section.ATTENTION: lambda: front.attention_pieces(article, colours),
        Section.QUERIES: lambda: query_pieces(article, sections, colours),
        Section.RECORD: lambda: front.record_pieces(article, report, colours),
        Section.CORRECTIONS: lambda: correction_pieces(article, sections, colours),
        Section.CLAIMS: lambda: _claims(article, report.choices, colours),
        Section.TEXT: lambda: text_pieces(article, colours),
        Section.SOURCES: lambda: source_pieces(article, sections, colours),
        Section.SIGN_OFF: lambda: front.sign_off_pieces(article, colours),
    }
    for section, words in wording.held(article, sections):
        yield _heading(article, section, words)
        yield from makers[section]()


def _claims(article: ArticleEntry, choices: Choices, colours: Palette) -> Iterator[Piece]:
    for entry in article.claims:
        yield from claim_pieces(entry, article, choices, colours)


def _heading(article: ArticleEntry, section: Section, words: str) -> Piece:
    html = f'<h2 class="heading">{target(f"{article.key}-{section.value}")}{words}</h2>'
    return Piece(html, _BEFORE, leads=True, entry=Entry(2, words))


def _method(report: Report, colours: Palette) -> Iterator[Piece]:
    html = f'<h2 class="heading">{target("method")}{_METHOD}</h2>'
    yield Piece(html, _BEFORE, leads=True, entry=Entry(1, _METHOD))
    public = report.choices.is_public
    for standing in COUNTED:
        if public and standing not in DECIDED:
            continue
        meaning = appearance.meaning(standing).replace(_TO_NOTE, "" if public else _TO_NOTE)
        cells = [(22, line("small", badge(standing, colours))), (78, line("small", meaning))]
        yield Piece(columns(cells, colours.border), above=2, whole=True)
    shown = _NAMED if report.shows_confidential else _REDACTED
    words = _PUBLIC if public else _DESK + shown
    yield Piece(columns([(100, line("small", words))], colours.border), above=2)
