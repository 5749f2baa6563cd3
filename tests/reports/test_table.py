"""The report as a table: every claim in a row, nothing that a spreadsheet would run."""

import csv
import io
from pathlib import Path

import pytest

from annotator.articles.model import Draft, Locator
from annotator.claims.fields import ClaimWords
from annotator.claims.service import fields
from annotator.kernel.errors import Cancelled, UnknownFormat
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.entries.report import Report
from annotator.reports.formats import csv as table
from annotator.reports.service.formats import by_suffix, export
from annotator.reports.service.report import build
from tests.reports.projects import STATED, make_article, mark, report_on


def rows(report: Report) -> list[dict[str, str]]:
    data = table.render(report)
    assert data.startswith(b"\xef\xbb\xbf")
    return [*csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def test_every_claim_has_a_row_in_the_order_of_the_report(report: Report) -> None:
    claims = [entry for article in report.articles for entry in article.claims]
    found = rows(report)
    assert [row["Claim"] for row in found] == [str(entry.claim.number) for entry in claims]
    assert [row["Words in the article"].split("\n")[0] for row in found] == [
        entry.quotes[0] for entry in claims
    ]
    assert {row["Article"] for row in found} == {article.heading for article in report.articles}


def test_verdicts_and_evidence_are_said_in_words(report: Report) -> None:
    found = rows(report)
    assert "Verified" in {row["Verdict"] for row in found}
    assert any("https://example.org/register" in row["Evidence"] for row in found)
    tags = [tag for article in report.articles for e in article.claims for tag in e.tags]
    assert sum(row["Tags"].count(": ") for row in found) == len(tags)


def test_a_table_with_confidential_sources_says_so_on_its_first_line(river: Project) -> None:
    choices = ReportChoices(show_confidential=True)
    shown = table.render(build(river, stated_date=STATED, choices=choices)).decode("utf-8-sig")
    assert "Evidence (names confidential sources)" in shown.splitlines()[0]
    plain = table.render(build(river, stated_date=STATED)).decode("utf-8-sig")
    assert "confidential" not in plain.splitlines()[0]


@pytest.mark.parametrize("words", ["=HYPERLINK(0)", "@A1", "\n=1", "＝1", "＋1", "－1", "＠A1"])
def test_what_looks_like_a_formula_stays_text(river: Project, words: str) -> None:
    claim = river.claims.of_article(river.articles.page()[0].id)[0]
    fields.say(river, claim, ClaimWords.STATEMENT, words)
    found = {row["Claim"]: row["Statement"] for row in rows(report_on(river))}
    assert found[str(claim.number)] == f"'{words}"


def test_the_same_project_gives_the_same_bytes(river: Project, tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        export(river, by_suffix(".CSV"), tmp_path / name, stated_date=STATED)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    with pytest.raises(UnknownFormat):
        by_suffix(".xyz")


def test_a_table_that_is_stopped_is_not_there(river: Project, tmp_path: Path) -> None:
    def stop(_done: int, _all: int) -> None:
        raise Cancelled

    target = tmp_path / "table.csv"
    with pytest.raises(Cancelled):
        export(river, "csv", target, stated_date=STATED, progress=stop)
    assert [*tmp_path.glob("*.csv")] == []


def test_a_claim_says_the_page_on_which_it_stands(river: Project) -> None:
    draft = Draft(
        "The quay closes. Divers came.", locators=(Locator(0, "page 1"), Locator(17, "page 2"))
    )
    mark(river, make_article(river, draft=draft), "Divers came")
    found = {row["Words in the article"]: row["Where"] for row in rows(report_on(river))}
    assert found.pop("Divers came") == "page 2"
    assert set(found.values()) == {""}
