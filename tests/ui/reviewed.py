"""What a colleague sends back who differs: for pictures of a merge, and for walks through it."""

from pathlib import Path

from annotator.domain.articles import Article
from annotator.domain.claim_fields import ClaimWords
from annotator.domain.packages import Contents
from annotator.domain.verdicts import DisputeReason, Verdict
from annotator.services import annotating, describing, packaging
from annotator.services.project import Project


def two_conflicts(project: Project, article: Article, folder: Path) -> Path:
    """Ben's package: one claim said by somebody else, one removed that was worked on here."""
    path = folder / "Tram for Ben.review.sqlite"
    packaging.send_for_review(project, path, Contents((article.id,)))
    ben = Project.open(path)
    ben.work_as("Ben")
    first, second, third, fourth = ben.claims.of_article(article.id)[:4]
    annotating.tag(ben, first, Verdict.VERIFIED)
    annotating.tag(ben, third, Verdict.DISPUTED, DisputeReason.MISLEADING)
    annotating.conclude(ben, third, "The figure is for the whole county, not for the town.", "")
    describing.say(ben, second, ClaimWords.SPEAKER, "Council spokesman")
    describing.say(project, second, ClaimWords.SPEAKER, "The mayor")
    annotating.remove(ben, fourth)
    annotating.note(project, fourth, "Called the archive twice.")
    ben.close()
    return path
