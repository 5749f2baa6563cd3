"""Addresses in copied words: what is an address, its title and a quotation from it."""

import pytest

from annotator.evidence.citations import Citation, citations_in, is_same_page

A = "https://example.org/a"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (A, [Citation(A)]),
        (f"  {A}\n", [Citation(A)]),
        (f"<{A}>, seen", [Citation(A, "seen")]),
        (f"({A})", [Citation(A)]),
        (f"{A}_(b)", [Citation(f"{A}_(b)")]),
        (f"[The report]({A})", [Citation(A, "The report")]),
        (f"The report\n{A}", [Citation(A, "The report")]),
        ("www.example.org/z", [Citation("https://www.example.org/z")]),
        (f"“It left.”\n{A}", [Citation(A, quotation="It left.")]),
        (f"{'long ' * 40}{A}", [Citation(A, quotation=("long " * 40).strip())]),
        (f"{A} {A}", [Citation(A)]),
        (f"One: {A}\nhttp://b.org", [Citation(A, "One"), Citation("http://b.org")]),
        (f"{A} http://b.org", [Citation(A), Citation("http://b.org")]),
        ("Straße https://münchen.example/ß", [Citation("https://münchen.example/ß", "Straße")]),
    ],
)
def test_addresses_are_found_with_what_is_said_beside_them(
    words: str, found: list[Citation]
) -> None:
    assert list(citations_in(words)) == found


@pytest.mark.parametrize(
    "words",
    [
        *("", "plain words", "javascript:alert(1)", "file:///etc/passwd", "https://", "https://["),
        *("ftp://example.org", "mailto:a@b.org", "https:///x", "example.org/a"),
    ],
)
def test_what_no_browser_opens_is_no_address(words: str) -> None:
    assert citations_in(words) == ()


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (A, True),
        (A.replace("https", "http"), True),
        (f"{A}/", True),
        ("https://EXAMPLE.org/a", True),
        (f"{A}#:~:text=b", True),
        (f"{A}?b", False),
        (f"{A}#b", False),
        ("https://example.org/b", False),
        ("", False),
    ],
)
def test_one_page_is_known_by_any_spelling_of_its_address(other: str, same: bool) -> None:
    assert is_same_page(A, other) is same
    assert is_same_page(other, A) is same
