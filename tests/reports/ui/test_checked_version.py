"""The version that was checked, as the dialog for reports offers it."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.articles.model import Article
from annotator.reports.service.formats import FORMATS
from annotator.reports.ui.dialog import ReportDialog
from tests.projects import make_article, make_project


@pytest.fixture
def article(tmp_path: Path) -> Article:
    project = make_project(tmp_path / "project.sqlite")
    found = make_article(project)
    project.close()
    return found


def dialog_on(qapp: object, *articles: Article) -> ReportDialog:
    del qapp
    dialog = ReportDialog(None, articles, articles[0], "", lambda *_: None)
    dialog.begin("internal", "html")
    return dialog


def of_version(article: Article, number: int) -> Article:
    return replace(article, version=replace(article.version, number=number))


def test_older_versions_are_offered_the_newest_first(qapp: object, article: Article) -> None:
    dialog = dialog_on(qapp, of_version(article, 3))
    assert dialog._fields.isRowVisible(dialog.checked)
    numbers = [dialog.checked.itemData(row) for row in range(dialog.checked.count())]
    assert numbers == [0, 2, 1]
    assert dialog.choices().since == 0
    dialog.checked.setCurrentIndex(2)
    assert dialog.choices().since == 1
    dialog.form.setCurrentIndex(dialog.form.findData("json"))
    assert FORMATS["json"].write_project is not None
    assert dialog.choices().since == 0
    assert not dialog._fields.isRowVisible(dialog.checked)


@pytest.mark.parametrize("number", [1, 2])
def test_where_one_version_is_older_at_most_there_is_no_choice(
    qapp: object, article: Article, number: int
) -> None:
    dialog = dialog_on(qapp, of_version(article, number))
    assert not dialog._fields.isRowVisible(dialog.checked)


def test_of_several_articles_no_version_is_chosen(qapp: object, article: Article) -> None:
    dialog = dialog_on(qapp, of_version(article, 3), replace(article, id="other"))
    dialog.checked.setCurrentIndex(1)
    assert dialog.choices().since == 2
    dialog.articles.all.setChecked(True)
    assert dialog.choices().since == 0
