"""The words and signs of RTF: how the file is cut, and the meaning of its control words."""

import codecs
import re

from annotator.articles.intake.documents.annotated_text import moment_of

TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?[0-9]{1,10})? ?"
    rb"|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<text>[^\\{}]+)|(?P<other>.)",
    re.DOTALL,
)
PAGES = {
    0: "",
    1: "",
    2: "",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""The encoding of each character set that a font may have; empty for that of the document."""
SYMBOL_SET = 2
SIGNS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "bullet": "•",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "zwbo": "\u200b",
    "zwnbo": "\u2060",
    "nestcell": " ",
    "nestrow": " ",
}
SYMBOLS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}"}
STEPPED_OVER = frozenset(
    [
        "colortbl",
        "stylesheet",
        "listtable",
        "listoverridetable",
        "revtbl",
        "rsidtbl",
        "generator",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "xmlnstbl",
        "filetbl",
        "pgdsctbl",
        "nonshppict",
        "shprslt",
        "objdata",
        "objclass",
        "objname",
        "objalias",
        "bkmkstart",
        "bkmkend",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "xe",
        "tc",
        "tcn",
        "rxe",
        "atnid",
        "atnref",
        "atndate",
        "atnicn",
        "pn",
        "pntext",
        "template",
        "private",
        "background",
        "fontemb",
        "fontfile",
        "falt",
        "panose",
        "private1",
        "datafield",
        "formfield",
        "listname",
        "listpicture",
        "blipuid",
        "blipuid",
        "picprop",
        "sn",
        "sv",
        "hl",
        "hlloc",
        "hlsrc",
        "hlfr",
        "wgrffmtfilter",
        "mmathPr",
        "userprops",
        "docvar",
        "keycode",
    ]
)
LINE_ENDS = ("par", "sect", "page", "line", "lbr")
MARGINS = frozenset(
    ["header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"]
)
ENTERED = frozenset(["shppict", "shpinst", "result", "fldrslt"])
"""Groups whose mark says that a reader may ignore them, but that are read."""
LINK = re.compile(rb'HYPERLINK\s+(?:\\\\l\s+)?"([^"]*)"')
DESCRIPTION = re.compile(rb"\{\\sn\s+wzDescription\}\s*\{\\sv\s+(.*)\}", re.DOTALL)
FONT = re.compile(rb"\\f(\d{1,5})(?![0-9a-z])(?:[^{};]|\{[^{}]*\})*?\\fcharset(\d{1,3})")
FONT_PAGE = re.compile(rb"\\f(\d{1,5})(?![0-9a-z])(?:[^{};]|\{[^{}]*\})*?\\cpg(\d{1,5})")


def known_encoding(page: int) -> str:
    """Return the encoding of a code page; an empty name for one that is unknown."""
    name = {10000: "mac_roman", 65001: "utf-8", 936: "gb18030"}.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


EQUATION = re.compile(rb"[\s{}]*(?:\\[a-z]{1,30}-?\d{0,9} ?[\s{}]*){0,20}EQ[ \\]", re.IGNORECASE)
"""The instruction of a field that holds words, as an equation does."""
_DATE = re.compile(rb"\{\\\*\\atndate ?(-?\d{1,10})\}")
_TIME_PARTS = re.compile(rb"\\(yr|mo|dy|hr|min|sec)(\d{1,4})(?!\d)")


def comment_moment(comment: bytes, time: bytes) -> str:
    """Return when a comment was made, which programs pack into a number or say part by part.

    Args:
        comment: The markup of the comment.
        time: The markup of its time, or nothing.
    """
    date = _DATE.search(comment)
    moment = moment_of(_packed_moment(int(date[1]))) if date else ""
    if moment or not time:
        return moment
    said = {name: int(number) for name, number in _TIME_PARTS.findall(time)}
    year, month, day = (said.get(name, 0) for name in (b"yr", b"mo", b"dy"))
    hour, minute, second = (said.get(name, 0) for name in (b"hr", b"min", b"sec"))
    return moment_of(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")


def _packed_moment(packed: int) -> str:
    """Return a moment that is packed into a number: minute, hour, day, month, years from 1900.

    The day of the week is in the highest bits, so that the number may be written below zero.
    """
    minute, hour, day = packed & 63, packed >> 6 & 31, packed >> 11 & 31
    month, year = packed >> 16 & 15, 1900 + (packed >> 20 & 511)
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00"
