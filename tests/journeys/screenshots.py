"""Makes the README's pictures of the real window: ``python -m tests.journeys.screenshots``.

Name a folder to put them there instead of ``resources/guide``; ``--all`` adds every pane, menu and
dialog, in every scheme, and at twice the size.
"""

import json
import os
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from annotator import sample_project
from annotator.app.preferences import Preferences
from annotator.app.theme import theme as themes
from annotator.app.window.main_window import MainWindow
from annotator.assets import asset
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.review.ui.agreement.page import AgreementPage
from annotator.sharing.row_merge import Side
from annotator.sharing.service import merge as merging
from annotator.sharing.service.summary import lines
from annotator.sharing.ui.merge_dialog import MergeDialog
from tests.app.shown import dialogs
from tests.review.reviewed import two_conflicts

SIZE = (1360, 860)
SCHEMES = ("light", "dark")
LOOKS = (*((scheme, 100) for scheme in themes.SCHEMES), ("light", 200), ("dark", 200))
"""Each scheme at the usual size, and what twice the size makes of the window."""


SCREEN = {"name": "desk", "x": 0, "y": 0, "width": 3840, "height": 2160, "dpr": 1}
"""A screen that cuts no dialog: Qt's own without a system has 800 pixels."""


def bring_screen(folder: Path) -> None:
    """Let the program, where it shows itself on no system's screen, have a large screen."""
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        screen = {**SCREEN, "logicalDpi": 96, "logicalBaseDpi": 96}
        description = folder / "screens.json"
        description.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={description}"


def settle(seconds: float = 0.4) -> None:
    """Let everything be counted and painted."""
    QTest.qWait(round(seconds * 1000))


def open_sample(folder: Path, scheme: str) -> MainWindow:
    """The window on the sample project, with a claim chosen."""
    path = folder / "Sample project.sqlite"
    text = asset("samples", "article.txt").read_text(encoding="utf-8")
    sample_project.prepare(
        path, text, tomllib.loads(asset("samples", "sample.toml").read_text("utf-8"))
    )
    preferences = Preferences(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
    preferences.checker, preferences.scheme = "Ada Winterbourne", scheme
    project = Project.open(path)
    preferences.keep_identity(project.work_as(preferences.checker))
    project.close()
    window = MainWindow(preferences)
    window.resize(*SIZE)
    window.show()
    window.open(path)
    settle()
    return window


def choose_first(window: MainWindow) -> None:
    """Choose the first claim of the sample."""
    article = window.session.article
    assert article is not None
    claims = window.session.project.claims.of_article(article.id)
    window.session.choose_claim(claims[0].id)
    settle()


def picture(window: MainWindow, folder: Path, scheme: str) -> None:
    """The window as a newcomer to the sample sees it."""
    choose_first(window)
    keep(window, folder, f"window-{scheme}")


def reviewing(window: MainWindow, folder: Path) -> None:
    """A colleague's tags beside one's own, what a merge would do, and how far both agree."""
    project, article = window.session.project, window.session.article
    assert article is not None
    with tempfile.TemporaryDirectory() as scratch:
        planned = merging.plan(project, two_conflicts(project, article, Path(scratch)))
        merge = MergeDialog(window, planned.path.name, lines(planned), window.theme)
        merge.resize(1040, 720)
        merge.show()
        keep(merge, folder, "merge")
        merge.close()
        decided = dict.fromkeys(planned.conflicts, Side.MINE)
        window.session.attempt(lambda: merging.merge(project, planned, decided))
    window.menus.actions["review"].trigger()
    window.session.choose_claim(project.claims.of_article(article.id)[2].id)
    window.notice.hide()
    settle(1.0)
    keep(window, folder, "review")
    page = AgreementPage(window, window.session, window.theme)
    page.open_up()
    settle(1.0)
    keep(page, folder, "agreement")
    page.close()


def panes(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The parts of the window, each by itself; what scrolls at its whole length."""
    yield "articles", window.articles
    yield "text", window.text
    yield "claims", window.claims
    yield "list", window.claims.list
    details = window.claims.details.area.widget()
    if details is not None:
        yield "details", details
    for action in window.menuBar().actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield f"menu-{action.text().strip('&').lower()}", menu


def keep(widget: QWidget, folder: Path, name: str) -> None:
    """Save a picture of a widget, once it is painted."""
    settle(0.15)
    widget.grab().save(str(folder / f"{name}.png"))


def more(window: MainWindow, folder: Path) -> None:
    """Small, large, each pane, with a notice and a selection, and every dialog."""
    for size, name in (((1024, 700), "small"), ((3840, 2160), "large"), (SIZE, "usual")):
        window.resize(*size)
        settle()
        keep(window, folder, name)
    for name, pane in panes(window):
        keep(pane, folder, name)
    window.text.view.select(Span(200, 240))
    window.selection.show_beside()
    window.notice.warn("The disk is full, so the last step was not saved.", "Try again", settle)
    keep(window, folder, "notice")
    for name, dialog in dialogs(window):
        dialog.show()
        keep(dialog, folder, f"dialog-{name}")
        dialog.close()


def everything(folder: Path) -> None:
    """Every look of the window in a folder of its own, and of the empty window."""
    for scheme, percent in LOOKS:
        place = folder / f"{scheme}-{percent}"
        place.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            window = open_sample(Path(scratch), scheme)
            window.show_interface_size(percent)
            window.notice.hide()
            choose_first(window)
            more(window, place)
            empty = MainWindow(window.preferences)
            window.close()
            empty.resize(*SIZE)
            empty.show()
            keep(empty, place, "empty")
            empty.close()


def main() -> None:
    """Make the pictures."""
    names = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    folder = Path(names[0]) if names else Path(__file__).parents[2] / "resources" / "guide"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        bring_screen(Path(scratch))
        QApplication([])
    if "--all" in sys.argv:
        everything(folder)
        return
    for scheme in SCHEMES:
        with tempfile.TemporaryDirectory() as scratch:
            window = open_sample(Path(scratch), scheme)
            picture(window, folder, scheme)
            if scheme == SCHEMES[0]:
                reviewing(window, folder)
            window.close()


if __name__ == "__main__":
    main()
