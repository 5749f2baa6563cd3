"""Every error says one thing to the user, in whole sentences."""

import inspect
import re

import pytest

from annotator.kernel import errors

VALUES = {
    "name": "draft.txt",
    "path": "/home/anna/budget.factcheck",
    "encoding": "ascii",
    "size": 60_000_000,
    "limit": 50_000_000,
    "reason": "Permission denied",
    "position": 3,
    "what": "Claim 4",
    "quote": "a third",
    "occurrence": 2,
    "found": 1,
    "listed": ["paragraph 1: [a third] of all"],
    "start": 3,
    "end": 3,
    "length": 90,
    "field": "Source",
    "known": ["html"],
    "reasons": ["contradicted", "misleading"],
    "advice": "give it a title, so that it can be found again",
    "verb": "redo",
    "label": "Mark claim 1",
    "later": ["Note on claim 1"],
    "others": ["budget (copy).factcheck"],
    "number": 3,
    "who": "Nora",
    "summary": "Passed over: 2 hidden files.",
    "sentence": "A public report cannot say two things about the same words.",
    "contradictions": ["Claim 1 is verified and claim 2 is disputed."],
}
TREE = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.AnnotatorError) and "__init__" in vars(kind)
]


def example(kind: type[errors.AnnotatorError]) -> errors.AnnotatorError:
    return kind(*(VALUES.get(name, name) for name in inspect.signature(kind).parameters))


@pytest.mark.parametrize("kind", TREE)
def test_a_sentence_begins_well_and_ends_with_a_full_stop(
    kind: type[errors.AnnotatorError],
) -> None:
    assert re.fullmatch(r"[A-Z“/3].*[^.]\.", str(example(kind)), flags=re.DOTALL)


@pytest.mark.parametrize("kind", TREE)
def test_no_sentence_speaks_of_the_program_s_insides(kind: type[errors.AnnotatorError]) -> None:
    words = r"\b(Error|Exception|SQL\w*|None|null|traceback|errno|[A-Z][a-z]+[A-Z]\w*)\b"
    # a program's name is written as its makers write it
    assert not re.search(words, str(example(kind)).replace("LibreOffice", ""))


@pytest.mark.parametrize("kind", TREE)
def test_every_sentence_names_what_it_is_about(kind: type[errors.AnnotatorError]) -> None:
    about = [VALUES.get(name, name) for name in inspect.signature(kind).parameters]
    assert all(value in str(example(kind)) for value in about if isinstance(value, str))


def test_a_missing_reason_names_the_known_ones() -> None:
    assert str(errors.MissingReason(["contradicted", "conflicting", "misleading"])) == (
        "A disputed claim needs a reason: contradicted, conflicting, or misleading."
    )


def test_advice_that_is_a_sentence_already_gets_no_second_full_stop() -> None:
    assert str(errors.InvalidValue("Name", "Say who you are.")) == "Name: Say who you are."


def test_a_refused_undo_names_the_later_steps() -> None:
    assert str(errors.UndoRefused("Mark claim 1", ["Note on claim 1", "Tag claim 1"])) == (
        "“Mark claim 1” stays: a later step changed the same things"
        " (“Note on claim 1”, “Tag claim 1”)."
    )


def test_a_refused_redo_says_that_it_stays_undone() -> None:
    assert str(errors.RedoRefused("Note on claim 1", ["Remove claim 1"])) == (
        "“Note on claim 1” stays undone: a later step changed the same things (“Remove claim 1”)."
    )


def test_a_refused_undo_without_a_known_step_still_says_why() -> None:
    assert str(errors.UndoRefused("Mark claim 1", [])).endswith("changed the same things.")
