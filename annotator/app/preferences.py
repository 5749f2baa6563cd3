"""A person's preferences, kept beside the projects and not in them.

The settings file is looked at before Qt reads it, and set aside where it is no settings file.
"""

import hashlib
import sys
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from annotator.files.account import account_name
from annotator.files.identities import KeptIds, identities_path, is_id
from annotator.files.regular_files import absolute_path, exists, read_regular
from annotator.files.table_columns import KeptColumns, table_columns_path
from annotator.people.model import Checker

_NAME = "Annotator"
_LIMIT = 1_000_000
"""Bytes; a file of settings that this program wrote has some thousands."""
_FOREIGN = (b"@Variant(", b"@DateTime(")
"""How Qt writes values of kinds that this program never keeps: some end the process when read."""


@dataclass(frozen=True, slots=True)
class KeptSettings:
    """Settings that can be read, and a sentence on the fault of their file; empty if none."""

    settings: QSettings
    trouble: str = ""


def kept_settings() -> KeptSettings:
    """Return the settings of this program for the person at the computer.

    A file of settings that cannot be read is set aside under another name, or left where that
    cannot be done; then the program starts with none.
    """
    # elsewhere they are no file, or one that the system takes care of
    if sys.platform in {"win32", "darwin"}:
        return KeptSettings(_own())
    # Qt itself must not look for it: to make a QSettings is to read the file
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    path = Path(folder, _NAME, f"{_NAME}.conf")
    why = _fault(path)
    if not why:
        return _writable(_own(), path)
    aside = path.with_name(f"{path.name}.unreadable")
    with suppress(OSError):
        path.replace(aside)
        told = f"The settings could not be read ({why}), so the defaults are used."
        return KeptSettings(_own(), f"{told} The file is kept as {aside}.")
    # settings of no file, which last as long as the program runs
    return KeptSettings(
        QSettings("", QSettings.Format.IniFormat),
        f"The settings in {path} cannot be read ({why}), so the defaults are used, and what you "
        "change lasts until you close the program.",
    )


def _own() -> QSettings:
    return QSettings(_NAME, _NAME)


def _fault(path: Path) -> str:
    """Return the fault of a file in a few words; empty where it can be read or does not exist."""
    if not exists(path) and not path.is_symlink():
        return ""
    try:
        data = read_regular(path, _LIMIT)
    except OSError as error:
        return error.strerror or str(error)
    if b"\x00" in data or any(mark in data for mark in _FOREIGN):
        return "the file is damaged"
    return ""


def _writable(settings: QSettings, path: Path) -> KeptSettings:
    if settings.status() is QSettings.Status.FormatError:
        return KeptSettings(settings, f"Some of the settings in {path} could not be read.")
    if settings.isWritable():
        return KeptSettings(settings)
    return KeptSettings(
        settings,
        f"Settings cannot be saved in {path}, so what you change lasts until you close the "
        "program.",
    )


Kept = TypeVar("Kept")

_FONT_SIZE = 13
_FONT_SIZES = range(6, 73)
_INTERFACE_SIZES = range(100, 201)
_RECENT = 10
_ARTICLES = 200
"""The number of articles of a project whose places are remembered."""
_OWN_WORDS = 5_000
"""Words of one's own that are remembered."""
_LONGEST_NAME = 200
_LONGEST = 4096
"""Characters of any other setting: as many as a path may have."""
_WORDS = {
    "checker": "your name",
    "scheme": "light or dark",
    "font size": "the size of article text",
    "interface size": "the size of the interface",
    "recent commands": "recently used commands",
    "window": "the window’s place",
    "recent": "recent projects",
    "reopen": "whether the last project is opened again",
    "places": "where you were in a project",
    "tops": "your place in articles",
    "folded": "what is folded",
    "splits": "the sizes of the panes",
    "claim columns": "the columns of the claims table",
    "claim order": "the order of claims",
    "table columns": "the columns of imported tables",
    "report kind": "the last report’s kind",
    "report form": "the last report’s format",
    "keys": "some of your own keys",
    "single keys": "where single keys work",
    "spelling": "whether spelling is checked",
    "spelling language": "the language for spelling",
    "own words": "your own words",
    "watch": "whether the files of articles are watched",
    "article files": "the files of articles",
    "identities": "your checker id",
}
"""The name of a setting in a sentence, by its key or the folder of its key."""
_SINGLE_KEYS = ("outside fields", "in the text", "off")
_SCHEMES = ("system", "light", "dark", "high-contrast-light", "high-contrast-dark")


class Preferences:
    """Name, sizes of type, light or dark, and the window's place, as this computer keeps them.

    A setting that this program cannot have written counts as not set, and ``trouble`` says so.
    """

    normal_font_size = _FONT_SIZE

    def __init__(self, settings: QSettings | None = None) -> None:
        kept = kept_settings() if settings is None else KeptSettings(settings)
        self._settings = kept.settings
        self._trouble = kept.trouble
        self._unusable: dict[str, None] = {}
        beside = None if settings is None else settings.fileName()
        self._ids = KeptIds(Path(f"{beside}.ids") if beside is not None else identities_path())
        tables = Path(f"{beside}.tables") if beside is not None else table_columns_path()
        self._tables = KeptColumns(tables)

    def trouble(self) -> str:
        """Return a sentence or two on the unusable settings among the settings read, or ""."""
        told = [self._trouble]
        if self._unusable:
            names = ", ".join(self._unusable)
            told.append(f"Some settings could not be read, so their defaults are used: {names}.")
        return " ".join(filter(None, told))

    @property
    def proposed_name(self) -> str:
        """The name to propose to the user: the present one, or that of the account; else empty."""
        return self.checker or account_name()

    @property
    def checker(self) -> str:
        """The name under which the user works; empty until they have said it."""
        name = self._text("checker", longest=_LONGEST_NAME)
        # bytes that are no text were read as this sign, and are nobody's name
        return self._unset("checker", "") if "\ufffd" in name else name

    @checker.setter
    def checker(self, name: str) -> None:
        self._settings.setValue("checker", name)

    def identity(self, name: str) -> str:
        """Return the id under which a checker of this name first worked here; empty if none did."""
        return next(iter(self.identities(name)), "")

    def identities(self, name: str) -> tuple[str, ...]:
        """Return the ids of the checker of this name at this computer, the first one first."""
        found = self._text(f"identities/{_key(name)}")
        before = found if not found or is_id(found) else self._unset("identities", "")
        return tuple(dict.fromkeys(filter(None, (before, *self._ids.of(name)))))

    def keep_identity(self, checker: Checker, name: str = "") -> None:
        """Keep the id under which a checker works, so that every project knows the checker.

        Args:
            checker: The checker's record in a project.
            name: The name of the checker at this computer, if the record has another one.
        """
        name = name or checker.name
        for identity in (*self.identities(name), checker.id):
            self._ids.keep(name, identity)

    @property
    def scheme(self) -> str:
        """Return a scheme of the theme, or ``system``."""
        return self._text("scheme", "system", among=_SCHEMES)

    @scheme.setter
    def scheme(self, scheme: str) -> None:
        self._settings.setValue("scheme", scheme)

    @property
    def font_size(self) -> int:
        """The size of article text in points."""
        return self._number("font size", _FONT_SIZE, _FONT_SIZES)

    @font_size.setter
    def font_size(self, points: int) -> None:
        self._settings.setValue("font size", points)

    @property
    def interface_size(self) -> int:
        """The size of the interface's type in percent of the system's."""
        return self._number("interface size", 100, _INTERFACE_SIZES)

    @interface_size.setter
    def interface_size(self, percent: int) -> None:
        self._settings.setValue("interface size", percent)

    @property
    def recent_commands(self) -> list[str]:
        """The ids of the commands chosen last in the palette, the newest first."""
        return self._text("recent commands").split()

    def remember_command(self, name: str, many: int) -> None:
        """Remember a command as the newest of so many."""
        others = [known for known in self.recent_commands if known != name]
        self._settings.setValue("recent commands", " ".join([name, *others][:many]))

    @property
    def window(self) -> QByteArray:
        """Where the window was."""
        return self._bytes("window")

    @window.setter
    def window(self, geometry: QByteArray) -> None:
        self._settings.setValue("window", geometry)

    @property
    def recent(self) -> list[Path]:
        """The projects opened last, the newest first.

        A path that depends on the folder of the start may lead to another project, and is left out.
        """
        known = map(Path, self._list("recent")[:_RECENT])
        return [path for path in known if path.is_absolute()]

    def remember(self, path: Path) -> None:
        """Keep that a project was opened."""
        path = absolute_path(path)
        others = [one for one in self.recent if one != path]
        self._settings.setValue("recent", [str(one) for one in (path, *others)][:_RECENT])

    def forget_recent(self) -> None:
        """Remember no project that was opened."""
        self._settings.remove("recent")

    @property
    def reopens(self) -> bool:
        """Whether the last project is opened when the program starts."""
        return self._text("reopen", "yes", among=("yes", "no")) == "yes"

    @reopens.setter
    def reopens(self, yes: bool) -> None:
        self._settings.setValue("reopen", "yes" if yes else "no")

    @property
    def checks_spelling(self) -> bool:
        """Whether words that are spelled wrong are underlined."""
        return self._text("spelling", "yes", among=("yes", "no")) == "yes"

    @checks_spelling.setter
    def checks_spelling(self, yes: bool) -> None:
        self._settings.setValue("spelling", "yes" if yes else "no")

    @property
    def spelling_language(self) -> str:
        """The name of the dictionary that is used; empty where it follows the article."""
        return self._text("spelling language", longest=_LONGEST_NAME)

    @spelling_language.setter
    def spelling_language(self, name: str) -> None:
        self._settings.setValue("spelling language", name)

    @property
    def own_words(self) -> list[str]:
        """Return the words that the user has called rightly spelled, the newest last."""
        return [word for word in self._list("own words") if len(word) <= _LONGEST_NAME]

    @own_words.setter
    def own_words(self, words: list[str]) -> None:
        self._settings.setValue("own words", words[-_OWN_WORDS:])

    def place(self, project: str) -> tuple[str, str, str] | None:
        """Return the user's place in a project: article, first code point seen, claim."""
        key = f"places/{_key(project)}"
        # the claim is empty where none was chosen
        found = self._list(key, empty=True)
        if len(found) == 3 and found[1].isdecimal() and len(found[1]) <= 10:
            return found[0], found[1], found[2]
        return self._unset(key, None) if found else None

    def keep_place(self, project: str, place: tuple[str, str, str]) -> None:
        """Remember the user's place in a project.

        Args:
            project: The id of the project.
            place: The id of the article, the first visible code point as a decimal number, and the
                id of the claim, empty where none is chosen.
        """
        self._settings.setValue(f"places/{_key(project)}", list(place))

    def tops(self, project: str) -> dict[str, int]:
        """Return the first code point seen in each article of a project, by the article's id."""
        found = self._list(f"tops/{_key(project)}")
        pairs = list(zip(found[::2], found[1::2], strict=False))
        usable = {name: int(top) for name, top in pairs if _is_number(top) and int(top) >= 0}
        return usable if len(usable) == len(pairs) else self._unset("tops", usable)

    def keep_tops(self, project: str, tops: dict[str, int]) -> None:
        """Remember the reading places in the articles of a project, for the articles left last.

        Args:
            project: The id of the project.
            tops: The first visible position in the text, in code points, by the id of the article.
        """
        last = list(tops.items())[-_ARTICLES:]
        self._settings.setValue(f"tops/{_key(project)}", [s for k, v in last for s in (k, str(v))])

    @property
    def watches_files(self) -> bool:
        """Whether a change of an article's file on this computer is noticed."""
        return self._text("watch", "yes", among=("yes", "no")) == "yes"

    @watches_files.setter
    def watches_files(self, yes: bool) -> None:
        self._settings.setValue("watch", "yes" if yes else "no")
        if not yes:
            self._settings.remove("article files")

    def article_file(self, article_id: str) -> tuple[Path, str] | None:
        """Return the file that an article came from, and the state in which it was last seen."""
        return self._article_files().get(article_id)

    def keep_article_file(self, article_id: str, path: Path, state: str = "") -> None:
        """Remember the file that an article came from, for the articles added or seen last.

        Args:
            article_id: The id of the article.
            path: The file.
            state: The state in which it was last seen, as the watch of files has it; empty while
                nobody has looked.
        """
        self._keep_article_files({article_id: (absolute_path(path), state)})

    def keep_article_files(self, paths: Mapping[str, Path]) -> None:
        """Remember the files that articles came from.

        Args:
            paths: The file of each article, by the id of the article.
        """
        self._keep_article_files({name: (absolute_path(p), "") for name, p in paths.items()})

    def _keep_article_files(self, found: Mapping[str, tuple[Path, str]]) -> None:
        if not self.watches_files:
            return
        files = {name: kept for name, kept in self._article_files().items() if name not in found}
        files |= found
        last = list(files.items())[-_ARTICLES:]
        self._settings.setValue(
            "article files", [s for key, (kept, seen) in last for s in (key, str(kept), seen)]
        )

    def _article_files(self) -> dict[str, tuple[Path, str]]:
        # the state is empty where nobody has looked
        found = self._list("article files", empty=True)
        rows = zip(found[::3], found[1::3], found[2::3], strict=False)
        return {name: (Path(path), state) for name, path, state in rows if name and path}

    def is_folded(self, section: str) -> bool:
        """Return whether a section of the details is folded; none is until the user folds it."""
        return self._text(f"folded/{section}", "no", among=("yes", "no")) == "yes"

    def keep_fold(self, section: str, folded: bool) -> None:
        """Remember whether a section of the details is folded."""
        self._settings.setValue(f"folded/{section}", "yes" if folded else "no")

    def split(self, name: str) -> QByteArray:
        """Return the state of the splitter of this name; empty until the user moves it."""
        return self._bytes(f"splits/{name}")

    def keep_split(self, name: str, state: QByteArray) -> None:
        """Remember how the splitter of this name stands."""
        self._settings.setValue(f"splits/{name}", state)

    @property
    def claim_columns(self) -> QByteArray:
        """The columns of the table of claims and their widths; empty until the user sets them."""
        return self._bytes("claim columns")

    @claim_columns.setter
    def claim_columns(self, state: QByteArray) -> None:
        self._settings.setValue("claim columns", state)

    @property
    def claim_order(self) -> str:
        """The key by which lists of claims are ordered, with a minus in front where reversed."""
        return self._text("claim order")

    @claim_order.setter
    def claim_order(self, order: str) -> None:
        self._settings.setValue("claim order", order)

    @property
    def table_columns(self) -> dict[str, tuple[str, ...]]:
        """Return the codes as which the columns of tables come in, by a hash of their headings."""
        # earlier versions kept them among the settings, where the command line cannot read them
        lines = (line.split() for line in self._list("table columns"))
        return {digest: tuple(codes) for digest, *codes in lines} | self._tables.all()

    def keep_table_columns(self, digest: str, codes: Iterable[str]) -> None:
        """Remember as what the columns of a table come in, for the tables imported last.

        Args:
            digest: A hash of the headings, which does not tell them.
            codes: The code of each column.
        """
        self._tables.keep(digest, codes)

    @property
    def report_kind(self) -> str:
        """The kind of the last report; whether it named people is never kept."""
        return self._text("report kind", "internal")

    @report_kind.setter
    def report_kind(self, kind: str) -> None:
        self._settings.setValue("report kind", kind)

    @property
    def report_form(self) -> str:
        """The form of the last report."""
        return self._text("report form", "html")

    @report_form.setter
    def report_form(self, form: str) -> None:
        self._settings.setValue("report form", form)

    @property
    def single_keys(self) -> str:
        """The places where keys of a single letter, digit or sign act."""
        return self._text("single keys", _SINGLE_KEYS[0], among=_SINGLE_KEYS)

    @single_keys.setter
    def single_keys(self, where: str) -> None:
        self._settings.setValue("single keys", where)

    def own_keys(self) -> dict[str, str]:
        """Return the keys that the user gave to commands, by the command's id."""
        self._settings.beginGroup("keys")
        kept: dict[str, object] = {n: self._settings.value(n) for n in self._settings.childKeys()}
        self._settings.endGroup()
        found = {n: line for n, line in kept.items() if isinstance(line, str)}
        usable = {n: line for n, line in found.items() if _is_line(line, _LONGEST)}
        return usable if len(usable) == len(kept) else self._unset("keys", usable)

    def keep_own_keys(self, keys: Mapping[str, str]) -> None:
        """Keep these keys of commands, and no others.

        Args:
            keys: The keys of each command in a line, by the command's id.
        """
        self._settings.remove("keys")
        for name, line in keys.items():
            self._settings.setValue(f"keys/{name}", line)

    def doubt_own_keys(self) -> None:
        """Remember to say that some of the keys could not be used."""
        self._unset("keys", None)

    def _value(self, key: str) -> object:
        found: object = self._settings.value(key)
        return found

    def _text(
        self,
        key: str,
        default: str = "",
        *,
        among: Collection[str] = (),
        longest: int = _LONGEST,
    ) -> str:
        found = self._value(key)
        if found is None:
            return default
        if isinstance(found, str) and _is_line(found, longest) and (not among or found in among):
            return found
        return self._unset(key, default)

    def _number(self, key: str, default: int, among: range) -> int:
        found = self._value(key)
        if found is None:
            return default
        # the formats of some systems keep numbers as words
        number = int(found) if isinstance(found, str) and _is_number(found) else found
        if isinstance(number, int) and number in among:
            return number
        return self._unset(key, default)

    def _bytes(self, key: str) -> QByteArray:
        found = self._value(key)
        if found is None or isinstance(found, QByteArray):
            return found or QByteArray()
        return self._unset(key, QByteArray())

    def _list(self, key: str, *, empty: bool = False) -> list[str]:
        found = self._value(key)
        if found is None:
            return []
        # a list of one is kept as a word by some of Qt's formats, and an empty one as no word
        words = found if isinstance(found, list) else [found] if found != "" else []
        usable = [w for w in words if isinstance(w, str) and _is_line(w, _LONGEST) and (w or empty)]
        return usable if len(usable) == len(words) else self._unset(key, usable)

    def _unset(self, key: str, default: Kept) -> Kept:
        """Take the default for a setting that cannot be used, and remember to say so."""
        self._unusable[_WORDS.get(key.partition("/")[0], key)] = None
        return default


def _is_line(words: str, longest: int) -> bool:
    """Return whether a setting is words of a single line, without half characters."""
    return len(words) <= longest and all(ord(sign) >= 32 for sign in words)


def _is_number(words: str) -> bool:
    return words.isascii() and words.removeprefix("-").isdecimal() and len(words) <= 10


def _key(words: str) -> str:
    """Return a name for a path or a person without /, which settings take for their own folders."""
    # a path may hold bytes that are no text, which Python keeps as halves of characters
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:32]
