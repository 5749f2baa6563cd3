"""The writer's own file from the command line, by real processes."""

import json
import os
from pathlib import Path

import pytest

from annotator.articles.intake.reader import read_document
from annotator.articles.model import AnnotationKind, DraftAnnotation
from annotator.manuscripts.model import references_in
from annotator.project import Project
from tests.conftest import Annotator, Finished
from tests.manuscripts.desks import make_draft, make_word_desk, word_file
from tests.reports.projects import TEXT, mark, set_fields
from tests.reports.unpacked import unpacked


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite"
    make_word_desk(path).close()
    return path


def give_back(annotator: Annotator, desk: Path, *options: object) -> Finished:
    return annotator("return", desk, "--article", "1", *map(str, options))


def marks_in(path: Path) -> list[DraftAnnotation]:
    return [*read_document(path.read_bytes(), path.name).annotations]


def refused(done: Finished, code: int, *words: str) -> None:
    assert done.returncode == code, done
    assert len(done.stderr.splitlines()) == 1
    assert all(word in done.stderr for word in words), done.stderr


def test_the_file_has_each_comment_at_its_words(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    done = give_back(annotator, desk, "-o", target, "--without-changes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 comments and 2 queries. 1 claim not tagged is left out. Signed by" in done.stdout
    comments = [one for one in marks_in(target) if one.kind is AnnotationKind.COMMENT]
    stands = {one.span.of(TEXT): one.words for one in comments if one.span is not None}
    assert "Disputed: contradicted" in stands["The towns spent 212 million euros"]
    assert len(comments) == 5
    assert all(references_in(one.words) for one in comments)


def test_the_desk_signs_where_that_is_asked(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    assert give_back(annotator, desk, "-o", target, "--as", "desk").returncode == 0
    comments = [one for one in marks_in(target) if one.kind is AnnotationKind.COMMENT]
    assert {one.author for one in comments} == {"Checker"}


def test_confidential_people_are_named_only_when_that_is_asked(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    give_back(annotator, desk, "-o", target)
    assert b"secret" not in unpacked(target.read_bytes())
    done = give_back(annotator, desk, "-o", target, "--confidential")
    assert b"secret-title" in unpacked(target.read_bytes())
    assert "It names confidential people: secret-title." in done.stdout


def test_a_dry_run_tells_all_and_writes_nothing(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    done = give_back(annotator, desk, "--dry-run", "-o", target)
    assert done.returncode == 0
    assert "claim 1: “The towns spent 212 million euros” – Claim 1: Disputed" in done.stdout
    assert "the query on claim 4: “as said”" in done.stdout
    assert done.stdout.splitlines()[-1].startswith(
        "It would hold: 3 comments, 2 queries and 2 proposed wordings. "
    )
    assert not target.exists()


def test_other_programs_are_told_in_json(annotator: Annotator, desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    done = give_back(annotator, desk, "-o", target, "--json", "--standing", "disputed")
    told = json.loads(done.stdout)
    assert told["written"] == str(target)
    assert told["claims_left_out"] == 3
    first = told["items"][0]
    assert TEXT[first["start"] : first["end"]] == first["quote"]
    assert first["not_placed"] is None
    dry = json.loads(give_back(annotator, desk, "--dry-run", "--json").stdout)
    assert dry["written"] is None


def test_the_writer_s_own_reader_gets_no_verdict(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    options = ("--kind", "queries", "--to", "Jonas Feld", "--without-changes")
    assert give_back(annotator, desk, "-o", target, *options).returncode == 0
    (comment,) = [one for one in marks_in(target) if one.kind is AnnotationKind.COMMENT]
    assert "query-to-jonas" in comment.words
    assert "Unsupported" not in unpacked(target.read_bytes()).decode("utf-8", "replace")


def test_an_item_without_a_place_is_told_on_standard_error(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    project = Project.open(desk)
    with project.change("Remove places") as under_way:
        claim = project.claims.of_article(project.articles.page()[0].id)[3]
        for highlight in project.highlights.of_claim(claim.id):
            under_way.writer.delete("highlights", highlight.id)
    project.close()
    done = give_back(annotator, desk, "-o", tmp_path / "out.docx")
    assert done.returncode == 0
    assert (
        "Not placed: the query on claim 4 (it is no longer in the text)."
        in done.stderr.splitlines()
    )


def test_a_name_in_free_words_is_told_before_the_file_is_written(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    project = Project.open(desk)
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    set_fields(project, claim, statement="So said secret-person.")
    project.close()
    done = give_back(annotator, desk, "-o", tmp_path / "out.docx")
    assert "Look before you send it: “secret-person” is in a comment of claim 1" in done.stderr


def test_what_came_in_and_the_project_stay(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    own = tmp_path / "river.docx"
    own.write_bytes(word_file())
    copy = tmp_path / "copy.docx"
    copy.write_bytes(word_file())
    before = {path: path.read_bytes() for path in (own, copy, desk)}
    refused(give_back(annotator, desk, "-o", own), 1, "the writer’s file as it came in")
    refused(give_back(annotator, desk, "-o", copy), 1, "the writer’s file as it came in")
    refused(give_back(annotator, desk, "-o", desk), 2, "its own project")
    refused(give_back(annotator, desk, "-o", tmp_path / "out.pdf"), 2, ".docx")
    refused(give_back(annotator, desk), 2, "-o FILE")
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX systems")
def test_of_a_private_project_the_file_is_private(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    desk.chmod(0o600)
    target = tmp_path / "out.docx"
    assert give_back(annotator, desk, "-o", target).returncode == 0
    assert target.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("place", ["folder.docx", "loop.docx", "pipe.docx", "none/out.docx"])
def test_a_place_for_no_file_is_told_in_a_sentence(
    annotator: Annotator, desk: Path, tmp_path: Path, place: str
) -> None:
    (tmp_path / "folder.docx").mkdir()
    (tmp_path / "loop.docx").symlink_to("loop.docx")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.docx")
    before = {*tmp_path.rglob("*")}
    refused(give_back(annotator, desk, "-o", tmp_path / place), 1, "could not be written")
    assert {*tmp_path.rglob("*")} == before


def test_an_article_without_a_file_is_told_with_the_way_out(
    annotator: Annotator, tmp_path: Path
) -> None:
    path = tmp_path / "pasted.sqlite"
    project = make_draft(path, file=None)
    mark(project, project.articles.page()[0], "The mill closed in 1994")
    project.close()
    done = give_back(annotator, path, "-o", tmp_path / "out.docx")
    refused(done, 1, "came in as text", "export the report with the annotated article")
    assert not (tmp_path / "out.docx").exists()


def test_the_writer_s_file_has_the_questions_of_others_only_when_that_is_asked(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    done = give_back(annotator, desk, "-o", target, "--kind", "queries")
    assert "2 other queries are left out." in done.stdout
    assert not any("query-to" in one.words for one in marks_in(target))
    done = give_back(annotator, desk, "-o", target, "--kind", "queries", "--everybody")
    assert "left out" not in done.stdout
    assert len([one for one in marks_in(target) if "query-to" in one.words]) == 2
    both = give_back(annotator, desk, "-o", target, "--everybody", "--to", "Jonas Feld")
    refused(both, 2, "either --everybody or --to")
