"""The tree of commands and the one place where errors become exit statuses."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

import cyclopts
import msgspec

from amana import __version__
from amana.core import AmanaError

INTERRUPTED = 130

app = cyclopts.App(
    name="amana",
    help="An evidence archive: keeps originals bit-exact and proves that nothing changed.",
    version=__version__,
    help_format="plaintext",
)

# One line of help each, so that `amana --help` imports no command.
COMMANDS = (
    ("init", "making:init", "Make a new archive in an empty folder."),
    ("add", "making:add", "Take in files and folders, then read them."),
    ("work", "making:work", "Read what waits to be read."),
    ("status", "looking:status", "Count items by state."),
    ("list", "looking:list_items", "List the items."),
    ("show", "looking:show", "Show everything known of an item."),
    ("text", "looking:text", "Print the text of an item."),
    ("facts", "looking:facts", "Print facts as JSON lines."),
    ("search", "looking:search", "Search the text of all items."),
    ("log", "looking:log", "Print the custody log as sentences."),
    ("check", "checking:check", "Check that nothing changed: recompute everything."),
    ("prove", "checking:prove", "Write a proof of an item for a stranger."),
    ("checkpoint", "checking:checkpoint", "Print the signed state of the custody log."),
    ("rebuild", "making:rebuild", "Make catalogue and search index again."),
    ("doctor", "doctor:doctor", "Tell what works on this machine and what is missing."),
    ("serve", "serving:serve", "Show the archive in a browser on this machine."),
)
for _name, _target, _help in COMMANDS:
    app.command(f"amana.interface.cli.{_target}", name=_name, help=_help)


def main() -> NoReturn:
    """Run the command line and exit."""
    as_json = "--json" in sys.argv
    try:
        app(exit_on_error=False, print_error=False, suppress_keyboard_interrupt=False)
    except AmanaError as error:
        _complain(error.message, error.remedy, error.problem() if as_json else None)
        sys.exit(error.exit_status)
    except cyclopts.CycloptsError as error:
        _complain(str(error), "amana COMMAND --help tells what it takes", None)
        sys.exit(2)
    except KeyboardInterrupt:
        _complain("stopped", "what was acknowledged is safe; run it again to go on", None)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output went away (`amana text … | head`): end as other tools do.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)
    sys.exit(0)


def _complain(message: str, remedy: str | None, problem: object) -> None:
    if problem is not None:
        sys.stderr.write(msgspec.json.encode(problem).decode() + "\n")
        return
    sys.stderr.write(f"amana: {message}\n" + (f"  → {remedy}\n" if remedy else ""))
