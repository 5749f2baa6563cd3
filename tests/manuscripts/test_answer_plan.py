"""Answers that come home: a plan, a decision where two differ, and one step to undo."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from annotator.articles.model import AnnotationKind, Draft, DraftAnnotation, Metadata
from annotator.articles.service import add_article
from annotator.claims.fields import Claim
from annotator.claims.highlights import anchor
from annotator.claims.model import Resolution
from annotator.claims.service import fields, places, queries
from annotator.kernel.errors import Cancelled, ChangedMeanwhile
from annotator.kernel.positions import Span
from annotator.manuscripts.answers import (
    AnsweredFile,
    AnswerPlace,
    FoundAnswer,
)
from annotator.manuscripts.formats.answers import read_answers
from annotator.manuscripts.model import HomeReferenceKind, reference_to, references_in
from annotator.manuscripts.service.answer_summary import asked as told_of
from annotator.manuscripts.service.answer_summary import becomes, left_told, plan_told
from annotator.manuscripts.service.answers import (
    AnswerPlan,
    AnswerState,
    AnswerTaking,
    bring_in,
    plan_answers,
)
from annotator.people.model import QueryStatus
from annotator.project import Project
from annotator.sharing.row_merge import Side
from annotator.sharing.service import merge as merging
from tests.manuscripts import sheets
from tests.manuscripts.sheets import answers, in_word, make_asked, references, sheet, typed
from tests.manuscripts.threads import (
    AT,
    GOOGLE,
    Thread,
    commented,
    deleted,
    ids_of,
    inserted,
    returned,
    said,
)
from tests.projects import dump, make_article, make_claim, make_project

S, T = AnswerState, AnswerTaking


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Project]:
    project = make_asked(tmp_path / "asked.annotator")
    yield project
    project.close()


def plan(project: Project, data: bytes, name: str = "sheet.docx") -> AnswerPlan:
    return plan_answers(project, read_answers(data, name))


def states(planned: AnswerPlan) -> list[AnswerState]:
    return [item.state for item in planned.items]


def claims(project: Project) -> list[Claim]:
    (article,) = project.articles.page()
    return project.claims.of_article(article.id)


def test_answers_come_home_as_one_step(asked: Project, tmp_path: Path) -> None:
    one, _, three = references(asked)
    data = in_word(sheet(asked, "docx", tmp_path), {one: "The register.", three: "No."})
    before = dump(asked)
    outcome = bring_in(asked, plan(asked, data))
    assert outcome.change.label == "Bring in 2 answers from “sheet.docx”"
    assert answers(asked) == ["The register.", "", "No."]
    assert [query.status for query in sheets.queries(asked)] == [
        *(QueryStatus.ANSWERED, QueryStatus.OPEN, QueryStatus.ANSWERED),
    ]
    asked.undo()
    assert dump(asked) == before
    asked.redo()
    assert answers(asked) == ["The register.", "", "No."]


@pytest.mark.parametrize("form", ["docx", "markdown"])
def test_the_same_file_twice_changes_nothing(asked: Project, tmp_path: Path, form: str) -> None:
    one, two, _ = references(asked)
    said_ = {one: "The register.\n\nOn p. 4.", two: "Euros."}
    made = sheet(asked, form, tmp_path)
    data = in_word(made, said_) if form == "docx" else typed(made, said_)
    bring_in(asked, plan(asked, data, f"s.{form}"))
    again = plan(asked, data, f"s.{form}")
    assert (states(again), again.taken) == ([S.SAME, S.SAME], ())
    closed = sheets.queries(asked)[0]
    queries.set_query_status(asked, closed, QueryStatus.CLOSED)
    assert plan(asked, data, f"s.{form}").taken == ()


def test_another_answer_waits_for_a_decision(asked: Project, tmp_path: Path) -> None:
    one, *_ = references(asked)
    data = in_word(sheet(asked, "docx", tmp_path), {one: "The register."})
    queries.answer(asked, sheets.queries(asked)[0], "By phone: the club.")
    planned = plan(asked, data)
    assert states(planned) == [S.DIFFERS]
    assert planned.taken == ()
    assert becomes(planned.items[0]) == "Differs: decide"
    added = planned.with_taking(0, T.ADD)
    bring_in(asked, added)
    assert answers(asked)[0] == "By phone: the club.\n\nThe register."
    assert states(plan(asked, data)) == [S.SAME]
    asked.undo()
    bring_in(asked, planned.deciding(T.REPLACE))
    assert answers(asked)[0] == "The register."


def test_two_answers_for_one_query_are_both_shown(asked: Project, tmp_path: Path) -> None:
    one, *_ = references(asked)
    text = typed(sheet(asked, "markdown", tmp_path), {one: "Yes."}).decode()
    text = text.replace("Yes.", f"Yes.\n\n**Answer to {one}:**\n\nNo.")
    planned = plan(asked, text.encode(), "s.md")
    assert states(planned) == [S.SEVERAL, S.SEVERAL]
    assert planned.taken == ()
    both = planned.with_taking(0, T.REPLACE).with_taking(1, T.REPLACE)
    assert [item.taking for item in both.items] == [T.LEAVE, T.REPLACE]
    bring_in(asked, planned.deciding(T.ADD))
    assert answers(asked)[0] == "Yes.\n\nNo."


def test_answers_without_a_home_are_told_and_never_guessed(asked: Project, tmp_path: Path) -> None:
    one, two, three = references(asked)
    data = typed(sheet(asked, "markdown", tmp_path), {one: "Yes.", two: "Two.", three: "Three."})
    text = data.decode()
    # the number alone is never enough, and no other query of the project is meant
    stranger = f"{two.partition('-')[0]}-00000000"
    text = text.replace(f"Answer to {two}", f"Answer to {stranger}").replace(three, "Q3-ffffffff")
    queries.remove_query(asked, sheets.queries(asked)[0])
    planned = plan(asked, text.encode(), "s.md")
    assert states(planned) == [S.HOMELESS] * 3
    told = [*left_told(planned)]
    assert [line.rpartition(": ")[2] for line in told] == ["Yes.", "Two.", "Three."]
    assert "is not in this project" in told[0]
    assert planned.deciding(T.ADD).taken == ()


def test_a_bookmark_that_names_another_query_is_not_believed(
    asked: Project, tmp_path: Path
) -> None:
    one, two, _ = references(asked)
    first, second, _ = map(sheets.mark_of, sheets.queries(asked))
    parts = sheets.parts_of(in_word(sheet(asked, "docx", tmp_path), {one: "Yes.", two: "No."}))
    body = parts["word/document.xml"].decode()
    body = body.replace(first, "@").replace(second, first).replace("@", second)
    swapped = sheets.packed(parts | {"word/document.xml": body.encode()})
    planned = plan(asked, swapped)
    assert states(planned) == [S.HOMELESS, S.HOMELESS]
    assert {item.why for item in planned.items} == {
        "its reference and its bookmark name two questions"
    }


def test_what_changed_meanwhile_is_not_overwritten(asked: Project, tmp_path: Path) -> None:
    one, *_ = references(asked)
    planned = plan(asked, in_word(sheet(asked, "docx", tmp_path), {one: "Yes."}))
    queries.answer(asked, sheets.queries(asked)[0], "By phone.")
    before = dump(asked)
    with pytest.raises(ChangedMeanwhile):
        bring_in(asked, planned)
    assert dump(asked) == before


def test_it_can_be_stopped(asked: Project, tmp_path: Path) -> None:
    one, *_ = references(asked)
    planned = plan(asked, in_word(sheet(asked, "docx", tmp_path), {one: "Yes."}))

    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    before = dump(asked)
    with pytest.raises(Cancelled):
        bring_in(asked, planned, stop)
    assert dump(asked) == before


# replies to our comments


def reference(claim: Claim) -> str:
    return str(reference_to(HomeReferenceKind.CLAIM, claim.number, claim.id))


def file_with(project: Project, threads: list[Thread]) -> bytes:
    """The article with all threads on its first words."""
    ids = [n for each in ids_of(threads) for n in each]
    first, second = sheets.TEXT.split("\n\n")
    return returned([commented(ids, said(first[:8])) + said(first[8:]), said(second)], threads)


def test_replies_to_a_query_are_its_answer(asked: Project) -> None:
    one, two, _ = references(asked)
    threads = [
        Thread(("Anna", f"Who says so?\nRef. {one}"), ("Jo", "The register."), ("Jo", "On p. 4.")),
        Thread(("Anna", f"Marks or euros?\nRef. {two}"), done=True),
    ]
    planned = plan(asked, file_with(asked, threads), "draft.docx")
    assert states(planned) == [S.NEW]
    assert planned.notes == ("The query on claim 2 was marked as resolved, without a reply.",)
    bring_in(asked, planned)
    assert answers(asked)[0] == "The register.\n\nOn p. 4."
    assert plan(asked, file_with(asked, threads), "draft.docx").taken == ()


def test_many_resolved_comments_are_told_in_few_sentences(asked: Project) -> None:
    refs = [*references(asked), *map(reference, claims(asked))]
    threads = [Thread(("Anna", f"Who?\nRef. {each}"), done=True) for each in refs]
    notes = plan(asked, file_with(asked, threads), "draft.docx").notes
    assert len(notes) == 4
    assert notes[-1] == "3 more comments were marked as resolved, without a reply."


def test_replies_of_two_people_are_two_answers(asked: Project) -> None:
    one, *_ = references(asked)
    thread = Thread(("Anna", f"Who?\nRef. {one}"), ("Jo", "The register."), ("Mara", "The club."))
    planned = plan(asked, file_with(asked, [thread]), "draft.docx")
    assert states(planned) == [S.SEVERAL, S.SEVERAL]


def test_replies_to_a_claim_are_comments_by_their_authors(asked: Project) -> None:
    claim = claims(asked)[0]
    thread = Thread(
        ("Desk", f"Disputed.\nRef. {reference(claim)}"), ("Jo", "It did."), ("Jo", "In May."),
        done=True,
    )  # fmt: skip
    data = file_with(asked, [thread])
    planned = plan(asked, data, "draft.docx")
    assert states(planned) == [S.REPLY, S.REPLY]
    before = dump(asked)
    bring_in(asked, planned)
    told = [(each.author, each.body) for each in asked.comments.of_claim(claim.id)]
    assert sorted(told) == [("Jo", "In May."), ("Jo", "It did.")]
    assert states(plan(asked, data, "draft.docx")) == [S.SAME, S.SAME]
    asked.undo()
    assert dump(asked) == before


def test_a_reply_to_a_claim_that_was_joined_finds_the_claim_it_went_into(asked: Project) -> None:
    kept, gone, _ = claims(asked)
    thread = Thread(("Desk", f"Disputed.\nRef. {reference(gone)}"), ("Jo", "Marks."))
    places.join(asked, kept, gone)
    (item,) = plan(asked, file_with(asked, [thread]), "draft.docx").items
    assert item.claim is not None
    assert item.claim.id in {kept.id, gone.id}
    assert item.state is S.REPLY


# proposed wordings


PROPOSED = "212 million marks"


def decided(project: Project, *runs: str) -> bytes:
    """The article with a comment of ours, and with these runs in the place of the second claim."""
    claim = claims(project)[1]
    before, _, after = sheets.TEXT.partition("212 million euros")
    rest, second = after.split("\n\n")
    thread = Thread(("Desk", f"Disputed.\nRef. {reference(claim)}"))
    return returned([commented([0], said(before), *runs) + said(rest), said(second)], [thread])


@pytest.mark.parametrize(
    ("runs", "state", "taking"),
    [
        ([said(PROPOSED)], S.ACCEPTED, T.CHANGED),
        ([said("212 million "), said("marks")], S.ACCEPTED, T.CHANGED),
        ([said("212 million euros")], S.REJECTED, T.LEAVE),
        ([said("some 200 million euros")], S.OTHERWISE, T.LEAVE),
        ([said("")], S.OTHERWISE, T.LEAVE),
        ([said("212 million "), deleted("euros"), inserted("marks")], None, None),
    ],
)
def test_the_writers_decision_on_a_wording_is_seen(
    asked: Project, runs: list[str], state: AnswerState | None, taking: AnswerTaking | None
) -> None:
    claim = claims(asked)[1]
    with asked.change("Propose") as change:
        change.claims.set(claim.id, {"proposed_wording": PROPOSED})
    planned = plan(asked, decided(asked, *runs), "draft.docx")
    assert [(item.state, item.taking) for item in planned.items] == (
        [(state, taking)] if state else []
    )
    if state is S.ACCEPTED:
        bring_in(asked, planned)
        assert claims(asked)[1].resolution is Resolution.CHANGED
        assert plan(asked, decided(asked, *runs), "draft.docx").items == ()
    if state is S.REJECTED:
        assert planned.taken == ()
        bring_in(asked, planned.with_taking(0, T.STANDS))
        assert claims(asked)[1].resolution is Resolution.STANDS


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([deleted("1994"), inserted("1996")], []),
        ([said("1996")], [S.ACCEPTED]),
        ([said("1994")], [S.REJECTED]),
    ],
)
def test_a_wording_for_one_line_of_a_claim_over_two_is_seen(
    tmp_path: Path, runs: list[str], expected: list[AnswerState]
) -> None:
    text = "The mill\nclosed in 1994. The towns spent 212 million euros."
    project = make_project(tmp_path / "lines.annotator")
    article = make_article(project, text, "The river")
    claim = make_claim(project, article, "The mill\nclosed in 1994")
    with project.change("Propose") as change:
        change.claims.set(claim.id, {"proposed_wording": "The mill\nclosed in 1996"})
    ours = Thread(("Desk", f"Disputed.\nRef. {reference(claim)}"))
    first, rest = said("The mill"), said(". The towns spent 212 million euros.")
    line = [first, "<w:r><w:br/></w:r>", said("closed in "), *runs]
    data = returned([commented([0], *line) + rest], [ours])
    assert states(plan(project, data, "draft.docx")) == expected
    project.close()


def test_a_resolution_that_somebody_gave_is_not_replaced_unasked(asked: Project) -> None:
    claim = claims(asked)[1]
    with asked.change("Propose") as change:
        change.claims.set(claim.id, {"proposed_wording": PROPOSED})
    fields.resolve(asked, asked.claims.get(claim.id), Resolution.OVERRULED)
    planned = plan(asked, decided(asked, said(PROPOSED)), "draft.docx")
    assert [(item.state, item.taking) for item in planned.items] == [(S.ACCEPTED, T.LEAVE)]


def test_the_counts_are_told(asked: Project, tmp_path: Path) -> None:
    one, two, _ = references(asked)
    data = in_word(sheet(asked, "docx", tmp_path), {one: "Yes.", two: "No."})
    queries.answer(asked, sheets.queries(asked)[1], "Perhaps.")
    assert plan_told(plan(asked, data)) == "1 new answer, 1 answer that differs"


# threads that programs forget


def test_a_reply_that_quotes_our_comment_is_known_by_the_quotation(asked: Project) -> None:
    one, two, _ = references(asked)
    quoted = f'Reply to Anna (03/01/2026, 09:00): "Who says so?\nRef. {one}"\nThe register.'
    threads = [
        Thread(("Anna", f"Who says so?\nRef. {one}")),
        Thread(("Jo", quoted)),
        Thread(("Anna", f"Marks or euros?\nRef. {two}\nEuros, I typed it here.")),
    ]
    planned = plan(asked, file_with(asked, threads), "draft.docx")
    assert [(item.state, item.found and item.found.words) for item in planned.items] == [
        *((S.NEW, "The register."), (S.NEW, "Euros, I typed it here.")),
    ]


def test_a_comment_on_the_words_of_ours_is_asked_about(asked: Project) -> None:
    one, *_ = references(asked)
    first, second = sheets.TEXT.split("\n\n")
    ours = Thread(("Anna", f"Who says so?\nRef. {one}"), at="2026-03-01T09:00:00Z")
    before = Thread(("Jo", "Source: the club."), at="2026-02-01T09:00:00Z")
    after = Thread(("Jo", "The register."), at="2026-03-02T09:00:00Z")
    body = [commented([0, 1, 2], said(first[:8])) + said(first[8:]), said(second)]
    planned = plan(asked, returned(body, [ours, before, after]), "draft.docx")
    assert [(item.state, item.found and item.found.words) for item in planned.items] == [
        (S.BESIDE, "The register."),
    ]
    assert planned.taken == ()
    bring_in(asked, planned.deciding(T.ADD))
    assert answers(asked)[0] == "The register."


def test_a_new_comment_is_asked_about_or_listed(asked: Project) -> None:
    one, *_ = references(asked)
    threads = [
        Thread(("Anna", f"Who says so?\nRef. {one}"), at="2026-03-01T09:00:00Z"),
        Thread(("Jo", "The register."), at="2026-03-02T09:00:00Z"),
        Thread(("Jo", "I changed this."), at="2026-03-02T09:00:00Z"),
        Thread(("Jo", "An older remark."), at="2026-02-02T09:00:00Z"),
    ]
    first, second = sheets.TEXT.split("\n\n")
    part = commented([1], said(first[4:8]))
    body = [commented([0], said(first[:4]), part, said(first[8:])), commented([2, 3], said(second))]
    planned = plan(asked, returned(body, threads), "draft.docx")
    assert [(item.state, item.found and item.found.words) for item in planned.items] == [
        *((S.BESIDE, "The register."), (S.HOMELESS, "I changed this.")),
    ]


def test_a_comment_on_the_words_of_two_questions_is_listed(asked: Project) -> None:
    one, two, _ = references(asked)
    threads = [
        Thread(("Anna", f"Who says so?\nRef. {one}"), at="2026-03-01T09:00:00Z"),
        Thread(("Anna", f"Marks or euros?\nRef. {two}"), at="2026-03-01T09:00:00Z"),
        Thread(("Jo", "The register."), at="2026-03-02T09:00:00Z"),
    ]
    (item,) = plan(asked, file_with(asked, threads), "draft.docx").items
    assert item.state is S.HOMELESS
    assert item.found is not None
    assert item.found.words == "The register."
    assert told_of(item) == "It may answer several questions at the same words"


def test_threads_of_google_are_told_by_their_words(asked: Project) -> None:
    one, two, _ = references(asked)
    claim = claims(asked)[0]
    threads = [
        Thread(("Anna", f"Who?\nRef. {one}"), at="2026-03-01T09:00:00Z"),
        Thread(("Jo", "The register."), at="2026-03-02T09:00:00Z"),
        Thread(("Anna", f"Euros?\nRef. {two}"), at="2026-03-01T09:00:00Z"),
        Thread(("Desk", f"Disputed.\nRef. {reference(claim)}"), at="2026-03-01T09:00:00Z"),
        Thread(("Jo", "Euros."), at="2026-03-02T09:00:00Z"),
    ]
    first, second = sheets.TEXT.split("\n\n")
    body = [
        GOOGLE.format(commented([0, 1], said(first))),
        GOOGLE.format(commented([2, 3, 4], said(second))),
    ]
    planned = plan(asked, returned(body, threads, extended=False), "draft.docx")
    # of two comments of ours on the same words, a person says which is answered
    assert [(item.state, item.found and item.found.words) for item in planned.items] == [
        *((S.NEW, "The register."), (S.BESIDE, "Euros.")),
    ]
    assert [item.query for item in planned.items] == sheets.queries(asked)[:2]


def test_a_comment_on_a_question_of_a_sheet_is_its_answer(asked: Project, tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(sheet(asked, "docx", tmp_path)))
    (question,) = [p for p in document.paragraphs if p.text == sheets.QUESTIONS[1]]
    document.add_comment(question.runs, "Euros, since 2002.", author="Mara Voss")
    changed = io.BytesIO()
    document.save(changed)
    (item,) = plan(asked, changed.getvalue()).items
    assert (item.state, item.query) == (S.NEW, sheets.queries(asked)[1])
    assert item.found is not None
    assert item.found.author == "Mara Voss"


# two people, many queries


@pytest.mark.parametrize(("theirs", "conflicts"), [("The register.", 0), ("The club.", 1)])
def test_two_people_who_bring_a_sheet_in_have_one_answer_or_a_conflict(
    asked: Project, tmp_path: Path, theirs: str, conflicts: int
) -> None:
    one, *_ = references(asked)
    made = sheet(asked, "docx", tmp_path)
    other = tmp_path / "other.annotator"
    asked.copy_to(other)
    bring_in(asked, plan(asked, in_word(made, {one: "The register."})))
    colleague = Project.open(other)
    colleague.work_as("Ben")
    bring_in(colleague, plan(colleague, in_word(made, {one: theirs})))
    colleague.close()
    planned = merging.plan(asked, other)
    assert len(planned.conflicts) == conflicts
    merging.merge(asked, planned, dict.fromkeys(planned.conflicts, Side.MINE))
    assert answers(asked)[0] == "The register."
    assert sheets.queries(asked)[0].status is QueryStatus.ANSWERED


def test_a_thousand_answers_come_home(tmp_path: Path) -> None:
    project = make_project(tmp_path / "many.annotator")
    article = make_article(project, "\n\n".join(f"Town {n} has a mill." for n in range(1000)))
    with project.change("Ask") as change:
        text, version = project.articles.text(article.version.id), article.version.id
        for n in range(1000):
            start = text.index(f"Town {n} has")
            claim = change.claims.add(article.id, project.now(), n + 1)
            change.highlights.add(claim, version, anchor(text, Span(start, start + 5)))
            change.queries.add(claim, project.author.id, "Jo", f"Which mill, {n}?", project.now())
    said = {reference: f"Mill of {reference}." for reference in references(project)}
    data = typed(sheet(project, "markdown", tmp_path), said)
    planned = plan(project, data, "many.md")
    bring_in(project, planned)
    assert len(planned.taken) == 1000
    assert answers(project) == [*said.values()]
    project.close()


@pytest.mark.parametrize("zone", ["", ".000Z"])
def test_comments_that_were_in_the_file_before_answer_nothing(tmp_path: Path, zone: str) -> None:
    asked, before = "2026-03-01T09:00:00", "2026-03-01T09:10:00"
    comments = [("Desk", asked, "Who says so?"), ("Jo", before, "The club.")]
    kept = tuple(
        DraftAnnotation(AnnotationKind.COMMENT, Span(0, 8), words, author, f"{at}{zone}", str(n))
        for n, (author, at, words) in enumerate(comments)
    )
    project = make_project(tmp_path / "kept.sqlite")
    draft = Draft(sheets.TEXT, Metadata(title="The river"), annotations=kept)
    added = add_article(project, draft).change.place.article_id
    article = project.articles.get(added)
    claim = make_claim(project, article, sheets.QUOTES[0])
    with project.change("Ask") as change:
        query = change.queries.add(claim.id, project.author.id, "Jo", "Who says so?", asked)
    ours = f"Who says so?\nRef. {reference_to(HomeReferenceKind.QUERY, 1, query)}"
    found = [
        FoundAnswer(words, AnswerPlace.REPLY, next(iter(references_in(ours))), "", author, at)
        for author, at, words in [*comments, ("Jo", "2026-03-02T09:00:00", "The register.")]
    ]
    file = AnsweredFile("draft.docx", tuple(found), frozenset(references_in(ours)))
    (item,) = plan_answers(project, file).items
    assert item.found is not None
    assert (item.state, item.found.words) == (S.NEW, "The register.")
    project.close()


def test_replies_of_a_person_are_in_the_order_in_which_they_were_made(asked: Project) -> None:
    one, *_ = references(asked)
    thread = Thread(("Anna", f"Who?\nRef. {one}"), ("Jo", "Second."), ("Jo", "First."))
    data = file_with(asked, [thread])
    parts = sheets.parts_of(data)
    said_at = parts["word/comments.xml"].decode().replace(AT, "2026-03-03T09:00:00Z")
    said_at = said_at.replace("2026-03-03", "2026-03-01", 1)
    last = said_at.rindex("2026-03-03")
    said_at = f"{said_at[:last]}2026-03-02{said_at[last + 10 :]}"
    (item,) = plan(
        asked, sheets.packed({**parts, "word/comments.xml": said_at.encode()}), "draft.docx"
    ).items
    assert item.found is not None
    assert item.found.words == "First.\n\nSecond."
