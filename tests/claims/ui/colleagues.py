"""What a colleague found in a copy of a project, without seeing what was found here."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from annotator.app.window.main_window import MainWindow
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.project import Project
from annotator.sharing.service import merge
from tests.app.desks import article, span_of, until

Find = tuple[str, Verdict]
V, D, U = Verdict


def tag(project: Project, window: MainWindow, finds: Sequence[Find]) -> None:
    """Tag stretches of the article that a window shows, in a project."""
    there = project.articles.get(article(window).id)
    for words, verdict in finds:
        why = DisputeReason.MISLEADING if verdict is Verdict.DISPUTED else None
        claims.tag_span(project, there, span_of(window, words), verdict, why)


def copy_of(
    window: MainWindow, folder: Path, who: str, finds: Sequence[Find], of: Path | None = None
) -> Path:
    """A copy of the project that is open, or of another, in which somebody tagged stretches."""
    path = folder / f"{who}.sqlite"
    if of is None:
        window.session.project.copy_to(path)
    else:
        shutil.copy(of, path)
    theirs = Project.open(path)
    theirs.work_as(who)
    tag(theirs, window, finds)
    theirs.close()
    return path


def bring_in(
    window: MainWindow, folder: Path, finds: Sequence[Find], theirs: Sequence[Find]
) -> None:
    """Let Anna and Ben find claims apart from each other, and merge his without joining any."""
    project = window.session.project
    before = copy_of(window, folder, "empty", ())
    tag(project, window, finds)
    path = copy_of(window, folder, "Ben", theirs, before)
    planned = merge.plan(project, path)
    merge.merge(project, planned, {}, backup=False)
    window.session._catch_up()
    until(lambda: window.claims.listing.model.rowCount() == len(finds) + len(theirs))
