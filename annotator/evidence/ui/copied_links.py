"""Web addresses in what was copied in a browser, or dragged out of one."""

from html.parser import HTMLParser
from pathlib import Path

from PySide6.QtCore import QMimeData

from annotator.articles.intake.link_files import is_link_file
from annotator.evidence.citations import Citation, citations_in
from annotator.files.regular_files import is_file

_FIREFOX = "text/x-moz-url"
"""Address and title, a line each, in UTF-16."""


def links_in(data: QMimeData) -> tuple[Citation, ...]:
    """Return the web addresses that data is about, with their titles as far as it gives them."""
    named = _of_firefox(data) | (_of_html(data.html()) if data.hasHtml() else {})
    urls = [url.toString() for url in data.urls() if not url.isLocalFile()]
    found = [each for url in urls for each in citations_in(url)]
    if not found:
        return citations_in(data.text())
    return tuple(
        dict.fromkeys(
            Citation(each.url, title if (title := named.get(each.url, "")) != each.url else "")
            for each in found
        )
    )


def link_files_in(data: QMimeData) -> list[Path]:
    """Return the files of links that data names, if it names no others."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths if all(is_link_file(path) and is_file(path) for path in paths) else []


def _of_firefox(data: QMimeData) -> dict[str, str]:
    lines = bytes(data.data(_FIREFOX).data()).decode("utf-16-le", errors="replace").splitlines()
    return dict(zip(lines[::2], (title.strip(" \0") for title in lines[1::2]), strict=False))


def _of_html(page: str) -> dict[str, str]:
    """Return the words of each link of a piece of a page, by its address."""
    reader = _Links()
    reader.feed(page[:_MUCH])
    return {url: " ".join(words.split()) for url, words in reader.links.items()}


_MUCH = 1 << 16
"""Letters of a piece of a page in which the title of a link is looked for."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.links[self._open] = self.links.get(self._open, "") + data
