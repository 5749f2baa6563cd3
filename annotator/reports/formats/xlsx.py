"""The report as a workbook: a row a claim, and sheets for the details that a claim has several of.

Office Open XML (ECMA-376), written by openpyxl. People's words are always text: no cell of them is
taken for a formula, and characters that no workbook can hold are replaced visibly. The height of a
row is a guess: Excel works heights out when it opens a file, LibreOffice shows a single line.
"""

import io
import math
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from annotator import appearance
from annotator.appearance import label
from annotator.claims.verdicts import Standing
from annotator.files.cleanup import private_folder
from annotator.kernel.excerpts import beginning
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.sentences import NAMES_CONFIDENTIAL
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.columns import (
    CORRECTION_COLUMNS,
    Value,
    columns,
    correction_rows,
    each,
    evidence_words,
    typed,
)
from annotator.reports.entries.report import Report
from annotator.reports.entries.wording import title
from annotator.reports.formats.csv_escape import FORMULAS
from annotator.reports.formats.deterministic_zip import DeterministicZip, parcel, parts
from annotator.reports.links import leads_somewhere
from annotator.reports.printable import printable

Rows = Iterator[Sequence[Value]]
_INTERNAL, _QUERIES, _CORRECTIONS, _PUBLIC, _PUBLISHED = ReportKind


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns with their widths in characters, and an article's rows."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: Callable[[ArticleEntry], Rows]


def sheets(choices: ReportChoices) -> list[Sheet]:
    """The sheets of a report, the claims first."""
    shown = columns(choices)

    def claims(article: ArticleEntry) -> Rows:
        for entry in article.claims:
            yield [column.cell(article, entry) for column in shown]

    first = Sheet("Claims", tuple((column.name, column.width) for column in shown), claims)
    others = [sheet for sheet, kinds in _OTHERS if choices.kind in kinds]
    return others if choices.kind is _PUBLISHED else [first, *others]


def about(report: Report) -> Iterator[tuple[str, Value]]:
    """Yield the lines of the last sheet, about the workbook: a name and a value each."""
    yield "Report", title(report.choices)
    if report.shows_confidential:
        yield "Confidential", NAMES_CONFIDENTIAL
    yield "Date", report.stated_date
    if report.offset:
        yield "Days", f"by the clock at {report.offset}"
    for sentence in report.only:
        yield "Only some claims", sentence


def of_article(article: ArticleEntry) -> Iterator[tuple[str, Value]]:
    """Yield the lines of the last sheet about an article."""
    metadata = article.metadata
    yield "Article", article.heading
    for name in ("byline", "outlet", "url", "published"):
        if words := getattr(metadata, name):
            yield name.capitalize(), typed(words)
    if article.reading:
        read = article.reading.coverage
        yield "Sentences looked at", f"{read.looked_at} of {read.sentences}"
    if article.since:
        yield "Changed since the check", article.since.told
    yield "Claims", len(article.claims)
    if article.left_out:
        yield "Claims left out", article.left_out
    yield "Version of the text", article.version.number
    yield "SHA-256 of the text", article.version.sha256


def _evidence(article: ArticleEntry) -> Rows:
    for entry in article.claims:
        for piece in entry.evidence:
            source = piece.source
            yield (
                article.heading,
                entry.claim.number,
                label(piece.stance),
                source.name,
                label(source.rank),
                label(source.type) if source.type else "",
                piece.locator,
                piece.quotation,
                source.url,
                source.archive_url,
                typed(piece.accessed_on),
                each(piece.files, lambda file: f"{file.name} ({file.sha256})"),
                "yes" if source.confidential else "",
            )


def _asked(article: ArticleEntry) -> Rows:
    for entry in article.claims:
        for query in entry.all_queries:
            yield (
                article.heading,
                entry.claim.number,
                entry.words,
                query.addressee,
                query.question,
                query.answer,
                label(query.status),
                query.author,
                typed(query.asked_on),
            )


def _corrected(article: ArticleEntry) -> Rows:
    for entry in article.corrections:
        claim = entry.claim
        yield (
            article.heading,
            claim.number,
            each(entry.quotes, str),
            claim.proposed_wording,
            label(claim.resolution) if claim.resolution else "",
            each(entry.conclusions, str),
            each(entry.evidence, evidence_words),
        )


def _unread(article: ArticleEntry) -> Rows:
    for number, words in enumerate(article.unread, start=1):
        yield article.heading, number, words


def _changed(article: ArticleEntry) -> Rows:
    if article.since is None:
        return
    for number, change in enumerate(article.since.sentences, start=1):
        what = "new" if change.is_new else "changed"
        yield article.heading, number, what, change.now.words, change.before.words
    for words in article.since.cut:
        yield article.heading, "", "cut", "", words


def _sources(article: ArticleEntry) -> Rows:
    for use in article.sources:
        source = use.source
        yield (
            article.heading,
            source.number,
            source.name,
            source.author,
            source.publisher,
            typed(source.published),
            label(source.rank),
            label(source.type) if source.type else "",
            source.url,
            source.archive_url,
            ", ".join(str(entry.claim.number) for entry in use.claims),
        )


_PLACE = (("Article", 24), ("Claim", 7))
_ADDRESSES = (("Address", 36), ("Archived copy", 36))
_OTHERS: Sequence[tuple[Sheet, frozenset[ReportKind]]] = (
    (
        Sheet(
            "Evidence",
            (
                *(*_PLACE, ("Stance", 13), ("Source", 32), ("Rank", 11), ("Kind", 13)),
                *(("Locator", 14), ("Quotation", 44), *_ADDRESSES, ("Accessed", 12)),
                *(("Files", 36), ("Confidential", 12)),
            ),
            _evidence,
        ),
        frozenset({_INTERNAL, _CORRECTIONS, _PUBLIC}),
    ),
    (
        Sheet(
            "Queries",
            (
                *(*_PLACE, ("Words", 36), ("To", 18), ("Question", 44), ("Answer", 44)),
                *(("Status", 12), ("Asked by", 16), ("Asked on", 12)),
            ),
            _asked,
        ),
        frozenset({_INTERNAL, _QUERIES}),
    ),
    (
        Sheet(
            "Corrections",
            (
                *(*_PLACE, ("Old wording", 40), ("New wording", 40), ("Resolution", 14)),
                *(("Why", 40), ("Evidence", 52)),
            ),
            _corrected,
        ),
        frozenset({_INTERNAL, _CORRECTIONS}),
    ),
    (
        Sheet(
            "Changed since the check",
            (("Article", 24), ("No.", 6), ("What", 10), ("Sentence", 60), ("It read", 60)),
            _changed,
        ),
        frozenset({_INTERNAL}),
    ),
    (
        Sheet("Since publication", tuple(CORRECTION_COLUMNS), correction_rows),
        frozenset({_INTERNAL, _PUBLIC, _PUBLISHED}),
    ),
    (
        Sheet("Not looked at", (("Article", 24), ("No.", 6), ("Sentence", 90)), _unread),
        frozenset({_INTERNAL}),
    ),
    (
        Sheet(
            "Sources",
            (
                *(("Article", 24), ("No.", 6), ("Source", 36), ("Author", 20)),
                *(("Publisher", 20), ("Published", 12), ("Rank", 11), ("Kind", 13)),
                *(*_ADDRESSES, ("Claims", 14)),
            ),
            _sources,
        ),
        frozenset({_INTERNAL, _PUBLIC}),
    ),
)


_LINE = 15.0
"""Points that a line of 11 points takes."""
_HIGHEST = 409.0
"""Points that no row can exceed."""
_GUESSED = re.compile(rb'(<row [^>]*?) customHeight="1"')


def height(row: Iterable[Value], widths: Iterable[int]) -> float:
    """Return the height of a row, in points.

    Args:
        row: The cells.
        widths: The widths of their columns, in characters.
    """
    lines = max(_lines(str(value), width) for value, width in zip(row, widths, strict=True))
    return min(_LINE * lines, _HIGHEST)


def left_to_programs(sheet: bytes) -> bytes:
    """Return a sheet's XML in which no height counts as chosen by a person."""
    return _GUESSED.sub(rb"\1", sheet)


def _lines(words: str, width: int) -> int:
    """Return how many lines words fill; the rest at the end of most lines is less than a tenth."""
    return sum(max(1, math.ceil(_wide(line) / (0.9 * width))) for line in words.split("\n"))


def _wide(line: str) -> int:
    return len(line) if line.isascii() else sum(map(_width, line))


def _width(letter: str) -> int:
    return 2 if east_asian_width(letter) in "WF" else 1


LONGEST = 32_767
"""The longest text of a cell, in units of UTF-16."""
CUT = "… [cut: a cell holds no more]"
_ABOUT = Sheet("About", (("", 24), ("", 72)), lambda _: iter(()))
_PROPERTIES, _SHEETS = "docProps/core.xml", "xl/worksheets/sheet"
_FIRST_DAY = date(1900, 3, 1)
"""Before it programs differ in how they count days, and before 1900 they know none."""
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Words that a workbook takes for a character named by its number (ECMA-376, 22.9.2.19)."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """The workbook; the same report gives the same bytes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    # its pages are files until it is saved: for nobody else to read, and gone after a crash
    with private_folder() as folder:
        try:
            _fill(book, report, folder, progress)
        except BaseException:
            _packed(book)  # else its unfinished pages stay open
            raise
        return _saved(book, report.stated_date)


def shown(words: str) -> str:
    """Return the words for a cell: characters it cannot hold are replaced, long words cut.

    A replaced character and a cut are visible.
    """
    held = printable(words)
    units = held.encode("utf-16-le")
    if len(units) > 2 * LONGEST:
        room = len(units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore"))
        held = beginning(held, room) + CUT
    return _ESCAPED.sub("_x005F_", held)


def _fill(book: Any, report: Report, folder: Path, progress: Progress) -> None:
    styles = _Styles(book)
    filled = [
        _Page(_begun(book, sheet, styles, folder), sheet, styles)
        for sheet in sheets(report.choices)
    ]
    told = list(about(report))
    for place, article in enumerate(report.articles):
        for page in filled:
            for row in page.sheet.rows(article):
                progress(place, len(report.articles))
                page.add(row)
        told += of_article(article)
    last = _sized(book, _ABOUT)
    _keep_in(folder, last)
    for name, value in told:
        last.append([styles.heading(last, name), styles.cell(last, value)])


class _Page:
    """A sheet being filled below its headings, each row as high as its words are long."""

    def __init__(self, page: Any, sheet: Sheet, styles: "_Styles") -> None:
        self.sheet = sheet
        self._page, self._styles, self._rows = page, styles, 1
        self._widths = [width for _, width in sheet.columns]

    def add(self, row: Sequence[Value]) -> None:
        self._rows += 1
        self._page.row_dimensions[self._rows].height = height(row, self._widths)
        self._page.append([self._styles.cell(self._page, value) for value in row])


class _Styles:
    """The few styles of the workbook, made once; openpyxl pays for each that is made."""

    def __init__(self, book: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

        self._new = WriteOnlyCell
        wrapped = Alignment(wrap_text=True, vertical="top")
        # else a font has neither name nor size, and every program takes another one
        plain, bold = (Font("Calibri", 11, family=2, scheme="minor", b=heavy) for heavy in (0, 1))
        self._words = NamedStyle("Words", plain, alignment=wrapped)
        self._day = NamedStyle("Day", plain, alignment=wrapped, number_format="yyyy-mm-dd")
        self._heading = NamedStyle("Column", bold, alignment=wrapped)
        colours, verdicts = appearance.palette("light"), {}
        for standing in Standing:
            fill = colours.of(standing).fill
            verdicts[appearance.label(standing)] = NamedStyle(
                f"Verdict {appearance.label(standing)}",
                font=bold,
                alignment=wrapped,
                fill=PatternFill("solid", fgColor=fill[1:]) if fill else PatternFill(),
            )
        self._verdicts: Mapping[str, Any] = verdicts
        for style in (self._words, self._day, self._heading, *verdicts.values()):
            book.add_named_style(style)

    def heading(self, page: Any, words: str) -> Any:
        """The cell of a column's or line's name."""
        cell = self._new(page, words)
        cell.style = self._heading.name
        return cell

    def cell(self, page: Any, value: Value) -> Any:
        """Return a cell with a number, a day or words; ``None`` for empty words."""
        if value == "":
            return None
        if isinstance(value, date) and value < _FIRST_DAY:
            value = value.isoformat()
        if not isinstance(value, str):
            cell = self._new(page, value)
            cell.style = self._day.name if isinstance(value, date) else self._words.name
            return cell
        cell = self._new(page, shown(value))
        if _is_address(value):
            cell.hyperlink = value
        style = self._verdicts.get(value, self._words)
        cell.style = style.name
        cell.data_type = "s"  # else words that begin with an equals sign are a formula
        if value.startswith(FORMULAS):
            cell.quotePrefix = True  # so that they stay words when somebody edits them
        return cell


def _is_address(words: str) -> bool:
    """Whether a program may follow the words; it may hold no more than 2,079 characters of them."""
    return leads_somewhere(words) and not re.search(r"\s", words) and len(words) <= 2_079


def _begun(book: Any, sheet: Sheet, styles: _Styles, folder: Path) -> Any:
    from openpyxl.utils import get_column_letter

    page = _sized(book, sheet)
    page.freeze_panes = "A2"
    page.page_setup.orientation = "landscape"
    page.print_title_rows, page.print_title_cols = "1:1", "A:B"  # a row takes several pages
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}1"
    _keep_in(folder, page)
    page.append([styles.heading(page, name) for name, _ in sheet.columns])
    return page


def _keep_in(folder: Path, page: Any) -> None:
    """Let a page be kept in a folder of ours until it is saved, not where everybody's files are."""
    from openpyxl.worksheet import _writer as writing

    place = str(folder / f"{len(page.parent.worksheets)}.xml")
    writing.ALL_TEMP_FILES.append(place)  # it is taken off when the page is saved
    page._writer = writing.WorksheetWriter(page, place)  # noqa: SLF001 - nobody else is asked
    page._writer.write_top()  # noqa: SLF001 - likewise


def _sized(book: Any, sheet: Sheet) -> Any:
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.name)
    for place, (_, width) in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    return page


def _packed(book: Any) -> bytes:
    from openpyxl.writer.excel import ExcelWriter

    data = io.BytesIO()
    # book.save() would fail where the computer's clock is beyond what a zip can state
    ExcelWriter(book, DeterministicZip(data, "w", zipfile.ZIP_DEFLATED)).save()
    return data.getvalue()


def _saved(book: Any, stated: date) -> bytes:
    """Return the workbook's bytes, which know no other day than the report's stated day."""
    day = datetime(stated.year, stated.month, stated.day)
    book.properties.creator = ""
    book.properties.created = book.properties.modified = day
    held = parts(_packed(book))
    moment = f"{day.isoformat()}Z".encode()
    for name in held:
        if name.startswith(_SHEETS):
            held[name] = left_to_programs(held[name])
    held[_PROPERTIES] = _MODIFIED.sub(rb"\g<1>" + moment, held[_PROPERTIES])
    return parcel(held)
