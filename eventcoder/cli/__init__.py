"""The command line: one module a command, each with `register(app)`.

May import everything in eventcoder; nothing else imports it. Modules here import at their top only what is light
(typer, errors, findings), so that `eventcoder --help` is quick; spaCy, polars and lxml are imported inside
the commands.
"""

import os
import sys
import traceback
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from eventcoder.errors import EventcoderError

__all__ = ["EXIT_FINDINGS", "EXIT_INTERNAL", "EXIT_MISUSE", "EXIT_UNREADABLE", "app", "main"]

EXIT_FINDINGS = 1
EXIT_MISUSE = 2
EXIT_UNREADABLE = 3
"""Something that was named cannot be read or used: an input, a codebook, the parser."""
EXIT_INTERNAL = 70
EXIT_INTERRUPTED = 130

COMMANDS = ("code", "explain", "validate", "convert", "formats", "codebook", "evaluate")
TRACEBACK = "EVENTCODER_TRACEBACK"
"""Environment variable that, not empty, has the same effect as --traceback."""

app = typer.Typer(
    name="eventcoder",
    help="Codes news sentences into political events (CAMEO, PLOVER) and checks event data files.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        from eventcoder._version import __version__

        typer.echo(f"eventcoder {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
    show_traceback: Annotated[
        bool, typer.Option("--traceback", envvar=TRACEBACK, help="Show the whole traceback of an internal error.")
    ] = False,
) -> None:
    """Options that stand before the command."""


for _name in COMMANDS:
    if find_spec(f"eventcoder.cli.{_name}") is not None:
        import_module(f"eventcoder.cli.{_name}").register(app)


def main() -> None:
    """Entry point: run the command named on the command line and leave with its exit code.

    0 done, 1 findings (or rejects with --strict), 2 misuse, 3 something named cannot be read or used, 70 internal
    error, 130 interrupted.
    """
    sys.exit(run())


def run() -> int:
    """Run the command line and return the exit code; errors become one line on standard error."""
    shown = bool(os.environ.get(TRACEBACK)) or "--traceback" in sys.argv
    try:
        app()
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else int(leave.code is not None)
    except EventcoderError as error:
        return _fail(str(error), EXIT_UNREADABLE, shown)
    except BrokenPipeError:
        # The reader of our output has gone; what Python writes at its end must not complain about that.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FINDINGS
    except KeyboardInterrupt:
        return _fail("interrupted", EXIT_INTERRUPTED, shown)
    except MemoryError:
        return _fail("out of memory", EXIT_INTERNAL, shown)
    except Exception as error:
        lines = str(error).splitlines() or [""]
        hint = "" if shown else f" (a fault of eventcoder: please report it with what {TRACEBACK}=1 shows)"
        return _fail(f"internal error: {type(error).__name__}: {lines[0]}{hint}", EXIT_INTERNAL, shown)
    return 0


def _fail(message: str, code: int, shown: bool) -> int:
    if shown:
        traceback.print_exc()
    typer.echo(f"eventcoder: {message}", err=True)
    return code
