"""The matrix of routes as a Markdown table: protocol and entry by mailboxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.report.markdown_text import inert, row, table
from caslint.report.outside import Door
from caslint.routing.survey import Asked
from caslint.words import and_list

_MOST_COLUMNS = 8
_MOST_ROWS = 40
_NOT_ASKED = "–"


def render(found: Sequence[Door]) -> Iterator[str]:
    """A line a protocol and group of entries; nothing where there is no entry or no mailbox."""
    columns = list(dict.fromkeys([asked.mailbox.described for door in found for asked in _every(door)]))
    if not columns:
        return
    shown = _worst(columns, found)
    yield table("Protocol", "Clients enter at", *[f"Mailboxes in {inert(name)}" for name in shown])
    for door in found[:_MOST_ROWS]:
        cells = _cells(door)
        names = and_list([server.name for server in door.entries])
        what = PROTOCOL_NAMES[door.protocol]
        yield row(what, inert(names), *[cells.get(name, _NOT_ASKED) for name in shown])
    yield from _left_out(len(columns) - len(shown), len(found) - _MOST_ROWS)


def _every(door: Door) -> Iterable[Asked]:
    return (*door.own_site, *door.other_sites)


def _worst(columns: Sequence[str], found: Iterable[Door]) -> Sequence[str]:
    """As many columns as there is room for: first those in which something is rejected."""
    if len(columns) <= _MOST_COLUMNS:
        return columns
    bad = {
        asked.mailbox.described
        for door in found
        for asked in _every(door)
        if asked.decision.outcome == "reject"
    }
    kept = set(sorted(columns, key=lambda name: name not in bad)[:_MOST_COLUMNS])
    return [name for name in columns if name in kept]


def _cells(door: Door) -> dict[str, str]:
    """What is told for each kind of mailbox; for their own sites apart where it differs."""
    own, others = _told(door.own_site), _told(door.other_sites)
    cells: dict[str, str] = {}
    for name in {**own, **others}:
        here, there = own.get(name, ""), others.get(name, "")
        both = here and there and here != there
        cells[name] = f"in their site: {here}<br>elsewhere: {there}" if both else here or there
    return cells


def _told(answers: Iterable[Asked]) -> dict[str, str]:
    found: dict[str, dict[str, None]] = {}
    for asked in answers:
        found.setdefault(asked.mailbox.described, {})[_answer(asked)] = None
    return {name: "<br>".join(told) for name, told in found.items()}


def _answer(asked: Asked) -> str:
    decision = asked.decision
    if decision.outcome == "reject":
        return f"**reject** ({decision.code})"
    how = f"{decision.outcome} ({decision.kind})" if decision.kind else decision.outcome
    target = inert(decision.target.name) if decision.target else ""
    return f"{how} → {target}" if target and decision.outcome in {"proxy", "redirect"} else how


def _left_out(columns: int, rows: int) -> Iterator[str]:
    parts = [
        f"{number} more {word}"
        for number, word in ((columns, "groups of mailboxes"), (rows, "groups of entries"))
        if number > 0
    ]
    if parts:
        yield f"\n{and_list(parts)} are left out.\n"
