"""The command that makes a project again from its JSON."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.opened import PATH, opened, project_argument

if TYPE_CHECKING:
    from annotator.services.restoring import Restored

_NAMED = 10
"""Missing files that are named before the others are only counted."""


@click.command()
@project_argument
@click.argument("file", metavar="FILE", type=PATH)
@click.option("--as", "who", metavar="CHECKER", default="", help="Who does it: one in the file.")
def restore(path: Path, file: Path, who: str) -> None:
    """Make PROJECT of FILE, a whole project that was exported as JSON.

    PROJECT is made anew, or is an empty project. It is one step, which “undo” takes back. The
    bytes of attached files and the history of changes are not in such a file.
    """
    from annotator.services import restoring  # noqa: PLC0415 - for a fast start

    if path.exists():
        with opened(path) as project:
            done = restoring.restore_into(project, file, by=who)
    else:
        done = restoring.restore(path, file, by=who)
    for line in _told(path, done):
        click.echo(line)


COMMANDS = (restore,)


def _told(path: Path, done: "Restored") -> Iterator[str]:
    yield f"Made {path}: {_counted(done.articles, 'article')}, {_counted(done.claims, 'claim')}."
    if done.withheld:
        yield "Confidential sources and contacts were withheld from the file: code names only."
    if done.missing:
        were = "was" if len(done.missing) == 1 else "were"
        named = ", ".join(f"“{name}”" for name in done.missing[:_NAMED])
        more = len(done.missing) - _NAMED
        others = f" and {more:,} more" if more > 0 else ""
        yield f"{_counted(len(done.missing), 'attached file')} {were} not in it: {named}{others}."
        them, they = ("it", "it is") if len(done.missing) == 1 else ("them", "they are")
        yield f"Attach {them} again, or merge the project that {they} in."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
