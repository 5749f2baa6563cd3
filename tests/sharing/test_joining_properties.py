"""Joins of claims and people among all other work, merged in any order: it comes to the same."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from annotator.claims.highlights import find_quote
from annotator.claims.service import claims, places
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.changes import Outcome
from annotator.people.model import Checker
from annotator.project import Project
from annotator.review.service import reviews, rulings
from annotator.sharing.service import merge
from tests.acts import Act, Pick, join, on_a_claim
from tests.projects import TEXT, dump, make_article, make_claim, make_project
from tests.sharing.merges import Move, copy, join_two, take, work

some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
NAMES = ("Ben", "Cem", "Dia", "Eve", "Fay")
JOINS: list[Act] = [*[on_a_claim(join)] * 12, *[join_two] * 3]
move = st.tuples(st.integers(0, 75), st.tuples(st.integers(0, 12), st.integers(0, 12)))
moves, few = st.lists(move, max_size=8), st.lists(move, max_size=5)


def beginning(folder: Path, tags: int = 0) -> Project:
    project = make_project(folder / "anna.sqlite")
    article = make_article(project)
    quotes = ("crime fell by a third", "fell by a third", "4,000", "It rose")
    found = [make_claim(project, article, quote) for quote in quotes]
    for number, claim in enumerate(found[:tags]):
        claims.tag(project, [claim.id], list(Verdict)[number % 3], DisputeReason.MISLEADING)
        claims.conclude(project, claim, f"At first {number}.")
    return project
