"""Bringing in another program's annotations: what the plan says, what is written, and undo."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.articles import Article, Draft, Metadata
from annotator.domain.claims import Claim, Status
from annotator.domain.errors import Cancelled, ChangedMeanwhile, InvalidValue
from annotator.domain.evidence import EvidenceDetails, SourceDetails, Stance
from annotator.domain.foreign import BadRecord, ForeignAnnotation, ForeignFile, ForeignText
from annotator.domain.offset_units import Counting, OffsetUnit
from annotator.domain.text import sha256
from annotator.domain.verdicts import DisputeReason, Verdict
from annotator.services import adding, annotating, describing, sourcing
from annotator.services.importing import bring_in, plan
from annotator.services.importing_plan import Choices, ImportPlan
from annotator.services.importing_words import Case, brought_in, lines
from annotator.services.project import Project
from annotator.store.ids import new_id
from tests.services.projects import TEXT, dump, make_article, make_claim, make_project

URL = "https://news.example.org/crime"
QUOTE = "crime fell by a third"
UNCHOSEN = Choices()


def foreign(*annotations: ForeignAnnotation, **parts: object) -> ForeignFile:
    """A file of annotations, as its parser would give it."""
    file = ForeignFile("notes.json", "Test", annotations=annotations)
    return replace(file, **parts)  # type: ignore[arg-type]


def on(quote: str = QUOTE, **said: object) -> ForeignAnnotation:
    """An annotation by Ben on words of the article, found by its address."""
    found = ForeignAnnotation("annotation 1", url=URL, quote=quote, annotator="Ben")
    return replace(found, **said)  # type: ignore[arg-type]


@pytest.fixture
def article(project: Project) -> Article:
    outcome = adding.add_article(project, Draft(TEXT, Metadata("Crime falls", url=URL)))
    return project.articles.get(outcome.change.place.article_id)


def bring(project: Project, file: ForeignFile, choices: Choices = UNCHOSEN) -> ImportPlan:
    planned = plan(project, file, choices=choices)
    bring_in(project, planned)
    return planned


def only_claim(project: Project, article: Article) -> Claim:
    (claim,) = project.claims.of_article(article.id)
    return claim


def notes(project: Project, claim: Claim) -> list[tuple[str, str]]:
    return [(note.author, note.body) for note in project.people.notes(claim.id)]


def test_an_annotation_becomes_a_claim_with_its_author_s_tag(
    project: Project, article: Article
) -> None:
    said = on(
        verdict="False",
        comment="The register says a tenth.",
        statement="Crime fell by 33 %.",
        tags=("statistics", "police"),
        links=("https://stats.example.org/2026", "javascript:alert(1)"),
        made_at="2026-03-01T10:00:00+02:00",
    )
    planned = bring(project, foreign(said))
    claim = only_claim(project, article)
    assert (claim.statement, claim.status) == ("Crime fell by 33 %.", Status.CHECKED)
    (place,) = project.highlights.of_claim(claim.id)
    assert (place.quote, place.version_id) == (QUOTE, article.version.id)
    (tag,) = project.tags.of_claims([claim.id])
    assert (tag.checker, tag.verdict, tag.reason) == (
        "Ben",
        Verdict.DISPUTED,
        DisputeReason.CONTRADICTED,
    )
    assert tag.conclusion == "The register says a tenth."
    assert tag.tagged_at == "2026-03-01T08:00:00.000Z"
    assert notes(project, claim) == [
        ("Ben", "Tags: statistics, police\nLabel: False\nLinks: javascript:alert(1)")
    ]
    (piece,) = project.evidence.of_claims([claim.id])
    assert piece.details.stance is Stance.CONTEXT
    assert piece.source.details.url == "https://stats.example.org/2026"
    assert not planned.left_out
    assert brought_in(planned) == (
        "Brought in from “notes.json”: 1 claim, 1 tag, 1 note, 1 piece of evidence."
    )
    assert list(project.findings()) == []


def test_without_a_verdict_there_is_a_claim_without_a_tag_and_a_note(
    project: Project, article: Article
) -> None:
    bring(project, foreign(on(verdict="Needs context", comment="Since when?")))
    claim = only_claim(project, article)
    assert project.tags.of_claims([claim.id]) == []
    assert claim.status is Status.OPEN
    assert notes(project, claim) == [("Ben", "Since when?\nTags: Needs context")]


def test_without_an_annotator_it_is_the_work_of_whoever_brings_it_in(
    project: Project, article: Article
) -> None:
    bring(project, foreign(on(annotator="", verdict="verified")))
    (tag,) = project.tags.of_claims([only_claim(project, article).id])
    assert tag.checker == "Anna"
    assert [person.name for person in project.people.checkers()] == ["Anna"]


def test_an_annotator_may_be_somebody_who_is_known_by_another_name(
    project: Project, article: Article
) -> None:
    choices = Choices(people=(("ben@example.org", "Anna"),))
    bring(project, foreign(on(annotator="ben@example.org", verdict="verified")), choices)
    (tag,) = project.tags.of_claims([only_claim(project, article).id])
    assert tag.checker == "Anna"


def test_a_time_without_a_zone_is_kept_as_it_stands(project: Project, article: Article) -> None:
    bring(project, foreign(on(verdict="verified", made_at="2018-10-04T22:56:11")))
    claim = only_claim(project, article)
    assert notes(project, claim) == [("Ben", "Made: 2018-10-04T22:56:11")]
    (tag,) = project.tags.of_claims([claim.id])
    assert tag.tagged_at.startswith("2026-01-05T")


def test_a_dispute_without_a_reason_gets_the_chosen_one_and_says_so(
    project: Project, article: Article
) -> None:
    file = foreign(on(verdict="disputed"))
    planned = plan(project, file)
    assert planned.reasons_chosen == 1
    assert planned.arrivals[0].said.reason is DisputeReason.CONTRADICTED
    bring(project, file, Choices(reason=DisputeReason.MISLEADING))
    claim = only_claim(project, article)
    (tag,) = project.tags.of_claims([claim.id])
    assert tag.reason is DisputeReason.MISLEADING
    assert notes(project, claim) == []
    # whatever was chosen then, it is the same annotation
    assert not plan(project, file).changes_anything


def test_a_text_that_is_here_is_known_and_its_offsets_count(project: Project) -> None:
    article = make_article(project)
    start = TEXT.index("It rose")
    raw = "\ufeff" + TEXT.replace("\n", "\r\n")
    offsets = (
        len(raw[: raw.index("It rose")].encode("utf-16-le")) // 2,
        len(raw[: raw.index("It rose") + 7].encode("utf-16-le")) // 2,
    )
    said = ForeignAnnotation(
        "line 1", text_key="a", offsets=(offsets,), quote="It rose", annotator="Ben"
    )
    planned = bring(project, foreign(said, texts=(ForeignText("a", raw),)))
    assert planned.new_articles == ()
    (place,) = project.highlights.of_version(article.version.id)
    assert place.span.start == start


def test_a_text_that_is_not_here_becomes_an_article(project: Project, article: Article) -> None:
    text = ForeignText("b", "Rain fell.\r\n", Metadata("Rain", url="urn:uuid:1"))
    said = ForeignAnnotation("line 1", text_key="b", offsets=((0, 9),), quote="Rain fell")
    planned = bring(project, foreign(said, texts=(text,)))
    _, new = project.articles.page()
    assert (new.metadata, new.found) == (Metadata("Rain"), frozenset())
    assert project.articles.text(new.version.id) == "Rain fell.\n"
    assert only_claim(project, new).number == 1
    assert [line.becomes for line in lines(planned)] == ["New article", "New claim"]
    assert not plan(project, planned.foreign).changes_anything
    assert project.claims.of_article(article.id) == []


def test_a_text_may_go_to_an_article_that_is_named_by_its_words(
    project: Project, article: Article
) -> None:
    text = ForeignText("b", "Shortened: crime fell by a third.")
    said = ForeignAnnotation("line 1", text_key="b", offsets=((11, 32),), quote=QUOTE)
    choices = Choices(article.id, adds_articles=False)
    planned = bring(project, foreign(said, texts=(text,)), choices)
    assert planned.new_articles == ()
    assert only_claim(project, article).number == 1
    assert "another text" in planned.arrivals[0].remarks[0]


def test_of_an_older_version_the_words_are_looked_for_in_the_newest(
    project: Project, article: Article
) -> None:
    newest = "Preface. " + TEXT
    with project.change("New draft") as under_way:
        digest = sha256(newest)
        under_way.writer.insert("texts", {"id": digest, "text": newest, "length": len(newest)})
        row = {"id": new_id(), "article_id": article.id, "number": 2, "sha256": digest}
        under_way.writer.insert("versions", {**row, "created_at": project.now()})
    at = TEXT.index(QUOTE)
    said = ForeignAnnotation(
        "line 1", text_key="a", offsets=((at, at + len(QUOTE)),), quote=QUOTE, annotator="Ben"
    )
    planned = bring(project, foreign(said, texts=(ForeignText("a", TEXT),)))
    claim = only_claim(project, article)
    (place,) = project.highlights.of_claim(claim.id)
    assert place.version_id == project.articles.get(article.id).version.id
    assert place.span.start == at + 9
    assert "older version" in planned.arrivals[0].remarks[0]


@pytest.mark.parametrize(
    "url",
    ["http://NEWS.example.org/crime/", "https://news.example.org/crime#a", "urn:uuid:{}"],
)
def test_an_address_finds_its_article_however_it_is_written(
    project: Project, article: Article, url: str
) -> None:
    planned = plan(project, foreign(on(url=url.format(article.id))))
    assert planned.arrivals[0].target.article == article
    assert not planned.asks_article


def test_what_names_no_article_goes_to_the_chosen_one(project: Project, article: Article) -> None:
    file = foreign(on(url="https://elsewhere.example.org"))
    planned = plan(project, file)
    assert planned.asks_article
    assert "https://elsewhere.example.org" in planned.left_out[0].why
    chosen = plan(project, file, choices=Choices(article.id))
    assert chosen.asks_article
    assert chosen.arrivals[0].target.article == article


@pytest.mark.usefixtures("article")
def test_offsets_that_may_count_two_things_wait_for_a_choice(project: Project) -> None:
    astral = TEXT.index("👩")
    said = on(quote="", offsets=((astral + 10, astral + 20),))
    planned = plan(project, foreign(said))
    assert {c.unit for c in planned.countings} >= {OffsetUnit.CODE_POINTS, OffsetUnit.UTF16}
    assert planned.arrivals == ()
    assert "how its file counts is not known" in planned.left_out[0].why
    choices = Choices(counting=Counting(OffsetUnit.CODE_POINTS))
    chosen = plan(project, foreign(said), choices=choices)
    assert chosen.arrivals[0].spans[0].start == astral + 10
    assert chosen.countings == planned.countings


def test_every_part_that_cannot_come_in_says_where_it_is_and_why(
    project: Project, article: Article
) -> None:
    planned = plan(
        project,
        foreign(
            on(),
            on("crime rose", where="annotation 2", comment="Really?"),
            on("", where="annotation 3", comment="A good article."),
            on(where="annotation 4", comment="\x00"),
            bad=(BadRecord("line 7", "It has no end."),),
        ),
    )
    told = {part.where: part for part in planned.left_out}
    assert [*told] == ["line 7", "annotation 2", "annotation 3", "annotation 4"]
    assert told["line 7"].why == "It has no end."
    assert "do not stand in the article" in told["annotation 2"].why
    assert told["annotation 2"].words == "“crime rose” – Really?"
    assert "names no words" in told["annotation 3"].why
    assert told["annotation 3"].words == "A good article."
    assert len(planned.coming) == 1
    assert [line.case for line in lines(planned)] == [Case.LEFT_OUT] * 4 + [Case.COMING]
    assert article.number == 1


def test_the_same_words_are_one_claim_and_nobody_s_tag_is_overwritten(
    project: Project, article: Article
) -> None:
    claim = make_claim(project, article)
    annotating.tag(project, claim, Verdict.VERIFIED)
    planned = bring(
        project,
        foreign(
            on(verdict="unsupported"),
            on(where="annotation 2", annotator="Anna", verdict="unsupported", comment="No."),
            on(where="annotation 3", annotator="Anna", verdict="verified", comment="Yes."),
        ),
    )
    assert only_claim(project, article).id == claim.id
    tags = {t.checker: (t.verdict, t.conclusion) for t in project.tags.of_claims([claim.id])}
    assert tags == {"Anna": (Verdict.VERIFIED, ""), "Ben": (Verdict.UNSUPPORTED, "")}
    (kept,) = planned.left_out
    assert (kept.where, kept.why) == (
        "annotation 2",
        "Anna has already tagged claim 1 verified, which stays.",
    )
    # what she said beside a tag that she has given already is not lost
    assert notes(project, claim) == [("Anna", "Yes.")]


def test_words_that_only_overlap_are_claims_of_their_own(
    project: Project, article: Article
) -> None:
    claim = make_claim(project, article)
    bring(project, foreign(on("fell by a third"), on("crime fell", where="annotation 2")))
    assert [c.number for c in project.claims.of_article(article.id)] == [1, 2, 3]
    assert claim.number == 1


def test_pieces_are_places_of_one_claim(project: Project, article: Article) -> None:
    first, second = TEXT.index("The mayor"), TEXT.index("crime fell")
    offsets = ((first, first + 9), (second, second + 10))
    said = ForeignAnnotation(
        "T1", text_key="a", offsets=offsets, quote="The mayor crime fell", annotator="Ben"
    )
    bring(project, foreign(said, texts=(ForeignText("a", TEXT),)))
    claim = only_claim(project, article)
    assert [h.quote for h in project.highlights.of_claim(claim.id)] == ["The mayor", "crime fell"]


def test_a_highlight_covers_whole_signs(project: Project, article: Article) -> None:
    cook = TEXT.index("👩")
    said = ForeignAnnotation("T1", text_key="a", offsets=((cook, cook + 1),), quote="👩")
    planned = bring(project, foreign(said, texts=(ForeignText("a", TEXT),)))
    (place,) = project.highlights.of_version(article.version.id)
    assert place.quote == "👩🏽‍🍳"
    assert "cut a sign in two" in planned.arrivals[0].remarks[0]
    assert not plan(project, planned.foreign).changes_anything


def test_answers_are_comments_on_the_claim(project: Project, article: Article) -> None:
    talk = foreign(
        on(identity="a", verdict="verified"),
        on("", where="annotation 2", identity="b", replies_to="a", comment="Sure?"),
        on("", where="annotation 3", replies_to="b", comment="Yes.", annotator="Cleo"),
        on("", where="annotation 4", replies_to="nowhere", comment="Hm."),
        on("nowhere at all", where="annotation 5", identity="e"),
        on("", where="annotation 6", replies_to="e", comment="Lost."),
        on("", where="annotation 7", identity="g", replies_to="g", comment="Round."),
    )
    planned = bring(project, talk)
    claim = only_claim(project, article)
    said = [(c.author, c.body) for c in project.comments.of_claim(claim.id)]
    assert said == [("Ben", "Sure?"), ("Cleo", "Yes.")]
    why = {part.where: part.why for part in planned.left_out}
    assert why["annotation 4"] == why["annotation 7"] == "What it answers is not in the file."
    assert why["annotation 6"] == "It answers annotation 5, which is left out."
    assert not plan(project, talk).changes_anything


class Looked(tuple[ForeignAnnotation, ...]):
    """Annotations that count how often one of them is looked at."""

    times = 0

    def __getitem__(self, key: Any) -> Any:
        self.times += 1
        return super().__getitem__(key)


@pytest.mark.parametrize("order", [1, -1])
def test_a_long_talk_is_gone_through_once(
    project: Project, article: Article, order: Literal[1, -1]
) -> None:
    answers = [
        on("", where=f"line {n}", identity=f"{n}", replies_to=f"{n - 1}", comment=f"{n}.")
        for n in range(1, 300)
    ]
    file = foreign(*answers[::order], on(identity="0", where="line 0"))
    talk = Looked(file.annotations)
    planned = plan(project, replace(file, annotations=talk))
    assert {arrival.target.article for arrival in planned.coming} == {article}
    assert len(planned.coming) == 300
    assert talk.times < 5 * len(talk)


def test_a_source_with_the_same_address_serves_again(project: Project, article: Article) -> None:
    other = make_claim(project, article, "Café owners")
    link = "https://stats.example.org/2026"
    source = SourceDetails("The register", url=link)
    sourcing.add_evidence(project, other, source, EvidenceDetails())
    bring(
        project,
        foreign(on(links=(link, link)), on("It rose", where="annotation 2", links=(link,))),
    )
    assert [s.details.title for s in project.evidence.sources()] == ["The register"]
    (used,) = project.sources.page([s.id for s in project.evidence.sources()])
    assert used.claims == 3


def test_importing_twice_changes_nothing(project: Project, article: Article) -> None:
    file = foreign(
        on(verdict="Half true", comment="In part.", statement="S.", links=("https://a.example/",)),
        on(verdict="Half true", comment="In part.", where="annotation 2"),
        on(annotator="Cleo", verdict="verified", statement="T.", where="annotation 3"),
        on("It rose", comment="Who says?", tags=("x",), where="annotation 4"),
    )
    bring(project, file)
    before, seq = dump(project), project.history.latest_seq()
    again = plan(project, file)
    assert not again.changes_anything
    assert [line.case for line in lines(again)] == [Case.KNOWN] * 4
    outcome = bring_in(project, again)
    assert outcome.rows == {}
    assert (dump(project), project.history.latest_seq()) == (before, seq)
    assert article.number == 1


def test_a_plan_that_no_longer_holds_is_not_carried_out(project: Project, article: Article) -> None:
    file = foreign(on(verdict="verified"))
    planned = plan(project, file)
    describing_another = make_claim(project, article, "Café owners")
    describing.set_status(project, describing_another, Status.IN_PROGRESS)
    bring_in(project, planned)  # what was planned is what still would happen

    second = foreign(on("It rose", verdict="verified"))
    planned = plan(project, second)
    make_claim(project, article, "It rose")
    before = dump(project)
    with pytest.raises(ChangedMeanwhile, match=r"Import “notes\.json”"):
        bring_in(project, planned)
    assert dump(project) == before


def test_what_is_stopped_leaves_nothing(project: Project, article: Article) -> None:
    file = foreign(*(on(w, where=w, annotator=w) for w in ("mayor", "Monday", "crime")))
    planned, before = plan(project, file), dump(project)

    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        bring_in(project, planned, stop)
    assert dump(project) == before
    assert article.number == 1


def test_nobody_at_work_brings_nothing_in(project: Project, article: Article) -> None:
    planned = plan(project, foreign(on(verdict="verified")))
    project.checker = None
    with pytest.raises(InvalidValue, match="say who is working"):
        bring_in(project, planned)
    assert project.claims.of_article(article.id) == []


def test_numbers_go_on_where_removed_claims_left_off(project: Project, article: Article) -> None:
    annotating.remove(project, make_claim(project, article))
    bring(project, foreign(on("It rose"), on("Monday", where="annotation 2")))
    assert [c.number for c in project.claims.of_article(article.id)] == [2, 3]


@pytest.mark.slow
def test_ten_thousand_annotations_are_one_change_and_go_back_as_one(project: Project) -> None:
    text = "".join(f"Sentence number {n} says that {n} is a number. " for n in range(10_000))
    starts = [text.index(f"Sentence number {n} says") for n in range(10_000)]
    file = foreign(
        *(
            ForeignAnnotation(
                f"line {n}",
                text_key="a",
                offsets=((start, start + 15),),
                quote="Sentence number",
                verdict=("verified", "disputed", "unsupported")[n % 3],
                comment=f"Said {n}.",
                annotator="Ben",
            )
            for n, start in enumerate(starts)
        ),
        texts=(ForeignText("a", text),),
    )
    before = dump(project)
    planned = bring(project, file)
    (article,) = project.articles.page()
    assert (len(planned.coming), project.claims.count(article.id)) == (10_000, 10_000)
    assert not plan(project, file).changes_anything
    project.undo()
    assert dump(project) == before
    bring(project, file)
    assert project.claims.count(project.articles.page()[0].id) == 10_000


# properties

WORDS = ("The mayor", "crime fell", "crime fell by a third", "It rose", "4,000", "👩", "市长", "no")
said = st.builds(
    ForeignAnnotation,
    where=st.just("somewhere"),
    identity=st.sampled_from(("", "a", "b", "c")),
    text_key=st.sampled_from(("", "same", "new", "gone")),
    url=st.sampled_from(("", URL, "javascript:1")),
    offsets=st.lists(
        st.tuples(st.integers(0, 200), st.integers(0, 30)).map(lambda p: (p[0], p[0] + p[1])),
        max_size=2,
    ).map(tuple),
    quote=st.sampled_from(("", *WORDS)),
    verdict=st.sampled_from(("", "verified", "Disputed", "Half true", "unsupported", "odd")),
    reason=st.sampled_from(("", "misleading", "odd")),
    tags=st.lists(st.sampled_from(("x", "y", " ")), max_size=2).map(tuple),
    comment=st.sampled_from(("", "Yes.", "No.\r\nNever.", "\x00")),
    statement=st.sampled_from(("", "S.", "T.")),
    links=st.lists(st.sampled_from(("https://a.example", "mailto:a@b")), max_size=2).map(tuple),
    annotator=st.sampled_from(("", "Anna", "Ben", "Cleo ")),
    made_at=st.sampled_from(("", "2026-01-01", "2026-01-01T00:00:00Z")),
    replies_to=st.sampled_from(("", "", "", "a", "b", "z")),
)
files = st.builds(
    lambda annotations: ForeignFile(
        "f.json",
        "Test",
        (
            ForeignText("same", TEXT),
            ForeignText("new", "crime fell. The mayor: It rose 👩🏽‍🍳 4,000.\n"),
        ),
        tuple(annotations),
    ),
    st.lists(said, max_size=8),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(files, min_size=1, max_size=3), st.booleans())
def test_whatever_comes_in_is_sound_comes_in_once_and_goes_back(
    sequence: list[ForeignFile],
    named: bool,  # noqa: FBT001
) -> None:
    for project, article in prepared():
        counting = Counting(OffsetUnit.UTF16)
        choices = Choices(article.id if named else "", not named, counting=counting)
        states = [dump(project)]
        for file in sequence:
            planned = plan(project, file, choices=choices)
            assert len(planned.arrivals) + len(planned.left_out) == len(file.annotations)
            if bring_in(project, planned).rows:
                states.append(dump(project))
            again = plan(project, file, choices=choices)
            assert not again.changes_anything
            assert len(again.left_out) == len(planned.left_out)
        assert list(project.findings()) == []
        for before in reversed(states[:-1]):
            project.undo()
            assert dump(project) == before
        for after in states[1:]:
            project.redo()
            assert dump(project) == after


def prepared() -> Iterator[tuple[Project, Article]]:
    """A project with an article, a claim, and a tag of Anna's; closed at the end."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "p.factcheck")
        outcome = adding.add_article(project, Draft(TEXT, Metadata("Crime falls", url=URL)))
        article = project.articles.get(outcome.change.place.article_id)
        annotating.tag(project, make_claim(project, article), Verdict.UNSUPPORTED)
        yield project, article
        project.close()
