"""Every view that reads the newest version tells the truth of claims that do not stand in it."""

import csv
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from annotator.archive.service import writer
from annotator.archive.service.restore import restore
from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import Article, Draft, Metadata, OriginalFile
from annotator.articles.service import add_article
from annotator.claims.filters import ClaimFilter, ClaimOrder, OrderBy
from annotator.claims.house_rules import HouseRule
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claim_view import read_claim_view
from annotator.claims.service.claims import mark, tag
from annotator.claims.service.coverage import nothing_to_check, survey, void_marks
from annotator.claims.service.places import (
    add_places,
    move_place,
    remove_place,
    split_at,
)
from annotator.claims.service.same_claims import numbers_on_same_words
from annotator.claims.verdicts import Standing, Verdict
from annotator.exchange.formats import brat, doccano, label_studio, quote_table
from annotator.exchange.formats.web_annotation import writer as web_annotation
from annotator.kernel.errors import InvalidValue, OlderVersion
from annotator.kernel.positions import Span
from annotator.kernel.progress import unwatched
from annotator.kernel.sentences import Sentences
from annotator.manuscripts.choices import ReturnChoices
from annotator.manuscripts.model import NotPlacedReason
from annotator.manuscripts.service.file_return import plan_return
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.report import Report
from annotator.reports.service.report import build
from annotator.review.service.agreement import compare
from annotator.revisions.service.decisions import accept_place, leave_on_old
from annotator.revisions.service.revision import add_version, plan_revision
from annotator.search.model import HitKind
from tests.articles.intake.documents import docx, paragraph, run
from tests.projects import as_another, dump, make_article, make_claim, make_project
from tests.revisions.drafts import now, revise, waiting

OLD = (
    "The tower is 300 m high. Crime fell by a third last year. The bridge cost 4 million. "
    "The mayor owns two boats. Nobody was hurt."
)
NEW = (
    "It rained all day. Crime fell by a quarter last year. The old bridge cost 4 million. "
    "The mayor owns three boats. The tower is 300 m high."
)
WORDS = ("300 m", "by a third", "4 million", "two boats", "Nobody was hurt", "It rained")
CARRIED, UNDECIDED, ACCEPTED, LEFT, CUT, ADDED = range(1, 7)
IN_TEXT = {CARRIED, ACCEPTED, ADDED}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with a claim of each kind in its second version, all but the last tagged."""
    project = make_project(tmp_path / "a.factcheck")
    file = OriginalFile("a.txt", "text/plain", OLD.encode())
    added = add_article(project, Draft(OLD, Metadata("Crime falls"), original=file))
    article = project.articles.get(added.change.place.article_id)
    claims = [make_claim(project, article, words) for words in WORDS[:5]]
    for window in (project, as_another(project, "Ben")):
        tag(window, [claim.id for claim in claims], Verdict.VERIFIED)
    revise(project, article, NEW, "b.txt")
    accepted = waiting(project, article)[ACCEPTED]
    accept_place(project, accepted.id, accepted.proposals[0].span)
    leave_on_old(project, waiting(project, article)[LEFT].id)
    make_claim(project, now(project, article), WORDS[5])
    return project


@pytest.fixture
def article(project: Project) -> Article:
    return project.articles.page()[0]


def claim_id(project: Project, article: Article, number: int) -> str:
    return project.claims.numbered(article.id, number).id


def listed(project: Project, article: Article, shown: ClaimFilter, by: OrderBy) -> list[int]:
    entries = project.claim_lists.entries(article.id, shown, ClaimOrder(by), project.author.id)
    rows = project.claim_lists.rows(article.id, [entry.id for entry in entries])
    return [row.number for row in rows]


def test_lists_tell_the_words_that_stand_now(project: Project, article: Article) -> None:
    rows = project.claim_lists.rows(
        article.id, [c.id for c in project.claims.of_article(article.id)]
    )
    assert {row.number: row.words for row in rows} == dict(enumerate(WORDS, start=1))
    accepted = waiting(project, article)[UNDECIDED]
    accept_place(project, accepted.id, accepted.proposals[0].span)
    row = project.claims.row(claim_id(project, article, UNDECIDED))
    assert row is not None
    assert row.words == "by a quarter"


def test_lists_in_text_order_put_claims_elsewhere_last(project: Project, article: Article) -> None:
    order = [ADDED, ACCEPTED, CARRIED, UNDECIDED, LEFT, CUT]
    assert listed(project, article, ClaimFilter(), OrderBy.TEXT) == order


def test_standings_hold_where_the_words_were_judged_alone(
    project: Project, article: Article
) -> None:
    found = {
        standing: listed(
            project, article, ClaimFilter(standings=frozenset({standing})), OrderBy.NUMBER
        )
        for standing in Standing
    }
    assert {standing: numbers for standing, numbers in found.items() if numbers} == {
        Standing.VERIFIED: [CARRIED, LEFT, CUT],
        Standing.OUTDATED: [UNDECIDED, ACCEPTED],
        Standing.UNTAGGED: [ADDED],
    }
    stale = ClaimFilter(rules=frozenset({HouseRule.OTHER_WORDS}))
    assert listed(project, article, stale, OrderBy.NUMBER) == [UNDECIDED, ACCEPTED]
    elsewhere = ClaimFilter(rules=frozenset({HouseRule.OLDER_VERSION}))
    assert listed(project, article, elsewhere, OrderBy.NUMBER) == [LEFT, CUT]
    open_ = ClaimFilter(statuses=frozenset({ClaimStatus.OPEN}))
    assert listed(project, article, open_, OrderBy.NUMBER) == [UNDECIDED, ACCEPTED, ADDED]
    assert project.article_lists.progress([article.id])[article.id].checked == 3


def test_text_and_ruler_show_what_stands_in_the_text(project: Project, article: Article) -> None:
    whole = Span(0, article.version.length)
    painted = project.highlights.between(article.version.id, whole)
    assert {each.number for each in painted} == IN_TEXT
    assert {each.number: each.standing for each in painted} == {
        CARRIED: Standing.VERIFIED,
        ACCEPTED: Standing.OUTDATED,
        ADDED: Standing.UNTAGGED,
    }
    found = survey(project, article, Sentences(NEW))
    assert {standing for standing, parts in found.claims.items() if parts} == {
        Standing.VERIFIED,
        Standing.OUTDATED,
        Standing.UNTAGGED,
    }
    assert len(found.coverage.left) == 2


def test_the_details_show_the_places_of_one_version(project: Project, article: Article) -> None:
    for number, words in enumerate(WORDS, start=1):
        claim = project.claims.numbered(article.id, number)
        view = read_claim_view(project, claim)
        assert [place.quote for place in view.current] == [words]
        in_newest = {place.version_id == article.version.id for place in view.current}
        assert in_newest == {number in IN_TEXT}


def test_marks_and_twins_of_an_older_version_are_not_told_of_the_newest(tmp_path: Path) -> None:
    other = make_project(tmp_path / "b.factcheck")
    article = make_article(other, OLD)
    nothing_to_check(other, article, Sentences(OLD), Span(0, 1))
    one = make_claim(other, article, "The tower is 300 m")
    two = make_claim(other, article, "tower is 300 m")
    assert void_marks(other, one) == ("Anna",)
    assert numbers_on_same_words(other, one) == [2]
    revise(other, article, OLD.replace("The tower is", "The mast is"))
    found = waiting(other, article)
    accept_place(other, found[1].id, found[1].proposals[0].span)
    assert void_marks(other, one) == ()
    assert numbers_on_same_words(other, one) == []
    accept_place(other, found[2].id, found[2].proposals[0].span)
    assert numbers_on_same_words(other, one) == [two.number]


def test_a_search_finds_each_claim_by_its_words_of_today(
    project: Project, article: Article
) -> None:
    def claims(words: str) -> list[str]:
        return [hit.claim_id for hit in project.search.find(words) if hit.kind is HitKind.CLAIM]

    for number, words in enumerate(WORDS, start=1):
        assert claims(words) == [claim_id(project, article, number)], words
    wait = waiting(project, article)[UNDECIDED]
    accept_place(project, wait.id, wait.proposals[0].span)
    assert claims("by a quarter") == [wait.claim_id]


def test_agreement_counts_words_that_were_judged(project: Project, article: Article) -> None:
    ids = [checker.id for checker in project.people.checkers()]
    result = compare(project, ids)
    assert result.articles[0].alpha_u.value == 1
    anna = project.people.named("Anna")
    assert anna is not None
    tag(project, [claim_id(project, article, ACCEPTED)], Verdict.VERIFIED)
    # Anna alone judged the changed sentence
    alpha = compare(project, ids).articles[0].alpha_u.value
    assert alpha is not None
    assert alpha < 1


def one_or_all(value: Any) -> list[Any]:
    """Return what JSON holds alone or as a list; nothing where it holds nothing."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def report(project: Project, kind: ReportKind = ReportKind.INTERNAL) -> Report:
    return build(project, stated_date=date(2026, 3, 1), choices=ReportChoices(kind))


@pytest.mark.parametrize("kind", [ReportKind.INTERNAL, ReportKind.PUBLIC])
def test_reports_hold_words_and_verdicts_of_one_text(
    project: Project, article: Article, kind: ReportKind
) -> None:
    for entry in report(project, kind).articles[0].claims:
        for place in entry.highlights:
            assert place.version_id == article.version.id
            assert place.quote == place.span.of(NEW)
        if entry.claim.number in {UNDECIDED, ACCEPTED, ADDED}:
            assert entry.standing is not Standing.VERIFIED
            assert not entry.held_tags


def test_web_annotations_hold_positions_of_one_text(project: Project) -> None:
    annotated = json.loads(web_annotation.render(report(project), unwatched))
    positions = [
        Span(selector["start"], selector["end"]).of(NEW)
        for item in annotated["first"]["items"]
        for target in one_or_all(item["target"])
        for selector in one_or_all(target.get("selector"))
        if selector["type"] == "TextPositionSelector"
    ]
    assert {*positions} == {WORDS[number - 1] for number in IN_TEXT}


def test_rows_of_doccano_hold_one_text(project: Project) -> None:
    for line in doccano.render_sequence(report(project), unwatched).decode().splitlines():
        row = json.loads(line)
        assert row["text"] == NEW
        labels = {NEW[start:end]: label for start, end, label in row["label"]}
        assert labels.pop("300 m", "verified") == "verified"
        assert "verified" not in labels.values()


def test_tasks_of_label_studio_hold_one_text(project: Project) -> None:
    [task] = json.loads(label_studio.render(report(project), unwatched))
    assert task["data"]["text"] == NEW
    for found in (each for one in task["annotations"] for each in one["result"]):
        if "start" in found["value"]:
            value = found["value"]
            assert NEW[value["start"] : value["end"]] == value["text"]


def test_files_of_brat_hold_one_text(project: Project) -> None:
    with zipfile.ZipFile(BytesIO(brat.render(report(project), unwatched))) as archive:
        texts = {archive.read(n).decode() for n in archive.namelist() if n.endswith(".txt")}
        marks = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".ann"))
    assert NEW in texts
    spans = [line.split("\t") for line in marks.splitlines() if line.startswith("T")]
    assert {words for _, _, words in spans} == {WORDS[number - 1] for number in IN_TEXT}
    assert {words for _, where, words in spans if where.lower().startswith("verified")} == {"300 m"}


def test_quotes_of_other_versions_come_without_positions(project: Project) -> None:
    rows = csv.DictReader(
        StringIO(quote_table.render(report(project), unwatched).decode("utf-8-sig"))
    )
    for row in rows:
        if row["start"]:
            assert NEW[int(row["start"]) : int(row["end"])] == row["quote"]
        else:
            assert WORDS.index(row["quote"]) + 1 not in IN_TEXT


def test_the_file_of_the_newest_version_goes_back_with_what_stands_in_it(
    project: Project, article: Article
) -> None:
    data = docx(paragraph(run(NEW + " The end.")))
    draft = read_bytes(data, "third.docx")
    add_version(project, plan_revision(project, article.id, draft))
    planned = plan_return(project, now(project, article), ReturnChoices())
    assert planned.manuscript.original.name == "third.docx"
    assert {item.number for item in planned.placed} == {CARRIED, ACCEPTED}
    missing = {item.number: item.reason for item in planned.not_placed}
    assert missing == dict.fromkeys((UNDECIDED, LEFT, CUT), NotPlacedReason.NOT_IN_TEXT)


def test_the_whole_project_as_json_makes_the_same_project_again(
    project: Project, tmp_path: Path
) -> None:
    file = tmp_path / "whole.json"
    writer.write_project(project, ReportChoices(show_confidential=True), file, unwatched)
    written = json.loads(file.read_text())
    placed = [p for c in written["articles"][0]["claims"] for p in c["placements"]]
    assert {each["outcome"] for each in placed} == {None, "placed", "left"}
    again = tmp_path / "again.factcheck"
    restore(again, file)
    restored = Project.open(again)
    assert waiting(restored, restored.articles.page()[0])[UNDECIDED].proposals
    assert dump(restored)["placements"] == dump(project)["placements"]
    assert dump(restored)["highlights"] == dump(project)["highlights"]


def test_acts_on_a_place_of_an_older_version_are_refused(
    project: Project, article: Article
) -> None:
    before = dump(project)
    older = project.articles.versions(article.id)[0]
    stale = replace(article, version=older)
    claim = project.claims.numbered(article.id, LEFT)
    [place] = project.highlights.of_claim(claim.id)
    acts: list[Callable[[], object]] = [
        lambda: move_place(project, place, Span(0, 3)),
        lambda: add_places(project, claim, older, [Span(0, 3)]),
        lambda: remove_place(project, place),
        lambda: split_at(project, place, place.span.start + 4),
        lambda: mark(project, stale, Span(0, 3)),
        lambda: nothing_to_check(project, stale, Sentences(OLD), Span(0, 3)),
    ]
    for act in acts:
        with pytest.raises(OlderVersion, match="Version 1 is not the newest"):
            act()
    assert dump(project) == before


def test_the_only_place_in_the_newest_version_is_not_removed(
    project: Project, article: Article
) -> None:
    places = project.highlights.of_claim(claim_id(project, article, CARRIED))
    [here] = [place for place in places if place.version_id == article.version.id]
    with pytest.raises(InvalidValue, match="nowhere else"):
        remove_place(project, here)
