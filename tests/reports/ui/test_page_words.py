"""The words in a PDF's pages: each is said once, and as it was written."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from annotator.articles.model import Draft, Metadata
from annotator.kernel.progress import unwatched
from annotator.reports.document.report import build_document
from annotator.reports.formats.pdf import writer
from annotator.reports.formats.pdf.font_meanings import PictureFont
from annotator.reports.formats.pdf.glyph_clusters import Cluster, Spots
from annotator.reports.formats.pdf.page_words import mended_page
from annotator.reports.formats.pdf.structure import PageLines
from tests.judges import judge
from tests.reports.projects import make_article, make_project, mark, report_on

ROOT = Path(__file__).parents[3]
HEAD = b"q\n1 0 0 1 0 100 cm\nBT\n/F1 75 Tf 1 0 0 -1 0 0 Tm\n"
TAIL = b"ET\nQ"
HIDDEN = b"0 110 m\n90 110 l\n90 300 l\n0 300 l\nh\nW* n\n"
MARKS = {"hi": "सुरक्षित है कि नदी", "th": "น้ำในปีนี้", "en": "The tower 🗼 and 𝔸"}
WORDS = {"hi": ("सुरक्षित", "कि", "नदी"), "th": ("น้ำในปีนี้",), "en": ("🗼", "𝔸")}


def glyphs(*moves: bytes) -> bytes:
    return b"".join(b"%b Td <0001> Tj\n" % move for move in moves)


def mended(page: bytes, spots: Spots) -> bytes:
    """The page as it is mended, without the marks of words that belong to no part of a report."""
    content, words = mended_page(page, spots, PageLines(()), PictureFont())
    assert words == ()
    drawing = re.compile(rb"/Artifact BMC\n(BT.*?ET|[^\n]* Do)\nEMC", re.DOTALL)
    assert content.count(b"/Artifact BMC") == len(drawing.findall(content))
    return drawing.sub(rb"\1", content)


def words_of(text: str, path: Path, language: str = "en") -> PdfReader:
    project = make_project(path / "words.annotator")
    metadata = Metadata("Words", language=language)
    article = make_article(project, text, Draft(text, metadata))
    mark(project, article, text.split(maxsplit=1)[0])
    target = path / "report.pdf"
    writer.write(build_document(report_on(project)), target, unwatched)
    project.close()
    return PdfReader(target)


def said(reader: PdfReader) -> str:
    """What is said of clusters, page by page, and then by what is drawn."""
    contents: list[Any] = [page["/Contents"].get_object() for page in reader.pages]
    content = b"".join(each.get_data() for each in contents)
    found = re.findall(rb"/ActualText <FEFF([0-9A-F]*)>", content)
    told = [bytes.fromhex(code.decode()).decode("utf-16-be") for code in found]
    return " ".join([*told, *(page.extract_text() for page in reader.pages)])


def test_glyphs_that_are_drawn_as_one_say_what_they_are() -> None:
    cluster = Cluster("कि")
    page = HEAD + glyphs(b"5 -10", b"20 0", b"0 0") + TAIL
    spots: Spots = {(5, 110): [cluster], (25, 110): [cluster, None]}
    assert mended(page, spots) == (
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
    found = mended(page, spots)
    assert found.count(b"<FEFF09280940>") == 1
    assert found.count(b"<FEFF>") == 1


PICTURE = b"q\n1 0 0 1 20 36 cm\n79 0 0 -74 0 74 cm /Im5  Do\nQ"


def seen_pictures(page: bytes, *clusters: Cluster) -> list[bytes]:
    """The lines of a page with these clusters side by side, the first at its picture."""
    spots: Spots = {(21 + 90 * n, 201): [cluster] for n, cluster in enumerate(clusters)}
    return mended(b"q\n1 0 0 1 0 100 cm\n" + page + b"\nQ", spots).split(b"\n")


def test_a_picture_of_words_has_unseen_letters_over_it() -> None:
    tower = Cluster("🗼", 75, 60, is_joined=False, is_picture=True)
    lines = seen_pictures(PICTURE, tower)
    at = lines.index(b"79 0 0 -74 0 74 cm /Im5  Do")
    assert lines[at - 5 : at] == [
        *(b"BT", b"/Pic0 1 Tf", b"75.000 0 0 -60.000 1.000 65.000 Tm", b"<01> Tj", b"ET")
    ]


def test_what_is_drawn_without_letters_or_pictures_is_said_in_the_end() -> None:
    clusters = [Cluster(sign, 75, 60, is_joined=False, is_picture=True) for sign in "🗼🗻"]
    lines = seen_pictures(PICTURE, *clusters)
    assert lines[-5:] == [
        *(b"BT", b"/Pic0 1 Tf", b"75.000 0 0 -60.000 111.000 201.000 Tm", b"<02> Tj", b"ET")
    ]


def test_a_sign_that_is_drawn_by_a_letter_is_said_once() -> None:
    sun = Cluster("☀", 75, 60, is_joined=False, is_picture=True)
    page = HEAD + glyphs(b"5 -10") + TAIL
    assert mended(page, {(5, 110): [sun]}) == page


def test_a_thousand_pictures_are_told_apart() -> None:
    pictures = PictureFont()
    drawn = {pictures.drawn(chr(0x1F000 + n), (1, 1), 0, 0) for n in range(1000)}
    assert len(drawn) == 1000
    fonts, named = pictures.objects(50)
    assert named.count(b"/Pic") == 4
    assert b"/LastChar 235" in fonts[max(fonts)]


def test_words_that_are_cut_away_are_not_there_for_those_who_search() -> None:
    unseen, seen = HEAD + glyphs(b"5 -9") + TAIL, HEAD + glyphs(b"5 -10") + TAIL
    cut = mended(HIDDEN + unseen + b"\n" + seen, {})
    assert cut == HIDDEN + HEAD[: HEAD.index(b"BT")] + b"Q\n" + seen
    assert mended(unseen + b"\n" + seen, {}) == unseen + b"\n" + seen


@pytest.mark.parametrize(("language", "text"), MARKS.items())
def test_no_letter_is_lost_where_several_are_drawn_as_one(
    qtbot: QtBot, tmp_path: Path, language: str, text: str
) -> None:
    del qtbot
    told = said(words_of(text, tmp_path, language))
    wanted = {"hi": ("कि", "दी", "है"), "th": ("น้ำ", "ปี", "นี้"), "en": ("🗼", "𝔸")}
    assert [cluster for cluster in wanted[language] if cluster not in told] == []


@pytest.mark.parametrize("language", MARKS)
def test_another_maker_s_program_finds_the_words(
    qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    del qtbot
    program = judge("poppler")
    words_of(f"X {MARKS[language]}", tmp_path)
    command = [program, str(tmp_path / "report.pdf"), "-"]
    found = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert [word for word in WORDS[language] if word not in found] == []


SCANTY = {
    "hi": "सुरक्षित है कि नदी",
    "th": "น้ำในปีนี้",
    "zh": "汉字在这里",
    "emoji": "🗼 👩🏽‍⚕️ 🇫🇷 ⚠️ 4️⃣ ☀",
    "letters": "𝔸 ẞ ﬁ",
}
WRITES = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.reports.ui.test_page_words import SCANTY, words_of
app = QApplication([])
words_of(" | ".join(SCANTY.values()), Path(sys.argv[1]))
"""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{0}</dir><cachedir>{0}/cache</cachedir></fontconfig>"""


def with_fonts(folder: Path, *patterns: str) -> dict[str, str]:
    """An environment in which there are only the fonts that fit these patterns best."""
    listing = shutil.which("fc-list")
    if listing is None:
        pytest.skip("which fonts there are is not for fontconfig to say here")
    for pattern in patterns:
        command = [listing, "-f", "%{file}\n", pattern]
        found = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
        if not found:
            pytest.skip(f"no font is installed that fits {pattern}")
        shutil.copy(sorted(found)[0], folder)
    settings = folder / "fonts.conf"
    settings.write_text(FONTS.format(folder))
    return {**os.environ, "FONTCONFIG_FILE": str(settings)}


@pytest.mark.parametrize(
    "patterns",
    [("DejaVu Sans:style=Book",), ("DejaVu Sans:style=Book", ":lang=und-zsye:color=true")],
    ids=["one font", "one font and colour emoji"],
)
def test_words_are_whole_whatever_fonts_are_there(
    tmp_path: Path, patterns: tuple[str, ...]
) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    environment = with_fonts(fonts, *patterns)
    command = [sys.executable, "-c", WRITES, str(tmp_path)]
    subprocess.run(command, env=environment, check=True, capture_output=True, cwd=ROOT)
    told = said(PdfReader(tmp_path / "report.pdf")).replace("\n", "")
    words = [word for words in SCANTY.values() for word in words.split()]
    assert [word for word in words if word not in told] == []


def test_a_paragraph_that_goes_on_over_pages_is_said_once(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    words = [f"w{number}w" for number in range(4_000)]
    reader = words_of(" ".join(words), tmp_path)
    told = "".join("".join(page.extract_text() for page in reader.pages).split())
    found = re.findall(r"w\d+w", told)
    assert [word for word in found if word != words[0]] == words[1:]
