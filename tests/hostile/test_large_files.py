"""Files too large for a project or for memory, and files that change while they are attached."""

import hashlib
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.articles import service
from annotator.articles.model import Draft, OriginalFile
from annotator.claims.service import claims
from annotator.evidence.model import Evidence, EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.evidence.service.kept_files import PrivateCopies
from annotator.kernel.errors import Cancelled, FileTooLargeToKeep, InconsistentFile, UnreadableFile
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.storage import file_contents
from tests.raw_file import raw_file

MANY = 3_000_000
"""Bytes of a file that takes several pieces."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "ours.sqlite")
    made.work_as("Anna")
    service.add_article(made, Draft("The harbour was dredged in 1987."))
    return made


@pytest.fixture
def piece(project: Project) -> Evidence:
    article = project.articles.page()[0]
    place = claims.mark(project, article, Span(0, 11)).change.place
    claim = project.claims.get(place.claim_id)
    evidence.add_evidence(project, claim, SourceDetails("The log"), EvidenceDetails())
    (found,) = project.evidence.of_claims([claim.id])
    return found


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(os.urandom(MANY))
    return path


def untouched(project: Project, piece: Evidence) -> bool:
    rows = raw_file(project).value("SELECT count(*) FROM contents")
    return not rows and not project.evidence.get(piece.id).attachments


def sparse(folder: Path, size: int) -> Path:
    path = folder / "huge.bin"
    path.touch()
    os.truncate(path, size)
    return path


@pytest.mark.parametrize("size", [1_000_000_000, 10**10, 10**13])
def test_more_than_sqlite_holds_is_refused_before_it_is_read(
    size: int, project: Project, piece: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.evidence.service.kept_files.read_pieces", pytest.fail)
    claim = project.claims.get(piece.claim_id)
    path = sparse(tmp_path, size)
    ways: list[Callable[[], object]] = [
        lambda: evidence.attach(project, piece, path),
        lambda: evidence.attach(project, piece, OriginalFile("a", "b", b"c"), path),
        lambda: evidence.add_evidence(
            project, claim, SourceDetails("Another"), EvidenceDetails(), [path]
        ),
    ]
    for way in ways:
        with pytest.raises(FileTooLargeToKeep, match="up to 1 GB"):
            way()
    assert untouched(project, piece)
    assert len(project.evidence.of_claims([claim.id])) == 1


def test_bytes_that_are_here_are_held_to_the_limit_too(project: Project, piece: Evidence) -> None:
    raw_file(project).connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 200_000)
    most = file_contents.largest(raw_file(project))
    with pytest.raises(FileTooLargeToKeep):
        evidence.attach(project, piece, OriginalFile("pasted.png", "image/png", bytes(most + 1)))
    with pytest.raises(FileTooLargeToKeep):
        service.add_article(
            project, Draft("Text.", original=OriginalFile("a.html", "text/html", bytes(most + 1)))
        )
    assert untouched(project, piece)


def test_as_much_as_the_limit_says_is_kept(
    project: Project, piece: Evidence, tmp_path: Path
) -> None:
    raw_file(project).connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2_000_000)
    most = file_contents.largest(raw_file(project))
    path = tmp_path / "full.bin"
    path.write_bytes(os.urandom(most))
    evidence.attach(project, piece, path)
    assert [*project.findings()] == []
    assert project.evidence.get(piece.id).attachments[0].size == most


def test_a_large_file_comes_and_goes_piece_by_piece(
    project: Project, piece: Evidence, large: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    evidence.attach(project, piece, large, progress=lambda done, of: told.append((done, of)))
    (kept,) = project.evidence.get(piece.id).attachments
    digest = hashlib.sha256(large.read_bytes()).hexdigest()
    assert (kept.sha256, kept.size) == (digest, MANY)
    assert told[-1] == (2 * MANY, 2 * MANY)
    assert len(told) > 4
    pieces = [*project.evidence.pieces(kept.sha256)]
    assert max(map(len, pieces)) <= file_contents.PIECE
    assert b"".join(pieces) == large.read_bytes()
    evidence.save_attachment(project, kept.sha256, tmp_path / "saved.mp4")
    assert (tmp_path / "saved.mp4").read_bytes() == large.read_bytes()
    assert [*project.findings()] == []
    project.undo()
    project.redo()
    assert [*project.findings()] == []


def test_a_second_mention_writes_no_second_content(
    project: Project, piece: Evidence, large: Path
) -> None:
    evidence.attach(project, piece, large)
    evidence.attach(project, piece, large, large)
    assert raw_file(project).value("SELECT count(*) FROM contents") == 1
    assert len(project.evidence.get(piece.id).attachments) == 3


def test_an_empty_file_is_kept(project: Project, piece: Evidence, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    evidence.attach(project, piece, tmp_path / "empty")
    (kept,) = project.evidence.get(piece.id).attachments
    assert [*project.evidence.pieces(kept.sha256)] == []
    assert [*project.findings()] == []


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def change(path: Path) -> None:
    path.write_bytes(os.urandom(MANY))


CHANGES: dict[str, Callable[[Path], object]] = {
    "grows": grow,
    "shrinks": lambda path: os.truncate(path, MANY // 2),
    "empties": lambda path: os.truncate(path, 0),
    "becomes another": change,
    "goes": lambda path: path.unlink(),
}


@pytest.mark.parametrize("when", range(0, 2 * MANY, MANY // 2))
@pytest.mark.parametrize("what", CHANGES)
def test_a_file_that_changes_while_it_is_attached_is_noticed(
    what: str, when: int, project: Project, piece: Evidence, large: Path
) -> None:
    changed = list[int]()

    def meanwhile(done: int, _of: int) -> None:
        if done > when and not changed:
            changed.append(done)
            CHANGES[what](large)

    try:
        evidence.attach(project, piece, large, progress=meanwhile)
    except UnreadableFile:
        assert untouched(project, piece)
    else:
        # it was gone only after all of it had been read
        assert what == "goes"
    assert [*project.findings()] == []


@pytest.mark.parametrize("when", [0, MANY // 2, MANY + 1, 2 * MANY - 1])
def test_attaching_can_be_stopped_at_any_time(
    when: int, project: Project, piece: Evidence, large: Path
) -> None:
    def stop(done: int, _of: int) -> None:
        if done > when:
            raise Cancelled

    with pytest.raises(Cancelled):
        evidence.attach(project, piece, large, progress=stop)
    assert untouched(project, piece)


def test_contents_never_change_by_any_statement(
    project: Project, piece: Evidence, large: Path
) -> None:
    evidence.attach(project, piece, large)
    for sql in ("UPDATE contents SET data = zeroblob(1)", "DELETE FROM contents"):
        with pytest.raises(sqlite3.IntegrityError):
            raw_file(project).connection.execute(sql)


@pytest.mark.parametrize("given", [[b"a"], [b"abc", b"d"], [b"xyz"], []])
def test_a_content_that_is_not_as_announced_is_not_kept(
    given: list[bytes], project: Project
) -> None:
    digest = hashlib.sha256(b"abc").hexdigest()
    with pytest.raises(InconsistentFile), project.change("Attack") as under_way:
        under_way.contents.add(digest, 3, given)
    assert raw_file(project).value("SELECT count(*) FROM contents") == 0


MEASURED = """
import resource, sys
from pathlib import Path
from annotator.evidence.service import evidence as sourcing
from annotator.project import Project

project, large, target = Project.open(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3])
project.work_as("Anna")
piece = project.evidence.get(sys.argv[4])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sourcing.attach(project, piece, large)
kept = project.evidence.get(piece.id).attachments[0]
sourcing.save_attachment(project, kept.sha256, target)
assert not [*project.findings()]
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")
def test_memory_stays_flat(project: Project, piece: Evidence, tmp_path: Path) -> None:
    size = int(os.environ.get("ANNOTATOR_LARGE", "60000000"))
    with (tmp_path / "large.bin").open("wb") as file:
        for _ in range(size // 1_000_000):
            file.write(os.urandom(1_000_000))
    project.close()
    done = subprocess.run(
        [
            *(sys.executable, "-c", MEASURED),
            *(str(tmp_path / name) for name in ("ours.sqlite", "large.bin", "saved.bin")),
            piece.id,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 30, "megabytes beyond what the program takes anyhow"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def test_a_large_film_is_opened_from_a_copy_made_piece_by_piece(
    project: Project, piece: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = b"\0\0\0\x18ftypmp42" + os.urandom(MANY)
    (tmp_path / "film.mp4").write_bytes(film)
    evidence.attach(project, piece, tmp_path / "film.mp4")
    (kept,) = project.evidence.get(piece.id).attachments
    monkeypatch.setattr(project.evidence, "content", pytest.fail)
    copies = PrivateCopies()
    assert copies.of(project, kept).read_bytes() == film
    copies.clear()
