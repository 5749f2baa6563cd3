"""How the window looks: sizes relative to the font, sharp icons, and every scheme."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QIcon, QImage
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QStyle
from pytestqt.qtbot import QtBot

from annotator.app.commands.table import COMMANDS, SWITCHES
from annotator.app.theme import theme as themes
from annotator.app.theme.scale import Space, Type, font
from annotator.app.theme.theme import SCHEMES, Theme, stylesheet
from annotator.app.window.main_window import MainWindow
from annotator.appearance import Scheme, palette
from annotator.assets import asset
from tests.app.desks import press
from tests.window_code import name_module, window_modules

ICONS = sorted(path.stem for path in asset("icons").glob("*.svg") if path.stem != "annotator")
SIZE = re.compile(r"font-size:\s*([\d.]+)pt")


def inked(image: QImage) -> set[tuple[int, int]]:
    """The pixels that are drawn on."""
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 40
    }


def test_the_type_scale_grows_step_by_step() -> None:
    steps = [step.points(10) for step in (Type.CAPTION, Type.BODY, Type.TITLE, Type.DISPLAY)]
    assert steps == sorted(steps)
    assert Type.BODY.points(10) == Type.STRONG.points(10) == 10


def test_the_spacing_scale_grows_step_by_step() -> None:
    assert list(Space) == sorted(Space)


@pytest.mark.usefixtures("qapp")
def test_painted_type_is_relative_to_a_font() -> None:
    base = QFont("Sans Serif")
    base.setPointSizeF(20)
    assert font(Type.CAPTION, base).pointSizeF() == pytest.approx(18)
    assert font(Type.STRONG, base).weight() == QFont.Weight.DemiBold


@pytest.mark.usefixtures("qapp")
def test_every_size_of_type_follows_the_application_font() -> None:
    sizes = []
    for points in (10.0, 20.0):
        base = QFont("Sans Serif")
        base.setPointSizeF(points)
        sizes.append([float(size) for size in SIZE.findall(stylesheet(palette("light"), base))])
    assert len(sizes[0]) > 3
    assert sizes[1] == pytest.approx([2 * size for size in sizes[0]])


def test_the_interface_grows_to_twice_its_size_and_no_further(window: MainWindow) -> None:
    before = QApplication.font().pointSizeF()
    for _ in range(6):
        press(window, "Ctrl+Shift+PgUp")
    assert QApplication.font().pointSizeF() == pytest.approx(2 * before)
    assert window.preferences.interface_size == 200
    for _ in range(6):
        press(window, "Ctrl+Shift+PgDown")
    assert QApplication.font().pointSizeF() == pytest.approx(before)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_is_chosen_in_the_menu_and_worn_by_the_window(
    window: MainWindow, scheme: str
) -> None:
    window.menus.actions[scheme].trigger()
    assert window.preferences.scheme == scheme
    assert window.theme.scheme == scheme
    ground = window.claims.list.viewport().grab().toImage().pixelColor(2, 2)
    assert ground == QColor(window.theme.colours.surface)


@pytest.mark.usefixtures("qapp")
def test_a_system_that_wants_contrast_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(themes, "_system_wants_contrast", lambda: True)
    assert Theme.preferred("system").scheme.startswith("high-contrast")
    assert Theme.preferred("light").scheme == "light"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ICONS)
@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0, 3.0])
def test_an_icon_is_drawn_at_the_pixels_it_is_shown_in(name: str, ratio: float) -> None:
    icon = Theme("light").icon(name, QColor("black"))
    picture = icon.pixmap(QSize(20, 20), ratio)
    assert (picture.width(), picture.height()) == (20 * ratio, 20 * ratio)
    assert picture.devicePixelRatio() == ratio
    assert inked(picture.toImage())


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_icon_that_cannot_be_used_stands_back(scheme: Scheme) -> None:
    theme = Theme(scheme)
    icon = theme.icon("mark", theme.text)
    plain = icon.pixmap(QSize(20, 20), 1.0).toImage()
    faded = icon.pixmap(QSize(20, 20), 1.0, QIcon.Mode.Disabled).toImage()
    assert plain != faded
    assert inked(plain) == inked(faded)


@pytest.mark.parametrize("path", sorted(asset("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_is_of_one_family(path: Path) -> None:
    svg = path.read_text(encoding="utf-8")
    if path.stem == "annotator":
        return
    assert 'viewBox="0 0 24 24"' in svg
    assert 'stroke="currentColor"' in svg
    assert 'stroke-width="1.75"' in svg


def test_every_command_has_an_icon_or_a_tick() -> None:
    ticked = {*SWITCHES, "system", *SCHEMES}
    plain = [c.id for c in COMMANDS if c.id and not c.icon and c.id not in ticked]
    assert plain == []


def test_no_size_of_type_or_margin_stands_beside_the_scale() -> None:
    literal = re.compile(
        r"\d(pt|em)\b|setPixelSize|setPointSizeF?\(\d|setContentsMargins\([\d, ]*[1-9]"
        r"|setSpacing\([1-9]|setFixed\w+\(\d\d|setMinimum\w+\(\d\d"
    )
    found = [
        f"{name_module(path)}: {hit.group()}"
        for path in window_modules()
        for hit in literal.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_labels_say_their_step_of_the_scale(qtbot: QtBot, window: MainWindow) -> None:
    heights = []
    for name in ("caption", "", "title", "display"):
        label = QLabel("Claim", window)
        label.setObjectName(name)
        qtbot.addWidget(label)
        label.ensurePolished()
        heights.append(label.sizeHint().height())
    assert heights == sorted(set(heights))


@pytest.mark.usefixtures("window")
def test_buttons_that_end_a_dialog_have_no_pictures_on_any_desktop(qtbot: QtBot) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    assert not buttons.style().styleHint(hint, None, buttons)
