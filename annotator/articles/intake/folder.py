"""Folders of files: the files in them that articles are read from, and all that is in those."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.articles.intake.reader import LIMIT, SUFFIXES, read_articles
from annotator.articles.model import Changes, Draft
from annotator.files.regular_files import is_folder
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of, form_for

_MOST = 10 * LIMIT
"""Bytes of the files that are read at once: they wait in memory till all are added."""
_NAMED = 10
"""The most files that failed that are told of one by one."""
_LOCK = "~$"
"""The beginning of the name of a file by which a word processor marks another as open."""
_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})


@dataclass(frozen=True, slots=True)
class FilesFound:
    """The files of folders: those of kinds that are read, and how many others were passed over."""

    files: tuple[Path, ...]
    hidden: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class FilesRead:
    """What several files hold; ``failed`` are sentences on those that could not be read."""

    drafts: tuple[Draft, ...]
    failed: tuple[str, ...]
    found: FilesFound

    @property
    def summary(self) -> str:
        """Return what was not taken, in sentences; nothing where all was."""
        told = [*self.failed[:_NAMED]]
        more = len(self.failed) - _NAMED
        if more > 0:
            told.append(f"And {more} more {form_for(more, 'file', 'files')} could not be read.")
        passed = [
            count_of(self.found.hidden, "hidden file") if self.found.hidden else "",
            count_of(self.found.others, "file of another kind", "files of other kinds")
            if self.found.others
            else "",
        ]
        if any(passed):
            told.append(f"Passed over: {' and '.join(filter(None, passed))}.")
        return " ".join(told)


def find_files(paths: Iterable[Path]) -> FilesFound:
    """Return the files that are named, and those within folders that are named, by their names.

    Links to folders are not followed, and hidden folders not entered.
    """
    files: list[Path] = []
    hidden = others = 0
    for path in paths:
        if not is_folder(path):
            files.append(path)
            continue
        for file in _within(path):
            if _is_hidden(file.name):
                hidden += 1
            elif file.suffix.lower() in SUFFIXES:
                files.append(file)
            else:
                others += 1
    return FilesFound(tuple(files), hidden, others)


def read_files(
    found: FilesFound,
    encoding: str | None = None,
    *,
    whole: bool = False,
    changes: Changes = "accepted",
    progress: Progress = unwatched,
) -> FilesRead:
    """Read the articles in files; one that cannot be read holds up no other.

    Args:
        found: The files.
        encoding: The encoding that their bytes are read with, instead of the likeliest.
        whole: Whether all of web pages is taken, and not the articles in them alone.
        changes: How the tracked changes of documents are taken.
        progress: Told how many files were read.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    drafts: list[Draft] = []
    failed: list[str] = []
    size = 0
    for number, file in enumerate(found.files):
        progress(number, len(found.files))
        try:
            taken = read_articles(file, encoding=encoding, whole=whole, changes=changes)
        except AnnotatorError as error:
            failed.append(str(error))
            continue
        size += _size(taken)
        if size > _MOST:
            failed.append(
                f"From “{file.name}” on files were left: {_MOST // 10**6} MB are the most that "
                "can be added at once."
            )
            break
        drafts += taken
    return FilesRead(tuple(drafts), tuple(failed), found)


def _size(drafts: Sequence[Draft]) -> int:
    original = drafts[0].original if drafts else None
    return len(original.data) if original else 0


def _within(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        yield from (Path(place, name) for name in sorted(names))


def _is_hidden(name: str) -> bool:
    return name.startswith((".", _LOCK)) or name.lower() in _OF_SYSTEMS
