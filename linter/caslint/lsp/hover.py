"""Hover texts: what a key is and comes to, who a name is, and the page of the rule that found something."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.finding import Finding
from caslint.lsp.desk import Desk
from caslint.lsp.format_words import described
from caslint.lsp.leaf import Leaf
from caslint.lsp.names import Mention
from caslint.lsp.place import Asked, asked
from caslint.lsp.portraits import declared_as, entering, findings_about, portrait
from caslint.lsp.protocol import Object, mapping
from caslint.lsp.resolved import Fact, facts, server_at, thing_at
from caslint.lsp.rule_words import rule_page
from caslint.lsp.spot import Spot
from caslint.page import markdown
from caslint.routing.router import Router
from caslint.rule import Rule
from caslint.ruleset import load as load_rules

_MOST_PAGES = 3
_MOST_ROUTES = 20


def hover(desk: Desk, params: Object) -> Object | None:
    """What there is to say of a position; None where there is nothing."""
    page = rule_page(desk, desk.documents.named(params), mapping(params, "position"))
    place = None if page else asked(desk, params)
    if place is None:
        return page
    leaf = Leaf(is_markdown=desk.client.reads_markdown)
    spot = place.spot
    if spot is not None:
        _about(leaf, place, spot)
    findings = list(_findings_at(place))
    for rule in _rules_of(place, findings):
        if leaf:
            leaf.rule()
        leaf.text(markdown(rule).rstrip("\n"))
    if not leaf:
        return None
    start, end = (spot.start, spot.end) if spot else (findings[0].place.start, findings[0].place.end)
    return {"contents": leaf.contents(), "range": place.diagnoses.ruler(place.source).range(start, end)}


def _about(leaf: Leaf, place: Asked, spot: Spot) -> None:
    if spot.is_key:
        _key(leaf, place, spot)
        return
    mention = place.names().at(place.source, place.offset)
    if mention is not None and _name(leaf, place, mention):
        return
    _key(leaf, place, spot)


def _name(leaf: Leaf, place: Asked, mention: Mention) -> bool:
    """Who is named; whether that is known."""
    declaration = place.names().declaration(mention)
    if declaration is None:
        return False
    if declaration.kind == "client":
        return _client(leaf, place, declaration)
    leaf.head({"array": "Client Access array"}.get(declaration.kind, declaration.kind), declaration.name)
    topology = place.checked.loaded.topology
    thing = declared_as(topology, declaration.kind, declaration.name) if topology else None
    if topology is None or thing is None:
        leaf.text("The declaration is broken: nothing is known beyond the name.")
        return True
    leaf.facts(portrait(topology, thing))
    leaf.facts(findings_about(thing, place.checked.findings))
    routes = entering(topology, thing)
    if routes:
        leaf.text("Requests that enter here:")
        leaf.facts(routes)
    return True


def _client(leaf: Leaf, place: Asked, declaration: Mention) -> bool:
    """What becomes of the requests of declared clients, as `caslint trace` tells it."""
    topology = place.checked.loaded.topology
    clients = topology.organization.clients if topology else []
    client = next(
        (one for one in clients if one.place.source is place.source and one.name == declaration.name), None
    )
    if topology is None or client is None:
        return False
    from caslint.report.options import Options
    from caslint.report.route_story import render

    leaf.head("clients", client.name)
    routes = topology.derived(Router).routes_of(client)[:_MOST_ROUTES]
    told = "".join(render(routes, Options(), asked_for=client.connects_to)) if routes else ""
    if told:
        leaf.block(told.rstrip("\n").split("\n"))
    else:
        leaf.text(
            "No request of theirs can be followed: what they connect to, or their mailboxes, is not declared."
        )
    return True


def _key(leaf: Leaf, place: Asked, spot: Spot) -> None:
    """What the format says of a key, and what it comes to."""
    found = described(place.root, place.source, spot.path)
    if found is None:
        return
    leaf.strong(found.title)
    leaf.text(found.description)
    if found.words:
        leaf.text(f"One of: {', '.join(found.words)}.")
    leaf.facts([(fact.field, f"{fact.value} ({fact.origin})") for fact in _resolved(place, spot)])


def _resolved(place: Asked, spot: Spot) -> Iterator[Fact]:
    """The facts of a directory or service at its key; at a key in it, the one fact."""
    topology = place.checked.loaded.topology
    if topology is None:
        return
    server = server_at(topology, place.source, spot.path)
    if server is not None and spot.path[2:] == ("version",) and server.version is not None:
        yield Fact("means", f"Exchange {server.version.release_name}", "the tables of builds")
    found = thing_at(topology, place.source, spot.path)
    if found is None:
        return
    thing, depth = found
    field = spot.path[depth] if len(spot.path) > depth else None
    for fact in facts(thing):
        if field in (None, fact.field):
            yield fact


def _findings_at(place: Asked) -> Iterator[Finding]:
    for finding in place.analysis.findings:
        where = finding.place
        if where.source is place.source and where.start <= place.offset <= where.end:
            yield finding


def _rules_of(place: Asked, findings: list[Finding]) -> list[Rule]:
    """The rules that found something here, the worst first."""
    if not findings:
        return []
    packs = [word.text for word in place.checked.selection.config.packs]
    by_code = {rule.code: rule for rule in load_rules(packs)}
    findings.sort(key=lambda finding: -finding.severity)
    codes = dict.fromkeys([finding.code for finding in findings])
    return [by_code[code] for code in codes if code in by_code][:_MOST_PAGES]
