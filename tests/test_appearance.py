import itertools
import math
import re
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import pytest

import annotator
from annotator.appearance import ColourPalette, Scheme, label, meaning, palette, style, symbol
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.evidence.model import Stance
from tests.enumerations import enumerations

PACKAGE = Path(annotator.__file__).parent
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "high-contrast-light", "high-contrast-dark")
LEAST: dict[Scheme, float] = {
    "light": 4.5,
    "dark": 4.5,
    "high-contrast-light": 7,
    "high-contrast-dark": 7,
}
"""The least contrast of words: WCAG 2.2 AA, and AAA in high contrast."""
EDGE: dict[Scheme, float] = {scheme: 3 if least < 7 else 7 for scheme, least in LEAST.items()}
"""The least contrast of what shows a control, or where the focus is."""
GROUNDS = ("window", "surface", "page", "chosen", "hover", "chip")
LITERAL = re.compile(r"""#[0-9a-f]{6}\b|["']#[0-9a-f]{3}["']|QColor\(\s*["']""", re.IGNORECASE)
UNLABELLED = {
    "Cause",  # an entry of a report that needs attention has a sentence of its own
    "ChangesSince",  # told in a sentence with a number
    "Choice",  # of a button, and told in a list by what becomes of the claims
    "Column",  # of a comparison, headed by the numbers of its versions
    "Event",  # a line of the log
    "HomeReferenceKind",  # a letter of a reference
    "ImportOutcome",  # told in a sentence with a number
    "Needs",  # of a command
    "NotPlacedReason",  # told in a sentence
    "ParagraphStyle",
    "PieceKind",  # shown by strokes
    "ProposalOutcome",  # told by the state of an answer
    "ReportSection",  # of a choice, with a line of its own in the form
    "RunKind",  # shown by strokes and signs
    "RevisionQuestion",  # told in a sentence
    "RunStyle",
    "SingleKeys",  # of a setting, with a line of its own in the page of keys
    "TypedWordsOfClaim",
    "VersionFate",  # told in a sentence
}
"""Enumerations whose members no screen and no report names by their label."""
Triple = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear sRGB
SEEN_BY = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopes": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


def colours(scheme: Scheme) -> dict[str, str]:
    looks = palette(scheme)
    return {f.name: getattr(looks, f.name) for f in fields(ColourPalette) if f.name != "standings"}


def linear(colour: str) -> Triple:
    red, green, blue = (value / 255 for value in bytes.fromhex(colour[1:]))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, seen_by: str) -> Triple:
    seen = [
        min(1.0, max(0.0, sum(m * v for m, v in zip(row, linear(colour), strict=True))))
        for row in SEEN_BY[seen_by]
    ]
    to_xyz = (
        (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
    )
    x, y, z = (_cube_root(sum(m * v for m, v in zip(row, seen, strict=True))) for row in to_xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(value: float) -> float:
    return math.cbrt(value) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def ciede2000(one: Triple, other: Triple) -> float:
    (l1, a1, b1), (l2, a2, b2) = one, other
    chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    c1, c2 = math.hypot(a1 * stretch, b1), math.hypot(a2 * stretch, b2)
    h1 = math.degrees(math.atan2(b1, a1 * stretch)) % 360
    h2 = math.degrees(math.atan2(b2, a2 * stretch)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    apart = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    mean_c, mean_l = (c1 + c2) / 2, (l1 + l2) / 2
    # halfway round the shorter way; the sum where a colour has no hue
    mean_h = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    t = (
        1
        - 0.17 * math.cos(math.radians(mean_h - 30))
        + 0.24 * math.cos(math.radians(2 * mean_h))
        + 0.32 * math.cos(math.radians(3 * mean_h + 6))
        - 0.20 * math.cos(math.radians(4 * mean_h - 63))
    )
    bend = 30 * math.exp(-(((mean_h - 275) / 25) ** 2))
    spin = -2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7)) * math.sin(math.radians(2 * bend))
    by_l = (l2 - l1) / (1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2))
    by_c = (c2 - c1) / (1 + 0.045 * mean_c)
    by_h = apart / (1 + 0.015 * mean_c * t)
    return math.sqrt(by_l**2 + by_c**2 + by_h**2 + spin * by_c * by_h)


def least_apart(scheme: Scheme, seen_by: str, standings: tuple[Standing, ...]) -> float:
    fills = [lab(palette(scheme).of(standing).fill or "", seen_by) for standing in standings]
    return min(ciede2000(one, other) for one, other in itertools.combinations(fills, 2))


# from the test data of Sharma, Wu and Dalal 2005
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_yardstick_is_ciede2000(one: Triple, other: Triple, expected: float) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_a_style(standing: Standing) -> None:
    looks = style(standing)
    assert looks.label
    assert len(looks.letter) == 1
    assert looks.tooltip.endswith(".")
    assert looks.underline in {"solid", "wavy", "dotted", "dashed", "double"}


def test_no_two_standings_share_a_mark() -> None:
    for mark in ("label", "letter", "tooltip"):
        assert len({getattr(style(standing), mark) for standing in Standing}) == len(Standing)
    # pages know five lines: claims without a verdict on their words share the dashed one
    lines = {standing: style(standing).underline for standing in Standing}
    assert lines.pop(Standing.OUTDATED) == lines[Standing.UNTAGGED]
    assert len({*lines.values()}) == len(lines)


@pytest.mark.parametrize(
    "enum",
    [enum for enum in enumerations() if enum.__name__ not in UNLABELLED],
    ids=lambda enum: enum.__name__,
)
def test_every_member_of_an_enumeration_has_a_name(enum: type[StrEnum]) -> None:
    assert all(label(member)[0].isupper() for member in enum)
    assert len({label(member) for member in enum}) == len(enum)


def test_a_verdict_is_called_like_its_standing() -> None:
    assert [symbol(verdict) for verdict in Verdict] == ["V", "D", "U"]
    assert meaning(Verdict.VERIFIED) == style(Standing.VERIFIED).tooltip


def test_what_has_no_sign_or_meaning_gives_none() -> None:
    assert symbol(DisputeReason.MISLEADING) == ""
    assert [symbol(stance) for stance in Stance] == ["+", "−", "·"]
    assert meaning(DisputeReason.MISLEADING) == "Accurate, but misleading as it is worded."


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_role_is_a_colour(scheme: Scheme) -> None:
    marks = [
        c for s in Standing for c in (palette(scheme).of(s).line, palette(scheme).of(s).on_fill)
    ]
    fills = [fill for s in Standing if (fill := palette(scheme).of(s).fill)]
    for colour in [*colours(scheme).values(), *marks, *fills]:
        assert re.fullmatch("#[0-9A-F]{6}", colour)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_only_what_is_tagged_is_filled(scheme: Scheme) -> None:
    plain = [s for s in Standing if palette(scheme).of(s).fill is None]
    assert plain == [Standing.UNTAGGED, Standing.OUTDATED]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("role", ["text", "text_muted", "heading", "link", "warning", "error"])
def test_words_are_readable_on_every_ground(scheme: Scheme, ground: str, role: str) -> None:
    assert contrast(colours(scheme)[role], colours(scheme)[ground]) >= LEAST[scheme]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_are_readable_on_the_accent_and_the_selection(scheme: Scheme) -> None:
    looks = palette(scheme)
    assert contrast(looks.accent_text, looks.accent) >= LEAST[scheme]
    assert contrast(looks.selection_text, looks.selection) >= LEAST[scheme]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("standing", Standing)
def test_words_are_readable_on_every_fill(scheme: Scheme, standing: Standing) -> None:
    looks = palette(scheme).of(standing)
    ground = looks.fill or palette(scheme).page
    assert contrast(palette(scheme).text, ground) >= LEAST[scheme]
    assert contrast(palette(scheme).heading, ground) >= LEAST[scheme]
    assert contrast(looks.on_fill, ground) >= LEAST[scheme]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("standing", Standing)
def test_an_underline_shows_on_its_fill_and_carries_a_letter_elsewhere(
    scheme: Scheme, standing: Standing
) -> None:
    looks = palette(scheme).of(standing)
    assert contrast(looks.line, looks.fill or palette(scheme).page) >= 3
    for ground in GROUNDS:
        assert contrast(looks.line, colours(scheme)[ground]) >= LEAST[scheme]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("mark", ["focus", "control", "accent"])
def test_marks_show_on_what_they_lie_on(scheme: Scheme, mark: str) -> None:
    for ground in ("window", "surface", "page"):
        assert contrast(colours(scheme)[mark], colours(scheme)[ground]) >= EDGE[scheme]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("seen_by", SEEN_BY)
def test_the_three_verdicts_are_told_apart_whoever_looks(scheme: Scheme, seen_by: str) -> None:
    three = (Standing.VERIFIED, Standing.DISPUTED, Standing.UNSUPPORTED)
    assert least_apart(scheme, seen_by, three) >= 10
    assert least_apart(scheme, seen_by, (*three, Standing.DIFFERING)) >= 8


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_fill_vanishes_on_the_page(scheme: Scheme) -> None:
    page = lab(palette(scheme).page, "everybody")
    for standing in set(Standing) - {Standing.UNTAGGED, Standing.OUTDATED}:
        assert ciede2000(lab(palette(scheme).of(standing).fill or "", "everybody"), page) >= 8


def test_a_palette_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        palette("light").standings[Standing.VERIFIED] = palette("dark").of(Standing.VERIFIED)  # type: ignore[index]  # the fault


def test_code_names_no_colour() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {hit.group()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        # the colours of other programs' highlighters are no colours of ours
        if path not in {PACKAGE / "app/theme/theme.py", PACKAGE / "articles/highlighter_colours.py"}
        for hit in LITERAL.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
