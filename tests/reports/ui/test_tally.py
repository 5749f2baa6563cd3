"""How many claims go into a report, and why the others are left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.articles.model import Draft, Metadata
from annotator.claims.verdicts import Standing
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service.report import build
from annotator.reports.ui.tally import tally
from tests.reports.projects import STATED, make_article, make_river

DISPUTED = frozenset({Standing.DISPUTED})


@pytest.fixture
def river(tmp_path: Path) -> Iterator[Project]:
    project = make_river(tmp_path / "river.annotator")
    yield project
    project.close()


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (ReportChoices(), "All claims are included."),
        (
            ReportChoices(ReportKind.PUBLIC),
            "4 of 6 claims are included; 2 are left out because they have no agreed verdict.",
        ),
        (
            ReportChoices(ReportKind.QUERIES),
            "1 of 6 claims is included; 5 are left out because they have no open question.",
        ),
        (
            ReportChoices(ReportKind.QUERIES, addressee="Nobody"),
            "0 of 6 claims are included; 6 are left out because they have no open "
            "question to Nobody.",
        ),
        (
            ReportChoices(ReportKind.PUBLIC, standings=DISPUTED),
            "1 of 6 claims is included; 5 are left out because they have another verdict (3) or "
            "they have no agreed verdict (2).",
        ),
    ],
)
def test_the_sentence_counts_and_says_why(
    river: Project, choices: ReportChoices, sentence: str
) -> None:
    assert tally(river, choices).sentence == sentence


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("standings", [frozenset(), DISPUTED])
@pytest.mark.parametrize("settled", [True, False])
def test_it_counts_what_the_report_then_holds(
    river: Project, kind: ReportKind, standings: frozenset[Standing], *, settled: bool
) -> None:
    choices = ReportChoices(kind, standings=standings, only_settled=settled)
    counted = tally(river, choices)
    report = build(river, stated_date=STATED, choices=choices)
    assert counted.shown == sum(len(article.claims) for article in report.articles)
    assert counted.shown + sum(number for _, number in counted.reasons) == counted.claims == 6


def test_a_file_is_named_after_a_title_that_somebody_confirmed(river: Project) -> None:
    found = Draft("One.", Metadata("Guessed"), frozenset({"title"}))
    article = make_article(river, "One.", found)
    assert tally(river, ReportChoices()).title == "2 articles"
    assert tally(river, ReportChoices(article_ids=(article.id,))).title == "Article 2"
