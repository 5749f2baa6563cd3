"""Each kind of report on paper: what it says, and what it does not."""

from annotator.articles.model import Draft, Metadata
from annotator.project import Project
from annotator.reports.choices import ReportKind
from tests.reports.projects import make_article
from tests.reports.ui.papers import read, report_of, words_of


def test_an_article_without_questions_is_only_listed_on_a_query_sheet(river: Project) -> None:
    make_article(river, "Another text.", Draft("Another text.", Metadata("Another")))
    words = words_of(read(report_of(river, kind=ReportKind.QUERIES)))
    assert "Open queries" in words[0]
    assert sum(page.count("Another") for page in words) == 1
    assert "no open question" not in " ".join(words)


def test_the_query_sheet_asks_and_tells_no_verdict(river: Project) -> None:
    words = " ".join(words_of(read(report_of(river, kind=ReportKind.QUERIES))))
    assert "Said by whom?" in words
    assert "Answer" in words
    assert "Verified" not in words
    assert "Disputed" not in words


def test_the_correction_list_has_old_and_new_wording_and_why(river: Project) -> None:
    words = " ".join(words_of(read(report_of(river, kind=ReportKind.CORRECTIONS))))
    old, new, why = (
        words.index(part) for part in ("million euros", "million marks", "Marks it was.")
    )
    assert old < new < why


def test_a_public_report_names_no_checker_unless_asked_to(river: Project) -> None:
    words = " ".join(words_of(read(report_of(river, kind=ReportKind.PUBLIC))))
    assert "Struck off in 1994." in words
    assert "Ines" not in words
    named = report_of(river, kind=ReportKind.PUBLIC, name_checkers=True)
    assert "Ines" in " ".join(words_of(read(named)))
