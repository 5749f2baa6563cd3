"""The command that lists the people of a project, and joins two records of one person."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.context import open_project, project_argument
from annotator.cli.terminal import say, say_json

if TYPE_CHECKING:
    from annotator.people.model import PersonAtWork

Json = dict[str, object]


@click.command()
@project_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
def people(*, path: Path, as_json: bool) -> None:
    """List the people who work in PROJECT, with their ids.

    The id of your own record is for --as-id, where somebody else has your name.
    """
    with open_project(path) as project:
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


def _as_json(person: "PersonAtWork") -> Json:
    return {
        "id": person.checker.id,
        "name": person.checker.name,
        "tags": person.tags,
        "entries": person.entries,
        "last_at": person.last_at or None,
    }
