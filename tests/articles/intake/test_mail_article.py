"""A message comes in with the words of its body, and names all else that came with it."""

import time

import pytest

from annotator.articles.intake.mail_article import unwrapped
from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import Draft, LeftOutKind
from annotator.kernel.errors import DamagedFile, EmptyText, EncryptedFile
from tests.articles.intake.test_mail import LOGO, NOTES, PAGE, PLAIN, leaf, message

HEAD = (
    "Return-Path: <anna@example.org>\n"
    "From: =?utf-8?Q?Anna_=C3=96sterberg?= <anna@example.org>\n"
    "To: Desk <desk@example.org>\nCc: ben@example.org\n"
    "Subject: =?windows-1252?Q?It=92s_the_quay?=\n"
    "Date: Tue, 24 Nov 2026 23:30:00 -0800\n"
    "MIME-Version: 1.0\n"
)


def read(source: str, name: str = "a.eml", head: str = HEAD) -> Draft:
    return read_bytes((head + source).encode(), name)


def left_out(draft: Draft) -> list[tuple[LeftOutKind, str]]:
    return [(one.kind, one.text) for one in draft.left_out]


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
def test_headers_become_what_is_said_of_the_article(name: str) -> None:
    draft = read(PLAIN, name)
    assert draft.text == "Plain words.\n"
    metadata = draft.metadata
    assert (metadata.title, metadata.byline) == ("It’s the quay", "Anna Österberg")
    assert metadata.published == "2026-11-24"
    assert draft.found == {"title", "byline", "published"}
    assert left_out(draft) == [
        (LeftOutKind.HEADER, "To: Desk <desk@example.org>"),
        (LeftOutKind.HEADER, "Cc: ben@example.org"),
    ]
    assert draft.original is not None
    assert draft.original.mime == "message/rfc822"


@pytest.mark.parametrize(
    ("sender", "byline"),
    [
        ("anna@example.org", "anna@example.org"),
        ("<anna@example.org>", "anna@example.org"),
        ('"Holm, Anna" <anna@example.org>', "Holm, Anna"),
    ],
)
def test_a_sender_is_called_by_name(sender: str, byline: str) -> None:
    assert read(PLAIN, head=f"From: {sender}\n").metadata.byline == byline


@pytest.mark.parametrize("date", ["yesterday", "Mon, 32 Nov 2026", ""])
def test_a_date_that_is_none_stays_as_it_was_written(date: str) -> None:
    assert read(PLAIN, head=f"From: a\nDate: {date}\n").metadata.published == date


def test_the_page_of_a_mail_is_read_whole() -> None:
    rows = "".join(f"<tr><td><p>Paragraph {n} of the letter.</p></td></tr>" for n in range(5))
    html = f"<html><body><nav>Read in a browser</nav><table>{rows}</table></body></html>"
    draft = read(message(PLAIN, leaf(html, "text/html"), kind="multipart/alternative"))
    assert "Read in a browser" in draft.text
    assert all(f"Paragraph {n} of the letter." in draft.text for n in range(5))
    assert "Plain words." not in draft.text


def test_all_texts_of_a_body_come_in_their_order() -> None:
    draft = read(message(PLAIN, LOGO, PAGE, leaf("And bye.")))
    assert draft.text == "Plain words.\n\nRich words.\n\nAnd bye.\n"


def test_files_and_messages_that_came_with_it_are_named() -> None:
    inner = f"Content-Type: message/rfc822\n\n{HEAD}Content-Type: text/plain\n\nForwarded.\n"
    draft = read(message(PLAIN, NOTES, LOGO, inner))
    assert left_out(draft)[2:] == [
        (LeftOutKind.OBJECT, "notes.txt"),
        (LeftOutKind.OBJECT, "image/png"),
        (LeftOutKind.OTHER, "It’s the quay\n\nForwarded."),
    ]
    assert {one.position for one in draft.left_out} <= {0, len("Plain words.")}


def test_control_characters_of_a_body_are_counted() -> None:
    draft = read(message(leaf("Plain\x01 words."), leaf("<p>Rich\x02 words.</p>", "text/html")))
    assert draft.text == "Plain words.\n\nRich words.\n"
    told = [one for one in draft.left_out if one.kind is LeftOutKind.CONTROL_CHARACTERS]
    assert sum(one.number for one in told) == 2


def test_the_encoding_of_a_mail_can_be_chosen() -> None:
    data = (HEAD + "Content-Type: text/plain; charset=us-ascii\n\nWa").encode()
    data += "łęsa mówi, że tak jest od dawna.".encode("cp1250")
    draft = read_bytes(data, "a.eml", encoding="windows-1250")
    assert draft.text == "Wałęsa mówi, że tak jest od dawna.\n"
    assert draft.encoding == "windows-1250"


@pytest.mark.parametrize("kind", ["multipart/encrypted", "application/pkcs7-mime"])
def test_an_encrypted_message_says_so(kind: str) -> None:
    with pytest.raises(EncryptedFile):
        read(message(leaf("x", "application/octet-stream"), kind=kind))


def test_a_message_without_words_holds_nothing() -> None:
    for source in (message(LOGO), leaf("  "), "\n"):
        with pytest.raises(EmptyText):
            read(source)


def test_messages_within_messages_end() -> None:
    source = PLAIN
    for _ in range(60):
        source = f"Content-Type: message/rfc822\n\n{HEAD}{source}"
    with pytest.raises((EmptyText, DamagedFile)):
        read(source)


@pytest.mark.parametrize(
    ("flowed", "text"),
    [
        ("The quay is \nold.\n\nYes.", "The quay is old.\n\nYes."),
        ("> quoted \n> line\nanswer \n> other", "> quoted line\nanswer\n> other"),
        ("words\n-- \nAnna", "words\n-- \nAnna"),
        (" From here\n >no quote", "From here\n>no quote"),
    ],
)
def test_flowed_lines_are_joined(flowed: str, text: str) -> None:
    assert unwrapped(flowed) == text
    draft = read(leaf(flowed, "text/plain; format=flowed"))
    assert draft.text.rstrip("\n") == text.rstrip("\n")


@pytest.mark.parametrize(
    "source",
    [
        leaf("words and words \n" * 200_000, "text/plain; format=flowed"),
        "".join(f"X-{n}: y\n" for n in range(100_000)) + "\nWords.",
        "Keywords: " + "=?utf-8?q?a?= " * 200_000 + "\n\nWords.",
    ],
    ids=["lines", "headers", "encoded words"],
)
def test_no_message_takes_long(source: str) -> None:
    begun = time.monotonic()
    assert read(source).text
    assert time.monotonic() - begun < 10


def test_texts_without_number_are_refused() -> None:
    with pytest.raises(DamagedFile):
        read(message(*[PLAIN] * 600))


@pytest.mark.parametrize("subject", ["The\x00 quay", "=?utf-8?Q?The=00_quay?=", "The\x01 quay"])
def test_a_control_character_in_a_header_refuses_nothing(subject: str) -> None:
    assert read(PLAIN, head=f"From: a\nSubject: {subject}\n").metadata.title == "The quay"
