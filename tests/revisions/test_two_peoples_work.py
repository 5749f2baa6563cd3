"""Random work of two people on random drafts, in two files that meet: the bar holds in both."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from annotator.archive.service.restore import restore
from annotator.archive.service.writer import write_project
from annotator.articles.model import Article, Draft
from annotator.claims.service import claims, coverage, places, same_claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.errors import AnnotatorError, SameText
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.review.rulings import Settlement
from annotator.review.service import rulings
from annotator.revisions.service.decisions import (
    accept_place,
    decided_placements,
    leave_on_old,
    open_placements,
)
from annotator.revisions.service.revision import add_version, plan_revision
from annotator.sharing.packages import Contents
from annotator.sharing.service import merge
from annotator.sharing.service.packages import send_back, send_for_review
from tests.projects import make_article, make_project
from tests.revisions.work_oracle import SCRIPTS, Oracle, edited
from tests.sharing.merges import agreed, copy


@dataclass
class Desks:
    """Two files of one project, under work."""

    folder: Path
    oracle: Oracle
    rng: random.Random
    projects: list[Project]
    package: Project | None = None
    sender: Project | None = None
    number: int = 0
    told: list[str] = field(default_factory=list)

    def path(self) -> Path:
        self.number += 1
        return self.folder / f"{self.number}.factcheck"

    def check(self) -> None:
        for project in self.projects:
            self.oracle.check(project)


def article_of(project: Project) -> Article:
    return project.articles.page()[0]


def some_claim(desks: Desks, project: Project) -> str:
    found = [c.id for c in project.claims.of_article(article_of(project).id)]
    return desks.rng.choice(found) if found else ""


def some_words(desks: Desks, project: Project) -> Span:
    """Return words of the newest version, mostly within a sentence."""
    article = article_of(project)
    text = project.articles.text(article.version.id)
    one = desks.rng.choice(desks.oracle.texts[article.version.sha256])
    start = desks.rng.choice([n for n in range(len(text)) if text.startswith(one, n)])
    words = desks.oracle.script.words(one)
    first = desks.rng.randrange(len(words))
    last = desks.rng.randrange(first, min(len(words), first + 4))
    between = len(desks.oracle.script.between)
    ends = [0]
    for word in words:
        ends.append(ends[-1] + len(word) + between)
    end = start + ends[last + 1] - between
    return Span(
        start + ends[first], end + (desks.rng.randrange(9) == 0) * 3 * (end + 3 < len(text))
    )


def do_mark(desks: Desks, project: Project) -> None:
    claims.mark(project, article_of(project), some_words(desks, project))


def do_tag(desks: Desks, project: Project) -> None:
    claim_id = some_claim(desks, project)
    if claim_id:
        verdict = desks.rng.choice([*Verdict])
        claims.tag(project, [claim_id], verdict, DisputeReason.MISLEADING)
        desks.oracle.judged(project, "tags", claim_id)


def do_rule(desks: Desks, project: Project) -> None:
    claim_id = some_claim(desks, project)
    tags = project.tags.of_claims([claim_id]) if claim_id else []
    if tags:
        said = Settlement(desks.rng.choice([*Verdict]), DisputeReason.MISLEADING, why="So.")
        rulings.settle(project, project.claims.get(claim_id), tags, said)
        desks.oracle.judged(project, "rulings", claim_id)


def do_revise(desks: Desks, project: Project) -> None:
    article = article_of(project)
    sentences = desks.oracle.texts[article.version.sha256]
    if desks.rng.randrange(5) == 0:
        sentences = desks.rng.choice([*desks.oracle.texts.values()])
    else:
        for _ in range(desks.rng.randrange(1, 4)):
            sentences = edited(desks.oracle.script, sentences, desks.rng)
    draft = Draft(desks.oracle.written(sentences))
    with suppress(SameText):
        add_version(project, plan_revision(project, article.id, draft), sure=True)


def do_decide(desks: Desks, project: Project) -> None:
    waiting = open_placements(project, article_of(project).id)
    if waiting:
        found = desks.rng.choice(waiting)
        spans = [proposal.span for proposal in found.proposals]
        if spans and desks.rng.randrange(3):
            accept_place(project, found.id, desks.rng.choice(spans))
        else:
            leave_on_old(project, found.id)


def do_decide_again(desks: Desks, project: Project) -> None:
    decided = decided_placements(project, article_of(project).id)
    if decided:
        accept_place(project, desks.rng.choice(decided).id, some_words(desks, project))


def do_move(desks: Desks, project: Project) -> None:
    claim_id = some_claim(desks, project)
    version = article_of(project).version
    here = [h for h in project.highlights.of_claim(claim_id) if h.version_id == version.id]
    if not here:
        return
    place, claim = desks.rng.choice(here), project.claims.get(claim_id)
    match desks.rng.randrange(4):
        case 0:
            places.move_place(project, place, some_words(desks, project))
        case 1:
            places.add_places(project, claim, version, [some_words(desks, project)])
        case 2:
            places.remove_place(project, place)
        case _:
            places.split(project, place, place.span)


def do_add_everywhere(desks: Desks, project: Project) -> None:
    claim_id = some_claim(desks, project)
    version = article_of(project).version
    here = [h for h in project.highlights.of_claim(claim_id) if h.version_id == version.id]
    if here:
        found = places.same_words(project, here[0])[:2]
        places.add_places(project, project.claims.get(claim_id), version, found)


def do_read(desks: Desks, project: Project) -> None:
    article = article_of(project)
    sentences = Sentences(project.articles.text(article.version.id))
    coverage.nothing_to_check(project, article, sentences, some_words(desks, project))
    desks.oracle.people_read(project, article.version.sha256, article.version.id)


def do_join(desks: Desks, project: Project) -> None:
    found = same_claims.find_same_claims(project)
    if desks.rng.randrange(2):
        same_claims.join_same_claims(project, found.one_to_one())
    else:
        one, other = some_claim(desks, project), some_claim(desks, project)
        if one and one != other:
            places.join(project, project.claims.get(one), project.claims.get(other))


def do_undo(desks: Desks, project: Project) -> None:
    done = 0
    for _ in range(desks.rng.randrange(1, 5)):
        step = project.to_undo()
        if step is None or step.label.startswith("Add “"):
            break
        with suppress(AnnotatorError):
            project.undo()
            done += 1
        desks.oracle.check(project)
    for _ in range(desks.rng.randrange(done + 1)):
        with suppress(AnnotatorError):
            project.redo()
        desks.oracle.check(project)


def do_merge(desks: Desks, project: Project) -> None:
    (other,) = (each for each in desks.projects if each is not project)
    bring(desks, project, other.path)


def bring(desks: Desks, project: Project, path: Path) -> None:
    """Merge a file, with claims on identical words joined or not."""
    planned = merge.plan(project, path)
    chosen = agreed(planned)
    groups = []
    if desks.rng.randrange(2):
        groups = [g.ids for g in merge.same_after(project, planned, chosen).identical]
    merge.merge(project, planned, chosen, same=groups)


def do_send(desks: Desks, project: Project) -> None:
    """Send the article to a third person, or bring their answer home."""
    if desks.package is None:
        path = desks.path()
        blind = bool(desks.rng.randrange(2))
        send_for_review(project, path, Contents((article_of(project).id,), blind=blind))
        desks.package = Project.open(path)
        desks.package.work_as("Carla")
        desks.sender = project
        return
    # a reply holds what was done in the package, and fits the file that it was sent from
    package, desks.package = desks.package, None
    project = desks.sender or project
    path = desks.path()
    with suppress(AnnotatorError):
        send_back(package, path)
        bring(desks, project, path)
    package.close()


def do_work_in_package(desks: Desks, _project: Project) -> None:
    if desks.package is not None:
        act = desks.rng.choice((do_mark, do_tag, do_tag, do_decide, do_move))
        with suppress(AnnotatorError):
            act(desks, desks.package)
            if act is not do_tag:
                desks.oracle.people_placed(desks.package)
        desks.oracle.check(desks.package)


def do_archive(desks: Desks, project: Project) -> None:
    target, path = desks.path(), desks.path()
    write_project(project, ReportChoices(), target)
    restore(path, target, by="Anna")
    again = Project.open(path)
    desks.oracle.check(again)
    assert [*again.findings()] == []
    again.close()


Act = Callable[[Desks, Project], None]
BY_HAND: Sequence[Act] = (do_mark, do_decide, do_decide_again, do_move, do_add_everywhere)
ACTS: Sequence[Act] = (
    *(do_mark, do_mark, do_tag, do_tag, do_tag, do_rule, do_revise, do_revise, do_decide),
    *(do_decide, do_decide_again, do_move, do_add_everywhere, do_join, do_undo, do_merge),
    *(do_send, do_work_in_package, do_archive, do_read),
)


def worked(folder: Path, name: str, seed: int, steps: int) -> None:
    """Let two people work at random, and see after each step that the bar holds."""
    rng = random.Random(seed)
    oracle = Oracle(SCRIPTS[name])
    sentences = tuple(oracle.script.sentence(rng.randrange(60)) for _ in range(6))
    annas = make_project(folder / "anna.factcheck")
    make_article(annas, oracle.written(sentences))
    bens = copy(annas, folder / "ben.factcheck", "Ben")
    desks = Desks(folder, oracle, rng, [annas, bens])
    for _ in range(steps):
        project = rng.choice(desks.projects)
        act = rng.choice(ACTS)
        desks.told.append(f"{act.__name__} by {project.author.name}")
        with suppress(AnnotatorError):
            act(desks, project)
            if act in BY_HAND:
                oracle.people_placed(project)
        desks.check()
    for project in desks.projects:
        with suppress(AnnotatorError):
            do_merge(desks, project)
        desks.check()
        assert [*project.findings()] == []
    for project in filter(None, (*desks.projects, desks.package)):
        project.close()


@pytest.mark.parametrize("name", [*SCRIPTS])
def test_the_bar_holds_whatever_two_people_do(tmp_path: Path, name: str) -> None:
    worked(tmp_path, name, seed=len(name), steps=20)
