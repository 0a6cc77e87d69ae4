"""Groups: what hangs together, directly or through others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Members that are joined two by two; grouping goes on through common members."""

    def __init__(self) -> None:
        self._leader: dict[T, T] = {}

    def add(self, member: T) -> None:
        """Take in a member, a group of its own until it is joined."""
        self._leader.setdefault(member, member)

    def join(self, one: T, other: T) -> None:
        """Say that two belong together."""
        self.add(one)
        self.add(other)
        self._leader[self.leader(one)] = self.leader(other)

    def together(self, one: T, other: T) -> bool:
        """Tell whether two are in one group already."""
        return self.leader(one) == self.leader(other)

    def leader(self, member: T) -> T:
        """Return the member that stands for a group.

        Raises:
            KeyError: it was never taken in.
        """
        path = []
        while (above := self._leader[member]) != member:
            path.append(member)
            member = above
        for passed in path:
            self._leader[passed] = member
        return member

    def of(self, members: Iterable[T]) -> list[list[T]]:
        """Return the groups of these members, each in the order given, the first first."""
        found: dict[T, list[T]] = {}
        for member in members:
            found.setdefault(self.leader(member), []).append(member)
        return list(found.values())
