"""What a property of an exported object holds, whatever encoding it came in."""

from __future__ import annotations

from enum import Enum
from typing import Final, TypeAlias


class Lost(Enum):
    """A value that was there and that the encoding did not keep: a list cut short, or only its type's name."""

    LOST = "lost"


LOST: Final = Lost.LOST

Value: TypeAlias = "bool | int | str | Lost | Thing | list[Value] | None"
"""None is `$null` or an empty cell; what was not exported at all is not there."""


class Thing:
    """An exported object.

    `types` are its type names, most derived first, none where the encoding has
    none.  `text` is what its ToString gave, None where that is not told.
    `number` is the number of an enumeration's value.  `properties` are kept by
    their names in lower case, because the shell compares them so.
    """

    __slots__ = ("number", "properties", "text", "types")

    def __init__(
        self,
        properties: dict[str, Value] | None = None,
        types: tuple[str, ...] = (),
        text: str | None = None,
        number: int | None = None,
    ) -> None:
        self.properties = properties if properties is not None else {}
        self.types = types
        self.text = text
        self.number = number

    def __repr__(self) -> str:
        return f"Thing({self.text!r}, {self.properties!r})"


class ExportError(Exception):
    """Why a file is no export that can be read, in words that follow the file's name."""
