"""Figures about docstrings: pointing words, and parameters that need words of their own."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tests.metrics.source import Function, Module, is_function

POINTING = {
    *("what", "whose", "whom", "who", "whatever", "whichever", "whoever"),
    *("somebody", "someone", "something", "anybody", "anyone", "anything"),
    *("everybody", "everyone", "everything", "nobody", "nothing"),
    *("thing", "things", "one", "ones", "those", "these", "such"),
}
"""Words that point at a noun in place of naming it.

“One” counts wherever it stands, before a noun too: “a” and “each” say the same there. “It”,
“which”, “this” and “that” are left out, since most of their uses stand beside their noun.
"""
WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")


def words(texts: Iterable[str]) -> Counter[str]:
    """Count the words of texts, in lower case; “claim's” is a word, digits are none."""
    return Counter(word for text in texts for word in WORD.findall(text.lower()))


def pointing_rate(texts: Iterable[str]) -> float:
    """Return how many of a hundred words of texts are pointing words, possessives left out."""
    counted = words(texts)
    return 100 * sum(counted[word] for word in POINTING) / max(counted.total(), 1)


QUANTITIES = {
    *("position", "positions", "offset", "offsets", "start", "end", "length", "size", "reach"),
    *("width", "widths", "height", "heights", "x", "y", "dx", "dy", "top", "tops"),
    *("bottom", "margin", "indent", "spacing", "distance", "patience", "timeout", "delay"),
    *("duration", "age", "interval", "share", "scale", "limit", "most", "least", "count"),
    *("maximum", "minimum"),
}
"""Words that say of a number that it measures, and leave open in which unit."""
UNITS = {
    *("seconds", "milliseconds", "ms", "days", "hours", "pixels", "px", "points", "percent"),
    *("bytes", "characters", "lines", "rows", "columns", "pages", "millimetres", "mm"),
}
"""Words that say the unit: a parameter with one in its name needs no more."""
PLAIN = {"str", "int", "float", "bool", "bytes", "object", "Any"}
"""Types that say nothing about the part that a value plays in a tuple or as a key."""
NUMBERS = {"int", "float"}
MAPPINGS = {"dict", "Mapping", "MutableMapping", "defaultdict", "OrderedDict"}
LISTS = {"list", "Sequence", "Iterable", "Collection", "Iterator"}


def unexplained_parameters(modules: Sequence[Module]) -> list[str]:
    """Return the parameters with a unit or a shape that neither type, name nor docstring says.

    Functions count that stand at the top of a module or in a public class there, and whose name
    is public; Qt's own methods (in camel case) do not. A parameter has a unit where its type is
    a number, or a list of numbers, and its name a word of `QUANTITIES` without one of `UNITS`.
    It has a shape where its type holds a tuple of two or more with a plain type among them, a
    list of lists of plain types, or a mapping from a plain type. Names of types (`NewType`,
    classes, aliases), enums, `bool` and `bytes` say enough. A parameter is explained where the
    section `Args` of the docstring names it.
    """
    return [
        f"{module.name}.{where}({parameter.arg}: {ast.unparse(parameter.annotation)})"
        for module in modules
        for where, function in public_functions(module.tree)
        for parameter in parameters(function)
        if parameter.annotation and needs_words(parameter.arg, parameter.annotation)
        if parameter.arg not in explained(ast.get_docstring(function) or "")
    ]


def public_functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Return the public functions of a module and of its public classes, each with its name."""
    for node in tree.body:
        if is_function(node) and is_own(node.name):
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            methods = (inner for inner in node.body if is_function(inner))
            yield from ((f"{node.name}.{m.name}", m) for m in methods if is_own(m.name))


def is_own(name: str) -> bool:
    """Return whether a function is public and named by us: not private, not in Qt's camel case."""
    return not name.startswith("_") and name == name.lower()


def parameters(function: Function) -> list[ast.arg]:
    """Return the parameters of a function, those for keywords alone included."""
    given = function.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs]


def explained(docstring: str) -> set[str]:
    """Return the names of the parameters that the section `Args` of a docstring explains."""
    section = re.search(r"^Args:\n((?:[ \t]+.*\n?|\n)+)", docstring, re.MULTILINE)
    lines = section[1] if section else ""
    return set(re.findall(r"^ +\**(\w+)(?: \(.*?\))?:", lines, re.MULTILINE))


def needs_words(name: str, annotation: ast.expr) -> bool:
    """Return whether a parameter has a unit or a shape that its name and type do not show."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    parts = set(name.split("_"))
    measures = bool(parts & QUANTITIES) and not parts & UNITS
    return (measures and is_number(annotation)) or has_shape(annotation)


def is_number(annotation: ast.expr) -> bool:
    """Return whether a type is a number, a number or None, or a list of numbers."""
    match annotation:
        case ast.Name(id=name):
            return name in NUMBERS
        case ast.BinOp(left=left, right=right):
            return is_number(left) or is_number(right)
        case ast.Subscript(value=ast.Name(id=name), slice=inner) if name in LISTS | {"set"}:
            return is_number(inner)
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[first, *_])):
            return is_number(first)
    return False


def has_shape(annotation: ast.expr) -> bool:
    """Return whether a type holds a tuple, a nested list or a mapping of plain types.

    The arguments of a `Callable` do not count.
    """
    match annotation:
        case ast.BinOp(left=left, right=right):
            return has_shape(left) or has_shape(right)
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Tuple(elts=[key, *values])):
            if name in MAPPINGS:
                return is_plain(key) or any(map(has_shape, values))
            if name == "tuple" and not is_ellipsis(values[-1:]):
                return any(is_plain(part) or has_shape(part) for part in [key, *values])
            return name == "tuple" and has_shape(key)
        case ast.Subscript(value=ast.Name(id=name), slice=inner) if name in LISTS:
            return has_shape(inner) or is_list_of_plain(inner)
    return False


def is_plain(annotation: ast.expr) -> bool:
    """Return whether a type is a plain type, without a name that says its part."""
    return isinstance(annotation, ast.Name) and annotation.id in PLAIN


def is_list_of_plain(annotation: ast.expr) -> bool:
    """Return whether a type is a list of a plain type."""
    match annotation:
        case ast.Subscript(value=ast.Name(id=name), slice=inner):
            return name in LISTS and is_plain(inner)
    return False


def is_ellipsis(values: Sequence[ast.expr]) -> bool:
    """Return whether the types of a tuple end in `...`."""
    return any(isinstance(v, ast.Constant) and v.value is ... for v in values)
