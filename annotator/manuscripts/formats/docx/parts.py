"""The parts of a Word document that name other parts, and what is added to them."""

import re
from collections.abc import Iterable
from hashlib import sha256
from posixpath import basename, dirname, join

from annotator.articles.intake.documents.names import attribute
from annotator.articles.intake.documents.package import OfficePackage, PartRelations
from annotator.articles.intake.elements import Element
from annotator.manuscripts.formats.xml_edits import EditedXml, escaped

_TYPES = "[Content_Types].xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT = "http://purl.oclc.org/ooxml"
_OUTER = ' TargetMode="External"'


class FreeNumbers:
    """Numbers that nothing in a document has yet, from the greatest on."""

    def __init__(self, used: Iterable[str], most: int = 2**31 - 1) -> None:
        self._used = {int(one) for one in used if re.fullmatch(r"-?\d{1,12}", one)}
        self._next = max((one for one in self._used if one < most), default=-1) + 1
        self._most = most

    def take(self) -> int:
        """Return a free number, which is free no longer."""
        if self._next >= self._most:
            self._next = 0
        while self._next in self._used:
            self._next += 1
        self._used.add(self._next)
        return self._next


class FreeCodes:
    """Eight hexadecimal digits for a paragraph or a comment, the same ones for the same seed."""

    def __init__(self, used: Iterable[str]) -> None:
        self._used = {one.upper() for one in used}

    def take(self, seed: str) -> str:
        """Return a code that is not in use yet; below 80000000, as Word asks."""
        number = int.from_bytes(sha256(seed.encode()).digest()[:4], "big") & 0x7FFFFFFF
        while not number or f"{number:08X}" in self._used:
            number = (number + 1) & 0x7FFFFFFF
        code = f"{number:08X}"
        self._used.add(code)
        return code


class WordPackage:
    """A document's package in the making: parts that are edited, and parts that are added."""

    def __init__(self, package: OfficePackage, main: str, root: Element) -> None:
        self.package = package
        self.main = main
        self.space = root.tag[1:].partition("}")[0]
        is_strict = self.space.startswith(_STRICT)
        self.office = _STRICT_OFFICE if is_strict else _OPEN_OFFICE
        self.body = EditedXml(package.read(main), root, package.name)
        self._edited: dict[str, EditedXml] = {main: self.body}
        self._relations: dict[str, PartRelations] = {}
        self._relation_ids: dict[str, set[str]] = {}

    def part_of(self, kind: str) -> str:
        """Return the part of a kind, by a relation of the main part; empty if there is none."""
        found = self.relations(self.main).of_type(kind)
        return next((one for one in found if one in self.package.names), "")

    def relations(self, part: str) -> PartRelations:
        """Return what a part names in the file as it came."""
        if part not in self._relations:
            self._relations[part] = PartRelations(self.package, part)
        return self._relations[part]

    def edited(self, part: str, blank: str = "") -> EditedXml:
        """Return a part with its edits; ``blank`` is the part if there is none yet."""
        if part not in self._edited:
            data = self.package.read(part) or (_XML + blank).encode()
            self._edited[part] = EditedXml(data, self.package.parsed(data), self.package.name)
        return self._edited[part]

    def add_part(self, kind: str, relation: str, content: str, blank: str) -> str:
        """Add a part beside the main part, with its relation and its type; return its name.

        Args:
            kind: Its name without a suffix, for example `comments`.
            relation: The type of the relation to it.
            content: The type of its content.
            blank: Its markup while nothing is in it.
        """
        taken = {name.lower() for name in self.package.names}
        folder, number, name = dirname(self.main), 0, f"{kind}.xml"
        while join(folder, name).lower() in taken:
            number += 1
            name = f"{kind}{number}.xml"
        part = join(folder, name)
        self.add_relation(self.main, relation, name)
        types = self.edited(_TYPES)
        prefix = types.name(types.root).rpartition(":")[0]
        tag = f"{prefix}:Override" if prefix else "Override"
        types.append(types.root, f'<{tag} PartName="/{escaped(part)}" ContentType="{content}"/>')
        self.edited(part, blank)
        return part

    def add_relation(self, part: str, kind: str, target: str, *, is_outer: bool = False) -> str:
        """Add a relation to a part, or to an address, and return its id."""
        name = join(dirname(part), "_rels", f"{basename(part)}.rels")
        blank = f'<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'
        relations = self.edited(name, blank)
        ids = self._relation_ids.setdefault(name, {attribute(one, "Id") for one in relations.root})
        number = len(ids) + 1
        while f"rId{number}" in ids:
            number += 1
        ids.add(f"rId{number}")
        prefix = relations.name(relations.root).rpartition(":")[0]
        tag = f"{prefix}:Relationship" if prefix else "Relationship"
        relations.append(
            relations.root,
            f'<{tag} Id="rId{number}" Type="{kind}" Target="{escaped(target, in_attribute=True)}"'
            f"{_OUTER if is_outer else ''}/>",
        )
        return f"rId{number}"

    def changed(self) -> dict[str, bytes]:
        """Return the bytes of all parts that were edited or added, by their names."""
        return {part: xml.data() for part, xml in self._edited.items() if xml.is_changed}
