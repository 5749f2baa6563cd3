"""How a line of a merge is painted: what is to be decided stands out, without colour too."""

from annotator.domain.merging import Case
from annotator.services.merge_words import Line
from annotator.ui.merging.model import BECOMES
from annotator.ui.word_cells import WordCells


class MergeDelegate(WordCells):
    """Paints one cell: a line of words, bold where somebody has to decide."""

    def stands_out(self, row: object, column: int) -> bool:
        """Whether it is what a conflict becomes."""
        return isinstance(row, Line) and row.case is Case.CONFLICT and column == BECOMES
