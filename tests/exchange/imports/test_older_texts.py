"""A verdict of a file that was made before the text changed holds in no changed sentence."""

from pathlib import Path

import pytest

from annotator.articles.model import Article
from annotator.claims.service.claims import tag
from annotator.claims.verdicts import Standing, Verdict
from annotator.exchange.formats.reader import read_bytes
from annotator.exchange.model import ImportedText
from annotator.exchange.service.plan import ImportChoices
from annotator.project import Project
from annotator.reports.service.formats import export
from tests.exchange.formats.jobs import STATED
from tests.exchange.imports.foreign import bring, foreign, on
from tests.projects import TEXT, make_claim
from tests.revisions.drafts import revise
from tests.sharing.merges import copy

CHANGED = TEXT.replace("The mayor said", "Nobody in the town hall ever said")
MOVED = f"Rain came.\n\n{TEXT}"
DRAFTS = pytest.mark.parametrize(
    ("draft", "expected"), [(CHANGED, Standing.OUTDATED), (MOVED, Standing.VERIFIED)]
)


def standing(project: Project, article: Article) -> Standing:
    (claim,) = project.claims.of_article(article.id)
    row = project.claims.row(claim.id)
    assert row is not None
    return row.standing


@DRAFTS
@pytest.mark.parametrize("own", [TEXT, f"{TEXT}Sunny.\n", ""])
def test_a_verdict_holds_where_the_sentence_reads_as_its_author_saw_it(
    project: Project, article: Article, draft: str, expected: Standing, own: str
) -> None:
    revise(project, article, draft)
    file = foreign(
        on(verdict="verified", text_key="a text" if own else ""),
        texts=(ImportedText("a text", own),) if own else (),
    )
    planned = bring(project, file, ImportChoices(article.id, adds_articles=False))
    assert standing(project, article) is expected
    (item,) = planned.arrivals
    told = any("has to be confirmed" in remark for remark in item.remarks)
    assert told is (expected is Standing.OUTDATED)
    assert [*project.findings()] == []


@DRAFTS
@pytest.mark.parametrize(
    "form",
    ["brat", "doccano", "label-studio", "w3c", "refi", "hypothesis", "csv", "xlsx", "quotes"],
)
def test_what_was_exported_before_a_new_version_comes_back_after_it(
    project: Project, article: Article, tmp_path: Path, form: str, draft: str, expected: Standing
) -> None:
    other = copy(project, tmp_path / "other.factcheck", "Ben")
    tag(other, [make_claim(other, article).id], Verdict.VERIFIED)
    target = tmp_path / "file"
    export(other, form, target, stated_date=STATED)
    other.close()
    revise(project, article, draft)
    file = read_bytes(target.read_bytes(), target.name)
    bring(project, file, ImportChoices(article.id))
    assert standing(project, article) is expected


def test_words_of_the_newest_version_alone_were_judged_there(
    project: Project, article: Article
) -> None:
    revise(project, article, CHANGED)
    bring(project, foreign(on("Nobody in the town hall", verdict="verified")))
    assert standing(project, article) is Standing.VERIFIED


@pytest.mark.parametrize(
    ("prefix", "suffix", "expected"),
    [
        ("Nobody in the town hall said on Monday that ", " by a third.", Standing.OUTDATED),
        ("The mayor said on Monday that ", " by a tenth.", Standing.OUTDATED),
        ("said  on\nMonday, that", " by\u00a0a third. Other words of the page", Standing.VERIFIED),
        ("A caption. The mayor said on Monday that", "", Standing.VERIFIED),
        ("", "", Standing.VERIFIED),
    ],
)
def test_words_quoted_around_a_place_are_the_sentence_that_was_judged(
    project: Project, article: Article, prefix: str, suffix: str, expected: Standing
) -> None:
    annotation = on("crime fell", verdict="verified", prefix=prefix, suffix=suffix)
    bring(project, foreign(annotation))
    assert standing(project, article) is expected
