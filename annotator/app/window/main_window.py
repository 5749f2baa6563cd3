"""The window: it wires its parts and takes Qt's events, and does no more."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)

from annotator.app.preferences import Preferences
from annotator.app.theme.theme import when_the_system_changes
from annotator.app.widgets.dialog import are_closed
from annotator.app.widgets.form_keys import leads_to_text
from annotator.app.widgets.notice import UNDO
from annotator.app.widgets.plain_text import title
from annotator.app.widgets.tab_order import go_round, is_led_on
from annotator.app.window.command_slots import slots
from annotator.app.window.last_position import keep
from annotator.app.window.parts import WindowParts
from annotator.app.window.wiring import (
    wire_arrivals,
    wire_details,
    wire_finding,
    wire_marking,
    wire_notice,
    wire_panes,
    wire_review,
)
from annotator.articles.model import Article
from annotator.kernel import file_whereabouts
from annotator.kernel.file_names import project_title


class MainWindow(WindowParts):
    """Articles on the left, the text in the middle, claims on the right."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self._leaves = False
        self._last_failure = self._not_saved = ""
        self._wire_session()
        self._wire_notice()
        wire_panes(self)
        wire_arrivals(self)
        wire_notice(self)
        wire_details(self)
        wire_finding(self)
        wire_marking(self)
        wire_review(self)
        self._wire_commands()
        self.show_scheme(preferences.scheme)
        self.text.view.show_font_size(preferences.font_size)
        self.allow()

    def leave(self) -> None:
        """Close without a question, even where words are not saved: the system ends the program."""
        self._leaves = True
        self.close()

    # Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        # words dragged out of this window are no drop on it
        words = event.source() is None and self.citing.takes(data)
        if data.hasUrls() or (self.session.is_open and words):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        event.acceptProposedAction()
        if self.session.is_open and self.citing.takes(event.mimeData()):
            self.citing.take(event.mimeData())
            return
        view = self.text.view
        there = view.mapFrom(self, event.position().toPoint())
        on_text = (
            self.session.article is not None and view.isVisible() and view.rect().contains(there)
        )
        # after the drop has ended: a dialog inside it would hold up the program dragged from
        QTimer.singleShot(0, lambda: self.drops.take(paths, on_text=on_text))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        if is_led_on(self):
            return go_round(self, forwards=next)
        return super().focusNextPrevChild(next)

    def lead_to_text(self) -> None:
        """Come to the front, with the focus in the text of the article."""
        self.activateWindow()
        if self.session.article is not None:
            self.table.to_text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # what no field keeps for itself
        if event.matches(QKeySequence.StandardKey.Paste) and self.session.is_open:
            self.citing.paste()
        elif leads_to_text(event) and self.session.article is not None:
            self.table.to_text()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.menus.fit(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaves and not (
            are_closed(self) and self.session.let_go("Close again to discard that.")
        ):
            event.ignore()
            return
        self.table.close()
        self.spelling.close()
        keep(self, self.preferences, splits=self.session.is_open)
        self.session.close()
        super().closeEvent(event)

    # putting together

    def _wire_session(self) -> None:
        session = self.session
        session.opened.connect(self._opened)
        session.closed.connect(self._closed)
        for signal in (session.refreshed, session.article_chosen, session.claim_chosen):
            signal.connect(self.allow)
        session.work.turned.connect(self.allow)
        session.article_chosen.connect(self._ask_to_confirm)
        session.told.connect(self.notice.tell)
        self.notice.dismissed.connect(self._give_up)
        # the announcer says it, with the words of the claim
        session.done.connect(
            lambda sentence, undo: self.notice.offer(sentence, UNDO, undo, aloud=False)
        )
        session.cannot.connect(self.letters.refuse)
        session.failed.connect(self._failed)
        session.keeper.asked.connect(self.notice.ask)
        session.keeper.warned.connect(self.notice.warn)
        session.keeper.turned.connect(self._show_name)
        session.keeper.merge_wanted.connect(self.handing_over.merge_file)
        session.keeper.backups_wanted.connect(self.backups.show_backups)
        session.held_up.connect(self.notice.warn)
        session.ask_name_by(self.ask_name)
        session.nameless.connect(self._offer_name)

    def _wire_notice(self) -> None:
        session = self.session
        session.not_saved.connect(self._remember_not_saved)
        session.own_saved.connect(self._saved_again)
        session.day_backups.failed.connect(self.notice.warn)
        self.filing.told.connect(self.notice.tell)
        self.filing.warned.connect(self.notice.warn)
        self.filing.asked.connect(self.notice.ask)
        self.filing.found_damage.connect(self.backups.found_damage)
        session.refused.connect(self.backups.refused)
        self.backups.warned.connect(self.notice.warn)
        self.help.warned.connect(self.notice.warn)
        self.spelling.told.connect(self.notice.tell)
        self.spelling.warned.connect(self.notice.warn)

    def _wire_commands(self) -> None:
        for name, slot in slots(self).items():
            self.menus.actions[name].triggered.connect(lambda _=False, slot=slot: slot())
        self.session.changed.connect(self.menus.allow_back)
        when_the_system_changes(self._follow_system)

    # slots

    def _follow_system(self, _change: object) -> None:
        self.show_scheme(self.preferences.scheme)

    def _opened(self) -> None:
        self.notice.clear()
        self.panes.show_text_alone(alone=False)
        self._show_name()
        self._tell_set_aside()
        self.take_up_work(asks_at_once=False)
        if not self.left_off.go_on():
            self.articles.choose_first()
        self.text.view.setFocus()
        self.allow()
        # keys that were pressed while the file was read come before any timer
        self._name_steps()

    def _closed(self) -> None:
        """Show no part of the project that was open: the next project may be another client's."""
        self.notice.forget()
        self.panes.show_text_alone(alone=True)
        self.articles.show_all()
        self.claims.listing.bar.show_all()
        self.setWindowTitle("Annotator")
        self.allow()

    def _show_name(self) -> None:
        path = self.session.project.path
        self.setWindowTitle(title(f"{project_title(path.name)} – Annotator"))
        if self.preferences.recent[:1] != [path]:
            self.preferences.remember(path)

    def _tell_set_aside(self) -> None:
        project = self.session.project
        if project.set_aside:
            kept = [path.name for path in project.set_aside]
            self.notice.warn(file_whereabouts.told(project.path.name, kept))

    def _remember_not_saved(self) -> None:
        self._not_saved = self._last_failure

    def _saved_again(self) -> None:
        """Say no longer that the last step was not saved, nor offer it: it is not the last."""
        told, self._not_saved = self._not_saved, ""
        if told and self.session.save_typed():
            self.notice.withdraw(told)

    def _ask_to_confirm(self, article: Article | None) -> None:
        if article is not None and article.found:
            self.notice.offer(
                "These details were found automatically. Reports leave them out until you have "
                "checked them.",
                "Check details",
                self.filing.describe,
            )

    def _offer_name(self, go_on: Callable[[], object]) -> None:
        self.notice.offer("Enter your name: it stands beside what you do.", "Your name…", go_on)

    def _give_up(self) -> None:
        """Say no longer that a step was not saved once it is given up; typed words never are."""
        self._not_saved = ""
        if self.claims.details.is_all_saved:
            self.status.say_saved()

    def _failed(self, sentence: str, again: Callable[[], object] | None) -> None:
        self.notice.warn(sentence, "Try again" if again else "", again)
        # a colleague's plan that went stale is offered again, and no step of one's own is unsaved
        self._last_failure, self._not_saved = sentence, ""
        if self.session.is_open:
            self.session.keeper.ask_again()  # while the file is gone, that is the reason
