"""Review: what a change does, whole: findings, routes and their causes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from caslint.compose import Loaded
from caslint.review.answer import FATES, Fate
from caslint.review.causes import Causes
from caslint.review.changes import Change, changes
from caslint.review.clients import client_blocks
from caslint.review.findings import Found, compare
from caslint.review.judging import Judging
from caslint.review.objects import documents, objects
from caslint.review.pairs import Pair, pairs
from caslint.review.routes import Block, matrix
from caslint.review.side import Side
from caslint.routing.router import PROTOCOLS, Router


class Caused(NamedTuple):
    """Requests with one fate, and the changes that made it.

    `file` is the root file of their organization where the routes of several differ, else empty.
    `why` says what is behind them that is no change of the declaration, else it is empty.
    """

    block: Block
    causes: tuple[Change, ...]
    file: str = ""
    why: str = ""


class Review(NamedTuple):
    """Everything that a change does.

    `routes` hold requests that fare alike together.  `unreadable` are (file,
    reason) of what was named or is part of HEAD and could not be read;
    `uncompared` says of which organizations the routes could not be told, each once.
    `passed_over` are settings of BASE that could not be used, with the reason.
    `at` is the revision of BASE, empty for files on disk.
    `organizations` counts those that stand on either side.  `fails` says whether
    a route is lost or a finding at the failing level is new.
    """

    base: str
    head: str
    found: Found
    routes: tuple[Caused, ...]
    unreadable: tuple[tuple[str, str], ...]
    uncompared: tuple[tuple[str, str], ...]
    organizations: int
    at: str
    passed_over: tuple[tuple[str, str], ...]
    fails: bool

    def number_of(self, fate: Fate) -> int:
        """How many requests have a fate; exact, however many are shown."""
        return sum(len(one.block.entries) for one in self.routes if one.block.fate == fate)

    def of(self, fate: Fate) -> list[Caused]:
        """The requests with a fate."""
        return [one for one in self.routes if one.block.fate == fate]

    @property
    def differs(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.routes or self.found.new or self.found.fixed or self.found.suppressed)

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Everything that was not looked at as it should be: files, each with the reason."""
        return (*self.unreadable, *self.uncompared, *self.passed_over)

    @property
    def is_untold(self) -> bool:
        """Whether the routes of no organization could be compared, or not those of a path that was named."""
        if self.routes:
            return False
        return bool(self.unreadable) or 0 < self.organizations == len(self.uncompared)


def review(base: Side, head: Side, judging: Judging, fail_on: str | None) -> Review:
    """Hold HEAD against BASE; raises ConfigError and PackError."""
    paired = pairs(base, head)
    found = compare(paired, judging, fail_on)
    compared = [(pair, _of(pair, base, head)) for pair in paired if not list(_unsound(pair))]
    return Review(
        base.label,
        head.label,
        found,
        tuple(sorted(_told_apart(compared), key=_order)),
        tuple(dict.fromkeys([*base.missing, *head.missing, *_unreadable(head)])),
        tuple(
            [one for pair, unsure in zip(paired, found.unsure, strict=True) for one in _unsound(pair, unsure)]
        ),
        len(paired),
        base.at,
        base.passed_over,
        found.fails or any(_fails(pair, routes, judging) for pair, routes in compared),
    )


def _unreadable(head: Side) -> Iterator[tuple[str, str]]:
    for loaded in head.organizations:
        for one in loaded.unreadable:
            yield one.path, one.reason


def _unsound(pair: Pair, unsure: int = 0) -> Iterator[tuple[str, str]]:
    """Why an organization cannot be compared: a side of it is no sound declaration."""
    broken = [
        (loaded.path, when)
        for loaded, when in ((pair.base, "before"), (pair.head, "after"))
        if loaded is not None and loaded.topology is None
    ]
    if broken:
        when = " and ".join([each for _, each in broken])
        what = "its routes are not compared"
        if unsure:
            what += f", nor the findings of its other side ({unsure:,})"
        yield broken[-1][0].replace(os.sep, "/"), f"it is no sound declaration {when} the change, so {what}"


def _of(pair: Pair, base: Side, head: Side) -> list[Caused]:
    why = _excluded(pair, base, head) or _one_sided(pair)
    return [one._replace(why=why) for one in _routes(pair)]


def _excluded(pair: Pair, base: Side, head: Side) -> str:
    """Whether an organization only seems to be gone: its file is there, and HEAD's settings exclude it."""
    if pair.base is None or pair.head is not None:
        return ""
    below = os.path.relpath(os.path.abspath(pair.base.path), base.folder)
    path = os.path.normpath(os.path.join(head.folder, below))
    config = head.config_of(os.path.dirname(path))
    is_there = head.shelf.holds(path) if head.shelf is not None else os.path.lexists(path)
    if not is_there or not config.exclude or not config.excluded.cover(config.relative(path)):
        return ""
    settings = config.exclude[0].origin.partition(":")[0]
    return f"{pair.root} is excluded by {settings} now, so that it is no longer checked"


def _one_sided(pair: Pair) -> str:
    """What is behind every route of an organization that only one side declares, in the place of all its objects."""
    root = pair.root.replace(os.sep, "/")
    if pair.base is None:
        return f"{root} declares an organization that was not there before"
    return "" if pair.head is not None else f"the organization of {root} is not declared any more"


def _told_apart(found: Iterable[tuple[Pair, list[Caused]]]) -> list[Caused]:
    """Two organizations may have servers of one name."""
    listed = [(pair, routes) for pair, routes in found if routes]
    if len(listed) < 2:  # noqa: PLR2004  one needs no name
        return [one for _, routes in listed for one in routes]
    return [one._replace(file=pair.root.replace(os.sep, "/")) for pair, routes in listed for one in routes]


def _fails(pair: Pair, routes: list[Caused], judging: Judging) -> bool:
    """Whether routes are lost, and the settings do not say that nothing fails."""
    config = judging.head_config(os.path.dirname(os.path.abspath(pair.root)))
    return config.fail_on.text != "never" and any(one.block.fate == "lost" for one in routes)


def _routes(pair: Pair) -> Iterator[Caused]:
    before, after = _router(pair.base), _router(pair.head)
    blocks = [*matrix(before, after), *client_blocks(before, after)]
    if not blocks:
        return
    sides = [objects(documents(one)) if one is not None else {} for one in (pair.base, pair.head)]
    causes = Causes((before, after), sides[0], sides[1], changes(sides[0], sides[1]))
    for block in blocks:
        yield Caused(block, causes.of(block))


def _router(loaded: Loaded | None) -> Router | None:
    return loaded.topology.derived(Router) if loaded is not None and loaded.topology is not None else None


def _order(one: Caused) -> tuple[int, *tuple[object, ...]]:
    return FATES.index(one.block.fate), *place_of(one.block)


def place_of(block: Block) -> tuple[int, str, str, int, str, str]:
    """Where requests stand among others: by protocol, entry, mailboxes, client."""
    request = block.request
    site = request.mailbox.site.name.casefold() if request.mailbox.site else ""
    database = request.mailbox.database.name.casefold() if request.mailbox.database else ""
    return (
        PROTOCOLS.index(block.protocol),
        request.entry.name.casefold(),
        site,
        request.mailbox.family,
        database,
        block.client,
    )


def rows(found: Sequence[Caused]) -> list[Caused]:
    """One entry for each request, in order."""
    every = [one._replace(block=row) for one in found for row in one.block.rows()]
    return sorted(every, key=lambda one: place_of(one.block))
