"""Claims and people joined in one file, and worked on in another: the work arrives."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.articles.model import Article
from annotator.audit.model import TrailFilter
from annotator.audit.service.reader import AuditReader
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.highlights import anchor_for
from annotator.claims.service import claims, fields, places
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.positions import Span
from annotator.people.service import join_people
from annotator.project import Project
from annotator.review.service import comments, reviews
from annotator.sharing.row_merge import Side
from annotator.sharing.service import merge, summary
from annotator.storage.ids import new_id
from tests.projects import TEXT, dump, make_claim
from tests.sharing.merges import all_to, copy, take

VERIFIED, DISPUTED, _ = Verdict
Files = Callable[[str], Project]


@pytest.fixture
def other(project: Project, article: Article, claim: Claim) -> Claim:
    """A second claim of the article, on the words of which the first stands, too."""
    return make_claim(project, article, "fell by a third")


@pytest.fixture
def in_copy(project: Project, other: Claim, tmp_path: Path) -> Iterator[Files]:
    opened: list[Project] = []

    def make(checker: str) -> Project:
        number = len(opened)
        opened.append(copy(project, tmp_path / f"{checker} {number}.sqlite", checker))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def both_ways(one: Project, other: Project, folder: Path) -> None:
    """Merge two files into each other, which comes to the same without a conflict."""
    was = copy(one, folder / f"{new_id()}.sqlite")
    assert take(one, other).conflicts == ()
    assert take(other, was).conflicts == ()
    assert dump(one) == dump(other)
    for each in (one, other):
        assert [*each.findings()] == []
    assert not merge.plan(one, other.path).changes_anything
    assert not merge.plan(other, one.path).changes_anything
    was.close()


def alone(project: Project, article: Article) -> Claim:
    """The only claim that is left."""
    (left,) = project.claims.of_article(article.id)
    return left


def test_a_join_arrives(
    project: Project, article: Article, claim: Claim, other: Claim, in_copy: Files, tmp_path: Path
) -> None:
    bens = in_copy("Ben")
    places.join(project, claim, other)
    planned = merge.plan(bens, project.path)
    assert planned.changes_anything
    assert "Claim 2 is claim 1: joined" in [line.what for line in summary.lines(planned)]
    both_ways(project, bens, tmp_path)
    assert alone(bens, article).id == claim.id
    bens.undo()
    assert len(bens.claims.of_article(article.id)) == 2


def new_tag(project: Project, claim: Claim) -> None:
    claims.tag(project, [claim.id], DISPUTED, DisputeReason.MISLEADING)
    claims.conclude(project, claim, "As Ben found.", "The archive.")


def new_evidence(project: Project, claim: Claim) -> None:
    evidence.add_evidence(project, claim, SourceDetails("Ben’s register"), EvidenceDetails())


def new_comment(project: Project, claim: Claim) -> None:
    comments.comment(project, claim, "Ben asks.")


def new_note(project: Project, claim: Claim) -> None:
    claims.note(project, claim, "Ben notes.")


def longer_place(project: Project, claim: Claim) -> None:
    place = project.highlights.of_claim(claim.id)[0]
    places.move_place(project, place, Span(place.span.start, place.span.end + 20))


def another_place(project: Project, claim: Claim) -> None:
    version = project.articles.get(claim.article_id).version
    places.add_places(project, claim, version, [Span(4, 9)])


def a_field(project: Project, claim: Claim) -> None:
    fields.say(project, claim, ClaimWords.SPEAKER, "The mayor")


WORK: dict[str, tuple[Callable[[Project, Claim], None], str, str]] = {
    "a tag": (new_tag, "tags", "As Ben found."),
    "evidence": (new_evidence, "evidence", ""),
    "a comment": (new_comment, "comments", "Ben asks."),
    "a note": (new_note, "notes", "Ben notes."),
    "a longer place": (longer_place, "highlights", "fell by a third.\nCafé owners – 4"),
    "another place": (another_place, "highlights", "mayor"),
    "a field": (a_field, "claims", "The mayor"),
}


@pytest.mark.parametrize("name", WORK)
def test_work_on_the_claim_that_went_arrives_on_the_one_that_stayed(
    project: Project, claim: Claim, other: Claim, in_copy: Files, tmp_path: Path, name: str
) -> None:
    bens = in_copy("Ben")
    work, table, words = WORK[name]
    places.join(project, claim, other)
    work(bens, other)
    both_ways(project, bens, tmp_path)
    assert [c.id for c in project.claims.of_article(claim.article_id)] == [claim.id]
    found = [row for row in dump(project)[table] if claim.id in row]
    assert any(words in str(value) for row in found for value in row)


def test_a_tag_given_anew_arrives_and_takes_its_review_along(
    project: Project, article: Article, claim: Claim, other: Claim, in_copy: Files, tmp_path: Path
) -> None:
    bens = in_copy("Ben")
    claims.tag(bens, [other.id], VERIFIED)
    take(project, bens)
    reviews.accept(project, project.tags.of_claims([other.id])[0])
    places.join(project, claim, other)
    claims.tag(bens, [other.id], DISPUTED, DisputeReason.MISLEADING)
    both_ways(project, bens, tmp_path)
    (tag,) = bens.tags.of_claims([claim.id])
    assert tag.verdict is DISPUTED
    (review,) = bens.reviews.of_claims([claim.id])
    assert review.tag_id == tag.id


def test_a_field_that_differs_is_told_in_a_note_as_it_was_said_last(
    project: Project, claim: Claim, other: Claim, in_copy: Files, tmp_path: Path
) -> None:
    fields.say(project, claim, ClaimWords.SPEAKER, "The mayor")
    fields.say(project, other, ClaimWords.SPEAKER, "The deputy")
    bens = in_copy("Ben")
    places.join(project, claim, other)
    fields.say(bens, other, ClaimWords.SPEAKER, "The deputy mayor")
    both_ways(project, bens, tmp_path)
    assert project.claims.get(claim.id).speaker == "The mayor"
    notes = [note.body for note in project.people.notes(claim.id)]
    assert notes == ["From before the join.\nSpeaker: The deputy mayor"]


def test_different_joins_on_both_sides_come_to_one_claim(
    project: Project, article: Article, claim: Claim, other: Claim, in_copy: Files, tmp_path: Path
) -> None:
    third = make_claim(project, article, "It rose")
    bens = in_copy("Ben")
    new_tag(bens, third)
    places.join(project, claim, third)
    places.join(bens, other, third)
    both_ways(project, bens, tmp_path)
    assert alone(project, article).id == claim.id
    assert len(project.highlights.of_claim(claim.id)) == 3
    assert dict(project._file.rows("SELECT id, into_id FROM joined")) == {
        other.id: claim.id,
        third.id: claim.id,
    }


def test_a_join_that_follows_from_others_arrives_like_them(
    project: Project, article: Article, claim: Claim, other: Claim, in_copy: Files
) -> None:
    third = make_claim(project, article, "It rose")
    bens, cems, dias = (in_copy(name) for name in ("Ben", "Cem", "Dia"))
    places.join(bens, other, third)
    places.join(cems, claim, third)
    take(bens, cems)
    take(dias, bens)
    assert alone(dias, article).id == claim.id
    assert not merge.plan(dias, bens.path).changes_anything


def test_a_join_that_was_undone_is_undone_there_too(
    project: Project, article: Article, claim: Claim, other: Claim, in_copy: Files, tmp_path: Path
) -> None:
    places.join(project, claim, other)
    bens = in_copy("Ben")
    new_note(bens, claim)
    project.undo()
    both_ways(project, bens, tmp_path)
    assert len(bens.claims.of_article(article.id)) == 2
    assert [len(bens.highlights.of_claim(c.id)) for c in (claim, other)] == [1, 1]


def test_a_join_that_was_undone_before_anybody_heard_of_it_is_no_news(
    project: Project, article: Article, claim: Claim, other: Claim, in_copy: Files, tmp_path: Path
) -> None:
    bens = in_copy("Ben")
    places.join(project, claim, other)
    project.undo()
    for work in (longer_place, new_tag, a_field):
        work(bens, other)
    both_ways(project, bens, tmp_path)
    assert len(project.claims.of_article(article.id)) == 2
    places.join(project, claim, other)
    new_note(bens, other)
    both_ways(project, bens, tmp_path)
    assert alone(bens, article).id == claim.id


def test_a_claim_that_was_made_and_joined_in_one_step_brings_its_tag(
    project: Project, article: Article, claim: Claim, other: Claim, in_copy: Files, tmp_path: Path
) -> None:
    bens = in_copy("Ben")
    places.join(bens, claim, make_claim(bens, article, "4,000"))
    with project.change("Bring in") as change:
        new = change.claims.add(article.id, project.now())
        (place,) = project.highlights.of_claim(other.id)
        change.highlights.add(new, place.version_id, anchor_for(TEXT, place.span))
        claims.tag_within(project, change, project.claims.get(new), VERIFIED, None, "Brought in.")
        change.notes.add(new, project.author.id, "Label: true", project.now())
        places.join_within(project, change, other.id, new)
    places.join(project, claim, other)
    both_ways(project, bens, tmp_path)
    assert [tag.conclusion for tag in bens.tags.of_claims([claim.id])] == ["Brought in."]
    assert [note.body for note in bens.people.notes(claim.id)] == ["Label: true"]


def test_a_join_made_within_a_merge_reaches_the_other_file(
    project: Project, article: Article, claim: Claim, in_copy: Files, tmp_path: Path
) -> None:
    bens, cems = in_copy("Ben"), in_copy("Cem")
    late = make_claim(bens, article, "It rose")
    planned = merge.plan(project, bens.path)
    merge.merge(project, planned, {}, same=[[claim.id, late.id]])
    assert project.to_undo() is not None
    new_tag(bens, late)
    both_ways(project, bens, tmp_path)
    both_ways(cems, bens, tmp_path)
    assert {tag.claim_id for tag in cems.tags.of_claims([claim.id, late.id])} == {claim.id}


def test_work_on_the_claim_that_went_survives_its_removal_being_contested(
    project: Project, claim: Claim, other: Claim, in_copy: Files
) -> None:
    bens = in_copy("Ben")
    places.join(project, claim, other)
    claims.remove(project, [claim.id])
    new_tag(bens, other)
    planned = merge.plan(project, bens.path)
    assert planned.conflicts == (("claims", claim.id),)
    merge.merge(project, planned, all_to(planned, Side.THEIRS))
    assert [*project.findings()] == []
    assert [tag.conclusion for tag in project.tags.of_claims([claim.id])] == ["As Ben found."]
    assert len(project.highlights.of_claim(claim.id)) == 2


def test_two_records_of_a_person_become_one(
    project: Project, claim: Claim, other: Claim, in_copy: Files, tmp_path: Path
) -> None:
    desk, laptop = in_copy("Maria"), in_copy("Maria")
    claims.tag(desk, [claim.id], VERIFIED)
    claims.tag(laptop, [claim.id], DISPUTED, DisputeReason.MISLEADING)
    claims.conclude(laptop, claim, "She looked again.")
    claims.note(laptop, other, "Seen on the train.")
    take(project, desk)
    take(project, laptop)
    before = dump(project)
    maria, second = (p for p in project.people.checkers() if p.name.startswith("Maria"))
    outcome = join_people(project, maria, second)
    assert outcome.change.label == "Join Maria (2) with Maria"
    assert [p.name for p in project.people.checkers()] == ["Anna", "Maria"]
    (tag,) = project.tags.of_claims([claim.id])
    assert (tag.checker, tag.verdict) == ("Maria", DISPUTED)
    (note,) = project.people.notes(claim.id)
    assert (note.author, note.body.partition("\n")[2]) == (
        "Maria",
        "Tag of 5 January 2026, 09:00 UTC: verified.",
    )
    assert [*project.findings()] == []
    project.undo()
    assert dump(project) == before
    project.redo()
    reviews.reject(project, project.tags.of_claims([claim.id])[0], "No.")
    claims.note(laptop, claim, "Still on the train.")
    both_ways(project, laptop, tmp_path)
    take(desk, project)
    assert dump(desk) == dump(project)
    assert {n.author for n in desk.people.notes(claim.id)} == {"Maria"}
    assert [*desk.findings()] == []


def test_what_was_done_under_a_record_that_went_is_the_person_s_in_the_trail(
    project: Project, claim: Claim
) -> None:
    project.work_as("Maria (2)")
    claims.note(project, claim, "Seen on the train.")
    maria, second = project.work_as("Maria"), project.people.named("Maria (2)")
    assert second is not None
    join_people(project, maria, second)
    (note,) = (c for c in project.history.page() if c.label == "Note on claim 1")
    assert note.checker == "Maria"
    entries = AuditReader(TrailFilter(checker="Maria")).each(project)
    found = {entry.heading: entry.change.checker for entry in entries}
    assert found["Note on claim 1"] == "Maria"


def test_the_number_behind_a_name_does_not_depend_on_when_a_namesake_was_joined(
    project: Project, in_copy: Files, tmp_path: Path
) -> None:
    """The elder Ben turns out to be Anna: before the younger one was met, or after."""
    one, other = in_copy("Ben"), in_copy("Ben")
    claims.note(other, other.claims.of_article(other.articles.page()[0].id)[0], "Me, too.")
    late = copy(project, tmp_path / "late.sqlite", "Anna")
    take(late, one)
    take(late, other)
    assert {c.name for c in late.people.checkers()} == {"Anna", "Ben", "Ben (2)"}
    anna, ben = project.author, one.author
    join_people(one, anna, ben)
    early = copy(one, tmp_path / "early.sqlite", "Anna")
    take(early, other)
    take(late, one)
    take(other, one)
    assert dump(early)["checkers"] == dump(late)["checkers"] == dump(other)["checkers"]
    assert {c.name for c in late.people.checkers()} == {"Anna", "Ben (2)"}
    late.close()
    early.close()
