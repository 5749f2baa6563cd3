"""The audit trail of a project of 100,000 changes: its first page, a far one, and a claim's."""

import json
from pathlib import Path

import pytest

from annotator.audit.model import TrailFilter, TrailScope
from annotator.audit.service.reader import PAGE, AuditReader
from annotator.project import Project
from annotator.storage.ids import new_id
from tests.benchmarks.conftest import Measure
from tests.benchmarks.projects import CHECKER, NOW, build, text_of

PAGES = f"trail of 100,000 changes, {PAGE} of them (floor: read their rows)"
CLAIM = "trail of one claim among 100,000 changes (floor: read its rows)"
ARTICLE = "trail of an article with 100,000 changes (floor: find its rows)"
CLAIMS, CHANGES = 1000, 100_000


@pytest.fixture(scope="session")
def long_trail(folder: Path) -> Path:
    """An article of 1,000 claims, each of which was given another status a hundred times."""
    path = folder / "trail.sqlite"
    file = build(path, [text_of(100_000)], CLAIMS)
    claims = [row for (row,) in file.rows("SELECT id FROM claims ORDER BY number")]
    with file.writing():
        for n in range(CHANGES):
            file.execute(
                "INSERT INTO changes (id, kind, label, checker_id, at, article_id, claim_id,"
                " target_id, open) VALUES (?, 'do', ?, ?, ?, 'article 1', ?, '', 1)",
                [new_id(), f"Status of claim {n}", CHECKER, NOW, claims[n % CLAIMS]],
            )
            status = "open" if n // CLAIMS % 2 else "in progress"
            file.execute("UPDATE claims SET status = ? WHERE id = ?", [status, claims[n % CLAIMS]])
            file.execute("UPDATE changes SET open = 0 WHERE open = 1")
    file.close()
    return path


def a_claim(project: Project) -> str:
    return project.claims.of_article("article 1")[500].id


def parsed(project: Project, where: str, *values: object) -> list[object]:
    """Rows of the log, as far as SQLite and the JSON in them go."""
    rows = project._file.rows(
        f"SELECT c.label, r.before, r.after FROM changes c JOIN change_rows r"
        f" ON r.change_seq = c.seq WHERE {where} ORDER BY c.seq DESC",
        values,
    )
    return [(label, json.loads(b or "0"), json.loads(a or "0")) for label, b, a in rows]


def test_first_page_floor(long_trail: Path, measure: Measure) -> None:
    project = Project.open(long_trail)
    newest = project.history.latest_seq()
    measure(PAGES, "floor", 15, lambda: parsed(project, "c.seq > ?", newest - PAGE))
    project.close()


@pytest.mark.parametrize(
    ("side", "asked"),
    [
        ("newest", TrailFilter()),
        ("of one person", TrailFilter(checker="Anna")),
        ("of a day long past", TrailFilter(until="2025-12-31")),
    ],
)
def test_first_page(long_trail: Path, measure: Measure, side: str, asked: TrailFilter) -> None:
    project = Project.open(long_trail)
    measure(PAGES, side, 25, lambda: AuditReader(asked).next(project))
    project.close()


def test_far_page(long_trail: Path, measure: Measure) -> None:
    project = Project.open(long_trail)
    reading = AuditReader(TrailFilter())
    for _ in range(500):
        reading.next(project)
    measure(PAGES, "after 50,000 others", 15, lambda: reading.next(project))
    project.close()


def test_claim_floor(long_trail: Path, measure: Measure) -> None:
    project = Project.open(long_trail)
    claim = a_claim(project)
    measure(CLAIM, "floor", 15, lambda: parsed(project, "r.row_id = ?", claim))
    project.close()


def test_claim(long_trail: Path, measure: Measure) -> None:
    project = Project.open(long_trail)
    asked = TrailFilter(TrailScope.CLAIM, a_claim(project))
    assert len(AuditReader(asked).next(project, 1000)) == CHANGES // CLAIMS + 1
    measure(CLAIM, "ours", 25, lambda: AuditReader(asked).next(project))
    project.close()


def test_article_floor(long_trail: Path, measure: Measure) -> None:
    project = Project.open(long_trail)
    sql = "SELECT change_seq, n FROM change_rows WHERE row_id IN (SELECT id FROM claims)"
    measure(ARTICLE, "floor", 10, lambda: project._file.rows(sql), rounds=5)
    project.close()


def test_article(long_trail: Path, measure: Measure) -> None:
    project = Project.open(long_trail)
    asked = TrailFilter(TrailScope.ARTICLE, "article 1")
    measure(ARTICLE, "ours", 10, lambda: AuditReader(asked).next(project), rounds=5)
    project.close()
