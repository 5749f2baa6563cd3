"""The article in a mail message: the words of its body, and of its headers what describes it."""

import re
from dataclasses import replace

from annotator.articles.intake.encodings import Decoded
from annotator.articles.intake.html import read_html
from annotator.articles.intake.mail import MailMessage, MailPart, read_message
from annotator.articles.model import (
    Draft,
    LeftOut,
    LeftOutKind,
    Metadata,
    OriginalFile,
    dropped_controls,
    filled_fields,
)
from annotator.kernel.canonical_text import without_controls
from annotator.kernel.errors import EmptyText, EncryptedFile, IntakeError

_ADDRESS = re.compile(r"\s*<[^<>]*>\s*$")
_TOLD = {"to": "To", "cc": "Cc", "reply-to": "Reply to", "sender": "Sender"}
"""Headers that a reader of the mail sees, and that no field of an article holds."""
_LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_QUOTED = re.compile(r"(>*) ?(.*)", re.DOTALL)
_SIGNATURE = "-- "


def read_mail(message: MailMessage, original: OriginalFile, encoding: str | None = None) -> Draft:
    """Return the words of a message; its other parts are named as left out.

    Args:
        message: The message.
        original: The file that holds it.
        encoding: The encoding of its body, if it is known better than the message says.

    Raises:
        EmptyText: no word is in it.
        EncryptedFile: it is encrypted.
        NotText, WrongEncoding, DamagedFile, OddPage: as of its body.
    """
    kind = message.headers.get("content-type", "").lower()
    if kind.startswith(_LOCKED):
        raise EncryptedFile(original.name)
    drafts = [_read_part(part, original.name, encoding) for part in message.body]
    text, left_out = "", list[LeftOut]()
    for draft in filter(None, drafts):
        text += "\n\n" if text else ""
        left_out += [replace(one, position=one.position + len(text)) for one in draft.left_out]
        text += draft.text.strip("\n")
    if not text.strip():
        raise EmptyText(original.name)
    first = next(draft for draft in drafts if draft)
    metadata = _metadata(message, first.metadata.language)
    return Draft(
        text=f"{text}\n",
        metadata=metadata,
        found=filled_fields(metadata),
        original=original,
        encoding=first.encoding,
        encodings=first.encodings,
        left_out=(*_headers(message), *left_out, *_other_parts(message, len(text))),
    )


def _read_part(part: MailPart, name: str, encoding: str | None) -> Draft | None:
    """Return the words of a part of the body, if there are any."""
    decoded = part.decoded(name, encoding)
    try:
        return _read_page(decoded, name) if "html" in part.kind else _read_plain(part, decoded)
    except EmptyText:
        return None


def _read_page(decoded: Decoded, name: str) -> Draft:
    # a mail has no menus: all words of its page are meant
    draft = read_html(decoded.text.encode("utf-8", "replace"), name, "utf-8", whole=True)
    return replace(draft, encoding=decoded.encoding, encodings=decoded.alternatives)


def _read_plain(part: MailPart, decoded: Decoded) -> Draft | None:
    text, dropped = without_controls(decoded.text)
    if not text.strip():
        return None
    words = unwrapped(text) if part.is_flowed else text
    return Draft(
        words,
        encoding=decoded.encoding,
        encodings=decoded.alternatives,
        left_out=dropped_controls([0] * len(dropped)),
    )


def unwrapped(text: str) -> str:
    """Return a text with “format=flowed”, whose lines go on behind a space at their end."""
    lines, depth = list[list[str]](), 0
    goes_on = False
    for line in text.split("\n"):
        quoted = _QUOTED.fullmatch(line)
        marks, words = quoted.groups() if quoted else ("", line)
        if goes_on and len(marks) == depth and words != _SIGNATURE:
            lines[-1].append(words)
        else:
            lines.append([f"{marks} {words}" if marks else words])
        depth, goes_on = len(marks), words.endswith(" ") and words != _SIGNATURE
    whole = map("".join, lines)
    return "\n".join(line if line == _SIGNATURE else line.rstrip(" ") for line in whole)


def _metadata(message: MailMessage, language: str) -> Metadata:
    sender = message.headers.get("from", "")
    return Metadata(
        title=message.headers.get("subject", ""),
        byline=_ADDRESS.sub("", sender).strip("\"' ") or sender.strip("<> "),
        published=_day(message.headers.get("date", "")),
        language=message.headers.get("content-language", "") or language,
    )


def _day(header: str) -> str:
    """Return the day of a header, where it was written; the header itself, if it is no date."""
    from email.utils import parsedate

    try:
        found = parsedate(header)
    except (ValueError, IndexError, TypeError):
        found = None
    if found is None or not (1 <= found[1] <= 12 and 1 <= found[2] <= 31):
        return header
    return f"{found[0]:04}-{found[1]:02}-{found[2]:02}"


def _headers(message: MailMessage) -> list[LeftOut]:
    told = [(name, message.headers.get(key)) for key, name in _TOLD.items()]
    return [LeftOut(LeftOutKind.HEADER, f"{name}: {words}") for name, words in told if words]


def _other_parts(message: MailMessage, position: int) -> list[LeftOut]:
    """Return the files, and the messages, that came with a message."""
    found = list[LeftOut]()
    for part in message.others:
        if part.kind == "message/rfc822":
            found.append(LeftOut(LeftOutKind.OTHER, _forwarded(part), position))
        elif part.file_name or not part.kind.startswith("text/"):
            found.append(LeftOut(LeftOutKind.OBJECT, part.file_name or part.kind, position))
    return found


def _forwarded(part: MailPart) -> str:
    """Return the words of a message within a message, or its subject alone."""
    within = read_message(part.data, "message")
    subject = within.headers.get("subject", "")
    try:
        draft = read_mail(within, OriginalFile("message", part.kind, part.data))
    except IntakeError:
        return subject
    return f"{subject}\n\n{draft.text}".strip()
