"""The sentences of the newest text that changed, are new, or were cut, and what stood there."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.model import Version
from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits, same_reading
from annotator.revisions.unread import (
    ChangedSentence,
    CheckedVersion,
    NewToRead,
    SentenceChanges,
    compare_sentences,
    counted,
)
from tests.revisions.edits import EDITS, SCRIPTS, Draft, Script, make_draft

OLD = (
    "The tower is 300 m high. It was built in two years. Nobody lives there.\n\n"
    "The mayor opened the bridge. The fair drew 4,000 people. Tickets were free."
)


def compared(old: str, new: str, language: str = "en") -> SentenceChanges:
    return compare_sentences(SentenceUnits(old, language), SentenceUnits(new, language))


def told(found: SentenceChanges) -> list[tuple[str, str]]:
    return [(one.words, one.before) for one in found.changed]


def cut(found: SentenceChanges) -> list[str]:
    return [one.words for one in found.cut]


@pytest.mark.parametrize(
    ("words", "instead", "expected", "gone"),
    [
        pytest.param("300 m", "312 m", [("The tower is 312 m high.", 0)], [], id="a figure"),
        pytest.param("tower", "mast", [("The mast is 300 m high.", 0)], [], id="a noun"),
        pytest.param("is 300", "is not 300", [("The tower is not 300 m high.", 0)], [], id="not"),
        pytest.param(" Nobody lives there.", "", [], ["Nobody lives there."], id="cut"),
        pytest.param(
            "It was built", "Cranes carried it. It was built", [("Cranes carried it.", None)], []
        ),
        pytest.param(
            "Nobody lives there.",
            "Somebody lives there. Nobody lives there.",
            [("Somebody lives there.", None)],
            [],
            id="a look-alike of a sentence that stays is new",
        ),
        pytest.param(
            "high. It was",
            "high, and it was",
            [("The tower is 300 m high, and it was built in two years.", (0, 1))],
            [],
        ),
        pytest.param(
            "4,000 people. Tickets",
            "4,000 people and their dogs, by foot. It rained all day. Tickets",
            [
                ("The fair drew 4,000 people and their dogs, by foot.", 4),
                ("It rained all day.", None),
            ],
            [],
        ),
    ],
)
def test_a_sentence_that_reads_otherwise_is_told_with_what_stood_there(
    words: str,
    instead: str,
    expected: list[tuple[str, int | tuple[int, ...] | None]],
    gone: list[str],
) -> None:
    units = SentenceUnits(OLD, "en")
    found = compared(OLD, OLD.replace(words, instead))
    sentences = [span.of(OLD) for span in units.spans]

    def before(origin: int | tuple[int, ...] | None) -> str:
        if origin is None:
            return ""
        numbers = origin if isinstance(origin, tuple) else (origin,)
        return " ".join(sentences[number] for number in numbers)

    assert told(found) == [(new, before(origin)) for new, origin in expected]
    assert cut(found) == gone


def test_both_halves_of_a_sentence_changed() -> None:
    old = "The mayor opened the bridge in spring and the fair drew 4,000 people from all towns."
    new = "The mayor opened the bridge in spring. The fair drew 4,000 people from all towns."
    assert [before for _, before in told(compared(old, new))] == [old, old]


def test_sentences_that_moved_are_to_be_read_only_where_a_word_changed() -> None:
    first, second = OLD.split("\n\n")
    assert compared(OLD, f"{second}\n\n{first}").are_none
    found = compared(OLD, f"{second}\n\n{first.replace('two', 'three')}")
    assert told(found) == [("It was built in three years.", "It was built in two years.")]


def test_a_point_of_a_list_changed_with_the_line_that_leads_it() -> None:
    old = "These towns won a prize:\n• Harwick in the north\n• Alder in the south"
    new = old.replace("won", "lost")
    found = compared(old, new)
    assert told(found)[0] == ("These towns lost a prize:", "These towns won a prize:")
    assert told(found)[1] == (
        "• Harwick in the north",
        "These towns won a prize: … • Harwick in the north",
    )
    assert found.changed[1].now == "These towns lost a prize: … • Harwick in the north"


def test_line_ends_and_unseen_signs_are_no_change() -> None:
    assert compared(OLD, OLD.replace(". ", ".\n").replace("tower", "to\u00adwer")).are_none


def test_a_copy_more_is_new_and_a_copy_less_is_cut() -> None:
    again = OLD.replace("Tickets", "It was built in two years. Tickets")
    found = compared(OLD, again)
    assert told(found) == [("It was built in two years.", "")]
    assert found.changed[0].span.start == again.rindex("It was built")
    assert cut(compared(again, OLD)) == ["It was built in two years."]


def test_of_copies_that_moved_the_copy_among_its_neighbours_is_the_same() -> None:
    old = f"Here it began. No comment. Then came night.\n\n{OLD}"
    new = f"{OLD}\n\nNo comment.\n\nHere it began. No comment. Then came night."
    (found,) = compared(old, new).changed
    assert found.span.start == new.index("No comment")


def test_a_sentence_that_moved_and_changed_leads_to_what_stood_elsewhere() -> None:
    old = f"The minister denied on Monday that he had met the lobbyist in Geneva. {OLD}"
    new = f"{OLD} The minister denied on Tuesday that he had met the lobbyist in Geneva."
    assert [bool(before) for _, before in told(compared(old, new))] == [True]
    assert cut(compared(old, new)) == []


@pytest.mark.parametrize(
    ("changed", "new", "gone", "said"),
    [
        (0, 0, 0, "no sentence changed"),
        (1, 0, 0, "1 sentence changed"),
        (3, 1, 0, "3 sentences changed, 1 is new"),
        (3, 2, 1, "3 sentences changed, 2 are new, 1 was cut"),
        (0, 1, 2, "1 sentence is new, 2 were cut"),
        (0, 0, 1, "1 sentence was cut"),
    ],
)
def test_changes_are_counted_in_words(changed: int, new: int, gone: int, said: str) -> None:
    assert counted(changed, new, gone) == said


def version(number: int) -> Version:
    return Version(f"v{number}", "a", number, "", 100, "", "2026-11-30T09:00:00.000Z")


@pytest.mark.parametrize(
    ("work", "said"),
    [
        ((38, 40, 40, 0), "version 2, on which 38 of 40 verdicts were given"),
        ((40, 40, 40, 0), "version 2, on which all 40 verdicts were given"),
        ((1, 1, 1, 0), "version 2, on which the only verdict was given"),
        ((0, 5, 3, 2), "version 2, in which 3 claims were marked"),
        ((0, 0, 0, 2), "version 2, in which sentences were marked as nothing to check"),
        ((0, 4, 0, 0), "version 2, on which no verdict was given"),
    ],
)
def test_why_a_version_counts_as_checked_is_told(
    work: tuple[int, int, int, int], said: str
) -> None:
    assert CheckedVersion(version(2), *work).grounds == said


def new_to_read(changed: int, unread: int) -> NewToRead:
    found = tuple(
        ChangedSentence(Span(10 * n, 10 * n + 9), "It rains.", "It rained.") for n in range(changed)
    )
    return NewToRead(
        CheckedVersion(version(2), 3, 3), version(3), SentenceChanges(20, found), found[:unread]
    )


@pytest.mark.parametrize(
    ("changed", "unread", "said"),
    [
        (4, 4, "since then 4 sentences changed."),
        (
            4,
            3,
            "since then 4 sentences changed. 1 of the 4 changed or new sentences was read since.",
        ),
        (4, 0, "since then 4 sentences changed. All 4 changed or new sentences were read since."),
        (1, 0, "since then 1 sentence changed. It was read since."),
        (0, 0, "since then no sentence changed."),
    ],
)
def test_what_was_read_since_is_told(changed: int, unread: int, said: str) -> None:
    begin = "Checked: version 2, on which all 3 verdicts were given; "
    assert new_to_read(changed, unread).told == begin + said


def test_the_next_sentence_to_read_is_found_round_the_end() -> None:
    found = new_to_read(3, 3)
    starts = [one.span.start if (one := found.next(at)) else None for at in (0, 1, 10, 21)]
    assert starts == [0, 10, 10, 0]
    assert new_to_read(3, 0).next(0) is None
    assert found.unread_at(5) == found.unread[0]
    assert found.unread_at(9) is None


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Script, str, str]:
    """A text in a script, and the text after some edits."""
    random = Random(draw(st.integers(0, 2**32)))
    script = draw(st.sampled_from(SCRIPTS))
    before = make_draft(random, script)
    after = Draft(script, [list(one) for one in before.paragraphs])
    for edit in draw(st.lists(st.sampled_from(EDITS), max_size=8)):
        edit(random, after)
    return script, before.written()[0], after.written()[0]


def _reading(units: SentenceUnits, span: Span) -> str:
    return units.readings[units.spans.index(span)]


@given(drafts())
@settings(max_examples=200, deadline=None)
def test_every_sentence_is_unchanged_or_changed_or_new(pair: tuple[Script, str, str]) -> None:
    _, old, new = pair
    before, after = SentenceUnits(old, "xx"), SentenceUnits(new, "xx")
    found = compare_sentences(before, after)
    spans = [one.span for one in found.changed]
    assert spans == sorted({*spans})
    assert {*spans} <= {*after.spans}
    assert [one.words for one in found.changed] == [span.of(new) for span in spans]
    # as many of each reading are unchanged as both texts have
    other = Counter(_reading(after, one.span) for one in found.changed)
    unchanged = Counter(after.readings) - other
    assert unchanged == Counter(before.readings) & Counter(after.readings)
    # what an older sentence became is told, or it is cut
    gone = Counter(before.readings) - unchanged
    assert not Counter(_reading(before, one.span) for one in found.cut) - gone
    for one in found.changed:
        assert all(same_reading(part) for part in one.before.split(" … ") if one.before)


@given(drafts())
@settings(max_examples=50, deadline=None)
def test_the_same_text_has_no_sentence_to_read(pair: tuple[Script, str, str]) -> None:
    _, old, _ = pair
    assert compared(old, old, "xx").are_none


@given(drafts())
@settings(max_examples=50, deadline=None)
def test_the_way_back_tells_what_is_new_as_cut(pair: tuple[Script, str, str]) -> None:
    _, old, new = pair
    there, back = compared(old, new, "xx"), compared(new, old, "xx")
    assert len(there.changed) - len(back.changed) == there.sentences - back.sentences
