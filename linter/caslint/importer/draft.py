"""What the exports say, merged by server and identity: facts by field, each with the file that told it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from caslint.exchange.versions import Version, parse
from caslint.importer.value import Lost, Value

Plain: TypeAlias = "str | bool | tuple[str, ...] | None"
"""A value as a topology file holds it; None is null."""

DEFAULT_WEB_SITE = "Default Web Site"


class Fact(NamedTuple):
    """A value, and the path of the file that told it."""

    value: Plain
    file: str


class Remark(NamedTuple):
    """What the import had to decide, as words with `{}` for each of the values; a list of values is counted up.

    `aloud` says that it is told beside the file, too.
    """

    words: str
    values: tuple[Plain, ...] = ()
    aloud: bool = False


class Item:
    """The facts of one object by field.

    A field that is not there was not exported.  `lost` are fields that were
    exported but whose values the encoding did not keep.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.facts: dict[str, Fact] = {}
        self.lost: dict[str, str] = {}
        self.remarks: dict[str, Remark] = {}

    def put(self, field: str, value: Plain | Lost, file: str) -> None:
        """Add a fact; one that is there already stays, and where they differ both are remembered."""
        if isinstance(value, Lost):
            self.lost.setdefault(field, file)
            return
        known = self.facts.setdefault(field, Fact(value, file))
        if not same(known.value, value):
            values = _told_apart(file, value, known.file)
            others = Remark("{} says {}; {} is followed", values, aloud=True)
            self.remarks.setdefault(field, others)

    def read(
        self, field: str, reading: Callable[[Value], Plain | Lost], properties: dict[str, Value], file: str
    ) -> None:
        """Add the fact of the property that is called like the field, where it was exported."""
        if field.lower() in properties:
            self.put(field, reading(properties[field.lower()]), file)

    def value(self, field: str) -> Plain:
        """The value of a field; None where it is null and where it was not exported."""
        return self.facts[field].value if field in self.facts else None

    def text(self, field: str) -> str | None:
        """The value of a field that holds a text."""
        value = self.value(field)
        return value if isinstance(value, str) else None

    def listed(self, field: str) -> tuple[str, ...] | None:
        """The value of a field that holds a list; None where it was not exported."""
        value = self.value(field)
        return value if isinstance(value, tuple) else None


class DraftServer(Item):
    """A server.

    `directories` holds virtual directories by kind and then by web site in
    lower case; `services` holds outlookAnywhere, pop3 and imap4.
    `seen_version` is the version that a virtual directory told of its server.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.directories: dict[str, dict[str, Item]] = {}
        self.services: dict[str, Item] = {}
        self.seen_version: Fact | None = None

    @property
    def version(self) -> Version | None:
        """The version as its text tells it; None where it was not exported or is not understood."""
        text = self.text("version")
        return parse(text) if text is not None else None

    def directory(self, kind: str, web_site: str) -> Item:
        """The virtual directory of a web site."""
        sites = self.directories.setdefault(kind, {})
        return sites.setdefault(web_site.casefold(), Item(web_site))

    def service(self, kind: str) -> Item:
        """Outlook Anywhere, POP3 or IMAP4."""
        return self.services.setdefault(kind, Item(kind))


class Draft:
    """An organization as exported.  Servers, sites, arrays and databases are kept by their names in lower case."""

    def __init__(self) -> None:
        self.organization = Item("")
        self.sites: dict[str, Item] = {}
        self.servers: dict[str, DraftServer] = {}
        self.arrays: dict[str, Item] = {}
        self.databases: dict[str, Item] = {}
        self.kinds: set[str] = set()
        self.left_out: list[Remark] = []
        self._full_names: dict[str, DraftServer] = {}

    def leave_out(self, file: str, why: str) -> None:
        """Remember that an object of a file cannot be placed."""
        self.left_out.append(Remark("{}: " + why, (last_name_of(file),)))

    def know(self, server: DraftServer) -> None:
        """Take note of the full name that a server has been given."""
        full_name = server.text("fqdn")
        if full_name:
            self._full_names.setdefault(full_name.casefold(), server)

    def server(self, name: str) -> DraftServer:
        """The server of a name, or of a full name where one is known; a new one where there is none."""
        key = name.casefold()
        if key not in self.servers and "." in key:
            known = self._full_names.get(key)
            if known is not None:
                return known
            key, name = key.partition(".")[0] or key, name.partition(".")[0] or name
        return self.servers.setdefault(key, DraftServer(name))


def last_name_of(file: str) -> str:
    """A file's own name, which does not depend on where the import was started."""
    return file.rpartition("/")[2]


def _told_apart(file: str, value: Plain, followed: str) -> tuple[Plain, ...]:
    """The values of a remark about two files, which are called by their last names where these differ."""
    last, last_followed = last_name_of(file), last_name_of(followed)
    return (file, value, followed) if last == last_followed else (last, value, last_followed)


def same(one: Plain, other: Plain) -> bool:
    """Whether two values mean the same: texts compare without case, lists without order."""
    return _folded(one) == _folded(other)


def _folded(value: Plain) -> object:
    if isinstance(value, str):
        return value.casefold()
    return frozenset([item.casefold() for item in value]) if isinstance(value, tuple) else value
