"""A topology file before it is text: keys and values in the order of the file, with the comments beside them."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from caslint.importer.draft import Plain, Remark

Section: TypeAlias = "dict[str, Entry]"
"""A mapping of the file."""


class Entry(NamedTuple):
    """A value and what is said of it; a list of mappings stands for several web sites."""

    value: Plain | Section | list[Section]
    remark: Remark | None = None


UNKNOWN = "unknown"
ABSENT = "absent"


class Document:
    """The sections of a topology file.

    `notes` is what else people should know: what was not exported, what was
    left out, what was decided.
    """

    def __init__(self) -> None:
        self.organization: Section = {}
        self.sites: list[Section] = []
        self.servers: list[Section] = []
        self.arrays: list[Section] = []
        self.databases: list[Section] = []
        self.notes: list[Remark] = []
        self.not_exported: list[str] = []


def roles_of(section: Section) -> tuple[str, ...]:
    """The roles that a server's section declares."""
    value = section["roles"].value if "roles" in section else ()
    return value if isinstance(value, tuple) else ()


def text_of(section: Section, key: str) -> str:
    """The text that stands under a key; empty where there is none."""
    value = section[key].value if key in section else None
    return value if isinstance(value, str) else ""
