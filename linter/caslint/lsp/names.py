"""Every place of an organization that declares or uses a name, read from the trees: a broken shape hides none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from caslint.lsp.spot import Path, at
from caslint.node import Mapping, Node, Scalar, Sequence
from caslint.text import Source

DECLARES = {
    "sites": "site",
    "servers": "server",
    "clientAccessArrays": "array",
    "mailboxDatabases": "database",
    "clients": "client",
}
"""By list of the topology: what its items' `name` declares."""

USES: dict[str, dict[Path, str]] = {
    "servers": {("site",): "site", ("autoDiscoverSiteScope",): "site"},
    "clientAccessArrays": {("site",): "site", ("members",): "server"},
    "mailboxDatabases": {("server",): "server", ("rpcClientAccessServer",): "host"},
    "proxying": {("from",): "server", ("to",): "server"},
    "clients": {
        ("connectsTo",): "host",
        ("mailbox", "site"): "site",
        ("mailbox", "server"): "server",
        ("mailbox", "database"): "database",
    },
}
"""By list and field of an item: what is named there; a host is a server, an array, or a name on the network."""

Tree = tuple[Source, Node | None]


class Mention(NamedTuple):
    """A name where it stands; `kind` is site, server, array, database, client or host."""

    kind: str
    source: Source
    node: Scalar
    path: Path
    owner: Mapping
    declares: bool

    @property
    def name(self) -> str:
        """The name as it is written."""
        return self.node.text

    @property
    def place(self) -> tuple[str, int]:
        """What is the same for two mentions that aliases make of one text."""
        return self.source.path, self.node.start


class Names:
    """The names of one organization."""

    def __init__(self, trees: Iterable[Tree]) -> None:
        self.mentions = [one for source, root in trees if root is not None for one in _in_file(source, root)]
        self._declared: dict[tuple[str, str], Mention] = {}
        for one in self.mentions:
            if one.declares:
                self._declared.setdefault((one.kind, one.name.casefold()), one)
        for one in [one for one in self.mentions if one.declares]:
            for name in _other_names(one):
                self._declared.setdefault((one.kind, name.casefold()), one)

    def at(self, source: Source, offset: int) -> Mention | None:
        """The mention that stands at an offset."""
        for one in self.mentions:
            if one.source is source and one.node.start <= offset <= one.node.end:
                return one
        return None

    def declaration(self, mention: Mention) -> Mention | None:
        """Where what is mentioned is declared."""
        if mention.kind != "host":
            return self.named(mention.kind, mention.name)
        host = mention.name.removesuffix(".")
        return self.named("server", mention.name) or self.named("server", host) or self.named("array", host)

    def named(self, kind: str, name: str) -> Mention | None:
        """The declaration of a name."""
        return self._declared.get((kind, name.casefold()))

    def uses(self, declaration: Mention) -> Iterator[Mention]:
        """Every mention of what is declared, its declaration among them, each place once."""
        seen: set[tuple[str, int]] = set()
        for one in self.mentions:
            if one.place not in seen and self.declaration(one) is declaration:
                seen.add(one.place)
                yield one

    def declared(self, kind: str) -> list[Mention]:
        """Everything of a kind, in the order of the files."""
        return [one for one in self.mentions if one.declares and one.kind == kind]


def _other_names(declaration: Mention) -> Iterator[str]:
    """The full name of a server or an array, which stands for it, too."""
    node = declaration.owner.entries.get("fqdn")
    if isinstance(node, Scalar) and node.text and declaration.kind in {"server", "array"}:
        yield node.text


def _in_file(source: Source, root: Node) -> Iterator[Mention]:
    if not isinstance(root, Mapping):
        return
    for section, node in root.entries.items():
        if isinstance(node, Sequence) and (section in DECLARES or section in USES):
            for index, item in enumerate(node.items):
                if isinstance(item, Mapping):
                    yield from _in_item(source, section, item, (section, index))


def _in_item(source: Source, section: str, item: Mapping, path: Path) -> Iterator[Mention]:
    name = item.entries.get("name")
    if section in DECLARES and _is_name(name):
        assert isinstance(name, Scalar)  # noqa: S101  _is_name said so
        yield Mention(DECLARES[section], source, name, (*path, "name"), item, declares=True)
    for field, kind in USES.get(section, {}).items():
        for more, node in _scalars(at(item, field)):
            yield Mention(kind, source, node, (*path, *field, *more), item, declares=False)


def _scalars(node: Node | None) -> Iterator[tuple[Path, Scalar]]:
    """The name that stands in a field, or each of a list of them."""
    listed = enumerate(node.items) if isinstance(node, Sequence) else ()
    if _is_name(node):
        assert isinstance(node, Scalar)  # noqa: S101  _is_name said so
        yield (), node
    for index, item in listed:
        if _is_name(item):
            assert isinstance(item, Scalar)  # noqa: S101  the same
            yield (index,), item


def _is_name(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.end > node.start
