"""The report as one HTML page: nothing to load, nothing to run, fit to be printed."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined

from annotator import appearance
from annotator.assets import asset
from annotator.domain.errors import InvalidValue
from annotator.domain.evidence import check_url
from annotator.domain.progress import Progress, unwatched
from annotator.report import wording
from annotator.report.articles import COUNTED
from annotator.report.model import Report
from annotator.report.overview import overview
from annotator.services.writing import write_whole

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")

_WORDS = (
    *("day", "digits", "size", "listed", "fields", "cause"),
    *("lead", "title", "held", "counted", "in_words"),
)
"""The functions of ``report.wording`` that templates know as filters."""


def render(report: Report, progress: Progress = unwatched) -> str:
    """The whole page; the same report gives the same characters.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    pieces, all_ = [], len(report.articles)
    page = _environment().get_template("report.html.j2")
    for piece in page.generate(report=report, overview=overview(report)):
        progress(all_, all_)
        pieces.append(piece)
    return "".join(pieces)


def write(report: Report, target: Path, progress: Progress = unwatched) -> None:
    """Write the page to ``target``, whole or not at all.

    Raises:
        Cancelled: ``progress`` asked to stop, and nothing was changed.
        ExportFailed: it could not be written, and nothing was changed.
    """
    write_whole(target, render(report, progress).encode("utf-8"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        standings=COUNTED,
        style=appearance.style,
        schemes={"light": appearance.palette("light"), "dark": appearance.palette("dark")},
        label=appearance.label,
        symbol=appearance.symbol,
        meaning=appearance.meaning,
    )
    environment.filters["language"] = _language
    environment.filters["label"] = appearance.label
    for words in _WORDS:
        environment.filters[words] = getattr(wording, words)
    environment.tests["web_address"] = _is_web_address
    return environment


def _template(name: str) -> str:
    return asset("templates", name).read_text(encoding="utf-8")


def _is_web_address(url: str) -> bool:
    """Whether a reader may follow it; anything else is shown as words only."""
    try:
        return bool(check_url("", url))
    except InvalidValue:
        return False


def _language(code: str) -> str:
    """The language code if it is one; otherwise none, which tells programs that it is unknown."""
    return code if _LANGUAGE.fullmatch(code) else ""
