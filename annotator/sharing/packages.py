"""Packages: articles handed to a colleague for review, in a file of their own."""

from dataclasses import dataclass, field
from typing import Any

from annotator.claims.fields import CLAIM_FIELDS


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a package: the articles, and the parts that go along.

    ``blind`` leaves out every judgement: tags, conclusions, notes, evidence, questions and
    corrections. Without ``highlights`` the claims stay away too, so that both checkers find them
    themselves. ``evidence`` and ``notes`` (with the contact log) are for open packages;
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
    """A package's record of itself: its sender, its time and its contents."""

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
        """Return the package that ``as_data`` was made from; missing values are left empty.

        Args:
            data: The members of the JSON object, by name.
        """
        return cls(
            str(data.get("sender", "")),
            str(data.get("made_at", "")),
            tuple(str(title) for title in data.get("articles", ())),
            bool(data.get("blind", False)),
            bool(data.get("is_reply", False)),
        )


JUDGING = {each.name: each.blank for each in CLAIM_FIELDS.values() if each.is_judgement}
"""The columns of a claim that judge it, with their values in an unjudged claim."""
