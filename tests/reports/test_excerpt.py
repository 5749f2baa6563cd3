"""One claim for the clipboard, in three forms that say the same."""

import re
from html import unescape

import pytest
from markdown_it import MarkdownIt

from annotator.articles.model import Draft, Metadata
from annotator.claims.fields import Claim
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.project import Project
from annotator.reports.service.excerpt import excerpt
from tests.reports.projects import make_article, mark, set_fields, tag


def claim_of(project: Project, number: int) -> Claim:
    claims = project.claims.of_article(project.articles.page()[0].id)
    return next(claim for claim in claims if claim.number == number)


def test_it_says_what_who_how_and_on_what(river: Project) -> None:
    claim = claim_of(river, 2)
    set_fields(river, claim, speaker="Jonas Feld", said_on="2025-03-01")
    assert excerpt(river, claim).text == (
        "“The mill closed in 1994”\n"
        "Said by Jonas Feld, 1 March 2025\n"
        "Verified\n"
        "Struck off in 1994.\n"
        "– Supports: Trade register, “Dissolved in 1994.”, accessed 2 March 2025, "
        "https://example.org/register, https://archive.example/register\n"
    )


def test_markdown_has_links_and_a_list(river: Project) -> None:
    assert excerpt(river, claim_of(river, 3)).markdown == (
        "> The towns spent 212 million euros\n\n"
        "**Disputed: contradicted**\n\n"
        "Marks it was.\n"
        "- Contradicts: Trade register, [source](<https://example.org/register>), "
        "[archived copy](<https://archive.example/register>)\n"
    )


def test_html_has_a_quotation_and_links(river: Project) -> None:
    html = excerpt(river, claim_of(river, 3)).html
    assert '<blockquote dir="auto">The towns spent 212 million euros</blockquote>' in html
    assert '<a href="https://example.org/register">source</a>' in html


def test_where_checkers_differ_each_verdict_is_told(river: Project) -> None:
    words = excerpt(river, claim_of(river, 4)).text
    assert "Checkers differ" in words
    assert "– Ines: Unsupported. No picture." in words
    assert "– Tomasz: Disputed: misleading. In 2020." in words


def test_a_claim_without_a_verdict_says_so(river: Project) -> None:
    assert excerpt(river, claim_of(river, 6)).text == "“as said”\nNot tagged\n"


def test_signs_in_peoples_words_stay_signs(river: Project) -> None:
    text = "The *old* <b>mill</b> [sic] #1 & _more_."
    article = make_article(river, text, Draft(text, Metadata("Signs")))
    claim = mark(river, article, text)
    tag(river, claim, Verdict.VERIFIED, conclusion="1. It <i>is</i>.\n- so")
    found = excerpt(river, claim)
    assert found.text.startswith(f"“{text}”")
    assert found.markdown.startswith(
        "> The \\*old\\* \\<b\\>mill\\</b\\> \\[sic\\] #1 \\& \\_more\\_.\n"
    )
    assert "1\\. It \\<i\\>is\\</i\\>." in found.markdown
    assert "\\- so" in found.markdown
    assert "<i>" not in found.html
    assert "&lt;b&gt;mill&lt;/b&gt;" in found.html


@pytest.mark.parametrize(
    "words",
    [
        *("a\n===", "a\n---", "---", "1.", "-", "+ a", "a\n=", "# a", "```\na", "| a |\n|---|"),
        *("&lt;b&gt; &amp;", "a\n\n    b", "    a", "[a]: https://b.example", "![a](b)", "a\\\nb"),
    ],
)
def test_no_word_becomes_markup_in_markdown(river: Project, words: str) -> None:
    claim = claim_of(river, 3)
    set_fields(river, claim, statement=words)
    reader = MarkdownIt("commonmark").enable("table")
    page = reader.render(excerpt(river, claim).markdown)
    assert " ".join(words.split()) in " ".join(unescape(re.sub("<[^>]*>", "", page)).split())
    assert not re.search("<(h[1-6]|hr|pre|code|ol|table|img)", page)
    assert page.count("<li>") == page.count("Contradicts:") == 1


def test_an_address_leads_where_it_was_written_to(river: Project) -> None:
    url = "https://example.org/a&amp;b\\_c?<d>=1 2"
    evidence.add_evidence(river, claim_of(river, 6), SourceDetails("S", url=url), EvidenceDetails())
    page = MarkdownIt().render(excerpt(river, claim_of(river, 6)).markdown)
    assert 'href="https://example.org/a&amp;amp;b%5C_c?%3Cd%3E=1%202"' in page
