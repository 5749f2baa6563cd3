"""The annotations of a file are kept with its version, and records know where they came from."""

from contextlib import closing
from pathlib import Path

import pytest

from annotator.articles import service
from annotator.articles.kept_annotations import annotations_column, read_annotations
from annotator.articles.model import AnnotationKind, Draft, DraftAnnotation, OriginalFile
from annotator.claims.fields import CLAIM_FIELDS
from annotator.claims.join import join_rows
from annotator.exchange.service.annotated_draft import add_annotated, plan_taking
from annotator.kernel.changes import ChangePlace
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.schema.tables import LONGEST
from annotator.sharing.packages import Contents
from annotator.sharing.service import merge, packages
from tests.projects import make_project
from tests.raw_file import raw_file

K = AnnotationKind
TEXT = "Rome fell in May 👩‍👧. The quay closes in June."
ASKED = DraftAnnotation(
    K.COMMENT,
    Span(0, 9),
    "Who says so?\nAnd “when”?",
    "Inés",
    "2026-01-05T09:00:00.000Z",
    "3",
    resolved=True,
    links=("https://harwick.example/1", "https://harwick.example/2"),
)
ANSWER = DraftAnnotation(K.COMMENT, Span(0, 9), "The survey.", "Ada", "", "4", parent="3")
SOURCED = DraftAnnotation(K.COMMENT, Span(23, 31), "https://quay.example", "Ada", "", "a b")
MARKS = (
    ASKED,
    ANSWER,
    SOURCED,
    DraftAnnotation(K.DELETION, None, "very"),
    DraftAnnotation(K.HIGHLIGHT, Span(3, 3), colour="#ffff00"),
    DraftAnnotation(K.LINK, Span(0, 4), url="https://rome.example"),
)
FILE = OriginalFile("draft.docx", "application/msword", b"draft with SECRETWORD")
DRAFT = Draft(TEXT, original=FILE, annotations=MARKS)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "p.factcheck")


def version_of(project: Project, place: ChangePlace) -> str:
    return project.articles.get(place.article_id).version.id


def test_a_project_keeps_each_as_it_was(project: Project) -> None:
    place = service.add_article(project, DRAFT).change.place
    assert project.articles.annotations_of(version_of(project, place)) == MARKS
    assert [*project.findings()] == []


def test_a_file_without_any_has_none(project: Project) -> None:
    place = service.add_article(project, Draft(TEXT)).change.place
    assert project.articles.annotations_of(version_of(project, place)) == ()
    assert annotations_column(()) == ""


@pytest.mark.parametrize(
    "column", ["{", "3", "[3]", '[["comment"]]', '[["comment",0,1,"","","","","",0,"",3,""]]']
)
def test_a_column_that_is_no_list_has_none(column: str) -> None:
    assert read_annotations(column) == ()


def test_signs_that_no_project_holds_are_dropped(project: Project) -> None:
    odd = DraftAnnotation(K.COMMENT, Span(0, 4), "a\x00b\ud800c", "A\x01da", "", "\x0c3")
    place = service.add_article(project, Draft(TEXT, annotations=(odd,))).change.place
    (kept,) = project.articles.annotations_of(version_of(project, place))
    assert (kept.words, kept.author, kept.id) == ("abc", "Ada", "\n3")
    assert [*project.findings()] == []


@pytest.mark.parametrize(("number", "length"), [(10_000, 300), (10_000, 5_000), (3, 9_000_000)])
def test_very_many_or_long_are_kept_within_a_limit(number: int, length: int) -> None:
    many = [DraftAnnotation(K.COMMENT, Span(n, n + 1), "é" * length) for n in range(number)]
    column = annotations_column(many)
    assert len(column) <= LONGEST
    kept = read_annotations(column)
    assert [one.span for one in kept] == [one.span for one in many]
    assert all(one.words[:50] == "é" * 50 for one in kept)
    if number * length < LONGEST // 3:
        assert kept == tuple(many)


def test_records_know_the_annotation_that_they_came_from(project: Project) -> None:
    article = add_annotated(project, plan_taking(DRAFT)).change.place.article_id
    known = project.articles.file_annotations(article)
    asked, sourced = project.claims.of_article(article)
    (query,) = project.people.queries(asked.id)
    answer, resolved = project.comments.of_claim(asked.id)
    (piece,) = project.evidence.of_claims([sourced.id])
    assert known == {
        asked.id: "3",
        query.id: "3",
        answer.id: "4",
        resolved.id: "3",
        sourced.id: "a b",
        piece.id: "a b",
    }
    project.undo()
    assert project.articles.file_annotations(article) == {}
    project.redo()
    assert project.articles.file_annotations(article) == known


@pytest.mark.parametrize(
    ("ids", "kept"), [(("3", "4"), "3"), (("", "4"), "4"), (("3", ""), "3"), (("", ""), "")]
)
def test_joined_claims_keep_the_annotation_of_the_eldest(ids: tuple[str, str], kept: str) -> None:
    blank = {name: field.blank for name, field in CLAIM_FIELDS.items()} | {"status": "open"}
    joined = join_rows("claims", [{**blank, "file_annotation": name} for name in ids])
    assert joined.state["file_annotation"] == kept
    assert joined.left == ()


@pytest.mark.parametrize("blind", [True, False])
@pytest.mark.parametrize("evidence", [True, False])
def test_packages_carry_them_only_with_the_evidence(
    project: Project, tmp_path: Path, *, blind: bool, evidence: bool
) -> None:
    place = add_annotated(project, plan_taking(DRAFT)).change.place
    version, target = version_of(project, place), tmp_path / "for ben.review.sqlite"
    contents = Contents((place.article_id,), blind=blind, evidence=evidence)
    packages.send_for_review(project, target, contents)
    data = b"".join(p.read_bytes() for p in tmp_path.glob("for ben*"))
    with closing(Project.open(target)) as ben:
        shown = ben.articles.annotations_of(version)
        assert shown == (MARKS if evidence and not blind else ())
        assert bool(ben.articles.file_annotations(place.article_id)) is not blind
        assert [*ben.findings()] == []
    assert (b"SECRETWORD" in data) is not blind
    assert ("And “when”?".encode() in data) is not blind


@pytest.mark.parametrize("blind", [True, False])
def test_a_reply_takes_nothing_of_them_away(
    project: Project, tmp_path: Path, *, blind: bool
) -> None:
    place = add_annotated(project, plan_taking(DRAFT)).change.place
    version, target = version_of(project, place), tmp_path / "for ben.review.sqlite"
    known = project.articles.file_annotations(place.article_id)
    packages.send_for_review(project, target, Contents((place.article_id,), blind=blind))
    with closing(Project.open(target)) as ben:
        ben.work_as("Ben")
        claim = ben.claims.of_article(place.article_id)[0]
        with ben.change("Say") as change:
            change.claims.set(claim.id, {"statement": "Rome fell."})
    planned = merge.plan(project, target)
    assert not planned.conflicts
    merge.merge(project, planned, {}, backup=False)
    assert project.claims.get(claim.id).statement == "Rome fell."
    assert project.articles.annotations_of(version) == MARKS
    assert project.articles.file_annotations(place.article_id) == known
    assert len(project.evidence.of_version(version)) == 1
    assert [*project.findings()] == []


def test_lists_and_opening_read_none_of_them(project: Project) -> None:
    """Ten thousand of them are two megabytes, which no list and no look at a text waits for."""
    many = tuple(
        DraftAnnotation(K.COMMENT, Span(0, 4), f"{n} " * 40, "Ada", "", f"{n}")
        for n in range(10_000)
    )
    place = service.add_article(project, Draft(TEXT, annotations=many)).change.place
    path = project.path
    project.close()
    asked: list[str] = []
    with closing(Project.open(path)) as again:
        raw_file(again).connection.set_trace_callback(asked.append)
        again.articles.page()
        article = again.articles.get(place.article_id)
        again.articles.versions(article.id)
        again.articles.text(article.version.id)
        again.claims.of_article(article.id)
        again.articles.left_out(article.version.id)
        assert len(asked) >= 5
        assert not [sql for sql in asked if "annotations" in sql or "SELECT *" in sql]
        assert len(again.articles.annotations_of(article.version.id)) == 10_000
        assert [sql for sql in asked if "annotations" in sql]
