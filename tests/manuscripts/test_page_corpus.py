"""PDF files as LibreOffice prints them: a hundred claims, each at its very words."""

import unicodedata
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import OriginalFile
from annotator.manuscripts.formats.pages import write_into
from tests.judges import by_libreoffice
from tests.manuscripts.docx.corpus import KINDS
from tests.manuscripts.docx.manuscripts import claims_in, comment


def letters_of(words: str) -> list[str]:
    """Return the letters of words in an order of their own: lines run from either side."""
    return sorted(sign for sign in unicodedata.normalize("NFKC", words) if sign.isalnum())


def marked_words(data: bytes) -> dict[str, str]:
    """Map the name of each highlight to the words that PDFium finds under it."""
    document, found = pypdfium2.PdfDocument(data), dict[str, str]()
    for number, page in enumerate(PdfReader(BytesIO(data)).pages):
        text = document[number].get_textpage()
        for each in page.get("/Annots", []):
            about = each.get_object()
            corners = [float(value) for value in about.get("/QuadPoints", [])]
            name = str(about.get("/NM", "")).partition("-")[0]
            for at in range(0, len(corners), 8):
                across, up = corners[at : at + 8 : 2], corners[at + 1 : at + 8 : 2]
                edge = 0.3 * (max(up) - min(up))
                area = (min(across) + 0.3, min(up) + edge, max(across) - 0.3, max(up) - edge)
                found[name] = found.get(name, "") + text.get_text_bounded(*area)
    return found


@pytest.mark.parametrize("kind", ["Word", "right to left", "Chinese", "emoji", "tables", "fields"])
def test_a_hundred_claims_stand_at_their_words(kind: str, tmp_path: Path) -> None:
    data = by_libreoffice(KINDS[kind](), "a.docx", "pdf", tmp_path)
    text = read_bytes(data, "a.pdf").text
    spans = {f"claim {n}": span for n, span in enumerate(claims_in(text, 1))}
    comments = [comment(name, span) for name, span in spans.items()]
    made = write_into(OriginalFile("a.pdf", "application/pdf", data), text, comments, [])
    assert made.not_placed == ()
    found = {name: letters_of(words) for name, words in marked_words(made.content).items()}
    assert found == {name: letters_of(span.of(text)) for name, span in spans.items()}
