"""The report as PDF, read back by a library of other makers."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unicodedata import bidirectional

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from annotator.articles.model import Draft, Metadata
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails, SourceRank, SourceType
from annotator.evidence.service import evidence
from annotator.kernel.errors import Cancelled, ExportFailed
from annotator.project import Project
from annotator.reports.choices import ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.formats.pdf import writer
from tests.reports.projects import make_article, make_project, mark, tag
from tests.reports.ui.papers import (
    is_font_description,
    lines_of,
    links_of,
    read,
    report_of,
    words_of,
)
from tests.reports.unpacked import unpacked

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 24

SCRIPTS = {
    "Arabic": "وقالت الوزيرة إن الأجور ارتفعت.",
    "Hebrew": "השרה אמרה שהשכר עלה.",
    "Devanagari": "मंत्री ने कहा कि वेतन बढ़ा।",
    "SimplifiedChinese": "部长说工资上涨了。",
}


@pytest.fixture
def long(tmp_path: Path) -> Iterator[Project]:
    """An article of many pages, with a claim and its evidence in every paragraph."""
    project = make_project(tmp_path / "long.annotator")
    words = "which took the council, the press and both of the rivers by surprise, " * 6
    text = "\n\n".join(f"Bridge №{n}№ was built, {words}and so on." for n in range(LONG))
    article = make_article(project, text)
    for n in range(LONG):
        claim = mark(project, article, f"Bridge №{n}№ was built")
        tag(project, claim, Verdict.VERIFIED, conclusion=f"It stands, says register ¶{n}¶.")
        source = SourceDetails(f"Register ¤{n}¤", SourceType.DATA, SourceRank.PRIMARY)
        evidence.add_evidence(project, claim, source, EvidenceDetails(locator=f"page §{n}§"))
    yield project
    project.close()


def test_the_words_of_a_report_can_be_chosen(river: Project) -> None:
    words = " ".join(words_of(read(report_of(river))))
    for part in (
        "5 of 6 claims need attention before publication.",
        "“The towns spent 212 million euros”",
        "Verified on one secondary source only",
        "Trade register",
        "Tomasz: D Disputed",
        "Where we looked: Two archives.",
        "The mill closed in 1994",
    ):
        assert part in words


def test_what_stands_in_the_way_comes_on_the_first_page(river: Project) -> None:
    pages = words_of(read(report_of(river)))
    assert "need attention before publication" in pages[0]
    assert "Marks it was." in pages[0]


def test_every_page_has_its_number_and_from_the_second_on_the_title(long: Project) -> None:
    pages = words_of(read(report_of(long)))
    assert len(pages) > 5
    assert all(f"{n} / {len(pages)}" in words for n, words in enumerate(pages, start=1))
    assert all("Fact-check report: The river" in words for words in pages[1:])


@pytest.mark.parametrize(("sign", "times"), [("№", 2), ("¶", 1), ("¤", 2), ("§", 1)])
def test_no_line_is_lost_or_said_twice_where_pages_turn(
    long: Project, sign: str, times: int
) -> None:
    words = " ".join(words_of(read(report_of(long))))
    # a name stands wherever it is said: in the list, in the text, among the sources
    wrong = {n: words.count(f"{sign}{n}{sign}") for n in range(LONG)}
    assert {n: found for n, found in wrong.items() if found != times} == {}


def test_links_lead_to_claims_places_and_sources_and_out(river: Project) -> None:
    reader = read(report_of(river))
    inner, outer = links_of(reader)
    assert inner <= {*reader.named_destinations}
    assert {"a1_c2", "a1_c2_1", "a1_c2_2", "a1_s1"} <= inner
    assert outer == {"https://example.org/register", "https://archive.example/register"}


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("with_text", [True, False])
def test_no_link_of_any_kind_leads_nowhere(
    river: Project, kind: ReportKind, *, with_text: bool
) -> None:
    reader = read(report_of(river, kind=kind, with_text=with_text))
    assert links_of(reader)[0] <= {*reader.named_destinations}


def test_the_link_behind_a_highlight_leads_to_the_page_of_its_claim(long: Project) -> None:
    reader = read(report_of(long))
    pages = words_of(reader)
    for n in (0, 17, LONG - 1):
        place = reader.named_destinations[f"a1_c{n + 1}"]
        page = reader.get_destination_page_number(place)
        assert page is not None
        assert f"¶{n}¶" in pages[page]


def test_the_outline_leads_to_the_headings(long: Project) -> None:
    reader = read(report_of(long))
    pages = words_of(reader)
    lines = lines_of(reader)
    assert [line.title for line in lines] == [
        *("The river", "What was checked", "Claims", "The article, annotated", "Sources"),
        *("Sign-off", "How to read this report"),
    ]
    numbers = [reader.get_destination_page_number(line) for line in lines]
    assert numbers == sorted(number for number in numbers if number is not None)
    for number, line in zip(numbers, lines, strict=True):
        assert number is not None
        # where letters are set apart or drawn together, spaces come and go
        assert str(line.title).replace(" ", "") in pages[number].replace(" ", "")


def test_the_editor_can_decide_on_paper(river: Project) -> None:
    told = "".join(words_of(read(report_of(river)))).replace(" ", "")
    for word in ("Editor", "Publish", "Change", "Hold"):
        assert word in told[told.rindex("Sign-off") :]


def test_several_articles_begin_a_page_each_and_are_listed_first(river: Project) -> None:
    make_article(river, "The sea is wide.", Draft("The sea is wide.", Metadata(title="The sea")))
    reader = read(report_of(river))
    pages = words_of(reader)
    assert "2 articles" in pages[0]
    assert "The sea" in pages[0]
    tops = [line.title for line in reader.outline if isinstance(line, Destination)]
    assert tops == [
        "Fact-check report: 2 articles",
        "The river",
        "The sea",
        "How to read this report",
    ]


def test_the_editor_has_a_line_to_decide_and_sign_on(river: Project) -> None:
    words = " ".join(words_of(read(report_of(river))))
    assert "Publish ☐" in words


def test_the_same_report_gives_the_same_bytes(river: Project) -> None:
    first, second = (build_document(report_of(river)) for _ in range(2))
    assert writer.render(first) == writer.render(second)


def test_it_says_of_itself_its_title_and_its_own_date_and_nothing_else(river: Project) -> None:
    data = writer.render(build_document(report_of(river)))
    reader = PdfReader(io.BytesIO(data))
    assert reader.metadata == {
        "/Title": "Fact-check report: The river",
        "/Producer": "Annotator",
        "/CreationDate": "D:20250307000000Z",
        "/ModDate": "D:20250307000000Z",
    }
    assert reader.xmp_metadata is None
    assert f"{date.today():%Y%m%d}".encode() not in data
    assert b"xmp" not in unpacked(data).lower()


def test_another_report_has_another_identifier(river: Project) -> None:
    one, other = (read(report_of(river, kind=k)) for k in (ReportKind.PUBLIC, ReportKind.INTERNAL))
    assert one.trailer["/ID"] != other.trailer["/ID"]


def test_highlights_differ_without_any_colour(river: Project) -> None:
    words = " ".join(words_of(read(report_of(river)))).replace(" ", "")
    for sign in ("2V", "3D", "1V", "5U", "4≠"):
        assert sign in words


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_font_is_embedded_whatever_the_script(tmp_path: Path, script: str) -> None:
    project = make_project(tmp_path / "scripts.annotator")
    make_article(project, SCRIPTS[script])
    reader = read(report_of(project))
    project.close()
    of_file = map(reader.get_object, range(1, int(str(reader.trailer["/Size"]))))
    described = [of for of in of_file if is_font_description(of)]
    assert described
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & {*of} for of in described)


def test_words_that_run_from_the_right_stand_at_the_right(tmp_path: Path) -> None:
    project = make_project(tmp_path / "scripts.annotator")
    make_article(project, f"Short.\n\n{SCRIPTS['Arabic']}")
    pages = read(report_of(project)).pages
    lefts: dict[str, float] = {}

    def visit(text: str, of: list[float], at: list[float], _font: object, _size: object) -> None:
        if text.strip():
            lefts[text.strip()] = at[4] * of[0] + at[5] * of[2] + of[4]

    for page in pages:  # on which one it stands depends on the fonts
        page.extract_text(visitor_text=visit)
    project.close()
    arabic = [left for text, left in lefts.items() if "AL" in map(bidirectional, text)]
    assert min(arabic) > float(pages[0].mediabox.width) / 2


def test_work_that_is_stopped_leaves_no_file(river: Project, tmp_path: Path) -> None:
    calls = 0

    def stop(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 20:
            raise Cancelled

    target = tmp_path / "report.pdf"
    with pytest.raises(Cancelled):
        writer.write(build_document(report_of(river)), target, stop)
    assert not target.exists()


def test_a_place_that_takes_no_file_is_told(river: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="could not be written"):
        writer.write(build_document(report_of(river)), tmp_path / "no" / "report.pdf")
