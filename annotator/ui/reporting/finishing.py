"""What Qt leaves out of a PDF, or puts in by the clock: outline, title, dates and identifier."""

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from annotator.ui.reporting.paper import Painted

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter

_LENGTH = 16
"""Bytes of the identifier (ISO 32000-1, 14.4)."""
_CHANCE = ("/Metadata",)
"""What of the catalogue Qt fills with the time and with a random identifier."""


def finished(data: bytes, painted: Painted, stated: date) -> bytes:
    """The document with its outline, and with nothing in it that a clock or chance has made.

    Of who made it, when and with what it says the report's own date alone.
    """
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - loads late

    reader = PdfReader(BytesIO(data))
    _identify(reader, painted)
    writer = PdfWriter(clone_from=reader)
    day = f"D:{stated:%Y%m%d}000000Z"
    writer.metadata = {
        "/Title": painted.title,
        "/Producer": "Annotator",
        "/CreationDate": day,
        "/ModDate": day,
    }
    _name_fonts(writer)
    _outline(writer, painted)
    _introduce(writer)
    done = BytesIO()
    writer.write(done)
    return done.getvalue()


def _identify(reader: "PdfReader", painted: Painted) -> None:
    """Put an identifier made of what the document holds in the place of Qt's random one."""
    from pypdf.generic import ArrayObject, ByteStringObject, NameObject  # noqa: PLC0415

    name = ByteStringObject(painted.digest[:_LENGTH])
    reader.trailer[NameObject("/ID")] = ArrayObject([name, name])
    root = reader.trailer["/Root"].get_object()
    for key in _CHANCE:
        root.pop(key, None)  # type: ignore[union-attr]


def _name_fonts(writer: "PdfWriter") -> None:
    """Tag the parts of fonts in the order of their use; Qt’s own tags change with the process."""
    from pypdf.generic import NameObject  # noqa: PLC0415

    tags: dict[str, str] = {}
    for page in writer.pages:
        fonts: Any = page["/Resources"]
        for font in fonts.get("/Font", {}).values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            tagged = str(described["/FontName"])
            if tagged in tags.values():
                continue
            name = tagged.partition("+")[2] or tagged.removeprefix("/")
            tags.setdefault(tagged, f"/{_tag(len(tags))}+{name}")
            described[NameObject("/FontName")] = NameObject(tags[tagged])


def _tag(number: int) -> str:
    """Six capital letters for a number, as a part of a font is tagged with (9.6.4)."""
    letters = ""
    for _ in range(6):
        number, place = divmod(number, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _outline(writer: "PdfWriter", painted: Painted) -> None:
    from pypdf.generic import Fit  # noqa: PLC0415

    above = None
    for place in painted.places:
        page = writer.pages[place.page]
        fit = Fit.xyz(left=0, top=float(page.mediabox.top) - place.down, zoom=0)
        upper = place.entry.level == 1
        line = writer.add_outline_item(
            title=place.entry.title,
            page_number=place.page,
            parent=None if upper else above,
            fit=fit,
            is_open=len(painted.places) < 100,
        )
        above = line if upper else above


def _introduce(writer: "PdfWriter") -> None:
    """Let readers show the outline and the title, and know the language of the fixed words."""
    from pypdf.generic import BooleanObject, NameObject, TextStringObject  # noqa: PLC0415

    writer.page_mode = "/UseOutlines"
    preferences = writer.create_viewer_preferences()
    preferences[NameObject("/DisplayDocTitle")] = BooleanObject(True)  # noqa: FBT003
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
