"""A new draft: 10,000 claims carried over into 1 MB of text, and 100 claims to their decisions."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.articles.intake.reader import read_file
from annotator.articles.model import Article
from annotator.claims.highlights import anchor
from annotator.claims.service.coverage import survey
from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from annotator.revisions.placements import place_claims
from annotator.revisions.service.revision import add_version, plan_revision
from annotator.revisions.service.unread import SentenceComparisons, new_to_read
from annotator.storage.ids import new_id
from tests.benchmarks.conftest import Measure
from tests.benchmarks.projects import build, text_of
from tests.revisions.texts import add_text

CARRY = "carry 10,000 claims into a draft with 1,000 edits (floor: write as many highlights)"
DECIDE = "100 claims of 3,000 words to the list of decisions (floor: cut both texts in sentences)"
WORDS = 21_000
"""Code points of about 3,000 words."""
Drafted = Callable[[int, int, int], tuple[Path, Path]]


def edited(text: str, edits: int) -> str:
    """Return a text in which so many sentences have a word more, or another one."""
    chance = random.Random(3)
    sentences = text.split(". ")
    for number in chance.sample(range(len(sentences)), edits):
        words = sentences[number].split(" ")
        place = chance.randrange(1, len(words))
        words[place : place + chance.randrange(2)] = ["never"]
        sentences[number] = " ".join(words)
    return ". ".join(sentences)


@pytest.fixture(scope="module")
def drafted(folder: Path) -> Drafted:
    """Projects of an article with claims, each with the file of its next draft."""
    made: dict[int, tuple[Path, Path]] = {}

    def make(length: int, claims: int, edits: int) -> tuple[Path, Path]:
        if claims not in made:
            text = text_of(length)
            path, draft = folder / f"drafted-{claims}.sqlite", folder / f"draft-{claims}.txt"
            build(path, [text], claims).close()
            draft.write_text(edited(text, edits), encoding="utf-8")
            made[claims] = path, draft
        return made[claims]

    return make


def opened_anew(path: Path, folder: Path) -> Project:
    """Return a fresh copy of a project, opened."""
    target = folder / "revised.sqlite"
    for left in folder.glob("revised*"):
        left.unlink()
    shutil.copy(path, target)
    return Project.open(target)


def test_carry_floor(drafted: Drafted, folder: Path, measure: Measure) -> None:
    path, _ = drafted(1_000_000, 10_000, 1_000)
    project = opened_anew(path, folder)
    version = project.articles.page()[0].version
    text = project.articles.text(version.id)
    places = project.highlights.of_version(version.id)

    def write() -> None:
        with project.change("Again") as change:
            again = [replace(p, id=new_id(), anchor=anchor(text, p.span)) for p in places]
            change.highlights.add_all(again)

    measure(CARRY, "floor", 6, write, rounds=3)


def test_carry_ours(drafted: Drafted, folder: Path, measure: Measure) -> None:
    path, file = drafted(1_000_000, 10_000, 1_000)
    projects: list[Project] = []

    def carry() -> None:
        project = projects[-1]
        article_id = project.articles.page()[0].id
        add_version(project, plan_revision(project, article_id, read_file(file)))
        assert project.articles.page()[0].version.number == 2

    measure(
        CARRY, "ours", 6, carry, setup=lambda: projects.append(opened_anew(path, folder)), rounds=3
    )


def test_decide_floor(drafted: Drafted, measure: Measure) -> None:
    path, file = drafted(WORDS, 100, 30)
    project = Project.open(path)
    texts = project.articles.text(project.articles.page()[0].version.id), file.read_text("utf-8")
    measure(DECIDE, "floor", 6, lambda: [SentenceUnits(text) for text in texts])


def test_decide_ours(drafted: Drafted, measure: Measure) -> None:
    path, file = drafted(WORDS, 100, 30)
    project = Project.open(path)
    article_id = project.articles.page()[0].id

    def decide() -> None:
        assert plan_revision(project, article_id, read_file(file)).undecided

    measure(DECIDE, "ours", 6, decide)


PLACE = "place 10,000 claims of 1 MB after 1,000 edits (floor: cut both texts in sentences)"
ALL_CHANGED = "place 10,000 claims of 1 MB with no sentence left (floor: cut both in sentences)"
COPIES = "place 10,000 claims in 10,000 equal sentences, one cut (floor: cut both in sentences)"


def pairs() -> dict[str, tuple[str, str]]:
    """Older and new texts, by what is measured with them."""
    text, copies = text_of(1_000_000), "The council paid 300 euros for it. " * 10_000
    return {
        PLACE: (text, edited(text, 1_000)),
        ALL_CHANGED: (text, text_of(1_000_000, 2)),
        COPIES: (copies, copies[35:]),
    }


BARS = {PLACE: 3, ALL_CHANGED: 10, COPIES: 4}


@pytest.mark.parametrize("group", BARS)
def test_place_floor(group: str, measure: Measure) -> None:
    texts = pairs()[group]
    measure(group, "floor", BARS[group], lambda: [*map(SentenceUnits, texts)], rounds=3)


@pytest.mark.parametrize("group", BARS)
def test_place_ours(group: str, measure: Measure) -> None:
    old, new = pairs()[group]
    units, chance = (SentenceUnits(old), SentenceUnits(new)), random.Random(5)
    starts = [chance.randrange(len(old) - 40) for _ in range(10_000)]
    places = [Span(start, start + 40) for start in starts]
    measure(group, "ours", BARS[group], lambda: place_claims(*units, places), rounds=3)


FIRST = (
    "compare 1 MB with 1,000 edits, for what is new to read (floor: cut both texts in sentences)"
)
AGAIN = "count what is new to read in 1 MB anew, after an act (floor: count the coverage anew)"


@pytest.fixture
def newer(drafted: Drafted, folder: Path) -> Iterator[tuple[Project, Article]]:
    """A project of 1 MB with 10,000 claims and a newer text, in which no claim stands yet."""
    path, file = drafted(1_000_000, 10_000, 1_000)
    project = opened_anew(path, folder)
    yield project, add_text(project, project.articles.page()[0], file.read_text("utf-8"))
    project.close()


def test_compare_floor(newer: tuple[Project, Article], measure: Measure) -> None:
    project, article = newer
    texts = [project.articles.text(v.id) for v in project.articles.versions(article.id)]
    measure(FIRST, "floor", 2, lambda: [SentenceUnits(text) for text in texts], rounds=5)


def test_compare_ours(newer: tuple[Project, Article], measure: Measure) -> None:
    project, article = newer
    measure(FIRST, "ours", 2, lambda: new_to_read(project, article, since=1), rounds=5)


def test_count_floor(newer: tuple[Project, Article], measure: Measure) -> None:
    project, article = newer
    sentences = Sentences(project.articles.text(article.version.id))
    measure(AGAIN, "floor", 4, lambda: survey(project, article, sentences))


def test_count_ours(newer: tuple[Project, Article], measure: Measure) -> None:
    project, article = newer
    kept = SentenceComparisons()
    measure(AGAIN, "ours", 4, lambda: new_to_read(project, article, 1, kept))
