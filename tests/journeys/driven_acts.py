"""What somebody does at a driven window, act by act: by keys, mouse, dialogs and other programs."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from annotator.claims.filters import ClaimOrder, OrderBy
from annotator.claims.service import claims as annotating
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.positions import Span
from tests.acts import ACTS as OF_SERVICES
from tests.app.desks import PLAIN, click, drag, drop, point_at
from tests.app.real_keys import CTRL, SHIFT, holding
from tests.journeys.driven_window import DrivenWindow

Do = Callable[[DrivenWindow], object]
_LEFT = Qt.MouseButton.LeftButton
_KEPT = ("Ctrl+Return", "Return", "Tab", "")
"""Ways to leave a form, or not, without giving up what was typed."""


class Reach(StrEnum):
    """Whose words an act may change."""

    NOTHING = "nothing but what was being typed"
    AIMED = "what was visibly chosen"
    ALL = "anything"


@dataclass(frozen=True, slots=True)
class Act:
    """An act by its name, what it may change, and how often it is drawn."""

    name: str
    reach: Reach
    do: Do
    weight: int = 2


def _keys(*keys: str) -> Do:
    return lambda driven: driven.press("F6", *keys)


def _one_of(*keys: str) -> Do:
    return lambda driven: driven.press(driven.draw.choice(keys))


def _command(name: str) -> Do:
    """Give a command by its entry in the menus, if it is offered."""
    return lambda driven: driven.window.menus.actions[name].trigger()


def _one_command(*names: str) -> Do:
    return lambda driven: _command(driven.draw.choice(names))(driven)


# words of the text


def _span(driven: DrivenWindow) -> Span | None:
    """A stretch of the text that is shown, a few letters or some sentences long."""
    article = driven.window.session.article
    if article is None or driven.window.claims.list.is_table:
        return None
    text = driven.project.articles.text(article.version.id)
    start = driven.draw.randrange(max(1, len(text) - 2))
    length = driven.draw.choice((1, 4, 12, 30, 90))
    return Span(start, min(len(text), start + length))


def _drag(driven: DrivenWindow) -> None:
    span = _span(driven)
    if span is not None:
        alt = Qt.KeyboardModifier.AltModifier
        drag(driven.window, span, driven.draw.choice((PLAIN, PLAIN, alt)))


def _click(driven: DrivenWindow) -> None:
    span = _span(driven)
    if span is not None:
        click(driven.window, span.start)


def _ctrl_click(driven: DrivenWindow) -> None:
    span, view = _span(driven), driven.window.text.view
    if span is not None:
        modifier = driven.draw.choice((CTRL, SHIFT))
        with holding(driven.window, modifier):
            point = point_at(view, span.start)
            QTest.mouseClick(view.viewport(), _LEFT, modifier, point)


def _select_by_keys(driven: DrivenWindow) -> None:
    way = driven.draw.choice(("Shift+Right", "Ctrl+Shift+Right", "Shift+Down", "Shift+End"))
    driven.press("F6", *[way] * driven.draw.randint(1, 4))


def _menu_in_text(driven: DrivenWindow) -> None:
    span, view = _span(driven), driven.window.text.view
    if span is not None:
        _ask_menu(view.viewport(), point_at(view, span.start))


def _ask_menu(port: QWidget, point: QPoint) -> None:
    QTest.mousePress(port, Qt.MouseButton.RightButton, PLAIN, point)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, port.mapToGlobal(point))
    QApplication.sendEvent(port, event)
    QTest.mouseRelease(port, Qt.MouseButton.RightButton, PLAIN, point)


def _paste_over_text(driven: DrivenWindow) -> None:
    address = f"https://example.org/{driven.draw.randrange(9)}"
    QGuiApplication.clipboard().setText(driven.draw.choice((address, f"See {address}", "no link")))
    driven.press("F6", "Ctrl+V")


# words of one's own


def _writing(*keys: str, leave: Sequence[str] = ("Ctrl+Return", "Return", "Escape", "")) -> Do:
    """Open a field by keys, type into it, and leave it one way or the other, or stay."""

    def do(driven: DrivenWindow) -> None:
        driven.press("F6", *keys)
        _type(driven)
        way = driven.draw.choice(leave)
        if way:
            driven.press(way)

    return do


def _type(driven: DrivenWindow) -> None:
    field = QApplication.focusWidget()
    if not isinstance(field, QLineEdit | QPlainTextEdit) or field is driven.window.text.view:
        return
    words = driven.words()
    driven.type(words)
    driven.typed[words.split()[0]] = field.accessibleName() or type(field).__name__


def _type_on(driven: DrivenWindow) -> None:
    """Type wherever the focus happens to be: in the text these are commands."""
    driven.press(*driven.draw.choices("jkoxl.]", k=3))


# the list


def _rows(driven: DrivenWindow) -> int:
    return driven.window.claims.listing.model.rowCount()


def _click_row(driven: DrivenWindow) -> None:
    _at_row(driven, PLAIN)


def _choose_several(driven: DrivenWindow) -> None:
    for _ in range(driven.draw.randint(2, 3)):
        modifier = driven.draw.choice((CTRL, CTRL, SHIFT))
        with holding(driven.window, modifier):
            _at_row(driven, modifier)


def _at_row(driven: DrivenWindow, modifier: Qt.KeyboardModifier) -> None:
    rows = driven.window.claims.list
    if _rows(driven) and rows.isVisible():
        index = rows.at(driven.draw.randrange(_rows(driven)))
        rows.scrollTo(index)
        QTest.mouseClick(rows.viewport(), _LEFT, modifier, rows.visualRect(index).center())


def _menu_in_list(driven: DrivenWindow) -> None:
    rows = driven.window.claims.list
    if _rows(driven) and rows.isVisible():
        index = rows.at(driven.draw.randrange(_rows(driven)))
        rows.scrollTo(index)
        _ask_menu(rows.viewport(), rows.visualRect(index).center())


def _walk_in_list(driven: DrivenWindow) -> None:
    driven.window.claims.list.setFocus()
    driven.press(*driven.draw.choices(("Down", "Up", "Shift+Down", "Home", "End"), k=3))


def _order(driven: DrivenWindow) -> None:
    order = ClaimOrder(driven.draw.choice([*OrderBy]), reverse=driven.draw.random() < 0.3)
    driven.window.claims.listing.bar.show_order(order)


def _filter(driven: DrivenWindow) -> None:
    bar = driven.window.claims.listing.bar
    if driven.draw.random() < 0.4:
        bar.filter.click()
    elif driven.draw.random() < 0.5:
        driven.press("Ctrl+L")
        driven.type(driven.draw.choice(("ship", "harbour", "zzz", "%")))
        driven.press("Return")
    else:
        bar.show_all()


def _press_button(driven: DrivenWindow) -> None:
    """Press any button of the details, as a mouse does."""
    details = driven.window.claims.details
    buttons = [
        button
        for button in details.findChildren(QPushButton)
        if button.isVisible() and button.isEnabled()
    ]
    if buttons:
        button = driven.draw.choice(buttons)
        details.area.ensureWidgetVisible(button)
        QTest.mouseClick(button, _LEFT, PLAIN, button.rect().center())


# articles, pages and files


def _other_article(driven: DrivenWindow) -> None:
    rows = driven.window.articles.list
    if rows.isVisible() and driven.window.articles.model.rowCount():
        index = rows.model().index(driven.draw.randrange(rows.model().rowCount()), 0)
        rows.scrollTo(index)
        QTest.mouseClick(rows.viewport(), _LEFT, PLAIN, rows.visualRect(index).center())


def _menu_of_articles(driven: DrivenWindow) -> None:
    rows = driven.window.articles.list
    if rows.isVisible() and rows.model().rowCount():
        index = rows.model().index(driven.draw.randrange(rows.model().rowCount()), 0)
        rows.scrollTo(index)
        _ask_menu(rows.viewport(), rows.visualRect(index).center())


def _paste_article(driven: DrivenWindow) -> None:
    QGuiApplication.clipboard().setText(f"{driven.words()} says that 9 of 10 ships sank.\n" * 3)
    driven.press("Ctrl+Shift+V")


def _drop(driven: DrivenWindow) -> None:
    name = driven.draw.choice(("article.txt", "same.txt"))
    with suppress(AssertionError):  # a window that takes no drop shows it by its pointer
        drop(driven.window, driven.folder / name)


def _page(name: str) -> Do:
    def do(driven: DrivenWindow) -> None:
        _command(name)(driven)
        page = QApplication.activeWindow()
        if page is not None and page is not driven.window:
            QTest.keyClick(page, driven.draw.choice((Qt.Key.Key_Down, Qt.Key.Key_Tab)))
            page.close()

    return do


def _palette(driven: DrivenWindow) -> None:
    driven.press("Ctrl+K")
    driven.type(driven.draw.choice(("harb", "12", "claim", "ships", "dark", "zzz")))
    driven.press(*driven.draw.choices(("Down", "Up"), k=2), "Escape")


def _find(driven: DrivenWindow) -> None:
    driven.press("Ctrl+F")
    driven.type(driven.draw.choice(("ships", "law 12", "الوزيرة", "港口", "\U0001f6a2", "zz")))
    driven.press(*driven.draw.choices(("Return", "Shift+Return", "F3"), k=2))
    driven.press(driven.draw.choice(("Escape", "F6")))


def _search(driven: DrivenWindow) -> None:
    driven.press("Ctrl+Shift+F")
    driven.type(driven.draw.choice(("ships", "global law", "claim", "w1")))
    driven.press(*driven.draw.choices(("Return", "Down", "F3", "Shift+F3"), k=3))


def _close_search(driven: DrivenWindow) -> None:
    driven.window.searching.page.close()
    driven.press("F6")


# steps


def _back(*, last: str) -> Do:
    def do(driven: DrivenWindow) -> None:
        driven.press("F6")
        with holding(driven.window, CTRL):
            for _ in range(driven.draw.randint(1, 5)):
                driven.press("Ctrl+Z")
            for _ in range(driven.draw.randint(0, 4)):
                driven.press(last)

    return do


def _elsewhere(driven: DrivenWindow) -> None:
    """A step of the colleague's in another program, and the window looks for it."""
    act = driven.draw.choice(OF_SERVICES)
    pick = driven.draw.randrange(90), driven.draw.randrange(20)
    with suppress(AnnotatorError):
        act(driven.other, pick)
    driven.window.session._look_for_others()


def _colleague_tags(driven: DrivenWindow) -> None:
    claims = driven.other.claims.of_article(driven.other.articles.page()[0].id)
    if claims:
        verdict = driven.draw.choice((Verdict.VERIFIED, Verdict.UNSUPPORTED))
        annotating.tag(driven.other, [driven.draw.choice(claims).id], verdict)
    driven.window.session._look_for_others()


def _other_project(driven: DrivenWindow) -> None:
    driven.press("Ctrl+O")
    driven.press("F6", driven.draw.choice("JK"), driven.draw.choice("13"))
    driven.return_home()
    driven.typed.clear()  # to open it twice is to leave without what was not entered


def _resize(driven: DrivenWindow) -> None:
    driven.window.resize(*driven.draw.choice(((1366, 768), (1024, 600), (1920, 1080))))


def _name(driven: DrivenWindow) -> None:
    """Work under another name, and under one's own again."""
    driven.window.ask_name()


NONE, AIM, ALL = Reach
ACTS = {
    act.name: act
    for act in (
        Act("drag over words", NONE, _drag, 8),
        Act("click in the text", NONE, _click, 4),
        Act("click with a key held", NONE, _ctrl_click),
        Act("select by keys", NONE, _select_by_keys, 3),
        Act("menu of the text", ALL, _menu_in_text),
        Act("mark", AIM, _keys("M"), 6),
        Act("verified", AIM, _one_of("1"), 5),
        Act("unsupported", AIM, _one_of("3"), 4),
        Act("disputed for a reason", AIM, lambda d: d.press("2", d.draw.choice("123")), 4),
        Act("disputed, then Esc", AIM, lambda d: d.press("2", "Escape")),
        Act("clear verdict", AIM, _one_of("0")),
        Act("remove claim", AIM, _one_of("Del")),
        Act("type a conclusion", AIM, _writing("C"), 4),
        Act("type in own words", AIM, _writing("S")),
        Act("type a query", AIM, _writing("Q"), 3),
        Act("type a note", AIM, _writing("N"), 3),
        Act("type a comment", AIM, _writing("D")),
        Act("ask the author", AIM, _writing("U")),
        Act("add evidence", AIM, _writing("E", leave=_KEPT), 3),
        Act("log a contact", AIM, _writing("Shift+Q", leave=_KEPT)),
        Act("paste an address", AIM, _paste_over_text, 3),
        Act("wait for a reply", AIM, _one_of("W")),
        Act("press a button of the details", AIM, _press_button, 4),
        Act("go to a claim to review", NONE, _keys("G"), 3),
        Act("decide on a tag", AIM, _one_of(*"YRIVHZ"), 4),
        Act("settle", AIM, _keys("F")),
        Act("settle agreed claims", ALL, _keys("Shift+F"), 1),
        Act("review mode", NONE, _one_of("F8"), 1),
        Act("add a passage", AIM, _keys("P")),
        Act("same words elsewhere", AIM, _keys("A"), 1),
        Act("remove a passage", AIM, _keys("Shift+Del"), 1),
        Act("split", AIM, _keys("B")),
        Act("join", ALL, _keys("Ctrl+J")),
        Act("move an end", AIM, _one_of("Alt+Right", "Alt+Left", "Alt+Shift+Right", "Alt+PgDown")),
        Act("nothing to check", NONE, _keys("L", "X")),
        Act("go to a sentence", NONE, _one_of("]", "[", "Shift+J", "+", "-", ".")),
        Act("go to a claim", NONE, _one_of("J", "K", "O"), 5),
        Act("type where the focus is", ALL, _type_on),
        Act("undo a run", ALL, _back(last="Ctrl+Z"), 3),
        Act("undo and redo a run", ALL, _back(last="Ctrl+Y"), 3),
        Act("click a row", NONE, _click_row, 4),
        Act("choose several rows", NONE, _choose_several, 3),
        Act("walk in the list", NONE, _walk_in_list),
        Act("menu of the list", ALL, _menu_in_list),
        Act("filter the list", NONE, _filter, 3),
        Act("order the list", NONE, _order),
        Act("table", NONE, _one_of("Ctrl+T")),
        Act("find", NONE, _find),
        Act("search in everything", NONE, _search, 1),
        Act("close the search", NONE, _close_search, 1),
        Act("palette", NONE, _palette),
        Act("Esc", NONE, _one_of("Escape"), 3),
        Act("Tab", NONE, _one_of("Tab", "Shift+Tab")),
        Act("another article", NONE, _other_article, 4),
        Act("menu of the articles", ALL, _menu_of_articles, 1),
        Act("paste an article", ALL, _paste_article, 1),
        Act("add an article", ALL, _keys("Ctrl+N"), 1),
        Act("drop a file", ALL, _drop, 1),
        Act("archive the article", ALL, _command("archive"), 1),
        Act("describe the article", ALL, _command("describe"), 1),
        Act("plan the article", ALL, _one_command("plan", "take_over"), 1),
        Act("combine duplicates", ALL, _command("twins"), 1),
        Act("sources", ALL, _page("sources"), 1),
        Act("trail", NONE, _page("trail"), 1),
        Act("agreement", NONE, _page("agreement"), 1),
        Act("help", NONE, _one_command("keys", "about"), 1),
        Act("import", ALL, _command("import"), 1),
        Act("merge", ALL, _command("merge"), 1),
        Act("send for review", NONE, _command("send"), 1),
        Act("export", NONE, _command("export"), 1),
        Act("copy the claim", NONE, _one_of("Ctrl+Shift+C"), 1),
        Act("scheme", NONE, _one_command("light", "dark", "high-contrast-dark"), 1),
        Act("size of the text", NONE, _one_of("Ctrl++", "Ctrl+-", "Ctrl+0"), 1),
        Act("size of the interface", NONE, _one_of("Ctrl+Shift+PgUp", "Ctrl+Shift+PgDown"), 1),
        Act("size of the window", NONE, _resize, 1),
        Act("panes", NONE, _one_of("Ctrl+B", "Ctrl+Shift+B"), 1),
        Act("a step elsewhere", ALL, _elsewhere, 3),
        Act("a tag elsewhere", ALL, _colleague_tags, 3),
        Act("another name", NONE, _name, 1),
        Act("close and open again", NONE, DrivenWindow.reopen, 1),
        Act("another project", ALL, _other_project, 1),
    )
}
