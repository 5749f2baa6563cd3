"""The command that sets the publisher of a project's checks, and their address."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.claims.verdicts import Verdict
from annotator.cli.context import as_options, open_project, project_argument, work_as
from annotator.cli.terminal import say
from annotator.kernel.errors import InvalidValue

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.reports.publisher import Publisher

_RATED = "VERDICT=N"


@click.command("publisher")
@project_argument
@click.option("--name", help="The publisher’s name.")
@click.option("--url", metavar="ADDRESS", help="The address of the published check.")
@click.option(
    "--rating",
    "ratings",
    metavar=_RATED,
    multiple=True,
    help="The number of a verdict. Repeat for more.",
)
@click.option("--no-ratings", is_flag=True, help="Remove all numbers.")
@click.option(
    "--wording",
    "wordings",
    metavar="VERDICT=WORDS",
    multiple=True,
    help="Your word for a verdict; empty for the usual word. Repeat for more.",
)
@click.option("--best", type=int, help="The number of the best rating (5).")
@click.option("--worst", type=int, help="The number of the worst rating (1).")
@as_options
def publisher_(
    *,
    path: Path,
    name: str | None,
    url: str | None,
    ratings: tuple[str, ...],
    no_ratings: bool,
    wordings: tuple[str, ...],
    best: int | None,
    worst: int | None,
    who: str | None,
) -> None:
    """Set who publishes the checks of PROJECT, and where, for ClaimReview.

    Settings that are not given stay. Without options the settings are shown. A verdict has a
    number only if you give it one; “unsupported” never has one.
    """
    from annotator.reports.service import publisher

    with open_project(path) as project:
        asked = {"name": name, "url": url, "best": best, "worst": worst}
        given: dict[str, Any] = {
            field: value for field, value in asked.items() if value is not None
        }
        was = _kept(project, anew=bool(given))
        now = replace(
            was,
            **given,
            ratings={} if no_ratings else {**was.ratings, **_ratings(ratings)},
            wordings={v: w for v, w in {**was.wordings, **_wordings(wordings)}.items() if w},
        ).checked()
        if now != was:
            work_as(project, who)
            publisher.put_publisher(project, now)
    for line in _told(now):
        say(line)


COMMANDS = (publisher_,)


def _kept(project: "Project", *, anew: bool) -> "Publisher":
    """Return the stored publisher; an empty publisher if it is unreadable and is set ``anew``."""
    from annotator.reports.publisher import Publisher
    from annotator.reports.service import publisher

    try:
        return publisher.publisher(project)
    except InvalidValue:
        if anew:
            return Publisher()
        raise


def _ratings(given: tuple[str, ...]) -> dict[Verdict, int]:
    ratings = {}
    for pair in given:
        verdict, number = _parted(pair, _RATED)
        if not number.isdecimal():
            raise click.UsageError(f"“{number}” is not a whole number. Write a rating as {_RATED}.")
        ratings[verdict] = int(number)
    return ratings


def _wordings(given: tuple[str, ...]) -> dict[Verdict, str]:
    return dict(_parted(pair, "VERDICT=WORDS") for pair in given)


def _parted(pair: str, form: str) -> tuple[Verdict, str]:
    code, equals, value = pair.partition("=")
    if not equals or code not in {verdict.value for verdict in Verdict}:
        known = ", ".join(verdict.value for verdict in Verdict)
        raise click.UsageError(f"“{pair}” is not {form}, with one of: {known}.")
    return Verdict(code), value.strip()


def _told(publisher: "Publisher") -> Iterator[str]:
    yield f"Publisher: {publisher.name or '–'}"
    yield f"Published at: {publisher.url or '–'}"
    for verdict in Verdict:
        words, rating = publisher.wordings.get(verdict), publisher.ratings.get(verdict)
        scale = f", {rating} from {publisher.worst} to {publisher.best}" if rating else ""
        yield f"{verdict.value.capitalize()}: {f'“{words}”' if words else 'the usual word'}{scale}"
