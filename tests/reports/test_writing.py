"""A report is written whole, or what stood there stays."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.files.documents import write_whole
from annotator.kernel.errors import ExportFailed, UnknownFormat
from annotator.project import Project
from annotator.reports.entries.report import Report
from annotator.reports.formats import html
from annotator.reports.service.formats import FORMATS, export
from tests.reports.projects import STATED

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    path = folder / "report.html"
    path.write_bytes(b"before")
    return path


def test_an_older_report_gives_way_and_nothing_else_is_left(report: Report, target: Path) -> None:
    html.write(report, target)
    assert target.read_bytes() == html.render(report).encode("utf-8")
    assert list(target.parent.iterdir()) == [target]


def test_interrupted_rendering_leaves_the_old_file(
    report: Report, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> Iterator[str]:
        yield "<p>The first"
        raise KeyboardInterrupt

    monkeypatch.setattr(html, "_pieces", interrupted)
    with pytest.raises(KeyboardInterrupt):
        html.write(report, target)
    assert target.read_bytes() == b"before"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_interrupted_writing_leaves_the_old_file(
    target: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def failing(_: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises((ExportFailed, KeyboardInterrupt)):
        write_whole(target, b"after")
    assert target.read_bytes() == b"before"
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_that_is_gone_is_told_in_a_sentence(report: Report, tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="could not be written: no such file or directory"):
        html.write(report, tmp_path / "gone" / "report.html")


def test_a_folder_is_no_place_for_a_report(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed):
        write_whole(tmp_path, b"after")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(AS_ROOT or os.name == "nt", reason="nothing is read-only for this user")
def test_a_read_only_folder_is_told_in_a_sentence(target: Path) -> None:
    target.parent.chmod(0o555)
    try:
        with pytest.raises(ExportFailed):
            write_whole(target, b"after")
    finally:
        target.parent.chmod(0o755)
    assert target.read_bytes() == b"before"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_goes_on_pointing_at_its_file(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(target)
    write_whole(link, b"after")
    assert link.is_symlink()
    assert target.read_bytes() == b"after"


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_a_report_does_not_take_the_place_of_its_project(
    river: Project, tmp_path: Path, link: str
) -> None:
    other = tmp_path / "other.html"
    getattr(other, link)(river.path)
    beside = river.path.with_name(f"{river.path.name}-wal")
    for target in (river.path, other, tmp_path / "." / river.path.name, beside):
        with pytest.raises(ExportFailed, match="the file there is a project"):
            export(river, "html", target, stated_date=STATED)
    assert river.path.read_bytes().startswith(b"SQLite format 3")
    assert river.articles.page()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_or_device_is_left_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.html"
    os.mkfifo(pipe)
    with pytest.raises(ExportFailed, match="not an ordinary file"):
        write_whole(pipe, b"after")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_file_that_others_may_not_read_stays_so(target: Path) -> None:
    target.chmod(0o600)
    write_whole(target, b"after")
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"after", 0o600)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_new_file_is_as_open_as_the_user_lets_files_be(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_whole(tmp_path / "new.html", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "new.html").stat().st_mode & 0o777 == 0o600


def test_an_unknown_format_names_those_there_are(river: Project, target: Path) -> None:
    with pytest.raises(UnknownFormat, match="html"):
        export(river, "papyrus", target, stated_date=STATED)
    assert target.read_bytes() == b"before"
    assert FORMATS["html"].suffix == ".html"


@pytest.mark.parametrize("beside", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("linked", [False, True])
def test_no_report_takes_the_place_of_a_project(
    tmp_path: Path, beside: str, *, linked: bool
) -> None:
    path = tmp_path / "checks.html"
    project = Project.create(path)
    target = precious = path.with_name(path.name + beside)
    if linked:
        target = tmp_path / "link.html"
        target.symlink_to(precious)
    before = precious.read_bytes() if precious.exists() else None
    with pytest.raises(ExportFailed, match="the file there is a project"):
        write_whole(target, b"after")
    assert (precious.read_bytes() if precious.exists() else None) == before
    project.close()
