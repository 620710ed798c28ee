"""The outline of a document: sites, servers with their directories, arrays, databases, paths and clients."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.lsp.desk import Desk
from caslint.lsp.names import DECLARES
from caslint.lsp.protocol import Object
from caslint.lsp.ruler import MARK, Ruler
from caslint.model.declared import head
from caslint.node import Mapping, Node, Scalar, Sequence
from caslint.report.safe import visible
from caslint.text import Source
from caslint.tree import parse

SYMBOL_KINDS = {
    "sites": 3,
    "servers": 5,
    "clientAccessArrays": 18,
    "mailboxDatabases": 23,
    "proxying": 24,
    "clients": 11,
}
"""The protocol's symbol kinds that look most like it: namespace, class, array, struct, event, interface."""

_PROPERTY = 7
_KEY = 20


def document_symbols(desk: Desk, params: Object) -> list[Object]:
    """The symbols of a document as it stands in its buffer; none while it is no YAML."""
    document = desk.documents.named(params)
    source = Source(document.uri, document.source.text.removeprefix(MARK))
    root = parse(source.text).root
    if not isinstance(root, Mapping):
        return []
    found = list(_Symbols(Ruler(source, desk.client.encoding, document.lead)).top(root))
    return found if desk.client.takes_trees else list(_flat(found, document.uri, ""))


class _Symbols:
    def __init__(self, ruler: Ruler) -> None:
        self.ruler = ruler

    def top(self, root: Mapping) -> Iterator[Object]:
        """One symbol a section, with its items."""
        for key, node in root.entries.items():
            if key in SYMBOL_KINDS and isinstance(node, Sequence):
                section = self._key(root, key, _KEY)
                own = (
                    node.items if node.start >= root.key_range(key)[1] else ()
                )  # an alias has its items elsewhere
                section["children"] = [self._item(key, one) for one in own if isinstance(one, Mapping)]
                yield section

    def _item(self, section: str, item: Mapping) -> Object:
        name = _text(item, "name") if section in DECLARES else f"{_text(item, 'from')} -> {_text(item, 'to')}"
        span = item.start, self._end(item)
        start, end = head(item)
        selected = (start, end) if span[0] <= start <= end <= span[1] else (span[0], span[0])
        found = self._symbol(name, SYMBOL_KINDS[section], selected, span)
        if section == "servers":
            found["detail"] = visible(_text(item, "version"))
            directories = item.entries.get("virtualDirectories")
            if (
                isinstance(directories, Mapping)
                and directories.start >= item.key_range("virtualDirectories")[1]
            ):
                found["children"] = [self._key(directories, key, _PROPERTY) for key in directories.entries]
        return found

    def _key(self, owner: Mapping, key: str, kind: int) -> Object:
        start, end = owner.key_range(key)
        value = owner.entries[key]
        is_here = value.start >= end  # and was not brought in by an alias
        return self._symbol(key, kind, (start, end), (start, max(end, self._end(value)) if is_here else end))

    def _symbol(self, name: str, kind: int, selected: tuple[int, int], span: tuple[int, int]) -> Object:
        return {
            "name": visible(name).strip() or "(without a name)",
            "kind": kind,
            "range": self.ruler.range(*span),
            "selectionRange": self.ruler.range(*selected),
        }

    def _end(self, node: Node) -> int:
        """Where a node ends, without the white space behind it."""
        return node.start + len(self.ruler.source.text[node.start : node.end].rstrip())


def _text(item: Mapping, key: str) -> str:
    node = item.entries.get(key)
    return node.text if isinstance(node, Scalar) else ""


def _flat(symbols: list[Object], uri: str, inside: str) -> Iterator[Object]:
    """The symbols as older clients take them: a list, each with what it stands in."""
    for one in symbols:
        flat = {"name": one["name"], "kind": one["kind"], "location": {"uri": uri, "range": one["range"]}}
        yield {**flat, "containerName": inside} if inside else flat
        yield from _flat(one.get("children", []), uri, one["name"])
