"""Another project's file, opened only to be read: nothing is written to it or beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.files.drafts import private_folder
from annotator.files.project_format import VERSION
from annotator.files.regular_files import is_same
from annotator.kernel.errors import DamagedProject, SameProject
from annotator.storage import opening
from annotator.storage.project_file import PATIENCE, ProjectFile
from annotator.storage.salvage.page_order import in_order
from annotator.storage.sqlite_errors import told


@contextmanager
def other_file(path: Path, ours: ProjectFile) -> Iterator[ProjectFile]:
    """A file as it stands at one moment; one of an older version is read from an upgraded copy.

    Raises:
        ProjectNotFound, NotAProject, NewerProject, DamagedProject, OtherSchema, UnsoundRow: it
            cannot be used.
        Cancelled: what is under way in ours was asked to stop.
        SameProject: it is the project itself.
    """
    if is_same(path, ours.path):
        raise SameProject(str(path))
    file = opening.open_to_read(path, ours.asked)
    try:
        with file.still():
            opening.examine_once(file)
        if int(file.value("PRAGMA user_version")) < VERSION:
            with _upgraded(file) as copy, _still(copy):
                yield copy
        else:
            with _still(file):
                yield file
    finally:
        file.close()


@contextmanager
def _upgraded(file: ProjectFile) -> Iterator[ProjectFile]:
    with private_folder() as folder:
        target = folder / file.path.name
        file.copy_to(target)
        copy = opening.open_file(target, patience=PATIENCE, asked=file.asked, is_examined=True)
        copy.stop_when(file.asked)
        try:
            yield copy
        finally:
            copy.close()


@contextmanager
def _still(file: ProjectFile) -> Iterator[None]:
    """Within the block the file is as it was at its beginning, and its pages are in order."""
    with file.still():
        with told(file.path):
            if not in_order(file.connection):
                raise DamagedProject(str(file.path))
        yield
