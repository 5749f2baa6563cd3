"""Roles of modules, told from their paths, and the diagram of the imports between them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from tests.metrics.source import Module
from tests.metrics.structure import Graph, cycles

BESIDE_FEATURES = {
    *("kernel", "schema", "files", "storage", "project", "sample_project", "cli"),
    *("appearance", "assets", "program_log", "__main__", "__init__"),
}
"""Folders and modules beside the features: the name is the role."""
UI_BASE = {
    *("widgets", "forms", "session", "commands", "shortcuts", "files"),
    *("theme", "display", "preferences"),
}
"""Modules and folders of `app` that the `ui` of a feature may import.

They know no feature's `ui`; all other modules of `app` assemble the features.
"""
FILE_FOLDERS = {"formats", "intake"}
"""Folders of a feature that read and write files."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The place of a module in the house."""

    folder: str
    """The first name below the package: a feature, `app`, or a name of `BESIDE_FEATURES`."""
    role: str

    @property
    def is_feature(self) -> bool:
        """Whether the folder is a feature."""
        return self.folder not in {*BESIDE_FEATURES, "app"}


def place_of(path: PurePath) -> Place:
    """Return the feature and the role of a module.

    Args:
        path: The path below the package's folder, such as `claims/ui/list.py`.
    """
    first, *rest = path.with_suffix("").parts
    if first in BESIDE_FEATURES:
        return Place(first, first)
    if first == "app":
        return Place(first, "ui base" if rest[0] in UI_BASE else "app")
    return Place(first, _role_in_feature(rest))


def _role_in_feature(parts: Sequence[str]) -> str:
    for part in parts:
        for role in ("repository", "service"):
            if part.startswith(role):
                return role
        if part == "ui":
            return part
        if part in FILE_FOLDERS:
            return "pdf" if "pdf" in parts else "formats"
    return "model"


Edges = dict[str, set[str]]


def edges(modules: Iterable[Module], graph: Graph, *, by: str) -> Edges:
    """Return the imports between groups of modules.

    Args:
        by: `folder` groups by feature, `role` by role, `place` by both.
    """
    group = {module.name: _group(place_of(module.path), by) for module in modules}
    found = defaultdict[str, set[str]](set)
    for name, targets in graph.items():
        found[group[name]] |= {group[target] for target in targets} - {group[name]}
    return dict(sorted(found.items()))


def _group(place: Place, by: str) -> str:
    if by == "place":
        return place.role if not place.is_feature else f"{place.folder} {place.role}"
    return place.folder if by == "folder" else place.role


def reduced(graph: Edges) -> Edges:
    """Return the imports without those that follow from others; cycles keep all of theirs."""
    left = {name: set(targets) for name, targets in graph.items()}
    groups = {name: set(group) for group in cycles(graph) for name in group}
    for name, targets in graph.items():
        for target in sorted(targets - groups.get(name, set())):
            left[name].remove(target)
            if target not in _reachable(left, name):
                left[name].add(target)
    return left


def _reachable(graph: Edges, name: str) -> set[str]:
    found = set[str]()
    waiting = [*graph[name]]
    while waiting:
        if (target := waiting.pop()) not in found:
            found.add(target)
            waiting += graph.get(target, ())
    return found


def mermaid(graph: Edges) -> str:
    """Return a diagram in Mermaid's language: an arrow points at the imported group."""
    ids = {name: name.strip("_").replace(" ", "_") for name in graph}
    boxes = [f'    {ids[name]}["{name}"]' for name in graph]
    arrows = [
        f"    {ids[name]} --> {ids[target]}"
        for name, targets in graph.items()
        for target in sorted(targets)
    ]
    return "\n".join(["graph TD", *boxes, *arrows])
