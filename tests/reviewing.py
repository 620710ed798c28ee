"""Review two texts in a test."""

from __future__ import annotations

import copy
import os
from random import Random
from typing import Any

from hypothesis import strategies as st

from caslint.compose import Loaded, load
from caslint.configuration.config import Config
from caslint.review.judging import Judging
from caslint.review.review import Review, review
from caslint.review.side import Side
from linting import TODAY, Texts
from organizations import Facts, design, text_of

Json = dict[str, Any]


PROXIED = """\
organization: {name: Contoso}
sites:
  - {name: Redmond}
  - {name: Kyoto}
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync: {externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync, windowsAuthEnabled: true}
  - name: CAS03
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync: {windowsAuthEnabled: true}
"""
"""Phones of Kyoto come in at Redmond, which proxies them."""


def side(*texts: dict[str, str]) -> Side:
    """A side with one organization for each dictionary of files, the root file first."""
    loaded: list[Loaded] = [load(Texts(each), next(iter(each))) for each in texts]
    return Side("there", tuple(loaded), (), _default, os.getcwd(), is_file=True)


def _default(folder: str) -> Config:
    return Config(folder)


def reviewed(before: str, after: str) -> Review:
    """The review of one file."""
    judging = Judging(_default, _default, TODAY)
    return review(side({"org.yaml": before}), side({"org.yaml": after}), judging, None)


def reviewed_facts(before: Facts, after: Facts) -> Review:
    """The review of two organizations."""
    return reviewed(text_of(before), text_of(after))


def changed(facts: Facts, random: Random) -> Facts:
    """The organization after a few changes: items that go, items of another design, fields that go."""
    made = copy.deepcopy(facts)
    other = design(random)
    for _ in range(random.randint(1, 4)):
        section = random.choice([key for key in made if isinstance(made[key], list)])
        items: list[Any] = made[section]
        number = random.randrange(len(items))
        match random.randrange(4):
            case 0 if len(items) > 1:
                items.pop(number)
            case 1 if other.get(section):
                items[number] = random.choice(other[section])
            case 2 if other.get(section):
                items.append(random.choice(other[section]))
            case _:
                _change_field(items[number], random)
    return made


def _change_field(item: Facts, random: Random) -> None:
    directories = item.get("virtualDirectories")
    if directories:
        protocol = random.choice(list(directories))
        if isinstance(directories[protocol], dict) and directories[protocol]:
            directories[protocol].pop(random.choice(list(directories[protocol])))
    elif "roles" in item and len(item["roles"]) > 1:
        item["roles"] = item["roles"][1:]


@st.composite
def pairs_of_organizations(draw: st.DrawFn) -> tuple[Facts, Facts]:
    random = draw(st.randoms(use_true_random=False))
    facts = design(random)
    return facts, changed(facts, random)
