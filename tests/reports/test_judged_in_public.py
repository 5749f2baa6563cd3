"""A public report gives a verdict on no words, and in no sentence, that its author did not judge.

The oracle knows the sentences, for it makes the texts of them; it asks neither the placing of
claims nor the standings, but writes down which words stood in which sentence when they were judged.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from annotator.articles.model import Article, Draft
from annotator.claims.fields import Claim
from annotator.claims.highlights import Highlight
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.errors import ContradictoryReport
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.service.report import build
from annotator.revisions.service.decisions import (
    accept_place,
    leave_on_old,
    open_placements,
)
from annotator.revisions.service.publication import mark_published
from annotator.revisions.service.revision import add_version, plan_revision
from tests.kernel.texts import moderate
from tests.projects import make_article, make_project
from tests.reports.projects import STATED

NOUNS = ("tower", "mast", "bridge", "mill")
FIGURES = ("300 m", "330 m", "4,000 people", "a third")
Words = set[tuple[str, str]]
"""Words of a claim, each with the sentences that they stood in."""


def sentence(random: Random) -> str:
    nots = random.choice(("", "not "))
    return f"The {random.choice(NOUNS)} has {nots}{random.choice(FIGURES)} of it."


def edited(random: Random, sentences: list[str]) -> list[str]:
    """Return sentences that were changed, cut, doubled, moved and put in."""
    found = [*sentences]
    for _ in range(random.randint(0, 4)):
        at = random.randrange(len(found))
        match random.randrange(6):
            case 0:
                found[at] = sentence(random)
            case 1 if len(found) > 2:
                del found[at]
            case 2:
                found.insert(at, random.choice(sentences))
            case 3:
                found.insert(random.randrange(len(found)), found.pop(at))
            case 4:
                found[at] = found[at].replace("has ", "has not ", 1)
            case _:
                found.insert(at, sentence(random))
    return found


@dataclass
class Desk:
    """A project with an article in versions of known sentences, and what was judged in it."""

    project: Project
    article: Article
    texts: dict[str, list[str]] = field(default_factory=dict)
    judged: dict[str, Words] = field(default_factory=dict)
    """The words of each claim, by its id, on which its verdict was given."""

    def sentence_at(self, version_id: str, span: Span) -> str:
        """The sentences that hold a place."""
        end, held = 0, []
        for words in self.texts[version_id]:
            start, end = end, end + len(words) + 1
            if start < span.end and span.start < end - 1:
                held.append(words)
        return " ".join(held)

    def mark(self, random: Random) -> None:
        number = random.randrange(len(self.texts[self.article.version.id]))
        start = sum(len(s) + 1 for s in self.texts[self.article.version.id][:number])
        words = self.texts[self.article.version.id][number]
        begin = words.index(" has ") + random.choice((1, 5))
        claims.mark(self.project, self.article, Span(start + begin, start + len(words) - 1))

    def tag(self, random: Random, claim: Claim) -> None:
        claims.tag(self.project, [claim.id], random.choice([*Verdict]), DisputeReason.MISLEADING)
        self.judged[claim.id] = self.words_of(self.newest_places(claim.id))

    def newest_places(self, claim_id: str) -> list[Highlight]:
        """The places of a claim in the newest version in which it has any."""
        places = self.project.highlights.of_claim(claim_id)
        order = [*self.texts]
        newest = max((order.index(place.version_id) for place in places), default=0)
        return [place for place in places if order.index(place.version_id) == newest]

    def words_of(self, places: Iterable[Highlight]) -> Words:
        return {(place.quote, self.sentence_at(place.version_id, place.span)) for place in places}

    def revise(self, random: Random) -> None:
        sentences = edited(random, self.texts[self.article.version.id])
        draft = Draft(" ".join(sentences))
        plan = plan_revision(self.project, self.article.id, draft)
        if not plan.is_newest_text:
            add_version(self.project, plan, sure=True)
            self.article = self.project.articles.get(self.article.id)
            self.texts[self.article.version.id] = sentences

    def decide(self, random: Random) -> None:
        for found in open_placements(self.project, self.article.id):
            match random.randrange(3):
                case 0 if found.proposals:
                    accept_place(self.project, found.id, found.proposals[0].span)
                case 1:
                    leave_on_old(self.project, found.id)

    def shown(self, entry: ClaimEntry) -> Words:
        """The words under a verdict, each with its sentence."""
        return self.words_of(entry.highlights or self.newest_places(entry.claim.id))


def make_desk(folder: Path, random: Random) -> Desk:
    sentences = [sentence(random) for _ in range(random.randint(3, 7))]
    project = make_project(folder / "public.sqlite")
    article = make_article(project, " ".join(sentences))
    return Desk(project, article, {article.version.id: sentences})


def act(desk: Desk, random: Random) -> None:
    listed = desk.project.claims.of_article(desk.article.id)
    match random.randrange(6):
        case 0:
            desk.mark(random)
        case 1 | 2 if listed:
            desk.tag(random, random.choice(listed))
        case 3:
            desk.decide(random)
        case 4 if desk.article.version.number == 1:
            mark_published(desk.project, desk.article.version, "2026-01-05")
        case _:
            desk.revise(random)


DECIDED = {verdict.value for verdict in Verdict}


@moderate
@given(st.randoms(use_true_random=False))
def test_no_verdict_stands_on_words_or_in_a_sentence_that_nobody_judged(random: Random) -> None:
    with ExitStack() as stack:
        desk = make_desk(Path(stack.enter_context(TemporaryDirectory())), random)
        stack.callback(desk.project.close)
        for _ in range(3):
            desk.mark(random)
        for claim in desk.project.claims.of_article(desk.article.id):
            desk.tag(random, claim)
        for _ in range(random.randint(3, 12)):
            act(desk, random)
        for kind in (ReportKind.PUBLIC, ReportKind.INTERNAL):
            for entry in entries(desk.project, kind):
                if kind is ReportKind.PUBLIC or entry.standing.value in DECIDED:
                    assert desk.shown(entry) <= desk.judged[entry.claim.id]
                    assert {words for words, _ in desk.shown(entry)} == {*entry.quotes}


def entries(project: Project, kind: ReportKind) -> tuple[ClaimEntry, ...]:
    choices = ReportChoices(kind, name_checkers=True)
    try:
        (article,) = build(project, stated_date=STATED, choices=choices).articles
    except ContradictoryReport:
        return ()
    return article.claims
