"""Folders, books and pages from the command line."""

import json
from pathlib import Path

from tests.articles.intake.pdf_files import lines, pdf
from tests.articles.intake.test_epub import epub
from tests.conftest import Annotator


def test_a_folder_is_added_in_one_step(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"The quay {name} closes.")
    (folder / "d.pdf").write_bytes(b"none")
    (folder / "e.jpg").write_bytes(b"\xff\xd8\xff")
    done = annotator("add", project, folder)
    assert done.returncode == 0
    assert done.stdout.count("Added article") == 3
    assert "“d.pdf” is cut short" in done.stderr
    assert "Passed over: 1 file of another kind." in done.stderr
    assert annotator("undo", project).stdout == "Undone: Add 3 articles, in “a.txt”.\n"


def test_a_folder_without_articles_is_refused(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    done = annotator("add", project, folder)
    assert done.returncode == 1
    assert "“in” holds no file that can be added." in done.stderr


def test_the_chapters_of_a_book_are_articles(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "quay.epub").write_bytes(epub())
    done = annotator("add", project, tmp_path / "quay.epub")
    assert "“The piles”" in done.stdout
    assert done.stdout.count("Added article") == 2


def test_a_claim_is_cited_by_its_page(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    pages = pdf(lines("The quay closes in May."), lines("Divers found 42 piles."))
    (tmp_path / "quay.pdf").write_bytes(pages)
    annotator("add", project, tmp_path / "quay.pdf")
    tagging = ("--article", "2", "--quote", "found 42 piles", "--verdict", "verified")
    assert annotator("tag", project, *tagging, "--as", "ana").returncode == 0
    listed = json.loads(annotator("list", project, "--json").stdout)
    (claim,) = listed[1]["claims"]
    assert claim["highlights"][0]["locator"] == "page 2"
