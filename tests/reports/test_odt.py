"""The OpenDocument text, read back: a sound package, real styles, remarks, and every word."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotator.articles.model import Draft, Metadata
from annotator.kernel.errors import Cancelled
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.blocks import ParagraphStyle, TextRun, paragraph
from annotator.reports.document.report import build_document
from annotator.reports.formats.odt import writer
from annotator.reports.formats.odt.writer import OdtMarkup
from annotator.reports.printable import printable
from annotator.reports.service.formats import export
from annotator.reports.service.report import build
from tests.judges import by_libreoffice
from tests.reports.desks import make_desk
from tests.reports.projects import STATED, TEXT, make_article, make_project, mark, report_on

NAMES = {
    short: f"urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"
    for short, long in (
        *(("office", "office"), ("style", "style"), ("text", "text"), ("table", "table")),
        ("fo", "xsl-fo-compatible"),
    )
} | {"xlink": "http://www.w3.org/1999/xlink"}
Element = Any


def data_of(project: Project, choices: ReportChoices | None = None) -> bytes:
    return writer.render(build_document(build(project, stated_date=STATED, choices=choices)))


def part(data: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def found(root: Element, path: str) -> list[Element]:
    return [*root.iterfind(path, NAMES)]


def words(element: Element) -> str:
    """The words of an element as a reader of OpenDocument has them, without remarks."""
    said = element.text or ""
    for child in element:
        name = etree.QName(child).localname
        if name == "s":
            said += " " * int(child.get(f"{{{NAMES['text']}}}c", "1"))
        elif name in {"tab", "line-break"}:
            said += "\t" if name == "tab" else "\n"
        elif name not in {"annotation", "annotation-end", "bookmark"}:
            said += words(child)
        said += child.tail or ""
    return said


def styled(root: Element, style: str) -> list[str]:
    name = f"{{{NAMES['text']}}}style-name"
    return [words(p) for p in root.iter(f"{{{NAMES['text']}}}p") if p.get(name) == style]


def properties_of(data: bytes, style: str) -> dict[str, str]:
    """The paragraph properties of a style, with those it takes from its parents."""
    (element,) = found(part(data, "styles.xml"), f".//style:style[@style:name='{style}']")
    parent = element.get(f"{{{NAMES['style']}}}parent-style-name")
    own = {
        str(key): str(value)
        for properties in found(element, "style:paragraph-properties")
        for key, value in properties.attrib.items()
    }
    return (properties_of(data, parent) if parent else {}) | own


def test_the_package_says_first_and_plainly_what_it_is(river: Project) -> None:
    data = data_of(river)
    assert data[30:38] == b"mimetype"
    assert data[38:77] == b"application/vnd.oasis.opendocument.text"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        listed = {*archive.namelist()}
    manifest = part(data, "META-INF/manifest.xml")
    told = {entry.get(next(iter(entry.keys()))) for entry in manifest}
    assert told - {"/"} == listed - {"mimetype", "META-INF/manifest.xml"}


def test_every_style_that_is_used_is_there(river: Project) -> None:
    data = data_of(river)
    content, styles = part(data, "content.xml"), part(data, "styles.xml")
    name = f"{{{NAMES['style']}}}name"
    there = {e.get(name) for root in (content, styles) for e in root.iter() if e.get(name)}
    used = {
        value
        for element in content.iter()
        for key, value in element.attrib.items()
        if str(key).endswith("}style-name")
    }
    assert used <= there


@pytest.mark.parametrize(
    ("code", "style"),
    [
        ("ar", "Language-ar-NONE"),
        ("pt-BR", "Language-pt-BR"),
        ("zh-Hans-CN", "Language-zh-CN"),
        ("", ""),
        ('"><x>', ""),
    ],
)
def test_words_are_in_the_language_of_their_article(code: str, style: str) -> None:
    markup = OdtMarkup("2025-03-07")
    told = markup.block(paragraph(ParagraphStyle.TEXT, TextRun("word", language=code)))
    assert (f'text:style-name="{style}"' in told) is bool(style)
    assert markup.languages == ({style} if style else set())


def test_the_report_says_in_which_language_it_is(tmp_path: Path) -> None:
    project = make_project(tmp_path / "ar.annotator")
    text = "قالت الوزيرة"
    make_article(project, text, Draft(text, Metadata("Odd", language="ar")))
    data = data_of(project)
    default = found(part(data, "styles.xml"), ".//style:default-style/style:text-properties")
    assert default[0].get(f"{{{NAMES['fo']}}}language") == "en"
    style = found(part(data, "content.xml"), ".//style:style[@style:name='Language-ar-NONE']/*")
    assert style[0].get(f"{{{NAMES['style']}}}language-complex") == "ar"
    project.close()


def test_headings_and_the_article_stand_in_it_word_for_word(river: Project) -> None:
    content = part(data_of(river), "content.xml")
    headings = [words(h) for h in content.iter(f"{{{NAMES['text']}}}h")]
    assert "The article, annotated" in headings
    text = " ".join(styled(content, "Article_20_Text"))
    for sign in ("2V", "3D", "1V", "5U", "4≠", "6·"):
        text = text.replace(sign, "")
    assert text == " ".join(TEXT.split("\n\n"))


def test_each_place_of_a_claim_has_a_remark_that_begins_and_ends(river: Project) -> None:
    content = part(data_of(river), "content.xml")
    name = f"{{{NAMES['office']}}}name"
    begun = [e.get(name) for e in found(content, ".//office:annotation")]
    ended = [e.get(name) for e in found(content, ".//office:annotation-end")]
    assert len(begun) == 7
    assert sorted(begun, key=str) == sorted(ended, key=str)
    remark = words(found(content, ".//office:annotation")[1])
    assert "Claim 3:" in remark
    assert "Marks it was." in remark


def test_every_jump_leads_to_a_bookmark(river: Project) -> None:
    content = part(data_of(river), "content.xml")
    marks = {e.get(f"{{{NAMES['text']}}}name") for e in found(content, ".//text:bookmark")}
    led = {str(e.get(f"{{{NAMES['xlink']}}}href")) for e in found(content, ".//text:a")}
    assert {target[1:] for target in led if target.startswith("#")} <= marks
    assert {t for t in led if not t.startswith("#")} == {
        "https://example.org/register",
        "https://archive.example/register",
    }


def test_what_runs_from_right_to_left_is_marked_so(tmp_path: Path) -> None:
    project = make_project(tmp_path / "rtl.annotator")
    text = "قالت الوزيرة إن الأجور ارتفعت 4٪.\n\nA bell\x07 rang."
    mark(project, make_article(project, text, Draft(text, Metadata("Odd"))), "ارتفعت 4٪")
    content = part(data_of(project), "content.xml")
    assert len(styled(content, "Article_20_Text_20_RTL")) == 1
    assert styled(content, "Article_20_Text") == ["○ A bell\ufffd rang."]
    project.close()


def test_a_heading_from_right_to_left_is_marked_so_and_still_begins_a_page(tmp_path: Path) -> None:
    project = make_project(tmp_path / "rtl.annotator")
    for title in ("The river", "عنوان المقال"):
        make_article(project, draft=Draft(TEXT, Metadata(title)))
    data = data_of(project)
    name = f"{{{NAMES['text']}}}style-name"
    (heading,) = (
        h
        for h in part(data, "content.xml").iter(f"{{{NAMES['text']}}}h")
        if words(h) == "عنوان المقال"
    )
    assert heading.get(name) == "Heading_20_1_20_New_20_RTL"
    properties = properties_of(data, heading.get(name))
    assert properties[f"{{{NAMES['style']}}}writing-mode"] == "rl-tb"
    assert properties[f"{{{NAMES['fo']}}}break-before"] == "page"
    project.close()


def test_what_runs_from_right_to_left_stands_at_the_right_in_every_program(river: Project) -> None:
    for style in ("Text_20_body_20_RTL", "Heading_20_1_20_RTL", "Article_20_Text_20_RTL"):
        properties = properties_of(data_of(river), style)
        assert properties[f"{{{NAMES['fo']}}}text-align"] == "right"


def test_there_is_room_between_the_text_and_the_lines_above_and_below_it(river: Project) -> None:
    styles = part(data_of(river), "styles.xml")
    for edge, side in (("header", "bottom"), ("footer", "top")):
        (found_there,) = found(styles, f".//style:{edge}-style/style:header-footer-properties")
        assert found_there.get(f"{{{NAMES['fo']}}}margin-{side}") == "0.5cm"


@given(said=st.text("a <&\"'\n\t\x07é👩🏽", min_size=1, max_size=30))
def test_no_space_and_no_sign_is_lost(said: str) -> None:
    markup = OdtMarkup("2025-03-07").block(paragraph(ParagraphStyle.BODY, said))
    spaces = " ".join(f'xmlns:{short}="{long}"' for short, long in NAMES.items())
    assert words(etree.fromstring(f"<p {spaces}>{markup}</p>")) == printable(said)


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_is_well_formed_and_the_same_each_time(tmp_path: Path, kind: ReportKind) -> None:
    project = make_desk(tmp_path / "desk.annotator")
    data = data_of(project, ReportChoices(kind))
    for name in ("content.xml", "styles.xml", "meta.xml"):
        part(data, name)
    assert data == data_of(project, ReportChoices(kind))
    project.close()


def test_its_title_names_the_article(river: Project) -> None:
    (title,) = part(data_of(river), "meta.xml").iterfind(".//{*}title")
    assert title.text == "Fact-check report: The river"


def test_it_can_be_stopped(river: Project) -> None:
    def stop(_done: int, _all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        writer.render(build_document(report_on(river)), stop)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["odt", "docx", "xlsx"])
def test_another_maker_s_program_opens_it(river: Project, tmp_path: Path, form: str) -> None:
    report = tmp_path / f"report.{form}"
    export(river, form, report, stated_date=STATED)
    saved = "html" if form == "xlsx" else "txt:Text"
    said = by_libreoffice(report.read_bytes(), report.name, saved, tmp_path).decode("utf-8-sig")
    assert "The mill closed in 1994" in said
    assert "Struck off in 1994." in said
