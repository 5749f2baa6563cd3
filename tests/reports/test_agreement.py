"""Figures of agreement in words."""

from annotator.review.agreement.coefficients import Figure, WhyNot
from annotator.review.agreement.kappa import cohen_kappa
from annotator.review.agreement.measures import BLIND, FOUND, Measure
from annotator.review.agreement.wording import label, meaning, write_figure


def test_every_figure_has_a_name_and_one_sentence() -> None:
    for measure in Measure:
        said = meaning(measure, "Anna", "Ben")
        assert said.endswith(".")
        assert ". " not in said
        assert "{" not in said
        assert label(measure)
        assert measure.unit in {"claim", "highlight"}


def test_a_name_that_looks_like_a_gap_is_left_as_it_is() -> None:
    said = meaning(Measure.PRECISION, "Ann{second}a", "B{first}en")
    assert said == "Of the claims that B{first}en found, the share that Ann{second}a found too."


def test_a_figure_is_written_with_its_interval_or_with_what_is_missing() -> None:
    kappa = cohen_kappa([("V", "V"), ("V", "D"), ("D", "D")])
    assert write_figure(kappa).startswith("0.400 (95 % interval −0.")
    assert (
        write_figure(Figure(None, 2, WhyNot.ONE_VERDICT)) == "not defined (only one verdict used)"
    )


def test_blind_work_and_what_counts_as_found_are_said_in_sentences() -> None:
    assert "blind work" in BLIND
    assert FOUND.endswith(".")
