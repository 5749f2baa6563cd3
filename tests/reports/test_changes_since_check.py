"""What changed since the check, in every form of report: to the desk, the writer and readers."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from annotator.articles.model import Article
from annotator.claims.service.coverage import nothing_to_check
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.blocks import JumpRun, ParagraphBlock, RunStyle, TextRun
from annotator.reports.document.report import build_document
from annotator.reports.entries.report import Report
from annotator.reports.formats import csv, markdown, xlsx
from annotator.reports.formats import html as web_page
from annotator.reports.service.disclosures import slips
from annotator.revisions.service import publication
from tests.conftest import Annotator
from tests.reports.projects import TEXT, ask, make_article, make_project, mark, tag
from tests.reports.test_document import IN_ORDER, bare, in_html, report_of, said_by
from tests.revisions.texts import add_text

pytestmark = pytest.mark.usefixtures("qapp")

NEWER = (
    TEXT.replace("212 million", "221 million")
    .replace("No trout was caught", "Hardly a trout was caught")
    .replace("The otter came back in 2019. ", "")
    + " Nobody knows why the herons left."
)
COUNTED = "2 sentences changed, 1 is new, 1 was cut"
TOLD = f"Checked: version 1, on which the only verdict was given; since then {COUNTED}."
BRIEFLY = f"Checked: version 1; since then {COUNTED}."
IN_PUBLIC = (
    "We checked the version of 3 March 2025. Since then 3 sentences of the text were changed or "
    "added; these are not checked."
)
OLD_WORDS = "The towns spent 212 million euros, and 400 anglers hold a licence."
KINDS = [ReportChoices(kind) for kind in ReportKind]


@pytest.fixture
def checked(tmp_path: Path) -> Iterator[Project]:
    """An article with a verdict and an open question, whose text changed afterwards."""
    project = make_project(tmp_path / "river.annotator")
    article = make_article(project)
    claim = mark(project, article, "closed in 1994")
    tag(project, claim, Verdict.VERIFIED)
    ask(project, claim, "", "Says who?")
    add_text(project, article, NEWER)
    yield project
    project.close()


def newest(project: Project) -> Article:
    return project.articles.numbered(1)


def words(project: Project, choices: ReportChoices) -> str:
    return markdown.render(build_document(report_of(project, choices)))


def skip(project: Project, quote: str) -> None:
    start = NEWER.index(quote)
    span = Span(start, start + len(quote))
    nothing_to_check(project, newest(project), Sentences(NEWER, "en"), span)


@pytest.mark.parametrize("choices", KINDS, ids=lambda choices: choices.kind)
@pytest.mark.parametrize("name", IN_ORDER)
def test_every_format_says_it_in_its_order(
    checked: Project, name: str, choices: ReportChoices
) -> None:
    report = report_of(checked, choices)
    told, at = IN_ORDER[name](report), 0
    for block in build_document(report).blocks:
        for said in said_by(block):
            found = told.find(said, 0 if len(said) == 1 else at)
            assert found >= 0, said
            at = max(at, found)


@pytest.mark.parametrize("choices", KINDS, ids=lambda choices: choices.kind)
def test_the_web_page_says_it(checked: Project, choices: ReportChoices) -> None:
    report = report_of(checked, choices)
    told = in_html(report)
    lacking = [s for b in build_document(report).blocks for s in said_by(b) if s not in told]
    assert lacking == []


def test_the_editor_reads_each_sentence_with_what_stood_there(checked: Project) -> None:
    told = bare(words(checked, ReportChoices()))
    assert bare(TOLD) in told
    assert bare("The towns spent **221** million euros") in told
    assert bare("It read: The towns spent ~~212~~ million euros") in told
    assert bare("Nobody knows why the herons left. New.") in told.replace("\\", "")
    assert bare("Cut: The otter came back in 2019.") in told


def test_the_differences_are_marked_and_no_other_words(checked: Project) -> None:
    blocks = build_document(report_of(checked, ReportChoices())).blocks
    runs = [run for block in blocks for run in getattr(block, "line", ()) if is_run(run)]
    assert [run.text for run in runs if run.look is RunStyle.NEW] == ["221", "Hardly a"]
    assert [run.text for run in runs if run.look is RunStyle.OLD] == ["212", "No"]


def is_run(run: object) -> bool:
    return isinstance(run, TextRun)


def test_each_leads_to_its_place_in_the_text_where_the_report_has_it(checked: Project) -> None:
    page = web_page.render(report_of(checked, ReportChoices()))
    for number in (2, 3, 5):
        assert f'<a class="go" href="#a1-u{number}"' in page
        assert f'id="a1-u{number}"' in page
    blocks = build_document(report_of(checked, ReportChoices())).blocks
    leading = [block for block in blocks if isinstance(block, ParagraphBlock) and block.number]
    jumps = [run for block in leading for run in block.number if isinstance(run, JumpRun)]
    assert {"Sentence 2", "Sentence 3", "Sentence 5"} <= {run.label for run in jumps}
    without = web_page.render(report_of(checked, ReportChoices(with_text=False)))
    assert '<a class="go" href="#a1-u' not in without


def test_what_was_read_since_is_counted_and_not_listed(checked: Project) -> None:
    skip(checked, "Hardly a trout")
    told = words(checked, ReportChoices())
    assert "1 of the 3 changed or new sentences was read since." in told.replace("\\", "")
    assert "It read: “~~No~~ trout" not in told
    for quote in ("221 million", "herons"):
        skip(checked, quote)
    told = words(checked, ReportChoices())
    assert "All 3 changed or new sentences were read since." in told.replace("\\", "")
    assert "It read:" not in told


def test_readers_are_told_that_the_text_changed_and_not_its_older_words(checked: Project) -> None:
    told = words(checked, ReportChoices(ReportKind.PUBLIC))
    assert IN_PUBLIC in told
    assert "212" not in told
    assert "otter" not in told
    for quote in ("221 million", "herons", "Hardly a trout"):
        skip(checked, quote)
    assert "Since then" not in words(checked, ReportChoices(ReportKind.PUBLIC))


def test_readers_know_a_published_text_by_its_day(checked: Project) -> None:
    first, _ = checked.articles.versions(newest(checked).id)
    publication.mark_published(checked, first, "2025-03-01", "https://news.example/river")
    told = words(checked, ReportChoices(ReportKind.PUBLIC))
    assert "We checked the version of 1 March 2025." in told


def test_the_writer_and_the_desk_are_told_in_a_line(checked: Project) -> None:
    for kind in (ReportKind.QUERIES, ReportKind.CORRECTIONS):
        told = words(checked, ReportChoices(kind))
        assert BRIEFLY in told.replace("\\", "")
        assert "verdict" not in told
        assert OLD_WORDS not in told


def test_people_who_are_asked_are_told_nothing(checked: Project) -> None:
    (claim,) = checked.claims.of_article(newest(checked).id)
    ask(checked, claim, "Ada Holm", "Is it so?")
    for choices in (
        ReportChoices(ReportKind.QUERIES, addressee="Ada Holm"),
        ReportChoices(ReportKind.QUERIES, with_text=False),
    ):
        assert "since then" not in words(checked, choices)


def test_another_version_can_be_said_to_be_checked(checked: Project) -> None:
    add_text(checked, newest(checked), f"{NEWER} The end.")
    assert "1 sentence is new" in words(checked, ReportChoices(since=2))
    assert "Since then" not in words(checked, ReportChoices(ReportKind.PUBLIC, since=3))
    assert "Checked:" not in words(checked, ReportChoices(since=9))


def test_an_article_with_one_version_says_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path / "one.annotator")
    tag(project, mark(project, make_article(project), "closed in 1994"), Verdict.VERIFIED)
    for choices in KINDS:
        assert "Checked: version" not in words(project, choices)
        assert "Since then" not in words(project, choices)


def test_tables_hold_it(checked: Project) -> None:
    report = report_of(checked, ReportChoices())
    assert TOLD in csv.render(report).decode("utf-8-sig")
    book = load_workbook(io.BytesIO(xlsx.render(report)))
    rows = [*book["Changed since the check"].iter_rows(values_only=True)]
    assert [row[2] for row in rows[1:]] == ["changed", "changed", "new", "cut"]
    assert rows[1][3:] == (OLD_WORDS.replace("212", "221"), OLD_WORDS)
    about = dict(book["About"].iter_rows(values_only=True))
    assert about["Changed since the check"] == TOLD


def test_a_confidential_name_in_an_older_sentence_is_told_before_it_leaves(
    checked: Project,
) -> None:
    (claim,) = checked.claims.of_article(newest(checked).id)
    secret = SourceDetails("Otter Cameback", confidential=True, code_name="S1")
    evidence.add_evidence(checked, claim, secret, EvidenceDetails())
    older = NEWER.replace("Nobody knows", "Otter Cameback knows")
    add_text(checked, newest(checked), older)
    tag(checked, mark(checked, newest(checked), "Otter"), Verdict.VERIFIED)
    tag(checked, mark(checked, newest(checked), "400 anglers"), Verdict.VERIFIED)
    add_text(checked, newest(checked), f"{NEWER} So it is.")
    inside = report_of(checked, ReportChoices())
    assert "Otter Cameback" in markdown.render(build_document(inside))
    assert any("Otter" in slip.name for slip in slips(checked, without_text(inside)))
    assert "Cameback" not in words(checked, ReportChoices(ReportKind.PUBLIC, with_text=False))


def without_text(report: Report) -> Report:
    return replace(report, choices=replace(report.choices, with_text=False))


def test_the_command_line_takes_the_version_that_was_checked(
    checked: Project, annotator: Annotator, tmp_path: Path
) -> None:
    add_text(checked, newest(checked), f"{NEWER} The end.")
    target = tmp_path / "report.md"
    done = annotator("export", checked.path, "-o", target, "--since", "2")
    assert done.returncode == 0, done.stderr
    assert "version 2" in target.read_text(encoding="utf-8")
