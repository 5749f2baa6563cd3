"""What goes into a package is what it was when all of it was held at once, in little memory."""

import tracemalloc
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from annotator.kernel.errors import AnnotatorError, Cancelled
from annotator.people import repository
from annotator.project import Project
from annotator.schema.tables import LOGGED
from annotator.sharing.column_groups import State
from annotator.sharing.packages import JUDGING, Contents
from annotator.sharing.repository.packages import _MANY, ChosenRows
from annotator.sharing.repository.unseen_changes import knowledge_of
from annotator.sharing.row_merge import Key
from annotator.sharing.service import packages
from annotator.storage.migrations.schema_0005 import LOGGED_TABLES
from annotator.storage.row_states import RowStates
from tests.acts import ACTS
from tests.benchmarks.projects import build, text_of
from tests.projects import make_clock
from tests.raw_file import raw_file

_NOTES = {"notes", "contacts"}
_OPEN = {
    name
    for name, table in LOGGED.items()
    if "claims" in table.references.values() and name not in {*_NOTES, "evidence"}
}
"""The tables of which all rows on claims go into an open package, whatever else is said."""
contents = st.builds(
    Contents,
    st.just(()),
    blind=st.booleans(),
    highlights=st.booleans(),
    evidence=st.booleans(),
    notes=st.booleans(),
    confidential=st.booleans(),
)
moves = st.lists(
    st.tuples(st.integers(0, len(ACTS) - 1), st.tuples(st.integers(0, 9), st.integers(0, 9))),
    min_size=5,
    max_size=40,
)


def all_at_once(project: Project, chosen: Contents) -> dict[Key, State]:
    """The rows of a package by the plain rule, without regard to memory."""
    states = RowStates(raw_file(project))
    called = repository.code_names(raw_file(project))
    rows = states.many(("articles", i) for i in chosen.article_ids)
    versions = states.leading_to(rows, ("versions",))
    claims = states.leading_to(rows, ("claims",)) if chosen.highlights else {}
    rows |= versions | states.leading_to(versions, ("attachments",))
    if chosen.blind:
        rows |= {key: {**state, **JUDGING} for key, state in claims.items()}
        rows |= states.leading_to(claims, ("highlights",))
    else:
        rows |= states.leading_to(versions, ("coverage",)) | claims
        hanging = states.leading_to(claims, _OPEN | _NOTES if chosen.notes else _OPEN)
        evidence = states.leading_to(claims, ("evidence",)) if chosen.evidence else {}
        if not chosen.confidential:
            secret = {
                i for (i,) in raw_file(project).rows("SELECT id FROM sources WHERE confidential")
            }
            evidence = {k: s for k, s in evidence.items() if s["source_id"] not in secret}
            hanging = {k: s for k, s in hanging.items() if not s.get("confidential")}
            hanging = {
                k: s
                for k, s in hanging.items()
                if called.instead_of(str(s.get("addressee", ""))) == s.get("addressee", "")
            }
        rows |= hanging | evidence | states.leading_to(evidence, ("attachments",))
    rows |= states.many(
        ("checkers", i) for (i,) in raw_file(project).rows("SELECT id FROM checkers")
    )
    pending = {*rows}
    while pending:
        pending = {p for key in pending for _, p in states.parents(key, rows[key])} - {*rows}
        rows |= states.many(pending)
    return rows


def learnt(project: Project, rows: dict[Key, State], *, blind: bool) -> set[tuple[str, ...]]:
    """What is known of these rows, by the plain rule."""
    return {
        (row_id, table, register, identity)
        for identity, table, row_id, register in knowledge_of(
            raw_file(project), {i for _, i in rows}
        )
        if (table, row_id) in rows and not (blind and table == "claims" and register in JUDGING)
    }


def in_package(path: Path) -> tuple[dict[Key, State], set[tuple[str, ...]]]:
    package = Project.open(path)
    states = RowStates(raw_file(package))
    rows = states.many(
        (table, str(i))
        for table in LOGGED_TABLES
        for (i,) in raw_file(package).rows(f"SELECT id FROM {table}")
    )
    causes = raw_file(package).rows("SELECT row_id, tbl, register, change_id FROM causes")
    assert [*package.findings()] == []
    package.close()
    return rows, {tuple(row) for row in causes}


@settings(max_examples=25, deadline=None)
# two overlapping claims are kept apart
@example(history=[(14, (0, 5)), (14, (2, 7)), (43, (0, 0))], said=Contents(()), some=1)
@given(history=moves, said=contents, some=st.integers(1, 3))
def test_a_package_holds_the_rows_that_the_plain_rule_gives(
    history: list[tuple[int, tuple[int, int]]], said: Contents, some: int
) -> None:
    with TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "all.sqlite", clock=make_clock())
        project.work_as("Anna")
        for number, pick in [(0, (1, 1)), (0, (2, 2)), (2, (1, 3)), (2, (2, 4)), *history]:
            with suppress(AnnotatorError):
                ACTS[number](project, pick)
        ids = tuple(article.id for article in project.articles.page())[:some]
        # a package of no article is refused, and a history may remove all
        assume(ids)
        chosen = Contents(
            ids, said.blind, said.highlights, said.evidence, said.notes, said.confidential
        )
        target = Path(folder) / "some.review.sqlite"
        with pytest.MonkeyPatch.context() as patch:
            # so that even these projects take several parts
            patch.setattr("annotator.sharing.repository.packages._MANY", 2)
            packages.send_for_review(project, target, chosen)
        rows, causes = in_package(target)
        del rows["settings", "package"]
        expected = all_at_once(project, chosen)
        assert rows == expected
        assert causes == learnt(project, expected, blind=chosen.blind)
        project.close()


def test_a_part_is_no_larger_in_a_larger_project(tmp_path: Path) -> None:
    sizes = []
    for claims in (_MANY * 2, _MANY * 6):
        path = tmp_path / f"{claims}.sqlite"
        build(path, [text_of(60 * claims)], claims).close()
        project = Project.open(path)
        ids = tuple(article.id for article in project.articles.page())
        parts = [part for _, part in ChosenRows(raw_file(project), Contents(ids)).parts()]
        assert len({key for part in parts for key in part if key[0] == "claims"}) == claims
        sizes.append(max(map(len, parts)))
        project.close()
    assert sizes[0] == sizes[1] < 4 * _MANY


def test_memory_does_not_grow_with_the_project(tmp_path: Path) -> None:
    peaks = []
    for articles in (20, 120):
        path = tmp_path / f"{articles}.sqlite"
        build(path, [text_of(3000, n) for n in range(articles)], 25).close()
        project = Project.open(path)
        project.work_as("Anna")
        ids = tuple(article.id for article in project.articles.page())
        tracemalloc.start()
        packages.send_for_review(project, tmp_path / f"{articles}.review.sqlite", Contents(ids))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        project.close()
    assert peaks[1] < 1.5 * peaks[0]


def test_a_package_that_is_stopped_anywhere_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "all.sqlite"
    build(path, [text_of(3000, n) for n in range(4)], 25).close()
    project = Project.open(path)
    project.work_as("Anna")
    ids = tuple(article.id for article in project.articles.page())
    before = {p.name for p in tmp_path.iterdir()}
    told: list[int] = []
    packages.send_for_review(
        project, tmp_path / "a.review.sqlite", Contents(ids), lambda done, _: told.append(done)
    )
    assert told == sorted(told)
    (tmp_path / "a.review.sqlite").unlink()
    for last in range(len(told)):
        left = iter(range(last))

        def stop(_done: int, _total: int) -> None:
            if next(left, None) is None:  # noqa: B023 - called within this turn
                raise Cancelled

        with pytest.raises(Cancelled):
            packages.send_for_review(project, tmp_path / "b.review.sqlite", Contents(ids), stop)
        assert {p.name for p in tmp_path.iterdir()} <= before | {"all.sqlite-wal", "all.sqlite-shm"}
    project.close()
