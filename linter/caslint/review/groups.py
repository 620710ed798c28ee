"""Requests with one fate for the same cause, told together; of each kind one example."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from caslint.model.server import Server
from caslint.review.answer import Answer, Fate
from caslint.review.changes import Change
from caslint.review.review import Caused
from caslint.routing.request import Mailbox


class Line(NamedTuple):
    """Requests of one protocol that end alike, before and after."""

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
    def entries(self) -> list[str]:
        """The servers at which they enter, each once."""
        return _names(
            server for one in self.blocks for entry in one.block.entries for server in (entry[1] or entry[0],)
        )

    @property
    def sites(self) -> list[str]:
        """The sites of the mailboxes, each once."""
        return list(dict.fromkeys([_site(one.block.request.mailbox) for one in self.blocks]))


class Group(NamedTuple):
    """Requests with one fate and one set of causes."""

    fate: Fate
    causes: tuple[Change, ...]
    lines: tuple[Line, ...]

    @property
    def number(self) -> int:
        """How many requests there are."""
        return sum(line.number for line in self.lines)


def groups(found: Iterable[Caused]) -> list[Group]:
    """The groups, those with most requests first."""
    by_cause: dict[object, list[Caused]] = {}
    for one in found:
        key = one.block.fate, tuple([(change.name, change.path) for change in one.causes])
        by_cause.setdefault(key, []).append(one)
    made = [Group(each[0].block.fate, each[0].causes, _lines(each)) for each in by_cause.values()]
    return sorted(made, key=lambda group: -group.number)


def _lines(found: Iterable[Caused]) -> tuple[Line, ...]:
    by_kind: dict[object, list[Caused]] = {}
    for one in found:
        block = one.block
        key = block.protocol, block.client, _kind(block.before), _kind(block.after)
        by_kind.setdefault(key, []).append(one)
    return tuple([Line(tuple(each)) for each in by_kind.values()])


def _kind(answer: Answer | None) -> object:
    """How a request ends, whoever is concerned."""
    if answer is None:
        return None
    one = answer.decision
    return one.outcome, one.kind, one.code, one.status


def _names(servers: Iterable[Server | None]) -> list[str]:
    return list(dict.fromkeys([server.name for server in servers if server is not None]))


def _site(mailbox: Mailbox) -> str:
    return mailbox.site.name if mailbox.site else mailbox.described
