"""The command that lets a shell complete the names of the others."""

import click
from click.shell_completion import get_completion_class

from annotator.cli.terminal import say

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_ANNOTATOR_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script by which a SHELL completes the names of commands, options and files.

    For bash, put this line into ~/.bashrc: eval "$(annotator completion bash)". For zsh, the same
    with zsh into ~/.zshrc. For fish: annotator completion fish >
    ~/.config/fish/completions/annotator.fish.
    """
    maker = get_completion_class(shell)
    if maker is not None:
        # without asking which version of the shell is installed: it may be meant for another one
        script = maker(ctx.find_root().command, {}, "annotator", VARIABLE)
        for line in (script.source_template % script.source_vars()).splitlines():
            say(line)


COMMANDS = (completion,)
