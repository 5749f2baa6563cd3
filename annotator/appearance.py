"""Looks and labels, on screen and in reports, read from the theme files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from annotator.assets import asset
from annotator.claims.verdicts import Standing, Verdict

Scheme = Literal["light", "dark", "high-contrast-light", "high-contrast-dark"]
Underline = Literal["solid", "wavy", "dotted", "dashed", "double"]


@dataclass(frozen=True, slots=True)
class StandingStyle:
    """The marks that tell a standing apart without any colour."""

    label: str
    letter: str
    tooltip: str
    underline: Underline


@dataclass(frozen=True, slots=True)
class StandingColours:
    """The colours of a standing: ``line`` is for underlines, letters and icons.

    ``fill`` is opaque, mixed for the palette's page; ``None`` for a standing without a fill.
    """

    fill: str | None
    line: str
    on_fill: str


@dataclass(frozen=True, slots=True)
class ColourPalette:
    """A colour, ``#RRGGBB``, for every role in a window and a report.

    ``page`` is the paper an article lies on, ``surface`` the panes beside it and ``window`` the
    ground behind both. ``border`` only separates; ``control`` outlines a control that can be used.
    ``chosen`` is the ground of a chosen list row, ``selection`` that of selected text.
    """

    window: str
    surface: str
    page: str
    text: str
    text_muted: str
    heading: str
    border: str
    control: str
    accent: str
    accent_text: str
    selection: str
    selection_text: str
    chosen: str
    focus: str
    hover: str
    chip: str
    warning: str
    error: str
    link: str
    standings: Mapping[Standing, StandingColours]

    @property
    def disabled(self) -> str:
        """The colour of disabled controls, fainter than muted text."""
        return mix_colours(self.text_muted, self.surface, 0.6)

    def of(self, standing: Standing) -> StandingColours:
        """The colours of a standing; an unknown one looks as if there were no verdict."""
        return self.standings.get(standing, self.standings[Standing.UNTAGGED])


@cache
def style(standing: Standing) -> StandingStyle:
    """Return the label and the marks of a standing; one that is unknown is its own label."""
    if not _is_known(standing):
        untagged = style(Standing.UNTAGGED)
        return replace(untagged, label=standing.value, letter="?", tooltip=meaning(standing))
    return StandingStyle(**_read("verdicts")[standing.value])


@cache
def palette(scheme: Scheme) -> ColourPalette:
    """The colours of a scheme."""
    theme = _read(scheme)
    roles = {role: _colour(theme, name) for role, name in theme["roles"].items()}
    standings = {Standing(code): _standing(theme, of) for code, of in theme["standings"].items()}
    return ColourPalette(**roles, standings=MappingProxyType(standings))


def label(member: StrEnum) -> str:
    """Return the label of a member of the models' enumerations, with a capital.

    A word that this version of the program does not know is its own label.
    """
    if not _is_known(member):
        return member.value
    if isinstance(member, Standing | Verdict):
        return style(Standing(member.value)).label
    return str(_wording(member)["label"])


def symbol(member: StrEnum) -> str:
    """The sign or letter of a member, empty where it has none."""
    if not _is_known(member):
        return ""
    if isinstance(member, Standing | Verdict):
        return style(Standing(member.value)).letter
    return str(_wording(member).get("symbol", ""))


def meaning(member: StrEnum) -> str:
    """Return the meaning of a member, in a sentence; empty where its label says it all."""
    if not _is_known(member):
        return "A newer version of this program may know this word."
    if isinstance(member, Standing | Verdict):
        return style(Standing(member.value)).tooltip
    return str(_wording(member).get("meaning", ""))


def _is_known(member: StrEnum) -> bool:
    """Return whether an enumeration has the member, rather than a file: see ``kernel.codes``."""
    return type(member).__members__.get(member.name) is member


def mix_colours(colour: str, page: str, share: float) -> str:
    """Return the opaque colour that ``share`` of ``colour`` gives on ``page``.

    Args:
        colour: The colour above, as "#rrggbb".
        page: The colour of the page, as "#rrggbb".
        share: The opacity of the colour, from 0 to 1.
    """
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(page[1:]), strict=True)
    mixed = (round(share * over + (1 - share) * under) for over, under in pairs)
    return "#" + bytes(mixed).hex().upper()


def _wording(member: StrEnum) -> Mapping[str, str]:
    words: Mapping[str, str] = _read("labels")[type(member).__name__][member.value]
    return words


def _standing(theme: Mapping[str, Any], of: Mapping[str, Any]) -> StandingColours:
    fill = None
    if "tint" in of:
        page = _colour(theme, theme["roles"]["page"])
        fill = mix_colours(_colour(theme, of["ground"]), page, of["tint"])
    return StandingColours(fill, _colour(theme, of["line"]), _colour(theme, of["on_fill"]))


def _colour(theme: Mapping[str, Any], name: str) -> str:
    return str(theme["base"].get(name, name))


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(asset("themes", f"{name}.toml").read_text(encoding="utf-8"))
