"""The controller of imports: a file is read, previewed, and brought in as one step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.files.dialogs import file_to_read, folder_to_use
from annotator.app.files.start_folders import FilePurpose
from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import run_dialog
from annotator.app.widgets.lists.join_lines import JoinLine, join_lines
from annotator.app.widgets.notice import UNDO
from annotator.articles.model import Draft
from annotator.articles.service import add_article
from annotator.exchange.columns import ColumnMeaning, TableChoices
from annotator.exchange.model import ImportedFile
from annotator.exchange.service import imports
from annotator.exchange.service.annotated_draft import (
    TakingPlan,
    add_annotated,
    find_files,
    plan_taking,
)
from annotator.exchange.service.plan import ImportChoices, ImportPlan
from annotator.exchange.service.summary import ImportLine, brought_in, lines
from annotator.exchange.service.targets import known_articles
from annotator.exchange.ui.annotated_draft_dialog import AnnotatedDraftDialog
from annotator.exchange.ui.columns_dialog import ColumnsDialog
from annotator.exchange.ui.dialog import ImportDialog
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.progress import Progress
from annotator.project import Project

_Found = tuple[ImportPlan, list[ImportLine], list[JoinLine]]


class ImportController(QObject):
    """The acts on files of other programs; a dialog shows the plan of an import.

    ``brought_in`` comes with the outcome of an import, the sentence on it, and its undo.
    """

    offered = Signal(str, str, object)
    brought_in = Signal(object, str, object)

    def __init__(
        self,
        session: Session,
        window: QWidget,
        theme: Callable[[], Theme],
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._preferences = preferences
        self._window = window
        self._theme = theme
        self._dialog: ImportDialog | None = None
        self._taking: AnnotatedDraftDialog | None = None
        self._path = Path()

    def choose_file(self) -> None:
        """Ask for a file, and show the plan of importing it."""
        from annotator.exchange.formats.reader import FORMS

        kinds = dict.fromkeys(suffix for form in FORMS.values() for suffix in form.suffixes)
        names = " ".join(f"*{suffix}" for suffix in kinds)
        name = file_to_read(
            self._window, "Import annotations", f"Annotations ({names});;All files (*)"
        )
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Read a file in the background, and show the plan of importing it."""
        self._path = path
        article = self._session.article
        choices = ImportChoices(article.id if article else "")
        self._session.work.run(
            lambda done, of: f"Reading “{path.name}”, {100 * done // max(1, of)} %…",
            partial(_read, path, choices, self._preferences.table_columns),
            lambda found: self._preview(*found),
            self._tell,
        )

    def take_over(self, draft: Draft, decided: Callable[[bool], object]) -> None:
        """Show what becomes of a draft's annotations, and add the draft as a person decided.

        Args:
            draft: The draft.
            decided: Told whether the draft is added, before it is.
        """

        def failed(error: AnnotatorError) -> None:
            self._tell(error)
            decided(False)

        self._session.work.run(
            lambda *_: "Looking at the annotations…",
            lambda _project, _progress: plan_taking(draft),
            lambda plan: decided(self._decide(plan)),
            failed,
            lambda: decided(False),
        )

    # inner workings

    def _decide(self, plan: TakingPlan) -> bool:
        """Show a plan, add its draft as a person decides, and return whether it is added."""
        draft = plan.draft
        dialog = AnnotatedDraftDialog(self._window, plan, self._theme())
        dialog.folder_asked.connect(self._ask_folder)
        self._taking = dialog
        wanted = run_dialog(dialog)
        self._taking = None
        if wanted and dialog.takes_text_alone:
            self._session.attempt_aside(
                lambda project: add_article(project, draft), self._show_article
            )
        elif wanted:
            self._add_annotated(dialog.plan)
        return wanted

    def _add_annotated(self, plan: TakingPlan) -> None:
        self._session.attempt_long(
            lambda done, of: f"Adding annotations: {done:,} of {of:,}…",
            lambda project, progress: add_annotated(project, plan, progress),
            self._show_article,
            lambda: None,
            again=lambda: self._add_annotated(plan),
        )

    def _ask_folder(self) -> None:
        name = folder_to_use(self._taking, "Where are the sources’ files?", FilePurpose.INCOMING)
        if name:
            self._session.work.run(
                lambda *_: "Looking through the folder…",
                lambda _project, progress: find_files(Path(name), progress),
                self._show_files,
                self._tell,
            )

    def _show_files(self, files: Mapping[str, Path]) -> None:
        if self._taking is not None:
            self._taking.show_files(files)

    def _show_article(self, outcome: Outcome) -> None:
        self._session.choose_article(outcome.change.place.article_id)

    def _preview(self, plan: ImportPlan, rows: list[ImportLine], joins: list[JoinLine]) -> None:
        if plan.foreign.table is not None and _is_doubtful(plan):
            self._ask_columns_first(plan)
            return
        if not plan.changes_anything and not plan.left_out:
            self._session.told.emit(f"“{plan.foreign.name}” has nothing new.")
            return
        project = self._session.project
        known = [checker.name for checker in project.people.checkers()]
        dialog = ImportDialog(self._window, project.articles.page(), known, self._theme())
        dialog.show_plan(plan, rows, joins)
        dialog.chosen.connect(self._look_again)
        dialog.columns_asked.connect(self._ask_columns)
        self._dialog = dialog
        wanted = run_dialog(dialog)
        self._dialog = None
        if wanted and dialog.plan is not None:
            self._bring_in(dialog.plan, [same.ids for same in dialog.model.joins.chosen])

    def _ask_columns_first(self, plan: ImportPlan) -> None:
        """Ask as what the columns of a table come in, before its rows are shown."""
        table = self._chosen_columns(self._window, plan.foreign)
        if table is not None:
            choices = replace(plan.choices, table=table)
            self._session.jobs.run(
                lambda project: _planned(plan.foreign, choices, project),
                lambda found: self._preview(*found),
                self._tell,
                key="import",
            )

    def _ask_columns(self, foreign: ImportedFile) -> None:
        """Show the columns of the table that is previewed, and preview it as they are changed."""
        table = self._chosen_columns(self._dialog, foreign)
        if table is not None and self._dialog is not None:
            self._dialog.choosing.take_table(table)

    def _chosen_columns(self, parent: QWidget | None, foreign: ImportedFile) -> TableChoices | None:
        """Return how a person wants a table to be read, which is remembered by its headings."""
        dialog = ColumnsDialog(parent, foreign)
        if not run_dialog(dialog):
            return None
        table = dialog.choices
        self._preferences.keep_table_columns(dialog.digest, [m.value for m in table.columns])
        return table

    def _look_again(self, foreign: ImportedFile, choices: ImportChoices) -> None:
        """Show the plan with other choices, once it is made; or the file, in another encoding."""
        path = self._path if choices.encoding not in ("", foreign.encoding) else None
        self._session.jobs.run(
            lambda project: _planned(foreign, choices, project, path),
            lambda found: self._show_again(*found),
            self._tell_there,
            key="import",
        )

    def _show_again(self, plan: ImportPlan, rows: list[ImportLine], joins: list[JoinLine]) -> None:
        if self._dialog is not None:
            self._dialog.show_plan(plan, rows, joins)

    def _tell_there(self, error: AnnotatorError) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(str(error))
        else:
            self._tell(error)

    def _bring_in(
        self, plan: ImportPlan, same: Sequence[Sequence[str]], *, backup: bool = True
    ) -> None:
        self._session.attempt_long(
            lambda done, of: f"Importing: {done:,} of {of:,}…" if of else "Making a backup first…",
            lambda project, progress: imports.bring_in(
                project, plan, progress, backup=backup, same=same
            ),
            lambda outcome: self._show(plan, outcome),
            lambda: None,
            again=lambda: self._offer_again(plan),
            without_backup=lambda: self._bring_in(plan, same, backup=False),
        )

    def _offer_again(self, plan: ImportPlan) -> None:
        """Show the plan as it is by now: the project may have changed since."""
        self._session.jobs.run(
            lambda project: _planned(plan.foreign, plan.choices, project),
            lambda found: self._preview(*found),
            self._tell,
            key="import",
        )

    def _show(self, plan: ImportPlan, outcome: Outcome) -> None:
        self._session.choose_article(outcome.change.place.article_id)
        sentence, undo = brought_in(plan), partial(self._session.back.take_back, outcome.change)
        self.offered.emit(sentence, UNDO, undo)
        self.brought_in.emit(outcome, sentence, undo)

    def _tell(self, error: AnnotatorError) -> None:
        self._session.failed.emit(str(error), None)


def _is_doubtful(plan: ImportPlan) -> bool:
    """Return whether no heading tells where the words of claims are, and nobody has said it."""
    table = plan.foreign.table
    if table is None or plan.choices.table.columns:
        return False
    words = [c for c in table.columns if c.meaning in {ColumnMeaning.QUOTE, ColumnMeaning.CLAIM}]
    return all(column.is_guessed for column in words)


def _read(
    path: Path,
    choices: ImportChoices,
    remembered: Mapping[str, tuple[str, ...]],
    project: Project,
    progress: Progress,
) -> _Found:
    from annotator.exchange.formats import reader

    foreign = reader.read_annotations(
        path,
        known=known_articles(project, choices.article_id),
        progress=lambda done, of: progress(done, 2 * of),
    )
    table = reader.columns_as_before(foreign, remembered)
    if table is not None:
        foreign = reader.read_table_again(foreign, table)
        choices = replace(choices, table=table)
    plan = imports.plan(
        project, foreign, choices=choices, progress=lambda done, of: progress(of + done, 2 * of)
    )
    return _told(plan, project)


def _planned(
    foreign: ImportedFile, choices: ImportChoices, project: Project, path: Path | None = None
) -> _Found:
    from annotator.exchange.formats import reader

    if path is not None:
        known = known_articles(project, choices.article_id)
        foreign = reader.read_annotations(path, choices.encoding, table=choices.table, known=known)
    elif foreign.table is not None and foreign.table.choices != choices.table:
        foreign = reader.read_table_again(foreign, choices.table)
    return _told(imports.plan(project, foreign, choices=choices), project)


def _told(plan: ImportPlan, project: Project) -> _Found:
    same = imports.same_after(project, plan).identical
    headings = {article.id: article.heading for article in project.articles.page()} if same else {}
    return plan, lines(plan), join_lines(same, headings)
