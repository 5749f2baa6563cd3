"""Whatever people and files bring in is shown as words, never run."""

from pathlib import Path

import pytest

from annotator.articles.model import Draft, Metadata, OriginalFile
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.reports.formats.html import render
from annotator.reports.service.formats import export
from tests.projects import state
from tests.reports.pages import read, text_of
from tests.reports.projects import (
    STATED,
    ask,
    make_article,
    make_project,
    mark,
    report_on,
    set_fields,
    tag,
)


def nasty(where: str) -> str:
    return f"<script>alert('{where}')</script>\" onload=\"x\" '&amp;{{{{ 7 * 7 }}}}{{% raw %}}"


ALWAYS = ("title", "byline", "outlet", "published", "text", "checker", "conclusion", "search")
ON_CLAIM = ("statement", "speaker", "said", "wording", "addressee", "question")
ON_SOURCE = ("source", "author", "publisher", "dated", "locator", "quotation", "accessed", "file")


@pytest.fixture
def attacked(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "attacked.annotator")
    project.work_as(nasty("checker"))
    metadata = Metadata(
        nasty("title"), nasty("byline"), nasty("outlet"), published=nasty("published")
    )
    article = make_article(project, draft=Draft(f"Before {nasty('text')} after", metadata))
    claim = mark(project, article, nasty("text"))
    claims.mark(project, article, Span(3, 20))
    state(project, claim, nasty("statement"))
    set_fields(
        project,
        claim,
        speaker=nasty("speaker"),
        said_on=nasty("said"),
        proposed_wording=nasty("wording"),
    )
    tag(project, claim, Verdict.VERIFIED, conclusion=nasty("conclusion"), note=nasty("search"))
    ask(project, claim, nasty("addressee"), nasty("question"))
    source = SourceDetails(
        nasty("source"),
        author=nasty("author"),
        publisher=nasty("publisher"),
        published=nasty("dated"),
    )
    words = EvidenceDetails(
        locator=nasty("locator"), quotation=nasty("quotation"), accessed_on=nasty("accessed")
    )
    file = OriginalFile(nasty("file"), "text/plain", b"x")
    evidence.add_evidence(project, claim, source, words, (file,))
    return project


def test_no_element_or_attribute_is_smuggled_in(attacked: Project) -> None:
    found = read(render(report_on(attacked)))
    assert found.faults == []
    assert "script" not in {tag for tag, _ in found.elements}
    assert not [name for _, attributes in found.elements for name in attributes if name[:2] == "on"]


@pytest.mark.parametrize("where", [*ALWAYS, *ON_CLAIM, *ON_SOURCE])
def test_the_words_are_shown_as_they_are(attacked: Project, where: str) -> None:
    # the text is cut by a second highlight, so that numbers stand within the words
    words = text_of(render(report_on(attacked)))
    assert (f"alert('{where}')" if where == "text" else nasty(where)) in words


BAD = pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "x y"]
)


def lead(project: Project, url: str) -> None:
    """Put the address everywhere, as if another program had written it."""
    article = project.articles.page()[0]
    claim = project.claims.of_article(article.id)[1]
    source = project.evidence.of_claims([claim.id])[0].source
    with project.change("Lead") as under_way:
        under_way.writer.update("sources", source.id, {"url": url, "archive_url": url})
        under_way.articles.set(article.id, Metadata("T", url=url), frozenset())


@BAD
def test_only_web_addresses_become_links(river: Project, url: str) -> None:
    lead(river, url)
    page = render(report_on(river))
    links = [value for _, value in read(page).attributes("href")]
    assert all(link.startswith("#") for link in links)
    assert url in text_of(page)


@BAD
@pytest.mark.parametrize("name", ["hypothesis", "label-studio", "w3c"])
def test_other_programs_are_given_web_addresses_only(
    river: Project, tmp_path: Path, name: str, url: str
) -> None:
    lead(river, url)
    export(river, name, tmp_path / "out", stated_date=STATED)
    assert f'"{url}"' not in (tmp_path / "out").read_text("utf-8")
