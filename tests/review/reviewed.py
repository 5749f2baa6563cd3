"""What a colleague sends back who differs: for pictures of a merge, and for walks through it."""

from pathlib import Path

from annotator.articles.model import Article
from annotator.claims.fields import ClaimWords
from annotator.claims.service import claims, fields
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.project import Project
from annotator.sharing.packages import Contents
from annotator.sharing.service import packages


def two_conflicts(project: Project, article: Article, folder: Path) -> Path:
    """Ben's package: one claim said by somebody else, one removed that was worked on here."""
    path = folder / "Tram for Ben.review.sqlite"
    packages.send_for_review(project, path, Contents((article.id,)))
    ben = Project.open(path)
    ben.work_as("Ben")
    first, second, third, fourth = ben.claims.of_article(article.id)[:4]
    claims.tag(ben, [first.id], Verdict.VERIFIED)
    claims.tag(ben, [third.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    claims.conclude(ben, third, "The figure is for the whole county, not for the town.", "")
    fields.say(ben, second, ClaimWords.SPEAKER, "Council spokesman")
    fields.say(project, second, ClaimWords.SPEAKER, "The mayor")
    claims.remove(ben, [fourth.id])
    claims.note(project, fourth, "Called the archive twice.")
    ben.close()
    return path
