"""The words in a PDF's pages: each is said once, and as it was written."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from annotator.domain.articles import Draft, Metadata
from annotator.domain.progress import unwatched
from annotator.ui.reporting import pdf
from annotator.ui.reporting.clusters import Cluster, Spots
from annotator.ui.reporting.page_words import mended_page
from tests.report.projects import make_article, make_project, mark, report_on

HEAD = b"q\n1 0 0 1 0 100 cm\nBT\n/F1 75 Tf 1 0 0 -1 0 0 Tm\n"
TAIL = b"ET\nQ"
HIDDEN = b"0 110 m\n90 110 l\n90 300 l\n0 300 l\nh\nW* n\n"
MARKS = {"hi": "सुरक्षित है कि नदी", "th": "น้ำในปีนี้", "en": "The tower 🗼 and 𝔸"}
SYSTEMS = {
    "hi": QFontDatabase.WritingSystem.Devanagari,
    "th": QFontDatabase.WritingSystem.Thai,
    "en": QFontDatabase.WritingSystem.Latin,
}
WORDS = {"hi": ("सुरक्षित", "कि", "नदी"), "th": ("น้ำในปีนี้",), "en": ("🗼", "𝔸")}


def skip_without_font(language: str) -> None:
    """Skip a test of words that no font of this machine can draw, and so none can be found."""
    if not QFontDatabase.families(SYSTEMS[language]):
        pytest.skip(f"no font for {SYSTEMS[language].name} is installed here")


def glyphs(*moves: bytes) -> bytes:
    return b"".join(b"%b Td <0001> Tj\n" % move for move in moves)


def words_of(text: str, path: Path, language: str = "en") -> PdfReader:
    project = make_project(path / "words.annotator")
    metadata = Metadata("Words", language=language)
    article = make_article(project, text, Draft(text, metadata))
    mark(project, article, text.split(maxsplit=1)[0])
    target = path / "report.pdf"
    pdf.write(report_on(project), target, unwatched)
    project.close()
    return PdfReader(target)


def said(reader: PdfReader) -> str:
    """What is said of clusters, page by page."""
    contents: list[Any] = [page["/Contents"].get_object() for page in reader.pages]
    content = b"".join(each.get_data() for each in contents)
    found = re.findall(rb"/ActualText <FEFF([0-9A-F]*)>", content)
    return " ".join(bytes.fromhex(code.decode()).decode("utf-16-be") for code in found)


def test_glyphs_that_are_drawn_as_one_say_what_they_are() -> None:
    cluster = Cluster("कि")
    page = HEAD + glyphs(b"5 -10", b"20 0", b"0 0") + TAIL
    spots: Spots = {(5, 110): [cluster], (25, 110): [cluster, None]}
    assert mended_page(page, spots) == (
        HEAD
        + b"/Span <</ActualText <FEFF0915093F>>> BDC\n"
        + glyphs(b"5 -10", b"20 0")
        + b"EMC\n"
        + glyphs(b"0 0")
        + TAIL
    )


def test_what_two_fonts_draw_is_said_once() -> None:
    cluster = Cluster("नी")
    page = HEAD + glyphs(b"5 -10") + TAIL + b"\n" + HEAD + glyphs(b"9 -10") + TAIL
    spots: Spots = {(5, 110): [cluster], (9, 110): [cluster]}
    mended = mended_page(page, spots)
    assert mended.count(b"<FEFF09280940>") == 1
    assert mended.count(b"<FEFF>") == 1


def test_words_that_are_cut_away_are_not_there_for_those_who_search() -> None:
    unseen, seen = HEAD + glyphs(b"5 -9") + TAIL, HEAD + glyphs(b"5 -10") + TAIL
    cut = mended_page(HIDDEN + unseen + b"\n" + seen, {})
    assert cut == HIDDEN + HEAD[: HEAD.index(b"BT")] + b"Q\n" + seen
    assert mended_page(unseen + b"\n" + seen, {}) == unseen + b"\n" + seen


@pytest.mark.parametrize(("language", "text"), MARKS.items())
def test_no_letter_is_lost_where_several_are_drawn_as_one(
    qtbot: QtBot, tmp_path: Path, language: str, text: str
) -> None:
    del qtbot
    skip_without_font(language)
    told = said(words_of(text, tmp_path, language))
    wanted = {"hi": ("कि", "दी", "है"), "th": ("น้ำ", "ปี", "นี้"), "en": ("🗼", "𝔸")}
    assert [cluster for cluster in wanted[language] if cluster not in told] == []


@pytest.mark.parametrize("language", MARKS)
def test_another_maker_s_program_finds_the_words(
    qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    del qtbot
    skip_without_font(language)
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext is installed")
    words_of(f"X {MARKS[language]}", tmp_path)
    command = [program, str(tmp_path / "report.pdf"), "-"]
    found = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert [word for word in WORDS[language] if word not in found] == []


def test_a_paragraph_that_goes_on_over_pages_is_said_once(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    words = [f"w{number}w" for number in range(4_000)]
    reader = words_of(" ".join(words), tmp_path)
    told = "".join("".join(page.extract_text() for page in reader.pages).split())
    found = re.findall(r"w\d+w", told)
    assert [word for word in found if word != words[0]] == words[1:]
