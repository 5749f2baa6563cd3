"""Labels of other programs and publishers, as verdicts of ours."""

import time

import pytest

from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.exchange.verdict_labels import LabelMap, LabelMeaning, meaning, reason_of, told_apart

CONTRADICTED, MISLEADING = DisputeReason.CONTRADICTED, DisputeReason.MISLEADING


@pytest.mark.parametrize("label", ["Supported", "True", "TRUE", "Correct", "Vrai", "Verdadero"])
def test_what_others_found_true_is_verified(label: str) -> None:
    assert meaning(label) == LabelMeaning(Verdict.VERIFIED)


@pytest.mark.parametrize(
    "label",
    ["Refuted", "False", "FALSE", "false", "Fake", "Pants on Fire", "pants-on-fire", "Faux"],
)
def test_what_others_found_false_is_contradicted(label: str) -> None:
    assert meaning(label) == LabelMeaning(Verdict.DISPUTED, CONTRADICTED)


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("Conflicting Evidence/Cherrypicking", None),
        ("Conflicting Evidence / Cherrypicking", None),
        ("Misleading", MISLEADING),
        ("False Context", MISLEADING),
        ("Partly false", None),
        ("Half true", None),
    ],
)
def test_what_is_neither_says_more_than_our_verdict(
    label: str, reason: DisputeReason | None
) -> None:
    assert meaning(label) == LabelMeaning(Verdict.DISPUTED, reason, says_more=True)


@pytest.mark.parametrize(
    "label", ["Not Enough Evidence", "Unproven", "No evidence", "Unverified", "Unsupported"]
)
def test_what_nobody_could_show_is_unsupported(label: str) -> None:
    assert meaning(label) == LabelMeaning(Verdict.UNSUPPORTED)


@pytest.mark.parametrize(
    "label", ["", "statistics", "Satire", "truest", "not true", "Name_Calling-Labeling", "(false)"]
)
def test_any_other_label_is_none(label: str) -> None:
    assert meaning(label) is None


def test_our_own_labels_mean_what_they_say() -> None:
    for verdict in Verdict:
        found = meaning(verdict.value)
        assert found == meaning(verdict.name)
        assert found is not None
        assert found.verdict is verdict
    for reason in DisputeReason:
        assert reason_of(reason.value.capitalize()) is reason


def test_a_dispute_without_a_known_reason_has_none() -> None:
    assert meaning("disputed") == LabelMeaning(Verdict.DISPUTED)
    assert meaning("disputed", "because") == LabelMeaning(Verdict.DISPUTED)


@pytest.mark.parametrize("label", ["Disputed (misleading)", "disputed: Misleading"])
def test_a_reason_beside_the_verdict_is_read(label: str) -> None:
    assert meaning(label) == LabelMeaning(Verdict.DISPUTED, MISLEADING)
    assert meaning("Disputed", "Misleading") == LabelMeaning(Verdict.DISPUTED, MISLEADING)


@pytest.mark.parametrize("piece", [" : ", "a :b ", "a ( b", ":", "\t"])
def test_a_label_as_long_as_a_text_is_read_at_once(piece: str) -> None:
    begun = time.perf_counter()
    assert meaning(f"disputed{piece * 2000}()") is None
    assert time.perf_counter() - begun < 1


def test_only_a_dispute_has_a_reason() -> None:
    assert meaning("true", "misleading") == LabelMeaning(Verdict.VERIFIED)


def test_the_first_label_that_means_a_verdict_is_it_and_the_others_stay_tags() -> None:
    assert told_apart(["statistics", "False", "Misleading", "jobs"]) == LabelMap(
        "False", "", ("statistics", "Misleading", "jobs")
    )
    assert told_apart(["misleading", "jobs"]) == LabelMap("misleading", "", ("jobs",))
    assert told_apart(["jobs", " "]) == LabelMap(tags=("jobs",))


def test_a_dispute_takes_its_reason_from_another_label() -> None:
    assert told_apart(["Disputed", "jobs", "Misleading"]) == LabelMap(
        "Disputed", "Misleading", ("jobs",)
    )
