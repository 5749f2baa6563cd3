"""The package that a REFI-QDA project is: one XML file at the root, and texts in “sources”.

https://www.qdasoftware.org (REFI-QDA 1.5)
"""

from annotator.articles.intake.elements import Element
from annotator.exchange.formats.zip_files import Package
from annotator.kernel.errors import DamagedFile, Unsafe


def parts(package: Package) -> tuple[bytes, Package] | None:
    """The one XML file at the root and the texts, by paths in lower case; ``None`` without one."""
    lowered = {path.lower(): data for path, data in package.items()}
    roots = [path for path in lowered if "/" not in path and path.endswith(".qde")]
    if len(roots) != 1:
        return None
    texts = {path: data for path, data in lowered.items() if path.endswith(".txt")}
    return lowered[roots[0]], texts


def project(xml: bytes, name: str) -> Element:
    """The root of a project's XML; nothing outside it is ever looked at.

    Raises:
        DamagedFile: it is no XML.
        Unsafe: it has a document type, the way to entities and outer files.
    """
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

    if b"<!DOCTYPE" in xml.replace(b"\x00", b""):
        raise Unsafe(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root: Element = etree.fromstring(xml, parser)
        tree = root.getroottree()  # type: ignore[attr-defined]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(name) from error
    if tree.docinfo.internalDTD is not None:
        raise Unsafe(name)
    return root
