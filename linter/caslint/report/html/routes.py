"""The routes of an organization: protocol by entry by mailboxes, every outcome opening on its trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from caslint.report.html.cells import MOST_MAILBOXES, Cell, Row, counts, rows, target, told
from caslint.report.html.markup import Html, closed, joined, opened, tag, text
from caslint.report.html.traces import Traces
from caslint.routing.decision import WORKING
from caslint.routing.router import PROTOCOLS, Router
from caslint.routing.survey import Asked, Group, Wanted, survey
from caslint.routing.telling import name_of
from caslint.words import and_list, listed

_MOST_ROWS = 40
_MOST_COLUMNS = 8


def routes(router: Router, traces: Traces, whose: str = "") -> Iterator[Html]:
    """A table for each protocol; a sentence where no request enters anywhere.

    `whose` tells those who hear the page which of several organizations it is.
    """
    entries, mailboxes = router.entries(), router.mailboxes()
    if not entries or not mailboxes:
        missing = "server at which clients enter" if mailboxes else "mailboxes"
        yield tag("p", text(f"There are no routes: no {missing} of 2003, 2007 or 2010 is declared."))
        return
    yield tag("p", text(_TOLD), class_="more")
    if len(mailboxes) > MOST_MAILBOXES:
        yield tag("p", text(_TOGETHER), class_="more")
    before = traces.missing
    found = survey(router, Wanted(PROTOCOLS, entries, mailboxes))
    for protocol, groups in groupby(found, lambda group: group.protocol):
        yield from _Matrix(router, protocol, list(groups), traces).lines(whose)
    if missing_traces := traces.missing - before:
        words = f"For want of room {missing_traces:,} outcomes stand without a trace: caslint trace tells it."
        yield tag("p", text(words), class_="more")


_TOLD = (
    "What becomes of a request for mailboxes of each site, by the servers where it enters; servers that answer "
    "alike stand together. Open an outcome for its steps, the lines that decided them and the documents."
)

_TOGETHER = "Mailboxes with one fate stand together; the trace is that of the first."


class _Matrix:
    """One protocol."""

    def __init__(self, router: Router, protocol: str, groups: Sequence[Group], traces: Traces) -> None:
        self.router = router
        self.protocol = protocol
        first = {id(group) for group in sorted(groups, key=_rejects_none)[:_MOST_COLUMNS]}
        self.groups = [group for group in groups if id(group) in first]
        self.rows = rows(self.groups)
        self.traces = traces
        self.columns_left = len(groups) - len(self.groups)
        self.counts = counts(groups)

    def lines(self, whose: str) -> Iterator[Html]:
        """The table, folded; open where something is rejected."""
        name = name_of(self.protocol)
        tally = tag("span", text(_tally(self.counts)), class_="counts")
        yield opened("details", class_="protocol", open=bool(self.counts.get("reject")))
        yield tag("summary", tag("h4", text(name)), text(" "), tally)
        yield opened("section", class_="wide", aria_label=f"Routes of {name}{whose}", tabindex=0)
        yield from self._table()
        yield closed("section")
        yield from _left_out(self.columns_left, len(self.rows) - _MOST_ROWS)
        yield closed("details")

    def _table(self) -> Iterator[Html]:
        first = sorted(self.rows, key=lambda row: not row.is_rejected)[:_MOST_ROWS]
        kept = {id(row) for row in first}
        columns = [tag("th", text("Mailboxes in"), scope="col"), *map(_entries, self.groups)]
        yield opened("table", class_="routes")
        yield tag("thead", tag("tr", *columns))
        yield opened("tbody")
        yield from [self._row(row) for row in self.rows if id(row) in kept]
        yield closed("tbody")
        yield closed("table")

    def _row(self, row: Row) -> Html:
        names = and_list([mailbox.described for mailbox in row.mailboxes])
        cells = [tag("td", self._cell(cell, alone=len(row.mailboxes) == 1)) for cell in row.cells]
        return tag("tr", tag("th", text(names), scope="row"), *cells)

    def _cell(self, cell: Cell, *, alone: bool) -> Html:
        """What becomes of requests; where it is another thing elsewhere, both."""
        if not cell:
            return text("–")
        if len({words for _, words in cell}) == 1:
            return self._outcome(next(iter(cell.values())), alone=alone)
        pieces: list[Html] = []
        for site, answers in groupby(cell.items(), lambda one: one[0][0]):
            pieces.append(tag("div", text(_WHOSE[site]), class_="whose"))
            pieces += [self._outcome(asked, alone=alone) for _, asked in answers]
        return joined(pieces)

    def _outcome(self, asked: Asked, *, alone: bool) -> Html:
        words = told(asked) + (target(asked) if alone else "")
        return self.traces.fold(self.router, self.protocol, asked, words)


_WHOSE = {"own": "in their own site", "other": "from other sites"}


def _rejects_none(group: Group) -> bool:
    return not any(one.decision.outcome == "reject" for one in (*group.own_site, *group.other_sites))


def _entries(group: Group) -> Html:
    names = and_list([server.name for server in group.entries])
    sites = list(dict.fromkeys([server.site_name or "no site" for server in group.entries]))
    family = group.entries[0].family
    version = f", {family.word}" if family is not None else ""
    where = tag("span", text(f"{listed('site', sites)}{version}"), class_="more")
    return tag("th", text(f"Entering at {names} "), where, scope="col")


def _tally(found: dict[str, int]) -> str:
    """`36 requests: 30 work, 6 are rejected`."""
    works = sum(number for outcome, number in found.items() if outcome in WORKING)
    parts = [f"{works:,} work" if works else ""]
    for outcome, words in (("reject", "rejected"), ("unspecified", "not documented or not declared")):
        if number := found.get(outcome, 0):
            parts.append(f"{number:,} {words}")
    return f"{sum(found.values()):,} requests: {', '.join(filter(None, parts))}"


def _left_out(columns: int, lines: int) -> Iterator[Html]:
    parts = [
        f"{number:,} more {word}"
        for number, word in ((columns, "groups of entries"), (lines, "groups of mailboxes"))
        if number > 0
    ]
    if parts:
        yield tag("p", text(f"Left out: {and_list(parts)}; caslint routes tells them."), class_="more")
