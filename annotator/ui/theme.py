"""Colours, fonts and icons of the window: the one place where appearance becomes Qt."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from annotator.appearance import Palette, palette, style
from annotator.assets import asset
from annotator.domain.verdicts import Standing
from annotator.ui.stylesheet import stylesheet

Scheme = Literal["light", "dark"]
_ICON_SIZES = (20, 40)
_SMALLEST = 9.5
"""Points below which the interface's type does not go."""
_SERIFS = ("Source Serif 4", "Charter", "Georgia", "Noto Serif", "DejaVu Serif")


@dataclass(frozen=True)
class Theme:
    """One scheme's colours as Qt has them."""

    scheme: Scheme

    @classmethod
    def preferred(cls, preference: str) -> "Theme":
        """The theme for ``light``, ``dark``, or anything else: what the system shows."""
        if preference in ("light", "dark"):
            return cls("dark" if preference == "dark" else "light")
        system = QGuiApplication.styleHints().colorScheme()
        return cls("dark" if system is Qt.ColorScheme.Dark else "light")

    @cached_property
    def colours(self) -> Palette:
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
    def accent(self) -> QColor:
        """What is chosen or has the focus."""
        return QColor(self.colours.accent)

    @cached_property
    def chosen(self) -> QColor:
        """The ground of a chosen row."""
        return QColor(self.colours.chosen)

    @cached_property
    def hover(self) -> QColor:
        """The ground of a row under the mouse."""
        return QColor(self.colours.hover)

    @cached_property
    def text_family(self) -> str:
        """The family of article text: the first serif that is installed."""
        installed = set(QFontDatabase.families())
        serif = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        return next((name for name in _SERIFS if name in installed), serif)

    @cached_property
    def interface_family(self) -> str:
        """The family of everything else."""
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()

    def fill(self, standing: Standing) -> QColor | None:
        """The fill under words of this standing: translucent, so that overlaps blend."""
        return self._fills[standing]

    def line(self, standing: Standing) -> QColor:
        """The colour of the underline."""
        return self._lines[standing]

    def underline(self, standing: Standing) -> str:
        """The style of the underline."""
        return self._underlines[standing]

    def letter(self, standing: Standing) -> str:
        """The letter that says the verdict without colour."""
        return style(standing).letter

    def label(self, standing: Standing) -> str:
        """The verdict in words."""
        return style(standing).label

    def icon(self, name: str, colour: QColor) -> QIcon:
        """One of our icons in a colour."""
        return _icon(name, colour.name())

    @cached_property
    def _fills(self) -> dict[Standing, QColor | None]:
        page = QColor(self.colours.page)
        return {s: _translucent(self.colours.of(s).fill, page) for s in Standing}

    @cached_property
    def _lines(self) -> dict[Standing, QColor]:
        return {s: QColor(self.colours.of(s).line) for s in Standing}

    @cached_property
    def _underlines(self) -> dict[Standing, str]:
        return {s: style(s).underline for s in Standing}


def apply(theme: Theme) -> None:
    """Dress the whole program in a theme."""
    app = QApplication.instance()
    # dressing anew makes every widget think again about its looks
    if not isinstance(app, QApplication) or app.property("scheme") == theme.scheme:
        return
    app.setProperty("scheme", theme.scheme)
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(theme.colours))
    app.setStyleSheet(stylesheet(theme.colours))
    font = QFont(theme.interface_family)
    font.setPointSizeF(max(_SMALLEST, app.font().pointSizeF()))
    app.setFont(font)


def _translucent(fill: str | None, page: QColor) -> QColor | None:
    """The colour of half opacity that looks like ``fill`` on ``page``."""
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


def _palette(colours: Palette) -> QPalette:
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
        found.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.control))
    return found


@cache
def _icon(name: str, colour: str) -> QIcon:
    svg = asset("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    drawing = QSvgRenderer(QByteArray(svg.encode()))
    icon = QIcon()
    for size in _ICON_SIZES:
        picture = QPixmap(QSize(size, size))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
        icon.addPixmap(picture)
    return icon
