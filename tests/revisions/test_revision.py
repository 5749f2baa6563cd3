"""A new version of an article: what is carried over, what waits for a person, what is cut."""

from pathlib import Path

import pytest

from annotator.articles.model import Draft, LeftOut, LeftOutKind, Locator, Metadata, OriginalFile
from annotator.articles.service import describe_article, remove_article
from annotator.claims.highlights import anchor
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claims import conclude, note, remove, tag
from annotator.claims.service.coverage import nothing_to_check, reading
from annotator.claims.service.places import move_place
from annotator.claims.verdicts import Standing, Verdict
from annotator.kernel.errors import Cancelled, NotConfirmed, NotFound, SameText
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from annotator.revisions.model import Placing
from annotator.revisions.plan import RevisionQuestion
from annotator.revisions.service.decisions import undecided_count
from annotator.revisions.service.revision import add_version, plan_revision
from tests.projects import dump, make_article, make_claim, make_project
from tests.revisions.drafts import TOWER, now, plan, revise, waiting, words_in_newest

SHARED = TOWER.replace("Crime fell by a third", "Crime fell by a quarter")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "a.factcheck")


def standing(project: Project, claim_id: str) -> Standing:
    row = project.claims.row(claim_id)
    assert row is not None
    return row.standing


def test_a_place_in_the_same_sentence_is_carried_over_with_its_verdict(project: Project) -> None:
    article = make_article(project, TOWER)
    claim = make_claim(project, article, "300 m")
    tag(project, [claim.id], Verdict.VERIFIED)
    revise(project, article, "A new lead.\n\n" + TOWER)
    assert words_in_newest(project, article) == {1: ["300 m"]}
    assert standing(project, claim.id) is Standing.VERIFIED
    assert undecided_count(project, article.id) == 0


def test_what_is_carried_over_stands_on_just_its_words(project: Project) -> None:
    article = make_article(project, TOWER)
    make_claim(project, article, "fell by a third")
    revise(project, article, "Lead, 👩🏽‍🍳 and more.\n\n" + TOWER)
    version = now(project, article).version
    text = project.articles.text(version.id)
    [place] = project.highlights.of_version(version.id)
    assert place.anchor.stands_in(text)
    assert place.quote == "fell by a third"


@pytest.mark.parametrize(
    ("before", "after", "placing"),
    [
        ("The tower is 300 m high.", "The mast is 300 m high.", Placing.SENTENCE_CHANGED),
        ("The tower is 300 m high.", "The tower is not 300 m high.", Placing.SENTENCE_CHANGED),
        ("The tower is 300 m high.", "The tower is 330 m high.", Placing.CHANGED),
        ("The tower is 300 m high. ", "", Placing.GONE),
    ],
)
def test_a_place_in_another_sentence_asks_and_its_verdict_does_not_hold(
    project: Project, before: str, after: str, placing: Placing
) -> None:
    article = make_article(project, TOWER)
    claim = make_claim(project, article, "300 m")
    tag(project, [claim.id], Verdict.VERIFIED)
    revise(project, article, TOWER.replace(before, after))
    assert words_in_newest(project, article) == {}
    if placing is Placing.GONE:
        assert undecided_count(project, article.id) == 0
        return
    assert waiting(project, article)[1].placing is placing
    assert standing(project, claim.id) is Standing.OUTDATED
    assert project.claims.get(claim.id).status is ClaimStatus.OPEN


def test_an_ambiguous_place_asks_with_all_places(project: Project) -> None:
    article = make_article(project, "It rained. Nobody was hurt. The bridge fell. All went.")
    make_claim(project, article, "Nobody was hurt")
    revise(project, article, "Nobody was hurt. It is new. Nobody was hurt. The end came.")
    found = waiting(project, article)[1]
    assert found.placing is Placing.AMBIGUOUS
    assert [p.words for p in found.proposals] == ["Nobody was hurt"] * 2


def test_a_plan_changes_nothing_and_says_what_would_become(project: Project) -> None:
    article = make_article(project, TOWER)
    make_claim(project, article, "300 m")
    make_claim(project, article, "by a third")
    before = dump(project)
    found = plan(project, article, SHARED + " The end.")
    assert dump(project) == before
    assert found.counts == {Placing.SAME: 1, Placing.CHANGED: 1}
    assert [p.claim_number for p in found.undecided] == [2]
    assert (found.older.number, found.questions) == (1, ())
    assert (found.same_sentences, found.sentences) == (5, 7)


def test_a_sentence_that_moved_is_carried_over_and_told(project: Project) -> None:
    article = make_article(project, TOWER)
    make_claim(project, article, "300 m")
    rest = TOWER.removeprefix("The tower is 300 m high. ")
    found = plan(project, article, rest + " The tower is 300 m high.")
    assert (found.counts, found.moved) == ({Placing.SAME: 1}, 1)


def test_a_new_version_has_its_number_and_keeps_its_file_with_all_that_was_read(
    project: Project,
) -> None:
    article = make_article(project, TOWER)
    draft = Draft(
        SHARED,
        Metadata(title="Another"),
        original=OriginalFile("draft 2.txt", "text/plain", b"abc"),
        encoding="utf-8",
        left_out=(LeftOut(LeftOutKind.HEADER, "Page 1", 0),),
        locators=(Locator(0, "p. 1"),),
    )
    outcome = add_version(project, plan_revision(project, article.id, draft))
    version = now(project, article).version
    assert (version.number, version.encoding, version.file_name) == (2, "utf-8", "draft 2.txt")
    assert [kept.name for kept in project.evidence.of_version(version.id)] == ["draft 2.txt"]
    assert project.articles.left_out(version.id) == draft.left_out
    assert project.articles.locators(version.id) == draft.locators
    assert now(project, article).metadata == article.metadata
    assert outcome.change.label == "Add version 2 of “Crime falls”"
    assert outcome.change.place.article_id == article.id


def test_one_undo_takes_all_back_and_a_redo_brings_all_again(project: Project) -> None:
    article = make_article(project, TOWER)
    for words in ("300 m", "by a third", "Nobody was hurt"):
        claim = make_claim(project, article, words)
        tag(project, [claim.id], Verdict.VERIFIED)
    sentences = Sentences(TOWER)
    nothing_to_check(project, article, sentences, sentences.all()[1])
    before = dump(project)
    revise(project, article, SHARED.replace("Nobody was hurt. ", ""), "b.txt")
    after = dump(project)
    project.undo()
    assert dump(project) == before
    assert now(project, article).version.number == 1
    project.redo()
    assert dump(project) == after
    assert {standing(project, c.id) for c in project.claims.of_article(article.id)} == {
        Standing.VERIFIED,
        Standing.OUTDATED,
    }


def test_only_versions_places_and_marks_are_written(project: Project) -> None:
    article = make_article(project, TOWER)
    claim = make_claim(project, article, "by a third")
    tag(project, [claim.id], Verdict.VERIFIED)
    conclude(project, claim, "So it is.")
    note(project, claim, "A note.")
    make_claim(project, article, "300 m")
    outcome = revise(project, article, SHARED)
    assert {*outcome.rows} == {"texts", "versions", "highlights", "placements"}


def test_the_text_of_the_newest_version_is_refused(project: Project) -> None:
    article = make_article(project, TOWER)
    revise(project, article, SHARED)
    before = dump(project)
    found = plan(project, article, SHARED)
    assert found.is_newest_text
    with pytest.raises(SameText, match=r"version 2 already\. Nothing was changed\."):
        add_version(project, found, sure=True)
    assert dump(project) == before


def test_the_text_of_an_older_version_asks(project: Project) -> None:
    article = make_article(project, TOWER)
    make_claim(project, article, "300 m")
    revise(project, article, SHARED)
    found = plan(project, article, TOWER)
    assert found.questions == (RevisionQuestion.OLDER_TEXT,)
    with pytest.raises(NotConfirmed, match="version 1 again"):
        add_version(project, found)
    add_version(project, found, sure=True)
    assert now(project, article).version.number == 3
    assert words_in_newest(project, article) == {1: ["300 m"]}


def test_a_text_that_shares_almost_nothing_asks(project: Project) -> None:
    article = make_article(project, TOWER)
    found = plan(project, article, "Something else is told here. It is of no tower at all.")
    assert found.questions == (RevisionQuestion.OTHER_ARTICLE,)
    with pytest.raises(NotConfirmed, match="Crime falls"):
        add_version(project, found)
    assert now(project, article).version.number == 1


def test_a_text_written_anew_does_not_ask(project: Project) -> None:
    article = make_article(project, TOWER)
    anew = TOWER.replace("high", "tall").replace("said", "told us").replace(" last", " this")
    assert plan(project, article, anew.replace("was", "has been")).questions == ()


def test_a_claim_left_on_an_older_version_is_looked_for_again(project: Project) -> None:
    article = make_article(project, TOWER)
    claim = make_claim(project, article, "by a third")
    tag(project, [claim.id], Verdict.VERIFIED)
    revise(project, article, TOWER.replace("Crime fell by a third last year.", ""))
    assert words_in_newest(project, article) == {}
    revise(project, article, TOWER + " It is back.")
    assert words_in_newest(project, article) == {1: ["by a third"]}
    assert standing(project, claim.id) is Standing.VERIFIED


def test_what_nobody_decided_is_looked_for_again_in_the_next_version(project: Project) -> None:
    article = make_article(project, TOWER)
    claim = make_claim(project, article, "by a third")
    tag(project, [claim.id], Verdict.VERIFIED)
    revise(project, article, SHARED)
    assert undecided_count(project, article.id) == 1
    revise(project, article, SHARED + " More.")
    assert undecided_count(project, article.id) == 1
    assert waiting(project, article)[1].older.number == 1
    revise(project, article, TOWER + " More.")
    assert undecided_count(project, article.id) == 0
    assert standing(project, claim.id) is Standing.VERIFIED


def test_of_two_places_of_a_claim_each_has_its_own_way(project: Project) -> None:
    article = make_article(project, TOWER)
    claim = make_claim(project, article, "by a third")
    tag(project, [claim.id], Verdict.VERIFIED)
    text = project.articles.text(article.version.id)
    with project.change("Another place") as change:
        at = text.index("4 million")
        change.highlights.add(claim.id, article.version.id, anchor(text, Span(at, at + 9)))
    tag(project, [claim.id], Verdict.VERIFIED)
    revise(project, article, SHARED)
    assert words_in_newest(project, article) == {1: ["4 million"]}
    assert standing(project, claim.id) is Standing.OUTDATED
    revise(project, article, SHARED + " More.")
    assert words_in_newest(project, article) == {1: ["4 million"]}
    assert waiting(project, article)[1].highlight.quote == "by a third"
    revise(project, article, TOWER + " More.")
    assert words_in_newest(project, article) == {1: ["by a third", "4 million"]}
    assert standing(project, claim.id) is Standing.VERIFIED


def test_marks_of_nothing_to_check_follow_their_sentences(project: Project) -> None:
    article = make_article(project, TOWER)
    sentences = Sentences(TOWER)
    for words in ("It was built", "Nobody was", "The bridge", "Crime fell"):
        at = TOWER.index(words)
        nothing_to_check(project, article, sentences, Span(at, at + 1))
    found = plan(project, article, "Lead. " + SHARED.replace("4 million", "5 million"))
    assert (found.marks.kept, found.marks.left) == (2, 2)
    add_version(project, found)
    version = now(project, article).version
    text = project.articles.text(version.id)
    marks = project.coverage.of_version(version.id)
    assert [mark.span.of(text) for mark in marks] == [
        "It was built in 1889 by the city.",
        "Nobody was hurt.",
    ]
    assert reading(project, now(project, article)).coverage.looked_at == 2


def test_neighbours_with_one_mark_are_one_mark_again(project: Project) -> None:
    article = make_article(project, TOWER)
    nothing_to_check(project, article, Sentences(TOWER), Span(0, len(TOWER)))
    revise(project, article, "Lead. " + TOWER)
    version = now(project, article).version
    marks = project.coverage.of_version(version.id)
    assert len(marks) < len(Sentences(TOWER).all())
    assert reading(project, now(project, article)).coverage.left == (Span(0, 5),)


def test_claims_marked_moved_or_removed_since_the_plan_are_placed_as_they_stand(
    project: Project,
) -> None:
    article = make_article(project, TOWER)
    moved, gone = make_claim(project, article, "300 m"), make_claim(project, article, "1889")
    found = plan(project, article, SHARED)
    make_claim(project, article, "Nobody was hurt")
    make_claim(project, article, "Crime fell")
    remove(project, [gone.id])
    [place] = project.highlights.of_claim(moved.id)
    at = TOWER.index("tower")
    move_place(project, place, Span(at, at + 5))
    add_version(project, found)
    assert words_in_newest(project, article) == {1: ["tower"], 3: ["Nobody was hurt"]}
    assert [*waiting(project, article)] == [4]


def test_a_version_that_came_since_the_plan_is_what_the_draft_is_compared_with(
    project: Project,
) -> None:
    article = make_article(project, TOWER)
    make_claim(project, article, "300 m")
    found = plan(project, article, SHARED + " More.")
    revise(project, article, SHARED)
    add_version(project, found)
    assert now(project, article).version.number == 3
    again = plan(project, article, TOWER)
    revise(project, article, SHARED)
    with pytest.raises(NotConfirmed):
        add_version(project, again)


def test_the_same_draft_of_a_colleague_meanwhile_is_told(project: Project) -> None:
    article = make_article(project, TOWER)
    found = plan(project, article, SHARED)
    revise(project, article, SHARED)
    with pytest.raises(SameText):
        add_version(project, found)


def test_another_language_since_the_plan_has_all_planned_anew(project: Project) -> None:
    article = make_article(project, TOWER)
    make_claim(project, article, "300 m")
    found = plan(project, article, SHARED)
    describe_article(project, article, Metadata(title="Crime falls", language="de"))
    add_version(project, found)
    assert words_in_newest(project, article) == {1: ["300 m"]}


@pytest.mark.parametrize("at", range(3))
def test_a_cancelled_version_leaves_no_trace(project: Project, at: int) -> None:
    article = make_article(project, TOWER)
    for words in ("300 m", "by a third", "Nobody"):
        make_claim(project, article, words)
    found = plan(project, article, SHARED)
    before = dump(project)

    def stop(done: int, total: int) -> None:
        if done == at:
            raise Cancelled

    with pytest.raises(Cancelled):
        add_version(project, found, stop)
    assert dump(project) == before
    assert now(project, article).version.number == 1
    with pytest.raises(Cancelled):
        plan_revision(project, article.id, Draft(SHARED + " More."), stop)


def test_an_article_that_is_gone_is_told(project: Project) -> None:
    article = make_article(project, TOWER)
    found = plan(project, article, SHARED)
    remove_article(project, article)
    with pytest.raises(NotFound):
        add_version(project, found)
    with pytest.raises(NotFound):
        plan(project, article, SHARED)


def test_an_article_with_decided_versions_can_be_removed_and_brought_back(
    project: Project,
) -> None:
    article = make_article(project, TOWER)
    make_claim(project, article, "by a third")
    make_claim(project, article, "300 m")
    revise(project, article, SHARED, "b.txt")
    before = dump(project)
    remove_article(project, now(project, article))
    project.undo()
    assert dump(project) == before
