"""The figure of the seed's source and the thirty worked examples, read from the files beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from asking import ask, facts, router, written
from caslint.finding import Severity
from caslint.routing.route import Route
from linting import RULES, findings

HERE = Path(__file__).parent
EXAMPLES = facts((HERE / "worked-examples.yaml").read_text(encoding="utf-8"))
INCIDENTS = facts((HERE / "incidents.yaml").read_text(encoding="utf-8"))
FIGURE = facts((HERE / "figure.yaml").read_text(encoding="utf-8"))
LOADED = {rule.name for rule in RULES}


def asked(example: dict[str, Any], question: dict[str, Any]) -> Route:
    routes = router(written(example["topology"]))
    device = float(question.get("device", "14.0"))
    return ask(routes, question["protocol"], question["from"], question["mailbox"], device)


def number(example: dict[str, Any]) -> str:
    return str(example.get("example", example.get("incident")))


QUESTIONS = [
    pytest.param(example, question, id=f"{number(example)}-{question['protocol']}-from-{question['from']}")
    for example in [*EXAMPLES, *INCIDENTS]
    for question in example["asks"]
]


@pytest.mark.parametrize(("example", "question"), QUESTIONS)
def test_example(example: dict[str, Any], question: dict[str, Any]) -> None:
    route = asked(example, question)

    got = {
        "outcome": route.outcome,
        "kind": route.kind,
        "code": route.code,
        "status": route.status,
        "target": route.target.name if route.target else None,
        "url": str(route.url),
        "ends": sorted({end.fate for end in route.ends}),
    }
    assert {key: question[key] for key in got if key in question} == {
        key: value for key, value in got.items() if key in question
    }
    told = [step.detail for step in route.steps if step.action in {"note", "show"}]
    for key in ("note", "shows"):
        assert key not in question or any(question[key] in words for words in told), told


CLAIMS = [
    pytest.param(example, name, expected, id=f"{number(example)}-{name}")
    for example in [*EXAMPLES, *INCIDENTS]
    for key, expected in (("findings", True), ("silent", False))
    for name in example.get(key, ())
]


@pytest.mark.parametrize(("example", "name", "expected"), CLAIMS)
def test_example_finding(example: dict[str, Any], name: str, *, expected: bool) -> None:
    if name not in LOADED:
        pytest.skip(f"{name} is not among the rules")

    assert bool(findings(written(example["topology"]), name)) == expected


def test_every_example_is_there() -> None:
    assert [example["example"] for example in EXAMPLES] == sorted([*range(1, 31), 26])


def rows() -> list[Any]:
    found: list[Any] = []
    for line in FIGURE["rows"].splitlines():
        user, entry, owa, ecp, eas, ews, mail = [cell.strip() for cell in line.split("|")]
        cells = {"owa": owa, "ecp": ecp, "activesync": eas, "ews": ews, "pop3": mail, "imap4": mail}
        found.extend(
            pytest.param(user, entry, p, cell, id=f"{user}-{entry}-{p}") for p, cell in cells.items()
        )
    return found


def in_words(route: Route) -> str:
    target = route.target.name if route.target else ""
    if route.outcome == "proxy":
        return f"proxy to {target}"
    if route.outcome == "redirect":
        return f"{'451' if route.kind == 'http-451' else f'redirect {route.kind}'} {target}"
    return route.outcome


@pytest.mark.parametrize(("user", "entry", "protocol", "cell"), rows())
def test_figure(user: str, entry: str, protocol: str, cell: str) -> None:
    topology = dict(FIGURE["topology"])
    if "/" not in cell:
        assert in_words(ask(router(written(topology)), protocol, entry, f"Mailbox-0{user}")) == cell
        return
    for profile, outcome in zip(("unsupported", "supported"), cell.split(" / "), strict=True):
        topology["organization"] = {"popImapProxying": profile}
        assert ask(router(written(topology)), protocol, entry, f"Mailbox-0{user}").outcome == outcome


def test_figure_has_no_error() -> None:
    errors = [f.message for f in findings(written(FIGURE["topology"])) if f.severity is Severity.ERROR]

    assert errors == []


def test_every_route_of_an_example_is_told_with_places_and_sources() -> None:
    for example in [*EXAMPLES, *INCIDENTS]:
        for question in example["asks"]:
            route = asked(example, question)
            assert [step.action for step in route.steps][:2] == ["enter", "mailbox"]
            decisive = [step for step in route.steps if step.action == route.outcome]
            assert decisive[0].citations, route.steps
            assert decisive[0].place is not None
