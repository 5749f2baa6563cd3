"""Where claims stand, said once more in plain words: each claim is held beside every other."""

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import anchor_for, places_of
from annotator.claims.judged_words import Places, are_other_words, undecided_place
from annotator.claims.verdicts import Standing, Tag, Verdict, standing
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.storage.ids import new_id


def places_now(project: Project, claim: Claim) -> Places:
    """The places of a claim in the newest version in which it has any, and those left open."""
    versions = project.articles.versions(claim.article_id)
    numbers = {version.id: version.number for version in versions}
    found = project.highlights.of_claim(claim.id)
    newest = max((numbers[place.version_id] for place in found), default=0)
    now = places_of(place for place in found if numbers[place.version_id] == newest)
    opened = project.placements.of_claims([claim.id], versions[-1].id).get(claim.id, ())
    ids = {place.id for place in found}
    undecided = [each for each in opened if each.outcome is None and each.highlight_id in ids]
    return *now, *(undecided_place(each.version_id) for each in undecided)


def held_on(project: Project, claim: Claim) -> set[Verdict]:
    """The verdict of a ruling that holds, or else those of the tags on the words of today."""
    tags = project.tags.of_claims([claim.id])
    places = places_now(project, claim)
    ruling = project.rulings.of_claims([claim.id]).get(claim.id)
    if ruling and ruling.holds(tags, places):
        return {ruling.settled.verdict}
    return {tag.verdict for tag in tags if not are_other_words(tag.given_on, places)}


def stale_on(project: Project, claim: Claim) -> list[Tag]:
    """The tags that were given on other words, unless a ruling that holds has settled them."""
    tags = project.tags.of_claims([claim.id])
    places = places_now(project, claim)
    ruling = project.rulings.of_claims([claim.id]).get(claim.id)
    if ruling and ruling.holds(tags, places):
        return []
    return [tag for tag in tags if are_other_words(tag.given_on, places)]


def share(one: Span, other: Span) -> bool:
    shared = len({*range(one.start, one.end)} & {*range(other.start, other.end)})
    return bool(shared) and shared * 2 >= min(len(one), len(other))


def same_words(project: Project, one: Claim, other: Claim) -> bool:
    """Whether two claims stand on the same words, and nobody keeps them apart."""
    return _on_words_of(project, places_now(project, one), one, other)


def stale_against(project: Project, one: Claim, other: Claim) -> bool:
    """Whether a verdict on a claim was given on words of which another says something else."""
    held = held_on(project, other)
    return bool(held) and any(
        held != {tag.verdict} and _on_words_of(project, tag.given_on or (), one, other)
        for tag in stale_on(project, one)
    )


def _on_words_of(project: Project, places: Places, one: Claim, other: Claim) -> bool:
    """Whether places are the same words as another claim's, and nobody keeps the claims apart."""
    here, there = (
        [place for place in places_now(project, each) if not place.is_undecided]
        for each in (one, other)
    )
    places = [place for place in places if not place.is_undecided]
    pair = frozenset((one.id, other.id))
    # nobody can keep apart what has come to stand on identical words
    are_apart = pair in {frozenset(each) for each in _apart(project)} and not any(
        place.version_id == near.version_id
        and bare(place.start, place.quote) == bare(near.start, near.quote)
        for place in here
        for near in there
    )
    return any(
        place.version_id == near.version_id
        and share(Span(place.start, place.end), Span(near.start, near.end))
        and (place[:3] == near[:3] or not are_apart)
        for place in places
        for near in there
    )


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
                and (
                    (
                        held[one.id]
                        and held[other.id]
                        and held[one.id] != held[other.id]
                        and same_words(project, one, other)
                    )
                    or stale_against(project, one, other)
                    or stale_against(project, other, one)
                )
            }
    return found


def standings(project: Project) -> dict[str, Standing]:
    """Where each claim of the project stands."""
    against = contradictions(project)
    return {
        claim.id: Standing.DIFFERING if against[claim.id] else _by_its_tags(project, claim)
        for article in project.articles.page()
        for claim in project.claims.of_article(article.id)
    }


def _by_its_tags(project: Project, claim: Claim) -> Standing:
    held = held_on(project, claim)
    return standing(held) if held or not stale_on(project, claim) else Standing.OUTDATED


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
