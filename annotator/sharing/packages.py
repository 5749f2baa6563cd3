"""Packages: what is handed to a colleague for review, in a file of its own."""

from dataclasses import dataclass, field
from typing import Any

from annotator.claims.fields import CLAIM_FIELDS


@dataclass(frozen=True, slots=True)
class Contents:
    """What of the chosen articles goes into a package.

    ``blind`` leaves out whatever says how somebody judged: tags, conclusions, notes, evidence,
    questions and corrections. Without ``highlights`` the claims stay away too, so that both find
    them themselves. ``evidence`` and ``notes`` (with the contact log) are for open packages;
    ``confidential`` sources and contacts go along only if that is said each time.
    """

    article_ids: tuple[str, ...]
    blind: bool = False
    highlights: bool = True
    evidence: bool = True
    notes: bool = False
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says of itself: from whom it is, when it was made and of what."""

    sender: str
    made_at: str
    articles: tuple[str, ...] = field(default=())
    blind: bool = False
    is_reply: bool = False

    def as_data(self) -> dict[str, Any]:
        """The package as plain data, for its file."""
        return {
            "sender": self.sender,
            "made_at": self.made_at,
            "articles": [*self.articles],
            "blind": self.blind,
            "is_reply": self.is_reply,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Package":
        """The package that ``as_data`` was made from; what is missing is left empty."""
        return cls(
            str(data.get("sender", "")),
            str(data.get("made_at", "")),
            tuple(str(title) for title in data.get("articles", ())),
            bool(data.get("blind", False)),
            bool(data.get("is_reply", False)),
        )


JUDGING = {each.name: each.blank for each in CLAIM_FIELDS.values() if each.is_judgement}
"""Columns of a claim that say how it was judged, and what stands there when nobody did."""
