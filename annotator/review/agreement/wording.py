"""Figures of agreement in words: their names, their meanings, and their written form."""

from annotator import appearance
from annotator.review.agreement.coefficients import Figure
from annotator.review.agreement.kappa import Kappa
from annotator.review.agreement.measures import Measure


def label(measure: Measure) -> str:
    """Return the name of a figure."""
    return appearance.label(measure)


def meaning(measure: Measure, first: str = "the first", second: str = "the second") -> str:
    """The sentence of a figure, with the names of the two checkers it may be about."""
    # not str.format: a name may hold anything
    words = appearance.meaning(measure)
    return second.join(first.join(part.split("{first}")) for part in words.split("{second}"))


def write_figure(figure: Figure) -> str:
    """Return a figure, with its interval if it has any: “0.492 (95 % interval 0.401 to 0.583)”."""
    interval = figure.interval if isinstance(figure, Kappa) else None
    if interval is None:
        return str(figure)
    low, high = (f"{border:.3f}".replace("-", "−") for border in interval)
    return f"{figure} (95 % interval {low} to {high})"
