"""The figures of agreement by name, and the caution that goes with all of them."""

from enum import StrEnum

BLIND = (
    "Agreement is meaningful only for blind work, where each checker tagged without seeing the "
    "others’ tags."
)
FOUND = (
    "A claim counts as found by everybody who has tagged it, as long as it is highlighted in "
    "the text. Two claims count as the same if their highlights share at least half of the "
    "shorter one."
)


class Measure(StrEnum):
    """The figures of agreement; the codes are stable, for programs."""

    RAW = "raw agreement"
    KAPPA = "cohen kappa"
    ALPHA = "krippendorff alpha"
    FLEISS = "fleiss kappa"
    AC1 = "gwet ac1"
    F1 = "f1 overlapping"
    PRECISION = "precision overlapping"
    RECALL = "recall overlapping"
    F1_EXACT = "f1 exact"
    PRECISION_EXACT = "precision exact"
    RECALL_EXACT = "recall exact"
    ALPHA_U = "alpha u"

    @property
    def unit(self) -> str:
        """Return the noun that its ``n`` counts, in the singular."""
        return "highlight" if self is Measure.ALPHA_U else "claim"
