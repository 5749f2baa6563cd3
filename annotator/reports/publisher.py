"""The publisher of a check, their address, and the ratings of verdicts for other programs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from annotator.claims.verdicts import Verdict
from annotator.evidence.model import check_url
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.errors import InvalidValue

_UNREADABLE = "what this project has for it cannot be read; enter it again"


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher of checks; every field is empty until a user sets it.

    ``url`` is the address of the page on which the check is published. ``ratings`` are numbers
    between ``worst`` and ``best`` for verdicts that have a number, and ``wordings`` the words for a
    verdict instead of our own. An unsupported claim has no number: it is not known to be true or
    false, so that it has no place between them.
    """

    name: str = ""
    url: str = ""
    ratings: Mapping[Verdict, int] = field(default_factory=lambda: MappingProxyType({}))
    wordings: Mapping[Verdict, str] = field(default_factory=lambda: MappingProxyType({}))
    best: int = 5
    worst: int = 1

    def checked(self) -> "Publisher":
        """The publisher, if all of it goes together.

        Raises:
            InvalidValue: the address is none, or a rating is where none can be.
            UnusableCharacters: some words cannot be kept.
        """
        for words in (self.name, self.url, *self.wordings.values()):
            check_usable(words)
        check_url("Address of the published check", self.url)
        if not 1 <= self.worst < self.best:
            raise InvalidValue("Ratings", "the worst is at least 1, and the best is more than that")
        if Verdict.UNSUPPORTED in self.ratings:
            raise InvalidValue(
                "Ratings",
                ("an unsupported claim has none, because it is not known to be true or false"),
            )
        if not all(self.worst <= rating <= self.best for rating in self.ratings.values()):
            raise InvalidValue("Ratings", f"each is from {self.worst} to {self.best}")
        return self

    def as_text(self) -> str:
        """All of it as it is kept."""
        said = {
            "name": self.name,
            "url": self.url,
            "ratings": {verdict.value: self.ratings[verdict] for verdict in sorted(self.ratings)},
            "wordings": {v.value: self.wordings[v] for v in sorted(self.wordings)},
            "best": self.best,
            "worst": self.worst,
        }
        return json.dumps(said, ensure_ascii=False)


def publisher_of(text: str) -> Publisher:
    """Return the publisher from its stored text; an empty publisher for an empty text.

    Raises:
        InvalidValue: another program has written another kind of value there.
    """
    if not text:
        return Publisher()
    try:
        said: dict[str, Any] = json.loads(text)
        return Publisher(
            str(said["name"]),
            str(said["url"]),
            {Verdict(code): int(rating) for code, rating in said["ratings"].items()},
            {Verdict(code): str(words) for code, words in said["wordings"].items()},
            int(said["best"]),
            int(said["worst"]),
        ).checked()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidValue("Publisher", _UNREADABLE) from error
