"""The structure of the report as PDF: what a screen reader is told, and in which order."""

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream

from annotator.articles.model import Draft, Metadata
from annotator.project import Project
from annotator.reports.document.report import build_document
from annotator.reports.formats.pdf import writer
from annotator.reports.formats.pdf.page_flow import PartRole, language_in, role_in, state_of
from tests.judges import judge
from tests.reports.projects import make_article, mark
from tests.reports.ui.papers import read, report_of, words_of

pytestmark = pytest.mark.usefixtures("qapp")

PAINTING = {"f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "Tj"}


class Told:
    """An element of the structure, with the words and links below it."""

    def __init__(self, tag: str, of: Any) -> None:
        self.tag, self.of = tag, of
        self.kids: list[Told] = []
        self.pieces: list[tuple[int, int]] = []
        self.links: list[int] = []

    def all(self) -> "Iterator[Told]":
        yield self
        for kid in self.kids:
            yield from kid.all()

    def find(self, tag: str) -> "list[Told]":
        return [one for one in self.all() if one.tag == tag]


def structure(reader: PdfReader) -> Told:
    """Read the tree, by the rules of ISO 32000-1, 14.7."""
    found: list[Any] = [*reader.pages]
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(found)}

    def told(of: Any, page: int | None) -> Told:
        made = Told(str(of["/S"]), of)
        page = pages[of.raw_get("/Pg").idnum] if "/Pg" in of else page
        for kid in of["/K"]:
            inner = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(inner, int):
                assert page is not None
                made.pieces.append((page, int(inner)))
            elif inner.get("/Type") == "/MCR":
                made.pieces.append((pages[inner.raw_get("/Pg").idnum], int(inner["/MCID"])))
            elif inner.get("/Type") == "/OBJR":
                made.links.append(inner.raw_get("/Obj").idnum)
            else:
                made.kids.append(told(inner, page))
        return made

    trailer: Any = reader.trailer
    root = trailer["/Root"]["/StructTreeRoot"]
    (document,) = root["/K"]
    return told(document.get_object(), None)


def marked(reader: PdfReader) -> Iterator[tuple[int, int | None]]:
    """Yield for all that is painted its page and its number; ``None`` for what is told nobody."""
    for number, page in enumerate(reader.pages):
        open_marks: list[int | str | None] = []
        content = ContentStream(page["/Contents"].get_object(), reader)
        for operands, operator in content.operations:
            sign = operator.decode()
            if sign == "BDC":
                open_marks.append(operands[1].get("/MCID", "span"))
            elif sign == "BMC":
                open_marks.append(None)
            elif sign == "EMC":
                open_marks.pop()
            elif sign in PAINTING:
                around = [one for one in open_marks if one != "span"]
                assert around, f"{sign} on page {number + 1} is told as nothing"
                last = around[-1]
                yield number, int(last) if last is not None else None
        assert not open_marks


def all_words(reader: PdfReader) -> str:
    return "".join("".join(words_of(reader)).split())


def test_all_that_is_painted_is_in_the_tree_once_or_is_drawing(river: Project) -> None:
    reader = read(report_of(river))
    painted = {place for place in marked(reader) if place[1] is not None}
    in_tree = Counter(piece for one in structure(reader).all() for piece in one.pieces)
    assert set(in_tree) == painted
    assert set(in_tree.values()) == {1}


def test_every_piece_of_a_page_leads_back_to_its_element(river: Project) -> None:
    reader = read(report_of(river))
    trailer: Any = reader.trailer
    root = trailer["/Root"]["/StructTreeRoot"]
    numbers = root["/ParentTree"]["/Nums"]
    parents = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
    for one in structure(reader).all():
        for page, piece in one.pieces:
            key: Any = reader.pages[page]["/StructParents"]
            assert parents[int(key)].get_object()[piece].get_object() == one.of
        for link in one.links:
            found: Any = reader.get_object(link)
            assert parents[int(found["/StructParent"])].get_object() == one.of


def test_every_link_is_in_the_tree(river: Project) -> None:
    reader = read(report_of(river))
    links = [one.idnum for page in reader.pages for one in page.get("/Annots") or []]
    told = [link for one in structure(reader).find("/Link") for link in one.links]
    assert links
    assert sorted(told) == sorted(links)


def test_headings_lists_and_tables_are_told(river: Project) -> None:
    tree = structure(read(report_of(river)))
    tags = [one.tag for one in tree.all()]
    levels = [int(tag[2]) for tag in tags if re.fullmatch("/H[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for outer, inner in (("/L", "/LI"), ("/LI", "/LBody"), ("/Table", "/TR")):
        found = tree.find(outer)
        assert found
        assert all({kid.tag for kid in one.kids} == {inner} for one in found)
    assert all({kid.tag for kid in row.kids} <= {"/TD", "/TH"} for row in tree.find("/TR"))


def test_words_of_the_article_say_their_language(river: Project) -> None:
    draft = Draft("Der Fluss ist lang.\n\nEr fließt.", Metadata(title="Fluss", language="de-AT"))
    article = make_article(river, draft=draft)
    mark(river, article, "Der Fluss ist lang")
    reader = read(report_of(river, article_ids=(article.id,)))
    said = {one.of.get("/Lang") for one in structure(reader).all()}
    assert "de" in said


def test_a_paragraph_over_two_pages_is_a_single_element(river: Project) -> None:
    long = "".join(f"Bridge №{n} was built, and nobody knew by whom. " for n in range(400))
    article = make_article(river, long)
    tree = structure(read(report_of(river, article_ids=(article.id,))))
    parted = [one for one in tree.all() if len({page for page, _ in one.pieces}) > 1]
    assert parted


@pytest.mark.parametrize("kind", ["internal", "queries", "corrections", "public"])
def test_poppler_reads_the_words_of_the_report_from_its_structure(
    river: Project, tmp_path: Path, kind: str
) -> None:
    program = Path(judge("poppler")).with_name("pdfinfo")
    file = tmp_path / "report.pdf"
    file.write_bytes(writer.render(build_document(report_of(river, kind=kind))))
    told = subprocess.run(
        [program, "-struct-text", file], capture_output=True, check=True, text=True
    )
    assert not told.stderr
    lines = re.findall(r'^ *"(.*)"$', told.stdout, re.MULTILINE)
    said = "".join("".join(lines).split())
    reader = PdfReader(io.BytesIO(file.read_bytes()))
    edges = re.compile(r"\d+/\d+")
    there = edges.sub("", all_words(reader))
    assert len(said) > 100
    # the running title and the page number are no words of the report
    missing = Counter(there) - Counter(said)
    assert sum(missing.values()) <= len(reader.pages) * len("Fact-check report: The river, 88/88")


@given(st.sampled_from(PartRole), st.from_regex(r"[a-z]{2,3}", fullmatch=True))
def test_a_state_holds_role_and_language(role: PartRole, language: str) -> None:
    state = state_of(role, f"{language}-Latn")
    assert 0 <= state < 2**31
    assert (role_in(state), language_in(state)) == (role, language)
