"""Marking claims and tagging them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import find_quote
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims as annotating
from annotator.claims.service.fields import set_status
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.kernel.errors import BadSpan, InvalidValue, MissingReason
from annotator.kernel.errors import UnusableCharacters as Unusable
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.projects import TEXT, dump, make_claim, state

VERIFIED, DISPUTED, UNSUPPORTED = Verdict


def add_version(project: Project, article_id: str) -> str:
    """The same text once more, as if a new draft had come in; the version's id."""
    version = project.articles.get(article_id).version
    with project.change("A new draft") as under_way:
        row = {"id": "newer", "article_id": article_id, "number": version.number + 1}
        row |= {"sha256": version.sha256, "encoding": "", "created_at": project.now()}
        return under_way.writer.insert("versions", row)


def tags(project: Project, claim: Claim) -> list[Tag]:
    return project.tags.of_claims([claim.id])


def test_marking_makes_an_open_claim_with_its_words(project: Project, article: Article) -> None:
    claim = make_claim(project, article, "Café owners")
    (highlight,) = project.highlights.of_claim(claim.id)
    assert (claim.number, claim.status, highlight.quote) == (1, ClaimStatus.OPEN, "Café owners")


def test_marking_never_splits_what_is_seen_as_one_sign(project: Project, article: Article) -> None:
    cook = TEXT.index("👩🏽‍🍳")
    outcome = annotating.mark(project, article, Span(cook + 1, cook + 2))
    (highlight,) = project.highlights.of_claim(outcome.change.place.claim_id)
    assert highlight.quote == "👩🏽‍🍳"


def test_marking_the_same_words_again_finds_their_claim(project: Project, article: Article) -> None:
    claim = make_claim(project, article)
    outcome = annotating.mark(project, article, find_quote(TEXT, "crime fell by a third"))
    assert (outcome.change.place.claim_id, outcome.rows) == (claim.id, {})


def test_marking_beyond_the_text_changes_nothing(project: Project, article: Article) -> None:
    before = dump(project)
    with pytest.raises(BadSpan):
        annotating.mark(project, article, Span(0, len(TEXT) + 1))
    assert dump(project) == before


def test_claims_are_numbered_in_their_article(project: Project, article: Article) -> None:
    quotes = ("Café", "crime", "Monday")
    assert [make_claim(project, article, quote).number for quote in quotes] == [1, 2, 3]


def test_the_number_of_a_removed_claim_is_not_given_again(
    project: Project, article: Article, claim: Claim
) -> None:
    annotating.remove(project, [claim.id])
    assert make_claim(project, article, "Café").number == 2


def test_the_number_of_an_undone_mark_is_given_again(
    project: Project,
    article: Article,
    claim: Claim,
) -> None:
    project.undo()
    assert make_claim(project, article, "Café").number == 1


def test_tagging_checks_the_claim(project: Project, claim: Claim) -> None:
    annotating.tag(project, [claim.id], VERIFIED)
    (tag,) = tags(project, claim)
    assert (tag.verdict, tag.checker) == (VERIFIED, "Anna")
    assert project.claims.get(claim.id).status is ClaimStatus.CHECKED


def test_tagging_the_same_again_is_no_change(project: Project, claim: Claim) -> None:
    annotating.tag(project, [claim.id], VERIFIED)
    before = tags(project, claim)
    assert annotating.tag(project, [claim.id], VERIFIED).rows == {}
    assert tags(project, claim) == before


def test_another_verdict_takes_the_place_of_one_s_own(project: Project, claim: Claim) -> None:
    annotating.tag(project, [claim.id], DISPUTED, DisputeReason.MISLEADING)
    annotating.tag(project, [claim.id], UNSUPPORTED)
    (tag,) = tags(project, claim)
    assert (tag.verdict, tag.reason) == (UNSUPPORTED, None)


def test_another_verdict_keeps_the_conclusion(project: Project, claim: Claim) -> None:
    annotating.tag(project, [claim.id], VERIFIED)
    annotating.conclude(project, claim, "The figures agree.", "Police website.")
    annotating.tag(project, [claim.id], UNSUPPORTED)
    (tag,) = tags(project, claim)
    assert (tag.conclusion, tag.search_note) == ("The figures agree.", "Police website.")


def test_a_conclusion_and_a_search_note_are_steps_of_their_own(
    project: Project, claim: Claim
) -> None:
    annotating.tag(project, [claim.id], UNSUPPORTED)
    annotating.conclude(project, claim, "Nobody knows.")
    outcome = annotating.conclude(project, claim, search_note="The archive.")
    assert outcome.change.label == "Search note on claim 1"
    (tag,) = tags(project, claim)
    assert (tag.conclusion, tag.search_note) == ("Nobody knows.", "The archive.")
    project.undo()
    assert (tags(project, claim)[0].conclusion, tags(project, claim)[0].search_note) == (
        "Nobody knows.",
        "",
    )


def test_a_conclusion_leaves_status_and_version_as_they_are(project: Project, claim: Claim) -> None:
    annotating.tag(project, [claim.id], VERIFIED)
    set_status(project, [claim.id], ClaimStatus.IN_PROGRESS)
    annotating.conclude(project, claim, "Still reading.")
    assert project.claims.get(claim.id).status is ClaimStatus.IN_PROGRESS


def test_a_tag_is_confirmed_on_the_newest_text(project: Project, claim: Claim) -> None:
    annotating.tag(project, [claim.id], DISPUTED, DisputeReason.MISLEADING)
    annotating.conclude(project, claim, "Half of it.")
    before = tags(project, claim)[0]
    newer = add_version(project, claim.article_id)
    annotating.confirm(project, claim)
    (after,) = tags(project, claim)
    assert (before.version_id, after.version_id) != (newer, before.version_id)
    assert after == replace(before, version_id=newer, tagged_at=after.tagged_at)


def test_a_note_is_edited_by_its_author_only(project: Project, claim: Claim, bens: Project) -> None:
    annotating.note(project, claim, "Ask agian.")
    (note,) = project.people.notes(claim.id)
    annotating.edit_note(project, note, "Ask again.")
    assert project.people.notes(claim.id) == [replace(note, body="Ask again.")]
    with pytest.raises(InvalidValue, match="only its author"):
        annotating.edit_note(bens, note, "Never ask.")


def test_a_conclusion_without_a_tag_is_not_kept(project: Project, claim: Claim) -> None:
    assert annotating.conclude(project, claim, "So it is.", "").rows == {}


def test_a_dispute_without_a_reason_changes_nothing(project: Project, article: Article) -> None:
    before = dump(project)
    with pytest.raises(MissingReason):
        annotating.tag_span(project, article, Span(4, 9), DISPUTED)
    assert dump(project) == before


def test_marking_and_tagging_at_once_is_one_step(project: Project, article: Article) -> None:
    outcome = annotating.tag_span(project, article, Span(4, 9), VERIFIED, conclusion="Yes.")
    claim = project.claims.get(outcome.change.place.claim_id)
    assert (outcome.change.label, tags(project, claim)[0].conclusion) == (
        "Tag claim 1 verified",
        "Yes.",
    )
    project.undo()
    assert project.claims.count(article.id) == 0


def test_nobody_can_tag_before_saying_who_they_are(project: Project, claim: Claim) -> None:
    project.checker = None
    with pytest.raises(InvalidValue, match="enter your name"):
        annotating.tag(project, [claim.id], VERIFIED)


def test_untagging_opens_the_claim_again(project: Project, claim: Claim) -> None:
    annotating.tag(project, [claim.id], VERIFIED)
    annotating.untag(project, [claim.id])
    assert (tags(project, claim), project.claims.get(claim.id).status) == ([], ClaimStatus.OPEN)


def test_untagging_what_one_has_not_tagged_changes_nothing(project: Project, claim: Claim) -> None:
    set_status(project, [claim.id], ClaimStatus.CHECKED)
    assert annotating.untag(project, [claim.id]).rows == {}
    assert project.claims.get(claim.id).status is ClaimStatus.CHECKED


def test_untagging_leaves_the_tags_of_others(project: Project, claim: Claim, bens: Project) -> None:
    annotating.tag(project, [claim.id], VERIFIED)
    annotating.tag(bens, [claim.id], DISPUTED, DisputeReason.CONTRADICTED)
    annotating.untag(project, [claim.id])
    assert [tag.checker for tag in tags(project, claim)] == ["Ben"]
    assert project.claims.get(claim.id).status is ClaimStatus.CHECKED


def test_a_claim_that_waits_for_a_reply_goes_on_waiting(project: Project, claim: Claim) -> None:
    set_status(project, [claim.id], ClaimStatus.WAITING)
    annotating.tag(project, [claim.id], VERIFIED)
    assert project.claims.get(claim.id).status is ClaimStatus.WAITING


def test_a_statement_is_what_the_list_shows(project: Project, claim: Claim) -> None:
    before = project.claims.row(claim.id)
    state(project, claim, "Crime fell 33 %.")
    after = project.claims.row(claim.id)
    assert before is not None
    assert after is not None
    assert (before.words, after.words) == ("crime fell by a third", "Crime fell 33 %.")


def test_a_note_is_kept_and_taken_away(project: Project, claim: Claim) -> None:
    annotating.note(project, claim, "Ask again.")
    (note,) = project.people.notes(claim.id)
    assert (note.body, note.author) == ("Ask again.", "Anna")
    annotating.remove_note(project, claim, note.id)
    assert project.people.notes(claim.id) == []


@pytest.mark.parametrize("words", ["\x00", "half a \ud83d"], ids=["nothing", "half"])
def test_what_cannot_be_kept_is_refused_wherever_it_is_typed(
    project: Project, article: Article, claim: Claim, words: str
) -> None:
    annotating.tag(project, [claim.id], VERIFIED)
    acts: list[Callable[[], object]] = [
        lambda: annotating.note(project, claim, words),
        lambda: state(project, claim, words),
        lambda: annotating.conclude(project, claim, words, ""),
        lambda: annotating.conclude(project, claim, "", words),
        lambda: annotating.tag_span(project, article, Span(0, 3), VERIFIED, conclusion=words),
        lambda: project.work_as(words),
    ]
    for act in acts:
        with pytest.raises(Unusable):
            act()


def test_the_next_open_claim_is_found_going_round(project: Project, article: Article) -> None:
    claims = [make_claim(project, article, quote) for quote in ("Café", "crime", "Monday")]
    annotating.tag(project, [claims[1].id], VERIFIED)
    after = [project.claims.next_with_status(article.id, ClaimStatus.OPEN, n) for n in (1, 3)]
    assert after == [claims[2].id, claims[0].id]


def test_no_next_claim_is_found_where_there_is_none(project: Project, article: Article) -> None:
    assert project.claims.next_with_status(article.id, ClaimStatus.OPEN, 0) is None
