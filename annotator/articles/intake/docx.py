"""Word documents: the text as it would be printed, with tracked changes accepted."""

from io import BytesIO

from annotator.articles.intake.block_text import text_of
from annotator.articles.intake.elements import Element
from annotator.articles.intake.found import filled
from annotator.articles.intake.library_logging import quieten
from annotator.articles.intake.package import check_package
from annotator.articles.model import Draft, Metadata, Original
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import DamagedFile, EmptyText, OddDocument

_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"


def read_docx(data: bytes, name: str, limit: int) -> Draft:
    """The document's text, notes at its end, and what its properties say; pictures are left out.

    ``limit`` is what may be unpacked from it, in bytes.

    Raises:
        DamagedFile, EncryptedFile, NotText, TooLarge: it cannot be unpacked as a document.
        OddDocument: it is built as nobody writes documents.
        EmptyText: no words are in it.
    """
    properties = check_package(data, name, limit)
    quieten("mammoth")
    try:
        text = canonical(text_of(_body(data), keep_spaces=True))
        metadata = _metadata(properties)
    except (ImportError, MemoryError):
        raise
    except RecursionError as error:
        raise OddDocument(name) from error
    except Exception as error:
        # The reader expects sound documents, and fails in any way on others.
        raise DamagedFile(name) from error
    if not text.strip():
        raise EmptyText(name)
    original = Original(name, _MIME, data)
    return Draft(text=text, metadata=metadata, found=filled(metadata), original=original)


def _body(data: bytes) -> Element:
    from mammoth import convert_to_html  # noqa: PLC0415 - heavy

    # A style map inside the document could rename or leave out what it likes. The result's
    # messages tell of styles unknown to the reader, which do not touch the words.
    result = convert_to_html(
        BytesIO(data),
        include_embedded_style_map=False,
        external_file_access=False,
        convert_image=lambda _image: [],
    )
    root = _parsed(f"<div>{result.value}</div>".encode())
    _tidy_notes(root)
    return root


def _tidy_notes(root: Element) -> None:
    """Give each note the mark that stands in the text, and take away the arrows back to it."""
    for link in list(root.iter("a")):
        target = link.get("href", "")
        if target.startswith(("#footnote-ref-", "#endnote-ref-")):
            link.text = None
        elif target.startswith(("#footnote-", "#endnote-")):
            for note in root.iterfind(f".//li[@id='{target[1:]}']"):
                note.set("mark", link.text or "")


def _parsed(xml: bytes) -> Element:
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root: Element = etree.fromstring(xml, parser)
    return root


def _metadata(properties: bytes) -> Metadata:
    if not properties:
        return Metadata()
    root = _parsed(properties)

    def value(tag: str) -> str:
        return " ".join("".join(root.itertext(tag)).split())

    return Metadata(
        title=value(f"{_DC}title"),
        byline=value(f"{_DC}creator"),
        published=value(f"{_DCTERMS}modified") or value(f"{_DCTERMS}created"),
        language=value(f"{_DC}language"),
    )
