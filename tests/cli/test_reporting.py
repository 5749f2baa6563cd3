"""Reports from the command line: kinds, choices and templates, by real processes."""

from pathlib import Path

import pytest

from annotator.reports.service.forms import FORMS
from tests.conftest import Annotator, Finished
from tests.reports.desks import make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite"
    make_desk(path).close()
    return path


def page(annotator: Annotator, desk: Path, *options: str) -> str:
    target = desk.with_name("report.html")
    done = annotator("export", desk, "-o", target, *options)
    assert done.returncode == 0, done.stderr
    return target.read_text("utf-8")


def refused(done: Finished, *words: str) -> None:
    assert done.returncode == 2, done
    assert len(done.stderr.splitlines()) == 1
    assert all(word in done.stderr for word in words)


def test_the_ending_of_the_file_tells_the_form(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    done = annotator("export", desk, "-o", "claims.csv")
    assert done.returncode == 0, done.stderr
    assert "Words in the article" in (tmp_path / "claims.csv").read_text("utf-8")
    assert "Wrote claims.csv. A table has a row for each claim" in done.stdout
    refused(annotator("export", desk, "-o", "report.xyz"), "xyz", "html")


def test_help_names_every_form(annotator: Annotator) -> None:
    told = " ".join(annotator("export", "--help").stdout.split()).replace("- ", "-")
    assert f"does not show it: {', '.join(FORMS)}." in told


def test_each_kind_can_be_asked_for(annotator: Annotator, desk: Path) -> None:
    assert "Sign-off" in page(annotator, desk)
    assert "Questions to the writer" in page(annotator, desk, "--kind", "queries")
    assert "Old wording" in page(annotator, desk, "--kind", "corrections")
    public = page(annotator, desk, "--kind", "public")
    assert "We checked 3 claims" in public
    assert "Ines" not in public
    assert "Ines" in page(annotator, desk, "--kind", "public", "--name-checkers")


def test_how_much_was_read_is_told_to_the_public_only_if_it_is_asked_for(
    annotator: Annotator, desk: Path
) -> None:
    assert "sentences looked at" in page(annotator, desk)
    public = page(annotator, desk, "--kind", "public")
    assert "We looked at" not in public
    told = page(annotator, desk, "--kind", "public", "--with-reading")
    assert "We looked at " in told


def test_claims_are_chosen(annotator: Annotator, desk: Path) -> None:
    only = page(annotator, desk, "--verdict", "unsupported", "--verdict", "untagged")
    assert "Only claims with these verdicts: unsupported, not tagged." in only
    assert "Only claims whose verdict is settled" in page(annotator, desk, "--settled")
    assert "Only claims that Tomasz tagged" in page(annotator, desk, "--checker", "Tomasz")
    asked = page(annotator, desk, "--kind", "queries", "--to", "Mara Voss")
    assert "query-to-mara" in asked
    assert "query-to-jonas" not in asked
    assert "The article, annotated" not in page(annotator, desk, "--without-text")


def test_a_sheet_for_each_person_and_for_a_call(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    asked = ("--kind", "queries", "--each-person", "--call-sheet")
    done = annotator("export", desk, "-o", "sheet.md", *asked)
    assert done.returncode == 0, done.stderr
    mara = (tmp_path / "sheet – Mara Voss.md").read_text("utf-8")
    jonas = (tmp_path / "sheet – Jonas Feld.md").read_text("utf-8")
    assert not (tmp_path / "sheet.md").exists()
    assert ("query-to-mara" in mara, "query-to-jonas" in mara) == (True, False)
    assert "Questions to the writer" not in mara
    assert "Mara Voss: off the record (telephone, 4 March 2025)" in mara
    assert "off-record-answer" not in mara
    assert ("trout" in jonas, "as said" in mara) == (False, False)
    refused(annotator("export", desk, "-o", "sheet.md", "--each-person"), "--kind queries")
    refused(annotator("export", desk, "-o", "sheet.md", "--call-sheet"), "--kind queries")


def test_who_or_what_is_not_there_is_told(annotator: Annotator, desk: Path) -> None:
    for options in (["--article", "7"], ["--checker", "Nobody"]):
        done = annotator("export", desk, "-o", "report.html", *options)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
        assert not desk.with_name("report.html").exists()


def test_confidential_sources_are_shown_only_when_asked_for(
    annotator: Annotator, desk: Path
) -> None:
    assert "secret" not in page(annotator, desk)
    assert "secret-title" in page(annotator, desk, "--show-confidential")
    options = ("--kind", "public", "--show-confidential")
    refused(annotator("export", desk, "-o", "public.html", *options), "public")


def test_the_day_it_states_can_be_said(annotator: Annotator, desk: Path) -> None:
    assert page(annotator, desk, "--date", "2025-03-07") == page(
        annotator, desk, "--date", "2025-03-07"
    )
    assert "7 March 2025" in page(annotator, desk, "--date", "2025-03-07")
    refused(annotator("export", desk, "-o", "report.html", "--date", "soon"), "soon")


def test_templates_are_copied_changed_and_used(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    assert annotator("templates", "own").returncode == 0
    path = tmp_path / "own" / "report-method.html.j2"
    words = path.read_text("utf-8")
    path.write_text(words.replace("{{ method_heading }}", "Our marks"), "utf-8")
    assert "Our marks" in page(annotator, desk, "--template", str(tmp_path / "own"))
    path.write_text("{{ nothing }}" + words, "utf-8")
    done = annotator("export", desk, "-o", "report.html", "--template", tmp_path / "own")
    assert done.returncode == 1
    assert "report-method.html.j2, line 1" in done.stderr
    assert annotator("templates", "own").returncode == 1


def test_a_name_in_somebody_s_own_words_is_warned_of(annotator: Annotator, desk: Path) -> None:
    words = ("--quote", "as said", "--verdict", "verified", "--conclusion", "secret-author says so")
    assert annotator("tag", desk, "--article", "1", *words, "--as", "Ines").returncode == 0
    done = annotator("export", desk, "-o", "report.html")
    assert done.returncode == 0
    assert "Look before you send it: “secret-author” is in the conclusion" in done.stderr
    assert annotator("export", desk, "-o", "r.html", "--show-confidential").stderr == ""
    assert "in the conclusion of a tag" in annotator("export", desk, "-o", "all.json").stderr
    assert annotator("export", desk, "-o", "all.json", "--show-confidential").stderr == ""


def test_a_name_is_warned_of_before_anything_is_written(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    words = ("--quote", "as said", "--verdict", "verified", "--conclusion", "secret-author says so")
    assert annotator("tag", desk, "--article", "1", *words, "--as", "Ines").returncode == 0
    done = annotator("export", desk, "-o", tmp_path / "gone" / "report.html")
    assert done.returncode == 1
    first, *_ = done.stderr.splitlines()
    assert first.startswith("Look before you send it")
