"""Show what amana does: take in, search, read, observe, hold against law, copy, repair, hand over.

Every step is the real command, printed before what it says. The archive is made anew each time in
`demo-archive/`. At the end the pages are served on this machine; SERVE=0 ends before that.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, NoReturn

from demo_site import HOST, LATER, Gazette

from amana.acquire.capture import walls
from amana.core import UnavailableError

ROOT = Path(__file__).resolve().parent.parent
INPUTS = Path("samples/inputs")
ARCHIVE, REPLICA, DAMAGED, WITNESS, PROOF = (
    Path("demo-archive"),
    Path("demo-archive-replica"),
    Path("demo-archive-damaged"),
    Path("demo-archive-witness"),
    Path("demo-archive-proof"),
)
PLACE = f"""
[[replicas]]
name = "harbour-office"
path = "../{REPLICA}/copy"
site = "the harbour office"
"""
MOST_INSIDE = "inside_megabytes = 64"
PASSWORDS = Path("samples/passwords.txt")
MARK = "MADE-BY-MAKE-DEMO"
AMANA = Path(sys.executable).parent / "amana"

ENGLISH = "mortar market"
ARABIC = "اهالي مرسي النور"  # typed in haste: bare alef, dotted ya, no vowel marks
SCHOOL = "مدرسه راس الغدير"  # the same: no hamza, ha for ta marbuta
LIE = (b"killed at least 14 people", b"killed at least 44 people")
DAMAGE_FOUND = 20

BOLD, DIM, PLAIN = (
    ("\033[1m", "\033[2m", "\033[0m")
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ
    else ("", "", "")
)


def main() -> None:
    """Tell the story from an empty folder to a proof."""
    os.chdir(ROOT)
    os.environ["AMANA_ACTOR"] = "demo"
    for folder in (ARCHIVE, REPLICA, DAMAGED, WITNESS, PROOF):
        clear(folder)
    take_in()
    look()
    read_anything()
    who_said_what()
    hold_against_law()
    keep_copies()
    tamper()
    be_witnessed()
    prove()
    hand_over()
    capture_a_page()
    serve()


def take_in() -> None:
    """Make an archive and fill it from three sources."""
    say(
        "An archive is a folder. It is made with its own signing key, and everything that is done"
        " from now on is an entry in its custody log."
    )
    amana("init", str(ARCHIVE))
    mark(ARCHIVE)
    os.environ["AMANA_ARCHIVE"] = str(ARCHIVE)

    say(
        "Three sources hand over material: a newsroom, a documentation group, and somebody who"
        " must stay unknown. Who it came from, who took it in and why is recorded with it."
    )
    collected = ("--collector", "N. Aram", "--purpose", "inquiry 12/2026")
    amana("add", str(INPUTS / "press"), "--source", "The Aldera Courier, archive", *collected)
    amana("add", str(INPUTS / "monitor"), "--source", "Valley Monitor", *collected)
    confidential = ("--restriction", "confidential")
    amana("add", str(INPUTS / "tip"), "--source", "tip line, letter 7", *collected, *confidential)


def look() -> None:
    """Say what became of every input, what was found, and search in two languages."""
    say("Nothing fails silently: every input ends in exactly one named state.")
    amana("list")
    say(
        "The two restricted items show nothing until somebody says what they are needed for, and"
        " that is entered in the log."
    )
    amana("list", "--where", "state=read-empty", "--purpose", "inquiry 12/2026")
    amana("log", "--limit", "1")

    say("One saved page held two unrelated articles. What was read, article by article:")
    articles()

    say("Search in English.")
    amana("search", ENGLISH)
    say(
        "Search in Arabic, typed without hamza and with the other ya: the page itself writes"
        " أهالي مرسى النور."
    )
    amana("search", ARABIC)


def articles() -> None:
    """Print one line per article: its item, headline, paragraphs, captions, runs left out."""
    command("amana facts --kind article     (summed up here)")
    for line in answer("facts", "--kind", "article").splitlines():
        fact = json.loads(line)
        title = (fact["title"] or {}).get("quote", "(no headline)")
        counts = (
            f"paragraphs: {len(fact['paragraphs'])}, captions: {len(fact['captions'])}, "
            f"runs left out: {len(fact['left_out'])}"
        )
        print(f"  {fact['item']} #{fact['article']}  {title}\n{DIM}      {counts}{PLAIN}")
    print()


def read_anything() -> None:
    """Take in what is locked, packed, scanned, broken and hostile; tell what became of each."""
    say(
        "Counsel for the families hands over a memory stick: a scanned order in Arabic, a mail with"
        " an archive attached, minutes that are locked with a password, a workbook, a page from a"
        " newspaper, and a trap: an archive of 14 kB that unpacks to 4,000 MB. Each original is"
        " opened in a process of its own, which can reach no file and no network, and no more is"
        " unpacked than the settings allow; here, little."
    )
    settings = ARCHIVE / "amana.toml"
    command(f"sed -i 's/^inside_megabytes.*/{MOST_INSIDE}/' {settings}")
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub("^inside_megabytes.*", MOST_INSIDE, text, flags=re.MULTILINE))
    counsel = ("--source", "L. Haddar, counsel", "--collector", "N. Aram")
    amana("add", str(INPUTS / "counsel"), *counsel, "--purpose", "inquiry 12/2026")

    say("Every original, and everything inside of one at any depth, is accounted for.")
    amana("status")
    say("What could not be read, or not all of it, and what to do about it:")
    amana("list", "--where", "state=encrypted,unreadable,refused,partly-read")
    say(
        "Counsel tells the password of the minutes by telephone. It is tried and not kept; the log"
        " says that one was given."
    )
    again = ("read", "--again", "--where", "state=encrypted")
    amana(*again, "--password-file", str(PASSWORDS))

    say("What the mail brought, layer by layer, each with a reference of its own:")
    mail = named("handover.eml")
    amana("show", mail)
    say(
        "Somebody struck a sentence out of the statement. It is no part of the text any more, and"
        " it is not lost: it stands at the end, with who deleted it and when."
    )
    amana("text", f"{mail}.1.1")
    say("The picture says itself when and where it was taken. That is a claim, like any other.")
    some_of(f"{mail}.1.2", "inside of", "it says")

    say(
        "The order is a picture. A machine recognised its text, which can be wrong and says so; but"
        " it is found, beside the families' letter that speaks of the same school."
    )
    amana("search", SCHOOL)
    say(
        "“By our own correspondent”, says The Valley Post. It printed the report of an agency."
        " Copies of one story are one source, not two."
    )
    amana("alike")


def who_said_what() -> None:
    """Tell what one page says that others said, and how a person answers the machine."""
    say(
        "Who said what about what happened? Each observation quotes the words that it stands on."
        " amana records who asserts, and asserts nothing itself: a denial stands beside the"
        " accusation, and an actor is alleged."
    )
    page = saved_page()
    found = [json.loads(line) for line in answer("facts", page).splitlines()]
    command(f"amana facts {page}     (some of it, in short)")
    claims = [fact for fact in found if fact["kind"] == "claim"]
    for claim in claims[:8]:
        print(f"  {in_short(claim)}")
    for incident in (fact for fact in found if fact["kind"] == "incident"):
        trigger, source = incident["trigger"]["quote"], incident["source"]
        print(f"  {incident['type']}: “{trigger}” ({incident['assertion']}; {source})")
    print()
    say(
        "A machine reads quickly and can be wrong. A person marks, corrects and adds: an entry with"
        " author and reason, beside what the machine found."
    )
    decision = {
        "decision": "mark",
        "item": page,
        "fact": claims[0]["id"],
        "mark": "right",
        "reason": "read against the saved page",
    }
    marks = PROOF / "marks.jsonl"
    PROOF.mkdir()
    mark(PROOF)
    marks.write_text(json.dumps(decision) + "\n", encoding="utf-8")
    amana("decide", str(marks))


def hold_against_law() -> None:
    """Ask which court could act, how a case stands, and what speaks for and against an element."""
    say(
        "Which court could act? The rules of the Rome Statute are carried out step by step, each"
        " with its provision, its facts and their sources. The same act, two days, and a withdrawal"
        " that took effect between them:"
    )
    murder = ("--crime", "article 7, paragraph 1 (a)", "--place", "BDI", "--nationality", "BDI")
    for day in ("2017-10-26", "2017-10-27"):
        command(f"amana law jurisdiction --crime … --place BDI … --date {day}     (in short)")
        found = json.loads(answer("law", "jurisdiction", *murder, "--date", day, "--json"))
        told = next(step for step in found["steps"] if step["provision"] == "rs:12(2)(a)")
        print(textwrap.indent(textwrap.fill(f"{found['result']}: {told['fact']}", 96), "  ") + "\n")

    say(
        "A lawyer enters what the page tells of a case: each step, charge and link quotes its"
        " passage. What supports an element and what undermines it stand side by side; “material"
        " linked” is no assessment, and only a named person makes one, with reasons."
    )
    page = saved_page()
    matters = PROOF / "matters.jsonl"
    text = json.loads(answer("text", page, "--json"))["text"]
    lines = [json.dumps(each, ensure_ascii=False) for each in matters_of(page, text)]
    matters.write_text("\n".join(lines) + "\n", encoding="utf-8")
    amana("decide", str(matters))
    amana("law", "status", "holm-case", "--known-on", "2025-06-01")
    amana("law", "matrix", "holm-market")


def matters_of(page: str, text: str) -> list[dict[str, Any]]:
    """Return what somebody enters of the page, with the passages that it stands on."""

    def cite(quote: str) -> dict[str, Any]:
        start = text.index(quote)
        end = start + len(quote)
        return {"item": page, "char_start": start, "char_end": end, "quote": quote}

    fired = cite("mortar rounds fired from positions held by the Norland Armed Forces")
    summons = cite("The summons concerns Maj. Gen. Radek Holm")
    told = "as the page tells"
    case = {"situation": "sahran-valley", "reason": told}
    link = {"decision": "link", "charge": "holm-market", "element": "rs:8(2)(e)(i)#2"}
    return [
        {"decision": "situation", "key": "sahran-valley", "name": "Sahran Valley", "reason": told},
        {"decision": "person", "key": "holm", "name": "Radek Holm", "reason": told},
        {
            "decision": "proceeding", "key": "holm-case", "model": "icc-person", "person": "holm",
            "body": "Harbour Tribunal", **case,
        },
        {
            "decision": "step", "key": "holm-summoned", "proceeding": "holm-case",
            "step": "summons_issued", "date": "2025-05-15", "known": "2025-05-15",
            "by": "a chamber of the Harbour Tribunal", "reason": told, "cites": [summons],
        },
        {
            "decision": "incident", "key": "market", "name": "Shelling of the covered market",
            "date": "2024-03-09", "place": "Tell al-Zanbaq", "cites": [fired], **case,
        },
        {
            "decision": "charge", "key": "holm-market", "person": "holm", "incidents": ["market"],
            "crime": "rs:8(2)(e)(i)", "mode": "rs:28(a)", **case,
        },
        {**link, "key": "rounds", "effect": "supports", "cites": [fired],
         "element": "rs:8(2)(e)(i)#1",
         "reason": "says from where the rounds were fired"},
        {**link, "key": "store", "effect": "explains-otherwise",
         "cites": [cite("fired on what it described as an ammunition store")],
         "reason": "the ministry gives another target"},
        {**link, "key": "no-weapons", "effect": "supports",
         "cites": [cite("The Front denied keeping weapons in the town")],
         "reason": "speaks against that other target"},
    ]  # fmt: skip


def in_short(claim: dict[str, Any]) -> str:
    """Return a claim as one line: who, by which word, what."""
    speaker = (claim["speaker"] or {}).get("quote", "nobody named")
    content = textwrap.shorten((claim["content"] or {}).get("quote", ""), 90, placeholder=" …")
    via = f" (via {', '.join(claim['via'])})" if claim["via"] else ""
    return f"{speaker} [{claim['speech_act']}: {claim['cue']['quote']}]{via} {content}"


def some_of(ref: str, *wanted: str) -> None:
    """Print some lines of what is shown of an item."""
    command(f"amana show {ref}     (some of its lines)")
    shown = subprocess.run([AMANA, "show", ref], check=True, stderr=subprocess.PIPE, text=True)
    for line in shown.stderr.splitlines():
        if line.startswith(wanted):
            print(f"  {line}")
    print()


def keep_copies() -> None:
    """Bring a replica up to date, and have it show that it has the bytes."""
    say(
        "One disk is no archive. A replica stands elsewhere, and is asked with a number that it"
        " could not know before, so that it cannot answer from memory."
    )
    REPLICA.mkdir()
    mark(REPLICA)
    command(f"cat >> {ARCHIVE}/amana.toml     (where the replica is)")
    with (ARCHIVE / "amana.toml").open("a", encoding="utf-8") as settings:
        settings.write(PLACE)
    print(textwrap.indent(PLACE.strip(), "  ") + "\n")
    amana("replicate")
    amana("audit")


def tamper() -> None:
    """Check the archive, change one digit of an original in a copy, check and repair the copy."""
    say("The check recomputes every digest, every commitment, every node of the log.")
    amana("check")

    said, lie = (text.decode() for text in LIE)
    say(
        f"Now somebody gets at a copy of the archive and changes one digit of one original:"
        f" “{said}” becomes “{lie}”. The check of the copy must fail and name it."
    )
    command(f"cp -r {ARCHIVE} {DAMAGED}, and one byte changed")
    shutil.copytree(ARCHIVE, DAMAGED, ignore=shutil.ignore_patterns("*.sock"))
    print(f"  in {flip(DAMAGED)}\n")
    amana("check", "--archive", str(DAMAGED), expected=DAMAGE_FOUND)
    say("What is damaged is put right from the replica; the damaged bytes are kept aside.")
    amana("repair", "--archive", str(DAMAGED), "--from", str(REPLICA / "copy"), "--yes")
    amana("check", "--archive", str(DAMAGED))


def flip(archive: Path) -> str:
    """Change `LIE` in the vault of `archive`; say where."""
    files = (path for path in sorted((archive / "vault").rglob("*")) if path.is_file())
    path = next((path for path in files if LIE[0] in path.read_bytes()), None)
    if path is None:
        stop("the sample that is to be changed is not in the vault")
    content = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(content.replace(*LIE, 1))
    return f"{path}, at byte {content.index(LIE[0]) + len('killed at least ')}"


def be_witnessed() -> None:
    """Have a witness sign how far the log has come, by files that could travel on a stick."""
    say(
        "Whoever holds the keys could still put an older state of everything back. A witness"
        " prevents that: a partner's machine that remembers how far it saw the log. It learns"
        " hashes and nothing else; here it is asked by files, as without network."
    )
    WITNESS.mkdir()
    mark(WITNESS)
    there, asked, signed = (str(WITNESS / name) for name in ("machine", "asked.txt", "signed.txt"))
    amana("witness", "init", there, "--name", "partner.example/witness")
    amana("witness", "trust", there, str(ARCHIVE / "custody" / "log.vkey"))
    amana("witness", "add", f"{there}/witness.vkey")
    amana("witness", "request", "-o", asked)
    amana("witness", "sign", there, asked, "-o", signed)
    amana("witness", "accept", signed)


def prove() -> None:
    """Make a proof of one item, check it as a stranger would without amana, and state it."""
    say(
        "A proof of one item leaves the archive without naming its source. The stranger who gets"
        " it checks it with the Python of their own machine, or by hand: VERIFY.md says how."
    )
    bundle = PROOF / "bundle"
    amana("prove", saved_page(), "-o", str(bundle))
    key = ARCHIVE / "custody" / "log.vkey"
    stranger = ["python3", "-I", str(bundle / "verify.py"), "--key", str(key)]
    command(" ".join(stranger))
    if subprocess.run(stranger, check=False).returncode:
        stop("the proof was not accepted")
    print()
    say(
        "Beside the proof goes a statement in plain words, for a custodian to read and sign: what"
        " the log holds about the item, and what that does not show."
    )
    amana("statement", saved_page(), "-o", str(PROOF / "statement.pdf"))
    arabic = ("--language", "ar")
    amana("statement", saved_page(), "-o", str(PROOF / "statement-ar.pdf"), *arabic)


def hand_over() -> None:
    """Write a package with the saved page and its proof, and check it as who receives it would."""
    say("Several items leave as a package that others can check, too: here a BagIt bag.")
    bag = str(PROOF / "bag")
    amana("export", "bag", saved_page(), "-o", bag)
    amana("check", "bag", bag)


def capture_a_page() -> None:
    """Capture a page, see it changed and then gone: a small newspaper on this machine."""
    say(
        "A newspaper tells of a mortar. Its page is captured whole, with what the site sent byte by"
        " byte, pictures, text and an account; and it is watched. (The newspaper is a program on"
        " this machine: no other network is asked for anything.)"
    )
    try:
        walls.demand()
    except UnavailableError as error:
        print(f"  This machine cannot capture: {error.message}\n")
        return
    with Gazette() as gazette:
        settings = ARCHIVE / "amana.toml"
        profile = (
            f'\n[[capture_profiles]]\nname = "demo"\nports = [{gazette.port}]\n'
            f'allow = ["127.0.0.1/32"]\nnames = {{ "{HOST}" = "127.0.0.1" }}\n'
        )
        with settings.open("a", encoding="utf-8") as file:
            file.write(profile)
        way = ("--profile", "demo", "--purpose", "inquiry 12/2026", "--yes")
        amana("watch", "add", gazette.url, "--every", "6h", "--risk", "high", *way)
        amana("watch", "run", "--no-read")
        name = json.loads(answer("watch", "list", "--json"))["name"]
        say("An hour later the dead are gone from the story; and then the page itself.")
        gazette.story = LATER
        amana("watch", "run", name, "--no-read")
        gazette.story = None
        amana("watch", "run", name, "--no-read")
    amana("watch", "show", name)
    amana("watch", "show", name, "--difference", "2")
    amana("watch", "end", name, "--why", "the page is gone")


def saved_page() -> str:
    """Return the reference of the page that most of the story is about."""
    return named("two-articles.txt")


def named(name: str) -> str:
    """Return the reference of the item with a name."""
    rows = [json.loads(line) for line in answer("list", "--json").splitlines()]
    return next(str(row["ref"]) for row in rows if row.get("name") == name)


def serve() -> None:
    """Serve the pages, until interrupted."""
    say(f"The archive stays in {ARCHIVE}/. The next command, for example:")
    print(f"  AMANA_ARCHIVE={ARCHIVE} .venv/bin/amana search ferry\n")
    if os.environ.get("SERVE") == "0":
        return
    say("The same in a browser. Open the address below; Ctrl-C ends it.")
    command("amana serve")
    sys.stdout.flush()
    os.execv(AMANA, ["amana", "serve"])  # noqa: S606 - the server takes over, and with it Ctrl-C


def mark(folder: Path) -> None:
    """Say in a folder that the next demo may delete it."""
    (folder / MARK).write_text("This folder was made by `make demo` and may be deleted.\n")


def clear(folder: Path) -> None:
    """Remove what an earlier demo left, and nothing else."""
    if not folder.exists():
        return
    if not (folder / MARK).is_file() and any(folder.iterdir()):
        stop(f"{folder}/ was not made by `make demo`: move it away, or rename it, and run again")
    shutil.rmtree(folder)


def amana(*arguments: str, expected: int = 0) -> None:
    """Run one amana command in front of the reader."""
    command("amana " + " ".join(quoted(argument) for argument in arguments))
    status = subprocess.run([AMANA, *arguments], check=False).returncode
    print()
    if status != expected:
        stop(f"this command ended with status {status}, where {expected} was expected")


def answer(*arguments: str) -> str:
    """Run one amana command and return what it prints on standard output."""
    done = subprocess.run([AMANA, *arguments], check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        stop(f"this command ended with status {done.returncode}")
    return done.stdout


def quoted(argument: str) -> str:
    """Return `argument` as one would type it."""
    return f'"{argument}"' if " " in argument else argument


def say(text: str) -> None:
    """Print a paragraph of the story."""
    print(f"{BOLD}{textwrap.fill(text, 96)}{PLAIN}\n")


def command(line: str) -> None:
    """Print a command line before it runs."""
    print(f"{BOLD}$ {line}{PLAIN}", flush=True)


def stop(reason: str) -> NoReturn:
    """End with a reason."""
    print(f"\nThe demo stopped: {reason}.", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()
