"""The reader of mails that Outlook saved ([MS-OXMSG]): lines of the header, then the body.

Of several bodies the first that says anything is read: plain text, the web page, RTF.
"""

from __future__ import annotations

import re
from itertools import groupby

from msgspec import structs

from amana.reading.charsets import REPLACEMENT, byte_length
from amana.reading.notices import Code
from amana.reading.readers.compound.outlook.attachments import hand_out_attachments
from amana.reading.readers.compound.outlook.bag import Bag, Found
from amana.reading.readers.compound.outlook.lzfu import unpack_rtf
from amana.reading.readers.compound.outlook.people import Person, people
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.html.reader import read_bytes as read_html
from amana.reading.readers.intake import Closed, GiveUp, Outlet
from amana.reading.readers.paragraphs import Full, Paragraphs, Place
from amana.reading.readers.rtf.reader import read_bytes as read_rtf
from amana.reading.wire import Budget, ReadOrder, TextAnswer, Told

_RECIPIENTS = "__recip_version1.0_"
_HEAD, _RECIPIENT_HEAD = 32, 8
_SUBJECT, _BODY, _PAGE, _RTF, _HEADERS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
_TIMES = (0x0039, 0x0E06)
_LINE = re.compile(r"[^\r\n]+")
_LONGEST = 4000
_MOST_PEOPLE = 100
_DATE = re.compile(r"^Date:[ \t]*([^\r\n]+)", re.MULTILINE | re.IGNORECASE)

_FACTS = (
    (0x1035, "mail:message-id"),
    (0x1042, "mail:in-reply-to"),
    (0x1039, "mail:references"),
    (0x001A, "msg:class"),
    (0x0070, "msg:conversation"),
)
_CONTACT = (
    (0x3001, "Name"),
    (0x3A17, "Title"),
    (0x3A16, "Company"),
    (0x3A18, "Department"),
    (0x3A08, "Business telephone"),
    (0x3A1C, "Mobile telephone"),
    (0x3A09, "Home telephone"),
    (0x3A24, "Fax"),
    (0x3A15, "Address"),
    (0x3A51, "Web page"),
)
"""What a contact says ([MS-OXOCNTC] section 2.2.1)."""


def read_outlook(compound: Compound, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a mail, or whatever else Outlook saved."""
    mail = Bag(compound.right_below(), _HEAD)
    persons = people(mail, _recipients(compound, mail.encoding))
    text, notices = Paragraphs(order.budget), list[Told]()
    try:
        _write_header(mail, persons, text)
        notices += _write_body(mail, order.budget, text)
    except Full as full:
        notices.append(Told(full.code, text.length))
    lost = hand_out_attachments(compound, mail.encoding, out)
    notices += [Told(Code.CHILDREN_DAMAGED, lost)] if lost else []
    return text.answer(notices=tuple(notices), metadata=_metadata(mail, persons))


def _recipients(compound: Compound, encoding: str) -> list[tuple[str, Bag]]:
    return [
        (storage, Bag(compound.right_below(storage), _RECIPIENT_HEAD, encoding))
        for storage in sorted(compound.children())
        if storage.startswith(_RECIPIENTS)
    ]


def _time(mail: Bag) -> str | None:
    return next((time for time in map(mail.time, _TIMES) if time), None)


def _written_date(mail: Bag) -> str:
    found = _DATE.search((mail.text(_HEADERS) or Found("", "", "", 0)).text)
    return found[1].strip()[:_LONGEST] if found else _time(mail) or ""


def _write_header(mail: Bag, persons: list[Person], text: Paragraphs) -> None:
    for role, several in groupby(persons, key=lambda person: person.role):
        text.put(f"{role}: ")
        for n, person in enumerate(several):
            text.put(", " if n else "")
            _write_person(person, text)
        text.end("p", hints=("header",))
    date, subject = _written_date(mail), mail.text(_SUBJECT)
    if date:
        text.put(f"Date: {date}")
        text.end("p", hints=("header",))
    if subject:
        text.put("Subject: ")
        _write_found(subject, "", text)
        text.end("p", hints=("header",))
    if mail.plain(0x001A).startswith("IPM.Contact"):
        for number, label in _CONTACT:
            found = mail.text(number)
            if found:
                text.put(f"{label}: ")
                _write_found(found, "", text)
                text.end("p", hints=("header",))


def _write_person(person: Person, text: Paragraphs) -> None:
    named = person.name is not None
    if person.name:
        _write_found(person.name, person.storage, text)
    if person.address and str(person) != (person.name.text if person.name else ""):
        text.put(" <" if named else "")
        _write_found(person.address, person.storage, text)
        text.put(">" if named else "")


def _write_found(found: Found, storage: str, text: Paragraphs) -> None:
    """Write a property in one line, with its place in its stream."""
    name = f"{storage}/{found.stream}" if storage else found.stream
    part = text.part(name, found.encoding)
    shown = " ".join(found.text.split("\r\n"))
    text.put(shown, Place(0, found.size, exact=shown == found.text and _computes(found), part=part))


def _computes(found: Found) -> bool:
    """Tell whether offsets in the text can be computed in its encoding."""
    return REPLACEMENT not in found.text


def _write_body(mail: Bag, budget: Budget, text: Paragraphs) -> list[Told]:
    body = mail.text(_BODY)
    if body:
        _write_plain(body, text)
        return []
    page, rtf = _page(mail), mail.bytes(_RTF)
    left = structs.replace(budget, text_chars=max(0, budget.text_chars - text.length - 1))
    if page:
        found = read_html(page[1], left)
        text.absorb(found, text.part(page[0], found.encoding))
        return [told for told in found.notices if told.code is not Code.PAGE_WITHOUT_TEXT]
    if rtf:
        try:
            found = read_rtf(unpack_rtf(rtf[1]) or b"", left, Closed())
        except GiveUp:
            return [Told(Code.STRUCTURE_DAMAGED, 1)]
        text.absorb(found, text.part(rtf[0], found.encoding))
        return [told for told in found.notices if told.code is not Code.EMPTY_FILE]
    return []


def _page(mail: Bag) -> tuple[str, bytes] | None:
    """Return the stream and bytes of the body as a web page."""
    page = mail.bytes(_PAGE)
    if page:
        return page
    found = mail.text(_PAGE)
    if found is None:
        return None
    return found.stream, found.text.encode("utf-8", "replace")


def _write_plain(body: Found, text: Paragraphs) -> None:
    """Write a body line by line, each line leading to its bytes."""
    part, at, byte = text.part(body.stream, body.encoding), 0, 0
    for line in _LINE.finditer(body.text):
        byte += byte_length(body.text[at : line.start()], body.encoding)
        end = byte + byte_length(line.group(), body.encoding)
        text.put(line.group(), Place(byte, end, exact=_computes(body), part=part))
        text.end("p")
        at, byte = line.end(), end


def _metadata(mail: Bag, persons: list[Person]) -> tuple[tuple[str, str], ...]:
    pairs = [("dc:title", mail.plain(_SUBJECT))]
    pairs += [("dc:creator", str(person)) for person in persons if person.role == "From"]
    pairs.append(("dcterms:created", _time(mail) or ""))
    pairs += [(f"mail:{p.role.lower()}", str(p)) for p in persons[:_MOST_PEOPLE]]
    pairs.append(("mail:date", _written_date(mail)))
    pairs += [(key, mail.plain(number)) for number, key in _FACTS]
    headers = mail.text(_HEADERS)
    pairs.append(("msg:headers", headers.text if headers else ""))
    return tuple((key, value[:_LONGEST]) for key, value in pairs if value)
