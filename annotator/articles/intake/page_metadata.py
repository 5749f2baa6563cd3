"""What a web page says about itself: title, author, date, outlet, address and language."""

import re
from urllib.parse import urlsplit

from annotator.articles.intake.elements import Element
from annotator.articles.model import Metadata
from annotator.kernel.excerpts import beginning

_HEAD = 4096
_LONGEST = 1000
# Browsers and SingleFile note in a comment where a page was saved from.
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(\S+)")


def page_metadata(root: Element, source: str) -> Metadata:
    """What was found, each field in one line; ``source`` is the page's own text.

    Only an http(s) address is taken for one. Nothing here has been confirmed by anybody.
    """
    # Explicit submodule: the package's own name for it is not exported.
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415 - heavy

    # An extensive search gives a date to nearly every page that has none.
    found = extract_metadata(root, extensive=False)
    saved_from = _SAVED_FROM.search(source[:_HEAD])
    return Metadata(
        title=_line(found.title),
        byline=_line(found.author),
        outlet=_line(found.sitename),
        url=web_address(found.url) or web_address(saved_from[1] if saved_from else ""),
        published=_line(found.date),
        language=_line(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")),
    )


def web_address(url: str | None) -> str:
    """The address if it is a complete one of the web, else nothing."""
    line = _line(url)
    try:
        parts = urlsplit(line)
    except ValueError:
        return ""
    usable = parts.scheme in {"http", "https"} and parts.netloc and " " not in line
    return line if usable else ""


def _line(value: str | None) -> str:
    return beginning(" ".join((value or "").split()), _LONGEST)
