"""Plain text, and Markdown as it is written."""

import re

from annotator.articles.intake.encodings import decode
from annotator.articles.model import Draft, Metadata, OriginalFile, filled
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import EmptyText

MARKDOWN_SUFFIXES = (".md", ".markdown")
_LONGEST = 120
"""Code points of the longest first line that is taken for a title."""
_SENTENCE_ENDS = ".,;:…。،؛"
_FENCED = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)


def read_plain(data: bytes, name: str, encoding: str | None = None) -> Draft:
    """Return the text as it stands; its title is the main heading of Markdown or a headline.

    Raises:
        EmptyText: only space is in it.
        NotText, WrongEncoding, UnusableCharacters: the bytes are no text.
    """
    decoded = decode(data, name, encoding)
    text = canonical(decoded.text)
    if not text.strip():
        raise EmptyText(name)
    is_markdown = name.lower().endswith(MARKDOWN_SUFFIXES)
    metadata = Metadata(title=_first_heading(text) if is_markdown else headline(text))
    return Draft(
        text=text,
        metadata=metadata,
        found=filled(metadata),
        original=OriginalFile(name, "text/markdown" if is_markdown else "text/plain", data),
        encoding=decoded.encoding,
        encodings=decoded.alternatives,
    )


def headline(text: str) -> str:
    """Return the first line of a text if it reads as a title: short, no sentence, and set apart."""
    first, _, rest = text.strip().partition("\n")
    title = first.strip()
    is_apart = rest.startswith("\n") and rest.strip() != ""
    return title if is_apart and len(title) <= _LONGEST and title[-1] not in _SENTENCE_ENDS else ""


def _first_heading(text: str) -> str:
    match = _HEADING.search(_FENCED.sub("", text))
    return match[1] if match else ""
