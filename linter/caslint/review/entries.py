"""Entries: servers at which requests enter, before and after, many of them told by what they are not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import overload

from caslint.model.server import Server

Entry = tuple[Server | None, Server | None]
"""A server at which requests enter, before and after; None where it is no entry on that side."""


class Entries(Sequence[Entry]):
    """All of some entries but a few.

    Nearly every site is asked about with nearly every server: to copy the list
    each time would take longer than to ask.
    """

    __slots__ = ("_all", "_but", "_list")

    def __init__(self, every: Sequence[Entry], but: Collection[Entry]) -> None:
        self._all = every
        self._but = but
        self._list: list[Entry] | None = None

    def __len__(self) -> int:
        return len(self._all) - len(self._but)

    def __iter__(self) -> Iterator[Entry]:
        return (entry for entry in self._all if entry not in self._but)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        if index == 0:
            return next(iter(self))
        if self._list is None:
            self._list = list(self)
        return self._list[index]
