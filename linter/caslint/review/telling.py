"""Sentences about requests: whose they are, and what becomes of them before and after a change."""

from __future__ import annotations

from collections.abc import Sequence as Listed

from caslint.exchange.protocols import CLIENT_PROTOCOLS, PROTOCOL_NAMES
from caslint.review.answer import Answer, Fate, onward
from caslint.review.groups import Line
from caslint.review.review import Caused, Review
from caslint.review.routes import Block
from caslint.routing.decision import Decision, Kind
from caslint.routing.request import Mailbox
from caslint.routing.route import Fate as Ending
from caslint.routing.telling import name_of
from caslint.words import and_list

HEADINGS: dict[Fate, str] = {"lost": "lost", "changed": "changed", "gained": "gained"}

_REDIRECTS: dict[Kind, str] = {
    "manual": "a page with a link to",
    "silent": "sent on to",
    "http-302": "HTTP 302 to",
    "http-451": "HTTP 451 to",
}

_ENDINGS: dict[Ending, str] = {
    "serve": "where it is served",
    "proxy": "where it is proxied",
    "reject": "where it is rejected",
    "unspecified": "where nobody can tell what happens",
    "loop": "which leads in a circle",
    "leave": "a name that no server has",
}


def who(one: Caused) -> str:
    """`ActiveSync clients of Kyoto entering at CAS01`, and in which file where there are several organizations."""
    return f"{_who(one.block)} in {one.file}" if one.file else _who(one.block)


def _who(block: Block) -> str:
    whose = _whose(block)
    if block.client:
        clients = f"{block.client} ({PROTOCOL_NAMES[block.protocol]}, mailboxes of {whose})"
    else:
        clients = f"{name_of(block.protocol).removeprefix('The ')} clients of {whose}"
    return f"{clients} entering at {_where(block)}"


def _where(block: Block) -> str:
    """The server; two where a client's name leads to another one now."""
    before, after = block.entries[0]
    if before is None or after is None or before.name.casefold() == after.name.casefold():
        return block.request.entry.name
    return f"{after.name}, before at {before.name}"


def _whose(block: Block) -> str:
    """The site, with the version where it has mailboxes of several; for a database where it is, and where it was."""
    mailbox = block.request.mailbox
    if mailbox.database is None:
        return _where_in(mailbox)
    name = mailbox.database.name
    if block.before is None or block.after is None:
        return f"{name} in {_where_in(mailbox)}"
    old, new = block.before.request.mailbox, block.after.request.mailbox
    was, now = _where_in(old), _where_in(new)
    if _site(old) == _site(new) and old.family is not new.family:
        return f"{name}, moved from Exchange {old.family.word} to {new.family.word} in {_site(new)},"
    return f"{name}, moved from {was} to {now}," if was != now else f"{name} in {now}"


def _site(mailbox: Mailbox) -> str:
    return mailbox.site.name if mailbox.site is not None else mailbox.described


def _where_in(mailbox: Mailbox) -> str:
    if mailbox.site is None or len(mailbox.site.mailbox) > 1:
        return mailbox.described
    return mailbox.site.name


def turn(block: Block, arrow: str = "→") -> str:
    """`proxied to CAS03 → HTTP 451`."""
    return f"{brief(block, 0)} {arrow} {brief(block, 1)}"


def arrow_in(encoding: str) -> str:
    """The arrow, in two signs where a console has no such sign."""
    try:
        "→".encode(encoding)
    except UnicodeEncodeError:
        return "->"
    return "→"


def brief(block: Block, side: int) -> str:
    """What becomes of the request on one side, in a few words."""
    sides = block.before, block.after
    answer = sides[side]
    if answer is not None:
        told = _brief(answer)
        other = sides[1 - side]
        is_lost = side and any(end == "leave" for end, _ in onward(answer))
        is_finer = is_lost or (other is not None and _brief(other) == told)
        return told + _finer(answer) if is_finer else told
    if block.is_nobody:
        return "a name that leads to no server" if side else "had a name that led to no server"
    if block.entries[0][side] is None:
        return "no such entry" if side else "was no entry"
    return "no mailboxes there" if side else "had no mailboxes"


def _finer(answer: Answer) -> str:
    """What tells apart two that begin alike: where a redirect ends, and the address that is proxied to."""
    if answer.decision.outcome == "proxy" and answer.decision.url is not None:
        return f" at {answer.decision.url}"
    found = list(dict.fromkeys([_ENDINGS[fate] for fate, _ in onward(answer)]))
    return f", {' or '.join(found)}" if found else ""


def _brief(answer: Answer) -> str:
    decision = answer.decision
    match decision.outcome:
        case "serve":
            return "served"
        case "proxy":
            return f"proxied to {decision.target.name}" if decision.target else "proxied"
        case "redirect" if decision.kind is not None:
            return f"{_REDIRECTS[decision.kind]} {_address(decision)}"
        case "reject":
            return (
                f"HTTP {decision.status} ({decision.code})"
                if decision.status
                else f"rejected ({decision.code})"
            )
        case _:
            return "cannot be told"


def _address(decision: Decision) -> str:
    if decision.url is not None:
        return str(decision.url)
    return decision.target.name if decision.target else "nowhere"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 route`, `1,204 routes`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def summary(review: Review) -> str:
    """`2 routes lost, 1 changed, 4 gained; findings: 1 new, 2 fixed, 5 kept, 1 only silenced`."""
    found = review.found
    findings = f"{len(found.new):,} new, {len(found.fixed):,} fixed, {len(found.kept):,} kept"
    if found.suppressed:
        findings += f", {len(found.suppressed):,} only silenced"
    return f"{_routes(review)}; findings: {findings}"


def _routes(review: Review) -> str:
    lost, changed, gained = (review.number_of(fate) for fate in ("lost", "changed", "gained"))
    told = f"{counted(lost, 'route')} lost, {changed:,} changed, {gained:,} gained"
    untold = len(review.uncompared)
    if not review.routes:
        told = "no client notices this change"
        if review.is_untold:
            return "routes could not be compared"
    if untold:
        told += f" where routes could be compared, which is not so for {counted(untold, 'organization')}"
    return told


def like_this(line: Line) -> str:
    """All that fare like a line's example: `40 routes like this: OWA and ECP; entering at CAS02 and CAS04`."""
    told = [
        and_list(line.clients),
        protocols(line.protocols),
        f"entering at {and_list(line.entries)}",
        f"mailboxes of {and_list(line.mailboxes)}",
    ]
    numbers = [len(each) for each in (line.clients, line.protocols, line.entries, line.mailboxes)]
    differing = "; ".join([words for words, number in zip(told, numbers, strict=True) if number > 1])
    told_number = f"{counted(line.number, 'route')} like this"
    return f"{told_number}: {differing}" if differing else told_number


def protocols(names: Listed[str]) -> str:
    """Every name, because a reader looks for one; `every protocol` for all there are."""
    if len(names) == len(CLIENT_PROTOCOLS):
        return "every protocol"
    told = [PROTOCOL_NAMES[name] for name in names]
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)
