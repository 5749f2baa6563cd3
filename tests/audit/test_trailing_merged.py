"""The trail of what was done elsewhere and came in by a merge."""

import json

from annotator.audit.model import TrailFilter, TrailScope
from annotator.claims.fields import Claim
from annotator.project import Project
from tests.audit.trails import hear, of_claim, trail


def test_changes_heard_of_stand_by_their_time_under_the_merge(
    project: Project, claim: Claim
) -> None:
    hear(project, claim, "One", "Two")
    found = trail(project, TrailFilter(TrailScope.CLAIM, claim.id))
    assert [e.heading for e in found] == ["Merge “cleo.sqlite”", "Mark claim 1", "Two", "One"]
    assert [e.heard_in for e in found] == ["", "", "cleo.sqlite", "cleo.sqlite"]
    assert [e.change.checker for e in found][2:] == ["Cleo", "Cleo"]
    assert found[2].sentences() == ["Note: “One” → “Two”"]
    assert found[3].sentences() == ["Added: note “One”"]
    assert found[0].sentences() == ["Claim 1 of “Crime falls” – Added: Cleo’s note “Two”"]
    in_project = trail(project, TrailFilter(), 2)
    assert {e.change.id for e in found} < {e.change.id for e in in_project}
    assert len(in_project) == project.trail.count()
    assert trail(project, TrailFilter(TrailScope.ARTICLE, claim.article_id), 3)[-2:] == found[-2:]


def test_what_was_heard_of_no_longer_counts_once_the_merge_is_undone(
    project: Project, claim: Claim
) -> None:
    hear(project, claim, "One")
    project.undo()
    found = trail(project, TrailFilter())
    assert [e.heading for e in found][:2] == ["Undone: Merge “cleo.sqlite”", "Merge “cleo.sqlite”"]
    assert found[1].undone is not None
    assert not any(e.heard_in for e in found)
    assert "One" not in of_claim(project, claim)
    project.redo()
    assert "One" in of_claim(project, claim)


def test_heard_changes_are_narrowed_down_by_person_and_time(project: Project, claim: Claim) -> None:
    hear(project, claim, "One", "Two")
    assert [e.heading for e in trail(project, TrailFilter(checker="Cleo"), 1)] == ["Two", "One"]
    assert project.trail.people() == ["Anna", "Cleo"]
    asked = TrailFilter(checker="Cleo", since="2026-01-05T09:00:00.001Z")
    assert [e.heading for e in trail(project, asked)] == ["Two"]
    asked = TrailFilter(checker="Cleo", until="2026-01-05T09:00:00.001Z")
    assert [e.heading for e in trail(project, asked)] == ["One"]


def test_a_claim_that_was_another_one_elsewhere_keeps_what_was_done_there(
    project: Project, claim: Claim
) -> None:
    hear(project, claim, "One")
    with project.change("Merge again") as under_way:
        file, seq = under_way.writer.file, under_way.record.seq
        under_way.writer.insert("joined", {"id": "theirs", "into_id": claim.id})
        file.execute(
            "INSERT INTO heard_changes VALUES ('x', 'do', 'Theirs', 'cleo', 'Cleo', ?, '', ?, ?)",
            ["2026-01-05T08:00:00.000Z", "theirs", seq],
        )
        after = json.dumps({"claim_id": "theirs", "checker_id": "cleo", "body": "Away."})
        file.execute(
            "INSERT INTO heard_rows (change_id, tbl, row_id, before, after)"
            " VALUES ('x', 'notes', 'gone', ?, NULL)",
            [after],
        )
    entry = trail(project, TrailFilter(TrailScope.CLAIM, claim.id))[-1]
    assert (entry.heading, entry.spot.claim) == ("Theirs", 1)
    assert entry.target.claim_id == claim.id
    assert entry.heard_in == "another file"
    assert entry.sentences() == ["Removed: note “Away.”"]
