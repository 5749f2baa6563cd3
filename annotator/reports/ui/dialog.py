"""The dialog that asks for the contents and the form of a report, and shows their counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QWidget,
)

from annotator.app.forms.claim_choices import ClaimsChoice, ConfidentialChoice
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.dialog import Dialog, Page, open_at, stack
from annotator.app.widgets.timers import make_timer
from annotator.appearance import meaning
from annotator.articles.model import Article
from annotator.claims.contradictions import JudgedClaim
from annotator.kernel.changes import ChangePlace
from annotator.kernel.errors import AnnotatorError
from annotator.reports.choices import SECTIONS, ReportChoices, ReportKind, ReportSection
from annotator.reports.service.forms import FORMS
from annotator.reports.ui.choice_fields import (
    ArticlesChoice,
    CheckedVersionChoice,
    KindChoice,
    PublisherChoice,
    SheetChoice,
    TemplateChoice,
)
from annotator.reports.ui.counts import CountsPanel
from annotator.reports.ui.form_rows import explained, forms_box, leading, side_by_side, stacked
from annotator.reports.ui.tally import ReportTally

Count = Callable[
    [ReportChoices, str, Callable[[ReportTally], object], Callable[[AnnotatorError], object]],
    object,
]
"""Counts in the background the claims that choices let into a form, by its name; calls back."""


class Act(Enum):
    """The act on the report that the user chose."""

    EXPORT = "export"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that was asked for, and the name that its file might have.

    ``each_person`` asks for a query sheet of each person in a file of its own.
    """

    choices: ReportChoices
    form: str
    act: Act
    tally: ReportTally | None
    each_person: bool = False


class ReportDialog(Dialog):
    """Kind, articles, claims and form; ``preview`` is called with the choices as they are."""

    def __init__(
        self,
        parent: QWidget | None,
        articles: Sequence[Article],
        opened: Article | None,
        checker_id: str,
        count: Count,
        preview: Callable[[ReportChoices], object] = lambda _choices: None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export report")
        self._checker_id, self._count, self._look = checker_id, count, preview
        self._counted: ReportTally | None = None
        self._act = Act.EXPORT
        self.place: ChangePlace | None = None
        """The claim that the user asked to see, if the dialog was left for that."""
        self._is_waited_for = self._is_over = False
        # once what has just been shown has its place
        self._settle = make_timer(self, 0, once=True)
        self._settle.timeout.connect(self._give_room)
        self._make_fields(articles, opened)
        self._lay_out()
        self._connect()
        self._show()
        open_at(self, 104, page=self._page)

    def begin(self, kind: str, form: str, act: Act = Act.EXPORT) -> None:
        """Begin with the kind and the form of last time; confidential sources are not shown."""
        self._begin_with(act)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.form.setCurrentIndex(max(0, self.form.findData(form)))

    def choices(self) -> ReportChoices:
        """Return the choices of the fields."""
        if self._is_whole:
            return ReportChoices(show_confidential=self.confidential.is_confirmed)
        kind = self.kind.asked
        public = kind is ReportKind.PUBLIC
        addressee = self.addressee.asked if kind is ReportKind.QUERIES else None
        return ReportChoices(
            kind,
            self.articles.ids(),
            self.claims.standings(),
            only_settled=self.claims.settled.isChecked(),
            checker_id=self._checker_id if self.claims.mine.isChecked() else "",
            addressee=addressee,
            with_text=not self.call_sheet.isChecked()
            if kind is ReportKind.QUERIES
            else self.text.isChecked(),
            name_checkers=public and self.checkers.isChecked(),
            with_reading=public and self.reading.isChecked(),
            since=self.checked.number if self._has_versions else 0,
            show_confidential=self.confidential.is_confirmed
            and not public
            and kind is not ReportKind.PUBLISHED,
            template=self.template.folder if self.form.currentData() == "html" else None,
        )

    def asked(self) -> Asked:
        """Return the act, the form and the choices of the user."""
        choices, form = self.choices(), str(self.form.currentData())
        return Asked(choices, form, self._act, self._counted, self._is_for_each)

    # inner workings

    def _make_fields(self, articles: Sequence[Article], opened: Article | None) -> None:
        self.kind = KindChoice()
        self.meaning = explained()
        self.articles = ArticlesChoice(articles, opened)
        one = opened if opened else articles[0] if len(articles) == 1 else None
        self.checked = CheckedVersionChoice(one)
        self.claims = ClaimsChoice()
        self.claims.mine.setVisible(bool(self._checker_id))
        self.addressee = SheetChoice()
        self.text = QCheckBox("With the annotated ar&ticle")
        self.text.setChecked(True)
        self.call_sheet = QCheckBox("&Call sheet: what was agreed, no words of the article")
        self.checkers = QCheckBox("&Name the checkers")
        self.reading = QCheckBox("How many sentences were &read")
        self.confidential = ConfidentialChoice()
        self.form = forms_box(
            {name: form.label + f" ({form.suffix})" for name, form in FORMS.items()}
        )
        self.lacks = explained()
        self._told = CountsPanel()
        self.count, self.warning = self._told.words, self._told.warning
        self.template, self.publisher = TemplateChoice(), PublisherChoice()

    def _lay_out(self) -> None:
        fields = QWidget()
        self._fields = form = QFormLayout(fields)
        clear_margins(form)
        form.setHorizontalSpacing(Space.LARGE)
        form.setVerticalSpacing(Space.MEDIUM)
        form.addRow(leading("&Kind", self.kind), stacked(self.kind, self.meaning))
        form.addRow("Articles", self.articles)
        form.setRowVisible(self.articles, self.articles.is_choice)
        form.addRow(leading("Checke&d text", self.checked), self.checked)
        form.addRow("Claims", self.claims)
        form.addRow(leading("&Questions to", self.addressee.person), self.addressee)
        form.addRow(
            "Shown",
            stacked(
                self.text,
                self.call_sheet,
                side_by_side(self.checkers, self.reading),
                self.confidential,
            ),
        )
        form.addRow(leading("F&orm", self.form), stacked(self.form, self.lacks))
        form.addRow("Templates", self.template)
        form.addRow("Published by", self.publisher)
        layout = stack(self)
        self._page = Page(fields)
        layout.addWidget(self._page, 1)
        layout.addWidget(self._told)
        self._told.installEventFilter(self)
        layout.addWidget(self._make_buttons())

    def _make_buttons(self) -> QDialogButtonBox:
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole
        self.ok = self._buttons.addButton("&Export…", role.AcceptRole)
        self.print = self._buttons.addButton("&Print…", role.ActionRole)
        self.preview = self._buttons.addButton("Previe&w", role.ActionRole)
        return self._buttons

    def _connect(self) -> None:
        self._buttons.rejected.connect(self.reject)
        self.ok.clicked.connect(lambda: self._end(Act.EXPORT))
        self.print.clicked.connect(lambda: self._end(Act.PRINT))
        self.preview.clicked.connect(lambda: self._look(self.choices()))
        self.kind.currentIndexChanged.connect(self._show)
        self.form.currentIndexChanged.connect(self._show_form)
        self.checked.currentIndexChanged.connect(self._recount)
        for choice_of in (
            *(self.articles, self.claims, self.template, self.confidential, self.addressee),
        ):
            choice_of.changed.connect(self._recount)
        for box in (self.text, self.call_sheet, self.checkers, self.reading):
            box.toggled.connect(self._recount)
        self._told.claim_asked.connect(self._leave_for)
        self.confidential.wanted.toggled.connect(lambda _on: self._settle.start())

    def _begin_with(self, act: Act) -> None:
        first = self.ok if act is Act.EXPORT else self.print
        for button in (self.ok, self.print, self.preview):
            button.setDefault(button is first)

    def done(self, result: int) -> None:
        """Close, and stop the count."""
        self._is_over = True
        super().done(result)

    def _end(self, act: Act) -> None:
        """Accept, at once or when the count is there: its warning comes before the report goes."""
        self._act = act
        self._is_waited_for = self.asked().tally is None
        if not self._is_waited_for:
            self.accept()

    def _leave_for(self, claim: JudgedClaim) -> None:
        self.place = ChangePlace(claim.article_id, claim.id)
        self.reject()

    def _show(self, *_: object) -> None:
        kind = self.kind.asked
        self.meaning.setText(meaning(kind))
        self._fields.setRowVisible(self.addressee, self._asks_whom())
        self.call_sheet.setVisible(kind is ReportKind.QUERIES)
        self.text.setVisible(ReportSection.TEXT in SECTIONS[kind])
        for box in (self.checkers, self.reading):
            box.setVisible(kind is ReportKind.PUBLIC)
        self.claims.show_kind(kind)
        self._fields.setRowVisible(self.claims, kind is not ReportKind.PUBLISHED)
        self._show_form()

    def _show_form(self, *_: object) -> None:
        form = FORMS[str(self.form.currentData())]
        self.lacks.setText(form.lacks or "Complete report.")
        self._fields.setRowVisible(self.template, self.form.currentData() == "html")
        self._fields.setRowVisible(self.publisher, self.is_published)
        for field in (self.meaning, self.articles, self.claims, self.text):
            field.setDisabled(self._is_whole)
        self.kind.serve(form)
        public = self.kind.asked in {ReportKind.PUBLIC, ReportKind.PUBLISHED}
        self.confidential.allow(allowed=self._is_whole or not public)
        self._recount()

    @property
    def is_published(self) -> bool:
        """Whether the form states its publisher."""
        return bool(self.form.currentData() == "claimreview")

    @property
    def _is_whole(self) -> bool:
        """Whether the form holds the whole project, without regard to the choices."""
        return FORMS[str(self.form.currentData())].write_project is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._told and isinstance(event, QResizeEvent):
            before, now = event.oldSize(), event.size()
            if now.height() > before.height() and now.width() == before.width():
                # what is told came to take room from the fields, after they had theirs
                self._settle.start()
        return super().eventFilter(watched, event)

    def _give_room(self) -> None:
        layout = self.layout()
        if layout is not None:
            # what is said below the fields has its room first
            layout.activate()
        self._page.settle()
        if self.confidential.is_open:
            self._page.ensureWidgetVisible(self.confidential)

    @property
    def _has_versions(self) -> bool:
        """Whether the report is on an article of whose older versions any may be the checked."""
        ids = self.articles.ids()
        is_one = ids == (self.checked.article_id,) or (ids is None and not self.articles.is_choice)
        return self.checked.is_choice and is_one and not self._is_whole

    def _recount(self, *_: object) -> None:
        self._fields.setRowVisible(self.checked, self._has_versions)
        choices, self._counted = self.choices(), None
        self._settle.start()
        self._is_waited_for = False
        missing = self._missing()
        for button in (self.ok, self.print, self.preview):
            button.setEnabled(not missing)
        if missing:
            self._told.say(missing)
            return
        form = str(self.form.currentData())
        self._told.begin()
        self._count(
            choices,
            form,
            lambda tally: self._tell(choices, form, tally),
            lambda error: self._tell_problem(choices, str(error)),
        )

    def _missing(self) -> str:
        """The choice that has to be made first; empty if the choices are complete."""
        form = FORMS[str(self.form.currentData())]
        if self.articles.ids() == () and not self._is_whole:
            return "Choose an article."
        if self.claims.is_none and not self._is_whole:
            return "Choose a verdict."
        if self.confidential.is_open:
            return "Confirm that you want to name the confidential sources, or leave them out."
        if not self._is_whole and not form.suits(self.kind.asked):
            return f"{form.label} holds verdicts: choose a report for the editor or for the public."
        return ""

    def _tell(self, choices: ReportChoices, form: str, tally: ReportTally) -> None:
        # the dialog is gone, or something else was chosen meanwhile
        if self._is_over or (choices, form) != (self.choices(), self.form.currentData()):
            return
        self._counted = tally
        self._told.tell(tally)
        for button in (self.ok, self.print, self.preview):
            button.setEnabled(not tally.refusal)
        self._settle.start()
        self.addressee.offer(tally.addressees)
        self._fields.setRowVisible(self.addressee, self._asks_whom())
        self.print.setEnabled(not tally.refusal and not self._is_for_each)
        if self._is_waited_for and not (tally.warning or tally.refusal):
            self.accept()
        self._is_waited_for = False

    def _tell_problem(self, choices: ReportChoices, sentence: str) -> None:
        if not self._is_over and choices == self.choices():
            self._is_waited_for = False
            self._told.say(sentence)

    @property
    def _is_for_each(self) -> bool:
        return self._asks_whom() and self.addressee.is_for_each

    def _asks_whom(self) -> bool:
        return self.kind.asked is ReportKind.QUERIES and self.addressee.person.is_needed
