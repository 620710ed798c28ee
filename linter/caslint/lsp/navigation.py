"""From a name to where it is declared, and to everywhere it is used; from an include to its files."""

from __future__ import annotations

import os
from collections.abc import Iterator

from caslint.files.disk import shown_path
from caslint.files.include_walk import IncludeFault
from caslint.lsp.analysis import standing_in
from caslint.lsp.desk import Desk
from caslint.lsp.diagnostics import Diagnoses
from caslint.lsp.names import Mention, Names
from caslint.lsp.overlay import Overlay
from caslint.lsp.place import Asked, asked
from caslint.lsp.protocol import Object, maybe, text
from caslint.lsp.symbols import SYMBOL_KINDS
from caslint.model import Server
from caslint.node import Scalar
from caslint.report.safe import visible
from caslint.routing.router import Router
from caslint.text import Source

_MOST_SYMBOLS = 500
_NOWHERE: Object = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}


def definition(desk: Desk, params: Object) -> list[Object]:
    """Where what is named at a position is declared."""
    place = asked(desk, params)
    spot = place.spot if place else None
    if place is None or spot is None or spot.is_key:
        return []
    if spot.path[:1] == ("include",):
        return list(_files(place, spot.node.text if isinstance(spot.node, Scalar) else ""))
    names = place.names()
    mention = names.at(place.source, place.offset)
    if mention is None:
        return []
    declaration = names.declaration(mention)
    return [_location(place, declaration)] if declaration else list(_behind(place, mention))


def references(desk: Desk, params: Object) -> list[Object]:
    """Everywhere that what is named at a position is named."""
    place = asked(desk, params)
    if place is None:
        return []
    names = place.names()
    mention = names.at(place.source, place.offset)
    declaration = names.declaration(mention) if mention else None
    if declaration is None:
        return []
    wants_all = maybe(params, "context", "includeDeclaration") is not False
    return [_location(place, one) for one in names.uses(declaration) if wants_all or not one.declares]


def highlights(desk: Desk, params: Object) -> list[Object]:
    """Where in the document that is named which is named at a position."""
    uri = desk.documents.named(params).uri
    return [{"range": one["range"]} for one in references(desk, params) if one["uri"] == uri]


def workspace_symbols(desk: Desk, params: Object) -> list[Object]:
    """What is declared in any file of the organizations that are open, by a part of its name."""
    query = text(params, "query").casefold()
    found: dict[tuple[str, int], Object] = {}
    for analysis in desk.analyses():
        diagnoses = desk.diagnoses(analysis)
        for one in analysis.checked:
            for mention in Names(one.loaded.trees).mentions:
                if mention.declares and query in mention.name.casefold():
                    found.setdefault(mention.place, _symbol(diagnoses, mention))
    return list(found.values())[:_MOST_SYMBOLS]


def _symbol(diagnoses: Diagnoses, mention: Mention) -> Object:
    uri = diagnoses.client.uri(diagnoses.path(mention.source))
    span = diagnoses.ruler(mention.source).range(mention.node.start, mention.node.end)
    location = {"uri": uri, "range": span}
    return {"name": visible(mention.name), "kind": SYMBOL_KINDS[str(mention.path[0])], "location": location}


def _location(place: Asked, mention: Mention) -> Object:
    return place.location(mention.source, mention.node.start, mention.node.end)


def _files(place: Asked, pattern: str) -> Iterator[Object]:
    """The files that an include names, each at its beginning."""
    folder = place.analysis.asked.folder
    with standing_in(folder):
        overlay = Overlay(os.getcwd(), place.analysis.asked.buffers)
        found = overlay.expand(place.checked.loaded.path, pattern)
        paths = [] if isinstance(found, IncludeFault) else [shown_path(path, os.getcwd()) for path in found]
    for path in paths:
        yield {"uri": place.diagnoses.client.uri(place.analysis.path(path)), "range": _NOWHERE}


def _behind(place: Asked, mention: Mention) -> Iterator[Object]:
    """The servers that answer to a host name."""
    topology = place.checked.loaded.topology
    if mention.kind != "host" or topology is None:
        return
    protocol = mention.owner.entries.get("protocol")
    asked_for = protocol.text if isinstance(protocol, Scalar) else ""
    for server in topology.derived(Router).hosts.behind(mention.name, asked_for):
        yield _head(place, server.source, server)


def _head(place: Asked, source: Source, server: Server) -> Object:
    where = server.place
    return place.location(source, where.start, where.end)
