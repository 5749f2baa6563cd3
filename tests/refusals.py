"""Refusals of undo and redo, by what they say."""

import pytest

from annotator.kernel.errors import UndoRefused
from annotator.project import Project
from tests.projects import dump


def refused(project: Project, *, redo: bool = False) -> str:
    """The sentence with which an undo is refused; nothing was changed."""
    before, seq = dump(project), project.history.latest_seq()
    with pytest.raises(UndoRefused) as refusal:
        _ = project.redo() if redo else project.undo()
    assert (dump(project), project.history.latest_seq()) == (before, seq)
    return str(refusal.value)
