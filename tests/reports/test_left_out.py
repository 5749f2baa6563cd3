"""A report says which parts of its file the text of an article lacks."""

from annotator.articles.model import Draft, LeftOut, LeftOutKind, Metadata
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.sentences import record
from annotator.reports.service.report import build
from tests.reports.projects import STATED, make_article

PARTS = (LeftOut(LeftOutKind.CAPTION, "Divers"), LeftOut(LeftOutKind.CONTENTS, "1 Quay", 4))


def facts(project: Project, kind: ReportKind) -> dict[str, str]:
    article = make_article(project, draft=Draft("It rained.", Metadata("Rain"), left_out=PARTS))
    choices = ReportChoices(kind=kind, article_ids=(article.id,))
    report = build(project, stated_date=STATED, choices=choices)
    return {name: str(told.text) for name, told in record(report.articles[0], STATED)}


def test_the_record_of_a_check_names_them(project: Project) -> None:
    told = facts(project, ReportKind.INTERNAL)
    assert told["Left out of the text"] == "1 caption, 1 table of contents"


def test_readers_are_not_told(project: Project) -> None:
    assert "Left out of the text" not in facts(project, ReportKind.PUBLIC)
