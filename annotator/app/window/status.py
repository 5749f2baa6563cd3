"""The status bar: whether changes are saved, and how the claims stand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStatusBar

from annotator.app.session.progress_line import WorkLine
from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.app.widgets.elided_label import ElidedButton, ElidedLabel
from annotator.app.widgets.plain_text import literal, tip
from annotator.app.widgets.timers import make_timer
from annotator.articles.model import Article
from annotator.claims.service.coverage import Survey
from annotator.claims.ui.text.new_sentences import SIGN, overview_words
from annotator.claims.verdicts import Standing
from annotator.kernel.wording import count_of, form_for
from annotator.project import Project
from annotator.review.ui.wording import Counts as ReviewCounts
from annotator.review.ui.wording import left_to_review
from annotator.revisions.unread import NewToRead

Counts = dict[Standing, int]
_SHORT = {Standing.DIFFERING: "differing"}
_REST = 120
"""Milliseconds without a step before counting: it must not compete with painting the step."""
_LOOKED_AT = "A sentence counts as read when it holds a claim or is marked “nothing to check” (X)."
_ORDER = (
    Standing.VERIFIED,
    Standing.DISPUTED,
    Standing.UNSUPPORTED,
    Standing.DIFFERING,
    Standing.OUTDATED,
    Standing.UNTAGGED,
)


class StatusBar:
    """Keeps the status bar in step; counting is done in the background."""

    def __init__(self, bar: QStatusBar, session: Session, theme: Theme) -> None:
        self._session = session
        self._theme = theme
        self.saved, self.here, self.all = ElidedLabel(least=12), ElidedLabel(), ElidedLabel()
        bar.setSizeGripEnabled(False)
        self.work = WorkLine(session.work)
        bar.addWidget(self.saved)
        bar.addWidget(self.work)
        self.coverage, self.new = _button(), _button()
        self.review, self.changes, self.corrections = _button(), _button(), _button()
        self.changes.setToolTip("Open the review of changes")
        self.review.setToolTip("Go to the next claim to review (G)")
        self.corrections.setToolTip("Write correction notes on the published text")
        for shown in (self.corrections, self.changes, self.review, self.new, self.coverage):
            bar.addPermanentWidget(shown)
        bar.addPermanentWidget(self.here)
        bar.addPermanentWidget(self.all)
        self._is_step_unsaved = False
        self._rest = make_timer(bar, _REST, once=True)
        self._rest.timeout.connect(self._count)
        session.opened.connect(self._opened)
        session.closed.connect(self._empty)
        session.refreshed.connect(self._show_refreshed)
        session.own_saved.connect(self.say_saved)
        session.article_chosen.connect(lambda _article: self._rest.start())
        session.not_saved.connect(self._say_not_saved)
        session.keeper.turned.connect(self._follow_file)

    def show_theme(self, theme: Theme) -> None:
        """Show the letters of another theme."""
        self._theme = theme

    def show_survey(self, survey: Survey | None) -> None:
        """Show how much of the article was looked at, or no words."""
        self.coverage.setVisible(survey is not None)
        if survey is None:
            return
        found = survey.coverage
        self.coverage.setText(found.count.words)
        self.coverage.setToolTip(tip(_left(len(found.left), survey.changed)))

    def show_new(self, found: NewToRead | None) -> None:
        """Show how much is new to read in the article, or no words where nothing changed."""
        self.new.setVisible(found is not None and not found.changes.are_none)
        if found is not None:
            self.new.setText(literal(f"{SIGN} {found.to_read}"))
            self.new.setToolTip(tip(overview_words(found)))
            self.new.setAccessibleName(found.to_read_since)

    def show_review(self, counts: ReviewCounts | None) -> None:
        """Show how much of the article is left to review, or no words."""
        self.review.setVisible(counts is not None)
        if counts is not None:
            self.review.setText(left_to_review(counts))

    def show_changes(self, waiting: int | None) -> None:
        """Show how many places of claims wait for a decision, or no words."""
        self.changes.setVisible(bool(waiting))
        if waiting:
            self.changes.setText(f"{count_of(waiting, 'place')} to look at")

    def show_corrections(self, missing: int) -> None:
        """Show how many changes of the published text have no correction note, or no words."""
        self.corrections.setVisible(missing > 0)
        changes = count_of(missing, "change")
        self.corrections.setText(f"{changes} without a note")

    def _count(self) -> None:
        """Count anew, here and in the whole project."""
        if not self._session.is_open:
            return
        self._count_article(self._session.article)
        self._session.jobs.run(
            lambda project: project.tags.standings(),
            self._show_all,
            key="project counts",
        )

    def _opened(self) -> None:
        self._empty()
        self._show_saved()

    def _empty(self) -> None:
        for words in (self.saved, self.here, self.all):
            words.setText("")

    def _count_article(self, article: Article | None) -> None:
        if article is None:
            self.here.setText("")
            return

        def work(project: Project) -> Counts:
            return project.tags.standings(article.id)

        self._session.jobs.run(
            work,
            lambda counts: self.here.setText(f"Article: {self._in_words(counts)}"),
            key="article counts",
        )

    def _show_saved(self) -> None:
        self.say_saved()
        self._rest.start()

    def _show_refreshed(self) -> None:
        """Count anew; a step of a colleague does not save the user's own."""
        self._follow_file()
        self._rest.start()

    def _follow_file(self) -> None:
        if not self._is_step_unsaved or self._session.keeper.trouble is not None:
            self.say_saved()

    def _say_not_saved(self) -> None:
        self._is_step_unsaved = True
        self.saved.setText("Last step not saved")

    def say_saved(self) -> None:
        """Say whether the file of this name holds all changes, and say no more than that."""
        self._is_step_unsaved = False
        if not self._session.is_open:
            return
        project, keeper = self._session.project, self._session.keeper
        name = project.path.name
        if keeper.trouble is not None:
            self.saved.setText("Not saved")
        elif project.read_only:
            self.saved.setText(f"Read-only: {name}")
        else:
            self.saved.setText(f"✓ Saved in {name}" if keeper.is_all_in_file else "Saving…")

    def _show_all(self, counts: Counts) -> None:
        self.all.setText(f"Project: {_claims(counts)}")
        self.all.setToolTip(tip(self._in_words(counts)))

    def _in_words(self, counts: Counts) -> str:
        parts = [f"{counts[s]:,} {self._name(s)}" for s in _ORDER if counts.get(s)]
        return f"{_claims(counts)}: {' · '.join(parts)}" if parts else _claims(counts)

    def _name(self, standing: Standing) -> str:
        return _SHORT.get(standing) or self._theme.label(standing).lower()


def _button() -> ElidedButton:
    button = ElidedButton()
    button.setObjectName("flat")
    # its command has a key, and the first focus of the window is not for it
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.hide()
    return button


def _claims(counts: Counts) -> str:
    return count_of(sum(counts.values()), "claim")


def _left(number: int, changed: int) -> str:
    if not number:
        return f"{_LOOKED_AT}\nEvery sentence of this article has been read."
    left = f"{_LOOKED_AT}\n{count_of(number, 'sentence')} left: click to go to the next (L)."
    if not changed:
        return left
    were = form_for(changed, "was", "were")
    return f"{left}\n{changed:,} of them {were} marked “nothing to check” before the text changed."
