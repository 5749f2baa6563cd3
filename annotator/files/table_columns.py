"""As what the columns of tables came in the last time, for the window and the command line alike.

It stands in a small file beside the settings; headings stand there as hashes.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from platformdirs import user_config_path

from annotator.files.documents import write_whole
from annotator.files.regular_files import read_regular
from annotator.kernel.errors import ExportFailed

_LARGEST = 1_000_000
_TABLES = 100
"""Tables of which it is remembered as what their columns come in."""
_LONGEST = 4096
"""Characters of the codes of a table's columns."""


def table_columns_path() -> Path:
    """Return the path of the file with the columns of the tables imported at this computer."""
    return user_config_path("Annotator", appauthor=False) / "table-columns.json"


class KeptColumns:
    """The codes as which the columns of tables came in, by a hash of their headings.

    A file that cannot be read holds none, and one that cannot be written keeps none: then the
    columns are proposed again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> dict[str, tuple[str, ...]]:
        """Return the codes of the columns of each table, those imported last at the end."""
        try:
            found = json.loads(read_regular(self._path, _LARGEST))
        except (OSError, ValueError, RecursionError):
            return {}
        kept = found if isinstance(found, dict) else {}
        return {
            digest: tuple(codes)
            for digest, codes in kept.items()
            if isinstance(codes, list) and all(isinstance(code, str) for code in codes)
        }

    def keep(self, digest: str, codes: Iterable[str]) -> None:
        """Remember as what the columns of a table come in, for the tables imported last.

        Args:
            digest: A hash of the headings, which does not tell them.
            codes: The code of each column.
        """
        mine = tuple(codes)
        if sum(map(len, mine)) > _LONGEST:
            return
        others = [(known, kept) for known, kept in self.all().items() if known != digest]
        newest = dict([*others, (digest, mine)][-_TABLES:])
        with suppress(OSError, ExportFailed):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps(newest).encode())
