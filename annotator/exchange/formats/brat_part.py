"""The report as brat standoff: each article's text, and a file of annotations for each checker.

https://brat.nlplab.org/standoff.html; positions are code points. No line of it can hold a line
end, so that a highlight over several lines is in pieces, as brat itself makes them.
"""

import re
from collections.abc import Iterator

from annotator.claims.highlights import Highlight
from annotator.claims.model import Kind
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.exchange.formats.judgements import CLAIM, Judgement, judgements, walked
from annotator.exchange.formats.serialization import check_text
from annotator.kernel.excerpts import beginning
from annotator.kernel.file_names import shortened
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.formats.deterministic_zip import parcel
from annotator.reports.service.report import Report

LACKS = (
    "brat keeps verdicts, reasons, kinds and conclusions, and no statements, speakers, evidence, "
    "search notes, proposed wordings, dates, queries, contacts, reviews, rulings or claims that no "
    "longer stand in the text; line ends in a highlight part it. To open a checker’s file in "
    "brat, copy the article’s text beside it under the same name."
)
_LINE = re.compile(r"[^\n]+")
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
    for number, (article, claims) in enumerate(walked(report, progress), 1):
        name = f"{number}-{_file_name(article.heading) or 'article'}"
        files[f"{name}.txt"] = article.canonical.encode("utf-8")
        for ending, lines in _by_checker(report, claims).items():
            files[f"{name}{ending}.ann"] = "".join(lines).encode("utf-8")
    return parcel(files)


class _Lines:
    """One file of annotations in the making: each kind of line has numbers of its own."""

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
    return shortened(beginning(_NO_NAME.sub("-", words).strip("-"), _LONGEST), _MOST).strip("-")


def _value(reason: DisputeReason) -> str:
    return reason.value.replace(" ", "_")


def _kind(kind: Kind) -> str:
    return kind.value.capitalize()


def _configuration() -> str:
    """What brat has to know of the labels: https://brat.nlplab.org/configuration.html."""
    labels = [*(verdict.value.capitalize() for verdict in Verdict), CLAIM.capitalize()]
    reasons = "|".join(map(_value, DisputeReason))
    attributes = [f"Reason\tArg:Disputed, Value:{reasons}"]
    attributes += [f"{_kind(kind)}\tArg:<ENTITY>" for kind in Kind]
    sections = {"entities": labels, "relations": [], "events": [], "attributes": attributes}
    return "\n".join(line for name, lines in sections.items() for line in (f"[{name}]", *lines, ""))
