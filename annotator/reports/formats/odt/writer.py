"""Writes the report as an OpenDocument text (.odt): OASIS OpenDocument 1.3.

The libraries that write it are either unkept or under a licence that ours cannot take; we use
little of the format.
"""

from xml.sax.saxutils import escape

from annotator.kernel.progress import Progress, unwatched
from annotator.reports.document.blocks import Document
from annotator.reports.formats.deterministic_zip import parcel
from annotator.reports.formats.odt.languages import language_styles, spoken_by_default
from annotator.reports.formats.odt.markup import OdtMarkup
from annotator.reports.formats.odt.styles import automatic, named

_MIME = "application/vnd.oasis.opendocument.text"
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        *(("office", "office"), ("style", "style"), ("text", "text"), ("table", "table")),
        *(("fo", "xsl-fo-compatible"), ("meta", "meta"), ("manifest", "manifest")),
    )
)
_OTHERS = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(document: Document, progress: Progress = unwatched) -> bytes:
    """Return the document as a file; the same blocks give the same bytes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    markup, pieces = OdtMarkup(document.stated_date.isoformat()), []
    for block in document.blocks:
        progress(document.articles, document.articles)
        pieces.append(markup.block(block))
    content = _document(
        "document-content",
        f"<office:automatic-styles>{automatic(markup.widths)}"
        f"{language_styles(markup.languages)}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(pieces)}</office:text></office:body>",
    )
    held = {
        "mimetype": _MIME.encode(),
        "content.xml": content,
        "styles.xml": _styles(document),
        "meta.xml": _meta(document),
        "META-INF/manifest.xml": _manifest(),
    }
    return parcel(held, stored_first=True)


def _styles(document: Document) -> bytes:
    running = escape(document.running_title)
    return _document(
        "document-styles",
        f"<office:styles>{spoken_by_default()}{named()}</office:styles><office:automatic-styles>"
        '<style:page-layout style:name="A4"><style:page-layout-properties'
        ' fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.2cm"/>'
        f"{_edge('header', 'bottom')}{_edge('footer', 'top')}</style:page-layout>"
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4"><style:header>'
        f'<text:p text:style-name="Note">{running}</text:p></style:header><style:footer>'
        '<text:p text:style-name="Note"><text:page-number text:select-page="current">1'
        "</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer>"
        "</style:master-page></office:master-styles>",
    )


def _edge(name: str, side: str) -> str:
    """The room between the text and the line above or below it."""
    room = f'<style:header-footer-properties fo:min-height="0cm" fo:margin-{side}="0.5cm"/>'
    return f"<style:{name}-style>{room}</style:{name}-style>"


def _meta(document: Document) -> bytes:
    stated = f"{document.stated_date.isoformat()}T00:00:00"
    return _document(
        "document-meta",
        f"<office:meta><dc:title>{escape(document.name)}</dc:title>"
        f"<meta:creation-date>{stated}</meta:creation-date><dc:date>{stated}</dc:date>"
        "<dc:language>en</dc:language></office:meta>",
    )


def _manifest() -> bytes:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", _MIME),
            *((name, "text/xml") for name in ("content.xml", "styles.xml", "meta.xml")),
        )
    )
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    opened = f'<manifest:manifest {space} manifest:version="1.3">'
    return f"{_PROLOGUE}{opened}{entries}</manifest:manifest>".encode()


def _document(kind: str, inner: str) -> bytes:
    opened = f'<office:{kind} {_SPACES} {_OTHERS} office:version="1.3">'
    return f"{_PROLOGUE}{opened}{inner}</office:{kind}>".encode()
