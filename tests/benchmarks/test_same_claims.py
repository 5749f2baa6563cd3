"""Finding the claims that are the same among 10,000 of each of two people, and from 100 on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.claims.service import same_claims
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.storage import changes
from annotator.storage.ids import new_id, tag_id
from annotator.storage.project_file import ProjectFile
from tests.benchmarks.conftest import Measure
from tests.benchmarks.projects import NOW, build, text_of

FIND = "find {:,} claims of each of two people that are the same (floor: read their rows)"
SIZES = 100, 1_000, 10_000
BEN = "0190aaaa-0000-7000-8000-000000000002"
Twice = Callable[[int], Path]


@pytest.fixture(scope="module")
def twice(folder: Path) -> Twice:
    """An article in which Ben found as many claims as Anna: a third of them on her very words, a
    third overlapping hers, and a third elsewhere."""
    made: dict[int, Path] = {}

    def make(claims: int) -> Path:
        if claims not in made:
            made[claims] = folder / f"twice-{claims}.sqlite"
            text = text_of(claims * 100 + 1000)
            file = build(made[claims], [text], claims)
            with changes.change(file, "Build", "", NOW) as under_way:
                under_way.writer.insert("checkers", {"id": BEN, "name": "Ben"})
                _find_again(file, text, claims)
            file.close()
        return made[claims]

    return make


def _find_again(file: ProjectFile, text: str, claims: int) -> None:
    starts = [start for (start,) in file.rows('SELECT "start" FROM highlights ORDER BY "start"')]
    found = [(new_id(), start + (0, 15, 45)[n % 3]) for n, start in enumerate(starts)]
    file.execute_many(
        "INSERT INTO claims (id, article_id, number, status, created_at)"
        f" VALUES (?, 'article 1', ?, 'checked', '{NOW}')",
        [(claim, claims + n) for n, (claim, _) in enumerate(found, start=1)],
    )
    spans = [(claim, Span(start, start + 40)) for claim, start in found]
    file.execute_many(
        'INSERT INTO highlights (id, claim_id, version_id, "start", "end", reach, quote, prefix,'
        " suffix) VALUES (?, ?, 'version 1', ?, ?, 6, ?, '', '')",
        [(new_id(), claim, span.start, span.end, span.of(text)) for claim, span in spans],
    )
    file.execute_many(
        "INSERT INTO tags (id, claim_id, checker_id, version_id, verdict, tagged_at)"
        f" VALUES (?, ?, '{BEN}', 'version 1', 'verified', '{NOW}')",
        [(tag_id(claim, BEN), claim) for claim, _ in found],
    )


@pytest.mark.parametrize("claims", SIZES)
def test_find_floor(twice: Twice, measure: Measure, claims: int) -> None:
    project = Project.open(twice(claims))
    reads = ["claims", "highlights", "tags"]
    measure(
        FIND.format(claims),
        "floor",
        12,
        lambda: [project._file.rows(f"SELECT * FROM {table}") for table in reads],
        rounds=5,
    )


@pytest.mark.parametrize("claims", SIZES)
def test_find_ours(twice: Twice, measure: Measure, claims: int) -> None:
    project = Project.open(twice(claims))
    found = same_claims.find_same_claims(project)
    assert len(found.identical) + len(found.overlapping) == claims - claims // 3
    measure(
        FIND.format(claims), "ours", 12, lambda: same_claims.find_same_claims(project), rounds=5
    )
