"""The command that lists the people of a project, and joins two records of one person."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.context import (
    as_options,
    is_id_given,
    open_project,
    project_argument,
    work_as,
)
from annotator.cli.terminal import say, say_json
from annotator.kernel.errors import NotFound

if TYPE_CHECKING:
    from annotator.people.model import Checker, PersonAtWork
    from annotator.project import Project

Json = dict[str, object]
Pair = tuple[str, str]
"""Two records by their names or ids: that whose name stays, and the other."""


@click.command()
@project_argument
@click.option(
    "--join",
    "joined",
    metavar="KEPT OTHER",
    type=(str, str),
    help="Two records of one person, by name or id; the first name stays.",
)
@as_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
def people(*, path: Path, joined: Pair | None, as_json: bool, who: str | None) -> None:
    """List the people who work in PROJECT, with their ids.

    The id of your own record is for --as-id, where somebody else has your name. If somebody is
    here twice, from two computers for example, --join makes the two records one, with the tags,
    notes and reviews of both; of two tags on one claim the newer stays, and the other becomes a
    note. “undo” takes it back.
    """
    from annotator.people.service import join_people

    with open_project(path) as project:
        if joined:
            if who or is_id_given():
                work_as(project, who)
            kept, gone = (_person(project, words) for words in joined)
            join_people(project, kept, gone)
            if not as_json:
                say(f"Joined {gone.name} with {kept.name}.")
        found = project.people.at_work()
    if as_json:
        say_json([_as_json(person) for person in found])
        return
    width = max((len(person.checker.name) for person in found), default=0)
    for person in found:
        say(f"{person.checker.name:<{width}}  {person.checker.id}  {person.in_words}")
    if not found:
        say("Nobody has worked in it yet.")


COMMANDS = (people,)


def _person(project: "Project", words: str) -> "Checker":
    """Return the person of a name or an id. Raises NotFound."""
    found = project.people.named(words) or project.people.find(words)
    if found is None:
        raise NotFound(f"Checker “{words}”")
    return found


def _as_json(person: "PersonAtWork") -> Json:
    return {
        "id": person.checker.id,
        "name": person.checker.name,
        "tags": person.tags,
        "entries": person.entries,
        "last_at": person.last_at or None,
    }
