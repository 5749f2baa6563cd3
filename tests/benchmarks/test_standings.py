"""The index of standings: kept by acts, read by pages, made anew for a stranger's file."""

from itertools import cycle
from pathlib import Path

import pytest

from annotator.claims.filters import ClaimFilter, ClaimOrder
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from annotator.kernel.wording import count_of
from annotator.project import Project
from annotator.storage import opening, standings
from annotator.storage.project_file import ProjectFile
from tests.benchmarks.conftest import Measure
from tests.benchmarks.projects import build, text_of
from tests.benchmarks.test_claims import Projects

KEPT = "tag {} at once with the index of standings (floor: without it)"
PAGE = "a page of 100 claims with their standings (floor: read the claims alone)"
ANEW = "make the index of 200,000 claims anew (floor: read their tags and places)"


@pytest.fixture
def tagged(tmp_path: Path, one_article: Projects) -> Project:
    """A copy of a project of 10,000 claims."""
    original = Project.open(one_article(10_000))
    original.copy_to(tmp_path / "copy.sqlite")
    original.close()
    project = Project.open(tmp_path / "copy.sqlite")
    project.work_as("Ben")
    return project


@pytest.mark.parametrize("number", [1, 500, 2500])
@pytest.mark.parametrize("side", ["floor", "ours"])
def test_tag(
    tagged: Project, measure: Measure, monkeypatch: pytest.MonkeyPatch, side: str, number: int
) -> None:
    if side == "floor":
        monkeypatch.setattr(standings, "refresh", lambda *_: None)
    entries = tagged.claim_lists.entries("article 1", ClaimFilter(), ClaimOrder())
    ids = [entry.id for entry in entries[:number]]
    verdicts = cycle((Verdict.VERIFIED, Verdict.UNSUPPORTED))
    group = KEPT.format(count_of(number, "claim"))
    measure(group, side, 2.5, lambda: claims.tag(tagged, ids, next(verdicts)))
    tagged.close()


@pytest.mark.parametrize("side", ["floor", "ours"])
def test_page(tagged: Project, measure: Measure, side: str) -> None:
    entries = tagged.claim_lists.entries("article 1", ClaimFilter(), ClaimOrder())
    ids = [entry.id for entry in entries[500:600]]
    if side == "floor":
        measure(PAGE, side, 4, lambda: [tagged.claims.get(claim) for claim in ids])
    else:
        measure(PAGE, side, 4, lambda: tagged.claim_lists.rows("article 1", ids))
    tagged.close()


@pytest.fixture(scope="session")
def crowded(folder: Path) -> Path:
    """200 articles with 1,000 claims each."""
    texts = [text_of(60_000, seed) for seed in range(20)]
    build(folder / "crowded.sqlite", texts * 10, 1000).close()
    return folder / "crowded.sqlite"


@pytest.mark.parametrize("side", ["floor", "ours"])
def test_make_anew(crowded: Path, measure: Measure, side: str) -> None:
    file = opening.open_file(crowded, is_examined=True)
    work = {"floor": read_alone, "ours": make_anew}[side]
    measure(ANEW, side, 8, lambda: work(file), rounds=3)
    file.close()


def make_anew(file: ProjectFile) -> None:
    with file.writing():
        standings.make_anew(file.connection)


def read_alone(file: ProjectFile) -> None:
    file.rows("SELECT claim_id, verdict, given_on FROM tags ORDER BY claim_id")
    file.rows(
        'SELECT claim_id, version_id, "start", "end", quote FROM highlights ORDER BY claim_id'
    )
