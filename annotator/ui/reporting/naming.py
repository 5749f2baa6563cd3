"""The name proposed for a report's file: one that every system takes, and that tells on nobody."""

import re
import unicodedata
from collections.abc import Iterable

from annotator.report.choices import ReportKind

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


def proposed(title: str, kind: ReportKind, suffix: str, secrets: Iterable[str] = ()) -> str:
    """A name for a report on what has this title; one that holds a secret name is left out."""
    plain = _allowed(title)
    if not plain or _tells(title, secrets):
        return f"{_WORDS[kind].capitalize()}{suffix}"
    return f"{plain} – {_WORDS[kind]}{suffix}"


def _allowed(title: str) -> str:
    """The title without what Windows, macOS or Linux refuse in a name."""
    seen = "".join(letter if _is_seen(letter) else " " for letter in title)
    words = " ".join(_REFUSED.sub(" ", seen).split())[:_LETTERS]
    cut = words.encode("utf-8")[:_BYTES].decode("utf-8", errors="ignore").strip(" .")
    return f"_{cut}" if _RESERVED.fullmatch(cut) else cut


def _is_seen(letter: str) -> bool:
    """Whether it is no control character, such as those that turn words around."""
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _tells(title: str, secrets: Iterable[str]) -> bool:
    folded = title.casefold()
    return any(len(name) >= _TELLING and name.casefold() in folded for name in secrets)
