"""Pieces cut into pages: nothing lost, nothing twice, nothing beyond the paper."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from annotator.app.theme.document_pages import MARGINS
from annotator.appearance import label
from annotator.claims.highlights import Anchor, Highlight
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span
from annotator.reports.document.report import build_document
from annotator.reports.entries.annotated_text import annotate_text
from annotator.reports.formats.pdf.contents import pieces, plain
from annotator.reports.formats.pdf.layout import LaidPiece, Strip, lay_out, paginate
from annotator.reports.formats.pdf.page_flow import Piece
from annotator.reports.formats.pdf.style import on_paper
from tests.reports.projects import make_river, report_on

pytestmark = pytest.mark.usefixtures("qapp")

HEIGHT = 100.0


@st.composite
def a_piece(draw: st.DrawFn) -> LaidPiece:
    lines = draw(st.lists(st.integers(1, 30), min_size=1, max_size=20))
    edges = [float(sum(lines[:n])) for n in range(1, len(lines))]
    piece = Piece(
        "", leads=draw(st.booleans()), whole=draw(st.booleans()), turns=draw(st.booleans())
    )
    above = float(draw(st.integers(0, 20)))
    return LaidPiece(piece, QTextDocument(), above, float(sum(lines)), tuple(edges))


def strips_of(pages: list[list[Strip]], laid: LaidPiece) -> list[tuple[int, Strip]]:
    return [(n, strip) for n, page in enumerate(pages) for strip in page if strip.laid is laid]


@given(st.lists(a_piece(), min_size=1, max_size=15))
def test_every_piece_stands_whole_and_in_order_within_the_paper(all_laid: list[LaidPiece]) -> None:
    pages = paginate(all_laid, HEIGHT)
    places = []
    for laid in all_laid:
        strips = strips_of(pages, laid)
        assert strips[0][1].start == 0
        assert strips[-1][1].end == laid.height
        assert all(one.end == other.start for (_, one), (_, other) in pairwise(strips))
        assert all(strip.end in (*laid.stops, laid.height) for _, strip in strips)
        places.append((strips[0][0], strips[0][1].top))
    assert places == sorted(places)
    for page in pages:
        assert page
        ends = [(s.top, s.top + s.end - s.start) for s in page]
        assert all(end <= HEIGHT for _, end in ends)
        assert all(one[1] <= other[0] for one, other in pairwise(ends))


@given(st.lists(a_piece(), min_size=1, max_size=15))
def test_what_fits_on_a_page_is_not_cut_if_it_is_to_stay_whole(all_laid: list[LaidPiece]) -> None:
    pages = paginate(all_laid, HEIGHT)
    for laid in all_laid:
        if laid.piece.whole and laid.height <= HEIGHT:
            assert len(strips_of(pages, laid)) == 1


def test_a_heading_goes_with_what_it_leads() -> None:
    def laid(piece: Piece, height: float) -> LaidPiece:
        return LaidPiece(piece, QTextDocument(), 0, height, ())

    text, heading = laid(Piece(""), 80), laid(Piece("", leads=True), 10)
    claim = laid(Piece("", whole=True), 30)
    pages = paginate([text, heading, claim], HEIGHT)
    assert [[strip.laid for strip in page] for page in pages] == [[text], [heading, claim]]


def test_a_line_higher_than_a_page_is_cut_rather_than_lost() -> None:
    tall = LaidPiece(Piece("", whole=True), QTextDocument(), 0, 250, ())
    pages = paginate([tall], HEIGHT)
    assert [(s.start, s.end) for page in pages for s in page] == [(0, 100), (100, 200), (200, 250)]


def test_marks_lie_on_the_very_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In UTF-16 units of the paragraph as Qt has it, whatever letters and spaces stand before."""
    project = make_river(tmp_path_factory.mktemp("marks") / "river.annotator")
    report = report_on(project)
    article = report.articles[0]
    dress = on_paper()
    found = []
    for piece in pieces(build_document(report), dress.colours):
        laid = QTextDocument()
        laid.setHtml(dress.worn(piece.html))
        text = laid.firstBlock().text().encode("utf-16-le")
        found += [text[2 * m.start : 2 * m.end].decode("utf-16-le") for m in piece.marks]
    project.close()
    assert sorted(found) == sorted(h.quote for entry in article.claims for h in entry.highlights)


LETTERS = st.text(
    st.sampled_from("ab <&>\"'\t\u00a0\u200d\U0001f469\U0001f3fd\u0627\u05d0\u0939\u94c1"),
    min_size=1,
)


@given(LETTERS, st.data())
def test_a_paragraph_holds_the_text_to_the_letter(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    anchor = Anchor(span, text[span.start : span.end], "", "")
    paragraphs = annotate_text(text, [Highlight("h", "c", "v", anchor)])
    html = "".join(plain(piece.text) for p in paragraphs for piece in p.segments)
    document = QTextDocument()
    document.setHtml(on_paper().worn(f'<p class="article">{html}</p>'))
    assert document.firstBlock().text() == text


def test_words_over_figures_are_never_parted(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Six verdicts stand beside each other, and each column holds its longest word."""
    project = make_river(tmp_path_factory.mktemp("figures") / "river.annotator")
    found = pieces(build_document(report_on(project)), on_paper().colours)
    figures = next(p for p in found if all(label(of) in p.html for of in Standing))
    project.close()
    device = QPdfWriter(QBuffer())
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
    laid = lay_out(figures, on_paper(), device, device.width()).document
    block, seen = laid.begin(), ""
    while block.isValid():
        lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
        words = block.text()
        for line in lines[:-1]:
            end = line.textStart() + line.textLength()
            assert words[end - 1].isspace(), words
        seen, block = f"{seen} {words}", block.next()
    assert all(label(of) in seen for of in Standing)
