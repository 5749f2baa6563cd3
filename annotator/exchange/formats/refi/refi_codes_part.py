"""The code book of a REFI-QDA project: verdicts with how they are disputed, and kinds of claims."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.appearance import palette
from annotator.claims.model import Kind
from annotator.claims.verdicts import DisputeReason, Verdict, standing_of
from annotator.exchange.formats.addresses import derived
from annotator.exchange.formats.judgements import Judgement
from annotator.reports.entries.claims import ClaimEntry

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REASON = "Dispute reason"
"""A code between “disputed” and its reasons, so that nobody takes a reason for a verdict."""


def guid(*parts: str) -> str:
    """The GUID of what is named so, as all these programs write it."""
    return str(derived("refi", *parts)).upper()


def words_in(text: str) -> str:
    """The text as XML can hold it: what it cannot becomes the sign for that, in its place."""
    return _FORBIDDEN.sub("\ufffd", text)


def code_book(element: Callable[..., "Element"]) -> "Element":
    """All codes, whether one is used or not; ``element`` makes one with its attributes."""

    def code(name: str, inside: list["Element"], of: str = "", colour: str = "") -> "Element":
        coloured = {"color": colour} if colour else {}
        key = guid("code", of, name)
        made = element("Code", guid=key, name=name, isCodable=_truth(of), **coloured)
        made.extend(inside)
        return made

    reasons = [code(reason.value, [], "reason") for reason in DisputeReason]
    verdicts = [
        code(
            verdict.value,
            [code(_REASON, reasons)] if verdict is Verdict.DISPUTED else [],
            "verdict",
            palette("light").of(standing_of(verdict)).line,
        )
        for verdict in Verdict
    ]
    kinds = [code(kind.value, [], "kind") for kind in Kind]
    codes = element("Codes")
    codes.extend([code("Verdict", verdicts), code("Kind", kinds)])
    book = element("CodeBook")
    book.append(codes)
    return book


def coded(entry: ClaimEntry, judgement: Judgement) -> list[str]:
    """The GUIDs of the codes that a judgement gives: the verdict first."""
    names = [("verdict", judgement.verdict.value)] if judgement.verdict else []
    names += [("reason", judgement.reason.value)] if judgement.reason else []
    names += [("kind", kind.value) for kind in entry.claim.kinds]
    return [guid("code", *name) for name in names]


def _truth(codable: str) -> str:
    return "true" if codable else "false"
