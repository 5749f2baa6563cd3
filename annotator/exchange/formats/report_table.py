"""Our own report's table, whose cells hold several answers, a line each."""

import re
from collections.abc import Iterator
from dataclasses import replace

from annotator.exchange.model import ForeignAnnotation

_HEADING = "words in the article"
_TAG = re.compile(r"(.+): ([^:(]+?)(?: \(([^()]*)\))?, (\S+)")
"""As in “Anna: Disputed (misleading), 2026-11-20”: who, which verdict, why, and the day."""


_QUOTES = ("quote", "prefix", "suffix", "verdict", "reason", "conclusion", "checker")
"""With these our table of quotes begins."""


def is_defused(headings: list[str]) -> bool:
    """Whether the table is one of ours, in which no cell is a formula."""
    return is_ours(headings) or tuple(headings[: len(_QUOTES)]) == _QUOTES


def is_ours(headings: list[str]) -> bool:
    """Whether the first line is that of our own report."""
    return any(heading.strip().casefold() == _HEADING for heading in headings)


def parted(row: ForeignAnnotation, tags: str) -> list[ForeignAnnotation]:
    """A row as one annotation for each checker's tag and each place of its claim.

    ``tags`` is the cell that tells who tagged the claim. Conclusions are as many as the tags, or
    it is not known whose they are: then the first has them all.
    """
    quotes = list(filter(str.strip, row.quote.split("\n")))
    return [
        replace(one, quote=quote, where=_where(row.where, number, len(quotes)))
        for one in _tagged(row, [line for line in tags.split("\n") if line.strip()])
        for number, quote in enumerate(quotes, 1)
    ]


def _where(row: str, number: int, of: int) -> str:
    return row if of == 1 else f"{row}, words {number}"


def _tagged(row: ForeignAnnotation, lines: list[str]) -> Iterator[ForeignAnnotation]:
    found = [_TAG.fullmatch(line) for line in lines]
    if not found or not all(found):
        # Nobody has tagged it, or somebody has changed the table.
        yield replace(row, verdict=row.verdict if lines else "", tags=())
        return
    said = row.comment.split("\n")
    for number, tag in enumerate(filter(None, found)):
        first = row.comment if number == 0 else ""
        yield replace(
            row,
            annotator=tag[1],
            verdict=tag[2],
            reason=tag[3] or "",
            made_at=tag[4],
            tags=(),
            comment=said[number] if len(said) == len(found) else first,
        )
