"""The whole page, from its head to its script, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.finding import Finding
from caslint.report.by_site import OTHER, by_organization, by_site
from caslint.report.html import assets, summary
from caslint.report.html.filters import Choice, filters
from caslint.report.html.findings import Shown, Sites
from caslint.report.html.markup import NOTHING, Html, closed, opened, tag, text, trusted
from caslint.report.html.picture import picture
from caslint.report.html.routes import routes
from caslint.report.html.rules import Rules
from caslint.report.html.silenced import silenced, unreadable
from caslint.report.html.traces import Traces
from caslint.report.html.weak_points import weak_points
from caslint.report.options import Options
from caslint.report.result import Examined, Result
from caslint.report.worst import worst
from caslint.routing.router import Router
from caslint.topology import Topology

MOST_FINDINGS = 1000
"""As many are told, the worst; the others are counted."""

MOST_ORGANIZATIONS = 20
"""Of more organizations only the findings are shown."""

_TOO_MANY = f"more than {MOST_ORGANIZATIONS} organizations"


def render(result: Result, options: Options) -> Iterator[str]:
    """The lines of the page; the same for the same result, whatever the options say."""
    del options
    for piece in _Page(result).pieces():
        yield f"{piece}\n"


class _Part:
    """One organization on the page, or the files that are part of none."""

    def __init__(self, number: int, examined: Examined | None, findings: list[Finding]) -> None:
        self.name = f"o{number}"
        self.examined = examined
        self.title = summary.name_of(examined) if examined else OTHER.capitalize()
        self.sites: Sites = by_site(findings, examined)
        self.number = len(findings)

    def choices(self, *, of: str) -> list[Choice]:
        """Its sites, as the filter offers them; `of` tells whose they are."""
        whose = f" ({of})" if of else ""
        return [(f"{self.name}s{number}", f"{name}{whose}") for number, name in enumerate(self.sites, 1)]

    def below(self, *, with_routes: bool) -> list[Choice]:
        """What its section holds."""
        found = [(f"{self.name}-findings", "Findings")] if self.number else []
        if with_routes:
            found += [
                (f"{self.name}-picture", "Sites and servers"),
                (f"{self.name}-routes", "Routes"),
                (f"{self.name}-weak", "Single points of failure"),
            ]
        return found


class _Page:
    def __init__(self, result: Result) -> None:
        self.result = result
        self.parts = [_Part(number, *one) for number, one in enumerate(by_organization(result), 1)]
        self.rules = Rules(result.findings, result.rules)
        self.shown = Shown({id(one) for one in worst(result.findings, MOST_FINDINGS)}, self.rules)
        self.traces = Traces()
        self.tried = 0

    def pieces(self) -> Iterator[Html]:
        yield trusted("<!DOCTYPE html>")
        yield opened("html", lang="en")
        yield from self._head()
        yield opened("body")
        yield tag("a", text("To the findings and routes"), href="#main", class_="skip")
        yield summary.head(self.result)
        yield summary.contents(list(self._contents()))
        yield opened("main", id="main")
        yield from self._main()
        yield closed("main")
        yield tag("footer", tag("p", text(f"Written by caslint {self.result.version} from files alone.")))
        yield assets.script()
        yield closed("body")
        yield closed("html")

    def _head(self) -> Iterator[Html]:
        yield opened("head")
        yield opened("meta", charset="utf-8")
        yield assets.policy()
        yield opened("meta", name="viewport", content="width=device-width, initial-scale=1")
        yield opened("meta", name="color-scheme", content="light dark")
        yield opened("meta", name="referrer", content="no-referrer")
        yield tag("title", text(summary.title(self.result)))
        yield assets.style()
        yield closed("head")

    def _contents(self) -> Iterator[tuple[str, str, Iterable[Choice]]]:
        if self.result.unreadable:
            yield "unreadable", "Files that cannot be read", ()
        for part in self.parts:
            yield part.name, part.title, part.below(with_routes=self._has_routes(part))
        if self.result.suppressed or self.result.baselined:
            yield "silenced", "Silenced findings", ()
        if self.result.stale_baseline:
            yield "stale", "Stale baseline entries", ()
        if self.rules.known:
            yield "rules", "The rules", ()

    def _main(self) -> Iterator[Html]:
        yield from unreadable(self.result)
        several = len(self.parts) > 1
        sites = [choice for part in self.parts for choice in part.choices(of=part.title if several else "")]
        rules = [(str(self.rules.number(code)), f"{code} {name}") for code, name in self.rules.names.items()]
        yield from filters(sites, rules, len(self.result.findings))
        for part in self.parts:
            yield from self._part(part)
        yield from silenced(self.result)
        yield from self.rules.pages()

    def _has_routes(self, part: _Part) -> bool:
        return bool(part.examined and part.examined.topology and part in self.parts[:MOST_ORGANIZATIONS])

    def _part(self, part: _Part) -> Iterator[Html]:
        root = part.examined.root if part.examined and part.examined.root != part.title else ""
        yield opened("section", id=part.name, class_="organization")
        yield tag("h2", text(part.title), tag("span", text(f" {root}"), class_="counts") if root else NOTHING)
        yield from _section(f"{part.name}-findings", "Findings", self._findings(part))
        if part.examined is not None:
            yield from self._around(part, part.examined.topology)
        yield closed("section")

    def _around(self, part: _Part, topology: Topology | None) -> Iterator[Html]:
        """What the declaration means for clients, or why that is not told."""
        if topology is None or not self._has_routes(part):
            why = "the declaration is broken" if topology is None else _TOO_MANY
            yield tag("p", text(f"Routes and picture are left out: {why}."), class_="more")
            return
        router = topology.derived(Router)
        whose = f" of organization {part.name[1:]}" if len(self.parts) > 1 else ""
        drawn = picture(router, part.name, whose)
        yield from _section(f"{part.name}-picture", "Sites and servers", drawn)
        yield from _section(f"{part.name}-routes", "Routes", routes(router, self.traces, whose))
        lost = weak_points(router, self.tried, whose)
        self.tried += len(topology.organization.servers)
        yield from _section(f"{part.name}-weak", "Single points of failure", lost)

    def _findings(self, part: _Part) -> Iterator[Html]:
        if not part.number:
            yield tag("p", text("Nothing was found here."))
        yield from self.shown.section(part.sites, part.name)


def _section(name: str, title: str, inside: Iterable[Html]) -> Iterator[Html]:
    yield opened("section", id=name)
    yield tag("h3", text(title))
    yield from inside
    yield closed("section")
