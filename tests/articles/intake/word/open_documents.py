"""OpenDocument texts of hand-written parts."""

import zipfile
from io import BytesIO

MIME = "application/vnd.oasis.opendocument.text"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": f"{_SPACE}:office:1.0",
        "text": f"{_SPACE}:text:1.0",
        "table": f"{_SPACE}:table:1.0",
        "style": f"{_SPACE}:style:1.0",
        "draw": f"{_SPACE}:drawing:1.0",
        "svg": f"{_SPACE}:svg-compatible:1.0",
        "fo": f"{_SPACE}:xsl-fo-compatible:1.0",
        "form": f"{_SPACE}:form:1.0",
        "meta": f"{_SPACE}:meta:1.0",
        "manifest": f"{_SPACE}:manifest:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
        "math": "http://www.w3.org/1998/Math/MathML",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "x": "http://example.org/of-our-own",
    }.items()
)
_ENTRIES = "".join(
    f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
    for path, kind in {
        "/": MIME,
        "content.xml": "text/xml",
        "styles.xml": "text/xml",
        "meta.xml": "text/xml",
    }.items()
)
_MANIFEST = f"<manifest:manifest {NAMESPACES}>{_ENTRIES}</manifest:manifest>"
STYLES = (
    '<style:style style:name="Ghost" style:family="text"><style:text-properties '
    'text:display="none"/></style:style><style:style style:name="Spectre" style:family="text" '
    'style:parent-style-name="Ghost"/><style:style style:name="Phantom" style:family="paragraph">'
    '<style:text-properties text:display="none"/></style:style><style:style style:name="Yellow" '
    'style:family="text"><style:text-properties fo:background-color="#ffff00"/></style:style>'
)


def odt(
    *body: str,
    styles: str = STYLES,
    common: str = "",
    margins: str = "",
    meta: str = "",
    files: dict[str, str | bytes] | None = None,
) -> bytes:
    """Pack a text with ``body`` in it.

    Args:
        body: The markup of its blocks.
        styles: Its automatic styles.
        common: The styles of its other part.
        margins: Its master styles, with headers and footers.
        meta: What it says of itself.
        files: Further files, by their names in the package.
    """
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{''.join(body)}</office:text>"
        "</office:body></office:document-content>"
    )
    shared = (
        f"<office:document-styles {NAMESPACES}><office:styles>{common}</office:styles>"
        f"<office:master-styles>{margins}</office:master-styles></office:document-styles>"
    )
    about = (
        f"<office:document-meta {NAMESPACES}><office:meta>{meta}</office:meta>"
        "</office:document-meta>"
    )
    parts: dict[str, str | bytes] = {
        "META-INF/manifest.xml": _MANIFEST,
        "content.xml": content,
        "styles.xml": shared,
        "meta.xml": about,
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        for name, data in (parts | (files or {})).items():
            package.writestr(name, data)
    return buffer.getvalue()
