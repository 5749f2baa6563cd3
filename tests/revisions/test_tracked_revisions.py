"""A new draft whose file carries tracked changes is followed by these, and says so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.articles.intake.reader import read_bytes
from annotator.project import Project
from annotator.revisions.model import Placing
from annotator.revisions.service.revision import add_version, plan_revision
from tests.conftest import Annotator
from tests.projects import make_article, make_claim, make_project
from tests.revisions.drafts import waiting, words_in_newest
from tests.revisions.test_edit_script import Document, as_docx, as_odt, deleted, inserted, kept

OLD = (
    "The north tower is 300 m high and stands by the river.\n\n"
    "The south tower is 200 m high and stands by the sea.\n\n"
    "Nobody was hurt."
)
HEIGHT = kept(" m high and stands by the ")
TRACKED: Document = [
    [kept("The north tower is "), deleted("300"), inserted("310"), HEIGHT, kept("river.")],
    [inserted("Crime fell by a third, as the mayor said in May.")],
    [kept("The south tower is "), deleted("200"), inserted("300"), HEIGHT, kept("sea.")],
    [kept("Nobody was hurt.")],
]


@pytest.mark.parametrize(("name", "make"), [("new.docx", as_docx), ("new.odt", as_odt)])
def test_tracked_changes_are_followed(
    tmp_path: Path, name: str, make: Callable[[Document], bytes]
) -> None:
    project = make_project(tmp_path / "a.factcheck")
    article = make_article(project, OLD)
    for words in ("300 m", "200 m", "Nobody was hurt"):
        make_claim(project, article, words)
    plan = plan_revision(project, article.id, read_bytes(make(TRACKED), name))
    assert plan.follows_changes
    assert plan.counts == {Placing.CHANGED: 2, Placing.SAME: 1}
    add_version(project, plan)
    assert words_in_newest(project, article) == {3: ["Nobody was hurt"]}
    found = waiting(project, article)
    assert [p.words for p in found[1].proposals][:1] == ["310 m"]
    assert [p.words for p in found[2].proposals][:1] == ["300 m"]


def test_changes_against_another_text_are_not_followed(tmp_path: Path) -> None:
    project = make_project(tmp_path / "a.factcheck")
    article = make_article(project, OLD.replace("by the river", "by the lake"))
    plan = plan_revision(project, article.id, read_bytes(as_docx(TRACKED), "new.docx"))
    assert not plan.follows_changes


def test_the_command_says_that_they_were_followed(
    annotator: Annotator, made: Path, tmp_path: Path
) -> None:
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.docx").write_bytes(as_docx(TRACKED))
    annotator("add", made, tmp_path / "old.txt")
    done = annotator("revise", made, "new.docx", "--article", "1", "--dry-run")
    assert "The changes tracked in the file were followed." in done.stdout.splitlines()
    plain = annotator("revise", made, "new.docx", "--article", "1", "--tracked", "marked")
    assert plain.returncode == 0
    assert "were followed" not in plain.stdout
    opened = Project.open(made)
    assert opened.articles.numbered(1).version.number == 2
    opened.close()
