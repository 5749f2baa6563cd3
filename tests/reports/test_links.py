"""Every link within a report leads to its place, once, in every kind and form of report."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree, html
from pypdf import PageObject, PdfReader

from annotator.articles.model import Draft, Metadata
from annotator.claims.verdicts import Verdict
from annotator.project import Project
from annotator.reports.choices import JUDGING, ReportChoices, ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.entries.report import Report
from annotator.reports.formats.docx import writer as docx
from annotator.reports.formats.html import render
from annotator.reports.formats.odt import writer as odt
from annotator.reports.formats.pdf import writer as pdf
from annotator.reports.service.report import build
from tests.reports.browser import asked
from tests.reports.filled import make_filled
from tests.reports.projects import STATED, make_article, mark, tag
from tests.reports.ui.papers import links_of

READ = "It was read."
TEXTS = (
    f"\n\n{READ} Who came? Who came? “Nobody,” she said. Even so, it rained.\n\n\nThe end",
    f"{READ}\nA line on its own\nA second. A third, on the same line; it goes on.\n\tAn item",
    f"{READ} He said “It fell. It broke.” and left. I ♥ \U0001f469\U0001f3fd\u200d\u2695\ufe0f it.",
    f"{READ}\n\nوقالت الوزيرة إن الأجور ارتفعت. وغادرت.\n\nשלום לכולם. הלכנו.",
    f'{READ} <b>Is</b> it & <a href="#a1-u1">so</a>? It\'ll be "so".\n\n今日は雨だ。明日も雨だ。',
    f"{READ} " + "Long words and many of them, " * 40 + "ended. Short.",
)
"""Texts with sentences that stand twice, alone on a line, beside signs, and in other scripts."""
LINE = 12.0
"""The height of a line of an article on paper, in points."""
CHOICES = {
    f"{kind.value}{', without text' * (not with_text)}": ReportChoices(
        kind, with_text=with_text, with_reading=True
    )
    for kind, with_text in (*product(sorted(JUDGING), (True, False)), *product(ReportKind, (True,)))
}


class Left(NamedTuple):
    """A sentence that a report lists as unread, and where its link leads to."""

    listed: str
    reached: str


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Project]]:
    """A project of several articles in which every field is filled, and one of a single article."""
    folder = tmp_path_factory.mktemp("links")
    many, one = make_filled(folder / "many.annotator"), Project.create(folder / "one.annotator")
    one.work_as("Ines")
    for project, texts in ((many, TEXTS), (one, TEXTS[:1])):
        for number, text in enumerate(texts):
            draft = Draft(text, Metadata(title=f"Text {number}"))
            tag(project, mark(project, make_article(project, text, draft), READ), Verdict.VERIFIED)
    yield many, one
    many.close()
    one.close()


@pytest.fixture(params=range(2), ids=["several", "one"])
def project(projects: tuple[Project, Project], request: pytest.FixtureRequest) -> Project:
    found: Project = projects[request.param]
    return found


def report_of(project: Project, choices: ReportChoices | None = None) -> Report:
    return build(project, stated_date=STATED, choices=choices)


def left_of(report: Report) -> list[str]:
    """The sentences that nobody has looked at, of all articles that list them."""
    return [words for article in report.articles for words in article.unread]


def plain(words: str) -> str:
    """Words without the signs that a form puts around them, and with single spaces."""
    return " ".join(re.sub("[○\u2060\u2066-\u2069]", "", words).split())


def tell_same(left: list[Left], report: Report) -> None:
    """See that each unread sentence is listed, and that its link leads to it."""
    sentences = left_of(report)
    assert sentences
    assert [plain(one.reached) for one in left] == [plain(words) for words in sentences]
    for one in left:
        start = plain(one.listed).rstrip("…").rstrip()
        assert start
        assert plain(one.reached).startswith(start)


@pytest.mark.parametrize("choices", CHOICES.values(), ids=CHOICES)
def test_every_link_of_a_page_leads_to_one_place(project: Project, choices: ReportChoices) -> None:
    page = html.fromstring(render(report_of(project, choices)))
    names = Counter(map(str, page.xpath("//@id")))
    assert [name for name, times in names.items() if times > 1] == []
    assert {str(led)[1:] for led in page.xpath("//a/@href[starts-with(., '#')]")} <= {*names}
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        told = [name for names_ in page.xpath(f"//@{attribute}") for name in names_.split()]
        assert {*told} <= {*names}


def test_a_page_leads_to_each_unread_sentence(project: Project) -> None:
    report = report_of(project)
    page = html.fromstring(render(report))
    left = [
        Left(
            item.xpath("string(p[@class='words'])"),
            page.get_element_by_id(item.xpath("string(a/@href)")[1:]).text_content(),
        )
        for item in page.xpath("//section[contains(@aria-labelledby, '-unread ')]/ol/li")
    ]
    tell_same(left, report)


@pytest.mark.slow
def test_a_browser_goes_to_each_unread_sentence(project: Project, tmp_path: Path) -> None:
    report = report_of(project)
    script = """
        const found = [];
        for (const link of document.querySelectorAll('[aria-labelledby*="-unread "] li > a')) {
            link.click();
            const target = document.querySelector(":target");
            const box = target.getBoundingClientRect();
            found.push([link.closest("li").querySelector("p.words").textContent,
                target.textContent, box.height > 0 && box.top >= 0 && box.top < innerHeight]);
        }
        return found;"""
    found = asked(render(report), script, tmp_path)
    assert isinstance(found, list)
    assert all(is_seen for _, _, is_seen in found)
    tell_same([Left(listed, reached) for listed, reached, _ in found], report)


def docx_of(report: Report) -> etree._Element:
    return part(docx.render(build_document(report)), "word/document.xml")


def odt_of(report: Report) -> etree._Element:
    return part(odt.render(build_document(report)), "content.xml")


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def of_any(element: etree._Element, path: str) -> list[str]:
    """What an XPath finds, with names of elements and attributes in any namespace."""
    whole = re.sub(r"(?<=/)([\w-]+)", r"*[local-name()='\1']", path)
    return [*map(str, element.xpath(re.sub(r"/@([\w-]+)", r"/@*[local-name()='\1']", whole)))]


@pytest.mark.parametrize("choices", CHOICES.values(), ids=CHOICES)
def test_every_link_of_a_document_leads_to_one_bookmark(
    project: Project, choices: ReportChoices
) -> None:
    report = report_of(project, choices)
    word, open_document = docx_of(report), odt_of(report)
    names = of_any(word, "//bookmarkStart/@name")
    assert len({*names}) == len(names)
    assert {*of_any(word, "//hyperlink/@anchor")} <= {*names}
    assert sorted(of_any(open_document, "//bookmark/@name")) == sorted(names)
    led = of_any(open_document, "//a/@href")
    assert {url[1:] for url in led if url.startswith("#")} <= {*names}


@pytest.mark.parametrize("of", [docx_of, odt_of])
def test_a_document_leads_to_each_unread_sentence(
    project: Project, of: Callable[[Report], etree._Element]
) -> None:
    report = report_of(project)
    left = left_in(of(report))
    tell_same(left, report)


def left_in(body: etree._Element) -> list[Left]:
    """The unread sentences that a document lists, with the words behind their bookmarks.

    Those that changed since the check are listed before by themselves, with the same links.
    """
    found: dict[str, Left] = {}
    places = {
        name: mark
        for mark in body.iter()
        if etree.QName(mark).localname in ("bookmarkStart", "bookmark")
        for key, name in mark.attrib.items()
        if etree.QName(key).localname == "name"
    }
    for link in body.iter():
        names = [
            str(of)
            for key, of in link.attrib.items()
            if etree.QName(key).localname in ("anchor", "href")
        ]
        for name in (name.removeprefix("#") for name in names):
            if re.search(r"_u\d+$", name):
                line = next(e for e in link.iterancestors() if etree.QName(e).localname == "p")
                number = "".join(link.itertext()).strip()
                listed = "".join(line.itertext()).strip().removeprefix(number)
                found.pop(name, None)
                found[name] = Left(listed, words_behind(places[name]))
    return [*found.values()]


def words_behind(bookmark: etree._Element) -> str:
    """The words of the first run with words after a bookmark."""
    for element in bookmark.xpath("following::*"):
        words = "".join(element.itertext())
        if etree.QName(element).localname in ("r", "span") and words.strip():
            return words
    return ""


@pytest.mark.usefixtures("qapp")
def test_a_paper_leads_to_each_unread_sentence(project: Project) -> None:
    report = report_of(project)
    reader = PdfReader(io.BytesIO(pdf.render(build_document(report))))
    names = [
        f"{article.key}_u{number}"
        for article in report.articles
        for number, _ in enumerate(article.unread, start=1)
    ]
    assert {*names} <= links_of(reader)[0]
    places = {name: reader.named_destinations[name] for name in names}
    pages = {name: reader.get_destination_page_number(place) for name, place in places.items()}
    assert len({(pages[n], place.left, place.top) for n, place in places.items()}) == len(names)
    for name, words in zip(names, left_of(report), strict=True):
        line = line_at(reader.pages[pages[name] or 0], float(places[name].top or 0))
        # letters that run to the left are drawn one after the other
        assert {*words.split()[0]} <= {*line}
        assert words[:12] in line or not words.isascii()


def line_at(page: PageObject, top: float) -> str:
    """The words of a page whose base line is a little below a place."""
    words: list[str] = []

    def note(said: str, shift: list[float], matrix: list[float], *_: object) -> None:
        if 0 < top - (matrix[5] * shift[3] + shift[5]) < LINE:
            words.append(said.replace("\t", " "))

    page.extract_text(visitor_text=note)
    return "".join(words)
