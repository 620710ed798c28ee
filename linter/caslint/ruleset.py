"""The rules of a run: loaded from packs by name, looked up by code or name."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from importlib import import_module

from caslint.rule import Rule

BUILT_IN = "caslint.rules"


class PackError(Exception):
    """A pack could not be loaded, or is no pack; the message is for people."""


def load(packs: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The built-in rules, then those of the packs in their order.

    A pack is an installed module with a tuple RULES.  Raises PackError when it
    cannot be imported, has no RULES, or uses a code or name a second time.
    """
    rules: list[Rule] = []
    for pack in (BUILT_IN, *packs):
        rules.extend(_rules_of(pack))
    seen: set[str] = set()
    for rule in rules:
        for word in (rule.code, rule.name):
            if word in seen:
                raise PackError(f"two rules are called {word}")
            seen.add(word)
    return tuple(rules)


def _rules_of(pack: str) -> tuple[Rule, ...]:
    first, *others = pack.split(".")
    if first in sys.stdlib_module_names or "__main__" in others:
        # To import one may already do something: `antigravity` opens a browser.
        raise PackError(f"{pack} is a program or a part of Python itself, and no pack of rules")
    try:
        with _installed_modules_only():
            module = import_module(pack)
    except ImportError as error:
        raise PackError(f"the pack {pack} is not installed or cannot be imported: {error}") from error
    rules = getattr(module, "RULES", None)
    if not isinstance(rules, tuple) or not all(isinstance(rule, Rule) for rule in rules):  # pyright: ignore[reportUnknownVariableType]  whatever a pack holds
        raise PackError(f"the pack {pack} has no tuple RULES of rules")
    return rules  # pyright: ignore[reportUnknownVariableType]  checked above


@contextmanager
def _installed_modules_only() -> Generator[None]:
    """Leave the working directory out of the search: a checkout must not bring code that runs when it is linted."""
    before = list(sys.path)
    here = os.path.realpath(os.getcwd())
    sys.path[:] = [entry for entry in before if entry and os.path.realpath(entry) != here]
    try:
        yield
    finally:
        sys.path[:] = before
