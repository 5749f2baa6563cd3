"""Figures about the history: commits with a body that says why."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MOVE = re.compile(r"(Move|Rename)\b")
TRAILER = re.compile(r"^[A-Z][a-z]*(-[a-z]+)+: .*$", re.MULTILINE)
FORMAT = "%x00%h%x01%s%x01%b%x01"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that is no merge."""

    name: str
    subject: str
    body: str
    renames: bool
    """Whether a file changed its path."""

    @property
    def is_move(self) -> bool:
        """Whether the commit is a plain move: it says so in its subject, and files were renamed."""
        return self.renames and bool(MOVE.match(self.subject))

    @property
    def says_why(self) -> bool:
        """Whether the body holds more than trailers (`Reviewed-by: …`)."""
        return bool(TRAILER.sub("", self.body).strip())


def read_commits(root: Path, since: str) -> list[Commit]:
    """Read the commits of a checkout after a commit, merges left out, from the newest on.

    Args:
        root: The folder of the checkout.
        since: A name that git knows of the commit before the first that counts.
    """
    given = ["--no-merges", "-M", "--name-status", f"--format={FORMAT}", f"{since}..HEAD"]
    done = subprocess.run(
        ["git", "-C", str(root), "log", *given], capture_output=True, text=True, check=True
    )
    return [_commit(record) for record in done.stdout.split("\0")[1:]]


def _commit(record: str) -> Commit:
    name, subject, body, files = record.split("\1")
    return Commit(name, subject, body.strip(), any(f.startswith("R") for f in files.splitlines()))


def silent_commits(commits: Sequence[Commit]) -> list[str]:
    """Return the commits that do not say why, plain moves left out."""
    return [f"{c.name} {c.subject}" for c in commits if not c.is_move and not c.says_why]
