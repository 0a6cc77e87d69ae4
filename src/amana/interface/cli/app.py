"""The tree of commands and the one place where errors become exit statuses."""

from __future__ import annotations

import difflib
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import cyclopts
import msgspec

from amana import __version__
from amana.core import AmanaError, UnavailableError, UsageError
from amana.interface.cli.plain import one_line

INTERRUPTED = 130

app = cyclopts.App(
    name="amana",
    help="An evidence archive: keeps originals bit-exact and proves that nothing changed.",
    version=__version__,
    help_format="markdown",
    suppress_keyboard_interrupt=False,  # told below, with what is safe
)

# The first line of each command's own description, so that `amana --help` imports none of them.
COMMANDS = (
    ("init", "making:init", "Make a new archive in an empty folder."),
    ("add", "making:add", "Take in files and folders: preserve, log, read."),
    ("capture", "capturing:capture", "Take in pages of the web, whole, before they are lost."),
    ("watch", "groups:watch", "Look at pages again and again: what has changed, what is gone."),
    ("work", "reading:work", "Work the queue to its end: read and analyse what waits."),
    ("read", "reading:read", "Read some items, also once more."),
    (
        "analyse",
        "reading:analyse",
        "Analyse texts: find names, claims, incidents and more.",
    ),
    ("status", "looking:status", "Count items by state; tell what is wrong with the copies."),
    ("list", "looking:list_items", "List items in the order in which they came."),
    ("show", "showing:show", "Show everything known of an item."),
    ("text", "looking:text", "Print the text of an item; with --json, the whole reading."),
    ("rerender", "rerendering:rerender", "Show a page of a web archive: picture, PDF, text."),
    ("facts", "looking:facts", "Print facts as JSON lines."),
    ("decide", "deciding:decide", "Enter what you hold of facts, and matters of law."),
    ("search", "looking:search", "Search the text of all items."),
    ("alike", "alike:alike", "Find copies of an item, or stories printed several times."),
    ("log", "looking:log", "Print the custody log as sentences, newest first."),
    ("check", "groups:check", "Check that nothing changed: recompute everything."),
    ("prove", "checking:prove", "Write a proof of an item, or tell what it would reveal."),
    ("statement", "stating:statement", "Write a custody statement about an item, to be signed."),
    ("hold", "erasing:hold", "Forbid that an item is erased, or lift that."),
    ("erase", "groups:erase", "Erase an item, by order of two people."),
    ("keys", "groups:keys", "Show, change or copy the keys that sign the custody log."),
    ("export", "groups:export", "Take items out as a package, with their proofs."),
    ("law", "groups:law", "Crimes, elements, jurisdiction, proceedings and the matrix."),
    ("witness", "groups:witness", "Have the log witnessed by others, or be a witness for others."),
    ("checkpoint", "checking:checkpoint", "Print the signed state of the custody log."),
    ("replicate", "keeping:replicate", "Bring replicas up to date."),
    ("audit", "keeping:audit", "Ask replicas to show that they have the bytes."),
    (
        "timestamp",
        "anchoring:timestamp",
        "Have time-stamp authorities sign how far the log has come.",
    ),
    ("model", "groups:model", "List the trained models of analysis, and add them."),
    ("authority", "groups:authority", "List the time-stamp authorities, add and stop them."),
    (
        "repair",
        "keeping:repair",
        "Put damaged bytes right, from replicas or what proves them.",
    ),
    ("rebuild", "making:rebuild", "Make catalogue and search index again."),
    ("doctor", "doctor:doctor", "Tell what works on this machine and what is missing."),
    ("serve", "serving:serve", "Show the archive in a browser on this machine."),
)
for _order, (_name, _target, _help) in enumerate(COMMANDS):
    app.command(f"amana.interface.cli.{_target}", name=_name, help=_help, sort_key=_order)


def main() -> NoReturn:
    """Run the command line and exit."""
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output went away (`amana text … | head`): end as other tools do.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 128 + signal.SIGPIPE
    sys.exit(status)


def run(words: Sequence[str]) -> int:
    """Carry out one command and return its exit status.

    Raises:
        BrokenPipeError: the reader of the output went away.
    """
    try:
        app(words, exit_on_error=False, print_error=False, result_action="return_none")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:
        remedy = "what was acknowledged is safe; run it again to go on"
        _complain(AmanaError("stopped", remedy=remedy), words)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except (AmanaError, cyclopts.CycloptsError, OSError) as error:
        told = _told(error)
        _complain(told, words)
        return told.exit_status
    return 0


def _told(error: AmanaError | cyclopts.CycloptsError | OSError) -> AmanaError:
    """Return the error as it is told to people and programs."""
    if isinstance(error, AmanaError):
        return error
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return UnavailableError(
            f"{where}{error.strerror or error}", remedy="see whether it exists and may be used"
        )
    if isinstance(error, cyclopts.UnknownCommandError):
        return _no_such_command((error.unused_tokens or [""])[0])
    command = " ".join(("amana", *(error.command_chain or ())))
    error.verbose = False
    said = str(error).strip()
    if isinstance(error, cyclopts.MissingArgumentError) and error.argument is not None:
        said = f"`{command}` needs {error.argument.name}"
    if isinstance(error, cyclopts.UnusedCliTokensError):
        said = f"`{command}` does not take “{' '.join(error.unused_tokens or [])}”"
    return UsageError(said, remedy=f"`{command} --help` tells what it takes")


def _no_such_command(word: str) -> UsageError:
    close = difflib.get_close_matches(word, [name for name, _, _ in COMMANDS], n=1)
    meant = f"; did you mean “{close[0]}”?" if close else ""
    return UsageError(
        f"there is no command “{word}”{meant}", remedy="`amana --help` lists the commands"
    )


def _complain(error: AmanaError, words: Sequence[str]) -> None:
    if "--json" in words:
        sys.stderr.write(msgspec.json.encode(error.problem()).decode() + "\n")
        return
    remedy = f"  → {one_line(error.remedy)}\n" if error.remedy else ""
    sys.stderr.write(f"amana: {one_line(error.message)}\n{remedy}")
