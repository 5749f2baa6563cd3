"""The salvage of a damaged project: readable rows go into a new file, losses into a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from annotator.backups.salvage import Salvaged
from annotator.backups.service.list import ListedBackup, backups_of, count_in_words
from annotator.files import documents
from annotator.files.regular_files import exists
from annotator.kernel.file_names import name_beside, project_title
from annotator.kernel.moments import kept_moment
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of, local_moment
from annotator.storage.salvage.salvage import salvage as take_over

_HISTORY = ("changes", "change_rows", "merges", "causes", "heard_changes", "heard_rows")
_SILENT = {"texts", "contents", "joined", *_HISTORY}
"""Tables that a summary does not count one by one."""


@dataclass(frozen=True, slots=True)
class Rescue:
    """A new file with the saved rows, the report beside it, and the newest good backup."""

    source: Path
    path: Path
    report: Path
    found: Salvaged
    newest: ListedBackup | None


def salvage(path: Path, target: Path, progress: Progress = unwatched) -> Rescue:
    """Make a new project of the readable rows of a damaged project, with a report beside it.

    Raises:
        ProjectError, ExportFailed, Cancelled: and no project is left at the target.
    """
    now = datetime.now(UTC)
    found = take_over(path, target, kept_moment(now), progress)
    newest = next((one for one in backups_of(path) if one.is_sound), None)
    report = target.with_name(f"{project_title(target.name)} - what was lost.txt")
    rescue = Rescue(path, target, report, found, newest)
    text = "\n".join(report_lines(rescue, now)) + "\n"
    try:
        with documents.no_more_open_than(path):
            documents.write_whole(report, text.encode())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return rescue


def propose_path(path: Path) -> Path:
    """Return a free name for the salvage of a project, beside it."""
    number, found = 1, path.with_name(name_beside(path.name, " salvaged"))
    while exists(found):
        number += 1
        found = path.with_name(name_beside(path.name, f" salvaged {number}"))
    return found


def saved_words(found: Salvaged) -> str:
    """Return the saved rows, in a sentence."""
    words = [
        count_in_words(number, table)
        for table, number in found.kept.items()
        if number and table not in _SILENT
    ]
    return f"Saved: {', '.join(words)}." if words else "Nothing that you wrote could be saved."


def lost_words(found: Salvaged) -> str:
    """Return the losses, in a sentence or two."""
    words = [
        count_in_words(number, table)
        for table, number in found.lost.items()
        if number and _is_told(table)
    ]
    if not words:
        lost = "Nothing that you wrote is known to be lost."
    else:
        lost = f"Lost or in doubt: {', '.join(words)}."
    steps = found.lost.get("change_rows", 0)
    if steps:
        entries = count_of(steps, "entry of the history is", "entries of the history are")
        lost += f" {entries} lost, too."
    if found.bad_pages:
        pages = count_of(found.bad_pages, "page")
        lost += f" {pages} of the file could not be read, or only in part."
    return lost


def report_lines(rescue: Rescue, now: datetime) -> Iterator[str]:
    """Return the lines of the report, with every loss, row by row."""
    found = rescue.found
    yield f"What could be saved of {rescue.source}"
    yield f"into {rescue.path}, on {local_moment(now)}."
    yield ""
    yield saved_words(found)
    yield lost_words(found)
    back = sum(found.from_history.values())
    if back:
        yield (
            f"{back:,} of the things saved came from the history, because their own place "
            "was damaged."
        )
    if rescue.newest is not None:
        yield f"Newest good backup: {backup_words(rescue.newest)}"
        yield f"    {rescue.newest.path}"
    for finding in found.findings:
        yield f"Please check: {finding}"
    yield ""
    if found.losses:
        yield "Row by row:"
    for table, words, why in loss_lines(found):
        yield f"{table}: {why}" + (f": “{words}”" if words else "")
    left = sum(found.lost.values()) - sum(loss.many for loss in found.losses)
    if left > 0:
        yield f"… and {left:,} more."


def loss_lines(found: Salvaged) -> list[tuple[str, str, str]]:
    """Return the losses, each as its name, its readable words, and its reason."""
    return [(count_in_words(loss.many, loss.table), loss.words, loss.why) for loss in found.losses]


def backup_words(one: ListedBackup) -> str:
    """Return the time and the counts of a backup in words."""
    counts = one.counts or {}
    holds = ", ".join(count_in_words(number, table) for table, number in counts.items())
    return f"{local_moment(one.backup.at)}, {one.backup.reason.value}: {holds}."


def _is_told(table: str) -> bool:
    return table not in _HISTORY
