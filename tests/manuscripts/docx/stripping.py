"""A returned document with everything taken out again that was written into it."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_GIVEN_BACK = {f"{{{W}}}delText": f"{{{W}}}t", f"{{{W}}}delInstrText": f"{{{W}}}instrText"}
_JOINED = {f"{{{W}}}{name}" for name in ("r", "t", "delText", "ins", "moveTo", "del", "moveFrom")}
_OWN_ID = {f"{{{W}}}{name}" for name in ("ins", "del", "moveTo", "moveFrom", "rPrChange")}

Element = Any


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed_parts(data: bytes) -> dict[str, bytes]:
    """Map the name of each part to its bytes as they are packed, with the head before them."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        starts = sorted((one.header_offset, one.filename) for one in package.infolist())
        ends = [start for start, _ in starts[1:]] + [package.start_dir]
    return {name: data[start:end] for (start, name), end in zip(starts, ends, strict=True)}


def without(root: Element, comments: set[str], author: str) -> Element:
    """Take comments, by their ids, and an author’s tracked changes out of a body."""
    for element in [*root.iter()]:
        name, parent = element.tag, element.getparent()
        if name in {w("commentRangeStart"), w("commentRangeEnd")}:
            if element.get(w("id")) in comments:
                parent.remove(element)
        elif name == w("commentReference") and element.get(w("id")) in comments:
            parent.getparent().remove(parent)
        elif element.get(w("author")) == author:
            if name == w("ins"):
                parent.remove(element)
            elif name == w("del"):
                _give_back(element)
    return root


def _give_back(deletion: Element) -> None:
    parent = deletion.getparent()
    if parent.tag == w("rPr"):
        parent.remove(deletion)
        return
    at = parent.index(deletion)
    for number, child in enumerate([*deletion]):
        for one in child.iter():
            one.tag = _GIVEN_BACK.get(one.tag, one.tag)
        parent.insert(at + number, child)
    parent.remove(deletion)


def shape(element: Element) -> Any:
    """Return an element as plain values, in which neighbours of the same kind are one."""
    told = dict(element.attrib)
    told.pop(XML_SPACE, None)
    if element.tag in _OWN_ID:
        told.pop(w("id"), None)
    return element.tag, told, _text(element), [*_joined(map(shape, element))]


def _text(element: Element) -> str:
    return (element.text or "") if element.tag in _JOINED or len(element) == 0 else ""


def _joined(children: Iterator[Any]) -> Iterator[Any]:
    last: Any = None
    for child in children:
        if last is not None and _goes_on(last, child):
            inner = [*_joined(iter([*last[3], *_without_properties(child[3])]))]
            last = (last[0], last[1], last[2] + child[2], inner)
            continue
        if last is not None and not _is_empty(last):
            yield last
        last = child
    if last is not None and not _is_empty(last):
        yield last


def _is_empty(one: Any) -> bool:
    return one[0] in _JOINED - {w("t")} | {w("pPr"), w("rPr")} and not one[3] and not one[2]


def _goes_on(last: Any, child: Any) -> bool:
    if last[0] != child[0] or child[0] not in _JOINED or last[1] != child[1]:
        return False
    return child[0] != w("r") or _properties(last[3]) == _properties(child[3])


def _properties(children: list[Any]) -> list[Any]:
    return [one for one in children if one[0] == w("rPr")]


def _without_properties(children: list[Any]) -> list[Any]:
    return [one for one in children if one[0] != w("rPr")]
