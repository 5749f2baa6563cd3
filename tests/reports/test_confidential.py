"""A confidential source leaves the program by its code name and by nothing else."""

import re
from pathlib import Path

import pytest

from annotator.claims.service import queries
from annotator.evidence.model import SourceRank, Stance
from annotator.evidence.service import evidence
from annotator.kernel.canonical_text import sha256_of_bytes
from annotator.people.model import ContactDetails
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher
from annotator.reports.service.formats import FORMATS, export
from annotator.reports.service.report import build
from tests.reports.desks import SECRET, SECRET_FILE, make_secretive
from tests.reports.projects import STATED, report_on
from tests.reports.unpacked import unpacked

_ID = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""Ids, which hold any four digits now and then."""


ASKED = ContactDetails("Secret Person", confidential=True, code_name="PLOVER")


@pytest.fixture
def secretive(tmp_path: Path) -> Project:
    project = make_secretive(tmp_path / "secretive.annotator")
    (claim,) = project.claims.of_article(project.articles.page()[0].id)
    queries.log_contact(project, claim, ASKED)
    queries.ask(project, claim, "secret\u00a0person", "Is that so?")
    publisher.put_publisher(project, Publisher("Checker", "https://checker.example/r/1"))
    return project


@pytest.mark.parametrize("name", FORMATS)
def test_no_byte_of_any_format_names_it(secretive: Project, tmp_path: Path, name: str) -> None:
    kind = ReportKind.PUBLIC if name == "claimreview" else ReportKind.INTERNAL
    export(secretive, name, tmp_path / "report", stated_date=STATED, choices=ReportChoices(kind))
    data = _ID.sub(b"", unpacked((tmp_path / "report").read_bytes()).lower())
    assert b"secret" not in data
    assert b"1999-12" not in data
    assert sha256_of_bytes(SECRET_FILE.data).encode() not in data
    assert b"recording" not in data


def test_the_model_itself_does_not_hold_it(secretive: Project) -> None:
    assert "secret" not in repr(report_on(secretive)).lower()


def test_code_name_stance_and_rank_are_kept(secretive: Project) -> None:
    (piece,) = report_on(secretive).articles[0].claims[0].evidence
    assert (piece.source.name, piece.stance, piece.source.rank, piece.withheld) == (
        "HERON",
        Stance.CONTRADICTS,
        SourceRank.PRIMARY,
        1,
    )


def test_a_source_made_confidential_later_is_redacted_too(river: Project) -> None:
    claims = river.claims.of_article(river.articles.page()[0].id)
    piece = river.evidence.of_claims([claims[1].id])[0]
    evidence.edit_evidence(river, piece, SECRET, piece.details)
    assert "secret" not in repr(report_on(river))
    assert "register.pdf" not in repr(report_on(river))


def test_a_question_to_somebody_confidential_is_to_their_code_name(secretive: Project) -> None:
    (query,) = report_on(secretive).articles[0].claims[0].queries
    assert query.addressee == "PLOVER"
    shown = build(secretive, stated_date=STATED, choices=ReportChoices(show_confidential=True))
    assert shown.articles[0].claims[0].queries[0].addressee == "secret\u00a0person"


def test_a_query_sheet_for_somebody_confidential_does_not_name_them(
    secretive: Project, tmp_path: Path
) -> None:
    choices = ReportChoices(ReportKind.QUERIES, addressee="secret\u00a0person")
    export(secretive, "html", tmp_path / "sheet", stated_date=STATED, choices=choices)
    page = (tmp_path / "sheet").read_text("utf-8")
    assert "Questions to PLOVER." in page
    assert "Others are left out" not in page
    assert "secret" not in page.lower()
    assert "Is that so?" in page
