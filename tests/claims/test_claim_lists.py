"""Lists of claims: what filters show, in what order, and what a change touches."""

import random
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.filters import ClaimFilter, ClaimOrder, OrderBy, Whose
from annotator.claims.highlights import anchor_for
from annotator.claims.house_rules import HouseRule
from annotator.claims.model import ClaimKind, ClaimStatus, Importance
from annotator.claims.service import claims
from annotator.claims.verdicts import Standing, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails, SourceRank
from annotator.evidence.service import evidence
from annotator.kernel.text_folding import fold
from annotator.project import Project
from annotator.storage.ids import new_id
from tests.projects import make_article, make_claim, make_project
from tests.storage.scattered import SPEAKERS, TEXT, Known, known, scatter

Member = TypeVar("Member", bound=StrEnum)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    found = make_project(tmp_path_factory.mktemp("lists") / Path("p.factcheck"))
    article = make_article(found, TEXT)
    make_claim(found, make_article(found, "Something else."), "else")
    scatter(found, article, random.Random(7))
    _give_a_new_draft(found, article)
    yield found
    found.close()


def _give_a_new_draft(project: Project, article: Article) -> None:
    """Another version, on which only the first claims stand, and fewer of them were tagged."""
    claims, old = project.claims.of_article(article.id), article.version
    with project.change("New draft") as under_way:
        row = {"article_id": article.id, "number": 2, "sha256": old.sha256}
        version = under_way.writer.insert(
            "versions", {"id": new_id(), **row, "created_at": project.now()}
        )
        for claim in claims[:40]:
            place = project.highlights.of_claim(claim.id)[0]
            anchor = anchor_for(TEXT, place.span)
            under_way.highlights.add(claim.id, version, anchor)
        for tag in project.tags.of_claims([claim.id for claim in claims[:20]]):
            under_way.writer.update("tags", tag.id, {"version_id": version})


def fits(one: Known, asked: ClaimFilter, me: str) -> bool:
    """What a filter means, said once more in plain words."""
    claim, whose = one.claim, {Whose.NOBODYS} if not one.tags else set()
    for tag in one.tags:
        whose.add(Whose.MINE if tag.checker_id == me else Whose.OTHERS)
    said = [tag.conclusion for tag in one.tags] + [note.body for note in one.notes]
    words = fold("\n".join([claim.statement, claim.speaker, *one.quotes, *said]))
    return all(
        (
            not asked.standings or one.standing in asked.standings,
            not asked.statuses or claim.status in asked.statuses,
            not asked.kinds or not asked.kinds.isdisjoint(claim.kinds),
            not asked.importances or claim.importance in asked.importances,
            not asked.speakers or claim.speaker in asked.speakers,
            not asked.whose or not asked.whose.isdisjoint(whose),
            not asked.rules or not asked.rules.isdisjoint(one.rules),
            not asked.warned or bool(one.rules),
            not asked.legal_risk or claim.legal_risk,
            all(needle in words for needle in fold(asked.words).split()),
        )
    )


def some(members: type[Member]) -> st.SearchStrategy[frozenset[Member]]:
    return st.frozensets(st.sampled_from([*members]), max_size=2)


filters = st.builds(
    ClaimFilter,
    standings=some(Standing),
    statuses=some(ClaimStatus),
    kinds=some(ClaimKind),
    importances=some(Importance),
    speakers=st.frozensets(st.sampled_from(SPEAKERS), max_size=1),
    whose=some(Whose),
    rules=some(HouseRule),
    warned=st.booleans(),
    legal_risk=st.booleans(),
    words=st.sampled_from(
        ["", "", "", "CAFÉ", "strasse", "МИР ask", "שלום", "犯罪率", "calder so"]
    ),
)

ALONE = [
    *(ClaimFilter(standings=frozenset({member})) for member in Standing),
    *(ClaimFilter(whose=frozenset({member})) for member in Whose),
    *(ClaimFilter(rules=frozenset({member})) for member in HouseRule),
    *(ClaimFilter(kinds=frozenset({member})) for member in ClaimKind),
    *(ClaimFilter(words=words) for words in ("CAFÉ", "strasse", "мир", "שלום", "犯罪率", "post")),
]


def listed(project: Project, asked: ClaimFilter, order: ClaimOrder | None = None) -> list[str]:
    article = project.articles.numbered(1)
    order = order or ClaimOrder(OrderBy.NUMBER)
    entries = project.claim_lists.entries(article.id, asked, order, project.author.id)
    return [entry.id for entry in entries]


@pytest.fixture(scope="module")
def everything(project: Project) -> list[Known]:
    return known(project)


@pytest.mark.parametrize("rule", HouseRule)
def test_every_house_rule_is_kept_by_some_and_not_by_others(
    everything: list[Known], rule: HouseRule
) -> None:
    assert {rule in one.rules for one in everything} == {True, False}


@pytest.mark.parametrize("asked", ALONE, ids=lambda asked: str(asked.criteria() or asked.words))
def test_a_filter_shows_what_it_says(
    project: Project, everything: list[Known], asked: ClaimFilter
) -> None:
    expected = [one.claim.id for one in everything if fits(one, asked, project.author.id)]
    assert listed(project, asked) == expected


@given(asked=filters)
def test_filters_together_show_what_fits_them_all(project: Project, asked: ClaimFilter) -> None:
    expected = [one.claim.id for one in known(project) if fits(one, asked, project.author.id)]
    assert listed(project, asked) == expected


RANKS: dict[OrderBy, Callable[[Known], Any]] = {
    OrderBy.TEXT: lambda one: min(one.starts, default=len(TEXT)),
    OrderBy.NUMBER: lambda one: one.claim.number,
    OrderBy.VERDICT: lambda one: [*Standing].index(one.standing),
    OrderBy.STATUS: lambda one: [*ClaimStatus].index(one.claim.status),
    OrderBy.IMPORTANCE: lambda one: -[*Importance].index(one.claim.importance),
    OrderBy.SPEAKER: lambda one: (not one.claim.speaker, fold(one.claim.speaker)),
    OrderBy.KINDS: lambda one: (not one.claim.kinds, " ".join(one.claim.kinds)),
    OrderBy.EVIDENCE: lambda one: len(one.evidence),
    OrderBy.CHECKERS: lambda one: (not one.tags, [tag.checker for tag in one.tags]),
}


@pytest.mark.parametrize("by", RANKS)
def test_a_list_is_in_the_order_asked_for(
    project: Project, everything: list[Known], by: OrderBy
) -> None:
    for reverse in (False, True):
        expected = sorted(everything, key=RANKS[by], reverse=reverse)
        found = listed(project, ClaimFilter(), ClaimOrder(by, reverse))
        assert found == [one.claim.id for one in expected]


def test_the_most_warned_of_come_first(project: Project, everything: list[Known]) -> None:
    article = project.articles.numbered(1)
    order = ClaimOrder(OrderBy.WARNINGS)
    entries = project.claim_lists.entries(article.id, ClaimFilter(), order)
    ranks = [-int(entry.rank[0]) for entry in entries]
    assert ranks == sorted(ranks, reverse=True)
    without = {one.claim.id for one in everything if not one.rules}
    assert {e.id for e, broken in zip(entries, ranks, strict=True) if not broken} == without


def test_a_row_says_what_the_claim_is(project: Project, everything: list[Known]) -> None:
    article = project.articles.numbered(1)
    rows = project.claim_lists.rows(article.id, [one.claim.id for one in everything])
    for row, one in zip(rows, everything, strict=True):
        assert row.id == one.claim.id
        assert row.number == one.claim.number
        assert row.words == (one.claim.statement or one.quotes[0])
        assert (row.status, row.speaker) == (one.claim.status, one.claim.speaker)
        assert (row.kinds, row.legal_risk) == (one.claim.kinds, one.claim.legal_risk)
        assert row.importance is one.claim.importance
        assert row.standing is one.standing
        assert row.evidence == len(one.evidence)
        assert set(row.rules) == one.rules
        assert [*row.checkers] == sorted(tag.checker for tag in one.tags)


def test_rows_come_in_the_order_asked_for_and_without_those_that_are_gone(
    project: Project, everything: list[Known]
) -> None:
    one, two = everything[1].claim.id, everything[0].claim.id
    rows = project.claim_lists.rows(project.articles.numbered(1).id, [one, "gone", two])
    assert [row.id for row in rows] == [one, two]


def test_only_some_claims_can_be_asked_about(project: Project, everything: list[Known]) -> None:
    ids = [one.claim.id for one in everything]
    asked = ClaimFilter(statuses=frozenset({ClaimStatus.OPEN}))
    entries = project.claim_lists.entries(
        project.articles.numbered(1).id, asked, ClaimOrder(), only=ids[:10]
    )
    opened = {one.claim.id for one in everything[:10] if one.claim.status is ClaimStatus.OPEN}
    assert {entry.id for entry in entries} == opened


def test_speakers_are_told_by_name(project: Project) -> None:
    speakers = project.claim_lists.speakers(project.articles.numbered(1).id)
    assert speakers[-1] == ""
    assert set(speakers) == set(SPEAKERS)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[tuple[Project, Claim, Claim]]:
    found = make_project(tmp_path / "p.factcheck")
    article = make_article(found, "one two three")
    yield found, make_claim(found, article, "one"), make_claim(found, article, "two")
    found.close()


def test_the_claim_changed_last_comes_first(fresh: tuple[Project, Claim, Claim]) -> None:
    project, one, two = fresh
    by = ClaimOrder(OrderBy.CHANGED)
    assert listed(project, ClaimFilter(), by) == [two.id, one.id]
    claims.note(project, one, "Look again.")
    assert listed(project, ClaimFilter(), by) == [one.id, two.id]
    claims.tag(project, [two.id], Verdict.VERIFIED)
    assert listed(project, ClaimFilter(), by) == [two.id, one.id]


def test_a_change_touches_the_claims_it_is_about(fresh: tuple[Project, Claim, Claim]) -> None:
    project, one, two = fresh
    touched = project.claim_lists.touched
    assert touched(claims.note(project, one, "Hm.").change.seq) == {one.id}
    assert touched(claims.tag(project, [two.id], Verdict.VERIFIED).change.seq) == {two.id}
    assert touched(claims.untag(project, [two.id]).change.seq) == {two.id}
    assert touched(claims.remove(project, [two.id]).change.seq) == {two.id}
    assert touched(project.undo().change.seq) == {two.id}


def test_a_change_of_a_source_touches_every_claim_that_rests_on_it(
    fresh: tuple[Project, Claim, Claim],
) -> None:
    project, one, two = fresh
    evidence.add_evidence(project, one, SourceDetails("Police"), EvidenceDetails())
    (piece,) = project.evidence.of_claims([one.id])
    evidence.add_evidence(project, two, piece.source.id, EvidenceDetails())
    primary = SourceDetails("Police", rank=SourceRank.PRIMARY)
    outcome = evidence.edit_evidence(project, piece, primary, piece.details)
    assert project.claim_lists.touched(outcome.change.seq) == {one.id, two.id}
