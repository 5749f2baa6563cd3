"""Comparisons in files: Word's tracked changes give back both texts; pages show every word once."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx2python import docx2python
from hypothesis import given, settings
from lxml import etree, html

from annotator.articles.intake.reader import read_document
from annotator.articles.model import Changes
from annotator.revisions.formats.docx import render as render_docx
from annotator.revisions.formats.html import render as render_html
from annotator.revisions.formats.terminal import marked_lines
from tests.judges import by_pandoc, with_changes_by_libreoffice
from tests.revisions.compared import CUT, HIGH, NEW, OLD, compared, with_claims
from tests.revisions.test_comparison import texts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {"accepted": {"del", "moveFrom"}, "rejected": {"ins", "moveTo"}}


CLAIMS = "//section[@id='text']//span[starts-with(@class, 'claim')]"


def body_of(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")


def text_with(data: bytes, changes: str) -> str:
    """The text of a document with all changes accepted, or all rejected, as Word does it."""
    gone, said = GONE[changes], ""
    for paragraph in body_of(data).iter(f"{W}p"):
        for element in paragraph.iter(f"{W}t", f"{W}delText", f"{W}br", f"{W}tab"):
            if not gone & {above.tag.removeprefix(W) for above in element.iterancestors()}:
                said += {"br": "\n", "tab": "\t"}.get(
                    element.tag.removeprefix(W), element.text or ""
                )
        ends = paragraph.find(f"{W}pPr/{W}rPr")
        if ends is None or not gone & {mark.tag.removeprefix(W) for mark in ends}:
            said += "\n\n"
    return said.removesuffix("\n\n")


@given(texts, texts)
@settings(max_examples=40, deadline=None)
def test_the_changes_in_word_give_back_both_texts(old: str, new: str) -> None:
    data = render_docx(compared(old, new))
    assert text_with(data, "rejected") == old
    assert text_with(data, "accepted") == new


def test_a_passage_that_moved_is_a_move() -> None:
    body = body_of(render_docx(with_claims()))
    (start,) = body.iter(f"{W}moveFromRangeStart")
    (other,) = body.iter(f"{W}moveToRangeStart")
    assert start.get(f"{W}name") == other.get(f"{W}name")
    assert len([*body.iter(f"{W}moveFromRangeEnd", f"{W}moveToRangeEnd")]) == 2
    ids = [each.get(f"{W}id") for each in body.iter() if each.get(f"{W}author")]
    assert len(ids) == len({*ids})


def test_changes_are_nobodys_but_the_newer_versions() -> None:
    body = body_of(render_docx(with_claims()))
    by = {(e.get(f"{W}author"), e.get(f"{W}date")) for e in body.iter() if e.get(f"{W}author")}
    assert by == {("Version 2", "2026-03-02T12:00:00Z")}


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert render_docx(with_claims()) == render_docx(with_claims())
    assert render_html(with_claims()) == render_html(with_claims())


def test_claims_are_named_at_their_places_in_word() -> None:
    data = render_docx(with_claims())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        notes = "".join(etree.fromstring(archive.read("word/comments.xml")).itertext())
    assert notes == "Claim 1: verifiedClaim 2: disputed (in version 1)"
    body = body_of(data)
    commented = {}
    for start in body.iter(f"{W}commentRangeStart"):
        number, said = start.get(f"{W}id"), ""
        for element in start.itersiblings():
            if element.tag == f"{W}commentRangeEnd" and element.get(f"{W}id") == number:
                break
            said += "".join(element.itertext())
        commented[number] = said
    assert commented == {"0": HIGH, "1": CUT}


@pytest.mark.parametrize(("changes", "text"), [("accept", NEW), ("reject", OLD)])
def test_pandoc_takes_all_changes(changes: str, text: str, tmp_path: Path) -> None:
    data = render_docx(with_claims())
    options = (f"--track-changes={changes}", "--wrap=none")
    assert by_pandoc(data, "a.docx", tmp_path, *options).strip() == text


@pytest.mark.parametrize(("act", "text"), [("Accept", NEW), ("Reject", OLD)])
def test_libreoffice_takes_all_changes(act: str, text: str, tmp_path: Path) -> None:
    found = with_changes_by_libreoffice(render_docx(with_claims()), act, tmp_path)
    assert found.strip() == text.replace("\n\n", "\n")


def test_other_readers_read_the_document(tmp_path: Path) -> None:
    data = render_docx(with_claims())
    assert "It is " in docx.Document(io.BytesIO(data)).paragraphs[2].text
    file = tmp_path / "a.docx"
    file.write_bytes(data)
    with docx2python(file) as read:
        assert "made of steel" in read.text


@pytest.mark.parametrize(("changes", "text"), [("accepted", NEW), ("rejected", OLD)])
def test_the_document_comes_in_again_as_either_version(changes: Changes, text: str) -> None:
    data = render_docx(with_claims())
    assert read_document(data, "a.docx", changes=changes).text.strip() == text


def page_of(data: bytes) -> Any:
    return html.fromstring(data.decode())


def words(text: str) -> list[str]:
    return re.sub(r"[¶⇱⇲]|moved (away|here)", " ", text).split()


def test_the_page_shows_both_versions_side_by_side() -> None:
    page = page_of(render_html(compared(OLD, NEW)))
    rows = page.xpath("//section[@id='beside']//tbody/tr")
    for column, text in ((0, OLD), (1, NEW)):
        said = " ".join(row.findall("td")[column].text_content() for row in rows)
        assert words(said) == text.split()


def test_the_marked_text_without_its_marks_is_either_version() -> None:
    for gone, text in (("ins", OLD), ("del", NEW)):
        page = page_of(render_html(compared(OLD, NEW)))
        for element in page.xpath(f"//section[@id='text']//{gone}"):
            element.drop_tree()
        assert words(page.xpath("//section[@id='text']/div")[0].text_content()) == text.split()


def test_each_change_of_the_page_has_an_anchor_and_moves_lead_to_their_other_end() -> None:
    page, found = page_of(render_html(with_claims())), with_claims()
    anchors = {each.get("id") for each in page.xpath("//*[@id]")}
    assert {f"change-{n}" for n in range(found.count)} <= anchors
    leads = [each.get("href").removeprefix("#") for each in page.xpath("//a[@class='moved']")]
    assert len(leads) == 2
    assert {*leads} <= anchors


def test_the_page_names_claims_and_needs_nothing_else() -> None:
    data = render_html(with_claims()).decode()
    claims = [each.text for each in page_of(data.encode()).xpath(CLAIMS)]
    assert claims == ["1 V", "2 D"]
    assert "<script" not in data
    assert not re.search(r'(src|href)="(?!#)', data)


def test_markup_in_a_text_is_text() -> None:
    data = render_html(compared("<b>old</b> & more.", "<i>new</i> & more.")).decode()
    assert "<b>old" not in data
    assert "&lt;" in data


def test_a_terminal_shows_one_marked_text_by_signs_alone() -> None:
    lines = [*marked_lines(with_claims())]
    assert lines[0] == "Towers"
    assert "6 changes." in lines[1]
    tower = "The tower opened in 1931. It is [-300-]{+‹1 V› 310+} m high and made of steel. "
    assert f"{tower}{{+It was red.+}}" in lines
    assert "<{+A long passage that moves to the top of the article later.+}>" in lines
    mayor = "‹2 D› The mayor was among them."
    assert f"[-Visitors came from all over the country that year. {mayor}-]" in lines


def test_a_passage_that_moved_has_its_sign_once() -> None:
    moved = "A long passage that moves to the top with 12 sheep and their lambs."
    rest = "The tower opened in 1931. It is 300 m high.\n\nNobody knows why."
    found = compared(f"{rest}\n\n{moved}", f"{moved.replace('12', '13')}\n\n{rest}")
    beside = page_of(render_html(found)).xpath("//section[@id='beside']")[0].text_content()
    assert (beside.count("⇱"), beside.count("⇲")) == (1, 1)
    assert "¶" not in beside
