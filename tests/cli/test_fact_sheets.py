"""A fact sheet on the command line: the mapping printed and changed, brought in, and undone."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from annotator.project import Project
from tests.conftest import Annotator

WORDS = "Rain fell on 12 May. The mayor said that 40 % of homes were flooded, and 40 % dry.\n"
SHEET = (
    "Fact sheet;;;;;\n"
    "Fakt;Woher;Adresse;Zugriff;Ergebnis;Wer\n"
    "Rain fell on 12 May;Wetteramt;https://a.example.org/x;03/04/2026;bestätigt;Ben\n"
    ";Bauernverband;https://b.example.org/y;;;\n"
    "40 % of homes;Bürgermeister;;;offen;Ben\n"
)
COLUMNS = "Woher=source,Adresse=link,Wer=checker,Ergebnis=verdict"


@pytest.fixture
def project(annotator: Annotator, made: Path, tmp_path: Path) -> Path:
    article = tmp_path / "floods.txt"
    article.write_text(WORDS, encoding="utf-8")
    assert annotator("add", made, article).returncode == 0
    return made


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "fakten.csv"
    path.write_text(SHEET, encoding="cp1252")
    return path


def test_a_fact_sheet_comes_in_as_claims_with_evidence_and_goes_back(
    annotator: Annotator, project: Path, sheet: Path
) -> None:
    how = ("import", project, sheet, "--article", "1", "--as", "Anna")
    tried = annotator(*how, "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert "Columns, headings in row 2:" in tried.stdout
    assert "  Fakt = claim (Fact or claim, in other words): Rain fell on 12 May" in tried.stdout
    assert "  Woher = nothing (Left out): Wetteramt" in tried.stdout
    assert "Not read, as there is no field for these columns: Woher, " in tried.stdout

    done = annotator(*how, "--columns", COLUMNS)
    assert done.returncode == 0, done.stderr
    assert "  Woher = source (Source): Wetteramt" in done.stdout
    assert "1 row has a day that could be two, kept as words." in done.stdout
    assert "2 claims, 1 tag, " in done.stdout
    opened = Project.open(project)
    rain, homes = opened.claims.of_article(opened.articles.page()[0].id)
    pieces = opened.evidence.of_claims([rain.id])
    assert {piece.source.details.title for piece in pieces} == {"Wetteramt", "Bauernverband"}
    assert {piece.source.details.url for piece in pieces} == {
        "https://a.example.org/x",
        "https://b.example.org/y",
    }
    (tag,) = opened.tags.of_claims([rain.id])
    assert (tag.checker, tag.verdict.value, tag.conclusion) == ("Ben", "verified", "")
    assert ("Ben", "Ergebnis: offen") in {
        (note.author, note.body) for note in opened.people.notes(homes.id)
    }
    opened.close()

    again = annotator(*how, "--columns", COLUMNS)
    assert "everything in it is here already" in again.stdout
    assert annotator("check", project).returncode == 0
    assert annotator("undo", project).stdout.startswith("Undone: Import “fakten.csv”")
    assert "Rain" not in annotator("list", project).stdout


def test_the_order_of_days_can_be_said(annotator: Annotator, project: Path, sheet: Path) -> None:
    columns = f"{COLUMNS},Zugriff=accessed-day-first"
    how = ("import", project, sheet, "--article", "1", "--as", "Anna")
    done = annotator(*how, "--columns", columns)
    assert done.returncode == 0, done.stderr
    assert "could be two" not in done.stdout
    opened = Project.open(project)
    claims = opened.claims.of_article(opened.articles.page()[0].id)
    days = {p.details.accessed_on for p in opened.evidence.of_claims([c.id for c in claims])}
    opened.close()
    assert "2026-04-03" in days


def test_programs_get_the_mapping_as_json(annotator: Annotator, project: Path, sheet: Path) -> None:
    how = ("import", project, sheet, "--article", "1", "--as", "Anna", "--dry-run", "--json")
    said = json.loads(annotator(*how).stdout)
    assert said["table"]["heading_row"] == 2
    assert said["table"]["columns"][0] == {
        "heading": "Fakt",
        "comes_in_as": "claim",
        "first_values": ["Rain fell on 12 May", "40 % of homes"],
    }
    assert said["imported"] is False
    assert [line["where"] for line in said["lines"]] == ["row 3", "row 4", "row 5"]


def test_a_workbook_with_another_table_says_that_it_is_not_read(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    book = Workbook()
    for name, words in (("Facts", "Rain fell on 12 May"), ("More", "40 % of homes")):
        sheet = book.create_sheet(name)
        sheet.append(["Quote", "Source", "Date accessed"])
        sheet.append([words, "Weather office", date(2026, 4, 3)])
    path = tmp_path / "facts.xlsx"
    book.save(path)
    how = ("import", project, path, "--article", "1", "--as", "Anna")
    done = annotator(*how)
    assert done.returncode == 0, done.stderr
    assert "“facts.xlsx”: Table of Excel, OpenDocument or Word\n" in done.stdout
    assert "Other tables in it, not read: “More”. To choose another: --sheet." in done.stdout
    more = annotator(*how, "--sheet", "More", "--same-person")
    assert "“40 % of homes” in “floods.txt”: new claim, 1 piece of evidence" in more.stdout


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--columns", "Fact=claim", "no column “Fact”. It has: “Fakt”, “Woher”"),
        ("--columns", "Fakt=beleg", "“beleg” is none of: quote, claim"),
        ("--columns", "Fakt", "is not HEADING=KIND"),
        ("--columns", "Fakt=nothing", "no column with the quoted words"),
        ("--sheet", "Two", "no sheet “Two”"),
    ],
)
def test_options_that_fit_no_column_are_refused_in_a_sentence(
    annotator: Annotator, project: Path, sheet: Path, option: str, value: str, told: str
) -> None:
    refused = annotator("import", project, sheet, "--article", "1", "--as", "Anna", option, value)
    assert refused.returncode != 0
    assert told in refused.stderr
    assert "Rain" not in annotator("list", project).stdout
