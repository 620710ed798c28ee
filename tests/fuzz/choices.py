"""Bytes read as decisions, so that a fuzzer that changes a byte changes one decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """Gives decisions as long as there are bytes, and then the first of everything."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    @property
    def left(self) -> bool:
        """Whether a byte is left to decide by."""
        return self.at < len(self.data)

    def below(self, count: int) -> int:
        """A number from 0 to `count` - 1; 0 where the bytes are at their end."""
        size = 1 if count <= 256 else 2
        taken = self.data[self.at : self.at + size]
        self.at += size
        return int.from_bytes(taken, "big") % count

    def pick(self, things: Sequence[T]) -> T:
        """One of the things."""
        return things[self.below(len(things))]

    def text(self, most: int) -> str:
        """A text of so many bytes at the most, of any characters but halves of them."""
        size = self.below(most + 1)
        taken = self.data[self.at : self.at + size]
        self.at += size
        return taken.decode("utf-8", "replace")
