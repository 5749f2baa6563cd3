"""Colours, fonts, icons and the style sheet of the window: the only place where looks become Qt.

Icons are drawn at the size and pixel ratio at which they are shown.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, cached_property, lru_cache
from string import Template

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from annotator.app.theme.scale import Type, icon_size
from annotator.appearance import ColourPalette, Scheme, mix_colours, palette, style
from annotator.assets import asset
from annotator.claims.verdicts import Standing


@cache
def icon(name: str, colour: str, disabled: str) -> QIcon:
    """Return an icon of ``resources/icons`` in a colour, and in another while it is disabled."""
    return QIcon(_Drawing(name, colour, disabled))


class _Drawing(QIconEngine):
    """Draws the picture on demand: sharp everywhere, and at no cost for icons out of sight."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._of = (name, colour, disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        name, colour, disabled = self._of
        _picture(name, disabled if mode is QIcon.Mode.Disabled else colour).render(
            painter, QRectF(rect)
        )

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        name, colour, disabled = self._of
        wanted = disabled if mode is QIcon.Mode.Disabled else colour
        return _drawn(name, wanted, size.width(), size.height(), scale)

    def clone(self) -> QIconEngine:
        return _Drawing(*self._of)


@cache
def _picture(name: str, colour: str) -> QSvgRenderer:
    svg = asset("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(svg.encode()))


@lru_cache(512)
def _drawn(name: str, colour: str, width: int, height: int, scale: float) -> QPixmap:
    # buttons ask for their picture again whenever they are painted or measured
    found = QPixmap(QSize(width, height) * scale)
    found.setDevicePixelRatio(scale)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    _picture(name, colour).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return found


_ENTRIES = 17
"""Lines that a menu is to have room for on the screen: the entries and the lines between them."""


def stylesheet(colours: ColourPalette, base: QFont) -> str:
    """Return the style sheet in a palette's colours, for an application's font."""
    return _sheet().substitute(_colours(colours), **_sizes(base))


@cache
def _sheet() -> Template:
    return Template(asset("themes", "window.qss").read_text(encoding="utf-8"))


def _colours(colours: ColourPalette) -> dict[str, str]:
    roles = {f.name: getattr(colours, f.name) for f in fields(colours) if f.name != "standings"}
    for standing in Standing:
        roles[f"fill_{standing}"] = colours.of(standing).fill
        roles[f"line_{standing}"] = colours.of(standing).line
    roles |= {
        "disabled": colours.disabled,
        "edge": mix_colours(colours.control, colours.page, 0.55),
        "accent_hover": mix_colours(colours.accent, colours.accent_text, 0.88),
        "accent_pressed": mix_colours(colours.accent, colours.accent_text, 0.78),
        "controls": asset("icons", "controls").as_posix(),
        "ink": _ink(colours.text),
        "accent_ink": _ink(colours.accent_text),
    }
    return roles


def _sizes(base: QFont) -> dict[str, str]:
    """Return the sizes measured in the font: points of the type scale, and pixels of controls."""
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
    """Return the pixels between the top and the bottom of the screen that menus can use."""
    screen = QGuiApplication.primaryScreen()
    return screen.availableGeometry().height() if screen else 0


def _menu_padding(line: int, room: int) -> int:
    """Return the pixels above and below an entry: fewer for large type on a small screen."""
    return max(1, min(round(line * 0.36), (room // _ENTRIES - line) // 2))


def _ink(colour: str) -> str:
    """Return whether marks in this colour are drawn in black or in white."""
    return "white" if sum(bytes.fromhex(colour[1:])) > 382 else "black"


SCHEMES: tuple[Scheme, ...] = ("light", "dark", "high-contrast-light", "high-contrast-dark")
_SMALLEST = 9.5
"""Points below which the interface's type does not go."""
_SERIFS = ("Source Serif 4", "Charter", "Georgia", "Noto Serif", "DejaVu Serif")


@dataclass(frozen=True)
class Theme:
    """The colours of a scheme as Qt has them."""

    scheme: Scheme

    @classmethod
    def preferred(cls, preference: str) -> "Theme":
        """Return the theme of any of the ``SCHEMES``; else the theme that the system shows."""
        for scheme in SCHEMES:
            if scheme == preference:
                return cls(scheme)
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        if _system_wants_contrast():
            return cls("high-contrast-dark" if dark else "high-contrast-light")
        return cls("dark" if dark else "light")

    @cached_property
    def colours(self) -> ColourPalette:
        """The colours by role, as ``#rrggbb``."""
        return palette(self.scheme)

    @cached_property
    def text(self) -> QColor:
        """Text on paper and panes."""
        return QColor(self.colours.text)

    @cached_property
    def muted(self) -> QColor:
        """Text that stands back."""
        return QColor(self.colours.text_muted)

    @cached_property
    def control(self) -> QColor:
        """Edges and signs that have to be seen."""
        return QColor(self.colours.control)

    @cached_property
    def warning(self) -> QColor:
        """The colour of a warning that the user should look at; it stops no act."""
        return QColor(self.colours.warning)

    @cached_property
    def accent(self) -> QColor:
        """The colour of the chosen row and of the focus."""
        return QColor(self.colours.accent)

    @cached_property
    def chosen(self) -> QColor:
        """The ground of a chosen row."""
        return QColor(self.colours.chosen)

    @cached_property
    def page(self) -> QColor:
        """The paper an article lies on."""
        return QColor(self.colours.page)

    @cached_property
    def hover(self) -> QColor:
        """The ground of a row under the mouse."""
        return QColor(self.colours.hover)

    @cached_property
    def shadow(self) -> QColor:
        """The colour of the shadow under a popup; painted translucent."""
        return QColor(Qt.GlobalColor.black)

    @cached_property
    def text_family(self) -> str:
        """The family of article text: the first serif that is installed."""
        installed = set(QFontDatabase.families())
        serif = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        return next((name for name in _SERIFS if name in installed), serif)

    @cached_property
    def interface_family(self) -> str:
        """The family of the interface, outside article texts."""
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()

    def fill(self, standing: Standing) -> QColor | None:
        """Return the fill under words of this standing: translucent, so that overlaps blend."""
        return self._fills.get(standing)

    def line(self, standing: Standing) -> QColor:
        """Return the colour of the underline."""
        return self._lines.get(standing) or QColor(self.colours.of(standing).line)

    def underline(self, standing: Standing) -> str:
        """Return the style of the underline."""
        return style(standing).underline

    def letter(self, standing: Standing) -> str:
        """Return the letter that says the verdict without colour."""
        return style(standing).letter

    def label(self, standing: Standing) -> str:
        """Return the verdict in words."""
        return style(standing).label

    def icon(self, name: str, colour: QColor) -> QIcon:
        """Return an icon of ours in a colour, paler while it is disabled."""
        return icon(name, colour.name(), self.colours.disabled)

    @cached_property
    def _fills(self) -> dict[Standing, QColor | None]:
        page = QColor(self.colours.page)
        return {s: _translucent(self.colours.of(s).fill, page) for s in Standing}

    @cached_property
    def _lines(self) -> dict[Standing, QColor]:
        return {s: QColor(self.colours.of(s).line) for s in Standing}


def apply(theme: Theme, size: int = 100) -> None:
    """Dress the whole program in a theme, its type ``size`` percent of the system's.

    Args:
        theme: The theme.
        size: The size of the type in percent of the system's size.
    """
    app = QApplication.instance()
    font = _font(size)
    dress = f"{theme.scheme} {font.toString()}"
    # dressing anew makes every widget think again about its looks
    if not isinstance(app, QApplication) or app.property("dress") == dress:
        return
    app.setProperty("dress", dress)
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(theme.colours))
    app.setFont(font)
    app.setStyleSheet(stylesheet(theme.colours, font))


def when_the_system_changes(act: Callable[[object], object]) -> None:
    """Call ``act`` whenever the system goes from light to dark, or to high contrast, or back.

    A method of a QObject is called for as long as the object lives; a function, for ever.
    """
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(act)
    if hasattr(hints, "accessibility"):
        hints.accessibility().contrastPreferenceChanged.connect(act)


def _font(size: int) -> QFont:
    """Return the interface's font at ``size`` percent: the system's own, unless it is too small."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPointSizeF(max(_SMALLEST, font.pointSizeF()) * size / 100)
    return font


def _system_wants_contrast() -> bool:
    hints = QGuiApplication.styleHints()
    # Qt tells since 6.10
    if not hasattr(hints, "accessibility"):
        return False
    wanted: bool = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
    return wanted


def _translucent(fill: str | None, page: QColor) -> QColor | None:
    """Return the colour of half opacity that looks like ``fill`` on ``page``."""
    if fill is None:
        return None
    opaque = QColor(fill)
    red, green, blue = (
        max(0, min(255, 2 * above - below))
        for above, below in (
            (opaque.red(), page.red()),
            (opaque.green(), page.green()),
            (opaque.blue(), page.blue()),
        )
    )
    return QColor(red, green, blue, 128)


def _palette(colours: ColourPalette) -> QPalette:
    found = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.surface,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.page,
        QPalette.ColorRole.AlternateBase: colours.surface,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.text_muted,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.Highlight: colours.selection,
        QPalette.ColorRole.HighlightedText: colours.selection_text,
        QPalette.ColorRole.ToolTipBase: colours.page,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Link: colours.link,
        QPalette.ColorRole.Accent: colours.accent,
    }
    for role, colour in roles.items():
        found.setColor(role, QColor(colour))
    faded = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)
    for role in faded:
        found.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return found
