"""The guide: what the README says to those who use the program, without its pictures."""

import re
from html import unescape

from annotator.assets import page

_FOR_MAKERS = "\n## Working on the program"
_PICTURES = re.compile(r"\n## Screenshots\n.*?(?=\n## )", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)\s*")
_KEY = re.compile(r"<kbd>(.*?)</kbd>")
_INDEX = re.compile(r"<sub>(.*?)</sub>")


def guide_text() -> str:
    """Return the guide as Markdown without any HTML; keys stand in it as code does."""
    text = page("README.md").read_text(encoding="utf-8").partition(_FOR_MAKERS)[0]
    text = _PICTURE.sub("", _PICTURES.sub("", text))
    text = _INDEX.sub(r"_\1", text)
    return _KEY.sub(lambda found: f"`{unescape(found[1])}`", text)
