"""The elements of Word documents: their values, and the words in them."""

from collections.abc import Iterator

from annotator.articles.intake.documents.names import attribute, child_of, is_true, short_name
from annotator.articles.intake.documents.table_rows import RowMarkup
from annotator.articles.intake.elements import Element


def value_of(element: Element | None, *path: str) -> str:
    """Return what the element at a path is set to."""
    return attribute(child_of(element, *path), "val")


def switch(element: Element | None, *path: str) -> bool | None:
    """Return whether the element at a path is on; ``None`` where it is not there."""
    found = child_of(element, *path)
    return None if found is None else is_true(attribute(found, "val", "1"))


WORDS = {"w:t", "w:delText", "m:t", "a:t", "w:sym", "w:footnoteReference", "w:endnoteReference"}
_BOXES = {"w:txbxContent", "a:p", "v:textpath", "c:chart", "cx:chart", "dgm:relIds"}


def is_layout(element: Element) -> bool:
    """Whether an element holds a number or a word for the layout of a drawing."""
    name = short_name(element.tag)
    return name.startswith(("wp:", "urn:schemas-microsoft-com:", "o:", "a:", "c:"))


def texts_after(element: Element) -> Iterator[Element]:
    """The texts after a reference in its run."""
    run = element.getparent()
    is_after = False
    for one in run if run is not None else ():
        if one is element:
            is_after = True
        elif is_after and short_name(one.tag) == "w:t":
            yield one


ROWS = RowMarkup(
    cell="w:tc",
    table="w:tbl",
    paragraphs=frozenset({"w:p"}),
    apart=frozenset({"w:txbxContent"}),
    has_words=lambda paragraph: any(short_name(one.tag) in WORDS for one in paragraph.iter()),
)


def chosen_branch(alternatives: Element) -> Element | None:
    """Return the alternative that is read: the first that has words, else the first."""
    branches = [one for one in alternatives if short_name(one.tag) in {"mc:Choice", "mc:Fallback"}]
    with_words = (
        one
        for one in branches
        if any(short_name(e.tag) in WORDS | {"v:textpath"} for e in one.iter())
    )
    return next(with_words, branches[0] if branches else None)


def descriptions(drawing: Element) -> Iterator[str]:
    """The descriptions of the pictures in a drawing."""
    for one in drawing.iter():
        name = short_name(one.tag)
        if name in {"wp:docPr", "pic:cNvPr", "wps:cNvPr"} or name.endswith(":cNvPr"):
            words = [one.get("title", ""), one.get("descr", "")]
        elif name.startswith("v:"):
            words = [one.get("alt", ""), attribute(one, "title")]
        else:
            continue
        yield from (word.strip() for word in words if word.strip())


def drawn_content(drawing: Element) -> Iterator[Element]:
    """The text boxes, the words and the parts that are in a drawing, in their order."""
    for one in drawing:
        name = short_name(one.tag)
        if name == "mc:AlternateContent":
            chosen = chosen_branch(one)
            yield from drawn_content(chosen) if chosen is not None else ()
        elif name in _BOXES:
            yield one
        else:
            yield from drawn_content(one)
