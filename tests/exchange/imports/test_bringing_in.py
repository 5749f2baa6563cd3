"""Bringing in another program's annotations: what the plan says, what is written, and undo."""

from dataclasses import replace

from annotator.articles.model import Article
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails, Stance
from annotator.evidence.service import evidence
from annotator.exchange.model import (
    BadRecord,
    ImportedAnnotation,
    ImportedEvidence,
    ImportedText,
)
from annotator.exchange.references import Reference
from annotator.exchange.service.imports import plan
from annotator.exchange.service.plan import ImportChoices
from annotator.exchange.service.summary import ImportOutcome, brought_in, lines
from annotator.project import Project
from tests.exchange.imports.foreign import QUOTE, bring, foreign, notes, on, only_claim
from tests.projects import TEXT, make_claim


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
    assert (claim.statement, claim.status) == ("Crime fell by 33 %.", ClaimStatus.CHECKED)
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
        "Imported from “notes.json”: 1 claim, 1 tag, 1 note, 1 piece of evidence."
    )
    assert list(project.findings()) == []


def test_without_a_verdict_there_is_a_claim_without_a_tag_and_a_note(
    project: Project, article: Article
) -> None:
    bring(project, foreign(on(verdict="Needs context", comment="Since when?")))
    claim = only_claim(project, article)
    assert project.tags.of_claims([claim.id]) == []
    assert claim.status is ClaimStatus.OPEN
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
    choices = ImportChoices(people=(("ben@example.org", "Anna"),))
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
    bring(project, file, ImportChoices(reason=DisputeReason.MISLEADING))
    claim = only_claim(project, article)
    (tag,) = project.tags.of_claims([claim.id])
    assert tag.reason is DisputeReason.MISLEADING
    assert notes(project, claim) == []
    # whatever was chosen then, it is the same annotation
    assert not plan(project, file).changes_anything


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
    assert "are not in the article" in told["annotation 2"].why
    assert told["annotation 2"].words == "“crime rose” – Really?"
    assert "names no words" in told["annotation 3"].why
    assert told["annotation 3"].words == "A good article."
    assert len(planned.coming) == 1
    assert [line.case for line in lines(planned)] == [ImportOutcome.LEFT_OUT] * 4 + [
        ImportOutcome.COMING
    ]
    assert article.number == 1


def test_the_same_words_are_one_claim_and_nobody_s_tag_is_overwritten(
    project: Project, article: Article
) -> None:
    claim = make_claim(project, article)
    claims.tag(project, [claim.id], Verdict.VERIFIED)
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
    said = ImportedAnnotation(
        "T1", text_key="a", offsets=offsets, quote="The mayor crime fell", annotator="Ben"
    )
    bring(project, foreign(said, texts=(ImportedText("a", TEXT),)))
    claim = only_claim(project, article)
    assert [h.quote for h in project.highlights.of_claim(claim.id)] == ["The mayor", "crime fell"]


def test_a_highlight_covers_whole_signs(project: Project, article: Article) -> None:
    cook = TEXT.index("👩")
    said = ImportedAnnotation("T1", text_key="a", offsets=((cook, cook + 1),), quote="👩")
    planned = bring(project, foreign(said, texts=(ImportedText("a", TEXT),)))
    (place,) = project.highlights.of_version(article.version.id)
    assert place.quote == "👩🏽‍🍳"
    assert "split a character" in planned.arrivals[0].remarks[0]
    assert not plan(project, planned.foreign).changes_anything


def test_a_source_with_the_same_address_serves_again(project: Project, article: Article) -> None:
    other = make_claim(project, article, "Café owners")
    link = "https://stats.example.org/2026"
    source = SourceDetails("The register", url=link)
    evidence.add_evidence(project, other, source, EvidenceDetails())
    bring(
        project,
        foreign(on(links=(link, link)), on("It rose", where="annotation 2", links=(link,))),
    )
    assert [s.details.title for s in project.evidence.sources()] == ["The register"]
    (used,) = project.sources.page([s.id for s in project.evidence.sources()])
    assert used.claims == 3


def test_words_of_a_source_stand_on_the_claim_and_go_to_its_evidence(
    project: Project, article: Article
) -> None:
    piece = ImportedEvidence(Reference("Register", title="Register", quotation="by a third"))
    other = on(QUOTE, where="row 2", evidence=(piece,), remarks=("Of the source.",))
    said = on("fell by a third, it says", where="row 2", statement=QUOTE, otherwise=other)
    planned = bring(project, foreign(said))
    assert not planned.left_out
    assert lines(planned)[0].remark.startswith("Of the source.")
    claim = only_claim(project, article)
    assert claim.statement == ""
    (place,) = project.highlights.of_claim(claim.id)
    assert place.quote == QUOTE
    (kept,) = project.evidence.of_claims([claim.id])
    assert kept.details.quotation == "by a third"
    gone = replace(said, otherwise=on("nor this"))
    (left,) = plan(project, foreign(gone)).left_out
    assert "“fell by a third, it says” are not in the article" in left.why


def test_words_that_are_in_the_article_are_never_read_otherwise(
    project: Project, article: Article
) -> None:
    planned = bring(project, foreign(on(QUOTE, otherwise=on("nor this"))))
    assert [item.words for item in planned.arrivals] == [QUOTE]
