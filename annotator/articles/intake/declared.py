"""The encoding that a web page declares for itself."""

import codecs
import re

from annotator.articles.intake.encodings import Decoded, decode, has_bom
from annotator.kernel.errors import IntakeError

_HEAD = 4096
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)

# What browsers read where a page names an encoding that is a part of a larger one.
_MEANT = {
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "iso8859-9": "windows-1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "GB18030",
    "gbk": "GB18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def decode_page(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of a page: as asked, as marked by a BOM, as declared, or as it is likeliest.

    Valid UTF-8 beyond ASCII goes before the declaration, which is often left over from the
    server or the editor, while other encodings hardly ever happen to be valid UTF-8.

    Raises:
        NotText, WrongEncoding: as for any text.
    """
    declared = _declared(data)
    if encoding or has_bom(data) or declared is None or _is_utf8(data):
        return decode(data, name, encoding)
    try:
        return decode(data, name, declared)
    except IntakeError:
        # The bytes contradict the declaration.
        return decode(data, name)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_HEAD])
    if match is None:
        return None
    try:
        codec = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    return _MEANT.get(codec, codec)


def _is_utf8(data: bytes) -> bool:
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False
