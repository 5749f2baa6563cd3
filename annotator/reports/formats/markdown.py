"""The report as Markdown (CommonMark 0.31, with the tables of GitHub Flavored Markdown).

People's words are escaped, so that none of them becomes a heading, a link or a tag.
"""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never
from urllib.parse import quote

from annotator.kernel.progress import Progress, unwatched
from annotator.reports.document.blocks import (
    Block,
    Document,
    HeadingBlock,
    HighlightEnd,
    HighlightStart,
    Inline,
    JumpRun,
    JumpTarget,
    LinkRun,
    PageBreak,
    Panel,
    ParagraphBlock,
    ParagraphStyle,
    RunStyle,
    TableBlock,
    TextRun,
)

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&]")
"""The characters with a meaning anywhere; before punctuation, a backslash is always just that."""
_AT_THE_START = re.compile(r"^([^\S\n]*+)([#+=-])|^([^\S\n]*+\d++)([.)])", re.MULTILINE)
"""The characters with a meaning where a line begins: headings, lists, lines."""
_LINE_END = re.compile(r"\r\n?|\n")
_OUTSIDE = re.compile(r"[\s<>\\]")
"""The characters that an address of Markdown cannot hold as they are."""
_BREAK = "\\\n"
_AROUND = {
    RunStyle.STRONG: "**",
    RunStyle.VERDICT: "**",
    RunStyle.WARNING: "**",
    RunStyle.OLD: "~~",
    RunStyle.NEW: "**",
}


def render(document: Document, progress: Progress = unwatched) -> str:
    """Return the document as Markdown; the same blocks give the same characters.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    return joined(_each(document, progress))


def _each(document: Document, progress: Progress) -> Iterator[Block]:
    for block in document.blocks:
        progress(document.articles, document.articles)
        yield block


def joined(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown."""
    return "\n\n".join(filter(None, map(_block, blocks))) + "\n"


def escape_markdown(words: str) -> str:
    """Return the words, escaped so that they are read as just these words anywhere on a line."""
    inner = _SPECIAL.sub(r"\\\g<0>", words.replace("\r", " "))
    return _AT_THE_START.sub(r"\1\3\\\2\4", inner)


def in_lines(words: str) -> str:
    """Return the words with their lines, as a single paragraph."""
    return _BREAK.join(map(escape_markdown, _LINE_END.split(words)))


def link(words: str, url: str) -> str:
    """Words that lead to just this address."""
    address = _OUTSIDE.sub(lambda sign: quote(sign[0]), "".join(url.splitlines()))
    return f"[{escape_markdown(words)}](<{address.replace('&', '&amp;')}>)"


def _block(block: Block) -> str:
    match block:
        case HeadingBlock(level):
            return f"{'#' * (level + 1)} {_on_one_line(block.line)}"
        case ParagraphBlock():
            return _paragraph(block)
        case Panel(_, content):
            return "\n\n".join(filter(None, map(_paragraph, content)))
        case TableBlock(widths=(_,), form=True):
            # a cell of Markdown has no room to write in
            paragraphs = (each for row in block.rows for cell in row for each in cell)
            return "\n\n".join(filter(None, map(_paragraph, paragraphs)))
        case TableBlock():
            return _table(block)
        case PageBreak():
            return "---"
    assert_never(block)


def _paragraph(block: ParagraphBlock) -> str:
    match block.style:
        case ParagraphStyle.TITLE:
            return f"# {_on_one_line(block.line)}"
        case ParagraphStyle.QUOTE | ParagraphStyle.BANNER:
            return "\n".join(f"> {line}" for line in _line(block.line).split("\n"))
        case ParagraphStyle.ITEM:
            return f"- {_on_one_line(block.line)}"
        case _:
            return _line(block.line)


def _line(content: Iterable[Inline]) -> str:
    return "".join(map(_inline, content)).strip()


def _on_one_line(content: Iterable[Inline]) -> str:
    return _line(content).replace(_BREAK, " ")


def _inline(piece: Inline) -> str:
    match piece:
        case TextRun(text, RunStyle.CODE):
            return f"`{text}`"
        case TextRun(text, look):
            return _around(text, _AROUND.get(look, ""))
        case LinkRun(url, text):
            return link(text, url)
        case JumpRun():
            return _jump(piece)
        case JumpTarget() | HighlightStart() | HighlightEnd():
            return ""
    assert_never(piece)


def _jump(piece: JumpRun) -> str:
    if piece.only_lead:
        return ""
    return f" [{escape_markdown(piece.words.text)}]" if piece.raised else _inline(piece.words)


def _around(text: str, sign: str) -> str:
    """Return the words between signs, which must touch them: blanks stay outside."""
    words = text.strip()
    if not sign or not words:
        return in_lines(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    lines = (
        f"{sign}{escape_markdown(line.strip())}{sign}"
        for line in _LINE_END.split(words)
        if line.strip()
    )
    return before + _BREAK.join(lines) + after


def _table(table: TableBlock) -> str:
    rows = [_row(map(escape_markdown, table.head)), _row("---" for _ in table.head)]
    rows += [_row(map(_cell, row)) for row in table.rows]
    return "\n".join(rows)


def _cell(paragraphs: Iterable[ParagraphBlock]) -> str:
    return "<br>".join(_on_one_line(p.line) for p in paragraphs)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
