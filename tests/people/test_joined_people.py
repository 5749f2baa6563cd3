"""Two records of one person are joined, from the command line and in the window."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.articles import service
from annotator.articles.model import Draft
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.people.model import Checker, is_namesake
from annotator.people.service import join_people
from annotator.people.ui.people_dialog import PeopleDialog
from annotator.project import Project
from tests.app.desks import answering, open_window, press, until
from tests.conftest import Annotator
from tests.projects import dump

TEXT = "Rain fell on Monday. The river rose by a metre. Nobody was hurt."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Maria has tagged the first claim, and then, as “Maria (2)”, the first and the second."""
    found = tmp_path / "project.sqlite"
    project = Project.create(found)
    service.add_article(project, Draft(TEXT))
    (article,) = project.articles.page()
    for name, verdict, spans in (
        ("Maria", Verdict.VERIFIED, [Span(0, 9)]),
        ("Maria (2)", Verdict.UNSUPPORTED, [Span(0, 9), Span(21, 40)]),
    ):
        project.work_as(name)
        for span in spans:
            claims.tag_span(project, article, span, verdict, None, None)
    project.close()
    return found


def people(path: Path) -> dict[str, int]:
    """How many tags each person has."""
    project = Project.open(path)
    try:
        assert [*project.findings()] == []
        return {person.checker.name: person.tags for person in project.people.at_work()}
    finally:
        project.close()


BEFORE = {"Maria": 1, "Maria (2)": 2}


def test_the_command_lists_and_joins_them_and_undo_parts_them(
    path: Path, annotator: Annotator
) -> None:
    assert people(path) == BEFORE
    told = annotator("people", path).stdout
    assert "Maria (2)" in told
    assert "2 tags" in told
    done = annotator("people", path, "--join", "Maria", "Maria (2)")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Joined Maria (2) with Maria.\n")
    assert people(path) == {"Maria": 2}
    (maria,) = json.loads(annotator("people", path, "--json").stdout)
    assert (maria["name"], maria["tags"]) == ("Maria", 2)
    # nobody was made for the step, and no name of before is a stranger's
    tagged = annotator(
        *("tag", path, "--article", "1", "--span", "48:60", "--verdict", "verified"),
        *("--as", "Maria (2)"),
    )
    assert tagged.returncode == 0, tagged.stderr
    assert people(path) == {"Maria": 3}
    assert annotator("undo", path, "--as", "Maria").returncode == 0
    assert annotator("undo", path).returncode == 0
    assert people(path) == BEFORE


def test_the_work_of_both_says_when_a_joined_person_was_last_at_work(
    path: Path, annotator: Annotator
) -> None:
    def last() -> dict[str, str]:
        told = json.loads(annotator("people", path, "--json").stdout)
        return {person["name"]: person["last_at"] for person in told}

    before = last()
    assert before["Maria"] < before["Maria (2)"]
    annotator("people", path, "--join", "Maria", "Maria (2)", "--as", "Ada")
    assert last()["Maria"] == before["Maria (2)"]


def test_whoever_was_joined_elsewhere_goes_on_as_the_person_who_stays(path: Path) -> None:
    project, elsewhere = Project.open(path), Project.open(path)
    twin = project.people.named("Maria (2)")
    maria = project.people.named("Maria")
    assert twin is not None
    assert maria is not None
    project.checker = twin
    join_people(elsewhere, maria, twin)
    elsewhere.close()
    claims.tag_span(project, project.articles.page()[0], Span(48, 60), Verdict.VERIFIED, None, None)
    assert project.checker == maria
    assert project.undo().change.checker == "Maria"
    project.close()
    assert people(path) == {"Maria": 2}


def test_a_person_who_is_not_there_is_named(path: Path, annotator: Annotator) -> None:
    for names in (("Maria", "Mia"), ("Mia", "Maria"), ("Maria", "Maria")):
        done = annotator("people", path, "--join", *names)
        assert done.returncode == 1
        assert done.stderr
    assert people(path) == BEFORE


def test_a_merge_tells_how_to_join_a_person_who_came_twice(
    path: Path, tmp_path: Path, annotator: Annotator
) -> None:
    other = tmp_path / "other.sqlite"
    project = Project.create(other)
    project.work_as("Maria")
    service.add_article(project, Draft("Another text."))
    project.close()
    done = annotator("merge", other, path, "--as", "Maria")
    assert done.returncode == 0, done.stderr
    assert 'annotator people other.sqlite --join "' in done.stdout


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [("Maria", "Maria (2)", True), ("Maria (3)", "Maria", True), ("Maria", "Mario", False)],
)
def test_names_are_one_but_for_their_numbers(name: str, other: str, same: bool) -> None:
    assert is_namesake(name, other) is same


def test_the_window_joins_two_and_takes_it_back(qtbot: QtBot, tmp_path: Path, path: Path) -> None:
    window = open_window(qtbot, tmp_path, path)
    project = window.session.project
    before = dump(project)

    def join(dialog: PeopleDialog) -> None:
        shown = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        assert [words.partition("\n")[0] for words in shown] == [
            *("Anna – you", "Maria", "Maria (2)"),
        ]
        assert not dialog.ok.isEnabled()
        press(dialog, "Return")
        assert dialog.isVisible()  # nobody is ticked yet
        dialog.list.setCurrentRow(0)
        dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
        for row in range(dialog.list.count()):
            name = dialog.list.item(row).text()
            ticked = Qt.CheckState.Checked if "Maria" in name else Qt.CheckState.Unchecked
            dialog.list.item(row).setCheckState(ticked)
        assert dialog.name.currentText() == "Maria"
        assert dialog.ok.isEnabled()
        press(dialog, "Return")

    asked = answering(PeopleDialog, join)
    window.menus.actions["people"].trigger()
    assert not asked.isActive()
    assert [checker.name for checker in project.people.checkers()] == ["Anna", "Maria"]
    assert window.notice.words.text() == "Joined Maria (2) with Maria."
    assert window.notice.button.text() == "Undo"
    window.notice.button.click()
    until(lambda: dump(project) == before)


def test_the_window_asks_about_a_person_who_came_twice(
    qtbot: QtBot, tmp_path: Path, path: Path
) -> None:
    window = open_window(qtbot, tmp_path, path)
    project = window.session.project
    project.checker = project.people.named("Maria")
    offered: list[str] = []
    window.people.offered.connect(lambda sentence, *_: offered.append(sentence))
    outcome = window.session.attempt(
        lambda: claims.mark(project, project.articles.page()[0], Span(48, 60))
    )
    assert outcome is not None
    window.people.ask_about_arrivals(outcome, "Merged.", lambda: None)
    assert offered == []
    twin = project.people.named("Maria (2)")
    assert isinstance(twin, Checker)
    brought = replace(outcome, rows={"checkers": (twin.id,)})
    window.handing_over.brought_in.emit(brought, "Merged.", lambda: None)
    assert offered == ["Merged. Maria (2) came with it. Is that you, too?"]
