"""Whatever people and files bring in is words in the PDF, in print and in the preview."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QPdfWriter, QTextDocument
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.entries.report import Report
from annotator.reports.formats.pdf import writer
from annotator.reports.formats.pdf.contents import pieces
from annotator.reports.formats.pdf.layout import lay_out
from annotator.reports.formats.pdf.page_flow import Piece
from annotator.reports.formats.pdf.style import on_paper
from annotator.reports.service.report import build
from annotator.reports.ui.preview import PiecesBrowser
from tests.raw_file import raw_file
from tests.reports.desks import make_desk
from tests.reports.projects import STATED

pytestmark = pytest.mark.usefixtures("qapp")

_NASTY = '<a href="javascript:zq()">x</a><img src="file:///zq.png">'
_BRINGING = {
    "articles": ("title", "byline", "outlet", "published"),
    "claims": ("statement", "speaker", "said_on", "proposed_wording"),
    "tags": ("conclusion", "search_note", "tagged_at"),
    "sources": ("title", "author", "publisher", "published", "code_name"),
    "evidence": ("locator", "quotation", "accessed_on"),
    "attachments": ("name",),
    "queries": ("addressee", "question", "answer", "asked_at"),
    "contacts": ("person", "channel", "contacted_on", "question", "answer", "code_name"),
    "reviews": ("why", "reviewed_at"),
    "rulings": ("conclusion", "why", "ruled_at"),
}
_MOMENTS = {"tagged_at": "<u>1</u>", "asked_at": "<u>2</u>"}
_MOMENTS |= {"reviewed_at": "<u>3</u>", "ruled_at": "<u>4</u>"}
"""As much as is shown of a time that a file brought in."""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = make_desk(tmp_path_factory.mktemp("attacked") / "attacked.sqlite")
    with project.change("Attack") as under_way:
        for table, columns in _BRINGING.items():
            said = {column: _MOMENTS.get(column, _NASTY) for column in columns}
            for (identity,) in list(raw_file(project).rows(f"SELECT id FROM {table}")):
                under_way.writer.update(table, str(identity), said)
    (article,) = project.articles.page()
    with project.change("Addresses") as under_way:
        address = {"url": "javascript:zq()"}
        under_way.writer.update("articles", article.id, address)
        for (identity,) in list(raw_file(project).rows("SELECT id FROM sources")):
            archived = {"archive_url": "data:text/html,zq"}
            under_way.writer.update("sources", str(identity), {**address, **archived})
    yield project
    project.close()


def reports(project: Project) -> Iterator[Report]:
    for kind in ReportKind:
        for shown in {False, not ReportChoices(kind).is_for_readers}:
            choices = ReportChoices(kind, show_confidential=shown, name_checkers=True)
            yield build(project, stated_date=STATED, choices=choices)


def test_nobody_s_words_become_tags(attacked: Project) -> None:
    for report in reports(attacked):
        html = "".join(piece.html for piece in pieces(build_document(report), on_paper().colours))
        assert "javascript:zq" in html
        assert re.findall(r"<(?:img|u)\b", html) == []
        assert re.findall(r'href="(?!#|https?://)[^"]*', html) == []


def test_no_pdf_leads_to_anything_but_the_web(attacked: Project) -> None:
    for report in reports(attacked):
        assert [*_addresses(writer.render(build_document(report)))] == []


def _addresses(data: bytes) -> Iterator[str]:
    for page in PdfReader(io.BytesIO(data)).pages:
        for held in page.get("/Annots", ()):
            found: Any = held.get_object()
            yield from filter(None, [found.get("/A", {}).get("/URI")])


@pytest.fixture
def picture(tmp_path: Path) -> QUrl:
    path = tmp_path / "picture.png"
    assert QImage(30, 30, QImage.Format.Format_RGB32).save(str(path))
    return QUrl.fromLocalFile(str(path))


def size(document: QTextDocument, picture: QUrl) -> int:
    """How wide the picture is that a document has found there."""
    found = document.resource(QTextDocument.ResourceType.ImageResource, picture)
    assert isinstance(found, QImage)
    return found.width()


def test_pages_load_nothing_from_the_disk(picture: QUrl, tmp_path: Path) -> None:
    piece = Piece(f'<p><img src="{picture.toString()}"></p>')
    laid = lay_out(piece, on_paper(), QPdfWriter(str(tmp_path / "page.pdf")), 500)
    assert size(laid.document, picture) == 1


def test_the_preview_loads_nothing_from_the_disk(picture: QUrl, qtbot: QtBot) -> None:
    browser = PiecesBrowser()
    qtbot.addWidget(browser)
    browser.begin([Piece(f'<p><img src="{picture.toString()}"></p>')], on_paper())
    browser.grab()
    assert size(browser.document(), picture) == 1
