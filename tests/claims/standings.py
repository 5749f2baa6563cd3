"""Where claims stand, said once more in plain words: each claim is held beside every other."""

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import anchor_for, places_of
from annotator.claims.judged_words import are_other_words
from annotator.claims.verdicts import Standing, Verdict, standing
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.storage.ids import new_id


def held_on(project: Project, claim: Claim) -> set[Verdict]:
    """The verdict of a ruling that holds, or else those of the tags on the words of today."""
    tags = project.tags.of_claims([claim.id])
    places = places_of(project.highlights.of_claim(claim.id))
    ruling = project.rulings.of_claims([claim.id]).get(claim.id)
    if ruling and ruling.holds(tags, places):
        return {ruling.settled.verdict}
    return {tag.verdict for tag in tags if not are_other_words(tag.given_on, places)}


def share(one: Span, other: Span) -> bool:
    shared = len({*range(one.start, one.end)} & {*range(other.start, other.end)})
    return bool(shared) and shared * 2 >= min(len(one), len(other))


def same_words(project: Project, one: Claim, other: Claim) -> bool:
    """Whether two claims stand on identical words, or on the same and nobody keeps them apart."""
    apart = {frozenset(pair) for pair in _apart(project)}
    for place in project.highlights.of_claim(one.id):
        for there in project.highlights.of_claim(other.id):
            if place.version_id == there.version_id and (
                bare(place.span.start, place.quote) == bare(there.span.start, there.quote)
                or (share(place.span, there.span) and frozenset((one.id, other.id)) not in apart)
            ):
                return True
    return False


def bare(start: int, quote: str) -> tuple[int, str]:
    """Where the words of a place begin, and the words, without signs at their ends."""
    words = quote.strip(" .,“”\n") or quote
    return start + quote.index(words), words


def contradictions(project: Project) -> dict[str, set[str]]:
    """By the id of each claim the ids of those that hold other verdicts on the same words."""
    found: dict[str, set[str]] = {}
    for article in project.articles.page():
        claims = project.claims.of_article(article.id)
        held = {claim.id: held_on(project, claim) for claim in claims}
        for one in claims:
            found[one.id] = {
                other.id
                for other in claims
                if other.id != one.id
                and held[one.id]
                and held[other.id]
                and held[one.id] != held[other.id]
                and same_words(project, one, other)
            }
    return found


def standings(project: Project) -> dict[str, Standing]:
    """Where each claim of the project stands."""
    against = contradictions(project)
    return {
        claim.id: Standing.DIFFERING if against[claim.id] else standing(held_on(project, claim))
        for article in project.articles.page()
        for claim in project.claims.of_article(article.id)
    }


def _apart(project: Project) -> list[tuple[str, str]]:
    return project._file.rows("SELECT claim_id, other_id FROM kept_apart")


def keep_apart(project: Project, one: Claim, other: Claim) -> None:
    """Keep two claims apart, as the row of it says."""
    low, high = sorted((one.id, other.id))
    row = {"id": new_id(), "claim_id": low, "other_id": high}
    with project.change("Keep two claims apart") as change:
        who = {"checker_id": project.author.id, "kept_at": project.now()}
        change.writer.insert("kept_apart", {**row, **who})


def mark_apart(project: Project, article: Article, span: Span) -> Claim:
    """A claim of its own on a span, as a merge brings one, whatever stands there already."""
    text = project.articles.text(article.version.id)
    with project.change("Mark a claim") as change:
        claim_id = change.claims.add(article.id, project.now())
        change.highlights.add(claim_id, article.version.id, anchor_for(text, span))
    return project.claims.get(claim_id)
