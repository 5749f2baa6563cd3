"""The audit trail as files for other programs: CSV for spreadsheets, JSON for the rest.

Both tell all changes, newest first, with times in UTC, and call confidential people by their code
names. CSV has a line for every difference, under the names of ``COLUMNS``. JSON is a list of
objects, one a change, with these members in this order:

- ``seq``: the number of the change in this file; 0 for a change heard of in a merge
- ``id``, ``kind`` (do, undo, redo or setup), ``label``, ``checker``, ``at``
- ``article_id``, ``claim_id``: empty where the change is about no article or claim
- ``article`` (heading) and ``claim`` (number) of the same, or null
- ``undone``: null, or ``at`` and ``checker`` of the undo that took it back
- ``heard_in``: the file from which the change was merged, or null
- ``differences``: a list of ``what``, ``old``, ``new`` (null where it was not there), ``article``,
  ``claim`` and ``sentence``
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from annotator.audit.model import TrailEntry, TrailFilter, TrailPlace, ValueChange
from annotator.audit.service.reader import AuditReader
from annotator.disclosure.confidential_names import Disclosure, LeavingPassage, texts_in
from annotator.disclosure.service.secret_names import secret_names
from annotator.files.documents import no_more_open_than, whole_file
from annotator.kernel.changes import ChangePlace
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import local_moment
from annotator.project import Project
from annotator.reports.formats.csv_escape import defuse_formulas

COLUMNS = (
    *("When (UTC)", "Who", "What was done", "Kind", "Undone (UTC)", "Undone by", "From the file"),
    *("Article", "Claim", "What", "Before", "After"),
)
_BOM = b"\xef\xbb\xbf"

Json = dict[str, object]
Write = Callable[[BinaryIO, Iterable[TrailEntry]], None]


def write_csv(file: BinaryIO, entries: Iterable[TrailEntry]) -> None:
    """Write entries as RFC 4180 has it, in UTF-8 with a mark by which spreadsheets know it."""
    file.write(_BOM)
    words = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        writer = csv.writer(words)
        writer.writerow(COLUMNS)
        for entry in entries:
            writer.writerows(map(defuse_formulas, _lines(entry)))
    finally:
        words.flush()
        words.detach()  # whoever opened the file closes it


def write_json(file: BinaryIO, entries: Iterable[TrailEntry]) -> None:
    """Write entries as a JSON list, an entry at a time, in UTF-8."""
    between = b"[\n"
    for entry in entries:
        text = json.dumps(as_json(entry), ensure_ascii=False, indent=2)
        file.write(between + text.encode())
        between = b",\n"
    file.write(b"\n]\n" if between == b",\n" else b"[]\n")


FORMS: dict[str, Write] = {".csv": write_csv, ".json": write_json}
"""How a trail is written, by the ending of the file's name."""


def export(
    project: Project,
    asked: TrailFilter,
    target: Path,
    write: Write,
    progress: Progress = unwatched,
) -> None:
    """Write a trail to ``target``, whole or not at all.

    Raises:
        Cancelled: ``progress`` asked to stop, and no file was changed.
        ExportFailed: the file could not be written, and no file was changed.
    """
    with no_more_open_than(project.path), whole_file(target) as file:
        write(file, AuditReader(asked).each(project, progress))


def names_in_trail(
    project: Project, asked: TrailFilter, progress: Progress = unwatched
) -> list[Disclosure]:
    """The names of confidential people in all that a trail would say, newest first.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    names = secret_names(project)
    if not names:
        return []
    entries = AuditReader(asked).each(project, progress)
    found = names.slips(passage for entry in entries for passage in _passages(entry))
    return [*dict.fromkeys(found)]


def _passages(entry: TrailEntry) -> Iterator[LeavingPassage]:
    """Every text of an entry, under the time of its step."""
    change, spot = entry.change, entry.spot
    step = f"the step of {local_moment(change.at)}"
    place = ChangePlace(spot.article_id, spot.claim_id)
    # the label of the change itself is not told, but that of the entry
    told = replace(entry, change=replace(change, label=""), differences=())
    for _, _, words in texts_in(told):
        yield LeavingPassage(words, step, "", None, place)
    for difference in entry.differences:
        at = difference.spot
        there = ChangePlace(at.article_id, at.claim_id) if at.words else place
        for _, _, words in texts_in(difference):
            yield LeavingPassage(words, step, at.article, at.claim, there)


def as_json(entry: TrailEntry) -> Json:
    """An entry as JSON has it."""
    change, spot, undone = entry.change, entry.spot, entry.undone
    return {
        "seq": change.seq,
        "id": change.id,
        "kind": change.kind.value,
        "label": entry.label,
        "checker": change.checker,
        "at": change.at,
        "article_id": spot.article_id,
        "claim_id": spot.claim_id,
        "article": spot.article or None,
        "claim": spot.claim,
        "undone": {"at": undone.at, "checker": undone.checker} if undone else None,
        "heard_in": entry.heard_in or None,
        "differences": [_difference(entry, difference) for difference in entry.differences],
    }


def _difference(entry: TrailEntry, difference: ValueChange) -> Json:
    return {
        "what": difference.title,
        "old": difference.old,
        "new": difference.new,
        "article": difference.spot.article or None,
        "claim": difference.spot.claim,
        "sentence": entry.sentence(difference),
    }


def _lines(entry: TrailEntry) -> Iterator[list[str]]:
    """Return the cells of an entry: a line for every difference, and a line without any."""
    change, undone = entry.change, entry.undone
    taken_back = [undone.at, undone.checker] if undone else ["", ""]
    told = [change.at, change.checker, entry.label, change.kind.value, *taken_back, entry.heard_in]
    if not entry.differences:
        yield [*told, *_cells(entry.spot), "", "", ""]
    for found in entry.differences:
        spot = found.spot if found.spot.words else entry.spot
        yield [*told, *_cells(spot), found.title, found.old or "", found.new or ""]


def _cells(spot: TrailPlace) -> list[str]:
    return [spot.article, str(spot.claim or "")]
