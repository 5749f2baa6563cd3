"""Where the file of an open project has gone, with a sentence for each case.

The files of another project that lay beside it have their sentence too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


def told(project: str, kept: Sequence[str]) -> str:
    """The sentence for files of strangers that were put aside; ``kept`` are their new names."""
    what, names = ("A file", "it is") if len(kept) == 1 else ("Files", "they are")
    return (
        f"{what} beside “{project}” that another file left behind, after a crash or when one took "
        f"the other's place, had nothing to do with it and was not read; {names} kept as "
        f"{', '.join(f'“{name}”' for name in kept)}. If steps of yours are missing, keep that."
    )


class FileFate(Enum):
    """The fate of the file of an open project under the name it was opened by."""

    IN_PLACE = "in place"
    MOVED = "moved"
    """Its name is free, and the file has another name."""
    REPLACED = "replaced"
    """Another file has its name."""
    DELETED = "deleted"
    OVERWRITTEN = "overwritten"
    """Another program wrote other bytes into the file itself."""
    CUT_SHORT = "cut short"
    UNREACHABLE = "unreachable"
    """The drive or folder does not answer."""
    BACK = "back"
    """The same file again, which must be opened anew: its drive came back, or its log went."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The fate of a file; ``now`` is the file's present name, where that is known."""

    fate: FileFate
    path: str
    now: str = ""
    names: int = 1
    """How many names the file has on its disk: more than 1 is a hard link."""

    @property
    def is_in_place(self) -> bool:
        """Return whether the file can be read and written as before."""
        return self.fate is FileFate.IN_PLACE

    @property
    def sentence(self) -> str:
        """Return the fate of the file in a sentence for the user."""
        (folder, name), (new_folder, new_name) = _parts(self.path), _parts(self.now)
        if self.fate is FileFate.MOVED and folder == new_folder:
            return f"{name} is now called {new_name}."
        if self.fate is FileFate.MOVED and name == new_name:
            return f"{name} was moved to {new_folder}."
        return _SENTENCES[self.fate].format(path=self.path, now=self.now)


LINKED = (
    "{path} has a second name on this disk (a hard link). Two programs that open the file by two "
    "names would ruin it: open it by one name only, or delete the other one."
)

_SENTENCES = {
    FileFate.IN_PLACE: "{path} is where it was.",
    FileFate.MOVED: "{path} was moved: it is now {now}.",
    FileFate.REPLACED: "Another file has taken the place of {path}.",
    FileFate.DELETED: "{path} was deleted while it was open.",
    FileFate.OVERWRITTEN: "{path} was written over by another program while it was open.",
    FileFate.CUT_SHORT: "{path} was cut short by another program while it was open.",
    FileFate.UNREACHABLE: "The drive or folder of {path} cannot be reached at the moment.",
    FileFate.BACK: "{path} is back.",
}


def _parts(path: str) -> tuple[str, str]:
    """The folder of a path, and the name in it."""
    folder, _, name = path.rpartition("/" if "/" in path else "\\")
    return folder or path[:1], name
