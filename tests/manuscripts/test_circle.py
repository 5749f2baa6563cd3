"""The circle: into the writer's own file, answered there, and home again, in every program."""

from pathlib import Path

import pytest

from annotator.articles.model import OriginalFile
from annotator.claims.fields import Claim
from annotator.claims.model import Resolution
from annotator.claims.verdicts import Standing
from annotator.manuscripts.choices import ReturnChoices, ReturnKind
from annotator.manuscripts.formats.answers import read_answers
from annotator.manuscripts.model import HomeReferenceKind, reference_to
from annotator.manuscripts.service.answers import (
    AnswerPlan,
    AnswerState,
    AnswerTaking,
    bring_in,
    plan_answers,
)
from annotator.manuscripts.service.file_return import plan_return
from annotator.people.model import Query, QueryStatus
from annotator.project import Project
from tests.judges import by_libreoffice
from tests.manuscripts.desks import DOCX, ODT, open_file, the_article, word_file
from tests.manuscripts.writers import answered_in_office, answered_in_word
from tests.projects import dump
from tests.reports.desks import make_desk
from tests.reports.projects import set_fields

S, T = AnswerState, AnswerTaking
FILES = {"docx": (DOCX, word_file), "odt": (ODT, open_file)}
ANSWER = {"docx": answered_in_word, "odt": answered_in_office}


def make(path: Path, form: str) -> Project:
    """The desk, whose article came in as a file, with two proposed wordings to decide on."""
    mime, data = FILES[form]
    project = make_desk(path, file=OriginalFile(f"river.{form}", mime, data()))
    set_fields(project, claims(project)[2], resolution=None)
    return project


def claims(project: Project) -> list[Claim]:
    return project.claims.of_article(the_article(project).id)


def of_claim(claim: Claim) -> str:
    return str(reference_to(HomeReferenceKind.CLAIM, claim.number, claim.id))


def open_queries(project: Project) -> list[Query]:
    found = (q for c in claims(project) for q in project.people.queries(c.id))
    return [query for query in found if query.status is QueryStatus.OPEN]


def answered(project: Project, form: str, choices: ReturnChoices | None = None) -> bytes:
    """The file as it is given back, replied to and decided on by its writer."""
    given = plan_return(
        project, the_article(project), choices or ReturnChoices(standings=frozenset(Standing))
    ).content
    queries = open_queries(project)
    replies = {
        str(reference_to(HomeReferenceKind.QUERY, n, each.id)): [("Jo Writer", f"Reply {n}.")]
        for n, each in enumerate(queries, 1)
    }
    if choices is None:
        replies[of_claim(claims(project)[0])] = [("Jo Writer", "Marks, of course.")]
    return ANSWER[form](
        given,
        replies,
        resolved=[of_claim(claims(project)[3])],
        accepted=["212 million marks"],
        rejected=["is on record"],
    )


def plan(project: Project, data: bytes, name: str) -> AnswerPlan:
    return plan_answers(project, read_answers(data, name))


@pytest.mark.parametrize("way", ["", "docx", "odt"])
@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_file_that_was_answered_comes_home(tmp_path: Path, form: str, way: str) -> None:
    project = make(tmp_path / "desk.annotator", form)
    data, name = answered(project, form), f"river.{form}"
    if way:
        data, name = by_libreoffice(data, name, way, tmp_path), f"river.{way}"
    planned = plan(project, data, name)
    # LibreOffice before 24.2 forgets which comment answers which: then a person is asked
    replied = {S.NEW, S.REPLY} if not way else {S.NEW, S.REPLY, S.BESIDE}
    states = sorted(item.state for item in planned.items)
    assert len(states) == 5
    assert {*states} <= {*replied, S.ACCEPTED, S.REJECTED}
    assert {S.ACCEPTED, S.REJECTED} <= {*states}
    planned = planned.deciding(T.ADD)
    assert [item.state for item in planned.items if not item.is_taken] == [S.REJECTED]
    assert planned.notes == ("Claim 4 was marked as resolved, without a reply.",)
    before, asked = dump(project), open_queries(project)
    bring_in(project, planned)
    assert [project.people.query(each.id).answer for each in asked] == ["Reply 1.", "Reply 2."]
    first, _, third, _ = claims(project)
    assert (first.resolution, third.resolution) == (Resolution.CHANGED, None)
    said = [(each.author, each.body) for each in project.comments.of_claim(first.id)]
    assert ("Jo Writer", "Marks, of course.") in said
    assert plan(project, data, name).taken == ()
    project.undo()
    assert dump(project) == before
    project.close()


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_file_without_verdicts_brings_answers_and_wordings_home(
    tmp_path: Path, form: str
) -> None:
    project = make(tmp_path / "desk.annotator", form)
    data = answered(project, form, ReturnChoices(ReturnKind.WRITER, addressee=None))
    planned = plan(project, data, f"river.{form}")
    assert sorted(item.state for item in planned.items) == [
        *(S.NEW, S.NEW, S.ACCEPTED, S.REJECTED),
    ]
    project.close()


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_file_that_nobody_touched_brings_nothing_home(tmp_path: Path, form: str) -> None:
    project = make(tmp_path / "desk.annotator", form)
    given = plan_return(
        project, the_article(project), ReturnChoices(standings=frozenset(Standing))
    ).content
    planned = plan(project, given, f"river.{form}")
    assert planned.items == ()
    assert planned.notes == ("2 proposed wordings are neither accepted nor rejected yet.",)
    assert len(planned.answered.references) == 6
    project.close()
