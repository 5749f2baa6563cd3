"""The program's one entrance: which command is meant, and how it ends."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import click

from annotator.cli import (
    agreeing,
    answering,
    backups,
    handing_over,
    importing,
    publishing,
    remembering,
    reporting,
    restoring,
    starting,
    working,
)
from annotator.domain.errors import AnnotatorError

PROBLEM, USAGE, INTERRUPTED = 1, 2, 130


class _WindowUnlessCommand(click.Group):
    """Commands by name; anything else is a project for the window to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, "--help", "--version"}:
            args = ["window", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_WindowUnlessCommand, subcommand_metavar="[PROJECT] | COMMAND …")
@click.version_option(package_name="annotator", prog_name="annotator")
def commands() -> None:
    """Check the facts of an article, and keep the evidence.

    With a PROJECT, or with nothing, the window opens. The commands work without it.
    """


_MODULES = (
    *(starting, working, answering, reporting, publishing, restoring),
    *(remembering, handing_over, importing, agreeing, backups),
)
for _module in _MODULES:
    for _command in _module.COMMANDS:
        commands.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 for a problem, 2 for a mistake in the command."""
    sys.excepthook = _tell_mistake
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = _run(arguments)
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        # whoever read us has had enough; what Python would flush at its end must go nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEM
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = commands.main(arguments, prog_name="annotator", standalone_mode=False)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "annotator"
        _tell(f"{error.format_message()} See “{command.removesuffix(' window')} --help”.")
        return USAGE
    except click.ClickException as error:
        _tell(error.format_message())
        return PROBLEM
    except AnnotatorError as error:
        _tell(str(error))
        return PROBLEM
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)


def _tell_mistake(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """One sentence for what is a mistake of the program's own."""
    place = ""
    while trace:
        code = trace.tb_frame.f_code
        place = f" at {Path(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    words = " ".join(str(error).split())
    _tell(f"Annotator made a mistake, please report it: {kind.__name__}{place}: {words}")
