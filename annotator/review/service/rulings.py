"""The acts that settle claims: the verdict, its author, and the settled tags. Each is one change.

Every act raises ``NotFound`` when its claim is gone by now, ``InvalidValue`` when no checker is
named, and ``ProjectError`` when the file cannot be written; then no row was changed. No tag is
changed by any of them.
"""

from collections.abc import Sequence

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.judged_words import are_other_words
from annotator.claims.verdicts import Tag
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.errors import ChangedMeanwhile, InvalidValue
from annotator.kernel.wording import count_of
from annotator.project import Project, UnitOfWork
from annotator.review.rulings import Ruling, Settlement, all_agree, find_agreed_settlement, settles


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


def agreeing(project: Project, article: Article) -> list[tuple[Claim, list[Tag]]]:
    """The claims that could be settled at once, by number: two or more checkers, one verdict.

    Those that are settled over just these tags are left out, and those with a tag on other words.
    """
    claims = project.claims.of_article(article.id)
    ids = [claim.id for claim in claims]
    of_claims: dict[str, list[Tag]] = {}
    for tag in project.tags.of_claims(ids):
        of_claims.setdefault(tag.claim_id, []).append(tag)
    settled, places = project.rulings.of_claims(ids), project.highlights.places(ids)
    found = []
    for claim in claims:
        tags, here = of_claims.get(claim.id, []), places.get(claim.id, ())
        known = settled.get(claim.id)
        is_new = known is None or not known.holds(tags, here)
        if is_new and all_agree(tags) and not any(are_other_words(t.given_on, here) for t in tags):
            found.append((claim, tags))
    return found


def settle_agreed(
    project: Project, article: Article, shown: Sequence[tuple[Claim, list[Tag]]]
) -> Outcome:
    """Settle in one step the claims that ``agreeing`` gave and the user has seen.

    Raises:
        ChangedMeanwhile: their tags have changed, and none was settled.
    """
    number = count_of(len(shown), "claim")
    with project.change(f"Settle {number} on which all agree") as change:
        now = {claim.id: tags for claim, tags in agreeing(project, article)}
        for claim, tags in shown:
            if settles(now.get(claim.id, [])) != settles(tags):
                raise ChangedMeanwhile(f"The agreed verdict on claim {claim.number}")
            _put(project, change, claim, tags, find_agreed_settlement(tags))
        numbers = ", ".join(str(claim.number) for claim, _ in shown[:20])
        more = "…" if len(shown) > 20 else ""
        label = f"Settle {number} on which all agree: {numbers}{more}"
        change.describe(label, ChangePlace(article.id))
    return change.outcome


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
