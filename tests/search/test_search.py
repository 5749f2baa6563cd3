"""Search: in any script, and whatever the user types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.service.claims import conclude, note, tag
from annotator.claims.service.queries import ask, log_contact
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service.evidence import add_evidence
from annotator.people.model import ContactDetails
from annotator.project import Project
from annotator.search.model import HitKind
from tests.kernel.texts import moderate, texts
from tests.projects import make_article, state


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
    article: Article,
    words: str,
) -> None:
    assert kinds(project, words) == [HitKind.ARTICLE]


@pytest.mark.parametrize(
    "words", ["", "  ", "…", "fell rose nowhere", "犯罪 nowhere", "मी", "rimes"]
)
def test_what_is_not_there_is_not_found(project: Project, article: Article, words: str) -> None:
    assert kinds(project, words) == []


def test_letters_with_marks_of_their_own_are_one_word(project: Project) -> None:
    make_article(project, "क ष त")
    assert kinds(project, "क्षत") == []


@pytest.mark.parametrize("words", ['crime" OR "nowhere', "crime NOT fell", "text:crime", "-crime"])
def test_operators_are_words_like_others(project: Project, article: Article, words: str) -> None:
    assert kinds(project, words) in ([], [HitKind.TITLE, HitKind.ARTICLE])


@pytest.mark.parametrize("words", ["100%", "50_", "市%", "市_", "市' OR 1=1 --", "市\\"])
def test_signs_that_mean_something_to_a_database_mean_nothing(project: Project, words: str) -> None:
    make_article(project, "Nothing of the kind.", title="")
    assert kinds(project, words) == []


@moderate
@given(words=st.text(max_size=20) | texts)
def test_nothing_that_is_typed_breaks_the_search(
    project: Project,
    claim: Claim,
    words: str,
) -> None:
    project.search.find(words)


def test_a_word_that_is_finished_is_not_taken_for_a_beginning(
    project: Project,
    article: Article,
) -> None:
    assert kinds(project, "owner ") == []


@pytest.mark.parametrize("words", ["rime", "wners", "000", "hird", "罪率下"])
def test_words_are_found_inside_of_others(project: Project, article: Article, words: str) -> None:
    assert HitKind.ARTICLE in kinds(project, words)


def test_texts_the_index_leads_to_come_before_others(project: Project) -> None:
    for words in ("Underground.", "The ground."):
        make_article(project, words, title="")
    by_index = project.search.in_texts("ground", 9, indexed=True)
    others = project.search.in_texts("ground", 9, indexed=False)
    assert [hit.words for hit in (*by_index, *others)] == ["The ground.", "Underground."]
    assert project.search.of_kind(HitKind.ARTICLE, "ground") == [*by_index, *others]


def test_the_very_accents_that_were_typed_come_first(project: Project) -> None:
    for words in ("resume", "résumé", "Re\u0301sume\u0301"):
        make_article(project, words, title=words)
    for kind in (HitKind.TITLE, HitKind.ARTICLE):
        found = [hit.words for hit in project.search.of_kind(kind, "résumé")]
        assert found == ["résumé", "Re\u0301sume\u0301", "resume"]


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


def test_everything_that_hangs_on_a_claim_is_found(project: Project, claim: Claim) -> None:
    tag(project, [claim.id], Verdict.UNSUPPORTED)
    conclude(project, claim, "No zebra was seen.", "Asked the zoo for zebras.")
    add_evidence(
        project,
        claim,
        SourceDetails("Zoo list"),
        EvidenceDetails(quotation="Zebra: none.", note="See the zebra page."),
    )
    ask(project, claim, "Zoo", "Which zebra?")
    log_contact(project, claim, ContactDetails("The keeper", answer="A zebra!"))
    found = [(hit.kind, hit.claim_id) for hit in project.search.find("zebra")]
    kinds_found = (HitKind.TAG, HitKind.QUERY, HitKind.CONTACT, HitKind.EVIDENCE)
    assert found == [(kind, claim.id) for kind in kinds_found]


def test_a_claim_is_found_once_by_its_quote(project: Project, claim: Claim) -> None:
    (hit,) = project.search.of_kind(HitKind.CLAIM, "crime third")
    assert (hit.claim_id, hit.words) == (claim.id, "crime fell by a third")
    assert hit.where == "Claim 1 · Crime falls"
    assert project.search.of_kind(HitKind.CLAIM, "mayor") == []


def test_every_place_in_a_text_is_known_by_its_code_points(project: Project) -> None:
    text = "👩🏽‍🍳 café one.\n" * 3
    make_article(project, text, title="")
    hits = project.search.of_kind(HitKind.ARTICLE, "cafe one")
    assert [hit.place.of(text) for hit in hits if hit.place] == ["café one"] * 3
    assert len({hit.place for hit in hits}) == 3
    assert all([mark.of(hit.words) for mark in hit.marks] == ["café", "one"] for hit in hits)


@pytest.mark.parametrize("words", ["hird", "CRIME  third", "a\u00a0third"])
def test_a_claim_is_found_by_its_quote_however_it_is_typed(
    project: Project, claim: Claim, words: str
) -> None:
    for here in ("", claim.article_id, "elsewhere"):
        [hit] = project.search.of_kind(HitKind.CLAIM, words, article_id=here)
        assert hit.claim_id == claim.id


def test_what_is_in_the_article_at_hand_comes_first(project: Project) -> None:
    made = [make_article(project, "One zebra.", title=f"Zoo {n}") for n in range(3)]
    for kind in (HitKind.TITLE, HitKind.ARTICLE):
        words = "zoo" if kind is HitKind.TITLE else "zebra"
        hits = project.search.of_kind(kind, words, article_id=made[1].id)
        assert [hit.article_id for hit in hits] == [made[1].id, made[0].id, made[2].id]


@moderate
@given(typed=st.text(max_size=12))
def test_nothing_that_is_typed_breaks_looking_up(
    project: Project, claim: Claim, typed: str
) -> None:
    project.search.articles_like(typed, 10)
    project.search.claims_like(typed, claim.article_id, 10)


@pytest.mark.parametrize("typed", ["crf", "falls crime", "CRIME"])
def test_articles_are_looked_up_by_letters(project: Project, article: Article, typed: str) -> None:
    assert [found.article_id for found in project.search.articles_like(typed, 10)] == [article.id]
    assert project.search.articles_like(typed + "q", 10) == []


def test_a_claim_is_looked_up_by_its_number(project: Project, claim: Claim) -> None:
    found = project.search.claim_numbered(claim.article_id, claim.number)
    assert found is not None
    assert (found.claim_id, found.words) == (claim.id, "crime fell by a third")
    assert project.search.claim_numbered(claim.article_id, 99) is None
