"""Which organization of one side is which of the other, though files may have been renamed."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from caslint.compose import Loaded
from caslint.review.side import Side


class Pair(NamedTuple):
    """The same organization before and after; None where it stands on one side only."""

    base: Loaded | None
    head: Loaded | None

    def in_place_of(self, path: str) -> str:
        """Where a path of BASE stands as HEAD's settings see it: beside HEAD's root file."""
        if self.base is None or self.head is None:
            return path
        root, other = os.path.abspath(self.base.path), os.path.abspath(self.head.path)
        if os.path.abspath(path) == root:
            return other
        below = os.path.relpath(os.path.abspath(path), os.path.dirname(root))
        return os.path.normpath(os.path.join(os.path.dirname(other), below))


def pairs(base: Side, head: Side) -> list[Pair]:
    """Pair the organizations: by their files' names, by their own names, by their servers, and what is left over."""
    left, right = list(base.organizations), list(head.organizations)
    found = _alike(left, right, _path_from(base), _path_from(head))
    found += _alike(left, right, _name, _name)
    found += _overlapping(left, right)
    if len(left) == len(right) == 1:
        found.append(Pair(left.pop(), right.pop()))
    return [*found, *[Pair(one, None) for one in left], *[Pair(None, one) for one in right]]


Key = Callable[[Loaded], str]


def _path_from(side: Side) -> Key:
    return lambda one: os.path.relpath(os.path.abspath(one.path), side.folder)


def _name(one: Loaded) -> str:
    return one.topology.organization.name.casefold() if one.topology is not None else ""


def _alike(left: list[Loaded], right: list[Loaded], left_key: Key, right_key: Key) -> list[Pair]:
    """Take out those of the same key; a key that several have on one side tells nothing."""
    found: list[Pair] = []
    for one in list(left):
        key = left_key(one)
        others = [other for other in right if right_key(other) == key]
        if key and len(others) == 1 and [left_key(each) for each in left].count(key) == 1:
            left.remove(one)
            right.remove(others[0])
            found.append(Pair(one, others[0]))
    return found


def _overlapping(left: list[Loaded], right: list[Loaded]) -> list[Pair]:
    """Take out those that have most servers in common."""
    servers = {id(one): _servers(one) for one in (*left, *right)}
    common = [
        (-len(servers[id(one)] & servers[id(other)]), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if servers[id(one)] & servers[id(other)]
    ]
    found: list[Pair] = []
    candidates = list(left), list(right)
    for _, i, j in sorted(common):
        one, other = candidates[0][i], candidates[1][j]
        if one in left and other in right:
            left.remove(one)
            right.remove(other)
            found.append(Pair(one, other))
    return found


def _servers(one: Loaded) -> set[str]:
    return {server.name.casefold() for server in one.topology.organization.servers} if one.topology else set()
