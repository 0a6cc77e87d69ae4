from __future__ import annotations

from amana.reading.readers.facts import Facts
from amana.reading.readers.xmp import xmp_facts

PACKET = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:mm="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:st="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmlns:own="http://press.example/ns/"
 xmp:CreatorTool="Lens 2">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">The bridge</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>N. Haddad</rdf:li><rdf:li>O. Berg</rdf:li></rdf:Seq></dc:creator>
<mm:History><rdf:Seq><rdf:li st:action="saved" st:when="2024-05-01T10:00:00+03:00"/></rdf:Seq>
</mm:History>
<own:desk>north</own:desk>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def facts_of(packet: bytes) -> tuple[tuple[str, str], ...]:
    """Collect the facts of a packet."""
    facts = Facts()
    xmp_facts(packet, facts)
    return facts.pairs()


def test_properties_come_raw_and_normalised() -> None:
    assert facts_of(PACKET) == (
        ("xmp:xmp:CreatorTool", "Lens 2"),
        ("xmp:dc:title", "The bridge"),
        ("dc:title", "The bridge"),
        ("xmp:dc:creator", "N. Haddad"),
        ("dc:creator", "N. Haddad"),
        ("xmp:dc:creator", "O. Berg"),
        ("dc:creator", "O. Berg"),
        ("xmp:xmpMM:History.stEvt:action", "saved"),
        ("xmp:xmpMM:History.stEvt:when", "2024-05-01T10:00:00+03:00"),
        ("xmp:ns:desk", "north"),
    )


def test_a_packet_that_breaks_off_is_read_so_far() -> None:
    assert ("dc:title", "The bridge") in facts_of(PACKET[:700])
    assert facts_of(b"no xml") == ()


def test_entities_are_not_expanded_and_depth_ends() -> None:
    laughs = (
        b'<!DOCTYPE a [<!ENTITY e "ha"><!ENTITY f "&e;&e;">]><a xmlns:d="u:d"><d:b>&f;</d:b></a>'
    )
    assert facts_of(laughs) == ()
    assert facts_of(b"<a>" * 5000) == ()
