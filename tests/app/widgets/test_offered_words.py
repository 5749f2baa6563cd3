"""Every word of a list that people choose from is offered, and each field of words has a place."""

from collections.abc import Callable
from enum import StrEnum

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from annotator.app.window.main_window import MainWindow
from annotator.appearance import label, meaning
from annotator.claims.fields import CLAIM_FIELDS, ClaimWords
from annotator.claims.model import ClaimKind, ClaimStatus, ErrorKind, Importance, Resolution
from annotator.claims.ui.details.correspondence import ContactForm
from annotator.claims.ui.details.reason_strip import ReasonStrip
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import SourceRank, SourceType, Stance
from annotator.evidence.ui.form import StanceRow
from annotator.evidence.ui.source_form import SourceForm
from annotator.exchange.verdict_labels import reason_of
from annotator.kernel.errors import MissingReason
from annotator.people.model import ContactOutcome, ContactTerms, QueryStatus
from annotator.review.model import Decision
from annotator.review.ui.dialogs import VerdictChoice
from annotator.revisions.model import CorrectionKind
from annotator.revisions.ui.corrections_dialog import (
    CorrectionActs,
    CorrectionRow,
    CorrectionsDialog,
)
from annotator.schema.tables import LOGGED

Offer = Callable[[MainWindow], list[str]]


def of(box: QComboBox) -> list[str]:
    return [box.itemText(n) for n in range(box.count())]


def labels(members: object) -> list[str]:
    assert isinstance(members, dict)
    return [label(member) for member in members if member is not None]


def form(window: MainWindow) -> SourceForm:
    made = SourceForm(lambda _: [], lambda _: None)
    made.setParent(window)
    return made


def contact(window: MainWindow) -> ContactForm:
    made = ContactForm("")
    made.setParent(window)
    return made


def corrections(window: MainWindow) -> CorrectionsDialog:
    acts = CorrectionActs(lambda _row, _details: False, lambda _row: None)
    article = window.session.project.articles.page()[0]
    return CorrectionsDialog(window, article, [CorrectionRow()], "2026-12-01", acts)


def reasons(window: MainWindow) -> list[str]:
    strip = window.findChild(ReasonStrip)
    assert strip is not None
    dialog = VerdictChoice()
    assert labels(dialog.reasons.chips) == labels(strip.buttons)
    return labels(strip.buttons)


OFFERED: dict[type[StrEnum], Offer] = {
    ClaimKind: lambda window: labels(window.claims.details.about.kinds.chips),
    Importance: lambda window: labels(window.claims.details.about.importance.chips),
    ErrorKind: lambda window: labels(window.claims.details.about.error_kind.choices),
    Resolution: lambda window: labels(window.claims.details.about.resolution.choices),
    ClaimStatus: lambda window: labels(window.claims.details.head.status.choices),
    Verdict: lambda window: labels(window.claims.details.mine.verdicts.buttons),
    DisputeReason: reasons,
    SourceType: lambda window: of(form(window).type),
    SourceRank: lambda window: of(form(window).rank),
    Stance: lambda window: labels(StanceRow(window).buttons),
    ContactTerms: lambda window: of(contact(window).terms),
    ContactOutcome: lambda window: of(contact(window).outcome),
    CorrectionKind: lambda window: of(corrections(window).kind),
}
"""By enumeration, the labels that the window offers."""
NOT_OFFERED: dict[type[StrEnum], str] = {
    QueryStatus: "each query has a chooser of its own, which shows all",
    Decision: "each decision has a button of its own",
}
CHOSEN = {
    column.field.words
    for table in LOGGED.values()
    for column in table.columns
    if column.field is not None and column.field.words is not None
}


def test_every_list_of_words_is_known_to_be_offered() -> None:
    assert {*OFFERED} | {*NOT_OFFERED} == CHOSEN


@pytest.mark.parametrize("words", OFFERED, ids=lambda words: words.__name__)
def test_every_word_of_a_list_is_offered(window: MainWindow, words: type[StrEnum]) -> None:
    assert OFFERED[words](window) == [label(member) for member in words]


@pytest.mark.parametrize("reason", DisputeReason, ids=lambda reason: reason.value)
def test_a_reason_is_told_wherever_one_is_asked_for(
    window: MainWindow, reason: DisputeReason
) -> None:
    strip = window.findChild(ReasonStrip)
    assert strip is not None
    said = [part.text() for part in strip.buttons[reason].findChildren(QLabel)]
    assert label(reason) in said
    assert meaning(reason), "what it means is missing in the labels"
    assert meaning(reason).removesuffix(".") in strip.buttons[reason].accessibleName()
    assert reason_of(reason.value) is reason, "a file that was exported does not bring it back"
    assert reason.value in str(MissingReason(DisputeReason))


@pytest.mark.parametrize("words", ClaimWords, ids=lambda words: words.value)
def test_every_field_of_words_has_its_place_in_the_details(
    window: MainWindow, words: ClaimWords
) -> None:
    about = window.claims.details.about
    field = about.typed[words]
    assert about.isAncestorOf(field), f"“{words.value}” is nowhere in the details"
    buddies = {name.buddy(): name.text() for name in about.findChildren(QLabel) if name.buddy()}
    assert buddies[field].replace("&", "") == CLAIM_FIELDS[words.value].prompt
