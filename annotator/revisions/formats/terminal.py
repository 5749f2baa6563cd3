"""A comparison as lines for a terminal: a marked text, by signs alone."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from annotator.revisions.compared_versions import (
    ComparedVersions,
    Segment,
    SegmentReader,
    without_line_end,
)
from annotator.revisions.rows import RunKind

_SIGNS = {
    RunKind.KEPT: ("", ""),
    RunKind.DELETED: ("[-", "-]"),
    RunKind.INSERTED: ("{+", "+}"),
    RunKind.MOVED_AWAY: ("<[-", "-]>"),
    RunKind.MOVED_HERE: ("<{+", "+}>"),
}
_PARAGRAPH_END = "¶"


def marked_lines(compared: ComparedVersions) -> Iterator[str]:
    """Yield the heading, the versions, the number of changes and the marked text, by lines."""
    yield compared.heading
    yield f"{compared.days} {compared.counted}"
    reader = SegmentReader(compared)
    for row in compared.rows:
        yield ""
        segments = without_line_end(reader.segments(row))
        said = "".join(_in_signs(kind, group) for kind, group in groupby(segments, _kind))
        yield from said.split("\n")


def _kind(segment: Segment) -> RunKind:
    return segment.kind


def _in_signs(kind: RunKind, segments: Iterable[Segment]) -> str:
    begin, end = _SIGNS[kind]
    return f"{begin}{''.join(map(_with_claims, segments))}{end}"


def _with_claims(segment: Segment) -> str:
    claims = "".join(f"‹{claim.in_short}› " for claim in segment.begins)
    is_line_end = segment.kind is not RunKind.KEPT and not segment.words.strip("\n")
    return claims + (_PARAGRAPH_END if is_line_end else segment.words)
