"""A configuration, a baseline and patterns as anybody may have written them."""

from __future__ import annotations

import json

from caslint.baseline.file import parse as parse_baseline
from caslint.baseline.file import written
from caslint.configuration.config import ConfigError
from caslint.configuration.file import Configs
from caslint.configuration.selection import select
from caslint.decode import Unreadable, source
from caslint.matching.patterns import Patterns
from caslint.text import Source
from fuzz.choices import Choices
from linting import RULES

_FOLDER = "/nowhere/at/all"
_PATHS = ("org.yaml", "a/b/c.yaml", "old/org.yaml", "\u00fc/[x]/!.yaml", "a" * 40 + "/" + "b" * 40)
_CONFIG = b"""\
select: [CAS2, site-mailbox-without-cas]
ignore: [CAS105]
severity: {CAS106: warning}
per-file-ignores: {"old/**/*.yaml": [CAS2]}
exclude: [drafts/, "!keep.yaml", "[a-c]?*"]
fail-on: warning
baseline: .caslint-baseline.json
packs: [contoso_rules]
required-version: ">=0.1,<1"
unsuppressable: [CAS201]
"""
_BASELINE = {
    "version": 1,
    "organizations": {
        "org.yaml": [
            {
                "rule": "CAS101",
                "subject": {"kind": "site", "name": "Kyoto"},
                "severity": "error",
                "fingerprint": "0a",
                "count": 2,
                "reason": "known",
            }
        ]
    },
}
WORDS = (
    *("select:", "ignore:", "severity:", "per-file-ignores:", "exclude:", "fail-on:", "baseline:", "packs:"),
    *(
        "required-version:",
        "unsuppressable:",
        "CAS2",
        "CAS101",
        "warning",
        "off",
        ">=0.1",
        "~=1.",
        "==*",
        "never",
    ),
    *(
        "**/",
        "[[:alpha:]]",
        "[!a-",
        "\\",
        "*?*",
        "../",
        '"count":',
        '"subject":',
        "1e999",
        "-1",
        "null",
        "{}",
    ),
)
SEEDS = (
    b"\x00" + _CONFIG,
    b"\x01" + json.dumps(_BASELINE).encode(),
    b"\x02**/a*b*c\n!x/\n[[:digit:]a-z]?.yaml\n/\\#x\n",
)


class _Shelf:
    """One configuration, at the top of everything."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def holds(self, path: str) -> bool:
        """Whether it stands at a path."""
        return path.endswith(".caslint.yaml")

    def read(self, path: str) -> Source | Unreadable:
        """The text of the configuration."""
        return source(self.data, path)

    def is_top(self, folder: str) -> bool:
        """Every folder is."""
        return bool(folder)


def run(data: bytes) -> None:
    """Read the bytes as one of the three; what is refused is refused in words."""
    choices = Choices(data)
    target = choices.pick((_configuration, _baseline, _patterns))
    refusal = "nothing is refused"
    try:
        target(data[choices.at :])
    except ConfigError as error:
        refusal = str(error)
    assert refusal.strip()


def _configuration(data: bytes) -> None:
    config = Configs(lambda path: path, shelf=_Shelf(data)).of(_FOLDER)
    select(config, RULES)
    assert all(origin for _, _, origin in config.shown())
    for path in _PATHS:
        assert config.excluded.cover(path) in {True, False}
        assert config.baseline_path


def _baseline(data: bytes) -> None:
    found = parse_baseline(data, "b.json")
    assert parse_baseline(written(found).encode(), "b.json") == {
        root: sorted(entries, key=lambda entry: entry.order) for root, entries in found.items()
    }


def _patterns(data: bytes) -> None:
    patterns = Patterns(data.decode("utf-8", "surrogateescape").split("\n"), ignore_case=False)
    for path in _PATHS:
        assert patterns.verdict(path) in {True, False, None}
        assert patterns.cover(path, is_folder=True) in {True, False}
