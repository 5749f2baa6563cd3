"""A page proof in a project: the claims that it touches, what is told, and what would leave."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from annotator.articles.model import Article, Draft, Metadata
from annotator.articles.service import add_article
from annotator.claims.service import claims
from annotator.evidence.model import (
    EvidenceDetails,
    SourceDetails,
    SourceRank,
    SourceType,
    Stance,
)
from annotator.evidence.service import evidence
from annotator.kernel.errors import Cancelled
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.reports.document.blocks import Document, ParagraphBlock, TableBlock, TextRun
from annotator.reports.formats.markdown import render
from annotator.reports.service.forms import DOCUMENT_FORMS, write_document
from annotator.revisions.proof import DifferenceKind
from annotator.revisions.service.page_proof import PageProof, read_page_proof
from annotator.revisions.service.proof_report import claims_told, names_in, report_of, verdict

TEXT = """\
The tower

It rose 300 m above the flats. It was not cheap. It fell in 1912, they say.

Nobody has measured it since, said Mara Vosskuhl of the county archive, who would know.
"""
DAY = date(2026, 11, 30)


@pytest.fixture
def tower(project: Project) -> Article:
    outcome = add_article(project, Draft(TEXT, Metadata(title="The tower", language="en")))
    return project.articles.get(outcome.change.place.article_id)


def read(project: Project, article: Article, folder: Path, words: str) -> PageProof:
    path = folder / "page.txt"
    path.write_text(words, encoding="utf-8")
    return read_page_proof(project, article, path)


def mark(project: Project, article: Article, quote: str) -> None:
    start = TEXT.index(quote)
    claims.mark(project, article, Span(start, start + len(quote)))


def markdown(document: Document) -> str:
    return render(document)


def test_claims_that_are_touched_come_first(
    project: Project, tower: Article, tmp_path: Path
) -> None:
    mark(project, tower, "not cheap")
    mark(project, tower, "fell in 1912")
    changed = (
        TEXT.replace("300", "330").replace("was not", "was").replace("It fell", "Then it fell")
    )
    proof = read(project, tower, tmp_path, changed)
    assert [(entry.old, entry.new, claims_told(entry)) for entry in proof.entries] == [
        ("not", "", "1"),
        ("", "Then", "2 (sentence)"),
        ("It", "it", "2 (sentence)"),
        ("300", "330", ""),
    ]
    assert proof.entries[0].before.endswith("It was ")
    assert verdict(proof) == "4 differences, 3 of them in the sentences of 2 claims."


def test_a_claim_on_several_places_is_told_once(
    project: Project, tower: Article, tmp_path: Path
) -> None:
    mark(project, tower, "It rose 300 m above the flats.")
    proof = read(project, tower, tmp_path, TEXT.replace("300", "330").replace("flats", "sea"))
    assert [claims_told(entry) for entry in proof.entries] == ["1", "1"]
    assert verdict(proof) == "2 differences, 2 of them in the sentence of 1 claim."


def test_nothing_differs_is_a_result_with_all_that_was_compared(
    project: Project, tower: Article, tmp_path: Path
) -> None:
    proof = read(project, tower, tmp_path, TEXT.replace("\n\n", "\n\n\n").replace("’", "'"))
    assert not proof.differs
    told = markdown(report_of(proof, DAY)).replace("\\", "")
    for words in (
        *("Page proof, 30 November 2026", "# The tower", "Nothing differs."),
        *(
            tower.version.sha256,
            proof.file_sha256,
            "page.txt",
            "| **Read on** | 30 November 2026 |",
        ),
        f"{proof.reading.words}; {proof.reading.words} of them are on the pages",
        "Not compared: how words are set",
    ):
        assert words in told, words


def test_a_paragraph_that_was_added_is_told_beside_the_result(
    project: Project, tower: Article, tmp_path: Path
) -> None:
    proof = read(project, tower, tmp_path, f"{TEXT}\n\nIt was rebuilt in secret.\n")
    assert verdict(proof) == "Nothing differs. 1 passage on the pages is not in the article."


def test_passages_in_another_order_are_told(
    project: Project, tower: Article, tmp_path: Path
) -> None:
    first, second, third = TEXT.strip().split("\n\n")
    proof = read(project, tower, tmp_path, "\n\n".join((first, third, second)))
    assert not proof.differs
    assert verdict(proof) == "No word differs; 1 passage stands in another order."
    assert "## In another order" in markdown(report_of(proof, DAY))


def test_what_is_also_on_the_page_is_told(project: Project, tower: Article, tmp_path: Path) -> None:
    quote = "Nobody has measured it ever, said Mara Vosskuhl"
    proof = read(project, tower, tmp_path, f"{TEXT}\n\nRain tomorrow in the west.\n\n{quote}\n")
    (entry,) = proof.entries
    assert (entry.difference.kind, entry.old, entry.new) == (
        DifferenceKind.MISQUOTED,
        "since",
        "ever",
    )
    told = markdown(report_of(proof, DAY))
    assert "Not in the article. Rain tomorrow in the west." in told
    assert f"Repeats the text. {quote}" in told


def test_every_word_of_the_result_is_looked_at_for_names(
    project: Project, tower: Article, tmp_path: Path
) -> None:
    source = SourceDetails(
        "A call",
        SourceType.RECORDING,
        SourceRank.PRIMARY,
        author="Mara Vosskuhl",
        confidential=True,
        code_name="HERON",
    )
    mark(project, tower, "It rose 300 m")
    claim = project.claims.numbered(tower.id, 1)
    evidence.add_evidence(project, claim, source, EvidenceDetails(Stance.SUPPORTS))
    unchanged = read(project, tower, tmp_path, TEXT)
    assert names_in(project, unchanged, DAY) == ()
    changed = read(project, tower, tmp_path, TEXT.replace("county archive", "county office"))
    assert [slip.name for slip in names_in(project, changed, DAY)] == ["Mara Vosskuhl"]


def test_long_passages_are_cut_in_the_list_and_whole_in_the_entry(
    project: Project, tower: Article, tmp_path: Path
) -> None:
    proof = read(project, tower, tmp_path, "The tower\n\nRain tomorrow.\n")
    long = read(project, tower, tmp_path, TEXT + "and then some more. " * 40)
    assert any(len(entry.new) > 700 for entry in long.entries)
    assert len(proof.entries) > 0
    proof = long
    document = report_of(proof, DAY)
    runs = [
        run.text
        for block in document.blocks
        if isinstance(block, TableBlock)
        for row in block.rows
        for cell in row
        for each in cell
        if isinstance(each, ParagraphBlock)
        for run in each.content
        if isinstance(run, TextRun)
    ]
    assert max(map(len, runs)) < 450


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", DOCUMENT_FORMS)
def test_the_same_result_gives_the_same_bytes(
    project: Project, tower: Article, tmp_path: Path, name: str
) -> None:
    proof = read(project, tower, tmp_path, TEXT.replace("300", "330"))
    form = DOCUMENT_FORMS[name]
    target = tmp_path / f"result{form.suffix}"
    written = set()
    for _ in range(2):
        write_document(report_of(proof, DAY), form, target)
        written.add(target.read_bytes())
    assert len(written) == 1


def test_no_file_is_left_where_writing_is_cancelled(
    project: Project, tower: Article, tmp_path: Path
) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    proof = read(project, tower, tmp_path, TEXT)
    target = tmp_path / "result.html"
    with pytest.raises(Cancelled):
        write_document(report_of(proof, DAY), DOCUMENT_FORMS["html"], target, stop)
    assert not target.exists()
    with pytest.raises(Cancelled):
        read_page_proof(project, tower, tmp_path / "page.txt", stop)


def test_people_s_words_are_no_markup(project: Project, tower: Article, tmp_path: Path) -> None:
    proof = read(project, tower, tmp_path, TEXT.replace("flats", "<b>flats</b> & more"))
    page = DOCUMENT_FORMS["html"].render(report_of(proof, DAY), lambda *_: None).decode()
    assert "&lt;b&gt;flats" in page
    named = replace(proof, file_name="<img src=x>.pdf")
    page = DOCUMENT_FORMS["html"].render(report_of(named, DAY), lambda *_: None).decode()
    assert "<img" not in page
