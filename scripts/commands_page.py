"""Write docs/reference/commands.md from the help of the commands.

What every command takes stands once, at the top; a test compares the page with the commands.

.venv/bin/python scripts/commands_page.py           write the page
.venv/bin/python scripts/commands_page.py --check   status 1 when the page is not current
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from amana.interface.cli.app import COMMANDS, app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"
SECTION = re.compile(r"^## amana (\w+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
COMMON = re.compile(r"^\* `--(archive|as|json)\b.*\n?", re.MULTILINE)

HEAD = """\
# Commands

What programs may want to read goes to standard output: with `--json`, lists as a line of JSON for
each row, single answers as one line. Tables, sentences and progress go to standard error, for
people; colours only on a terminal, and none where `NO_COLOR` is set. `amana COMMAND --help` says
the same as this page, which `scripts/commands_page.py` writes from it.

Every command takes:

* `--archive PATH`: the folder of the archive; else `AMANA_ARCHIVE`, else the current folder.
* `--as STR`: who acts; else `AMANA_ACTOR`, else the login, marked as unverified in either case.
* `--json`: answer in JSON, errors as problem documents (RFC 9457) on standard error.

| exit status | meaning |
|---|---|
| 0 | done |
| 1 | `add`: some inputs could not be taken in, the rest was; `capture`, `watch run`: some page \
needs another try; `check bag`, `check ocfl`: invalid |
| 2, 3, 4 | not understood; not found; not allowed |
| 20, 21 | `check` found a change; the custody log contradicts itself |
| 30, 40 | preserved, but has no text; something that is needed is missing, busy or full |
| 130 | stopped with Ctrl-C; what was told as preserved is safe |

[Errors](errors.md) lists them all.
"""


def page() -> str:
    """Return the page as it should be."""
    told = dict(SECTION.findall(app.generate_docs(output_format="markdown")))
    return HEAD + "".join(f"\n## amana {name}\n{section(told[name])}" for name, _, _ in COMMANDS)


def section(text: str) -> str:
    """Return the section of a command without what every command takes."""
    own = COMMON.sub("", text).replace("```console", "```text")
    own = re.sub(r"\*\*(?:Parameters|Arguments)\*\*:\n\n(?=\Z|\n)", "", own)
    own = re.sub(r"\n *(?=provider-consent)", " ", own)
    return re.sub(r"\n{3,}", "\n\n", own).rstrip() + "\n"


def main() -> int:
    """Write the page, or tell whether it is current."""
    wanted = page()
    if "--check" in sys.argv[1:]:
        current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == wanted
        if not current:
            print(f"{PAGE} is not current: run scripts/commands_page.py")
        return 0 if current else 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
