"""The report as a single HTML page: no files to load, no scripts to run, fit to be printed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from markupsafe import Markup

from annotator.files.documents import whole_file
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.document.blocks import (
    Block,
    Document,
    HeadingBlock,
    PageBreak,
    Panel,
    ParagraphBlock,
    ParagraphStyle,
    TableBlock,
)
from annotator.reports.document.report import build_document
from annotator.reports.entries.overview import overview
from annotator.reports.entries.report import Report
from annotator.reports.formats import templates


def render(report: Report, progress: Progress = unwatched) -> str:
    """The whole page; the same report gives the same characters.

    Raises:
        Cancelled: ``progress`` asked to stop.
        BadTemplate: a person's own template has a mistake.
    """
    return "".join(_pieces(report, progress))


def write(report: Report, target: Path, progress: Progress = unwatched) -> None:
    """Write the page to ``target``, whole or not at all; memory holds an article at a time.

    Raises:
        Cancelled: ``progress`` asked to stop, and the file is unchanged.
        BadTemplate: a person's own template has a mistake, and the file is unchanged.
        ExportFailed: it could not be written, and is unchanged.
    """
    with whole_file(target) as file:
        for piece in _pieces(report, progress):
            file.write(piece.encode("utf-8"))


def render_document(document: Document, progress: Progress = unwatched) -> bytes:
    """Return any document as a page of the same kind; the same blocks give the same bytes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    told = Markup()
    for block in document.blocks:
        progress(document.articles, document.articles)
        told += _block(block) + "\n"
    page = _PAGE.format(title=document.title, policy=_POLICY, styles=_styles(), blocks=told)
    return page.encode("utf-8")


def _styles() -> Markup:
    """Return the style sheet of the reports; nothing is filtered on other pages."""
    words = templates.page("report.css.j2", overview={"occurring": ()})
    return Markup(words)  # noqa: S704 - the program’s own


_POLICY = Markup(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_PAGE = Markup("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{styles}
</style>
</head>
<body class="document">
<main>
{blocks}</main>
</body>
</html>
""")
_TAGS: dict[ParagraphStyle, tuple[str, str]] = {
    ParagraphStyle.TITLE: ("h1", ""),
    ParagraphStyle.SUBTITLE: ("p", "kicker"),
    ParagraphStyle.LEAD: ("p", "lead"),
    ParagraphStyle.BANNER: ("p", "banner"),
    ParagraphStyle.QUOTE: ("blockquote", ""),
    ParagraphStyle.STATED: ("p", "stated"),
    ParagraphStyle.NOTE: ("p", "remark"),
    ParagraphStyle.ITEM: ("p", "item"),
    ParagraphStyle.TEXT: ("p", "words"),
}


def _block(block: Block) -> Markup:
    """Return a block as HTML; a break of pages is a line."""
    match block:
        case HeadingBlock():
            return _element(f"h{min(block.level + 1, 6)}", "", templates.inline(block.line, "pale"))
        case ParagraphBlock():
            return _element(
                *_TAGS.get(block.style, ("p", "")), templates.inline(block.line, "pale")
            )
        case Panel(_, content):
            return _element("div", "panel", Markup().join(map(_block, content)))
        case TableBlock():
            return _table(block)
        case PageBreak():
            return Markup("<hr>")
    assert_never(block)


def _table(block: TableBlock) -> Markup:
    widths = Markup().join(Markup('<col style="width: {}%">').format(each) for each in block.widths)
    heads = Markup().join(Markup('<th scope="col">{}</th>').format(each) for each in block.head)
    head = Markup("<thead><tr>{}</tr></thead>").format(heads) if any(block.head) else Markup()
    rows = Markup().join(
        _element(
            "tr",
            "",
            Markup().join(_element("td", "", Markup().join(map(_block, one))) for one in row),
        )
        for row in block.rows
    )
    cols = Markup("<colgroup>{}</colgroup>").format(widths)
    return _element("table", "", cols + head + _element("tbody", "", rows))


def _element(tag: str, kind: str, inner: Markup) -> Markup:
    named = Markup(' class="{}"').format(kind) if kind else Markup()
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), named, inner)  # noqa: S704 - our own tags


def _pieces(report: Report, progress: Progress) -> Iterator[str]:
    all_, own = len(report.articles), report.choices.template
    # a template that holds a path could read, write and remove files through it
    shown = replace(report, choices=replace(report.choices, template=None))
    values = {"report": shown, "document": build_document(shown), "overview": overview(report)}
    for piece in templates.pieces(own, **values):
        progress(all_, all_)
        yield piece
