"""Fields of Word documents: their instructions, the results that are shown, and their links."""

import re
from dataclasses import dataclass, field

from annotator.articles.intake.documents.annotated_text import TextMark
from annotator.articles.intake.documents.names import attribute, child_of, number_of, short_name
from annotator.articles.intake.documents.word_elements import switch, value_of
from annotator.articles.intake.elements import Element

CHECKED, UNCHECKED = "☒", "☐"


class PairedFields:
    """The marks of fields that have an end; a field without one would swallow the text."""

    def __init__(self) -> None:
        self._paired: dict[Element, bool] = {}

    def find(self, root: Element) -> None:
        """Find the fields of a text that end."""
        open_fields: list[list[Element]] = []
        for element in root.iter():
            if short_name(element.tag) != "w:fldChar":
                continue
            kind = attribute(element, "fldCharType")
            if kind == "begin":
                open_fields.append([element])
            elif open_fields:
                open_fields[-1].append(element)
                if kind == "end":
                    self._paired.update(dict.fromkeys(open_fields.pop(), True))

    def __contains__(self, element: Element) -> bool:
        return element in self._paired


@dataclass(slots=True)
class OpenField:
    """A field whose end is still to come; ``data`` is that of a field of a form."""

    data: Element | None = None
    words: list[str] = field(default_factory=list)
    has_result: bool = False
    link: TextMark | None = None

    @property
    def instruction(self) -> str:
        """Its instruction, with the results of the fields within."""
        return "".join(self.words)


def form_words(data: Element | None) -> str:
    """Return what a field of a form shows without a result: a check box, or the chosen entry."""
    box, choice = child_of(data, "w:checkBox"), child_of(data, "w:ddList")
    if box is not None:
        checked = switch(box, "w:checked")
        checked = switch(box, "w:default") if checked is None else checked
        return CHECKED if checked else UNCHECKED
    if choice is None:
        return ""
    entries = [attribute(one, "val") for one in choice if short_name(one.tag) == "w:listEntry"]
    at = number_of(value_of(choice, "w:result") or value_of(choice, "w:default"), 0)
    return entries[at] if 0 <= at < len(entries) else ""


_ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|(\\.)|([^\s"]+)')
_NO_ARGUMENT = {"n", "m", "h", "*"}


def link_address(instruction: str) -> str:
    """Return the address that a field leads to; empty for fields that are no links."""
    words = [m[1] if m[1] is not None else m[0] for m in _ARGUMENT.finditer(instruction)]
    if not words or words[0].upper() != "HYPERLINK":
        return ""
    address, anchor, rest = "", "", iter(words[1:])
    for word in rest:
        if len(word) == 2 and word[0] == "\\":
            argument = "" if word[1] in _NO_ARGUMENT else next(rest, "")
            anchor = argument if word[1] == "l" else anchor
        else:
            address = address or word
    address = address.replace("\\\\", "\\")
    return f"{address}#{anchor}" if anchor else address


_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)
_SYMBOL = re.compile(r"\s*SYMBOL\s+(\S+)(.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r'\\f\s+(?:"([^"]*)"|(\S+))')
_EQUATION = re.compile(r"\s*EQ\s+(.*)", re.IGNORECASE | re.DOTALL)
_FORMATTING = re.compile(r'\\\*\s*(?:"[^"]*"|[^\s\\]+)')
_READING = re.compile(
    r"\\o\s?(?:\\a[a-z])?\s?\(\s?\\s\s?\\up\s?\d{1,4}\s?\(([^()]{0,1000})\)\s?[,;]([^()]{0,1000})\)"
)
"""Words with their reading above them, as word processors make them of an equation."""
_EQUATION_SWITCH = re.compile(r"\\[a-z]+\d*", re.IGNORECASE)


def button_words(instruction: str) -> str:
    """Return the words of a button or an equation that stand in the instruction of its field."""
    button = _BUTTON.match(instruction)
    if button:
        return button[1].strip()
    equation = _EQUATION.match(instruction)
    if equation is None:
        return ""
    words = _FORMATTING.sub("", equation[1])
    reading = _READING.search(words)
    if reading is not None:
        return f"{reading[2].strip()}({reading[1].strip()})"
    return _EQUATION_SWITCH.sub("", words).strip()


def symbol_of(instruction: str) -> tuple[str, int] | None:
    """Return the font and the number of the sign that a field shows."""
    found = _SYMBOL.match(instruction)
    if not found:
        return None
    font = _FONT.search(found[2])
    try:
        code = int(found[1], 0)
    except ValueError:
        return None
    return (font[1] or font[2] if font else ""), code
