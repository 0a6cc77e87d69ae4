"""Who wrote a mail and to whom ([MS-OXOMSG] section 2.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from amana.reading.readers.compound.outlook.bag import Bag, Found

_KIND = 0x0C15
_KINDS = {1: "To", 2: "Cc", 3: "Bcc"}
_NAME = (0x3001,)
_ADDRESS = (0x39FE, 0x3003)
_SENDERS = (
    ("From", (0x0042, 0x0C1A), (0x5D02, 0x0065, 0x5D01, 0x0C1F)),
    ("Sender", (0x0C1A,), (0x5D01, 0x0C1F)),
)
_SHOWN = (("To", 0x0E04), ("Cc", 0x0E03), ("Bcc", 0x0E02))


class Person(NamedTuple):
    """A name and an address, each as it stands in its stream."""

    role: str
    name: Found | None
    address: Found | None
    storage: str = ""

    def __str__(self) -> str:
        """Return the person as a header does: name and address."""
        name = " ".join(self.name.text.split()) if self.name else ""
        address = self.address.text.strip() if self.address else ""
        if not address or address == name.strip("'"):
            return name
        return f"{name} <{address}>" if name else address


def people(mail: Bag, recipients: Iterable[tuple[str, Bag]]) -> list[Person]:
    """Return the sender and the recipients of a mail; `recipients` come with their storages."""
    found: list[Person] = []
    for role, names, addresses in _SENDERS:
        person = Person(role, mail.text(*names), mail.text(*addresses))
        if str(person) and all(str(known) != str(person) for known in found):
            found.append(person)
    listed = [
        Person(
            _KINDS.get(bag.number(_KIND) or 1, "To"),
            bag.text(*_NAME),
            bag.text(*_ADDRESS),
            storage,
        )
        for storage, bag in recipients
    ]
    if not listed:
        listed = [Person(role, mail.text(number), None) for role, number in _SHOWN]
    order = list(_KINDS.values())
    listed = [person for person in listed if str(person)]
    return [*found, *sorted(listed, key=lambda person: order.index(person.role))]
