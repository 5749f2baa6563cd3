"""Modules of a checkout: paths, names, syntax trees and imports."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

PACKAGE = "annotator"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the package, parsed."""

    name: str
    """The dotted name: `annotator.claims.service`; a package has the name of its folder."""
    path: Path
    """The path below the package's folder."""
    text: str
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        """Whether the module is the `__init__` of a folder."""
        return self.path.name == "__init__.py"

    @property
    def lines(self) -> int:
        """The number of lines of text."""
        return len(self.text.splitlines())


def read_modules(root: Path) -> tuple[Module, ...]:
    """Read all modules of the package in a checkout, sorted by path.

    Args:
        root: The folder of the checkout, above the folder of the package.
    """
    folder = root / PACKAGE
    return tuple(_read(path, folder) for path in sorted(folder.rglob("*.py")))


def _read(path: Path, folder: Path) -> Module:
    inner = path.relative_to(folder)
    parts = (PACKAGE, *inner.with_suffix("").parts)
    text = path.read_text(encoding="utf-8")
    name = ".".join(parts).removesuffix(".__init__")
    return Module(name, inner, text, ast.parse(text))


def imported_names(tree: ast.AST) -> Iterator[str]:
    """Return the dotted names that a tree imports, late and for types included.

    `from a import b` yields `a` and `a.b`, since `b` may be a module.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def import_graph(modules: Sequence[Module]) -> dict[str, frozenset[str]]:
    """Map the name of each module to the names of the package's modules that it imports.

    `from a import b` counts as an import of `a.b` where that is a module, and of `a` elsewhere.
    Imports inside functions and under `TYPE_CHECKING` count.
    """
    names = {module.name for module in modules}
    return {
        module.name: frozenset(_targets(module.tree, names) - {module.name}) for module in modules
    }


def _targets(tree: ast.AST, names: set[str]) -> set[str]:
    found = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & names
            if inner - names:
                found.add(f"{node.module}")
    return found & names


def is_function(node: ast.AST) -> TypeGuard[Function]:
    """Return whether a node defines a function, asynchronous or not."""
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def docstrings(modules: Sequence[Module]) -> Iterator[str]:
    """Return the docstrings of all modules, classes and functions, and those below attributes."""
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Module | ast.ClassDef | Function):
                yield from _texts(node.body)


def _texts(body: list[ast.stmt]) -> Iterator[str]:
    for at, node in enumerate(body):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            before = body[at - 1] if at else None
            if isinstance(node.value.value, str) and (
                before is None or isinstance(before, ast.Assign | ast.AnnAssign)
            ):
                yield node.value.value
