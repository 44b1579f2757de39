"""`handouts completion`: the lines that teach a shell to complete commands, options and names."""

from __future__ import annotations

import click


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print what SHELL needs to complete commands, options, and names of sheets, layouts and languages.

    \b
    Put one line into the file that your shell reads when it starts:
      ~/.bashrc                   eval "$(handouts completion bash)"
      ~/.zshrc                    eval "$(handouts completion zsh)"
      ~/.config/fish/config.fish  handouts completion fish | source

    Example: handouts completion bash > ~/.handouts-completion
    """  # noqa: D301 - Click keeps the lines behind a real backspace as they are
    from click.shell_completion import get_completion_class

    from handouts.cli import group

    # the script itself: `source` would first run the shell and ask for its version
    found = get_completion_class(shell)
    assert found is not None
    maker = found(group, {}, "handouts", "_HANDOUTS_COMPLETE")
    click.echo(maker.source_template % maker.source_vars())
