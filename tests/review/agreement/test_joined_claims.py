"""The figures of agreement are the same whether claims on the same words were joined or not."""

from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from annotator.articles.model import Article
from annotator.claims.service import claims, places
from annotator.claims.service.same_claims import find_same_claims, join_same_claims
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.review.agreement.comparison import Figures
from annotator.review.agreement.measures import Measure
from annotator.review.service import agreement
from tests.kernel.texts import moderate
from tests.projects import as_another, make_article, make_claim, make_project, marked_again

SENTENCES = [f"Sentence {number:02} of the article tells a fact." for number in range(15)]
V, D, U = Verdict


def figures(project: Project) -> list[Figures]:
    """Every figure of all who tagged a claim: together, pair by pair, and article by article."""
    found = agreement.compare(project, [c.id for c in agreement.taggers(project)])
    return [
        found.figures,
        *[pair.figures for pair in found.pairs],
        *[{Measure.ALPHA_U: article.alpha_u} for article in found.articles],
    ]


def counts(project: Project) -> tuple[int, int, int]:
    (pair,) = agreement.compare(project, [c.id for c in agreement.taggers(project)]).pairs
    return pair.overlapping.both, len(pair.only_first), len(pair.only_second)


def test_fifteen_sentences_that_both_marked_are_fifteen_of_fifteen_before_and_after(
    project: Project,
) -> None:
    article = make_article(project, "\n".join(SENTENCES))
    bens = as_another(project, "Ben")
    for number, sentence in enumerate(SENTENCES):
        marked_again(project, article, sentence, V)
        # a third of them to the letter, a third without the full stop, a third without a word
        words = (sentence, sentence[:-1], sentence.rpartition(" ")[0])[number % 3]
        marked_again(bens, article, words, D if number > 9 else V)
    bens.close()
    before = figures(project)
    assert counts(project) == (15, 0, 0)
    found = find_same_claims(project)
    assert (len(found.identical), len(found.overlapping)) == (10, 5)
    for groups in ([group.ids for group in found.identical], found.one_to_one()):
        join_same_claims(project, groups)
        assert figures(project) == before
        assert counts(project) == (15, 0, 0)
    assert project.claims.count(article.id) == 15


def test_a_verdict_is_compared_on_the_words_on_which_it_was_given(
    project: Project, bens: Project, article: Article
) -> None:
    claim = make_claim(project, article)
    for window in (project, bens):
        claims.tag(window, [claim.id], V)
    assert counts(project) == (1, 0, 0)
    (place,) = project.highlights.of_claim(claim.id)
    places.move_place(project, place, Span(0, 9))
    claims.tag(project, [claim.id], U)
    assert counts(project) == (0, 1, 1)
    claims.confirm(bens, claim)
    assert counts(project) == (1, 0, 0)


def test_a_place_more_is_no_reason_to_part_what_both_found(
    project: Project, bens: Project, article: Article
) -> None:
    claim = make_claim(project, article)
    claims.tag(project, [claim.id], V)
    places.add_places(project, claim, article.version, [Span(0, 9)])
    claims.tag(bens, [claim.id], V)
    assert counts(project) == (1, 0, 0)


finds = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(1, 9), st.sampled_from([V, U])),
    min_size=2,
    max_size=9,
    # nobody marks the very same words twice
    unique_by=lambda find: find[:3],
)


# a checker marks the same words twice, with a space and without, and thinks better of it
@example(found=[(0, 0, 1, V), (1, 7, 3, V), (1, 7, 4, V)], random=Random(0))
@example(found=[(0, 7, 3, V), (1, 7, 3, U), (1, 7, 4, V), (2, 7, 4, U)], random=Random(1))
@moderate
@given(finds, st.randoms(use_true_random=False))
def test_no_figure_depends_on_what_was_joined(
    found: list[tuple[int, int, int, Verdict]], random: Random
) -> None:

    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        project = make_project(Path(folder, "joined.sqlite"))
        stack.callback(project.close)
        article = make_article(project, "abcdefghij " * 5)
        windows = [project, *(as_another(project, name) for name in ("Ben", "Carla"))]
        for window in windows[1:]:
            stack.callback(window.close)
        for who, start, length, verdict in found:
            marked_again(windows[who], article, Span(start, start + length), verdict)
        if len(agreement.taggers(project)) < 2:
            return
        before = figures(project)
        groups = find_same_claims(project).one_to_one()
        for group in random.sample(groups, random.randint(0, len(groups))):
            join_same_claims(project, [random.sample(group, len(group))])
            assert figures(project) == before
        join_same_claims(project, groups)
        assert figures(project) == before


def test_who_marks_the_same_words_twice_found_them_once_and_holds_the_newer_verdict(
    project: Project, bens: Project
) -> None:
    article = make_article(project, "\n".join(SENTENCES))
    marked_again(project, article, SENTENCES[0], V)
    marked_again(bens, article, SENTENCES[0], V)
    marked_again(bens, article, SENTENCES[0][:-1], U)
    (pair,) = agreement.compare(project, [c.id for c in agreement.taggers(project)]).pairs
    assert sorted(pair.table.pairs[0]) == [U, V]
    assert counts(project) == (1, 0, 0)
