"""A comparison in rows, as it is read: paragraphs of both texts that belong together, in order.

A row ends where both texts have a line end, so that it holds a paragraph of either, or of a single
text. Windows, pages and terminals show the same rows, side by side or as a marked text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.kernel.positions import Span
from annotator.revisions.comparison import Passage, PassageKind, TextComparison
from annotator.revisions.word_pieces import PieceKind, WordPiece

_LINES = re.compile(r"[^\n]*\n+|[^\n]+")


class RunKind(StrEnum):
    """How words are shown."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that are shown alike.

    ``old`` and ``new`` are their places in both texts. ``absent`` are words that a passage lost
    when it moved here: they stand in the old text at another place. ``change`` is the number of
    the change, or ``None`` for words that stayed.
    """

    kind: RunKind
    old: Span | None = None
    new: Span | None = None
    absent: Span | None = None
    change: int | None = None

    def words(self, comparison: TextComparison) -> str:
        """Return the words as a marked text has them: the new words where they are kept."""
        if self.new is not None:
            return self.new.of(comparison.new)
        span = self.old or self.absent
        return span.of(comparison.old) if span is not None else ""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A paragraph of both texts, or of a single text."""

    runs: tuple[Run, ...]

    @property
    def changes(self) -> tuple[int, ...]:
        """The numbers of the changes in the row, in order."""
        return tuple(dict.fromkeys(run.change for run in self.runs if run.change is not None))

    @property
    def old(self) -> tuple[Run, ...]:
        """The runs that stand in the old text here."""
        return tuple(run for run in self.runs if run.old is not None)

    @property
    def new(self) -> tuple[Run, ...]:
        """The runs that stand in the new text here."""
        return tuple(run for run in self.runs if run.new is not None)


def compared_rows(comparison: TextComparison) -> list[ComparedRow]:
    """Return the rows of a comparison; each code point of both texts is in a single row."""
    numbers = {passage: number for number, passage in enumerate(comparison.changes)}
    rows = _Rows(comparison)
    for number, passage in enumerate(comparison.passages):
        change = numbers.get(number)
        if passage.kind is PassageKind.MOVED_AWAY:
            change = numbers.get(passage.other_end) if passage.other_end is not None else None
        rows.add(passage, change)
    return rows.ended()


@dataclass
class _Rows:
    """Rows as they grow."""

    comparison: TextComparison
    found: list[ComparedRow] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)

    def add(self, passage: Passage, change: int | None) -> None:
        """Add the words of a passage."""
        for together in self._runs_of(passage, change):
            self._runs += together
            if self._is_at_end():
                self._end_row()

    def ended(self) -> list[ComparedRow]:
        """Return all rows."""
        self._end_row()
        return self.found

    def _end_row(self) -> None:
        if self._runs:
            self.found.append(ComparedRow(tuple(self._runs)))
            self._runs = []

    def _is_at_end(self) -> bool:
        """Whether neither text goes on in the line of the row."""
        old, new = self.comparison.old, self.comparison.new
        ends = [
            next((span for run in reversed(self._runs) if (span := run.old)), None),
            next((span for run in reversed(self._runs) if (span := run.new)), None),
        ]
        return all(
            span is None or span.end == len(text) or text[span.end - 1] == "\n"
            for span, text in zip(ends, (old, new), strict=True)
        )

    def _runs_of(self, passage: Passage, change: int | None) -> Iterator[Sequence[Run]]:
        """Yield runs; those that stand beside each other come together."""
        if passage.kind is PassageKind.MOVED_AWAY:
            yield from ([run] for run in self._of_moved(passage, RunKind.MOVED_AWAY, change))
        elif passage.kind is PassageKind.MOVED_HERE:
            yield from ([run] for run in self._of_moved(passage, RunKind.MOVED_HERE, change))
        else:
            kept = change if passage.kind is not PassageKind.CHANGED else None
            yield from self._in_pairs(self._of_piece(p, change, kept) for p in passage.pieces)

    def _in_pairs(self, pieces: Iterable[list[Run]]) -> Iterator[Sequence[Run]]:
        """Yield runs; paragraphs that took the place of others come together with them."""
        gone: list[Run] = []
        for runs in pieces:
            if runs and runs[0].kind is RunKind.DELETED:
                gone = runs
                continue
            if runs and runs[0].kind is RunKind.INSERTED and gone:
                for number in range(max(len(gone), len(runs))):
                    yield [*gone[number : number + 1], *runs[number : number + 1]]
            else:
                yield from ([run] for run in (*gone, *runs))
            gone = []
        yield from ([run] for run in gone)

    def _of_piece(self, piece: WordPiece, change: int | None, kept: int | None) -> list[Run]:
        old, new = self.comparison.old, self.comparison.new
        if piece.kind is PieceKind.KEPT and piece.old and piece.new:
            pairs = _lines_of_both(old, piece.old, new, piece.new)
            return [Run(RunKind.KEPT, one, other, change=kept) for one, other in pairs]
        if piece.old is not None:
            return [Run(RunKind.DELETED, span, change=change) for span in _lines(old, piece.old)]
        spans = _lines(new, piece.new) if piece.new else []
        return [Run(RunKind.INSERTED, new=span, change=change) for span in spans]

    def _of_moved(self, passage: Passage, kind: RunKind, change: int | None) -> Iterator[Run]:
        old, new = self.comparison.old, self.comparison.new
        is_here = kind is RunKind.MOVED_HERE
        for piece in passage.pieces:
            if is_here and piece.new is not None:
                shown = kind if piece.kind is PieceKind.KEPT else RunKind.INSERTED
                for span in _lines(new, piece.new):
                    yield Run(shown, new=span, change=change)
            elif is_here and piece.old is not None and piece.old.of(old).strip():
                yield Run(RunKind.DELETED, absent=piece.old, change=change)
            elif piece.old is not None:
                shown = kind if piece.kind is PieceKind.KEPT else RunKind.DELETED
                for span in _lines(old, piece.old):
                    yield Run(shown, span, change=change)


def _lines(text: str, span: Span) -> list[Span]:
    """Return the lines of a stretch, each with the line ends behind it."""
    return [Span(*found.span()) for found in _LINES.finditer(text, span.start, span.end)]


def _lines_of_both(old: str, before: Span, new: str, after: Span) -> list[tuple[Span, Span]]:
    """Return the lines of two stretches that read alike, if they have as many, else the whole."""
    first, second = _lines(old, before), _lines(new, after)
    if len(first) != len(second) or any(
        one.of(old).split() != other.of(new).split()
        for one, other in zip(first, second, strict=True)
    ):
        return [(before, after)]
    return [*zip(first, second, strict=True)]


def side_words(runs: Sequence[Run], text: str, *, new: bool) -> str:
    """Return the words of a row in a text.

    Args:
        runs: The runs of the row that stand in the text.
        text: The text.
        new: Whether it is the new text.
    """
    spans = (run.new if new else run.old for run in runs)
    return "".join(span.of(text) for span in spans if span is not None)
