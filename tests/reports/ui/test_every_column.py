"""Every column of every table, in every form: what each kind of report holds back is in none."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from annotator.articles.model import Metadata
from annotator.audit.model import TrailFilter
from annotator.audit.service import export as trail_files
from annotator.claims.fields import CLAIM_FIELDS, ClaimWords
from annotator.kernel.errors import InvalidValue
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.entries.columns import COLUMNS
from annotator.reports.formats.pdf.contents import pieces
from annotator.reports.formats.pdf.style import on_paper
from annotator.reports.service.excerpt import excerpt
from annotator.reports.service.formats import export
from annotator.reports.service.forms import FORMS
from annotator.reports.service.report import build
from annotator.schema.record_fields import fields_of
from annotator.schema.tables import LOGGED
from annotator.sharing.packages import Contents
from annotator.sharing.service import packages
from tests.reports.marked import CODED, DAYS, FIXED, OPEN, SECRET, Place, columns, make_marked
from tests.reports.projects import STATED
from tests.reports.ui.test_secrets import everything
from tests.reports.unpacked import unpacked

pytestmark = pytest.mark.usefixtures("qapp")

_NEVER = {
    *("articles.due_on", "articles.file_name", "attachments.mime", "comments.body"),
    *("contacts.answer", "evidence.note", "notes.body"),
}
"""What stays in the project, whoever a report is for; the only answer is one off the record."""
_STORY = {
    *("contacts.channel", "contacts.contacted_on", "contacts.person", "contacts.question"),
    *("reviews.why", "rulings.why", "tags.search_note"),
}
"""How it was found out, which only those read who work on the article."""
_ASKED = {"queries.addressee", "queries.answer", "queries.question"}
_ON_WHAT = {
    *("evidence.accessed_on", "evidence.locator", "evidence.quotation"),
    *("sources.archive_url", "sources.author", "sources.published", "sources.publisher"),
    *("sources.title", "sources.url"),
}
_PUBLICATION = {"versions.published_on", "versions.published_url"}
"""When and where it was published, which everybody may know."""
HELD = {
    ReportKind.INTERNAL: _NEVER,
    ReportKind.QUERIES: _NEVER
    | _STORY
    | _ON_WHAT
    | {"attachments.name", "claims.proposed_wording", "rulings.conclusion", "tags.conclusion"},
    ReportKind.CORRECTIONS: _NEVER | _STORY | _ASKED | {"checkers.name"},
    ReportKind.PUBLIC: _NEVER
    | _STORY
    | _ASKED
    | {"attachments.name", "checkers.name", "claims.proposed_wording"},
    ReportKind.PUBLISHED: {f"{t.name}.{c.name}" for t in LOGGED.values() for c in t.columns}
    - _PUBLICATION
    - {f"articles.{field.name}" for field in fields_of(Metadata)},
}
"""Columns of which each kind of report shows nothing."""
Marked = tuple[Project, dict[Place, str]]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marked]:
    project, said = make_marked(tmp_path_factory.mktemp("zqfolder") / "zqproject.annotator")
    yield project, said
    project.close()


def said_in(data: str, said: dict[Place, str]) -> set[Place]:
    """The columns that show in what was written."""
    plain = "".join(data.lower().split())
    return {place for place, words in said.items() if any(w in plain for w in _forms(place, words))}


def _forms(place: Place, words: str) -> list[str]:
    if place[1] not in DAYS:
        return [words.removeprefix("https://").removesuffix("/")]
    day = date.fromisoformat(words)
    return [words, f"{day.day}june{day.year}"]


def secret(found: set[Place]) -> set[Place]:
    return {place for place in found if place[2] == SECRET}


def held(found: set[Place], kind: ReportKind) -> set[str]:
    named = {f"{table}.{column}" for table, column, of in found if of == OPEN}
    return named & HELD[kind]


def written(project: Project, name: str, choices: ReportChoices, target: Path) -> str:
    try:
        export(project, name, target, stated_date=STATED, choices=choices, forms=FORMS)
    except InvalidValue:
        pytest.skip("this form is not for this kind of report")
    data = target.read_bytes()
    return everything(data) if name == "pdf" else unpacked(data).decode("utf-8", "replace")


def test_every_column_says_which_it_is_or_holds_no_words(marked: Marked) -> None:
    project, said = marked
    told = {(table, column) for table, column, _ in said}
    left = {place for place in columns(project) - told - FIXED if place[1] not in CODED}
    assert left == {("sources", "code_name"), ("contacts", "code_name"), ("settings", "value")}
    assert len(set(said.values())) == len(said)
    assert {table for table, _, of in said if of == SECRET} == {
        *("sources", "contacts", "evidence", "attachments")
    }


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("name", [name for name in FORMS if name != "json"])
def test_no_form_shows_what_its_kind_holds_back(
    marked: Marked, tmp_path: Path, name: str, kind: ReportKind
) -> None:
    project, said = marked
    data = written(project, name, ReportChoices(kind), tmp_path / "report")
    found = said_in(data, said)
    assert secret(found) == set()
    assert held(found, kind) == set()
    for words in ("zqlabel", "zqfolder", "zqproject"):
        assert words not in data


@pytest.mark.parametrize("kind", ReportKind)
def test_what_is_not_held_back_is_shown_so_that_nothing_is_missed(
    marked: Marked, tmp_path: Path, kind: ReportKind
) -> None:
    project, said = marked
    found: set[Place] = set()
    for name in ("html", "csv", "xlsx"):
        found |= said_in(written(project, name, ReportChoices(kind), tmp_path / "report"), said)
    open_ones = {f"{table}.{column}" for table, column, of in said if of == OPEN}
    missing = open_ones - HELD[kind] - {f"{table}.{column}" for table, column, _ in found}
    assert missing == _NOT_THERE.get(kind, set())


FOR_READERS = ("html", "pdf", "docx", "odt", "markdown", "csv", "xlsx")
OF_A_CLAIM = [words.value for words in ClaimWords]


@pytest.mark.parametrize("kind", [ReportKind.INTERNAL, ReportKind.PUBLIC])
@pytest.mark.parametrize("name", FOR_READERS)
def test_every_form_for_readers_shows_each_field_of_a_claim(
    marked: Marked, tmp_path: Path, name: str, kind: ReportKind
) -> None:
    project, said = marked
    found = said_in(written(project, name, ReportChoices(kind), tmp_path / "report"), said)
    shown = {column for table, column, _ in found if table == "claims"}
    open_ones = {column for column in OF_A_CLAIM if f"claims.{column}" not in HELD[kind]}
    assert open_ones - shown == set()


@pytest.mark.parametrize("column", OF_A_CLAIM)
def test_the_clipboard_has_what_everybody_may_read_of_a_claim(marked: Marked, column: str) -> None:
    project, said = marked
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    found = said_in(repr(excerpt(project, claim)), said)
    assert (("claims", column, OPEN) in found) is CLAIM_FIELDS[column].is_public


@pytest.mark.parametrize("name", [n for n, field in CLAIM_FIELDS.items() if not field.width])
def test_each_field_of_a_claim_has_a_column_or_is_known_to_have_none(name: str) -> None:
    assert name in {
        "kinds": "a report tells what was found, and not what could have been wrong",
        "error_kind": "the correction itself tells it",
    }


@pytest.mark.parametrize("name", [n for n, field in CLAIM_FIELDS.items() if field.width])
def test_the_column_of_a_field_is_in_the_reports_that_may_show_it(name: str) -> None:
    field = CLAIM_FIELDS[name]
    column = next(each for each in COLUMNS if each.name == field.label)
    assert (ReportKind.PUBLIC in column.kinds) is field.is_public
    assert ReportKind.INTERNAL in column.kinds


_NOT_THERE = {
    ReportKind.CORRECTIONS: {
        # a correction list tells a source by its title, and the ruling does not count any more
        *("sources.author", "sources.publisher", "sources.published", "rulings.conclusion"),
        *_PUBLICATION,
    },
    ReportKind.QUERIES: _PUBLICATION,
    ReportKind.PUBLISHED: {"versions.published_url"},
    # the address of publication stands with the notes on what was changed
    ReportKind.PUBLIC: {"rulings.conclusion", *_PUBLICATION},
}


def test_the_project_as_json_holds_back_what_is_confidential(
    marked: Marked, tmp_path: Path
) -> None:
    project, said = marked
    found = said_in(written(project, "json", ReportChoices(), tmp_path / "all.json"), said)
    assert secret(found) == set()
    assert set(said) - found - secret(set(said)) == {("contacts", "answer", OPEN)}


@pytest.mark.parametrize("suffix", trail_files.FORMS)
def test_the_trail_holds_back_what_is_confidential(
    marked: Marked, tmp_path: Path, suffix: str
) -> None:
    project, said = marked
    target = tmp_path / f"trail{suffix}"
    trail_files.export(project, TrailFilter(), target, trail_files.FORMS[suffix])
    found = said_in(target.read_text("utf-8"), said)
    assert secret(found) == set()
    assert set(said) - found - secret(set(said)) == {("contacts", "answer", OPEN)}


@pytest.mark.parametrize("blind", [False, True])
def test_a_package_holds_back_what_is_confidential(
    marked: Marked, tmp_path: Path, *, blind: bool
) -> None:
    project, said = marked
    target = tmp_path / "some.review.sqlite"
    (article,) = project.articles.page()
    packages.send_for_review(project, target, Contents((article.id,), blind=blind, notes=True))
    data = b"".join(path.read_bytes() for path in tmp_path.iterdir()).decode("utf-8", "replace")
    found = said_in(data, said)
    assert secret(found) == set()
    judged = {table for table, _, _ in found} - {"articles", "claims", "checkers", "versions"}
    assert (judged == set()) == blind
    assert ("claims", "proposed_wording", OPEN) not in found or not blind


@pytest.mark.parametrize("kind", ReportKind)
def test_neither_preview_nor_model_has_what_is_held_back(marked: Marked, kind: ReportKind) -> None:
    project, said = marked
    report = build(project, stated_date=STATED, choices=ReportChoices(kind))
    shown = pieces(build_document(report), on_paper().colours)
    for held_in in (repr([*report.articles]), repr(shown)):
        found = said_in(held_in, said)
        assert secret(found) == set()
        assert held(found, kind) == set()


def test_the_clipboard_has_nothing_confidential(marked: Marked) -> None:
    project, said = marked
    for claim in project.claims.of_article(project.articles.page()[0].id):
        found = said_in(repr(excerpt(project, claim)), said)
        assert secret(found) == set()
        assert held(found, ReportKind.CORRECTIONS) <= {"checkers.name"}
