"""The rows of a table as annotations: the words of a claim, and the evidence beside them.

A row without words of its own belongs to the claim above it, if it brings evidence. Our own report
has several answers in a cell, a line each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from annotator.appearance import label
from annotator.evidence.citations import find_address
from annotator.evidence.model import Stance
from annotator.exchange.columns import (
    ACCESSED,
    EVIDENCE,
    LOOKED_AT,
    ORDER_OPEN,
    SEVERAL,
    TYPE_HEADING,
    ColumnMapping,
    ColumnMeaning,
    KnownArticles,
    TableChoices,
    digest_of,
    is_box,
    known_headings,
    looks_like_headings,
    names_words,
    number_in,
    plain_heading,
    propose_columns,
)
from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.json_values import offsets
from annotator.exchange.formats.quote_table import is_defused, is_ours, part_row
from annotator.exchange.formats.tables.sheet import likeliest_heading, usual_width
from annotator.exchange.model import (
    BadRecord,
    ImportedAnnotation,
    ImportedEvidence,
    ImportedSheet,
    ImportedTable,
    SheetRow,
)
from annotator.exchange.references import Reference, read_reference, references_in
from annotator.exchange.verdict_labels import meaning, told_apart
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.written_days import DayOrder, read_written_day
from annotator.reports.formats.csv_escape import restore_formula

_M = ColumnMeaning
_BETWEEN = re.compile(r"[;,|\n]")
_FIGURES = re.compile(r"[\d\s,;.:–—-]+|[ivxlcIVXLC]+")
_MOST = 0.6
"""The share of the columns that a row of headings names at least."""
_ORDERS = {
    _M.ACCESSED: DayOrder.UNKNOWN,
    _M.ACCESSED_DAY_FIRST: DayOrder.DAY_FIRST,
    _M.ACCESSED_MONTH_FIRST: DayOrder.MONTH_FIRST,
}
_TWO_DAYS = "“{}” may be {}. {}"
_NO_QUOTATION = "It has no quotation."
_OF_THE_SOURCE = "Its quotation is not in the article, and is taken for the source’s words."
_REPLY = "It is a reply, and the file does not say what it replies to."
_OF_PAGE = "It is a note on the whole page, and stands at no words."
_TALKS = {"reply": _REPLY, "page note": _OF_PAGE}
"""Why rows of an annotation program that quote nothing are left out, by their kind."""
_TOO_MANY = "It has more cells than the first line has headings."
_WEB = ("http://", "https://")


def read_table(
    sheets: Sequence[ImportedSheet],
    found: AnnotationCollector,
    choices: TableChoices,
    known: KnownArticles,
    progress: Progress = unwatched,
) -> None:
    """Read each row of a table as annotations; how it was read is told with them.

    Without a column for the words of claims there are none, until a person chooses it.
    """
    table = describe_table(sheets, choices, known)
    sheet = table.sheet
    found.table = table
    found.bad += sheet.bad
    headings = [column.heading for column in table.columns]
    meanings = {column.meaning for column in table.columns}
    rows = [row for row in sheet.rows if row.number > table.heading_row]
    if meanings & {_M.QUOTE, _M.CLAIM}:
        _RowReading(table, headings, found).read(rows, progress)
    unread = [n for n, column in enumerate(table.columns) if column.meaning is _M.NOTHING]
    filled = {n for row in rows for n in unread if n < len(row.cells) and row.cells[n].strip()}
    found.unread = tuple(headings[n] for n in sorted(filled))


def _chosen(sheets: Sequence[ImportedSheet], name: str) -> ImportedSheet:
    """Return the sheet of a name, or the first that most likely is a table of claims."""

    def likelihood(sheet: ImportedSheet) -> tuple[bool, bool, int, bool]:
        heading = likeliest_heading(sheet.rows)
        words = heading is not None and names_words(heading.cells)
        known = known_headings(heading.cells) if heading else 0
        return not sheet.is_hidden, words, known, bool(sheet.rows)

    named = [sheet for sheet in sheets if name and sheet.name == name]
    return named[0] if named else max(sheets, key=likelihood)


def describe_table(
    sheets: Sequence[ImportedSheet], choices: TableChoices, known: KnownArticles
) -> ImportedTable:
    """Return how a table is read: its sheet, the row of its headings, and its columns."""
    sheet = _chosen(sheets, choices.sheet)
    heading = _heading_row(sheet, choices.heading_row)
    below = [row for row in sheet.rows if heading is None or row.number > heading.number]
    width = len(heading.cells) if heading else 0
    if not sheet.is_text or heading is None:
        width = max((len(row.cells) for row in sheet.rows), default=0)
    given = [*(cell.strip() for cell in heading.cells)] if heading else []
    given += [""] * (width - len(given))
    headings = [" ".join(words.split()) or f"column {n}" for n, words in enumerate(given, start=1)]
    while headings and not given[len(headings) - 1] and not _held(below, len(headings) - 1):
        headings.pop()
    cells = [_held(below, n) for n in range(len(headings))]
    columns = _decided(propose_columns(headings, cells, known), choices)
    number = heading.number if heading else 0
    digest = digest_of(given) if heading else digest_of(["", str(len(headings))])
    return ImportedTable(sheet, tuple(sheets), number, columns, digest, choices, known)


def _heading_row(sheet: ImportedSheet, number: int | None) -> SheetRow | None:
    """Return the row of the headings: the chosen one, the likeliest, or none for data alone."""
    if number is not None:
        return next((row for row in sheet.rows if row.number == number), None)
    likely = likeliest_heading(sheet.rows)
    if likely is not None:
        return likely
    width = usual_width(sheet.rows)
    wide = next((row for row in sheet.rows if _filled(row) >= _MOST * width), None)
    if wide is not None and len(sheet.rows) > 1 and looks_like_headings(wide.cells):
        return wide
    return None


def _filled(row: SheetRow) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _held(rows: Sequence[SheetRow], column: int) -> list[str]:
    """Return the first filled cells of a column."""
    filled = (
        row.cells[column].strip()
        for row in rows
        if column < len(row.cells) and row.cells[column].strip()
    )
    return [*islice(filled, LOOKED_AT)]


def _decided(
    columns: tuple[ColumnMapping, ...], choices: TableChoices
) -> tuple[ColumnMapping, ...]:
    """Return the columns as a person decided, where somebody did."""
    if len(choices.columns) == len(columns):
        columns = tuple(
            replace(column, meaning=meant)
            for column, meant in zip(columns, choices.columns, strict=True)
        )
    named = {_name(heading): meant for heading, meant in choices.named}
    single = {*named.values()} - SEVERAL
    decided = []
    for n, column in enumerate(columns, start=1):
        meant = named.get(_name(column.heading), named.get(f"column {n}"))
        if meant is None and column.meaning in single:
            meant = _M.NOTHING
        decided.append(column if meant is None else replace(column, meaning=meant))
    return tuple(decided)


def _name(heading: str) -> str:
    return " ".join(heading.casefold().split())


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns of a piece of evidence: the places of each part."""

    places: dict[ColumnMeaning, list[int]]


def _groups(columns: Sequence[ColumnMapping]) -> list[_Group]:
    """Return the columns of each piece of evidence: by the numbers in headings, or by their order.

    “Source 2” goes with “Link 2”; without numbers the second source goes with the second link.
    """
    groups: dict[int, dict[ColumnMeaning, list[int]]] = {}
    for n, column in enumerate(columns):
        if column.meaning not in EVIDENCE:
            continue
        part = _M.ACCESSED if column.meaning in ACCESSED else column.meaning
        number = number_in(column.heading)
        if not number:
            number = 1 + sum(part in places for places in groups.values())
        groups.setdefault(number, {}).setdefault(part, []).append(n)
    return [_Group(groups[number]) for number in sorted(groups)]


class _RowReading:
    """The rows of a table, read one after the other."""

    def __init__(
        self, table: ImportedTable, headings: list[str], found: AnnotationCollector
    ) -> None:
        self._columns = table.columns
        self._headings = headings
        self._found = found
        self._ours = is_ours(headings)
        self._defused = is_defused(headings) and table.sheet.is_text
        self._groups = _groups(table.columns)
        self._places: dict[ColumnMeaning, list[int]] = {}
        for n, column in enumerate(table.columns):
            self._places.setdefault(column.meaning, []).append(n)
        self._before: ImportedAnnotation | None = None
        plain = map(plain_heading, headings)
        self._kinds = [n for n, heading in enumerate(plain) if heading == TYPE_HEADING]

    def read(self, rows: Sequence[SheetRow], progress: Progress) -> None:
        """Read all rows; a row that cannot be read is named, and stops no other."""
        for done, row in enumerate(rows):
            if done % 500 == 0:
                progress(done, len(rows))
            with self._found.record(f"row {row.number}"):
                self._row(row)

    def _row(self, row: SheetRow) -> None:
        where = f"row {row.number}"
        for at, why in row.faults.items():
            if at < len(self._columns) and self._columns[at].meaning is not _M.NOTHING:
                self._found.bad.append(BadRecord(where, why))
        cells = [restore_formula(cell) for cell in row.cells] if self._defused else row.cells
        if any(cell.strip() for cell in cells[len(self._columns) :]):
            raise UnreadableRecordError(_TOO_MANY)
        one = self._annotation(replace(row, cells=cells), where)
        if one is not None:
            self._before = one
            tags = self._words(cells, _M.TAGS)
            self._found.annotations += part_row(one, tags) if self._ours else [one]

    def _words(self, cells: Sequence[str], meant: ColumnMeaning) -> str:
        """Return the words of all columns of a meaning, a line each."""
        places = self._places.get(meant)
        if not places:
            return ""
        if len(places) == 1:
            (n,) = places
            return cells[n] if n < len(cells) and cells[n].strip() else ""
        return "\n".join(cells[n] for n in places if n < len(cells) and cells[n].strip())

    def _annotation(self, row: SheetRow, where: str) -> ImportedAnnotation | None:
        cells = row.cells
        quote, claim = self._words(cells, _M.QUOTE), self._words(cells, _M.CLAIM)
        if not quote.strip():
            quote, claim = claim, ""
        evidence, remarks = self._evidence(row)
        notes = [self._words(cells, _M.NOTE), *self._labelled(cells)]
        if not quote.strip():
            if self._is_talk(where, cells, notes):
                return None
            return self._below(where, evidence, notes, remarks, row)
        verdict, status = self._verdict(cells)
        labels = told_apart(_tags(self._words(cells, _M.TAGS)))
        if verdict or self._places.get(_M.VERDICT):
            labels = replace(labels, verdict="", reason="", tags=_tags(self._words(cells, _M.TAGS)))
        pieces, links = _plain_links(evidence)
        one = ImportedAnnotation(
            where,
            identity=self._words(cells, _M.IDENTITY),
            text_key=self._words(cells, _M.ARTICLE).strip(),
            url=self._words(cells, _M.ARTICLE_URL).strip(),
            offsets=self._offsets(cells),
            quote=quote,
            prefix=self._words(cells, _M.PREFIX),
            suffix=self._words(cells, _M.SUFFIX),
            verdict=verdict or labels.verdict,
            reason=self._words(cells, _M.REASON).strip() or labels.reason,
            tags=labels.tags,
            comment=self._words(cells, _M.CONCLUSION),
            statement=claim.strip(),
            links=links,
            annotator=self._words(cells, _M.CHECKER).strip(),
            made_at=self._words(cells, _M.MADE).strip(),
            note="\n".join(filter(None, (*notes, *status))),
            evidence=pieces,
            remarks=remarks,
        )
        return replace(one, otherwise=self._otherwise(one, cells, evidence))

    def _otherwise(
        self, one: ImportedAnnotation, cells: Sequence[str], evidence: list[ImportedEvidence]
    ) -> ImportedAnnotation | None:
        """Return a row whose quotation is the source's: on its claim's words, or those above.

        Without a source, a quotation is evidence by itself. A quotation with its context, or with
        its place, is the article's.
        """
        is_placed = one.prefix or one.suffix or one.offsets
        if self._ours or is_placed or not self._words(cells, _M.QUOTE).strip():
            return None
        before = self._before
        words = one.statement
        remarks = (*one.remarks, _OF_THE_SOURCE)
        if not words and before is not None and evidence and _M.CLAIM in self._places:
            words = (before.otherwise or before).quote
            remarks += (f"It belongs to {before.where}.",)
        if not words:
            return None
        first, *others = evidence or [ImportedEvidence(Reference(one.quote, title=one.quote))]
        if first.reference.quotation:
            first = replace(first, note="\n".join(filter(None, (first.note, one.quote))))
        else:
            reference = replace(first.reference, quotation=one.quote.strip())
            first = replace(first, reference=reference)
        pieces, links = _plain_links([first, *others])
        return replace(
            one,
            quote=words,
            statement="",
            links=links,
            evidence=pieces,
            remarks=remarks,
        )

    def _is_talk(self, where: str, cells: Sequence[str], notes: Sequence[str]) -> bool:
        """Note a row that is a reply, or is on a whole page; it is whole, and has no place."""
        kinds = {cells[n].strip().casefold() for n in self._kinds if n < len(cells)}
        why = next((_TALKS[kind] for kind in kinds if kind in _TALKS), "")
        if why:
            checker = self._words(cells, _M.CHECKER).strip()
            words = " ".join(filter(None, map(str.strip, notes)))
            said = f"{checker}: {words}" if checker else words
            self._found.bad.append(BadRecord(where, why, said, is_fault=False))
        return bool(why)

    def _below(
        self,
        where: str,
        evidence: list[ImportedEvidence],
        notes: list[str],
        remarks: tuple[str, ...],
        row: SheetRow,
    ) -> ImportedAnnotation | None:
        """Return what a row without words adds to the claim above it; ``None`` for an empty row."""
        before = self._before
        if before is not None and evidence:
            said = (*remarks, f"It has no quotation, and belongs to {before.where}.")
            pieces, links = _plain_links(evidence)
            made = replace(
                before,
                identity="",
                verdict="",
                reason="",
                tags=(),
                comment="",
                links=links,
                annotator=self._words(row.cells, _M.CHECKER).strip() or before.annotator,
                made_at=self._words(row.cells, _M.MADE).strip() or before.made_at,
                note="\n".join(filter(None, notes)),
                evidence=pieces,
                remarks=said,
            )
            other = before.otherwise and replace(made, where=where, quote=before.otherwise.quote)
            self._found.annotations.append(replace(made, where=where, otherwise=other))
            return None
        read = (n for n, column in enumerate(self._columns) if column.meaning is not _M.NOTHING)
        if any(row.cells[n].strip() for n in read if n < len(row.cells)):
            raise UnreadableRecordError(_NO_QUOTATION)
        return None

    def _verdict(self, cells: Sequence[str]) -> tuple[str, list[str]]:
        """Return the label of a verdict, and a line for a status that is none."""
        said = self._words(cells, _M.VERDICT).strip()
        if not said:
            return "", []
        heading = self._headings[self._places[_M.VERDICT][0]]
        if is_box(heading, said):
            return "verified", []
        if self._ours or meaning(said, self._words(cells, _M.REASON).strip()):
            return said, []
        return "", [f"{heading}: {said}"]

    def _labelled(self, cells: Sequence[str]) -> Iterator[str]:
        """Yield the words of columns that go into the note under their headings."""
        for n in self._places.get(_M.LABELLED_NOTE, ()):
            if n < len(cells) and cells[n].strip():
                yield f"{self._headings[n]}: {cells[n].strip()}"

    def _offsets(self, cells: Sequence[str]) -> tuple[tuple[int, int], ...]:
        """Return the offsets of the words, if the table has them; other cells are passed over."""
        start, end = self._words(cells, _M.START), self._words(cells, _M.END)
        try:
            return (offsets(start.strip(), end.strip()),)
        except UnreadableRecordError:
            return ()

    # evidence

    def _evidence(self, row: SheetRow) -> tuple[list[ImportedEvidence], tuple[str, ...]]:
        """Return the pieces of evidence of a row, and sentences on how they were read."""
        pieces: list[ImportedEvidence] = []
        remarks: list[str] = []
        for group in self._groups:
            pieces += _Piece(self, row, group, remarks).pieces()
        held = {n for group in self._groups for places in group.places.values() for n in places}
        for at, link in row.links.items():
            is_read = at < len(self._columns) and self._columns[at].meaning is not _M.NOTHING
            if at not in held and is_read and link.startswith(_WEB):
                pieces.append(ImportedEvidence(Reference("", url=link)))
        return pieces, tuple(remarks)

    def part(self, row: SheetRow, places: Sequence[int]) -> str:
        """Return the words of a part of a piece of evidence."""
        cells = row.cells
        if len(places) == 1:
            return cells[places[0]].strip() if places[0] < len(cells) else ""
        return "\n".join(cells[n].strip() for n in places if n < len(cells) and cells[n].strip())

    def heading(self, places: Sequence[int]) -> str:
        """Return the heading of the first of some columns, without its number."""
        words = self._headings[places[0]] if places else ""
        number = number_in(words)
        return words.removesuffix(str(number)).strip() if number else words

    def order(self, places: Sequence[int]) -> DayOrder:
        """Return the order of day and month that was chosen for a column of days."""
        return _ORDERS[self._columns[places[0]].meaning] if places else DayOrder.UNKNOWN

    def references(self, words: str) -> list[tuple[Reference, Stance]]:
        """Return the references in a cell; each line of our own report is a single one."""
        if not self._ours:
            return [(reference, Stance.CONTEXT) for reference in references_in(words)]
        found = []
        for line in filter(str.strip, words.split("\n")):
            stance = next((s for s in Stance if line.startswith(f"{label(s)}: ")), None)
            said = line.removeprefix(f"{label(stance)}: ") if stance else line
            found.append((read_reference(said), stance or Stance.CONTEXT))
        return found


class _Piece:
    """The evidence in the cells of a group of columns."""

    def __init__(self, rows: _RowReading, row: SheetRow, group: _Group, remarks: list[str]) -> None:
        self._rows = rows
        self._row = row
        self._places = group.places
        self._remarks = remarks

    def pieces(self) -> list[ImportedEvidence]:
        """Return a piece for each source of the group, and for each further address."""
        named = self._rows.references(self._part(_M.SOURCE))
        links, beside = self._links()
        if beside and not named:
            named = [(read_reference(beside), Stance.CONTEXT)]
            beside = ""
        if len(named) == len(links):
            named = [
                (_with_url(reference, url), stance)
                for (reference, stance), url in zip(named, links, strict=True)
            ]
            taken = {reference.url for reference, _ in named}
        elif len(named) == 1 and links:
            named = [(_with_url(named[0][0], links[0]), named[0][1])]
            taken = {named[0][0].url}
        else:
            taken = {reference.url for reference, _ in named}
        named += [(Reference("", url=url), Stance.CONTEXT) for url in links if url not in taken]
        if not named:
            named = self._without_source()
        return [self._piece(n, one, len(named), beside) for n, one in enumerate(named)]

    def _part(self, *meanings: ColumnMeaning) -> str:
        places = [n for meant in meanings for n in self._places.get(meant, ())]
        return self._rows.part(self._row, places) if places else ""

    def _links(self) -> tuple[list[str], str]:
        """Return the addresses in and behind the cells of links, and the words beside them."""
        urls: dict[str, None] = {}
        beside = []
        for line in self._part(_M.LINK).split("\n"):
            rest = line
            while found := find_address(rest):
                urls[found[0]] = None
                rest = f"{rest[: found[1]]} {rest[found[2] :]}"
            if rest.strip(" ;,|<>()[]\t"):
                beside.append(rest.strip(" ;,|\t"))
        for meant in (_M.SOURCE, _M.LINK, _M.LOCATOR, _M.QUOTATION, _M.PUBLISHER):
            for n in self._places.get(meant, ()):
                link = self._row.links.get(n, "")
                if link.startswith(_WEB):
                    urls[link] = None
        return [*urls], "\n".join(beside)

    def _without_source(self) -> list[tuple[Reference, Stance]]:
        """Return a source known by its publisher or its author alone, if there is one."""
        known = self._part(_M.PUBLISHER) or self._part(_M.SOURCE_AUTHOR)
        parts = self._part(_M.LOCATOR) or self._part(_M.QUOTATION)
        if known:
            return [(Reference(known, title=known), Stance.CONTEXT)]
        if parts:
            self._remarks.append("It names a place or words in a source, but no source.")
            title = self._part(_M.LOCATOR, _M.QUOTATION)
            return [(Reference(title, title=title), Stance.CONTEXT)]
        return []

    def _piece(
        self, n: int, one: tuple[Reference, Stance], number: int, beside: str
    ) -> ImportedEvidence:
        reference, stance = one
        notes = [reference.words] if _is_parted(reference) else []
        notes += [beside] if beside and n == 0 else []
        day = self._day(n, number, notes)
        accessed = day or _iso(reference.accessed)
        made = replace(
            reference,
            locator=", ".join(filter(None, (reference.locator, self._locator(n, number)))),
            quotation=self._each(_M.QUOTATION, n, number) or reference.quotation,
            publisher=reference.publisher or self._each(_M.PUBLISHER, n, number),
            published=reference.published or self._each(_M.PUBLISHED, n, number),
        )
        author = self._each(_M.SOURCE_AUTHOR, n, number)
        return ImportedEvidence(made, author, accessed, "\n".join(notes), stance)

    def _each(self, meant: ColumnMeaning, n: int, number: int) -> str:
        """Return the words for the n-th of some sources: a line each, or all for the first."""
        words = self._part(meant)
        lines = words.split("\n")
        if number > 1 and len(lines) == number:
            return lines[n]
        return words if n == 0 else ""

    def _locator(self, n: int, number: int) -> str:
        words = " ".join(self._each(_M.LOCATOR, n, number).split())
        if words and _FIGURES.fullmatch(words) and ":" not in words:
            return f"{self._rows.heading(self._places[_M.LOCATOR])} {words}"
        return words

    def _day(self, n: int, number: int, notes: list[str]) -> str:
        """Return the day of access; words that are no single day go into the note."""
        words = self._part(_M.ACCESSED)
        lines = words.split("\n")
        said = lines[n] if number > 1 and len(lines) == number else words
        if not said:
            return ""
        places = self._places[_M.ACCESSED]
        day = read_written_day(said, self._rows.order(places))
        if not day.iso:
            notes.append(f"{self._rows.heading(places)}: {said}")
        if day.could_be:
            self._remarks.append(_TWO_DAYS.format(said, " or ".join(day.could_be), ORDER_OPEN))
        return day.iso


def _with_url(reference: Reference, url: str) -> Reference:
    return reference if reference.url else replace(reference, url=url)


def _iso(words: str) -> str:
    return read_written_day(words).iso if words else ""


def _is_parted(reference: Reference) -> bool:
    """Return whether a reference has other parts beside a title that is all its words."""
    return reference.words.strip() not in ("", reference.title, reference.url)


def _plain_links(
    evidence: Sequence[ImportedEvidence],
) -> tuple[tuple[ImportedEvidence, ...], tuple[str, ...]]:
    """Return pieces that say more than an address, and the addresses of all others."""
    plain = [
        piece == ImportedEvidence(Reference(piece.reference.words, url=piece.reference.url))
        for piece in evidence
    ]
    pieces = tuple(piece for piece, bare in zip(evidence, plain, strict=True) if not bare)
    links = (p.reference.url for p, bare in zip(evidence, plain, strict=True) if bare)
    return pieces, tuple(dict.fromkeys(links))


def _tags(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, _BETWEEN.split(cell)))))
