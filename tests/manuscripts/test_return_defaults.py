"""What goes into the writer's file unless it is chosen: no noise, and no words of others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.articles.model import AnnotationKind, DraftAnnotation
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span
from annotator.manuscripts.choices import ReturnKind
from annotator.manuscripts.return_items import ReturnItem, ReturnItemKind
from annotator.manuscripts.service.file_return import DESK, ReturnPlan
from annotator.people.model import WRITER
from annotator.project import Project
from tests.manuscripts.desks import all_words, make_draft, make_returnable, plan_with, the_article
from tests.reports.projects import ask, mark

CLAIM, QUERY = ReturnItemKind.CLAIM, ReturnItemKind.QUERY
ALL = frozenset(Standing)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Project]:
    project = make_returnable(tmp_path / "desk.sqlite")
    yield project
    project.close()


def of_kind(plan: ReturnPlan, kind: ReturnItemKind) -> list[ReturnItem]:
    return [item for item in plan.items if item.kind is kind]


def test_the_writer_reads_no_questions_to_others_unless_that_is_chosen(desk: Project) -> None:
    claim = desk.claims.of_article(the_article(desk).id)[0]
    ask(desk, claim, WRITER, "query-to-writer")
    plan = plan_with(desk, kind=ReturnKind.WRITER)
    assert [item.words.count("query-to-writer") for item in of_kind(plan, QUERY)] == [1]
    assert "query-to-jonas" not in all_words(plan)
    assert plan.left_out_told == "2 other queries are left out. "
    everybody = plan_with(desk, kind=ReturnKind.WRITER, addressee=None)
    assert len(of_kind(everybody, QUERY)) == 3
    assert everybody.left_out_told == ""
    assert len(of_kind(plan_with(desk), QUERY)) == 3


def test_claims_that_nobody_tagged_are_left_out_and_their_queries_go(desk: Project) -> None:
    article = the_article(desk)
    for at in ("The mill", "euros"):
        claim = mark(desk, article, at)
        ask(desk, claim, WRITER, f"query-on {at}")
    plan = plan_with(desk)
    assert not any("Not tagged" in item.words for item in plan.items)
    assert "query-on euros" in all_words(plan)
    assert plan.untagged >= 2
    assert f"{plan.untagged} claims not tagged are left out." in plan.left_out_told
    chosen = plan_with(desk, standings=ALL)
    assert chosen.untagged == 0
    added = len(of_kind(chosen, CLAIM)) - len(of_kind(plan, CLAIM))
    assert added == plan.untagged


def test_the_desk_replies_where_a_question_is_that_of_a_comment(tmp_path: Path) -> None:
    comment = DraftAnnotation(
        AnnotationKind.COMMENT, Span(4, 8), "Which year?", "Rana", "2020-01-02T03:04:05Z", id="7"
    )
    project = make_draft(tmp_path / "taken.sqlite", annotations=(comment,))
    claim = mark(project, the_article(project), "The mill closed in 1994")
    with project.change("A query of a comment, and others") as under_way:
        rana = under_way.checkers.add("Rana")
        at = "2020-01-02T03:04:05.000Z"
        of_file = under_way.queries.add(claim.id, rana, WRITER, "Which year?", at)
        under_way.writer.update("queries", of_file, {"file_annotation": "7"})
        under_way.queries.add(claim.id, project.author.id, WRITER, "Which mill?", at)
    reply, own = of_kind(plan_with(project, kind=ReturnKind.WRITER), QUERY)
    assert (reply.answers, reply.author) == ("7", DESK)
    assert reply.at > at
    assert reply.words.startswith("Rana’s question is open: Which year?\n")
    assert "asked by" not in reply.words
    assert (own.answers, own.author, own.at) == ("", project.author.name, at)
    assert own.words.startswith("To The writer, asked by ")
    project.close()
