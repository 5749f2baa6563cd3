"""The ids of the people at this computer, by name.

A person is an id, and not a name: two people may be called Alex. The ids stand in a small file
beside the settings, which the window and the command line share; names stand there as hashes.
"""

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from platformdirs import user_config_path

from annotator.files.documents import write_whole
from annotator.files.regular_files import read_regular
from annotator.kernel.errors import ExportFailed
from annotator.kernel.text_folding import spell_name

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
        return tuple(_ids_of(name, self._read()))

    def keep(self, name: str, identity: str) -> None:
        """Keep an id of the person of this name, after the ids that are known."""
        known = self._read()
        ids = _ids_of(name, known)
        if identity not in ids and len(ids) < _MOST:
            known[_key(spell_name(name))] = [*ids, identity]
            self._write(known)

    def _read(self) -> dict[str, list[str]]:
        try:
            found = json.loads(read_regular(self._path, _LARGEST))
        except (OSError, ValueError, RecursionError):
            return {}
        kept = found if isinstance(found, dict) else {}
        return {name: [*filter(is_id, ids)] for name, ids in kept.items() if isinstance(ids, list)}

    def _write(self, known: dict[str, list[str]]) -> None:
        with suppress(OSError, ExportFailed):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps(known).encode())


def is_id(words: object) -> bool:
    """Return whether a word is an id of a person."""
    try:
        return isinstance(words, str) and str(UUID(words)) == words
    except ValueError:
        return False


def _ids_of(name: str, known: dict[str, list[str]]) -> list[str]:
    """Return the ids of a name, whether they were kept in its very letters or as it is compared."""
    keys = (_key(spell_name(name)), _key(name))
    return [*dict.fromkeys(identity for key in keys for identity in known.get(key, ()))]


def _key(name: str) -> str:
    """Return a name as it is kept: as a hash, of any kind of words."""
    return hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:32]
