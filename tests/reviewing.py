"""Review two texts in a test."""

from __future__ import annotations

import os
from typing import Any

from caslint.compose import Loaded, load
from caslint.configuration.config import Config
from caslint.review.findings import Judging
from caslint.review.review import Review, review
from caslint.review.side import Side
from linting import TODAY, Texts
from organizations import Facts, text_of

Json = dict[str, Any]


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
