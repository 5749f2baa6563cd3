"""A verdict stands on the words that it was given on, whatever becomes of the claim's places."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.filters import ClaimFilter, ClaimOrder
from annotator.claims.highlights import find_quote, places_of
from annotator.claims.house_rules import HouseRule
from annotator.claims.judged_words import (
    JudgedPlace,
    are_other_words,
    differing_words,
    lead_on,
    other_words,
    read_places,
    undecided_place,
    write_places,
)
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims, fields, places
from annotator.claims.verdicts import Standing, Verdict
from annotator.claims.word_change import told_in_line
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.evidence.ui.sources_controller import RestingClaims
from annotator.kernel.errors import InvalidValue, MissingWhy, NothingVisible, UndoRefused
from annotator.kernel.positions import Span
from annotator.kernel.word_difference import compare_words
from annotator.project import Project
from annotator.review.model import Layers, ReviewAspect
from annotator.review.rulings import Settlement
from annotator.review.service import reviews, rulings
from annotator.review.ui.agreement.pair_view import ClaimsList
from tests.projects import TEXT, as_another, make_article, make_claim, make_project

VERIFIED = Verdict.VERIFIED
SENTENCE = " “It did not rise – by 5 % –, said 3.5 million”. "
BESIDE_WORDS = " \t\n\u00a0\u200b.,;:!?…–—-()[]“”„«»‘’'\""

spans = st.tuples(st.integers(0, len(SENTENCE)), st.integers(0, len(SENTENCE))).filter(
    lambda ends: ends[0] < ends[1]
)


def at(
    start: int, end: int, version: str = "v1", text: str = SENTENCE, sentence: str = ""
) -> JudgedPlace:
    return JudgedPlace(version, start, end, text[start:end], sentence)


def on(quote: str, text: str = SENTENCE, version: str = "v1", sentence: str = "") -> JudgedPlace:
    start = text.index(quote)
    return at(start, start + len(quote), version, text, sentence)


def words_of(place: JudgedPlace) -> tuple[int, int]:
    """The stretch of its words, by another way than the program's."""
    start, end = place.start, place.end
    while start < end and place.quote[start - place.start] in BESIDE_WORDS:
        start += 1
    while start < end and place.quote[end - 1 - place.start] in BESIDE_WORDS:
        end -= 1
    is_number = start < end and place.quote[start - place.start].isdigit()
    if place.start < start and is_number and place.quote[start - 1 - place.start] in "-–.,’'":
        start -= 1
    return start, end


@given(spans, spans)
def test_places_are_other_words_just_when_they_differ_in_words(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    first, second = at(*one), at(*other)
    ends = words_of(first), words_of(second)
    same = ends[0] == ends[1] or all(start == end for start, end in ends)
    assert are_other_words([first], [second]) is not same
    assert are_other_words([second], [first]) is not same
    assert other_words(write_places([first]), write_places([second])) is not same


@given(st.lists(spans, max_size=4), st.randoms())
def test_the_order_of_places_makes_no_difference(
    ends: list[tuple[int, int]], random: Random
) -> None:
    found = [at(*each) for each in ends]
    turned = random.sample(found, len(found))
    assert not are_other_words(found, turned)
    assert not are_other_words(found, [*turned, *turned])
    assert read_places(write_places(turned)) == tuple(sorted(found))


@given(st.lists(spans, max_size=3), st.lists(spans, min_size=1, max_size=3))
def test_a_place_more_or_less_is_other_words(
    ends: list[tuple[int, int]], more: list[tuple[int, int]]
) -> None:
    few, many = [at(*each) for each in ends], [at(*each) for each in [*ends, *more]]
    new = {words_of(p) for p in many} - {words_of(p) for p in few}
    differs = any(start < end for start, end in new)
    assert are_other_words(few, many) is differs
    assert are_other_words(many, few) is differs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("did not rise", "rise"),
        ("It did not rise", "did not rise"),
        ("5 %", "5"),
        ("3.5 million", "5 million"),
        (".5", "5"),
    ],
)
def test_fewer_words_are_other_words(one: str, other: str) -> None:
    assert are_other_words([on(one)], [on(other)])
    assert are_other_words([on(other)], [on(one)])


def test_a_sign_before_a_number_is_no_punctuation() -> None:
    text = "It fell to -5 degrees, or #7, or 6″, or (8)."
    for one, other in (("-5", "5"), ("#7", "7"), ("6″", "6")):
        assert are_other_words([on(one, text)], [on(other, text)])
    assert not are_other_words([on("(8)", text)], [on("8", text)])


NEWER = "Anew:  it did not\nrise, it fell."


def test_another_version_needs_words_that_were_judged() -> None:
    given_on = [on("did not rise", sentence="a"), on("said", sentence="b")]
    assert not are_other_words(given_on, given_on)
    again, said = on("did not\nrise,", NEWER, "v2", "a"), on("said", f"{NEWER} said", "v2", "b")
    assert not are_other_words(given_on, [again, said])
    assert not are_other_words([given_on[0]], [again])
    assert are_other_words(given_on, [on("rise", NEWER, "v2", "a"), said])
    both = [again, said, on("fell", NEWER, "v2", "a")]
    assert are_other_words(given_on, both)


def test_a_place_less_in_another_version_is_other_words() -> None:
    given_on = [on("did not", sentence="a"), on("rise", sentence="b")]
    assert are_other_words(given_on, [on("rise", NEWER, "v2", "b")])
    within = [on("did not rise", sentence="a"), on("rise", sentence="a")]
    assert are_other_words(within, [on("rise", NEWER, "v2", "a")])


def test_another_version_needs_the_sentence_that_was_judged() -> None:
    given_on = [on("did not rise", sentence="a"), on("said", sentence="b")]
    assert are_other_words(given_on, [on("did not\nrise", NEWER, "v2", "b")])
    assert are_other_words(given_on, [on("did not\nrise", NEWER, "v2", "c")])


def test_a_sentence_that_nobody_knows_was_not_judged_in_another_version() -> None:
    known, unknown = on("did not rise", sentence="a"), on("did not rise")
    for place in (known, unknown):
        assert not are_other_words([place], [known])
        assert not are_other_words([place], [unknown])
        assert are_other_words([place], [on("did not\nrise", NEWER, "v2")])
    assert are_other_words([unknown], [on("did not\nrise", NEWER, "v2", "a")])


def test_no_verdict_holds_while_nobody_has_decided_about_a_place() -> None:
    place = on("did not rise", sentence="a")
    undecided = undecided_place("v2")
    for given_on in ([place], None, [place, undecided]):
        assert are_other_words(given_on, [place, undecided])
    assert differing_words([place], [place, undecided], "v2") == ("did not rise", "")


def test_words_that_nobody_knows_hold() -> None:
    assert not are_other_words(None, [on("rise")])
    assert read_places("") is None
    assert are_other_words([], [on("rise")])


def test_versions_that_were_made_one_are_led_on() -> None:
    stored = write_places([on("rise"), on("said", version="v0")])
    led = lead_on(stored, {"v0": "v2", "v9": "v8"})
    assert led == write_places([on("rise"), on("said", version="v2")])
    assert lead_on("", {"v0": "v2"}) == ""
    assert lead_on(stored, {}) is stored


def test_the_difference_is_told_in_the_newest_version() -> None:
    old, new = on("did not rise"), on("rise", "It rise.", "v2")
    assert differing_words([old], [old], "v1") is None
    assert differing_words([old], [old, new], "v2") == ("did not rise", "rise")
    assert differing_words([on("rise")], [on("rise"), on("said")], "v1") == ("rise", "rise … said")


def test_a_place_within_another_place_is_told_once() -> None:
    whole, part, beside = on("did not rise"), on("not rise"), on("rise – by 5 %")
    assert differing_words([part], [part, whole], "v1") == ("not rise", "did not rise")
    assert differing_words([part], [part, beside], "v1") == (
        "not rise",
        "not rise … rise – by 5 %",
    )


def test_a_place_that_came_within_the_words_judged_is_told() -> None:
    whole, stopped, part = on("did not rise"), on("did not rise –"), on("not rise")
    assert differing_words([whole], [whole, part], "v1") == (
        "did not rise",
        "did not rise … not rise",
    )
    assert differing_words([whole], [whole, stopped, part], "v1") == (
        "did not rise",
        "did not rise – … not rise",
    )
    assert differing_words([whole, part], [stopped], "v1") == (
        "did not rise … not rise",
        "did not rise –",
    )


def test_the_same_words_at_another_place_are_told_as_this() -> None:
    text = "It fell. It fell."
    first, second = (JudgedPlace("v1", at, at + 4, "fell") for at in (3, 12))

    def line(before: list[JudgedPlace], now: list[JudgedPlace]) -> str:
        words = differing_words(before, now, "v1")
        assert words
        return told_in_line(compare_words(*words))

    assert text[3:7] == text[12:16]
    assert line([first], [second]) == "given on the same words at another place: “fell”"
    assert line([first], [first, second]) == "given on other words: “fell”; now “fell … fell”"
    assert line([first], []) == "given on other words: “fell”; now it has no words in the text"
    assert line([], [first]) == "given on other words: none; now “fell”"


# acts on places


def stale_tags(project: Project, claim: Claim) -> set[str]:
    """The checkers whose tags were given on other words, by the rule."""
    here = places_of(project.highlights.of_claim(claim.id))
    tags = project.tags.of_claims([claim.id])
    return {tag.checker for tag in tags if are_other_words(tag.given_on, here)}


def found_by(project: Project, article: Article, shown: ClaimFilter) -> set[str]:
    who = project.checker.id if project.checker else ""
    return {e.id for e in project.claim_lists.entries(article.id, shown, ClaimOrder(), who)}


OTHER_WORDS = ClaimFilter(rules=frozenset({HouseRule.OTHER_WORDS}))


@pytest.fixture
def judged(project: Project, claim: Claim) -> Claim:
    """A claim that Anna and Ben verified, which Ben reviewed and Anna settled."""
    claims.tag(project, [claim.id], VERIFIED)
    bens = as_another(project, "Ben")
    claims.tag(bens, [claim.id], VERIFIED)
    (annas,) = (t for t in project.tags.of_claims([claim.id]) if t.checker == "Anna")
    reviews.accept(bens, annas)
    bens.close()
    tags = project.tags.of_claims([claim.id])
    rulings.accept(project, claim, tags, tags[0])
    return claim


def lengthen(project: Project, claim: Claim) -> None:
    (place,) = project.highlights.of_claim(claim.id)
    places.move_place(project, place, Span(place.span.start - 5, place.span.end))


def shorten(project: Project, claim: Claim) -> None:
    (place,) = project.highlights.of_claim(claim.id)
    places.move_place(project, place, Span(place.span.start, place.span.end - 6))


def move(project: Project, claim: Claim) -> None:
    (place,) = project.highlights.of_claim(claim.id)
    places.move_place(project, place, find_quote(TEXT, "It rose"))


def add(project: Project, claim: Claim) -> None:
    article = project.articles.get(claim.article_id)
    places.add_places(project, claim, article.version, [find_quote(TEXT, "It rose")])


def split(project: Project, claim: Claim) -> None:
    (place,) = project.highlights.of_claim(claim.id)
    places.split_at(project, place, place.span.start + 5)


def join(project: Project, claim: Claim) -> None:
    other = make_claim(project, project.articles.get(claim.article_id), "It rose")
    places.join(project, claim, other)


@pytest.mark.parametrize("act", [lengthen, shorten, move, add, split, join])
def test_other_words_make_judgements_stale_and_undo_lets_them_hold(
    project: Project, article: Article, judged: Claim, act: Callable[[Project, Claim], None]
) -> None:
    def check(*, stale: bool) -> None:
        here = places_of(project.highlights.of_claim(judged.id))
        (review,) = project.reviews.of_claims([judged.id])
        ruling = project.rulings.of_claims([judged.id])[judged.id]
        tags = project.tags.of_claims([judged.id])
        assert stale_tags(project, judged) == ({"Anna", "Ben"} if stale else set())
        assert are_other_words(review.given_on, here) is stale
        assert ruling.holds(tags, here) is not stale
        assert found_by(project, article, OTHER_WORDS) == ({judged.id} if stale else set())
        unsettled = ClaimFilter(reviews=frozenset({ReviewAspect.NOT_SETTLED}))
        assert (judged.id in found_by(project, article, unsettled)) is stale

    check(stale=False)
    before = project.history.latest_seq()
    act(project, judged)
    check(stale=True)
    while project.history.latest_seq() > before and stale_tags(project, judged):
        project.undo()
    check(stale=False)
    project.redo()
    check(stale=True)


def test_white_space_and_punctuation_let_a_verdict_hold(project: Project, article: Article) -> None:
    claim = make_claim(project, article, "It rose")
    claims.tag(project, [claim.id], VERIFIED)
    (place,) = project.highlights.of_claim(claim.id)
    places.move_place(project, place, find_quote(TEXT, "“It rose,”"))
    assert stale_tags(project, claim) == set()
    assert found_by(project, article, OTHER_WORDS) == set()


def test_the_same_words_joined_let_verdicts_hold(project: Project, article: Article) -> None:
    first = make_claim(project, article)
    second = make_claim(project, article, "crime fell by a third.")
    claims.tag(project, [first.id], VERIFIED)
    bens = as_another(project, "Ben")
    claims.tag(bens, [second.id], VERIFIED)
    bens.close()
    places.join(project, first, second)
    assert {tag.checker for tag in project.tags.of_claims([first.id])} == {"Anna", "Ben"}
    assert stale_tags(project, first) == set()


def test_one_confirms_ones_own_and_the_others_stays_stale(project: Project, judged: Claim) -> None:
    lengthen(project, judged)
    claims.confirm(project, judged)
    assert stale_tags(project, judged) == {"Ben"}
    lengthen(project, judged)
    assert stale_tags(project, judged) == {"Anna", "Ben"}
    claims.tag(project, [judged.id], VERIFIED)
    assert stale_tags(project, judged) == {"Ben"}
    claims.conclude(as_another(project, "Ben"), judged, "Still so.")
    assert stale_tags(project, judged) == {"Ben"}


def test_a_verdict_on_other_words_is_no_agreement(project: Project, article: Article) -> None:
    claim = make_claim(project, article)
    for name in ("Anna", "Ben"):
        claims.tag(as_another(project, name), [claim.id], VERIFIED)
    assert [one.claim.id for one in rulings.agreeing(project, article)] == [claim.id]
    lengthen(project, claim)
    assert rulings.agreeing(project, article) == []


def test_a_verdict_on_other_words_disagrees_with_none_and_colours_none(
    project: Project, article: Article, claim: Claim
) -> None:
    claims.tag(project, [claim.id], VERIFIED)
    bens = as_another(project, "Ben")
    claims.tag(bens, [claim.id], Verdict.UNSUPPORTED)
    bens.close()
    disagree = ClaimFilter(reviews=frozenset({ReviewAspect.DISAGREE}))
    everywhere = Span(0, len(TEXT))

    def layers() -> Layers | None:
        painted = project.highlights.between(article.version.id, everywhere)
        (found,) = reviews.layer_highlights(project, painted)
        return found.layers

    assert found_by(project, article, disagree) == {claim.id}
    assert layers() == Layers(Standing.VERIFIED, Standing.UNSUPPORTED)
    lengthen(project, claim)
    claims.confirm(project, claim)
    assert found_by(project, article, disagree) == set()
    assert layers() == Layers(Standing.VERIFIED, Standing.UNTAGGED)
    project.undo()
    project.undo()
    assert found_by(project, article, disagree) == {claim.id}


# the work on it is open again


def open_claims(project: Project, article: Article) -> set[str]:
    """The open claims, as the list, the count, the walk and the claims themselves have them."""
    shown = ClaimFilter(statuses=frozenset({ClaimStatus.OPEN}))
    found = found_by(project, article, shown)
    everything = project.claims.of_article(article.id)
    assert {one.id for one in everything if one.status is ClaimStatus.OPEN} == found
    rows = project.claim_lists.rows(article.id, [one.id for one in everything])
    assert {row.id for row in rows if row.status is ClaimStatus.OPEN} == found
    walked, after = set(), 0
    for _ in found:
        claim_id = project.claims.next_with_status(article.id, ClaimStatus.OPEN, after)
        assert claim_id is not None
        walked.add(claim_id)
        after = project.claims.get(claim_id).number
    assert walked == found
    checked = sum(one.status is ClaimStatus.CHECKED for one in everything)
    (planned,) = project.article_lists.progress([article.id]).values()
    assert planned.checked == checked
    return found


def test_a_claim_with_a_verdict_on_other_words_is_open_again(
    project: Project, article: Article, claim: Claim
) -> None:
    claims.tag(project, [claim.id], VERIFIED)
    bens = as_another(project, "Ben")
    claims.tag(bens, [claim.id], VERIFIED)
    assert open_claims(project, article) == set()
    lengthen(project, claim)
    assert open_claims(project, article) == {claim.id}
    project.undo()
    assert open_claims(project, article) == set()
    project.redo()
    claims.confirm(project, claim)
    assert open_claims(project, article) == {claim.id}
    with pytest.raises(InvalidValue, match="Claim 1 stays open: a verdict on it was given on"):
        fields.set_status(project, [claim.id], ClaimStatus.CHECKED)
    claims.confirm(bens, claim)
    assert open_claims(project, article) == set()
    bens.close()


def test_a_ruling_on_the_words_of_today_closes_the_claim(
    project: Project, article: Article, judged: Claim
) -> None:
    lengthen(project, judged)
    assert open_claims(project, article) == {judged.id}
    said = Settlement(VERIFIED, why="It is the same event.")
    rulings.settle(project, judged, project.tags.of_claims([judged.id]), said)
    assert open_claims(project, article) == set()


def test_a_verdict_that_nobody_gave_on_these_words_needs_a_reason(
    project: Project, judged: Claim
) -> None:
    lengthen(project, judged)
    tags = project.tags.of_claims([judged.id])
    with pytest.raises(MissingWhy):
        rulings.accept(project, judged, tags, tags[0])


def test_a_claim_that_waits_goes_on_waiting(
    project: Project, article: Article, claim: Claim
) -> None:
    claims.tag(project, [claim.id], VERIFIED)
    fields.set_status(project, [claim.id], ClaimStatus.WAITING)
    lengthen(project, claim)
    assert project.claims.get(claim.id).status is ClaimStatus.WAITING
    assert open_claims(project, article) == set()


def test_without_its_tags_a_claim_that_was_open_again_is_open(
    project: Project, article: Article, claim: Claim
) -> None:
    claims.tag(project, [claim.id], VERIFIED)
    lengthen(project, claim)
    claims.untag(project, [claim.id])
    assert open_claims(project, article) == {claim.id}
    assert project._file.value("SELECT status FROM claims") == "open"


# any sequence of acts

picks = st.lists(
    st.tuples(
        st.sampled_from("move add remove split join undo redo tag".split()),
        st.integers(0, 60),
        st.integers(1, 30),
    ),
    max_size=12,
)


@contextmanager
def a_desk() -> Iterator[tuple[Project, Project, Claim]]:
    with TemporaryDirectory() as folder:
        project = make_project(Path(folder, "a.factcheck"))
        claim = make_claim(project, make_article(project))
        claims.tag(project, [claim.id], VERIFIED)
        bens = as_another(project, "Ben")
        claims.tag(bens, [claim.id], VERIFIED)
        yield project, bens, claim
        bens.close()
        project.close()


def do(project: Project, bens: Project, claim: Claim, pick: tuple[str, int, int]) -> None:
    what, one, other = pick
    standing = project.highlights.of_claim(claim.id)
    place, span = standing[one % len(standing)], Span(one, one + other)
    article = project.articles.get(claim.article_id)
    others = [c for c in project.claims.of_article(article.id) if c.id != claim.id]
    acts: dict[str, Callable[[], object]] = {
        "move": lambda: places.move_place(project, place, span),
        "add": lambda: places.add_places(project, claim, article.version, [span]),
        "remove": lambda: places.remove_place(project, place),
        "split": lambda: places.split_at(
            project, place, place.span.start + other % len(place.span)
        ),
        "join": lambda: others and places.join(project, claim, others[one % len(others)]),
        "undo": lambda: project.to_undo() and project.undo(),
        "redo": lambda: project.to_redo() and project.redo(),
        "tag": lambda: claims.tag(bens, [claim.id], VERIFIED),
    }
    acts[what]()


@settings(deadline=None, max_examples=40)
@given(picks)
def test_a_tag_is_stale_just_while_its_words_are_others(chosen: list[tuple[str, int, int]]) -> None:
    with a_desk() as (project, bens, claim):
        for pick in chosen:
            if project.claims.find(claim.id) is None:
                break
            before = given_on(project)
            try:
                do(project, bens, claim, pick)
            except (InvalidValue, NothingVisible, UndoRefused):
                continue
            if pick[0] not in {"undo", "redo", "tag"}:
                assert given_on(project) == before
            (article,) = project.articles.page()
            everything = project.claims.of_article(article.id)
            stale = {one.id for one in everything if stale_tags(project, one)}
            assert found_by(project, article, OTHER_WORDS) == stale
            assert open_claims(project, article) >= {
                one.id for one in everything if one.id in stale and was_checked(project, one)
            }


def was_checked(project: Project, claim: Claim) -> bool:
    """Whether somebody had checked a claim, as its row has it."""
    sql = "SELECT status = 'checked' FROM claims WHERE id = ?"
    return bool(project._file.value(sql, [claim.id]))


def given_on(project: Project) -> list[tuple[str, tuple[JudgedPlace, ...] | None]]:
    """The words of every tag, by its checker."""
    (article,) = project.articles.page()
    ids = [claim.id for claim in project.claims.of_article(article.id)]
    return sorted((tag.checker, tag.given_on) for tag in project.tags.of_claims(ids))


def test_lists_beside_the_claims_say_that_a_verdict_is_on_other_words(
    qtbot: QtBot, project: Project, claim: Claim
) -> None:
    evidence.add_evidence(project, claim, SourceDetails("Minutes"), EvidenceDetails())
    source = project.evidence.of_claims([claim.id])[0].source
    claims.tag(project, [claim.id], VERIFIED)
    ben = as_another(project, "Ben")
    claims.tag(ben, [claim.id], VERIFIED)
    (place,) = project.highlights.of_claim(claim.id)
    places.move_place(project, place, Span(place.span.start - 5, place.span.end))
    claims.tag(ben, [claim.id], VERIFIED)
    ben.close()
    # Ben's verdict holds, and Anna's does not
    (resting,) = project.sources.claims_on(source.id)
    (named,) = project.agreement.named([claim.id])
    assert (resting.standing, resting.is_stale, named.is_stale) == (Standing.VERIFIED, True, True)
    on_source, behind = RestingClaims(), ClaimsList()
    for shown in (on_source, behind):
        qtbot.addWidget(shown)
    on_source.add(resting)
    behind.show_claims([named])
    for shown in (on_source, behind):
        assert "verdict on other words" in shown.item(0).text()
    claims.tag(project, [claim.id], VERIFIED)
    assert not project.agreement.named([claim.id])[0].is_stale
