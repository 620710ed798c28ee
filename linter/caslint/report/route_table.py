"""The whole matrix of routes for people: servers that answer alike together, and mailboxes with the same fate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caslint.report.margin import Line, hanging
from caslint.report.options import Options
from caslint.report.paint import painter
from caslint.report.route_story import ROLES
from caslint.routing.clauses import CLAUSES
from caslint.routing.decision import WORKING
from caslint.routing.survey import Answer, Asked, Group
from caslint.routing.telling import name_of
from caslint.words import and_list, listed

_TITLE = 13
"""Cells of the column that tells whose site."""


def render(groups: Iterable[Group], wanted: frozenset[str], tried: int, options: Options) -> Iterator[str]:
    """The groups, protocol after protocol, with the outcomes that are wanted; then the number of requests."""
    finished = painter(options)
    counts: dict[str, int] = {}
    protocol = ""
    for group in groups:
        _count(group, counts)
        lines = list(_group(group, wanted, options))
        if lines and group.protocol != protocol:
            protocol = group.protocol
            lines.insert(0, [(name_of(protocol), "title")])
        yield "".join(map(finished, lines))
    yield from map(finished, _summary(counts, tried, options))


def _count(group: Group, counts: dict[str, int]) -> None:
    for asked in (*group.own_site, *group.other_sites):
        outcome = asked.decision.outcome
        counts[outcome] = counts.get(outcome, 0) + asked.requests


def _group(group: Group, wanted: frozenset[str], options: Options) -> Iterator[Line]:
    rows = [*_rows("own site", group.own_site, wanted), *_rows("other sites", group.other_sites, wanted)]
    if rows:
        yield from hanging([("  ", ""), (options.show(_who(group)), "")], options.width, 4)
        width = max(len(_told(answer)) for _, answer, _ in rows)
        for title, answer, alike in rows:
            yield from _row(title, answer, _mailboxes(answer, alike), width, options)
        yield []


def _who(group: Group) -> str:
    names = [server.name for server in group.entries]
    sites = list(dict.fromkeys([server.site_name or "no site" for server in group.entries]))
    word = group.entries[0].family
    version = f", {word.word}" if word is not None else ""
    return f"{and_list(names)} ({listed('site', sites)}{version})"


_Row = tuple[str, Answer, list[Asked]]


def _rows(title: str, found: Sequence[Asked], wanted: frozenset[str]) -> Iterator[_Row]:
    for answer, alike in _by_answer(found).items():
        if answer.outcome in wanted:
            yield title, answer, alike


def _row(title: str, answer: Answer, mailboxes: str, width: int, options: Options) -> Iterator[Line]:
    told = _told(answer)
    head: Line = [(f"    {title:<{_TITLE}}", "frame"), (told, ROLES[answer.outcome])]
    gap = " " * (width - len(told) + 2)
    indent = 4 + _TITLE + width + 2
    yield from hanging([*head, (gap, ""), (options.show(mailboxes), "")], options.width, indent)


def _by_answer(found: Iterable[Asked]) -> dict[Answer, list[Asked]]:
    """What is told alike; the clause counts only where it is told, too."""
    rows: dict[Answer, list[Asked]] = {}
    for asked in found:
        if asked.requests:
            answer = asked.answer
            told = answer if answer.outcome == "unspecified" else answer._replace(clause="")
            rows.setdefault(told, []).append(asked)
    return rows


def _told(answer: Answer) -> str:
    more = answer.kind or answer.code
    return f"{answer.outcome} ({more})" if more else answer.outcome


def _mailboxes(answer: Answer, alike: Sequence[Asked]) -> str:
    """`Kyoto (2010) -> CAS03, London (2010) -> CAS02`, and why nothing is told where it is not."""
    names = list(dict.fromkeys([_one(asked) for asked in alike]))
    why = f": {CLAUSES[answer.clause].says}" if answer.outcome == "unspecified" else ""
    return f"{and_list(names)}{why}"


def _one(asked: Asked) -> str:
    one = asked.decision
    if one.outcome not in {"proxy", "redirect"}:
        return asked.mailbox.described
    # The one redirect without a target goes to the entry's own Exchange2003Url, which may be another one at each.
    return f"{asked.mailbox.described} -> {one.target.name if one.target else 'Exchange2003Url'}"


def _summary(counts: dict[str, int], tried: int, options: Options) -> Iterator[Line]:
    works = sum(number for outcome, number in counts.items() if outcome in WORKING)
    rejected, open_ = counts.get("reject", 0), counts.get("unspecified", 0)
    words = (
        f"{tried:,} {'request' if tried == 1 else 'requests'} tried: {works:,} work, {rejected:,} are rejected, "
        f"{open_:,} are not documented or not declared"
    )
    yield from hanging([(words, "title")], options.width, 2)
