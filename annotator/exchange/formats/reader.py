"""The way in for other programs' annotations: a file of any known form, told by its content.

Forms that are JSON, whole or line by line, are told apart by their keys.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from annotator.archive.schema import FORMAT
from annotator.articles.intake.documents.package import OfficePackage, reading_document
from annotator.articles.intake.encodings import Decoded, decode
from annotator.articles.intake.file_types import OLE, ZIP, is_other_kind, refusal
from annotator.exchange.columns import ColumnMeaning, KnownArticles, TableChoices
from annotator.exchange.formats.brat import is_brat, is_standoff, read_standoff, read_standoffs
from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.doccano import annotator_of, is_doccano, read_doccano
from annotator.exchange.formats.hypothesis import is_hypothesis, read_hypothesis
from annotator.exchange.formats.json_values import as_list, parse_json
from annotator.exchange.formats.label_studio import is_flat, is_label_studio, read_label_studio
from annotator.exchange.formats.refi.reader import is_refi, parts, project, read_refi
from annotator.exchange.formats.tables.documents import (
    is_opendocument,
    is_word,
    read_opendocument,
    read_word,
)
from annotator.exchange.formats.tables.fact_rows import read_table
from annotator.exchange.formats.tables.sheet import is_table_text, read_text
from annotator.exchange.formats.tables.workbook import is_workbook, read_workbook
from annotator.exchange.formats.web_annotation.reader import is_web_annotation, read_web_annotation
from annotator.exchange.formats.zip_files import Package, unpack
from annotator.exchange.forms import (
    BRAT,
    DOCCANO,
    FORMS,
    HYPOTHESIS,
    LABEL_STUDIO,
    LABELS,
    OFFICE_TABLE,
    REFI,
    TABLE,
    WEB,
    AnnotationForm,
)
from annotator.exchange.model import BadRecord, ImportedFile, ImportedSheet
from annotator.files.regular_files import FileTooLarge, read_regular
from annotator.kernel.canonical_text import check_usable, readable
from annotator.kernel.errors import (
    DamagedFile,
    IntakeError,
    NoAnnotations,
    NoTable,
    NothingReadable,
    NotText,
    TooMuch,
    UnknownForm,
    UnreadableFile,
    Unsafe,
    WholeProject,
)
from annotator.kernel.progress import Progress, unwatched

__all__ = [
    "FORMS",
    "LIMIT",
    "AnnotationForm",
    "has_words",
    "read_annotations",
    "read_bytes",
    "read_table_again",
]

_WHOLE: dict[str, tuple[Callable[[Any], bool], Callable[[Any, AnnotationCollector], None]]] = {
    HYPOTHESIS: (is_hypothesis, read_hypothesis),
    LABEL_STUDIO: (is_label_studio, read_label_studio),
    WEB: (is_web_annotation, read_web_annotation),
}


def read_json(text: str, name: str, found: AnnotationCollector) -> str:
    """Read a file of JSON, or of a JSON value a line, and return the name of its form.

    Raises:
        DamagedFile: it is neither.
        NoAnnotations, UnknownForm: it holds no annotation, or is of another form.
        WholeProject: it holds a project of ours.
        TooDeep: it is nested deeper than any reader can follow.
    """
    try:
        value = parse_json(text, name)
    except DamagedFile:
        lines, bad = _lines(text, name)
        form = _read(lines, [row for _, row in lines], found)
        if form is None:
            raise
        found.bad += bad
        return form
    if value in ([], {}):
        raise NoAnnotations(name)
    one_by_one = [(f"article {number}", row) for number, row in enumerate(as_list(value), 1)]
    form = _read(one_by_one, value, found)
    if form is None and isinstance(value, dict) and value.get("format") == FORMAT:
        raise WholeProject(name)
    if form is None:
        raise UnknownForm(name, LABELS)
    return form


def _read(rows: list[tuple[str, Any]], value: Any, found: AnnotationCollector) -> str | None:
    for form, (is_it, read_it) in _WHOLE.items():
        if is_it(value):
            read_it(value, found)
            return form
    if any(is_doccano(row) for _, row in rows):
        read_doccano(rows, found)
        return DOCCANO
    return None


_ROWS = ".jsonl"
"""The ending of a file with a JSON value a line."""


def _lines(text: str, name: str) -> tuple[list[tuple[str, Any]], list[BadRecord]]:
    """The value of each line, and the lines that hold none."""
    rows, bad = list[tuple[str, Any]](), list[BadRecord]()
    # Only LF parts lines: JSON may hold the other ends of lines as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                rows.append((f"line {number}", parse_json(line, name)))
            except DamagedFile:
                bad.append(BadRecord(f"line {number}", "It is cut short or damaged."))
    return rows, bad


LIMIT = 200_000_000  # bytes, of a file
UNPACKED = 300_000_000  # bytes, of all parts of a workbook or a document
_BOM = "\ufeff"


_PROPOSED, _UNKNOWN = TableChoices(), KnownArticles()


def read_annotations(
    path: Path,
    encoding: str | None = None,
    *,
    table: TableChoices = _PROPOSED,
    known: KnownArticles = _UNKNOWN,
    progress: Progress = unwatched,
) -> ImportedFile:
    """Return the content of a file of annotations; its size is looked at before it is read.

    ``encoding`` is used instead of the likeliest. ``table`` says how a table is read, ``known``
    are the articles by which the words of claims are told from others in it.

    Raises:
        UnreadableFile: the system does not let it be read, for the reason given.
        Cancelled: ``progress`` asked to stop.
        IntakeError: as ``read_bytes``.
    """
    name = readable(path.name)
    try:
        data = read_regular(path, LIMIT)
    except FileTooLarge as error:
        raise TooMuch(name, error.size, LIMIT) from error
    except OSError as error:
        raise UnreadableFile(name, error.strerror or str(error)) from error
    how = table, known, progress
    return read_bytes(data, name, path.parent, encoding, how)


_How = tuple[TableChoices, KnownArticles, Progress]
_AS_PROPOSED: _How = (_PROPOSED, _UNKNOWN, unwatched)


def read_bytes(
    data: bytes,
    name: str,
    folder: Path | None = None,
    encoding: str | None = None,
    how: _How = _AS_PROPOSED,
) -> ImportedFile:
    """What a file's bytes say; ``folder`` is where the text beside a brat file is looked for.

    A record that cannot be read is named among the bad ones, and all others are read. ``encoding``
    is used instead of the likeliest; packages and XML say their own. A table without a column for
    the words of claims has no annotations, but its columns, from which a person may choose.

    Args:
        data: The bytes.
        name: The name of the file.
        folder: The folder of the file.
        encoding: The encoding to use.
        how: How a table is read, the articles it may be about, and the progress told.

    Raises:
        UnknownForm: it is in no form that is known.
        NoAnnotations, NothingReadable: nothing is in it, or nothing that can be read.
        NoTable: a document without a table.
        DamagedFile, EncryptedFile: it is broken, or asks for a password.
        WholeProject: it has to be restored instead.
        TooDeep, TooMuch, Unsafe: it is made to harm, or more than is taken in.
        UnusableCharacters: it holds a character that is no text.
        WrongEncoding: ``encoding`` cannot read it.
        Cancelled: the progress asked to stop.
    """
    if len(data) > LIMIT:
        raise TooMuch(name, len(data), LIMIT)
    found = AnnotationCollector()
    if data.startswith(ZIP):
        form = _read_package(data, name, found, how)
    elif data.startswith(OLE):
        found_kind = refusal(data, name)
        raise UnknownForm(name, LABELS) if isinstance(found_kind, NotText) else found_kind
    else:
        form = _read_text(_decoded(data, name, encoding), data, (name, folder), found, how)
    return _file(found, name, form)


def read_table_again(foreign: ImportedFile, table: TableChoices) -> ImportedFile:
    """Return a file with its table read as a person decided; a file without one stays as it is.

    Raises:
        NoAnnotations, NothingReadable: nothing is in the chosen sheet, or nothing readable.
    """
    if foreign.table is None:
        return foreign
    found = AnnotationCollector()
    found.encoding, found.encodings = foreign.encoding, foreign.encodings
    read_table(foreign.table.sheets, found, table, foreign.table.known)
    return _file(found, foreign.name, TABLE)


def columns_as_before(
    foreign: ImportedFile, kept: Mapping[str, tuple[str, ...]]
) -> TableChoices | None:
    """Return as what the columns of a table came in the last time; none for other headings.

    Args:
        foreign: The file as it was read.
        kept: The codes of the columns of tables, by the hashes of their headings.
    """
    table = foreign.table
    codes = kept.get(table.digest, ()) if table else ()
    if table is None or len(codes) != len(table.columns) or not {*codes} <= {*ColumnMeaning}:
        return None
    return replace(table.choices, columns=tuple(map(ColumnMeaning, codes)))


def has_words(foreign: ImportedFile) -> bool:
    """Return whether a file that is a table has a column with the words of claims."""
    wanted = {ColumnMeaning.QUOTE, ColumnMeaning.CLAIM}
    return foreign.table is None or any(c.meaning in wanted for c in foreign.table.columns)


def _file(found: AnnotationCollector, name: str, form: str) -> ImportedFile:
    is_of_office = found.table is not None and not found.table.sheet.is_text
    made = found.file(name, OFFICE_TABLE if is_of_office else FORMS[form].label)
    if not found.annotations and not found.texts and has_words(made):
        raise NothingReadable(name, found.bad[0].why) if found.bad else NoAnnotations(name)
    return made


def _read_package(data: bytes, name: str, found: AnnotationCollector, how: _How) -> str:
    package = unpack(data, name)
    refi = parts(package)
    if refi is not None:
        return _read_refi(*refi, name, found)
    if is_standoff(package):
        read_standoffs(package, found)
        return BRAT
    if _read_rows(package, found):
        return DOCCANO
    sheets = _sheets(data, name)
    if sheets is None:
        raise UnknownForm(name, LABELS)
    if not any(sheet.rows for sheet in sheets):
        raise NoTable(name)
    return _read_sheets(sheets, found, how)


def _sheets(data: bytes, name: str) -> tuple[ImportedSheet, ...] | None:
    """Return the tables of a workbook or a document; ``None`` for any other package."""
    package = OfficePackage(data, name, UNPACKED)
    readers = (
        (is_workbook, read_workbook),
        (is_opendocument, read_opendocument),
        (is_word, read_word),
    )
    for is_it, read_it in readers:
        if is_it(package):
            package.check_parts()
            with reading_document(name):
                return read_it(package)
    return None


def _read_sheets(sheets: Sequence[ImportedSheet], found: AnnotationCollector, how: _How) -> str:
    tasks = _tasks(sheets[0])
    if is_label_studio(tasks):
        read_label_studio(tasks, found)
        return LABEL_STUDIO
    table, known, progress = how
    read_table(sheets, found, table, known, progress)
    return TABLE


def _tasks(sheet: ImportedSheet) -> list[dict[str, Any]]:
    """Return the rows as Label Studio's flat records, whose values are JSON in its tables."""
    headings, *rows = [row.cells for row in sheet.rows] or [[]]
    if not is_flat(dict.fromkeys(headings)):
        return []
    return [
        {heading: _value(cell) for heading, cell in zip(headings, row, strict=False)}
        for row in rows
    ]


def _value(cell: str) -> Any:
    if not cell.startswith(("[", "{")):
        return cell
    try:
        return parse_json(cell, "")
    except IntakeError:
        return cell


def _read_rows(package: Package, found: AnnotationCollector) -> bool:
    """Read doccano's export, a file of rows for each user; return whether it is one."""
    read = False
    for path in sorted(path for path in package if path.lower().endswith(_ROWS)):
        name = readable(path)
        with found.record(name):
            try:
                rows, bad = _lines(decode(package[path], name).text, name)
            except IntakeError as error:
                raise UnreadableRecordError(str(error)) from error
            if any(is_doccano(row) for _, row in rows):
                named = [(f"{name}, {where}", row) for where, row in rows]
                read_doccano(named, found, annotator_of(name))
                found.bad += [BadRecord(f"{name}, {one.where}", one.why) for one in bad]
                read = True
    return read


def _read_text(
    decoded: Decoded,
    data: bytes,
    named: tuple[str, Path | None],
    found: AnnotationCollector,
    how: _How,
) -> str:
    name, folder = named
    text, suffix = decoded.text, PurePath(name).suffix.lower()
    begins = text.lstrip()
    if not begins:
        raise NoAnnotations(name)
    if begins.startswith("<"):
        return _read_xml(data, name, found)
    found.encoding, found.encodings = decoded.encoding, decoded.alternatives
    if begins.startswith(("{", "[")):
        return read_json(text, name, found)
    if is_brat(text) or suffix in FORMS[BRAT].suffixes:
        read_standoff(text, name, folder, found)
        return BRAT
    if is_table_text(text) or suffix in (".csv", ".tsv"):
        return _read_sheets([read_text(text, name)], found, how)
    raise UnknownForm(name, LABELS)


_DOCUMENTS = (b"{\\rtf", b"%PDF-")
"""How documents begin that are read as articles, and hold no annotations for an article."""


def _decoded(data: bytes, name: str, encoding: str | None) -> Decoded:
    try:
        if is_other_kind(data) or data.startswith(_DOCUMENTS):
            raise NotText(name)
        decoded = decode(data, name, encoding)
    except NotText as error:
        raise UnknownForm(name, LABELS) from error
    return replace(decoded, text=check_usable(decoded.text.replace("\x00", "").removeprefix(_BOM)))


def _read_xml(data: bytes, name: str, found: AnnotationCollector) -> str:
    try:
        return _read_refi(data, {}, name, found)
    except (DamagedFile, Unsafe) as error:
        # A web page is no damaged project, and its document type does no harm.
        named = PurePath(name).suffix.lower() in FORMS[REFI].suffixes
        if named or b"QDA-XML" in data.replace(b"\x00", b""):
            raise
        raise UnknownForm(name, LABELS) from error


def _read_refi(xml: bytes, texts: Package, name: str, found: AnnotationCollector) -> str:
    root = project(xml, name)
    if not is_refi(root):
        raise UnknownForm(name, LABELS)
    read_refi(root, texts, found)
    return REFI
