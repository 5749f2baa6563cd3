"""How a line of a merge is painted: what is to be decided stands out, without colour too."""

from annotator.app.widgets.lists.word_list import WordCells
from annotator.sharing.row_merge import Case
from annotator.sharing.service.summary import Line
from annotator.sharing.ui.merge_model import BECOMES


class MergeDelegate(WordCells):
    """Paints one cell: a line of words, bold where somebody has to decide."""

    def stands_out(self, row: object, column: int) -> bool:
        """Whether it is what a conflict becomes."""
        return isinstance(row, Line) and row.case is Case.CONFLICT and column == BECOMES
