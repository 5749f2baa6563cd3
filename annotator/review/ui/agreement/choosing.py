"""Who is compared, and where: the boxes at the head of the page."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.fields import ChoiceBox, empty, labelled
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label, literal
from annotator.people.model import Checker

ARTICLE, PROJECT, CLAIMS = "article", "project", "claims"


class Choosing(QWidget):
    """A tick for each checker, and a box for the scope; ``changed`` comes when either is turned."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self.scope = ChoiceBox()
        self.scope.setAccessibleName("Compare")
        self.scope.addItem("This article", ARTICLE)
        self.scope.addItem("Whole project", PROJECT)
        self.scope.addItem("Claims chosen in the list", CLAIMS)
        self.scope.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._people = FlowLayout(Space.SMALL)
        column = QVBoxLayout(self)
        bare(column, Space.SMALL)
        who = Label("Checkers")
        who.setObjectName("label")
        # the box stands first: it is always there, and Tab begins with what has been there longest
        column.addWidget(labelled("Compare", self.scope))
        column.addWidget(who)
        column.addLayout(self._people)

    def show_checkers(self, checkers: Sequence[Checker], chosen: Collection[str]) -> None:
        """Offer these checkers; some are chosen."""
        if [*self.boxes] == [c.id for c in checkers]:
            names = [box.text() for box in self.boxes.values()]
            if names == [literal(c.name) for c in checkers]:
                return
        empty(self._people)
        self.boxes = {}
        for checker in checkers:
            box = QCheckBox(literal(checker.name))
            box.setAccessibleName(f"Compare {checker.name}")
            box.setChecked(checker.id in chosen)
            box.toggled.connect(lambda _: self.changed.emit())
            self.boxes[checker.id] = box
            self._people.addWidget(box)

    def checker_ids(self) -> tuple[str, ...]:
        """The checkers that are chosen, by name."""
        return tuple(identity for identity, box in self.boxes.items() if box.isChecked())

    def of_project(self) -> bool:
        """Whether the whole project is compared, and not the article that is shown."""
        return bool(self.scope.currentData() == PROJECT)

    def of_claims(self) -> bool:
        """Whether only the claims that are chosen in the list are compared."""
        return bool(self.scope.currentData() == CLAIMS)
