"""The bits of HTML that a laid-out report is put together from; every word is escaped here."""

from collections.abc import Sequence
from html import escape
from unicodedata import bidirectional

from annotator.appearance import ColourPalette, style
from annotator.claims.verdicts import Standing

_FIRST_STRONG, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def own(words: str) -> str:
    """Return a person's own words, which may run in another direction than words around them."""
    if any(bidirectional(letter) in {"R", "AL", "AN"} for letter in words):
        words = f"{_FIRST_STRONG}{words}{_POP}"
    return plain(words)


def plain(words: str) -> str:
    """Words as they are, with their line ends."""
    return escape(words).replace("\n", "<br>")


def line(name: str, *parts: str) -> str:
    """A paragraph of a class."""
    return f'<p class="{name}">{"".join(parts)}</p>'


def bit(name: str, *parts: str) -> str:
    """A stretch of a class within a paragraph."""
    return f'<span class="{name}">{"".join(parts)}</span>'


def target(key: str) -> str:
    """A place that links within the report lead to."""
    return f'<a name="{escape(key)}"></a>'


def inner(key: str, words: str, name: str = "link") -> str:
    """A link to a place in the report; ``words`` are HTML, ``name`` is the class."""
    return f'<a class="{name}" href="#{escape(key)}">{words}</a>'


def outer(url: str, words: str) -> str:
    """Return a link to a web address."""
    return f'<a class="address" href="{escape(url)}">{own(words)}</a>'


def badge(standing: Standing, words: str, colours: ColourPalette) -> str:
    """Return a verdict: its letter on its colour, and the verdict and its reasons in words."""
    of = colours.of(standing)
    ground = f"background-color:{of.fill};" if of.fill else ""
    letter = style(standing).letter
    name, _, why = words.strip().removeprefix(f"{letter} ").partition(": ")
    return (
        f'<span class="small" style="{ground}color:{of.on_fill};font-weight:600">'
        f"&nbsp;{escape(letter)}&nbsp;</span>&nbsp;"
        f'<span style="color:{of.line};font-weight:600">{escape(name)}</span>'
        + (f'<span style="color:{of.line}">: {escape(why)}</span>' if why else "")
    )


def reference(sign: str, standing: Standing, colours: ColourPalette, key: str) -> str:
    """Return the small number and letter behind a highlight, which lead to its claim."""
    shown = f'<span style="color:{colours.of(standing).line}">{escape(sign)}</span>'
    return f'<a class="ref" href="#{key}">{shown}</a>'


def columns(cells: Sequence[tuple[int, str]], edge: str = "", space: int = 0) -> str:
    """Return a row of a table.

    Args:
        cells: The share of the width, in percent, and the HTML of each cell.
        edge: The colour of the line above the row; empty for no line.
        space: The pixels over the row.
    """
    above = f"border-top:1px solid {edge};padding-top:5px;" if edge else ""
    row = "".join(
        f'<td width="{share}%" style="{above}padding-right:12px;padding-bottom:5px">{html}</td>'
        for share, html in cells
    )
    return (
        f'<table width="100%" cellspacing="0" cellpadding="0" style="margin-top:{space}px">'
        f"<tr>{row}</tr></table>"
    )


def barred(colour: str, html: str) -> str:
    """Return HTML beside a bar of a colour."""
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" style="margin-top:6px"><tr>'
        f'<td width="3" style="background-color:{colour}"></td>'
        f'<td style="padding-left:10px">{html}</td></tr></table>'
    )


def boxed(colour: str, html: str, lines: int = 0) -> str:
    """Return HTML in a frame, with so many empty lines after it to write on."""
    room = "<p>&nbsp;</p>" * lines
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" style="margin-top:6px"><tr>'
        f'<td style="border:1px solid {colour};padding:8px">{html}{room}</td></tr></table>'
    )
