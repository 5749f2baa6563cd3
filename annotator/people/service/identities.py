"""The ids of the person at this computer, and the person's record in a project.

A person is an id, and not a name: two people may be called Alex. The ids stand in a small file
beside the settings, which the window and the command line share; names stand there as hashes.
"""

import hashlib
import json
import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from platformdirs import user_config_path

from annotator.files.regular_files import read_regular
from annotator.people.model import Checker
from annotator.project import Project
from annotator.storage.ids import new_id

_LARGEST = 1_000_000
_MOST = 200
"""The number of ids that are kept for a name; the first is the one for new projects."""


def identities_path() -> Path:
    """Return the path of the file with the ids of the person at this computer."""
    return user_config_path("Annotator", appauthor=False) / "identities.json"


class KeptIds:
    """The ids under which the person at this computer works, by name.

    A file that cannot be read holds none, and one that cannot be written keeps none: then the
    person is asked again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, name: str) -> tuple[str, ...]:
        """Return the ids of the person of this name, that for new projects first."""
        return tuple(self._read().get(_key(name), ()))

    def keep(self, name: str, identity: str) -> None:
        """Keep an id of the person of this name, after the ids that are known."""
        known = self._read()
        ids = known.setdefault(_key(name), [])
        if identity not in ids and len(ids) < _MOST:
            ids.append(identity)
            self._write(known)

    def _read(self) -> dict[str, list[str]]:
        try:
            found = json.loads(read_regular(self._path, _LARGEST))
        except (OSError, ValueError, RecursionError):
            return {}
        kept = found if isinstance(found, dict) else {}
        return {name: [*filter(is_id, ids)] for name, ids in kept.items() if isinstance(ids, list)}

    def _write(self, known: dict[str, list[str]]) -> None:
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with part.open("w", encoding="ascii") as stream:
                    json.dump(known, stream)
                part.replace(self._path)
            finally:
                part.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Recognition:
    """The records of a project that may be the person's who opens it.

    ``own`` is the record under an id of the person; ``namesake`` a record of the person's name
    that another computer made, where there is no own record.
    """

    own: Checker | None = None
    namesake: Checker | None = None


def recognize(project: Project, name: str, ids: Sequence[str]) -> Recognition:
    """Find the person of this name among the people of a project.

    Args:
        project: The project.
        name: The name of the person at this computer.
        ids: The ids under which the person works.
    """
    people = project.people
    own = next(filter(None, map(people.find, ids)), None)
    return Recognition(own) if own else Recognition(namesake=people.named(name))


def name_apart(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken, as “Alex (2)” where there is an Alex."""
    tries = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return next(each for each in tries if each not in taken)


def own_id(ids: Sequence[str]) -> str:
    """Return the id for a new record of the person: the first that is known, or a new id."""
    return ids[0] if ids else new_id()


def is_id(words: object) -> bool:
    """Return whether a word is an id of a person."""
    try:
        return isinstance(words, str) and str(UUID(words)) == words
    except ValueError:
        return False


def _key(name: str) -> str:
    """Return a name as it is kept: as a hash, of any kind of words."""
    return hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:32]
