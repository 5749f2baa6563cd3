"""What each figure of agreement is called and means, in a sentence, and how it is written."""

from enum import StrEnum

from annotator.domain.agreement import Figure
from annotator.domain.kappa import Kappa

BLIND = (
    "These figures mean something only for blind work: where each checker tagged without seeing "
    "the others’ tags."
)
FOUND = (
    "A claim counts as found by everybody who has tagged it, as long as it is highlighted in the "
    "text. Two claims are taken as the same where their highlights share half of the shorter one."
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
    def label(self) -> str:
        """What it is called."""
        return _WORDS[self][0]

    @property
    def meaning(self) -> str:
        """One sentence that says what it means."""
        return _WORDS[self][1]

    @property
    def unit(self) -> str:
        """What its ``n`` counts."""
        return "highlights" if self is Measure.ALPHA_U else "claims"


_WORDS = {
    Measure.RAW: (
        "Raw agreement",
        "How often verdicts on the same claim are equal; some would be so by chance alone.",
    ),
    Measure.KAPPA: (
        "Cohen’s kappa",
        "Agreement beyond the chance that lies in how often each of the two gives each verdict: "
        "1 is perfect, 0 is chance, below 0 is less than chance.",
    ),
    Measure.ALPHA: (
        "Krippendorff’s alpha",
        "Agreement beyond chance, for any number of checkers and with verdicts missing: 1 is "
        "perfect, 0 is chance, below 0 is less than chance.",
    ),
    Measure.FLEISS: (
        "Fleiss’ kappa",
        "Agreement beyond chance on the claims that all of them tagged: 1 is perfect, 0 is chance.",
    ),
    Measure.AC1: (
        "Gwet’s AC1",
        "Agreement beyond chance that stays steady where nearly all verdicts are the same, as "
        "kappa and alpha do not: 1 is perfect.",
    ),
    Measure.F1: (
        "Same claims found (F1)",
        "How much of what the two found is the same, counting highlights that share at least half "
        "of the shorter one: 0 is nothing, 1 is everything.",
    ),
    Measure.PRECISION: (
        "Precision",
        "Of the claims that {second} found, the share that {first} found too.",
    ),
    Measure.RECALL: (
        "Recall",
        "Of the claims that {first} found, the share that {second} found too.",
    ),
    Measure.F1_EXACT: (
        "The same, to the letter (F1)",
        "How much of what the two found is the same, counting only highlights that begin and end "
        "at the same letters.",
    ),
    Measure.PRECISION_EXACT: (
        "Precision, to the letter",
        "Of the claims that {second} found, the share that {first} highlighted to the letter.",
    ),
    Measure.RECALL_EXACT: (
        "Recall, to the letter",
        "Of the claims that {first} found, the share that {second} highlighted to the letter.",
    ),
    Measure.ALPHA_U: (
        "Alpha of the highlights (alpha_U)",
        "How far the same stretches of the text are highlighted, letter by letter: 1 is perfect, "
        "0 is chance, below 0 is less than chance.",
    ),
}


def meaning(measure: Measure, first: str = "the first", second: str = "the second") -> str:
    """The sentence of a measure, with the names of the two checkers it may be about."""
    # not str.format: a name may hold anything
    words = measure.meaning
    return second.join(first.join(part.split("{first}")) for part in words.split("{second}"))


def written(figure: Figure) -> str:
    """A figure with its interval if it has one: “0.492 (95 % interval 0.401 to 0.583)”."""
    interval = figure.interval if isinstance(figure, Kappa) else None
    if interval is None:
        return str(figure)
    low, high = (f"{border:.3f}".replace("-", "−") for border in interval)
    return f"{figure} (95 % interval {low} to {high})"
