"""The window in which two versions of an article are compared, and the way to it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.files.dialogs import file_to_write
from annotator.app.files.disclosure_check import DisclosureCheck
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.dialog import Dialog, open_at
from annotator.app.widgets.fields import ChoiceBox, FilterLine
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label, add_entry, tip
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label
from annotator.articles.model import Version
from annotator.disclosure.confidential_names import Disclosure
from annotator.kernel.errors import AnnotatorError, Cancelled
from annotator.kernel.excerpts import excerpt
from annotator.kernel.file_names import file_name
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress
from annotator.kernel.wording import quoted
from annotator.project import Project
from annotator.revisions.compared_versions import ComparedVersions
from annotator.revisions.service import comparison
from annotator.revisions.ui.compared_text import ComparisonText
from annotator.revisions.ui.versions import in_short
from annotator.search.text_search import TextSearch

_LOOK = 120
"""Milliseconds between looks at how far the comparison is."""
_SAID = 160
"""Letters of a change that are said of it."""
_KINDS = {".html": "Web page", ".docx": "Word with tracked changes"}
_SINGLE = "This article has a single version. Add a newer one to compare them."


class ComparisonBar(QWidget):
    """Which versions are compared and how, and the steps from change to change."""

    turned = Signal()
    """Another version was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.old, self.new = _choice("Older version"), _choice("Newer version")
        self.beside, self.marked = _switch("Side by &side"), _switch("&One text")
        self.beside.setChecked(True)
        shown = QButtonGroup(self)
        for button in (self.beside, self.marked):
            shown.addButton(button)
        self.count = Label()
        self.count.setObjectName("strong")
        self.back, self.on = QPushButton("&Previous change"), QPushButton("&Next change")
        self.back.setToolTip(tip("P"))
        self.on.setToolTip(tip("N"))
        self.search = FilterLine("Find in both versions")
        self.search.setMinimumWidth(letters(24))
        self.hits = Label()
        self.hits.setObjectName("muted")
        self.export = QPushButton("E&xport…")
        self._lay_out()
        for box in (self.old, self.new):
            box.currentIndexChanged.connect(lambda _: self.turned.emit())

    def show_versions(self, versions: list[Version], old_id: str, new_id: str) -> None:
        """Offer versions, the newest first, with two of them chosen."""
        for box, chosen in ((self.old, old_id), (self.new, new_id)):
            box.blockSignals(True)
            box.clear()
            for version in reversed(versions):
                box.addItem(in_short(version), version.id)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        pad(column, Space.LARGE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        first, second = FlowLayout(Space.SMALL), FlowLayout(Space.SMALL)
        arrow = Label("→")
        for words in (arrow, self.count, self.hits):
            # on one line with the buttons beside them
            words.setContentsMargins(0, Space.SMALL, 0, 0)
        for chosen in (self.old, arrow, self.new, self.beside, self.marked):
            first.addWidget(chosen)
        for step in (self.count, self.back, self.on, self.search, self.hits, self.export):
            second.addWidget(step)
        column.addLayout(first)
        column.addLayout(second)


def _choice(name: str) -> ChoiceBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    box.setMinimumWidth(letters(28))
    return box


def _switch(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName("toggle")
    button.setCheckable(True)
    return button


class ComparisonPage(Dialog):
    """A window beside the main window; the comparison is made in the background.

    ``export_asked`` comes with a comparison and the ending of the file to write.
    """

    export_asked = Signal(object, str)

    def __init__(self, parent: QWidget, session: Session, theme: Theme, points: int) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare versions")
        self._session = session
        self._article_id = ""
        self._asked: object = None
        self._how_far = 0, 1
        self._searches: tuple[TextSearch, TextSearch] | None = None
        self._at: tuple[bool, Span] | None = None
        self.bar = ComparisonBar()
        self.text = ComparisonText(theme)
        self.text.show_font_size(points)
        self.state = Label()
        self.state.setObjectName("muted")
        self.state.setWordWrap(True)
        self._looking = make_timer(self, _LOOK)
        self._again = make_timer(self, _LOOK, once=True)
        self._lay_out()
        self._connect()
        open_at(self, 150, 92)

    def open(self) -> None:
        """Compare the versions of the chosen article: the version that is read, and the newest."""
        self._take_article()
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.text.show_theme(theme)

    def tell(self, words: str) -> None:
        """Show a sentence at the foot of the window."""
        self.state.setText(words)
        announce(self.text, words)

    @property
    def is_comparing(self) -> bool:
        """Whether a comparison is under way."""
        return self._asked is not None

    # Qt's events

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stop()

    # inner workings

    def _take_article(self) -> None:
        article, reading = self._session.article, self._session.reading
        if article is None or reading is None:
            return
        self._article_id = article.id
        versions = self._session.project.articles.versions(article.id)
        before = versions[-2] if len(versions) > 1 else versions[-1]
        old = reading.version if self._session.reads_older else before
        self.bar.show_versions(versions, old.id, article.version.id)
        if len(versions) == 1:
            self.text.show_comparison(None)
            self.tell(_SINGLE)
        else:
            self.compare()

    def compare(self) -> None:
        """Compare the versions that are chosen."""
        ids = str(self.bar.old.currentData()), str(self.bar.new.currentData())
        asked = self._asked = object()
        self._how_far = 0, 1
        self._looking.start()
        article_id = self._article_id

        def watch(done: int, total: int) -> None:
            if self._asked is not asked:
                raise Cancelled
            self._how_far = done, total

        def work(project: Project) -> ComparedVersions:
            found = comparison.compare_versions(project, article_id, *ids, watch)
            # made here, not while the window waits
            _ = found.lengths, found.rows_of_changes
            return found

        self._session.lookups.run(
            work, partial(self._show, asked), self._tell_why, key="compared versions"
        )

    def _stop(self) -> None:
        self._asked = None
        self._looking.stop()

    def _show(self, asked: object, compared: ComparedVersions) -> None:
        if self._asked is not asked:
            return
        self._stop()
        self._searches, self._at = None, None
        kept = self.text.current
        self.text.show_comparison(compared)
        self.bar.count.setText(compared.counted.removesuffix("."))
        for button in (self.bar.back, self.bar.on):
            button.setEnabled(bool(compared.count))
        self.bar.export.setEnabled(True)
        self.tell(compared.counted)
        if kept is not None and kept < compared.count:
            self.text.go_to(kept)
        if self.bar.search.text():
            self._find()

    def _tell_why(self, error: AnnotatorError) -> None:
        self._stop()
        self.tell(str(error))

    def _tell_how_far(self) -> None:
        done, total = self._how_far
        self.state.setText(f"Comparing, {100 * done // max(1, total)} %…")

    def _tell_change(self, change: int) -> None:
        compared = self.text.compared
        if compared is None:
            return
        gone, come = self.text.words_of(change)
        kind = label(compared.kind_of(change)).lower()
        said = [f"Change {change + 1:,} of {compared.count:,}: {kind}."]
        if gone == come:
            said.append(f"{quoted(excerpt(come, _SAID))}.")
        else:
            said += [f"Deleted: {quoted(excerpt(gone, _SAID))}."] * bool(gone)
            said += [f"Inserted: {quoted(excerpt(come, _SAID))}."] * bool(come)
        said += [f"{claim.in_words}." for claim in self.text.claims_in(change)]
        self.text.setAccessibleDescription(" ".join(said))
        self.tell(" ".join(said))

    # finding words

    def _find(self) -> None:
        compared, words = self.text.compared, self.bar.search.text()
        if compared is None or not words:
            self._at = None
            self.text.show_found(None)
            self.bar.hits.clear()
            return
        if self._searches is None:
            texts = compared.comparison
            self._searches = TextSearch(texts.old), TextSearch(texts.new)
        for search in self._searches:
            search.look_for(words)
        old, new = self._searches
        found = new.first(0) or old.first(0)
        self._at = (bool(new.count), found) if found else None
        self.text.show_found(self._at)
        self._tell_hits(old.count, new.count)

    def _find_next(self, by: int) -> None:
        """Go to the next hit; behind the last in a text comes the first in the other."""
        if self._at is None or self._searches is None:
            return
        is_new, here = self._at
        search, other = self._searches[is_new], self._searches[not is_new]
        found = search.after(here.end) if by > 0 else search.before(here.start)
        goes_round = found is None or (found <= here if by > 0 else found >= here)
        if goes_round and other.count:
            length = len(self.text.compared.comparison.old) if self.text.compared else 0
            found = other.first(0) if by > 0 else other.before(length + 1)
            is_new = not is_new
        if found is not None:
            self._at = is_new, found
            self.text.show_found(self._at)

    def _tell_hits(self, old: int, new: int) -> None:
        words = f"{old:,} in the older, {new:,} in the newer" if old or new else "Not found"
        self.bar.hits.setText(words)
        announce(self.bar.search, words)

    # putting together

    def _refresh(self) -> None:
        """Compare again once a step may have changed claims or versions."""
        if self.isVisible():
            self._again.start()

    def _take_again(self) -> None:
        if not self.isVisible() or not self._session.is_open:
            return
        try:
            versions = self._session.project.articles.versions(self._article_id)
        except AnnotatorError as error:
            self.tell(str(error))
            return
        if len(versions) < 2:
            self.text.show_comparison(None)
            self.tell(_SINGLE if versions else "This article is gone.")
            return
        chosen = [str(box.currentData()) for box in (self.bar.old, self.bar.new)]
        there = {version.id for version in versions}
        usual = (versions[-2].id, versions[-1].id)
        old, new = (
            one if one in there else other for one, other in zip(chosen, usual, strict=True)
        )
        self.bar.show_versions(versions, old, new)
        self.compare()

    def _connect(self) -> None:
        bar, text, session = self.bar, self.text, self._session
        bar.turned.connect(self.compare)
        bar.beside.toggled.connect(lambda on: text.show_beside(on=on))
        bar.on.clicked.connect(lambda: text.step(1))
        bar.back.clicked.connect(lambda: text.step(-1))
        bar.search.textChanged.connect(lambda _: self._find())
        bar.search.returnPressed.connect(lambda: self._find_next(1))
        text.reached.connect(self._tell_change)
        keys = QKeySequence.StandardKey
        for key, by in ((keys.FindNext, 1), (keys.FindPrevious, -1)):
            shortcut = QShortcut(key, self)
            shortcut.activated.connect(partial(self._step_or_find, by))
        find = QShortcut(keys.Find, self)
        find.activated.connect(bar.search.setFocus)
        self._looking.timeout.connect(self._tell_how_far)
        self._again.timeout.connect(self._take_again)
        session.refreshed.connect(self._refresh)
        session.article_chosen.connect(self._follow)
        menu = QMenu(bar.export)
        for suffix, words in _KINDS.items():
            entry = add_entry(menu, f"{words}…")
            entry.triggered.connect(lambda _=False, suffix=suffix: self._ask_export(suffix))
        bar.export.setMenu(menu)
        bar.export.setEnabled(False)

    def _step_or_find(self, by: int) -> None:
        if self._at is not None and self.bar.search.hasFocus():
            self._find_next(by)
        else:
            self.text.step(by)

    def _follow(self, article: object) -> None:
        if self.isVisible() and article is not None:
            self._take_article()

    def _ask_export(self, suffix: str) -> None:
        if self.text.compared is not None:
            self.export_asked.emit(self.text.compared, suffix)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        clear_margins(column)
        column.addWidget(self.bar)
        column.addWidget(self.text, 1)
        foot = QHBoxLayout()
        pad(foot, Space.LARGE, Space.SMALL)
        foot.addWidget(self.state, 1)
        column.addLayout(foot)


class ComparisonController(QObject):
    """The window of the comparison, made when it is first asked for, and the files it leads to.

    ``written`` comes with a file.
    """

    written = Signal(object)
    warned = Signal(str)

    def __init__(
        self,
        session: Session,
        lookout: DisclosureCheck,
        theme: Theme,
        points: Callable[[], int],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._lookout = lookout
        self._window = window
        self._theme = theme
        self._points = points
        self.page: ComparisonPage | None = None
        self.actions: list[QAction] = []
        session.closing.connect(self._close)

    def show_theme(self, theme: Theme) -> None:
        """Show the window in another theme."""
        self._theme = theme
        if self.page is not None:
            self.page.show_theme(theme)

    def compare(self) -> None:
        """Compare two versions of the chosen article."""
        article = self._session.article
        if article is None:
            return
        if len(self._session.project.articles.versions(article.id)) == 1:
            self._session.told.emit(_SINGLE)
            return
        if self.page is None:
            self.page = ComparisonPage(self._window, self._session, self._theme, self._points())
            # undo, redo and stop belong to the project, whichever window is in front
            self.page.addActions(self.actions)
            self.page.export_asked.connect(self.export)
        self.page.open()

    def export(self, compared: ComparedVersions, suffix: str) -> None:
        """Look for names that must not leave, ask where, and write the comparison there."""

        def find(project: Project, _progress: Progress) -> tuple[Sequence[Disclosure], None]:
            return comparison.names_in_comparison(project, compared), None

        self._lookout.look(
            find, "&Export anyway", lambda _: self._ask_where(compared, suffix), self._tell_stopped
        )

    def _ask_where(self, compared: ComparedVersions, suffix: str) -> None:
        numbers = f"{compared.old.number} and {compared.new.number}"
        proposed = file_name(f"{compared.heading}, versions {numbers}{suffix}")
        kinds = f"{_KINDS[suffix]} (*{suffix})"
        name = file_to_write(self.page, "Export the comparison", proposed, kinds)
        if name:
            target = Path(name)
            self.export_to(
                target if target.suffix else target.with_suffix(suffix), compared, suffix
            )

    def export_to(self, target: Path, compared: ComparedVersions, suffix: str) -> None:
        """Write a comparison in the background: it is there whole, or not at all."""
        self._session.work.run(
            lambda *_: "Writing the comparison…",
            lambda project, progress: comparison.export(
                project, compared, target, suffix, progress
            ),
            lambda _result: self._tell_written(target),
            lambda error: self._warn(str(error)),
            self._tell_stopped,
        )

    def _tell_stopped(self) -> None:
        self._say("Cancelled. Nothing was written.")

    def _tell_written(self, target: Path) -> None:
        self._say(f"Saved: {target}")
        self.written.emit(target)

    def _warn(self, sentence: str) -> None:
        self._say(sentence)
        self.warned.emit(sentence)

    def _say(self, words: str) -> None:
        if self.page is not None:
            self.page.tell(words)

    def _close(self) -> None:
        if self.page is not None:
            self.page.close()
            self.page.deleteLater()
            self.page = None
