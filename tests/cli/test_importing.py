"""Bringing in another program's annotations on the command line, without a window."""

import json
from pathlib import Path

import pytest

from tests.conftest import Annotator

WORDS = "Rain 🌧 fell on 12 May. The mayor said that 40 % of homes were flooded, and 40 % dry.\n"
TABLE = (
    "Quote,Verdict,Note,Annotator\n"
    "Rain 🌧 fell,true,,Ben\n"
    '"40 % of homes",disputed,"Half, at most.",Ben\n'
)


@pytest.fixture
def project(annotator: Annotator, made: Path, tmp_path: Path) -> Path:
    article = tmp_path / "floods.txt"
    article.write_text(WORDS, encoding="utf-8")
    assert annotator("add", made, article).returncode == 0
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "quotes.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_of_quotes_comes_in_once_and_goes_back(
    annotator: Annotator, project: Path, table: Path
) -> None:
    how = ("import", project, table, "--article", "1", "--as", "Anna")
    tried = annotator(*how, "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert "Will be imported: 2" in tried.stdout
    assert "“40 % of homes” in “floods.txt”: new claim, disputed (contradicted) by Ben" in (
        tried.stdout
    )
    assert "1 disputed tag is taken as “contradicted”" in tried.stdout
    assert "Trial run: nothing was imported." in tried.stdout
    assert "40 %" not in annotator("list", project).stdout

    done = annotator(*how, "--reason", "sources-conflict")
    assert done.returncode == 0, done.stderr
    assert "Imported from “quotes.csv”: 2 claims, 2 tags, 2 notes." in done.stdout
    listed = json.loads(annotator("list", project, "--json").stdout)
    assert "sources conflict" in json.dumps(listed)
    again = annotator(*how)
    assert again.returncode == 0
    assert "Already here: 2" in again.stdout
    assert "everything in it is here already" in again.stdout
    assert annotator("check", project).returncode == 0
    assert annotator("undo", project).stdout.startswith("Undone: Import “quotes.csv”")


def test_what_cannot_come_in_stops_it_unless_that_is_said(
    annotator: Annotator, project: Path, table: Path
) -> None:
    with table.open("a", encoding="utf-8") as file:
        file.write("Snow fell,false,,Ben\n,false,,Ben\n")
    how = ("import", project, table, "--article", "1", "--as", "Anna")
    refused = annotator(*how)
    assert refused.returncode == 1
    assert "Cannot be imported: 2" in refused.stdout
    assert "  row 5: It has no quotation.\n" in refused.stdout
    assert "The words “Snow fell” are not in the article." in refused.stdout
    assert "--skip-bad" in refused.stdout
    assert "Rain" not in annotator("list", project).stdout
    assert "Welcome" not in annotator("history", project).stdout
    done = annotator(*how, "--skip-bad")
    assert done.returncode == 0
    assert "2 claims" in done.stdout
    assert annotator(*how, "--skip-bad").returncode == 0
    assert annotator(*how).returncode == 1


def test_columns_that_are_not_read_are_told(
    annotator: Annotator, project: Path, table: Path
) -> None:
    how = ("import", project, table, "--article", "1", "--as", "Anna", "--dry-run")
    assert "Not read" not in annotator(*how).stdout
    table.write_text("Quote,Weight\nRain,high\n", encoding="utf-8")
    assert "Not read, as there is no field for this column: Weight.\n" in annotator(*how).stdout


def test_without_an_article_it_asks_for_one(
    annotator: Annotator, project: Path, table: Path
) -> None:
    refused = annotator("import", project, table, "--as", "Anna")
    assert refused.returncode == 1
    assert "Name it with --article" in refused.stdout
    assert "Nothing in it can be imported" in refused.stdout
    missing = annotator("import", project, table, "--article", "7", "--as", "Anna")
    assert missing.returncode == 1
    assert "Article 7 is not in this project." in missing.stderr


def test_positions_that_may_count_two_things_wait_for_the_unit(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    doccano = tmp_path / "floods.jsonl"
    row = {
        "id": 1,
        "text": WORDS,
        "entities": [{"id": 1, "label": "x", "start_offset": 8, "end_offset": 12}],
    }
    doccano.write_text(json.dumps(row), encoding="utf-8")
    how = ("import", project, doccano, "--as", "Anna", "--dry-run")
    waiting = annotator(*how)
    assert "Name it with --unit" in waiting.stdout
    chosen = annotator(*how, "--unit", "utf16")
    assert "“fell” in “floods.txt”: new claim" in chosen.stdout, chosen.stdout
    other = annotator(*how, "--unit", "code-points")
    assert "“ell” in “floods.txt”: new claim" in other.stdout


def test_a_file_of_something_else_is_told_in_a_sentence(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editor,")
    refused = annotator("import", project, letter)
    assert refused.returncode == 1
    assert "holds no annotations that this program can read" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert annotator("import", project, tmp_path / "gone.csv").returncode == 1


def test_a_table_of_a_spreadsheet_is_read_as_it_was_written(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    spreadsheet = tmp_path / "sheet.csv"
    row = "Quote;Verdict;Conclusion\nThe mayor;disputed;“It’s half,” he said, of £3 million\n"
    spreadsheet.write_bytes(row.encode("cp1252"))
    how = ("import", project, spreadsheet, "--article", "1", "--as", "Anna")
    tried = annotator(*how, "--dry-run")
    assert "“sheet.csv”: Table of quotes (CSV), read as windows-1252" in tried.stdout
    assert annotator(*how, "--encoding", "utf-8").returncode == 1
    assert annotator(*how, "--encoding", "cp1252").returncode == 0
    assert "“It’s half,” he said, of £3 million" in annotator("list", project, "--json").stdout


def test_a_reply_without_a_home_is_told_and_refuses_no_other(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "hypothesis.csv"
    path.write_text(
        "Author,Annotation/Reply Type,Quote,Comment\n"
        "anna,Annotation,40 % of homes,See page 12\nben,Reply,,Agreed\n",
        encoding="utf-8",
    )
    how = ("import", project, path, "--article", "1", "--as", "Anna")
    done = annotator(*how)
    assert done.returncode == 0, done.stderr
    assert "row 3: ben: Agreed (It is a reply" in done.stdout
    assert "Imported from “hypothesis.csv”: 1 claim, 1 note." in done.stdout
    assert annotator(*how).returncode == 0


def test_the_columns_of_a_table_are_remembered_and_said(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("Quote,Weight\nRain,high\n", encoding="utf-8")
    how = ("import", project, path, "--article", "1", "--as", "Anna")
    before = "These columns are as in your last import with these headings."
    said = annotator(*how, "--columns", "Weight=note", "--dry-run")
    assert "remembered" not in said.stdout
    assert "Weight = nothing" in annotator(*how, "--dry-run").stdout
    kept = annotator(*how, "--columns", "Weight=note")
    assert "These columns are remembered for tables with the same headings." in kept.stdout
    assert annotator("undo", project).returncode == 0

    again = annotator(*how, "--dry-run")
    assert "Weight = note" in again.stdout
    assert before in again.stdout
    table = json.loads(annotator(*how, "--dry-run", "--json").stdout)["table"]
    assert table["as_before"]
    assert [column["comes_in_as"] for column in table["columns"]] == ["quote", "note"]
    anew = annotator(*how, "--dry-run", "--columns", "")
    assert "Weight = nothing" in anew.stdout
    assert before not in anew.stdout
    other = annotator(*how, "--dry-run", "--columns", "Weight=tags")
    assert "Weight = tags" in other.stdout
    path.write_text("Quote,Mass\nRain,high\n", encoding="utf-8")
    assert before not in annotator(*how, "--dry-run").stdout
