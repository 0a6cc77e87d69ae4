"""The blocks of an inventory: manifest, version and its state, fixity (OCFL 1.1 section 3.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime

from amana.sharing.ocfl.digests import has_form, is_known
from amana.sharing.ocfl.paths import CONTENT, LOGICAL, PathCodes, alike, conflicts, faults
from amana.sharing.ocfl.strict import Members
from amana.sharing.ocfl.versions import number_of

Tell = Callable[[str, str], None]

_HEX_CODE = {"sha256": "E030", "sha512": "E031"}
_VERSION_KEYS = {"created", "state", "message", "user"}
_ABOUT = ("created", "message", "user")
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d):([0-5]\d|60)(\.\d+)?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)\Z",
    re.ASCII,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+\Z")


class Blocks:
    """Reads blocks that hold digests of `algorithm` (None: it is not known, any will do)."""

    def __init__(self, tell: Tell, algorithm: str | None) -> None:
        self._tell = tell
        self._algorithm = algorithm
        self._spelled: set[str] = set()  # the digests of the manifest, in its own case

    def manifest(self, block: Members) -> dict[str, str]:
        """Return content path to digest (section 3.5.2)."""
        found: dict[str, str] = {}
        for digest, paths in self._digests(block, "E096"):
            self._spelled.add(digest)
            if self._algorithm and not has_form(digest, self._algorithm):
                code = _HEX_CODE.get(self._algorithm, "E033")
                self._tell(code, f"{digest!r} is no {self._algorithm} in hexadecimal")
            if not isinstance(paths, list) or not paths:
                self._tell("E092", f"{digest} has no array of content paths")
                continue
            for path in self._texts(paths, "E092"):
                self._content_path(path, found, digest.lower())
        for folder in conflicts(found):
            self._tell("E101", f"{folder!r} is a file and a folder")
        self._alike(found, "content")
        return found

    def _content_path(self, path: str, found: dict[str, str], digest: str) -> None:
        if self._faulty(path, CONTENT):
            return
        if path in found:
            self._tell("E101", f"{path!r} stands more than once")
        found.setdefault(path, digest)

    def places(self, manifest: Collection[str], versions: Sequence[str], folder: str) -> None:
        """Hold content paths against the names of versions and of the content folder."""
        known, numbers = set(versions), {number_of(name) for name in versions}
        for path in manifest:
            version, _, inside = path.partition("/")
            if version not in known:
                self._tell("E042", f"{path!r} is not in a directory of a version")
                if number_of(version) in numbers:
                    self._tell("E014", f"{path!r} does not use the actual name of the version")
            elif not inside.startswith(f"{folder}/"):
                self._tell("E042", f"{path!r} is not in the content folder {folder!r}")

    def used(self, manifest: dict[str, str], states: Iterable[dict[str, str]]) -> None:
        """Tell of digests in the manifest that no version uses (section 3.5.2, new in 1.1)."""
        used: set[str] = set()
        for state in states:
            used.update(state.values())
        for digest in sorted(set(manifest.values()) - used):
            self._tell("E107", f"no version uses {digest}")

    def version(self, name: str, block: Members) -> tuple[dict[str, str], dict[str, object]]:
        """Return the logical state of a version, path to digest, and what is said about it."""
        for key in block.repeated:
            self._tell("E033", f"{name}: the key {key!r} stands more than once")
        for key in sorted(block.keys() - _VERSION_KEYS):
            self._tell("E102", f"{name}: the specification knows no key {key!r}")
        self._created(name, block)
        self._message_and_user(name, block)
        state: dict[str, str] = {}
        if "state" not in block:
            self._tell("E048", f"{name}: the key `state` is missing")
        elif not isinstance(block["state"], Members):
            self._tell("E050", f"{name}: `state` is no JSON object")
        else:
            state = self._state(name, block["state"])
        return state, {key: block[key] for key in _ABOUT if key in block}

    def _created(self, name: str, block: Members) -> None:
        created = block.get("created")
        if "created" not in block:
            self._tell("E048", f"{name}: the key `created` is missing")
        elif not isinstance(created, str) or not is_rfc3339(created):
            self._tell("E049", f"{name}: `created` is no date and time of RFC 3339")

    def _message_and_user(self, name: str, block: Members) -> None:
        for key in ("message", "user"):
            if key not in block:
                self._tell("W007", f"{name}: the key `{key}` is missing")
        if not isinstance(block.get("message", ""), str):
            self._tell("E094", f"{name}: `message` is no text")
        if "user" in block:
            self._user(name, block["user"])

    def _user(self, name: str, user: object) -> None:
        if not isinstance(user, Members) or not isinstance(user.get("name"), str):
            self._tell("E054", f"{name}: `user` has no name")
            return
        for key in user.repeated:
            self._tell("E033", f"{name}: the key {key!r} of `user` stands more than once")
        for key in sorted(user.keys() - {"name", "address"}):
            self._tell("E102", f"{name}: the specification knows no key {key!r} of `user`")
        address = user.get("address")
        if "address" not in user:
            self._tell("W008", f"{name}: `user` has no address")
        elif not isinstance(address, str):
            self._tell("E054", f"{name}: the address of `user` is no text")
        elif not _SCHEME.match(address):
            self._tell("W009", f"{name}: the address {address!r} is no URI")

    def _state(self, name: str, block: Members) -> dict[str, str]:
        found: dict[str, str] = {}
        for digest, paths in self._digests(block, "E050"):
            if digest not in self._spelled:
                self._tell("E050", f"{name}: {digest!r} is not in the manifest")
            if not isinstance(paths, list):
                self._tell("E050", f"{name}: {digest} has no array of logical paths")
                continue
            for path in self._texts(paths, "E051"):
                if path in found:
                    self._tell("E095", f"{name}: {path!r} stands more than once")
                elif not self._faulty(path, LOGICAL):
                    found[path] = digest.lower()
        for folder in conflicts(found):
            self._tell("E095", f"{name}: {folder!r} is a file and a folder")
        self._alike(found, f"{name}: logical")
        return found

    def fixity(
        self, block: object, manifest: Collection[str]
    ) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return content path to algorithm to digests (section 3.5.4)."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        if not isinstance(block, Members):
            self._tell("E111", "`fixity` is no JSON object")
            return found
        for name in block.repeated:
            self._tell("E033", f"fixity: {name!r} stands more than once")
        for algorithm, inner in block.items():
            if not is_known(algorithm):
                self._tell("E056", f"fixity: {algorithm!r} is no digest algorithm that is known")
            elif not isinstance(inner, Members):
                self._tell("E057", f"fixity: `{algorithm}` is no JSON object")
            else:
                for path, digest in self._fixity_of(algorithm, inner, manifest):
                    digests = found.setdefault(path, {})
                    digests[algorithm] = (*digests.get(algorithm, ()), digest)
        return found

    def _fixity_of(
        self, algorithm: str, block: Members, manifest: Collection[str]
    ) -> Iterator[tuple[str, str]]:
        for digest, paths in self._digests(block, "E097"):
            if not has_form(digest, algorithm):
                self._tell("E057", f"fixity: {digest!r} is no {algorithm}")
            elif not isinstance(paths, list):
                self._tell("E057", f"fixity: {digest} has no array of content paths")
            else:
                for path in self._texts(paths, "E057"):
                    if self._faulty(path, CONTENT):
                        continue
                    if path not in manifest:
                        self._tell("E057", f"fixity: {path!r} is not in the manifest")
                    yield path, digest.lower()

    def _digests(self, block: Members, twice: str) -> Iterator[tuple[str, object]]:
        """Yield the members of a block, each digest once, whatever its case."""
        for digest in block.repeated:
            self._tell(twice, f"the digest {digest} stands more than once")
        seen: set[str] = set()
        for digest, paths in block.items():
            if digest.lower() in seen:
                self._tell(twice, f"the digest {digest} stands more than once, in another case")
            seen.add(digest.lower())
            yield digest, paths

    def _texts(self, paths: list[object], code: str) -> Iterator[str]:
        for path in paths:
            if isinstance(path, str):
                yield path
            else:
                self._tell(code, f"a path is {type(path).__name__}, no text")

    def _faulty(self, path: str, codes: PathCodes) -> bool:
        broken = list(faults(path, codes))
        for code, detail in broken:
            self._tell(code, detail)
        return bool(broken)

    def _alike(self, paths: Collection[str], kind: str) -> None:
        for one, other in alike(paths):
            self._tell("N001", f"{kind} paths {one!r} and {other!r}")


def is_rfc3339(text: str) -> bool:
    """Tell whether `text` is a date and time of RFC 3339, with seconds and a time zone."""
    match = _TIME.match(text)
    if match is None:
        return False
    try:
        datetime.fromisoformat(f"{match[1]}T{match[2]}")
    except ValueError:
        return False
    return True
