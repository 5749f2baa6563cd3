"""An annotated draft comes in, in a single step that undo takes back."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator.articles.model import AnnotationKind, Draft, DraftAnnotation, Metadata
from annotator.exchange.service.annotated_draft import (
    ColourMeaning,
    Taking,
    TakingChoices,
    add_annotated,
    find_files,
    plan_taking,
    possible_takings,
)
from annotator.exchange.service.taking_summary import becomes, files_told, left_out_told
from annotator.kernel.errors import Cancelled, UnreadableFile
from annotator.kernel.moments import read_moment
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.projects import dump, make_project

K = AnnotationKind
TEXT = (
    "Work on the dam began in 2019 and was to cost $412 million. Nobody 👩‍👧 signed.\n\n"
    "More than ninety families were moved."
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def draft(*annotations: DraftAnnotation) -> Draft:
    return Draft(TEXT, Metadata("Dam"), annotations=annotations)


COMMENT = DraftAnnotation(
    K.COMMENT,
    at("began in 2019"),
    "Source: press release, p. 2, https://example.org/14",
    "Rana",
    "2026-11-29T19:55:56.000Z",
    "1",
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "p.factcheck")


def add(project: Project, taken: Draft, choices: TakingChoices | None = None) -> str:
    outcome = add_annotated(project, plan_taking(taken, choices))
    assert [*project.findings()] == []
    return outcome.change.place.article_id


def quotes(project: Project, article_id: str) -> dict[str, str]:
    """The ids of claims by the words that they stand on."""
    version = project.articles.get(article_id).version
    text = project.articles.text(version.id)
    return {h.span.of(text): h.claim_id for h in project.highlights.of_version(version.id)}


def test_a_comment_becomes_evidence_at_its_words(project: Project) -> None:
    article = add(project, draft(COMMENT))
    claim = quotes(project, article)["began in 2019"]
    (piece,) = project.evidence.of_claims([claim])
    source = piece.source.details
    assert (source.title, source.url) == ("press release", "https://example.org/14")
    assert piece.details.locator == "p. 2"
    assert piece.details.note == f"Rana, 2026-11-29: {COMMENT.words}"


def test_a_footnote_becomes_evidence_on_its_sentence(project: Project) -> None:
    last = "More than ninety families were moved."
    note = DraftAnnotation(K.FOOTNOTE, at(last), "Resettlement list, Land Board, 2022, p. 4")
    article = add(project, draft(note))
    (piece,) = project.evidence.of_claims([quotes(project, article)[last]])
    assert piece.source.details.publisher == "Land Board"
    assert piece.source.details.published == "2022"


def test_a_question_becomes_a_query_by_who_asked(project: Project) -> None:
    asked = DraftAnnotation(K.COMMENT, at("$412 million"), "Which currency year?", "Ed")
    claim = quotes(project, add(project, draft(asked)))["$412 million"]
    (query,) = project.people.queries(claim)
    assert (query.author, query.question) == ("Ed", "Which currency year?")
    assert project.evidence.of_claims([claim]) == []


def test_a_thread_stays_a_thread_and_says_that_it_is_resolved(project: Project) -> None:
    first = DraftAnnotation(
        K.COMMENT, at("$412 million"), "Budget, p. 3", "Rana", "", "1", resolved=True
    )
    answers = [
        DraftAnnotation(
            K.COMMENT, None, "Which one?", "Ed", "2026-11-29T10:00:00.000Z", "2", parent="1"
        ),
        DraftAnnotation(
            K.COMMENT, None, "The first.", "Rana", "2026-11-29T11:00:00.000Z", "3", parent="2"
        ),
    ]
    article = add(project, draft(first, *reversed(answers)))
    (claim,) = quotes(project, article).values()
    said = [(comment.author, comment.body) for comment in project.comments.of_claim(claim)]
    assert sorted(said[:2]) == [("Ed", "Which one?"), ("Rana", "The first.")]
    assert said[-1] == ("Rana", "Resolved in the draft.")


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Lima"])
def test_a_moment_without_a_zone_is_by_the_clock_of_this_computer(
    project: Project, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        at_nine = "2026-11-29T09:00:00"
        asked = DraftAnnotation(
            K.COMMENT, at("$412 million"), "In which year?", "Ed", at_nine, "1", resolved=True
        )
        answer = DraftAnnotation(K.COMMENT, None, "Ask him.", "Rana", at_nine, "2", parent="1")
        note = DraftAnnotation(K.COMMENT, at("signed"), "List, p. 3", "Rana", at_nine, "3")
        claims = quotes(project, add(project, draft(asked, answer, note)))
        (query,) = project.people.queries(claims["$412 million"])
        moment = read_moment(query.asked_at)
        assert moment is not None
        assert f"{moment:%Y-%m-%dT%H:%M:%S}" == at_nine
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("taking", [*Taking])
def test_a_comment_that_says_nothing_is_left_out_and_named(taking: Taking) -> None:
    empty = DraftAnnotation(K.COMMENT, at("signed"), " ", "Ed")
    bare = DraftAnnotation(K.LINK, at("Nobody"))
    choices = TakingChoices(kinds={K.COMMENT: taking, K.LINK: Taking.EVIDENCE})
    planned = plan_taking(draft(empty, bare), choices)
    assert planned.claims == ()
    assert {becomes(item) for item in planned.items} == {"Left out: it says nothing"}


def test_answers_to_a_comment_that_says_nothing_are_kept(project: Project) -> None:
    empty = DraftAnnotation(K.COMMENT, at("signed"), "", "Ed", id="1")
    answer = DraftAnnotation(K.COMMENT, None, "Who?", "Rana", id="2", parent="1")
    choices = TakingChoices(kinds={K.COMMENT: Taking.QUERY})
    (claim,) = quotes(project, add(project, draft(empty, answer), choices)).values()
    assert [comment.body for comment in project.comments.of_claim(claim)] == ["Who?"]


def test_what_is_left_out_is_told_with_its_answers() -> None:
    lost = DraftAnnotation(K.COMMENT, None, "Well done.", "Ed", id="1")
    answer = DraftAnnotation(K.COMMENT, None, "Not yet.", "Rana", id="2", parent="1")
    (line,) = left_out_told(plan_taking(draft(lost, answer)))
    assert line.endswith("Well done. Rana: Not yet.")


@pytest.mark.parametrize("words", ["Called +49 30 1234567", "jane@example.org", "Ask j.b@e.co.uk"])
def test_a_way_to_reach_a_person_is_in_no_title(project: Project, words: str) -> None:
    comment = DraftAnnotation(K.COMMENT, at("signed"), words, "Ed")
    (claim,) = quotes(project, add(project, draft(comment))).values()
    (piece,) = project.evidence.of_claims([claim])
    assert piece.source.details.title in {"Called", "Contact", "Ask"}
    assert piece.details.note == f"Ed: {words}"


def test_each_address_of_a_line_is_a_source(project: Project) -> None:
    urls = {"https://example.org/a_(b)", "https://example.org/c", "https://example.org/d"}
    words = "See https://example.org/a_(b). Also https://example.org/c and https://example.org/d."
    comment = DraftAnnotation(K.COMMENT, at("signed"), words, links=("https://example.org/c",))
    (claim,) = quotes(project, add(project, draft(comment))).values()
    pieces = project.evidence.of_claims([claim])
    assert sorted(piece.source.details.url for piece in pieces) == sorted(urls)


def test_annotations_on_the_same_words_share_a_claim_and_a_source(project: Project) -> None:
    again = DraftAnnotation(K.COMMENT, COMMENT.span, "The same: https://example.org/14", "Ed")
    other = DraftAnnotation(K.COMMENT, at("$412 million"), "See https://example.org/14/", "Ed")
    article = add(project, draft(COMMENT, again, other))
    claims = quotes(project, article)
    assert len(claims) == 2
    pieces = project.evidence.of_claims([*claims.values()])
    assert len(pieces) == 3
    assert len({piece.source.id for piece in pieces}) == 1


def test_a_mark_at_no_place_is_named_and_not_taken() -> None:
    planned = plan_taking(draft(DraftAnnotation(K.COMMENT, None, "Well done", "Ed")))
    (item,) = planned.items
    assert (item.span, item.taking) == (None, Taking.LEFT_OUT)
    assert planned.claims == ()


def test_tracked_changes_become_notes_when_a_person_wants_it(project: Project) -> None:
    gone = DraftAnnotation(K.DELETION, Span(3, 3), "twice", "Rana", "2026-11-29T19:55:56.000Z", "1")
    assert plan_taking(draft(gone)).claims == ()
    article = add(project, draft(gone), TakingChoices(kinds={K.DELETION: Taking.NOTE}))
    ((words, claim),) = quotes(project, article).items()
    assert words == "Work on the dam began in 2019 and was to cost $412 million."
    (note,) = project.people.notes(claim)
    assert (note.author, note.body) == ("Rana", "Rana, 2026-11-29: Deleted in the draft: “twice”")


def test_links_become_sources_when_a_person_wants_it(project: Project) -> None:
    link = DraftAnnotation(K.LINK, at("signed"), url="https://example.org/list")
    assert plan_taking(draft(link)).claims == ()
    article = add(project, draft(link), TakingChoices(kinds={K.LINK: Taking.EVIDENCE}))
    (piece,) = project.evidence.of_claims([quotes(project, article)["signed"]])
    assert piece.source.details.url == "https://example.org/list"


@pytest.mark.parametrize("meaning", [m for m in ColourMeaning if m is not ColourMeaning.NOTHING])
def test_colours_have_the_meaning_that_they_are_given(
    project: Project, meaning: ColourMeaning
) -> None:
    mark = DraftAnnotation(K.HIGHLIGHT, at("Nobody 👩‍👧 signed."), colour="#ffff00")
    assert not any(item.is_taken for item in plan_taking(draft(mark)).items)
    article = add(project, draft(mark), TakingChoices(colours={"#ffff00": meaning}))
    version = project.articles.get(article).version
    if meaning is ColourMeaning.LOOKED_AT:
        assert [m.span for m in project.coverage.of_version(version.id)] == [mark.span]
        return
    (tag,) = project.tags.of_claims([*quotes(project, article).values()])
    assert (tag.verdict.value, tag.checker) == (meaning.value, "Anna")


def test_named_files_are_attached_and_missing_ones_listed(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    (folder / "contracts").mkdir(parents=True)
    (folder / "contracts" / "Karas.PDF").write_bytes(b"%PDF-1.4 contract")
    comment = DraftAnnotation(K.COMMENT, at("signed"), "Contract, p. 1, karas.pdf\nlang.m4a, 01:02")
    choices = TakingChoices(files=find_files(folder))
    planned = plan_taking(draft(comment), choices)
    assert planned.missing == ("lang.m4a",)
    article = add(project, draft(comment), choices)
    pieces = project.evidence.of_claims([*quotes(project, article).values()])
    kept = [file for piece in pieces for file in piece.attachments]
    assert [(file.name, file.size) for file in kept] == [("Karas.PDF", 17)]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Final notes.docx, page 2", "Final notes.docx"),
        ("The talk: FINAL NOTES.docx", "The talk"),
    ],
)
def test_a_file_whose_name_has_spaces_is_found(
    project: Project, tmp_path: Path, words: str, title: str
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    for name in ("Final notes.docx", "notes on final notes.docx"):
        (folder / name).write_bytes(b"PK")
    comment = DraftAnnotation(K.COMMENT, at("signed"), words)
    choices = TakingChoices(files=find_files(folder))
    planned = plan_taking(draft(comment), choices)
    assert planned.missing == ()
    article = add(project, draft(comment), choices)
    (piece,) = project.evidence.of_claims([*quotes(project, article).values()])
    assert [file.name for file in piece.attachments] == ["Final notes.docx"]
    assert piece.source.details.title == title


@pytest.mark.parametrize("address", ["mailto:a@example.org?subject=x", "tel:4930123", "SMS:1"])
def test_a_link_to_a_person_is_in_no_title(project: Project, address: str) -> None:
    link = DraftAnnotation(K.LINK, at("signed"), url=address)
    article = add(project, draft(link), TakingChoices(kinds={K.LINK: Taking.EVIDENCE}))
    (piece,) = project.evidence.of_claims([*quotes(project, article).values()])
    assert (piece.source.details.title, piece.source.details.url) == ("Contact", "")


def test_many_missing_files_are_told_in_a_short_sentence() -> None:
    names = ", ".join(f"list{n}.pdf" for n in range(4))
    marks = [DraftAnnotation(K.COMMENT, at("signed"), f"See {name}") for name in names.split(", ")]
    planned = plan_taking(draft(*marks))
    assert files_told(planned) == (
        "0 of 4 named files found; missing: list0.pdf, list1.pdf, list2.pdf and 1 more"
    )
    assert [*left_out_told(planned)] == [f"Not found: {names}"]


def test_a_file_that_goes_meanwhile_stops_all_of_it(project: Project, tmp_path: Path) -> None:
    (tmp_path / "karas.pdf").write_bytes(b"%PDF-1.4 contract")
    comment = DraftAnnotation(K.COMMENT, at("signed"), "Contract, karas.pdf")
    planned = plan_taking(draft(comment), TakingChoices(files=find_files(tmp_path)))
    (tmp_path / "karas.pdf").unlink()
    before = dump(project)
    with pytest.raises(UnreadableFile):
        add_annotated(project, planned)
    assert dump(project) == before


def test_a_person_decides_for_a_kind_or_for_one(project: Project) -> None:
    asked = DraftAnnotation(K.COMMENT, at("$412 million"), "Which currency year?", "Ed")
    choices = TakingChoices(kinds={K.COMMENT: Taking.LEFT_OUT}, singly={1: Taking.NOTE})
    planned = plan_taking(draft(COMMENT, asked), choices)
    assert [(item.index, item.taking) for item in planned.items] == [
        (0, Taking.LEFT_OUT),
        (1, Taking.NOTE),
    ]
    article = add(project, draft(COMMENT, asked), choices)
    (claim,) = quotes(project, article).values()
    assert [note.body for note in project.people.notes(claim)] == ["Ed: Which currency year?"]


def test_cancelled_it_leaves_nothing(project: Project) -> None:
    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled

    before = dump(project)
    with pytest.raises(Cancelled):
        add_annotated(project, plan_taking(draft(COMMENT)), stop)
    assert dump(project) == before


words = st.text("abcdef ?.,:/0123456789\n“”", min_size=1, max_size=40).filter(str.strip)
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(
    lambda pair: Span(min(pair), max(pair))
)
annotations = st.lists(
    st.builds(
        DraftAnnotation,
        st.sampled_from([*K]),
        st.one_of(st.none(), spans),
        words,
        st.sampled_from(["", "Rana", "Ed"]),
        st.sampled_from(["", "2026-11-29T19:55:56.000Z"]),
        st.sampled_from(["1", "2", "3", ""]),
        st.sampled_from(["", "1", "2", "3"]),
        st.booleans(),
        st.sampled_from(["", "https://example.org/1", "https://example.org/2"]),
        st.just(()),
        st.sampled_from(["", "#ffff00"]),
    ),
    max_size=8,
)


@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(annotations, st.randoms(use_true_random=False))
def test_whatever_is_marked_comes_in_whole_and_is_taken_back(
    tmp_path_factory: pytest.TempPathFactory, marked: list[DraftAnnotation], random: object
) -> None:
    choose = random.choice  # type: ignore[attr-defined]  # hypothesis gives a Random
    kinds = {kind: choose(possible_takings(kind)) for kind in K}
    choices = TakingChoices(kinds=kinds, colours={"#ffff00": choose([*ColourMeaning])})
    taken = draft(*marked)
    planned = plan_taking(taken, choices)
    told = [id(item.annotation) for item in planned.items]
    told += [id(answer) for item in planned.items for answer in item.answers]
    assert sorted(told) == sorted(map(id, taken.annotations))
    project = make_project(tmp_path_factory.mktemp("drafts") / "p.factcheck")
    before = dump(project)
    article = add(project, taken, choices)
    assert {*quotes(project, article)} == {span.of(TEXT) for span in planned.claims}
    project.undo()
    assert dump(project) == before
    project.close()


@pytest.mark.parametrize("words", ["OK", "Done, thanks!", "👍"])
def test_a_remark_becomes_a_note_and_no_source(project: Project, words: str) -> None:
    said = DraftAnnotation(K.COMMENT, at("$412 million"), words, "Ed")
    article = add(project, draft(said), TakingChoices({K.COMMENT: Taking.EVIDENCE}))
    claim = quotes(project, article)["$412 million"]
    (note,) = project.people.notes(claim)
    assert note.body == f"Ed: {words}"
    assert project.evidence.of_claims([claim]) == []
