"""A file of an earlier version, with work in it, brought up to date."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotator.articles import service
from annotator.articles.model import ArticlePlan
from annotator.claims.highlights import places_of
from annotator.claims.service.claims import tag
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import BackupFailed, DiskFull
from annotator.kernel.sentence_digests import SentenceDigests
from annotator.project import Project
from annotator.storage import backup_files as store_backups
from annotator.storage import opening
from annotator.storage.backup_files import Backups
from annotator.storage.log_triggers import agree
from annotator.storage.migrations.steps import VERSION
from annotator.storage.project_file import ProjectFile
from tests.projects import dump, make_article, make_claim, make_clock, make_project
from tests.storage.older import ANNA, ARTICLE, QUOTES, TEXT, first_version


@pytest.fixture
def old(path: Path) -> Path:
    first_version(path)
    return path


@pytest.fixture
def project(old: Path) -> Iterator[Project]:
    """The old file as it is opened now, by the one who worked in it."""
    found = Project.open(old, clock=make_clock())
    found.work_as("Anna")
    yield found
    found.close()


def version_of(path: Path) -> int:
    with Database(str(path), execute_plugins=False) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def backups(path: Path) -> list[Path]:
    kept = Backups(path)
    return [kept.path_of(backup) for backup in kept.found()]


def test_an_old_file_says_what_it_said(project: Project) -> None:
    article = project.articles.get(ARTICLE)
    assert (article.heading, article.metadata.outlet) == ("Crime falls", "The Alder Post")
    assert article.plan == ArticlePlan()
    assert project.articles.text(article.version.id) == TEXT
    claims = project.claims.of_article(ARTICLE)
    assert [h.quote for c in claims for h in project.highlights.of_claim(c.id)] == [*QUOTES]
    tags = project.tags.of_claims([c.id for c in claims])
    assert [(t.checker, t.verdict) for t in tags] == [("Anna", Verdict.VERIFIED)] * 2
    assert project.checker is not None
    assert project.checker.id == ANNA


def test_an_old_file_is_sound_once_it_is_upgraded(project: Project) -> None:
    assert version_of(project.path) == VERSION
    assert list(project.findings()) == []


def test_places_and_judgements_of_an_old_file_know_their_sentences(project: Project) -> None:
    claims = project.claims.of_article(ARTICLE)
    places = [place for c in claims for place in project.highlights.of_claim(c.id)]
    digests = SentenceDigests(TEXT)
    assert [place.sentence for place in places] == [digests.of(place.span) for place in places]
    tags = project.tags.of_claims([c.id for c in claims])
    assert {tag.given_on for tag in tags} == {places_of([place]) for place in places}


@pytest.mark.usefixtures("project")
def test_the_backup_of_an_old_file_is_still_old(old: Path) -> None:
    (backup,) = backups(old)
    assert version_of(backup) == 1
    with Database(str(backup), execute_plugins=False) as db:
        assert "due_on" not in {column.name for column in db["articles"].columns}
        assert db["claims"].count == len(QUOTES)


def test_every_step_from_before_can_be_undone_and_done_again(project: Project) -> None:
    before = dump(project)
    labels = []
    while (step := project.to_undo()) is not None:
        labels.append(step.label)
        project.undo()
    assert labels == [
        "Describe “Crime falls”",
        "Tag claim 2",
        "Tag claim 1",
        "Add “Crime falls”",
    ]
    assert project.articles.count() == 0
    assert list(project.findings()) == []
    while project.to_redo() is not None:
        project.redo()
    assert dump(project) == before
    assert list(project.findings()) == []


def test_what_is_planned_in_an_old_article_is_logged_and_undone(project: Project) -> None:
    before = dump(project)
    article = project.articles.get(ARTICLE)
    service.plan_article(project, article, "2026-03-31", project.author)
    service.archive(project, article)
    assert project.articles.get(ARTICLE).plan == ArticlePlan("2026-03-31", ANNA, archived=True)
    assert list(project.findings()) == []
    project.undo()
    assert project.articles.get(ARTICLE).plan == ArticlePlan("2026-03-31", ANNA)
    project.undo()
    assert dump(project) == before
    assert list(project.findings()) == []


def test_a_step_from_before_is_undone_under_a_plan_made_since(project: Project) -> None:
    service.plan_article(project, project.articles.get(ARTICLE), "2026-03-31", None)
    project.undo()
    project.undo()
    article = project.articles.get(ARTICLE)
    assert (article.metadata.outlet, article.plan.due_on) == ("", "")


def test_of_two_programs_only_one_upgrades(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen_old, opened = threading.Event(), list[ProjectFile]()
    version, back_up = opening._version, opening._back_up
    second = threading.Thread(target=lambda: opened.append(opening.open_file(old)))

    def version_seen(file: ProjectFile) -> int:
        found = version(file)
        if threading.current_thread() is second:
            seen_old.set()
        return found

    def back_up_while_the_other_looks(file: ProjectFile) -> None:
        second.start()
        assert seen_old.wait(10)
        back_up(file)

    monkeypatch.setattr(opening, "_version", version_seen)
    monkeypatch.setattr(opening, "_back_up", back_up_while_the_other_looks)
    opened.append(opening.open_file(old, patience=0.08))
    second.join(10)
    assert len(opened) == 2
    for file in opened:
        assert int(file.value("SELECT count(*) FROM contacts")) == 0
        file.close()
    assert len(backups(old)) == 1


def test_an_old_file_that_cannot_be_backed_up_stays_old(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: ProjectFile, part: Path, _progress: object) -> None:
        raise DiskFull(str(part))

    monkeypatch.setattr(store_backups, "copy_verified", full)
    with pytest.raises(BackupFailed, match="the disk is full"):
        opening.open_file(old)
    assert version_of(old) == 1
    monkeypatch.undo()
    opening.open_file(old).close()
    assert version_of(old) == VERSION


def test_a_file_waits_as_long_as_before_once_it_is_upgraded(old: Path) -> None:
    file = opening.open_file(old, patience=0.08)
    assert file.value("PRAGMA busy_timeout") == 80
    file.close()


def test_judgements_logged_before_schema_8_are_as_the_log_has_them(path: Path) -> None:
    project = make_project(path)
    claim = make_claim(project, make_article(project))
    tag(project, [claim.id], Verdict.VERIFIED)
    project.close()
    with closing(sqlite3.connect(path)) as file, file:
        kept = "FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'change_rows'"
        triggers = file.execute(f"SELECT name, sql {kept}").fetchall()
        for name, _ in triggers:
            file.execute(f"DROP TRIGGER {name}")
        for (logged,) in file.execute(
            "SELECT after FROM change_rows WHERE tbl = 'tags'"
        ).fetchall():
            row = json.loads(logged)
            places = [place[:4] for place in json.loads(row["given_on"])]
            row["given_on"] = json.dumps(places, ensure_ascii=False, separators=(",", ":"))
            older = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            file.execute("UPDATE change_rows SET after = ? WHERE after = ?", (older, logged))
        for _, sql in triggers:
            file.execute(sql)
    project = Project.open(path)
    project.work_as("Anna")
    try:
        assert [*project.findings()] == []
        assert project.undo()
        assert project.tags.of_claims([claim.id]) == []
    finally:
        project.close()


@pytest.mark.parametrize(
    ("logged", "is_same"),
    [
        ('[["v",0,4,"word"]]', True),
        ('[["v",0,4,"word","0011223344556677"]]', True),
        ('[["v",0,4,"word","7766554433221100"]]', False),
        ('[["v",1,5,"word"]]', False),
        ("", False),
        ("[", False),
    ],
)
def test_only_sentences_that_were_not_known_are_left_open(logged: str, is_same: bool) -> None:
    now = '[["v",0,4,"word","0011223344556677"]]'
    assert agree({"given_on": now, "verdict": "V"}, {"given_on": logged}) is is_same
    assert not agree({"given_on": now, "verdict": "V"}, {"given_on": logged, "verdict": "D"})
