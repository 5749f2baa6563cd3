"""Projects written as JSON and made projects again."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from annotator.archive.service import restore
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.service.formats import export
from tests.projects import make_clock
from tests.reports.projects import STATED

Document = dict[str, Any]


def exported(project: Project, *, shown: bool = False) -> bytes:
    """A project as JSON, as a user exports it."""
    with TemporaryDirectory() as folder:
        target = Path(folder, "project.json")
        choices = ReportChoices(show_confidential=shown)
        export(project, "json", target, stated_date=STATED, choices=choices)
        return target.read_bytes()


def document(project: Project, *, shown: bool = False) -> Document:
    """The same, as a program reads it."""
    found: Document = json.loads(exported(project, shown=shown))
    return found


_numbers = count(1)


@contextmanager
def restored(data: bytes | Document, folder: Path) -> Iterator[Project]:
    """The project that is made of JSON."""
    number = next(_numbers)
    source, path = folder / f"{number}.json", folder / f"restored {number}.sqlite"
    source.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    restore.restore(path, source, clock=make_clock())
    project = Project.open(path, clock=make_clock())
    try:
        yield project
    finally:
        project.close()
