"""The acts that settle claims: the verdict, its author, and the settled tags. Each is one change.

Every act raises ``NotFound`` when its claim is gone by now, ``InvalidValue`` when no checker is
named, and ``ProjectError`` when the file cannot be written; then no row was changed. No tag is
changed by any of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.judged_words import are_other_words
from annotator.claims.same_claims import find_same
from annotator.claims.service.same_claims import claim_rows, join_groups_within
from annotator.claims.verdicts import Tag
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.errors import ChangedMeanwhile, InvalidValue
from annotator.kernel.wording import count_of
from annotator.project import Project, UnitOfWork
from annotator.review.rulings import (
    AgreedClaim,
    Ruling,
    Settlement,
    all_agree,
    find_agreed_settlement,
    settles,
)


def settle(project: Project, claim: Claim, tags: Sequence[Tag], said: Settlement) -> Outcome:
    """Settle a claim over the tags that were shown.

    Raises:
        MissingReason, MissingWhy: as ``Settlement.checked``, by the tags on the words of today.
        InvalidValue: there is no tag to settle.
        ChangedMeanwhile: the tags have changed since.
    """
    if not tags:
        raise InvalidValue("Settle", "nobody has tagged this claim yet")
    places = project.highlights.places([claim.id]).get(claim.id, ())
    said = said.checked([tag for tag in tags if not are_other_words(tag.given_on, places)])
    for words in (said.conclusion, said.why):
        check_usable(words)
    with project.change_on(claim.id, f"Settle claim {{}} as {said.verdict.value}") as (
        change,
        current,
    ):
        now = project.tags.of_claims([current.id])
        if settles(now) != settles(tags):
            raise ChangedMeanwhile(f"The tags on claim {current.number}")
        _put(project, change, current, now, said)
    return change.outcome


def accept(project: Project, claim: Claim, tags: Sequence[Tag], tag: Tag) -> Outcome:
    """Settle a claim with the content of one of its tags; raises as ``settle``."""
    said = Settlement(tag.verdict, tag.reason, tag.conclusion)
    return settle(project, claim, tags, said)


def agreeing(project: Project, article: Article) -> list[AgreedClaim]:
    """The claims that could be settled at once, by number: two or more checkers, one verdict.

    Claims on the same words count as one, those that overlap as agreement pairs them. Claims that
    are settled over just these tags are left out, those with a tag on other words, and those that
    another claim contradicts.
    """
    claims = {claim.id: claim for claim in project.claims.of_article(article.id)}
    of_claims: dict[str, list[Tag]] = {claim_id: [] for claim_id in claims}
    places = project.highlights.places([*claims])
    for tag in project.tags.of_claims([*claims]):
        of_claims[tag.claim_id].append(tag)
    settled = project.rulings.of_claims([*claims])
    groups = _same_words(project, article)
    contradicted = {*project.claims.contradicted([article.id])}
    found = []
    for claim_id, claim in claims.items():
        group = groups.get(claim_id, (claim_id,))
        tags = tuple(tag for each in group for tag in of_claims[each])
        rulings = [settled[each] for each in group if each in settled]
        if (
            claim_id == group[0]
            and all_agree(tags)
            and contradicted.isdisjoint(group)
            and not any(are_other_words(t.given_on, places.get(t.claim_id, ())) for t in tags)
            and not any(r.holds(tags, places.get(r.claim_id, ())) for r in rulings)
        ):
            others = tuple(claims[each] for each in group[1:])
            found.append(AgreedClaim(claim, tags, others))
    return found


def settle_agreed(project: Project, article: Article, shown: Sequence[AgreedClaim]) -> Outcome:
    """Settle in one step the claims that ``agreeing`` gave and the user has seen.

    Claims on the same words are joined first, so that a single ruling settles all their tags.

    Raises:
        ChangedMeanwhile: their tags have changed, and none was settled.
    """
    number = count_of(len(shown), "claim")
    with project.change(f"Settle {number} on which all agree") as change:
        now = {found.claim.id: found for found in agreeing(project, article)}
        for agreed in shown:
            found = now.get(agreed.claim.id)
            if found is None or _identity(found) != _identity(agreed):
                raise ChangedMeanwhile(f"The agreed verdict on claim {agreed.claim.number}")
        groups = [[agreed.claim.id, *(other.id for other in agreed.others)] for agreed in shown]
        join_groups_within(project, change, [group for group in groups if len(group) > 1])
        for agreed in shown:
            tags = project.tags.of_claims([agreed.claim.id])
            _put(project, change, agreed.claim, tags, find_agreed_settlement(tags))
        numbers = ", ".join(str(agreed.claim.number) for agreed in shown[:20])
        more = "…" if len(shown) > 20 else ""
        label = f"Settle {number} on which all agree: {numbers}{more}"
        change.describe(label, ChangePlace(article.id))
    return change.outcome


def _identity(agreed: AgreedClaim) -> tuple[dict[str, str], tuple[str, ...]]:
    return settles(agreed.tags), tuple(other.id for other in agreed.others)


def _same_words(project: Project, article: Article) -> dict[str, tuple[str, ...]]:
    """Return the claims on the same words, the eldest first, by the id of each of them.

    An overlapping claim that nobody has tagged is left out: it may still become another claim.
    """
    found = find_same(claim_rows(project, [article.id]))
    tagged = {claim.id for group in found.identical for claim in group.claims if group.tags}
    pairs = tuple(
        pair
        for pair in found.overlapping
        if all(claim.tags or claim.id in tagged for claim in pair.claims)
    )
    groups = replace(found, overlapping=pairs).one_to_one()
    return {claim_id: group for group in groups for claim_id in group}


def take_back(project: Project, claim: Claim) -> Outcome:
    """Let a claim be unsettled again; the tags stay as they are."""
    with project.change_on(claim.id, "Withdraw the ruling on claim {}") as (change, current):
        change.rulings.remove(current.id)
    return change.outcome


def _put(
    project: Project, change: UnitOfWork, claim: Claim, tags: Sequence[Tag], said: Settlement
) -> None:
    who = project.author
    ruling = Ruling("", claim.id, who.id, who.name, said, settles(tags), project.now())
    change.rulings.set(ruling)
