"""What a matrix of routes holds: for the mailboxes what each group of entries does, as `caslint routes` tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caslint.routing.request import Mailbox
from caslint.routing.survey import Asked, Group

MOST_MAILBOXES = 24
"""As many are told one by one; of more those with the same fate stand together."""

Told = tuple[str, str]
"""Whose site (`own`, `other`), and the outcome in words."""

Cell = dict[Told, Asked]
"""What one group of entries does for some mailboxes, each with a request that shows it."""


class Row(NamedTuple):
    """Mailboxes with one fate, and that fate at each group of entries."""

    mailboxes: tuple[Mailbox, ...]
    cells: tuple[Cell, ...]

    @property
    def is_rejected(self) -> bool:
        """Whether anything is rejected."""
        return any(asked.decision.outcome == "reject" for cell in self.cells for asked in cell.values())


def rows(groups: Sequence[Group]) -> list[Row]:
    """The rows of one protocol, in the order of the mailboxes."""
    columns = [_column(group) for group in groups]
    mailboxes = list(dict.fromkeys([mailbox for column in columns for mailbox in column]))
    told_alone = len(mailboxes) <= MOST_MAILBOXES
    alike: dict[object, list[Mailbox]] = {}
    for number, mailbox in enumerate(mailboxes):
        fate = tuple([tuple(column.get(mailbox, {})) for column in columns])
        alike.setdefault(number if told_alone else fate, []).append(mailbox)
    return [
        Row(tuple(found), tuple([column.get(found[0], {}) for column in columns])) for found in alike.values()
    ]


def _column(group: Group) -> dict[Mailbox, Cell]:
    column: dict[Mailbox, Cell] = {}
    for whose, answers in (("own", group.own_site), ("other", group.other_sites)):
        for asked in answers:
            if asked.requests:
                column.setdefault(asked.mailbox, {}).setdefault((whose, told(asked)), asked)
    return column


def told(asked: Asked) -> str:
    """`redirect (http-451)`, `reject (eas-wrong-cas)`."""
    one = asked.decision
    more = one.kind or one.code
    return f"{one.outcome} ({more})" if more else one.outcome


def target(asked: Asked) -> str:
    """` → CAS03`; nothing where the request stays or goes nowhere."""
    one = asked.decision
    if one.outcome not in {"proxy", "redirect"}:
        return ""
    # The one redirect without a target goes to the entry's own Exchange2003Url.
    return f" to {one.target.name if one.target else 'Exchange2003Url'}"


def counts(groups: Iterable[Group]) -> dict[str, int]:
    """How many requests have which outcome."""
    found: dict[str, int] = {}
    for group in groups:
        for asked in (*group.own_site, *group.other_sites):
            outcome = asked.decision.outcome
            found[outcome] = found.get(outcome, 0) + asked.requests
    return found
