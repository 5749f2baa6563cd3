"""brat standoff: a file of annotations beside the text it is about.

https://brat.nlplab.org/standoff.html
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from annotator.exchange.formats.collector import Gathering, UnreadableRecordError
from annotator.exchange.formats.json_values import offsets
from annotator.exchange.model import BadRecord, ForeignAnnotation
from annotator.exchange.verdict_labels import told_apart
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.quantities import count_of, form_for

_KNOWN = re.compile(r"(?:[TAMRENW]\d+|#\d*|\*)\t")
_SPAN = re.compile(r"(\S.*?) (\d+ \d+(?:;\d+ \d+)*)")
_OF = re.compile(r"(\S+) (T\d+)(?: (.*))?")
_RELATIONS = "RENW*"


@dataclass(slots=True)
class _Sorted:
    """The lines of a file by what they are, each with its number."""

    spans: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    attributes: list[tuple[int, str]] = field(default_factory=list)
    relations: list[int] = field(default_factory=list)


def is_brat(text: str) -> bool:
    """Whether most lines are those of standoff, and one at least marks words."""
    lines = [line for line in text.split("\n") if line.strip()]
    known = sum(bool(_KNOWN.match(line)) for line in lines)
    return 2 * known > len(lines) and any(re.match(r"T\d+\t", line) for line in lines)


def read_brat(text: str, text_key: str, annotator: str, found: Gathering) -> None:
    """Read every line that marks words, with its notes and attributes.

    Labels that mean a verdict are it, and the others tags; so are attributes. Events and
    relations say nothing of words: they are left out, and counted.
    """
    lines = _sorted(text, found)
    known = {line.partition("\t")[0] for _, line in lines.spans}
    comments, tags = _notes(lines, known, found), _attributes(lines, known, found)
    for number, line in lines.spans:
        where = f"line {number}"
        with found.record(where):
            key, about, quote = _fields(line)
            label, places = _span(about)
            labels = told_apart([label, *tags.get(key, [])])
            found.annotations.append(
                ForeignAnnotation(
                    where,
                    identity=key,
                    text_key=text_key,
                    offsets=places,
                    quote=check_usable(quote),
                    verdict=labels.verdict,
                    reason=labels.reason,
                    tags=labels.tags,
                    comment="\n".join(comments.get(key, [])),
                    annotator=annotator,
                )
            )
    _count_relations(lines.relations, found)


def _sorted(text: str, found: Gathering) -> _Sorted:
    lines = _Sorted()
    for numbers, line in _whole_lines(text):
        kind, number = line[0], numbers[0]
        if len(numbers) > 1 or not _KNOWN.match(line):
            found.bad.append(_broken(numbers))
        elif kind == "T":
            lines.spans.append((number, line))
        elif kind == "#":
            lines.notes.append((number, line))
        elif kind in "AM":
            lines.attributes.append((number, line))
        elif kind in _RELATIONS:
            lines.relations.append(number)
    return lines


def _whole_lines(text: str) -> Iterator[tuple[list[int], str]]:
    """Each line with its number; one that goes on in what is no line of its own, with both."""
    numbers, whole = list[int](), ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if numbers and not _KNOWN.match(line):
            numbers.append(number)
            continue
        if numbers:
            yield numbers, whole
        numbers, whole = [number], line.rstrip("\r")
    if numbers:
        yield numbers, whole


def _broken(numbers: list[int]) -> BadRecord:
    if len(numbers) == 1:
        return BadRecord(f"line {numbers[0]}", "It is not a line of this format.")
    return BadRecord(
        f"lines {numbers[0]} to {numbers[-1]}",
        "A line is broken in the middle, so that its words are not known.",
    )


def _fields(line: str) -> tuple[str, str, str]:
    """The three parts of a line, of which the last may be missing."""
    key, about, *rest = line.split("\t", 2)
    return key, about, rest[0] if rest else ""


def _span(about: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    parts = _SPAN.fullmatch(about)
    if parts is None:
        raise UnreadableRecordError("It does not say where it begins and ends.")
    pairs = (pair.split(" ") for pair in parts[2].split(";"))
    return parts[1], tuple(offsets(start, end) for start, end in pairs)


def _notes(lines: _Sorted, known: Container[str], found: Gathering) -> dict[str, list[str]]:
    notes = dict[str, list[str]]()
    for number, line in lines.notes:
        with found.record(f"line {number}"):
            _, about, words = _fields(line)
            owner = _OF.fullmatch(about.strip())
            if owner is None or owner[2] not in known:
                raise UnreadableRecordError("It is a note on something that is not read.")
            notes.setdefault(owner[2], []).append(check_usable(words))
    return notes


def _attributes(lines: _Sorted, known: Container[str], found: Gathering) -> dict[str, list[str]]:
    """The tags that attributes give: what is named, or its value where it has one."""
    tags = dict[str, list[str]]()
    for number, line in lines.attributes:
        with found.record(f"line {number}"):
            _, about, _ = _fields(line)
            owner = _OF.fullmatch(about.strip())
            if owner is None or owner[2] not in known:
                raise UnreadableRecordError("It is an attribute of something that is not read.")
            tags.setdefault(owner[2], []).append(check_usable(owner[3] or owner[1]))
    return tags


def _count_relations(numbers: list[int], found: Gathering) -> None:
    if numbers:
        several = f"{count_of(len(numbers), 'line')}, the first being {numbers[0]}"
        where = form_for(len(numbers), f"line {numbers[0]}", several)
        found.bad.append(BadRecord(where, "Events and relations between words are not read."))
