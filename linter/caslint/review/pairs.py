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

    @property
    def root(self) -> str:
        """The path of the root file, as it is now where it is there."""
        found = self.head or self.base
        return found.path if found is not None else ""

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
    """Pair the organizations; a file that takes another's name is told from one that was edited.

    What keeps file and name goes together first, then the same texts, the same
    names, those that cannot be read by their files, the same servers, the same
    files, and what is left over.
    """
    left, right = list(base.organizations), list(head.organizations)
    from_base, from_head = _path_from(base), _path_from(head)
    found = _alike(left, right, _both(from_base, _name), _both(from_head, _name))
    found += _alike(left, right, _texts, _texts)
    found += _alike(left, right, _name, _name)
    found += _alike(left, right, from_base, from_head, _is_unsound)
    found += _overlapping(left, right, from_base, from_head)
    found += _alike(left, right, from_base, from_head)
    if len(left) == len(right) == 1:
        found.append(Pair(left.pop(), right.pop()))
    return [*found, *[Pair(one, None) for one in left], *[Pair(None, one) for one in right]]


Mark = str | tuple[str, ...]
"""What makes organizations the same; nothing does where it is empty."""

Key = Callable[[Loaded], Mark]


def _path_from(side: Side) -> Callable[[Loaded], str]:
    return lambda one: os.path.relpath(os.path.abspath(one.path), side.folder)


def _name(one: Loaded) -> str:
    return one.topology.organization.name.casefold() if one.topology is not None else ""


def _both(path: Callable[[Loaded], str], name: Callable[[Loaded], str]) -> Key:
    return lambda one: (path(one), name(one)) if name(one) else ()


def _texts(one: Loaded) -> Mark:
    return () if one.topology is None else tuple([source.text for source, _ in one.trees])


def _is_unsound(pair: Pair) -> bool:
    return any(one is not None and one.topology is None for one in pair)


def _alike(
    left: list[Loaded],
    right: list[Loaded],
    left_key: Key,
    right_key: Key,
    wanted: Callable[[Pair], bool] = lambda _: True,
) -> list[Pair]:
    """Take out those of the same key; a key that several have on one side tells nothing."""
    before, after = _by_key(left, left_key), _by_key(right, right_key)
    found: list[Pair] = []
    for key in before.keys() & after.keys():
        if key and len(before[key]) == len(after[key]) == 1:
            pair = Pair(before[key][0], after[key][0])
            if wanted(pair):
                found.append(pair)
    return _taken(found, left, right)


def _by_key(listed: list[Loaded], key: Key) -> dict[Mark, list[Loaded]]:
    found: dict[Mark, list[Loaded]] = {}
    for one in listed:
        found.setdefault(key(one), []).append(one)
    return found


def _taken(found: list[Pair], left: list[Loaded], right: list[Loaded]) -> list[Pair]:
    """The pairs in BASE's order; what they hold is taken out of both lists."""
    order = {id(one): number for number, one in enumerate(left)}
    gone = {id(one) for pair in found for one in pair}
    left[:] = [one for one in left if id(one) not in gone]
    right[:] = [one for one in right if id(one) not in gone]
    return sorted(found, key=lambda pair: order[id(pair.base)])


def _overlapping(left: list[Loaded], right: list[Loaded], left_key: Key, right_key: Key) -> list[Pair]:
    """Take out those that have most servers in common; of several, those whose files have the same name."""
    servers = {id(one): _servers(one) for one in (*left, *right)}
    common = [
        (-len(servers[id(one)] & servers[id(other)]), left_key(one) != right_key(other), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if servers[id(one)] & servers[id(other)]
    ]
    found: list[Pair] = []
    gone: set[int] = set()
    candidates = list(left), list(right)
    for *_, i, j in sorted(common):
        one, other = candidates[0][i], candidates[1][j]
        if id(one) not in gone and id(other) not in gone:
            gone |= {id(one), id(other)}
            found.append(Pair(one, other))
    return _taken(found, left, right)


def _servers(one: Loaded) -> set[str]:
    return {server.name.casefold() for server in one.topology.organization.servers} if one.topology else set()
