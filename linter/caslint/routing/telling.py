"""Telling: decisions as sentences that an administrator reads aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caslint.exchange.protocols import AVAILABILITY, OUTLOOK_ANYWHERE, PROTOCOL_NAMES
from caslint.routing.clauses import CLAUSES
from caslint.routing.decision import Decision, Kind
from caslint.routing.follow import Arrival
from caslint.routing.rejections import REJECTIONS
from caslint.routing.request import Request
from caslint.routing.route import Step
from caslint.words import and_list

_REDIRECTS: dict[Kind, str] = {
    "manual": "shows a page with a link to",
    "silent": "sends the browser on to",
    "http-302": "answers HTTP 302 with",
    "http-451": "answers HTTP 451 with X-MS-Location",
}
_PROXIES = {
    AVAILABILITY: "asks",
    OUTLOOK_ANYWHERE: "passes the RPC on to",
}


def told(request: Request, decision: Decision) -> str:
    """What the server does: `CAS01 proxies over HTTPS to CAS03 at https://…`."""
    return said(request.entry.name, request.protocol, decision)


def said(name: str, protocol: str, decision: Decision) -> str:
    """What the server of a name does with a request."""
    match decision.outcome:
        case "serve":
            return f"{name} serves the request itself"
        case "proxy":
            return f"{name} {_proxies(protocol, decision)}"
        case "redirect" if decision.kind is not None:
            where = str(decision.url) if decision.url else decision.target.name if decision.target else ""
            return f"{name} {_REDIRECTS[decision.kind]} {where}"
        case "reject":
            status = f" with HTTP {decision.status}" if decision.status else ""
            meaning = REJECTIONS[decision.code].meaning
            return f"{name} rejects the request{status} ({decision.code}): {meaning}"
        case _:
            return f"what {name} does cannot be told: {CLAUSES[decision.clause].says}"


def _proxies(protocol: str, decision: Decision) -> str:
    target = decision.target.name if decision.target else ""
    if decision.url is None or protocol in _PROXIES:
        return f"{_PROXIES.get(protocol, 'proxies to')} {target}"
    return f"proxies over {decision.url.scheme.upper()} to {target} at {decision.url}"


def arrival_steps(request: Request, found: Sequence[Arrival]) -> Iterator[Step]:
    """What becomes of a redirected client; servers that answer alike in one step."""
    alike: dict[tuple[object, ...], list[Arrival]] = {}
    for arrival in found:
        answer = arrival.decision and (arrival.decision.outcome, arrival.decision.code, arrival.decision.url)
        alike.setdefault((arrival.host, arrival.fate, answer), []).append(arrival)
    for group in alike.values():
        yield _arrived(request, group)
    yield from _difference(found)


def _arrived(request: Request, group: list[Arrival]) -> Step:
    first, names = group[0], [arrival.server.name for arrival in group if arrival.server]
    host, decision = first.host, first.decision
    if first.server is None or decision is None:
        words = f"{host} is declared for no server: whether the client arrives there cannot be told"
        return Step("leave", request.entry.name, words, clause="goes-on")
    who = and_list(names)
    verb = "answers" if len(names) == 1 else "answer"
    if first.fate == "loop":
        words = f"{who} {verb} to {host}, too, and would send the client to a name that it comes from: a loop"
        return Step("loop", first.server.name, words, first.server.place, "loop")
    words = f"{who} {verb} to {host}: {said(first.server.name, request.protocol, decision)}"
    place = decision.facts[0].place if decision.facts else first.server.place
    return Step("arrive", first.server.name, words, place, decision.clause)


def _difference(found: Sequence[Arrival]) -> Iterator[Step]:
    """Whether it is luck where the client comes to."""
    by_host: dict[str, list[Arrival]] = {}
    for arrival in found:
        if arrival.server is not None:
            by_host.setdefault(arrival.host, []).append(arrival)
    for host, arrivals in by_host.items():
        good = [a for a in arrivals if a.fate in {"serve", "proxy", None}]
        if len(good) not in {0, len(arrivals)}:
            words = f"works at {len(good)} of {len(arrivals)} servers behind {host}"
            yield Step("note", host, words)


def name_of(protocol: str) -> str:
    """What people call a protocol at the beginning of a line."""
    name = PROTOCOL_NAMES[protocol]
    return name[0].upper() + name[1:]
