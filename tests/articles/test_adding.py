"""Bringing articles in, and saying what they are."""

import pytest

from annotator.articles.model import Article, Draft, Metadata, OriginalFile
from annotator.articles.service import add_article, confirm_draft, describe_article
from annotator.kernel.errors import InvalidValue, NotFound, UnusableCharacters
from annotator.project import Project
from tests.projects import TEXT, make_article

PAGE = OriginalFile("page.html", "text/html", b"<p>Crime fell.</p>")


def add(project: Project, draft: Draft) -> Article:
    return project.articles.get(add_article(project, draft).change.place.article_id)


def test_an_article_says_what_was_brought_in(project: Project) -> None:
    metadata = Metadata("T", "B", "O", "https://x.example", "5 May", "en")
    article = add(project, Draft(TEXT, metadata, frozenset({"byline"}), PAGE, "utf-8"))
    assert (article.metadata, article.found, article.file_name) == (
        metadata,
        frozenset({"byline"}),
        "page.html",
    )
    assert (article.version.number, article.version.encoding) == (1, "utf-8")
    assert project.articles.text(article.version.id) == TEXT


def test_the_file_an_article_came_from_is_kept(project: Project) -> None:
    article = add(project, Draft(TEXT, original=PAGE))
    (file,) = project.evidence.of_version(article.version.id)
    assert project.evidence.content(file.sha256) == PAGE.data


def test_the_same_text_twice_is_two_articles_and_one_text(project: Project) -> None:
    first, second = make_article(project), make_article(project)
    assert (first.number, second.number, project.articles.count()) == (1, 2, 2)
    assert project._file.value("SELECT count(*) FROM texts") == 1


def test_articles_are_found_by_their_numbers(project: Project, article: Article) -> None:
    assert project.articles.numbered(1) == article
    with pytest.raises(NotFound, match="Article 2 is not in this project"):
        project.articles.numbered(2)


def test_articles_come_in_pages(project: Project) -> None:
    made = [make_article(project, title=f"Article {n}") for n in range(5)]
    assert project.articles.page(1, 3) == made[1:4]
    assert project.articles.page() == made


def test_the_step_is_called_by_the_article_s_name(project: Project) -> None:
    assert add_article(project, Draft(TEXT, original=PAGE)).change.label == "Add “page.html”"


def test_what_a_person_says_of_an_article_is_confirmed(project: Project) -> None:
    article = add(project, Draft(TEXT, Metadata("Found"), frozenset({"title"})))
    describe_article(project, article, Metadata("Said"))
    described = project.articles.get(article.id)
    assert (described.heading, described.found) == ("Said", frozenset())


def test_an_address_that_is_none_is_refused(project: Project, article: Article) -> None:
    with pytest.raises(InvalidValue, match="URL"):
        describe_article(project, article, Metadata(url="javascript:alert(1)"))


@pytest.mark.parametrize("field", list(Metadata.__dataclass_fields__))
def test_what_cannot_be_kept_is_refused_in_every_field(
    project: Project, article: Article, field: str
) -> None:
    with pytest.raises((UnusableCharacters, InvalidValue)):
        describe_article(project, article, Metadata(**{field: "https://x\x00"}))


def test_a_title_found_in_a_page_that_cannot_be_kept_is_refused(project: Project) -> None:
    with pytest.raises(UnusableCharacters):
        add_article(project, Draft(TEXT, Metadata("half a \ud83d")))
    assert project.articles.count() == 0


def test_an_article_from_a_file_whose_name_is_no_text_is_kept(project: Project) -> None:
    article = add(project, Draft(TEXT, original=OriginalFile("b\udce4r.txt", "text/plain", b"x")))
    assert article.file_name == "b?r.txt"


def test_describing_an_article_that_is_gone_says_so(project: Project, article: Article) -> None:
    project.undo()
    with pytest.raises(NotFound, match="This article"):
        describe_article(project, article, Metadata("Said"))


def test_what_a_person_has_set_in_a_draft_is_no_longer_a_guess() -> None:
    draft = Draft(TEXT, Metadata("Found", "Found"), frozenset({"title", "byline"}))
    said = confirm_draft(draft, title="Said", byline="")
    assert (said.metadata, said.found) == (
        Metadata("Said", "Found"),
        frozenset({"byline"}),
    )
