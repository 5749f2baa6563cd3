"""An article in three versions, with a claim for each way from one to the next, made by hand."""

from dataclasses import dataclass
from pathlib import Path

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import anchor, find_quote
from annotator.claims.verdicts import Verdict
from annotator.project import Project
from annotator.revisions.model import PlacementRecord, PlaceOutcome, Placing
from annotator.storage.ids import new_id
from tests.reports.projects import make_article, make_project, mark, tag
from tests.revisions.texts import add_text

FIRST = (
    "The mill stands. The weir broke. The otter came back. The towns paid 212 million. "
    "No trout was caught. The ferry ran. It rained. The ferry ran again. The bridge fell."
)
SECOND = (
    "The mill stands. The otter came back. The towns paid 300 million. Some trout was caught. "
    "The ferry ran. It rained. The ferry never ran again. The bridge fell."
)
THIRD = (
    "The mill stands. The towns paid 300 million. Some trout was caught at last. It snowed. "
    "The ferry ran. The ferry never ran again. The bridge stood."
)


@dataclass(frozen=True)
class Versions:
    """The claims of the article.

    ``mill`` stays, ``weir`` is cut in version 2 and ``otter`` in version 3. ``towns`` was left on
    version 1 by Tomasz, ``trout`` is not decided since version 2, nor is one of the two places of
    ``ferry``; ``rain`` is not decided since version 3 and was never judged, and ``bridge`` was left
    on version 2 by Ines.
    """

    article: Article
    mill: Claim
    weir: Claim
    otter: Claim
    towns: Claim
    trout: Claim
    ferry: Claim
    rain: Claim
    bridge: Claim


def make_versions(path: Path) -> tuple[Project, Versions]:
    project = make_project(path)
    return project, add_versions(project)


def add_versions(project: Project) -> Versions:
    """Add the article; claims that are judged are verified by Ines."""
    first = make_article(project, FIRST)
    mill, weir, otter, towns, trout, ferry, rain, bridge = (
        mark(project, first, words)
        for words in (
            *("mill stands", "weir broke", "otter came back", "212 million"),
            *("trout was caught", "The ferry ran", "rained", "bridge fell"),
        )
    )
    stand(project, ferry, first, "The ferry ran", 2)
    for claim in (mill, weir, otter, towns, trout, ferry, bridge):
        tag(project, claim, Verdict.VERIFIED, conclusion=f"Seen, {claim.number}.")
    second = add_text(project, first, SECOND)
    for claim, words in ((mill, "mill stands"), (otter, "otter came back"), (rain, "rained")):
        stand(project, claim, second, words)
    stand(project, ferry, second, "The ferry ran")
    stand(project, bridge, second, "bridge fell")
    lose(project, weir, second, Placing.GONE)
    lose(project, towns, second, Placing.CHANGED, "Tomasz")
    lose(project, trout, second, Placing.SENTENCE_CHANGED)
    lose(project, ferry, second, Placing.SENTENCE_CHANGED, place=1)
    third = add_text(project, second, THIRD)
    stand(project, mill, third, "mill stands")
    stand(project, ferry, third, "The ferry ran")
    for claim in (weir, otter):
        lose(project, claim, third, Placing.GONE)
    lose(project, towns, third, Placing.GONE)
    lose(project, trout, third, Placing.CHANGED)
    lose(project, ferry, third, Placing.SENTENCE_CHANGED, place=1)
    lose(project, rain, third, Placing.CHANGED)
    lose(project, bridge, third, Placing.CHANGED, "Ines")
    return Versions(third, mill, weir, otter, towns, trout, ferry, rain, bridge)


def stand(
    project: Project, claim: Claim, article: Article, words: str, occurrence: int = 1
) -> None:
    """Let a claim stand on words of the newest version."""
    text = project.articles.text(article.version.id)
    with project.change("Carry over") as change:
        place = anchor(text, find_quote(text, words, occurrence))
        change.highlights.add(claim.id, article.version.id, place)


def lose(
    project: Project,
    claim: Claim,
    article: Article,
    placing: Placing,
    left_by: str = "",
    place: int = 0,
) -> None:
    """Keep a record of a place of a claim that was not carried over into the newest version."""
    numbers = {v.id: v.number for v in project.articles.versions(article.id)}
    places = sorted(
        project.highlights.of_claim(claim.id), key=lambda h: (-numbers[h.version_id], h.span.start)
    )
    older = [h for h in places if h.version_id != article.version.id]
    is_left = placing is Placing.GONE or bool(left_by)
    by = project.people.named(left_by) if left_by else None
    if left_by and by is None:
        project.work_as(left_by)
        by = project.author
        project.work_as("Ines")
    record = PlacementRecord(
        new_id(),
        claim.id,
        article.version.id,
        older[place].id if place < len(older) else older[0].id,
        placing,
        PlaceOutcome.LEFT if is_left else None,
        by.id if by else "",
        project.now() if left_by else "",
    )
    with project.change("Not carried over") as change:
        change.placements.add(record)
