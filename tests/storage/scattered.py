"""Claims of all sorts, drawn at random, and all that the model knows of each."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import places_of
from annotator.claims.house_rules import HouseRule, warnings
from annotator.claims.model import ClaimKind, ClaimStatus, Importance
from annotator.claims.service import claims, places
from annotator.claims.verdicts import DisputeReason, Standing, Tag, Verdict
from annotator.evidence.model import Evidence, EvidenceDetails, SourceDetails, SourceRank, Stance
from annotator.evidence.service import evidence
from annotator.kernel.positions import Span
from annotator.people.model import Note
from annotator.project import Project
from tests.claims import standings as oracle
from tests.projects import as_another

WORDS = "Café café CAFE strasse Straße мир МИР שָׁלוֹם שלום 犯罪率 river".split()

SPEAKERS = ("", "Inés Calder", "ines calder", "Mayor")

PUBLISHERS = ("", "  ", "The Post", " the post", "Gazette")

TEXT = " ".join(f"{word}{n}" for n in range(12) for word in WORDS)


@dataclass(frozen=True)
class Known:
    """A claim with all that a filter may ask about, as the model has it."""

    claim: Claim
    quotes: list[str]
    starts: list[int]
    tags: list[Tag]
    evidence: list[Evidence]
    notes: list[Note]
    rules: set[HouseRule]
    standing: Standing


def scatter(project: Project, article: Article, chance: random.Random) -> None:
    """Claims of all sorts, tagged by two people, with all sorts of evidence."""
    people = [project, as_another(project, "Ben")]
    publishers = [SourceDetails(f"S{n}", rank=r, publisher=p) for n, p, r in _sources()]
    for number in range(60):
        claim = make_claim_at(project, article, number, chance)
        for window in people:
            if chance.random() < 0.6:
                verdict, reason = chance.choice([*Verdict]), chance.choice([*DisputeReason])
                claims.tag(window, [claim.id], verdict, reason)
                said = chance.choice(["", " \u00a0", "So it is."]), chance.choice(["", "\t", "?"])
                claims.conclude(window, claim, *said)
        for _ in range(chance.choice([0, 0, 1, 2, 3])):
            stance = EvidenceDetails(chance.choice([*Stance]))
            evidence.add_evidence(project, claim, chance.choice(publishers), stance)
        if chance.random() < 0.3:
            claims.note(project, claim, f"Ask about {chance.choice(WORDS)}.")
        if chance.random() < 0.3:
            places.add_places(project, claim, article.version, [Span(2 * number, 2 * number + 7)])
    people[1].close()


def _sources() -> Iterator[tuple[int, str, SourceRank]]:
    ranks = (SourceRank.SECONDARY, SourceRank.SECONDARY, SourceRank.PRIMARY)
    yield from (
        (number, publisher, rank)
        for number, (publisher, rank) in enumerate((p, r) for p in PUBLISHERS for r in ranks)
    )


def make_claim_at(project: Project, article: Article, number: int, chance: random.Random) -> Claim:
    start = chance.randrange(len(TEXT) - 9)
    outcome = claims.mark(project, article, Span(start, start + 3 + number % 5))
    claim = project.claims.get(outcome.change.place.claim_id)
    kinds = chance.sample([*ClaimKind], chance.randrange(3))
    fields = {
        "statement": chance.choice(["", "", chance.choice(WORDS)]),
        "speaker": chance.choice(SPEAKERS),
        "kinds": tuple(kinds),
        "importance": chance.choice([*Importance]),
        "legal_risk": chance.random() < 0.5,
        "status": chance.choice([*ClaimStatus]),
    }
    with project.change_on(claim.id, "Set claim {}") as (under_way, _):
        under_way.claims.set(claim.id, fields)
    return claim


@cache
def known(project: Project) -> list[Known]:
    article = project.articles.numbered(1)
    standings = oracle.standings(project)
    found = []
    for claim in project.claims.of_article(article.id):
        tags = project.tags.of_claims([claim.id])
        evidence = project.evidence.of_claims([claim.id])
        places = project.highlights.of_claim(claim.id)
        newest = article.version.id
        rules = {w.rule for tag in tags for w in warnings(tag, evidence, newest, places_of(places))}
        starts = [place.span.start for place in places if place.version_id == newest]
        quotes, notes = [place.quote for place in places], project.people.notes(claim.id)
        stands = standings[claim.id]
        found.append(Known(claim, quotes, starts, tags, evidence, notes, rules, stands))
    return found
