"""Commands that have commands below them; each of those is imported when it is used only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cyclopts import App

from amana.interface.cli.anchoring import authorities as list_authorities
from amana.interface.cli.checking import check as check_archive
from amana.interface.cli.keys import keys as show_keys
from amana.interface.cli.models import list_models
from amana.interface.cli.witnesses import witnesses as show_witnesses

# Name, where it is, and the first line of its own description.
CHECKS: tuple[tuple[str, str, str], ...] = (
    ("bag", "packages:check_bag", "Check a BagIt package; no archive is needed."),
    ("ocfl", "ocfl:check_ocfl", "Check an OCFL object or storage root; no archive is needed."),
)

ERASURES = (
    (
        "preview",
        "erasing:preview",
        "Tell what erasing an item would take away, and what it would leave.",
    ),
    ("order", "erasing:order", "Order the erasure of an item; another person confirms it."),
    (
        "confirm",
        "erasing:confirm",
        "Confirm an erasure order as a second person: what it names is erased, for good.",
    ),
    ("withdraw", "erasing:withdraw", "Withdraw an erasure order that nobody has confirmed."),
    ("list", "erasing:list_orders", "List erasure orders and how far each is."),
)

EXPORTS: tuple[tuple[str, str, str], ...] = (
    (
        "capture",
        "capturing:export_capture",
        "Take a capture out, without what tells of the collector.",
    ),
    ("bag", "packages:export_bag", "Take items out as a BagIt package."),
    ("ocfl", "ocfl:export_ocfl", "Take items out as an OCFL storage root."),
)


def group(
    name: str,
    commands: Sequence[tuple[str, str, str]],
    *,
    line: str | None = None,
    alone: Callable[..., None] | None = None,
) -> App:
    """Return a command `name` with `commands` below it; `alone` is what it does without one."""
    made = App(name=name, help=line, help_format="markdown", version_flags=())
    if alone is not None:
        made.default(alone)
    for order, (below, target, help_line) in enumerate(commands):
        made.command(f"amana.interface.cli.{target}", name=below, help=help_line, sort_key=order)
    return made


KEYS: tuple[tuple[str, str, str], ...] = (
    ("rotate", "keys:rotate", "Change the keys; the old private keys are destroyed."),
    ("escrow", "keys:escrow", "Write a locked copy of the private keys, for a safe."),
)

AUTHORITIES: tuple[tuple[str, str, str], ...] = (
    ("add", "anchoring:add", "Ask a time-stamp authority from now on."),
    ("stop", "anchoring:stop", "Ask a time-stamp authority no more; its time-stamps stay."),
)

LAW: tuple[tuple[str, str, str], ...] = (
    ("crimes", "law_statute:list_crimes", "List crimes, or show some with what must be shown."),
    ("modes", "law_statute:list_modes", "List modes of liability, or show some with elements."),
    (
        "standards",
        "law_statute:list_standards",
        "List standards of proof, and the scales by which people grade what they hold.",
    ),
    (
        "states",
        "law_states:list_states",
        "List States: who signed, deposited, is bound on a day; with names, every fact of each.",
    ),
    (
        "check",
        "law_states:check_facts",
        "Tell which facts of law need a look: contradictory, unverified, or old.",
    ),
    (
        "jurisdiction",
        "law_jurisdiction:find_jurisdiction",
        "Tell whether the International Criminal Court could act on a crime, step by step.",
    ),
    (
        "proceedings",
        "law_proceedings:list_models",
        "List the models of proceedings, or one with its steps.",
    ),
    (
        "matters",
        "law_matrix:list_matters",
        "List the matters that people entered: situations, persons, charges, links and so on.",
    ),
    (
        "matrix",
        "law_matrix:show_matrix",
        "Show a charge against the elements of its crime and mode, or write it into a file.",
    ),
    (
        "status",
        "law_archive:status",
        "Tell how a proceeding stands, as it was known on a day.",
    ),
    (
        "timeline",
        "law_archive:timeline",
        "List the steps, undertakings and incidents of a situation in the order of their days.",
    ),
    (
        "suggest",
        "law_archive:suggest",
        "Print drafts of steps and undertakings, from observations that people accepted.",
    ),
)

MODELS: tuple[tuple[str, str, str], ...] = (
    ("add", "models:add", "Take a trained model in; analysis works with it from then on."),
    (
        "list",
        "models:list_models",
        "List trained models: which are in use, and how many items were analysed with each.",
    ),
)

model = group(
    "model", MODELS, line="List the trained models of analysis, and add them.", alone=list_models
)
authority = group("authority", AUTHORITIES, alone=list_authorities)
check = group("check", CHECKS, alone=check_archive)
erase = group("erase", ERASURES, line="Erase an item, by order of two people.")
WATCHES: tuple[tuple[str, str, str], ...] = (
    ("add", "watching:add", "Watch pages from now on."),
    ("list", "watching:list_watches", "List watched pages: due and most at risk first."),
    ("run", "watching:run", "Look at the pages that are due, then end."),
    ("show", "watching:show", "Show a watched page with all looks at it, or what one found."),
    ("end", "watching:end", "Watch a page no more; what was captured stays."),
)
WITNESS: tuple[tuple[str, str, str], ...] = (
    ("add", "witnesses:add", "Trust a witness by its keys."),
    ("remove", "witnesses:remove", "Trust a witness no longer."),
    ("ask", "witnesses:ask", "Ask every trusted witness that has an address to sign the log."),
    ("request", "witnesses:request", "Write a request to a witness, to be carried by hand."),
    ("accept", "witnesses:accept", "Enter the answer of a witness that was carried by hand."),
    ("init", "witness_house:init", "Make a witness for the logs of others."),
    ("trust", "witness_house:trust", "Let a witness know a log by its keys."),
    ("sign", "witness_house:sign", "Sign a request that was carried by hand."),
    ("serve", "serving_witness:serve", "Answer requests over HTTP."),
)
keys = group("keys", KEYS, alone=show_keys)
law = group("law", LAW, line="Crimes, elements, jurisdiction, proceedings and the matrix.")
export = group("export", EXPORTS, line="Take items out as a package, with their proofs.")
watch = group(
    "watch", WATCHES, line="Look at pages again and again: what has changed, what is gone."
)
witness = group("witness", WITNESS, alone=show_witnesses)
