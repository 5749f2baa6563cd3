"""The command that makes a project again from its JSON."""

from pathlib import Path

import click

from annotator.cli.context import PATH, opened, project_argument
from annotator.cli.terminal import say
from annotator.files.regular_files import exists


@click.command()
@project_argument
@click.argument("file", metavar="FILE", type=PATH)
@click.option(
    "--as",
    "who",
    metavar="CHECKER",
    default="",
    help="The name of one of the checkers in the file.",
)
@click.option("--without-backup", is_flag=True, help="Do not make a backup first.")
def restore(path: Path, file: Path, who: str, *, without_backup: bool) -> None:
    """Make PROJECT of FILE, a whole project that was exported as JSON.

    PROJECT is made anew, or is an empty project. It is a single step, which “undo” takes back. The
    bytes of attached files and the history of changes are not in an exported file. To go back to a
    backup, see “annotator restore-backup”.
    """
    from annotator.archive.service import restore
    from annotator.archive.service.summary import held, told

    if exists(path):
        with opened(path) as project:
            done = restore.restore_into(project, file, by=who, backup=not without_backup)
    else:
        done = restore.restore(path, file, by=who)
    say(f"Made {path}: {held(done)}.")
    for line in told(done):
        say(line)


COMMANDS = (restore,)
