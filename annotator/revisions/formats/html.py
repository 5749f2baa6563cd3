"""A comparison as a single HTML page: no files to load, no scripts to run, fit to be printed.

It shows a marked text, and both versions side by side. Deleted words are struck out and inserted
words underlined; passages that moved have a sign and lead to their other end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.reports.formats.templates import page
from annotator.revisions.compared_versions import (
    Column,
    ComparedVersions,
    Segment,
    SegmentReader,
    without_line_end,
)
from annotator.revisions.rows import RunKind

TEMPLATE = "comparison/page.html.j2"


@dataclass(frozen=True, slots=True)
class PageSegment:
    """Words on the page; ``here`` and ``there`` are the anchors of a change and its other end."""

    segment: Segment
    here: str = ""
    there: str = ""


def render(compared: ComparedVersions) -> bytes:
    """Return the whole page in UTF-8; the same comparison gives the same bytes."""
    reader, seen = SegmentReader(compared), set[str]()
    rows = [
        {
            "changed": bool(row.changes),
            "both": [*_anchored(without_line_end(reader.segments(row)), seen)],
            "old": without_line_end(reader.segments(row, Column.OLD)),
            "new": without_line_end(reader.segments(row, Column.NEW)),
        }
        for row in compared.rows
    ]
    return page(TEMPLATE, compared=compared, rows=rows, kinds=RunKind).encode()


def _anchored(segments: Sequence[Segment], seen: set[str]) -> Iterator[PageSegment]:
    """Yield segments; the first of each change, or of the former end of a move, has an anchor."""
    for segment in segments:
        change = segment.run.change
        is_away = segment.kind is RunKind.MOVED_AWAY
        here, there = f"change-{change}", f"from-{change}"
        if is_away:
            here, there = there, here
        if change is None or here in seen:
            yield PageSegment(segment)
            continue
        seen.add(here)
        is_moved = is_away or segment.kind is RunKind.MOVED_HERE
        yield PageSegment(segment, here, there if is_moved else "")
