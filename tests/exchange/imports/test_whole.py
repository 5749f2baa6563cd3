"""An import is one step: sound, once, stopped without a trace, and taken back whole."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.articles import service
from annotator.articles.model import Article, Draft, Metadata
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims, fields
from annotator.claims.verdicts import Verdict
from annotator.exchange.anchoring.offset_units import OffsetConvention, OffsetUnit
from annotator.exchange.model import ImportedAnnotation, ImportedFile, ImportedText
from annotator.exchange.service.imports import bring_in, plan
from annotator.exchange.service.plan import ImportChoices
from annotator.exchange.service.summary import ImportOutcome, lines
from annotator.kernel.errors import Cancelled, ChangedMeanwhile, InvalidValue
from annotator.project import Project
from tests.exchange.imports.foreign import URL, bring, foreign, on
from tests.projects import TEXT, dump, make_claim, make_project, walk_back_and_forth


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
    assert [line.case for line in lines(again)] == [ImportOutcome.KNOWN] * 4
    outcome = bring_in(project, again)
    assert outcome.rows == {}
    assert (dump(project), project.history.latest_seq()) == (before, seq)
    assert article.number == 1


def test_a_plan_that_no_longer_holds_is_not_carried_out(project: Project, article: Article) -> None:
    file = foreign(on(verdict="verified"))
    planned = plan(project, file)
    describing_another = make_claim(project, article, "Café owners")
    fields.set_status(project, [describing_another.id], ClaimStatus.IN_PROGRESS)
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
    with pytest.raises(InvalidValue, match="enter your name"):
        bring_in(project, planned)
    assert project.claims.of_article(article.id) == []


def test_numbers_go_on_where_removed_claims_left_off(project: Project, article: Article) -> None:
    claims.remove(project, [make_claim(project, article).id])
    bring(project, foreign(on("It rose"), on("Monday", where="annotation 2")))
    assert [c.number for c in project.claims.of_article(article.id)] == [2, 3]


@pytest.mark.slow
def test_ten_thousand_annotations_are_one_change_and_go_back_as_one(project: Project) -> None:
    text = "".join(f"Sentence number {n} says that {n} is a number. " for n in range(10_000))
    starts = [text.index(f"Sentence number {n} says") for n in range(10_000)]
    file = foreign(
        *(
            ImportedAnnotation(
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
        texts=(ImportedText("a", text),),
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


WORDS = ("The mayor", "crime fell", "crime fell by a third", "It rose", "4,000", "👩", "市长", "no")

said = st.builds(
    ImportedAnnotation,
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
    lambda annotations: ImportedFile(
        "f.json",
        "Test",
        (
            ImportedText("same", TEXT),
            ImportedText("new", "crime fell. The mayor: It rose 👩🏽‍🍳 4,000.\n"),
        ),
        tuple(annotations),
    ),
    st.lists(said, max_size=8),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(files, min_size=1, max_size=3), st.booleans())
def test_whatever_comes_in_is_sound_comes_in_once_and_goes_back(
    sequence: list[ImportedFile],
    named: bool,
) -> None:
    for project, article in prepared():
        counting = OffsetConvention(OffsetUnit.UTF16)
        choices = ImportChoices(article.id if named else "", not named, counting=counting)
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
        walk_back_and_forth(project, states)


def prepared() -> Iterator[tuple[Project, Article]]:
    """A project with an article, a claim, and a tag of Anna's; closed at the end."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "p.factcheck")
        outcome = service.add_article(project, Draft(TEXT, Metadata("Crime falls", url=URL)))
        article = project.articles.get(outcome.change.place.article_id)
        claims.tag(project, [make_claim(project, article).id], Verdict.UNSUPPORTED)
        yield project, article
        project.close()
