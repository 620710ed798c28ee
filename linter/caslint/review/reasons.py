"""Sentences about what was changed, and where: the reasons of a route's fate."""

from __future__ import annotations

from collections.abc import Sequence as Listed

from caslint.node import Mapping, Node, Scalar, Sequence
from caslint.review.changes import Change
from caslint.review.groups import Group, same_turn
from caslint.review.telling import counted
from caslint.text import Place
from caslint.words import MOST_NAMES, and_list


def because(change: Change, names: Listed[str]) -> str:
    """`server CAS03 removed`, `virtualDirectories.ews.windowsAuthentication of CAS03 changed from true to false`."""
    if not change.path:
        return f"{_KINDS[change.one.subject.kind]} {change.one.subject.name} {change.kind}"
    told = f"{change.field} of {and_list(names)} {change.kind}"
    old, new = value(change.old), value(change.new)
    if change.kind == "changed":
        return f"{told} from {old or _larger(change.old)} to {new or _larger(change.new)}"
    return f"{told}: {old or new}" if old or new else told


def _named(change: Change) -> str:
    return change.one.subject.name or "the organization"


def value(node: Node | None) -> str:
    """A value or a list of values as it is written; nothing for what is larger or absent."""
    if isinstance(node, Sequence):
        found = [value(item) for item in node.items]
        return and_list(found) if all(found) else ""
    text = node.text if isinstance(node, Scalar) else ""
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _larger(node: Node | None) -> str:
    """What a value is that is no word."""
    match node:
        case Mapping():
            return "settings of its own"
        case Sequence():
            return "a list"
        case _:
            return '""'


_LONGEST_VALUE = 80

_KINDS = {
    "organization": "organization",
    "site": "site",
    "server": "server",
    "clientAccessArray": "Client Access array",
    "mailboxDatabase": "database",
    "proxying": "proxy path",
    "client": "client",
}


def where(change: Change, at: str) -> str:
    """`org.yaml:34`, `org.yaml:31 at origin/main`, or both where it stands on both sides."""
    before, after = _line(change.place_before), _line(change.place_after)
    if change.kind == "added" or before == after:
        return after
    if change.kind == "changed":
        return f"{after}, was {before}"
    return f"{before} at {at}" if at else before


def _line(place: Place | None) -> str:
    return f"{place.file}:{place.line}" if place is not None else ""


def reasons(group: Group, at: str) -> list[str]:
    """One sentence a cause, the first few; the rest is counted."""
    alike: dict[object, list[Change]] = {}
    if group.why:
        return [group.why]
    for one in group.causes:
        alike.setdefault(same_turn(one), []).append(one)
    turns = list(alike.values())
    told = [_reason(turn, at) for turn in turns[:MOST_NAMES]]
    if len(turns) > MOST_NAMES:
        told.append(f"{counted(len(turns) - MOST_NAMES, 'more change')}")
    return told or ["the change as a whole"]


def _reason(turn: Listed[Change], at: str) -> str:
    """What was changed on one object or several alike, and where."""
    more = f" and {counted(len(turn) - 1, 'more place')}" if len(turn) > 1 else ""
    return f"{because(turn[0], [_named(one) for one in turn])} ({where(turn[0], at)}{more})"
