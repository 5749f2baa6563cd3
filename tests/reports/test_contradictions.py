"""Verdicts that differ on the same words: a public report refuses, others say so first."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.filters import ClaimFilter, ClaimOrder
from annotator.claims.highlights import Highlight
from annotator.claims.service import claims, places
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.kernel.errors import AnnotatorError, ContradictoryReport, InvalidValue
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.attention import Cause
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher
from annotator.reports.service.disclosures import before_sending
from annotator.reports.service.excerpt import excerpt
from annotator.reports.service.formats import export
from annotator.reports.service.forms import FORMS
from annotator.reports.service.report import build
from annotator.reports.ui.tally import tally
from annotator.review.model import ReviewAspect
from annotator.review.rulings import Settlement
from annotator.review.service import rulings
from tests.claims import standings as oracle
from tests.claims.test_standings import RandomHistory
from tests.conftest import Annotator
from tests.projects import as_another, make_article, make_project
from tests.reports.projects import STATED, set_fields
from tests.reports.test_document import IN_ORDER, bare, in_html

pytestmark = pytest.mark.usefixtures("qapp")

PUBLIC = ReportChoices(ReportKind.PUBLIC)
WORDS = "crime fell by a third"
Move = Callable[[Project, Claim], None]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Project]:
    """Anna verified claim 1, and Ben disputed claim 2 on the same words, blind."""
    project = make_project(tmp_path / "pair.factcheck")
    article = make_article(project)
    start = project.articles.text(article.version.id).index(WORDS)
    one, two = (
        oracle.mark_apart(project, article, Span(start, start + len(WORDS) - cut)) for cut in (0, 8)
    )
    claims.tag(project, [one.id], Verdict.VERIFIED)
    ben = as_another(project, "Ben")
    claims.tag(ben, [two.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    ben.close()
    yield project
    project.close()


def both(project: Project) -> list[Claim]:
    return project.claims.of_article(project.articles.numbered(1).id)


@pytest.mark.parametrize("name", FORMS)
def test_no_form_of_a_public_report_holds_two_verdicts(
    pair: Project, tmp_path: Path, name: str
) -> None:
    publisher.put_publisher(pair, Publisher("The Checkers", "https://checkers.example/"))
    target = tmp_path / "report"
    for choices in (
        PUBLIC,
        ReportChoices(ReportKind.PUBLIC, standings=frozenset({Standing.VERIFIED})),
    ):
        if FORMS[name].write_project:
            # it holds the whole project, and is no report for the public
            with pytest.raises(InvalidValue):
                export(pair, name, target, stated_date=STATED, choices=choices, forms=FORMS)
            continue
        with pytest.raises(ContradictoryReport) as refused:
            export(pair, name, target, stated_date=STATED, choices=choices, forms=FORMS)
        assert "claim 1 (Verified, Anna), claim 2 (Disputed, Ben)" in str(refused.value)
        assert WORDS in str(refused.value)
        assert not target.exists()


def test_a_page_to_look_at_and_the_search_for_names_are_refused_too(pair: Project) -> None:
    with pytest.raises(ContradictoryReport):
        build(pair, stated_date=STATED, choices=PUBLIC)
    with pytest.raises(ContradictoryReport):
        before_sending(pair, PUBLIC, FORMS["html"])


def test_other_articles_go_out(pair: Project) -> None:
    other = make_article(pair, "Another text.")
    choices = ReportChoices(ReportKind.PUBLIC, article_ids=(other.id,))
    assert build(pair, stated_date=STATED, choices=choices).articles[0].claims == ()


def test_claims_that_are_kept_apart_go_out_and_agree(pair: Project) -> None:
    oracle.keep_apart(pair, *both(pair))
    shown = build(pair, stated_date=STATED, choices=PUBLIC).articles[0]
    assert [entry.standing for entry in shown.claims] == [Standing.VERIFIED, Standing.DISPUTED]


def _place(project: Project, claim: Claim) -> Highlight:
    return project.highlights.of_claim(claim.id)[0]


def _lengthen(project: Project, claim: Claim) -> None:
    span = _place(project, claim).span
    places.move_place(project, _place(project, claim), Span(span.start - 10, span.end))


def _move_away(project: Project, claim: Claim) -> None:
    places.move_place(project, _place(project, claim), Span(0, 9))


def _split(project: Project, claim: Claim) -> None:
    span = _place(project, claim).span
    places.split(project, _place(project, claim), Span(span.start, span.start + 5))


def _join_another(project: Project, claim: Claim) -> None:
    article = project.articles.get(claim.article_id)
    places.join(project, claim, oracle.mark_apart(project, article, Span(0, 9)))


def _add_a_place(project: Project, claim: Claim) -> None:
    version = project.articles.get(claim.article_id).version
    places.add_places(project, claim, version, [Span(0, 9)])


MOVES = [_lengthen, _move_away, _split, _join_another, _add_a_place]


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("which", [0, 1])
def test_a_verdict_still_counts_against_the_words_that_it_was_given_on(
    pair: Project, tmp_path: Path, annotator: Annotator, move: Move, which: int
) -> None:
    moved, other = both(pair)[which], both(pair)[1 - which]
    move(pair, moved)
    assert pair.tags.standings()[Standing.DIFFERING] >= 2
    given = ["Verified, Anna", "Disputed, Ben"]
    given[which] += ", a verdict given on other words"
    with pytest.raises(ContradictoryReport) as refused:
        build(pair, stated_date=STATED, choices=PUBLIC)
    assert f"claim 1 ({given[0]}), claim 2 ({given[1]})" in str(refused.value)
    found = tally(pair, PUBLIC)
    assert found.contradicted == 2
    assert "give it anew" in found.refusal
    assert {(c.one.id, c.other.id) for c in found.contradictions} == {
        (both(pair)[0].id, both(pair)[1].id)
    }
    asked = ClaimFilter(reviews=frozenset({ReviewAspect.DISAGREE}))
    listed = pair.claim_lists.entries(moved.article_id, asked, ClaimOrder())
    assert {moved.id, other.id} <= {entry.id for entry in listed}
    shown = build(pair, stated_date=STATED)
    assert shown.articles[0].attention[0].cause is Cause.CONTRADICTED
    told = in_html(shown)
    beside = f"Claim {moved.number} before its words changed: {given[which]}."
    assert bare(beside) in told
    assert f"{beside[0].lower()}{beside[1:-1]}" in annotator("list", pair.path).stdout
    assert [*pair.findings()] == []


@pytest.mark.parametrize("move", MOVES)
def test_a_verdict_that_is_given_anew_or_settled_stands_in_the_way_no_more(
    pair: Project, move: Move
) -> None:
    moved = both(pair)[1]
    move(pair, moved)
    tags = pair.tags.of_claims([moved.id])
    rulings.settle(pair, moved, tags, Settlement(Verdict.VERIFIED, why="It did."))
    assert not pair.claims.contradicted()
    pair.undo()
    assert len(pair.claims.contradicted()) == 2
    ben = as_another(pair, "Ben")
    claims.tag(ben, [moved.id], Verdict.VERIFIED)
    assert not pair.claims.contradicted()
    ben.undo()
    ben.close()
    claims.tag(pair, [both(pair)[0].id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    assert not pair.claims.contradicted()


def test_what_is_contradicted_by_a_verdict_on_other_words_is_not_settled_with_the_rest(
    pair: Project,
) -> None:
    verified, disputed = both(pair)
    carla = as_another(pair, "Carla")
    claims.tag(carla, [verified.id], Verdict.VERIFIED)
    carla.close()
    _move_away(pair, disputed)
    assert not rulings.agreeing(pair, pair.articles.get(verified.article_id))


def test_claims_that_are_settled_alike_go_out(pair: Project) -> None:
    claims.tag(pair, [both(pair)[0].id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    assert len(build(pair, stated_date=STATED, choices=PUBLIC).articles[0].claims) == 2


def test_the_count_for_the_dialog_names_both(pair: Project) -> None:
    found = tally(pair, PUBLIC)
    assert found.contradicted == 2
    assert [(c.one.number, c.other.number) for c in found.contradictions] == [(1, 2)]
    assert "2 claims here contradict each other" in found.refusal
    assert not tally(pair, ReportChoices()).refusal


@pytest.mark.parametrize("kind", [ReportKind.INTERNAL, ReportKind.CORRECTIONS])
def test_the_desk_reads_of_them_first(pair: Project, kind: ReportKind) -> None:
    set_fields(pair, both(pair)[0], proposed_wording="crime fell by a quarter")
    report = build(pair, stated_date=STATED, choices=ReportChoices(kind))
    first = report.articles[0].attention[0]
    assert first.cause is Cause.CONTRADICTED
    names = ("", "") if kind is ReportKind.CORRECTIONS else (", Anna", ", Ben")
    told = "This claim: Verified{}. Claim 2 on the same words: Disputed{}.".format(*names)
    assert told in first.items[0].sentences
    heading = bare("Two verdicts on the same words")
    for read in (in_html, *IN_ORDER.values()):
        page = read(report)
        assert page.index(heading) < page.index(bare(told))
        assert page.count(heading) == 1
        if kind is ReportKind.CORRECTIONS:
            assert "Anna" not in page


def test_the_count_of_the_report_is_that_of_the_project(pair: Project) -> None:
    article = build(pair, stated_date=STATED).articles[0]
    assert dict(article.counts)[Standing.DIFFERING] == 2
    assert pair.tags.standings()[Standing.DIFFERING] == 2


def test_a_copied_claim_tells_of_the_other(pair: Project) -> None:
    copied = excerpt(pair, both(pair)[0])
    for words in (copied.text, copied.markdown, copied.html):
        assert "Checkers differ" in words
        assert "Claim 2 on the same words: Disputed, Ben." in words


def test_the_command_line_says_why_and_leaves_no_file(
    annotator: Annotator, pair: Project, tmp_path: Path
) -> None:
    asked = ("export", pair.path, "-o", tmp_path / "out.html", "--kind", "public")
    done = annotator(*asked)
    assert done.returncode == 1
    first, *found = done.stderr.splitlines()
    assert first.startswith("A public report cannot say two things about the same words")
    assert found == [f"“{WORDS}”: claim 1 (Verified, Anna), claim 2 (Disputed, Ben)."]
    done = annotator(*asked, "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told["written"] is None
    assert [[c["number"] for c in both] for both in told["contradictions"]] == [[1, 2]]
    assert told["contradictions"][0][1]["verdicts"] == ["disputed"]
    assert not (tmp_path / "out.html").exists()
    listed = annotator("list", pair.path)
    assert "claim 2 on the same words: Disputed, Ben" in listed.stdout
    rows = json.loads(annotator("list", pair.path, "--json").stdout)[0]["claims"]
    assert [(row["standing"], row["contradicts"]) for row in rows] == [
        ("differing", [2]),
        ("differing", [1]),
    ]


@pytest.mark.parametrize("seed", range(12))
def test_no_history_leads_to_a_report_with_two_truths(tmp_path: Path, seed: int) -> None:
    project = make_project(tmp_path / "p.factcheck")
    history = RandomHistory(project, Random(3000 + seed))
    for number in range(40):
        history.act()
        if number % 8 == 7:
            check_reports(project, history.article, tmp_path)
    history.end()
    project.close()


def check_reports(project: Project, article: Article, folder: Path) -> None:
    """Hold reports and counts to what each claim beside each other claim says."""
    expected = oracle.standings(project)
    against = {claim: others for claim, others in oracle.contradictions(project).items() if others}
    internal = build(project, stated_date=STATED).articles[0]
    assert {entry.claim.id: entry.standing for entry in internal.claims} == expected
    assert {e.claim.id: {c.other.id for c in e.against} for e in internal.claims if e.against} == (
        against
    )
    differing = sum(standing is Standing.DIFFERING for standing in expected.values())
    assert dict(internal.counts)[Standing.DIFFERING] == differing
    assert project.tags.standings(article.id)[Standing.DIFFERING] == differing
    assert tally(project, PUBLIC).contradicted == len(against)
    for name, form in FORMS.items():
        target = folder / f"report-{name}"
        try:
            export(project, name, target, stated_date=STATED, choices=PUBLIC, forms=FORMS)
        except ContradictoryReport:
            assert against
            assert not target.exists()
        except InvalidValue:
            assert form.only or form.write_project
        else:
            assert not against
            target.unlink()
    with suppress(AnnotatorError):
        shown = build(project, stated_date=STATED, choices=PUBLIC).articles[0].claims
        for one in shown:
            for other in shown:
                same = oracle.same_words(project, one.claim, other.claim)
                assert not same or one.standing is other.standing
