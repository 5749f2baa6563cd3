"""The same project gives the same bytes, whenever and wherever it is reported on."""

import os
import subprocess
import sys
from pathlib import Path

from annotator.report.formats import export
from annotator.report.html import render
from annotator.services.project import Project
from tests.report.projects import STATED, make_river, report_on

PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from annotator.report.formats import export
from annotator.services.project import Project
export(Project.open(Path(sys.argv[1])), "html", Path(sys.argv[2]), stated_date=date(2025, 3, 7))
"""


def test_opened_twice_it_gives_the_same_bytes(river: Project, tmp_path: Path) -> None:
    again = Project.open(river.path)
    for number, project in enumerate((river, again)):
        export(project, "html", tmp_path / f"{number}.html", stated_date=STATED)
    again.close()
    assert (tmp_path / "0.html").read_bytes() == (tmp_path / "1.html").read_bytes()


def test_the_same_work_done_twice_gives_the_same_page(river: Project, tmp_path: Path) -> None:
    """All ids differ, so that nothing can depend on them."""
    other = make_river(tmp_path / "other.annotator")
    assert render(report_on(other)) == render(report_on(river))


def test_other_hash_seeds_give_the_same_bytes(river: Project, tmp_path: Path) -> None:
    pages = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(river.path), str(target)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        pages.append(target.read_bytes())
    assert pages[0] == pages[1] == render(report_on(river)).encode()
