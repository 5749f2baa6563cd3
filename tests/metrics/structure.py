"""Figures about the structure: importers, folders, cycles, lengths and suppressions."""

import ast
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from tests.metrics.source import Module, is_function

Graph = Mapping[str, Collection[str]]
"""The names of the modules that each module imports."""


def importers(graph: Graph, name: str) -> list[str]:
    """Return the names of the modules that import a module."""
    return sorted(module for module, targets in graph.items() if name in targets)


def imported_once(modules: Sequence[Module], graph: Graph) -> list[str]:
    """Return the names of the modules that exactly one other imports, folders' own left out."""
    counts = Counter(target for targets in graph.values() for target in targets)
    return [m.name for m in modules if not m.is_package and counts[m.name] == 1]


def folder_sizes(modules: Sequence[Module]) -> dict[Path, int]:
    """Map each folder to the number of modules right in it, the folder's own left out."""
    return dict(Counter(m.path.parent for m in modules if not m.is_package))


def cycles(graph: Graph) -> list[list[str]]:
    """Return the groups of modules that import each other, directly or through others.

    The groups are the strongly connected components of two or more, found as Tarjan does.
    """
    search = _Search(graph)
    for name in graph:
        if name not in search.order:
            search.visit(name)
    return [sorted(group) for group in search.groups if len(group) > 1]


class _Search:
    """A search for strongly connected components, depth first."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.order: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.stack: list[str] = []
        self.groups: list[list[str]] = []

    def visit(self, name: str) -> None:
        """Visit a module and all modules that it leads to."""
        self.order[name] = self.low[name] = len(self.order)
        self.stack.append(name)
        for target in sorted(self.graph.get(name, ())):
            if target not in self.order:
                self.visit(target)
                self.low[name] = min(self.low[name], self.low[target])
            elif target in self.stack:
                self.low[name] = min(self.low[name], self.order[target])
        if self.low[name] == self.order[name]:
            at = self.stack.index(name)
            self.groups.append(self.stack[at:])
            del self.stack[at:]


def function_lengths(modules: Sequence[Module]) -> dict[str, int]:
    """Map each function, nested ones included, to its lines from decorator to end."""
    return {
        f"{module.name}:{node.lineno} {node.name}": _length(node)
        for module in modules
        for node in ast.walk(module.tree)
        if is_function(node)
    }


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return (node.end_lineno or first) - first + 1


def percentile(values: Collection[int], percent: int) -> int:
    """Return the value below or at which a share of the values lies (nearest rank).

    Args:
        values: At least one number.
        percent: The share, from 1 to 100.
    """
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]


SUPPRESSION = re.compile(
    r"#\s*(noqa\b|type:\s*ignore)(?P<codes>[\s:\[\]A-Z0-9a-z,-]*?)(?P<why>\s[-–#].*)?$"
)


def suppressions(modules: Sequence[Module]) -> list[tuple[str, bool]]:
    """Return the comments that silence a linter or the types, and whether each says why.

    A comment says why where words follow its codes: `# noqa: FBT003 - Qt's own order`.

    Returns:
        Pairs of the place, as `module:line`, and whether a reason follows.
    """
    return [
        (f"{module.name}:{at}", bool(found["why"]))
        for module in modules
        for at, line in enumerate(module.text.splitlines(), start=1)
        if (found := SUPPRESSION.search(line))
    ]
