"""Agreement between checkers on a real file."""

from fractions import Fraction
from time import perf_counter

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims, places
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.errors import InvalidValue, NotFound
from annotator.project import Project
from annotator.review.agreement.coefficients import Figure, WhyNot
from annotator.review.agreement.kappa import cohen_kappa
from annotator.review.agreement.measures import Measure
from annotator.review.service import agreement
from annotator.review.service.agreement import AgreementResult, AgreementScope
from tests.projects import as_another, make_article, make_claim

V, D, U = Verdict
QUOTES = ("The mayor", "crime fell by a third", "Café owners", "4,000 of them", "disagree")


def say(project: Project, claim: Claim, verdict: Verdict) -> None:
    claims.tag(project, [claim.id], verdict, DisputeReason.MISLEADING)


def checked(project: Project, article: Article, **verdicts: str) -> list[Claim]:
    """Claims on ``QUOTES`` with a verdict of each checker, a letter a claim, “.” for none."""
    claims = [make_claim(project, article, quote) for quote in QUOTES]
    for name, letters in verdicts.items():
        window = as_another(project, name)
        for claim, letter in zip(claims, letters, strict=False):
            if letter != ".":
                say(window, claim, {"V": V, "D": D, "U": U}[letter])
        window.close()
    return claims


def compared(
    project: Project, *names: str, scope: AgreementScope = agreement.EVERYTHING
) -> AgreementResult:
    return agreement.compare(project, [ids(project)[name] for name in names], scope)


def ids(project: Project) -> dict[str, str]:
    return {checker.name: checker.id for checker in project.people.checkers()}


def test_two_checkers_of_the_same_claims(project: Project, article: Article) -> None:
    claims = checked(project, article, Anna="VVDU.", Ben="VDD.U")
    found = compared(project, "Anna", "Ben")
    [pair] = found.pairs
    assert pair.table.counts() == [[1, 1, 0], [0, 1, 0], [0, 0, 0]]
    assert [j.claim_ids for j in pair.table.cells()[V, D]] == [(claims[1].id,)]
    assert (pair.only_first, pair.only_second) == ((claims[3].id,), (claims[4].id,))
    assert pair.raw == found.figures[Measure.RAW] == Figure(Fraction(2, 3), 3)
    assert pair.kappa == cohen_kappa([(V, V), (V, D), (D, D)])
    assert pair.overlapping == pair.exact
    assert pair.figures[Measure.F1] == Figure(Fraction(3, 4), 5)
    assert Measure.FLEISS not in found.figures


def test_precision_and_recall_change_places_with_the_checkers(
    project: Project, article: Article
) -> None:
    checked(project, article, Anna="VVDU.", Ben="V....")
    [there], [back] = (
        compared(project, *names).pairs for names in (("Anna", "Ben"), ("Ben", "Anna"))
    )
    assert there.figures[Measure.PRECISION] == Figure(Fraction(1), 1)
    assert there.figures[Measure.RECALL] == Figure(Fraction(1, 4), 4)
    assert back.figures[Measure.PRECISION] == there.figures[Measure.RECALL]
    assert back.figures[Measure.F1] == there.figures[Measure.F1]


def test_claims_of_two_on_the_same_words_are_the_same_claim(
    project: Project, article: Article
) -> None:
    mine = make_claim(project, article, "crime fell by a third")
    same = make_claim(project, article, "on Monday that crime fell by a third")
    other = make_claim(project, article, "disagree")
    say(project, mine, V)
    ben = as_another(project, "Ben")
    say(ben, same, D)
    say(ben, other, D)
    ben.close()
    [pair] = compared(project, "Anna", "Ben").pairs
    [judged] = pair.table.cells()[V, D]
    assert judged.claim_ids == (mine.id, same.id)
    assert (pair.overlapping.both, pair.exact.both) == (1, 0)
    assert pair.only_second == (other.id,)


def test_a_place_in_common_is_the_same_to_the_letter(project: Project, article: Article) -> None:
    mine, theirs = (make_claim(project, article, q) for q in ("crime fell", "by a third"))
    shared = find_quote(project.articles.text(article.version.id), "It rose")
    for claim in (mine, theirs):
        places.add_places(project, claim, article.version, [shared])
    say(project, mine, V)
    ben = as_another(project, "Ben")
    say(ben, theirs, V)
    ben.close()
    [pair] = compared(project, "Anna", "Ben").pairs
    assert pair.exact.both == 1


def test_a_tagged_claim_that_stands_nowhere_was_not_found(
    project: Project, article: Article
) -> None:
    claims = checked(project, article, Anna="VV", Ben="VV")
    [place] = project.highlights.of_claim(claims[0].id)
    with project.change("Take the place away") as under_way:
        under_way.writer.delete("highlights", place.id)
    [pair] = compared(project, "Anna", "Ben").pairs
    assert [j.claim_ids for j in pair.table.judged] == [(claims[1].id,)]


def test_three_checkers_have_alpha_fleiss_and_each_pair(project: Project, article: Article) -> None:
    checked(project, article, Anna="VVDUV", Ben="VDDUV", Cleo="VVDD.")
    found = compared(project, "Anna", "Ben", "Cleo")
    assert [(p.first.name, p.second.name) for p in found.pairs] == [
        ("Anna", "Ben"),
        ("Anna", "Cleo"),
        ("Ben", "Cleo"),
    ]
    assert found.figures[Measure.FLEISS].n == 4
    assert found.figures[Measure.ALPHA].n == 5
    assert found.pairs[0].kappa == compared(project, "Anna", "Ben").pairs[0].kappa


def test_only_what_is_asked_for_counts(project: Project, article: Article) -> None:
    claims = checked(project, article, Anna="VVDUV", Ben="VDDUV")
    second = make_article(project, title="Another")
    checked(project, second, Anna="DDDDD", Ben="VVVVV")
    everything = compared(project, "Anna", "Ben")
    assert everything.figures[Measure.RAW].n == 10
    assert [a.article.number for a in everything.articles] == [1, 2]
    of_one = compared(project, "Anna", "Ben", scope=AgreementScope(article_ids=(article.id,)))
    assert of_one.figures[Measure.RAW] == Figure(Fraction(4, 5), 5)
    assert [a.article.number for a in of_one.articles] == [1]
    chosen = AgreementScope(claim_ids=(claims[1].id, "gone"))
    assert compared(project, "Anna", "Ben", scope=chosen).figures[Measure.RAW] == Figure(
        Fraction(0), 1
    )


def test_the_same_highlights_agree_wholly_and_different_ones_do_not(
    project: Project, article: Article
) -> None:
    checked(project, article, Anna="VVV..", Ben="VVV..", Cleo="...VV")
    [same] = compared(project, "Anna", "Ben").articles
    assert same.alpha_u == Figure(Fraction(1), 6)
    [apart] = compared(project, "Anna", "Cleo").articles
    assert (apart.alpha_u.value or 0) < 0


def test_what_is_not_defined_says_why(project: Project, article: Article) -> None:
    checked(project, article, Anna="VV...", Ben="VV...")
    as_another(project, "Cleo").close()
    found = compared(project, "Anna", "Ben")
    for figure in (found.pairs[0].kappa, found.figures[Measure.ALPHA], found.figures[Measure.AC1]):
        assert figure.why_not is WhyNot.ONE_VERDICT
    assert found.pairs[0].raw.value == 1
    alone = compared(project, "Anna", "Cleo")
    assert alone.pairs[0].raw == Figure(None, 0, WhyNot.NOTHING_SHARED)
    assert str(alone.figures[Measure.ALPHA]).startswith("not defined (")


def test_a_project_without_a_tag_has_reasons_and_no_figure(
    project: Project, article: Article
) -> None:
    make_claim(project, article)
    as_another(project, "Ben").close()
    found = compared(project, "Anna", "Ben")
    assert found.articles == ()
    for figure in (*found.figures.values(), *found.pairs[0].figures.values()):
        assert (figure.value, figure.n) == (None, 0)


def test_one_checker_alone_and_a_stranger_are_refused(project: Project, article: Article) -> None:
    checked(project, article, Anna="V", Ben="V")
    with pytest.raises(InvalidValue, match="two"):
        compared(project, "Anna", "Anna")
    with pytest.raises(NotFound):
        agreement.compare(project, [ids(project)["Anna"], "stranger"])


def test_comparing_changes_nothing(project: Project, article: Article) -> None:
    checked(project, article, Anna="VD", Ben="VV")
    before = project.history.latest_seq()
    compared(project, "Anna", "Ben")
    assert project.history.latest_seq() == before


def test_claims_are_named_in_the_order_asked_for(project: Project, article: Article) -> None:
    first, second = (make_claim(project, article, quote) for quote in QUOTES[:2])
    named = project.agreement.named([second.id, "gone", first.id])
    assert [(n.article, n.number, n.words) for n in named] == [
        ("Crime falls", 2, QUOTES[1]),
        ("Crime falls", 1, QUOTES[0]),
    ]


def test_a_few_claims_of_a_large_project_cost_little(project: Project) -> None:
    words = "A claim stands here. " * 4000
    article = make_article(project, words)
    ben = as_another(project, "Ben").author
    with project.change("Many claims") as under_way:
        writer = under_way.writer
        for n in range(4000):
            claim = {"id": f"c{n}", "article_id": article.id, "number": n + 1, "created_at": "x"}
            writer.insert("claims", claim)
            place = {"id": f"h{n}", "claim_id": f"c{n}", "version_id": article.version.id}
            span = {"start": n * 21, "end": n * 21 + 20, "reach": 5}
            quote = {"quote": words[:20], "prefix": "", "suffix": ""}
            writer.insert("highlights", {**place, **span, **quote})
            for who in (project.author.id, ben.id):
                tag = {"id": f"t{n}{who}", "claim_id": f"c{n}", "checker_id": who}
                writer.insert(
                    "tags",
                    {
                        **tag,
                        "version_id": article.version.id,
                        "verdict": "verified",
                        "tagged_at": "x",
                    },
                )
    began = perf_counter()
    assert compared(project, "Anna", "Ben").figures[Measure.RAW].n == 4000
    whole = perf_counter() - began
    began = perf_counter()
    few = compared(project, "Anna", "Ben", scope=AgreementScope(claim_ids=("c1", "c2")))
    assert few.figures[Measure.RAW].n == 2
    assert perf_counter() - began < max(0.02, whole / 10)


def test_who_has_tagged_what_is_asked_for(project: Project, article: Article) -> None:
    claims = checked(project, article, Ben="VD", Anna=".V")
    as_another(project, "Cleo").close()
    assert [c.name for c in agreement.taggers(project)] == ["Anna", "Ben"]
    first = AgreementScope(claim_ids=(claims[0].id,))
    assert [c.name for c in agreement.taggers(project, first)] == ["Ben"]
    assert agreement.taggers(project, AgreementScope(article_ids=())) == ()
