"""The window's style sheet, made of a palette's roles and of the application's font."""

from dataclasses import fields
from functools import cache
from string import Template

from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication

from annotator.app.theme.scale import Type, icon_size
from annotator.appearance import Palette, mixed
from annotator.assets import asset
from annotator.claims.verdicts import Standing

_ENTRIES = 17
"""Lines that a menu is to have room for on the screen: the entries and the lines between them."""


def stylesheet(colours: Palette, base: QFont) -> str:
    """The style sheet in a palette's colours, for an application's font."""
    return _sheet().substitute(_colours(colours), **_sizes(base))


@cache
def _sheet() -> Template:
    return Template(asset("themes", "window.qss").read_text(encoding="utf-8"))


def _colours(colours: Palette) -> dict[str, str]:
    roles = {f.name: getattr(colours, f.name) for f in fields(colours) if f.name != "standings"}
    for standing in Standing:
        roles[f"fill_{standing}"] = colours.of(standing).fill
        roles[f"line_{standing}"] = colours.of(standing).line
    roles |= {
        "disabled": colours.disabled,
        "edge": mixed(colours.control, colours.page, 0.55),
        "accent_hover": mixed(colours.accent, colours.accent_text, 0.88),
        "accent_pressed": mixed(colours.accent, colours.accent_text, 0.78),
        "controls": asset("icons", "controls").as_posix(),
        "ink": _ink(colours.text),
        "accent_ink": _ink(colours.accent_text),
    }
    return roles


def _sizes(base: QFont) -> dict[str, str]:
    """What is measured in the font: points of the type scale, and pixels of controls."""
    line = QFontMetrics(base).height()
    icon = icon_size(base)
    entry = _menu_padding(line, screen_height())
    pixels = {
        "icon": icon,
        "small": round(icon * 0.9),
        "mark": round(line * 0.95),
        "round": round(line * 0.95) // 2,
        "row": round(line * 1.7),
        "less": round(line * 0.36) - 1,
        "half": round(line * 0.36),
        "near": round(line * 0.5),
        "pad": round(line * 0.85),
        "entry": entry,
        "apart": min(entry, 5),
        "roomy": round(line * 1.25),
        "wide": round(line * 1.7),
    }
    types = {
        step.name.lower(): f"{step.points(base.pointSizeF())}pt"
        for step in (Type.CAPTION, Type.TITLE, Type.DISPLAY)
    }
    return {**types, **{name: str(size) for name, size in pixels.items()}}


def screen_height() -> int:
    """The pixels between the top and the bottom of the screen that menus can use."""
    screen = QGuiApplication.primaryScreen()
    return screen.availableGeometry().height() if screen else 0


def _menu_padding(line: int, room: int) -> int:
    """The pixels above and below an entry: fewer where large type meets a small screen."""
    return max(1, min(round(line * 0.36), (room // _ENTRIES - line) // 2))


def _ink(colour: str) -> str:
    """Whether marks in this colour are drawn in black or in white."""
    return "white" if sum(bytes.fromhex(colour[1:])) > 382 else "black"
