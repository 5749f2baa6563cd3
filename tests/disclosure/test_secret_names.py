"""By what confidential people are known: their names in every spelling, of now and of before."""

from dataclasses import replace

import pytest

from annotator.articles.model import OriginalFile
from annotator.claims.fields import Claim
from annotator.claims.service import queries
from annotator.disclosure.service.secret_names import secret_names
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.people.model import CodeNames, ContactDetails
from annotator.project import Project

ANNA = ContactDetails(
    "Anna Sommerfeld",
    channel="Signal +49 170 1234567, anna.s@heron.example",
    confidential=True,
    code_name="HERON",
)


@pytest.mark.parametrize(
    "words",
    [
        "ANNA SOMMERFELD",
        "anna\u00a0som\u00admer\u200bfeld",
        "Änna Sömmerfeld",
        "Anna-Sommerfeld",
        "Sommerfeld, Anna",
        "Sommerfeld,\nAnna",
        "Frau Sommerfeld",
        "Sommerfeld’s word",
        "Anna_Sommerfeld_2024.pdf",
        "https://example.org/anna-sommerfeld",
        "0170 1234567",
        "+49(170)123-4567",
        "Anna.S@heron.example",
    ],
)
def test_a_contact_is_known_by_every_spelling(project: Project, claim: Claim, words: str) -> None:
    queries.log_contact(project, claim, ANNA)
    assert secret_names(project).are_in(f"Ask {words} again.")


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("Jo Li", "Li, Jo"),
        ("Li, Jo", "Jo Li"),
        ("Rıza Şıpka", "RIZA ŞIPKA"),
        ("Riza Sipka", "rıza şıpka"),
        ("Müller-Schmidt, Eva", "eva muller schmidt"),
        ("José de la Cruz Jr.", "Jose de la Cruz"),
        ("Mara Voss; Tim Ode (press)", "tim ode"),
        ("mara@voss.example", "MARA@voss.example"),
        ("Mara Voss +49 170 7654321", "01707654321"),
    ],
)
def test_a_name_is_known_either_way_round(
    project: Project, claim: Claim, person: str, words: str
) -> None:
    queries.log_contact(project, claim, replace(ANNA, person=person, channel=""))
    assert secret_names(project).are_in(words)


@pytest.mark.parametrize("words", ["Anna said so", "summer field", "HERON told us", "1234568"])
def test_nothing_else_is_taken_for_it(project: Project, claim: Claim, words: str) -> None:
    queries.log_contact(project, claim, ANNA)
    assert not secret_names(project).are_in(words)


def test_a_source_is_known_by_title_author_address_and_files(
    project: Project, claim: Claim
) -> None:
    source = SourceDetails(
        "Ledger of the mill",
        author="Anna Sommerfeld and Tim Ode",
        url="https://www.heron.example/p?id=7",
        confidential=True,
        code_name="HERON",
    )
    file = OriginalFile("ledger-1994.pdf", "", b"%PDF")
    evidence.add_evidence(project, claim, source, EvidenceDetails(), (file,))
    names = secret_names(project)
    for words in (
        "the ledger of the mill",
        "Ode, Tim",
        "Sommerfeld",
        "heron.example/p?id=7",
        "Ledger-1994.PDF",
    ):
        assert names.are_in(words), words


def test_who_was_confidential_once_stays_known(project: Project, claim: Claim) -> None:
    queries.log_contact(project, claim, ANNA)
    (contact,) = project.people.contacts(claim.id)
    opened = replace(ANNA, confidential=False, code_name="", person="A. S.", channel="")
    queries.edit_contact(project, contact, opened)
    assert secret_names(project).are_in("Anna Sommerfeld")
    queries.remove_contact(project, project.people.contacts(claim.id)[0])
    assert secret_names(project).are_in("Anna Sommerfeld")
    for _ in range(3):
        project.undo()
    assert secret_names(project).are_in("Anna Sommerfeld")


def test_the_title_that_a_source_had_before_it_was_a_secret_is_no_name(
    project: Project, claim: Claim
) -> None:
    opened = SourceDetails("Interview", author="Anna Sommerfeld")
    evidence.add_evidence(project, claim, opened, EvidenceDetails())
    (piece,) = project.evidence.of_claims([claim.id])
    hidden = SourceDetails("Talk by the river", confidential=True, code_name="HERON")
    evidence.edit_source(project, piece.source, hidden)
    names = secret_names(project)
    assert not names.are_in("an interview")
    assert names.are_in("the talk by the river")
    assert names.are_in("Anna Sommerfeld")


def test_a_question_to_a_name_turned_round_goes_to_the_code_name() -> None:
    called = CodeNames.of([("Anna Sommerfeld", "HERON"), ("Li, Jo", "OWL"), ("Cher", "LARK")])
    assert called.instead_of("sommerfeld,  ANNA") == "HERON"
    assert called.instead_of("Jo Li") == "OWL"
    assert called.instead_of("cher") == "LARK"
    assert called.instead_of("Anna") == "Anna"
