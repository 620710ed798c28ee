"""Sentences about a change: who, what becomes of the request before and after, and because of which change."""

from __future__ import annotations

from collections.abc import Sequence as Listed

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.node import Node, Scalar, Sequence
from caslint.review.answer import Answer, Fate
from caslint.review.changes import Change
from caslint.review.groups import Line
from caslint.review.review import Review
from caslint.review.routes import Block
from caslint.routing.decision import Decision, Kind
from caslint.routing.request import Mailbox
from caslint.routing.telling import name_of
from caslint.text import Place
from caslint.words import MOST_NAMES, and_list

HEADINGS: dict[Fate, str] = {"lost": "lost", "changed": "led elsewhere", "gained": "gained"}

_REDIRECTS: dict[Kind, str] = {
    "manual": "a page with a link to",
    "silent": "sent on to",
    "http-302": "HTTP 302 to",
    "http-451": "HTTP 451 to",
}


def who(block: Block) -> str:
    """`ActiveSync clients of Kyoto entering at CAS01`."""
    request = block.request
    whose = _whose(request.mailbox)
    clients = (
        f"{block.client} ({PROTOCOL_NAMES[block.protocol]}, mailboxes of {whose})" if block.client else ""
    )
    return f"{clients or f'{name_of(block.protocol)} clients of {whose}'} entering at {request.entry.name}"


def _whose(mailbox: Mailbox) -> str:
    """The site; with the version where it has mailboxes of several."""
    if mailbox.site is None or len(mailbox.site.mailbox) > 1:
        return mailbox.described
    return mailbox.site.name


def turn(block: Block) -> str:
    """`proxied to CAS03 → HTTP 451`."""
    return f"{brief(block, 0)} → {brief(block, 1)}"


def brief(block: Block, side: int) -> str:
    """What becomes of the request on one side, in a few words."""
    answer = (block.before, block.after)[side]
    if answer is not None:
        return _brief(answer)
    if block.entries[0][side] is None:
        return "no such entry" if side else "was no entry"
    return "no mailboxes there" if side else "had no mailboxes"


def _brief(answer: Answer) -> str:
    decision = answer.decision
    match decision.outcome:
        case "serve":
            return "served"
        case "proxy":
            return f"proxied to {decision.target.name}" if decision.target else "proxied"
        case "redirect" if decision.kind is not None:
            return f"{_REDIRECTS[decision.kind]} {_where(decision)}"
        case "reject":
            return (
                f"HTTP {decision.status} ({decision.code})"
                if decision.status
                else f"rejected ({decision.code})"
            )
        case _:
            return "cannot be told"


def _where(decision: Decision) -> str:
    if decision.url is not None:
        return str(decision.url)
    return decision.target.name if decision.target else "nowhere"


def others(line: Line) -> str:
    """`; and 39 more (CAS02 and CAS04; mailboxes of Kyoto and Redmond)`; nothing where there is one request."""
    if line.number == 1:
        return ""
    entries, sites = (servers(names) if len(names) > 1 else "" for names in (line.entries, line.sites))
    named = "; ".join([part for part in (entries, f"mailboxes of {sites}" if sites else "") if part])
    return f"; and {line.number - 1:,} more" + (f" ({named})" if named else "")


def because(change: Change) -> str:
    """`server CAS03 removed`, `virtualDirectories.ews.windowsAuthentication of CAS03 changed from true to false`."""
    subject = change.one.subject
    if not change.path:
        return f"{_KINDS[subject.kind]} {subject.name} {change.kind}"
    told = f"{change.field} of {subject.name or 'the organization'} {change.kind}"
    old, new = value(change.old), value(change.new)
    if change.kind == "changed":
        return f"{told} from {old} to {new}"
    return f"{told}: {old or new}" if old or new else told


def value(node: Node | None) -> str:
    """A value or a list of values as it is written; nothing for what is larger or absent."""
    if isinstance(node, Sequence):
        found = [value(item) for item in node.items]
        return and_list(found) if all(found) else ""
    text = node.text if isinstance(node, Scalar) else ""
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


_LONGEST_VALUE = 80

_KINDS = {
    "organization": "organization",
    "site": "site",
    "server": "server",
    "clientAccessArray": "Client Access array",
    "mailboxDatabase": "database",
    "proxying": "proxy path",
    "client": "client",
}


def where(change: Change, base: str) -> str:
    """`org.yaml:34`, `org.yaml:31 at origin/main`, or both where it stands on both sides."""
    before, after = _line(change.place_before), _line(change.place_after)
    if change.path and after:
        return after if not before or before == after else f"{after}, was {before}"
    return after or f"{before} at {base}"


def _line(place: Place | None) -> str:
    return f"{place.file}:{place.line}" if place is not None else ""


def reasons(causes: Listed[Change], base: str) -> list[str]:
    """One sentence a cause, the first few; the rest is counted."""
    told = [f"{because(one)} ({where(one, base)})" for one in causes[:MOST_NAMES]]
    if len(causes) > MOST_NAMES:
        told.append(f"and {len(causes) - MOST_NAMES} more changes")
    return told or ["the change as a whole"]


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 route`, `1,204 routes`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def summary(review: Review) -> str:
    """`2 routes lost, 1 led elsewhere, 4 gained; findings: 1 new, 2 fixed, 5 kept, 1 only silenced`."""
    lost, changed, gained = (review.number_of(fate) for fate in ("lost", "changed", "gained"))
    routes = f"{counted(lost, 'route')} lost, {changed:,} led elsewhere, {gained:,} gained"
    found = review.found
    findings = f"{len(found.new):,} new, {len(found.fixed):,} fixed, {len(found.kept):,} kept"
    if found.suppressed:
        findings += f", {len(found.suppressed):,} only silenced"
    return f"{routes}; findings: {findings}"


def servers(names: Listed[str]) -> str:
    """The first few names; the rest is counted."""
    return and_list(list(names))
