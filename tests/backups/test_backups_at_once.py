"""Two programs that make a backup in the same second: both make one, neither takes the other's."""

from datetime import UTC, datetime
from typing import Any

import pytest

from annotator.backups.policy import Reason
from annotator.project import Project
from annotator.storage import backup_files
from annotator.storage.backup_files import Backups
from tests.raw_file import raw_file

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_a_name_that_another_program_takes_meanwhile(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, copy, quicker = Backups(project.path), backup_files.copy_whole, [1, 2]

    def slowly(*given: Any) -> None:
        if quicker:
            quicker.pop()
            copy(raw_file(project), given[1])
        copy(*given)

    monkeypatch.setattr(backup_files, "copy_whole", slowly)
    made = kept.make(raw_file(project), AT, Reason.IMPORT)
    assert len(kept.found()) == 3
    assert made == kept.path_of(kept.found()[0])
