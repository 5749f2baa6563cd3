"""Equations on one line, as people type them: a fraction is a/b, a power x^2, a root √(x).

Both the equations of Word (OMML) and those of LibreOffice and the web (MathML) are known. Every
word and sign of an equation comes along; what is not known is written in its order.
"""

from collections.abc import Callable, Collection

from annotator.articles.intake.elements import Element

_HAT = "\u0302"
_LINE_ABOVE = "\u0305"
_INTEGRAL = "∫"


def linear(element: Element, without: Collection[str] = ()) -> str:
    """Return an equation on one line.

    Args:
        element: The equation, or a part of it.
        without: The local names of elements whose words are not wanted, such as deletions.
    """
    return _Equation(without).written(element).strip()


class _Equation:
    def __init__(self, without: Collection[str]) -> None:
        self._without = without

    def written(self, element: Element) -> str:
        """Write an element and all beneath it."""
        name = _local(element)
        if name in self._without or name in _SILENT:
            return ""
        if name in _TOKENS:
            return "".join(element.itertext())
        write = _WRITERS.get(name)
        return write(self, element) if write else self.inside(element)

    def inside(self, element: Element | None) -> str:
        """Write what is in an element."""
        return "".join(self.written(child) for child in element) if element is not None else ""

    def part(self, element: Element, name: str) -> str:
        """Write the first child of a name."""
        return self.inside(_child(element, name))

    def parts(self, element: Element, name: str = "") -> list[str]:
        """Write each child, or each of a name."""
        return [self.written(child) for child in element if name in {"", _local(child)}]


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if _local(child) == name), None)


def _property(element: Element, name: str, default: str) -> str:
    """Return the value of a property of an OMML element, such as the sign of a sum."""
    properties = _child(element, f"{_local(element)}Pr")
    found = _child(properties, name) if properties is not None else None
    if found is None:
        return default
    for key, value in found.items():
        if key.rpartition("}")[2] == "val":
            return value
    return default if name.endswith(("Chr", "chr")) else "1"


def _group(words: str) -> str:
    return words if len(words) == 1 or words.isalnum() or not words else f"({words})"


def _raised(words: str) -> str:
    return f"^{_group(words)}" if words else ""


def _lowered(words: str) -> str:
    return f"_{_group(words)}" if words else ""


def _fraction(equation: _Equation, element: Element) -> str:
    bar = "¦" if _property(element, "type", "bar") == "noBar" else "/"
    over, under = equation.part(element, "num"), equation.part(element, "den")
    return _group(over) + bar + _group(under)


def _scripts(equation: _Equation, element: Element) -> str:
    below = _lowered(equation.part(element, "sub"))
    above = _raised(equation.part(element, "sup"))
    base = equation.part(element, "e")
    before = _local(element) == "sPre"
    return below + above + base if before else _group(base) + below + above


def _root(equation: _Equation, element: Element) -> str:
    return f"{equation.part(element, 'deg')}√({equation.part(element, 'e')})"


def _sum(equation: _Equation, element: Element) -> str:
    sign = _property(element, "chr", _INTEGRAL)
    limits = _lowered(equation.part(element, "sub")) + _raised(equation.part(element, "sup"))
    return f"{sign}{limits} {equation.part(element, 'e')}"


def _brackets(equation: _Equation, element: Element) -> str:
    inner = _property(element, "sepChr", "|").join(equation.parts(element, "e"))
    return _property(element, "begChr", "(") + inner + _property(element, "endChr", ")")


def _function(equation: _Equation, element: Element) -> str:
    return f"{equation.part(element, 'fName')} {equation.part(element, 'e')}"


def _accent(equation: _Equation, element: Element) -> str:
    return _group(equation.part(element, "e")) + _property(element, "chr", _HAT)


def _bar(equation: _Equation, element: Element) -> str:
    return _group(equation.part(element, "e")) + _LINE_ABOVE


def _limit(equation: _Equation, element: Element) -> str:
    put = _lowered if _local(element) == "limLow" else _raised
    return _group(equation.part(element, "e")) + put(equation.part(element, "lim"))


def _rows(equation: _Equation, element: Element) -> str:
    names = {"mr", "e", "mtr"}
    rows = [child for child in element if _local(child) in names]
    return "; ".join(
        equation.inside(row) if _local(row) == "e" else ", ".join(equation.parts(row))
        for row in rows
    )


def _matrix(equation: _Equation, element: Element) -> str:
    return f"[{_rows(equation, element)}]"


def _two(equation: _Equation, element: Element) -> list[str]:
    return [*equation.parts(element), "", "", ""]


def _math_fraction(equation: _Equation, element: Element) -> str:
    over, under, *_ = _two(equation, element)
    return f"{_group(over)}/{_group(under)}"


def _math_scripts(equation: _Equation, element: Element) -> str:
    base, first, second, *_ = _two(equation, element)
    if _local(element) in {"msup", "mover"}:
        return _group(base) + _raised(first)
    return _group(base) + _lowered(first) + _raised(second)


def _math_root(equation: _Equation, element: Element) -> str:
    if _local(element) == "msqrt":
        return f"√({equation.inside(element)})"
    base, degree, *_ = _two(equation, element)
    return f"{degree}√({base})"


def _math_brackets(equation: _Equation, element: Element) -> str:
    inner = (element.get("separators", ",")[:1] or "").join(equation.parts(element))
    return element.get("open", "(") + inner + element.get("close", ")")


def _token(_equation: _Equation, element: Element) -> str:
    return "".join(element.itertext()).strip()


def _break(_equation: _Equation, _element: Element) -> str:
    return " "


_SILENT = {"rPr", "ctrlPr", "annotation", "annotation-xml", "instrText", "delInstrText"}
_TOKENS = {"t", "delText"}
_WRITERS: dict[str, Callable[[_Equation, Element], str]] = {
    "f": _fraction,
    **dict.fromkeys(("sSup", "sSub", "sSubSup", "sPre"), _scripts),
    "rad": _root,
    "nary": _sum,
    "d": _brackets,
    "func": _function,
    "acc": _accent,
    "groupChr": _accent,
    "bar": _bar,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _matrix,
    "eqArr": _rows,
    **dict.fromkeys(("br", "cr", "tab"), _break),
    "mfrac": _math_fraction,
    **dict.fromkeys(("msup", "msub", "msubsup", "munder", "mover", "munderover"), _math_scripts),
    "msqrt": _math_root,
    "mroot": _math_root,
    "mfenced": _math_brackets,
    "mtable": _matrix,
    **dict.fromkeys(("mi", "mn", "mo", "mtext", "ms"), _token),
}
