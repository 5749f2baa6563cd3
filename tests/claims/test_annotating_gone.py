"""Acts on what is gone or was changed in another window."""

from collections.abc import Callable

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims, places
from annotator.claims.service.fields import set_status
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import NotFound
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.projects import dump, state


def gone(project: Project, claim: Claim, bens: Project) -> None:
    """Ben takes the claim away while Anna's window still shows it."""
    claims.remove(bens, [claim.id])
    assert project.claims.count(claim.article_id) == 0


def test_acts_on_a_claim_that_is_gone_say_so(
    project: Project, article: Article, claim: Claim, bens: Project
) -> None:
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    gone(project, claim, bens)
    before = dump(project)
    acts: list[Callable[[], object]] = [
        lambda: claims.tag(project, [claim.id], Verdict.VERIFIED),
        lambda: claims.conclude(project, claim, "Yes.", ""),
        lambda: claims.untag(project, [claim.id]),
        lambda: state(project, claim, "Yes."),
        lambda: claims.note(project, claim, "Yes."),
        lambda: claims.remove(project, [claim.id]),
        lambda: places.add_places(project, claim, article.version, [Span(0, 3)]),
    ]
    for act in acts:
        with pytest.raises(NotFound, match="This claim is not in this project"):
            act()
    assert dump(project) == before


def test_acts_on_an_article_that_is_gone_say_so(project: Project, article: Article) -> None:
    project.undo()
    with pytest.raises(NotFound, match="This article is not in this project"):
        claims.mark(project, article, Span(0, 3))


def test_a_tag_does_not_undo_what_another_window_concluded(
    project: Project, claim: Claim, bens: Project
) -> None:
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    bens.work_as("Anna")
    claims.conclude(bens, claim, "Concluded elsewhere.", "")
    claims.tag(project, [claim.id], Verdict.UNSUPPORTED)
    assert project.tags.of_claims([claim.id])[0].conclusion == "Concluded elsewhere."


def test_a_tag_does_not_take_a_claim_out_of_waiting_that_another_window_put_there(
    project: Project, claim: Claim, bens: Project
) -> None:
    set_status(bens, [claim.id], ClaimStatus.WAITING)
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    assert project.claims.get(claim.id).status is ClaimStatus.WAITING
