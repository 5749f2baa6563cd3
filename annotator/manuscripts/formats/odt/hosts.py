"""Where in an OpenDocument text the words of an article can be marked, and be taken away."""

from collections.abc import Iterator
from typing import NamedTuple

from annotator.articles.intake.documents.names import attribute, short_name
from annotator.articles.intake.elements import Element
from annotator.manuscripts.formats.text_places import PlacedWords
from annotator.manuscripts.formats.xml_edits import EditedXml

PARAGRAPHS = {"text:p", "text:h"}
_CONTROL = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0:content-control"
_AROUND_WORDS = {*PARAGRAPHS, "text:span", "text:a", "text:meta", _CONTROL}
"""The elements with words, in which comments and changes may begin and end."""
_AROUND_PARAGRAPHS = {
    *("office:text", "text:section", "text:list", "text:list-item", "text:list-header"),
    *("text:numbered-paragraph", "table:table", "table:table-header-rows", "table:table-rows"),
    *("table:table-row-group", "table:table-row", "table:table-cell", "draw:frame", "draw:a"),
    *("draw:text-box", "text:index-body", "text:index-title", "text:table-of-content"),
    *("text:illustration-index", "text:table-index", "text:object-index", "text:user-index"),
    *("text:alphabetical-index", "text:bibliography"),
}
_STORIES = {"office:text", "table:table", "draw:text-box"}
"""The elements within which a comment must begin and end, for programs to keep it."""
_OF_BOXES = "Frame"
"""The style that is behind those of shapes whose words are a text as that of the body."""
_CHANGED = "text:changed-region"


def ancestors(element: Element) -> Iterator[Element]:
    """The elements that an element is in, from the nearest on."""
    parent = element.getparent()
    while parent is not None:
        yield parent
        parent = parent.getparent()


class OdtPlace(NamedTuple):
    """Where words are written, in characters of the XML.

    ``around`` is the element with words that they are in, ``story`` the body, table or text box.
    ``element`` is what stands for words that are in no element of the kind: a field, the mark of a
    note, a drawing, a deletion.
    """

    start: int
    end: int
    around: Element
    story: Element
    element: Element | None = None
    starts_in_cdata: bool = False
    ends_in_cdata: bool = False

    @property
    def paragraph(self) -> Element:
        """The paragraph."""
        chain = (self.around, *ancestors(self.around))
        return next(one for one in chain if short_name(one.tag) in PARAGRAPHS)


class OdtHosts:
    """Finds where words of a document can be marked."""

    def __init__(self, xml: EditedXml) -> None:
        self._xml = xml
        self._changes = {
            attribute(one, "change-id"): one
            for one in xml.root.iter()
            if short_name(one.tag) == "text:change"
        }
        self._boxes = {
            attribute(one, "name")
            for one in xml.root.iter()
            if attribute(one, "parent-style-name") == _OF_BOXES
        }

    def place(self, words: PlacedWords) -> OdtPlace | None:
        """Return the place of words; nothing where no mark can stand."""
        source = words.piece.source
        if source is None or not self._xml.has(source.element):
            return None
        within = source.element.getparent() if source.is_tail else source.element
        if within is None:
            return None
        stand_in = self._stand_in(within)
        if stand_in is not None:
            return self._around(stand_in)
        start = self._xml.in_text(source.element, words.start, is_tail=source.is_tail)
        end = self._xml.in_text(source.element, words.end, is_tail=source.is_tail)
        story = self._story(within)
        return OdtPlace(start[0], end[0], within, story, None, start[1], end[1])

    def _around(self, element: Element) -> OdtPlace | None:
        parent = element.getparent()
        if parent is None or short_name(parent.tag) not in _AROUND_WORDS:
            return None
        places = self._xml.places(element)
        return OdtPlace(places.start, places.end, parent, self._story(parent), element)

    def _is_box(self, element: Element) -> bool:
        is_drawn = short_name(element.tag).startswith("draw:")
        return is_drawn and attribute(element, "style-name") in self._boxes

    def _story(self, element: Element) -> Element:
        around = (element, *ancestors(element))
        return next(one for one in around if short_name(one.tag) in _STORIES or self._is_box(one))

    def _stand_in(self, within: Element) -> Element | None:
        """Return the outermost element around words in which nothing can be marked."""
        found: Element | None = None
        allowed = _AROUND_WORDS
        for one in (within, *ancestors(within)):
            name = short_name(one.tag)
            if name == "office:text":
                break
            if name == _CHANGED:
                return self._changes.get(attribute(one, "id"), one)
            if name not in allowed and not self._is_box(one):
                found = one
            if name in PARAGRAPHS:
                allowed = _AROUND_WORDS | _AROUND_PARAGRAPHS
        return found


def elements_around(place: OdtPlace) -> list[Element]:
    """Return the elements around words, from the nearest up to their paragraph."""
    chain = [place.around, *ancestors(place.around)]
    return chain[: chain.index(place.paragraph) + 1]
