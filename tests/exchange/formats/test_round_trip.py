"""What is exported comes in again: the same places, verdicts, reasons and conclusions."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given

from annotator.articles.model import Draft, Metadata
from annotator.exchange.anchoring.anchorer import Anchored, Anchorer
from annotator.exchange.anchoring.offset_detection import UnitFound, unit_of
from annotator.exchange.anchoring.offset_units import OffsetConvention, OffsetUnit
from annotator.exchange.formats import brat, doccano, hypothesis, label_studio, quote_table
from annotator.exchange.formats.reader import read_annotations, read_bytes
from annotator.exchange.formats.refi import writer
from annotator.exchange.formats.web_annotation import writer as web_annotation
from annotator.exchange.model import ImportedAnnotation, ImportedFile
from annotator.exchange.service import imports
from annotator.exchange.service.plan import ImportChoices
from annotator.exchange.verdict_labels import meaning
from annotator.kernel.canonical_text import canonical
from annotator.kernel.positions import Span, visible_part
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.entries.report import Report
from annotator.reports.formats.deterministic_zip import parts
from tests.exchange.anchoring.foreign_texts import ARTICLE
from tests.exchange.formats.entries import marked, report_on_spans
from tests.exchange.formats.jobs import PAGE, report_of
from tests.kernel.texts import moderate
from tests.reports.projects import make_article, make_project

Render = Callable[[Report], bytes]
Told = tuple[tuple[Span, ...], str, str, str, str]

FORMS: dict[str, Render] = {
    "w3c.jsonld": web_annotation.render,
    "refi.qdpx": writer.render,
    "hypothesis.json": hypothesis.render,
    "label-studio.json": label_studio.render,
    "doccano.jsonl": doccano.render_sequence,
    "doccano-relations.jsonl": doccano.render_relation,
    "quotes.csv": quote_table.render,
}
"""The forms that keep everything asked for here, in one file."""
BEFORE = "The river rose by 4 m in a night. "


def told(foreign: ImportedFile, text: str) -> list[Told]:
    """Where each annotation stands, and what it says; answers to others are left out."""
    assert foreign.bad == ()
    own = foreign.texts[0].text if foreign.texts else text
    assert canonical(own) == text
    first = [one for one in foreign.annotations if not one.replies_to]
    counting = counting_of(own, first)
    placer = Anchorer(text, own if foreign.texts else None)
    return sorted(
        (_spans(placer.place(one, counting)), *_said(one), one.comment, _name(one.annotator))
        for one in first
    )


def counting_of(text: str, annotations: list[ImportedAnnotation]) -> OffsetConvention | None:
    """How a file counts; where its words would stand in several ways, a person says which."""
    unit = unit_of(text, annotations)
    if isinstance(unit, UnitFound):
        return unit.counting
    return next(
        (one for one in unit.possible if one == OffsetConvention(OffsetUnit.CODE_POINTS)), None
    )


def _spans(placed: object) -> tuple[Span, ...]:
    assert isinstance(placed, Anchored), placed
    return placed.spans


def _name(annotator: str) -> str:
    """Hypothesis knows nobody without an account: there it has a name that says so."""
    return "" if annotator == "anonymous@localhost" else annotator


def _said(one: ImportedAnnotation) -> tuple[str, str]:
    meant = meaning(one.verdict, one.reason) if one.verdict else None
    if meant is None:
        return "", ""
    return meant.verdict.value, meant.reason.value if meant.reason else ""


def truth(report: Report) -> list[Told]:
    """What the report says of each place, as ``told`` has it."""
    return sorted(
        (
            (place.span,),
            tag.verdict.value if tag else "",
            tag.reason.value if tag and tag.reason else "",
            tag.conclusion if tag else "",
            tag.checker if tag else "",
        )
        for article in report.articles
        for entry in article.claims
        for tag in entry.tags or (None,)
        for place in entry.highlights
    )


def text_of(project: Project) -> str:
    return project.articles.text(project.articles.page()[0].version.id)


@pytest.mark.parametrize("name", FORMS)
def test_a_project_comes_in_as_it_went_out(jobs: Project, river: Project, name: str) -> None:
    for project in (jobs, river):
        report = report_of(project)
        assert told(read_bytes(FORMS[name](report), name), text_of(project)) == truth(report)


@pytest.mark.parametrize("name", FORMS)
def test_evidence_is_linked_again_where_the_form_holds_it(jobs: Project, name: str) -> None:
    foreign = read_bytes(FORMS[name](report_of(jobs)), name)
    holds = name.startswith(("w3c", "refi"))
    assert any(one.links for one in foreign.annotations) == holds


def _unpacked(data: bytes, folder: Path) -> Iterator[Path]:
    for name, part in parts(data).items():
        path = folder / name
        path.write_bytes(part)
        if name.endswith(".ann"):
            yield path


def test_brat_files_come_in_with_their_checkers(
    jobs: Project, river: Project, tmp_path: Path
) -> None:
    for number, project in enumerate((jobs, river)):
        folder = tmp_path / str(number)
        folder.mkdir()
        report = report_of(project)
        files = [*_unpacked(brat.render(report), folder)]
        found = [one for path in files for one in told(read_annotations(path), text_of(project))]
        assert sorted(found) == truth(report)
        packed = read_bytes(brat.render(report), "brat.zip")
        assert sorted(told(packed, text_of(project))) == truth(report)


@pytest.mark.parametrize("name", FORMS)
def test_a_public_report_comes_in_with_the_published_verdicts(desk: Project, name: str) -> None:
    report = report_of(desk, ReportChoices(report_of(desk).kind.PUBLIC))
    found = told(read_bytes(FORMS[name](report), name), text_of(desk))
    assert [verdict for _, verdict, *_ in found] == ["verified", "disputed", "unsupported"]
    assert {who for *_, who in found} == {""}


@moderate
@given(marked())
def test_any_place_in_any_text_is_found_again(case: tuple[str, list[Span]]) -> None:
    # words before it, or a text of a few control characters is not taken for one; and what XML
    # cannot hold is not in the names by which a selection's unit is found
    text = f"{BEFORE}{case[0]}".replace("\x0b", " ")
    moved = [Span(span.start + len(BEFORE), span.end + len(BEFORE)) for span in case[1]]
    spans = [span for span in moved if visible_part(text, span)]
    assume(spans)
    report = report_on_spans(text, spans)
    for name in ("w3c.jsonld", "refi.qdpx", "label-studio.json"):
        assert told(read_bytes(FORMS[name](report), name), text) == truth(report), name


@pytest.mark.parametrize("name", FORMS)
def test_of_equal_words_in_equal_places_the_very_ones_are_found(name: str) -> None:
    text = "It rose, and so did rents. " * 9
    spans = [Span(start, start + 7) for start in range(0, len(text), 27)]
    report = report_on_spans(text, spans)
    assert told(read_bytes(FORMS[name](report), name), text) == truth(report)


@pytest.mark.parametrize("inside", ["\n\n", "📈, "])
@pytest.mark.parametrize("name", FORMS)
def test_a_long_place_is_found_to_its_very_end(name: str, inside: str) -> None:
    text = f"The river rose by four metres in a night{inside}and by three in the night after it."
    for place in (Span(4, end) for end in range(50, len(text))):
        report = report_on_spans(text, [place])
        foreign = read_bytes(FORMS[name](report), name)
        assert told(foreign, text) == truth(report)
        assert name != "refi.qdpx" or isinstance(unit_of(text, foreign.annotations), UnitFound)


@pytest.mark.parametrize("name", [name for name in FORMS if name != "quotes.csv"])
def test_the_importing_project_has_the_same_tags(jobs: Project, tmp_path: Path, name: str) -> None:
    other = make_project(tmp_path / "other.annotator")
    article = make_article(other, draft=Draft(ARTICLE, Metadata("Jobs report", url=PAGE)))
    foreign = read_bytes(FORMS[name](report_of(jobs)), name)
    planned = imports.plan(other, foreign, choices=ImportChoices(article.id))
    assert planned.left_out == ()
    imports.bring_in(other, planned)
    assert _tags(other) == _tags(jobs)
    assert list(other.findings()) == []


def test_what_was_said_to_a_tag_comes_in_as_answers(desk: Project, tmp_path: Path) -> None:
    other = make_project(tmp_path / "other.annotator")
    article = make_article(other, draft=Draft(text_of(desk), Metadata("The river")))
    foreign = read_bytes(web_annotation.render(report_of(desk)), "w3c.jsonld")
    planned = imports.plan(other, foreign, choices=ImportChoices(article.id))
    assert planned.left_out == ()
    imports.bring_in(other, planned)
    assert {tag[:4] for tag in _tags(other)} == {tag[:4] for tag in _tags(desk)}


def _tags(project: Project) -> set[tuple[str, str, str, str, str]]:
    """Who gave which verdict on which words, and why."""
    (article,) = project.articles.page()
    return {
        (place.quote, tag.checker, tag.verdict.value, tag.reason or "", tag.conclusion)
        for place in project.highlights.of_version(article.version.id)
        for tag in project.tags.of_claims([place.claim_id])
    }


def test_statements_come_in_as_statements(desk: Project) -> None:
    foreign = read_bytes(FORMS["w3c.jsonld"](report_of(desk)), "w3c.jsonld")
    found = {one.statement: one.comment for one in foreign.annotations if one.statement}
    assert found == {"There were no trout.": "No record of it."}


def test_words_that_look_like_a_formula_come_back_just_as_they_were() -> None:
    text = "It fell by\n-3 % last year, +2 % before. '-3 %' he said."
    spans = [Span(11, 15), Span(27, 31), Span(40, 46)]
    found = read_bytes(quote_table.render(report_on_spans(text, spans)), "quotes.csv").annotations
    assert [one.quote for one in found] == ["-3 %", "+2 %", "'-3 %'"]


def only(project: Project) -> str:
    return project.articles.page()[0].id


def test_evidence_that_is_there_already_does_not_come_in_again(river: Project) -> None:
    claims = [claim.id for claim in river.claims.of_article(only(river))]
    before = river.evidence.of_claims(claims)
    assert "https://archive.example/register" in {p.source.details.archive_url for p in before}
    foreign = read_bytes(FORMS["w3c.jsonld"](report_of(river)), "w3c.jsonld")
    planned = imports.plan(river, foreign, choices=ImportChoices(only(river)))
    imports.bring_in(river, planned)
    assert river.evidence.of_claims(claims) == before
