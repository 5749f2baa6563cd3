"""The claims that are the same: found, joined, or kept apart for good.

Two people who check an article without seeing each other's work mark the same words twice. Each
act is one change. It raises ``NotFound`` when a claim is gone by now, ``InvalidValue`` when no
checker is named, and ``ProjectError`` when the file cannot be written; then no row was changed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from annotator.claims.fields import Claim
from annotator.claims.same_claims import ComparedRows, SameClaims, SameClaimsFound, find_same
from annotator.claims.same_words import are_identical, share_words
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.errors import ChangedMeanwhile, InvalidValue
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of
from annotator.project import Project, UnitOfWork

_ONE_CLAIM = "they stand on the very same words, so they are one claim; join them"
_TOLD = 20
"""The most numbers of claims that a label names."""


def find_same_claims(
    project: Project, article_ids: Collection[str] | None = None, progress: Progress = unwatched
) -> SameClaimsFound:
    """Return the claims of articles that are the same; no row is changed.

    Args:
        project: The open project, which stays as it is meanwhile.
        article_ids: The articles to look through; by default all.
        progress: Told how far the work is.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    with project.still():
        if article_ids is None:
            article_ids = [article.id for article in project.articles.page()]
        return find_same(claim_rows(project, article_ids), progress=progress)


def claim_rows(
    project: Project, article_ids: Collection[str], *, every_version: bool = False
) -> ComparedRows:
    """Return the rows that decide which claims of articles are the same.

    Args:
        project: The open project.
        article_ids: The articles.
        every_version: Whether places count that a claim had in older versions.
    """
    claims = project.claims.to_compare(article_ids)
    tags = project.tags.of_claims([*claims])
    untagged = claims.keys() - {tag.claim_id for tag in tags}
    for claim_id, checker_id in project.claims.marked_by(untagged).items():
        claims[claim_id] = replace(claims[claim_id], marked_by=checker_id)
    return ComparedRows(
        claims,
        project.highlights.of_articles(article_ids, every_version=every_version),
        {tag.id: tag for tag in tags},
        project.claims.kept_apart(article_ids),
        project.claims.contradicting(article_ids),
    )


def join_same_claims(
    project: Project, groups: Sequence[Collection[str]], progress: Progress = unwatched
) -> Outcome:
    """Join the claims of each group to the eldest of them, all as a single change.

    Claims that are gone by now are passed over; groups with a claim in common become one.

    Args:
        project: The open project.
        groups: The ids of the claims that are the same, group by group.
        progress: Told how many of the groups are joined.

    Raises:
        InvalidValue: Claims of different articles are in a group.
        Cancelled: ``progress`` asked to stop, and no row is changed.
    """
    with project.change("Join claims that are the same") as change:
        joined = join_groups_within(project, change, groups, progress)
        if joined:
            first = project.claims.get(next(iter(joined)))
            place = ChangePlace(first.article_id, first.id)
            change.describe(_label(project, joined), place)
    return change.outcome


def join_groups_within(
    project: Project,
    change: UnitOfWork,
    groups: Sequence[Collection[str]],
    progress: Progress = unwatched,
) -> dict[str, list[int]]:
    """Join the claims of each group to the eldest of them, as part of a change.

    Args:
        project: The open project.
        change: The change under way.
        groups: The ids of the claims, group by group.
        progress: Told how many of the groups are joined.

    Returns:
        By the ids of the claims that stayed, the numbers of those that went.
    """
    together = _together(groups)
    progress(0, len(together))
    known = project.claims.find_many({claim_id for group in together for claim_id in group})
    ages = project.claims.ages([*known])
    joined: dict[str, list[int]] = {}
    pairs: list[tuple[str, str]] = []
    for group in together:
        claims = [known[i] for i in sorted(filter(known.__contains__, group), key=ages.__getitem__)]
        if len({claim.article_id for claim in claims}) > 1:
            raise InvalidValue("Join claims", "choose claims of one article")
        for gone in claims[1:]:
            pairs.append((claims[0].id, gone.id))
            joined.setdefault(claims[0].id, []).append(gone.number)
    if pairs:
        # all at once: each join by itself would read the rows anew
        change.joins.join(pairs, "claim")
    progress(len(together), len(together))
    return joined


def choose_same_claims(
    project: Project,
    joined: Sequence[SameClaims],
    apart: Sequence[SameClaims],
    progress: Progress = unwatched,
) -> Outcome:
    """Join claims and keep others apart by the choices of a person, all as a single change.

    Args:
        project: The open project.
        joined: The claims to join, group by group, as they were found.
        apart: The claims to keep apart for good, pair by pair, as they were found.
        progress: Told how many of the groups are joined.

    Raises:
        ChangedMeanwhile: Some of them are not as they were found.
        InvalidValue: Two are to be kept apart that become one by the joins.
        Cancelled: ``progress`` asked to stop, and no row is changed.
    """
    shown, groups = [*joined, *apart], [found.ids for found in joined]
    with project.change("Keep claims apart") as change:
        articles = [*dict.fromkeys(found.article_id for found in shown)]
        if not {*shown} <= {*find_same(claim_rows(project, articles)).all}:
            raise ChangedMeanwhile("Claims on the same words")
        _check_apart(apart, groups)
        for found in apart:
            one, other = found.ids
            # the joins lead it on to the claims that stay
            change.claims.keep_apart(one, other, project.author.id, project.now())
        became = join_groups_within(project, change, groups, progress)
        if shown:
            place = ChangePlace(shown[0].article_id, shown[0].claims[0].id)
            change.describe(_chosen_label(project, became, apart), place)
    return change.outcome


def _check_apart(apart: Sequence[SameClaims], joined: Sequence[Collection[str]]) -> None:
    """Refuse to keep two claims apart that are one, or become one by joins."""
    together = {claim_id: n for n, ids in enumerate(_together(joined)) for claim_id in ids}
    for found in apart:
        if len({together.get(claim_id, claim_id) for claim_id in found.ids}) < 2:
            raise InvalidValue(_numbers(found), "they cannot be joined and kept apart, too")
        if not found.can_be_two:
            raise InvalidValue(_numbers(found), _ONE_CLAIM)


def _chosen_label(
    project: Project, became: Mapping[str, Sequence[int]], apart: Sequence[SameClaims]
) -> str:
    said = [_label(project, became)] if became else []
    if apart:
        pairs = count_of(len(apart), "pair of claims", "pairs of claims")
        said.append(f"keep {_numbers(apart[0]) if len(apart) == 1 else pairs} apart")
    words = ", ".join(said)
    return words[:1].upper() + words[1:]


def find_same_claims_after(project: Project, outcome: Outcome) -> SameClaimsFound:
    """Return the claims that are the same as one that a change wrote to, or moved."""
    with project.still():
        rows = claim_rows(project, [article.id for article in project.articles.page()])
        moved = (rows.places.get(identity) for identity in outcome.touched("highlights"))
        about = {*outcome.touched("claims"), *(found[0] for found in moved if found)}
        return find_same(rows, about)


def numbers_on_same_words(project: Project, claim: Claim) -> list[int]:
    """Return the numbers of the claims that are the same as one or may be, at a cost of its own.

    Unlike ``find_same_claims`` it looks at no other claim of the article.
    """
    words = project.highlights.places([claim.id]).get(claim.id, ())
    near: dict[str, tuple[int, bool]] = {}
    for place in (place for place in words if not place.is_undecided):
        span = Span(place.start, place.end)
        for found in project.highlights.between(place.version_id, span):
            if found.claim_id != claim.id:
                known = near.get(found.claim_id, (0, False))[1]
                near[found.claim_id] = found.number, known or share_words(span, found.span)
    places = project.highlights.places([*near])
    here = {place.version_id for place in words}
    near = {
        other: known
        for other, known in near.items()
        if any(place.version_id in here for place in places.get(other, ()))
    }
    if not near:
        return []
    finders: dict[str, set[str]] = {}
    for tag in project.tags.of_claims([claim.id, *near]):
        finders.setdefault(tag.claim_id, set()).add(tag.checker_id)
    mine = finders.get(claim.id, set())
    apart = project.claims.kept_apart([claim.article_id]).values()
    free = near.keys() - {each for pair in apart if claim.id in pair for each in pair}
    return sorted(
        number
        for other, (number, shared) in near.items()
        if are_identical(words, places.get(other, ()))
        or (shared and other in free and mine.isdisjoint(finders.get(other, ())))
    )


def keep_apart(project: Project, pair: Sequence[str]) -> Outcome:
    """Remember that two overlapping claims are two: they are not proposed as the same again.

    Args:
        project: The open project.
        pair: The ids of the two.

    Raises:
        InvalidValue: They stand on identical words, so that they are the same, or they are of
            different articles.
        NotFound: One of them is gone.
    """
    with project.change("Keep claims apart") as change:
        # by now they can be gone, by another program
        one, other = (project.claims.get(claim_id) for claim_id in pair)
        if one.article_id != other.article_id or one.id == other.id:
            raise InvalidValue("Keep apart", "choose two claims of one article")
        places = project.highlights.places([one.id, other.id])
        if are_identical(*(places.get(claim.id, ()) for claim in (one, other))):
            raise InvalidValue(f"Claims {one.number} and {other.number}", _ONE_CLAIM)
        label = f"Keep claims {one.number} and {other.number} apart"
        change.describe(label, ChangePlace(one.article_id, one.id))
        change.claims.keep_apart(one.id, other.id, project.author.id, project.now())
    return change.outcome


def let_together(project: Project, pair: Sequence[str]) -> Outcome:
    """Forget that two claims were kept apart; if they overlap they are proposed again.

    Args:
        project: The open project.
        pair: The ids of the two.

    Raises:
        NotFound: One of them is gone.
    """
    with project.change("No longer keep claims apart") as change:
        one, other = (project.claims.get(claim_id) for claim_id in pair)
        label = f"No longer keep claims {one.number} and {other.number} apart"
        change.describe(label, ChangePlace(one.article_id, one.id))
        change.claims.let_together(one.id, other.id)
    return change.outcome


def kept_apart(project: Project, article_id: str) -> list[tuple[Claim, Claim]]:
    """Return the pairs of claims of an article that are kept apart, by number."""
    claims = {claim.id: claim for claim in project.claims.of_article(article_id)}
    pairs = (
        sorted((claims[one], claims[other]), key=lambda claim: claim.number)
        for one, other in project.claims.kept_apart([article_id]).values()
        if one in claims and other in claims
    )
    return sorted(((one, other) for one, other in pairs), key=lambda pair: pair[0].number)


def _numbers(found: SameClaims) -> str:
    *most, last = (str(claim.number) for claim in found.claims)
    return f"claims {', '.join(most)} and {last}"


def _together(groups: Sequence[Collection[str]]) -> list[list[str]]:
    """Return the groups, those with a claim in common as one."""
    of: dict[str, list[str]] = {}
    for group in groups:
        parts = {id(part): part for claim_id in group if (part := of.get(claim_id))}
        whole = [*dict.fromkeys([*(i for part in parts.values() for i in part), *group])]
        of.update(dict.fromkeys(whole, whole))
    return [*{id(group): group for group in of.values()}.values()]


def _label(project: Project, joined: Mapping[str, Sequence[int]]) -> str:
    numbers = sorted(
        (project.claims.get(kept).number, gone) for kept, those in joined.items() for gone in those
    )
    if len(numbers) == 1:
        kept, gone = numbers[0]
        return f"Join claim {gone} to claim {kept}"
    named = ", ".join(f"{gone} to {kept}" for kept, gone in numbers[:_TOLD])
    more = "…" if len(numbers) > _TOLD else ""
    return f"Join {count_of(len(numbers), 'claim')} to the same claims: {named}{more}"
