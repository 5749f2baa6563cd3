"""Makes the README's pictures of reports: ``python -m tests.journeys.report_pictures``.

Needs Chromium for the web pages and poppler's pdftoppm for the paper. Name a folder to put them
there instead of ``resources/guide``.
"""

import subprocess
import sys
import tempfile
import tomllib
from datetime import date
from pathlib import Path

from annotator import sample_project
from annotator.assets import asset
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service.formats import export
from annotator.reports.service.forms import FORMS
from tests.judges import CHROMIUM_OPTIONS, installed

STATED = date(2026, 3, 5)
DARK = "--blink-settings=preferredColorScheme=0"
PAGES = (
    ("report-internal", ReportKind.INTERNAL, ()),
    ("report-public", ReportKind.PUBLIC, ()),
    ("report-public-dark", ReportKind.PUBLIC, (DARK,)),
)


def sample(folder: Path) -> Project:
    """The sample project."""
    text = asset("samples", "article.txt").read_text(encoding="utf-8")
    description = tomllib.loads(asset("samples", "sample.toml").read_text(encoding="utf-8"))
    sample_project.prepare(folder / "sample.sqlite", text, description)
    return Project.open(folder / "sample.sqlite")


def browser() -> str:
    """Chromium, by whatever name."""
    found = installed("Chromium")
    if found is None:
        sys.exit("Chromium is not installed, and the pictures are of its pages.")
    return found


def photograph(page: Path, target: Path, *options: str) -> None:
    """A picture of the top of a web page."""
    looks = (*CHROMIUM_OPTIONS, "--hide-scrollbars", *options)
    size = ("--window-size=900,1120", f"--screenshot={target}")
    subprocess.run([browser(), *looks, *size, page.as_uri()], check=True, capture_output=True)


def main() -> None:
    """Make the pictures."""
    names = sys.argv[1:]
    guide = Path(names[0]) if names else Path(__file__).parents[2] / "resources" / "guide"
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        project = sample(folder)
        for name, kind, options in PAGES:
            page = folder / f"{name}.html"
            export(project, "html", page, stated_date=STATED, choices=ReportChoices(kind))
            photograph(page, guide / f"{name}.png", *options)
        paper = folder / "report.pdf"
        export(project, "pdf", paper, stated_date=STATED, forms=FORMS)
        project.close()
        of = ("pdftoppm", "-r", "80", "-png", "-singlefile", "-f", "1", "-l", "1")
        subprocess.run([*of, paper, guide / "report-paper"], check=True)


if __name__ == "__main__":
    main()
