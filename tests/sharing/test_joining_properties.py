"""Joins of claims and people among all other work, merged in any order: it comes to the same."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.changes import Outcome
from annotator.project import Project
from annotator.review.service import comments
from annotator.sharing.service import merge
from tests.acts import Act, Pick, join, on_a_claim
from tests.projects import Rows, dump, make_article, make_claim, make_project
from tests.sharing.merges import Move, copy, join_two, standing_twice, take, work

some = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
NAMES = ("Ben", "Cem", "Dia", "Eve", "Fay")
MARK = "said by "
_tokens = count()


def token(project: Project) -> str:
    """Words that nobody else says."""
    return f"{MARK}{project.author.name} {next(_tokens):06}."


def give_a_tag(project: Project, claim: Claim, pick: Pick) -> Outcome:
    verdict = list(Verdict)[pick[1] % 3]
    claims.tag(project, [claim.id], verdict, DisputeReason.MISLEADING)
    return claims.conclude(project, claim, token(project), "")


JOINS: list[Act] = [
    *[on_a_claim(join)] * 8,
    *[join_two] * 2,
    *[on_a_claim(give_a_tag)] * 8,
    on_a_claim(lambda p, c, _: claims.note(p, c, token(p))),
    on_a_claim(lambda p, c, _: comments.comment(p, c, token(p))),
]
move = st.tuples(st.integers(0, 79), st.tuples(st.integers(0, 12), st.integers(0, 12)))
histories = st.lists(st.lists(move, max_size=6), min_size=2, max_size=5)


def beginning(folder: Path) -> Project:
    project = make_project(folder / "anna.sqlite")
    article = make_article(project)
    for quote in ("crime fell by a third", "fell by a third", "4,000", "It rose"):
        give_a_tag(project, make_claim(project, article, quote), (0, 0))
    return project


def work_apart(
    folder: Path, before: list[Move], apart: list[list[Move]]
) -> tuple[list[Project], set[str]]:
    """Files of one project, each with its own history, and the words said before they parted."""
    start = beginning(folder)
    work(start, before, *JOINS)
    said = tokens(dump(start))
    files = [
        copy(start, folder / f"{name}.sqlite", name) for name, _ in zip(NAMES, apart, strict=False)
    ]
    start.close()
    for project, history in zip(files, apart, strict=True):
        work(project, history, *JOINS)
    return files, said


def merge_all(files: Sequence[Project], folder: Path, random: Random) -> Project:
    """Merge all files into each other two by two, in an order that chance chooses."""
    left = [copy(each, folder / f"{random.random()}.sqlite") for each in files]
    while len(left) > 1:
        into, other = (left.pop(random.randrange(len(left))) for _ in range(2))
        decided = take(into, other).conflicts
        # what people decide about conflicts may well depend on what they saw first
        assume(not decided)
        other.close()
        left.append(into)
    return left[0]


def tokens(rows: Rows) -> set[str]:
    """The words in rows that only one person said."""
    words = (str(value) for found in rows.values() for row in found for value in row)
    return {MARK + rest[:11].split(".")[0] for each in words for rest in each.split(MARK)[1:]}


@some
@given(before=st.lists(move, max_size=4), apart=histories, seed=st.integers(0, 2**16))
def test_joins_come_to_the_same_in_any_order_and_lose_no_words(
    before: list[Move], apart: list[list[Move]], seed: int
) -> None:
    with TemporaryDirectory() as name:
        folder, random = Path(name), Random(seed)
        files, known = work_apart(folder, before, apart)
        results = [merge_all(files, folder, random) for _ in range(3)]
        first = dump(results[0])
        for each in results:
            assert [*each.findings()] == []
            assert dump(each) == first
            assert standing_twice(each) == []
        for each in files:
            # what somebody said apart is not known to any other, who could have taken it back
            assert tokens(dump(each)) - known <= tokens(first)
            assert not merge.plan(results[0], each.path).changes_anything
        for each in (*files, *results):
            each.close()
