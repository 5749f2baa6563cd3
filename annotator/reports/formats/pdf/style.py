"""How a laid-out report looks: its colours and families, and the style sheet made of them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from string import Template

from PySide6.QtGui import QFont, QFontDatabase

from annotator.appearance import ColourPalette, palette
from annotator.assets import asset

_SERIFS = ("Source Serif 4", "Charter", "Georgia", "Noto Serif", "DejaVu Serif")
_SANS = ("Source Sans 3", "Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans")
_MONO = ("Source Code Pro", "Consolas", "Menlo", "Noto Sans Mono", "DejaVu Sans Mono")
_SIZES = {
    "tiny": 0.72,
    "small": 0.86,
    "plain": 1.0,
    "text": 1.2,
    "quote": 1.22,
    "large": 1.45,
    "number": 1.7,
    "title": 2.5,
}
"""Sizes of type in times the plain size."""
_ROLES = ("text", "text_muted", "heading", "border", "accent", "link", "warning")
_CLASS = re.compile(r'<(\w+) class="(\w+)"(?: state="(\d+)")?')
_LIGATURES = QFont.Tag("liga")
_BODY = 9.0
"""Points of plain type on paper; the other sizes are steps from it."""


@dataclass(frozen=True)
class ReportStyle:
    """Colours, families of type, and the size of plain type in points."""

    colours: ColourPalette
    serif: str
    sans: str
    mono: str
    points: float = _BODY

    @property
    def font(self) -> QFont:
        """The font of plain words."""
        found = QFont(self.sans)
        found.setPointSizeF(self.points)
        # so that “fi” is found where “fi” was written
        found.setFeature(_LIGATURES, 0)
        return found

    def worn(self, html: str) -> str:
        """Return the HTML with the looks of its classes in every tag: quicker than a sheet."""
        return _CLASS.sub(self._dressed, html)

    def _dressed(self, tag: "re.Match[str]") -> str:
        state = f"-qt-user-state:{tag[3]};" if tag[3] else ""
        return f'<{tag[1]} style="{self._style(tag[1], tag[2])}{state}"'

    def _style(self, tag: str, name: str) -> str:
        key = f"{tag}.{name}"
        if key not in self._styles:
            self._styles[key] = self._rules.get(tag, "") + self._rules.get(name, "")
        return self._styles[key]

    @cached_property
    def _styles(self) -> dict[str, str]:
        return {}

    @cached_property
    def _rules(self) -> dict[str, str]:
        """The rules of each class, and of each tag before it."""
        sheet = asset("themes", "paper.toml").read_text(encoding="utf-8")
        sizes = {name: f"{step * self.points:.2f}pt" for name, step in _SIZES.items()}
        roles = {role: getattr(self.colours, role) for role in _ROLES}
        families = {"serif": self.serif, "sans": self.sans, "mono": self.mono}
        filled = Template(sheet).substitute(sizes, **roles, **families)
        rules: dict[str, str] = tomllib.loads(filled)
        return rules


def build_style(colours: ColourPalette, points: float = _BODY) -> ReportStyle:
    """Return a style in these colours, with the first of our families that are installed."""
    installed = set(QFontDatabase.families())
    return ReportStyle(
        colours,
        _first(_SERIFS, installed, "serif"),
        _first(_SANS, installed, "sans-serif"),
        _first(_MONO, installed, "monospace"),
        points,
    )


def on_paper() -> ReportStyle:
    """Return the style for print: dark on light, in any theme of the window."""
    return build_style(palette("light"))


def _first(wanted: tuple[str, ...], installed: set[str], otherwise: str) -> str:
    return next((name for name in wanted if name in installed), otherwise)
