"""Web pages: the article without the menus, comments and advertisements around it."""

import re

from annotator.articles.intake.block_text import text_of
from annotator.articles.intake.declared import decode_page
from annotator.articles.intake.elements import Element
from annotator.articles.intake.flat_page import flat_page
from annotator.articles.intake.found import filled
from annotator.articles.intake.library_logging import quieten
from annotator.articles.intake.page_metadata import page_metadata
from annotator.articles.intake.page_shape import shape_of
from annotator.articles.intake.spaces import Spaces
from annotator.articles.model import Draft, Original
from annotator.kernel.canonical_text import canonical, check_usable
from annotator.kernel.errors import DamagedFile, EmptyText, OddPage

_HEAD = 16_384
_PAGE = re.compile(
    # each comment ends where it first can, and nothing is tried twice
    rb"(?:\s|\xef\xbb\xbf|\xff\xfe|\xfe\xff|<\?xml[^>]*+>|(?><!--.*?-->))*+"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_page(data: bytes) -> bool:
    """Whether the bytes begin as a web page, in any encoding that keeps ASCII in sight."""
    return _PAGE.match(data[:_HEAD].replace(b"\x00", b"")) is not None


def read_html(data: bytes, name: str, encoding: str | None = None) -> Draft:
    """The main text of a page and what the page says about itself; nothing is fetched.

    Of a page that is built as nobody writes pages, all words are read, menus included.

    Raises:
        EmptyText: no text is left without the menus around it.
        DamagedFile: the page cannot be taken apart.
        OddPage: its tags stay open without number.
        NotText, WrongEncoding, UnusableCharacters: its bytes are no text.
    """
    decoded = decode_page(data, name, encoding)
    source = check_usable(decoded.text)
    quieten("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
    page = source.removeprefix("\ufeff").encode()
    try:
        if shape_of(page, name).is_usual:
            root = _parsed(page)
            metadata = page_metadata(root, source)
            text = canonical(_main_text(root))
        else:
            words, metadata = flat_page(page)
            text = canonical(words)
    except (ImportError, MemoryError, OddPage):
        raise
    except Exception as error:
        # The parsers beneath promise no errors of their own.
        raise DamagedFile(name) from error
    if not text.strip():
        raise EmptyText(name)
    return Draft(
        text=text,
        metadata=metadata,
        found=filled(metadata),
        original=Original(name, "text/html", data),
        encoding=decoded.encoding,
        encodings=decoded.alternatives,
    )


def _parsed(page: bytes) -> Element:
    from lxml import html  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

    # Bytes, so that what the page says of its encoding is not heeded a second time; and huge,
    # for pages saved with their pictures inside.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    root: Element = html.document_fromstring(page, parser=parser)
    return root


def _main_text(root: Element) -> str:
    spaces = Spaces(root)
    spaces.protect(root)
    body = _main_part(root)
    return "" if body is None else spaces.restore(text_of(body))


def _main_part(root: Element) -> Element | None:
    from trafilatura import bare_extraction  # noqa: PLC0415 - heavy

    # Not ``extract()``: it drops joiners, direction marks and soft hyphens, and composes letters.
    found = bare_extraction(
        root, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False
    )
    return getattr(found, "body", None)
