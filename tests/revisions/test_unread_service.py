"""What is new to read since a version was checked: which was, what changed, what was read since."""

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims, places
from annotator.claims.service.coverage import nothing_to_check
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import NotFound
from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from annotator.revisions.service.decisions import accept_place, leave_on_old
from annotator.revisions.service.unread import (
    SentenceComparisons,
    checked_version,
    new_to_read,
)
from tests.projects import make_article, marked_again
from tests.revisions.drafts import revise, waiting
from tests.revisions.edits import Script
from tests.revisions.test_unread import drafts
from tests.revisions.texts import add_text

OLD = "The tower is high. It was built in two years. Nobody lives there. The fair was dear."
NEW = "The mast is high. It was built in two years. Cranes stood by. The fair was free."
NEWER = "The mast is high. It was built in ten years. Cranes stood by. The fair was free."


@pytest.fixture
def article(project: Project) -> Article:
    return make_article(project, OLD)


def mark(project: Project, article: Article, quote: str) -> Claim:
    text = project.articles.text(article.version.id)
    outcome = claims.mark(project, article, find_quote(text, quote))
    return project.claims.get(outcome.change.place.claim_id)


def tag(project: Project, claim: Claim) -> None:
    claims.tag(project, [claim.id], Verdict.VERIFIED)


def skip(project: Project, article: Article, words: str) -> None:
    """Mark the sentence that holds words as nothing to check."""
    text = project.articles.text(article.version.id)
    nothing_to_check(project, article, Sentences(text, "en"), find_quote(text, words))


def unread(project: Project, article: Article, since: int = 0) -> list[tuple[str, str]]:
    found = new_to_read(project, project.articles.get(article.id), since)
    assert found is not None
    return [(one.words, one.before) for one in found.unread]


TOWER = ("The mast is high.", "The tower is high.")
CRANES = ("Cranes stood by.", "")
FAIR = ("The fair was free.", "The fair was dear.")


def test_changed_and_new_sentences_are_to_be_read(project: Project, article: Article) -> None:
    tag(project, mark(project, article, "tower"))
    newest = add_text(project, article, NEW)
    assert unread(project, newest) == [TOWER, CRANES, FAIR]
    found = new_to_read(project, newest)
    assert found is not None
    assert [one.words for one in found.changes.cut] == ["Nobody lives there."]
    assert found.told == (
        "Checked: version 1, on which the only verdict was given; since then 2 sentences changed, "
        "1 is new, 1 was cut."
    )


def test_one_version_and_no_work_say_nothing(project: Project, article: Article) -> None:
    tag(project, mark(project, article, "tower"))
    assert new_to_read(project, article) is None
    other = add_text(project, make_article(project, f"{OLD} Yes."), NEW)
    assert new_to_read(project, other) is None
    tag(project, mark(project, other, "mast"))
    assert new_to_read(project, other) is None


def test_a_sentence_that_was_marked_or_holds_a_claim_is_read(
    project: Project, article: Article
) -> None:
    tag(project, mark(project, article, "tower"))
    newest = add_text(project, article, NEW)
    skip(project, newest, "Cranes")
    assert unread(project, newest) == [TOWER, FAIR]
    mark(project, newest, "free")
    assert unread(project, newest) == [TOWER]
    project.undo()
    assert unread(project, newest) == [TOWER, FAIR]


def test_a_claim_whose_place_nobody_decided_reads_nothing(
    project: Project, article: Article
) -> None:
    claim = mark(project, article, "tower")
    tag(project, claim)
    newest = add_text(project, article, NEW)
    assert TOWER in unread(project, newest)
    places.add_places(project, claim, newest.version, [find_quote(NEW, "mast")])
    assert TOWER not in unread(project, newest)


def test_a_part_of_a_sentence_that_is_marked_reads_it_not(
    project: Project, article: Article
) -> None:
    tag(project, mark(project, article, "tower"))
    newest = add_text(project, article, NEW)
    with project.change("Mark") as change:
        change.coverage.add(newest.version.id, project.author.id, Span(0, 8), project.now())
    assert TOWER in unread(project, newest)


def test_a_mark_of_a_version_between_counts_where_the_sentence_stayed(
    project: Project, article: Article
) -> None:
    tag(project, mark(project, article, "tower"))
    between = add_text(project, article, NEW)
    for words in ("mast", "built", "free"):
        skip(project, between, words)
    newest = add_text(project, between, NEWER)
    assert unread(project, newest) == [
        ("It was built in ten years.", "It was built in two years."),
        CRANES,
    ]


def test_a_mark_of_a_version_between_counts_for_no_copy_more(
    project: Project, article: Article
) -> None:
    tag(project, mark(project, article, "tower"))
    between = add_text(project, article, NEW)
    skip(project, between, "Cranes")
    newer = add_text(project, between, NEWER)
    assert CRANES not in unread(project, newer)
    newest = add_text(project, newer, f"{NEWER} Cranes stood by.")
    assert unread(project, newest).count(CRANES) == 2


def test_a_void_mark_of_a_version_between_counts_not(project: Project, article: Article) -> None:
    tag(project, mark(project, article, "tower"))
    between = add_text(project, article, NEW)
    skip(project, between, "Cranes")
    mark(project, between, "Cranes")
    assert CRANES in unread(project, add_text(project, between, NEWER))


def checked(project: Project, article: Article) -> str:
    found = checked_version(project, project.articles.get(article.id))
    return found.grounds if found else ""


def test_the_version_with_most_verdicts_was_checked(project: Project, article: Article) -> None:
    first = [mark(project, article, words) for words in ("tower", "built", "lives")]
    tag(project, first[0])
    tag(project, first[1])
    between = add_text(project, article, NEW)
    tag(project, mark(project, between, "mast"))
    newest = add_text(project, between, NEWER)
    assert checked(project, newest) == "version 1, on which 2 of 3 verdicts were given"
    tag(project, mark(project, project.articles.get(article.id), "free"))
    assert checked(project, newest) == "version 1, on which 2 of 4 verdicts were given"


def test_of_versions_with_as_many_verdicts_the_newer_was_checked(
    project: Project, article: Article
) -> None:
    tag(project, mark(project, article, "tower"))
    between = add_text(project, article, NEW)
    tag(project, mark(project, between, "mast"))
    newest = add_text(project, between, NEWER)
    assert checked(project, newest) == "version 2, on which 1 of 2 verdicts was given"


def test_without_a_verdict_the_newest_with_work_was_checked(
    project: Project, article: Article
) -> None:
    skip(project, article, "tower")
    assert checked(project, add_text(project, article, NEW)).endswith("as nothing to check")
    marked_again(project, article, "built", None)
    newest = add_text(project, project.articles.get(article.id), NEWER)
    assert checked(project, newest) == "version 1, in which 1 claim was marked"


def test_verdicts_given_anew_on_the_newest_leave_the_older_checked(
    project: Project, article: Article
) -> None:
    claim = mark(project, article, "built")
    newest = add_text(project, article, NEW)
    places.add_places(project, claim, newest.version, [find_quote(NEW, "built")])
    tag(project, claim)
    assert checked(project, newest) == "version 1, in which 1 claim was marked"
    assert CRANES in unread(project, newest)


def test_another_version_can_be_chosen(project: Project, article: Article) -> None:
    tag(project, mark(project, article, "tower"))
    newest = add_text(project, add_text(project, article, NEW), NEWER)
    assert unread(project, newest, since=2) == [
        ("It was built in ten years.", "It was built in two years.")
    ]
    assert unread(project, newest, since=3) == []
    with pytest.raises(NotFound):
        new_to_read(project, newest, since=4)


def test_kept_comparisons_follow_every_act(project: Project, article: Article) -> None:
    tag(project, mark(project, article, "tower"))
    newest, kept = add_text(project, article, NEW), SentenceComparisons()

    def left() -> int:
        found = new_to_read(project, newest, comparisons=kept)
        assert found is not None
        return len(found.unread)

    assert left() == 3
    skip(project, newest, "Cranes")
    assert left() == 2
    newer = add_text(project, newest, NEWER)
    found = new_to_read(project, newer, comparisons=kept)
    assert found == new_to_read(project, newer)


@given(pair=drafts())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_sentence_that_was_looked_at_vanishes_and_no_other(
    project: Project, pair: tuple[Script, str, str]
) -> None:
    _, old, new = pair
    if old == new:
        return
    article = make_article(project, old)
    skip(project, article, old[:2])
    newest = add_text(project, article, new)
    found = new_to_read(project, newest)
    assert found is not None
    left = [*found.unread]
    for number, one in enumerate(found.unread):
        if number % 2:
            claims.mark(project, newest, one.span)
        else:
            with project.change("Mark") as change:
                who = project.author.id
                change.coverage.add(newest.version.id, who, one.span, project.now())
        left.remove(one)
        assert [*(new_to_read(project, newest) or found).unread] == left


def test_a_claim_carried_over_reads_no_sentence_and_a_decided_one_does(
    project: Project, article: Article
) -> None:
    for words in ("tower", "built", "dear"):
        tag(project, mark(project, article, words))
    revise(project, article, NEW)
    newest = project.articles.get(article.id)
    assert unread(project, newest) == [TOWER, CRANES, FAIR]
    open_ = waiting(project, newest)
    accept_place(project, open_[1].id, find_quote(NEW, "mast"))
    assert unread(project, newest) == [CRANES, FAIR]
    leave_on_old(project, open_[3].id)
    assert unread(project, newest) == [CRANES, FAIR]
    skip(project, newest, "free")
    assert unread(project, newest) == [CRANES]


def test_marks_that_are_carried_over_leave_nothing_to_read(
    project: Project, article: Article
) -> None:
    skip(project, article, "tower")
    skip(project, article, "built")
    revise(project, article, NEW)
    skip(project, project.articles.get(article.id), "Cranes")
    revise(project, article, f"{NEW} The end.")
    assert unread(project, project.articles.get(article.id), since=1) == [
        TOWER,
        FAIR,
        ("The end.", ""),
    ]


@given(pair=drafts())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_sentence_of_a_claim_is_to_be_read_until_its_place_is_decided(
    project: Project, pair: tuple[Script, str, str]
) -> None:
    _, old, new = pair
    if old == new:
        return
    article = make_article(project, old)
    for span in SentenceUnits(old, "xx").spans[::3]:
        claims.mark(project, article, span)
    revise(project, article, new)
    newest = project.articles.get(article.id)
    places = project.highlights.spans(newest.version.id)
    for place in waiting(project, newest).values():
        found = new_to_read(project, newest)
        assert found is not None
        left = [one.span for one in found.unread]
        assert not any(span.overlaps(stands) for span in left for stands in places)
        if place.proposals:
            proposed = place.proposals[0].span
            accept_place(project, place.id, proposed)
            places.append(proposed)
            after = new_to_read(project, newest)
            assert after is not None
            gone = [span for span in left if span.overlaps(proposed)]
            assert [one.span for one in after.unread] == [s for s in left if s not in gone]
