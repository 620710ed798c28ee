"""Requests with one fate for the same cause, told together; of each kind one example."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from caslint.model.server import Server
from caslint.review.answer import Answer, Fate, onward
from caslint.review.changes import Change
from caslint.review.objects import meaning
from caslint.review.review import Caused
from caslint.review.routes import Block
from caslint.routing.request import Mailbox


class Line(NamedTuple):
    """Requests that end alike, before and after, whatever their protocol."""

    blocks: tuple[Caused, ...]

    @property
    def example(self) -> Caused:
        """The first of them."""
        return self.blocks[0]

    @property
    def number(self) -> int:
        """How many requests there are."""
        return sum(len(one.block.entries) for one in self.blocks)

    @property
    def protocols(self) -> list[str]:
        """Their protocols, each once."""
        return list(dict.fromkeys([one.block.protocol for one in self.blocks]))

    @property
    def clients(self) -> list[str]:
        """The names of the declared clients whose requests they are, each once; none for those of a site."""
        return list(dict.fromkeys([one.block.client for one in self.blocks if one.block.client]))

    @property
    def entries(self) -> list[str]:
        """The servers at which they enter, each once."""
        return _names(
            server for one in self.blocks for entry in one.block.entries for server in (entry[1] or entry[0],)
        )

    @property
    def mailboxes(self) -> list[str]:
        """The sites of the mailboxes, or their databases, each once."""
        return list(dict.fromkeys([_whose(one.block.request.mailbox) for one in self.blocks]))


class Group(NamedTuple):
    """Requests with one fate and one set of causes; the same switch turned on many servers is one cause."""

    fate: Fate
    causes: tuple[Change, ...]
    lines: tuple[Line, ...]

    @property
    def why(self) -> str:
        """What is behind them that is no change of the declaration, else empty."""
        return self.lines[0].example.why

    @property
    def number(self) -> int:
        """How many requests there are."""
        return sum(line.number for line in self.lines)


def groups(found: Iterable[Caused], *, apart: bool = False) -> list[Group]:
    """The groups, those with most requests first; `apart` keeps what is done to one object from another's."""
    by_cause: dict[Hashable, list[Caused]] = {}
    for one in found:
        turns: list[Hashable] = [
            (change.name, change.path) if apart else same_turn(change) for change in one.causes
        ]
        key = one.block.fate, one.file, one.why or frozenset(turns)
        by_cause.setdefault(key, []).append(one)
    made = [Group(each[0].block.fate, _every_cause(each), _lines(each)) for each in by_cause.values()]
    return sorted(made, key=lambda group: -group.number)


def same_turn(change: Change) -> Hashable:
    """What changes on several objects have in common that are told as one: the field, and what it says."""
    if not change.path:
        return change.name, ()
    return (
        change.name[0],
        change.path,
        meaning(change.old, change.path[-1]),
        meaning(change.new, change.path[-1]),
    )


def _every_cause(found: Iterable[Caused]) -> tuple[Change, ...]:
    causes = {(change.name, change.path): change for one in found for change in one.causes}
    return tuple([causes[key] for key in sorted(causes)])


def _lines(found: Iterable[Caused]) -> tuple[Line, ...]:
    """The kinds of requests: those of declared clients first, those of what is gone or is not documented last."""
    by_kind: dict[Hashable, list[Caused]] = {}
    for one in found:
        by_kind.setdefault((bool(one.block.client), _kind(one.block)), []).append(one)
    lines = [Line(tuple(each)) for each in by_kind.values()]
    return tuple(sorted(lines, key=lambda line: _rank(line.example.block)))


def _rank(block: Block) -> tuple[bool, bool, bool]:
    sides = block.before, block.after
    is_open = any(one is not None and one.decision.outcome == "unspecified" for one in sides)
    return not block.client, None in sides, is_open


def _kind(block: Block) -> Hashable:
    """How requests end on both sides, whoever is concerned; where nobody can ask on one, the other is no matter."""
    entry = block.entries[0]
    if block.before is None or block.after is None:
        return block.before is None, entry[0] is None, entry[1] is None
    return _ending(block.before), _ending(block.after)


def _ending(answer: Answer) -> Hashable:
    one = answer.decision
    return one.outcome, one.kind, one.code, one.status, onward(answer)


def _names(servers: Iterable[Server | None]) -> list[str]:
    return list(dict.fromkeys([server.name for server in servers if server is not None]))


def _whose(mailbox: Mailbox) -> str:
    if mailbox.database is not None:
        return mailbox.database.name
    return mailbox.site.name if mailbox.site else mailbox.described
