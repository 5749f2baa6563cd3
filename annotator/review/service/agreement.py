"""The agreement of checkers: on which words are claims, and on their verdicts.

A claim is *found* by a checker when it is highlighted in the text, in any version, and that checker
has a tag on it: highlights belong to claims and not to people, so that a tag is the sign of a
person's work on it. It is found on the words on which the tag was given, so that the figures are
the same whether claims on the same words were joined or not. Finds of different checkers on the
same words are taken as the same claim by the rule of ``claims.same_words``. All claims asked for
count, also in articles in which one of the checkers found none. The figures are meaningful only for
blind work.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter

from annotator.articles.model import Article
from annotator.claims.judged_words import Places
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import InvalidValue, NotFound
from annotator.kernel.positions import Span
from annotator.people.model import Checker
from annotator.project import Project
from annotator.review.agreement.coefficients import Figure
from annotator.review.agreement.comparison import (
    Figures,
    Find,
    Finds,
    PairAgreement,
    found_at,
    found_twice,
    pair,
    together,
)
from annotator.review.agreement.unitizing import alpha_u
from annotator.review.repository.agreement import FoundClaim


@dataclass(frozen=True, slots=True)
class AgreementScope:
    """The scope of a comparison: the whole project, some articles, or some claims."""

    article_ids: tuple[str, ...] | None = None
    claim_ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ArticleAgreement:
    """How far the same stretches of an article's newest version are highlighted."""

    article: Article
    alpha_u: Figure


@dataclass(frozen=True, slots=True)
class AgreementResult:
    """How far some checkers agree: all of them together, each pair, and article by article."""

    checkers: tuple[Checker, ...]
    figures: Figures
    pairs: tuple[PairAgreement, ...]
    articles: tuple[ArticleAgreement, ...]


EVERYTHING = AgreementScope()


def compare(
    project: Project, checker_ids: Sequence[str], scope: AgreementScope = EVERYTHING
) -> AgreementResult:
    """Compare two checkers or more; no row is changed.

    At a cost that follows the claims asked for. Removed articles and claims are left out.

    Raises:
        InvalidValue: fewer than two different checkers.
        NotFound: one of them is not in the project.
    """
    checkers = _checkers(project, checker_ids)
    ids = [checker.id for checker in checkers]
    rows = project.agreement.found(ids, scope.article_ids, scope.claim_ids)
    finds = _finds(project, rows)
    return AgreementResult(
        checkers,
        together(finds, ids),
        tuple(pair(finds, one, other) for one, other in combinations(checkers, 2)),
        tuple(_articles(project, rows, finds, ids)),
    )


def taggers(project: Project, scope: AgreementScope = EVERYTHING) -> tuple[Checker, ...]:
    """Return the checkers who found a claim in the scope, by name."""
    who = project.agreement.taggers(scope.article_ids, scope.claim_ids)
    return tuple(checker for checker in project.people.checkers() if checker.id in who)


def _checkers(project: Project, checker_ids: Sequence[str]) -> tuple[Checker, ...]:
    known = {checker.id: checker for checker in project.people.checkers()}
    wanted = [*dict.fromkeys(checker_ids)]
    if not known.keys() >= {*wanted}:
        raise NotFound("This checker")
    if len(wanted) < 2:
        raise InvalidValue("Checkers", "agreement takes two of them or more")
    return tuple(known[identity] for identity in wanted)


def _finds(project: Project, rows: Sequence[FoundClaim]) -> Finds:
    found = _judged(project, rows)
    # the newest tag first, and of two given at once that on the eldest claim, as joins keep them
    newest = sorted(rows, key=lambda row: (row.born, row.claim_id))
    newest.sort(key=attrgetter("tagged_at"), reverse=True)
    again = found_twice(
        ((r.claim_id, r.checker_id), found[r.claim_id, r.checker_id]) for r in newest
    )
    verdicts: dict[str, dict[str, Verdict]] = defaultdict(dict)
    places: dict[Find, frozenset[tuple[str, Span]]] = {}
    last: tuple[Places, frozenset[tuple[str, Span]]] = (), frozenset()
    for row in rows:
        find = row.claim_id, row.checker_id
        if find not in again:
            verdicts[row.claim_id][row.checker_id] = row.verdict
            if found[find] is not last[0]:
                spans = ((place.version_id, Span(place.start, place.end)) for place in found[find])
                last = found[find], frozenset(spans)
            places[find] = last[1]
    return Finds(verdicts, places)


def _judged(project: Project, rows: Sequence[FoundClaim]) -> dict[Find, Places]:
    """Return the places of each find; finds on the same words share them."""
    several = project.agreement.several_versions()
    # the places of a claim count only where a tag was not given on all of them
    asked = (row.claim_id for row in rows if row.given_on is None or row.article_id in several)
    places = project.highlights.places([*dict.fromkeys(asked)])
    found: dict[Find, Places] = {}
    last: FoundClaim | None = None
    for row in rows:
        if last and (row.claim_id, row.given_on) == (last.claim_id, last.given_on):
            judged = found[last.claim_id, last.checker_id]
        else:
            judged = found_at(row.given_on, places.get(row.claim_id, ()))
        found[row.claim_id, row.checker_id] = judged
        last = row
    return found


def _articles(
    project: Project, rows: Sequence[FoundClaim], finds: Finds, ids: Sequence[str]
) -> Iterator[ArticleAgreement]:
    """Return alpha_U of each article with a find, in the order of the rows."""
    found: dict[str, dict[str, list[tuple[str, Span]]]] = {}
    for row in rows:
        of_article = found.setdefault(row.article_id, {who: [] for who in ids})
        of_article[row.checker_id] += finds.places.get((row.claim_id, row.checker_id), ())
    for article_id, by_checker in found.items():
        article = project.articles.get(article_id)
        newest = article.version
        marks = [
            {"claim": [span for version_id, span in spans if version_id == newest.id]}
            for spans in by_checker.values()
        ]
        yield ArticleAgreement(article, alpha_u(newest.length, marks))
