"""Rows in the pages of a database file, read without SQLite and however damaged the pages are.

The form of pages, cells and records is SQLite's (https://sqlite.org/fileformat2.html).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.storage.salvage.raw_pages import HEADER, RawPages

TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER = 13, 5, 10, 2
_KINDS = {TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER}
_INNER = {TABLE_INNER, INDEX_INNER}
_CONSTANTS = {0: None, 8: 0, 9: 1}
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_CROWD = 4
"""How often a page is read over. Rows do not overlap, but for a pointer that is damaged."""
_DEEPEST = 60
"""The limit of steps down a tree; a sound file has at most twenty."""

Value = None | int | float | str | bytes


class Lost:
    """Stands for a value of which the bytes are not there, or are no text."""


LOST = Lost()


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row: its number where its table has row numbers, and its readable values.

    ``begun`` is the beginning of the last value, where the end of it is lost.
    """

    page: int
    number: int
    values: tuple[Value | Lost, ...]
    begun: bytes = b""

    @property
    def is_whole(self) -> bool:
        """Whether every value can be read."""
        return LOST not in self.values


class RawRows:
    """The rows of a file. No page is read twice, so that no reading is endless.

    ``met`` are the pages that belong to a table or an index; ``bad`` are the unreadable pages, with
    the rows of bad cells counted by page.
    """

    def __init__(self, pages: RawPages) -> None:
        self._pages = pages
        self.met: set[int] = set()
        self.bad: dict[int, int] = {}
        self._left = 0
        """Bytes that are still read of the page under way."""

    def tree(self, root: int) -> list[int]:
        """Return the pages of a table's or an index's rows, in order; each belongs to one tree."""
        found = []
        waiting = [(root, 0)]
        while waiting:
            number, depth = waiting.pop()
            if number in self.met or depth > _DEEPEST:
                continue
            self.met.add(number)
            page = self._pages.page(number)
            kind = _kind(number, page)
            if kind is None:
                self.bad[number] = 0
                continue
            if kind in _INNER:
                below = list(self._below(number, page))
                waiting += [(child, depth + 1) for child in reversed(below)]
            if kind != TABLE_INNER:
                found.append(number)
        return found

    def rows(self, number: int) -> Iterator[RawRow]:
        """Give the rows on a page."""
        page = self._pages.page(number)
        kind = _kind(number, page)
        if kind is not None:
            yield from self._rows(number, page, kind)

    def stray(self, free: set[int]) -> Iterator[tuple[int, RawRow]]:
        """Give the rows on pages that no tree leads to any more, with the kind of their page."""
        for number in range(2, self._pages.count + 1):
            if number in self.met or number in free:
                continue
            page = self._pages.page(number)
            kind = _kind(number, page)
            if kind is None or kind == TABLE_INNER:
                continue
            self.met.add(number)
            # what cannot be read there may never have been a row
            bad = dict(self.bad)
            rows = list(self._rows(number, page, kind))
            self.bad = bad
            yield from ((kind, row) for row in rows)

    def _below(self, number: int, page: bytes) -> Iterator[int]:
        for place in _cells(number, page):
            child = int.from_bytes(page[place : place + 4], "big")
            if 1 < child <= self._pages.count:
                yield child
        begin = HEADER if number == 1 else 0
        last = int.from_bytes(page[begin + 8 : begin + 12], "big")
        if 1 < last <= self._pages.count:
            yield last

    def _rows(self, number: int, page: bytes, kind: int) -> Iterator[RawRow]:
        cells = list(_cells(number, page))
        begin = HEADER if number == 1 else 0
        missing = int.from_bytes(page[begin + 3 : begin + 5], "big") - len(cells)
        failed = max(missing, 0)
        self._left = _CROWD * self._pages.page_size
        for place in cells:
            try:
                row = self._row(number, page, kind, place)
            except (IndexError, ValueError, struct.error):
                failed += 1
            else:
                yield row
        if failed:
            self.bad[number] = failed

    def _row(self, number: int, page: bytes, kind: int, place: int) -> RawRow:
        place += 4 if kind == INDEX_INNER else 0
        size, place = _varint(page, place)
        rowid = 0
        if kind == TABLE_LEAF:
            rowid, place = _varint(page, place)
            rowid -= 1 << 64 if rowid >= 1 << 63 else 0
        if not 0 < size <= self._pages.count * self._pages.page_size:
            raise ValueError(size)
        payload = self._payload(page, place, size, in_table=kind == TABLE_LEAF)
        values, begun = _values(payload, size)
        return RawRow(number, rowid, values, begun)

    def _payload(self, page: bytes, place: int, size: int, *, in_table: bool) -> bytes:
        """The bytes of a row, from its page and the pages on which it goes on."""
        usable = self._pages.usable
        largest = usable - 35 if in_table else (usable - 12) * 64 // 255 - 23
        self._left -= min(size, largest)
        if self._left < 0:
            raise ValueError(size)
        if size <= largest:
            return page[place : place + size]
        least = (usable - 12) * 32 // 255 - 23
        here = least + (size - least) % (usable - 4)
        here = here if here <= largest else least
        parts = [page[place : place + here]]
        left = size - here
        following = int.from_bytes(page[place + here : place + here + 4], "big")
        while left > 0 and 1 < following <= self._pages.count and following not in self.met:
            self.met.add(following)
            more = self._pages.page(following)
            part = more[4 : 4 + min(left, usable - 4)]
            parts.append(part)
            if len(part) < min(left, usable - 4):
                break
            left -= len(part)
            following = int.from_bytes(more[:4], "big")
        return b"".join(parts)


def _kind(number: int, page: bytes) -> int | None:
    begin = HEADER if number == 1 else 0
    found = page[begin] if len(page) > begin else 0
    return found if found in _KINDS else None


def _cells(number: int, page: bytes) -> Iterator[int]:
    """The places of a page's cells, each once."""
    begin = HEADER if number == 1 else 0
    many = int.from_bytes(page[begin + 3 : begin + 5], "big")
    first = begin + (12 if page[begin] in _INNER else 8)
    many = min(many, max(0, len(page) - first) // 2)
    if not many:
        return
    places = struct.unpack_from(f">{many}H", page, first)
    yield from dict.fromkeys(place for place in places if first <= place < len(page))


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = data[place + n]
        if n == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + n + 1
    raise ValueError(place)


def _values(payload: bytes, size: int) -> tuple[tuple[Value | Lost, ...], bytes]:
    """The values of a record of which perhaps only the beginning is there."""
    end, place = _varint(payload, 0)
    if end > size:
        raise ValueError(end)
    kinds = []
    while place < end:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    values: list[Value | Lost] = []
    begun = b""
    for kind in kinds:
        many = _bytes_of(kind)
        data = payload[place : place + many]
        if len(data) < many:
            begun = begun or data
            values.append(LOST)
        else:
            values.append(_value(kind, data))
        place += many
    if place != size:
        raise ValueError(place)
    return tuple(values), begun


def _bytes_of(kind: int) -> int:
    if kind in _INTEGERS:
        return _INTEGERS[kind]
    if kind in _CONSTANTS:
        return 0
    if kind == 7:
        return 8
    if kind < 12:
        raise ValueError(kind)
    return (kind - 12) // 2


def _value(kind: int, data: bytes) -> Value | Lost:
    if kind in _CONSTANTS:
        return _CONSTANTS[kind]
    if kind in _INTEGERS:
        return int.from_bytes(data, "big", signed=True)
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind % 2 == 0:
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return LOST
