"""Articles with claims, and new drafts of them, to test what becomes of the claims."""

from annotator.articles.model import Article, Draft, OriginalFile
from annotator.kernel.changes import Outcome
from annotator.project import Project
from annotator.revisions.plan import OpenPlacement, RevisionPlan
from annotator.revisions.service.decisions import open_placements
from annotator.revisions.service.revision import add_version, plan_revision

TOWER = (
    "The tower is 300 m high. It was built in 1889 by the city. "
    "Crime fell by a third last year.\n\n"
    "The mayor, Ana Silva, said so on Monday. Nobody was hurt. The bridge cost 4 million."
)


def plan(project: Project, article: Article, text: str, name: str = "") -> RevisionPlan:
    """Return the plan of a draft; with a name, as read from a file."""
    original = OriginalFile(name, "text/plain", text.encode()) if name else None
    return plan_revision(project, article.id, Draft(text, original=original))


def revise(project: Project, article: Article, text: str, name: str = "") -> Outcome:
    """Add a draft as the newest version."""
    return add_version(project, plan(project, article, text, name), sure=True)


def now(project: Project, article: Article) -> Article:
    """Return the article with its newest version."""
    return project.articles.get(article.id)


def words_in_newest(project: Project, article: Article) -> dict[int, list[str]]:
    """Return the words on which claims stand in the newest version, by their numbers."""
    version = now(project, article).version
    found: dict[int, list[str]] = {}
    for claim in project.claims.of_article(article.id):
        for place in project.highlights.of_claim(claim.id):
            if place.version_id == version.id:
                found.setdefault(claim.number, []).append(place.quote)
    return found


def waiting(project: Project, article: Article) -> dict[int, OpenPlacement]:
    """Return the open placements by the numbers of their claims."""
    return {each.claim_number: each for each in open_placements(project, article.id)}
