"""The programs of others that judge ours; a test that asks one skips where it is not installed.

``tests/run.py`` installs them where it can. A program that is there, but does not work at all on
this machine, counts as not installed; one that works, but can do nothing with a file of ours, is a
verdict.
"""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.run import JUDGES

_SECONDS = 180
CHROMIUM_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-background-networking"),
)
"""For a machine without a screen, where root has no sandbox and little shared memory."""


def judge(name: str) -> str:
    """Return the path of a program; skips the test where it is not installed, or does not run."""
    path = installed(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    if not _runs(name, path):
        pytest.skip(f"{name} does not run on this machine")
    return path


def installed(name: str) -> str | None:
    """Return the path of a program, if it is installed."""
    return next(judge for judge in JUDGES if judge.name == name).found()


@cache
def _runs(name: str, path: str) -> bool:
    """Whether a program does the least that is asked of it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        try:
            if name.startswith("LibreOffice"):
                (folder / "a.txt").write_text("words", encoding="utf-8")
                return b"words" in _converted(path, folder / "a.txt", "fodt", folder)
            if name == "Chromium":
                said = _printed(path, *chromium_arguments(folder), "--dump-dom", "data:,words")
                return b"words" in said
            _printed(path, "-v" if name == "poppler" else "--version")
        except (OSError, subprocess.SubprocessError):
            return False
        return True


def _printed(*command: str) -> bytes:
    done = subprocess.run(
        command, capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS, check=True
    )
    return done.stdout


def chromium_arguments(folder: Path) -> tuple[str, ...]:
    """Return the arguments with which Chromium runs here, with a profile of its own in a folder."""
    return *CHROMIUM_OPTIONS, f"--user-data-dir={folder / 'profile'}"


def all_by_libreoffice(files: dict[str, bytes], form: str, folder: Path) -> dict[str, bytes]:
    """Return several documents as LibreOffice saves them in another form, by the same names.

    Args:
        files: The bytes of each, by the name of its file; one that cannot be saved is left out.
        form: As LibreOffice calls it: the ending, and after a colon the filter.
        folder: For the files.
    """
    program = judge("LibreOffice Writer")
    given, made = folder / "given", folder / f"made {form[:3]}"
    given.mkdir(exist_ok=True)
    for name, data in files.items():
        (given / name).write_bytes(data)
    _printed(
        *(program, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"),
        *("--convert-to", form, "--outdir", str(made), *(str(given / name) for name in files)),
    )
    ending = form.partition(":")[0]
    found = {name: made / f"{Path(name).stem}.{ending}" for name in files}
    return {name: path.read_bytes() for name, path in found.items() if path.exists()}


def by_libreoffice(data: bytes, name: str, form: str, folder: Path, read_as: str = "") -> bytes:
    """Return a document as LibreOffice saves it in another form.

    Args:
        data: The bytes of the document.
        name: The name of its file, whose ending says what it is.
        form: As LibreOffice calls it: the ending, and after a colon the filter.
        folder: For its file and for a profile of LibreOffice that no other process uses.
        read_as: The filter by which it is read; LibreOffice chooses one where nothing is said.
    """
    is_table = {"xlsx", "ods"} & {name.rpartition(".")[2], form.partition(":")[0]}
    program = judge("LibreOffice Calc" if is_table else "LibreOffice Writer")
    file = folder / name
    file.write_bytes(data)
    return _converted(program, file, form, folder, read_as)


def _converted(program: str, file: Path, form: str, folder: Path, read_as: str = "") -> bytes:
    made = folder / "saved" / f"{file.stem}.{form.partition(':')[0]}"
    _printed(
        *(program, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"),
        *([f"--infilter={read_as}"] if read_as else []),
        *("--convert-to", form, "--outdir", str(made.parent), str(file)),
    )
    return made.read_bytes()


def with_changes_by_libreoffice(data: bytes, act: str, folder: Path) -> str:
    """Return the text of a Word document whose tracked changes LibreOffice has all taken.

    Args:
        data: The bytes of the document.
        act: ``Accept`` or ``Reject``.
        folder: For its file and for a profile of LibreOffice that no other process uses.
    """
    program, profile = judge("LibreOffice Writer"), folder / "office"
    given, made = folder / "tracked.docx", folder / f"{act}.txt"
    given.write_bytes(data)
    by_libreoffice(data, "begun.docx", "txt", folder)  # a new profile takes no macros
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    for name, content in _MACRO.items():
        (library / name).write_text(content, encoding="utf-8")
    _printed(
        *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless"),
        f"macro:///Standard.Changes.Take({act},{given.as_uri()},{made.as_uri()})",
    )
    return made.read_text(encoding="utf-8-sig")


_TYPE = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0} PUBLIC "{1}" "{2}.dtd">\n'
_OFFICE = "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
_MACRO = {
    "script.xlb": _TYPE.format("library:library", _OFFICE, "library")
    + '<library:library xmlns:library="http://openoffice.org/2000/library"'
    ' library:name="Standard" library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Changes"/></library:library>',
    "Changes.xba": _TYPE.format("script:module", _OFFICE, "module")
    + """<script:module xmlns:script="http://openoffice.org/2000/script"
 script:name="Changes" script:language="StarBasic">
Sub Take(act As String, source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  frame = doc.CurrentController.Frame
  helper.executeDispatch(frame, ".uno:" + act + "AllTrackedChanges", "", 0, Array())
  Dim form(1) As New com.sun.star.beans.PropertyValue
  form(0).Name = "FilterName" : form(0).Value = "Text (encoded)"
  form(1).Name = "FilterOptions" : form(1).Value = "UTF8,LF"
  doc.storeToURL(target, form())
  doc.close(True)
End Sub
</script:module>""",
}
"""A library of macros in LibreOffice's Basic, by the names of its files."""


def text_by_libreoffice(data: bytes, name: str, folder: Path) -> str:
    """Return the text of a document as LibreOffice saves it."""
    made = by_libreoffice(data, name, "txt:Text (encoded):UTF8", folder)
    return made.decode("utf-8-sig")


def printed_by_chromium(page: str, folder: Path) -> bytes:
    """Return a web page as Chromium prints it to a file."""
    file, made = folder / "printed.html", folder / "printed.pdf"
    file.write_text(page, encoding="utf-8")
    made.unlink(missing_ok=True)
    printing = ("--no-pdf-header-footer", f"--print-to-pdf={made}", file.as_uri())
    _printed(judge("Chromium"), *chromium_arguments(folder), *printing)
    return made.read_bytes()


def text_by_poppler(data: bytes, folder: Path) -> str:
    """Return the words of a PDF file as poppler finds them."""
    file = folder / "judged.pdf"
    file.write_bytes(data)
    return _printed(judge("poppler"), "-enc", "UTF-8", str(file), "-").decode()


def book_by_pandoc(page: str, folder: Path) -> bytes:
    """Return a web page as a book, as pandoc makes it."""
    file, made = folder / "page.html", folder / "made.epub"
    file.write_text(page, encoding="utf-8")
    _printed(judge("pandoc"), "-o", str(made), str(file))
    return made.read_bytes()


def by_pandoc(data: bytes, name: str, folder: Path, *options: str, to: str = "plain") -> str:
    """Return a document as pandoc reads it, in a form that pandoc writes."""
    file = folder / name
    file.write_bytes(data)
    return _printed(judge("pandoc"), *options, "-t", to, str(file)).decode()
