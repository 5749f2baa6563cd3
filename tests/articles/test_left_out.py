"""The parts of a file that a text lacks: told in words, and kept with the version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.articles import service
from annotator.articles.left_out import in_words, kept_column, read_column, take_in
from annotator.articles.model import (
    AnnotationKind,
    Draft,
    DraftAnnotation,
    LeftOut,
    LeftOutKind,
    Locator,
    annotations_in_words,
)
from annotator.kernel.positions import Span
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


TEXT = "The quay closes.\n\nDivers came."
PARTS = (
    LeftOut(LeftOutKind.HEADER, "Home Sport", 0),
    LeftOut(LeftOutKind.NAVIGATION, "Search", 0),
    SIGNS,
    LeftOut(LeftOutKind.CAPTION, "A pile", 16),
    LeftOut(LeftOutKind.DELETED_TEXT, "never", 24),
    LeftOut(LeftOutKind.HEADER, "Imprint", len(TEXT)),
)
DRAFT = Draft(
    TEXT,
    left_out=PARTS,
    locators=(Locator(0, "p. 1"), Locator(18, "p. 2")),
    annotations=(
        DraftAnnotation(AnnotationKind.COMMENT, Span(0, 8), "Is it?"),
        DraftAnnotation(AnnotationKind.COMMENT, Span(18, 24), "Who?"),
        DraftAnnotation(AnnotationKind.COMMENT, None),
    ),
)


def test_parts_are_taken_in_at_their_places() -> None:
    taken, spans = take_in(DRAFT, range(len(PARTS)))
    assert taken.text == (
        "Home Sport\n\nSearch\n\nThe quay closes.\n\nA pile\n\nDivers never came.\n\nImprint"
    )
    words = [taken.text[span.start : span.end] for span in spans]
    assert words == ["Home Sport", "Search", "A pile", "never", "Imprint"]
    assert taken.left_out == (LeftOut(SIGNS.kind, "", 12 + 20, 7),)


@pytest.mark.parametrize("chosen", [(), (0,), (3,), (0, 1, 4), (4, 5), (3, 4, 5)])
def test_all_else_keeps_to_its_words(chosen: tuple[int, ...]) -> None:
    taken, spans = take_in(DRAFT, chosen)
    assert len(spans) == len(chosen)
    kept = [part for number, part in enumerate(PARTS) if number not in chosen]
    assert [part.text for part in taken.left_out] == [part.text for part in kept]
    first, second, nowhere = (one.span for one in taken.annotations)
    assert first is not None
    assert second is not None
    assert nowhere is None
    assert taken.text[first.start : first.end] == "The quay"
    assert taken.text[second.start : second.end] == "Divers"
    assert taken.text[taken.locators[1].position :].startswith("Divers")


def test_a_choice_of_nothing_changes_nothing() -> None:
    assert take_in(DRAFT, ()) == (DRAFT, ())


@given(st.sets(st.integers(0, 5)))
def test_no_word_is_lost_by_taking_parts_in(chosen: set[int]) -> None:
    taken, _ = take_in(DRAFT, chosen)
    rest = [part.text for part in taken.left_out]
    before = [part.text for part in PARTS]
    assert sorted(" ".join([taken.text, *rest]).split()) == sorted(
        " ".join([TEXT, *before]).split()
    )
    assert all(0 <= part.position <= len(taken.text) for part in taken.left_out)


def test_of_comments_it_is_said_how_many_answer_others() -> None:
    first, second = (DraftAnnotation(AnnotationKind.COMMENT, None, "Why?", id=i) for i in "ab")
    reply = DraftAnnotation(AnnotationKind.COMMENT, None, "So.", id="c", parent="a")
    assert annotations_in_words([first, second]) == "2 comments"
    assert annotations_in_words([first, second, reply]) == "3 comments (1 of them a reply)"
    assert annotations_in_words([first, reply, reply]) == "3 comments (2 of them replies)"
