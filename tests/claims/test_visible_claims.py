"""Claims of white space alone cannot be made; files that hold such claims go on as ever."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import anchor
from annotator.claims.service import claims, places
from annotator.claims.verdicts import Verdict
from annotator.exchange.service.plan import ImportChoices
from annotator.kernel.errors import NothingVisible
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.archive.jsons import exported, restored
from tests.exchange.imports.foreign import bring, foreign, on
from tests.projects import dump, make_article, make_claim

SIGNS = (" ", "\n\n", "\u00a0", "\u3000", "\u200b", "\u00ad", "\ufeff\u2060", "\t \u2009")
Act = Callable[[Project, Article, Claim, Span], object]
ACTS: dict[str, Act] = {
    "mark": lambda p, a, _c, s: claims.mark(p, a, s),
    "tag": lambda p, a, _c, s: claims.tag_span(p, a, s, Verdict.VERIFIED),
    "add": lambda p, a, c, s: places.add_places(p, c, a.version, [s]),
    "move": lambda p, _a, c, s: places.move_place(p, p.highlights.of_claim(c.id)[0], s),
    "split": lambda p, _a, c, s: places.split(p, p.highlights.of_claim(c.id)[0], s),
}


def between(project: Project, signs: str) -> tuple[Article, Claim, Span]:
    """An article in which signs stand within a claim, and where they stand."""
    article = make_article(project, f"One and .{signs}. two and three.", "Between")
    claim = make_claim(project, article, f"and .{signs}. two")
    return article, claim, Span(9, 9 + len(signs))


@pytest.mark.parametrize("signs", SIGNS)
@pytest.mark.parametrize("name", ACTS)
def test_no_act_makes_a_claim_that_nobody_can_see(project: Project, name: str, signs: str) -> None:
    article, claim, span = between(project, signs)
    before = dump(project)
    with pytest.raises(NothingVisible, match="only white space or invisible characters"):
        ACTS[name](project, article, claim, span)
    assert dump(project) == before


@pytest.mark.parametrize("signs", [" ", "\u200b", "\u3000\n"])
def test_marking_leaves_out_what_cannot_be_seen_at_the_ends(project: Project, signs: str) -> None:
    article = make_article(project, f"One{signs}two{signs}three", "Around")
    outcome = claims.mark(project, article, Span(3, 6 + 2 * len(signs)))
    (place,) = project.highlights.of_claim(outcome.change.place.claim_id)
    assert place.quote == "two"


@pytest.mark.parametrize("signs", SIGNS)
def test_an_import_leaves_out_what_nobody_can_see_and_says_why(
    project: Project, signs: str
) -> None:
    article, claim, span = between(project, signs)
    said = on(quote=signs, offsets=((span.start, span.end),), prefix=".", suffix=".")
    planned = bring(project, foreign(said), ImportChoices(article.id))
    assert [left.why for left in planned.left_out] == [
        "It covers only white space or invisible characters."
    ]
    assert [c.id for c in project.claims.of_article(article.id)] == [claim.id]


def test_a_file_that_holds_such_a_claim_opens_and_is_read_back(
    project: Project, tmp_path: Path
) -> None:
    article, _, span = between(project, "\u3000")
    text = project.articles.text(article.version.id)
    with project.change("Mark a claim") as under_way:
        old = under_way.claims.add(article.id, project.now())
        under_way.highlights.add(old, article.version.id, anchor(text, span))
    assert list(project.findings()) == []
    with restored(exported(project), tmp_path) as again:
        (place,) = again.highlights.of_claim(old)
        assert place.quote == "\u3000"
        again.work_as("Ben")
        claims.tag(again, [old], Verdict.VERIFIED)
