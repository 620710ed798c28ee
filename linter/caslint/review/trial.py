"""Trial: what becomes of a route with a change, and without it, asked of the few objects that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Map

from caslint.node import Node
from caslint.review.answer import Seen, ask, seen
from caslint.review.changes import Change
from caslint.review.excerpt import excerpt, replaced, with_field
from caslint.review.objects import Name, Object
from caslint.review.routes import Block
from caslint.review.whose import same_in
from caslint.routing.door import is_entry
from caslint.routing.router import Router

Objects = Map[Name, Object]
Routers = tuple[Router | None, Router | None]
"""The routes of the whole declarations, before and after."""

Question = Callable[[Router], object]
"""What is asked; answers that are equal are the same to a client."""


def trial(block: Block, routers: Routers, before: Objects, after: Objects) -> Trial:
    """The trial of a block: a client's name may lead to another server now, and is asked for then."""
    first, second = routers
    if block.client and first is not None and second is not None and _is_led_elsewhere(block):
        question = _by_name(block.client)
        return Trial(question, (question(first), question(second)), before, after)
    return Trial(_at_the_server(block), (seen(block.before), seen(block.after)), before, after)


def _is_led_elsewhere(block: Block) -> bool:
    """Whether the client comes to another server, or opens no mailbox on one side."""
    if block.before is None or block.after is None:
        return True
    return block.before.request.entry.name.casefold() != block.after.request.entry.name.casefold()


class Trial:
    """A question about a route, put to what it rests on, with one change or without it."""

    def __init__(
        self, question: Question, told: tuple[object, object], before: Objects, after: Objects
    ) -> None:
        self._question = question
        self._was, self._is = told
        self._before, self._after = before, after

    @property
    def is_fair(self) -> bool:
        """Whether these few objects answer as the whole declarations do."""
        return self._ask(self._before) == self._was and self._ask(self._after) == self._is

    def makes_a_difference(self, change: Change) -> bool:
        """Whether the answer is another one without the change, or with it alone."""
        return self._ask(_turned(self._after, change, change.before, change.old)) != self._is or (
            self._ask(_turned(self._before, change, change.after, change.new)) != self._was
        )

    def _ask(self, objects: Objects) -> object:
        organization = excerpt(objects.values())
        return None if organization is None else self._question(Router(organization))


def _at_the_server(block: Block) -> Question:
    """What becomes of a block's request at its server."""
    entry, mailbox = block.request.entry.name, block.request.mailbox

    def asked(router: Router) -> Seen | None:
        server, whose = router.organization.server(entry), same_in(router, mailbox)
        if server is None or not is_entry(server) or whose is None:
            return None
        return seen(ask(router, block.request._replace(entry=server, mailbox=whose)))

    return asked


def _by_name(name: str) -> Question:
    """What a declared client meets wherever its name leads."""

    def asked(router: Router) -> object:
        clients = [one for one in router.organization.clients if one.name.casefold() == name.casefold()]
        requests = [request for client in clients[:1] for request in router.requests_of(client)]
        return frozenset([(each.entry.name.casefold(), seen(ask(router, each))) for each in requests])

    return asked


def _turned(objects: Objects, change: Change, one: Object | None, value: Node | None) -> Objects:
    """The objects with a change made, or taken back."""
    if not change.path:
        return replaced(objects, change.name, one)
    found = objects.get(change.name)
    if found is None:
        return objects
    return replaced(objects, change.name, with_field(found, change.path, value))
