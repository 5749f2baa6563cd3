"""Real bytes for the tests: Word documents of hand-written parts, and web pages."""

import zipfile
from io import BytesIO

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>'
)
LONG = (
    "The council said on Tuesday that the number of homes built in the city had risen by "
    "four per cent, to 1,204, the highest figure since records began, and promised more. "
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def repacked(data: bytes) -> dict[str, bytes]:
    """A zip file packed in ways that no document uses, and in one of these with a wrong byte."""
    found = {}
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for way, number in {"LZMA": zipfile.ZIP_LZMA, "bzip2": zipfile.ZIP_BZIP2}.items():
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", number) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        found[way] = buffer.getvalue()
    # The first byte of packed data, after the four and five that say how it is packed, is 0.
    first = found["LZMA"].index(b"\x09\x04\x05\x00") + 9
    broken = found["LZMA"][:first] + b"\xff" + found["LZMA"][first + 1 :]
    return found | {"broken LZMA": broken}


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def docx(*body: str, doctype: str = "", **parts: str) -> bytes:
    """A document with ``body`` in it; ``parts`` are further ones in its ``word`` folder."""
    document = f"{doctype}<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>"
    more = {f"word/{name}.xml": f"<w:{name} {_W}>{xml}</w:{name}>" for name, xml in parts.items()}
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELS,
            "word/document.xml": document,
            **more,
        }
    )


def page(body: str, head: str = "") -> str:
    """A page whose article is long enough to be told from what is around it."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>Homes</title>{head}</head><body><article><p>{LONG * 2}</p>{body}"
        f"<p>{LONG}It gave no date.</p></article></body></html>"
    )
