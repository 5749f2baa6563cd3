"""Restores a project from its JSON: the whole project as one change, or no file at all.

Every value, id, reference, place and hash is proved before a row is written. Attached files come
back by name, size and SHA-256; their bytes are not in the JSON, and the project keeps them listed
as missing.
"""

from dataclasses import dataclass
from pathlib import Path

from annotator.archive import reader
from annotator.archive.reader import ReadProject, read_project
from annotator.archive.repository.dump import check, fitting
from annotator.backups.policy import Reason
from annotator.backups.service.backups import kept_before
from annotator.files.regular_files import FileTooLarge, read_regular
from annotator.kernel.errors import InvalidValue, NotRestored, ProjectNotEmpty
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.text_folding import spell_name
from annotator.people.model import Checker
from annotator.project import Clock, Project

LIMIT = 2_000_000_000
"""Bytes of the largest file that is read at all."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The result of a restore.

    Attributes:
        missing: The names of the attached files without their bytes.
        withheld: Whether confidential sources and contacts were withheld from the file.
    """

    articles: int
    claims: int
    missing: tuple[str, ...]
    withheld: bool


def restore(
    path: Path,
    source: Path,
    *,
    by: str = "",
    progress: Progress = unwatched,
    clock: Clock | None = None,
) -> Restored:
    """Make a new project at ``path`` from the JSON in ``source``.

    Args:
        path: The new project, at which no file may stand.
        source: The JSON.
        by: The name of the checker in the file to whom the change belongs; empty for the only
            checker there, or for no checker where there are several.
        progress: Hears the rows written and the rows in all.
        clock: Tells the time of the change.

    Raises:
        NotRestored: The file is no sound project, or cannot be read.
        InvalidValue: ``by`` is no checker in the file.
        ProjectError: A file stands at ``path``, or none can be written there.
        Cancelled: ``progress`` asked to stop. After each error no file is left at ``path``.
    """
    found = _read(source, progress)
    check(found, {})
    who = _author(found, by)
    with Project.making(path, source, clock=clock) as project:
        project.checker = who
        return _write(project, found, source.name, progress)


def restore_into(
    project: Project,
    source: Path,
    *,
    by: str = "",
    progress: Progress = unwatched,
    backup: bool = True,
) -> Restored:
    """Bring the JSON in ``source`` into an empty project, as one change.

    Args:
        project: An empty project; it may have checkers.
        source: The JSON.
        by: The name of the checker in the file to whom the change belongs.
        progress: Hears the rows written and the rows in all.
        backup: Whether a backup is made first, if the project has a change.

    Raises:
        StoppedForBackup: No backup could be made.
        ProjectNotEmpty: The project holds more than checkers.
        NotRestored, InvalidValue, ProjectError, Cancelled: As ``restore``.
    """
    if not project.whole.is_empty():
        raise ProjectNotEmpty(str(project.path))
    found = _read(source, progress)
    check(found, {person.id: person.name for person in project.people.checkers()})
    if by or project.checker is None:
        project.checker = _author(found, by)
    # people alone, or what was removed again, may be in it
    wanted = backup and project.history.latest_seq() > 0
    with kept_before(project, Reason.RESTORE, progress, wanted=wanted):
        return _write(project, found, source.name, progress)


def _write(project: Project, found: ReadProject, name: str, progress: Progress) -> Restored:
    total = sum(1 for _ in found.each())
    with fitting(name), project.change(f"Imported from “{name}”") as change:
        if not project.whole.is_empty():  # somebody was quicker
            raise ProjectNotEmpty(str(project.path))
        change.whole.add(found, lambda done: progress(done, total))
        progress(total, total)
    articles = found.parts["articles"]
    return Restored(
        len(articles),
        sum(len(article.on("claims")) for article in articles),
        tuple(str(r.row["name"]) for r in found.each() if r.shape.table == "attachments"),
        found.withheld,
    )


def _author(found: ReadProject, name: str) -> Checker | None:
    people = [Checker(str(r.row["id"]), str(r.row["name"])) for r in found.parts["checkers"]]
    if not name:
        return people[0] if len(people) == 1 else None
    # the very name goes before the name in other capitals
    for checker in sorted(people, key=lambda person: person.name != name):
        if spell_name(checker.name) == spell_name(name):
            return checker
    known = ", ".join(checker.name for checker in people) or "nobody"
    raise InvalidValue("Name", f"choose somebody who is in the file: {known}")


def _read(source: Path, progress: Progress) -> ReadProject:
    found = read_project(_bytes(source), source.name)
    reader.check(found, progress)
    return found


def _bytes(source: Path) -> bytes:
    try:
        return read_regular(source, LIMIT)
    except FileTooLarge as error:
        why = f"It is larger than {LIMIT / 1e9:.0f} GB"
        raise NotRestored(source.name, "", why) from error
    except OSError as error:
        raise NotRestored(source.name, "", f"It cannot be read: {error.strerror}") from error
