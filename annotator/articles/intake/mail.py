"""Mail messages (.eml) and pages saved as one (.mhtml): the headers, the body, and the other parts.

The library reads any bytes as a message; its headers are decoded here, because its own decoder
raises for the charsets and the bare bytes that real messages have.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from annotator.articles.intake.encodings import Decoded, decode
from annotator.kernel.errors import DamagedFile, IntakeError

if TYPE_CHECKING:
    from email.message import Message

MAIL_SUFFIXES = (".eml",)
SAVED_PAGE_SUFFIXES = (".mhtml", ".mht")

_HEADERS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:From [^\n]*\n)?((?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+)"
)
_NAMES = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)
_HEAD = 65_536
_BY_PROGRAMS = {b"mime-version", b"received", b"return-path", b"delivered-to", b"message-id"}
_OF_MAIL = _BY_PROGRAMS | {b"content-type", b"date", b"from", b"to", b"subject"}
"""Headers of mail; nobody writes some of them by hand, above an article that quotes a letter."""
_DEEPEST = 100
"""Multiparts of a message; people forward a few within each other."""
_DELIMITERS = 20_000
"""Lines that may part a message."""
_BODY = 500
"""Texts of a message, one after the other."""
_HEADER_LINES = 1_000
_LONGEST_HEADER = 10_000


@dataclass(frozen=True, slots=True)
class MailPart:
    """A part of a message, unpacked; the texts beside its ``data`` may be empty.

    ``kind`` is its media type, in small letters. ``charset`` is the encoding that it declares,
    ``location`` the address that it had, ``content_id`` its name in ``cid:`` addresses.
    """

    kind: str
    data: bytes
    charset: str = ""
    location: str = ""
    content_id: str = ""
    file_name: str = ""
    is_flowed: bool = False

    def decoded(self, name: str, encoding: str | None = None) -> Decoded:
        """Return its text: as asked, as it declares, or as it is likeliest.

        Raises:
            NotText, WrongEncoding: as for any text.
        """
        if encoding or not self.charset:
            return decode(self.data, name, encoding)
        try:
            return decode(self.data, name, self.charset)
        except IntakeError:
            # The bytes contradict the declaration.
            return decode(self.data, name)


@dataclass(frozen=True, slots=True)
class MailMessage:
    """A message taken apart.

    ``headers`` are the first of each name, which is in small letters. ``body`` are the parts that
    are read, in order: a saved page has the page there. ``others`` are all other parts: files that
    came with it, pictures and styles of its pages, and messages within it.
    """

    headers: Mapping[str, str]
    body: tuple[MailPart, ...] = ()
    others: tuple[MailPart, ...] = ()

    def part_at(self, address: str) -> MailPart | None:
        """Return the part that an address within the message leads to, such as ``cid:logo``."""
        return next(
            (
                part
                for part in (*self.body, *self.others)
                if (part.location and part.location == address)
                or (part.content_id and f"cid:{part.content_id}" == address)
            ),
            None,
        )

    @property
    def is_saved_page(self) -> bool:
        """Whether a browser saved a page in it."""
        sender = self.headers.get("from", "").lower()
        return "snapshot-content-location" in self.headers or "<saved by " in f"<{sender}"


def is_message(data: bytes, *, named: bool = False) -> bool:
    """Return whether the bytes begin with the headers of a message.

    ``named`` tells that the name of the file says so, too: then a single header is enough.
    """
    found = _HEADERS.match(data[:_HEAD].replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    if found is None:
        return False
    names = {name.lower() for name in _NAMES.findall(found[1])} & _OF_MAIL
    return bool(names) if named else len(names) > 1 and not names.isdisjoint(_BY_PROGRAMS)


def read_message(data: bytes, name: str) -> MailMessage:
    """Return a message taken apart; broken ones as far as they can be read.

    Raises:
        DamagedFile: more parts are in it, or deeper within each other, than anybody sends.
    """
    from email import message_from_bytes

    many = data.count(b"\n--") > _DELIMITERS
    if many or len(re.findall(rb"multipart/|message/rfc822", data, re.IGNORECASE)) > _DEEPEST:
        raise DamagedFile(name)
    try:
        message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"))
        shown = [*islice(_shown(message), _BODY + 1)]
        if len(shown) > _BODY:
            raise DamagedFile(name)
        read = {*map(id, shown)}
        body = tuple(map(_part, shown))
        others = tuple(_part(one) for one in _leaves(message) if id(one) not in read)
    except (RecursionError, ValueError, LookupError) as error:
        raise DamagedFile(name) from error
    headers: dict[str, str] = {}
    for key, value in islice(message.raw_items(), _HEADER_LINES):
        headers.setdefault(key.lower(), header_words(str(value)))
    return MailMessage(headers, body, others)


def header_words(value: str) -> str:
    """Return a header in one line, its encoded words decoded (``=?utf-8?Q?caf=C3=A9?=``)."""
    from email.errors import HeaderParseError
    from email.header import decode_header

    value = value[:_LONGEST_HEADER]
    try:
        chunks = decode_header(value)
    except (HeaderParseError, ValueError):
        chunks = [(value, None)]
    words = "".join(_words(chunk, charset) for chunk, charset in chunks)
    return " ".join(words.split()) or " ".join(value.split())


def _words(chunk: bytes | str, charset: str | None) -> str:
    data = chunk.encode("ascii", "surrogateescape") if isinstance(chunk, str) else chunk
    try:
        return MailPart("", data, charset or "").decoded("").text
    except IntakeError:
        return data.decode("ascii", "replace")


def _shown(message: "Message") -> Iterator["Message"]:
    """Return the texts that a reader of the message sees, in their order."""
    kind = message.get_content_type()
    if kind == "message/rfc822" or message.get_content_disposition() == "attachment":
        return
    if not message.is_multipart():
        if kind in ("text/plain", "text/html", "application/xhtml+xml"):
            yield message
        return
    parts = _children(message)
    if kind == "multipart/alternative":
        # the last is the fullest, unless it is no text, as an invitation to a calendar
        tried = ([*_shown(part)] for part in reversed(parts))
        yield from next(filter(None, tried), [])
    elif kind == "multipart/related":
        start = _within(str(message.get_param("start") or ""))
        named = [one for one in parts if start and _within(str(one.get("Content-ID"))) == start]
        yield from _shown((named or parts)[0]) if parts else ()
    else:
        for part in parts:
            yield from _shown(part)


def _children(message: "Message") -> list["Message"]:
    payload = message.get_payload()
    return [one for one in payload if not isinstance(one, str)] if isinstance(payload, list) else []


def _leaves(message: "Message") -> Iterator["Message"]:
    if message.get_content_type() == "message/rfc822":
        yield message
        return
    children = _children(message)
    for child in children:
        yield from _leaves(child)
    if not children and not message.is_multipart():
        yield message


def _part(message: "Message") -> MailPart:
    kind = message.get_content_type()
    if kind == "message/rfc822":
        data = b"".join(one.as_bytes() for one in _children(message))
    else:
        unpacked = message.get_payload(decode=True)
        data = unpacked if isinstance(unpacked, bytes) else b""
    return MailPart(
        kind,
        data,
        charset=message.get_content_charset("") or "",
        location=header_words(str(message.get("Content-Location", ""))),
        content_id=_within(str(message.get("Content-ID", ""))),
        file_name=header_words(message.get_filename("") or ""),
        is_flowed=str(message.get_param("format") or "").lower() == "flowed",
    )


def _within(content_id: str) -> str:
    return content_id.strip().removeprefix("<").removesuffix(">")
