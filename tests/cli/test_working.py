"""The command line as its user has it: real processes on real files."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from annotator.claims.service import places
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.articles.intake.word.drafts import marked_document, marked_open_document
from tests.cli.processes import TEXT, assert_refused, listed, verified
from tests.conftest import Annotator


def test_version_is_said_without_loading_qt_or_the_store() -> None:
    probe = (
        "import sys; from annotator.cli.program import main; code = main(['--version'])\n"
        "late = {'PySide6', 'sqlite3', 'sqlite_utils', 'trafilatura', 'regex'}\n"
        "late |= {'sentencex', 'gcld3'}\n"
        "heavy = late & {*sys.modules}\n"
        "sys.exit(code or ' '.join(heavy) or None)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("annotator, version ")


def test_help_names_every_command(annotator: Annotator) -> None:
    said = annotator("--help").stdout
    for name in "add check demo export history list new redo tag undo".split():
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


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_add_tells_what_people_marked(annotator: Annotator, made: Path, ending: str) -> None:
    file = made.with_name(f"draft.{ending}")
    file.write_bytes(marked_document() if ending == "docx" else marked_open_document())
    done = annotator("add", made, file)
    assert "The file holds 1 comment, 1 footnote, 2 tracked changes, 1 link." in done.stdout
    told = json.loads(annotator("add", made, file, "--json").stdout)
    assert [one["kind"] for one in told[0]["annotations"]].count("comment") == 1
    comment = next(one for one in told[0]["annotations"] if one["kind"] == "comment")
    assert (comment["words"], comment["author"]) == ("Source?", "Kim")
    assert [one["text"] for one in told[0]["left_out"]] == ["twice"]


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


def test_the_list_for_people_shows_words_and_tags(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    assert annotator("list", project).stdout == (
        "1. floods.txt\n   1. “fell on 12 May” [checked; verified – ana]\n"
    )


def test_verdicts_on_other_words_are_listed(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    assert annotator("list", project, "--stale").stdout == ""
    opened = Project.open(project)
    (claim,) = opened.claims.of_article(opened.articles.numbered(1).id)
    (place,) = opened.highlights.of_claim(claim.id)
    places.move_place(opened, place, Span(place.span.start - 5, place.span.end))
    opened.close()
    assert "verified – ana, given on other words: “fell on 12 May”" in (
        annotator("list", project, "--stale").stdout
    )
    [listed] = json.loads(annotator("list", project, "--stale", "--json").stdout)
    assert listed["claims"][0]["tags"][0]["given_on_other_words"] == "fell on 12 May"


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


def test_the_sentences_that_nobody_looked_at_are_listed(
    annotator: Annotator, project: Path
) -> None:
    verified(annotator, project)
    [article] = json.loads(annotator("list", project, "--unread", "--json").stdout)
    assert article["checkers"] == ["ana"]
    assert article["looked_at"] == article["sentences"] - len(article["unread"]) == 1
    for sentence in article["unread"]:
        assert TEXT[sentence["start"] : sentence["end"]] == sentence["text"]
    told = annotator("list", project, "--unread").stdout.splitlines()
    assert told[0].endswith(f"– 1 of {article['sentences']} sentences looked at")
    assert [line.split("  ")[-1] for line in told[1:]] == [s["text"] for s in article["unread"]]
