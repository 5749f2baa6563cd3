"""What a person prefers, kept beside the projects and not in them."""

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from annotator.domain.people import Checker

_FONT_SIZE = 14
_RECENT = 10


class Preferences:
    """Name, sizes of type, light or dark, and the window's place, as this computer keeps them."""

    normal_font_size = _FONT_SIZE

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings("Annotator", "Annotator")

    @property
    def login(self) -> str:
        """The name this computer knows the user by; empty when it knows none."""
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return ""

    @property
    def checker(self) -> str:
        """The name under which the user works; empty until they have said it."""
        return str(self._settings.value("checker", ""))

    @checker.setter
    def checker(self, name: str) -> None:
        self._settings.setValue("checker", name)

    def identity(self, name: str) -> str:
        """The id under which somebody of this name first worked here; empty if nobody did."""
        return str(self._settings.value(f"identities/{_key(name)}", ""))

    def keep_identity(self, checker: Checker) -> None:
        """Keep under which id somebody works, so that every project knows them again."""
        if not self.identity(checker.name):
            self._settings.setValue(f"identities/{_key(checker.name)}", checker.id)

    @property
    def scheme(self) -> str:
        """One of the theme's schemes, or ``system``."""
        return str(self._settings.value("scheme", "system"))

    @scheme.setter
    def scheme(self, scheme: str) -> None:
        self._settings.setValue("scheme", scheme)

    @property
    def font_size(self) -> int:
        """The size of article text in points."""
        return int(str(self._settings.value("font size", _FONT_SIZE)))

    @font_size.setter
    def font_size(self, points: int) -> None:
        self._settings.setValue("font size", points)

    @property
    def interface_size(self) -> int:
        """The size of the interface's type in percent of the system's."""
        return int(str(self._settings.value("interface size", 100)))

    @interface_size.setter
    def interface_size(self, percent: int) -> None:
        self._settings.setValue("interface size", percent)

    @property
    def recent_commands(self) -> list[str]:
        """The ids of the commands chosen last in the palette, the newest first."""
        return str(self._settings.value("recent commands", "")).split()

    def remember_command(self, name: str, many: int) -> None:
        """Remember a command as the newest of so many."""
        others = [known for known in self.recent_commands if known != name]
        self._settings.setValue("recent commands", " ".join([name, *others][:many]))

    @property
    def window(self) -> QByteArray:
        """Where the window was."""
        found = self._settings.value("window", QByteArray())
        return found if isinstance(found, QByteArray) else QByteArray()

    @window.setter
    def window(self, geometry: QByteArray) -> None:
        self._settings.setValue("window", geometry)

    @property
    def recent(self) -> list[Path]:
        """The projects opened last, the newest first."""
        return [Path(name) for name in _words(self._settings.value("recent", []))]

    def remember(self, path: Path) -> None:
        """Keep that a project was opened."""
        others = [one for one in self.recent if one != path]
        self._settings.setValue("recent", [str(one) for one in (path, *others)][:_RECENT])

    def forget_recent(self) -> None:
        """Remember no project that was opened."""
        self._settings.remove("recent")

    @property
    def reopens(self) -> bool:
        """Whether the last project is opened when the program starts."""
        return str(self._settings.value("reopen", "yes")) == "yes"

    @reopens.setter
    def reopens(self, yes: bool) -> None:
        self._settings.setValue("reopen", "yes" if yes else "no")

    def place(self, project: str) -> tuple[str, str, str] | None:
        """Where the user was in a project: article, first code point seen, claim."""
        found = _words(self._settings.value(f"places/{_key(project)}", []))
        return (found[0], found[1], found[2]) if len(found) == 3 else None

    def keep_place(self, project: str, place: tuple[str, str, str]) -> None:
        """Remember where the user is in a project."""
        self._settings.setValue(f"places/{_key(project)}", list(place))

    def is_folded(self, section: str) -> bool:
        """Whether a section of the details is folded; none is until somebody folds it."""
        return self._settings.value(f"folded/{section}", "no") == "yes"

    def keep_fold(self, section: str, folded: bool) -> None:  # noqa: FBT001 - a signal's slot
        """Remember whether a section of the details is folded."""
        self._settings.setValue(f"folded/{section}", "yes" if folded else "no")

    def split(self, name: str) -> QByteArray:
        """How the splitter of this name stood; empty when nobody has moved it yet."""
        found = self._settings.value(f"splits/{name}", QByteArray())
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep_split(self, name: str, state: QByteArray) -> None:
        """Remember how the splitter of this name stands."""
        self._settings.setValue(f"splits/{name}", state)

    @property
    def claim_columns(self) -> QByteArray:
        """Which columns the table of claims has, and how wide; empty until somebody chose."""
        found = self._settings.value("claim columns", QByteArray())
        return found if isinstance(found, QByteArray) else QByteArray()

    @claim_columns.setter
    def claim_columns(self, state: QByteArray) -> None:
        self._settings.setValue("claim columns", state)

    @property
    def claim_order(self) -> str:
        """What lists of claims are ordered by, with a minus in front for the other way round."""
        return str(self._settings.value("claim order", ""))

    @claim_order.setter
    def claim_order(self, order: str) -> None:
        self._settings.setValue("claim order", order)

    @property
    def report_kind(self) -> str:
        """The kind of the last report; whether it named anybody is never kept."""
        return str(self._settings.value("report kind", "internal"))

    @report_kind.setter
    def report_kind(self, kind: str) -> None:
        self._settings.setValue("report kind", kind)

    @property
    def report_form(self) -> str:
        """The form of the last report."""
        return str(self._settings.value("report form", "html"))

    @report_form.setter
    def report_form(self, form: str) -> None:
        self._settings.setValue("report form", form)


def _words(value: object) -> list[str]:
    # a list of one is kept as a word by some of Qt's formats
    return [str(one) for one in (value if isinstance(value, list) else [value]) if one is not None]


def _key(words: str) -> str:
    """A name for a path or a person that settings can have, which take / for their own folders."""
    return hashlib.sha256(words.encode()).hexdigest()[:32]
