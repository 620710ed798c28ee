"""The page of any organization: whole, the same each time, and no link in it leads nowhere."""

from __future__ import annotations

import json

from hypothesis import given, settings

from caslint.compose import load
from caslint.lint import lint
from caslint.report.result import Examined, Result
from html_page import parsed
from linting import RULES, Texts
from organizations import UNHURRIED, organizations
from report_sample import shown
from strategies import Json, topologies


def page_of(text: str) -> str:
    loaded = load(Texts({"org.yaml": text}), "org.yaml")
    findings = list(lint(loaded, RULES).findings)
    examined = Examined("org.yaml", ("org.yaml",), loaded.topology)
    return shown(Result(findings, files=1, organizations=1, examined=[examined], rules=RULES), "html")


def hold(text: str) -> None:
    page = page_of(text)
    elements = list(parsed(page).all())
    names = [one.of["id"] for one in elements if "id" in one.of]
    anchors = {address[1:] for one in elements if (address := one.of.get("href") or "").startswith("#")}

    assert len(names) == len(set(names))
    assert anchors <= set(names)
    assert page_of(text) == page


@settings(max_examples=25, deadline=None, suppress_health_check=UNHURRIED)
@given(organizations())
def test_any_likely_organization(text: str) -> None:
    hold(text)


@settings(max_examples=40, deadline=None, suppress_health_check=UNHURRIED)
@given(topologies())
def test_anything_that_the_schema_allows(document: dict[str, Json]) -> None:
    hold(json.dumps(document))
