"""People who mark the same words in files of their own, and merges that join them, in any order."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from annotator.claims.service import claims
from annotator.claims.service.same_claims import (
    find_same_claims,
    join_same_claims,
    keep_apart,
)
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.sharing.service import merge
from tests.acts import join_same
from tests.projects import dump, make_article, make_project
from tests.sharing.merges import agreed, copy, standing_twice

TEXT = "Crime fell by a third. The owners disagree, and say that it rose. Nine men died."
PLACES = ((0, 21), (0, 22), (6, 21), (23, 42), (23, 64), (48, 64), (66, 79))
"""Sentences, with a full stop or without, and stretches of them."""
NAMES = ("Ben", "Cem", "Dia", "Eve")

some = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
find = st.tuples(st.integers(0, len(PLACES) - 1), st.sampled_from([*Verdict]))
finds = st.lists(find, min_size=1, max_size=5)


def mark(project: Project, found: Sequence[tuple[int, Verdict]]) -> None:
    (article,) = project.articles.page()
    for place, verdict in found:
        claims.tag_span(project, article, Span(*PLACES[place]), verdict, DisputeReason.MISLEADING)
    # whoever marked the same words with and without a full stop joins the two
    join_same_claims(project, [group.ids for group in find_same_claims(project).certain])


def take(project: Project, other: Project) -> None:
    """Merge as the command line does: claims that are certainly the same are joined."""
    planned = merge.plan(project, other.path)
    decided = agreed(planned)
    same = merge.same_after(project, planned, decided)
    merge.merge(project, planned, decided, same=[group.ids for group in same.certain])
    # what was told beforehand is all that there was to join
    assert not find_same_claims(project).certain
    assert not merge.same_after(project, merge.plan(project, other.path)).certain


V, D, U = Verdict


@some
# a claim that was joined before a third file saw it keeps its number taken there, too
@example(everybody=[[(5, U)], [(6, V)], [(1, D), (5, D)], [(5, V), (4, U)]], seed=1045)
@given(everybody=st.lists(finds, min_size=2, max_size=3), seed=st.integers(0, 2**16))
def test_all_files_come_to_the_same_claims_with_every_tag_on_the_words_it_was_given_on(
    everybody: list[list[tuple[int, Verdict]]], seed: int
) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        start = make_project(Path(folder, "anna.sqlite"))
        make_article(start, TEXT)
        files = [
            copy(start, Path(folder, f"{name}.sqlite"), name)
            for name, _ in zip(NAMES, everybody, strict=False)
        ]
        for project, found in zip(files, everybody, strict=True):
            mark(project, found)
        _work_on(files, random)
        for _ in files:
            for one, other in random.sample(
                [*permutations(files, 2)], len(files) * (len(files) - 1)
            ):
                take(one, other)
        first = dump(files[0])
        for project in files:
            assert [*project.findings()] == []
            assert dump(project) == first
            assert standing_twice(project) == []
            for other in files:
                if other is not project:
                    assert not merge.plan(project, other.path).changes_anything
        _check_tags(files[0], everybody)
        for project in (start, *files):
            project.close()


def _work_on(files: Sequence[Project], random: Random) -> None:
    """Merge some of the files, join overlapping claims here, and keep others apart there."""
    for _ in range(random.randint(0, 3)):
        one, other = random.sample(files, 2)
        take(one, other)
        pairs = find_same_claims(one).overlapping
        if pairs and random.random() < 0.5:
            keep_apart(one, random.choice(pairs).ids)
        else:
            join_same(one, (random.randint(0, 2), random.randint(0, 1)))


def _check_tags(project: Project, everybody: Sequence[Sequence[tuple[int, Verdict]]]) -> None:
    """See that whoever marked words has a tag on a claim that stands there."""
    (article,) = project.articles.page()
    for name, found in zip(NAMES, everybody, strict=False):
        for place, _ in found:
            claim_id = project.highlights.exactly_at(article.version.id, Span(*PLACES[place]))
            assert claim_id is not None
            assert name in {tag.checker for tag in project.tags.of_claims([claim_id])}
