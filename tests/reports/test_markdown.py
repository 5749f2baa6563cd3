"""The Markdown document, read back by another reader of CommonMark."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.claims.fields import ClaimWords
from annotator.claims.service import claims, fields
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.formats import markdown
from annotator.reports.service.report import build
from tests.reports.desks import make_desk
from tests.reports.pages import text_of
from tests.reports.projects import STATED, report_on, set_fields

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
WORDS = st.text("ab 1*_#|<>[](){}`~&;!\\+-=.:/\"'$^@\n\t", min_size=1, max_size=40)
TRAPS = [
    *("*loud*", "_low_", "# heading", "| cell | cell |", "<script>alert(1)</script>"),
    *("[x](javascript:alert(1))", "`code`", "1. first", "- item", "+ item", "===", "~~gone~~"),
    *("&amp; &#106;", "![x](y)", "2) second", "\\*", "> quoted", "***"),
]


def page_of(project: Project, kind: ReportKind = ReportKind.INTERNAL) -> str:
    report = build(project, stated_date=STATED, choices=ReportChoices(kind))
    return str(READER.render(markdown.render(build_document(report))))


@pytest.mark.parametrize("words", TRAPS)
def test_what_people_write_stays_words(river: Project, words: str) -> None:
    claim = river.claims.of_article(river.articles.page()[0].id)[0]
    tags = {tag for tag in page_of(river).split("<") if tag.startswith(("script", "img", "em"))}
    fields.say(river, claim, ClaimWords.STATEMENT, words)
    page = page_of(river)
    assert words in text_of(page)
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert tags == set()


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_no_end_of_a_line_begins_a_heading(river: Project, end: str) -> None:
    claim = river.claims.of_article(river.articles.page()[0].id)[2]
    before = page_of(river).count("<h")
    fields.say(river, claim, ClaimWords.STATEMENT, f"One{end}# two")
    set_fields(river, claim, proposed_wording=f"One{end}# two", speaker=f"One{end}# two")
    claims.conclude(river, claim, f"One{end}# two", "")
    page = page_of(river).replace("<h2>Corrections</h2>", "")
    assert page.count("<h") == before
    assert "# two" in text_of(page)


@given(words=WORDS)
def test_whatever_is_escaped_is_read_as_it_was_written(words: str) -> None:
    line = " ".join(words.split())
    assert READER.render(markdown.escape_markdown(line)).strip() in {
        f"<p>{_as_html(line)}</p>",
        "" if not line else None,
    }


def _as_html(words: str) -> str:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;")


def test_it_has_headings_quotes_and_tables(river: Project) -> None:
    page = page_of(river)
    assert "<h1>The river</h1>" in page
    assert "<h2>Claims</h2>" in page
    assert "<blockquote>\n<p>The mill closed in 1994</p>\n</blockquote>" in page
    assert '<a href="https://example.org/register">' in page
    assert "<td>Trade register" in page or "<strong>Trade register</strong>" in page
    assert "5 of 6 claims need attention before publication." in page


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_is_read(tmp_path: Path, kind: ReportKind) -> None:
    project = make_desk(tmp_path / "desk.annotator")
    assert "<h1>The river</h1>" in page_of(project, kind)
    project.close()


def test_the_same_project_gives_the_same_words(river: Project) -> None:
    assert markdown.render(build_document(report_on(river))) == markdown.render(
        build_document(report_on(river))
    )
