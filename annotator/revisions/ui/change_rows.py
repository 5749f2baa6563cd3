"""The rows of the review of changes: a place of a claim each, with its fate."""

from collections import Counter
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject

from annotator.app.theme.theme import Theme
from annotator.app.widgets.lists.word_list import WordCells, WordRows
from annotator.appearance import label, meaning
from annotator.revisions.model import PlaceOutcome
from annotator.revisions.service.place_review import ReviewedPlace

OPEN, DECIDED, CUT = "To decide", "Decided", "Cut"
CASES = (OPEN, DECIDED, CUT)


def case_of(place: ReviewedPlace) -> str:
    """Return the part of the work list in which a place stands."""
    if place.is_cut:
        return CUT
    return DECIDED if place.is_decided else OPEN


def state_in_words(place: ReviewedPlace) -> str:
    """Return the fate of a place, with a sign that tells it without colour."""
    version = place.newest.number
    if place.record.outcome is PlaceOutcome.PLACED:
        return f"✓ Placed in version {version}"
    if place.is_cut:
        return f"✕ Cut in version {version}"
    if place.record.outcome is PlaceOutcome.LEFT:
        return f"← Left on version {place.older.number}"
    return f"? {label(place.record.placing)}"


class ChangeRow:
    """A row of the work list."""

    def __init__(self, place: ReviewedPlace) -> None:
        self.place = place

    @property
    def case(self) -> str:
        """The part of the work list."""
        return case_of(self.place)


class ChangeRows(WordRows[ChangeRow]):
    """The places that a new version asks about; ``ROW`` gives a row's ChangeRow."""

    columns = ("Claim", "State", "Words")

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    def take(self, places: Iterable[ReviewedPlace]) -> None:
        """Hold other places; ``show`` shows them."""
        self._all = [ChangeRow(place) for place in places]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many places there are in each part of the list."""
        return Counter(row.case for row in self._all)

    @property
    def places(self) -> list[ReviewedPlace]:
        """All places, shown or not."""
        return [row.place for row in self._all]

    def row_of(self, place_id: str) -> int:
        """Return the row of a place; -1 if it is not shown."""
        return next((n for n, row in enumerate(self._shown) if row.place.id == place_id), -1)

    def next_open(self, after: int) -> int:
        """Return the next row that waits for a decision, round the end; -1 if none does."""
        count = len(self._shown)
        rows = [(after + 1 + step) % count for step in range(count)]
        return next((n for n in rows if self._shown[n].case == OPEN), -1)

    def cells(self, row: ChangeRow) -> tuple[str, ...]:
        """The words of each column, whole."""
        return str(row.place.claim_number), state_in_words(row.place), row.place.was.words

    def found_by(self, row: ChangeRow) -> str:
        """Return the words by which a row is found."""
        return " ".join(self.cells(row))


class ChangeCells(WordCells):
    """Paints a cell: bold where a person has to decide."""

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme

    def stands_out(self, row: object, column: int) -> bool:
        """Return whether a cell tells of a place that waits for a decision."""
        return isinstance(row, ChangeRow) and row.case == OPEN and column == 1

    def stands_back(self, row: object, column: int) -> bool:
        """Return whether a cell names a row, or a row without an act to do."""
        return column == 0 or (isinstance(row, ChangeRow) and row.case == CUT)


def told_of(place: ReviewedPlace) -> str:
    """Return the fate of a place, and the name of the person who decided, in a sentence or two."""
    version, by = place.newest.number, f" by {place.checker}" if place.checker else ""
    if place.record.outcome is PlaceOutcome.PLACED:
        gone = "" if place.now is not None else " Its passage was removed since."
        return f"Placed in version {version}{by}.{gone}"
    if place.is_cut:
        return f"Cut in version {version}. The claim stays on version {place.older.number}."
    if place.record.outcome is PlaceOutcome.LEFT:
        return f"Left on version {place.older.number}{by}."
    return meaning(place.record.placing)
