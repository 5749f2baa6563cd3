"""The words of a page that no tree can be made of: all of them, menus included, in one go."""

from annotator.articles.intake.block_text import TextWriter
from annotator.articles.intake.page_shape import feed
from annotator.articles.model import Metadata
from annotator.kernel.excerpts import beginning

_UNSEEN = frozenset({"head", "script", "style", "template", "noscript", "iframe", "svg", "object"})
"""Elements whose words are not shown, or not as words."""
_LONGEST_TITLE = 1000


def flat_page(page: bytes) -> tuple[str, Metadata]:
    """Return the words of a page in UTF-8, in their paragraphs, and its title and language."""
    reader = _Reader()
    feed(page, reader)
    title = beginning(" ".join("".join(reader.title).split()), _LONGEST_TITLE)
    return reader.writer.text(), Metadata(title=title, language=reader.language)


class _Reader:
    """Hears a page and writes its text; lxml calls its methods."""

    def __init__(self) -> None:
        self.writer = TextWriter()
        self.title: list[str] = []
        self.language = ""
        self._unseen = 0
        self._in_title = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "html":
            self.language = attributes.get("lang", "")[:_LONGEST_TITLE]
        self._in_title = tag == "title" and not self.title
        self._unseen += tag in _UNSEEN
        if not self._unseen:
            self.writer.enter(tag)

    def end(self, tag: str) -> None:
        self._in_title = False
        if not self._unseen:
            self.writer.leave(tag)
        elif tag in _UNSEEN:
            self._unseen -= 1

    def data(self, words: str) -> None:
        if self._in_title:
            self.title.append(words)
        elif not self._unseen:
            self.writer.say(words)

    def close(self) -> None:
        """End; lxml wants to call this."""
