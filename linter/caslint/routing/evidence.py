"""A route as a finding shows it: its steps, and the places that they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from caslint.finding import Related
from caslint.finding import Step as Shown
from caslint.routing.route import Route
from caslint.words import and_list


def shown_steps(route: Route) -> tuple[Shown, ...]:
    """Every step of the route."""
    return tuple([Shown(step.detail, step.place) for step in route.steps])


def places(route: Route) -> tuple[Related, ...]:
    """Every place of the route, with the words of the first step that rests on it."""
    found: dict[tuple[str, int, int], Related] = {}
    for step in route.steps:
        if step.place is not None:
            key = (step.place.file, step.place.start, step.place.end)
            found.setdefault(key, Related(step.place, step.detail))
    return tuple(found.values())


def entries_of(routes: Sequence[Route]) -> str:
    """The servers at which the routes begin, as a list of names."""
    names = dict.fromkeys([route.request.entry for route in routes])
    return and_list([server.name for server in names])
