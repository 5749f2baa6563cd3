"""The dialog that asks for the contents of a package for review, and says which stay here."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QListWidgetItem,
    QRadioButton,
    QWidget,
)

from annotator.app.theme.scale import Space, letters
from annotator.app.widgets.dialog import Dialog, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import problem_line
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.plain_text import Label
from annotator.articles.model import Article
from annotator.kernel.wording import count_of
from annotator.sharing.packages import Contents

_ROWS, _ROW = 6, 5
"""Articles shown at once, and the height of each in letters."""
_BLIND = (
    "Your tags, conclusions, notes, evidence and corrections stay out of the file. Agreement is "
    "meaningful only if you work blind."
)
_WARNING = "Anyone who gets the file can read the names of confidential sources and contacts."


class SendDialog(Dialog):
    """The articles, the choice of an open or a blind review, and the parts that go along.

    ``left_out`` says how many pieces of evidence, contacts and questions stay here.
    """

    def __init__(
        self,
        parent: QWidget | None,
        articles: Sequence[Article],
        chosen: Article | None,
        left_out: Callable[[Contents], int],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Send for review")
        self._left_out = left_out
        self.articles = ItemList()
        self.articles.setAccessibleName("Articles to send")
        self.articles.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.articles.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for article in articles:
            self._add(article, checked=chosen is None or article.id == chosen.id)
        self.open_ = QRadioButton("&Open: your colleague sees your tags and reviews them")
        self.blind = QRadioButton("&Blind: your colleague tags without seeing yours")
        self.highlights = QCheckBox("With the &highlights; without, both of you find the claims")
        self.evidence = QCheckBox("With the &evidence and its files")
        self.notes = QCheckBox("With &notes and the contact log")
        self.confidential = QCheckBox("With &confidential sources and contacts")
        self.explained, self.warning = Label(), problem_line()
        self._begin()
        self._lay_out()
        self._connect()
        self._show()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        articles: Sequence[Article],
        chosen: Article | None,
        left_out: Callable[[Contents], int],
    ) -> Contents | None:
        """Return the contents to send; ``None`` if the user cancels."""
        dialog = cls(parent, articles, chosen, left_out)
        return dialog.contents() if run_dialog(dialog) else None

    def contents(self) -> Contents:
        """Return the contents that the fields describe."""
        items = [self.articles.item(row) for row in range(self.articles.count())]
        ids = [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]
        blind = self.blind.isChecked()
        return Contents(
            tuple(ids),
            blind=blind,
            highlights=not blind or self.highlights.isChecked(),
            evidence=not blind and self.evidence.isChecked(),
            notes=not blind and self.notes.isChecked(),
            confidential=not blind and self.confidential.isChecked(),
        )

    # inner workings

    def _add(self, article: Article, *, checked: bool) -> None:
        item = QListWidgetItem(f"{article.number}. {article.heading}")
        item.setData(Qt.ItemDataRole.UserRole, article.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        self.articles.addItem(item)

    def _begin(self) -> None:
        self.open_.setChecked(True)
        self.highlights.setChecked(True)
        self.evidence.setChecked(True)
        self._kinds = QButtonGroup(self)
        for button in (self.open_, self.blind):
            self._kinds.addButton(button)
        self.articles.setCurrentRow(0)
        self.explained.setWordWrap(True)
        self.explained.setObjectName("muted")

    def _lay_out(self) -> None:
        buttons, self.ok = make_buttons(self, "Choose a file…")
        layout = stack(self)
        rows = min(self.articles.count(), _ROWS)
        self.articles.setFixedHeight(rows * letters(_ROW) + 2 * Space.TINY)
        layout.addWidget(self.articles)
        for widget in (self.open_, self.blind, self.explained, *self._choices):
            layout.addWidget(widget)
        layout.addWidget(self.warning)
        layout.addStretch(1)
        layout.addWidget(buttons)
        open_at(self, 72)

    @property
    def _choices(self) -> tuple[QCheckBox, ...]:
        return self.highlights, self.evidence, self.notes, self.confidential

    def _connect(self) -> None:
        self.articles.itemChanged.connect(self._show)
        self.blind.toggled.connect(self._show)
        for box in self._choices:
            box.toggled.connect(self._show)

    def _show(self, *_: object) -> None:
        contents = self.contents()
        self.highlights.setVisible(contents.blind)
        for box in (self.evidence, self.notes, self.confidential):
            box.setVisible(not contents.blind)
        self.ok.setEnabled(bool(contents.article_ids))
        self.explained.setText(_BLIND if contents.blind else self._kept(contents))
        self.explained.setVisible(bool(self.explained.text()))
        self.warning.setText(_WARNING)
        self.warning.setVisible(contents.confidential)

    def _kept(self, contents: Contents) -> str:
        left = self._left_out(contents) if contents.article_ids else 0
        if contents.confidential or not left:
            return ""
        what = count_of(
            left,
            "confidential piece of evidence, contact or question stays",
            "confidential pieces of evidence, contacts and questions stay",
        )
        return f"{what} here."
