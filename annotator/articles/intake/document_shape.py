"""How the parts of a Word document are built, counted before a tree is made of them.

What reads documents calls itself for each element within another, keeps every one, and copies the
fields that are open at each step; documents that are made to harm nest and open without end.
"""

from annotator.kernel.errors import OddDocument

_DEEPEST = 100
"""Elements within each other: some thirty tables in tables."""
_ELEMENTS = 300_000
"""Elements of all parts: some thousand pages."""
_FIELDS = 50
"""Fields, such as links and tables of contents, that are open at once."""
_PIECE = 1 << 16
_FIELD = "}fldChar"


class DocumentShape:
    """Counts the parts of a document, one after the other; lxml calls its methods."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._elements = 0
        self._depth = 0
        self._fields = 0

    def take(self, part: bytes) -> None:
        """Count a part.

        Raises:
            OddDocument: it is built as no program builds documents.
            XMLSyntaxError: it is no XML.
        """
        from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

        parser = etree.XMLParser(
            target=self, resolve_entities=False, no_network=True, huge_tree=True
        )
        self._depth = self._fields = 0
        # piece by piece, so that the rest of a part that is refused is not looked at
        for start in range(0, len(part), _PIECE):
            parser.feed(part[start : start + _PIECE])
        parser.close()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if tag.endswith(_FIELD):
            kind = next((v for k, v in attributes.items() if k.endswith("fldCharType")), "")
            self._fields += {"begin": 1, "end": -1}.get(kind, 0)
        if self._depth > _DEEPEST or self._elements > _ELEMENTS or self._fields > _FIELDS:
            raise OddDocument(self._name)

    def end(self, _tag: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        """End; lxml wants to call this."""
