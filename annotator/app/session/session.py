"""The session of a window: its open project, the chosen article and claim, and every change."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from annotator import program_log
from annotator.app.files.opening_dialog import work_aside
from annotator.app.session.day_backups import DayBackups
from annotator.app.session.file_keeper import FileKeeper
from annotator.app.session.jobs import Jobs
from annotator.app.session.long_work import LongWork, Words
from annotator.app.session.undo_controller import UndoController, step_words
from annotator.articles.model import Article, Version
from annotator.claims.fields import Claim
from annotator.files.regular_files import absolute_path
from annotator.kernel.changes import ChangeKind, Outcome
from annotator.kernel.errors import (
    AnnotatorError,
    Cancelled,
    DamagedProject,
    NobodyAtWork,
    NotFound,
    NothingOpen,
    ProjectError,
    ProjectHeld,
    ProjectReadOnly,
    StoppedForBackup,
)
from annotator.kernel.progress import Progress
from annotator.people.model import Checker
from annotator.program_log import Event
from annotator.project import Project

Act = Callable[[], Outcome]
Thing = TypeVar("Thing")

_PATIENCE = 0.08
"""Seconds a step waits for another program before it is told to the user: the window must not."""
_AFAR = (
    "{name} is on a network drive, where only one person at a time can work on it. Others can "
    "see that you have it open."
)
_LOOK = 400
"""Milliseconds between looks for changes that another window has written."""


class Session(QObject):
    """An open project, the article and the claim chosen in it, and every change made to it."""

    opened = Signal()
    closing = Signal()
    """The project is about to be closed, and can still be read."""
    closed = Signal()
    """No project is open any more, and no part of the earlier project may be shown."""
    changed = Signal(object)
    """A single step, for receivers that need its rows; views reload on ``refreshed``."""
    refreshed = Signal()
    """Any shown value may have changed: after a step, or after several at a time."""
    article_chosen = Signal(object)
    claim_chosen = Signal(object)
    claim_revealed = Signal(str)
    version_chosen = Signal(object)
    """Another version of the chosen article is read: the newest again, or an older one."""
    failed = Signal(str, object)
    """The reason why an act was not done, and the act for a second try, if that can help."""
    own_saved = Signal()
    """A step of the person at work is saved, in this window or in another."""
    not_saved = Signal()
    """A step is done nowhere yet, though no rule refused it: its file could not be written."""
    told = Signal(str)
    done = Signal(str, object)
    """A sentence on the effect of a step, and the act that takes that very step back."""
    cannot = Signal(str)
    """The reason why a command does not act, in a sentence."""
    refused = Signal(object, object)
    """Why a project cannot be used, as an error, and where it is."""
    nameless = Signal(object)
    """An act needs an author; the argument asks for the name, and does the act then."""
    held_up = Signal(str, str, object)
    """The reason why an act was not begun, the label for going on all the same, and the act."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._jobs: Jobs | None = None
        self._lookups: Jobs | None = None
        self._save_typed: Callable[[], bool] = lambda: True
        self._ask_name: Callable[[], object] = lambda: None
        self._drafts: Callable[[], tuple[str, object]] = lambda: ("", None)
        self._show_draft: Callable[[], object] = lambda: None
        self._told_drafts: object = None
        self._asked, self._why = False, ""
        self._is_opening = False
        self.back = UndoController(self, self)
        self.back.told.connect(self.told)
        self.work = LongWork(self)
        self.work.stopped.connect(self.told)
        self.keeper = FileKeeper(self, self)
        self.refreshed.connect(self.keeper.empty_log)
        self.keeper.failed.connect(self.failed)
        self.keeper.refused.connect(self.refused)
        self.day_backups = DayBackups(self)
        self._day_guard = self.day_backups.guard()
        self.article: Article | None = None
        self.claim: Claim | None = None
        self._older: Version | None = None
        self._seen, self._data_version = 0, 0
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._look_for_others)

    @property
    def project(self) -> Project:
        """The open project; ask ``is_open`` first."""
        if self._project is None:
            raise NothingOpen
        return self._project

    @property
    def jobs(self) -> Jobs:
        """The background of the open project."""
        if self._jobs is None:
            raise NothingOpen
        return self._jobs

    @property
    def lookups(self) -> Jobs:
        """The jobs for lookups while the user types, apart from other jobs, which may take long."""
        if self._lookups is None:
            raise NothingOpen
        return self._lookups

    @property
    def reading(self) -> Article | None:
        """The chosen article with the version that is read, which need not be its newest."""
        if self.article is None or self._older is None:
            return self.article
        return replace(self.article, version=self._older)

    @property
    def reads_older(self) -> bool:
        """Whether an older version of the chosen article is read."""
        return self._older is not None

    @property
    def is_open(self) -> bool:
        """Whether a project is open."""
        return self._project is not None

    def open(self, path: Path, *, new: bool = False) -> bool:
        """Open a project in place of the open project, and return whether it is open now."""
        if self._is_opening or not self.let_go("Open the project again to discard that."):
            return False
        # whoever remembers the path may use it from another folder
        path = absolute_path(path)
        try:
            project = Project.create(path) if new else self._looked_through(path)
        except AnnotatorError as error:
            self._tell_why_not(error, path, new=new)
            return False
        self.close()
        project.guard = self._day_guard
        self._project, self._jobs = project, Jobs(project, self)
        self._jobs.unexpected.connect(_raise)
        self._lookups = Jobs(project, self)
        self._lookups.unexpected.connect(_raise)
        self.work.open(project, _raise)
        self.keeper.open(project)
        self._seen, self._data_version = project.history.latest_seq(), project.data_version()
        self._look.start()
        program_log.note(Event.OPENED, read_only=project.read_only)
        self.opened.emit()
        if project.drive and not project.read_only:
            self.told.emit(_AFAR.format(name=path.name))
        return True

    def _tell_why_not(self, error: AnnotatorError, path: Path, *, new: bool) -> None:
        """Say why a project was not opened, and how the user can open it."""
        if isinstance(error, Cancelled):
            self.told.emit(str(error))
            return
        program_log.note_error(Event.REFUSED, error)
        if isinstance(error, ProjectHeld):
            act = partial(self._open_unlocked, path)
            self.held_up.emit(str(error), "Remove the lock and open", act)
        elif new or not isinstance(error, ProjectError):
            self.failed.emit(str(error), None)
        else:
            self.refused.emit(error, path)

    def _open_unlocked(self, path: Path) -> None:
        """Open a project of which the user says that no other person has it open any more."""
        Project.break_lock(path)
        self.open(path)

    def save_typed_by(self, save: Callable[[], bool]) -> None:
        """Set the function that saves the words being typed, and returns whether all are saved."""
        self._save_typed = save

    def ask_name_by(self, ask: Callable[[], object]) -> None:
        """Set the function that asks for the user's name and lets the user take up work."""
        self._ask_name = ask

    def do_named(self, act: Callable[[], object]) -> None:
        """Do an act that needs an author once a name is given; without a name, offer it again."""
        if self.project.read_only or self._is_somebody_at_work():
            act()
        else:
            self.nameless.emit(partial(self.do_named, act))

    def mind_drafts(
        self, read: Callable[[], tuple[str, object]], show: Callable[[], object]
    ) -> None:
        """Set the functions for words typed and not entered.

        Args:
            read: Returns the name of the drafts for a sentence, and their words.
            show: Focuses the drafts.
        """
        self._drafts, self._show_draft = read, show

    def let_go(self, again: str) -> bool:
        """Save the typed words before the project goes, and return whether it may go now.

        Words that cannot be saved keep the project open a single time, with the reason and
        ``again``: the sentence on how to leave without them.
        """
        asked = self._asked
        self._why = "Your last edit could not be saved."
        nameless = self.is_open and self.keeper.is_nameless
        self._asked = self.is_open and (not self._save_typed() or nameless)
        if asked or not self._asked:
            self._asked = False
            return self._lets_drafts_go(again)
        if nameless:
            self.keeper.ask_again()
            return False
        self.failed.emit(f"{self._why} What you typed is still there. {again}", self._save_typed)
        self.not_saved.emit()
        return False

    def _lets_drafts_go(self, again: str) -> bool:
        """Return whether the project may go with words not entered: once that is told, it may."""
        named, drafts = self._drafts() if self.is_open else ("", None)
        told, self._told_drafts = self._told_drafts, drafts
        if not named or told == drafts:
            self._told_drafts = None
            return True
        self.held_up.emit(f"{named} {again}", "Show", self._show_draft)
        return False

    def close(self) -> None:
        """Close the open project; ask ``let_go`` first."""
        if self.is_open:
            self.closing.emit()
            program_log.note(Event.CLOSED)
        self._look.stop()
        self.work.close()
        self.keeper.close()
        if self._lookups is not None:
            self._lookups.close(stop=True)
        if self._jobs is not None:
            self._jobs.close()
        if self._project is not None:
            self._project.close()
        was_open = self._project is not None
        self._project = self._jobs = self._lookups = self.article = self.claim = None
        self._older = None
        if was_open:
            self.article_chosen.emit(None)
            self.claim_chosen.emit(None)
            self.closed.emit()

    def release_file(self) -> bool:
        """Let the background close the file; the next job opens the file again.

        Return whether the background could: work that may take long keeps the file open.
        """
        if self.work.task is not None:
            return False
        for part in (self.jobs, self.lookups, self.work):
            part.let_go()
        return True

    def choose_article(self, article_id: str, *, silent: bool = False) -> bool:
        """Show an article; whether it is still there, which is told unless ``silent``."""
        if self.article is not None and self.article.id == article_id:
            return True
        article = self.look_up(lambda: self.project.articles.get(article_id), silent=silent)
        if article is not None:
            self._show(article)
        return article is not None

    def choose_version(self, version_id: str) -> None:
        """Read a version of the chosen article; its newest if there is no such version."""
        reading = self.reading
        if self.article is None or reading is None or reading.version.id == version_id:
            return
        self._older = self._find_older(version_id)
        if self.reading != reading:
            self.version_chosen.emit(self.reading.version if self.reading else None)

    def read_newest(self) -> None:
        """Read the newest version of the chosen article."""
        if self.article is not None:
            self.choose_version(self.article.version.id)

    def choose_claim(self, claim_id: str, *, reveal: bool = True, silent: bool = False) -> bool:
        """Show a claim, in the list, in its details and, if wanted, in the text.

        Return whether it is still there, which is told unless ``silent``.
        """
        if self.claim is None or self.claim.id != claim_id:
            claim = self.look_up(lambda: self.project.claims.get(claim_id), silent=silent)
            if claim is None or not self.choose_article(claim.article_id, silent=silent):
                return False
            self.claim = claim
            self.claim_chosen.emit(claim)
        if reveal:
            self.claim_revealed.emit(claim_id)
        return True

    def look_up(self, read: Callable[[], Thing], *, silent: bool = False) -> Thing | None:
        """Return a value that the user wants to see; if it is gone, say so and catch up."""
        try:
            return read()
        except NotFound as error:
            if not silent:
                self.failed.emit(str(error), None)
                self._catch_up()
            return None

    def attempt(self, act: Act, *, while_typing: bool = False) -> Outcome | None:
        """Do an act, and show its changes everywhere, or tell why it failed.

        If the act lacks the user's name, the name is asked for, and then the act is done; with
        ``while_typing``, this is only offered, as a dialog would take the keys.
        """
        self._asked, self._told_drafts = False, None
        if not self.keeper.look() and self.keeper.trouble is not None:
            self._why = self.keeper.trouble.sentence
            self.keeper.try_again_later(lambda: self.attempt(act))
            return None
        try:
            outcome = act()
        except DamagedProject as error:
            self._why = str(error)
            self.refused.emit(error, self.project.path)
            return None
        except AnnotatorError as error:
            self._why = str(error)
            if self._lacks_name(error):
                return self._attempt_named(act, at_once=not while_typing)
            program_log.note_error(Event.NOT_DONE, error)
            self.fail(error, lambda: self.attempt(act))
            return None
        if not outcome.rows:
            # decisions that are undone or redone are a change without rows
            self._catch_up()
            return outcome
        if outcome.change.seq == self._seen + 1:
            self._publish(outcome)
        else:
            self._catch_up()
        self._say_done(outcome)
        return outcome

    def attempt_aside(
        self, act: Callable[[Project], Outcome], done: Callable[[Outcome], object] | None = None
    ) -> None:
        """Do an act in the background that may take its time, for example with large files."""

        def ended(outcome: Outcome) -> None:
            self._catch_up()
            self._say_done(outcome)
            if done is not None:
                done(outcome)

        def failed(error: AnnotatorError) -> None:
            self._tell_or_name(error, partial(self.attempt_aside, act, done))

        self.jobs.run(act, ended, failed)

    def attempt_long(
        self,
        words: Words,
        act: Callable[[Project, Progress], Outcome],
        done: Callable[[Outcome], object],
        ended: Callable[[], object],
        again: Callable[[], object] | None = None,
        without_backup: Callable[[], object] | None = None,
    ) -> None:
        """Do an act that may take long, with its progress shown; it can be stopped.

        ``done`` is called if the act was done, and ``ended`` in every case. ``again`` begins a
        second try; without it, a second try begins with the same act. ``without_backup`` goes on
        where no backup can be made.
        """

        def succeeded(outcome: Outcome) -> None:
            self._catch_up()
            done(outcome)
            ended()

        def failed(error: AnnotatorError) -> None:
            if isinstance(error, StoppedForBackup) and without_backup is not None:
                self.held_up.emit(str(error), "Continue without a backup", without_backup)
            elif again is not None:
                # it does not begin with the same act, but with a question
                self.failed.emit(str(error), again)
            else:
                retry = partial(self.attempt_long, words, act, done, ended, None, without_backup)
                self._tell_or_name(error, retry)
            ended()

        self.work.run(words, act, succeeded, failed, ended)

    def _attempt_named(self, act: Act, *, at_once: bool) -> Outcome | None:
        """Do an act once the user has given the name that the act lacks."""
        if self.project.read_only:
            self.failed.emit(str(ProjectReadOnly(self.project.path.name)), None)
            return None
        if at_once and self._is_somebody_at_work():
            return self.attempt(act)
        self.nameless.emit(partial(self.do_named, partial(self.attempt, act)))
        return None

    def _lacks_name(self, error: AnnotatorError) -> bool:
        """Return whether the user's name is missing; with a name, an act would fail for ever."""
        return isinstance(error, NobodyAtWork) and self.project.checker is None

    def _is_somebody_at_work(self) -> bool:
        """Return whether a checker is at work; ask for the name if need be."""
        if self.project.checker is None:
            self._ask_name()
        return self.project.checker is not None

    def _tell_or_name(self, error: AnnotatorError, again: Callable[[], object]) -> None:
        """Say why a step failed, or ask for the name that it lacked and go on with it."""
        if self._lacks_name(error) and not self.project.read_only:
            self.do_named(again)
        else:
            self.fail(error, again)

    def take_up_work(self, name: str, identity: str = "") -> Checker | None:
        """Work under this name from now on, and return its checker, or None if that failed."""
        try:
            checker = self.project.work_as(name, identity)
        except AnnotatorError as error:
            self.fail(error, lambda: self.take_up_work(name, identity))
            return None
        self._catch_up()
        return checker

    def fail(self, error: AnnotatorError, act: Callable[[], object]) -> None:
        """Tell why a step was not done; a step that could not be saved can be tried again."""
        self.failed.emit(str(error), act if error.can_be_retried else None)
        if error.can_be_retried:
            self.not_saved.emit()

    def save_typed(self) -> bool:
        """Save the words being typed, and return whether all of them are saved."""
        return self._save_typed()

    def _looked_through(self, path: Path) -> Project:
        """Return the project at ``path``, opened in another thread, as it may be large and new."""
        window = self.parent()
        self._is_opening = True
        try:
            return work_aside(
                lambda asked: Project.open(path, patience=_PATIENCE, asked=asked),
                path.name,
                window if isinstance(window, QWidget) else None,
            )
        finally:
            self._is_opening = False

    def _say_done(self, outcome: Outcome) -> None:
        change = outcome.change
        words = step_words(change.label) if change.kind is ChangeKind.DO and outcome.rows else ""
        if words:
            self.done.emit(words, partial(self.back.take_back, change))

    def _show(self, article: Article | None) -> None:
        """Show an article, of which no claim is chosen yet."""
        self.article, self.claim, self._older = article, None, None
        self.article_chosen.emit(article)
        self.claim_chosen.emit(None)

    def _publish(self, *outcomes: Outcome) -> None:
        """Show the changes of steps, however many they are."""
        self._seen = outcomes[-1].change.seq
        self._refresh_chosen()
        for outcome in outcomes:
            self.changed.emit(outcome)
        self.refreshed.emit()
        who = self.project.checker.name if self.project.checker else ""
        if any(outcome.change.checker == who for outcome in outcomes):
            self.own_saved.emit()

    def _refresh_chosen(self) -> None:
        """Read the chosen article and claim anew, and unchoose them if they are gone."""
        had_claim, read = self.claim is not None, self.reading
        before = read.id if read else ""
        claim = _or_none(self.project.claims.get, self.claim.id) if self.claim else None
        # a claim may have moved to an article that is one with its own by now
        here = claim.article_id if claim else before
        self.article = _or_none(self.project.articles.get, here) if here else None
        if self.article is None or self.article.id != before:
            if before:
                self._show(self.article)
            had_claim = False
        elif self._older is not None:
            # it may have become the newest, or be gone
            self._older = self._find_older(self._older.id)
        self.claim = claim
        if had_claim != (claim is not None):
            self.claim_chosen.emit(claim)
        now = self.reading
        if read and now and read.id == now.id and read.version.id != now.version.id:
            self.version_chosen.emit(now.version)

    def _find_older(self, version_id: str) -> Version | None:
        """Return an older version of the chosen article, if it has that version."""
        if self.article is None:
            return None
        *older, _newest = self.project.articles.versions(self.article.id)
        return next((version for version in older if version.id == version_id), None)

    def _look_for_others(self) -> None:
        try:
            if not self.keeper.look():
                return
            version = self.project.data_version()
            if version == self._data_version:
                return
            self._data_version = version
            self._catch_up()
        except AnnotatorError as error:
            self._look.stop()
            self.failed.emit(str(error), self._look.start)

    def _catch_up(self) -> None:
        """Show every change made since the last change shown, in this window or in another."""
        outcomes = self.project.history.since(self._seen)
        if outcomes:
            self.project.follow_joins()
            self._publish(*outcomes)


def _or_none(get: Callable[[str], Thing], identity: str) -> Thing | None:
    try:
        return get(identity)
    except NotFound:
        return None


def _raise(error: Exception) -> None:
    raise error
