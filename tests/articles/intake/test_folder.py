"""Folders of files: what is read of them, and what is told of the rest."""

from pathlib import Path

import pytest

from annotator.articles.intake.folder import find_files, read_files
from annotator.kernel.errors import Cancelled


def folder(path: Path) -> Path:
    (path / "later").mkdir()
    (path / ".git").mkdir()
    (path / "b.txt").write_text("The quay closes.")
    (path / "a.md").write_text("# The vote\n\nIt rained.")
    (path / "later" / "c.html").write_text(
        "<html><body><p>Divers found 42 piles.</p></body></html>"
    )
    (path / "d.docx").write_bytes(b"PK\x03\x04 cut short")
    (path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (path / "~$d.docx").write_bytes(b"lock")
    (path / ".DS_Store").write_bytes(b"\x00")
    (path / ".git" / "e.txt").write_text("Not read.")
    return path


def test_every_readable_file_is_taken_and_the_rest_is_named(tmp_path: Path) -> None:
    read = read_files(find_files([folder(tmp_path)]))
    assert [draft.text.splitlines()[-1] for draft in read.drafts] == [
        "It rained.",
        "The quay closes.",
        "Divers found 42 piles.",
    ]
    assert read.summary == (
        "“d.docx” is cut short or damaged and cannot be read. Ask for it to be sent again. "
        "Passed over: 2 hidden files and 1 file of another kind."
    )


def test_nothing_is_told_where_all_was_taken(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("The quay closes.")
    assert read_files(find_files([tmp_path, tmp_path / "b.txt"])).summary == ""


def test_of_many_failures_a_few_are_named(tmp_path: Path) -> None:
    for number in range(14):
        (tmp_path / f"{number:02}.pdf").write_bytes(b"none")
    summary = read_files(find_files([tmp_path])).summary
    assert summary.count("damaged") == 10
    assert summary.endswith("And 4 more files could not be read.")


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The quay closes.")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(find_files([tmp_path]).files) == 1


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    def progress(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_files(find_files([folder(tmp_path)]), progress=progress)
