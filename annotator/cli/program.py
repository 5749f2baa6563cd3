"""The program's single entrance: it finds the command, runs it, and sets the exit code."""

import io
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType

import click
from click.shell_completion import CompletionItem

from annotator import __version__, program_log
from annotator.cli import (
    agreement,
    backups,
    desktop,
    edit,
    evidence,
    export,
    history,
    imports,
    packages,
    people,
    proof,
    publication,
    query,
    restore,
    revisions,
    same_claims,
    window,
)
from annotator.cli.terminal import say
from annotator.kernel.errors import AnnotatorError
from annotator.program_log import Event, MistakeReport, kind_of

PROBLEM, USAGE, SIGNALLED, INTERRUPTED = 1, 2, 128, 130


_OPTIONS = ("-h", "--help", "--version")


class _WindowUnlessCommand(click.Group):
    """Commands by name; any other word is a project for the window to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        completing = ctx.resilient_parsing and not args
        if not completing and (not args or args[0] not in {*self.commands, *_OPTIONS}):
            args = ["window", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command, or else that of a project."""
        found = super().shell_complete(ctx, incomplete)
        return [*found, CompletionItem(incomplete, type="file")]


@click.group(
    cls=_WindowUnlessCommand,
    subcommand_metavar="[PROJECT] | COMMAND …",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="annotator")
def commands() -> None:
    """Check the facts of an article, and keep the evidence.

    With a PROJECT, or without arguments, the window opens. The commands work without it.
    """


_MODULES = (
    *(window, edit, revisions, evidence, query, export, publication, restore),
    *(history, packages, people, same_claims, imports, agreement),
    *(backups, desktop, proof),
)
for _module in _MODULES:
    for _command in _module.COMMANDS:
        commands.add_command(_command)


class _Ended(BaseException):
    """The system ends the program; the change under way is taken back on the way out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 for success, 1 for a problem, 2 for a mistake in the command."""
    sys.excepthook = _tell_mistake
    sys.unraisablehook = _tell_unraisable
    threading.excepthook = _tell_unraisable
    _keep_memory_off_the_disk()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    try:
        code = _run(arguments)
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        # whoever read us has had enough; what Python would flush at its end must go nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEM
    except _Ended as ended:
        return SIGNALLED + int(ended.args[0])
    finally:
        sys.unraisablehook = sys.__unraisablehook__
        threading.excepthook = threading.__excepthook__
    return code


def _end(number: int, _frame: FrameType | None) -> None:
    raise _Ended(number)


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
        program_log.note_error(Event.COMMAND_FAILED, error)
        _tell(str(error))
        return PROBLEM
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _keep_memory_off_the_disk() -> None:
    """Let no crash leave an image of the memory, in which every name of the project stands."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    with suppress(OSError, ValueError):
        # one byte is too little for a file, and tells Linux to pass nothing to a collector either
        resource.setrlimit(resource.RLIMIT_CORE, (min(1, hard) if hard >= 0 else 1, hard))


def _tell(sentence: str) -> None:
    say(sentence, err=True)


def _tell_mistake(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Print where a mistake of the program's own was made.

    The error's own words are left out: they may quote a text or a name, and words on standard
    error stay in logs.
    """
    program_log.note_mistake(MistakeReport(kind, error, trace))
    place = ""
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        place = f" at {file.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    told = f"Annotator {__version__} failed; please report it"
    _tell(f"{told}: {kind_of(kind, error)}{place}.")


def _tell_unraisable(unraisable: "sys.UnraisableHookArgs | threading.ExceptHookArgs") -> None:
    """Print where a mistake was made in a thread, or where an exception reaches no caller."""
    error = unraisable.exc_value or unraisable.exc_type()
    _tell_mistake(unraisable.exc_type, error, unraisable.exc_traceback)
