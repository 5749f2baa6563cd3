"""The commands that open the window."""

import sys
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import click

from annotator.cli.context import PATH, open_project
from annotator.cli.terminal import say
from annotator.files.regular_files import exists, holds
from annotator.kernel.errors import ProjectError, ProjectNotFound
from annotator.kernel.moments import day_of

REPORT = "Sample report.html"

_smoke = click.option("--smoke", is_flag=True, hidden=True, help="Draw one frame and quit.")


@click.command(hidden=True)
@click.argument("project", type=PATH, required=False)
@_smoke
@click.pass_context
def window(ctx: click.Context, project: Path | None, *, smoke: bool) -> int:
    """Open the window."""
    # started without a console nobody can read this: there the window says it
    if project and not exists(project) and sys.stderr:
        meant = get_close_matches(str(project), _commands(ctx))
        hint = f" Or did you mean “annotator {meant[0]}”?" if meant else ""
        raise click.ClickException(f"{ProjectNotFound(str(project))}{hint}")
    from annotator.app.display import obstacle

    in_the_way = obstacle()
    if in_the_way:
        raise click.ClickException(in_the_way.sentence)
    return _open_window(project, smoke=smoke)


@click.command()
@click.argument("folder", type=PATH, required=False)
@_smoke
def demo(folder: Path | None, *, smoke: bool) -> int:
    """Open the sample project in FOLDER, or make it there first.

    Without FOLDER it is “Annotator sample” in your documents. Where no window can be opened,
    a report of the sample is written beside it.
    """
    from annotator import sample_project
    from annotator.app.display import obstacle
    from annotator.assets import sample

    path = sample_project.make_sample(folder or sample_project.sample_folder(), *sample())
    in_the_way = obstacle()
    if in_the_way is None:
        return _open_window(path, smoke=smoke)
    report = _sample_report(path)
    say(in_the_way.sentence)
    say(f"The sample project is here: {path}")
    say(f"Its report, for a web browser, is here: {report}")
    return 0


COMMANDS = (window, demo)


def _commands(ctx: click.Context) -> list[str]:
    group = ctx.find_root().command
    return group.list_commands(ctx) if isinstance(group, click.Group) else []


def _open_window(path: Path | None, *, smoke: bool) -> int:
    from annotator.app.startup import program

    return program.run(path, smoke=smoke)


def _sample_report(path: Path) -> Path:
    """The report beside the sample project; a file that differs from it is never overwritten."""
    from annotator.files.documents import write_new
    from annotator.reports.formats import html
    from annotator.reports.service.report import build

    with open_project(path) as project, project.still():
        # dated by the newest step, so that the same project always gives the same report
        newest = date.fromisoformat(day_of(project.history.page(limit=1)[0].at))
        made = html.render(build(project, stated_date=newest)).encode("utf-8")
    for number in range(1, 1000):
        target = path.with_name(REPORT)
        target = target if number == 1 else target.with_stem(f"{target.stem} {number}")
        try:
            write_new(target, made)
        except FileExistsError:
            if not holds(target, made):
                continue
        return target
    raise ProjectError(f"There are too many sample reports beside {path}; remove some.")
