"""What a change does to the clients that both sides declare: the name that they use may lead elsewhere now."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from caslint.model.mailbox import Client
from caslint.model.server import Server
from caslint.review.answer import FATES, Answer, Fate, ask, fate
from caslint.review.entries import Entry
from caslint.review.routes import Block
from caslint.review.whose import mailbox_key
from caslint.routing.door import is_entry
from caslint.routing.router import Router


def client_blocks(before: Router | None, after: Router | None) -> Iterator[Block]:
    """The requests of declared clients whose fate differs."""
    if before is None or after is None:
        return
    known = {client.name.casefold(): client for client in reversed(before.organization.clients)}
    named = {client.name.casefold(): client for client in reversed(after.organization.clients)}
    for name in sorted(known.keys() & named.keys()):
        if known[name].protocol == named[name].protocol:
            both = _asked(before, known[name]), _asked(after, named[name])
            for block in _compare(*both, named[name]):
                nobody = (block.before is None and _is_nobody(before, known[name])) or (
                    block.after is None and _is_nobody(after, named[name])
                )
                yield block._replace(entries=(_entry(block, before, after),), is_nobody=nobody)


def _is_nobody(router: Router, client: Client) -> bool:
    return not list(router.entries_behind(client.connects_to, client.protocol))


def _entry(block: Block, before: Router, after: Router) -> Entry:
    """Where the client enters; where it opens no mailbox on one side, the server may still be there."""
    first, second = block.entries[0]
    return first or _same(before, second), second or _same(after, first)


def _same(router: Router, other: Server | None) -> Server | None:
    found = router.organization.server(other.name) if other is not None else None
    return found if found is not None and is_entry(found) else None


def _asked(router: Router, client: Client) -> list[Answer]:
    found = [ask(router, request) for request in router.requests_of(client)]
    return sorted(
        found, key=lambda one: (mailbox_key(one.request.mailbox), one.request.entry.name.casefold())
    )


def _compare(before: list[Answer], after: list[Answer], client: Client) -> Iterator[Block]:
    """Hold what the client met against what it meets: at the same server, else at the one that took its place."""
    left, right = list(before), list(after)
    for key in (_by_both, _by_entry, _by_mailbox, _by_order):
        for first, second in _matched(left, right, key):
            yield from _block(first, second, client)
    # A server more or less behind the name is held against the best that the client met, or meets.
    for one in left:
        yield from _block(one, _best(after), client, only=("lost", "gained"))
    for one in right:
        yield from _block(_best(before), one, client, only=("lost", "gained"))


def _best(answers: list[Answer]) -> Answer | None:
    return next((one for one in answers if one.decision.works), answers[0] if answers else None)


def _by_both(answer: Answer) -> Hashable:
    return mailbox_key(answer.request.mailbox), answer.request.entry.name.casefold()


def _by_entry(answer: Answer) -> Hashable:
    return answer.request.entry.name.casefold()


def _by_mailbox(answer: Answer) -> Hashable:
    return mailbox_key(answer.request.mailbox)


def _by_order(_: Answer) -> Hashable:
    return None


def _matched(
    before: list[Answer], after: list[Answer], key: Callable[[Answer], Hashable]
) -> list[tuple[Answer, Answer]]:
    """Take out those that answer to each other."""
    found: list[tuple[Answer, Answer]] = []
    for first in list(before):
        second = next((one for one in after if key(one) == key(first)), None)
        if second is not None:
            before.remove(first)
            after.remove(second)
            found.append((first, second))
    return found


def _block(
    before: Answer | None, after: Answer | None, client: Client, only: tuple[Fate, ...] = FATES
) -> Iterator[Block]:
    found = fate(before, after)
    if found in only:
        entry = before and before.request.entry, after and after.request.entry
        yield Block(found, client.protocol, before, after, (entry,), client.name)
