"""What somebody else removed is told in a sentence, and nothing else is changed in its place."""

from collections.abc import Callable

import pytest

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import claims, queries
from annotator.evidence.model import EvidenceDetails, SourceDetails, Stance
from annotator.evidence.service import evidence
from annotator.people.model import ContactDetails
from annotator.project import Project
from annotator.review.service import comments

Intent = Callable[[MainWindow, dict[str, str]], object]

INTENTS: dict[str, Intent] = {
    "edit evidence": lambda w, ids: w.evidencing.edit(ids["evidence"]),
    "stance": lambda w, ids: w.evidencing.set_stance(ids["evidence"], Stance.CONTEXT),
    "edit contact": lambda w, ids: w.describing.edit_contact(ids["contacts"]),
    "remove contact": lambda w, ids: w.describing.remove_contact(ids["contacts"]),
    "remove comment": lambda w, ids: w.reviewing.deciding.remove_comment(ids["comments"]),
    "show the claim": lambda w, ids: w.session.choose_claim(ids["claims"]),
    "verdict": lambda w, _: w.menus.actions["verified"].trigger(),
    "remove": lambda w, _: w.menus.actions["remove"].trigger(),
    "evidence": lambda w, _: w.menus.actions["evidence"].trigger(),
    "contact": lambda w, _: w.menus.actions["contact"].trigger(),
    "split": lambda w, _: w.menus.actions["split"].trigger(),
    "join": lambda w, _: w.menus.actions["join"].trigger(),
    "same words": lambda w, _: w.menus.actions["same_words"].trigger(),
    "add a passage": lambda w, _: w.menus.actions["add_place"].trigger(),
    "remove the passage": lambda w, _: w.menus.actions["remove_place"].trigger(),
    "copy": lambda w, _: w.menus.actions["copy_claim"].trigger(),
    "combine": lambda w, ids: w.handing_over._offer_joining("", ids["claims"], ids["claims"]),
    "settle": lambda w, _: w.reviewing.deciding.settle(),
    "no claim": lambda w, _: w.reviewing.deciding.no_claim(),
}


@pytest.fixture
def other(window: MainWindow) -> Project:
    """A second way into the same file, by which things are removed."""
    return window.session.project.another()


def full_claim(project: Project, claim_id: str) -> dict[str, str]:
    """Give a claim evidence, a contact and a comment; return the ids of all, by their table."""
    claim = project.claims.get(claim_id)
    evidence.add_evidence(
        project, claim, SourceDetails("The Post"), EvidenceDetails(Stance.SUPPORTS)
    )
    queries.log_contact(project, claim, ContactDetails(person="Inés"))
    comments.comment(project, claim, "Look again.")
    return {
        "claims": claim.id,
        "evidence": project.evidence.of_claims([claim.id])[0].id,
        "contacts": project.people.contacts(claim.id)[0].id,
        "comments": project.comments.of_claim(claim.id)[0].id,
    }


@pytest.mark.parametrize("intent", INTENTS)
def test_an_act_on_what_is_gone_says_so_and_changes_nothing(
    window: MainWindow, claim: Claim, other: Project, intent: str
) -> None:
    ids = full_claim(window.session.project, claim.id)
    window.session._catch_up()
    window.session._look.stop()  # so that it has not seen yet what the other did
    last = claims.remove(other, [claim.id]).change.seq
    INTENTS[intent](window, ids)
    assert other.history.latest_seq() == last
    window.session._catch_up()
    assert window.session.claim is None
