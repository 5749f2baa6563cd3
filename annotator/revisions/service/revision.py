"""A draft as the newest version of its article: what it would make of each claim, and the act.

A plan is made on a connection of its own, away from the window; it changes nothing. The act places
what the plan does not know, such as a claim that somebody marked meanwhile, by the same rules.
"""

from annotator.articles.model import Draft
from annotator.kernel.changes import Outcome
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.revisions.plan import RevisionPlan

LEAST_SHARED = 0.1
"""The share of words in a row from which a draft is taken for the same article without asking."""


def plan_revision(
    project: Project, article_id: str, draft: Draft, progress: Progress = unwatched
) -> RevisionPlan:
    """Return what a draft would make of each claim as the newest version of an article.

    It only reads. A draft with the text of the newest version gets a plan without places, which
    cannot be carried out.

    Args:
        project: The project; in a job, a connection of its own.
        article_id: The article.
        draft: The draft, as the intake of articles reads it. The changes tracked in its file are
            followed if they lead from the newest version to the draft.
        progress: Hears how many of the steps are done, and may ask to stop.

    Raises:
        NotFound: the article is gone.
        UnusableCharacters: the text cannot be kept.
        Cancelled: ``progress`` asked to stop.
    """
    raise NotImplementedError


def add_version(
    project: Project, plan: RevisionPlan, progress: Progress = unwatched, *, sure: bool = False
) -> Outcome:
    """Add the draft of a plan as the newest version of its article, in one change.

    Places that are the same are carried over with their claims, and marks of nothing to check with
    their sentences; every other place gets a placement, about which a person decides. Nothing else
    is touched. The file of the draft is kept with the version. It may run in a job, on a connection
    of its own: whoever is at work there is the author.

    Args:
        project: The project.
        plan: The plan. Claims that were marked, moved or removed since are placed as they stand.
        progress: Hears how many of the steps are done, and may ask to stop.
        sure: Whether a person has confirmed the questions of the plan.

    Raises:
        SameText: the newest version has this text already; nothing was changed.
        NotConfirmed: the plan has a question, and nobody confirmed it; nothing was changed.
        NotFound: the article is gone.
        Cancelled: ``progress`` asked to stop; nothing was changed.
        ProjectError: no row was written.
    """
    raise NotImplementedError
