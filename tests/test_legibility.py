"""The figures of legibility keep to their bars."""

from functools import cache
from pathlib import Path

from tests.metrics.prose import pointing_rate, unexplained_parameters
from tests.metrics.source import Module, docstrings, import_graph, read_modules
from tests.metrics.structure import cycles, imported_once, suppressions
from tests.metrics.table import IMPORTED_ONCE_PERCENT, POINTING_PER_HUNDRED


@cache
def modules() -> tuple[Module, ...]:
    return read_modules(Path(__file__).parents[1])


def test_docstrings_name_their_subjects() -> None:
    assert round(pointing_rate(docstrings(modules())), 1) <= POINTING_PER_HUNDRED


def test_units_and_shapes_of_parameters_are_explained() -> None:
    assert unexplained_parameters(modules()) == []


def test_each_silenced_rule_says_why() -> None:
    assert [where for where, explained in suppressions(modules()) if not explained] == []


def test_few_modules_serve_one_other_alone() -> None:
    once = imported_once(modules(), import_graph(modules()))
    files = [module for module in modules() if not module.is_package]
    assert 100 * len(once) / len(files) <= IMPORTED_ONCE_PERCENT, once


def test_no_modules_import_each_other() -> None:
    assert cycles(import_graph(modules())) == []
