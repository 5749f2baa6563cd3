"""Writes the report as a document for Word (.docx), by python-docx.

Each place of a claim in the article has a comment with the verdict and the reasons, so that an
editor sees it beside the words and can go on in Word. No property names the maker of the file, or
the time.
"""

from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from annotator.kernel.progress import Progress, unwatched
from annotator.reports.document.blocks import Document
from annotator.reports.formats.deterministic_zip import parcel
from annotator.reports.formats.docx.markup import DocxMarkup
from annotator.reports.formats.docx.styles import furnish

_COMMENTS = "word/comments.xml"
_CHUNK = 200
"""Blocks parsed at once."""


def render(document: Document, progress: Progress = unwatched) -> bytes:
    """Return the document as a file; the same blocks give the same bytes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    import docx  # noqa: PLC0415 - loads late

    package = docx.Document()
    furnish(package)
    _frame(package, document.running_title)
    comments = _fill(package, document, progress)
    return _saved(package, document, comments)


def _fill(package: Any, document: Document, progress: Progress) -> list[str]:
    """Write the blocks into the document; return the comments on them."""
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415

    @cache
    def relate(url: str) -> str:
        found = package.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return str(found)

    markup = DocxMarkup(relate)
    waiting: list[str] = []
    for block in document.blocks:
        progress(document.articles, document.articles)
        waiting.append(markup.block(block))
        if len(waiting) == _CHUNK:
            _put(package, waiting)
    _put(package, waiting)
    return markup.comments


def _put(document: Any, markups: list[str]) -> None:
    """Move the written blocks into the document, before the properties that end it."""
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    ending = document.element.body.sectPr
    for element in parse_xml(f"<w:body {nsdecls('w', 'r')}>{''.join(markups)}</w:body>"):
        ending.addprevious(element)
    markups.clear()


def _frame(document: Any, running_title: str) -> None:
    """Set the paper, the running title and the page numbers."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(22)
    section.header.paragraphs[0].text = running_title
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        footer.add_run(words)
        number = (
            f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
        footer.runs[-1].element.addnext(parse_xml(number))


def _saved(package: Any, document: Document, comments: list[str]) -> bytes:
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    stated = datetime(*document.stated_date.timetuple()[:3])
    about = package.core_properties
    about.author = about.comments = about.last_modified_by = ""
    about.title = document.name
    about.created = about.modified = stated
    _ = package.comments  # gives the document the part for them
    held = _parts(package.part.package)
    held[_COMMENTS] = f"<w:comments {nsdecls('w')}>{''.join(comments)}</w:comments>".encode()
    return parcel(held)


def _parts(package: Any) -> dict[str, bytes]:
    """Return the parts of a document, as python-docx would pack it.

    It would pack it with the computer's time, which may be outside the range of a zip.
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
