"""Files of brat and the texts beside them, by whose names the annotator is known."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeVar

from annotator.articles.intake.encodings import decode
from annotator.articles.model import Metadata
from annotator.exchange.formats.brat import read_brat
from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.zip_files import Package
from annotator.exchange.model import BadRecord, ImportedText
from annotator.files.regular_files import FileTooLarge, read_regular
from annotator.kernel.canonical_text import check_usable, readable
from annotator.kernel.errors import IntakeError

AnyPath = TypeVar("AnyPath", bound=PurePath)
_ANN = ".ann"
_PARTED = "._- "
_TEXT_LIMIT = 50_000_000  # bytes
_LAST = re.compile(r".*[_ ](\S+)")


def read_standoff(text: str, name: str, folder: Path | None, found: AnnotationCollector) -> None:
    """Read a file of standoff with its text, where one is beside it.

    “article.ann” is about “article.txt” and says no name; “article_anna.ann” is Anna's. Without
    a text, the last part of the file's name is hers.
    """
    stem = PurePath(name).stem
    beside = _fitting(stem, folder.glob("*.txt") if folder else ())
    key = _read_beside(beside, found) if beside else ""
    read_brat(text, key, _annotator(stem, beside), found)


def is_standoff(package: Package) -> bool:
    """Whether what was unpacked holds files of standoff."""
    return any(path.lower().endswith(_ANN) for path in package)


def read_standoffs(package: Package, found: AnnotationCollector) -> None:
    """Read every file of standoff in a package, each with the text beside it there.

    A record is named by its file and its line; a text is read once for all that are about it.
    """
    texts = {PurePosixPath(path): data for path, data in package.items() if path.endswith(".txt")}
    keys = dict[PurePosixPath, str]()
    for path in sorted(path for path in package if path.lower().endswith(_ANN)):
        file = PurePosixPath(path)
        beside = _fitting(file.stem, (text for text in texts if text.parent == file.parent))
        if beside and beside not in keys:
            keys[beside] = _take(readable(str(beside)), beside.stem, texts[beside], found)
        with found.record(readable(path)):
            found.add(_read_one(package[path], path, beside, keys), f"{readable(path)}, ")


def _read_one(
    data: bytes,
    path: str,
    beside: PurePosixPath | None,
    keys: Mapping[PurePosixPath, str],
) -> AnnotationCollector:
    found = AnnotationCollector()
    try:
        text = check_usable(decode(data, path).text)
    except IntakeError as error:
        raise UnreadableRecordError(str(error)) from error
    key = keys[beside] if beside else ""
    read_brat(text, key, _annotator(PurePosixPath(path).stem, beside), found)
    return found


def _fitting(stem: str, texts: Iterable[AnyPath]) -> AnyPath | None:
    """The text whose name is the longest beginning of the file's."""
    fitting = [
        text
        for text in texts
        if stem == text.stem or stem.startswith(tuple(text.stem + part for part in _PARTED))
    ]
    return max(fitting, key=lambda text: len(text.stem), default=None)


def _annotator(stem: str, beside: PurePath | None) -> str:
    if beside:
        return readable(stem[len(beside.stem) :].strip(_PARTED))
    last = _LAST.fullmatch(stem)
    return readable(last[1] if last else stem)


def _read_beside(path: Path, found: AnnotationCollector) -> str:
    """The key of the text beside, once it is read; none if it cannot be."""
    name = readable(path.name)
    try:
        return _take(name, path.stem, read_regular(path, _TEXT_LIMIT), found)
    except FileTooLarge:
        found.bad.append(BadRecord(name, "The text beside the file is too large."))
    except OSError as error:
        _miss(name, error.strerror or "", found)
    return ""


def _take(name: str, title: str, data: bytes, found: AnnotationCollector) -> str:
    try:
        text = check_usable(decode(data, name).text)
    except IntakeError as error:
        _miss(name, error, found)
        return ""
    found.texts.append(ImportedText(name, text, Metadata(title=readable(title))))
    return name


def _miss(name: str, why: object, found: AnnotationCollector) -> None:
    found.bad.append(BadRecord(name, f"The text beside the file cannot be read: {why}"))
