"""Search: in any script, and whatever the user types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.articles import Article
from annotator.domain.claims import Claim
from annotator.domain.evidence import EvidenceDetails, SourceDetails
from annotator.domain.search import HitKind
from annotator.services.annotating import note
from annotator.services.project import Project
from annotator.services.sourcing import add_evidence
from tests.domain.texts import moderate, texts
from tests.services.projects import make_article, state


def kinds(project: Project, words: str) -> list[HitKind]:
    return [hit.kind for hit in project.search.find(words)]


@pytest.mark.parametrize(
    "words",
    ["CRIME fell", "cafe", "Café", "Núñez", "הפשיעה", "हिन्दी", "हिन", "رئيس", "4,000", "thi"],
)
def test_words_of_any_script_are_found(project: Project, article: Article, words: str) -> None:
    assert [hit.article_id for hit in project.search.find(words)] == [article.id] * len(
        kinds(project, words)
    )
    assert HitKind.ARTICLE in kinds(project, words)


@pytest.mark.parametrize("words", ["犯罪率", "市长", "下降", "犯罪 fell", "市长 犯罪率"])
def test_words_of_scripts_without_spaces_are_found(
    project: Project,
    article: Article,  # noqa: ARG001
    words: str,
) -> None:
    assert kinds(project, words) == [HitKind.ARTICLE]


@pytest.mark.parametrize(
    "words", ["", "  ", "…", "fell rose nowhere", "犯罪 nowhere", "मी", "rime"]
)
def test_what_is_not_there_is_not_found(project: Project, article: Article, words: str) -> None:  # noqa: ARG001
    assert kinds(project, words) == []


def test_letters_with_marks_of_their_own_are_one_word(project: Project) -> None:
    make_article(project, "क ष त")
    assert kinds(project, "क्षत") == []


@pytest.mark.parametrize("words", ['crime" OR "nowhere', "crime NOT fell", "text:crime", "-crime"])
def test_operators_are_words_like_others(project: Project, article: Article, words: str) -> None:  # noqa: ARG001
    assert kinds(project, words) in ([], [HitKind.TITLE, HitKind.ARTICLE])


@pytest.mark.parametrize("words", ["100%", "50_", "市%", "市_", "市' OR 1=1 --", "市\\"])
def test_signs_that_mean_something_to_a_database_mean_nothing(project: Project, words: str) -> None:
    make_article(project, "Nothing of the kind.", title="")
    assert kinds(project, words) == []


@moderate
@given(words=st.text(max_size=20) | texts)
def test_nothing_that_is_typed_breaks_the_search(
    project: Project,
    claim: Claim,  # noqa: ARG001
    words: str,
) -> None:
    project.search.find(words)


def test_a_word_that_is_finished_is_not_taken_for_a_beginning(
    project: Project,
    article: Article,  # noqa: ARG001
) -> None:
    assert kinds(project, "owner ") == []


def test_claims_notes_and_sources_are_found(project: Project, claim: Claim) -> None:
    state(project, claim, "A zebra fell.")
    note(project, claim, "Which zebra? 斑马")
    add_evidence(project, claim, SourceDetails("The zebra 斑马 times"), EvidenceDetails())
    found = [(hit.kind, hit.claim_id) for hit in project.search.find("zebra")]
    assert found == [
        (HitKind.CLAIM, claim.id),
        (HitKind.NOTE, claim.id),
        (HitKind.SOURCE, ""),
    ]
    assert kinds(project, "斑马") == [HitKind.NOTE, HitKind.SOURCE]


def test_what_was_undone_is_found_no_more(project: Project, claim: Claim) -> None:
    state(project, claim, "A zebra fell.")
    project.undo()
    assert kinds(project, "zebra") == []
    project.redo()
    assert kinds(project, "zebra") == [HitKind.CLAIM]


def test_no_more_is_found_of_a_kind_than_asked_for(project: Project) -> None:
    for number in range(3):
        make_article(project, f"Text {number}", title=f"Zebra {number}")
    assert len(project.search.find("zebra", limit=2)) == 2


def test_an_undone_article_is_not_found(project: Project) -> None:
    make_article(project, "One zebra.", title="")
    project.undo()
    assert kinds(project, "zebra") == []
