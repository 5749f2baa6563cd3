"""Web addresses as they are copied: alone, in lists, with a title, or behind quoted words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from annotator.evidence.model import check_url, host_of
from annotator.kernel.errors import InvalidValue

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”„«»|{}\\^`\x00-\x1f\x7f]+", re.IGNORECASE)
_BEHIND = ".,;:!?'’…*_]"
"""Signs that end a sentence or a mark-up, and no address."""
_AROUND = " \t\r\n\f\v\u00a0-–—:|•*·,;()[]<>"
"""Signs that stand between a title and its address."""
_MARKS = '"“”„‟«»'
_LONGEST_TITLE = 140
"""Letters up to which the words beside an address are a title; more are a quotation."""
_POINTS_AT_WORDS = ":~:"
"""How a fragment begins that names words of a page and no place in it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A web address, with its page's title or the words quoted from it where they are known.

    The ``locator`` says where the words stand: a page, a paragraph, a minute.
    """

    url: str
    title: str = ""
    quotation: str = ""
    locator: str = ""


def citations_in(words: str) -> tuple[Citation, ...]:
    """Return the addresses that stand in words, each a single time, with the words beside them.

    Around a single address a few words are its title; words in quotation marks, or more than a
    title has, are a quotation. Of several addresses each has the title that its line gives it.
    """
    urls = dict.fromkeys(_addresses(words))
    if len(urls) == 1:
        return (_cited(next(iter(urls)), words),)
    titled = dict.fromkeys(urls, "")
    for line in words.splitlines():
        here = dict.fromkeys(_addresses(line))
        if len(here) == 1:
            (url,) = here
            titled[url] = titled[url] or _cited(url, line).title
    return tuple(Citation(url, title) for url, title in titled.items())


def find_address(words: str) -> tuple[str, int, int] | None:
    """Return the first address in words, and where it starts and ends there, in code points."""
    for match in _ADDRESS.finditer(words):
        url = _address(match[0])
        if url:
            written = url if match[0].startswith(url) else url.removeprefix("https://")
            return url, match.start(), match.start() + len(written)
    return None


def is_same_page(url: str, other: str) -> bool:
    """Return whether two addresses lead to the same page, however they are written."""
    return other in spellings_of(url) or url in spellings_of(other)


def spellings_of(url: str) -> Sequence[str]:
    """Return the ways in which the address of a page is written, the given way first."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return [url]
    path = parts.path.rstrip("/")
    fragments = {parts.fragment.partition(_POINTS_AT_WORDS)[0], parts.fragment}
    written = [
        urlunsplit((scheme, netloc, f"{path}{stroke}", parts.query, fragment))
        for scheme in ("https", "http")
        for netloc in dict.fromkeys((parts.netloc, parts.netloc.lower()))
        for stroke in ("", "/")
        for fragment in sorted(fragments)
    ]
    return list(dict.fromkeys([url, *written]))


def _addresses(words: str) -> Iterator[str]:
    return filter(None, (_address(match[0]) for match in _ADDRESS.finditer(words)))


def _address(found: str) -> str:
    """Return a web address without the signs behind it; empty if it is no web address."""
    before = ""
    while before != found:
        before, found = found, found.rstrip(_BEHIND)
        if found.endswith(")") and found.count(")") > found.count("("):
            found = found[:-1]
    url = f"https://{found}" if found[:4].lower() == "www." else found
    try:
        return check_url("", url) if host_of(url) else ""
    except InvalidValue:
        return ""


def _cited(url: str, words: str) -> Citation:
    """Return an address with the other words: as its title, or as a quotation."""
    said = " ".join(_ADDRESS.sub(" ", words).split()).strip(_AROUND)
    if not any(sign.isalnum() for sign in said):
        return Citation(url)
    if len(said) <= _LONGEST_TITLE and said[0] not in _MARKS:
        return Citation(url, said)
    return Citation(url, quotation=said.strip(_MARKS).strip())
