"""Fixes of topologies that are nearly valid: what they make can be read, and nothing is left to be fixed again."""

from __future__ import annotations

from caslint.checked import Checked
from caslint.compose import load
from caslint.configuration.config import Config
from caslint.mending import Mended, mend
from caslint.run import check
from fuzz import builder
from fuzz.choices import Choices
from fuzz.documents import topology
from linting import RULES, TODAY, Texts

SEEDS = tuple(seed[1:] for seed in builder.SEEDS)
WORDS: tuple[str, ...] = ()
_NAME = "org.yaml"
_QUESTIONS = {"CAS012", "CAS013"}
"""Findings that ask for a fact: a request that goes another way may need another one."""
_UNJUDGED = {"CAS006"}
"""Findings about servers that no rule judges until they are mended."""


def run(data: bytes) -> None:
    """Fix all that can be fixed, twice."""
    hold(topology(Choices(data)))


def hold(text: str) -> None:
    """Fix a text, and hold what it becomes against what it was."""
    before = _checked(text)
    mended = _mended(text)
    new = mended.texts.get(_NAME, text)
    after = _checked(new)
    if before.loaded.topology is not None:
        assert after.loaded.topology is not None
        if not _codes(before) & _UNJUDGED:
            known = {finding.fingerprint for finding in before.findings}
            assert {one.code for one in after.findings if one.fingerprint not in known} <= _QUESTIONS
    again = _mended(new)
    assert again.texts.get(_NAME, new) == new


def _codes(checked: Checked) -> set[str]:
    return {finding.code for finding in checked.findings}


def _checked(text: str) -> Checked:
    return check(load(Texts({_NAME: text}), _NAME), Config("/nowhere"), RULES, TODAY)


def _mended(text: str) -> Mended:
    return mend(_checked(text), lambda texts: _checked(texts.get(_NAME, text)), unsafe=True)
