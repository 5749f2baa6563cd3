"""Carrying special spaces unharmed through a library that turns every space into U+0020."""

from itertools import chain

from annotator.articles.intake.elements import Element

# What str.split() takes for a space, beside the ASCII ones and the ends of lines.
_SPACES = "\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_LINE_END = "\n"
_PROTECTED = _SPACES + _LINE_END
_PRIVATE_USE = range(0xF0000, 0xFFF00, len(_PROTECTED))


class Spaces:
    """Stand-ins from the private-use area, none of which is in the page ``root``.

    A page that uses that whole area goes unprotected: its special spaces become plain ones.
    """

    def __init__(self, root: Element) -> None:
        used = set(chain.from_iterable(str(text) for text in root.itertext()))
        self._there: dict[int, str] = {}
        for base in _PRIVATE_USE:
            block = [chr(base + n) for n in range(len(_PROTECTED))]
            if used.isdisjoint(block):
                self._there = dict(zip(map(ord, _PROTECTED), block, strict=True))
                break
        self._back = {ord(there): chr(space) for space, there in self._there.items()}

    def protect(self, root: Element) -> None:
        """Put the stand-ins into the tree: for spaces, and for line ends where they are kept.

        A text of spaces only is left alone: it pads an empty paragraph, and would fill it.
        """
        spaces = {key: value for key, value in self._there.items() if chr(key) != _LINE_END}
        for element in root.iter():
            table = self._there if element.tag == "pre" else spaces
            element.text = _translated(element.text, table)
            element.tail = _translated(element.tail, spaces)

    def restore(self, text: str) -> str:
        """The text with every stand-in turned back."""
        return text.translate(self._back)


def _translated(text: str | None, table: dict[int, str]) -> str | None:
    return text.translate(table) if text and text.strip() else text
