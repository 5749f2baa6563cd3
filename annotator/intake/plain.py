"""Plain text, and Markdown as it is written."""

import re

from annotator.domain.articles import Draft, Metadata, Original
from annotator.domain.errors import EmptyText
from annotator.domain.text import canonical
from annotator.intake.encodings import decode
from annotator.intake.found import filled

MARKDOWN_SUFFIXES = (".md", ".markdown")
_FENCED = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)


def read_plain(data: bytes, name: str, encoding: str | None = None) -> Draft:
    """The text as it stands; a Markdown file's first main heading is its title, as found.

    Raises:
        EmptyText: there is nothing but space in it.
        NotText, WrongEncoding, UnusableCharacters: the bytes are no text.
    """
    decoded = decode(data, name, encoding)
    text = canonical(decoded.text)
    if not text.strip():
        raise EmptyText(name)
    is_markdown = name.lower().endswith(MARKDOWN_SUFFIXES)
    metadata = Metadata(title=_first_heading(text) if is_markdown else "")
    return Draft(
        text=text,
        metadata=metadata,
        found=filled(metadata),
        original=Original(name, "text/markdown" if is_markdown else "text/plain", data),
        encoding=decoded.encoding,
        encodings=decoded.alternatives,
    )


def _first_heading(text: str) -> str:
    match = _HEADING.search(_FENCED.sub("", text))
    return match[1] if match else ""
