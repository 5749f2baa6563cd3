"""Web addresses that are pasted or dropped become evidence on the chosen claim, at once."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from annotator.app.session.session import Session
from annotator.claims.fields import Claim
from annotator.evidence.citations import Citation, citations_in
from annotator.evidence.intake.link_files import is_link_file, read_links
from annotator.evidence.model import host_of
from annotator.evidence.service import evidence
from annotator.evidence.ui.clipboard import read_files
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
    reader.feed(page[:_COPIED_LINKS_MUCH])
    return {url: " ".join(words.split()) for url, words in reader.links.items()}


_COPIED_LINKS_MUCH = 1 << 16
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


_MOST = 20
"""Addresses that are taken in a single paste; more are most likely copied by mistake."""
_MUCH = 5000
"""Letters up to which copied words are taken for words about a claim."""


class CitationController(QObject):
    """Takes copied words and files as evidence on the claim at hand.

    ``done`` comes with a sentence and the act that takes the step back, ``offered`` with a
    sentence, the words of a button and its act, ``quoted`` with words that need a source, and
    ``given`` with files that need a source.
    """

    done = Signal(str, object)
    offered = Signal(str, str, object)
    quoted = Signal(str)
    given = Signal(object)

    def __init__(
        self, session: Session, chosen: Callable[[], Sequence[str]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen = chosen

    def paste(self) -> None:
        """Take the contents of the clipboard as evidence."""
        data = QGuiApplication.clipboard().mimeData()
        if not self.take(data):
            self._take_files(data)

    def takes(self, data: QMimeData) -> bool:
        """Tell whether data that is dragged holds an address."""
        return bool(link_files_in(data) or links_in(data))

    def take(self, data: QMimeData) -> bool:
        """Take addresses, files of links or words as evidence; False if data holds none."""
        files, links, words = link_files_in(data), links_in(data), data.text().strip()
        if not (files or links or (words and not data.hasUrls())):
            return False
        claim = self._claim()
        if claim is None:
            return True
        if files:
            self._session.jobs.run(
                lambda _project: read_links(files),
                partial(self.cite, claim),
                lambda error: self._session.failed.emit(str(error), None),
            )
        elif len(links) > _MOST or len(words) > _MUCH:
            self._session.told.emit(
                "This is too long for one piece of evidence. Use “Paste article” to add it as "
                "an article."
            )
        elif links:
            self.cite(claim, links)
        else:
            self.quoted.emit(words)
            self._session.told.emit(
                "The copied words are the quotation. Say where they come from, then save."
            )
        return True

    def cite(self, claim: Claim, links: Sequence[Citation]) -> None:
        """Put addresses on a claim as evidence; only offer an address that is there already."""
        project = self._session.project
        known = evidence.cited_already(project, claim, links)
        new = [link for link in links if link not in known]
        if not new:
            self.offered.emit(
                f"{_named(links)} is already evidence on claim {claim.number}.",
                "Add again",
                partial(self._add, claim, links, ""),
            )
            return
        there = f" {_named([*known])} was there already." if known else ""
        self._add(claim, new, there)

    def _take_files(self, data: QMimeData) -> None:
        files = read_files(data, datetime.now().astimezone())
        if not files:
            self._session.told.emit("The clipboard holds nothing that could be evidence.")
        elif self._claim() is not None:
            self.given.emit(files)

    def _add(self, claim: Claim, links: Sequence[Citation], more: str) -> None:
        project = self._session.project
        outcome = self._session.attempt(lambda: evidence.cite(project, claim, links))
        if outcome is not None:
            quoted = ", with the copied words as quotation" if links[0].quotation else ""
            self.done.emit(
                f"Evidence on claim {claim.number}: {_named(links)}{quoted}.{more}",
                partial(self._session.back.take_back, outcome.change),
            )

    def _claim(self) -> Claim | None:
        """Return the claim that is meant; if none or several are chosen, tell the user so."""
        if self._session.claim is None:
            self._session.cannot.emit("Choose a claim first: what you paste becomes its evidence.")
            return None
        if len(self._chosen()) > 1:
            self._session.cannot.emit("Choose one claim: what you paste becomes its evidence.")
            return None
        return self._session.claim


def _named(links: Sequence[Citation]) -> str:
    names = [link.title or host_of(link.url) for link in links]
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
