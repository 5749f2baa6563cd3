"""What was judged stays what was judged when files are merged, upgraded apart, or made one."""

import shutil
from pathlib import Path

from annotator.articles import service
from annotator.claims.fields import Claim
from annotator.claims.highlights import find_quote, places_of
from annotator.claims.judged_words import are_other_words
from annotator.claims.service import claims, places
from annotator.claims.verdicts import Verdict
from annotator.kernel.changes import ChangePlace
from annotator.project import Project
from annotator.storage import changes
from annotator.storage.project_file import PATIENCE, ProjectFile
from tests.projects import TEXT, dump, make_article, make_claim, make_project
from tests.sharing.merges import copy, take
from tests.storage import older

LONGER = "Crime fell by a third.\n\nCafé owners"


def stale(project: Project, claim: Claim) -> set[str]:
    here = places_of(project.highlights.of_claim(claim.id))
    tags = project.tags.of_claims([claim.id])
    return {tag.checker for tag in tags if are_other_words(tag.given_on, here)}


def judged(project: Project, claim: Claim) -> list[str]:
    """The words that were judged, tag by tag."""
    tags = project.tags.of_claims([claim.id])
    return [" … ".join(place.quote for place in tag.given_on or ()) for tag in tags]


def move_before_upgrade(path: Path) -> None:
    """Move the words of claim 1 in a file of the first version, as somebody did then."""
    end = len(LONGER)
    words = {"quote": LONGER, "prefix": "", "suffix": older.TEXT[end : end + 32]}
    file = ProjectFile(path, read_only=False, patience=PATIENCE)
    with changes.change(file, "Move a highlight of claim 1", older.ANNA, older.NOW) as under_way:
        span = {"start": 0, "end": end, "reach": end.bit_length()}
        under_way.writer.update("highlights", "of claim 1", {**span, **words})
        under_way.describe(under_way.change.label, ChangePlace(older.ARTICLE, "claim 1"))
    file.close()


def test_files_that_were_upgraded_apart_agree_on_the_words_judged(tmp_path: Path) -> None:
    first, second = tmp_path / "a.factcheck", tmp_path / "b.factcheck"
    older.first_version(first)
    shutil.copy(first, second)
    move_before_upgrade(first)
    annas, bens = Project.open(first), Project.open(second)
    claim, other = annas.claims.of_article(older.ARTICLE)
    assert judged(annas, claim) == [LONGER]
    assert judged(bens, claim) == [older.QUOTES[0]]
    third = copy(bens, tmp_path / "c.factcheck")
    take(annas, bens)
    take(third, annas)
    take(bens, third)
    for project in (annas, bens, third):
        assert judged(project, claim) == [older.QUOTES[0]]
        assert stale(project, claim) == {"Anna"}
        assert stale(project, other) == set()
        assert [*project.findings()] == []
    for project in (annas, bens, third):
        project.close()


def test_one_moved_the_words_and_the_other_judged_them(project: Project, tmp_path: Path) -> None:
    claim = make_claim(project, make_article(project))
    bens = copy(project, tmp_path / "ben.factcheck", "Ben")
    (place,) = project.highlights.of_claim(claim.id)
    places.move_place(project, place, find_quote(TEXT, "crime fell"))
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    claims.tag(bens, [claim.id], Verdict.VERIFIED)
    take(project, bens)
    take(bens, project)
    for one in (project, bens):
        assert stale(one, claim) == {"Ben"}
        assert [*one.findings()] == []
    assert dump(project) == dump(bens)
    bens.close()


def test_verdicts_stand_on_the_article_that_stayed(project: Project, tmp_path: Path) -> None:
    bens = make_project(tmp_path / "ben.factcheck", "Ben")
    there = make_article(bens)
    early = make_claim(bens, there)
    claims.tag(bens, [early.id], Verdict.VERIFIED)
    here = make_article(project)
    take(project, bens)
    service.join_articles(project, there.id, here.id)
    assert stale(project, early) == set()
    late = make_claim(bens, there, "It rose")
    claims.tag(bens, [late.id], Verdict.VERIFIED)
    take(project, bens)
    take(bens, project)
    for one in (project, bens):
        assert [stale(one, claim) for claim in (early, late)] == [set(), set()]
        tags = one.tags.of_claims([early.id, late.id])
        assert {p.version_id for tag in tags for p in tag.given_on or ()} == {here.version.id}
        assert [*one.findings()] == []
    assert dump(project) == dump(bens)
    bens.close()
