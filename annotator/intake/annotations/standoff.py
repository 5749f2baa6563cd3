"""A brat file and the text beside it, by whose names the annotator is known."""

import re
from pathlib import Path, PurePath

from annotator.domain.articles import Metadata
from annotator.domain.errors import IntakeError
from annotator.domain.foreign import BadRecord, ForeignText
from annotator.domain.text import check_usable, readable
from annotator.intake.annotations.brat import read_brat
from annotator.intake.annotations.gathering import Gathering
from annotator.intake.encodings import decode

_PARTED = "._- "
_TEXT_LIMIT = 50_000_000  # bytes
_LAST = re.compile(r".*[_ ](\S+)")


def read_standoff(text: str, name: str, folder: Path | None, found: Gathering) -> None:
    """Read a file of standoff with its text, where one is beside it.

    “article.ann” is about “article.txt” and says no name; “article_anna.ann” is Anna's. Without
    a text, the last part of the file's name is hers.
    """
    stem = PurePath(name).stem
    beside = _beside(stem, folder)
    key = _read_beside(beside, found) if beside else ""
    if beside:
        annotator = stem[len(beside.stem) :].strip(_PARTED)
    else:
        last = _LAST.fullmatch(stem)
        annotator = last[1] if last else stem
    read_brat(text, key, readable(annotator), found)


def _beside(stem: str, folder: Path | None) -> Path | None:
    """The text whose name is the longest beginning of the file's."""
    texts = folder.glob("*.txt") if folder else iter(())
    fitting = [
        text
        for text in texts
        if stem == text.stem or stem.startswith(tuple(text.stem + part for part in _PARTED))
    ]
    return max(fitting, key=lambda text: len(text.stem), default=None)


def _read_beside(path: Path, found: Gathering) -> str:
    """The key of the text beside, once it is read; none if it cannot be."""
    name = readable(path.name)
    try:
        if path.stat().st_size > _TEXT_LIMIT:
            found.bad.append(BadRecord(name, "The text beside the file is too large."))
            return ""
        text = check_usable(decode(path.read_bytes(), name).text)
    except (OSError, IntakeError) as error:
        said = error.strerror or "" if isinstance(error, OSError) else error
        found.bad.append(BadRecord(name, f"The text beside the file cannot be read: {said}"))
        return ""
    found.texts.append(ForeignText(name, text, Metadata(title=readable(path.stem))))
    return name
