"""What goes into the writer's file for each of its readers, and what does not leave the desk."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.articles.intake.reader import read_document
from annotator.articles.model import AnnotationKind, DraftAnnotation, OriginalFile
from annotator.claims.service import places
from annotator.claims.verdicts import Standing, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.exchange.service.annotated_draft import add_annotated, plan_taking
from annotator.kernel.errors import Cancelled, ExportFailed, InvalidValue, NothingToReturn
from annotator.kernel.positions import Span
from annotator.manuscripts.choices import ReturnAuthor, ReturnChoices, ReturnKind
from annotator.manuscripts.model import NotPlacedReason, references_in
from annotator.manuscripts.return_items import ReturnItem, ReturnItemKind
from annotator.manuscripts.service.file_return import DESK, ReturnPlan, plan_return, write_return
from annotator.manuscripts.service.originals import WRITERS
from annotator.people.model import Query
from annotator.project import Project
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher
from annotator.storage.ids import new_id
from tests.articles.intake.word.drafts import marked_document
from tests.manuscripts.desks import (
    DOCX,
    DRAFT,
    TellingWriter,
    all_words,
    make_draft,
    make_returnable,
    plan_with,
    the_article,
)
from tests.raw_file import raw_file
from tests.reports.projects import TEXT, ask, make_project, mark, set_fields, tag

_SECRETS = (
    *("secret-title", "secret-author", "secret-publisher", "secret-published", "secret-url"),
    *("secret-archive", "secret-locator", "secret-quotation", "secret-note", "secret-file"),
    *("secret-person", "secret-channel", "secret-question", "secret-answer", "1999"),
)
_OF_THE_DESK = ("desk-note", "desk-comment", "off-record-answer")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Project]:
    project = make_returnable(tmp_path / "desk.sqlite")
    yield project
    project.close()


CLAIM, QUERY = ReturnItemKind.CLAIM, ReturnItemKind.QUERY
ALL = frozenset(Standing)


def of_kind(plan: ReturnPlan, kind: ReturnItemKind) -> list[ReturnItem]:
    return [item for item in plan.items if item.kind is kind]


def claim_comment(plan: ReturnPlan, number: int) -> ReturnItem:
    return next(i for i in plan.items if (i.kind, i.number) == (ReturnItemKind.CLAIM, number))


def queries_of(project: Project) -> list[Query]:
    claims = project.claims.of_article(the_article(project).id)
    return [query for claim in claims for query in project.people.queries(claim.id)]


def test_an_editor_reads_verdict_reason_conclusion_and_sources_at_the_words(desk: Project) -> None:
    writer = TellingWriter()
    item = claim_comment(plan_with(desk, writer), 1)
    assert item.words.startswith("Claim 1: Disputed: contradicted. Legal risk.\n")
    for said in ("Marks it was.", "Register", "p. 4", "“212 million marks”", "HERON"):
        assert said in item.words
    assert "source (https://example.org/register)" in item.words
    assert "Proposed wording: 212 million marks" in item.words
    (comment,) = [c for c in writer.comments if c.id == item.id]
    assert comment.span.of(TEXT) == "The towns spent 212 million euros"
    assert (comment.author, comment.at) == ("Ines", item.at)
    links = [piece.url for paragraph in comment.paragraphs for piece in paragraph if piece.url]
    assert links == ["https://example.org/register"]


def test_a_claim_on_which_checkers_differ_has_the_verdict_of_each(tmp_path: Path) -> None:
    project = make_draft(tmp_path / "differing.sqlite")
    claim = mark(project, the_article(project), "The otter came back in 2019.")
    tag(project, claim, Verdict.VERIFIED, conclusion="A picture shows it.")
    project.work_as("Tomasz")
    tag(project, claim, Verdict.UNSUPPORTED, conclusion="No picture.", note="The zoo.")
    item = claim_comment(plan_with(project), 1)
    assert "Ines: Verified. A picture shows it.\nTomasz: Unsupported. No picture." in item.words
    assert item.author == "Ines, Tomasz"
    project.close()


def test_a_settled_claim_goes_by_the_name_of_its_judge(desk: Project) -> None:
    item = claim_comment(plan_with(desk), 2)
    assert item.author == "Tomasz"
    assert "Verified" in item.words
    assert "The register has it." in item.words
    assert "ruling-why" in item.words


@pytest.mark.parametrize("kind", ReturnKind)
def test_no_confidential_detail_and_no_working_note_leaves(desk: Project, kind: ReturnKind) -> None:
    plan = plan_with(desk, kind=kind, every_place=True)
    words = plan.content.decode() + all_words(plan)
    assert [secret for secret in (*_SECRETS, *_OF_THE_DESK) if secret in words] == []


def test_confidential_sources_are_named_only_when_that_is_asked_for(desk: Project) -> None:
    held, shown = plan_with(desk), plan_with(desk, show_confidential=True)
    assert "HERON" in all_words(held)
    assert "Details are kept in the project" in all_words(held)
    assert held.confidential == ("HERON",)
    assert "code names: HERON" in held.names_told
    assert "secret-title" in all_words(shown)
    assert shown.confidential == ("secret-title",)
    assert "It names confidential people: secret-title." in shown.names_told


def test_the_writer_reads_queries_and_proposed_wordings_and_no_verdict(desk: Project) -> None:
    writer = TellingWriter()
    plan = plan_with(desk, writer, kind=ReturnKind.WRITER, addressee=None)
    words = all_words(plan)
    for said in ("query-to-jonas", "query-to-mara", "is on record"):
        assert said in words
    for kept in ("Disputed", "Unsupported", "Verified", "Register", "No record", "answered-query"):
        assert kept not in words
    assert len(writer.changes) == 2
    beside = of_kind(plan, ReturnItemKind.CLAIM)
    assert [item.number for item in beside] == [1, 3]
    for item in beside:
        (reference,) = references_in(item.words)
        assert reference.is_of(item.claim_id)
        assert item.words.startswith("Proposed wording: ")
    assert of_kind(plan_with(desk, kind=ReturnKind.WRITER, with_changes=False), CLAIM) == []


def test_queries_to_a_single_person_can_be_chosen(desk: Project) -> None:
    plan = plan_with(desk, kind=ReturnKind.WRITER, addressee="Jonas Feld")
    assert "query-to-jonas" in all_words(plan)
    assert "query-to-mara" not in all_words(plan)


def test_corrections_have_wordings_with_reasons_and_nobody_s_name(desk: Project) -> None:
    plan = plan_with(desk, kind=ReturnKind.CORRECTIONS)
    assert [item.number for item in of_kind(plan, ReturnItemKind.CLAIM)] == [1, 3]
    assert of_kind(plan, ReturnItemKind.QUERY) == []
    words = all_words(plan)
    assert "Register" in words
    assert "Ines" not in words
    assert "Tomasz" not in words


@pytest.mark.parametrize("kind", ReturnKind)
def test_the_desk_signs_instead_of_the_checkers(desk: Project, kind: ReturnKind) -> None:
    plan = plan_with(desk, kind=kind, author=ReturnAuthor.DESK)
    assert {item.author for item in plan.items} == {"Checker"}
    publisher.put_publisher(desk, Publisher())
    assert {item.author for item in plan_with(desk, author=ReturnAuthor.DESK).items} == {DESK}


def test_each_query_goes_by_its_asker_with_the_reference_of_its_answer(desk: Project) -> None:
    plan = plan_with(desk)
    asked = {query.id: query for query in queries_of(desk) if query.status == "open"}
    items = of_kind(plan, ReturnItemKind.QUERY)
    assert len(items) == len(asked) == 2
    for number, item in enumerate(items, 1):
        (reference,) = references_in(item.words)
        (found,) = [query for query in asked.values() if reference.is_of(query.id)]
        assert reference.number == number
        assert found.question in item.words
        assert (item.author, item.at) == (found.author, found.asked_at)


def test_each_comment_on_a_claim_has_the_reference_of_the_claim(desk: Project) -> None:
    for item in of_kind(plan_with(desk), ReturnItemKind.CLAIM):
        (reference,) = references_in(item.words)
        assert reference.is_of(item.claim_id)
        assert reference.number == item.number


def test_a_proposed_wording_changes_the_words_that_differ(desk: Project) -> None:
    writer = TellingWriter()
    plan_with(desk, writer)
    changed = {change.span.of(TEXT): change.words for change in writer.changes}
    assert changed == {
        "The towns spent 212 million euros": "212 million marks",
        "was caught for 31 years": "is on record",
    }


@pytest.mark.parametrize(
    ("wording", "kept", "words"),
    [
        ("The mill closed in 1996", "1994", "1996"),
        ("The old mill closed in 1994", "The", "The old"),
        ("Once the mill closed in 1994", "The", "Once the"),
        ("It is said that The mill closed in 1994", "The", "It is said that The"),
        ("The mill closed", "closed in 1994", "closed"),
        ("The closed in 1994", "The mill", "The"),
        ("mill closed in 1994", "The mill", "mill"),
        ("The mill closed in 1994, they say", "1994", "1994, they say"),
    ],
)
def test_words_at_both_ends_that_stay_are_left_alone(
    tmp_path: Path, wording: str, kept: str, words: str
) -> None:
    project = make_draft(tmp_path / "one.sqlite")
    claim = mark(project, the_article(project), "The mill closed in 1994")
    set_fields(project, claim, proposed_wording=wording)
    writer = TellingWriter()
    plan_with(project, writer)
    (change,) = writer.changes
    quote, start = "The mill closed in 1994", TEXT.index("The mill")
    inside = Span(change.span.start - start, change.span.end - start)
    assert quote[: inside.start] + change.words + quote[inside.end :] == wording
    assert (change.span.of(TEXT), change.words) == (kept, words)
    project.close()


@pytest.mark.parametrize("resolution", ["stands", "overruled"])
def test_a_wording_that_stays_is_not_proposed(tmp_path: Path, resolution: str) -> None:
    project = make_draft(tmp_path / "stays.sqlite")
    claim = mark(project, the_article(project), "The mill closed in 1994")
    set_fields(project, claim, proposed_wording="It closed", resolution=resolution)
    same = mark(project, the_article(project), "as said")
    set_fields(project, same, proposed_wording=" as said ")
    assert of_kind(plan_with(project), ReturnItemKind.PROPOSAL) == []
    project.close()


def test_two_wordings_for_the_same_words_do_not_meet(tmp_path: Path) -> None:
    project = make_draft(tmp_path / "twice.sqlite")
    for words in ("The towns spent 212 million euros", "212 million euros, and 400 anglers"):
        claim = mark(project, the_article(project), words)
        set_fields(project, claim, proposed_wording="Something else")
    writer = TellingWriter()
    plan = plan_with(project, writer)
    assert len(writer.changes) == 1
    (lost,) = plan.not_placed
    assert (lost.number, lost.reason) == (2, NotPlacedReason.OVERLAPPING)
    assert "the wording proposed for claim 2" in plan.not_placed_told
    project.close()


def test_proposed_wordings_can_be_left_out(desk: Project) -> None:
    writer = TellingWriter()
    plan_with(desk, writer, with_changes=False)
    assert writer.changes == []


def test_claims_are_chosen_by_their_standing_and_ruling(desk: Project) -> None:
    disputed = plan_with(desk, standings=frozenset({Standing.DISPUTED}))
    assert {item.number for item in disputed.items} == {1}
    assert disputed.left_out == 3
    settled = plan_with(desk, only_settled=True)
    assert {item.number for item in settled.items} == {2}


def test_a_claim_has_its_comment_at_the_first_of_its_places_or_at_each(tmp_path: Path) -> None:
    project = make_draft(tmp_path / "places.sqlite")
    article = the_article(project)
    claim = mark(project, article, "The mill closed in 1994", 2)
    first = TEXT.index("The mill closed")
    places.add_places(project, claim, article.version, [Span(first, first + 23)])
    once, each = TellingWriter(), TellingWriter()
    plan_with(project, once, standings=ALL)
    assert [comment.span.start for comment in once.comments] == [first]
    plan_with(project, each, every_place=True, standings=ALL)
    assert [comment.span.start for comment in each.comments] == [first, TEXT.rindex("The mill")]
    assert len({comment.id for comment in each.comments}) == 2
    project.close()


def test_a_comment_goes_to_the_next_place_where_the_first_has_no_room(tmp_path: Path) -> None:
    project = make_draft(tmp_path / "next.sqlite")
    article = the_article(project)
    claim = mark(project, article, "The mill closed in 1994")
    second = TEXT.rindex("The mill closed")
    places.add_places(project, claim, article.version, [Span(second, second + 23)])
    writer = TellingWriter("The mill closed in 1994.\n")
    plan = plan_with(project, writer, standings=ALL)
    assert plan.not_placed == ()
    assert [comment.span.start for comment in writer.comments] == [second]
    project.close()


def test_a_comment_without_a_place_is_told_with_the_reason(desk: Project) -> None:
    plan = plan_with(desk, TellingWriter("The mill closed in 1994"))
    assert [(item.named, item.reason) for item in plan.not_placed] == [
        ("claim 2", NotPlacedReason.DELETED)
    ]
    assert plan.not_placed_told == ("1 not placed: claim 2 (its words are deleted in the file).")
    assert plan.counted == "2 comments, 2 queries and 2 proposed wordings"


def test_a_claim_that_is_no_longer_in_the_text_is_told(desk: Project) -> None:
    (claim, *_) = desk.claims.of_article(the_article(desk).id)
    with desk.change("Remove places") as under_way:
        for highlight in desk.highlights.of_claim(claim.id):
            under_way.writer.delete("highlights", highlight.id)
    plan = plan_with(desk)
    lost = {(item.kind, item.number, item.reason) for item in plan.not_placed}
    assert lost == {
        (ReturnItemKind.CLAIM, 1, NotPlacedReason.NOT_IN_TEXT),
        (ReturnItemKind.PROPOSAL, 1, NotPlacedReason.NOT_IN_TEXT),
    }


def test_signs_that_no_document_can_hold_are_shown_as_such(tmp_path: Path) -> None:
    project = make_draft(tmp_path / "signs.sqlite")
    claim = mark(project, the_article(project), "The mill closed in 1994")
    set_fields(project, claim, proposed_wording="A\x0bB")
    ask(project, claim, "", "Why\x01?")
    words = json.loads(all_words(plan_with(project, standings=ALL)))
    told = "".join(said for said, _ in words)
    assert "Why\ufffd?" in told
    assert "A\ufffdB" in told
    assert "\x01" not in told
    project.close()


def test_names_in_free_words_are_told_with_their_claim(desk: Project) -> None:
    claim = next(c for c in desk.claims.of_article(the_article(desk).id) if c.number == 4)
    ask(desk, claim, "", "Has secret-person said so?")
    slips = plan_with(desk).slips
    assert {(slip.field, slip.number, slip.place.claim_id) for slip in slips} == {
        ("a question", 4, claim.id)
    }
    assert plan_with(desk, show_confidential=True).slips == ()


def test_a_plan_writes_nothing_into_the_project(desk: Project, tmp_path: Path) -> None:
    def state() -> tuple[bytes, int]:
        changes = int(raw_file(desk).value("SELECT count(*) FROM changes"))
        return desk.path.read_bytes(), changes

    before = state()
    write_return(desk, plan_with(desk), tmp_path / "out.docx")
    assert state() == before


def test_the_file_is_that_of_the_plan(desk: Project, tmp_path: Path) -> None:
    plan, target = plan_with(desk), tmp_path / "out.docx"
    assert plan.manuscript.proposed_name == "river (checked).docx"
    write_return(desk, plan, target)
    assert target.read_bytes() == plan.content
    assert plan.content.startswith(DRAFT.data)


def test_a_plan_that_is_stopped_writes_nothing(desk: Project) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        plan_return(
            desk,
            the_article(desk),
            plan_with(desk).choices,
            stop,
            TellingWriter().told,
        )


# no file to write into


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (None, "it came in as text"),
        (OriginalFile("river.html", "text/html", b"<p>"), "“river.html” is neither"),
        (OriginalFile("river.rtf", "application/rtf", b"{"), "“river.rtf” is neither"),
    ],
)
def test_an_article_without_such_a_file_is_told_with_the_way_out(
    tmp_path: Path, file: OriginalFile | None, told: str
) -> None:
    project = make_draft(tmp_path / "none.sqlite", file=file)
    with pytest.raises(NothingToReturn, match=told) as refused:
        plan_with(project)
    assert str(refused.value).endswith("export the report with the annotated article instead.")
    project.close()


def test_a_newer_version_that_came_without_a_file_is_told(tmp_path: Path) -> None:
    project = make_draft(tmp_path / "newer.sqlite")
    version = the_article(project).version
    row = {"article_id": version.article_id, "sha256": version.sha256, "encoding": ""}
    with project.change("A newer version") as under_way:
        under_way.writer.insert(
            "versions", {**row, "id": new_id(), "number": 2, "created_at": version.created_at}
        )
    with pytest.raises(NothingToReturn, match=r"version 2 came in without a file, .* version 1"):
        plan_with(project)
    project.close()


def test_a_file_that_is_kept_elsewhere_is_told(desk: Project) -> None:
    (own,) = desk.evidence.of_version(the_article(desk).version.id)
    with desk.change("A project restored from JSON has no files") as under_way:
        under_way.writer.delete("attachments", own.id)
    with pytest.raises(NothingToReturn, match=r"its file “river\.docx” is not kept"):
        plan_with(desk)


def test_a_file_that_is_not_as_it_came_in_is_refused(tmp_path: Path) -> None:
    project = make_draft(tmp_path / "other.sqlite")
    file = raw_file(project)
    names = file.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for (name,) in names:
        file.execute(f'DROP TRIGGER "{name}"')
    file.execute("UPDATE contents SET data = ?", [b"PK the writer's other"])
    with pytest.raises(NothingToReturn, match="not as it came in"):
        plan_with(project)
    project.close()


def test_each_kind_that_can_be_written_into_has_its_writer() -> None:
    assert DOCX in WRITERS
    for load in WRITERS.values():
        assert callable(load())


# where it is not written


def test_the_file_that_came_in_is_never_written_over(desk: Project, tmp_path: Path) -> None:
    plan = plan_with(desk)
    own, later = tmp_path / "copy.docx", tmp_path / "RIVER.docx"
    own.write_bytes(DRAFT.data)
    later.write_bytes(b"PK what the writer made of it since")
    links = [tmp_path / "link to copy.docx", tmp_path / "link to it.docx"]
    for link, led in zip(links, (own, later), strict=True):
        link.symlink_to(led)
    before = {path: path.read_bytes() for path in (own, later)}
    for target in (own, later, *links):
        with pytest.raises(ExportFailed, match="the writer’s file as it came in"):
            write_return(desk, plan, target)
    assert {path: path.read_bytes() for path in before} == before


def test_a_folder_a_project_and_a_read_only_file_stay(desk: Project, tmp_path: Path) -> None:
    plan = plan_with(desk)
    folder, project, locked = (tmp_path / f"{name}.docx" for name in ("folder", "other", "locked"))
    folder.mkdir()
    project.write_bytes(desk.path.read_bytes())
    locked.write_bytes(b"mine")
    locked.chmod(0o444)
    loop = tmp_path / "loop.docx"
    loop.symlink_to(loop)
    for target in (folder, project, loop, tmp_path / "no folder" / "out.docx"):
        with pytest.raises(ExportFailed):
            write_return(desk, plan, target)
    if locked.stat().st_uid:  # nothing is closed to the user root
        with pytest.raises(ExportFailed):
            write_return(desk, plan, locked)
        assert locked.read_bytes() == b"mine"
    assert folder.is_dir()
    assert project.read_bytes() == desk.path.read_bytes()


def test_another_ending_is_refused(desk: Project, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match=r"“\.docx”"):
        write_return(desk, plan_with(desk), tmp_path / "out.pdf")


def test_nothing_is_written_where_nothing_has_a_place(desk: Project, tmp_path: Path) -> None:
    plan = plan_with(desk, checker_id="nobody")
    with pytest.raises(NothingToReturn, match="no claim is as the choices ask"):
        write_return(desk, plan, tmp_path / "out.docx")
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("river.docx", "river (checked).docx"),
        ("River.DOCM", "River (checked).DOCM"),
        ("river v1.2", "river v1.2 (checked).docx"),
        ("-", "- (checked).docx"),
        ("river.doc", "river.doc (checked).docx"),
        ("x" * 300 + ".docx", "x" * 240),
    ],
)
def test_the_proposed_name_ends_as_its_kind_does(tmp_path: Path, name: str, proposed: str) -> None:
    file = OriginalFile(name, DOCX, DRAFT.data)
    project = make_draft(tmp_path / "name.sqlite", file=file)
    mark(project, the_article(project), "as said")
    plan = plan_with(project, standings=ALL)
    assert plan.manuscript.proposed_name.startswith(proposed)
    target = tmp_path / plan.manuscript.proposed_name
    write_return(project, plan, target)
    assert target.read_bytes() == plan.content
    project.close()


def test_a_name_that_tells_is_not_proposed(tmp_path: Path) -> None:
    file = OriginalFile("secret-person/../secret-person notes.docx", DOCX, DRAFT.data)
    project = make_draft(tmp_path / "name.sqlite", file=file)
    plain = plan_with(project).manuscript.proposed_name
    assert "/" not in plain
    project.close()
    from tests.reports.desks import make_desk  # noqa: PLC0415 - only here

    told = make_desk(tmp_path / "told.sqlite", file=file)
    assert plan_with(told).manuscript.proposed_name == "Article 1 (checked).docx"
    told.close()


# threads


def test_what_came_from_a_comment_of_the_writer_answers_it(tmp_path: Path) -> None:
    data = marked_document()
    draft = read_document(data, "dam.docx")
    project = make_project(tmp_path / "dam.sqlite")
    add_annotated(project, plan_taking(draft))
    article = the_article(project)
    writer = TellingWriter()
    plan_return(project, article, ReturnChoices(), writers=writer.told)
    own = {each.id: each for each in draft.annotations if each.kind is AnnotationKind.COMMENT}
    answers = {comment.answers for comment in writer.comments} - {""}
    assert answers
    assert answers <= {*own}
    (target,) = [tmp_path / "back.docx"]
    plan = plan_return(project, article, ReturnChoices(with_changes=False))
    write_return(project, plan, target)
    back = read_document(target.read_bytes(), target.name).annotations
    parents = {one.parent for one in back if references_in(one.words)} - {""}
    said = {one.id: one.words for one in back}
    assert {said[parent] for parent in parents} <= {one.words for one in own.values()}
    assert parents
    project.close()


def test_evidence_taken_over_lets_its_claim_answer(tmp_path: Path) -> None:
    comment = DraftAnnotation(
        AnnotationKind.COMMENT, Span(4, 8), "Source: Register, p. 2", "Rana", id="7"
    )
    project = make_draft(tmp_path / "taken.sqlite", annotations=(comment,))
    claim = mark(project, the_article(project), "The mill closed in 1994")
    with project.change("Evidence") as under_way:
        source = under_way.sources.add(SourceDetails("Register"))
        details = EvidenceDetails(locator="p. 2")
        under_way.evidence.add(claim.id, source, details, project.now(), file_annotation="7")
    assert claim_comment(plan_with(project, standings=ALL), 1).answers == "7"
    project.close()
