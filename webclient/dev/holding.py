"""An archive in memory for the test double: the samples, acquired from three invented sources."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import readings
from readings import Json, Reading

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "inputs"
ACTOR = {"name": "Ilse Brandt", "basis": "login", "verified": False}
START = datetime(2026, 11, 19, 8, 12, 40, 318204, tzinfo=UTC)
TYPES = {".txt": "text/plain", ".html": "text/html", ".pdf": "application/pdf"}
OTHER_TYPES = {".eml": "message/rfc822", ".jpg": "image/jpeg"}
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

FORMS: dict[str, Json] = {
    "press": {
        "source": "Estuary Review, newsroom archive",
        "collector": "Ilse Brandt",
        "purpose": "Inquiry 2026/3, Sahran Valley",
        "method": "handover",
        "consent": "Written, 14 November 2026, for courts and prosecutors",
        "restrictions": [],
    },
    "monitor": {
        "source": "Valley Monitor",
        "collector": "Tomas Okkonen",
        "purpose": "Inquiry 2026/3, Sahran Valley",
        "method": "handover",
        "consent": None,
        "restrictions": [],
    },
    "tip": {
        "source": "S-0041",
        "collector": "Ilse Brandt",
        "purpose": None,
        "method": "e-mail",
        "consent": "Asked for protection; not to be named",
        "restrictions": [{"kind": "confidential", "until": None}],
    },
}
LETTER = [{"kind": "lead-only", "until": None}, {"kind": "embargo", "until": "2027-03-01"}]


def digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def reference(seed: str) -> str:
    number = int(digest(seed), 16)
    letters = "".join(ALPHABET[number >> (5 * n) & 31] for n in range(8))
    return f"IT-{letters[:4]}-{letters[4:]}"


def fold(text: str) -> tuple[str, list[int]]:
    """Return the text without case and marks, and where each of its characters stood."""
    kept = [(c.lower(), n) for n, c in enumerate(text) if not unicodedata.combining(c)]
    table = str.maketrans("أإآٱىة", "اااايه")
    return "".join(c[0] for c, _ in kept).translate(table), [n for _, n in kept]


class Holding:
    """Items, their readings, and the entries of a custody log."""

    def __init__(self) -> None:
        self.items: dict[str, Json] = {}
        self.texts: dict[str, Reading] = {}
        self.bytes: dict[str, bytes] = {}
        self.entries: list[Json] = []
        self.outward: Json | None = {"authorities": [], "witnesses": []}
        self.enter("archive-created", {"name": "Sahran Valley inquiry"})
        for folder, form in FORMS.items():
            refs = []
            for path in sorted((SAMPLES / folder).iterdir()):
                own = form | {"restrictions": LETTER} if path.stem == "appeal-letter" else form
                refs.append(self.acquire(path.name, path.read_bytes(), own))
            self.derive(refs)
        self.enter("checked", {"scope": "everything", "outcome": "unchanged", "problem_count": 0})
        restricted = next(r for r, i in self.items.items() if i["name"] == "appeal-letter.pdf")
        self.enter("accessed", {
            "items": [restricted], "what": "text", "purpose": "Request for assistance 2026/14"
        })
        self._hold(next(r for r, i in self.items.items() if i["name"] == "marsa-al-nour.html"))
        self.enter("timestamped", {
            "authority": "north", "size": 3, "time": "2026-11-22T01:25:39.000000Z", "odd": []
        })
        self.enter("proved", {"item": next(iter(self.items)), "released": ["digests", "at"]})

    def _hold(self, ref: str) -> None:
        """Put an item on hold and order its erasure; have a package disagree with it."""
        item, by = self.items[ref], ACTOR["name"]
        reason, basis = "Case S-77, request 2026/14", "Art. 17 GDPR"
        held = self.enter("held", {"item": ref, "reason": reason})
        at = self.entries[held]["at"]
        item["holds"] = [{"number": held, "item": ref, "reason": reason, "by": by, "at": at}]
        order = self.enter("erasure-ordered", {"item": ref, "basis": basis})
        item["order"] = {
            "number": order, "item": ref, "basis": basis, "ordered_by": by,
            "ordered_at": self.entries[order]["at"], "state": "open",
        }  # fmt: skip
        place = item["occurrences"][0]
        differs = {"bag": "box-7", "digests": {"sha256": digest("sha256", "x")}, "agrees": False}
        agrees = {"bag": "box-8", "digests": {"sha256": item["sha256"]}, "agrees": True}
        missing = {"missing": 2, "missing_paths": ["data/lost.txt"]}
        item["occurrences"] = [place | {"claimed": differs}, place | {"claimed": agrees | missing}]

    def enter(self, kind: str, fields: Json) -> int:
        index = len(self.entries)
        at = (START + timedelta(minutes=37 * index, seconds=11 * index)).isoformat()
        software = {"name": "amana", "version": "0.1.0"}
        self.entries.append({
            "index": index,
            "type": kind,
            "at": at.replace("+00:00", "Z"),
            "actor": ACTOR,
            "fields": {"software": software, **fields},
        })
        return index

    def acquire(self, name: str, data: bytes, form: Json) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        ref = reference(sha256 + str(form["source"]))
        kind = Path(name).suffix.lower()
        digests = {"sha256": sha256, "blake3": digest("blake3", sha256), "size": len(data)}
        fields = {"item": ref, "digests": digests, "name": name, "path": name, **form}
        entry = self.enter("acquired", fields)
        self.bytes[ref] = data
        at = self.entries[entry]["at"]
        self.items[ref] = {
            "ref": ref,
            "hidden": False,
            "restricted": bool(form["restrictions"]),
            "restrictions": form["restrictions"],
            "name": name,
            "state": "preserved",
            "media_type": (TYPES | OTHER_TYPES).get(kind, "application/octet-stream"),
            "size": len(data),
            "sha256": sha256,
            "acquired_at": at,
            "source": form["source"],
            "collector": form["collector"],
            "title": None,
            "language": None,
            "articles": None,
            "reason": None,
            "code": None,
            "path": None,
            "derivation": None,
            "inside": 0,
            "around": [],
            "start": None,
            "end": None,
            "declared": None,
            "modified": None,
            "erased": None,
            "holds": [],
            "order": None,
            "digests": digests,
            "form": {k: form[k] for k in ("source", "collector", "purpose", "method", "consent")},
            "occurrences": [
                {"path": f"{form['source']}/{name}", "name": name, "at": at, "claimed": None}
            ],
            "readings": [],
            "metadata": [],
            "same_bytes": [],
        }
        return ref

    def derive(self, refs: list[str]) -> None:
        results = {}
        for ref in refs:
            self.read(ref)
            item = self.items[ref]
            results[f"result {ref}"] = {
                "state": item["state"], "media_type": item["media_type"], "reason": item["reason"]
            }  # fmt: skip
        self.enter("derived", {"recipes": {"read": "amana 0.1.0"}, **results})

    def read(self, ref: str) -> None:
        item = self.items[ref]
        read = {
            "text/plain": readings.read_text,
            "text/html": readings.read_html,
            "application/pdf": readings.read_pdf,
        }.get(item["media_type"])
        if read is None:
            item["state"], item["code"] = "no-reader", "no-reader"
            item["reason"] = f"there is no reader for {item['media_type']} yet"
            return
        try:
            text = read(self.bytes[ref])
        except readings.pdfium.PdfiumError:
            item["state"], item["reason"] = "unreadable", "the end of the file is missing"
            item["code"] = "pdf-broken"
            return
        item["state"] = "read"
        if item["name"] == "appeal-letter.pdf":
            item["state"] = "partly-read"
            text.warnings.append({
                "code": "order-uncertain",
                "detail": "In 9 lines the order of the letters in the original is uncertain.",
            })
        self.texts[ref] = text
        self._describe(item, text)

    def _describe(self, item: Json, text: Reading) -> None:
        first = text.articles[0] if text.articles else None
        item["title"] = first["title"]["quote"] if first and first["title"] else None
        item["language"] = text.language
        item["articles"] = len(text.articles)
        plain = item["media_type"] != "application/pdf"
        item["readings"] = [{
            "key": digest("reading", item["sha256"]),
            "recipe": {
                "tool": "amana.reading",
                "version": "0.1.0",
                "libraries": [["selectolax", "1.0.2"]] if plain else [["pypdfium2", "5.15.0"]],
                "environment": ["rlimits", "seccomp", "namespaces"],
            },
            "state": item["state"],
            "warnings": text.warnings,
            "media_type": item["media_type"],
            "encoding": "utf-8" if plain else None,
            "language": text.language,
            "opinions": [["amana", item["media_type"]], ["libmagic", item["media_type"]]],
        }]
        if item["media_type"] == "text/html":
            item["metadata"] = [
                ["og:site_name", "صحيفة الميناء" if text.language == "ar" else "Estuary Review"],
                ["article:published_time", "2024-11-05T09:15:00+02:00"],
            ]
        if item["media_type"] == "application/pdf":
            item["metadata"] = [["Producer", "Skia/PDF m152"], ["CreationDate", "D:20240402101500Z"]]

    def details(self, ref: str) -> Json:
        about = [e for e in self.entries if ref in str(e["fields"])]
        entries = [{k: e[k] for k in ("index", "type", "at")} for e in about]
        return self.items[ref] | {"entries": entries}

    def row(self, ref: str, purpose: str | None) -> Json:
        item = self.items[ref]
        open_fields = ("ref", "restricted", "restrictions")
        if item["restricted"] and purpose is None:
            hidden = {k: None for k in ROW if k not in open_fields}
            return hidden | {k: item[k] for k in open_fields} | {"hidden": True}
        return {k: item[k] for k in ROW}

    def search(self, q: str, language: str | None, purpose: str | None) -> Json:
        """Find articles in which every word occurs; a word with a minus must not."""
        phrases = re.findall(r'(-?)(?:"([^"]+)"|(\S+))', q)
        wanted = [fold(a or b)[0] for sign, a, b in phrases if not sign]
        unwanted = [fold(a or b)[0] for sign, a, b in phrases if sign]
        hits: list[Json] = []
        hidden = sum(i["restricted"] for i in self.items.values()) if purpose is None else 0
        for ref, text in self.texts.items():
            if self.items[ref]["restricted"] and purpose is None:
                continue
            hits += self._hits(ref, text, wanted, unwanted)
        counts: dict[str, int] = {}
        for hit in hits:
            counts[hit["language"]] = counts.get(hit["language"], 0) + 1
        shown = [h for h in hits if language in (None, h["language"])]
        return {
            "total": len(shown),
            "hits": sorted(shown, key=lambda hit: -hit["score"]),
            "facets": {
                "language": [{"value": v, "count": c} for v, c in sorted(counts.items())],
                "media_type": [],
            },
            "not_searched": hidden,
            "understood": {
                "everything": False,
                "conditions": [
                    {"any_of": [{"kind": "word", "shown": word, "title": False}], "excluded": sign}
                    for words, sign in ((wanted, False), (unwanted, True))
                    for word in words
                ],
                "language": language,
                "remarks": [],
            },
        }

    def _hits(self, ref: str, text: Reading, wanted: list[str], unwanted: list[str]) -> list[Json]:
        hits = []
        for found in text.articles:
            folded, places = fold(found["span"]["quote"])
            if not wanted or not all(w in folded for w in wanted):
                continue
            if any(w in folded for w in unwanted):
                continue
            start = found["span"]["char_start"]
            marks = [
                (start + places[m.start()], start + places[m.end() - 1] + 1)
                for w in wanted
                for m in re.finditer(re.escape(w), folded)
            ]
            hits.append({
                "ref": ref,
                "article": found["article"],
                "title": found["title"] and found["title"]["quote"],
                "name": self.items[ref]["name"],
                "language": found["language"],
                "score": float(len(marks)),
                "snippets": self._snippets(text, found, sorted(marks)),
            })
        return hits

    def _snippets(self, text: Reading, found: Json, marks: list[tuple[int, int]]) -> list[Json]:
        snippets = []
        for span in [*found["paragraphs"], *(c["span"] for c in found["captions"])]:
            inside = [m for m in marks if span["char_start"] <= m[0] and m[1] <= span["char_end"]]
            if not inside or len(snippets) == 2:
                continue
            start = max(span["char_start"], inside[0][0] - 90)
            while start > span["char_start"] and not text.text[start - 1].isspace():
                start -= 1
            end = min(span["char_end"], start + 260)
            while end < span["char_end"] and not text.text[end].isspace():
                end += 1
            snippets.append({
                "char_start": start,
                "char_end": end,
                "quote": text.text[start:end],
                "marks": [[a - start, b - start] for a, b in inside if b <= end],
            })
        return snippets


ROW = (
    "ref", "hidden", "restricted", "restrictions", "name", "state", "media_type", "size", "sha256",
    "acquired_at", "source", "collector", "title", "language", "articles", "reason",
    "code", "path", "derivation", "inside", "erased",
)  # fmt: skip


