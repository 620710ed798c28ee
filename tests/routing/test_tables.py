"""The tables that decisions are made with: complete, cited, and told in the handbook."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from caslint.exchange.protocols import CLIENT_PROTOCOLS
from caslint.exchange.sources import SEED
from caslint.exchange.versions import Family
from caslint.routing.clauses import CLAUSES, since
from caslint.routing.decide import BEHAVIOURS
from caslint.routing.handbook import handbook
from caslint.routing.matrix import CELLS, ROWS, WORDS
from caslint.routing.rejections import REJECTIONS, shown

ROUTING = Path(__file__).parent.parent.parent / "linter" / "caslint" / "routing"
SOURCES = "".join([path.read_text(encoding="utf-8") for path in sorted(ROUTING.glob("*.py"))])
FAMILIES = (Family.EXCHANGE_2003, Family.EXCHANGE_2007, Family.EXCHANGE_2010)


def test_the_handbook_is_fresh() -> None:
    kept = (ROUTING / "README.md").read_text(encoding="utf-8")

    assert kept == handbook(), "run: python -m caslint.routing.handbook > linter/caslint/routing/README.md"


def test_the_matrix_has_a_cell_for_every_case() -> None:
    cases = set(product(CLIENT_PROTOCOLS, FAMILIES[1:], FAMILIES, (True, False)))

    assert set(CELLS) == cases
    assert len(ROWS) == len(cases) / 2


def test_every_cell_names_a_behaviour_and_a_clause() -> None:
    assert {cell.behaviour for cell in CELLS.values()} == set(BEHAVIOURS) == set(WORDS)
    assert {cell.clause for cell in CELLS.values()} <= set(CLAUSES)


def test_a_2003_server_needs_no_site() -> None:
    assert all(row.own_site == row.other_site for row in ROWS if row.mailbox is Family.EXCHANGE_2003)


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=lambda clause: clause.key)
def test_every_clause_rests_on_something(clause: object) -> None:
    one = CLAUSES[getattr(clause, "key", "")]

    assert one.citations or one.mark == "?"
    assert ("SEED" in one.sources) == bool(one.seed)
    assert one.mark != "S" or one.seed
    assert set(one.seed) <= set(SEED)
    assert not one.says.endswith(".")


def test_every_clause_is_used() -> None:
    table = (ROUTING / "clauses.py").read_text(encoding="utf-8")
    code = SOURCES.replace(table, "")

    assert [key for key in CLAUSES if f'"{key}"' not in code and f' {key}"' not in code] == []


def test_a_clause_that_always_held_has_no_build() -> None:
    with pytest.raises(KeyError):
        since("own-site")


@pytest.mark.parametrize("rejection", REJECTIONS.values(), ids=lambda rejection: rejection.code)
def test_every_code_says_what_is_seen_and_what_helps(rejection: object) -> None:
    one = REJECTIONS[getattr(rejection, "code", "")]

    assert one.citations
    assert one.shows
    assert one.change
    assert set(one.shows) <= set(CLIENT_PROTOCOLS)


def test_what_the_documents_do_not_say_is_not_made_up() -> None:
    assert shown("no-cas-in-mailbox-site", "activesync") == "the documents do not say what the client shows"
