"""Completion of values: names that are declared, words of the format, versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from caslint.exchange.releases import RELEASES
from caslint.lsp.cursor import Cursor, cursor
from caslint.lsp.desk import Desk
from caslint.lsp.documents import Document
from caslint.lsp.format_words import schema_at, shape
from caslint.lsp.names import USES, Names, Tree
from caslint.lsp.protocol import Object, mapping
from caslint.lsp.quoting import written
from caslint.lsp.rule_words import rule_choices
from caslint.lsp.ruler import MARK, Ruler
from caslint.model.url import url
from caslint.node import FLAGS, Mapping, Node, Scalar
from caslint.report.safe import visible
from caslint.text import Source

_VALUE, _REFERENCE = 12, 18
_LONGEST = 500
"""No host name, and no address that holds one, takes more characters."""

_SETTING = re.compile(r"([^\s:/]+\.[^\s:/]+):\d+(?::(?:SSL|TLS))?\Z")


class Choice(NamedTuple):
    """A word that may stand somewhere, and what it is."""

    word: str
    detail: str
    kind: int = _VALUE


def completion(desk: Desk, params: Object) -> list[Object]:
    """What may stand at a position; nothing where that is not known."""
    document = desk.documents.named(params)
    rules = list(rule_choices(desk, document, params))
    if rules:
        return rules
    source = Source(document.uri, document.source.text.removeprefix(MARK))
    ruler = Ruler(source, desk.client.encoding, document.lead)
    found = cursor(source.text, ruler.offset(mapping(params, "position")))
    if found is None:
        return []
    span = ruler.range(found.start, found.end)
    choices = {choice.word: choice for choice in _choices(desk, document, found)}
    return [_item(choice, found.style, span, number) for number, choice in enumerate(choices.values())]


def _item(choice: Choice, style: str, span: Object, number: int) -> Object:
    new = choice.word if choice.word in FLAGS else written(choice.word, style)
    return {
        "label": visible(choice.word),
        "kind": choice.kind,
        "detail": visible(choice.detail),
        "sortText": f"{number:05}",
        "filterText": new,
        "textEdit": {"range": span, "newText": new},
    }


def _choices(desk: Desk, document: Document, found: Cursor) -> Iterator[Choice]:
    kind = _kind(found)
    if kind:
        yield from _names(kind, _trees(desk, document, found))
    elif found.path[:1] == ("servers",) and found.path[2:] == ("version",):
        for release in reversed(RELEASES):
            yield Choice(release.name, ".".join(map(str, release.build)))
    else:
        yield from _words(found)


def _kind(found: Cursor) -> str:
    """What is named there; empty where nothing is."""
    field = tuple([step for step in found.path[2:] if isinstance(step, str)])
    return USES.get(str(found.path[0]), {}).get(field, "") if found.path else ""


def _words(found: Cursor) -> Iterator[Choice]:
    """The words that the format lists."""
    schema = schema_at(found.root, found.source, found.path)
    title = schema.get("title", "")
    for word in shape().words(schema):
        yield Choice(word, title)
    if "boolean" in shape().types(schema):
        yield from [Choice(word, title) for word in ("true", "false")]


def _trees(desk: Desk, document: Document, found: Cursor) -> list[Tree]:
    """This document as it is being written, and the other files of its organization as they were read last."""
    known = desk.last_analysis(document)
    if known is None and document.path is not None:
        known = desk.analysis(document)
    others = [
        tree
        for one in (known.of(document.path) if known is not None and document.path is not None else ())
        for tree in one.loaded.trees
        if known is not None and known.path(tree[0].path) != document.path
    ]
    return [(found.source, found.root), *others]


def _names(kind: str, trees: list[Tree]) -> Iterator[Choice]:
    names = Names(trees)
    for one in ("server", "array") if kind == "host" else (kind,):
        for mention in names.declared(one):
            yield Choice(mention.name, _described(one, mention.owner), _REFERENCE)
    if kind == "host":
        for host in sorted({host for _, root in trees if root is not None for host in _hosts(root)}):
            yield Choice(host, "host name", _REFERENCE)


def _described(kind: str, owner: Mapping) -> str:
    """`server, Redmond, 2010 SP3`, as far as it is written."""
    nodes = [owner.entries.get(field) for field in ("site", "version", "server")]
    return ", ".join([kind, *[node.text for node in nodes if isinstance(node, Scalar) and node.text]])


def _hosts(root: Node) -> Iterator[str]:
    """The host names in addresses, connection settings and full names of a tree; shared nodes are met once."""
    todo: list[tuple[str, Node]] = [("", root)]
    seen: set[int] = set()
    while todo:
        key, node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Scalar):
            yield from _host(key, node.text)
        elif isinstance(node, Mapping):
            todo += node.entries.items()
        else:
            todo += [(key, item) for item in node.items]


def _host(key: str, text: str) -> Iterator[str]:
    if len(text) > _LONGEST:
        return
    address = url(text) if "://" in text else None
    setting = _SETTING.match(text)
    if address is not None:
        yield address.host
    elif setting is not None:
        yield setting[1]
    elif key in {"fqdn", "loadBalancer", "externalHostname"} and text and text != "null":
        yield text
