"""The meanings of other programs' and publishers' labels as verdicts of ours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.claims.verdicts import DisputeReason, Verdict

_CONTRADICTED, _CONFLICT, _MISLEADING = (
    DisputeReason.CONTRADICTED,
    DisputeReason.SOURCES_CONFLICT,
    DisputeReason.MISLEADING,
)

CLAIM = "claim"
"""The label of an unjudged claim, in forms that want a label."""


@dataclass(frozen=True, slots=True)
class LabelMeaning:
    """The meaning of a label; a dispute may lack its reason, which a person has to give.

    ``says_more``: the label's own wording means more than our verdict.
    """

    verdict: Verdict
    reason: DisputeReason | None = None
    says_more: bool = False


_VERIFIED = LabelMeaning(Verdict.VERIFIED)
_DISPUTED = LabelMeaning(Verdict.DISPUTED)
_FALSE = LabelMeaning(Verdict.DISPUTED, _CONTRADICTED)
_HALF = LabelMeaning(Verdict.DISPUTED, says_more=True)
_TWISTED = LabelMeaning(Verdict.DISPUTED, _MISLEADING, says_more=True)
_AT_ODDS = LabelMeaning(Verdict.DISPUTED, _CONFLICT, says_more=True)
_UNSUPPORTED = LabelMeaning(Verdict.UNSUPPORTED)

# The labels of AVeriTeC and of the publishers in Google's Fact Check Tools, beside our own.
_MEANINGS: dict[str, LabelMeaning] = {
    **dict.fromkeys(("verified", "supported", "true", "correct", "vrai", "verdadero"), _VERIFIED),
    **dict.fromkeys(("confirmed", "accurate", "ok", "verdadeiro", "vero", "waar"), _VERIFIED),
    **dict.fromkeys(("bestätigt", "belegt", "verifiziert", "stimmt", "richtig"), _VERIFIED),
    **dict.fromkeys(("wahr", "korrekt", "confirmé", "vérifié", "exact", "correcto"), _VERIFIED),
    **dict.fromkeys(("cierto", "confirmado", "verificado", "correto", "corretto"), _VERIFIED),
    **dict.fromkeys(("confermato", "verificato", "bevestigd", "juist", "geverifieerd"), _VERIFIED),
    **dict.fromkeys(("верно", "правда", "подтверждено", "подтвержден"), _VERIFIED),
    **dict.fromkeys(("refuted", "false", "fake", "pants on fire", "faux", "falso"), _FALSE),
    **dict.fromkeys(("wrong", "incorrect", "inaccurate", "contradicted"), _FALSE),
    **dict.fromkeys(("falsch", "widerlegt", "stimmt nicht", "unrichtig", "unwahr"), _FALSE),
    **dict.fromkeys(("inexact", "réfuté", "incorrecto", "erróneo", "incorreto"), _FALSE),
    **dict.fromkeys(("errado", "errato", "sbagliato", "smentito", "onjuist", "onwaar"), _FALSE),
    **dict.fromkeys(("неверно", "ложь", "опровергнуто", "неправда"), _FALSE),
    **dict.fromkeys(("irreführend", "trompeur", "engañoso", "fuorviante"), _TWISTED),
    **dict.fromkeys(("enganoso", "misleidend", "вводит в заблуждение"), _TWISTED),
    **dict.fromkeys(("unbelegt", "nicht belegt", "unbestätigt", "nicht bestätigt"), _UNSUPPORTED),
    **dict.fromkeys(("non confirmé", "non vérifié", "sin confirmar"), _UNSUPPORTED),
    **dict.fromkeys(("no confirmado", "não confirmado", "non confermato"), _UNSUPPORTED),
    **dict.fromkeys(("non verificato", "onbevestigd", "не подтверждено"), _UNSUPPORTED),
    **dict.fromkeys(("unconfirmed", "not confirmed", "unsubstantiated"), _UNSUPPORTED),
    **dict.fromkeys(("disputed",), _DISPUTED),
    **dict.fromkeys(("conflicting evidence/cherrypicking", "partly false", "half true"), _HALF),
    **dict.fromkeys(("misleading", "false context", "cherrypicking"), _TWISTED),
    **dict.fromkeys(("conflicting evidence",), _AT_ODDS),
    **dict.fromkeys(
        ("unsupported", "not enough evidence", "unproven", "no evidence", "unverified"),
        _UNSUPPORTED,
    ),
}
_REASONS: dict[str, DisputeReason] = {
    **{reason.value: reason for reason in DisputeReason},
    "conflicting evidence": _CONFLICT,
    "false context": _MISLEADING,
    "cherrypicking": _MISLEADING,
}
_PARTED = re.compile(r"[\s_\-‐‑–]+")
_SLASH = re.compile(r"(?<!\s)\s*+/\s*+")
_NAMESPACE = re.compile(r"^(?:verdict|rating)\s?[.:/]\s?", re.IGNORECASE)
"""What programs with tags of tags write before a verdict."""
_WITH_REASON = re.compile(r"([^(:]+)[(:]([^():]+)\)?")


def meaning(label: str, reason: str = "") -> LabelMeaning | None:
    """Return the verdict a label means, with its reason; ``None`` for any other label.

    Case, hyphens and underscores make no difference. ``reason`` is a second label, which goes
    before the reason in the first; so does a label in brackets: “Disputed (misleading)”.
    """
    found = _MEANINGS.get(_folded(label))
    if found is None:
        parted = _WITH_REASON.fullmatch(label.strip())
        found = _MEANINGS.get(_folded(parted[1])) if parted else None
        named = reason_of(parted[2]) if parted else None
        if named is None:
            return None
        reason = reason or named
    if found is None or found.verdict is not Verdict.DISPUTED:
        return found
    return LabelMeaning(found.verdict, reason_of(reason) or found.reason, found.says_more)


def reason_of(label: str) -> DisputeReason | None:
    """How a claim is disputed, as a label says it; none for any other label."""
    return _REASONS.get(_folded(label))


@dataclass(frozen=True, slots=True)
class LabelMap:
    """An annotation's labels: its verdict, the reason of a dispute, and all the others."""

    verdict: str = ""
    reason: str = ""
    tags: tuple[str, ...] = ()


def told_apart(labels: Iterable[str]) -> LabelMap:
    """Return the verdict among many labels: the first that means any, and the other labels.

    For a dispute, the first other label that names a reason is its reason.
    """
    rest = list(dict.fromkeys(label for label in labels if label.strip()))
    verdict = next((label for label in rest if meaning(label)), "")
    if not verdict:
        return LabelMap(tags=tuple(rest))
    rest.remove(verdict)
    reason = ""
    meant = meaning(verdict)
    if meant == _DISPUTED:
        reason = next((label for label in rest if reason_of(label)), "")
    return LabelMap(verdict, reason, tuple(label for label in rest if label != reason))


def _folded(label: str) -> str:
    words = _PARTED.sub(" ", _NAMESPACE.sub("", label.strip()).casefold()).strip(" .!\"'“”‘’")
    return _SLASH.sub("/", words)
