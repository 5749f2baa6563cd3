"""A project made again from its JSON: the same in everything, as one step, or not made at all."""

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator.assets import asset
from annotator.domain.articles import Original
from annotator.domain.errors import (
    AnnotatorError,
    Cancelled,
    InvalidValue,
    NotRestored,
    ProjectExists,
    ProjectNotEmpty,
)
from annotator.domain.text import sha256
from annotator.services import merging, packaging, restoring, samples, sourcing, twins
from annotator.services.project import Project
from tests.report.desks import make_desk
from tests.report.jsons import Document, document, exported, restored
from tests.report.projects import make_article as make_other_article
from tests.report.projects import make_river
from tests.services.merges import Move, copy, take, work
from tests.services.projects import dump, make_article, make_claim, make_project

move = st.tuples(st.integers(0, 60), st.tuples(st.integers(0, 12), st.integers(0, 12)))
moves = st.lists(move, max_size=12)
some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@pytest.fixture
def river(tmp_path: Path) -> Iterator[Project]:
    project = make_river(tmp_path / "river.sqlite")
    yield project
    project.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Project]:
    project = make_desk(tmp_path / "desk.sqlite")
    yield project
    project.close()


def without_files(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a project but those of its attached files."""
    return {t: rows for t, rows in dump(project).items() if t not in {"attachments", "settings"}}


def check_round_trip(project: Project, folder: Path) -> None:
    """What was written, read and written again is the same, and so is every row."""
    for shown in (True, False):
        data = exported(project, shown=shown)
        with restored(data, folder) as again:
            assert exported(again, shown=shown) == data
            assert [*again.findings()] == []
            if shown:
                assert without_files(again) == without_files(project)


def test_the_sample_comes_back_as_it_was(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "sample.sqlite")
    text = asset("samples", "article.txt").read_text(encoding="utf-8")
    description = tomllib.loads(asset("samples", "sample.toml").read_text(encoding="utf-8"))
    samples.build(project, text, description)
    check_round_trip(project, tmp_path)
    project.close()


def test_so_does_a_project_with_everything_people_write(
    river: Project, desk: Project, tmp_path: Path
) -> None:
    for project in (river, desk):
        check_round_trip(project, tmp_path)


@some
@given(before=moves, one=moves, two=moves)
def test_so_does_whatever_was_done_and_merged(
    before: list[Move], one: list[Move], two: list[Move]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        project = make_project(folder / "anna.sqlite")
        article = make_article(project)
        for quote in ("crime fell by a third", "4,000", "👩🏽‍🍳"):
            make_claim(project, article, quote)
        work(project, before)
        bens = copy(project, folder / "ben.sqlite", "Ben")
        work(project, one)
        work(bens, two)
        take(project, bens)
        check_round_trip(project, folder)
        project.close()
        bens.close()


def test_articles_made_one_and_packages_come_back(river: Project, tmp_path: Path) -> None:
    gone = make_other_article(river)
    twins.join_articles(river, gone.id, river.articles.numbered(1).id)
    assert document(river)["joined"] != []
    check_round_trip(river, tmp_path)
    contents = packaging.Contents((river.articles.numbered(1).id,))
    packaging.send_for_review(river, tmp_path / "for ben.sqlite", contents)
    package = Project.open(tmp_path / "for ben.sqlite")
    check_round_trip(package, tmp_path)
    with restored(exported(package), tmp_path) as again:
        assert packaging.package_of(again) == packaging.package_of(package)
    package.close()


def test_it_is_one_step_that_can_be_taken_back_and_done_again(
    desk: Project, tmp_path: Path
) -> None:
    data = exported(desk)
    (tmp_path / "desk.json").write_bytes(data)
    path = tmp_path / "again.sqlite"
    done = restoring.restore(path, tmp_path / "desk.json", by="Tomasz")
    assert (done.articles, done.claims, done.withheld) == (1, 4, True)
    again = Project.open(path)
    again.work_as("Tomasz")
    step = again.to_undo()
    assert step is not None
    assert (step.label, step.checker) == ("Brought in from “desk.json”", "Tomasz")
    again.undo()
    assert again.articles.count() == 0
    again.redo()
    assert exported(again) == data
    again.undo()
    again.checker = None
    restoring.restore_into(again, tmp_path / "desk.json")
    assert exported(again) == data
    assert [*again.findings()] == []
    again.close()


def test_files_are_missing_until_they_are_attached_again(river: Project, tmp_path: Path) -> None:
    data = exported(river)
    (tmp_path / "river.json").write_bytes(data)
    done = restoring.restore(tmp_path / "again.sqlite", tmp_path / "river.json")
    assert done.missing == ("register.pdf",)
    again = Project.open(tmp_path / "again.sqlite")
    again.work_as("Ines")
    mill = again.claims.of_article(again.articles.numbered(1).id)[1]
    (piece,) = again.evidence.of_claims([mill.id])
    assert piece.attachments == ()
    sourcing.attach(again, piece, Original("other.pdf", "application/pdf", b"other"))
    files = [f["name"] for f in files_of(document(again), 2)]
    assert sorted(files) == ["other.pdf", "register.pdf"]
    sourcing.attach(again, piece, Original("found again.pdf", "application/pdf", b"%PDF"))
    files = [f["name"] for f in files_of(document(again), 2)]
    assert sorted(files) == ["found again.pdf", "other.pdf"]
    assert [*again.findings()] == []
    again.close()


def files_of(found: Document, number: int) -> list[Document]:
    files: list[Document] = found["articles"][0]["claims"][number - 1]["evidence"][0]["attachments"]
    return files


def test_merging_the_project_brings_its_files_back(river: Project, tmp_path: Path) -> None:
    data = exported(river)
    with restored(data, tmp_path) as again:
        again.work_as("Ines")
        planned = merging.plan(again, river.path)
        assert planned.conflicts == ()
        merging.merge(again, planned, {})
        mill = again.claims.of_article(again.articles.numbered(1).id)[1]
        (piece,) = again.evidence.of_claims([mill.id])
        assert again.evidence.content(piece.attachments[0].sha256) == b"%PDF"
        assert exported(again) == data
        assert [*again.findings()] == []


def test_the_name_of_a_missing_file_is_not_in_the_trail(desk: Project, tmp_path: Path) -> None:
    from annotator.domain.trail import TrailFilter  # noqa: PLC0415
    from annotator.services.trailing import Reading  # noqa: PLC0415

    with restored(exported(desk, shown=True), tmp_path) as again:
        told = [s for e in Reading(TrailFilter()).each(again) for s in e.sentences()]
        assert any("missing file" in sentence for sentence in told)
        assert not any("secret-file" in sentence for sentence in told)


def test_a_file_or_a_full_project_that_stands_there_is_left_alone(
    river: Project, tmp_path: Path
) -> None:
    source = tmp_path / "river.json"
    source.write_bytes(exported(river))
    was = dump(river)
    with pytest.raises(ProjectExists):
        restoring.restore(river.path, source)
    with pytest.raises(ProjectNotEmpty, match="it was left alone"):
        restoring.restore_into(river, source)
    assert dump(river) == was


def test_somebody_who_is_known_under_another_id_is_not_taken_for_the_same(
    river: Project, tmp_path: Path
) -> None:
    source = tmp_path / "river.json"
    source.write_bytes(exported(river))
    other = make_project(tmp_path / "other.sqlite", "Ines")
    with pytest.raises(NotRestored, match="Checker 1: “Ines” is known .* under another id"):
        restoring.restore_into(other, source)
    assert other.articles.count() == 0
    other.close()


def test_who_does_it_must_be_in_the_file(river: Project, tmp_path: Path) -> None:
    source = tmp_path / "river.json"
    source.write_bytes(exported(river))
    with pytest.raises(InvalidValue, match="Ines, Tomasz"):
        restoring.restore(tmp_path / "x.sqlite", source, by="Mara")
    assert not (tmp_path / "x.sqlite").exists()


@pytest.mark.parametrize("moment", range(1, 4))
def test_stopped_it_leaves_nothing(river: Project, tmp_path: Path, moment: int) -> None:
    source, calls = tmp_path / "river.json", []
    source.write_bytes(exported(river))

    def stop(done: int, total: int) -> None:
        calls.append((done, total))
        if len(calls) == moment:
            raise Cancelled

    before = {*tmp_path.iterdir()}
    with suppress(Cancelled):
        restoring.restore(tmp_path / "x.sqlite", source, progress=stop)
    assert len(calls) == moment
    assert {*tmp_path.iterdir()} == before


def article(found: Document) -> Document:
    made: Document = found["articles"][0]
    return made


def claim(found: Document, number: int) -> Document:
    made: Document = article(found)["claims"][number - 1]
    return made


def add_text(found: Document, text: str) -> None:
    version = article(found)["versions"][0]
    version["text"] += text
    version.update(length=len(version["text"]), sha256=sha256(version["text"]))


Harm = Callable[[Document], Any]
HARMS: dict[str, tuple[Harm, str]] = {
    "another format": (lambda d: d.update(format="x"), "It is no project as JSON"),
    "newer": (lambda d: d.update(version=2), "newer version of this program"),
    "no version": (lambda d: d.update(version=True), "“version” is not 1"),
    "neither": (lambda d: d.update(confidential="yes"), "neither “shown” nor “withheld”"),
    "missing part": (lambda d: d.pop("sources"), "“sources” is missing"),
    "unknown part": (lambda d: d.update(more=1), "“more” has no place there"),
    "no list": (lambda d: d.update(articles={}), "“articles” is no list"),
    "no object": (lambda d: d.update(articles=[3]), "Article 1: this is no object"),
    "missing field": (lambda d: claim(d, 3).pop("status"), "Claim 3 of article 1: “status” is mis"),
    "unknown field": (lambda d: claim(d, 3).update(x=1), "Claim 3 of article 1: “x” has no place"),
    "unknown status": (
        lambda d: claim(d, 2).update(status="done"),
        "Claim 2 of article 1: “status” is none of open, in progress",
    ),
    "unknown verdict": (
        lambda d: claim(d, 4)["tags"][1].update(verdict="true"),
        "Tag 2 of claim 4 of article 1: “verdict” is none of verified, disputed",
    ),
    "unknown kind": (lambda d: claim(d, 1).update(kinds=["x"]), "“kinds” is no list of some of"),
    "a kind twice": (lambda d: claim(d, 1).update(kinds=["name"] * 2), "“kinds” is no list"),
    "a number in words": (lambda d: claim(d, 1).update(number="1"), "“number” is no number"),
    "yes for true": (lambda d: claim(d, 1).update(legal_risk=1), "neither true nor false"),
    "huge number": (lambda d: claim(d, 1).update(number=10**30), "“number” is no number"),
    "a lone surrogate": (lambda d: claim(d, 1).update(statement="\ud800"), "that is no text"),
    "no text": (lambda d: claim(d, 1).update(statement=None), "“statement” is no text"),
    "a false day": (lambda d: article(d).update(due_on="2025-02-31"), "“due_on” is no day"),
    "a false time": (
        lambda d: claim(d, 1).update(created_at="2025-02-31T00:00:00Z"),
        "“created_at” is a time that there never was",
    ),
    "an empty id": (lambda d: claim(d, 1).update(id=""), "“id” is no id"),
    "a claim twice": (
        lambda d: claim(d, 2).update(id=claim(d, 1)["id"]),
        "Claim 2 of article 1: its id “.*” is that of claim 1 of article 1",
    ),
    "a number twice": (lambda d: claim(d, 2).update(number=1), "another one has the same number"),
    "a name twice": (lambda d: d["checkers"][1].update(name="Ines"), "is that of checker 1, too"),
    "nameless": (lambda d: d["checkers"][1].update(name=" "), "Checker 2: “name” is empty"),
    "no such checker": (
        lambda d: claim(d, 1)["tags"][0].update(checker_id="x"),
        "“checker_id” leads to none of the checkers",
    ),
    "no such source": (
        lambda d: claim(d, 1)["evidence"][0].update(source_id="x"),
        "Piece of evidence 1 of claim 1 of article 1: “source_id” leads to none of the sources",
    ),
    "no such version": (
        lambda d: claim(d, 1)["highlights"][0].update(version_id="x"),
        "Highlight 1 of claim 1 of article 1: “version_id” leads to none",
    ),
    "no such assignee": (lambda d: article(d).update(assignee_id="x"), "“assignee_id” leads to"),
    "another tag id": (lambda d: claim(d, 1)["tags"][0].update(id="x"), "its id is not the one"),
    "two tags of one": (
        lambda d: claim(d, 4)["tags"][1].update(checker_id=claim(d, 4)["tags"][0]["checker_id"]),
        "Tag 2 of claim 4 of article 1: its checker has another tag",
    ),
    "moved": (
        lambda d: claim(d, 1)["highlights"][0].update(start=64),
        "“400 anglers hold a licence” and the words around it are not at 64:91",
    ),
    "beyond the end": (lambda d: claim(d, 1)["highlights"][0].update(end=9999), "are not at 65:"),
    "turned round": (lambda d: claim(d, 1)["highlights"][0].update(end=3), "are not at 65:3"),
    "another quote": (lambda d: claim(d, 1)["highlights"][0].update(quote="x"), "“x” and the"),
    "another prefix": (lambda d: claim(d, 1)["highlights"][0].update(prefix="x"), "words around"),
    "another text": (
        lambda d: article(d)["versions"][0].update(
            text=article(d)["versions"][0]["text"].replace("212", "213")
        ),
        "Version 1 of article 1: its text is not the one of its SHA-256",
    ),
    "another length": (lambda d: article(d)["versions"][0].update(length=7), "and not 7"),
    "carriage returns": (lambda d: add_text(d, "\r\n"), "not in the canonical form"),
    "a NUL": (lambda d: add_text(d, "\x00"), "holds a character that is no text"),
    "no version at all": (lambda d: article(d).update(versions=[]), "it has no version"),
    "disputed without reason": (
        lambda d: claim(d, 3)["tags"][0].update(reason=None),
        "A disputed claim needs its reason",
    ),
    "verified with reason": (
        lambda d: claim(d, 1)["tags"][0].update(reason="misleading"),
        "only a disputed claim has one",
    ),
    "an address that runs": (
        lambda d: d["sources"][0].update(url="javascript:alert(1)"),
        "Source 1: Address: a web address begins with",
    ),
    "secret without a code name": (
        lambda d: d["sources"][0].update(confidential=True),
        "has no place there",
    ),
    "shown but withheld": (
        lambda d: (
            d.update(confidential="shown"),
            d["sources"].append({"id": "x", "rank": "primary", "confidential": True}),
        ),
        "Source 3: “title” is missing",
    ),
    "a setting of the program": (
        lambda d: d["settings"].append({"id": "missing file x", "value": "{}"}),
        "Setting 1: a setting of this name is kept for the program",
    ),
    "a package that says nothing": (
        lambda d: d["settings"].append({"id": "package", "value": "[]"}),
        "it does not say what a package says of itself",
    ),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_wrong_is_named_and_nothing_is_written(
    river: Project, tmp_path: Path, harm: str
) -> None:
    found = document(river)
    do, words = HARMS[harm]
    do(found)
    before = {*tmp_path.iterdir()}
    with TemporaryDirectory() as folder:
        source = Path(folder, "river.json")
        source.write_text(json.dumps(found))
        with pytest.raises(NotRestored, match=words) as refused:
            restoring.restore(tmp_path / "x.sqlite", source)
    assert str(refused.value).startswith("“river.json” cannot be made a project again. ")
    assert str(refused.value).endswith(". Nothing was written.")
    assert {*tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Line 1, column 1: this is no JSON"),
        (b'{"format": "annotator-project", ', "the file may be cut short"),
        (b"\xff\xfe{}", "no UTF-8, at byte 0"),
        (b"[" * 200_000, "lists within lists far too deep"),
        (b'{"format": "a", "format": "b"}', "“format” stands twice"),
        (b'{"format": NaN}', "NaN is no number"),
        (b'{"version": ' + b"9" * 5000 + b"}", "A number in it is far too long"),
        (b"[]", "no project as JSON"),
        (b"null", "no project as JSON"),
        (b"SQLite format 3\x00", "no JSON"),
    ],
)
def test_what_is_no_json_of_ours_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    source = tmp_path / "it.json"
    source.write_bytes(data)
    with pytest.raises(NotRestored, match=words):
        restoring.restore(tmp_path / "x.sqlite", source)
    assert [*tmp_path.iterdir()] == [source]


def test_what_cannot_be_read_or_is_too_large_is_refused(
    river: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotRestored, match="“none.json” .* cannot be read: No such file"):
        restoring.restore(tmp_path / "x.sqlite", tmp_path / "none.json")
    with pytest.raises(NotRestored, match="cannot be read"):
        restoring.restore(tmp_path / "x.sqlite", tmp_path)
    (tmp_path / "river.json").write_bytes(exported(river))
    monkeypatch.setattr(restoring, "LIMIT", 1000)
    with pytest.raises(NotRestored, match="is larger than"):
        restoring.restore(tmp_path / "x.sqlite", tmp_path / "river.json")
    assert not (tmp_path / "x.sqlite").exists()


@some
@given(data=st.data())
def test_whatever_is_harmed_it_is_refused_or_comes_back_whole(data: st.DataObject) -> None:
    """One value anywhere is another one: no traceback, and never half a project."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        project = make_desk(folder / "desk.sqlite")
        found = document(project, shown=data.draw(st.booleans()))
        project.close()
        places = [*leaves(found)]
        parent, key = places[data.draw(st.integers(0, len(places) - 1))]
        parent[key] = data.draw(
            st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers())
        )
        try:
            with restored(found, folder) as again:
                assert [*again.findings()] == []
                exported(again)
        except AnnotatorError as refused:
            assert str(refused).endswith("Nothing was written.")
            assert not [*folder.glob("restored*")]


def leaves(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a document: what it is in, and under what name or number."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in pairs:
        yield node, key
        if isinstance(value, (dict, list)):
            yield from leaves(value)
