"""A person's own templates: they change the page, and can do nothing else."""

from pathlib import Path

import pytest

from annotator.kernel.errors import BadTemplate, ExportFailed, InvalidValue, TemplateThere
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.entries.report import Report
from annotator.reports.formats import templates
from annotator.reports.formats.html import render
from annotator.reports.service.formats import export
from annotator.reports.service.report import build
from tests.reports.projects import STATED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    templates.copy_to(tmp_path / "own")
    return tmp_path / "own"


def report_with(project: Project, folder: Path) -> Report:
    return build(project, stated_date=STATED, choices=ReportChoices(template=folder))


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Change a template; the line of what is new."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_copied_templates_give_the_same_page(river: Project, report: Report, folder: Path) -> None:
    assert render(report_with(river, folder)) == render(report)


def test_a_changed_template_changes_the_page(river: Project, folder: Path) -> None:
    change(folder, "report-method.html.j2", "{{ method_heading }}", "What our marks mean")
    page = render(report_with(river, folder))
    assert "What our marks mean" in page
    assert "How to read this report" not in page


def test_what_is_not_in_the_folder_is_taken_from_the_program(
    river: Project, report: Report, folder: Path
) -> None:
    for path in folder.iterdir():
        if path.name != "report-method.html.j2":
            path.unlink()
    assert render(report_with(river, folder)) == render(report)


@pytest.mark.parametrize(
    "mistake",
    [
        "{% if %}",
        "{{ report.nothing }}",
        "{{ 1 / 0 }}",
        "{{ report.__class__.__mro__ }}",
        "{{ report.articles._project.path }}",
        "{{ 'x' + 1 }}",
        "{% include '../../secret' %}",
        "{% include '/etc/hostname' %}",
        "{{ report.choices.template.parent }}",
        "{{ (report.choices.template / 'report.css.j2').read_text() }}",
        "{% for n in range(10000000) %}{% endfor %}",
        "{% for n in range(99999) %}{% for m in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'a' * 10 ** 15 }}",
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(
    river: Project, folder: Path, tmp_path: Path, mistake: str
) -> None:
    target = tmp_path / "report.html"
    target.write_bytes(b"before")
    old = '  <h2 id="method">'
    line = change(folder, "report-method.html.j2", old, f"{mistake}{old}")
    with pytest.raises(BadTemplate) as told:
        export(river, "html", target, stated_date=STATED, choices=ReportChoices(template=folder))
    assert f"{folder / 'report-method.html.j2'}, line {line}:" in str(told.value)
    assert target.read_bytes() == b"before"


@pytest.mark.parametrize("way", ["{file}", "../../../../../../../../../../..{file}"])
def test_a_template_reads_no_file_of_the_computer(
    river: Project, folder: Path, tmp_path: Path, way: str
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("other people's words", encoding="utf-8")
    include = "{% include '" + way.format(file=other.as_posix()) + "' %}"
    change(folder, "report-method.html.j2", '  <h2 id="method">', include)
    with pytest.raises(BadTemplate, match="no template of the name"):
        render(report_with(river, folder))


def test_a_template_that_is_not_utf_8_is_named_with_its_line(river: Project, folder: Path) -> None:
    (folder / "report-method.html.j2").write_bytes(b"<p>\n</p>\n<p>\xe9</p>")
    with pytest.raises(BadTemplate, match=r"report-method\.html\.j2, line 3: .* UTF-8"):
        render(report_with(river, folder))


def test_a_folder_that_is_not_there_is_told(river: Project, tmp_path: Path) -> None:
    with pytest.raises(BadTemplate, match="no such folder"):
        render(report_with(river, tmp_path / "nowhere"))


def test_only_a_web_page_is_made_from_templates(
    river: Project, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(InvalidValue):
        export(
            river,
            "csv",
            tmp_path / "t.csv",
            stated_date=STATED,
            choices=ReportChoices(template=folder),
        )


def test_a_template_that_is_there_is_not_overwritten(folder: Path) -> None:
    (folder / "report.html.j2").write_text("mine", encoding="utf-8")
    with pytest.raises(TemplateThere):
        templates.copy_to(folder)
    assert (folder / "report.html.j2").read_text(encoding="utf-8") == "mine"


def test_a_copying_that_was_broken_off_is_finished_by_the_next(tmp_path: Path) -> None:
    made = templates.copy_to(tmp_path / "own")
    for path in made[1:]:
        path.unlink()
    assert templates.copy_to(tmp_path / "own") == made
    assert all(path.exists() for path in made)
    made[0].write_text("Mine.")
    made[1].unlink()
    with pytest.raises(TemplateThere):
        templates.copy_to(tmp_path / "own")
    assert not made[1].exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportFailed):
        templates.copy_to(tmp_path / "file" / "own")
