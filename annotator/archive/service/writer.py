"""The whole project as JSON, for other programs and for making a project of it again.

It is written an article at a time, in UTF-8, under the names of ``archive/schema.py``; the
same project always gives the same bytes. Confidential sources and contacts are withheld as reports
withhold them, unless somebody chooses to show them; the file says at its top which of both it is.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from annotator.archive.redaction import JsonRedaction, Row
from annotator.archive.schema import FORMAT, PARTS, SHOWN, VERSION, WITHHELD, NestedTable
from annotator.files.documents import whole_file
from annotator.kernel.errors import InvalidValue
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.reports.choices import ReportChoices

LACKS = (
    "It holds the whole project, but of attached files only names, sizes and SHA-256, and not the "
    "history of changes, which the audit trail exports. Confidential sources and contacts are in "
    "it by code name only, unless you choose to show them; words that people typed are in it as "
    "they stand, notes and comments too."
)
_PIECES = 4096
"""Pieces of JSON, of a few characters each, that are written at once."""


def write_project(
    project: Project, choices: ReportChoices, target: Path, progress: Progress = unwatched
) -> None:
    """Write everything in the project to ``target``: whole or not at all.

    Raises:
        InvalidValue: something else was chosen than whether to show confidential sources.
        Cancelled: ``progress`` asked to stop, and nothing was changed.
        ExportFailed: the file could not be written, and nothing was changed.
    """
    if replace(choices, show_confidential=False) != ReportChoices():
        raise InvalidValue(
            "Everything, as JSON", "it always holds the whole project; leave the other choices out"
        )
    with whole_file(target) as file:
        _write(file, project, progress, withheld=not choices.show_confidential)


def _write(file: BinaryIO, project: Project, progress: Progress, *, withheld: bool) -> None:
    said = {"format": FORMAT, "version": VERSION, "confidential": WITHHELD if withheld else SHOWN}
    lines = (f" {json.dumps(name)}: {json.dumps(value)}" for name, value in said.items())
    file.write(("{\n" + ",\n".join(lines)).encode())
    telling = telling_of(project, withheld=withheld)
    for name in PARTS:
        file.write(f',\n "{name}": '.encode())
        _write_list(file, _things(project, name, telling, progress))
    file.write(b"\n}\n")


def telling_of(project: Project, *, withheld: bool) -> JsonRedaction:
    """What of the project may be told."""
    if not withheld:
        return JsonRedaction(None)
    return JsonRedaction(project.whole.confidential(), project.people.code_names())


def told(
    project: Project, name: str, telling: JsonRedaction, progress: Progress = unwatched
) -> Iterator[dict[str, object]]:
    """The things of one part, each with all that hangs on it.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    whole, shape, total = project.whole, PARTS[name], project.whole.count("articles")
    for number, row in enumerate(whole.rows(name)):
        found = whole.of_article(row["id"]) if name == "articles" else {}

        def under(hanging: NestedTable, owner: str) -> list[Row]:
            return [*found.get((hanging.shape.table, hanging.column, owner), ())]  # noqa: B023

        if name == "articles":
            progress(number, total)
        yield telling.tell(shape, row, under)


def _things(
    project: Project, name: str, telling: JsonRedaction, progress: Progress
) -> Iterator[Iterator[str]]:
    """The things of one part, each as pieces of JSON."""
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1)
    total = project.whole.count("articles")
    for number, thing in enumerate(told(project, name, telling, progress)):
        yield _watched(encoder.iterencode(thing), progress, number, total)
    if name == "articles":
        progress(total, total)


def _watched(pieces: Iterator[str], progress: Progress, number: int, total: int) -> Iterator[str]:
    """Pieces, many at a time and set in two places, with word of how far it is."""
    while some := "".join(islice(pieces, _PIECES)):
        progress(number, total)
        yield some.replace("\n", "\n  ")


def _write_list(file: BinaryIO, things: Iterator[Iterator[str]]) -> None:
    between = b"[\n  "
    for pieces in things:
        file.write(between)
        for piece in pieces:
            file.write(piece.encode())
        between = b",\n  "
    file.write(b"[]" if between.startswith(b"[") else b"\n ]")
