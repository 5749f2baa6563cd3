"""What each view of a window shows, to be compared with what another window shows."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from annotator.app.widgets.lists.rows import ROW
from annotator.app.window.main_window import MainWindow
from annotator.audit.model import TrailScope
from annotator.kernel.positions import Span
from tests.app.desks import until

View = Callable[[MainWindow], Any]
_BRIEF = 1000
"""Milliseconds; timers that wait longer hide a notice, and show nothing."""


def open_every_page(window: MainWindow, words: str, like: MainWindow | None = None) -> None:
    """Open what lies beside the text, too, and choose there what is chosen in another window."""
    if not window.reviewing.on:
        window.reviewing.switch()
    window.searching.page.open(words)
    window.sources.show_page(_source(like) if like else "")
    window.agreeing.show_page()
    agreement = window.agreeing.page
    assert agreement is not None
    agreement.choosing.scope.setCurrentIndex(1)
    window.trailing.show_page()
    trail = window.trailing.page
    assert trail is not None
    trail.bar.show_scope(TrailScope.PROJECT, [*TrailScope])
    trail.read()
    settle(window)
    model = like.agreeing.page if like else None
    for checker_id, box in agreement.choosing.boxes.items():
        box.setChecked(model is None or checker_id in model.choosing.checker_ids())
    settle(window)
    if model is not None:
        agreement.pairs.choice.setCurrentText(model.pairs.choice.currentText())


def _source(window: MainWindow) -> str:
    used = window.sources.page.chosen() if window.sources.page else None
    return used.source.id if used else ""


def settle(window: MainWindow) -> None:
    """Let everything come about that waits for a moment of rest, or for the background."""
    until(lambda: _is_quiet(window))


def _is_quiet(window: MainWindow) -> bool:
    for timer in filter(_is_awaited, window.findChildren(QTimer)):
        timer.setInterval(0)  # as if the rest had come
    QApplication.processEvents()
    # widgets that have had their time are gone once a user sees the window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    session = window.session
    works = (session.jobs, session.lookups, session.keeper._jobs)
    busy = any(work is not None and work.is_at_work for work in works)
    waits = any(map(_is_awaited, window.findChildren(QTimer)))
    return not busy and not waits and window.text.view.is_settled


def _is_awaited(timer: QTimer) -> bool:
    return timer.isActive() and timer.isSingleShot() and timer.interval() < _BRIEF


def _words(root: QWidget) -> list[tuple[Any, ...]]:
    """What stands in labels, buttons and fields, from the top."""
    return [found for widget in root.findChildren(QWidget) if (found := _said(widget, root))]


def _said(widget: QWidget, root: QWidget) -> tuple[Any, ...] | None:
    if not widget.isVisibleTo(root):
        return None
    for kind, read in _SAID.items():
        if isinstance(widget, kind):
            return kind.__name__, widget.isEnabled(), read(widget)
    return None


_SAID: dict[type[QWidget], Callable[[Any], Any]] = {
    QListWidget: lambda view: [view.item(row).text() for row in range(view.count())],
    QLabel: QLabel.text,
    QLineEdit: QLineEdit.text,
    QPlainTextEdit: QPlainTextEdit.toPlainText,
    QComboBox: lambda box: ([box.itemText(n) for n in range(box.count())], box.currentText()),
    QAbstractButton: lambda button: (button.text(), button.isChecked()),
}


def _rows(model: QAbstractItemModel) -> list[Any]:
    # Qt hides how many columns a list has: one
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    return [
        (model.index(row, column).data(), model.index(row, column).data(ROW))
        for row in range(model.rowCount())
        for column in range(columns)
    ]


def _articles(window: MainWindow) -> Any:
    pane = window.articles
    _rows(pane.model)
    settle(window)  # how far each is comes once it was looked at
    return _rows(pane.model), pane.list.currentIndex().row(), _words(pane)


def _text(window: MainWindow) -> Any:
    view, block = window.text.view, window.text.view.document().firstBlock()
    blocks = []
    while block.isValid():
        ink = view._ink_of(block)
        blocks.append((block.text(), [*ink.claims], {*ink.fills}, [h for _, h in ink.marks]))
        block = block.next()
    all_of_it = Span(0, max(1, len(view._text)))
    softened = [(c.selectionStart(), c.selectionEnd()) for c in window.text.marked._shown]
    page = window.text.currentWidget() is window.text._reading
    return page, view._chosen, blocks, view._pages.between(all_of_it), softened


def _ruler(window: MainWindow) -> Any:
    return window.text.ruler._survey, window.text.ruler.accessibleDescription()


def _claims(window: MainWindow) -> Any:
    listing = window.claims.listing
    return _rows(listing.model), listing.model.total, listing.list.chosen_rows(), _words(listing)


def _details(window: MainWindow) -> Any:
    below = window.claims._below
    return below.currentIndex(), [_words(page) for page in [below.currentWidget()] if page]


def _menus(window: MainWindow) -> Any:
    return {n: (a.text(), a.isEnabled()) for n, a in window.menus.actions.items()}


def _found(window: MainWindow) -> Any:
    return _rows(window.searching.page.model), _words(window.searching.page)


def _palette(window: MainWindow) -> Any:
    palette = window.finding.palette
    palette.typed.emit("")
    return _rows(palette.model)


def _sources(window: MainWindow) -> Any:
    page = window.sources.page
    assert page is not None
    return _rows(page.model), _words(page)


def _agreement(window: MainWindow) -> Any:
    page = window.agreeing.page
    assert page is not None
    return page.pairs.pair, page._found, _words(page)


def _trail(window: MainWindow) -> Any:
    page = window.trailing.page
    assert page is not None
    return _rows(page.model), page.bar.who.count(), page.state.text()


VIEWS: dict[str, View] = {
    "articles": _articles,
    "text": _text,
    "ruler": _ruler,
    "claims": _claims,
    "details": _details,
    "status bar": lambda window: _words(window.statusBar()),
    "review bar": lambda window: _words(window.claims.review_bar),
    "menus": _menus,
    "title": MainWindow.windowTitle,
    "version bar": lambda window: _words(window.versions.bar),
    "package bar": lambda window: _words(window.handing_over.bar),
    "search": _found,
    "palette": _palette,
    "sources": _sources,
    "agreement": _agreement,
    "trail": _trail,
}


def seen(window: MainWindow) -> dict[str, Any]:
    """What every view of a window shows, once it shows all there is to show."""
    settle(window)
    return {name: read(window) for name, read in VIEWS.items()}


def differences(one: dict[str, Any], other: dict[str, Any], *left_out: str) -> Iterator[str]:
    """Where two windows, or one before and after, do not show the same."""
    for name in VIEWS:
        if name not in left_out and one[name] != other[name]:
            yield f"{name}: {_first_difference(one[name], other[name])}"


def _first_difference(one: Any, other: Any) -> str:
    """Where two readings differ first."""
    if isinstance(one, list | tuple) and type(one) is type(other):
        for a, b in zip(one, other, strict=False):
            if a != b:
                return _first_difference(a, b)
        longer, n = max((one, other), key=len), min(len(one), len(other))
        return f"{len(one)} for {len(other)}: {longer[n]!r:.200}"
    if isinstance(one, dict) and isinstance(other, dict):
        return str(
            {k: (one.get(k), other.get(k)) for k in one | other if one.get(k) != other.get(k)}
        )
    return f"{one!r:.300} for {other!r:.300}"
