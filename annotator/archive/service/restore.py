"""Making a project again from its JSON: all of it as one step, or nothing.

What is read is trusted in nothing: every value, id, reference, place and hash is proved before a
row is written. Files that were attached come back by name, size and SHA-256; their bytes are not
in the JSON, and the project goes on knowing that it has not got them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.archive import checks
from annotator.archive.reader import ReadProject, read_project
from annotator.archive.repository.dump import check, fitting
from annotator.backups.model import Reason
from annotator.backups.service.backups import kept_before
from annotator.files.regular_files import FileTooLarge, read_regular
from annotator.kernel.errors import InvalidValue, NotRestored, ProjectNotEmpty
from annotator.kernel.excerpts import excerpt
from annotator.kernel.progress import Progress, unwatched
from annotator.people.model import Checker
from annotator.project import Clock, Project
from annotator.schema.kinds import RefusedValue

LIMIT = 2_000_000_000
"""Bytes of a file that is read at all."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came into a project; ``missing`` are the names of the files that did not."""

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
    """Make a new project at ``path`` of the JSON in ``source``.

    It is the work of the checker called ``by``, who must be in the file; of its only one, where
    nobody is named; else of nobody.

    Raises:
        NotRestored: the file is no sound project, or cannot be read.
        InvalidValue: ``by`` is nobody in the file.
        ProjectError: something stands at ``path``, or nothing can be written there.
        Cancelled: ``progress`` asked to stop. Whatever is raised, nothing was written.
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
    """Bring the JSON in ``source`` into a project that is empty, as one step.

    A ``backup`` is made first, if anything was ever done in the project.

    Raises:
        StoppedForBackup: no backup could be made.
        ProjectNotEmpty: there is something in it.
        NotRestored, InvalidValue, ProjectError, Cancelled: as ``restore``.
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
    for checker in people:
        if checker.name == name:
            return checker
    known = ", ".join(checker.name for checker in people) or "nobody"
    raise InvalidValue("Name", f"choose somebody who is in the file: {known}")


def _read(source: Path, progress: Progress) -> ReadProject:
    found = read_project(_decoded(_bytes(source), source.name), source.name)
    checks.check(found, progress)
    return found


def _bytes(source: Path) -> bytes:
    try:
        return read_regular(source, LIMIT)
    except FileTooLarge as error:
        why = f"It is larger than {LIMIT / 1e9:.0f} GB"
        raise NotRestored(source.name, "", why) from error
    except OSError as error:
        raise NotRestored(source.name, "", f"It cannot be read: {error.strerror}") from error


def _decoded(data: bytes, name: str) -> object:
    """The document as JSON has it: strictly, with every name in an object once."""
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_number
        )
    except UnicodeDecodeError as error:
        raise NotRestored(name, "", f"It is no UTF-8, at byte {error.start}") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise NotRestored(name, where, "this is not JSON; the file may be cut short") from error
    except RecursionError as error:
        raise NotRestored(name, "", "Its lists are nested far too deeply") from error
    except RefusedValue as error:
        raise NotRestored(name, "", str(error)) from error
    except ValueError as error:
        raise NotRestored(name, "", "A number in it is far too long") from error


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RefusedValue(f"“{excerpt(twice, 60)}” stands twice in one object")
    return found


def _no_number(word: str) -> object:
    raise RefusedValue(f"{word} is not a number")
