"""Words in a PDF are found by those who type them, whatever shapes a font draws them with."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from annotator.articles.model import Draft, Metadata
from annotator.kernel.progress import unwatched
from annotator.reports.document.report import build_document
from annotator.reports.formats.pdf import writer
from annotator.reports.formats.pdf.font_meanings import maps, spelled, spelled_map
from tests.reports.projects import make_article, make_project, mark, report_on

MAP = b"""2 beginbfrange
<0000> <0000> <0000>
<0001> <0004> [<2F2F> <2ED3> <FEFB> <4E86> ]
<0006> <0006> <FE8E>
<0008> <000A> <2F30>
endbfrange
"""


@pytest.mark.parametrize(
    ("shape", "letters"),
    [("⼯", "工"), ("⻓", "长"), ("ﻻ", "لا"), ("ﺎ", "ا"), ("了", "了"), ("ﬁ", "ﬁ"), ("a", "a")],
)
def test_a_shape_is_spelled_with_the_letters_that_people_type(shape: str, letters: str) -> None:
    assert spelled(shape) == letters


def test_a_map_says_the_same_glyphs_in_other_letters() -> None:
    assert spelled_map(MAP).split(b"\n")[1:5] == [
        b"<0000> <0000> <0000>",
        b"<0001> <0004> [<5DE5> <957F> <06440627> <4E86> ]",
        b"<0006> <0006> <0627>",
        b"<0008> <000A> <2F30>",
    ]


def test_fonts_say_where_their_maps_are() -> None:
    assert maps({3: b"<< /Type /Font /ToUnicode 12 0 R >>", 4: b"<< >>"}) == {12}


def test_no_shape_is_left_in_a_report(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    project = make_project(tmp_path / "shapes.annotator")
    text = "قالت الوزيرة إن الأجور ارتفعت 4٪.\n\n部长说工资增长了4%。"
    mark(project, make_article(project, text, Draft(text, Metadata("Shapes"))), "工资增长了4%")
    target = tmp_path / "report.pdf"
    writer.write(build_document(report_on(project)), target, unwatched)
    project.close()
    words = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert [letter for letter in words if spelled(letter) != letter] == []
    if any(letter in words for letter in "部工长"):  # where the system has a font for them
        assert "工资增长了" in words.replace("\n", "")
