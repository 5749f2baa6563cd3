"""Writes the report as a document for Word (.docx), by python-docx.

Each place of a claim in the article has a comment with the verdict and why, so that an editor sees
it beside the words and can go on in Word. Nothing names who made the file, or when.
"""

from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from annotator.domain.dates import day_in_words
from annotator.domain.progress import Progress, unwatched
from annotator.report.docx.markup import Markup
from annotator.report.docx.styles import furnish
from annotator.report.flow.report import blocks
from annotator.report.model import Report
from annotator.report.parcel import parcel
from annotator.report.wording import title

_COMMENTS = "word/comments.xml"
_CHUNK = 200
"""Blocks parsed at once."""


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """The document; the same report gives the same bytes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    from docx import Document  # noqa: PLC0415 - loads late

    document = Document()
    furnish(document)
    _frame(document, report)
    comments = _fill(document, report, progress)
    return _saved(document, report, comments)


def _fill(document: Any, report: Report, progress: Progress) -> list[str]:
    """Write the blocks into the document; the comments on them."""
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415

    @cache
    def relate(url: str) -> str:
        found = document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return str(found)

    markup, all_ = Markup(relate), len(report.articles)
    waiting: list[str] = []
    for block in blocks(report):
        progress(all_, all_)
        waiting.append(markup.block(block))
        if len(waiting) == _CHUNK:
            _put(document, waiting)
    _put(document, waiting)
    return markup.comments


def _put(document: Any, markups: list[str]) -> None:
    """Move what was written into the document, before the properties that end it."""
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    ending = document.element.body.sectPr
    for element in parse_xml(f"<w:body {nsdecls('w', 'r')}>{''.join(markups)}</w:body>"):
        ending.addprevious(element)
    markups.clear()


def _frame(document: Any, report: Report) -> None:
    """The paper, the running title and the page numbers."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(22)
    section.header.paragraphs[0].text = f"{title(report.kind)}, {day_in_words(report.stated_date)}"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        footer.add_run(words)
        number = (
            f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
        footer.runs[-1].element.addnext(parse_xml(number))


def _saved(document: Any, report: Report, comments: list[str]) -> bytes:
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    stated = datetime(*report.stated_date.timetuple()[:3])
    about = document.core_properties
    about.author = about.comments = about.last_modified_by = ""
    about.title = title(report.kind)
    about.created = about.modified = stated
    _ = document.comments  # gives the document the part for them
    held = _parts(document.part.package)
    held[_COMMENTS] = f"<w:comments {nsdecls('w')}>{''.join(comments)}</w:comments>".encode()
    return parcel(held)


def _parts(package: Any) -> dict[str, bytes]:
    """What a document consists of, as python-docx would pack it.

    It would pack it with the computer's time, which may be beyond what a zip can state.
    """
    from docx.opc.pkgwriter import PackageWriter  # noqa: PLC0415

    held: dict[str, bytes] = {}
    # what python-docx asks of a zip
    taker: Any = SimpleNamespace(write=lambda uri, blob: held.update({uri.membername: blob}))

    writer: Any = PackageWriter
    for part in package.parts:
        part.before_marshal()
    writer._write_content_types_stream(taker, package.parts)  # noqa: SLF001 - there is no other way
    writer._write_pkg_rels(taker, package.rels)  # noqa: SLF001
    writer._write_parts(taker, package.parts)  # noqa: SLF001
    return held
