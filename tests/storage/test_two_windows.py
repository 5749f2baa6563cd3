"""Two windows, or two programs, on one project file."""

import threading

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.service.claims import note, tag
from annotator.claims.verdicts import Verdict
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import ProjectBusy
from annotator.project import Project
from tests.projects import as_another, dump, make_claim


def test_a_window_notices_that_another_has_written(
    project: Project, claim: Claim, bens: Project
) -> None:
    before = project.data_version()
    note(bens, claim, "Look.")
    assert project.data_version() != before


def test_a_window_s_own_writing_is_no_news_to_it(project: Project, claim: Claim) -> None:
    before = project.data_version()
    note(project, claim, "Look.")
    assert project.data_version() == before


def test_a_window_learns_what_another_has_changed(
    project: Project, claim: Claim, bens: Project
) -> None:
    seen = project.history.latest_seq()
    done: list[Outcome] = [note(bens, claim, "Look."), tag(bens, [claim.id], Verdict.VERIFIED)]
    assert project.history.since(seen) == done


def test_both_windows_see_the_same(project: Project, claim: Claim, bens: Project) -> None:
    tag(bens, [claim.id], Verdict.VERIFIED)
    note(project, claim, "Yes.")
    assert dump(project) == dump(bens)


def test_claims_marked_in_two_windows_get_numbers_of_their_own(
    project: Project, article: Article, bens: Project
) -> None:
    windows = (project, bens, project, bens)
    quotes = ("Café", "crime", "Monday", "mayor")
    made = [make_claim(w, article, q).number for w, q in zip(windows, quotes, strict=True)]
    assert made == [1, 2, 3, 4]


def test_the_same_words_marked_in_two_windows_are_one_claim(
    project: Project, claim: Claim, bens: Project
) -> None:
    article = project.articles.get(claim.article_id)
    assert make_claim(bens, article).id == claim.id


def test_one_person_in_two_windows_is_one_person(project: Project) -> None:
    window = as_another(project, "Anna")
    assert window.checker == project.checker
    window.close()


def test_a_second_connection_works_as_the_same_person(project: Project) -> None:
    window = project.another()
    assert window.checker == project.checker
    window.close()


def test_reading_goes_on_while_another_writes(project: Project, claim: Claim) -> None:
    reader = project.another()
    with project.change("A long step") as under_way:
        under_way.writer.update("claims", claim.id, {"statement": "Not yet."})
        assert reader.claims.get(claim.id).statement == ""
    assert reader.claims.get(claim.id).statement == "Not yet."
    reader.close()


def test_writing_waits_only_as_long_as_it_is_told_to(project: Project, claim: Claim) -> None:
    hasty = Project.open(project.path, patience=0.05)
    hasty.checker = project.checker
    with project.change("A long step"), pytest.raises(ProjectBusy, match="try again"):
        note(hasty, claim, "Now!")
    note(hasty, claim, "Now!")
    assert len(project.people.notes(claim.id)) == 1
    hasty.close()


def test_many_threads_writing_at_once_lose_nothing(project: Project, article: Article) -> None:
    claim = make_claim(project, article)

    def write(name: str) -> None:
        window = as_another(project, name)
        for n in range(10):
            note(window, claim, f"{name} {n}")
        window.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("Ben", "Cleo", "Dan")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(project.people.notes(claim.id)) == 30
    assert list(project.findings()) == []
