"""What a form says of itself is what it does."""

from pathlib import Path

import pytest

from annotator.kernel.errors import InvalidValue
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher
from annotator.reports.service.formats import FORMATS, export
from tests.reports.projects import STATED


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.write])
def test_a_form_says_which_kinds_of_report_it_suits(
    river: Project, tmp_path: Path, name: str, kind: ReportKind
) -> None:
    publisher.put_publisher(river, Publisher("The Checkers", "https://checkers.example/river"))
    target = tmp_path / "written"

    def write() -> None:
        export(river, name, target, stated_date=STATED, choices=ReportChoices(kind))

    if FORMATS[name].suits(kind):
        write()
        assert target.exists()
    else:
        with pytest.raises(InvalidValue):
            write()
