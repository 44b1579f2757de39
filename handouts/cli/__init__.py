"""The `handouts` command: a thin skin over the package, one file a subcommand, imported when it is called."""

from __future__ import annotations

import importlib

import click

from handouts import __version__
from handouts.cli.startup import leave, quicken

COMMANDS = (
    "batch", "build", "check", "completion", "draw", "gallery", "list", "new", "print", "schema", "show", "watch",
)  # fmt: skip
BUILTINS = ("list", "print")
WELCOME = """\
handouts makes illustrated exercise sheets for patients, ready to print.

Three things to begin with:
  handouts build upper-back-relief   the first sheet, a PDF in the folder 'build'
  handouts list routines             what else there is
  handouts new clinic                your name, logo and colour on every sheet

All commands: handouts --help
One of them:  handouts build --help"""


class LazyGroup(click.Group):
    """Finds a subcommand in the module of its name; `list` is in `list_`, as the built-in's name stays free."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All subcommands, in alphabetical order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"handouts.cli.{cmd_name}{'_' if cmd_name in BUILTINS else ''}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As in Click, with a suggestion for a mistyped subcommand."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from handouts.problems import did_you_mean

            raise click.UsageError(
                f"{error.message.rstrip('.')}. {did_you_mean(args[0], COMMANDS)}".strip(), ctx
            ) from None


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="handouts")
@click.pass_context
def group(context: click.Context) -> None:
    """Illustrated, tagged, printable exercise sheets for patients.

    Words and pictures are in a library of exercises, routines and leaflets. Your own go into the folders 'content'
    and 'layouts' where you work, and what your clinic prints on each sheet into 'clinic.yaml'.

    Exit codes: 0 all is done; 1 something is wrong with what was read, and is told; 2 the command was called wrongly.

    \b
    Example:
      handouts build upper-back-relief --lang da
      handouts build --help
    """  # noqa: D301 - Click keeps the lines behind a real backspace as they are
    if context.invoked_subcommand is None:
        click.echo(WELCOME)


def main() -> None:
    """Run the command; a problem with the user's input is told in plain lines and exits with 1."""
    quicken()
    try:
        group(prog_name="handouts")
    except SystemExit as end:
        leave(end.code if isinstance(end.code, int) else bool(end.code))
    except Exception as error:
        from handouts.problems import ProblemError

        if not isinstance(error, ProblemError):
            raise
        for problem in error.problems:
            click.echo(str(problem), err=True)
        leave(1)
