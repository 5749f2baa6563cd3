"""Subtitles come in as paragraphs, each with the time at which it is said."""

import time

import pytest

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import Draft, LeftOutKind
from annotator.kernel.errors import EmptyText

SRT = """1
00:00:01,000 --> 00:00:04,000
<i>It’s true,</i> she said,
that the {\\an8}quay is old.

2
00:01:05,500 --> 00:01:07,000
- Who says so?
- The mayor.

3
01:00:00,000 --> 01:00:02,000 X1:40 X2:600
<font color="#ffff00">Fish < meat</font> in 1984.
"""
VTT = """WEBVTT - The quay
Kind: captions
Language: en

STYLE
::cue { color: yellow }

NOTE checked by Anna

intro
00:01.000 --> 00:04.000 align:start position:0%
<v.loud Anna Holm>Fish &amp; chips <00:02.000><c.yellow>are</c> dear</v>

NOTE
Two lines
of a note

01:00:05.500 --> 01:00:07.000
橋は
古い
"""


def read(source: str, name: str = "film.srt", encoding: str = "utf-8") -> Draft:
    return read_bytes(source.encode(encoding), name)


def said(draft: Draft) -> list[tuple[str, str]]:
    """Return each locator with the words that it is for."""
    ends = [one.position for one in draft.locators[1:]] + [len(draft.text)]
    return [
        (one.words, draft.text[one.position : end].strip("\n"))
        for one, end in zip(draft.locators, ends, strict=True)
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["film.srt", "film.txt", "film.vtt"])
def test_each_cue_is_a_paragraph_with_its_time(name: str, end: str, encoding: str) -> None:
    draft = read(SRT.replace("\n", end), name, encoding)
    assert said(draft) == [
        ("00:00:01", "It’s true, she said, that the quay is old."),
        ("00:01:05", "- Who says so?\n- The mayor."),
        ("01:00:00", "Fish < meat in 1984."),
    ]
    assert "\n\n- Who" in draft.text
    assert draft.left_out == ()
    assert draft.original is not None
    assert draft.original.mime == "application/x-subrip"


def test_lines_may_end_as_on_an_old_macintosh() -> None:
    assert said(read(SRT.replace("\n", "\r"))) == said(read(SRT))


@pytest.mark.parametrize("name", ["film.vtt", "film.srt", "film"])
def test_web_subtitles_keep_speakers_and_leave_out_notes(name: str) -> None:
    draft = read(VTT, name)
    assert said(draft) == [
        ("00:00:01", "Anna Holm: Fish & chips are dear"),
        ("01:00:05", "橋は古い"),
    ]
    assert [(one.kind, one.text) for one in draft.left_out] == [
        (LeftOutKind.OTHER, "checked by Anna"),
        (LeftOutKind.OTHER, "Two lines\nof a note"),
    ]
    assert (draft.metadata.title, draft.metadata.language) == ("The quay", "en")
    assert draft.found == {"title", "language"}


def test_cues_that_no_blank_line_parts_stay_apart() -> None:
    draft = read(SRT.replace("\n\n", "\n"))
    assert [words for _, words in said(draft)][1:] == [
        "- Who says so?\n- The mayor.",
        "Fish < meat in 1984.",
    ]


def test_a_blank_line_within_a_cue_loses_nothing() -> None:
    source = "1\n00:00:01,000 --> 00:00:02,000\nThe quay\n\nis old.\n\n2\n"
    source += "00:00:03,000 --> 00:00:04,000\nYes.\n"
    assert [words for _, words in said(read(source))] == ["The quay is old.", "Yes."]


def test_a_heading_above_the_first_cue_is_named() -> None:
    draft = read(f"Film of the quay\nby Anna\n\n{SRT}")
    assert [one.text for one in draft.left_out] == ["Film of the quay\nby Anna"]
    assert len(draft.locators) == 3


ROLLING = ["hello and welcome", "to the quay", "which is old", "and will close"]


def rolling(lines: list[str]) -> str:
    cues = []
    for n, line in enumerate(lines):
        above = lines[n - 1] if n else " "
        worded = line.replace(" ", f"<00:00:{n:02}.500><c> ", 1) + "</c>"
        cues += [f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{above}\n{worded}"]
        cues += [f"00:00:{n + 1:02}.000 --> 00:00:{n + 1:02}.010\n{line}\n "]
    return "WEBVTT\nKind: captions\n\n" + "\n\n".join(cues) + "\n"


def test_lines_that_roll_up_are_read_once() -> None:
    draft = read(rolling(ROLLING), "live.vtt")
    assert draft.text.split("\n\n") == [*ROLLING[:-1], ROLLING[-1] + "\n"]
    assert [one.words for one in draft.locators] == [f"00:00:0{n}" for n in range(4)]
    assert draft.left_out == ()


def test_a_line_that_is_said_twice_is_read_twice() -> None:
    cues = ["No.", "No.", "No.", "Who told you so?", "The mayor.", "[Music]", "[Music]", "[Music]"]
    lines = [f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{words}\n" for n, words in enumerate(cues)]
    assert [words for _, words in said(read("\n".join(lines)))] == cues


@pytest.mark.parametrize("source", ["WEBVTT\n", "1\n00:00:01,000 --> 00:00:02,000\n\n\n"])
def test_subtitles_without_words_hold_nothing(source: str) -> None:
    with pytest.raises(EmptyText):
        read(source)


@pytest.mark.parametrize("text", ["WEBVTTs are files.", "At 00:01 --> she left.", "10:30 a.m."])
def test_an_article_that_speaks_of_times_is_no_film(text: str) -> None:
    draft = read(text, "a.txt")
    assert (draft.text, draft.locators) == (text, ())


@pytest.mark.parametrize(
    "cue",
    ["<v " * 300_000, "<v" + " " * 2_000_000 + "x", "a\n" * 300_000, "{\\" * 300_000],
    ids=["voices", "spaces", "lines", "styles"],
)
def test_no_cue_takes_long(cue: str) -> None:
    begun = time.monotonic()
    draft = read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{cue}\n\n00:03.000 --> 00:04.000\n{cue}\n")
    assert draft.text
    assert time.monotonic() - begun < 10


def test_signs_of_subrip_are_decoded_once_as_players_do() -> None:
    cue = "1\n00:00:01,000 --> 00:00:02,000\n"
    draft = read(f"{cue}Fish &amp; chips &lt;3 &amp;lt; 5&nbsp;m &copy; AT&T &gt;\n")
    assert said(draft) == [("00:00:01", "Fish & chips <3 &lt; 5\N{NO-BREAK SPACE}m &copy; AT&T >")]
    marked = read(f"{cue}a&rlm;b&lrm;c\n")
    assert "a\N{RIGHT-TO-LEFT MARK}b\N{LEFT-TO-RIGHT MARK}c" in marked.text
