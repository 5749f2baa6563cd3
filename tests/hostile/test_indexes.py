"""Indexes and numbers of rows that somebody spoiled on purpose mislead nobody and stop nothing."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.backups.service import backups
from annotator.claims.service import claims
from annotator.files.project_format import INDEXED
from annotator.kernel.errors import DamagedProject, NoBackup, ProjectError, UnsoundRow
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.schema.kinds import LARGEST, LARGEST_SIZE
from annotator.sharing.service import merge
from annotator.storage import changes
from annotator.storage.salvage.page_order import page_faults
from tests.hostile.attackers import execute, plant
from tests.hostile.one_of_each import NOW, one_of_each
from tests.raw_file import raw_file
from tests.sharing.merges import agreed

Spoil = Callable[[Path], None]


def of_words(*statements: str) -> Spoil:
    """Do something to the index of each table."""

    def spoil(path: Path) -> None:
        for table in INDEXED:
            execute(path, *(statement.format(f"{table}_fts") for statement in statements))

    return spoil


WORDS: dict[str, Spoil] = {
    "noise in place of words": of_words("UPDATE {}_data SET block = randomblob(length(block))"),
    "no words": of_words("DELETE FROM {}_data", "DELETE FROM {}_idx", "DELETE FROM {}_docsize"),
    "nothing at all": of_words(*(f"DELETE FROM {{}}_{p}" for p in ("data", "idx", "config"))),
    "a later form": of_words("UPDATE {}_config SET v = 99 WHERE k = 'version'"),
    "pages of two gigabytes": of_words("INSERT OR REPLACE INTO {}_config VALUES ('pgsz', 1 << 31)"),
    "an order of its own": of_words("INSERT INTO {}_config VALUES ('rank', 'load(''x'')')"),
    "words that are not there": of_words("UPDATE {}_idx SET pgno = 1 << 40"),
    "long words": of_words("UPDATE {}_docsize SET sz = x'ffffffffffffffffffff'"),
}
HOLLOW = """UPDATE sqlite_schema SET rootpage = (SELECT sum(rootpage) FROM sqlite_schema
    WHERE name IN ('{0}', 'removed_claims')) - rootpage WHERE name IN ('{0}', 'removed_claims')"""
"""Let an index stand where one without a row does."""
TWINS = (
    "DROP INDEX tags_of_claim",
    """INSERT INTO tags SELECT 'another', claim_id, checker_id, version_id, verdict, reason,
    conclusion, search_note, tagged_at, given_on FROM tags""",
    "CREATE INDEX tags_of_claim ON tags (claim_id, checker_id, verdict)",
)
UNIQUE = "UPDATE sqlite_schema SET sql = replace(sql, 'E I', 'E UNIQUE I') WHERE name = '{}'"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "sound.factcheck"
    one_of_each(path)
    return path


@pytest.fixture
def foreign(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "from somebody.factcheck"))


@pytest.fixture
def ours(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "ours.factcheck")
    project.work_as("Anna")
    return project


def taken_over(ours: Project, path: Path) -> None:
    planned = merge.plan(ours, path)
    merge.merge(ours, planned, agreed(planned))


@pytest.fixture(params=WORDS)
def wordless(foreign: Path, request: pytest.FixtureRequest) -> Path:
    WORDS[request.param](foreign)
    return foreign


def test_an_index_of_words_is_made_anew_whatever_it_was(wordless: Path) -> None:
    project = Project.open(wordless)
    assert [*project.findings()] == []
    assert project.search.find("crime")
    project.close()


def test_an_index_of_words_stops_no_merge_and_no_backup(wordless: Path, ours: Project) -> None:
    taken_over(ours, wordless)
    assert [*ours.findings()] == []
    ours.close()
    backups.restore(ours.path, wordless)
    assert [*Project.findings_in(ours.path)] == []


def test_whatever_sqlite_says_of_an_index_of_words_is_no_damage() -> None:
    class Spoiled:
        """A check as SQLite 3.53 does it."""

        def __init__(self, *found: str | Exception) -> None:
            self._found = found

        def execute(self, _sql: str) -> object:
            for each in self._found:
                if isinstance(each, Exception):
                    raise each
                yield (each,)

    def faults(*found: str | Exception) -> list[str]:
        return [*page_faults(Spoiled(*found))]  # type: ignore[arg-type]  # no connection

    words = 'fts5: corrupt structure record for table "sources_fts"'
    error = sqlite3.OperationalError("invalid fts5 file format (found 99, expected 4 or 5)")
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert faults("ok") == faults(words, MemoryError()) == faults(MemoryError()) == []
    assert faults(error) == []
    assert faults("Page 7: never used", words) == ["Page 7: never used"]
    gone = sqlite3.OperationalError("disk I/O error")
    gone.sqlite_errorcode = sqlite3.SQLITE_IOERR
    with pytest.raises(sqlite3.OperationalError):
        faults(gone)


@pytest.mark.parametrize(
    "index", ["claims_of_article", "highlights_of_claim", "versions_of_article"]
)
def test_an_index_without_rows_hides_none(foreign: Path, ours: Project, index: str) -> None:
    execute(foreign, HOLLOW.format(index), writable_schema=True)
    before = foreign.read_bytes()
    with pytest.raises(DamagedProject):
        merge.plan(ours, foreign)
    ours.close()
    assert foreign.read_bytes() == before
    project = Project.open(foreign)
    assert [*project.findings()] == []
    (article,) = project.articles.page()
    assert len(project.claims.of_article(article.id)) == 1
    project.close()


def test_two_rows_where_there_may_be_one_are_refused(foreign: Path, ours: Project) -> None:
    plant(foreign, *TWINS)
    execute(foreign, UNIQUE.format("tags_of_claim"), writable_schema=True)
    with pytest.raises(UnsoundRow, match=r"two rows|non-unique"):
        Project.open(foreign)
    with pytest.raises(ProjectError):
        merge.plan(ours, foreign)
    ours.close()


@pytest.mark.parametrize(
    ("table", "key"),
    [("changes", "seq"), ("change_rows", "n"), ("claims", "key"), ("texts", "key")],
)
def test_a_number_behind_which_none_follows_is_refused(
    foreign: Path, ours: Project, table: str, key: str
) -> None:
    newest = f"(SELECT max({key}) FROM {table})"
    led = [f"UPDATE change_rows SET change_seq = {2**63 - 1} WHERE change_seq = {newest}"]
    plant(
        foreign,
        *(led if table == "changes" else []),
        f"UPDATE {table} SET {key} = {2**63 - 1} WHERE {key} = {newest}",
    )
    with pytest.raises(UnsoundRow):
        Project.open(foreign)
    with pytest.raises(UnsoundRow):
        merge.plan(ours, foreign)
    ours.close()
    before = ours.path.read_bytes()
    with pytest.raises(NoBackup, match="no project holds"):
        backups.restore(ours.path, foreign)
    assert ours.path.read_bytes() == before


def test_what_is_said_of_rows_of_others_has_such_numbers_neither(foreign: Path) -> None:
    plant(foreign, f"UPDATE heard_rows SET n = {LARGEST_SIZE + 1}")
    with pytest.raises(UnsoundRow):
        Project.open(foreign)


def test_behind_the_largest_number_the_lowest_free_one_is_given(
    foreign: Path, ours: Project
) -> None:
    theirs = Project.open(foreign)
    with changes.change(raw_file(theirs), "Number", "checkers 1", NOW) as under_way:
        for table in ("claims", "articles"):
            under_way.writer.update(table, f"{table} 1", {"number": LARGEST})
    theirs.close()
    taken_over(ours, foreign)
    (article,) = ours.articles.page()
    claims.mark(ours, article, Span(6, 10))
    assert sorted(c.number for c in ours.claims.of_article(article.id)) == [1, LARGEST]
    ours.close()
    assert [*Project.findings_in(ours.path)] == []


def test_a_schema_of_a_form_that_there_is_not_is_told_as_damage(
    foreign: Path, ours: Project
) -> None:
    execute(foreign, "PRAGMA journal_mode = DELETE")
    data = bytearray(foreign.read_bytes())
    data[44:48] = (9).to_bytes(4, "big")
    foreign.write_bytes(data)
    refuses(foreign, ours)


def test_names_in_a_schema_that_are_no_text_are_told_as_damage(
    foreign: Path, ours: Project
) -> None:
    statement = "INSERT INTO sqlite_schema VALUES ('table', x'ff', 'tags', -5, x'ff00')"
    execute(foreign, statement, writable_schema=True)
    refuses(foreign, ours)


def refuses(foreign: Path, ours: Project) -> None:
    before = foreign.read_bytes()
    with pytest.raises(DamagedProject):
        Project.open(foreign)
    with pytest.raises(DamagedProject):
        merge.plan(ours, foreign)
    with pytest.raises(DamagedProject):
        next(Project.findings_in(foreign))
    ours.close()
    assert foreign.read_bytes() == before
