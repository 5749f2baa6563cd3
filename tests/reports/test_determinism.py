"""The same project gives the same bytes, whenever and wherever it is reported on."""

import os
import subprocess
import sys
from pathlib import Path

from annotator.project import Project
from annotator.reports.formats.html import render
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher
from annotator.reports.service.formats import FORMATS, export
from tests.reports.projects import STATED, make_river, report_on

PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service.formats import FORMATS, export
from annotator.project import Project
project = Project.open(Path(sys.argv[1]))
for name, form in FORMATS.items():
    choices = ReportChoices(form.only or ReportKind.INTERNAL)
    target = Path(sys.argv[2], name)
    export(project, name, target, stated_date=date(2025, 3, 7), choices=choices)
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


def test_other_hash_seeds_give_the_same_bytes_in_every_form(river: Project, tmp_path: Path) -> None:
    publisher.put_publisher(river, Publisher("The Checkers", "https://checkers.example/river"))
    folders = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(river.path), str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        folders.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert {*folders[0]} == {*FORMATS}
    assert [name for name in FORMATS if folders[0][name] != folders[1][name]] == []
    assert folders[0]["html"] == render(report_on(river)).encode()
