"""Addresses as RFC 3986 writes them, whatever somebody typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.formats.addresses import derive_id, urn, web_address
from tests.kernel.texts import moderate

typed = st.text(st.sampled_from('ab.:/?#[]@%2f ü\u200f"<>\\^`{|}&=+;é😀\t'), max_size=20)


@pytest.mark.parametrize(
    ("given_", "written"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("HTTPS://Example.org", "https://Example.org"),
        ("http://user@example.org:80/", "http://user@example.org:80/"),
        ("http://[::1]:80/a", "http://[::1]:80/a"),
        ("https://exämple.org/ä b", "https://ex%C3%A4mple.org/%C3%A4%20b"),
        ("https://example.org/100%/%C3%A4", "https://example.org/100%25/%C3%A4"),
        ("https://example.org/a#b#c[d]", "https://example.org/a#b%23c%5Bd%5D"),
        (" https://example.org ", "https://example.org"),
        ("https://:80", ""),
        ("https://a@b@c/", ""),
        ("https://[::1", ""),
        ("javascript:alert(1)", ""),
        ("//example.org", ""),
        ("example.org", ""),
        ("", ""),
    ],
)
def test_an_address_is_written_so(given_: str, written: str) -> None:
    assert web_address(given_) == written


@moderate
@given(typed)
def test_what_is_written_is_an_address_and_stays_one(rest: str) -> None:
    validator = pytest.importorskip("rfc3986_validator")
    written = web_address(f"https://{rest}")
    assert written == "" or validator.validate_rfc3986(written, rule="URI")
    assert web_address(written) == written


def test_a_derived_id_stands_for_its_parts() -> None:
    assert derive_id("tag", "1") == derive_id("tag", "1")
    assert (
        len(
            {derive_id("tag", "1"), derive_id("tag", "2"), derive_id("tag1"), derive_id("1", "tag")}
        )
        == 4
    )
    assert urn("a") == f"urn:uuid:{derive_id('a')}"
    assert derive_id("a").version == 5
