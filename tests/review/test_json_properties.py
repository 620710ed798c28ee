"""What holds of the JSON of every review and of every outage, as programs are given it."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from asking import router
from caslint.report.options import Options
from caslint.review.diff_json import render as diff_json
from caslint.review.impact import impact
from caslint.review.impact_json import render as impact_json
from caslint.review.outage import Outages
from caslint.review.review import Review
from organizations import UNHURRIED, Facts, design, organization_facts, shuffled, text_of
from reviewing import pairs_of_organizations, reviewed_facts
from without_servers import expected

Json = dict[str, Any]


def told(review: Review) -> Json:
    found: Json = json.loads("".join(diff_json(review, Options())))
    return found


@given(organization_facts(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=UNHURRIED)
def test_an_organization_differs_from_itself_in_nothing(facts: Facts, random: Random) -> None:
    for other in (facts, shuffled(facts, random)):
        report = told(reviewed_facts(facts, other))

        assert report["routes"] == {"lost": [], "gained": [], "changed": []}
        assert [report["findings"][name] for name in ("new", "fixed", "suppressed")] == [[], [], []]
        assert "unreadable" not in report


SAID = ("outcome", "kind", "code", "status", "target", "url")


def row_of(row: Json, first: str, second: str) -> str:
    """A row without its steps, one side before the other."""
    name = {key: row.get(key) for key in ("protocol", "mailboxVersion", "client", "database")}
    sides = [
        row[side] and {key: row[side][key] for key in (*SAID, "entry", "mailboxSite")}
        for side in (first, second)
    ]
    return json.dumps([name, *sides], sort_keys=True)


@given(pairs_of_organizations())
@settings(max_examples=40, deadline=None, suppress_health_check=UNHURRIED)
def test_what_is_lost_one_way_is_gained_the_other(both: tuple[Facts, Facts]) -> None:
    there, back = told(reviewed_facts(*both))["routes"], told(reviewed_facts(*reversed(both)))["routes"]

    for fate, opposite in (("lost", "gained"), ("gained", "lost")):
        gone = sorted(row_of(row, "before", "after") for row in there[fate])
        come = sorted(row_of(row, "after", "before") for row in back[opposite])
        assert gone == come
    assert len(there["changed"]) == len(back["changed"])


@given(pairs_of_organizations())
@settings(max_examples=40, deadline=None, suppress_health_check=UNHURRIED)
def test_every_row_has_a_side_and_a_cause(both: tuple[Facts, Facts]) -> None:
    works = {"serve", "proxy", "redirect"}
    for fate, rows in told(reviewed_facts(*both))["routes"].items():
        for row in rows:
            fared = [row[side] is not None and row[side]["outcome"] in works for side in ("before", "after")]
            assert fared == {"lost": [True, False], "gained": [False, True]}.get(fate, [fared[0]] * 2)
            assert row["before"] or row["after"]
            assert row["causes"]
            assert all(cause["before"] or cause["after"] for cause in row["causes"])


@given(st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None, suppress_health_check=UNHURRIED)
def test_an_outage_is_the_declaration_without_the_server(random: Random) -> None:
    facts = design(random)
    servers = [server["name"] for server in facts.get("servers", [])]
    outages = Outages(router(text_of(facts)))
    report: Json = json.loads("".join(impact_json(impact(outages, (), 1), outages, Options(), steps=False)))

    scenarios = dict(zip(servers, report["scenarios"], strict=False))  # servers come first, then sites
    for name in random.sample(servers, min(3, len(servers))):
        scenario = scenarios[name]
        given_rows = {
            (row["protocol"], row["entry"], (row["mailboxSite"] or "").casefold(), row["mailboxVersion"])
            for row in scenario["lost"]
        }
        wanted = {
            (protocol, entry, site, family.word)
            for protocol, entry, (site, family, _) in expected(facts, [name])
        }
        assert scenario["without"] == [name]
        assert given_rows == wanted
