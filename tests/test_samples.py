"""The sample project: built by the acts a user has, and nobody's work is ever overwritten."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator import sample_project
from annotator.assets import asset
from annotator.claims.model import ClaimStatus
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import SourceRank, SourceType, Stance
from annotator.kernel.errors import NoPlaceForProject, NotAProject, QuoteNotFound
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service import held_verdict

TEXT = "The tower is 300 m high. It was painted in May, and it was painted in green.\n"
DESCRIPTION: dict[str, Any] = {
    "article": {"title": "The tower", "byline": "Uma Example", "language": "en"},
    "claims": [
        {
            "found_by": "Ana",
            "quote": "300 m high",
            "statement": "The tower measures 300 metres.",
            "evidence": [
                {
                    "source": {
                        "title": "Register of towers",
                        "type": "document",
                        "rank": "primary",
                        "url": "https://example.org/towers",
                    },
                    "stance": "contradicts",
                    "locator": "p. 4",
                    "quotation": "Height: 330 m",
                    "accessed_on": "2026-03-02",
                }
            ],
            "tags": [
                {
                    "checker": "Ana",
                    "verdict": "disputed",
                    "reason": "contradicted",
                    "conclusion": "It measures 330 m.",
                },
                {"checker": "Ben", "verdict": "verified"},
            ],
        },
        {"found_by": "Ben", "quote": "it was painted", "occurrence": 1},
    ],
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "sample.sqlite")
    sample_project.build(opened, TEXT, DESCRIPTION)
    yield opened
    opened.close()


def test_the_article_has_its_text_and_title(project: Project) -> None:
    article = project.articles.numbered(1)
    assert article.heading == "The tower"
    assert project.articles.text(article.version.id) == TEXT


def test_the_claims_stand_where_they_are_quoted(project: Project) -> None:
    article = project.articles.numbered(1)
    places = [highlight.quote for highlight in project.highlights.of_version(article.version.id)]
    assert places == ["300 m high", "it was painted"]


def test_a_claim_has_the_tags_of_two_people_and_another_is_open(project: Project) -> None:
    tagged, untagged = project.claims.of_article(project.articles.numbered(1).id)
    assert [
        (tag.checker, tag.verdict, tag.reason, tag.conclusion)
        for tag in project.tags.of_claims([tagged.id])
    ] == [
        ("Ana", Verdict.DISPUTED, DisputeReason.CONTRADICTED, "It measures 330 m."),
        ("Ben", Verdict.VERIFIED, None, ""),
    ]
    assert tagged.statement == "The tower measures 300 metres."
    assert untagged.status is ClaimStatus.OPEN


def test_evidence_has_its_source(project: Project) -> None:
    claim = project.claims.of_article(project.articles.numbered(1).id)[0]
    [piece] = project.evidence.of_claims([claim.id])
    assert (piece.details.stance, piece.details.locator) == (Stance.CONTRADICTS, "p. 4")
    source = piece.source.details
    assert (source.type, source.rank) == (SourceType.DOCUMENT, SourceRank.PRIMARY)


def test_a_claim_may_stand_in_more_places_and_a_source_may_serve_many(tmp_path: Path) -> None:
    first = {**DESCRIPTION["claims"][0], "also": ["painted in May"]}
    second = {**first, "quote": "painted in green", "also": []}
    project = Project.create(tmp_path / "another.sqlite")
    sample_project.build(project, TEXT, {**DESCRIPTION, "claims": [first, second]})
    one, other = project.claims.of_article(project.articles.numbered(1).id)
    assert [place.quote for place in project.highlights.of_claim(one.id)] == [
        "300 m high",
        "painted in May",
    ]
    pieces = project.evidence.of_claims([one.id, other.id])
    assert len({piece.source.id for piece in pieces}) == 1
    project.close()


def test_all_of_it_can_be_undone(project: Project) -> None:
    while project.to_undo():
        project.undo()
    assert project.articles.count() == 0
    assert list(project.findings()) == []


def test_nobody_is_at_work_afterwards(project: Project) -> None:
    assert project.checker is None


def test_prepare_makes_one_sound_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "sample.sqlite"
    sample_project.prepare(path, TEXT, DESCRIPTION)
    assert [found.name for found in path.parent.iterdir()] == ["sample.sqlite"]
    project = Project.open(path)
    assert list(project.findings()) == []
    project.close()


def test_prepare_leaves_a_project_that_is_there_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sample.sqlite"
    Project.create(path).close()
    before = path.read_bytes()
    sample_project.prepare(path, TEXT, DESCRIPTION)
    assert path.read_bytes() == before


def test_prepare_refuses_a_file_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "sample.sqlite"
    path.write_text("my thesis")
    with pytest.raises(NotAProject):
        sample_project.prepare(path, TEXT, DESCRIPTION)
    assert path.read_text() == "my thesis"


def test_a_start_cut_short_leaves_nothing_behind(tmp_path: Path) -> None:
    wrong = {**DESCRIPTION, "claims": [{"found_by": "Ana", "quote": "not in it"}]}
    with pytest.raises(QuoteNotFound):
        sample_project.prepare(tmp_path / "sample.sqlite", TEXT, wrong)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file")
    with pytest.raises(NoPlaceForProject):
        sample_project.prepare(tmp_path / "folder" / "sample.sqlite", TEXT, DESCRIPTION)


def test_the_bundled_sample_fits_its_article_and_uses_every_kind_of_tag(tmp_path: Path) -> None:
    path = tmp_path / "sample.sqlite"
    description = tomllib.loads(asset("samples", "sample.toml").read_text(encoding="utf-8"))
    sample_project.prepare(path, asset("samples", "article.txt").read_text("utf-8"), description)
    project = Project.open(path)
    claims = project.claims.of_article(project.articles.numbered(1).id)
    tags = project.tags.of_claims([claim.id for claim in claims])
    assert {tag.verdict for tag in tags} == {*Verdict}
    assert {tag.reason for tag in tags} == {None, *DisputeReason}
    assert len({tag.checker for tag in tags}) == 2
    assert list(project.findings()) == []
    # a newcomer's first public report is not refused
    assert held_verdict.contradictions(project, ReportChoices(ReportKind.PUBLIC)) == (0, [])
    project.close()
