"""The trail of a claim, an article and the project: what is in it, in what order, in what pages."""

import os
import time
from collections.abc import Iterator

import pytest

from annotator.articles.model import Article, OriginalFile
from annotator.audit.model import TrailFilter, TrailScope
from annotator.audit.service.reader import AuditReader, bounds, check_person
from annotator.claims.fields import Claim
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims, coverage, fields, places, queries
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.errors import InvalidValue, NotFound
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.people.model import ContactDetails
from annotator.project import Project
from tests.audit.trails import last, of_claim, trail, write
from tests.projects import TEXT, make_article, make_claim


def everything(project: Project, claim: Claim) -> list[str]:
    """Do all there is to do on a claim, and take it away again; the labels, newest first."""
    who, at = project.author.id, project.now()
    claims.tag(project, [claim.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    claims.conclude(project, claim, "So it is.")
    file = OriginalFile("a.txt", "text/plain", b"a")
    evidence.add_evidence(project, claim, SourceDetails("The Post"), EvidenceDetails(), (file,))
    piece = project.evidence.of_claims([claim.id])[0]
    evidence.detach(project, piece, piece.attachments[0])
    evidence.remove_evidence(project, piece)
    claims.note(project, claim, "Ask.")
    claims.remove_note(project, claim, project.people.notes(claim.id)[0].id)
    queries.ask(project, claim, "Inés", "Really?")
    queries.remove_query(project, project.people.queries(claim.id)[0])
    queries.log_contact(project, claim, ContactDetails("Inés"))
    queries.remove_contact(project, project.people.contacts(claim.id)[0])
    on = {"claim_id": claim.id, "checker_id": who}
    write(project, "reviews", id="r", decision="accept", reviewed_at=at, **on)
    write(project, "rulings", id="u", verdict="verified", ruled_at=at, **on)
    write(project, "comments", id="k", body="Hm.", created_at=at, **on)
    claims.untag(project, [claim.id])
    claims.remove(project, [claim.id])
    return [c.label for c in project.history.page() if c.kind.value == "do"][:-1]


def test_the_trail_of_a_claim_has_all_that_ever_hung_on_it(project: Project, claim: Claim) -> None:
    labels = everything(project, claim)
    assert of_claim(project, claim) == labels
    assert len(labels) == 17
    assert "Remove a file from claim 1" in labels


def test_the_trail_of_a_claim_leaves_out_its_neighbours(
    project: Project, article: Article, claim: Claim
) -> None:
    other = make_claim(project, article, "Monday")
    fields.set_status(project, [claim.id, other.id], ClaimStatus.WAITING)
    claims.note(project, other, "Elsewhere.")
    entries = trail(project, TrailFilter(TrailScope.CLAIM, claim.id))
    assert [e.heading for e in entries] == ["Status of 2 claims: waiting for reply", "Mark claim 1"]
    assert entries[0].sentences() == ["Claim 1 – Status: open → waiting for reply"]
    assert entries[0].target.claim_id == claim.id


def test_what_moved_to_another_claim_is_in_both_trails(
    project: Project, article: Article, claim: Claim
) -> None:
    other = make_claim(project, article, "Monday")
    claims.note(project, other, "Ask.")
    places.join(project, claim, other)
    note = project.people.notes(claim.id)[0]
    claims.edit_note(project, note, "Ask twice.")
    assert of_claim(project, claim)[0] == "Edit a note on claim 1"
    # a joined claim is this claim, so that what was done with it before is told here, too
    assert "Note on claim 2" in of_claim(project, claim)
    assert "Note on claim 2" in of_claim(project, other)
    assert "Edit a note on claim 1" not in of_claim(project, other)


def test_undone_steps_stay_and_are_shown_as_such(project: Project, claim: Claim) -> None:
    claims.note(project, claim, "Ask.")
    project.undo()
    undo, note, _ = trail(project, TrailFilter(TrailScope.CLAIM, claim.id))
    assert undo.heading == "Undone: Note on claim 1"
    assert undo.sentences() == ["Removed: note “Ask.”"]
    assert note.undone is not None
    assert (note.undone.at, note.undone.checker) == (undo.change.at, "Anna")
    project.redo()
    redo, _, note, _ = trail(project, TrailFilter(TrailScope.CLAIM, claim.id))
    assert redo.heading == "Redone: Note on claim 1"
    assert note.undone is None


def test_a_removed_claim_keeps_its_trail_and_its_number(project: Project, claim: Claim) -> None:
    claims.remove(project, [claim.id])
    removed, marked = trail(project, TrailFilter(TrailScope.CLAIM, claim.id))
    assert "Removed: claim 1" in removed.sentences()
    assert marked.spot.words == "Claim 1 of “Crime falls”"


def test_the_trail_of_an_article_has_its_claims_and_what_was_looked_at(
    project: Project, article: Article, claim: Claim
) -> None:
    other = make_article(project, "Another text.", "Another")
    make_claim(project, other, "Another")
    coverage.nothing_to_check(project, article, Sentences(TEXT), Span(60, 90))
    claims.note(project, claim, "Ask.")
    claims.remove(project, [claim.id])
    found = trail(project, TrailFilter(TrailScope.ARTICLE, article.id))
    assert [e.heading for e in found] == [
        "Remove claim 1",
        "Note on claim 1",
        "Nothing to check in 1 sentence",
        "Mark claim 1",
        "Add “Crime falls”",
    ]
    assert found[2].sentences()[0].startswith("Added: nothing to check in characters ")


def test_an_article_that_is_gone_keeps_its_trail(project: Project, article: Article) -> None:
    project.undo()
    found = trail(project, TrailFilter(TrailScope.ARTICLE, article.id))
    assert [e.heading for e in found] == ["Undone: Add “Crime falls”", "Add “Crime falls”"]


def test_pages_follow_each_other_without_a_gap(project: Project, claim: Claim) -> None:
    everything(project, claim)
    whole = [e.change.id for e in trail(project, TrailFilter())]
    assert len(whole) == len({*whole}) == project.trail.count()
    for limit in (1, 2, 5, 7):
        assert [e.change.id for e in trail(project, TrailFilter(), limit)] == whole
        asked = TrailFilter(TrailScope.CLAIM, claim.id)
        assert len(trail(project, asked, limit)) == len(trail(project, asked))


def test_a_page_tells_of_so_many_rows_and_how_many_there_are_more(
    project: Project, article: Article
) -> None:
    claims = [make_claim(project, article, word).id for word in ("mayor", "said", "Monday")]
    fields.set_status(project, claims, ClaimStatus.WAITING)
    entry = AuditReader(TrailFilter()).next(project, 1, most=2)[0]
    assert (len(entry.differences), entry.left_out) == (2, 1)


def test_a_person_and_times_narrow_it_down(project: Project, bens: Project, claim: Claim) -> None:
    claims.note(bens, claim, "Ben asks.")
    claims.note(project, claim, "Anna asks.")
    bens_own = trail(project, TrailFilter(checker="Ben"))
    assert [e.heading for e in bens_own] == ["Note on claim 1"]
    assert project.trail.people() == ["Anna", "Ben"]
    at = bens_own[0].change.at
    later = trail(project, TrailFilter(since=at))
    assert [e.change.checker for e in later] == ["Anna", "Ben"]
    earlier = trail(project, TrailFilter(until=at))
    assert earlier[0].change.at < at
    assert len(later) + len(earlier) == project.trail.count()
    assert trail(project, TrailFilter(TrailScope.CLAIM, claim.id, "Ben")) == bens_own
    check_person(project, "Ben")
    with pytest.raises(NotFound, match="Checker “Cleo”"):
        check_person(project, "Cleo")


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_new_york")
@pytest.mark.skipif(os.name == "nt", reason="the zone cannot be set there")
def test_days_are_those_of_this_computer_whatever_the_season() -> None:
    assert bounds("2026-01-05", "2026-01-05") == (
        "2026-01-05T05:00:00.000Z",
        "2026-01-06T05:00:00.000Z",
    )
    # the day on which clocks go forward has 23 hours
    assert bounds("2026-03-08", " 2026-03-08 ") == (
        "2026-03-08T05:00:00.000Z",
        "2026-03-09T04:00:00.000Z",
    )


def test_a_day_may_be_left_out_and_has_to_be_one() -> None:
    assert bounds("", "") == ("", "")
    for days in (("yesterday", ""), ("", "2026-02-30"), ("20260105", "")):
        with pytest.raises(InvalidValue, match="write the day as"):
            bounds(*days)


def test_two_kinds_of_typing_are_told_each(project: Project, claim: Claim) -> None:
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    claims.conclude(project, claim, "So.", typing="t")
    claims.conclude(project, claim, "So it is.", typing="t")
    assert last(project) == ["Conclusion: “So.” → “So it is.”"]
    claims.tag(project, [claim.id], Verdict.DISPUTED, DisputeReason.CONTRADICTED)
    assert last(project) == ["Verdict: verified → disputed (contradicted)"]
    fields.set_legal_risk(project, claim, risk=True)
    assert last(project) == ["Legal risk: no → yes"]
