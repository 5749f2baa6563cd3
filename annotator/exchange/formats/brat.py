"""brat standoff, read and written: a file of annotations for each checker beside the text.

https://brat.nlplab.org/standoff.html; positions are code points. No line of it can hold a line
end, so that a highlight over several lines is in pieces, as brat itself makes them. It parts lines
where Python does, at form feeds and the like too. The annotator is known by the name of the file.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeVar

from annotator.articles.intake.encodings import decode
from annotator.articles.model import Metadata
from annotator.claims.highlights import Highlight
from annotator.claims.model import ClaimKind
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.json_values import offsets
from annotator.exchange.formats.judgements import Judgement, iter_articles, judgements
from annotator.exchange.formats.serialization import check_text
from annotator.exchange.formats.zip_files import Package
from annotator.exchange.model import BadRecord, ImportedAnnotation, ImportedText
from annotator.exchange.verdict_labels import CLAIM, told_apart
from annotator.files.regular_files import FileTooLarge, read_regular
from annotator.kernel.canonical_text import check_usable, readable, with_line_feeds
from annotator.kernel.errors import IntakeError
from annotator.kernel.excerpts import beginning
from annotator.kernel.file_names import shorten_name
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of, form_for
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.report import Report
from annotator.reports.formats.deterministic_zip import parcel

AnyPath = TypeVar("AnyPath", bound=PurePath)
_ANN = ".ann"
_PARTED = "._- "
_TEXT_LIMIT = 50_000_000  # bytes
_LINE = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""A stretch that ``str.splitlines`` keeps whole, as brat reads its files by it."""
_LAST = re.compile(r".*[_ ](\S+)")


def read_standoff(text: str, name: str, folder: Path | None, found: AnnotationCollector) -> None:
    """Read a file of standoff with its text, if a text is beside it.

    “article.ann” is about “article.txt” and says no name; “article_anna.ann” is Anna's. Without
    a text, the last part of the file's name is hers.
    """
    stem = PurePath(name).stem
    beside = _fitting(stem, folder.glob("*.txt") if folder else ())
    key = _read_beside(beside, found) if beside else ""
    read_brat(text, key, _annotator(stem, beside), found)
    _join_pieces(found, found.texts)


def is_standoff(package: Package) -> bool:
    """Return whether an unpacked file holds files of standoff."""
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
            read = _read_one(package[path], path, beside, keys)
            _join_pieces(read, found.texts)
            found.add(read, f"{readable(path)}, ")


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


def _join_pieces(found: AnnotationCollector, texts: Iterable[ImportedText]) -> None:
    """Put pieces together that are parted by line ends alone, as brat parts every highlight."""
    known = {one.key: with_line_feeds(one.text) for one in texts}
    found.annotations = [
        _joined(one, known[one.text_key]) if one.text_key in known else one
        for one in found.annotations
    ]


def _joined(one: ImportedAnnotation, text: str) -> ImportedAnnotation:
    words = [text[start:end] for start, end in one.offsets]
    gaps = [text[a[1] : b[0]] for a, b in pairwise(one.offsets)]
    parted = all(gap and not _LINE.search(gap) for gap in gaps)
    if not gaps or not parted or " ".join(words) != one.quote:
        return one
    start, end = one.offsets[0][0], one.offsets[-1][1]
    return replace(one, offsets=((start, end),), quote=text[start:end])


def _fitting(stem: str, texts: Iterable[AnyPath]) -> AnyPath | None:
    """Return the text whose name is the longest beginning of the file's."""
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


_KNOWN = re.compile(r"(?:[TAMRENW]\d+|#\d*|\*)\t")
_SPAN = re.compile(r"(\S.*?) (\d+ \d+(?:;\d+ \d+)*)")
_OF = re.compile(r"(\S+) (T\d+)(?: (.*))?")
_RELATIONS = "RENW*"


@dataclass(slots=True)
class _Sorted:
    """The lines of a file by their kind, each with its number."""

    spans: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    attributes: list[tuple[int, str]] = field(default_factory=list)
    relations: list[int] = field(default_factory=list)


def is_brat(text: str) -> bool:
    """Return whether most lines are lines of standoff, and at least a line marks words."""
    lines = [line for line in text.split("\n") if line.strip()]
    known = sum(bool(_KNOWN.match(line)) for line in lines)
    return 2 * known > len(lines) and any(re.match(r"T\d+\t", line) for line in lines)


def read_brat(text: str, text_key: str, annotator: str, found: AnnotationCollector) -> None:
    """Read every line that marks words, with its notes and attributes.

    A label that means a verdict is the verdict, and the others are tags; so are attributes. Events
    and relations are not about words: they are left out, and counted.
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
                ImportedAnnotation(
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


def _sorted(text: str, found: AnnotationCollector) -> _Sorted:
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
    """Return each line with its number; a line that runs on has the numbers of all its parts."""
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


def _notes(
    lines: _Sorted, known: Container[str], found: AnnotationCollector
) -> dict[str, list[str]]:
    notes = dict[str, list[str]]()
    for number, line in lines.notes:
        with found.record(f"line {number}"):
            _, about, words = _fields(line)
            owner = _OF.fullmatch(about.strip())
            if owner is None or owner[2] not in known:
                raise UnreadableRecordError("It is a note on something that is not read.")
            notes.setdefault(owner[2], []).append(check_usable(words))
    return notes


def _attributes(
    lines: _Sorted, known: Container[str], found: AnnotationCollector
) -> dict[str, list[str]]:
    """Return the tags that attributes give: the name, or the value if there is any."""
    tags = dict[str, list[str]]()
    for number, line in lines.attributes:
        with found.record(f"line {number}"):
            _, about, _ = _fields(line)
            owner = _OF.fullmatch(about.strip())
            if owner is None or owner[2] not in known:
                raise UnreadableRecordError("It is an attribute of something that is not read.")
            tags.setdefault(owner[2], []).append(check_usable(owner[3] or owner[1]))
    return tags


def _count_relations(numbers: list[int], found: AnnotationCollector) -> None:
    if numbers:
        several = f"{count_of(len(numbers), 'line')}, the first being {numbers[0]}"
        where = form_for(len(numbers), f"line {numbers[0]}", several)
        found.bad.append(BadRecord(where, "Events and relations between words are not read."))


LACKS = (
    "brat keeps verdicts, reasons, kinds and conclusions, and no statements, speakers, evidence, "
    "search notes, proposed wordings, dates, queries, contacts, reviews, rulings or claims that no "
    "longer stand in the text; line ends in a highlight part it there, and in a conclusion they "
    "become spaces. To open a checker’s file in brat, copy the article’s text beside it under the "
    "same name."
)
_NO_NAME = re.compile(r"[^\w]+")
_LONGEST, _MOST = 40, 100
"""Letters and bytes of a heading or a name; a file's name may have 255 bytes in all."""


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """A zip of texts and annotations; the same report gives the same bytes.

    Raises:
        InvalidValue: the report has not the article's text.
        Cancelled: ``progress`` asked to stop.
    """
    check_text(report, "brat")
    files = {"annotation.conf": _configuration().encode("utf-8")}
    for number, (article, claims) in enumerate(iter_articles(report, progress), 1):
        name = f"{number}-{_file_name(article.heading) or 'article'}"
        files[f"{name}.txt"] = article.canonical.encode("utf-8")
        for ending, lines in _by_checker(report, claims).items():
            files[f"{name}{ending}.ann"] = "".join(lines).encode("utf-8")
    return parcel(files)


class _Lines:
    """A file of annotations in the making: each kind of line has numbers of its own."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._last = dict.fromkeys("TA#", 0)

    def add(self, entry: ClaimEntry, judgement: Judgement) -> None:
        """Take in a judgement at every place of its claim."""
        for highlight in entry.highlights:
            pieces = _pieces(highlight)
            if not pieces:
                continue
            offsets = ";".join(f"{start} {end}" for start, end, _ in pieces)
            quote = " ".join(words for _, _, words in pieces)
            mark = self._line("T", f"{judgement.label.capitalize()} {offsets}\t{quote}")
            if judgement.reason:
                self._line("A", f"Reason {mark} {_value(judgement.reason)}")
            for kind in entry.claim.kinds:
                self._line("A", f"{_kind(kind)} {mark}")
            if said := " ".join(judgement.conclusion.split()):
                self._line("#", f"AnnotatorNotes {mark}\t{said}")

    def _line(self, kind: str, words: str) -> str:
        self._last[kind] += 1
        key = f"{kind}{self._last[kind]}"
        self.lines.append(f"{key}\t{words}\n")
        return key


def _by_checker(report: Report, claims: Iterator[ClaimEntry]) -> dict[str, list[str]]:
    """The lines of each checker by the ending of their file's name; nobody's has none.

    Without any annotation there still is a file, by which brat knows the text.
    """
    found: dict[tuple[str, str], _Lines] = {}
    for entry in claims:
        for judgement in judgements(entry, report.kind):
            who = judgement.checker_id, judgement.checker
            found.setdefault(who, _Lines()).add(entry, judgement)
    endings: dict[str, list[str]] = {}
    for (_, name), lines in sorted(found.items(), key=lambda item: item[0][1]):
        ending, again = _ending(name), 1
        while ending in endings:
            again += 1
            ending = f"{_ending(name)}-{again}"
        endings[ending] = lines.lines
    return endings or {"": []}


def _ending(name: str) -> str:
    return f"_{_file_name(name) or 'checker'}" if name else ""


def _pieces(highlight: Highlight) -> list[tuple[int, int, str]]:
    """The runs of a highlight without line ends: from where to where, and the words."""
    start = highlight.span.start
    found = _LINE.finditer(highlight.quote)
    return [(start + piece.start(), start + piece.end(), piece[0]) for piece in found]


def _file_name(words: str) -> str:
    return shorten_name(beginning(_NO_NAME.sub("-", words).strip("-"), _LONGEST), _MOST).strip("-")


def _value(reason: DisputeReason) -> str:
    return reason.value.replace(" ", "_")


def _kind(kind: ClaimKind) -> str:
    return kind.value.capitalize()


def _configuration() -> str:
    """Return brat's configuration of the labels: https://brat.nlplab.org/configuration.html."""
    labels = [*(verdict.value.capitalize() for verdict in Verdict), CLAIM.capitalize()]
    reasons = "|".join(map(_value, DisputeReason))
    attributes = [f"Reason\tArg:Disputed, Value:{reasons}"]
    attributes += [f"{_kind(kind)}\tArg:<ENTITY>" for kind in ClaimKind]
    sections = {"entities": labels, "relations": [], "events": [], "attributes": attributes}
    return "\n".join(line for name, lines in sections.items() for line in (f"[{name}]", *lines, ""))
