"""What differs on a page proof: a window beside the main window, and the acts on its result.

The list begins with what touches claims; Return shows the place in the text. No row of the project
is written: the result can be saved or printed as a document of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMainWindow, QPushButton, QWidget

from annotator.app.files import external_programs
from annotator.app.files.dialogs import file_to_read, file_to_write
from annotator.app.files.disclosure_check import DisclosureCheck
from annotator.app.forms.difference import PlaceInWords, SentenceLabel
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.dialog import Dialog, Page, open_at, stack
from annotator.app.widgets.fields import ChoiceBox, FilterLine
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.lists.word_list import (
    WordCells,
    WordRows,
    filter_row,
    lay_out_columns,
    offer_cases,
)
from annotator.app.widgets.notice import NoticeBar
from annotator.app.widgets.plain_text import Label
from annotator.appearance import label
from annotator.disclosure.confidential_names import Disclosure
from annotator.files.regular_files import exists
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress
from annotator.project import Project
from annotator.revisions.service.page_proof import (
    PROOF_SUFFIXES,
    PageProof,
    ProofEntry,
    in_short,
    read_page_proof,
    shown,
)
from annotator.revisions.service.proof_report import (
    claims_told,
    kind_told,
    names_in,
    passage_told,
    report_of,
    verdict,
)


class ProofCase(StrEnum):
    """The kinds of rows of a page proof."""

    TOUCHES = "touches claims"
    DIFFERS = "differs"
    MOVED = "moved"
    ALSO = "also on the page"


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A row: where it stands, and the words of the version and of the proof.

    ``place`` is the place in the version that Return shows, if there is one.
    """

    case: ProofCase
    where: str
    what: str
    claims: str
    old: str
    new: str
    before: str = ""
    after: str = ""
    place: Span | None = None


def rows_of(proof: PageProof) -> Iterator[ProofRow]:
    """Yield the rows of a proof: differences, claims touched first, and what else is there."""
    for entry in proof.entries:
        yield _of_entry(entry)
    for moved in proof.reading.moved:
        words = in_short(shown(moved.old.of(proof.text)))
        where = proof.page_of(moved.new)
        yield ProofRow(
            ProofCase.MOVED, where, "In another order", "", words, words, place=moved.old
        )
    for other in proof.reading.others:
        words = in_short(shown(other.span.of(proof.proof.text)))
        where = proof.page_of(other.span)
        yield ProofRow(ProofCase.ALSO, where, passage_told(other), "", "", words)


def _of_entry(entry: ProofEntry) -> ProofRow:
    difference = entry.difference
    place = difference.old or Span(difference.old_at, difference.old_at + 1)
    return ProofRow(
        ProofCase.TOUCHES if entry.claims else ProofCase.DIFFERS,
        entry.page,
        kind_told(difference),
        claims_told(entry),
        in_short(entry.old),
        in_short(entry.new),
        entry.before,
        entry.after,
        place,
    )


class ProofRows(WordRows[ProofRow]):
    """The rows of a page proof."""

    columns = ("Where", "What", "Claim", "Version", "Proof")

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    def take(self, proof: PageProof) -> None:
        """Hold the rows of another proof; ``show`` shows them."""
        self._all = [*rows_of(proof)]

    @property
    def counts(self) -> Counter[ProofCase]:
        """How many rows there are of each case."""
        return Counter(row.case for row in self._all)

    def cells(self, row: ProofRow) -> tuple[str, ...]:
        """The words of each column, whole."""
        where = row.where[:1].upper() + row.where[1:]
        return where, row.what, row.claims, row.old or "–", row.new or "–"

    def found_by(self, row: ProofRow) -> str:
        """Return the words by which a row is found."""
        return " ".join((*self.cells(row), row.before, row.after))


class ProofCells(WordCells):
    """Paints a cell: bold where a claim is touched, pale where no word differs."""

    def stands_out(self, row: object, column: int) -> bool:
        """Return whether a cell names a claim that is touched."""
        return isinstance(row, ProofRow) and column == _CLAIM and bool(row.claims)

    def stands_back(self, row: object, column: int) -> bool:
        """Return whether a cell only says where, or no word of the row differs."""
        is_same = isinstance(row, ProofRow) and row.case in {ProofCase.MOVED, ProofCase.ALSO}
        return column == 0 or is_same


_CLAIM = 2
_WIDTHS = {0: 10, 1: 18, _CLAIM: 16}
"""The widths in letters of the columns that do not share the free room."""
_ROOMY = 60
"""Letters of height from which on there is room between the parts."""


class ProofPage(Dialog):
    """The differences of a page proof, beside the main window.

    ``place_asked`` comes with the place in the version to show; the other signals say which button
    was pressed.
    """

    place_asked = Signal(object)
    save_asked = Signal()
    print_asked = Signal()
    copy_asked = Signal()
    again_asked = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("Page proof")
        self.proof: PageProof | None = None
        self._theme = theme
        self.verdict, self.about, self.state = Label(), Label(), Label()
        self.model = ProofRows(self)
        self.list = RowsView("Differences", ProofCells(theme))
        self.list.setModel(self.model)
        self.cases, self.words = ChoiceBox(), FilterLine("Search differences")
        self.sides = QWidget()
        self._sides = Page(self.sides)
        self.old = SentenceLabel(theme, added=False)
        self.new = SentenceLabel(theme, added=True)
        self.show_place = QPushButton("Show &place")
        self.copy = QPushButton("&Copy")
        self.save = QPushButton("&Save…")
        self.print = QPushButton("&Print…")
        self.again = QPushButton("Read &again")
        self.leave = QPushButton("Close")
        self._lay_out()
        self._connect()

    def show_proof(self, proof: PageProof) -> None:
        """Show the result of a proof, and the first of its rows."""
        self.proof = proof
        version = proof.article.version
        self.setWindowTitle("Page proof")
        self.verdict.setText(verdict(proof))
        self.about.setText(
            f"{proof.file_name}, compared with version {version.number} of "
            f"“{proof.article.heading}”"
        )
        self.tell("")
        self.model.take(proof)
        offer_cases(self.cases, self.model.counts, [(each, label(each)) for each in ProofCase])
        self._filter()
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()
        announce(self.list, self.verdict.text())

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.list.setItemDelegate(ProofCells(theme))
        self._show_chosen()

    def tell(self, words: str) -> None:
        """Show a sentence at the foot of the page."""
        self.state.setText(words)
        self.state.setVisible(bool(words))
        announce(self.list, words)

    def chosen(self) -> ProofRow | None:
        """The row that is chosen in the list."""
        row = self.list.currentIndex().data(ROW)
        return row if isinstance(row, ProofRow) else None

    # inner workings

    def _lay_out(self) -> None:
        self.verdict.setObjectName("title")
        self.about.setObjectName("muted")
        for words in (self.verdict, self.about, self.state, self.old, self.new):
            words.setWordWrap(True)
        self.cases.setAccessibleName("Filter differences")
        grid = QGridLayout(self.sides)
        clear_margins(grid, Space.SMALL)
        for row, (name, words) in enumerate((("Version", self.old), ("Proof", self.new))):
            grid.addWidget(Label(name), row, 0, Qt.AlignmentFlag.AlignTop)
            # as tall as the words are in the width that there is, and not in the least
            words.setMinimumHeight(1)
            grid.addWidget(words, row, 1)
        grid.setColumnStretch(1, 1)
        layout = stack(self)
        layout.addWidget(self.verdict)
        head = QHBoxLayout()
        head.setSpacing(Space.SMALL)
        head.addWidget(self.about, 1)
        head.addWidget(self.again)
        layout.addLayout(head)
        layout.addLayout(filter_row(self.cases, self.words))
        layout.addWidget(self.list, 1)
        layout.addWidget(self._sides)
        layout.addWidget(self.state)
        layout.addLayout(self._row_of_buttons())
        lay_out_columns(self.list.horizontalHeader(), _WIDTHS)
        open_at(self, 140, 84)
        if self.height() < letters(_ROOMY):
            pad(layout, Space.SMALL)
            layout.setSpacing(Space.SMALL)

    def _row_of_buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.SMALL)
        for button in (self.show_place, self.copy, self.save, self.print):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        return buttons

    def _connect(self) -> None:
        self.cases.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.list.activated.connect(lambda _index: self._ask_place())
        self.show_place.clicked.connect(self._ask_place)
        self.save.clicked.connect(self.save_asked)
        self.print.clicked.connect(self.print_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.again.clicked.connect(self.again_asked)
        self.leave.clicked.connect(self.reject)

    def _ask_place(self) -> None:
        row = self.chosen()
        if row is not None and row.place is not None:
            self.place_asked.emit(row.place)

    def _filter(self, *_: object) -> None:
        self.model.show(self.cases.currentData(), self.words.text())
        if self.model.rowCount():
            self.list.selectRow(0)
        self._show_chosen()

    def _show_chosen(self, *_: object) -> None:
        row = self.chosen()
        self.old.show_place(_marked(row, row.old if row else ""), self._theme)
        self.new.show_place(_marked(row, row.new if row else ""), self._theme)
        self._sides.setVisible(row is not None)
        self._sides.measure_anew()
        self.show_place.setEnabled(row is not None and row.place is not None)


def _marked(row: ProofRow | None, words: str) -> PlaceInWords:
    """Return the words of one side among those around them, marked where they differ."""
    if row is None or not words:
        return PlaceInWords("–")
    differs = row.case in {ProofCase.TOUCHES, ProofCase.DIFFERS}
    marks = (Span(0, len(words)),) if differs else ()
    return PlaceInWords(words, marks=marks, before=row.before, after=row.after)


class ProofController(QObject):
    """Asks for a page proof, reads it in the background, and does what its page asks for."""

    def __init__(
        self,
        session: Session,
        window: QMainWindow,
        go_to: Callable[[Span], object],
        notice: NoticeBar,
        lookout: DisclosureCheck,
        theme: Callable[[], Theme],
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._go_to = session, window, go_to
        self._notice, self._lookout, self._theme = notice, lookout, theme
        self._path = Path()
        self.page: ProofPage | None = None
        self.actions: list[QAction] = []
        session.closing.connect(self._close)

    def show_theme(self, theme: Theme) -> None:
        """Show the page in another theme."""
        if self.page is not None:
            self.page.show_theme(theme)

    def choose_file(self) -> None:
        """Ask for the file of a proof, and compare it with the open article."""
        if self._session.article is None:
            return
        name = file_to_read(self._window, "Page proof", proof_files())
        if name:
            self.compare(Path(name))

    def compare(self, path: Path) -> None:
        """Compare a file with the newest version of the open article, in the background."""
        article = self._session.article
        if article is None:
            return
        self._path = path

        def words(done: int, of: int) -> str:
            part = f", {100 * done // of} %" if of else ""
            return f"Reading the page proof{part}…"

        self._session.work.run(
            words,
            lambda project, progress: read_page_proof(project, article, path, progress),
            self._show,
            lambda error: self._notice.warn(str(error)),
        )

    def go_to(self, place: Span) -> None:
        """Show a place of the version in the main window."""
        proof = self.page.proof if self.page is not None else None
        if self.page is None or proof is None:
            return
        session = self._session
        if not session.choose_article(proof.article.id):
            return
        session.read_newest()
        article = session.article
        if article is None or article.version.id != proof.article.version.id:
            self.page.tell(
                f"The proof was compared with version {proof.article.version.number}, and there is "
                "a newer one by now. Read it again."
            )
            return
        self._window.activateWindow()
        end = min(place.end, article.version.length)
        self._go_to(Span(max(0, min(place.start, end - 1)), end))

    # inner workings

    def _show(self, proof: PageProof) -> None:
        if self.page is None:
            self.page = page = ProofPage(self._window, self._theme())
            # undo, redo and stop belong to the project, whichever window is in front
            page.addActions(self.actions)
            page.place_asked.connect(self.go_to)
            page.save_asked.connect(self._save)
            page.print_asked.connect(self._print)
            page.copy_asked.connect(self._copy)
            page.again_asked.connect(lambda: self.compare(self._path))
        self.page.show_proof(proof)

    def _look(self, does: str, go_on: Callable[[PageProof], object]) -> None:
        """Look for names that must not leave, and go on with the proof."""
        proof = self.page.proof if self.page is not None else None
        if proof is None:
            return

        def find(project: Project, _progress: Progress) -> tuple[tuple[Disclosure, ...], PageProof]:
            return names_in(project, proof, date.today()), proof

        self._lookout.look(find, does, go_on)

    def _save(self) -> None:
        self._look("&Save anyway", self._ask_where)

    def _ask_where(self, proof: PageProof) -> None:
        from annotator.reports.service.forms import DOCUMENT_FORMS

        kinds = ";;".join(f"{form.label} (*{form.suffix})" for form in DOCUMENT_FORMS.values())
        name = file_to_write(self.page, "Save the result", "Page proof.html", kinds)
        if not name:
            return
        target = Path(name)
        forms = {form.suffix: form for form in DOCUMENT_FORMS.values()}
        if target.suffix.lower() not in forms:
            target = target.with_name(f"{target.name}.html")
            if exists(target):
                # nobody was asked whether this one may be replaced
                self._tell(f"{target} already exists and was not changed.")
                return
        self.write_to(target, proof)

    def write_to(self, target: Path, proof: PageProof) -> None:
        """Write the result to a file in the background, in the form that its ending says."""

        def write(_project: Project, progress: Progress) -> None:
            from annotator.reports.service.forms import DOCUMENT_FORMS, write_document

            forms = {form.suffix: form for form in DOCUMENT_FORMS.values()}
            form = forms[target.suffix.lower()]
            write_document(report_of(proof, date.today()), form, target, progress)

        self._session.work.run(
            lambda *_: f"Writing {target.name}…",
            write,
            lambda _result: self._written(target),
            lambda error: self._tell(str(error)),
        )

    def _written(self, target: Path) -> None:
        self._tell(f"Saved: {target}")
        self._notice.offer(
            f"Result saved: {target}", "Show", partial(external_programs.open_file, target)
        )

    def _print(self) -> None:
        self._look("&Print anyway", self._ask_printer)

    def _ask_printer(self, proof: PageProof) -> None:
        from annotator.app.files.printer_dialog import chosen_printer
        from annotator.reports.service.forms import print_document

        printer = chosen_printer(self._window, "Print the result")
        if printer is None:
            return
        self._session.work.run(
            lambda *_: "Printing the result…",
            lambda _project, progress: print_document(
                report_of(proof, date.today()), printer, progress
            ),
            lambda _pages: self._tell("Sent to the printer."),
            lambda error: self._tell(str(error)),
        )

    def _copy(self) -> None:
        self._look("&Copy anyway", self._put_on_clipboard)

    def _put_on_clipboard(self, proof: PageProof) -> None:
        from annotator.reports.service.forms import DOCUMENT_FORMS

        document = report_of(proof, date.today())
        told = DOCUMENT_FORMS["markdown"].render(document, lambda *_: None)
        QGuiApplication.clipboard().setText(told.decode())
        self._tell("Copied.")

    def _tell(self, words: str) -> None:
        if self.page is not None:
            self.page.tell(words)

    def _close(self) -> None:
        if self.page is not None:
            self.page.close()
            self.page.deleteLater()
            self.page = None


def proof_files() -> str:
    """Return the kinds of files that may be a proof, as a dialog for files lists them."""
    kinds = " ".join(f"*{suffix}" for suffix in PROOF_SUFFIXES)
    return f"Page proofs and pages ({kinds});;PDF (*.pdf);;All files (*)"
