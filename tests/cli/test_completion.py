"""A shell completes what the program knows: commands, options, and files."""

import shutil
import subprocess

import pytest
from click.testing import CliRunner

from annotator.cli.desktop import SHELLS, VARIABLE
from annotator.cli.program import commands
from tests.conftest import Annotator


def complete(annotator: Annotator, *words: str) -> set[str]:
    """What bash is told that may stand in place of the last word."""
    line = {"COMP_WORDS": " ".join(("annotator", *words)), "COMP_CWORD": str(len(words))}
    done = annotator(**line, **{VARIABLE: "bash_complete"})
    assert done.returncode == 0, done.stderr
    return {*done.stdout.split()}


def test_the_first_word_is_a_command_or_a_file(annotator: Annotator) -> None:
    assert complete(annotator, "ex") == {"plain,export", "file,ex"}
    assert {"plain,tag", "plain,demo", "plain,undo"} < complete(annotator, "")
    assert "plain,window" not in complete(annotator, "w")


def test_a_command_s_options_and_files_follow(annotator: Annotator) -> None:
    assert "plain,--quote" in complete(annotator, "tag", "x.sqlite", "--")
    assert complete(annotator, "check", "x") == {"file,x"}
    assert complete(annotator, "completion", "") == {f"plain,{shell}" for shell in SHELLS}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_understands_what_is_printed(annotator: Annotator, shell: str) -> None:
    script = annotator("completion", shell).stdout
    assert f"{VARIABLE}={shell}_complete" in script
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} is installed")
    check = [program, "-n", "-c", script] if shell != "bash" else [program, "-n"]
    done = subprocess.run(check, input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["", *sorted(commands.commands)])
def test_every_command_explains_itself_in_two_ways(name: str) -> None:
    short, long = (
        CliRunner().invoke(commands, [*name.split(), option]) for option in ("-h", "--help")
    )
    assert short.exit_code == long.exit_code == 0
    assert short.output == long.output
    assert "-h, --help" in short.output
