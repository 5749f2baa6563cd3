"""Reviews: a reviewer's decision on a colleague's tag, and whether the tag changed since."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from annotator.claims.judged_words import JudgedPlace, Places, are_other_words
from annotator.claims.verdicts import Standing, Tag, Verdict, standing
from annotator.kernel.errors import MissingWhy, OwnTag
from annotator.schema.record_fields import Holds, RecordField, declared

_LENGTH = 16


class Decision(StrEnum):
    """What a reviewer decided; the stored codes never change.

    ``NO_CLAIM`` says of the highlight that there is nothing to check in it. ``PROPOSE`` goes with
    a tag of the reviewer's own, which has the other verdict.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    LEFT = "left as is"
    PROPOSE = "propose"
    NO_CLAIM = "no claim"


class ReviewAspect(StrEnum):
    """An aspect of a claim for a checker who reviews the finds of others."""

    NOT_REVIEWED = "not reviewed"
    DISAGREE = "disagree"
    OTHER_SPAN = "other span"
    SAME_WORDS = "same words"
    ONLY_THEIRS = "only theirs"
    ONLY_MINE = "only mine"
    CHANGED = "changed"
    NOT_SETTLED = "not settled"


@dataclass(frozen=True, slots=True)
class Review:
    """A reviewer's decision on a tag, or on the claim itself where ``tag_id`` is empty.

    ``seen`` is the ``digest`` of the reviewed words, ``given_on`` where they stood; a review that
    is set without takes the places of today. Each reviewer has reviews of their own: no decision
    takes the place of another reviewer's.
    """

    id: str
    claim_id: str
    checker_id: str
    checker: str
    tag_id: str
    decision: Decision = field(
        metadata=declared(RecordField("", Holds.ONE, Decision, blank="accept", by_name=False))
    )
    why: str = field(metadata=declared(RecordField("Reason")))
    seen: str
    reviewed_at: str
    given_on: tuple[JudgedPlace, ...] | None = None

    def is_outdated(self, tags: Iterable[Tag], words: str, places: Places) -> bool:
        """Return whether the tag or the claim has changed since.

        Args:
            tags: The tags of the claim.
            words: The ``claim_words`` of today.
            places: The places of the claim today.
        """
        tag = next((tag for tag in tags if tag.id == self.tag_id), None)
        return self.seen != digest_reviewed(tag, words) or are_other_words(self.given_on, places)


@dataclass(frozen=True, slots=True)
class Comment:
    """A checker's comment on a claim, for the others."""

    id: str
    claim_id: str
    checker_id: str
    author: str
    body: str = field(metadata=declared(RecordField("", by_name=False)))
    created_at: str


def digest(*parts: str) -> str:
    """A short name for words, other for other words."""
    return sha256(json.dumps(parts).encode()).hexdigest()[:_LENGTH]


def tag_digest(tag: Tag) -> str:
    """Return the digest of a tag's content; its time and its version do not count."""
    return digest(tag.verdict.value, tag.reason or "", tag.conclusion, tag.search_note)


def claim_words(statement: str, quotes: Iterable[str]) -> str:
    """Return a claim's words: its statement, and its quotes in any order, each once."""
    return "\n".join([statement, *sorted(set(quotes))])


def digest_reviewed(tag: Tag | None, words: str) -> str:
    """Return the digest of a tag and its claim; without a tag, of the claim alone."""
    return digest(tag_digest(tag) if tag else "", words)


def check_review(tag: Tag | None, checker_id: str, decision: Decision, why: str) -> str:
    """Return the reason as it is kept.

    Raises:
        OwnTag: the tag is the reviewer's own.
        MissingWhy: rejected without a reason.
    """
    if tag is not None and tag.checker_id == checker_id:
        raise OwnTag
    why = why.strip()
    if decision is Decision.REJECT and not why:
        raise MissingWhy("a rejected tag")
    return why


def to_review(
    tags: Iterable[Tag], reviews: Iterable[Review], me: str, words: str, places: Places
) -> list[Tag]:
    """The tags of others that the checker has not reviewed as they are, by the checkers' names.

    Args:
        tags: The tags of a claim.
        reviews: The reviews on them.
        me: The id of the checker.
        words: The ``claim_words`` of today.
        places: The places of the claim today.
    """
    mine = {r.tag_id: r for r in reviews if r.checker_id == me}
    others = sorted((t for t in tags if t.checker_id != me), key=lambda t: (t.checker, t.id))
    return [t for t in others if t.id not in mine or mine[t.id].is_outdated([t], words, places)]


@dataclass(frozen=True, slots=True)
class OtherSpan:
    """Another claim on some of the same words, or on ``identical`` words, and who tagged it."""

    claim_id: str
    number: int
    checkers: tuple[str, ...]
    identical: bool = False


@dataclass(frozen=True, slots=True)
class Layers:
    """The standing of a claim with my tag alone, and with the tags of the others."""

    mine: Standing
    theirs: Standing


def layers(tags: Iterable[Tag], me: str) -> Mapping[str, Layers]:
    """The two layers of each claim that is tagged, by the claim's id."""
    of_claims: dict[str, tuple[list[Verdict], list[Verdict]]] = {}
    for tag in tags:
        of_claims.setdefault(tag.claim_id, ([], []))[tag.checker_id != me].append(tag.verdict)
    return {
        claim_id: Layers(standing(mine), standing(theirs))
        for claim_id, (mine, theirs) in of_claims.items()
    }
