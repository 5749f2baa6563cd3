"""What holds in a driven window after every act, whatever the act was."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from annotator.kernel.changes import ChangeKind, RowChange
from tests.app.desks import until
from tests.app.views import VIEWS, differences, settle
from tests.journeys.driven_acts import Reach
from tests.journeys.driven_window import DrivenWindow
from tests.projects import Rows, dump
from tests.raw_file import raw_file

OF_NO_CLAIM = {"checkers", "settings", "sources", "coverage", "articles", "versions", "texts"}
LIVE = ("articles", "text", "ruler", "claims", "details", "status bar", "menus", "title")
"""Views that are read at every look."""
_SLIPS = ("Traceback", "Error:", "NotFound", "<built-in", "object at 0x", "None.")


@dataclass(frozen=True, slots=True)
class Before:
    """What was to be seen before an act: the newest step, and the claims that may be changed."""

    seq: int
    aimed: frozenset[str]
    typed_on: frozenset[str]
    claims: frozenset[str]
    checker: str


def look_before(driven: DrivenWindow) -> Before:
    """Read off the window what is visibly chosen, and what is being typed on."""
    window, project = driven.window, driven.project
    sight = window.sighting.sight()
    drafts = {claim for claim, _ in window.claims.details._all_unsaved()}
    aimed = {*sight.several, *sight.in_words, *sight.at_caret[:1], sight.chosen}
    claims = [row[0] for row in raw_file(project).rows("SELECT id FROM claims")]
    checker = project.checker.name if project.checker else ""
    newest = project.history.latest_seq()
    return Before(newest, frozenset(aimed), frozenset(drafts), frozenset(claims), checker)


def findings(driven: DrivenWindow, before: Before, reach: Reach) -> Iterator[str]:
    """What does not hold after an act, as sentences."""
    yield from driven.wrong
    driven.wrong.clear()
    yield from _blocked(driven)
    if not driven.window.session.is_open:
        yield "no project is open any more"
        return
    yield from _strayed(driven, before, reach)
    yield from _slips(driven)


def _blocked(driven: DrivenWindow) -> Iterator[str]:
    try:
        until(lambda: not QApplication.activeModalWidget() and not QApplication.activePopupWidget())
    except AssertionError:
        found = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        yield f"the window is blocked by {found}"
    if not driven.window.isVisible() or not driven.window.isEnabled():
        yield "the window is not to be used"


def _strayed(driven: DrivenWindow, before: Before, reach: Reach) -> Iterator[str]:
    """Claims that were changed, and that nobody chose."""
    if reach is Reach.ALL:
        return
    allowed = before.typed_on | (before.aimed if reach is Reach.AIMED else frozenset())
    project = driven.project
    for outcome in project.history.since(before.seq):
        change = outcome.change
        if change.kind is not ChangeKind.DO or change.checker != before.checker:
            continue
        touched = {
            _claim_of(row, change.place.claim_id) for row in project.history.rows_of(change.seq)
        }
        strayed = (touched - allowed) & before.claims
        if strayed:
            numbers = [
                raw_file(project).value("SELECT number FROM claims WHERE id = ?", [s])
                for s in strayed
            ]
            yield f"“{change.label}” changed claims {numbers} that were not chosen ({reach.value})"


def _claim_of(row: RowChange, place: str) -> str:
    state: dict[str, Any] = {**(row.before or {}), **(row.after or {})}
    if row.table in OF_NO_CLAIM:
        return ""
    if row.table == "claims":
        same = row.before and row.after and {k: v for k, v in row.before.items() if k != "number"}
        renumbered = same and same == {k: v for k, v in (row.after or {}).items() if k != "number"}
        return "" if renumbered else row.row_id
    return str(state.get("claim_id", place))


def _slips(driven: DrivenWindow) -> Iterator[str]:
    for label in driven.window.findChildren(QLabel):
        found = next((words for words in _SLIPS if words in label.text()), "")
        if found and label.isVisible():
            yield f"“{label.text()[:200]}” is shown"


def kept(driven: DrivenWindow) -> Iterator[str]:
    """Words that were typed, and are neither saved nor still there."""
    if not driven.typed:
        return
    drafts = " ".join(driven.window.claims.details._all_unsaved().values())
    fields = driven.window.findChildren(QLineEdit) + driven.window.findChildren(QPlainTextEdit)
    shown = " ".join(
        field.text() if isinstance(field, QLineEdit) else field.toPlainText() for field in fields
    )
    for words, place in [*driven.typed.items()]:
        saved = raw_file(driven.project).value(
            "SELECT count(*) FROM change_rows WHERE after LIKE ?", [f"%{words}%"]
        )
        if saved:
            del driven.typed[words]
        elif words not in drafts and words not in shown:
            del driven.typed[words]
            yield f"“{words}”, typed into “{place}”, is neither saved nor there"


def stale(driven: DrivenWindow) -> Iterator[str]:
    """Views that show something else once they ask again."""
    window = driven.window
    now = _read(driven)
    window.session.refreshed.emit()
    yield from (f"stale: {found}" for found in _unlike(now, _read(driven)))


def _read(driven: DrivenWindow) -> dict[str, Any]:
    settle(driven.window)
    return {name: VIEWS[name](driven.window) for name in LIVE}


def _unlike(one: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    return differences(one, other, *(name for name in VIEWS if name not in LIVE))


def unsound(driven: DrivenWindow) -> Iterator[str]:
    """What is not sound in the file."""
    yield from (f"the file: {found}" for found in driven.project.findings())


def undone(driven: DrivenWindow, first: Rows, seq: int) -> Iterator[str]:
    """What is not as it was once every step is taken back, the newest first, by whom it was."""
    driven.window.session.save_typed()
    people = {name: driven.project.another() for name in _people(driven)}
    for name, project in people.items():
        project.work_as(name)
    while steps := [(s.seq, p) for p in people.values() if (s := p.to_undo()) and s.seq > seq]:
        max(steps, key=lambda pair: pair[0])[1].undo()
    last = dump(driven.project)
    for project in people.values():
        project.close()
    driven.window.session._look_for_others()
    for table in (first | last).keys() - {"checkers", "settings"}:
        if first.get(table) != last.get(table):
            yield f"undone, {table} is not as at first"
    yield from stale(driven)


def _people(driven: DrivenWindow) -> list[str]:
    return [checker.name for checker in driven.project.people.checkers()]
