"""What an export says that an existing declaration does not: one change a fact, each with the edit that makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from caslint.importer.document import Document, Entry, Section
from caslint.importer.draft import Plain
from caslint.importer.emit import spoken
from caslint.importer.patch import Patch

SERVER_ORDER = (
    "name",
    "fqdn",
    "site",
    "version",
    "build",
    "roles",
    "planned",
    "perimeter",
    "internetFacing",
    "autoDiscoverServiceInternalUri",
    "autoDiscoverSiteScope",
    "allowProxyingWithoutSsl",
    "owaResourceVersions",
    "certificateNames",
    "virtualDirectories",
    "outlookAnywhere",
    "pop3",
    "imap4",
)
"""The order of a server's keys in a file."""

UNTOLD = "not declared"
"""How a fact is called that the file does not hold and whose absence says nothing."""


class Change(NamedTuple):
    """A fact that differs, or an object that the file does not have.

    `subject` is what it is about (`CAS01/owa`), `field` the key, `old` and `new`
    are in words; of an object there is the subject only (`server CAS05`).
    `apply` makes the edit and tells whether it could.
    """

    subject: str
    field: str
    old: str
    new: str
    apply: Callable[[Patch], bool]

    @property
    def words(self) -> str:
        """`CAS01/owa externalUrl: null -> https://mail.contoso.com/owa`, `server CAS05`."""
        return f"{self.subject} {self.field}: {self.old} -> {self.new}" if self.field else self.subject


class Drift(NamedTuple):
    """Everything that differs, and what the file has and the export has not."""

    changes: list[Change]
    additions: list[Change]
    gone: list[str]


class Exports(NamedTuple):
    """An import in its two forms: `whole` with every fact, `brief` as it would be written."""

    whole: Document
    brief: Document
    kinds: set[str]


def told(plain: Plain) -> str:
    """A value in the words of a change."""
    return f"[{', '.join(plain)}]" if isinstance(plain, tuple) else spoken(plain)


def as_words(entry: Entry) -> str:
    """What is said of a value that is a whole mapping."""
    if isinstance(entry.value, dict):
        return _section_words(entry.value)
    if isinstance(entry.value, list):
        return f"{len(entry.value)} web sites"
    return told(entry.value)


def _section_words(section: Section) -> str:
    flat = [
        f"{key} {told(each.value)}"
        for key, each in section.items()
        if not isinstance(each.value, dict | list)
    ]
    return ", ".join(flat) or "as Setup leaves it"


def by_name(sections: Iterable[Section]) -> dict[str, Section]:
    """Sections by their names in lower case."""
    return {str(each["name"].value).casefold(): each for each in sections}
