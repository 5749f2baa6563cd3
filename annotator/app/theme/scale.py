"""The sizes of the window: type relative to the application's font, and spaces between widgets.

No other module names a size of type, so that the system's font and the interface's size hold
everywhere; layouts and the style sheet take their spaces from here.
"""

from enum import Enum, IntEnum

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QLayout


class Type(Enum):
    """A step of the type scale: its size in times the application's font, and its weight."""

    CAPTION = (0.9, QFont.Weight.Normal)
    """Words that stand back: dates, counts, labels above fields."""
    BODY = (1.0, QFont.Weight.Normal)
    STRONG = (1.0, QFont.Weight.DemiBold)
    """The name of an entry, a heading inside a pane."""
    TITLE = (1.3, QFont.Weight.DemiBold)
    """The subject of a pane or a dialog."""
    DISPLAY = (1.9, QFont.Weight.DemiBold)
    """The single line on an empty page."""

    def points(self, base: float) -> float:
        """Return the size in points where the application's font has ``base``."""
        return round(self.value[0] * base, 2)

    @property
    def weight(self) -> int:
        """The weight as style sheets count it."""
        return int(self.value[1])


class Space(IntEnum):
    """A step of the spacing scale, in device-independent pixels."""

    NONE = 0
    HAIR = 2
    TINY = 4
    """Between a label and its field."""
    SMALL = 8
    """Between widgets that belong together."""
    MEDIUM = 12
    """Between fields, and inside cards."""
    LARGE = 16
    """At the edge of a pane."""
    WIDE = 24
    """At the edge of a dialog, and between sections."""


def font(step: Type, base: QFont | None = None) -> QFont:
    """Return a font of the type scale for painting; of ``base`` rather than the application's."""
    found = QFont(base or QApplication.font())
    found.setPointSizeF(step.points(found.pointSizeF()))
    found.setWeight(step.value[1])
    return found


def icon_size(base: QFont | None = None) -> int:
    """Return the edge of an icon beside words of the application's font, in pixels."""
    return _even(1.2 * QFontMetrics(base or QApplication.font()).height())


def letters(count: float, base: QFont | None = None) -> int:
    """Return the width of so many letters in pixels, for minimum widths.

    Args:
        count: The number of letters of average width.
        base: The font; the application's by default.
    """
    return round(count * QFontMetrics(base or QApplication.font()).averageCharWidth())


def pad(layout: QLayout, space: Space, below: Space | None = None) -> None:
    """Set a layout's margins: ``space`` all round, or ``below`` at top and bottom."""
    upright = space if below is None else below
    layout.setContentsMargins(space, upright, space, upright)


def clear_margins(layout: QLayout, spacing: Space = Space.NONE) -> None:
    """Give a layout no margins, and ``spacing`` between its widgets."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)


def _even(size: float) -> int:
    """Return the nearest even number, on which strokes fall between pixels alike on both sides."""
    return 2 * round(size / 2)
