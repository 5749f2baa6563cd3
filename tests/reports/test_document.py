"""One document: every format says each sentence of it, in its order, and none of its own."""

import ast
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html import unescape
from itertools import chain
from pathlib import Path

import docx as word
import pytest
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from pypdf import PdfReader

from annotator.claims.fields import Claim
from annotator.claims.service import places
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.blocks import (
    Block,
    HeadingBlock,
    Inline,
    JumpRun,
    LinkRun,
    PageBreak,
    Panel,
    ParagraphBlock,
    TableBlock,
    TextRun,
)
from annotator.reports.document.report import build_document
from annotator.reports.entries.report import Report
from annotator.reports.formats import html as web_page
from annotator.reports.formats import markdown
from annotator.reports.formats.docx import writer as docx
from annotator.reports.formats.odt import writer as odt
from annotator.reports.formats.pdf import writer as pdf
from annotator.reports.service.excerpt import excerpt
from annotator.reports.service.report import build
from tests.reports.filled import make_filled
from tests.reports.projects import STATED, make_article, make_project, mark

pytestmark = pytest.mark.usefixtures("qapp")

PACKAGE = Path(__file__).parents[2]
CHOICES = [
    ReportChoices(),
    ReportChoices(show_confidential=True),
    ReportChoices(ReportKind.PUBLIC, name_checkers=True),
    ReportChoices(ReportKind.QUERIES),
    ReportChoices(ReportKind.QUERIES, with_text=False),
    ReportChoices(ReportKind.CORRECTIONS),
    ReportChoices(ReportKind.PUBLISHED),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = make_filled(tmp_path_factory.mktemp("filled") / "filled.annotator")
    yield project
    project.close()


def bare(words: str) -> str:
    """The words without spaces and quotation marks, which layouts and style sheets add."""
    return "".join(letter for letter in words if not letter.isspace() and letter not in "“”\u2060")


def said_by(block: Block) -> Iterator[str]:
    """Yield the words of a block, in order."""
    match block:
        case HeadingBlock() | ParagraphBlock():
            yield from filter(None, map(bare, map(_said, block.line)))
        case Panel(_, content):
            for held in content:
                yield from said_by(held)
        case TableBlock():
            yield from filter(None, map(bare, block.head))
            cells = chain.from_iterable(block.rows)
            for held in chain.from_iterable(cells):
                yield from said_by(held)
        case PageBreak():
            return


def _said(piece: Inline) -> str:
    match piece:
        case TextRun(text) | LinkRun(_, text):
            return text
        case JumpRun(_, words, only_lead=False):
            return words.text
        case _:
            return ""


def in_pdf(report: Report) -> str:
    held = build_document(report)
    pages = PdfReader(io.BytesIO(pdf.render(held))).pages
    words = [bare(page.extract_text()) for page in pages]
    title, of = bare(held.title), len(pages)
    # above and below the body of a page
    return "".join(
        said.replace(f"{n}/{of}", "", 1).replace(title, "", int(n > 1))
        for n, said in enumerate(words, start=1)
    )


def in_docx(report: Report) -> str:
    body = word.Document(io.BytesIO(docx.render(build_document(report)))).element.body
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return bare("".join(text.text or "" for text in body.iter(f"{space}t")))


def in_odt(report: Report) -> str:
    with zipfile.ZipFile(io.BytesIO(odt.render(build_document(report)))) as held:
        root = etree.fromstring(held.read("content.xml"))
    space = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    (body,) = root.iter(f"{{{space}}}text")
    remarks = f"ancestor::*[namespace-uri()='{space}' and local-name()='annotation']"
    return bare("".join(map(str, body.xpath(f".//text()[not({remarks})]"))))


def in_markdown(report: Report) -> str:
    return bare(_of_markdown(markdown.render(build_document(report))))


def _of_markdown(words: str) -> str:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return unescape(re.sub("<[^>]*>", "", reader.render(words)))


def in_html(report: Report) -> str:
    page = lxml_html.document_fromstring(web_page.render(report))
    spoken = page.xpath("//body//@aria-label")
    return bare(page.body.text_content() + "\n".join(map(str, spoken)))


IN_ORDER = {"pdf": in_pdf, "docx": in_docx, "odt": in_odt, "markdown": in_markdown}


def report_of(project: Project, choices: ReportChoices) -> Report:
    return build(project, stated_date=STATED, choices=choices)


def sentences(report: Report) -> list[str]:
    return [said for block in build_document(report).blocks for said in said_by(block)]


def is_of_figures(block: Block) -> bool:
    """Whether the block counts standings: a page may put each figure beside its name."""
    return isinstance(block, TableBlock) and bool(block.standings)


@pytest.mark.parametrize("choices", CHOICES, ids=lambda choices: choices.kind)
@pytest.mark.parametrize("name", IN_ORDER)
def test_every_sentence_stands_in_every_format_in_its_order(
    filled: Project, name: str, choices: ReportChoices
) -> None:
    report = report_of(filled, choices)
    told, at = IN_ORDER[name](report), 0
    for block in build_document(report).blocks:
        start = at
        for said in said_by(block):
            found = told.find(said, start if is_of_figures(block) else at)
            assert found >= 0, (said, told[max(at - 200, 0) : at + 200])
            at = max(at, found + len(said))


@pytest.mark.parametrize("choices", CHOICES, ids=lambda choices: choices.kind)
def test_every_sentence_stands_in_the_web_page(filled: Project, choices: ReportChoices) -> None:
    report = report_of(filled, choices)
    told = in_html(report)
    assert [said for said in sentences(report) if said not in told] == []


def claims_of(project: Project) -> list[Claim]:
    return [
        claim
        for article in project.articles.page()
        for claim in project.claims.of_article(article.id)
    ]


def test_the_copied_claim_says_the_same_in_its_three_forms(filled: Project) -> None:
    for claim in claims_of(filled):
        copied = excerpt(filled, claim)
        page = lxml_html.fragment_fromstring(copied.html, create_parent=True)
        plain = re.sub(r"(– |, (https?://[^\s,]+|source|archived copy))", "", copied.text)
        for other in (_of_markdown(copied.markdown), page.text_content()):
            shown = re.sub(r"(– |, (https?://[^\s,]+|source|archived copy))", "", other)
            assert bare(shown) == bare(plain)


def test_a_day_without_a_speaker_is_said_everywhere(filled: Project) -> None:
    report = report_of(filled, ReportChoices())
    said = "Said on 6 May 2024"
    assert bare(said) in sentences(report)
    assert any(said in excerpt(filled, claim).text for claim in claims_of(filled))
    for told in (in_html(report), *(read(report) for read in IN_ORDER.values())):
        assert bare(said) in told


def test_a_line_break_between_two_highlights_stays(tmp_path: Path) -> None:
    project = make_project(tmp_path / "lines.annotator")
    article = make_article(project, "It rained.\nIt snowed.\n\nThen it stopped.")
    for quote in ("It rained.", "It snowed."):
        mark(project, article, quote)
    report = build(project, stated_date=STATED)
    paragraphs = (b for b in build_document(report).blocks if isinstance(b, ParagraphBlock))
    of_text = (b for b in paragraphs if b.style == "text")
    shown = ["".join(p.text for p in b.content if isinstance(p, TextRun)) for b in of_text]
    project.close()
    assert shown == ["It rained.\nIt snowed.", "○ Then it stopped."]


def test_only_what_is_kept_back_is_said_to_be(filled: Project) -> None:
    for shown in (False, True):
        report = report_of(filled, ReportChoices(show_confidential=shown))
        for told in (in_html(report), *(read(report) for read in IN_ORDER.values())):
            assert ("Detailsarekept" in told) != shown


def filled_fields(value: object) -> Iterator[tuple[str, bool]]:
    """Every field of the report's values, and whether it holds something."""
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            held = getattr(value, each.name)
            yield f"{type(value).__name__}.{each.name}", bool(held)
            yield from filled_fields(held)
    elif isinstance(value, tuple | frozenset):
        for each in value:
            yield from filled_fields(each)


def test_the_report_has_every_field_filled(tmp_path: Path) -> None:
    filled = make_filled(tmp_path / "filled.annotator")
    found: dict[str, bool] = {}
    for choices in sorted(CHOICES, key=lambda choices: not choices.is_public):
        if not choices.is_public:
            # a public report would be refused
            keep_no_longer_apart(filled)
        for article in report_of(filled, choices).articles:
            for name, is_filled in filled_fields(article):
                found[name] = found.get(name, False) or is_filled
    filled.close()
    assert {name for name, is_filled in found.items() if not is_filled} == set()


def keep_no_longer_apart(project: Project) -> None:
    """Let two claims contradict each other, with a verdict that was given on other words."""
    apart = project._file.rows("SELECT id, claim_id, other_id FROM kept_apart")
    with project.change("No longer apart") as change:
        for identity, *_ in apart:
            change.writer.delete("kept_apart", identity)
    for _, *both in apart:
        (bridge,) = (
            h for each in both for h in project.highlights.of_claim(each) if h.quote == "bridge"
        )
        places.move_place(project, bridge, Span(bridge.span.start, bridge.span.end + len(" fell")))


# no format writes sentences


FORMATS = [
    path
    for path in (PACKAGE / "annotator/reports/formats").rglob("*.py")
    if path.stem not in {"csv", "csv_escape", "deterministic_zip", "sheets", "templates", "xlsx"}
]
"""The modules that write the document, and what they are made of."""
_MARKUP = re.compile(r"<[^>]*>|<[^>]*$|^[^<]*>|[\w:-]+=")
_SENTENCE = re.compile(r"[A-Za-z’]{2,},? [a-z’]{2,},? [a-z’]{2,}|[a-z]{2,} [a-z]{2,}[.:]")


def literals(path: Path) -> Iterator[str]:
    """The strings of a module but its docstrings and what errors say."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left = {
        id(held)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise | ast.Expr)
        for held in ast.walk(node)
        if isinstance(node, ast.Raise) or isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left:
            yield node.value


FURNITURE = {
    *("Claims by verdict", "Reviews of claim", "Evidence on claim", "Parts of this report"),
    *("Old and new wording, with reason and evidence", "The articles of this report"),
    *("Sources, with the claims that rest on each", "Show claims that are"),
    *("Skip to the report", "How to read it", "How the work went on"),
    "by the of the first verdict, from to ; at most in one .",
}
"""What only a web page has: names for who hears it, ways through it, a filter and a chart."""
_TEMPLATE_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<meta[^>]*>", re.DOTALL)
_TEMPLATE_WORDS = re.compile(r">([^<>]+)<|aria-label=\"([^\"]+)\"")


def test_no_template_has_sentences_of_its_own() -> None:
    found = set()
    for path in (PACKAGE / "resources/templates").glob("*.html.j2"):
        markup = _TEMPLATE_CODE.sub(" ", path.read_text(encoding="utf-8"))
        found |= {" ".join("".join(of).split()) for of in _TEMPLATE_WORDS.findall(markup)}
    assert {said for said in found if _SENTENCE.search(said)} == FURNITURE


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.stem)
def test_no_format_has_sentences_of_its_own(path: Path) -> None:
    found = [said for said in literals(path) if _SENTENCE.search(_MARKUP.sub(" ", said))]
    assert found == []
