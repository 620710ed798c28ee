"""Fixes held against a new check, as `caslint fix` does before it writes anything."""

from __future__ import annotations

import os

from caslint.checked import Checked
from caslint.compose import load
from caslint.finding import Finding
from caslint.lsp.analysis import Asked, standing_in
from caslint.lsp.overlay import Overlay
from caslint.mending import Mended, Texts, mend, objection
from caslint.ruleset import load as load_rules
from caslint.run import check


class Bench:
    """One organization, to be checked with other texts in place of some files."""

    def __init__(self, asked: Asked, one: Checked) -> None:
        self.asked = asked
        self.one = one
        self._first: Checked | None = None
        self._objections: dict[tuple[str, int], str] = {}

    def mended(self) -> Mended:
        """Every safe fix that holds."""
        with standing_in(self.asked.folder):
            return mend(self._now(), self._relint, unsafe=False)

    def objection(self, finding: Finding) -> str:
        """Why `caslint fix` would refuse the fix of a finding; empty where it would not.  Asked once."""
        about = finding.fingerprint, finding.place.start
        if about not in self._objections:
            with standing_in(self.asked.folder):
                self._objections[about] = objection(self._now(), self._relint, finding)
        return self._objections[about]

    def _now(self) -> Checked:
        """The organization as it is, what its baseline knows included: a fix must not be blamed for it."""
        if self._first is None:
            self._first = self._relint({})
        return self._first

    def _relint(self, texts: Texts) -> Checked:
        loaded, config = self.one.loaded, self.one.selection.config
        changed = {
            os.path.abspath(loaded.paths[shown]): text.encode("utf-8", "surrogatepass")
            for shown, text in texts.items()
        }
        files = Overlay(os.getcwd(), {**self.asked.buffers, **changed})
        rules = load_rules([word.text for word in config.packs])
        return check(load(files, loaded.path), config, rules, self.asked.today)


class Benches:
    """The benches of an analysis' organizations, made when they are asked for."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._known: dict[int, Bench] = {}

    def of(self, one: Checked) -> Bench:
        """The bench of an organization."""
        if id(one) not in self._known:
            self._known[id(one)] = Bench(self.asked, one)
        return self._known[id(one)]
