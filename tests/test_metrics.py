"""The figures about the package count the cases that they are made for, and no others."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.metrics.history import Commit, silent_commits
from tests.metrics.names import is_verb_form, shared_class_names, verb_form_modules
from tests.metrics.prose import pointing_rate, unexplained_parameters
from tests.metrics.roles import Place, edges, mermaid, place_of, reduced
from tests.metrics.source import Module, docstrings, import_graph, read_modules
from tests.metrics.structure import (
    cycles,
    folder_sizes,
    function_lengths,
    imported_once,
    importers,
    percentile,
    suppressions,
)
from tests.metrics.table import Figure, figures


def checkout(root: Path, files: dict[str, str]) -> tuple[Module, ...]:
    """Write modules below the package's folder, and read them."""
    for name, text in files.items():
        path = root / "annotator" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_modules(root)


@pytest.mark.parametrize(
    "word", ["saying", "sayings", "placed", "found", "told", "written", "using"]
)
def test_gerunds_and_participles_are_verb_forms(word: str) -> None:
    assert is_verb_form(word)


@pytest.mark.parametrize(
    "word", ["merging", "settings", "strings", "words", "sing", "red", "claim"]
)
def test_nouns_are_no_verb_forms(word: str) -> None:
    assert not is_verb_form(word)


def test_the_last_part_of_a_modules_name_counts(tmp_path: Path) -> None:
    names = ["placing_rules.py", "rule_placing.py", "writing/__init__.py", "writing/page.py"]
    modules = checkout(tmp_path, dict.fromkeys(names, ""))
    assert verb_form_modules(modules) == ["annotator.rule_placing", "annotator.writing"]


def test_a_class_name_is_shared_by_modules_that_define_it(tmp_path: Path) -> None:
    text = "class Mark: ...\nclass _Own: ...\n"
    modules = checkout(
        tmp_path,
        {"a.py": text, "b.py": text, "c.py": "from annotator.a import Mark\nclass Lone: ..."},
    )
    assert shared_class_names(modules) == {"Mark": ["annotator.a", "annotator.b"]}


def test_pointing_words_count_per_hundred_words() -> None:
    assert pointing_rate(["Tell what somebody’s claim says,", "ONE of 12 claims: those of a thing"])
    assert pointing_rate(["Return what is. " + "claim " * 7]) == 10
    assert pointing_rate(["Return the span of the highlight in code points."]) == 0
    assert pointing_rate([]) == 0


def test_docstrings_are_those_of_modules_classes_functions_and_attributes(tmp_path: Path) -> None:
    text = '''"""Module."""
A = 1
"""Constant."""
class B:
    """Class."""
    c: int
    """Attribute."""
    def d(self) -> str:
        """Method."""
        print("no docstring")
        """no docstring either"""
        return "nor this"
'''
    found = [*docstrings(checkout(tmp_path, {"a.py": text}))]
    assert sorted(found) == ["Attribute.", "Class.", "Constant.", "Method.", "Module."]


UNEXPLAINED = [
    "position: int",
    "start_offset: int | None",
    "widths: Iterable[int]",
    "patience: float",
    "size: 'int'",
    "place: tuple[int, int]",
    "rows: Sequence[tuple[Claim, str]]",
    "row: Mapping[str, Any]",
    "pairs: dict[Key, tuple[str, str]] | None",
    "table: list[list[str]]",
]
PLAIN = [
    "number: int",
    "position: Position",
    "patience_seconds: float",
    "end: bool",
    "position: str",
    "names: tuple[str, ...]",
    "pair: tuple[Claim, Tag]",
    "rows: Mapping[Key, State]",
    "data: bytes",
    "told: Callable[[int, int], None]",
]


@pytest.mark.parametrize("parameter", UNEXPLAINED)
def test_a_unit_or_a_shape_asks_for_words(tmp_path: Path, parameter: str) -> None:
    modules = checkout(tmp_path, {"a.py": f'def f(*, {parameter}):\n    """Measure."""\n'})
    assert len(unexplained_parameters(modules)) == 1


@pytest.mark.parametrize("parameter", PLAIN)
def test_other_parameters_ask_for_none(tmp_path: Path, parameter: str) -> None:
    modules = checkout(tmp_path, {"a.py": f"def f({parameter}): ..."})
    assert unexplained_parameters(modules) == []


def test_words_under_args_explain_the_parameters_that_they_name(tmp_path: Path) -> None:
    text = '''class A:
    def f(self, start: int, end: int) -> int:
        """Cut.

        Args:
            start: In code points,
                as is the: end.

        Returns:
            end: No parameter.
        """
    def _f(self, start: int): ...
    def scrollTo(self, y: int): ...
class _B:
    def f(self, start: int): ...
'''
    modules = checkout(tmp_path, {"a.py": text})
    assert unexplained_parameters(modules) == ["annotator.a.A.f(end: int)"]


GRAPH = {
    "a.py": "from annotator.f import b\ndef g():\n    import annotator.c\n",
    "c.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from annotator.a import A\n",
    "f/__init__.py": "",
    "f/b.py": "from annotator.f import VERSION",
    "f/d.py": "from annotator.c import x\nfrom annotator.f.d import itself",
}


def test_late_imports_and_those_for_types_count(tmp_path: Path) -> None:
    modules = checkout(tmp_path, GRAPH)
    graph = import_graph(modules)
    assert graph["annotator.a"] == {"annotator.f.b", "annotator.c"}
    assert cycles(graph) == [["annotator.a", "annotator.c"]]
    assert importers(graph, "annotator.c") == ["annotator.a", "annotator.f.d"]
    assert imported_once(modules, graph) == ["annotator.a", "annotator.f.b"]
    assert sorted(folder_sizes(modules).values()) == [2, 2]


def test_each_cycle_is_found_once() -> None:
    graph = {"a": "b", "b": "c", "c": "ad", "d": "e", "e": "fd", "f": "", "g": "a"}
    assert sorted(cycles(graph)) == [["a", "b", "c"], ["d", "e"]]


def test_a_function_is_as_long_as_from_its_decorator_to_its_end(tmp_path: Path) -> None:
    modules = checkout(tmp_path, {"a.py": "@cache\ndef f():\n    def g():\n        ...\n    g()\n"})
    assert sorted(function_lengths(modules).values()) == [2, 5]


def test_percentiles_are_values_of_the_list() -> None:
    assert [percentile([4, 1, 3, 2], percent) for percent in (1, 50, 90, 100)] == [1, 2, 4, 4]


def test_a_reason_follows_the_codes_of_a_silenced_rule(tmp_path: Path) -> None:
    mark = "# no" + "qa"
    text = f"a  {mark}: S608\nb  {mark}: A002, FBT001 - Qt's name\nc  # type: " + "ignore[override]"
    found = suppressions(checkout(tmp_path, {"a.py": text.replace("  #", " = 1  #")}))
    assert [explained for _, explained in found] == [False, True, False]


def test_plain_moves_need_no_reason() -> None:
    commits = [
        Commit("1", "Move the claims to their folder", "", renames=True),
        Commit("2", "Move the highlight by letters", "", renames=False),
        Commit("3", "Fold names", "Reviewed-by: Ada", renames=False),
        Commit("4", "Fold accents", "The search missed names with accents.", renames=True),
    ]
    assert [silent.split()[0] for silent in silent_commits(commits)] == ["2", "3"]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("kernel/text.py", Place("kernel", "kernel")),
        ("project.py", Place("project", "project")),
        ("claims/house_rules.py", Place("claims", "model")),
        ("claims/repository_lists.py", Place("claims", "repository")),
        ("claims/service/tags.py", Place("claims", "service")),
        ("claims/ui/model.py", Place("claims", "ui")),
        ("articles/intake/html.py", Place("articles", "formats")),
        ("reports/formats/pdf/layout.py", Place("reports", "pdf")),
        ("app/widgets/row.py", Place("app", "ui base")),
        ("app/main_window.py", Place("app", "app")),
    ],
)
def test_the_role_of_a_module_is_told_from_its_path(path: str, place: Place) -> None:
    assert place_of(Path(path)) == place


def test_the_diagram_leaves_out_arrows_that_follow_from_others(tmp_path: Path) -> None:
    files = {
        "kernel/text.py": "",
        "claims/model.py": "from annotator.kernel import text",
        "claims/service.py": "from annotator.claims import model\nimport annotator.kernel.text",
    }
    modules = checkout(tmp_path, files)
    arrows = edges(modules, import_graph(modules), by="place")
    assert arrows["claims service"] == {"claims model", "kernel"}
    lines = mermaid(reduced(arrows)).splitlines()
    assert [line for line in lines if "-->" in line] == [
        "    claims_model --> kernel",
        "    claims_service --> claims_model",
    ]


def test_a_diagram_keeps_the_arrows_of_cycles() -> None:
    graph = {"a": {"b", "c"}, "b": {"a", "c"}, "c": {"d"}, "d": set[str]()}
    left = reduced(graph)
    assert left["a"] | left["b"] == {"a", "b", "c"}
    assert "c" not in left["a"] & left["b"]
    assert reduced({**graph, "e": {"c", "d"}})["e"] == {"c"}


def test_a_figure_fails_above_its_bar_as_it_is_printed() -> None:
    assert Figure("share", 4.04, 4.0).holds
    assert not Figure("share", 4.06, 4.0).holds
    assert "FAILS" in str(Figure("share", 4.06, 4.0))


def test_the_table_names_what_it_counts(tmp_path: Path) -> None:
    modules = checkout(tmp_path, {"saying.py": "", "claims/text.py": ""})
    first = next(figures(tmp_path, modules))
    assert (first.value, first.holds, first.names) == (50, False, ["annotator.saying"])


def test_the_program_prints_the_table_of_a_checkout(tmp_path: Path) -> None:
    checkout(tmp_path, {"claims/text.py": '"""Return one thing."""'})
    command = [sys.executable, "-m", "tests.metrics", "--root", str(tmp_path)]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert "pointing words" in done.stdout
    assert "FAILS" in done.stdout
