"""A project made again from its JSON: the same in everything, as one step, or not made at all."""

import json
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotator import sample_project
from annotator.archive.service import restore
from annotator.articles import service
from annotator.articles.model import OriginalFile
from annotator.assets import asset
from annotator.audit.model import TrailFilter
from annotator.audit.service.reader import AuditReader
from annotator.evidence.service import evidence
from annotator.kernel.errors import (
    Cancelled,
    InvalidValue,
    NotRestored,
    ProjectExists,
    ProjectNotEmpty,
)
from annotator.project import Project
from annotator.sharing.packages import Contents
from annotator.sharing.service import merge, packages
from tests.archive.jsons import Document, document, exported, restored
from tests.archive.test_schema import SCHEMA
from tests.projects import dump, make_article, make_claim, make_project
from tests.reports.desks import make_desk
from tests.reports.projects import make_article as make_other_article
from tests.sharing.merges import Move, copy, take, work

move = st.tuples(st.integers(0, 60), st.tuples(st.integers(0, 12), st.integers(0, 12)))
moves = st.lists(move, max_size=12)
some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Project]:
    project = make_desk(tmp_path / "desk.sqlite")
    yield project
    project.close()


def without_files(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a project but those of its attached files."""
    return {t: rows for t, rows in dump(project).items() if t not in {"attachments", "settings"}}


def check_round_trip(project: Project, folder: Path) -> None:
    """What was written is valid; read and written again it is the same, and so is every row."""
    for shown in (True, False):
        data = exported(project, shown=shown)
        Draft202012Validator(SCHEMA).validate(json.loads(data))
        with restored(data, folder) as again:
            assert exported(again, shown=shown) == data
            assert [*again.findings()] == []
            if shown:
                assert without_files(again) == without_files(project)


def test_the_sample_comes_back_as_it_was(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "sample.sqlite")
    text = asset("samples", "article.txt").read_text(encoding="utf-8")
    description = tomllib.loads(asset("samples", "sample.toml").read_text(encoding="utf-8"))
    sample_project.build(project, text, description)
    check_round_trip(project, tmp_path)
    project.close()


def test_so_does_a_project_with_everything_people_write(
    river: Project, desk: Project, tmp_path: Path
) -> None:
    for project in (river, desk):
        check_round_trip(project, tmp_path)


@some
@given(before=moves, one=moves, two=moves)
def test_so_does_whatever_was_done_and_merged(
    before: list[Move], one: list[Move], two: list[Move]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        project = make_project(folder / "anna.sqlite")
        article = make_article(project)
        for quote in ("crime fell by a third", "4,000", "👩🏽‍🍳"):
            make_claim(project, article, quote)
        work(project, before)
        bens = copy(project, folder / "ben.sqlite", "Ben")
        work(project, one)
        work(bens, two)
        take(project, bens)
        check_round_trip(project, folder)
        project.close()
        bens.close()


def test_articles_made_one_and_packages_come_back(river: Project, tmp_path: Path) -> None:
    gone = make_other_article(river)
    service.join_articles(river, gone.id, river.articles.numbered(1).id)
    assert document(river)["joined"] != []
    check_round_trip(river, tmp_path)
    contents = Contents((river.articles.numbered(1).id,))
    packages.send_for_review(river, tmp_path / "for ben.sqlite", contents)
    package = Project.open(tmp_path / "for ben.sqlite")
    check_round_trip(package, tmp_path)
    with restored(exported(package), tmp_path) as again:
        assert packages.package_of(again) == packages.package_of(package)
    package.close()


def test_it_is_one_step_that_can_be_taken_back_and_done_again(
    desk: Project, tmp_path: Path
) -> None:
    data = exported(desk)
    (tmp_path / "desk.json").write_bytes(data)
    path = tmp_path / "again.sqlite"
    done = restore.restore(path, tmp_path / "desk.json", by="Tomasz")
    assert (done.articles, done.claims, done.withheld) == (1, 4, True)
    again = Project.open(path)
    again.work_as("Tomasz")
    step = again.to_undo()
    assert step is not None
    assert (step.label, step.checker) == ("Imported from “desk.json”", "Tomasz")
    again.undo()
    assert again.articles.count() == 0
    again.redo()
    assert exported(again) == data
    again.undo()
    again.checker = None
    restore.restore_into(again, tmp_path / "desk.json")
    assert exported(again) == data
    assert [*again.findings()] == []
    again.close()


def test_files_are_missing_until_they_are_attached_again(river: Project, tmp_path: Path) -> None:
    data = exported(river)
    (tmp_path / "river.json").write_bytes(data)
    done = restore.restore(tmp_path / "again.sqlite", tmp_path / "river.json")
    assert done.missing == ("register.pdf",)
    again = Project.open(tmp_path / "again.sqlite")
    again.work_as("Ines")
    mill = again.claims.of_article(again.articles.numbered(1).id)[1]
    (piece,) = again.evidence.of_claims([mill.id])
    assert (piece.attachments, [kept.name for kept in piece.missing]) == ((), ["register.pdf"])
    evidence.attach(again, piece, OriginalFile("other.pdf", "application/pdf", b"other"))
    files = [f["name"] for f in files_of(document(again), 2)]
    assert sorted(files) == ["other.pdf", "register.pdf"]
    evidence.attach(again, piece, OriginalFile("found again.pdf", "application/pdf", b"%PDF"))
    files = [f["name"] for f in files_of(document(again), 2)]
    assert sorted(files) == ["found again.pdf", "other.pdf"]
    assert again.evidence.get(piece.id).missing == ()
    assert [*again.findings()] == []
    again.close()


def files_of(found: Document, number: int) -> list[Document]:
    files: list[Document] = found["articles"][0]["claims"][number - 1]["evidence"][0]["attachments"]
    return files


def test_merging_the_project_brings_its_files_back(river: Project, tmp_path: Path) -> None:
    data = exported(river)
    with restored(data, tmp_path) as again:
        again.work_as("Ines")
        planned = merge.plan(again, river.path)
        assert planned.conflicts == ()
        merge.merge(again, planned, {})
        mill = again.claims.of_article(again.articles.numbered(1).id)[1]
        (piece,) = again.evidence.of_claims([mill.id])
        assert again.evidence.content(piece.attachments[0].sha256) == b"%PDF"
        assert exported(again) == data
        assert [*again.findings()] == []


def test_the_name_of_a_missing_file_is_not_in_the_trail(desk: Project, tmp_path: Path) -> None:
    with restored(exported(desk, shown=True), tmp_path) as again:
        told = [s for e in AuditReader(TrailFilter()).each(again) for s in e.sentences()]
        assert any("missing file" in sentence for sentence in told)
        assert not any("secret-file" in sentence for sentence in told)


def test_a_file_or_a_full_project_that_stands_there_is_left_alone(
    river: Project, tmp_path: Path
) -> None:
    source = tmp_path / "river.json"
    source.write_bytes(exported(river))
    was = dump(river)
    with pytest.raises(ProjectExists):
        restore.restore(river.path, source)
    with pytest.raises(ProjectNotEmpty, match="left as it is"):
        restore.restore_into(river, source)
    assert dump(river) == was


def test_somebody_who_is_known_under_another_id_is_not_taken_for_the_same(
    river: Project, tmp_path: Path
) -> None:
    source = tmp_path / "river.json"
    source.write_bytes(exported(river))
    other = make_project(tmp_path / "other.sqlite", "Ines")
    with pytest.raises(NotRestored, match=r"In checker 1: “Ines” is known .* under another id"):
        restore.restore_into(other, source)
    assert other.articles.count() == 0
    other.close()


def test_who_does_it_must_be_in_the_file(river: Project, tmp_path: Path) -> None:
    source = tmp_path / "river.json"
    source.write_bytes(exported(river))
    with pytest.raises(InvalidValue, match="Ines, Tomasz"):
        restore.restore(tmp_path / "x.sqlite", source, by="Mara")
    assert not (tmp_path / "x.sqlite").exists()


@pytest.mark.parametrize("moment", range(1, 4))
def test_stopped_it_leaves_nothing(river: Project, tmp_path: Path, moment: int) -> None:
    source, calls = tmp_path / "river.json", []
    source.write_bytes(exported(river))

    def stop(done: int, total: int) -> None:
        calls.append((done, total))
        if len(calls) == moment:
            raise Cancelled

    before = {*tmp_path.iterdir()}
    with suppress(Cancelled):
        restore.restore(tmp_path / "x.sqlite", source, progress=stop)
    assert len(calls) == moment
    assert {*tmp_path.iterdir()} == before
