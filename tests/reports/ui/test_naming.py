"""The names proposed for reports, and what is counted for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.reports.choices import ReportKind
from annotator.reports.service.formats import Format
from annotator.reports.service.forms import FORMS
from annotator.reports.ui.controller import propose_file_name

INTERNAL = ReportKind.INTERNAL


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The river", "The river – fact-check report.pdf"),
        ("Who/what: a “test”?", "Who what a “test” – fact-check report.pdf"),
        ("a\nb\tc", "a b c – fact-check report.pdf"),
        ("..hidden..", "hidden – fact-check report.pdf"),
        ("CON", "_CON – fact-check report.pdf"),
        ("evil\u202efdp.exe", "evil fdp.exe – fact-check report.pdf"),
        ("Ärzte für Łódź 東京", "Ärzte für Łódź 東京 – fact-check report.pdf"),
        ("///", "Fact-check report.pdf"),
        ("", "Fact-check report.pdf"),
    ],
)
def test_a_name_is_made_of_the_title_as_every_system_takes_it(title: str, name: str) -> None:
    assert propose_file_name(title, INTERNAL, FORMS["pdf"]) == name


@pytest.mark.parametrize("title", ["Interview with Ada Secretive", "ADA SECRETIVE SPEAKS"])
def test_a_title_that_names_a_confidential_source_is_left_out(title: str) -> None:
    assert (
        propose_file_name(title, INTERNAL, FORMS["pdf"], {"Ada Secretive"})
        == "Fact-check report.pdf"
    )


def test_the_kind_is_told_by_the_name() -> None:
    names = {propose_file_name("X", kind, FORMS["pdf"]) for kind in ReportKind}
    assert len(names) == len(ReportKind)


def test_no_form_is_proposed_the_name_of_another() -> None:
    names = {propose_file_name("X", INTERNAL, form) for form in FORMS.values()}
    assert len(names) == len(FORMS)
    assert "X – whole project.json" in names
    assert "X – fact-check report, Label Studio.json" in names


@given(st.text(max_size=300), st.sampled_from(ReportKind), st.sampled_from([*FORMS.values()]))
def test_any_title_gives_a_name_that_can_be_written(
    title: str, kind: ReportKind, form: Format
) -> None:
    name = propose_file_name(title, kind, form)
    assert len(name.encode("utf-8", "surrogatepass")) <= 210
    assert name.encode("utf-8")
    assert not set('<>:"/\\|?*') & {*name}
    assert name.isprintable()
    assert not name.startswith((" ", "."))
    assert name.endswith(form.suffix)


def test_pdf_is_offered_right_behind_the_web_page() -> None:
    assert [*FORMS][:2] == ["html", "pdf"]
    assert all(form.suffix.startswith(".") for form in FORMS.values())


def test_an_ending_tells_one_form_at_most() -> None:
    told = [form.suffix for form in FORMS.values() if form.told_by_suffix]
    assert len(set(told)) == len(told)
