"""The figures and charts of all articles together, against figures counted by hand."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.project import Project
from annotator.reports.entries.overview import overview
from annotator.reports.formats.html import render
from tests.reports.pages import text_of
from tests.reports.projects import make_article, mark, report_on, tag

FIRST = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)


def make_days(path: Path, days: list[int]) -> Project:
    """Three claims, tagged so many days after the first: verified, disputed, verified."""
    now = [FIRST]
    project = Project.create(path, clock=lambda: now[0])
    project.work_as("Ines")
    article = make_article(project)
    quotes = ["The mill closed in 1994", "400 anglers", "The otter came back"]
    for quote, day in zip(quotes, days, strict=True):
        now[0] = FIRST + timedelta(days=day)
        claim = mark(project, article, quote)
        disputed = quote.startswith("400")
        verdict = Verdict.DISPUTED if disputed else Verdict.VERIFIED
        tag(project, claim, verdict, DisputeReason.MISLEADING if disputed else None)
    return project


def test_articles_and_verdicts_are_counted(river: Project) -> None:
    make_article(river, "Another text.")
    found = overview(report_on(river))
    heads = [(h.key, h.heading, h.claims, h.in_the_way, h.queries) for h in found.heads]
    assert heads == [("a1", "The river", 6, 5, 1), ("a2", "The river", 0, 0, 0)]
    assert found.claims == 6
    assert found.occurring == tuple(
        Standing[name] for name in ("VERIFIED", "DISPUTED", "UNSUPPORTED", "DIFFERING", "UNTAGGED")
    )


@pytest.mark.parametrize(
    ("days", "names"),
    [
        ([0, 0, 2], [("2025-03-03", 0, "3 March 2025"), ("2025-03-05", 2, "5 March 2025")]),
        (
            [0, 40, 300],
            [
                ("2025-03", 0, "March 2025"),
                ("2025-04", 1, "April 2025"),
                ("2025-12", 9, "December 2025"),
            ],
        ),
        ([0, 1, 3000], [("2025", 0, "2025"), ("2033", 8, "2033")]),
    ],
)
def test_the_longer_the_work_the_longer_the_periods_and_none_is_passed_over(
    tmp_path: Path, days: list[int], names: list[tuple[str, int, str]]
) -> None:
    project = make_days(tmp_path / "days.annotator", days)
    periods = overview(report_on(project)).periods
    assert [(period.name, period.place, period.words) for period in periods] == names
    assert sum(period.claims for period in periods) == 3
    assert dict(periods[-1].counts)[Standing.VERIFIED] == 1
    project.close()


def test_the_chart_says_its_figures_in_words_too(tmp_path: Path) -> None:
    project = make_days(tmp_path / "days.annotator", [0, 0, 2])
    page = render(report_on(project))
    assert "How the work went on" in page
    assert "<title>3 March 2025, Verified: 1</title>" in page
    assert "<title>5 March 2025, Verified: 1</title>" in page
    said = "3 claims by the day of the first verdict, from 3 March 2025 to 5 March 2025; at most 2"
    assert f"{said} in one day." in text_of(page)
    table = text_of(page[page.index("<summary>") : page.index("</details>")])
    assert re.search(r"Verified\s*Disputed\s*3 March 2025\s*1\s*1\s*5 March 2025\s*1\s*0", table)
    project.close()


def test_one_day_needs_no_chart(river: Project) -> None:
    assert "How the work went on" not in render(report_on(river))


def test_a_bar_a_article_says_its_figures_in_words(river: Project) -> None:
    make_article(river, "Another text.")
    page = render(report_on(river))
    words = "2 verified, 1 disputed, 1 unsupported, 1 on which checkers differ and 1 not tagged"
    assert f'role="img" aria-label="{words}"' in page


def test_the_bar_of_an_article_has_the_shares_of_its_verdicts(river: Project) -> None:
    page = render(report_on(river))
    bar = page[page.index('class="chart strip"') : page.index('class="counts"')]
    widths = [float(width) for width in re.findall(r'width="([0-9.]+)"', bar)]
    assert widths == pytest.approx([200 * n / 6 for n in (2, 1, 1, 1, 1)], abs=0.01)
    assert 'aria-hidden="true"' in bar
