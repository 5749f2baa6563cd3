"""What the trail costs: it follows what is asked for, however long the log is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from annotator.audit.model import TrailFilter, TrailScope
from annotator.audit.repository.rows import _FOUND
from annotator.audit.repository.trail import TrailPosition
from annotator.claims.fields import Claim
from annotator.claims.service import fields
from annotator.project import Project


@contextmanager
def statements(project: Project) -> Iterator[list[str]]:
    """Every statement that is run within the block, its values filled in."""
    said: list[str] = []
    project._file.connection.set_trace_callback(said.append)
    yield said
    project._file.connection.set_trace_callback(None)


def plan(project: Project, sql: str, values: Any = ()) -> list[str]:
    rows = project._file.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)
    return [row[3] for row in rows]


def sorts(project: Project, sql: str) -> bool:
    return any("TEMP B-TREE" in step for step in plan(project, sql))


@pytest.mark.parametrize("tbl", ["claims", "articles"])
def test_a_claim_and_an_article_are_found_without_a_walk_through_a_log(
    project: Project, tbl: str
) -> None:
    steps = plan(project, _FOUND, {"of": "x", "tbl": tbl})
    # r is a log, x a table of what hangs on something, j the records made one with another
    walks = [step for step in steps if step.startswith(("SCAN r", "SCAN x", "SCAN j"))]
    assert walks == []
    for index in ("rows_that_left", "change_rows_of_row", "heard_rows_of_owner", "joined_with"):
        assert any(index in step for step in steps), index


@pytest.mark.parametrize("mark", [TrailPosition(), TrailPosition(5, ("2026", "x"))])
def test_a_page_of_the_project_is_read_in_the_order_of_the_logs(
    project: Project, mark: TrailPosition
) -> None:
    with statements(project) as said:
        project.trail.page(TrailFilter(), None, mark, 10)
    pages = [sql for sql in said if "ORDER BY" in sql and "DESC" in sql]
    assert len(pages) == 2
    assert not any(sorts(project, sql) for sql in pages)


def test_a_page_costs_the_same_in_a_short_log_and_in_a_long_one(
    project: Project, claim: Claim
) -> None:
    costs = []
    for _ in range(2):
        for n in range(150):
            fields.set_legal_risk(project, claim, risk=not n % 2)
        with statements(project) as said:
            records, _ = project.trail.page(TrailFilter(), None, TrailPosition(), 20)
            project.trail.names(records)
        costs.append(len(said))
    assert costs[0] == costs[1]


def test_only_so_many_rows_of_a_large_change_are_read(project: Project, claim: Claim) -> None:
    with project.change("Many notes") as under_way:
        for n in range(500):
            note = {"claim_id": claim.id, "checker_id": project.author.id, "created_at": "x"}
            under_way.writer.insert("notes", {"id": f"n{n}", "body": f"{n}", **note})
    for scope, of in ((TrailScope.PROJECT, ""), (TrailScope.CLAIM, claim.id)):
        found = project.trail.find(scope, of)
        (record, *_), _ = project.trail.page(TrailFilter(scope, of), found, TrailPosition(), 1, 3)
        assert [row.row_id for row in record.rows] == ["n0", "n1", "n2"]
        assert record.left_out == 497
