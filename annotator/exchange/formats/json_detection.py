"""The forms of annotations that are JSON, whole or line by line, told apart by their content."""

from collections.abc import Callable
from typing import Any

from annotator.archive.schema import FORMAT
from annotator.exchange.formats.collector import AnnotationCollector
from annotator.exchange.formats.doccano import is_doccano, read_doccano
from annotator.exchange.formats.forms import DOCCANO, HYPOTHESIS, LABEL_STUDIO, LABELS, WEB
from annotator.exchange.formats.hypothesis import is_hypothesis, read_hypothesis
from annotator.exchange.formats.json_values import as_list, parsed
from annotator.exchange.formats.label_studio import is_label_studio, read_label_studio
from annotator.exchange.formats.web_annotation.reader import is_web_annotation, read_web_annotation
from annotator.exchange.model import BadRecord
from annotator.kernel.errors import DamagedFile, NoAnnotations, UnknownForm, WholeProject

_WHOLE: dict[str, tuple[Callable[[Any], bool], Callable[[Any, AnnotationCollector], None]]] = {
    HYPOTHESIS: (is_hypothesis, read_hypothesis),
    LABEL_STUDIO: (is_label_studio, read_label_studio),
    WEB: (is_web_annotation, read_web_annotation),
}


def read_json(text: str, name: str, found: AnnotationCollector) -> str:
    """Read a file of JSON, or of a JSON value a line, and say which form it is in.

    Raises:
        DamagedFile: it is neither.
        NoAnnotations, UnknownForm: it holds nothing, or something else.
        WholeProject: it holds a project of ours.
        TooDeep: it is nested beyond what anything can read.
    """
    try:
        value = parsed(text, name)
    except DamagedFile:
        lines, bad = _lines(text, name)
        form = _read(lines, [row for _, row in lines], found)
        if form is None:
            raise
        found.bad += bad
        return form
    if value in ([], {}):
        raise NoAnnotations(name)
    one_by_one = [(f"article {number}", row) for number, row in enumerate(as_list(value), 1)]
    form = _read(one_by_one, value, found)
    if form is None and isinstance(value, dict) and value.get("format") == FORMAT:
        raise WholeProject(name)
    if form is None:
        raise UnknownForm(name, LABELS)
    return form


def _read(rows: list[tuple[str, Any]], value: Any, found: AnnotationCollector) -> str | None:
    for form, (is_it, read_it) in _WHOLE.items():
        if is_it(value):
            read_it(value, found)
            return form
    if any(is_doccano(row) for _, row in rows):
        read_doccano(rows, found)
        return DOCCANO
    return None


def _lines(text: str, name: str) -> tuple[list[tuple[str, Any]], list[BadRecord]]:
    """The value of each line, and the lines that hold none."""
    rows, bad = list[tuple[str, Any]](), list[BadRecord]()
    # Only LF parts lines: JSON may hold the other ends of lines as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                rows.append((f"line {number}", parsed(line, name)))
            except DamagedFile:
                bad.append(BadRecord(f"line {number}", "It is cut short or damaged."))
    return rows, bad
