"""Marking what holds nothing to check, on a real file."""

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.service.coverage import (
    PARTS,
    is_marked,
    look_again,
    marked,
    next_not_looked_at,
    nothing_to_check,
    survey,
    void_marks,
)
from annotator.claims.verdicts import Standing, Verdict
from annotator.kernel.errors import InvalidValue, NotFound
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from tests.projects import as_another, dump, make_article, make_claim

TEXT = (
    "It is so 👩🏽‍🍳. It fell by 4 per cent. She left.\n\n"
    "وقالت الوزيرة إن الأجور ارتفعت. هل هذا صحيح؟\n"
    "The end came. All were there."
)

BLANK = Span(TEXT.index("\n\n"), TEXT.index("\n\n") + 2)


@pytest.fixture
def article(project: Project) -> Article:
    return make_article(project, TEXT)


@pytest.fixture
def sentences(project: Project, article: Article) -> Sentences:
    return Sentences(project.articles.text(article.version.id), "en")


def around(*sentences: Span) -> Span:
    return Span(sentences[0].start, sentences[-1].end)


def left(project: Project, article: Article, sentences: Sentences) -> list[str]:
    return [s.of(TEXT) for s in survey(project, article, sentences).coverage.left]


def marks(project: Project, article: Article) -> list[str]:
    return [m.span.of(TEXT) for m in project.coverage.of_version(article.version.id)]


def test_neighbours_are_marked_as_one_stretch(
    project: Project, article: Article, sentences: Sentences
) -> None:
    outcome = nothing_to_check(project, article, sentences, around(*sentences.all()[:2]))
    assert outcome.change.label == "Nothing to check in 2 sentences"
    assert outcome.change.place.article_id == article.id
    assert marks(project, article) == ["It is so 👩🏽‍🍳. It fell by 4 per cent."]
    assert left(project, article, sentences) == [s.of(TEXT) for s in sentences.all()[2:]]


def test_a_sentence_with_a_claim_is_not_marked(
    project: Project, article: Article, sentences: Sentences
) -> None:
    make_claim(project, article, "fell by 4")
    outcome = nothing_to_check(project, article, sentences, around(*sentences.all()[:3]))
    assert outcome.change.label == "Nothing to check in 2 sentences"
    assert marks(project, article) == ["It is so 👩🏽‍🍳.", "She left."]


def test_a_mark_is_void_in_a_sentence_that_gets_a_claim_and_said_to_be(
    project: Project, article: Article, sentences: Sentences
) -> None:
    every = sentences.all()[:3]
    nothing_to_check(project, article, sentences, around(*every))
    bens = as_another(project, "Ben")
    claim = make_claim(bens, article, "fell by 4")
    claims.tag(bens, [claim.id], Verdict.VERIFIED)
    assert marked(project, article, sentences, around(*every)) == [every[0], every[2]]
    assert void_marks(project, claim) == ("Anna",)
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    assert void_marks(project, claim) == ()
    project.undo()
    claims.remove(bens, [claim.id])
    bens.close()
    assert marked(project, article, sentences, around(*every)) == every


def test_a_mark_says_nothing_of_words_that_it_does_not_cover(
    project: Project, article: Article, sentences: Sentences
) -> None:
    first, second, third = sentences.all()[:3]
    with project.change("Mark as sentences were cut before") as under_way:
        for span in (Span(first.start, second.start + 7), Span(third.start, third.end - 1)):
            who, at = project.author.id, project.now()
            under_way.coverage.add(article.version.id, who, span, at)
    assert marked(project, article, sentences, around(first, third)) == [first, third]
    assert second.of(TEXT) in left(project, article, sentences)
    assert next_not_looked_at(project, article, sentences, 0) == second
    assert not is_marked(project, article, sentences, second)
    nothing_to_check(project, article, sentences, around(first, third))
    assert is_marked(project, article, sentences, around(first, third))


def test_what_is_marked_already_makes_no_change(
    project: Project, article: Article, sentences: Sentences
) -> None:
    nothing_to_check(project, article, sentences, around(*sentences.all()[:1]))
    before = dump(project)
    assert nothing_to_check(project, article, sentences, around(*sentences.all()[:1])).rows == {}
    assert nothing_to_check(project, article, sentences, BLANK).rows == {}
    assert dump(project) == before


def test_looking_again_leaves_the_marks_beside_it(
    project: Project, article: Article, sentences: Sentences
) -> None:
    every = sentences.all()
    nothing_to_check(project, article, sentences, around(*every))
    outcome = look_again(project, article, sentences, around(*every[3:5]))
    assert outcome.change.label == "Mark 2 sentences as unread"
    assert left(project, article, sentences) == [s.of(TEXT) for s in every[3:5]]
    marks = project.coverage.of_version(article.version.id)
    assert len({mark.marked_at for mark in marks}) == 1


def test_a_step_taken_back_brings_the_mark_back(
    project: Project, article: Article, sentences: Sentences
) -> None:
    one = sentences.all()[3:4]
    nothing_to_check(project, article, sentences, around(*one))
    before = dump(project)
    look_again(project, article, sentences, around(*one))
    assert not is_marked(project, article, sentences, around(*one))
    project.undo()
    assert dump(project) == before
    project.undo()
    assert marks(project, article) == []
    project.redo()
    assert dump(project) == before


def test_a_removed_claim_leaves_its_sentence_to_look_at(
    project: Project, article: Article, sentences: Sentences
) -> None:
    claim = make_claim(project, article, "fell by 4")
    assert "It fell by 4 per cent." not in left(project, article, sentences)
    claims.remove(project, [claim.id])
    assert "It fell by 4 per cent." in left(project, article, sentences)


def test_a_mark_is_its_checkers_and_counts_for_all(
    project: Project, article: Article, sentences: Sentences
) -> None:
    ben = as_another(project, "Ben")
    one = sentences.all()[:1]
    nothing_to_check(ben, article, sentences, around(*one))
    assert "It is so 👩🏽‍🍳." not in left(project, article, sentences)
    assert is_marked(ben, article, sentences, around(*one))
    assert not is_marked(project, article, sentences, around(*one))
    assert look_again(project, article, sentences, around(*one)).rows == {}
    assert nothing_to_check(project, article, sentences, around(*one)).rows
    look_again(ben, article, sentences, around(*one))
    assert marks(project, article) == ["It is so 👩🏽‍🍳."]
    ben.close()


def test_only_claims_are_not_marked_sentences(
    project: Project, article: Article, sentences: Sentences
) -> None:
    make_claim(project, article, "fell by 4")
    assert not is_marked(project, article, sentences, around(*sentences.all()[1:2]))
    assert not is_marked(project, article, sentences, BLANK)


def test_the_next_sentence_is_one_without_claim_and_mark(
    project: Project, article: Article, sentences: Sentences
) -> None:
    every = sentences.all()
    make_claim(project, article, "fell by 4")
    for one in (every[0], every[4]):
        nothing_to_check(project, article, sentences, one)
    found = [
        next_not_looked_at(project, article, sentences, position)
        for position in (0, every[2].start + 1, every[4].start, len(TEXT))
    ]
    assert found == [every[2], every[3], every[5], every[2]]


def test_marked_sentences_are_those_without_a_claim(
    project: Project, article: Article, sentences: Sentences
) -> None:
    every = sentences.all()
    nothing_to_check(project, article, sentences, around(*every[:4]))
    make_claim(project, article, "fell by 4")
    assert marked(project, article, sentences, around(*every)) == [every[0], *every[2:4]]
    assert marked(project, article, sentences, every[2]) == [every[2]]
    assert marked(project, article, sentences, every[5]) == []
    assert marked(project, article, sentences, BLANK) == []


def test_there_is_no_next_sentence_when_all_is_looked_at(
    project: Project, article: Article, sentences: Sentences
) -> None:
    nothing_to_check(project, article, sentences, around(*sentences.all()))
    assert next_not_looked_at(project, article, sentences, 0) is None


def test_a_survey_places_claims_by_their_standing(
    project: Project, article: Article, sentences: Sentences
) -> None:
    claim: Claim = make_claim(project, article, "She left.")
    make_claim(project, article, "The end")
    claims.tag(project, [claim.id], Verdict.UNSUPPORTED)
    seen = survey(project, article, sentences)
    place = TEXT.index("She left.")
    (span,) = seen.claims[Standing.UNSUPPORTED]
    assert span.start == place * PARTS // len(TEXT)
    assert len(seen.claims[Standing.UNTAGGED]) == 1
    assert seen.claims[Standing.VERIFIED] == ()
    assert seen.left[0].start == 0


def test_nobody_marks_without_a_name(
    project: Project, article: Article, sentences: Sentences
) -> None:
    project.checker = None
    assert not is_marked(project, article, sentences, around(*sentences.all()))
    with pytest.raises(InvalidValue):
        nothing_to_check(project, article, sentences, around(*sentences.all()))


def test_an_article_that_is_gone_is_not_marked(
    project: Project, article: Article, sentences: Sentences
) -> None:
    project.undo()
    with pytest.raises(NotFound):
        nothing_to_check(project, article, sentences, Span(0, 5))
    with pytest.raises(NotFound):
        look_again(project, article, sentences, Span(0, 5))
