"""A disk that is full: what cannot be written is refused whole, and told."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.articles.model import Article, Draft
from annotator.articles.service import add_article
from annotator.claims.fields import Claim
from annotator.claims.service.claims import note
from annotator.kernel import errors
from annotator.kernel.changes import Outcome
from annotator.project import Project
from tests.projects import dump, make_project, works

pytest.importorskip("resource", reason="these bad days are those of POSIX systems")

from tests.obstacles import largest_file


def size_of(project: Project) -> int:
    """The size of the file beside the project to which every step is written first."""
    return project.path.with_name(project.path.name + "-wal").stat().st_size


def large_step(project: Project) -> Outcome:
    return add_article(project, Draft("All is well in the city. " * 40_000))


def test_a_step_too_large_for_the_disk_is_refused_whole(project: Project, article: Article) -> None:
    before = dump(project)
    with largest_file(size_of(project) + 100_000), pytest.raises(errors.DiskFull):
        large_step(project)
    assert dump(project) == before
    assert works(project)
    assert project.articles.get(article.id) == article


def test_a_full_disk_says_so_again_and_again(project: Project, claim: Claim) -> None:
    with largest_file(size_of(project)):
        for _ in range(3):
            with pytest.raises(errors.DiskFull, match="Make room and try again"):
                note(project, claim, "One more.")
        assert project.claims.get(claim.id) == claim
    assert works(project)


@pytest.mark.makes_tables
def test_no_project_is_begun_on_a_full_disk(path: Path) -> None:
    with largest_file(20_000), pytest.raises(errors.DiskFull):
        Project.create(path)
    assert list(path.parent.iterdir()) == []


def test_no_half_copy_is_left_on_a_full_disk(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with largest_file(20_000), pytest.raises(errors.DiskFull):
        project.copy_to(folder / "copy.factcheck")
    assert list(folder.iterdir()) == []


def test_another_failure_to_write_is_told_as_it_is(
    project: Project, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.storage.sqlite_errors._no_room", lambda _: None)
    with largest_file(size_of(project)), pytest.raises(errors.WriteFailed, match="disk I/O error"):
        note(project, claim, "One more.")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with room for one small project."""
    folder = tmp_path / "small"
    folder.mkdir()
    if shutil.which("mount") is None or os.getuid() != 0:
        pytest.skip("only root may mount a small disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_of_its_own_is_told_and_got_over(small_disk: Path) -> None:
    project = make_project(small_disk / "p.factcheck")
    before = dump(project)
    with pytest.raises(errors.DiskFull):
        large_step(project)
    (small_disk / "junk").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    with pytest.raises(errors.DiskFull):
        large_step(project)
    assert dump(project) == before
    (small_disk / "junk").unlink()
    assert works(project)
    project.close()
