"""The details of a claim: words that save as you go, evidence, files and notes."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.app.widgets.plain_text import Label
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.service.claim_view import TypedWordsOfClaim
from annotator.evidence.model import Evidence
from annotator.evidence.ui.list import EvidenceCard
from tests.app.desks import drop, press, span_of, until, write
from tests.evidence.ui.evidence_kept import open_form
from tests.projects import as_another


def conclusion(window: MainWindow, claim: Claim) -> str:
    return window.session.project.tags.of_claims([claim.id])[0].conclusion


def add_evidence(window: MainWindow, title: str, *files: Path) -> None:
    before = len(evidence(window))
    form = open_form(window)
    write(form.source.title, title)
    if not form.source.url.text():
        write(form.source.url, "https://archive.example/harbour")
    write(form.quotation, "The dredger left in May 1987.")
    form.give(files)
    QTest.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    until(lambda: len(evidence(window)) == before + 1)


def evidence(window: MainWindow) -> list[Evidence]:
    assert window.session.claim is not None
    return window.session.project.evidence.of_claims([window.session.claim.id])


def test_a_conclusion_is_saved_when_the_field_is_left(window: MainWindow, claim: Claim) -> None:
    write(window.claims.details.mine.conclusion, "The archive does not say.")
    press(window, "Ctrl+Return")
    assert conclusion(window, claim) == "The archive does not say."


def test_a_conclusion_is_saved_when_typing_rests(
    qtbot: QtBot, window: MainWindow, claim: Claim
) -> None:
    write(window.claims.details.mine.conclusion, "Rest.")
    qtbot.waitUntil(lambda: conclusion(window, claim) == "Rest.", timeout=4000)


def test_a_conclusion_goes_to_the_claim_it_was_typed_on(window: MainWindow, claim: Claim) -> None:
    write(window.claims.details.mine.conclusion, "About the dredging.")
    window.text.view.select(span_of(window, "Nurses disagree"))
    window.desk.mark()
    assert conclusion(window, claim) == "About the dredging."
    assert window.session.claim is not None
    assert window.session.claim.id != claim.id


def test_closing_the_window_saves_what_was_being_typed(
    window: MainWindow, claim: Claim, path: Path
) -> None:
    write(window.claims.details.mine.conclusion, "Almost lost.")
    window.close()
    assert window.open(path)
    assert conclusion(window, claim) == "Almost lost."


def test_a_no_break_space_that_was_typed_is_kept(window: MainWindow, claim: Claim) -> None:
    write(window.claims.details.mine.conclusion, "12\u00a0km")
    press(window, "Ctrl+Return")
    assert conclusion(window, claim) == "12\u00a0km"


def test_undo_belongs_to_the_field_while_it_has_the_focus(window: MainWindow, claim: Claim) -> None:
    field = window.claims.details.mine.conclusion
    write(field, "abc")
    press(window, "Ctrl+Z")
    assert field.words() == ""
    assert window.session.project.tags.of_claims([claim.id])


def test_evidence_with_a_file_is_kept(window: MainWindow, claim: Claim, tmp_path: Path) -> None:
    proof = tmp_path / "proof.pdf"
    proof.write_bytes(b"%PDF proof")
    add_evidence(window, "Harbour archive", proof)
    (piece,) = window.session.project.evidence.of_claims([claim.id])
    assert piece.source.details.title == "Harbour archive"
    assert piece.details.quotation == "The dredger left in May 1987."
    (attachment,) = piece.attachments
    assert window.session.project.evidence.content(attachment.sha256) == b"%PDF proof"


def test_a_file_dropped_on_evidence_is_attached(
    qtbot: QtBot, window: MainWindow, claim: Claim, tmp_path: Path
) -> None:
    add_evidence(window, "Harbour archive")
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"scan")
    until(lambda: window.claims.details.evidence.findChild(EvidenceCard) is not None)
    card = window.claims.details.evidence.findChild(EvidenceCard)
    assert isinstance(card, EvidenceCard)
    drop(card, scan)
    qtbot.waitUntil(lambda: len(evidence(window)[0].attachments) == 1)
    assert evidence(window)[0].attachments[0].name == "scan.png"
    assert evidence(window)[0].claim_id == claim.id


def test_a_source_used_before_is_not_made_twice(window: MainWindow, claim: Claim) -> None:
    add_evidence(window, "Harbour archive")
    add_evidence(window, "Harbour archive")
    pieces = window.session.project.evidence.of_claims([claim.id])
    assert len({piece.source.id for piece in pieces}) == 1


def test_a_bad_address_is_told_in_the_form(window: MainWindow, claim: Claim) -> None:
    form = open_form(window)
    write(form.source.title, "Trap")
    write(form.source.url, "javascript:alert(1)")
    QTest.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert form.isVisible()
    assert "http" in form._problem.text()
    assert window.session.project.evidence.of_claims([claim.id]) == []


def test_removed_evidence_comes_back_by_undo(window: MainWindow, claim: Claim) -> None:
    add_evidence(window, "Harbour archive")
    before = window.session.project.evidence.of_claims([claim.id])
    window.evidencing.remove(before[0].id)
    assert window.session.project.evidence.of_claims([claim.id]) == []
    window.text.view.setFocus()
    press(window, "Ctrl+Z")
    assert window.session.project.evidence.of_claims([claim.id]) == before


def test_a_note_is_added_and_removed(window: MainWindow, claim: Claim) -> None:
    press(window, "N")
    write(window.claims.details.notes.new, "Ask the desk")
    press(window, "Return")
    (note,) = window.session.project.people.notes(claim.id)
    assert (note.body, note.author) == ("Ask the desk", "Anna")
    window.claims.details.notes.remove_asked.emit(note.id)
    assert window.session.project.people.notes(claim.id) == []


def test_opening_another_project_saves_what_was_being_typed(
    window: MainWindow, claim: Claim, path: Path
) -> None:
    write(window.claims.details.mine.conclusion, "Almost lost.")
    assert window.open(path.with_name("other.sqlite"), new=True)
    assert window.open(path)
    assert conclusion(window, claim) == "Almost lost."


@pytest.mark.parametrize(
    "words", [TypedWordsOfClaim.NEW_QUERY, TypedWordsOfClaim.NEW_NOTE, ClaimWords.STATEMENT]
)
def test_a_field_that_a_key_leads_to_is_seen_whole_and_under_its_heading(
    qtbot: QtBot, window: MainWindow, claim: Claim, words: TypedWordsOfClaim | ClaimWords
) -> None:
    assert window.session.claim == claim
    window.resize(1366, 768)
    details = window.claims.details
    fields: dict[TypedWordsOfClaim | ClaimWords, QWidget] = {
        TypedWordsOfClaim.NEW_QUERY: details.queries.new,
        TypedWordsOfClaim.NEW_NOTE: details.notes.new,
        ClaimWords.STATEMENT: details.about.typed[ClaimWords.STATEMENT],
    }
    field = fields[words]
    details.write(words)
    part = next(part for part in details.sections if part.isAncestorOf(field))

    def shown(widget: QWidget) -> bool:
        port = details.area.viewport()
        at = QRect(widget.mapTo(port, QPoint()), widget.size())
        return port.rect().contains(at)

    qtbot.waitUntil(lambda: shown(field) and shown(part.heading))


def test_marks_of_nothing_to_check_that_a_claim_makes_void_are_told(
    window: MainWindow, claim: Claim
) -> None:
    project = window.session.project
    (place,) = project.highlights.of_claim(claim.id)
    bens = as_another(project, "Ben")
    with bens.change("Nothing to check") as under_way:
        who, at = bens.author.id, bens.now()
        under_way.coverage.add(place.version_id, who, place.span, at)
    bens.close()
    said = "Ben had marked these words “nothing to check”. That no longer holds."
    quotes = window.claims.details.head.quotes
    until(lambda: said in [label.text() for label in quotes.findChildren(Label)])
