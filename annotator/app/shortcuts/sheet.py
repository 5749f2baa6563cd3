"""All keys on paper: a sheet to lie beside the keyboard."""

from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter

from annotator.app.shortcuts.keymap import Keymap
from annotator.app.shortcuts.keys import RULES, KeyRow, key_rows

_WORDS, _GROUP, _TITLE = 9, 10, 15
"""Points on paper, whatever size the window has."""
_STYLE = (
    f"body {{ font-size: {_WORDS}pt }} h1 {{ font-size: {_TITLE}pt }} "
    f"h2 {{ font-size: {_GROUP}pt }} td {{ padding: 1px 12px 1px 0 }}"
)


def key_sheet(keymap: Keymap) -> QTextDocument:
    """Return a document of all keys as they are now, by menu; commands without keys are left out.

    Nothing in the names is markup.
    """
    rows = [row for row in key_rows(keymap) if row.keys]
    groups = list(dict.fromkeys(row.group for row in rows))
    rules = "".join(f"<p>{escape(rule)}</p>" for rule in RULES)
    tables = "".join(_table(group, [r for r in rows if r.group == group]) for group in groups)
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(f"<h1>Keyboard shortcuts</h1>{rules}{tables}")
    return document


def print_sheet(keymap: Keymap, printer: QPrinter) -> None:
    """Print all keys as they are now."""
    key_sheet(keymap).print_(printer)


def _table(group: str, rows: list[KeyRow]) -> str:
    lines = "".join(
        f"<tr><td width='60%'>{escape(row.words)}</td><td>{escape(' or '.join(row.keys))}</td></tr>"
        for row in rows
    )
    return f"<h2>{escape(group)}</h2><table width='100%'>{lines}</table>"
