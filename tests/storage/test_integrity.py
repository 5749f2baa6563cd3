"""The check over the whole file: silent about a sound one, and not to be deceived."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.articles.model import Article, OriginalFile
from annotator.claims.fields import Claim
from annotator.claims.service.claims import note, remove, tag
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service.evidence import add_evidence
from annotator.kernel.errors import DamagedProject
from annotator.project import Project
from tests.hostile.attackers import plant
from tests.projects import make_article, make_claim

PAGE = 4096


@pytest.fixture
def full(project: Project, article: Article, claim: Claim) -> Project:
    tag(project, [claim.id], Verdict.VERIFIED)
    note(project, claim, "Ask the office again.")
    files = (OriginalFile("table.csv", "text/csv", b"year,crimes\n2025,300\n"),)
    add_evidence(project, claim, SourceDetails("Police"), EvidenceDetails(), files)
    remove(project, [make_claim(project, article, "disagree").id])
    return project


def behind_the_log(project: Project, *statements: str) -> list[str]:
    """What is found once somebody wrote to the file with a program of their own."""
    plant(project.path, *statements)
    return list(project.findings())


def test_a_sound_project_has_no_findings(full: Project) -> None:
    assert list(full.findings()) == []


def test_a_check_leaves_the_file_as_it_is(full: Project) -> None:
    path = full.path
    full.close()
    before = path.read_bytes()
    assert list(Project.findings_in(path)) == []
    assert path.read_bytes() == before


def test_a_changed_quote_is_found(full: Project) -> None:
    found = behind_the_log(full, "UPDATE highlights SET quote = 'crime rose'")
    assert found[0] == (
        "A highlight of claim 1 in article 1 does not fit its text: “crime rose” is not at 30:51."
    )


def test_a_moved_highlight_is_found(full: Project) -> None:
    found = behind_the_log(full, 'UPDATE highlights SET "start" = "start" + 1, "end" = "end" + 1')
    assert "does not fit its text" in found[0]


def test_a_missing_claim_is_found(full: Project) -> None:
    found = behind_the_log(full, "DELETE FROM claims")
    assert "A row of highlights leads to something in claims that is not there." in found


def test_a_row_taken_away_behind_the_log_is_found(full: Project) -> None:
    found = behind_the_log(full, "DELETE FROM notes")
    assert [f.split(" of ")[1] for f in found] == ["notes was taken away without the change log."]


def test_a_row_changed_behind_the_log_is_found(full: Project) -> None:
    found = behind_the_log(full, "UPDATE tags SET verdict = 'unsupported'")
    assert [f.split(" of ")[1] for f in found] == ["tags was changed without the change log."]


def test_a_row_put_in_behind_the_log_is_found(full: Project) -> None:
    found = behind_the_log(full, "INSERT INTO settings VALUES ('a', 'b')")
    assert found == ["Row a of settings was changed without the change log."]


def test_an_altered_article_is_found(full: Project) -> None:
    found = behind_the_log(full, "UPDATE texts SET text = replace(text, 'third', 'tenth')")
    assert "is not what it was when it was brought in." in found[0]


def test_an_altered_file_is_found(full: Project) -> None:
    found = behind_the_log(full, "UPDATE contents SET data = x'00'")
    assert "is not what it was when it was attached." in found[0]


def test_every_finding_is_a_sentence(full: Project) -> None:
    ruin = ["DELETE FROM claims", "UPDATE texts SET length = 1", "UPDATE contents SET size = 1"]
    assert all(f[0].isupper() and f.endswith(".") for f in behind_the_log(full, *ruin))


def test_a_damaged_search_index_is_found(full: Project) -> None:
    found = behind_the_log(full, "UPDATE texts_fts_data SET block = x'00' WHERE id > 10")
    assert "The search index of texts is damaged, so that not everything is found." in found


def test_a_project_that_can_only_be_read_is_checked_too(
    full: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.storage.project_file.os.access", lambda *_, **__: False)
    reader = Project.open(full.path)
    assert list(reader.findings()) == []
    reader.close()


def overwrite(path: Path, junk: bytes, *, keep: int) -> None:
    """Overwrite pages in the middle of an article, but for the first bytes of each."""
    data = bytearray(path.read_bytes())
    words = "city of Łódź".encode()
    pages = [n for n in range(len(data) // PAGE) if words in data[n * PAGE : (n + 1) * PAGE]]
    # the first of them hold other rows, too
    for page in pages[len(pages) // 3 :][:6]:
        data[page * PAGE + keep : (page + 1) * PAGE] = junk * (PAGE - keep)
    path.write_bytes(data)


@pytest.fixture(params=[0, 4], ids=["with their order", "but for their order"])
def damaged(project: Project, path: Path, request: pytest.FixtureRequest) -> Iterator[Project]:
    """A project with overwritten pages in the middle of an article's text."""
    make_article(project, "All is well in the city of Łódź. " * 3000)
    project.close()
    overwrite(path, b"\xd5", keep=request.param)
    opened = Project.open(path)
    yield opened
    opened.close()


def test_a_damaged_page_is_a_finding(damaged: Project) -> None:
    assert any("damaged" in finding for finding in damaged.findings())


def test_reading_a_damaged_page_says_that_the_file_is_damaged(damaged: Project) -> None:
    version = damaged.articles.page()[0].version
    with pytest.raises(DamagedProject, match="Restore a backup"):
        damaged.articles.text(version.id)


def test_what_is_not_damaged_can_still_be_read(damaged: Project) -> None:
    assert damaged.articles.page()[0].heading == "Crime falls"


@pytest.mark.parametrize("damaged", [0], indirect=True)
def test_saving_a_copy_of_a_damaged_project_names_the_damaged_file(
    damaged: Project, tmp_path: Path
) -> None:
    with pytest.raises(DamagedProject, match=f"^{damaged.path} is damaged"):
        damaged.copy_to(tmp_path / "copy.factcheck")
    assert not (tmp_path / "copy.factcheck").exists()
