"""Merging two files: what is shown first, what is refused, and what is left afterwards."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from annotator.articles.model import Article, OriginalFile
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims, fields, places
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.changes import ChangeKind
from annotator.kernel.errors import (
    Cancelled,
    DamagedProject,
    InconsistentFile,
    NewerProject,
    NotAProject,
    OtherText,
    ProjectNotFound,
    SameProject,
    StalePlan,
    Undecided,
    UnsoundRow,
)
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.sharing.row_merge import MergeCase, Side
from annotator.sharing.service import merge
from annotator.storage.backup_files import Backups
from tests.hostile.attackers import plant
from tests.projects import TEXT, dump, make_article, make_claim
from tests.sharing.merges import all_to, copy, take
from tests.storage.older import first_version


@pytest.fixture
def bens_copy(project: Project, claim: Claim, tmp_path: Path) -> Iterator[Project]:
    ben = copy(project, tmp_path / "ben.sqlite", "Ben")
    yield ben
    ben.close()


def backups(project: Project) -> list[Path]:
    kept = Backups(project.path)
    return [kept.path_of(backup) for backup in kept.found()]


def test_what_would_happen_is_listed_and_nothing_is_written(
    project: Project, claim: Claim, bens_copy: Project
) -> None:
    claims.tag(bens_copy, [claim.id], Verdict.VERIFIED)
    fields.say(project, claim, ClaimWords.SPEAKER, "The mayor")
    before = dump(project)
    planned = merge.plan(project, bens_copy.path)
    cases = {meeting.key[0]: meeting.case for meeting in planned.rows}
    assert cases == {"checkers": MergeCase.NEW, "tags": MergeCase.NEW, "claims": MergeCase.NEWER}
    assert dump(project) == before
    assert backups(project) == []


def test_a_merge_is_one_change_with_a_backup(
    project: Project, claim: Claim, bens_copy: Project
) -> None:
    claims.tag(bens_copy, [claim.id], Verdict.VERIFIED)
    before, steps = dump(project), project.history.latest_seq()
    take(project, bens_copy)
    assert project.history.latest_seq() == steps + 1
    assert [path.name[26:] for path in backups(project)] == ["before merging.sqlite"]
    backup = Project.open(backups(project)[0])
    assert dump(backup) == before
    backup.close()
    project.undo()
    assert dump(project) == before


def test_parts_of_a_claim_that_two_people_changed_come_together(
    project: Project, claim: Claim, bens_copy: Project
) -> None:
    fields.say(project, claim, ClaimWords.SPEAKER, "The mayor")
    fields.say(bens_copy, claim, ClaimWords.STATEMENT, "Crime fell.")
    assert take(project, bens_copy).conflicts == ()
    merged = project.claims.get(claim.id)
    assert (merged.speaker, merged.statement) == ("The mayor", "Crime fell.")


@pytest.mark.parametrize(("side", "speaker"), [(Side.MINE, "Anna's"), (Side.THEIRS, "Ben's")])
def test_a_conflict_waits_for_a_person_and_is_decided_once(
    project: Project, claim: Claim, bens_copy: Project, side: Side, speaker: str
) -> None:
    fields.say(project, claim, ClaimWords.SPEAKER, "Anna's")
    fields.say(bens_copy, claim, ClaimWords.SPEAKER, "Ben's")
    planned = merge.plan(project, bens_copy.path)
    assert planned.conflicts == (("claims", claim.id),)
    before = dump(project)
    with pytest.raises(Undecided, match="1 conflict is not decided yet"):
        merge.merge(project, planned, {})
    assert dump(project) == before
    merge.merge(project, planned, all_to(planned, side))
    assert project.claims.get(claim.id).speaker == speaker
    assert merge.plan(project, bens_copy.path).conflicts == ()
    take(bens_copy, project)
    assert bens_copy.claims.get(claim.id).speaker == speaker


def test_a_merge_that_only_learnt_is_kept_and_no_step(
    project: Project, claim: Claim, bens_copy: Project
) -> None:
    take(project, bens_copy)  # Ben's name is here from now on
    without = dump(project)
    fields.say(project, claim, ClaimWords.SPEAKER, "The mayor")
    fields.say(bens_copy, claim, ClaimWords.SPEAKER, "The mayor")
    own, before = project.to_undo(), dump(project)
    take(project, bens_copy)
    merged = project.history.latest_seq()
    assert project.history.get(merged).label == "Merge “ben.sqlite”"
    assert dump(project) == before
    assert project.to_undo() == own
    project.undo()
    assert dump(project) == without
    project.redo()
    assert dump(project) == before
    take(project, bens_copy)
    assert project.history.latest_seq() == merged + 2


def test_what_was_decided_for_one_s_own_side_can_be_undone(
    project: Project, claim: Claim, bens_copy: Project
) -> None:
    take(project, bens_copy)  # Ben's name is here from now on
    fields.say(project, claim, ClaimWords.SPEAKER, "Anna's")
    fields.say(bens_copy, claim, ClaimWords.SPEAKER, "Ben's")
    planned, before = merge.plan(project, bens_copy.path), dump(project)
    merge.merge(project, planned, all_to(planned, Side.MINE))
    assert dump(project) == before
    project.undo()
    newest = project.history.page(limit=1)[0]
    assert (newest.kind, newest.label) == (ChangeKind.UNDO, "Merge “ben.sqlite”")
    assert merge.plan(project, bens_copy.path).conflicts == planned.conflicts
    project.redo()
    assert merge.plan(project, bens_copy.path).conflicts == ()
    project.undo()
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    assert project.to_redo() is None


@pytest.mark.parametrize("side", list(Side))
def test_a_claim_removed_on_one_side_and_worked_on_at_the_other_is_one_conflict(
    project: Project, claim: Claim, bens_copy: Project, side: Side
) -> None:
    claims.remove(project, [claim.id])
    claims.tag(bens_copy, [claim.id], Verdict.VERIFIED)
    planned = merge.plan(project, bens_copy.path)
    assert planned.conflicts == (("claims", claim.id),)
    merge.merge(project, planned, all_to(planned, side))
    there = [c.id for c in project.claims.of_article(claim.article_id)]
    assert there == ([claim.id] if side is Side.THEIRS else [])
    assert len(project.highlights.of_claim(claim.id)) == len(there)
    assert [*project.findings()] == []


def test_two_claims_with_one_number_get_two(
    project: Project, article: Article, bens_copy: Project
) -> None:
    annas, bens = make_claim(project, article, "4,000"), make_claim(bens_copy, article, "It rose")
    assert annas.number == bens.number == 2
    take(project, bens_copy)
    take(bens_copy, project)
    for merged in (project, bens_copy):
        assert [merged.claims.get(c.id).number for c in (annas, bens)] == [2, 3]


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_a_place_that_several_gave_a_claim_stands_once_whatever_the_order(
    project: Project, claim: Claim, order: tuple[int, ...], tmp_path: Path
) -> None:
    """Two add the same passage, and one moves another passage there."""
    there, first = Span(0, 9), find_quote(TEXT, "It rose")
    (version,) = project.articles.versions(claim.article_id)
    places.add_places(project, claim, version, [first])
    files = [copy(project, tmp_path / f"{name}.sqlite", name) for name in ("Ben", "Cem", "Dia")]
    for each in files[:2]:
        places.add_places(each, claim, version, [there])
    (moved,) = (h for h in files[2].highlights.of_claim(claim.id) if h.span == first)
    places.move_place(files[2], moved, there)
    into, *others = (files[number] for number in order)
    for other in others:
        take(into, other)
        assert [*into.findings()] == []
    found = into.highlights.of_claim(claim.id)
    assert sorted(h.span for h in found) == [there, claim_span(project, claim)]
    # the eldest stays
    assert moved.id in {h.id for h in found}
    for other in others:
        take(other, into)
        assert dump(other) == dump(into)
        assert not merge.plan(into, other.path).changes_anything
    for each in files:
        each.close()


def test_a_passage_that_went_as_a_double_comes_back_where_it_was_moved_meanwhile(
    project: Project, claim: Claim, bens_copy: Project, tmp_path: Path
) -> None:
    (version,) = project.articles.versions(claim.article_id)
    for each in (project, bens_copy):
        places.add_places(each, claim, version, [Span(0, 9)])
    (bens,) = (h for h in bens_copy.highlights.of_claim(claim.id) if h.span == Span(0, 9))
    take(project, bens_copy)
    assert len(project.highlights.of_claim(claim.id)) == 2
    elsewhere = find_quote(TEXT, "It rose")
    places.move_place(bens_copy, bens, elsewhere)
    assert take(project, bens_copy).conflicts == ()
    spans = {h.span for h in project.highlights.of_claim(claim.id)}
    assert spans == {Span(0, 9), elsewhere, claim_span(project, claim)}
    take(bens_copy, project)
    assert dump(bens_copy) == dump(project)


def claim_span(project: Project, claim: Claim) -> Span:
    """The place that a claim was made with."""
    return min(project.highlights.of_claim(claim.id), key=lambda h: h.id).span


def test_two_people_with_one_name_stay_two(project: Project, claim: Claim, tmp_path: Path) -> None:
    cem, other_cem = (copy(project, tmp_path / f"{n}.sqlite", "Cem") for n in (1, 2))
    for each, verdict in ((cem, Verdict.VERIFIED), (other_cem, Verdict.UNSUPPORTED)):
        claims.tag(each, [claim.id], verdict)
        take(project, each)
        each.close()
    tags = {tag.checker: tag.verdict for tag in project.tags.of_claims([claim.id])}
    assert tags == {"Cem": Verdict.VERIFIED, "Cem (2)": Verdict.UNSUPPORTED}


def test_what_changed_since_the_list_was_made_is_not_merged(
    project: Project, claim: Claim, bens_copy: Project
) -> None:
    claims.tag(bens_copy, [claim.id], Verdict.VERIFIED)
    planned = merge.plan(project, bens_copy.path)
    claims.tag(bens_copy, [claim.id], Verdict.UNSUPPORTED)
    before = dump(project)
    with pytest.raises(StalePlan):
        merge.merge(project, planned, {})
    assert dump(project) == before
    assert backups(project) == []


@pytest.mark.parametrize("moment", range(4))
def test_a_list_is_of_the_project_as_it_stood_at_one_moment(
    project: Project, claim: Claim, bens_copy: Project, moment: int
) -> None:
    fields.say(bens_copy, claim, ClaimWords.STATEMENT, "Crime fell.")
    other = Project.open(project.path)
    other.work_as("Cleo")
    before = merge.plan(project, bens_copy.path)

    def progress(done: int, _: int) -> None:
        if done == moment:
            fields.say(other, claim, ClaimWords.SPEAKER, "The mayor")

    planned = merge.plan(project, bens_copy.path, progress)
    other.close()
    assert planned == before
    with pytest.raises(StalePlan):
        merge.merge(project, planned, {})


def test_a_merge_that_is_stopped_leaves_no_trace(
    project: Project, claim: Claim, bens_copy: Project
) -> None:
    claims.tag(bens_copy, [claim.id], Verdict.VERIFIED)
    planned, before = merge.plan(project, bens_copy.path), dump(project)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        merge.merge(project, planned, {}, stop)
    assert dump(project) == before
    assert backups(project) == []
    merge.merge(project, planned, {})


def test_an_older_file_is_merged_and_left_as_it_was(project: Project, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite"
    first_version(old)
    data = old.read_bytes()
    take_path = merge.plan(project, old)
    merge.merge(project, take_path, {})
    assert len(project.articles.page()) == 1
    assert old.read_bytes() == data
    assert sorted(p.name for p in tmp_path.glob("old*")) == ["old.sqlite"]


def test_files_that_cannot_be_merged_are_refused_whole(
    project: Project, claim: Claim, bens_copy: Project, tmp_path: Path
) -> None:
    before = dump(project)
    foreign = tmp_path / "letter.sqlite"
    foreign.write_bytes(b"Dear editor, " * 20)
    damaged = tmp_path / "damaged.sqlite"
    bens_copy.copy_to(damaged)
    data = bytearray(damaged.read_bytes())
    data[8192:12288] = b"\xff" * 4096
    damaged.write_bytes(data)
    newer = tmp_path / "newer.sqlite"
    bens_copy.copy_to(newer)
    data = bytearray(newer.read_bytes())
    data[60:64] = (99).to_bytes(4, "big")
    newer.write_bytes(data)
    for path, error in (
        (tmp_path / "missing.sqlite", ProjectNotFound),
        (foreign, NotAProject),
        (damaged, DamagedProject),
        (newer, NewerProject),
        (project.path, SameProject),
    ):
        with pytest.raises(error):
            merge.plan(project, path)
    assert dump(project) == before
    assert project.claims.get(claim.id) == claim


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("UPDATE tags SET verdict = 'unsupported'", InconsistentFile),
        ("UPDATE versions SET sha256 = 'another'", UnsoundRow),
        (
            "UPDATE versions SET sha256 = (SELECT id FROM texts WHERE id <> sha256 LIMIT 1)",
            OtherText,
        ),
        ("UPDATE highlights SET quote = 'crime rose'", InconsistentFile),
    ],
)
def test_a_file_that_was_tampered_with_is_refused(
    project: Project, article: Article, bens_copy: Project, sql: str, error: type[Exception]
) -> None:
    made = make_claim(bens_copy, article, "It rose")
    claims.tag(bens_copy, [made.id], Verdict.VERIFIED)
    make_article(bens_copy, "Another text.")
    plant(bens_copy.path, sql)
    before = dump(project)
    with pytest.raises(error):
        merge.plan(project, bens_copy.path)
    assert dump(project) == before


@pytest.mark.parametrize("side", list(Side))
def test_a_file_attached_here_to_what_was_removed_there_is_one_conflict(
    project: Project, claim: Claim, tmp_path: Path, side: Side
) -> None:
    evidence.add_evidence(project, claim, SourceDetails("Register"), EvidenceDetails())
    ben = copy(project, tmp_path / "ben too.sqlite", "Ben")
    claims.remove(ben, [claim.id])
    (piece,) = project.evidence.of_claims([claim.id])
    evidence.attach(project, piece, OriginalFile("scan.txt", "text/plain", b"scan"))
    planned = merge.plan(project, ben.path)
    assert len(planned.conflicts) == 1
    merge.merge(project, planned, all_to(planned, side))
    assert [*project.findings()] == []
    kept = [c.id for c in project.claims.of_article(claim.article_id)]
    assert kept == ([claim.id] if side is Side.MINE else [])
    ben.close()


def test_a_place_moved_here_stays_where_its_claim_was_joined_there(
    project: Project, article: Article, claim: Claim, tmp_path: Path
) -> None:
    heir = make_claim(project, article, "It rose")
    ben = copy(project, tmp_path / "ben too.sqlite", "Ben")
    places.join(ben, heir, claim)
    (place,) = project.highlights.of_claim(claim.id)
    span = Span(place.span.start + 6, place.span.end)
    places.move_place(project, place, span)
    claims.remove(project, [heir.id])
    assert take(project, ben).conflicts == ()
    assert [*project.findings()] == []
    (left,) = project.claims.of_article(article.id)
    assert left.id == claim.id
    assert [h.span for h in project.highlights.of_claim(left.id)] == [span]
    ben.close()


def test_a_claim_of_which_each_removed_another_place_keeps_the_eldest(
    project: Project, article: Article, claim: Claim, tmp_path: Path
) -> None:
    places.add_places(project, claim, article.version, [Span(4, 9)])
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    ben = copy(project, tmp_path / "ben too.sqlite", "Ben")
    eldest, other = sorted(project.highlights.of_claim(claim.id), key=lambda place: place.id)
    places.remove_place(project, eldest)
    places.remove_place(ben, other)
    was = copy(project, tmp_path / "as it was.sqlite")
    assert take(project, ben).conflicts == ()
    take(ben, was)
    for each in (project, ben):
        assert [place.id for place in each.highlights.of_claim(claim.id)] == [eldest.id]
        assert [*each.findings()] == []
        assert not merge.plan(each, was.path).changes_anything
    ben.close()
    was.close()


def test_a_verdict_without_any_words_is_found(project: Project, claim: Claim) -> None:
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    with project.change("Lose the place") as change:
        change.highlights.remove(project.highlights.of_claim(claim.id)[0].id)
    (finding,) = project.findings()
    assert finding.startswith("Claim 1 in article 1 has a verdict, but stands nowhere")
    fields.say(project, claim, ClaimWords.STATEMENT, "Crime fell.")
    assert [*project.findings()] == []
