import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from annotator.articles.intake.block_text import GRID_ROW, Place, TextWriter, text_of

MADE = [
    ("<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a | | c"),
    ("<table><tr><td></td><td>b</td><td></td></tr></table>", "| b |"),
    ("<table><tr><td> a </td><td><p>b</p></td></tr><tr><td>c<td>d</table>", "a | b\nc | d"),
    ("<table><tr><td>a<table><tr><td>x<td>y</tr></table>z<td>b</tr></table>", "a x y z | b"),
    ("<table><tr><td>one<br>two</td><td>b</td></tr></table>", "one two | b"),
    ("<table><tr><td></td><td></td></tr></table><p>after", "after"),
]


@pytest.mark.parametrize(("markup", "expected"), MADE)
def test_a_row_of_data_stands_on_one_line(markup: str, expected: str) -> None:
    assert text_of(html.fromstring(f"<div>{markup}</div>")) == expected


events = st.one_of(
    st.tuples(st.just("say"), st.text(" ab\t👩\u200d\n", max_size=4)),
    st.tuples(st.sampled_from(["enter", "leave"]), st.sampled_from("p li ul br".split())),
    st.tuples(st.sampled_from(["word", "cell"]), st.just("")),
)


@given(st.lists(events, max_size=30), st.booleans(), st.booleans())
def test_places_stand_around_their_words(
    told: list[tuple[str, str]], keep_spaces: bool, in_row: bool
) -> None:
    writer = TextWriter(keep_spaces=keep_spaces)
    if in_row:
        writer.enter(GRID_ROW)
    marked: list[tuple[Place, str, Place]] = []
    for kind, value in told:
        if kind == "say":
            writer.say(value)
        elif kind == "cell":
            writer.enter("td")
            writer.leave("td")
        elif kind == "word":
            start = writer.place_ahead()
            writer.say(word := f" w{len(marked)}")
            marked.append((start, word.strip(), writer.place()))
        else:
            getattr(writer, kind)(value)
    if in_row:
        writer.leave(GRID_ROW)
    text = writer.text()
    assert [text[a.position : b.position].strip() for a, _, b in marked] == [
        w for _, w, _ in marked
    ]


def test_a_place_after_spaces_that_are_taken_away_moves_with_the_end() -> None:
    writer = TextWriter(keep_spaces=True)
    writer.say("one")
    writer.say("  ")
    start, end = writer.place_ahead(), writer.place()
    assert writer.text() == "one"
    assert (start.position, end.position) == (3, 3)
