"""House rules: the desk's conditions for a tag before it goes out. They warn, and never block."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.claims.judged_words import Places, are_other_words
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.evidence.model import Evidence, Source, SourceRank, Stance


class HouseRule(StrEnum):
    """The rules that a tag can break; the codes are stable, the sentences are for people."""

    NO_EVIDENCE = "no evidence"
    TOO_FEW_SOURCES = "too few sources"
    NOTHING_AGAINST = "nothing against it"
    NO_SEARCH_NOTE = "no search note"
    NO_CONCLUSION = "no conclusion"
    OLDER_VERSION = "older version"
    OTHER_WORDS = "other words"


@dataclass(frozen=True, slots=True)
class HouseWarning:
    """A rule that a tag does not keep, with the sentence that says so."""

    rule: HouseRule
    sentence: str


def warnings(
    tag: Tag, evidence: Iterable[Evidence], newest_version_id: str, places: Places
) -> tuple[HouseWarning, ...]:
    """Return the house rules that a tag does not keep, given the evidence on its claim.

    The sentences name no source, so that they may stand in any report.

    Args:
        tag: The tag.
        evidence: Evidence on its claim, and perhaps on others.
        newest_version_id: The newest version of the article.
        places: The places of the claim today.
    """
    pieces = [piece for piece in evidence if piece.claim_id == tag.claim_id]
    of_text = _version(tag, newest_version_id, places), _words(tag, places)
    found = [_of_verdict(tag, pieces), _conclusion(tag), *of_text]
    return tuple(warning for warning in found if warning)


def independent(sources: Iterable[Source]) -> int:
    """Return how many of the sources are independent: sources of one publisher count once."""
    return len({name_key(source.details.publisher) or source.id for source in sources})


def name_key(name: str) -> str:
    """Return a key that is equal for all ways to write a name; empty for no name."""
    return name.strip().casefold()


def _of_verdict(tag: Tag, evidence: Sequence[Evidence]) -> HouseWarning | None:
    if tag.verdict is Verdict.UNSUPPORTED:
        return _search(tag)
    if not evidence:
        verdict = tag.verdict.value.capitalize()
        return HouseWarning(HouseRule.NO_EVIDENCE, f"{verdict}, but no evidence is recorded.")
    if tag.verdict is Verdict.VERIFIED:
        return _enough(evidence)
    return _against(tag, evidence)


def _enough(evidence: Sequence[Evidence]) -> HouseWarning | None:
    sources = [e.source for e in evidence if e.details.stance is Stance.SUPPORTS]
    if any(source.details.rank is SourceRank.PRIMARY for source in sources):
        return None
    number = independent(sources)
    if number >= 2:
        return None
    found = " on one secondary source only" if number else ", but no recorded source supports it"
    return HouseWarning(
        HouseRule.TOO_FEW_SOURCES,
        f"Verified{found}: it needs one primary source or two independent ones.",
    )


def _against(tag: Tag, evidence: Sequence[Evidence]) -> HouseWarning | None:
    enough = {Stance.CONTRADICTS}
    if tag.reason is DisputeReason.MISLEADING:
        enough |= {Stance.CONTEXT}  # what is accurate but misleading is shown so by its context
    if any(piece.details.stance in enough for piece in evidence):
        return None
    return HouseWarning(
        HouseRule.NOTHING_AGAINST, "Disputed, but no recorded evidence speaks against the claim."
    )


def _search(tag: Tag) -> HouseWarning | None:
    if tag.search_note.strip():
        return None
    return HouseWarning(
        HouseRule.NO_SEARCH_NOTE, "Unsupported, but no search note says where we looked."
    )


def _conclusion(tag: Tag) -> HouseWarning | None:
    if tag.conclusion.strip():
        return None
    return HouseWarning(HouseRule.NO_CONCLUSION, "The verdict has no conclusion.")


def _words(tag: Tag, places: Places) -> HouseWarning | None:
    if not are_other_words(tag.given_on, places):
        return None
    return HouseWarning(HouseRule.OTHER_WORDS, "The verdict was given on other words.")


def _version(tag: Tag, newest_version_id: str, places: Places) -> HouseWarning | None:
    # where the claim stands in the newest version, its words say whether the verdict holds
    if newest_version_id in {tag.version_id, *(place.version_id for place in places)}:
        return None
    return HouseWarning(
        HouseRule.OLDER_VERSION, "The verdict was given on an older version of the text."
    )
