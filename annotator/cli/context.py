"""The common parts of commands: their PROJECT argument, the open project, the checker at work."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotator.cli.terminal import say
from annotator.kernel import file_whereabouts
from annotator.kernel.errors import InvalidValue, NotFound

if TYPE_CHECKING:
    from annotator.claims.fields import Claim
    from annotator.disclosure.confidential_names import Disclosure
    from annotator.project import Project

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
_ID = "annotator.as-id"
_SAME_PERSON = "annotator.same-person"

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


def as_options(command: Decorated) -> Decorated:
    """Give a command the options that say who is at work."""
    by_name = click.option("--as", "who", metavar="CHECKER", help="Your name.")
    by_id = click.option(
        "--as-id",
        metavar="ID",
        expose_value=False,
        callback=_remember_id,
        help="The id of your record, where somebody else has your name; see “annotator people”.",
    )
    is_same = click.option(
        "--same-person/--new-person",
        default=None,
        expose_value=False,
        callback=_remember_same,
        help="Whether somebody of your name from another computer, who is in PROJECT, is you.",
    )
    return by_name(by_id(is_same(command)))


def is_id_given() -> bool:
    """Return whether the command says by an id who is at work."""
    return bool(click.get_current_context().meta.get(_ID))


def work_as(project: "Project", name: str | None) -> None:
    """Work as the named checker, or as the project's only checker, or as the user logged in.

    A newcomer is recorded with the first change, so that a failed try leaves no checker behind.
    The id is kept at this computer, so that every project knows the same person.

    Raises:
        InvalidValue: no name is given, and the system does not know the user either.
        NotFound: no checker has the id that was given.
        UsageError: this computer does not know the person of this name, and nobody can be asked.
        Abort: somebody was asked, and would not say.
    """
    from annotator.files.identities import KeptIds, identities_path

    asked_id = click.get_current_context().meta.get(_ID, "")
    if asked_id:
        person = project.people.find(asked_id)
        if person is None:
            raise NotFound(f"The checker with the id {asked_id}")
        name, identity = name or person.name, person.id
        known_as = person.name
    else:
        known = project.people.checkers()
        if name is None and len(known) == 1 and _is_same_person() is not False:
            name = known[0].name
        name = _login_name() if name is None else name
        known_as, identity = _identify(project, name, KeptIds(identities_path()).of(name))
    KeptIds(identities_path()).keep(name, project.begin_as(known_as, identity).id)


def _identify(project: "Project", name: str, ids: Sequence[str]) -> tuple[str, str]:
    """Return the name and the id under which somebody works in a project.

    There is doubt about every record of the name that is not under an id of this computer.
    """
    from annotator.people.model import is_taken, name_apart

    found = project.people.recognize(name, ids)
    if found.own is not None:
        return found.own.name, found.own.id
    if found.namesake is None:
        return name, next(iter(ids), "")
    taken = {checker.name for checker in project.people.checkers()}
    other, is_same = name_apart(name, taken), _is_same_person()
    if is_same is not None:
        return (name, found.namesake.id) if is_same else (other, next(iter(ids), ""))
    told = f"{project.path.name} holds work by “{found.namesake.name}”, from another computer."
    if not (sys.stdin and sys.stdin.isatty()):
        raise click.UsageError(
            f"{told} If that is you, say --same-person; if not, say --new-person to work as "
            f"“{other}”, or --as with another name."
        )
    say(told, err=True)
    if click.confirm("Is this you?", err=True):
        return name, found.namesake.id
    named = click.prompt("Your name in this project", default=other, err=True)
    if is_taken(named, taken):
        raise click.UsageError(f"There is a “{named}” in {project.path.name} already.")
    return named, next(iter(ids), "")


def _remember_id(context: click.Context, _option: click.Parameter, identity: str | None) -> None:
    context.meta[_ID] = identity or ""


def _remember_same(context: click.Context, _option: click.Parameter, answer: object) -> None:
    context.meta[_SAME_PERSON] = answer


def _is_same_person() -> bool | None:
    """Return whether the command says that a person of the name is at work; ``None`` if neither."""
    said = click.get_current_context().meta.get(_SAME_PERSON)
    return None if said is None else bool(said)


def work_as_known(project: "Project", name: str | None) -> None:
    """Work as a checker of the project; as no checker in particular when no name is given.

    Of two people of the name it is the one at this computer.

    Raises:
        NotFound: there is no checker of this name.
    """
    if name is None:
        return
    from annotator.files.identities import KeptIds, identities_path

    found = project.people.recognize(name, KeptIds(identities_path()).of(name))
    person = found.own or found.namesake
    if person is None:
        raise NotFound(f"Checker “{name}”")
    project.work_as(person.name, person.id)


def warn_of(slips: "Iterable[Disclosure]") -> None:
    """Print the names of confidential people about to leave, before any file is written."""
    for sentence in dict.fromkeys(slip.sentence for slip in slips):
        say(f"Look before you send it: {sentence}", err=True)


def _login_name() -> str:
    from annotator.files.account import login_name

    name = login_name()
    if not name:
        raise InvalidValue("Name", "give your name with --as")
    return name
