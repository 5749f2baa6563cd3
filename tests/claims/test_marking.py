"""Places of claims: moved, added, removed; claims split and joined."""

from collections.abc import Callable

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.filters import ClaimFilter, ClaimOrder
from annotator.claims.highlights import Highlight, find_quote
from annotator.claims.judged_words import JudgedPlace
from annotator.claims.model import ClaimKind, ClaimStatus, Importance, Resolution
from annotator.claims.service import claims, places
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.errors import BadSpan, InvalidValue, NotFound
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.review.model import claim_words
from annotator.review.service import reviews, rulings
from annotator.search.model import HitKind
from tests.projects import TEXT, dump, make_article, make_claim

VERIFIED, DISPUTED, _ = Verdict


def quotes(project: Project, claim: Claim) -> list[str]:
    return [highlight.quote for highlight in project.highlights.of_claim(claim.id)]


def place_of(project: Project, claim: Claim) -> Highlight:
    return project.highlights.of_claim(claim.id)[0]


def describe(project: Project, claim: Claim, **values: object) -> None:
    with project.change("Describe") as under_way:
        under_way.claims.set(claim.id, values)


def notes(project: Project, claim: Claim) -> list[str]:
    return [note.body for note in project.people.notes(claim.id)]


def test_a_place_is_moved(project: Project, claim: Claim) -> None:
    outcome = places.move_place(project, place_of(project, claim), find_quote(TEXT, "crime fell"))
    assert quotes(project, claim) == ["crime fell"]
    assert outcome.change.label == "Move a highlight of claim 1"
    project.undo()
    assert quotes(project, claim) == ["crime fell by a third"]


def test_a_place_that_is_moved_onto_another_of_its_claim_becomes_one_with_it(
    project: Project, article: Article, claim: Claim
) -> None:
    there = find_quote(TEXT, "Café owners")
    places.add_places(project, claim, article.version, [there])
    places.move_place(project, place_of(project, claim), there)
    assert quotes(project, claim) == ["Café owners"]
    project.undo()
    assert quotes(project, claim) == ["crime fell by a third", "Café owners"]


def test_a_place_moved_to_where_it_is_is_no_change(project: Project, claim: Claim) -> None:
    place = place_of(project, claim)
    assert places.move_place(project, place, place.span).rows == {}


def test_a_place_is_never_moved_into_a_sign(project: Project, claim: Claim) -> None:
    cook = TEXT.index("👩🏽‍🍳")
    places.move_place(project, place_of(project, claim), Span(cook, cook + 2))
    assert quotes(project, claim) == ["👩🏽‍🍳"]


def test_a_place_beyond_the_text_is_refused(project: Project, claim: Claim) -> None:
    before = dump(project)
    with pytest.raises(BadSpan):
        places.move_place(project, place_of(project, claim), Span(0, len(TEXT) + 1))
    assert dump(project) == before


def test_places_are_added_in_one_step(project: Project, article: Article, claim: Claim) -> None:
    spans = [find_quote(TEXT, words) for words in ("Monday", "Café", "crime fell by a third")]
    outcome = places.add_places(project, claim, article.version, spans)
    assert quotes(project, claim) == ["Monday", "crime fell by a third", "Café"]
    assert outcome.change.label == "Add 2 passages to claim 1"
    project.undo()
    assert quotes(project, claim) == ["crime fell by a third"]


def test_the_same_words_are_found_elsewhere(project: Project) -> None:
    article = make_article(project, "In 2010 it rose. In 2010, or 2010s? IN 2010 in 2010. In 2010")
    claim = make_claim(project, article, "In 2010")
    found = places.same_words(project, place_of(project, claim))
    assert found == [Span(17, 24), Span(53, 60)]


def test_one_of_several_places_is_removed(project: Project, article: Article, claim: Claim) -> None:
    places.add_places(project, claim, article.version, [find_quote(TEXT, "Monday")])
    places.remove_place(project, place_of(project, claim))
    assert quotes(project, claim) == ["crime fell by a third"]


def test_the_last_place_stays(project: Project, claim: Claim) -> None:
    with pytest.raises(InvalidValue, match="Remove the claim instead"):
        places.remove_place(project, place_of(project, claim))
    assert quotes(project, claim) == ["crime fell by a third"]


def test_a_part_is_split_off(project: Project, article: Article, claim: Claim) -> None:
    describe(project, claim, speaker="The mayor", statement="Crime fell.")
    claims.tag(project, [claim.id], VERIFIED)
    places.split(project, place_of(project, claim), find_quote(TEXT, "by a third"))
    first, second = project.claims.of_article(article.id)
    assert (quotes(project, first), quotes(project, second)) == (["crime fell"], ["by a third"])
    assert (second.number, second.status, second.statement) == (2, ClaimStatus.OPEN, "")
    assert second.speaker == "The mayor"
    assert [tag.claim_id for tag in project.tags.of_claims([first.id, second.id])] == [first.id]


def test_what_stands_on_both_sides_of_a_part_stays(
    project: Project, article: Article, claim: Claim
) -> None:
    places.split(project, place_of(project, claim), find_quote(TEXT, "fell by"))
    first, second = project.claims.of_article(article.id)
    assert (quotes(project, first), quotes(project, second)) == (["crime", "a third"], ["fell by"])


def test_a_claim_is_split_at_a_word(project: Project, article: Article, claim: Claim) -> None:
    places.split_at(project, place_of(project, claim), TEXT.index("by a") + 1)
    assert [quotes(project, c) for c in project.claims.of_article(article.id)] == [
        ["crime fell"],
        ["by a third"],
    ]


@pytest.mark.parametrize("where", ["crime", "The"])
def test_a_claim_is_not_split_where_nothing_would_be_left(
    project: Project, claim: Claim, where: str
) -> None:
    before = dump(project)
    with pytest.raises(InvalidValue, match="Split claim 1"):
        places.split_at(project, place_of(project, claim), TEXT.index(where) + 1)
    assert dump(project) == before


def test_the_whole_of_a_claim_is_not_split_off(project: Project, claim: Claim) -> None:
    place = place_of(project, claim)
    with pytest.raises(InvalidValue, match="so that words stay"):
        places.split(project, place, place.span)


def test_one_of_several_places_is_split_off_whole(
    project: Project, article: Article, claim: Claim
) -> None:
    places.add_places(project, claim, article.version, [find_quote(TEXT, "Monday")])
    place = place_of(project, claim)
    places.split(project, place, place.span)
    first, second = project.claims.of_article(article.id)
    assert quotes(project, first) == ["crime fell by a third"]
    assert project.highlights.of_claim(second.id)[0].id == place.id


def test_all_that_hangs_on_a_claim_moves_to_the_one_it_is_joined_to(
    project: Project, article: Article, claim: Claim
) -> None:
    other = make_claim(project, article, "Café owners")
    evidence.add_evidence(project, other, SourceDetails("Police"), EvidenceDetails())
    claims.note(project, other, "Ask them.")
    claims.tag(project, [other.id], VERIFIED)
    with project.change("Ask") as under_way:
        who = project.author.id
        under_way.queries.add(other.id, who, "Ms Núñez", "How many?", project.now())
    before = dump(project)
    outcome = places.join(project, claim, other)
    assert outcome.change.label == "Join claim 2 to claim 1"
    assert [c.id for c in project.claims.of_article(article.id)] == [claim.id]
    assert quotes(project, claim) == ["crime fell by a third", "Café owners"]
    assert len(project.evidence.of_claims([claim.id])) == 1
    assert len(project.people.queries(claim.id)) == 1
    assert notes(project, claim) == ["Ask them."]
    assert [t.verdict for t in project.tags.of_claims([claim.id])] == [VERIFIED]
    # the verdict was given on fewer words than the joined claim has
    assert project.claims.get(claim.id).status is ClaimStatus.OPEN
    assert list(project.findings()) == []
    project.undo()
    assert dump(project) == before


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_tags_of_a_checker_the_newer_stays_and_the_other_is_noted(
    project: Project, article: Article, claim: Claim, bens: Project, turned: bool
) -> None:
    other = make_claim(project, article, "Café owners")
    claims.tag(bens, [other.id], DISPUTED, DisputeReason.MISLEADING)
    claims.tag(project, [other.id], DISPUTED, DisputeReason.CONTRADICTED)
    claims.conclude(project, other, "It rose.", "The archive.")
    claims.tag(project, [claim.id], VERIFIED)
    places.join(project, *((other, claim) if turned else (claim, other)))
    found = {tag.checker: tag.verdict for tag in project.tags.of_claims([claim.id])}
    assert found == {"Anna": VERIFIED, "Ben": DISPUTED}
    (note,) = notes(project, claim)
    assert note.splitlines()[0] == "From before the join."
    assert "disputed (contradicted). It rose. Search note: The archive." in note
    project.undo()
    assert len(project.tags.of_claims([claim.id, other.id])) == 3
    project.redo()
    assert notes(project, claim) == [note]


def test_an_older_tag_of_the_elder_claim_is_noted(
    project: Project, article: Article, claim: Claim
) -> None:
    other = make_claim(project, article, "Café owners")
    claims.tag(project, [claim.id], VERIFIED)
    claims.tag(project, [other.id], DISPUTED, DisputeReason.CONTRADICTED)
    places.join(project, claim, other)
    (tag,) = project.tags.of_claims([claim.id])
    assert tag.verdict is DISPUTED
    (note,) = notes(project, claim)
    assert note == "From before the join.\nTag of 5 January 2026, 09:00 UTC: verified."


def test_the_elder_claim_stays_whichever_is_named_first(
    project: Project, article: Article, claim: Claim
) -> None:
    other = make_claim(project, article, "Café owners")
    outcome = places.join(project, other, claim)
    assert outcome.change.label == "Join claim 2 to claim 1"
    assert outcome.change.place.claim_id == claim.id
    assert [c.id for c in project.claims.of_article(article.id)] == [claim.id]
    joined = project._file.rows("SELECT id, into_id, kind, called FROM joined")
    assert joined == [(other.id, claim.id, "claim", "2")]


def test_reviews_and_a_ruling_move_along_and_keep_their_meaning(
    project: Project, article: Article, claim: Claim, bens: Project
) -> None:
    other = make_claim(project, article, "Café owners")
    places.add_places(project, claim, article.version, [place_of(project, other).span])
    places.remove_place(project, place_of(project, claim))
    claims.tag(bens, [other.id], VERIFIED)
    (tag,) = project.tags.of_claims([other.id])
    reviews.accept(project, tag)
    rulings.accept(project, other, [tag], tag)
    places.join(project, claim, other)
    (moved,) = project.tags.of_claims([claim.id])
    (review,) = project.reviews.of_claims([claim.id])
    assert review.tag_id == moved.id
    words = claim_words("", quotes(project, claim))
    judged = [
        JudgedPlace(h.version_id, h.span.start, h.span.end, h.quote)
        for h in project.highlights.of_claim(claim.id)
    ]
    assert not review.is_outdated([moved], words, judged)
    ruling = project.rulings.of_claims([claim.id])[claim.id]
    assert not ruling.is_stale([moved])
    assert list(project.findings()) == []


def test_of_two_rulings_the_newer_stays_and_the_other_is_noted(
    project: Project, article: Article, claim: Claim, bens: Project
) -> None:
    other = make_claim(project, article, "Café owners")
    for each, verdict in ((claim, VERIFIED), (other, DISPUTED)):
        claims.tag(bens, [each.id], verdict, DisputeReason.MISLEADING)
        (tag,) = project.tags.of_claims([each.id])
        rulings.accept(project, each, [tag], tag)
    places.join(project, claim, other)
    assert project.rulings.of_claims([claim.id])[claim.id].settled.verdict is DISPUTED
    assert any(
        "Ruling of 5 January 2026, 09:00 UTC: verified." in note for note in notes(project, claim)
    )


def test_whoever_looks_for_the_old_number_finds_the_claim_that_stayed(
    project: Project, article: Article, claim: Claim
) -> None:
    other = make_claim(project, article, "Café owners")
    assert project.claims.numbered(article.id, 2).id == other.id
    places.join(project, claim, other)
    assert project.claims.numbered(article.id, 2).id == claim.id
    (hit,) = project.search.of_kind(HitKind.CLAIM, "claim 2")
    assert (hit.claim_id, hit.words) == (claim.id, "Claim 2 was joined to claim 1")
    shown = ClaimFilter(words="2")
    assert [e.id for e in project.claim_lists.entries(article.id, shown, ClaimOrder())] == [
        claim.id
    ]
    project.undo()
    assert project.claims.numbered(article.id, 2).id == other.id
    assert project.search.of_kind(HitKind.CLAIM, "claim 2") == []


def test_joins_of_joined_claims_lead_to_the_eldest(
    project: Project, article: Article, claim: Claim
) -> None:
    second, third = (make_claim(project, article, q) for q in ("Café owners", "It rose"))
    places.join(project, second, third)
    places.join(project, second, claim)
    heirs = dict.fromkeys((second.id, third.id), claim.id)
    assert dict(project._file.rows("SELECT id, into_id FROM joined")) == heirs
    assert len(project.highlights.of_claim(claim.id)) == 3


def test_answers_of_the_kept_claim_stay_and_its_gaps_are_filled(
    project: Project, article: Article, claim: Claim
) -> None:
    other = make_claim(project, article, "Café owners")
    describe(
        project,
        claim,
        statement="Crime fell.",
        kinds=(ClaimKind.NUMBER,),
        importance=Importance.HIGH,
    )
    describe(
        project,
        other,
        statement="It rose.",
        speaker="Ms Núñez",
        kinds=(ClaimKind.CAUSE, ClaimKind.NUMBER),
        legal_risk=True,
        resolution=Resolution.CUT,
    )
    places.join(project, claim, other)
    kept = project.claims.get(claim.id)
    assert (kept.statement, kept.speaker, kept.kinds) == (
        "Crime fell.",
        "Ms Núñez",
        (ClaimKind.NUMBER, ClaimKind.CAUSE),
    )
    assert (kept.importance, kept.legal_risk, kept.resolution) == (
        Importance.HIGH,
        True,
        Resolution.CUT,
    )
    assert notes(project, claim) == ["From before the join.\nStatement: It rose."]


def test_a_claim_that_waits_makes_both_wait(
    project: Project, article: Article, claim: Claim
) -> None:
    other = make_claim(project, article, "Café owners")
    describe(project, other, status=ClaimStatus.WAITING)
    places.join(project, claim, other)
    assert project.claims.get(claim.id).status is ClaimStatus.WAITING


def test_the_very_same_place_is_kept_once(project: Project, article: Article, claim: Claim) -> None:
    other = make_claim(project, article, "Café owners")
    places.add_places(project, other, article.version, [place_of(project, claim).span])
    places.join(project, claim, other)
    assert quotes(project, claim) == ["crime fell by a third", "Café owners"]


def test_a_claim_is_not_joined_to_itself_or_to_one_of_another_article(
    project: Project, claim: Claim
) -> None:
    elsewhere = make_claim(project, make_article(project), "Café owners")
    before = dump(project)
    for other in (claim, elsewhere):
        with pytest.raises(InvalidValue, match="another claim of the same article"):
            places.join(project, claim, other)
    assert dump(project) == before


def test_acts_on_a_place_that_is_gone_say_so(project: Project, claim: Claim) -> None:
    place = place_of(project, claim)
    claims.remove(project, [claim.id])
    before = dump(project)
    acts: list[Callable[[], object]] = [
        lambda: places.move_place(project, place, Span(0, 3)),
        lambda: places.remove_place(project, place),
        lambda: places.split(project, place, Span(30, 35)),
        lambda: places.split_at(project, place, place.span.start + 8),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert dump(project) == before


def test_nothing_that_can_hang_on_a_claim_is_left_behind(project: Project) -> None:
    referring = """SELECT m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) k
        WHERE m.type = 'table' AND k."table" = 'claims'"""
    known = {"tags", "highlights", "notes", "queries", "contacts", "evidence"}
    known |= {"reviews", "rulings", "comments", "kept_apart", "placements"}
    assert {name for (name,) in project._file.rows(referring)} == known
