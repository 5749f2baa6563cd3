"""The name proposed for a report's file: one that every system takes, and that tells on nobody."""

import re
import unicodedata
from collections.abc import Iterable

from annotator.kernel.excerpts import beginning, within_bytes
from annotator.reports.choices import ReportKind
from annotator.reports.service.formats import Format

_WORDS = {
    ReportKind.INTERNAL: "fact-check report",
    ReportKind.QUERIES: "questions",
    ReportKind.CORRECTIONS: "corrections",
    ReportKind.PUBLIC: "fact-check",
}
_REFUSED = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)( .*|\..*)?", re.IGNORECASE)
_LETTERS, _BYTES = 80, 160
"""Of a title; systems allow 255 bytes or letters for the whole name."""
_TELLING = 3
"""Letters from which on a secret name is looked for in a title."""


def proposed(title: str, kind: ReportKind, form: Format, secrets: Iterable[str] = ()) -> str:
    """A name for a report on what has this title; one that holds a secret name is left out."""
    plain, words = _allowed(title), _called(kind, form)
    if not plain or _tells(title, secrets):
        return f"{words[:1].upper()}{words[1:]}{form.suffix}"
    return f"{plain} – {words}{form.suffix}"


def _called(kind: ReportKind, form: Format) -> str:
    """What it is called; of several forms with one ending, none is to replace another's file."""
    if form.write_project:
        return "whole project"
    return _WORDS[kind] if form.told_by_suffix else f"{_WORDS[kind]}, {form.label}"


def _allowed(title: str) -> str:
    """The title without what Windows, macOS or Linux refuse in a name."""
    seen = "".join(letter if _is_seen(letter) else " " for letter in title)
    words = beginning(" ".join(_REFUSED.sub(" ", seen).split()), _LETTERS)
    cut = within_bytes(words, _BYTES).strip(" .")
    return f"_{cut}" if _RESERVED.fullmatch(cut) else cut


def _is_seen(letter: str) -> bool:
    """Whether it is no control character, such as those that turn words around."""
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _tells(title: str, secrets: Iterable[str]) -> bool:
    folded = title.casefold()
    return any(len(name) >= _TELLING and name.casefold() in folded for name in secrets)
