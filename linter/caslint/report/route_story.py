"""Routes for people: each as a story that can be read aloud, step by step to its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caslint.report.margin import Line, hanging
from caslint.report.options import Options
from caslint.report.paint import painter
from caslint.routing.clauses import CLAUSES
from caslint.routing.route import Route, Step
from caslint.routing.telling import name_of
from caslint.words import and_list

ROLES = {"serve": "add", "proxy": "add", "redirect": "add", "reject": "error", "unspecified": "warning"}
"""The colour of an outcome."""

_ASIDE = {"show", "change", "declare", "note"}
_LOUD = {"loop": "warning", "leave": "warning", "show": "error"}
_INDENT = "     "


def render(routes: Sequence[Route], options: Options, *, asked_for: str) -> Iterator[str]:
    """The stories, those that several servers share told once; `asked_for` is the name that the client typed."""
    finished = painter(options)
    for alike in shared(routes):
        yield "".join(map(finished, _story(alike, options))) + "\n"
    yield from map(finished, _verdict(routes, asked_for, options))


def shared(routes: Iterable[Route]) -> list[list[Route]]:
    """The routes by what is decided: those that differ in nothing but the server are told once."""
    found: dict[object, list[Route]] = {}
    for route in routes:
        one = route.decision
        about = (route.request.mailbox, one.outcome, one.kind, one.code, one.clause, one.target, one.url)
        found.setdefault(about, []).append(route)
    return list(found.values())


def _story(routes: list[Route], options: Options) -> Iterator[Line]:
    route = routes[0]
    yield from hanging(_headline(route, options), options.width, 2)
    for step in route.steps:
        yield from _step(step, options)
    if len(routes) > 1:
        names = and_list([other.request.entry.name for other in routes[1:]])
        yield from _wrapped("  ", f"the same at {names}", "", options)


def _headline(route: Route, options: Options) -> Line:
    request = route.request
    about = (
        f"{name_of(request.protocol)} at {request.entry.name} for mailboxes in {request.mailbox.described}: "
    )
    return [(options.show(about), "title"), (described(route), ROLES[route.outcome])]


def described(route: Route) -> str:
    """The outcome with what belongs to it: `redirect (manual)`, `reject (proxy-target-newer)`."""
    more = route.kind or route.code
    return f"{route.outcome} ({more})" if more else route.outcome


def _step(step: Step, options: Options) -> Iterator[Line]:
    lead = _INDENT if step.action in _ASIDE else "  -> " if step.action != "enter" else "  "
    role = _LOUD.get(step.action, ROLES.get(step.action, ""))
    where = f" ({step.place.file}:{step.place.line})" if step.place else ""
    yield from _wrapped(lead, step.detail + where, role, options)
    if (step.clause and step.action in ROLES) or step.action in {"arrive", "loop"}:
        yield from _documents(step, options)


def _documents(step: Step, options: Options) -> Iterator[Line]:
    """What the documents say, and which; nothing where the step is only told again."""
    clause = CLAUSES[step.clause]
    if clause.says not in step.detail:
        yield from _wrapped(_INDENT, f"because {clause.says}", "", options)
    for citation in clause.citations:
        yield from _wrapped(_INDENT, f"source: {citation.title}", "", options)
        if citation.url:
            yield [(_INDENT + "  ", ""), (options.show(citation.url), "address")]


def _wrapped(lead: str, text: str, role: str, options: Options) -> Iterator[Line]:
    yield from hanging([(lead, "frame"), (options.show(text), role)], options.width, len(lead))


def _verdict(routes: Sequence[Route], asked_for: str, options: Options) -> Iterator[Line]:
    """Where a name has several members: at how many of them it works."""
    entries = {route.request.entry for route in routes}
    if len(entries) < 2:  # noqa: PLR2004  one member needs no comparison
        return
    failing = {route.request.entry.name: None for route in routes if not route.works}
    good = len(entries) - len(failing)
    words = f"works at {good} of {len(entries)} servers behind {asked_for}"
    if failing:
        words += f"; not at {and_list(list(failing))}"
    yield from hanging([(options.show(words), "title")], options.width, 2)
