"""Who publishes a check and where, and which numbers its verdicts have, for ClaimReview."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.fields import ChoiceBox
from annotator.appearance import label
from annotator.claims.verdicts import Verdict
from annotator.reports.publisher import Publisher

_RATED = (Verdict.VERIFIED, Verdict.DISPUTED)


class PublisherChoice(QWidget):
    """Two fields and a number for each verdict that can have one."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = Publisher()
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the publisher")
        self.url = QLineEdit()
        self.url.setAccessibleName("Address of the published check")
        self.url.setPlaceholderText("https://")
        self.ratings = {verdict: _numbers(verdict) for verdict in _RATED}
        form = QFormLayout(self)
        bare(form)
        form.setVerticalSpacing(Space.SMALL)
        form.setHorizontalSpacing(Space.MEDIUM)
        form.addRow("Name", self.name)
        form.addRow("Address", self.url)
        for verdict, box in self.ratings.items():
            form.addRow(f"{label(verdict)}", box)

    def begin(self, publisher: Publisher) -> None:
        """Begin with what the project knows."""
        self._begun = publisher
        self.name.setText(publisher.name)
        self.url.setText(publisher.url)
        for verdict, box in self.ratings.items():
            _offer(box, publisher)
            box.setCurrentIndex(max(0, box.findData(publisher.ratings.get(verdict))))

    def said(self) -> Publisher:
        """The publisher as the fields say; what they do not ask stays as it was."""
        given = {
            verdict: box.currentData() for verdict, box in self.ratings.items() if box.currentData()
        }
        name, url = self.name.text().strip(), self.url.text().strip()
        return replace(self._begun, name=name, url=url, ratings=given)


def _numbers(verdict: Verdict) -> QComboBox:
    box: QComboBox = ChoiceBox()
    box.setAccessibleName(f"Rating for {label(verdict).lower()}")
    _offer(box, Publisher())
    return box


def _offer(box: QComboBox, publisher: Publisher) -> None:
    box.clear()
    box.addItem("No rating, name only", None)
    for number in range(publisher.worst, publisher.best + 1):
        ends = {publisher.worst: " (worst)", publisher.best: " (best)"}
        box.addItem(f"{number}{ends.get(number, '')}", number)
