"""Canonical text, and what cannot be kept at all."""

import hashlib

import pytest
from hypothesis import given

from annotator.kernel.canonical_text import (
    canonical,
    check_usable,
    sha256,
    sha256_of_bytes,
    without_controls,
)
from annotator.kernel.errors import UnusableCharacters
from tests.kernel.texts import moderate, texts


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_line_feed(end: str) -> None:
    assert canonical(f"one{end}two") == "one\ntwo"


def test_a_carriage_return_before_its_line_feed_is_one_line_end() -> None:
    assert canonical("a\r\r\nb") == "a\n\nb"


def test_a_leading_byte_order_mark_is_dropped() -> None:
    assert canonical("\ufefftext") == "text"


def test_a_mark_inside_the_text_stays() -> None:
    assert canonical("a\ufeffb") == "a\ufeffb"


@pytest.mark.parametrize("text", ["  two  ", "a\u00a0b", "e\u0301", "\t", "👩‍👩‍👧", "a\u200cb"])
def test_nothing_else_is_touched(text: str) -> None:
    assert canonical(text) == text


@moderate
@given(texts)
def test_canonical_text_has_line_feeds_only(text: str) -> None:
    assert not set("\r\u2028\u2029") & set(canonical(text))


@pytest.mark.parametrize("bad", ["\x00", chr(0xD800), chr(0xDFFF)])
def test_what_is_no_text_is_refused_with_its_position(bad: str) -> None:
    with pytest.raises(UnusableCharacters, match="position 3"):
        canonical(f"abc{bad}")


def test_what_can_be_kept_is_given_back() -> None:
    assert check_usable("héllo 🇫🇷") == "héllo 🇫🇷"


def test_the_hash_is_that_of_the_utf8_bytes() -> None:
    assert sha256("ü") == sha256_of_bytes(b"\xc3\xbc") == hashlib.sha256(b"\xc3\xbc").hexdigest()


@moderate
@given(texts)
def test_a_text_without_controls_is_canonical_and_says_what_it_lost(text: str) -> None:
    clean, dropped = without_controls(f"a{text}\x01{text}\ud800b")
    assert canonical(clean) == clean == without_controls(clean)[0]
    assert len(dropped) >= 2
    assert [*dropped] == sorted(dropped)
    assert clean[: dropped[-1]] + "b" == clean


def test_text_that_people_write_has_no_controls() -> None:
    text = "\tCafe\u0301 \u00a0\u00ad\u200d\u202e\ufeff👩‍👩‍👧\ue000\ufffd"
    assert without_controls(text) == (text, ())
