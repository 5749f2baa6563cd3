"""An offer to undo takes back its own step, or says why not: never a later one."""

import ast
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import annotator
from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.evidence.citations import Citation
from tests.app.desks import article, until


def archive(window: MainWindow, _claim: Claim) -> None:
    window.planning.archive()


def cite(window: MainWindow, claim: Claim) -> None:
    window.citing.cite(claim, [Citation("https://harbour.example/1987")])


def remove(window: MainWindow, claim: Claim) -> None:
    project = window.session.project
    window.session.attempt(partial(claims.remove, project, [claim.id]))


def step_after(window: MainWindow) -> None:
    project, here = window.session.project, article(window)
    window.session.attempt(lambda: service.plan_article(project, here, "2030-01-01", None))


def type_after(window: MainWindow) -> None:
    """Type words of a step that is not saved yet."""

    def save() -> bool:
        step_after(window)
        return True

    window.session.save_typed_by(save)


@pytest.mark.parametrize("later", [step_after, type_after])
@pytest.mark.parametrize("act", [archive, cite, remove])
def test_an_offer_to_undo_takes_back_no_later_step(
    window: MainWindow,
    claim: Claim,
    act: Callable[[MainWindow, Claim], None],
    later: Callable[[MainWindow], None],
) -> None:
    act(window, claim)
    until(lambda: window.notice.button.text() == "Undo")
    later(window)
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    step = window.session.project.to_undo()
    assert step is not None
    assert step.label.startswith("Plan ")
    assert "Undo the later steps before" in window.notice.words.text()


def test_whatever_else_undoes_names_its_step() -> None:
    """Only the command of the menu undoes whichever step is the newest."""
    found = {
        path.name
        for path in Path(annotator.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "undo"
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "back"
    }
    assert found == {"command_slots.py"}
