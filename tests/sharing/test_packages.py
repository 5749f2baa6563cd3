"""Handing articles to a colleague in a file, and merging what comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.articles.model import Article, OriginalFile
from annotator.claims.fields import ClaimWords
from annotator.claims.service import claims, fields, queries, same_claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.errors import Cancelled, InvalidValue, ProjectExists
from annotator.people.model import ContactDetails
from annotator.project import Project
from annotator.sharing.packages import Contents
from annotator.sharing.row_merge import MergeCase, Side
from annotator.sharing.service import merge, packages
from tests.projects import dump, make_article, make_claim, make_clock, marked_again
from tests.sharing.merges import all_to

TOLD = "Zebrafinch"
"""In all that must not leave with a blind package."""


@pytest.fixture
def judged(project: Project) -> Article:
    """An article with a claim of which everything is said that there is to say."""
    article = make_article(project)
    claim = make_claim(project, article)
    claims.tag(project, [claim.id], Verdict.DISPUTED, DisputeReason.CONTRADICTED)
    claims.conclude(project, claim, f"Conclusion {TOLD}", f"Search note {TOLD}")
    claims.note(project, claim, f"Note {TOLD}")
    queries.ask(project, claim, f"Writer {TOLD}", f"Question {TOLD}?")
    queries.log_contact(project, claim, ContactDetails(f"Person {TOLD}"))
    fields.say(project, claim, ClaimWords.PROPOSED_WORDING, f"Better {TOLD}")
    source = SourceDetails(f"Source {TOLD}")
    file = OriginalFile(f"{TOLD}.txt", "text/plain", TOLD.encode())
    evidence.add_evidence(project, claim, source, EvidenceDetails(note=TOLD), (file,))
    make_claim(project, article, "4,000")
    return article


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "for ben.review.sqlite"


def opened(path: Path, name: str) -> Project:
    project = Project.open(path, clock=make_clock())
    project.work_as(name)
    return project


@pytest.fixture
def bens_blind(project: Project, judged: Article, target: Path) -> Iterator[Project]:
    packages.send_for_review(project, target, Contents((judged.id,), blind=True))
    ben = opened(target, "Ben")
    yield ben
    ben.close()


def files_of(path: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(path.parent.glob(path.name + "*")))


def test_a_blind_package_holds_no_judgement_anywhere_in_its_bytes(
    project: Project, judged: Article, target: Path
) -> None:
    packages.send_for_review(project, target, Contents((judged.id,), blind=True))
    data = files_of(target)
    assert TOLD.encode() not in data
    assert b"contradicted" not in data
    assert TOLD.encode("utf-16-le") not in data
    package = Project.open(target)
    rows = dump(package)
    assert {*rows} & {"tags", "notes", "queries", "contacts", "evidence", "sources"} == set()
    assert {*rows} & {"reviews", "rulings", "comments", "coverage"} == set()
    assert [claim.status for claim in package.claims.of_article(judged.id)] == ["open", "open"]
    assert len(package.highlights.of_version(judged.version.id)) == 2
    assert [*package.findings()] == []
    package.close()


def test_a_blind_package_may_leave_the_highlights_out(
    project: Project, judged: Article, target: Path
) -> None:
    packages.send_for_review(project, target, Contents((judged.id,), blind=True, highlights=False))
    package = Project.open(target)
    assert package.claims.of_article(judged.id) == []
    assert package.articles.text(judged.version.id) == project.articles.text(judged.version.id)
    package.close()


def test_an_open_package_shows_the_tags_and_says_what_it_is(
    project: Project, judged: Article, target: Path
) -> None:
    packages.send_for_review(project, target, Contents((judged.id,), notes=True))
    package = Project.open(target)
    claim = package.claims.of_article(judged.id)[0]
    assert [t.verdict for t in package.tags.of_claims([claim.id])] == [Verdict.DISPUTED]
    assert [n.body for n in package.people.notes(claim.id)] == [f"Note {TOLD}"]
    assert len(package.evidence.of_claims([claim.id])) == 1
    said = packages.package_of(package)
    assert said is not None
    assert (said.sender, said.articles, said.blind) == ("Anna", (judged.metadata.title,), False)
    assert packages.package_of(project) is None
    package.close()


def test_claims_that_are_kept_apart_are_so_in_an_open_package(
    project: Project, judged: Article, target: Path
) -> None:
    other = marked_again(project, judged, "fell by a third")
    (pair,) = same_claims.find_same_claims(project).overlapping
    assert other.id in pair.ids
    same_claims.keep_apart(project, pair.ids)
    packages.send_for_review(project, target, Contents((judged.id,)))
    ben = opened(target, "Ben")
    kept = [[claim.id for claim in two] for two in same_claims.kept_apart(ben, judged.id)]
    assert kept == [sorted(pair.ids)]
    assert not same_claims.find_same_claims(ben).overlapping
    ben.close()


def test_confidential_sources_go_along_only_if_that_is_said(
    project: Project, judged: Article, target: Path, tmp_path: Path
) -> None:
    claim = project.claims.of_article(judged.id)[1]
    hidden = SourceDetails("Deep Heron", confidential=True, code_name="H")
    evidence.add_evidence(project, claim, hidden, EvidenceDetails(note="Heron said so"))
    queries.log_contact(
        project, claim, ContactDetails("Grey Heron", confidential=True, code_name="G")
    )
    queries.ask(project, claim, "grey Heron", "Heron, was it so?")
    contents = Contents((judged.id,), notes=True)
    assert packages.left_out(packages.secrets_of(project), contents) == 3
    packages.send_for_review(project, target, contents)
    assert b"Heron" not in files_of(target)
    asked = tmp_path / "all.review.sqlite"
    packages.send_for_review(project, asked, Contents((judged.id,), notes=True, confidential=True))
    assert b"Grey Heron" in files_of(asked)
    assert b"Deep Heron" in files_of(asked)


def test_what_comes_back_is_merged_and_only_that(
    project: Project, judged: Article, bens_blind: Project, tmp_path: Path
) -> None:
    mine = dump(project)
    claim = bens_blind.claims.of_article(judged.id)[0]
    claims.tag(bens_blind, [claim.id], Verdict.VERIFIED)
    found = make_claim(bens_blind, judged, "It rose")
    claims.tag(bens_blind, [found.id], Verdict.UNSUPPORTED)
    reply = tmp_path / "back.review.sqlite"
    said = packages.send_back(bens_blind, reply)
    assert (said.sender, said.is_reply) == ("Ben", True)

    planned = merge.plan(project, reply)
    assert planned.conflicts == ()
    merge.merge(project, planned, {})
    tags = {t.checker: t.verdict for t in project.tags.of_claims([claim.id])}
    assert tags == {"Anna": Verdict.DISPUTED, "Ben": Verdict.VERIFIED}
    assert project.claims.get(claim.id).proposed_wording == f"Better {TOLD}"
    assert project.claims.get(found.id).number == 3
    assert [*project.findings()] == []
    assert [c.label for c in project.history.page(limit=1)] == ["Merge “back.review.sqlite”"]
    assert not merge.plan(project, reply).changes_anything
    project.undo()
    assert dump(project) == mine


def test_what_is_confidential_in_a_reply_is_counted_before_it_goes(bens_blind: Project) -> None:
    ben = bens_blind
    (claim, *_) = ben.claims.of_article(ben.articles.page()[0].id)
    claims.tag(ben, [claim.id], Verdict.VERIFIED)
    evidence.add_evidence(ben, claim, SourceDetails("Open"), EvidenceDetails())
    assert packages.confidential_in_reply(ben) == 0
    secret = SourceDetails("Deep", confidential=True, code_name="HERON")
    evidence.add_evidence(ben, claim, secret, EvidenceDetails())
    mara = ContactDetails("Mara Voss", confidential=True, code_name="PLOVER")
    queries.log_contact(ben, claim, mara)
    queries.ask(ben, claim, "Mara Voss", "Who was there?")
    assert packages.confidential_in_reply(ben) == 3


def test_the_whole_package_can_be_merged_instead_of_a_reply(
    project: Project, judged: Article, bens_blind: Project
) -> None:
    claim = bens_blind.claims.of_article(judged.id)[0]
    claims.tag(bens_blind, [claim.id], Verdict.VERIFIED)
    planned = merge.plan(project, bens_blind.path)
    assert {m.key[0] for m in planned.of_case(MergeCase.NEW)} == {"checkers", "tags"}
    merge.merge(project, planned, {})
    assert [*project.findings()] == []


def test_both_sides_of_a_conflict_are_shown_with_what_was_before(
    project: Project, judged: Article, target: Path
) -> None:
    packages.send_for_review(project, target, Contents((judged.id,)))
    ben = opened(target, "Ben")
    claim = ben.claims.of_article(judged.id)[0]
    fields.say(ben, claim, ClaimWords.SPEAKER, "The mayor")
    fields.say(project, claim, ClaimWords.SPEAKER, "The council")
    planned = merge.plan(project, target)
    (key,) = planned.conflicts
    (meeting,) = planned.of_case(MergeCase.CONFLICT)
    assert meeting.contested == {"speaker"}
    assert meeting.ours is not None
    assert meeting.theirs is not None
    assert (meeting.ours["speaker"], meeting.theirs["speaker"]) == ("The council", "The mayor")
    before = planned.ancestors[key]
    assert before is not None
    assert before["speaker"] == ""
    merge.merge(project, planned, all_to(planned, Side.THEIRS))
    assert project.claims.get(claim.id).speaker == "The mayor"
    assert merge.plan(project, target).conflicts == ()
    ben.close()


def test_nothing_is_sent_back_from_what_is_no_package_or_untouched(
    project: Project, judged: Article, target: Path, tmp_path: Path
) -> None:
    with pytest.raises(InvalidValue, match="not a package"):
        packages.send_back(project, tmp_path / "back.sqlite")
    packages.send_for_review(project, target, Contents((judged.id,)))
    package = opened(target, "Ben")
    with pytest.raises(InvalidValue, match="nothing was done"):
        packages.send_back(package, tmp_path / "back.sqlite")
    package.close()
    assert not (tmp_path / "back.sqlite").exists()


def test_a_package_is_whole_or_not_there(project: Project, judged: Article, target: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        packages.send_for_review(project, target, Contents((judged.id,)), stop)
    assert [*target.parent.glob("for ben*")] == []
    target.write_text("mine")
    with pytest.raises(ProjectExists):
        packages.send_for_review(project, target, Contents((judged.id,)))
    assert target.read_text() == "mine"
    with pytest.raises(InvalidValue, match="choose"):
        packages.send_for_review(project, target, Contents(()))
