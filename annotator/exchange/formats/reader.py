"""The way in for other programs' annotations: a file of any known form, told by its content.

Forms that are JSON, whole or line by line, are told apart by their keys.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from annotator.archive.schema import FORMAT
from annotator.articles.intake.encodings import Decoded, decode
from annotator.articles.intake.file_types import ZIP, is_other_kind
from annotator.exchange.formats.brat import is_brat, is_standoff, read_standoff, read_standoffs
from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.doccano import annotator_of, is_doccano, read_doccano
from annotator.exchange.formats.hypothesis import is_hypothesis, read_hypothesis
from annotator.exchange.formats.json_values import as_list, parse_json
from annotator.exchange.formats.label_studio import is_label_studio, read_label_studio
from annotator.exchange.formats.quote_table import is_table, read_table
from annotator.exchange.formats.refi.reader import is_refi, parts, project, read_refi
from annotator.exchange.formats.web_annotation.reader import is_web_annotation, read_web_annotation
from annotator.exchange.formats.zip_files import Package, unpack
from annotator.exchange.forms import (
    BRAT,
    DOCCANO,
    FORMS,
    HYPOTHESIS,
    LABEL_STUDIO,
    LABELS,
    REFI,
    TABLE,
    WEB,
    AnnotationForm,
)
from annotator.exchange.model import BadRecord, ImportedFile
from annotator.files.regular_files import FileTooLarge, read_regular
from annotator.kernel.canonical_text import check_usable, readable
from annotator.kernel.errors import (
    DamagedFile,
    IntakeError,
    NoAnnotations,
    NothingReadable,
    NotText,
    TooMuch,
    UnknownForm,
    UnreadableFile,
    Unsafe,
    WholeProject,
)

__all__ = ["FORMS", "LIMIT", "AnnotationForm", "read_annotations", "read_bytes"]

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
_BOM = "\ufeff"


def read_annotations(path: Path, encoding: str | None = None) -> ImportedFile:
    """Return the content of a file of annotations; its size is looked at before it is read.

    ``encoding`` is used instead of the likeliest.

    Raises:
        UnreadableFile: the system does not let it be read, for the reason given.
        IntakeError: as ``read_bytes``.
    """
    name = readable(path.name)
    try:
        data = read_regular(path, LIMIT)
    except FileTooLarge as error:
        raise TooMuch(name, error.size, LIMIT) from error
    except OSError as error:
        raise UnreadableFile(name, error.strerror or str(error)) from error
    return read_bytes(data, name, path.parent, encoding)


def read_bytes(
    data: bytes, name: str, folder: Path | None = None, encoding: str | None = None
) -> ImportedFile:
    """What a file's bytes say; ``folder`` is where the text beside a brat file is looked for.

    A record that cannot be read is named among the bad ones, and all others are read. ``encoding``
    is used instead of the likeliest; packages and XML say their own.

    Raises:
        UnknownForm: it is in no form that is known.
        NoAnnotations, NothingReadable: nothing is in it, or nothing that can be read.
        NoQuoteColumn: a table without the words of the article.
        DamagedFile, EncryptedFile: it is broken, or asks for a password.
        WholeProject: it has to be restored instead.
        TooDeep, TooMuch, Unsafe: it is made to harm, or more than is taken in.
        UnusableCharacters: it holds a character that is no text.
        WrongEncoding: ``encoding`` cannot read it.
    """
    if len(data) > LIMIT:
        raise TooMuch(name, len(data), LIMIT)
    found = AnnotationCollector()
    if data.startswith(ZIP):
        form = _read_package(unpack(data, name), name, found)
    else:
        form = _read_text(_decoded(data, name, encoding), data, name, folder, found)
    if not found.annotations and not found.texts:
        raise NothingReadable(name, found.bad[0].why) if found.bad else NoAnnotations(name)
    return found.file(name, FORMS[form].label)


def _read_package(package: Package, name: str, found: AnnotationCollector) -> str:
    refi = parts(package)
    if refi is not None:
        return _read_refi(*refi, name, found)
    if is_standoff(package):
        read_standoffs(package, found)
        return BRAT
    if _read_rows(package, found):
        return DOCCANO
    raise UnknownForm(name, LABELS)


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
    decoded: Decoded, data: bytes, name: str, folder: Path | None, found: AnnotationCollector
) -> str:
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
    if is_table(text) or suffix in (".csv", ".tsv"):
        read_table(text, name, found)
        return TABLE
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
