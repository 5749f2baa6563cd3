"""Evidence, its sources and its files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.articles.model import OriginalFile
from annotator.claims.fields import Claim
from annotator.evidence.model import Evidence, EvidenceDetails, SourceDetails, Stance
from annotator.evidence.service import evidence as sourcing
from annotator.kernel.errors import InvalidValue, NotFound, UnreadableFile, UnusableCharacters
from annotator.project import Project
from tests.projects import dump, make_claim

TABLE = OriginalFile("crimes ü.csv", "text/csv", b"year,crimes\r\n2025,300\x00\xff")
POLICE = SourceDetails("Police statistics", url="https://police.example/2025", author="Office")


def evidence(project: Project, claim: Claim) -> list[Evidence]:
    return project.evidence.of_claims([claim.id])


@pytest.fixture
def piece(project: Project, claim: Claim) -> Evidence:
    details = EvidenceDetails(Stance.CONTRADICTS, "p. 4", "It rose.", "2026-01-05", "odd")
    sourcing.add_evidence(project, claim, POLICE, details, (TABLE,))
    return evidence(project, claim)[0]


def test_evidence_says_what_was_put_in(piece: Evidence) -> None:
    assert piece.source.details == POLICE
    assert piece.details == EvidenceDetails(
        Stance.CONTRADICTS, "p. 4", "It rose.", "2026-01-05", "odd"
    )


def test_a_file_comes_out_byte_for_byte(project: Project, piece: Evidence) -> None:
    (file,) = piece.attachments
    assert (file.name, file.mime, file.size) == (TABLE.name, TABLE.mime, len(TABLE.data))
    assert project.evidence.content(file.sha256) == TABLE.data


def test_one_file_attached_twice_is_kept_once(project: Project, piece: Evidence) -> None:
    sourcing.attach(project, piece, TABLE)
    assert len(project.evidence.get(piece.id).attachments) == 2
    assert project._file.value("SELECT count(*) FROM contents") == 1


def test_one_source_serves_several_claims(project: Project, piece: Evidence, claim: Claim) -> None:
    article = project.articles.get(claim.article_id)
    other = make_claim(project, article, "Café")
    sourcing.add_evidence(project, other, piece.source.id, EvidenceDetails())
    assert evidence(project, other)[0].source == piece.source
    assert project.evidence.sources() == [piece.source]


def test_evidence_and_source_can_be_edited(project: Project, piece: Evidence) -> None:
    secret = SourceDetails("Jane Roe", confidential=True, code_name="Heron")
    sourcing.edit_evidence(project, piece, secret, EvidenceDetails(note="by telephone"))
    edited = project.evidence.get(piece.id)
    assert (edited.source.public_name, edited.details.note) == ("Heron", "by telephone")


def test_evidence_taken_away_leaves_its_source(
    project: Project, claim: Claim, piece: Evidence
) -> None:
    sourcing.remove_evidence(project, piece)
    assert evidence(project, claim) == []
    assert project.evidence.source(piece.source.id) == piece.source
    with pytest.raises(NotFound, match="This evidence"):
        project.evidence.get(piece.id)


def test_a_source_that_cannot_be_kept_changes_nothing(project: Project, claim: Claim) -> None:
    before = dump(project)
    with pytest.raises(InvalidValue):
        sourcing.add_evidence(project, claim, SourceDetails(""), EvidenceDetails())
    assert dump(project) == before


def test_words_that_cannot_be_kept_are_refused(project: Project, claim: Claim) -> None:
    with pytest.raises(UnusableCharacters):
        sourcing.add_evidence(project, claim, POLICE, EvidenceDetails(note="\x00"))


def test_a_file_whose_name_is_no_text_is_kept(project: Project, piece: Evidence) -> None:
    odd = OriginalFile("b\udce4r.txt", "text/plain", b"bear")
    sourcing.attach(project, piece, odd)
    assert {file.name for file in project.evidence.get(piece.id).attachments} == {
        TABLE.name,
        "b?r.txt",
    }


def test_acts_on_what_is_gone_say_so(project: Project, claim: Claim, piece: Evidence) -> None:
    sourcing.remove_evidence(project, piece)
    before = dump(project)
    acts: list[Callable[[], object]] = [
        lambda: sourcing.attach(project, piece, TABLE),
        lambda: sourcing.edit_evidence(project, piece, POLICE, EvidenceDetails()),
        lambda: sourcing.remove_evidence(project, piece),
        lambda: sourcing.add_evidence(project, claim, "no such source", EvidenceDetails()),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert dump(project) == before


def test_evidence_on_a_claim_that_is_gone_is_refused(project: Project, claim: Claim) -> None:
    project.undo()
    with pytest.raises(NotFound, match="This claim"):
        sourcing.add_evidence(project, claim, POLICE, EvidenceDetails())


def test_files_are_kept_byte_for_byte(project: Project, piece: Evidence, tmp_path: Path) -> None:
    (tmp_path / "crimes.csv").write_bytes(TABLE.data)
    sourcing.attach(project, piece, tmp_path / "crimes.csv")
    kept = project.evidence.get(piece.id).attachments[-1]
    assert (kept.name, kept.mime, kept.size) == ("crimes.csv", "text/csv", len(TABLE.data))
    assert project.evidence.content(kept.sha256) == TABLE.data


def test_a_file_that_cannot_be_read_is_told(
    project: Project, piece: Evidence, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFile, match=r"“nowhere\.csv” cannot be opened"):
        sourcing.attach(project, piece, tmp_path / "nowhere.csv")


def test_the_evidence_on_very_many_claims_is_found_at_once(
    project: Project, claim: Claim, piece: Evidence
) -> None:
    ids = [claim.id, *(str(n) for n in range(300_000))]
    assert project.evidence.of_claims(ids) == [piece]
    assert project.tags.of_claims(ids) == []
    assert project.people.queries_of_claims(ids) == []
