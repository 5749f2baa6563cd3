"""No command makes a file of a private project that more people may read than the project."""

import os
from pathlib import Path

import pytest

from tests.cli.processes import verified
from tests.conftest import Annotator

COMMANDS = (
    ("export", "{}", "-o", "made.html"),
    ("export", "{}", "--format", "json", "-o", "made.json"),
    ("history", "{}", "--csv", "made.csv"),
    ("history", "{}", "--json", "-o", "made-trail.json"),
    ("package", "{}", "-o", "made-package.sqlite"),
    ("backups", "{}", "--make", "--keep", "30"),
    ("salvage", "{}", "-o", "made-salvaged.sqlite"),
    ("restore-backup", "{}", "newest"),
)


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX systems")
def test_of_a_private_project_everything_is_private(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    project.chmod(0o600)
    others = set(project.parent.rglob("*")) - {project}
    for command in COMMANDS:
        done = annotator(*(_in_folder(word, project) for word in command))
        assert done.returncode == 0, done.stderr
    made = set(project.parent.rglob("*")) - others
    assert len(made) > len(COMMANDS)
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []


def _in_folder(word: str, project: Path) -> Path | str:
    if word == "{}":
        return project
    return project.with_name(word) if word.startswith("made") else word
