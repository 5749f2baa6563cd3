"""Subtitles of films (.srt, .vtt): a paragraph a cue, with the time at which it begins.

Both forms are read alike, since files say the one and hold the other: a line with two times begins
a cue, whatever number or name stands above it.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.articles.intake.encodings import Decoded
from annotator.articles.model import (
    Draft,
    LeftOut,
    LeftOutKind,
    Locator,
    Metadata,
    OriginalFile,
    dropped_controls,
    filled_fields,
)
from annotator.kernel.canonical_text import with_line_feeds, without_controls
from annotator.kernel.errors import EmptyText

SUBTITLE_SUFFIXES = (".srt", ".vtt")

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,]\d{1,3}"
_TIMING = re.compile(
    rf"[ \t]*{_TIME}[ \t]*-->[ \t]*(?:\d{{1,4}}:)?\d{{1,2}}:\d{{1,2}}[.,]\d{{1,3}}"
)
_FIRST = re.compile(rf"\s*(?:\d+[ \t]*\n)?{_TIMING.pattern}")
_MARK = "WEBVTT"
_HEAD = re.compile(rf"{_MARK}(?:[ \t\r\n]|$)")
_START = 1000
"""Characters in which the first time stands."""
_SETTING = re.compile(r"(Kind|Language):[ \t]*(.*)")
_UNSEEN = re.compile(r"(?:STYLE|REGION)\b")
_NOTE = re.compile(r"NOTE(?:[ \t\n]|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]++([^<>\n]++)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|</?\d[\d:.]*>|\{\\[^{}\n]*\}|\{[biu]\}")
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm);")
"""The signs that players decode in SubRip, too; WebVTT has all of HTML."""
_SPEAKERS = ("-", "–", "—", "•", "♪", "#", ">>")
_SPACELESS = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class _Cue:
    """The lines of a cue, and the time at which it begins, as people say it: 00:01:02."""

    at: str
    lines: tuple[str, ...]


def is_subtitles(text: str, *, named: bool = False) -> bool:
    """Return whether a text is subtitles; ``named`` tells that the name of the file says so."""
    start = with_line_feeds(text[:_START].removeprefix("\ufeff"))
    if _HEAD.match(start) or _FIRST.match(start):
        return True
    return named and any(_TIMING.match(line) for line in text.splitlines())


def read_subtitles(decoded: Decoded, data: bytes, name: str) -> Draft:
    """Return the words of subtitles, with their times as locators.

    What stands outside of cues – notes, or a heading – is left out.

    Raises:
        EmptyText: no word is in any cue.
    """
    source, dropped = without_controls(decoded.text)
    is_web = _HEAD.match(source) is not None
    parts, locators, left_out = list[str](), list[Locator](), list[LeftOut]()
    length = 0
    for one in _without_repeats([*_blocks(source, is_web=is_web)]):
        if isinstance(one, str):
            left_out.append(LeftOut(LeftOutKind.OTHER, one, length))
            continue
        words = _paragraph(one.lines, is_web=is_web)
        if words:
            length += 2 if parts else 0
            locators.append(Locator(length, one.at))
            parts.append(words)
            length += len(words)
    if not parts:
        raise EmptyText(name)
    metadata = _metadata(source) if is_web else Metadata()
    return Draft(
        text="\n\n".join(parts) + "\n",
        metadata=metadata,
        found=filled_fields(metadata),
        original=OriginalFile(name, "text/vtt" if is_web else "application/x-subrip", data),
        encoding=decoded.encoding,
        encodings=decoded.alternatives,
        left_out=(*dropped_controls([0] * len(dropped)), *left_out),
        locators=tuple(locators),
    )


def _blocks(source: str, *, is_web: bool) -> Iterator[_Cue | str]:
    """Return the cues, and the words that stand outside of cues."""
    lines = source.split("\n")
    timings = [(place, found) for place, line in enumerate(lines) if (found := _TIMING.match(line))]
    begins = [_begin(lines, place) for place, _ in timings] + [len(lines)]
    yield from _outside(lines[: begins[0]])
    for (place, timing), end in zip(timings, begins[1:], strict=True):
        hours, minutes, seconds = timing.groups()
        body = lines[place + 1 : end]
        # of WebVTT a player shows the lines up to an empty one; SubRip’s may have some within
        cut = body.index("") if "" in body else len(body)
        said = body[:cut] if is_web else [line for line in body if line.strip()]
        at = f"{int(hours or 0):02}:{int(minutes):02}:{int(seconds):02}"
        yield _Cue(at, tuple(said))
        if is_web:
            yield from _outside(body[cut:])


def _begin(lines: list[str], timing: int) -> int:
    """Return the place of the number or the name above a time, or of the time itself."""
    above = lines[timing - 1].strip() if timing else ""
    is_apart = timing < 2 or not lines[timing - 2].strip()
    return timing - 1 if above and (is_apart or above.isdigit()) else timing


def _outside(lines: list[str]) -> Iterator[str]:
    """Return the words of notes and of stray lines; not the head of a file, nor its styles."""
    for block in re.split(r"\n\s*\n", "\n".join(lines).strip()):
        words = _NOTE.sub("", block).strip()
        if words and not (words.startswith(_MARK) or _UNSEEN.match(words) or words.isdigit()):
            yield words


def _paragraph(lines: tuple[str, ...], *, is_web: bool) -> str:
    """Return the lines of a cue as one, but for those of a second speaker."""
    said = ""
    for line in lines:
        words = _TAG.sub("", _VOICE.sub(lambda found: f"{found[1].strip()}: ", line))
        words = html.unescape(words) if is_web else _ENTITY.sub(_sign, words)
        words = words.strip()
        if not words:
            continue
        if not said:
            said = words
        elif words.startswith(_SPEAKERS) or _VOICE.search(line):
            said += f"\n{words}"
        else:
            both = _SPACELESS.match(said[-1]) and _SPACELESS.match(words)
            said += f"{'' if both else ' '}{words}"
    return said


def _sign(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


_ON_SCREEN = 4
"""Lines of live captions that stand on the screen at once."""
_ROLLING = 3
"""Of so many cues one at least repeats the last line where lines roll up the screen."""


def _without_repeats(blocks: list[_Cue | str]) -> list[_Cue | str]:
    """Return cues without the lines that roll up from the cue before, as in live captions."""
    before: tuple[str, ...] = ()
    found, repeats = list[_Cue | str](), 0
    for one in blocks:
        if isinstance(one, str):
            found.append(one)
            continue
        lines = tuple(words for line in one.lines if (words := _TAG.sub("", line).strip()))
        shared = _shared(before, lines)
        # a line that is said again stands alone
        repeats += 0 < shared < len(lines)
        found.append(_Cue(one.at, one.lines[len(one.lines) - len(lines) + shared :]))
        before = lines or before
    cues = sum(isinstance(one, _Cue) for one in blocks)
    return found if repeats > 1 and repeats * _ROLLING >= cues else blocks


def _shared(before: tuple[str, ...], lines: tuple[str, ...]) -> int:
    """Return how many lines at the end of one cue begin the next."""
    most = min(len(before), len(lines), _ON_SCREEN)
    return next((n for n in range(most, 0, -1) if before[-n:] == lines[:n]), 0)


def _metadata(source: str) -> Metadata:
    """Return the title and the language that the head of a WebVTT file tells."""
    head = source.partition("\n\n")[0].split("\n")
    settings = {found[1]: found[2] for line in head[1:] if (found := _SETTING.match(line))}
    title = head[0].removeprefix(_MARK).strip(" \t-–—")
    return Metadata(title=title, language=settings.get("Language", "").strip())
