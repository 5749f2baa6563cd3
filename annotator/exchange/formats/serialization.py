"""Small parts that several forms share: JSON as bytes, times, and headings."""

import json
from typing import Any

from annotator.kernel.errors import InvalidValue
from annotator.kernel.wording import count_of
from annotator.reports.choices import JUDGING, ReportSection
from annotator.reports.entries.report import Report

Json = dict[str, Any]

CONFIDENTIAL = "This report names confidential sources."


def check_judged(report: Report, form: str) -> None:
    """See that the report says how claims were judged, and of all of them.

    Raises:
        InvalidValue: it is only about queries, or about corrections.
    """
    if report.kind not in JUDGING:
        raise InvalidValue(form, "it holds verdicts: choose the internal or the public report")


def check_text(report: Report, form: str) -> None:
    """See that the report has the article's text, which a form cannot do without.

    Raises:
        InvalidValue: it is left out, or of a kind without it.
    """
    check_judged(report, form)
    if ReportSection.TEXT not in report.sections:
        raise InvalidValue(
            form, "it holds the article’s text: export with the text, or choose another form"
        )


def as_json(value: object) -> bytes:
    """The value in UTF-8, for people to read too; the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def as_ascii_line(value: object) -> bytes:
    """Return the value on a line, with escapes for all that is not ASCII."""
    return json.dumps(value).encode("ascii") + b"\n"


def stated_time(report: Report) -> str:
    """When the report was made, for forms that want a time: the beginning of its day, in UTC."""
    return f"{report.stated_date.isoformat()}T00:00:00Z"


def without_empty(fields: Json) -> Json:
    """Return the fields that are not empty."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}


def heading(report: Report) -> str:
    """Return the title inside the file: its only article, or the number of its articles.

    Where it names confidential sources, it says so at once.
    """
    articles = report.articles
    about = articles[0].heading if len(articles) == 1 else count_of(len(articles), "article")
    said = f"Fact-check of {about}"
    return f"{said}. {CONFIDENTIAL}" if report.shows_confidential else said
