"""The command line as its user has it: real processes on real files."""

import json
import os
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from annotator.intake import reading
from annotator.services import adding
from annotator.services.project import Project
from tests.conftest import Annotator, Finished

TEXT = (
    "Rain 🌧️ fell on 12 May.\nThe mayor 👩🏽‍🚒 said that 40 % of homes were flooded, and 40 % dry.\n"
)
MAYOR = TEXT.index("The mayor")
CHECKERS = {"LOGNAME": "ana", "USER": "ana", "LNAME": "ana", "USERNAME": "ana"}

ASKING = ("list", "check", "history", "undo", "redo")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "floods.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def project(made: Path, article: Path) -> Path:
    opened = Project.open(made)
    adding.add_article(opened, reading.read_file(article))
    opened.close()
    return made


def listed(annotator: Annotator, project: Path) -> Any:
    done = annotator("list", project, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def claims(annotator: Annotator, project: Path) -> Any:
    return listed(annotator, project)[0]["claims"]


def verified(annotator: Annotator, project: Path, *more: str) -> Finished:
    words = ("--quote", "fell on 12 May", "--verdict", "verified")
    done = annotator("tag", project, "--article", "1", *words, *more, **CHECKERS)
    assert done.returncode == 0, done.stderr
    return done


def assert_refused(done: Finished, code: int, *words: str) -> None:
    assert done.returncode == code, done
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_version_is_said_without_loading_qt_or_the_store() -> None:
    probe = (
        "import sys; from annotator.cli.program import main; code = main(['--version'])\n"
        "late = {'PySide6', 'sqlite3', 'sqlite_utils', 'trafilatura', 'regex', 'sentencex'}\n"
        "heavy = late & {*sys.modules}\n"
        "sys.exit(code or ' '.join(heavy) or None)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("annotator, version ")


def test_help_names_every_command(annotator: Annotator) -> None:
    said = annotator("--help").stdout
    for name in (*ASKING, "add", "demo", "export", "new", "tag"):
        assert f"\n  {name} " in said


def test_new_makes_a_sound_and_empty_project(annotator: Annotator, tmp_path: Path) -> None:
    made = tmp_path / "made.sqlite"
    assert annotator("new", made).stdout == f"Made {made}.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["made.sqlite"]
    assert listed(annotator, made) == []
    assert annotator("check", made).returncode == 0


def test_new_leaves_alone_what_stands_there(annotator: Annotator, article: Path) -> None:
    assert_refused(annotator("new", article), 1, "already")
    assert article.read_text("utf-8") == TEXT


def test_add_keeps_every_character(annotator: Annotator, project: Path) -> None:
    [found] = listed(annotator, project)
    assert found["number"] == 1
    assert found["length"] == len(TEXT)
    assert found["sha256"] == sha256(TEXT.encode()).hexdigest()
    assert found["claims"] == []


def test_add_takes_a_title(annotator: Annotator, made: Path, article: Path) -> None:
    said = annotator("add", made, article, "--title", "The floods – 🌧️")
    assert said.stdout.startswith("Added article 1, “The floods – 🌧️”")
    assert listed(annotator, made)[0]["title"] == "The floods – 🌧️"


def test_add_reads_standard_input(annotator: Annotator, made: Path) -> None:
    assert annotator("add", made, "-", stdin=b"Written by hand.\r\n").returncode == 0
    assert listed(annotator, made)[0]["length"] == len("Written by hand.\n")


def test_add_reads_with_the_encoding_it_is_told(annotator: Annotator, made: Path) -> None:
    greek = "Καλημέρα κόσμε\n"
    done = annotator("add", made, "-", "--encoding", "iso8859-7", stdin=greek.encode("iso8859-7"))
    assert done.returncode == 0, done.stderr
    assert listed(annotator, made)[0]["sha256"] == sha256(greek.encode()).hexdigest()


def test_each_file_is_an_article_of_its_own(
    annotator: Annotator, made: Path, article: Path
) -> None:
    article.with_name("second.txt").write_text("Another one.", "utf-8")
    assert annotator("add", made, "floods.txt", "second.txt").returncode == 0
    assert [found["number"] for found in listed(annotator, made)] == [1, 2]


def test_one_file_that_cannot_be_read_keeps_all_out(
    annotator: Annotator, made: Path, article: Path
) -> None:
    article.with_name("photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert_refused(annotator("add", made, article, "photo.txt"), 1, "photo.txt")
    assert_refused(annotator("add", made, article, "nowhere.txt"), 1, "nowhere.txt")
    assert listed(annotator, made) == []


def test_one_title_is_not_for_two_files(annotator: Annotator, made: Path, article: Path) -> None:
    assert_refused(annotator("add", made, article, article, "--title", "Both"), 2, "title")
    assert_refused(annotator("add", made, "-", "-"), 2, "once")


def test_tag_makes_claim_highlight_and_tag(annotator: Annotator, project: Path) -> None:
    said = verified(annotator, project, "--conclusion", "The weather service says so.")
    assert said.stdout == "ana tagged claim 1 verified: “fell on 12 May”\n"
    [claim] = claims(annotator, project)
    start = TEXT.index("fell on 12 May")
    assert {key: claim[key] for key in ("number", "status", "highlights", "tags")} == {
        "number": 1,
        "status": "checked",
        "highlights": [{"start": start, "end": start + 14, "quote": "fell on 12 May"}],
        "tags": [
            {
                "checker": "ana",
                "verdict": "verified",
                "reason": None,
                "conclusion": "The weather service says so.",
            }
        ],
    }


def test_a_second_tag_of_the_same_checker_takes_the_place_of_the_first(
    annotator: Annotator, project: Path
) -> None:
    verified(annotator, project, "--conclusion", "It did.")
    again = ("--quote", "fell on 12 May", "--verdict", "unsupported")
    assert annotator("tag", project, "--article", "1", *again).returncode == 0
    [claim] = claims(annotator, project)
    assert [(t["checker"], t["verdict"]) for t in claim["tags"]] == [("ana", "unsupported")]


def test_another_checker_adds_a_tag_of_their_own(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    verified(annotator, project, "--as", "Bea")
    [claim] = claims(annotator, project)
    assert [t["checker"] for t in claim["tags"]] == ["Bea", "ana"]


def test_the_only_checker_is_who_tags(annotator: Annotator, project: Path) -> None:
    verified(annotator, project, "--as", "Bea")
    verified(annotator, project)
    assert [t["checker"] for t in claims(annotator, project)[0]["tags"]] == ["Bea"]


@pytest.mark.parametrize("reason", ["sources conflict", "sources-conflict", "misleading"])
def test_disputed_has_its_reason(annotator: Annotator, project: Path, reason: str) -> None:
    words = ("--span", f"{MAYOR}:{MAYOR + 9}", "--verdict", "disputed", "--reason", reason)
    assert annotator("tag", project, "--article", "1", *words).returncode == 0
    assert claims(annotator, project)[0]["tags"][0]["reason"] == reason.replace("-", " ")


def test_a_span_is_in_code_points_and_never_splits_what_a_reader_sees_as_one(
    annotator: Annotator, project: Path
) -> None:
    crew = TEXT.index("👩🏽‍🚒")
    words = ("--span", f"{crew + 1}:{crew + 2}", "--verdict", "unsupported")
    assert annotator("tag", project, "--article", "1", *words).returncode == 0
    assert claims(annotator, project)[0]["highlights"] == [
        {"start": crew, "end": crew + 4, "quote": "👩🏽‍🚒"}
    ]


def test_an_occurrence_tells_two_like_quotes_apart(annotator: Annotator, project: Path) -> None:
    words = ("--quote", "40 %", "--occurrence", "2", "--verdict", "verified")
    assert annotator("tag", project, "--article", "1", *words).returncode == 0
    assert claims(annotator, project)[0]["highlights"][0]["start"] == TEXT.rindex("40 %")


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--article", "2", "--quote", "Rain", "--verdict", "verified"], 1, "Article 2"),
        (["--article", "1", "--quote", "Snow", "--verdict", "verified"], 1, "do not stand"),
        (["--article", "1", "--span", "5:5000", "--verdict", "verified"], 1, "5:5000"),
        (["--article", "1", "--span", "5-9", "--verdict", "verified"], 2, "START:END"),
        (["--article", "1", "--verdict", "verified"], 2, "--quote"),
        (["--article", "1", "--quote", "R", "--span", "0:1", "--verdict", "verified"], 2, "--span"),
        (["--article", "1", "--quote", "Rain", "--verdict", "true"], 2, "--verdict"),
        (["--article", "1", "--quote", "Rain", "--verdict", "disputed"], 2, "reason"),
        (
            ["--article", "1", "--quote", "R", "--verdict", "disputed", "--reason", "x"],
            2,
            "misleading",
        ),
        (
            ["--article", "1", "--quote", "R", "--verdict", "verified", "--reason", "misleading"],
            2,
            "verified",
        ),
        (["--quote", "Rain", "--verdict", "verified"], 2, "--article"),
    ],
)
def test_a_tag_that_cannot_be_is_refused_in_a_sentence(
    annotator: Annotator, project: Path, arguments: list[str], code: int, word: str
) -> None:
    before = annotator("history", project).stdout
    assert_refused(annotator("tag", project, *arguments), code, word)
    assert annotator("history", project).stdout == before


def test_undo_and_redo_say_what_they_did(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    assert annotator("undo", project).stdout == ("Undone: Tag claim 1 verified, in “floods.txt”.\n")
    assert claims(annotator, project) == []
    assert annotator("redo", project).stdout == (
        "Done again: Tag claim 1 verified, in “floods.txt”.\n"
    )
    assert claims(annotator, project)[0]["tags"][0]["verdict"] == "verified"


def test_undo_takes_back_the_step_of_the_one_named(annotator: Annotator, project: Path) -> None:
    verified(annotator, project, "--as", "Ana")
    span = ("--span", "0:4", "--verdict", "unsupported", "--as", "Bea")
    assert annotator("tag", project, "--article", "1", *span).returncode == 0
    assert "Tag claim 1 verified" in annotator("undo", project, "--as", "Ana").stdout
    [claim] = claims(annotator, project)
    assert [t["checker"] for t in claim["tags"]] == ["Bea"]


def test_undo_goes_back_to_the_empty_project_and_then_says_so(
    annotator: Annotator, project: Path
) -> None:
    assert annotator("undo", project).stdout == "Undone: Add “floods.txt”, in “floods.txt”.\n"
    assert listed(annotator, project) == []
    assert_refused(annotator("undo", project), 1, "nothing to undo")
    assert annotator("redo", project).returncode == 0
    assert_refused(annotator("redo", project), 1, "nothing to redo")


def test_undo_as_a_stranger_is_refused(annotator: Annotator, project: Path) -> None:
    assert_refused(annotator("undo", project, "--as", "Nobody"), 1, "Nobody")
    assert_refused(annotator("redo", project, "--as", "Nobody"), 1, "Nobody")


def test_history_says_who_did_what_newest_first(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    annotator("undo", project)
    steps = json.loads(annotator("history", project, "--json").stdout)
    assert [(step["kind"], step["label"]) for step in steps] == [
        ("undo", "Tag claim 1 verified"),
        ("do", "Tag claim 1 verified"),
        ("setup", "Welcome ana"),
        ("do", "Add “floods.txt”"),
    ]
    lines = annotator("history", project).stdout.splitlines()
    assert lines[0].endswith("Undone: Tag claim 1 verified")
    assert lines[1].endswith("ana  Tag claim 1 verified")


def test_the_list_for_people_shows_words_and_tags(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    assert annotator("list", project).stdout == (
        "1. floods.txt\n   1. “fell on 12 May” [checked; verified – ana]\n"
    )


def test_json_is_utf_8_in_any_locale(annotator: Annotator, project: Path) -> None:
    words = ("--span", "0:7", "--verdict", "verified", "--as", "Ana")
    assert annotator("tag", project, "--article", "1", *words).returncode == 0
    for encoding in ("latin-1", "ascii"):
        done = annotator("list", project, "--json", PYTHONIOENCODING=encoding, LC_ALL="C")
        assert json.loads(done.stdout)[0]["claims"][0]["highlights"][0]["quote"] == "Rain 🌧️"


def test_a_locale_without_the_characters_still_shows_the_list(
    annotator: Annotator, project: Path
) -> None:
    verified(annotator, project)
    done = annotator("list", project, PYTHONIOENCODING="latin-1")
    assert done.returncode == 0, done.stderr
    assert "?fell on 12 May?" in done.stdout


def test_export_writes_the_report(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    verified(annotator, project)
    done = annotator("export", project, "--format", "html", "-o", "report.html")
    assert done.returncode == 0, done.stderr
    assert "fell on 12 May" in (tmp_path / "report.html").read_text("utf-8")


def test_export_never_takes_the_place_of_its_project(annotator: Annotator, project: Path) -> None:
    assert_refused(annotator("export", project, "--format", "html", "-o", project), 2, "project")
    assert annotator("check", project).returncode == 0


def test_export_says_what_keeps_it_from_writing(annotator: Annotator, project: Path) -> None:
    done = annotator("export", project, "--format", "html", "-o", "no/such/folder/report.html")
    assert_refused(done, 1, "report.html")


def test_check_finds_what_was_changed_behind_the_log(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    with sqlite3.connect(project) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE highlights SET quote = 'fell on 13 May'")
    connection.close()
    done = annotator("check", project)
    assert done.returncode == 1
    assert "fell on 13 May" in done.stdout
    assert all(line.endswith(".") for line in done.stdout.splitlines())


def test_a_damaged_project_is_said_to_be_one(annotator: Annotator, project: Path) -> None:
    data = project.read_bytes()
    project.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    done = annotator("check", project)
    assert done.returncode == 1
    assert "damaged" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ASKING)
def test_a_file_of_another_program_is_left_as_it_was(
    annotator: Annotator, tmp_path: Path, command: str
) -> None:
    foreign = tmp_path / "foreign.sqlite"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = foreign.read_bytes()
    assert_refused(annotator(command, foreign), 1, "not a project")
    assert foreign.read_bytes() == before


def test_a_missing_project_is_said_to_be_missing(annotator: Annotator) -> None:
    assert_refused(annotator("list", "nowhere.sqlite"), 1, "no project at nowhere.sqlite")
    assert_refused(annotator("nowhere.sqlite"), 1, "no project at nowhere.sqlite")


def test_a_misspelt_command_is_guessed(annotator: Annotator) -> None:
    assert_refused(annotator("exprot"), 1, "annotator export")


@pytest.mark.parametrize("arguments", [["list"], ["--frobnicate"], ["list", "a", "b"], ["export"]])
def test_a_mistake_in_the_command_is_a_usage_error(
    annotator: Annotator, arguments: list[str]
) -> None:
    assert_refused(annotator(*arguments), 2, "--help")


def test_a_reader_who_has_had_enough_is_no_error(project: Path) -> None:
    for arguments in (["list", str(project), "--json"], ["history", str(project)]):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [sys.executable, "-m", "annotator", *arguments],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writing)
        assert done.stderr == b""
        assert done.returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_ends_without_a_word(made: Path) -> None:
    import signal  # noqa: PLC0415

    # a shell lets what it runs in the background ignore the signal, this test run included
    heeding = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from annotator.__main__ import main; sys.exit(main())"
    )
    waiting = subprocess.Popen(
        [sys.executable, "-c", heeding, "add", made, "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(2)
    waiting.send_signal(signal.SIGINT)
    _, said = waiting.communicate(timeout=20)
    assert said.strip() == b""
    assert waiting.returncode == 130
