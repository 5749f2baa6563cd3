"""Messages are taken apart as programs of mail show them, whatever state their headers are in."""

import base64
import time

import pytest

from annotator.articles.intake.mail import MailMessage, header_words, is_message, read_message
from annotator.kernel.errors import DamagedFile

HEAD = "From: Anna Holm <anna@example.org>\nSubject: Quay\nMIME-Version: 1.0\n"


def message(*parts: str, kind: str = "multipart/mixed", boundary: str = "part") -> str:
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: {kind}; boundary="{boundary}"\n\n{inner}--{boundary}--\n'


def leaf(words: str, kind: str = "text/plain", more: str = "") -> str:
    packed = base64.b64encode(words.encode()).decode()
    return (
        f'Content-Type: {kind}; charset="utf-8"\nContent-Transfer-Encoding: base64\n{more}\n'
        f"{packed}\n"
    )


def taken_apart(source: str, head: str = HEAD) -> MailMessage:
    return read_message((head + source).encode(), "a.eml")


def words(of: MailMessage) -> list[str]:
    return [part.decoded("a.eml").text for part in of.body]


PLAIN, PAGE = leaf("Plain words."), leaf("<p>Rich words.</p>", "text/html")
LOGO = leaf("PNG", "image/png", "Content-ID: <logo>\n")
NOTES = leaf("Notes.", "text/plain", 'Content-Disposition: attachment; filename="notes.txt"\n')


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (PLAIN, ["Plain words."]),
        (PAGE, ["<p>Rich words.</p>"]),
        (message(PLAIN, PAGE, kind="multipart/alternative"), ["<p>Rich words.</p>"]),
        (
            message(PLAIN, leaf("BEGIN", "text/calendar"), kind="multipart/alternative"),
            ["Plain words."],
        ),
        (message(PAGE, LOGO, kind="multipart/related"), ["<p>Rich words.</p>"]),
        (message(LOGO, PAGE, kind="multipart/related"), []),
        (message(PLAIN, LOGO, leaf("More.")), ["Plain words.", "More."]),
        (message(PLAIN, NOTES), ["Plain words."]),
    ],
)
def test_what_a_reader_of_the_mail_sees_is_its_body(source: str, shown: list[str]) -> None:
    assert words(taken_apart(source)) == shown


def test_the_first_page_of_related_parts_is_the_named_one() -> None:
    page = leaf("<p>Rich words.</p>", "text/html", "Content-ID: <page@here>\n")
    source = message(LOGO, page, kind='multipart/related; start="<page@here>"')
    assert words(taken_apart(source)) == ["<p>Rich words.</p>"]


def test_parts_are_found_by_what_the_page_calls_them() -> None:
    style = leaf("p {}", "text/css", "Content-Location: https://example.org/a.css\n")
    parts = taken_apart(message(PAGE, LOGO, style, kind="multipart/related"))
    assert [one.kind for one in parts.others] == ["image/png", "text/css"]
    assert parts.part_at("cid:logo") == parts.others[0]
    assert parts.part_at("https://example.org/a.css") == parts.others[1]
    assert parts.part_at("cid:") is None
    assert parts.part_at("") is None


def test_files_and_messages_within_are_the_others() -> None:
    within = f"Content-Type: message/rfc822\n\n{HEAD}\nForwarded.\n"
    parts = taken_apart(message(PLAIN, NOTES, within))
    assert [(one.kind, one.file_name) for one in parts.others] == [
        ("text/plain", "notes.txt"),
        ("message/rfc822", ""),
    ]
    assert b"Forwarded." in parts.others[1].data


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("=?utf-8?Q?caf=C3=A9?=", "café"),
        ("=?windows-1252?Q?It=92s?= true", "It’s true"),
        ("=?utf-8?B?4oCc?= =?utf-8?B?4oCd?=", "“”"),
        ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"),
        ("Ötte".encode().decode("ascii", "surrogateescape"), "Ötte"),
        (b"caf\xe9 near the quay".decode("ascii", "surrogateescape"), "café near the quay"),
        ("=?no-such?Q?caf=C3=A9?=", "café"),
        ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
        ("one\n two", "one two"),
    ],
)
def test_headers_are_decoded_in_whatever_state_they_are(written: str, meant: str) -> None:
    assert header_words(written) == meant


@pytest.mark.parametrize(
    ("data", "named", "is_it"),
    [
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n", False, True),
        (b"From someone@x Tue Nov 24\nMessage-ID: <1>\nTo: b\n\nText", False, True),
        (b"Return-Path: <a>\nReceived: by\n b\nSubject: c\n\nText", False, True),
        (b"Subject: Quay\n\nText", True, True),
        (b"From: the mayor\nTo: us\nDate: today\nSubject: the quay\n\nDear", False, False),
        (b"Message-ID: what is it?\n\nText", False, False),
        (b"Dear editor: the quay\n", True, False),
        (b"", True, False),
        (b"http://example.org\n", True, False),
    ],
)
def test_a_message_is_known_by_its_headers(data: bytes, *, named: bool, is_it: bool) -> None:
    assert is_message(data, named=named) is is_it


def test_the_declared_charset_gives_way_to_the_bytes() -> None:
    source = 'Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n'
    data = (HEAD + source).encode() + ("It’s the café’s quay, she said. " * 9).encode("cp1252")
    assert words(read_message(data, "a.eml"))[0].startswith("It’s the café’s quay")


def test_binary_parts_arrive_byte_for_byte() -> None:
    picture = bytes(range(256)) + b"\r\n\r\r\n."
    data = HEAD.encode() + (
        b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Hi\n"
        b"--b\nContent-Type: image/png\nContent-Transfer-Encoding: binary\n\n"
        + picture
        + b"\n--b--"
    )
    assert read_message(data, "a.eml").others[0].data == picture


def test_a_browser_s_page_is_told_from_mail() -> None:
    assert taken_apart(PAGE, "From: <Saved by Blink>\nMIME-Version: 1.0\n").is_saved_page
    assert not taken_apart(PAGE).is_saved_page


@pytest.mark.parametrize("inner", ["multipart/mixed", "message/rfc822"])
def test_parts_within_parts_without_end_are_refused(inner: str) -> None:
    deep = "".join(f'Content-Type: {inner}; boundary="b{n}"\n\n--b{n}\n' for n in range(2000))
    with pytest.raises(DamagedFile):
        taken_apart(deep)


def test_parts_without_number_are_refused_at_once() -> None:
    begun = time.monotonic()
    with pytest.raises(DamagedFile):
        taken_apart('Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * 1_000_000)
    assert time.monotonic() - begun < 3
