"""The common parts of commands: their PROJECT argument, the open project, the checker at work."""

import getpass
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.terminal import say
from annotator.kernel import file_whereabouts
from annotator.kernel.errors import InvalidValue, NotFound

if TYPE_CHECKING:
    from annotator.claims.fields import Claim
    from annotator.disclosure.confidential_names import Disclosure
    from annotator.project import Project

PATH = click.Path(path_type=Path)

project_argument = click.argument("path", metavar="PROJECT", type=PATH)


@contextmanager
def open_project(path: Path) -> "Iterator[Project]":
    """The project at ``path``, closed when the block ends."""
    from annotator.backups.service.backups import DayGuard, DueBackup
    from annotator.project import Project

    project = Project.open(path)
    if project.set_aside:
        kept = [file.name for file in project.set_aside]
        say(file_whereabouts.told(project.path.name, kept), err=True)
    project.guard = DayGuard(DueBackup.finish, lambda why: say(why, err=True))
    try:
        yield project
    finally:
        project.close()


def find_claim(project: "Project", article_id: str, number: int) -> "Claim":
    """Return the claim of a number in an article; say so where it was joined to another.

    Raises:
        NotFound: no claim has it, or had it.
    """
    claim = project.claims.numbered(article_id, number)
    if claim.number != number:
        say(f"Claim {number} was joined to claim {claim.number}.", err=True)
    return claim


def work_as(project: "Project", name: str | None) -> None:
    """Work as the named checker, or as the project's only checker, or as the user logged in.

    A newcomer is recorded with the first change, so that a failed try leaves no checker behind.

    Raises:
        InvalidValue: no name is given, and the system does not know the user either.
    """
    known = project.people.checkers()
    if name is None and len(known) == 1:
        name = known[0].name
    project.begin_as(_login_name() if name is None else name)


def work_as_known(project: "Project", name: str | None) -> None:
    """Work as a checker of the project; as no checker in particular when no name is given.

    Raises:
        NotFound: there is no checker of this name.
    """
    if name is None:
        return
    if project.people.named(name) is None:
        raise NotFound(f"Checker “{name}”")
    project.work_as(name)


def warn_of(slips: "Iterable[Disclosure]") -> None:
    """Print the names of confidential people about to leave, before any file is written."""
    for sentence in dict.fromkeys(slip.sentence for slip in slips):
        say(f"Look before you send it: {sentence}", err=True)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:  # OSError only from Python 3.13 on
        raise InvalidValue("Name", "give your name with --as") from error
