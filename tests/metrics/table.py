"""The table of figures, with a bar for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.metrics.history import read_commits, silent_commits
from tests.metrics.names import shared_class_names, verb_form_modules
from tests.metrics.prose import pointing_rate, unexplained_parameters
from tests.metrics.source import Module, docstrings, import_graph
from tests.metrics.structure import (
    cycles,
    folder_sizes,
    function_lengths,
    imported_once,
    percentile,
    suppressions,
)

VERB_FORM_PERCENT = 4.0
POINTING_PER_HUNDRED = 1.2
IMPORTED_ONCE_PERCENT = 30.0
FOLDER_MEDIAN = 8
FOLDER_LARGEST = 20
MODULE_LINES = 600
FUNCTION_LINES = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table."""

    subject: str
    value: float
    bar: float | None = None
    """The largest value that holds; none for figures without a bar."""
    unit: str = ""
    names: Sequence[str] = field(default=(), repr=False)
    """The modules, classes, parameters, or commits that are counted."""

    @property
    def holds(self) -> bool:
        """Whether the value, rounded as it is printed, keeps to the bar."""
        return self.bar is None or round(self.value, 1) <= self.bar

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"≤ {self.bar:g}{self.unit}"
        sign = "" if self.bar is None else ("holds" if self.holds else "FAILS")
        return (
            f"{self.subject:<56}{round(self.value, 1):>9g}{self.unit:<2}{bar:>9}  {sign}".rstrip()
        )


def figures(root: Path, modules: Sequence[Module], since: str | None = None) -> Iterator[Figure]:
    """Measure a checkout.

    Args:
        root: The folder of the checkout.
        modules: The package's modules there.
        since: The commit after which commits count, as git names it; none leaves them out.
    """
    graph = import_graph(modules)
    yield from _of_names(modules)
    yield from _of_prose(modules)
    once = imported_once(modules, graph)
    share = 100 * len(once) / sum(not m.is_package for m in modules)
    yield Figure("modules imported by exactly one other", share, IMPORTED_ONCE_PERCENT, " %", once)
    yield from _of_folders(modules)
    groups = [" ".join(group) for group in cycles(graph)]
    yield Figure("import cycles, late imports and types included", len(groups), 0, names=groups)
    yield from _of_sizes(modules)
    if since:
        commits = [commit for commit in read_commits(root, since) if not commit.is_move]
        silent = silent_commits(commits)
        said = 100 * (1 - len(silent) / max(len(commits), 1))
        yield Figure(f"commits since {since} with a body", said, unit=" %")
        yield Figure(f"commits since {since} without a body", len(silent), 0, names=silent)


def _of_names(modules: Sequence[Module]) -> Iterator[Figure]:
    named = verb_form_modules(modules)
    subject = "modules named by a gerund or participle"
    yield Figure(subject, 100 * len(named) / len(modules), VERB_FORM_PERCENT, " %", named)
    shared = [f"{name}: {', '.join(where)}" for name, where in shared_class_names(modules).items()]
    yield Figure("public class names in two or more modules", len(shared), 0, names=shared)


def _of_prose(modules: Sequence[Module]) -> Iterator[Figure]:
    rate = pointing_rate(docstrings(modules))
    yield Figure("pointing words per 100 words of docstrings", rate, POINTING_PER_HUNDRED)
    bare = unexplained_parameters(modules)
    yield Figure(
        "parameters with a unit or a shape that no text explains", len(bare), 0, names=bare
    )


def _of_folders(modules: Sequence[Module]) -> Iterator[Figure]:
    sizes = folder_sizes(modules)
    large = [f"{path}: {n}" for path, n in sorted(sizes.items()) if n > FOLDER_LARGEST]
    yield Figure("modules in a folder, median", median(sizes.values()), FOLDER_MEDIAN)
    yield Figure("modules in a folder, largest", max(sizes.values()), FOLDER_LARGEST, names=large)


def _of_sizes(modules: Sequence[Module]) -> Iterator[Figure]:
    lines = {module.name: module.lines for module in modules}
    long = [f"{name}: {n}" for name, n in lines.items() if n > MODULE_LINES]
    yield Figure("lines of a module, median", percentile(lines.values(), 50))
    yield Figure("lines of a module, ninth tenth", percentile(lines.values(), 90))
    yield Figure("lines of a module, most", max(lines.values()), MODULE_LINES, names=long)
    functions = function_lengths(modules)
    longer = [f"{name}: {n}" for name, n in functions.items() if n > FUNCTION_LINES]
    yield Figure(
        "lines of a function, most",
        max(functions.values(), default=0),
        FUNCTION_LINES,
        names=longer,
    )
    found = suppressions(modules)
    bare = [where for where, explained in found if not explained]
    yield Figure("comments that silence a linter or the types", len(found))
    yield Figure("those without a reason", len(bare), 0, names=bare)
