"""Annotated drafts on the command line: taken over when asked, and told what became of them."""

import json
from pathlib import Path

import pytest

from annotator.articles.intake import reader
from annotator.articles.model import AnnotationKind, Draft, DraftAnnotation, Metadata
from annotator.cli import program
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.articles.intake.word.drafts import marked_document, marked_open_document
from tests.conftest import Annotator
from tests.projects import make_project

K = AnnotationKind
TEXT = "Work began in 2019. Nobody signed."
DRAFT = Draft(
    TEXT,
    Metadata("The dam"),
    annotations=(
        DraftAnnotation(K.COMMENT, Span(5, 18), "Press release, p. 2, release.pdf", "Rana"),
        DraftAnnotation(K.COMMENT, Span(20, 33), "Who says so?", "Ed"),
        DraftAnnotation(K.LINK, Span(27, 33), url="https://example.org/1"),
        DraftAnnotation(K.DELETION, Span(19, 19), "or 2020", "Rana"),
        DraftAnnotation(K.COMMENT, None, "Well done.", "Ed"),
    ),
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(reader, "read_articles", lambda *_, **__: [DRAFT])
    path = tmp_path / "p.factcheck"
    make_project(path).close()
    return path


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_comments_become_evidence_and_queries(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["add", str(path), "draft.docx", "--annotations"]) == 0
    assert told(capsys) == [
        "Added article 1, “The dam”. The file holds 3 comments, 1 tracked change, 1 link.",
        "2 claims, 1 piece of evidence, 1 query, 3 left out.",
        "Left out: Deletion – Rana: or 2020",
        "Left out: Link: https://example.org/1",
        "Left out: Comment – Ed (it stands at no words of the text): Well done.",
        "Not found: release.pdf",
    ]
    assert program.main(["check", str(path)]) == 0


def test_what_became_of_annotations_is_told_to_programs(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["add", str(path), "draft.docx", "--annotations", "--json"]) == 0
    (added,) = json.loads(capsys.readouterr().out)
    taken = added["taken_over"]
    became = taken.pop("became")
    assert taken == {
        "claims": 2,
        "evidence": 1,
        "queries": 1,
        "notes": 0,
        "left_out": 3,
        "files_attached": 0,
        "files_missing": ["release.pdf"],
    }
    assert {one["annotation"] for one in became} == {*range(len(added["annotations"]))}
    told = {one["annotation"]: (one["claim"], one["becomes"]) for one in became}
    assert told[1] == ("Nobody signed", "Query to the writer")
    assert told[4] == ("", "Left out: it stands at no words of the text")
    assert program.main(["add", str(path), "draft.docx", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["taken_over"] is None


def test_links_changes_and_files_are_taken_when_asked(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "release.pdf").write_bytes(b"%PDF-1.4 release")
    more = ["--links", "--changes", "--files-in", str(folder)]
    assert program.main(["add", str(path), "draft.docx", "--annotations", *more]) == 0
    assert told(capsys)[1:] == [
        "4 claims, 2 pieces of evidence, 1 query, 1 note, 1 left out.",
        "Left out: Comment – Ed (it stands at no words of the text): Well done.",
    ]


def test_without_being_asked_the_text_comes_alone_and_that_is_said(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["add", str(path), "draft.docx"]) == 0
    assert told(capsys) == [
        "Added article 1, “The dam”. The file holds 3 comments, 1 tracked change, 1 link.",
        "To make evidence of comments and footnotes, add it with --annotations.",
    ]


def test_what_is_asked_of_annotations_needs_them(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["add", str(path), "draft.docx", "--links"]) == 2
    assert "--links, --changes and --files-in need --annotations." in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "mistyped")
    asked = ["add", str(path), "draft.docx", "--annotations", "--files-in", folder]
    assert program.main(asked) == 2
    assert "mistyped' does not exist" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("tracked", "words"),
    [("accepted", "stopped thrice,"), ("rejected", "stopped twice,"), ("marked", "twicethrice,")],
)
@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_tracked_changes_are_taken_as_asked(
    annotator: Annotator, project: Path, tmp_path: Path, tracked: str, words: str, suffix: str
) -> None:
    data = marked_document() if suffix == "docx" else marked_open_document()
    (tmp_path / f"draft.{suffix}").write_bytes(data)
    file = tmp_path / f"draft.{suffix}"
    asked = ("--annotations", "--changes", "--tracked", tracked, "--as", "Ada")
    assert annotator("add", project, file, *asked).returncode == 0
    opened = Project.open(project)
    added = opened.articles.numbered(2)
    assert words in opened.articles.text(added.version.id)
    notes = {
        note.body
        for claim in opened.claims.of_article(added.id)
        for note in opened.people.notes(claim.id)
    }
    assert notes == {
        "Kim, 2026-03-01: Inserted in the draft: “thrice”",
        "Kim, 2026-03-01: Deleted in the draft: “twice”",
    }
    opened.close()
    assert annotator("check", project).returncode == 0


def test_of_a_folder_all_comes_in_as_one_step(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.docx").write_bytes(marked_document())
    (folder / "b.odt").write_bytes(marked_open_document())
    (folder / "c.txt").write_text("The quay closes.")
    done = annotator("add", project, folder, "--annotations", "--as", "Ada")
    assert done.returncode == 0
    assert done.stdout.count("Added article") == 3
    assert "2 claims, 1 piece of evidence, 1 query, 3 left out." in done.stdout
    undone = annotator("undo", project).stdout
    assert undone.startswith("Undone: Add 3 articles with 4 claims")
    left = Project.open(project)
    assert left.articles.count() == 1
    left.close()
