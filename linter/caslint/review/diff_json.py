"""A review as JSON, version 1 of the contract in schemas/diff.schema.json; one finding or route a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from caslint.node import Node, Scalar, is_null
from caslint.node import Sequence as Items
from caslint.report.json import Object, finding_object, without_commands
from caslint.report.options import Options
from caslint.report.route_json import route_object
from caslint.review.answer import Answer
from caslint.review.changes import Change
from caslint.review.review import Caused, Review, rows
from caslint.text import Place

_INDENT = "      "


def render(review: Review, options: Options) -> Iterator[str]:
    """Every finding and every route, never one for many."""
    return without_commands(_document(review), options)


def _document(review: Review) -> Iterator[str]:
    found = review.found
    yield '{\n  "version": 1,\n  "findings": {\n'
    yield from _list("new", map(finding_object, found.new))
    yield from _list("fixed", map(finding_object, found.fixed))
    yield from _list("kept", map(finding_object, found.kept))
    yield from _list("suppressed", map(finding_object, found.suppressed), end="\n")
    yield '  },\n  "routes": {\n'
    yield from _list("lost", _rows(review.of("lost")))
    yield from _list("gained", _rows(review.of("gained")))
    yield from _list("changed", _rows(review.of("changed")), end="\n")
    yield "  }"
    untold = [{"file": file, "reason": reason} for file, reason in review.remarks]
    if untold:
        yield f',\n  "unreadable": {json.dumps(untold)}'
    yield "\n}\n"


def _list(name: str, items: Iterable[Object], end: str = ",\n") -> Iterator[str]:
    yield f"    {json.dumps(name)}: ["
    between = "\n"
    for item in items:
        yield f"{between}{_INDENT}{json.dumps(item)}"
        between = ",\n"
    yield ("" if between == "\n" else "\n    ") + "]" + end


def _rows(found: Sequence[Caused]) -> Iterator[Object]:
    known: dict[int, list[Object]] = {}
    for one in rows(found):
        causes = known.get(id(one.causes))
        if causes is None:
            causes = known[id(one.causes)] = [cause_object(cause) for cause in one.causes]
        yield _row(one, causes)


def _row(one: Caused, causes: list[Object]) -> Object:
    block, request = one.block, one.block.request
    entry, mailbox = request.entry, request.mailbox
    row: Object = {
        "protocol": block.protocol,
        "entry": entry.name,
        "entrySite": entry.site.name if entry.site else None,
        "mailboxSite": mailbox.site.name if mailbox.site else None,
        "mailboxVersion": mailbox.family.word,
    }
    if mailbox.database is not None:
        row["database"] = mailbox.database.name
    if block.client:
        row["client"] = block.client
    return row | {"before": _route(block.before), "after": _route(block.after), "causes": causes}


def _route(answer: Answer | None) -> Object | None:
    return route_object(answer.route) if answer is not None else None


def cause_object(change: Change) -> Object:
    """One change: what, of which object, and where on either side."""
    return {
        "change": change.kind,
        "object": change.one.subject.as_dict(),
        "field": change.field or None,
        "before": _place(change.place_before, change.old),
        "after": _place(change.place_after, change.new),
    }


def _place(place: Place | None, value: Node | None) -> Object | None:
    if place is None:
        return None
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "value": _value(value),
    }


def _value(node: Node | None) -> object:
    """A value as it is written; null for what is larger, absent or null."""
    if isinstance(node, Items):
        return [_value(item) for item in node.items]
    return node.text if isinstance(node, Scalar) and not is_null(node) else None
