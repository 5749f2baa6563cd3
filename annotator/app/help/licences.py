"""The makers of the program's parts, and the licences under which the parts are used.

An installed library says so in its metadata. A frozen program has no room for metadata: there the
parts are read from a file that was written as the program was built.
"""

import json
import platform
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from annotator import __version__
from annotator.assets import asset, page

BUNDLED = "licences.json"
"""The name of the file of parts in a frozen program, beside its other resources."""
NEEDED = (
    *("PySide6-Essentials", "sqlite-utils", "click", "platformdirs", "Jinja2", "regex"),
    *("chardet", "trafilatura", "lxml_html_clean", "lxml", "pypdf", "pypdfium2"),
    *("sentencex", "cld3-py", "openpyxl", "python-docx", "spylls"),
)
"""The libraries that the program asks for by name; each brings others along."""
_OF_QT = {"pyside6-essentials", "pyside6-addons", "pyside6", "shiboken6"}
_NAMED = {"spylls": "MPL-2.0"}
"""Licences of libraries whose metadata names another licence than the text that they bring."""
_QT_NOTICE = (
    "Qt and Qt for Python are © The Qt Company Ltd. and others. They are used unchanged, as "
    "libraries of their own, under the GNU Lesser General Public License, version 3, which "
    "follows with the licence that it refers to. You may replace them with your own build: they "
    "are ordinary files in the program’s folder. Their source is at https://code.qt.io, and what "
    "other people’s work is in Qt is listed at https://doc.qt.io/qt-6/licenses-used-in-qt.html."
)
_TEXT = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_NAME = re.compile(r"[\w.-]+")
_NO_TEXT = "Its package brings no text of its licence along."


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program: its name, its version, and the name and text of its licence."""

    name: str
    version: str
    licence: str
    text: str


def parts() -> tuple[Part, ...]:
    """Return the program itself, Python, and every library, in the order of their names."""
    written = asset(BUNDLED)
    if written.is_file():
        return tuple(Part(**part) for part in json.loads(written.read_text(encoding="utf-8")))
    found = {part.name: part for part in _installed(NEEDED)}
    return (_program(), _python(), *(found[name] for name in sorted(found, key=str.casefold)))


def parts_as_json(*, leave_out: Collection[str] = ()) -> str:
    """Return the parts as they are written into a frozen program, without the parts left out."""
    found = [asdict(part) for part in parts() if part.name not in leave_out]
    return json.dumps(found, ensure_ascii=False, indent=1)


def _program() -> Part:
    return Part("Annotator", __version__, "MIT", page("LICENSE").read_text(encoding="utf-8"))


def _python() -> Part:
    text = asset("licences", "Python.txt").read_text(encoding="utf-8")
    return Part("Python", platform.python_version(), "PSF-2.0", text)


def _installed(names: Sequence[str]) -> Iterator[Part]:
    """Yield each library of these names that is installed, and all libraries that it needs."""
    left, seen = [*names], set[str]()
    while left:
        name = left.pop()
        if _key(name) in seen:
            continue
        seen.add(_key(name))
        try:
            library = distribution(name)
        except PackageNotFoundError:
            continue  # another system or another Python needs it
        yield _part(library)
        left += _requirements(library)


def _requirements(library: Distribution) -> Iterator[str]:
    for line in library.requires or ():
        requirement, _, condition = line.partition(";")
        found = _NAME.match(requirement.strip())
        if found and "extra" not in condition:
            yield found[0]


def _part(library: Distribution) -> Part:
    # some put the whole text where its name should be; setuptools says UNKNOWN of none
    said = [*_said(library, "License-Expression"), *_said(library, "License")]
    kept = _NAMED.get(_key(library.metadata["Name"]), "")
    named = [name for name in (kept, *said) if name not in ("", "UNKNOWN")] or [""]
    short = named[0].partition("\n")[0]
    classified = [c for c in _said(library, "Classifier") if c.startswith("License ::")]
    known = short or ", ".join(c.rpartition(":: ")[2] for c in classified)
    name = library.metadata["Name"]
    return Part(name, library.version, known or "see below", _text(library))


def _text(library: Distribution) -> str:
    if _key(library.metadata["Name"]) in _OF_QT:
        shipped = [asset("licences", f"{name}.txt") for name in ("LGPL-3.0", "GPL-3.0")]
        return "\n\n".join([_QT_NOTICE, *(each.read_text(encoding="utf-8") for each in shipped)])
    about = [file for file in library.files or () if ".dist-info" in file.as_posix()]
    texts = [file.read_text().strip() for file in about if _TEXT.search(file.name)]
    if texts:
        return "\n\n".join(texts)
    makers = [*_said(library, "Author"), *_said(library, "Author-email")][:1]
    return " ".join([_NO_TEXT, *(f"Its author is {maker}." for maker in makers)])


def _said(library: Distribution, field: str) -> list[str]:
    """Return the values of a field in the metadata of a library, in their order."""
    return [str(value) for value in library.metadata.get_all(field) or () if value]


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()
