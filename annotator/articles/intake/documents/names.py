"""The names of elements and attributes in documents of word processors, with the usual prefixes."""

from functools import lru_cache

from annotator.articles.intake.elements import Element

_OPEN = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_MICROSOFT = "http://schemas.microsoft.com/office"
_PREFIXES = {
    f"{_OPEN}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OPEN}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OPEN}/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_OPEN}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"{_OPEN}/drawingml/2006/chart": "c",
    f"{_STRICT}/drawingml/chart": "c",
    f"{_OPEN}/drawingml/2006/diagram": "dgm",
    f"{_STRICT}/drawingml/diagram": "dgm",
    f"{_OPEN}/drawingml/2006/picture": "pic",
    f"{_STRICT}/drawingml/picture": "pic",
    f"{_OPEN}/markup-compatibility/2006": "mc",
    f"{_MICROSOFT}/word/2010/wordprocessingDrawing": "wp",
    f"{_MICROSOFT}/word/2010/wordprocessingShape": "wps",
    f"{_MICROSOFT}/drawing/2014/chartex": "cx",
    **{
        f"urn:oasis:names:tc:opendocument:xmlns:{space}:1.0": prefix
        for space, prefix in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "drawing": "draw",
            "svg-compatible": "svg",
            "xsl-fo-compatible": "fo",
            "form": "form",
            "meta": "meta",
            "manifest": "manifest",
        }.items()
    },
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1998/Math/MathML": "math",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}


@lru_cache(maxsize=4096)
def short_name(tag: str) -> str:
    """Return the name of an element with the usual prefix, such as ``w:p``.

    Args:
        tag: The name with its namespace, as lxml writes it.
    """
    if not isinstance(tag, str):
        return ""
    space, brace, local = tag[1:].partition("}")
    return f"{_PREFIXES.get(space, space)}:{local}" if brace else tag


def child_of(element: Element | None, *names: str) -> Element | None:
    """Return the first child of a name, or of a path of names, if there is one."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if short_name(one.tag) == name), None)
    return element


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """Return an attribute by its local name, whatever its namespace."""
    if element is not None:
        for key, value in element.items():
            if key.rpartition("}")[2] == name:
                return value
    return default


def is_true(value: str) -> bool:
    """Return whether a value of an attribute means yes."""
    return value.lower() in {"1", "true", "on"}


def number_of(value: str, default: int) -> int:
    """Return a whole number that a file says, or the default."""
    try:
        return int(value)
    except ValueError:
        return default
