"""Words in quotation marks, which may hold quotation marks of their own."""

import re

_SINGLE = str.maketrans({"“": "‘", "”": "’", "„": "‚", "«": "‹", "»": "›"})
_OPENS = re.compile(r'(^|[\s(\[‘—–-])"')


def quoted(words: str) -> str:
    """Return words in double quotation marks, with single ones for those within them.

    It is for words that are shown; what is kept, exported or copied stays to the letter.
    """
    within = _OPENS.sub(r"\1‘", words.translate(_SINGLE)).replace('"', "’")
    return f"“{within}”"
