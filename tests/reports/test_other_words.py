"""A verdict on other words than its claim has now is shown with both, and does not count."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as lxml_html

from annotator.app.window.announcer import in_words as spoken
from annotator.appearance import label
from annotator.claims.fields import Claim
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims, places
from annotator.claims.ui.list.columns import judged
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.exchange.formats.judgements import judgements
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.blocks import TextRun
from annotator.reports.document.report import build_document
from annotator.reports.document.sentences import needing
from annotator.reports.entries.attention import Cause
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.columns import COLUMNS
from annotator.reports.entries.overview import overview
from annotator.reports.entries.report import Report
from annotator.reports.formats import html as web_page
from annotator.reports.formats import markdown
from annotator.reports.service.excerpt import excerpt
from annotator.reports.service.report import build
from annotator.review.service import rulings
from tests.reports.projects import STATED, TEXT, make_article, make_project, mark, tag
from tests.reports.test_document import IN_ORDER, bare, in_html

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = make_project(tmp_path / "words.annotator")
    yield made
    made.close()


@pytest.fixture
def trout(project: Project) -> Claim:
    """“No trout was caught”, verified by Ines, which became “No trout was caught for 31 years”."""
    article = make_article(project)
    found = mark(project, article, "No trout was caught")
    tag(project, found, Verdict.VERIFIED)
    move(project, found, "No trout was caught for 31 years")
    return found


def move(project: Project, claim: Claim, words: str) -> None:
    (place,) = project.highlights.of_claim(claim.id)
    places.move_place(project, place, find_quote(TEXT, words))


def report(project: Project, kind: ReportKind = ReportKind.INTERNAL) -> Report:
    return build(project, stated_date=STATED, choices=ReportChoices(kind))


def entry(project: Project) -> ClaimEntry:
    (article,) = report(project).articles
    (found,) = article.claims
    return found


def test_the_claim_stands_as_if_nobody_had_judged_it(project: Project, trout: Claim) -> None:
    found = entry(project)
    assert found.standing is Standing.OUTDATED
    assert found.conclusions == ()
    (given,) = found.tags
    assert given.other_words is not None
    assert given.other_words.before.words == "No trout was caught"
    assert given.other_words.now.marked == ("for 31 years",)
    claims.confirm(project, trout)
    assert entry(project).standing is Standing.VERIFIED
    assert entry(project).tags[0].other_words is None


def test_one_word_says_it_wherever_claims_are_counted_or_named(
    project: Project, trout: Claim
) -> None:
    said = label(Standing.OUTDATED)
    assert said == "Verdict on other words"
    for read in (in_html, *IN_ORDER.values()):
        assert bare(said) in read(report(project))
    counts = dict(report(project).articles[0].counts)
    assert (counts[Standing.OUTDATED], counts[Standing.UNTAGGED]) == (1, 0)
    assert project.tags.standings()[Standing.OUTDATED] == 1
    assert project.tags.standings()[Standing.UNTAGGED] == 0
    (row,) = project.claim_lists.rows(trout.article_id, [trout.id])
    assert judged(row) == [said]
    assert spoken(1, row.standing) == "Claim 1, verdict on other words"


def test_the_section_for_attention_names_it(project: Project, trout: Claim) -> None:
    (article,) = report(project).articles
    (group,) = (g for g in article.attention if g.cause is Cause.OUTDATED)
    assert [item.claim.claim.number for item in group.items] == [trout.number]
    shown = markdown.render(build_document(report(project)))
    assert "### Verdict on other words (1)" in shown
    assert "Ines: **V Verified**  on “No trout was caught”" in shown


def test_a_reader_of_any_format_gets_both_texts_and_the_difference(
    project: Project, trout: Claim
) -> None:
    assert trout.number == 1
    shown = markdown.render(build_document(report(project)))
    assert "**Given on other words:** “No trout was caught”" in shown
    assert "Now: “No trout was caught **for 31 years**”" in shown
    page = lxml_html.document_fromstring(web_page.render(report(project)))
    assert [each.text_content() for each in page.xpath("//*[@class='judged']//ins")] == [
        "for 31 years"
    ]
    assert page.xpath("//*[@class='judged']//del") == []


def test_shrinking_shows_what_was_removed(project: Project) -> None:
    article = make_article(project)
    found = mark(project, article, "No trout was caught for 31 years")
    tag(project, found, Verdict.VERIFIED)
    move(project, found, "trout was caught for 31 years")
    shown = markdown.render(build_document(report(project)))
    assert "Given on other words:** “~~No~~ trout was caught for 31 years”" in shown
    assert "Now: “trout was caught for 31 years”" in shown


def test_the_public_is_told_no_verdict_that_does_not_hold(project: Project, trout: Claim) -> None:
    (article,) = report(project, ReportKind.PUBLIC).articles
    assert article.claims == ()
    claims.confirm(project, trout)
    (article,) = report(project, ReportKind.PUBLIC).articles
    assert [found.standing for found in article.claims] == [Standing.VERIFIED]


def test_words_that_two_checkers_marked_with_and_without_a_stop_are_told_once(
    project: Project,
) -> None:
    article = make_article(project)
    words = "No trout was caught for 31 years"
    one, other = (mark(project, article, words + end) for end in ("", "."))
    tag(project, one, Verdict.VERIFIED)
    places.join(project, one, other)
    assert len(project.highlights.of_claim(one.id)) == 2
    written = markdown.render(build_document(report(project, ReportKind.PUBLIC)))
    assert "In the text 2 times" not in written
    assert written.count("[1V]") == 1
    assert entry(project).quotes == ("No trout was caught for 31 years.",)
    assert len(entry(project).highlights) == 2


def test_a_ruling_on_other_words_does_not_count(project: Project) -> None:
    article = make_article(project)
    found = mark(project, article, "No trout was caught")
    tag(project, found, Verdict.VERIFIED)
    project.work_as("Ben")
    tags = project.tags.of_claims([found.id])
    rulings.accept(project, found, tags, tags[0])
    assert entry(project).standing is Standing.VERIFIED
    move(project, found, "No trout was caught for 31 years")
    shown = entry(project)
    assert shown.standing is Standing.OUTDATED
    assert shown.ruling is not None
    assert not shown.ruling.holds
    (public,) = report(project, ReportKind.PUBLIC).articles
    assert public.claims == ()


def test_a_colleague_s_verdict_that_holds_is_all_that_counts(
    project: Project, trout: Claim
) -> None:
    project.work_as("Ben")
    tag(project, trout, Verdict.UNSUPPORTED, conclusion="Nobody knows.")
    found = entry(project)
    assert found.standing is Standing.UNSUPPORTED
    assert found.conclusions == ("Nobody knows.",)
    assert [t.holds for t in found.tags] == [True, False]


def test_no_form_for_other_programs_has_the_verdict_on_the_new_words(
    project: Project, trout: Claim
) -> None:
    found = judgements(entry(project), ReportKind.INTERNAL)
    assert [(each.verdict, each.checker) for each in found] == [(None, "")]
    assert overview(report(project)).periods == ()
    project.work_as("Ben")
    tag(project, trout, Verdict.DISPUTED, DisputeReason.MISLEADING)
    (bens,) = judgements(entry(project), ReportKind.INTERNAL)
    assert (bens.verdict, bens.checker) == (Verdict.DISPUTED, "Ben")


def test_the_public_does_not_read_who_checked_other_words(project: Project, trout: Claim) -> None:
    project.work_as("Ben")
    tag(project, trout, Verdict.UNSUPPORTED)
    choices = ReportChoices(ReportKind.PUBLIC, name_checkers=True)
    (article,) = build(project, stated_date=STATED, choices=choices).articles
    (found,) = article.claims
    assert [given.checker for given in found.tags] == ["Ben"]
    assert article.checkers == ("Ben",)


def test_checkers_who_differ_are_those_who_judged_these_words(
    project: Project, trout: Claim
) -> None:
    for who, verdict in (("Ben", Verdict.UNSUPPORTED), ("Cleo", Verdict.VERIFIED)):
        project.work_as(who)
        tag(project, trout, verdict)
    (article,) = report(project).articles
    (group,) = (g for g in article.attention if g.cause is Cause.DIFFERING)
    (item,) = group.items
    said = "".join(p.text for p in needing(item, group.cause) if isinstance(p, TextRun))
    assert "Ben:" in said
    assert "Cleo:" in said
    assert "Ines:" not in said
    assert "Ines" not in excerpt(project, trout).text


def test_the_table_says_it_beside_the_verdict(project: Project, trout: Claim) -> None:
    assert trout.number == 1
    (article,) = report(project).articles
    (column,) = (c for c in COLUMNS if c.name == "Tags")
    said = str(column.cell(article, article.claims[0]))
    assert said.endswith(
        "(given on other words: “No trout was caught”; now “No trout was caught for 31 years”)"
    )
