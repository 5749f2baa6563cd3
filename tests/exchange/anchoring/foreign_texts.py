"""Texts as other programs hold them, and their offsets, counted apart from the code under test."""

import regex
from hypothesis import strategies as st

from annotator.exchange.anchoring.offset_units import OffsetConvention, OffsetUnit
from annotator.kernel.positions import Span

ARTICLE = (
    "Jobs report 📈\n\nThe minister said that unemployment rose to 11 % in the first quarter. "
    "👩🏽‍⚕️ Nurses disagree.\n\nوقالت الوزيرة إن الأجور ارتفعت 4٪.\n"
)
QUOTES = ("unemployment rose to 11 %", "Nurses disagree.", "الأجور ارتفعت 4٪")
SPANS = (Span(38, 63), Span(92, 108), Span(127, 143))
UTF16 = ((39, 64), (95, 111), (130, 146))
UTF8 = ((41, 66), (107, 123), (156, 185))

SIGNS = (
    *"ab 1",
    "e\u0301",
    "é",
    "😀",
    "👩🏽‍⚕️",
    "\u200f",
    "\u200d",
    "\r",
    "\n",
    "\r\n",
    "\u2028",
    "ا",
)
raw_texts = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=25).map("".join)
"""Texts with everything that one unit counts otherwise than another."""
countings = st.builds(
    OffsetConvention, st.sampled_from(OffsetUnit), st.booleans(), st.just(value=False)
)


def counted(raw: str, position: int, counting: OffsetConvention) -> int | None:
    """The offset of a code point of the canonical text; none inside a cluster.

    Counted from the pieces of the raw text that are one code point each in the canonical one.
    """
    pieces = regex.findall(r"\r\n|.", raw, flags=regex.DOTALL)
    before = "".join(pieces[:position])
    unit = counting.unit
    if unit is OffsetUnit.UTF8:
        return len(before.encode())
    if unit in (OffsetUnit.CODE_POINTS_CRLF, OffsetUnit.UTF16_CRLF):
        if "\r\n" not in raw:
            before = before.replace("\n", "\r\n")
    else:
        before = before.replace("\r\n", "\n")
    if unit in (OffsetUnit.UTF16, OffsetUnit.UTF16_CRLF):
        return len(before.encode("utf-16-le")) // 2
    if unit is OffsetUnit.CLUSTERS:
        plain = "".join("\n" if piece in "\r\n\u2028" else piece for piece in pieces)
        borders = [0, *(found.end() for found in regex.finditer(r"\X", plain))]
        return borders.index(position) if position in borders else None
    return len(before)


def pair(raw: str, span: Span, counting: OffsetConvention) -> tuple[int, int] | None:
    """The offsets of a span, as a program that counts so would give them."""
    start, end = counted(raw, span.start, counting), counted(raw, span.end, counting)
    if start is None or end is None:
        return None
    return start, end - counting.inclusive_end
