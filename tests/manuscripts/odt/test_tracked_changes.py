"""Proposed wordings as tracked changes in a writer's own OpenDocument text."""

import pytest

from annotator.articles.intake.reader import read_document
from annotator.articles.model import AnnotationKind
from annotator.manuscripts.model import NotPlaced, NotPlacedReason
from tests.articles.intake.word.open_documents import odt
from tests.manuscripts.odt.odt_returns import (
    AT,
    NAME,
    change_of,
    comment_on,
    content_of,
    places_in,
    tree_of,
    with_changes,
    without_insertions,
    written,
)
from tests.manuscripts.odt.test_comments import BOX, DAM, NOTE


def texts_of(data: bytes) -> tuple[str, str]:
    """Return the text with all changes accepted, and with all rejected."""
    accepted = read_document(data, NAME, changes="accepted").text
    return accepted, read_document(data, NAME, changes="rejected").text


def test_a_proposed_wording_is_a_deletion_and_an_insertion() -> None:
    data = odt(DAM)
    returned = with_changes(data, cost="will cost")
    assert texts_of(returned.content) == (
        "The dam will cost $412 million in May.",
        "The dam cost $412 million in May.",
    )
    marks = read_document(returned.content, NAME).annotations
    assert {(one.kind, one.words, one.author, one.at) for one in marks} == {
        (AnnotationKind.DELETION, "cost", "Ann Lee", AT),
        (AnnotationKind.INSERTION, "will cost", "Ann Lee", AT),
    }
    # the writer's next words are not recorded because of ours
    assert '<text:tracked-changes text:track-changes="false">' in content_of(returned.content)
    assert without_insertions(returned.content, data) == tree_of(data)


@pytest.mark.parametrize(
    ("body", "words", "new", "accepted"),
    [
        (
            "<text:p>The <text:span>old dam</text:span> leaks.</text:p>",
            "The old",
            "A",
            "A dam leaks.",
        ),
        (
            "<text:p>a <text:a xlink:href='https://x.org/'>big</text:a> <text:span>dam</text:span>"
            " b</text:p>",
            "big dam",
            "lake",
            "a lake b",
        ),
        ("<text:p>One two three.</text:p>", "two", "", "One three."),
        ("<text:p>One <text:span>two</text:span> three.</text:p>", "two", "", "One three."),
        ("<text:p>One two three.</text:p>", "One", "", "two three."),
        ("<text:p>It<text:s text:c='3'/>is so</text:p>", "It   is", "They are", "They are so"),
        (
            "<text:p>One two.</text:p><text:p>Three four.</text:p>",
            "two.\n\nThree",
            "2.\n\n3",
            "One 2.\n\n3 four.",
        ),
        ("<text:p>One two.</text:p><text:p>Three four.</text:p>", "two.\n\nThree", "", None),
        ("<text:p>One two</text:p>", "two", "2\nand", "One 2\nand"),
        (
            "<text:list><text:list-item><text:p>a bus</text:p></text:list-item></text:list>",
            "• a",
            "• the",
            "• the bus",
        ),
        (f"<text:p>Known{NOTE} for long.</text:p>", "Known[1] for", "New for", None),
        (
            "<text:p>On <text:date>3 May</text:date> it rained.</text:p>",
            "3 May",
            "4 May",
            "On 4 May it rained.",
        ),
        ("<text:p>A &amp; B &lt;C&gt; D</text:p>", "& B <C>", "<&>", "A <&> D"),
        ("<text:p>😀 one 😀</text:p>", "one", "two", "😀 two 😀"),
        (f"<text:p>Words {BOX} there.</text:p>", "short", "brief", None),
        (
            "<table:table><table:table-row><table:table-cell><text:p>Town x</text:p>"
            "</table:table-cell><table:table-cell><text:p>four</text:p></table:table-cell>"
            "</table:table-row></table:table>",
            "four",
            "five or six",
            "Town x | five or six",
        ),
    ],
)
def test_words_are_changed_wherever_they_stand(
    body: str, words: str, new: str, accepted: str | None
) -> None:
    data = odt(body)
    before = read_document(data, NAME).text
    returned = written(data, (), [change_of(before, words, new)])
    assert returned.not_placed == ()
    now, rejected = texts_of(returned.content)
    assert rejected == before
    assert accepted is None or now == accepted
    assert new in now


def test_a_comment_on_words_that_are_changed_stays_with_them() -> None:
    data = odt(DAM)
    text = read_document(data, NAME).text
    comments = [comment_on(text, one) for one in ("cost $412 million", "$412", "million in", "dam")]
    returned = written(data, comments, [change_of(text, "cost $412 million", "was cheap")])
    assert returned.not_placed == ()
    accepted, rejected = texts_of(returned.content)
    assert accepted == "The dam was cheap in May."
    assert rejected == text
    places = places_in(returned.content)
    assert (places["cost $412 million"], places["dam"]) == ("was cheap", "dam")
    assert without_insertions(returned.content, data) == tree_of(data)


def test_of_two_wordings_for_the_same_words_the_first_is_written() -> None:
    data = odt(DAM)
    text = read_document(data, NAME).text
    changes = [change_of(text, "cost $412", "x", "p1"), change_of(text, "$412 million", "y", "p2")]
    returned = written(data, (), changes)
    assert returned.not_placed == (NotPlaced("p2", NotPlacedReason.OVERLAPPING),)
    assert texts_of(returned.content) == ("The dam x million in May.", text)


def test_part_of_a_field_is_not_changed() -> None:
    data = odt("<text:p>On <text:date>3 May 2026</text:date> it rained.</text:p>")
    text = read_document(data, NAME).text
    returned = written(data, (), [change_of(text, "3 May", "4 May")])
    assert returned.not_placed == (NotPlaced("p", NotPlacedReason.NOT_WRITABLE),)
    assert returned.content == data


@pytest.mark.parametrize(("words", "new"), [("two.\n\nThree", "and"), ("two", "a\n\nb")])
def test_a_wording_over_paragraphs_is_not_written(words: str, new: str) -> None:
    data = odt("<text:p>One two.</text:p><text:p>Three four.</text:p>")
    text = read_document(data, NAME).text
    returned = written(data, (), [change_of(text, words, new)])
    assert returned.not_placed == (NotPlaced("p", NotPlacedReason.PARAGRAPHS),)
    assert returned.content == data


def test_changes_join_those_of_the_file() -> None:
    data = odt(
        "<office:forms/><text:tracked-changes><text:changed-region text:id='c1'><text:insertion>"
        "<office:change-info><dc:creator>Kim</dc:creator></office:change-info></text:insertion>"
        "</text:changed-region></text:tracked-changes><text:p>It was <text:change-start "
        "text:change-id='c1'/>very <text:change-end text:change-id='c1'/>long.</text:p>"
    )
    returned = with_changes(data, very_long="short")
    assert texts_of(returned.content) == ("It was short.", "It was long.")
    assert content_of(returned.content).count("<text:tracked-changes") == 1
    other = with_changes(data, long="short")
    authors = {one.author for one in read_document(other.content, NAME).annotations}
    assert authors == {"Kim", "Ann Lee"}


def test_forms_stay_before_the_changes() -> None:
    data = odt(f"<office:forms/>{DAM}")
    content = content_of(with_changes(data, cost="costs").content)
    assert "<office:forms/><text:tracked-changes" in content
