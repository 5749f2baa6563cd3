"""How a line of an import is painted: what cannot come in stands out, without colour too."""

from annotator.app.widgets.lists.word_list import WordCells
from annotator.exchange.service.summary import Case, Line
from annotator.exchange.ui.model import BECOMES


class ImportDelegate(WordCells):
    """Paints one cell: a line of words, bold where something is left out."""

    def stands_out(self, row: object, column: int) -> bool:
        """Whether it is what becomes of something that cannot come in."""
        return isinstance(row, Line) and row.case is Case.LEFT_OUT and column == BECOMES

    def stands_back(self, row: object, column: int) -> bool:
        """Whether it is here already, or only names the line."""
        return super().stands_back(row, column) or (
            isinstance(row, Line) and row.case is Case.KNOWN
        )
