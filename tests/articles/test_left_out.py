"""The parts of a file that a text lacks: told in words, and kept with the version."""

import pytest

from annotator.articles import service
from annotator.articles.left_out import in_words, kept_column, read_column
from annotator.articles.model import Draft, LeftOut, LeftOutKind
from annotator.project import Project

CAPTION = LeftOut(LeftOutKind.CAPTION, "Divers at the quay", 4)
CONTENTS = LeftOut(LeftOutKind.CONTENTS, "1 Quay\n2 Ferry", 9)
SIGNS = LeftOut(LeftOutKind.CONTROL_CHARACTERS, "", 12, 7)


def test_the_kinds_are_told_with_their_numbers() -> None:
    assert in_words([CAPTION, CONTENTS, CAPTION, SIGNS, CAPTION]) == (
        "3 captions, 1 table of contents, 7 control characters"
    )
    assert in_words([]) == ""


@pytest.mark.parametrize("kind", LeftOutKind)
def test_each_kind_has_a_noun_in_both_numbers(kind: LeftOutKind) -> None:
    one, two = (in_words([LeftOut(kind)] * number) for number in (1, 2))
    assert one.startswith("1 ")
    assert two.startswith("2 ")
    assert one[2:] != two[2:]
    assert not two.endswith("ss")


def test_a_project_keeps_the_first_words(project: Project) -> None:
    long = LeftOut(LeftOutKind.TEASER, "Ferry " * 100, 3)
    draft = Draft("The quay closes.", left_out=(CAPTION, CONTENTS, SIGNS, long))
    article_id = service.add_article(project, draft).change.place.article_id
    version = project.articles.get(article_id).version
    caption, contents, signs, teaser = project.articles.left_out(version.id)
    assert (caption, signs) == (CAPTION, SIGNS)
    assert contents == LeftOut(LeftOutKind.CONTENTS, "1 Quay 2 Ferry", 9)
    assert teaser.text.startswith("Ferry Ferry")
    assert teaser.text.endswith("…")
    assert len(teaser.text) <= 80
    assert [*project.findings()] == []


def test_nothing_left_out_is_an_empty_column(project: Project) -> None:
    article_id = service.add_article(project, Draft("The quay closes.")).change.place.article_id
    assert project.articles.left_out(project.articles.get(article_id).version.id) == ()
    assert kept_column(()) == ""


def test_very_many_parts_are_counted_by_kind() -> None:
    parts = [CAPTION] * 700 + [SIGNS] * 300
    kept = read_column(kept_column(parts))
    assert len(kept) == 502
    assert in_words(kept) == in_words(parts)


@pytest.mark.parametrize("column", ["{", "3", "[3]", '[["caption"]]', '[["caption","x","y",2]]'])
def test_a_column_that_is_no_list_tells_nothing(column: str) -> None:
    assert read_column(column) == ()
