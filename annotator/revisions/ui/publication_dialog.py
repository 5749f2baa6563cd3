"""The dialog that asks which version was published, when and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from annotator.app.theme.scale import Space
from annotator.app.widgets.day_field import DayField
from annotator.app.widgets.dialog import Dialog, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import ChoiceBox, problem_line
from annotator.app.widgets.plain_text import Label
from annotator.articles.model import Article, Version
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.wording import day_in_words, local_day
from annotator.revisions.corrections import published_address
from annotator.revisions.service.publication import check_publication


@dataclass(frozen=True, slots=True)
class Publication:
    """A version with the day on which it was published, and the address; no day if it was not."""

    version: Version
    on: str = ""
    url: str = ""


class PublicationDialog(Dialog):
    """A version, a day and an address; a mark from before can be taken back."""

    def __init__(
        self, parent: QWidget | None, article: Article, versions: Sequence[Version], today: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Mark as published")
        self._article, self._versions, self._today = article, versions, today
        self._is_taken_back = False
        self.version = ChoiceBox()
        self.version.setAccessibleName("Version")
        self.version.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for version in reversed(versions):
            self.version.addItem(version_in_words(version), version.id)
        self.day = DayField("Published on")
        self.url = QLineEdit()
        self.url.setAccessibleName("Address")
        self.url.setPlaceholderText("https://… – empty for print")
        self._problem = problem_line()
        self._lay_out()
        self.version.currentIndexChanged.connect(self._show_version)
        self._show_version()

    @classmethod
    def ask(
        cls, parent: QWidget | None, article: Article, versions: Sequence[Version], today: str
    ) -> Publication | None:
        """Return the publication; ``None`` when the user thought better of it."""
        dialog = cls(parent, article, versions, today)
        return dialog.answer() if run_dialog(dialog) else None

    def answer(self) -> Publication:
        """Return the answer in the fields, or that the version was not published."""
        if self._is_taken_back:
            return Publication(self._chosen)
        return Publication(self._chosen, self.day.day(), self.url.text().strip())

    def take_back(self) -> None:
        """Close, and let the version count as not published."""
        self._is_taken_back = True
        super().accept()

    def accept(self) -> None:
        """Close, unless the day or the address is none."""
        try:
            check_publication(self.day.day(), self.url.text())
        except AnnotatorError as error:
            self._problem.tell(str(error))
            is_of_day = not self.day.day() or "day" in str(error)
            (self.day if is_of_day else self.url).setFocus()
            return
        super().accept()

    @property
    def _chosen(self) -> Version:
        chosen = self.version.currentData()
        return next(version for version in self._versions if version.id == chosen)

    def _lay_out(self) -> None:
        title = Label(self._article.heading)
        title.setObjectName("title")
        title.setWordWrap(True)
        form = QFormLayout()
        form.setVerticalSpacing(Space.SMALL)
        form.addRow("Version", self.version)
        form.addRow("Published on", self.day.row())
        form.addRow("Address", self.url)
        buttons, self.ok = make_buttons(self, "Mark as published")
        self.not_published = buttons.addButton(
            "&Not published", QDialogButtonBox.ButtonRole.ActionRole
        )
        self.not_published.clicked.connect(self.take_back)
        layout = stack(self, title)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        open_at(self, 68)

    def _show_version(self, *_: object) -> None:
        """Fill the fields with the publication of the version, or with today and the last page."""
        version, metadata = self._chosen, self._article.metadata
        known = version.published_on
        self.day.setText(known or self._today)
        page = published_address(self._versions, metadata.url)
        self.url.setText(version.published_url if known else page)
        self.not_published.setEnabled(bool(known))


def version_in_words(version: Version) -> str:
    """Return a version with the day it came in, and the day it was published on."""
    on = f", published on {day_in_words(version.published_on)}" if version.published_on else ""
    return f"Version {version.number}, added on {local_day(version.created_at)}{on}"


class PublishedVersions(Label):
    """Says which versions of an article were published, when and where; hidden if none was."""

    def __init__(self, versions: Sequence[Version]) -> None:
        published = [version for version in versions if version.published_on]
        super().__init__("\n".join(map(_told, published)))
        self.setObjectName("muted")
        self.setWordWrap(True)
        self.setHidden(not published)


def _told(version: Version) -> str:
    at = f": {version.published_url}" if version.published_url else ""
    return f"Version {version.number} was published on {day_in_words(version.published_on)}{at}"
