"""A reading that is given up before its end leaves nothing to complain of later."""

import gc
from pathlib import Path

from annotator.project import Project
from tests.projects import make_article, make_project
from tests.raw_file import raw_file


def test_rows_given_up_and_forgotten_after_the_file_was_closed(path: Path) -> None:
    project = make_project(path)
    for _ in range(3):
        make_article(project)
    rows = raw_file(project).each("SELECT id FROM articles")
    assert next(rows)
    project.close()
    del rows
    gc.collect()  # what goes wrong here is a warning, and warnings are errors
    Project.open(path).close()
