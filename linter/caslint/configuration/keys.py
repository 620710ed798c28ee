"""The keys of a configuration, read strictly: every mistake in a value, or the first one in the shape.

A sound file never loads jsonschema: the tree is read by hand, and only the
first surprise asks `caslint.schema` for the words.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

from caslint.building.fields import Surprise, choice, items, mapping
from caslint.building.fields import word as text_of
from caslint.configuration.config import FAIL_ON, Config, ConfigError, ConfigFault, FileIgnores, Word
from caslint.finding import Severity
from caslint.links import stays_inside
from caslint.matching.patterns import Patterns, compiled
from caslint.matching.wildcard import PatternError
from caslint.node import Node, Scalar
from caslint.text import Place, Source

_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_OFF = frozenset({"off", "none", "ignore", "never", "disabled"})

_MOST_PATTERNS = 5_000
"""Each is held against every name, so that no more are read."""

_LONGEST_PATH = 1_000

_fail_on = choice(*FAIL_ON)
_severity = choice(*[severity.word for severity in Severity])


class Reading:
    """One file's tree, read key by key; mistakes in values are gathered, one in the shape ends the reading."""

    def __init__(self, source: Source, folder: str, root: Node) -> None:
        self.source = source
        self.folder = folder
        self.root = root
        self.faults: list[ConfigFault] = []

    def config(self) -> Config:
        """The settings; ConfigError where there is any mistake."""
        config = Config(self.folder, self.source.path)
        try:
            for key, node in mapping(self.root).entries.items():
                config = _KEYS.get(key, _unknown)(self, config, node)
        except Surprise as surprise:
            self._explain(surprise)
        if self.faults:
            raise ConfigError(*sorted(self.faults, key=_position))
        return config

    def _explain(self, surprise: Surprise) -> None:
        """Say what the JSON Schema says about the whole file."""
        from caslint.schema import check

        known = {fault.place.start for fault in self.faults if fault.place}
        for shape in check(self.root, self.source, "config"):
            if shape.place.start not in known:
                self.faults.append(ConfigFault(shape.message, shape.place))
        if not self.faults:
            self._fault(surprise.node, "a configuration has no such key or value")

    def _fault(self, node: Node, message: str) -> None:
        self.faults.append(ConfigFault(message, Place(self.source, node.start, node.end)))

    def word(self, node: Node) -> Word:
        """A text and its place."""
        return self._word(text_of(node), node.start, node.end)

    def _word(self, text: str, start: int, end: int) -> Word:
        place = Place(self.source, start, end)
        return Word(text, f"{place.file}:{place.line}", place)

    def words(self, node: Node) -> tuple[Word, ...]:
        """A list of texts."""
        return tuple([self.word(item) for item in items(node)])

    def some_words(self, node: Node) -> tuple[Word, ...]:
        """A list of texts that is not empty: to select nothing is no use."""
        found = self.words(node)
        if not found:
            self._fault(node, "select names no rule; leave it out to run every rule")
        return found

    def choice(self, node: Node) -> Word:
        """One of the levels for `fail-on`."""
        return self.word(node).replaced(text=_fail_on(node))

    def severities(self, node: Node) -> tuple[tuple[Word, Severity], ...]:
        """Rules and their severities; `off` is none."""
        found: list[tuple[Word, Severity]] = []
        for rule, value in self._pairs(node):
            if isinstance(value, Scalar) and value.text in _OFF:
                words = f"{value.text} is no severity; to switch {rule.text} off, list it under ignore"
                self._fault(value, words)
            else:
                found.append((rule, Severity[_severity(value).upper()]))
        return tuple(found)

    def file_ignores(self, node: Node) -> tuple[FileIgnores, ...]:
        """Patterns and the rules that stay silent in what they cover."""
        found: list[FileIgnores] = []
        for pattern, value in self._pairs(node):
            if len(found) == _MOST_PATTERNS:
                words = f"per-file-ignores lists more than {_MOST_PATTERNS:,} patterns; name folders instead"
                self._fault(node, words)
                break
            self._check_pattern(pattern)
            if pattern.text.startswith("!"):
                words = "a pattern of per-file-ignores takes nothing back; name the files that are meant"
                self.faults.append(ConfigFault(words, pattern.place))
            found.append(FileIgnores(pattern, Patterns([pattern.text]), self.words(value)))
        return tuple(found)

    def _pairs(self, node: Node) -> Iterator[tuple[Word, Node]]:
        node = mapping(node)
        for index, (key, value) in enumerate(node.entries.items()):
            yield self._word(key, node.keys[2 * index], node.keys[2 * index + 1]), value

    def exclude(self, config: Config, node: Node) -> Config:
        """Patterns of files that are passed over."""
        found = self.words(node)
        if len(found) > _MOST_PATTERNS:
            self._fault(node, f"exclude lists more than {_MOST_PATTERNS:,} patterns; name folders instead")
        for pattern in found[:_MOST_PATTERNS]:
            self._check_pattern(pattern)
        return config.replaced(exclude=found, excluded=Patterns([pattern.text for pattern in found]))

    def _check_pattern(self, pattern: Word) -> None:
        try:
            if compiled(pattern.text) is None:
                self.faults.append(ConfigFault(f'the pattern "{pattern.text}" names no file', pattern.place))
        except PatternError as error:
            message = f'the pattern "{pattern.text}" matches nothing: {error}'
            self.faults.append(ConfigFault(message, pattern.place))

    def baseline(self, node: Node) -> Word:
        """A path that does not leave the folder, because the file is written to."""
        found = self.word(node)
        path = os.path.join(self.folder, found.text)
        if len(found.text) > _LONGEST_PATH:
            self._fault(node, f"the path of the baseline is longer than {_LONGEST_PATH:,} characters")
        elif "\\" in found.text:
            self._fault(node, "the path of the baseline is written with /")
        elif os.path.isabs(found.text) or found.text[1:2] == ":" or not stays_inside(path, self.folder):
            self._fault(
                node, f"the baseline {found.text} is not in the folder of {self.source.path} or below it"
            )
        return found

    def packs(self, node: Node) -> tuple[Word, ...]:
        """Names of modules."""
        found = self.words(node)
        for item, pack in zip(items(node), found, strict=True):
            if not _MODULE.fullmatch(pack.text):
                words = f'"{pack.text}" is no name of an installed Python module, such as contoso_rules'
                self._fault(item, words)
        return found


def _position(fault: ConfigFault) -> int:
    return fault.place.start if fault.place else 0


def _unknown(_: Reading, config: Config, node: Node) -> Config:
    del config
    raise Surprise(node)


_KEYS: dict[str, Callable[[Reading, Config, Node], Config]] = {
    "select": lambda on, config, node: config.replaced(select=on.some_words(node)),
    "ignore": lambda on, config, node: config.replaced(ignore=on.words(node)),
    "severity": lambda on, config, node: config.replaced(severity=on.severities(node)),
    "per-file-ignores": lambda on, config, node: config.replaced(per_file_ignores=on.file_ignores(node)),
    "exclude": lambda on, config, node: on.exclude(config, node),
    "fail-on": lambda on, config, node: config.replaced(fail_on=on.choice(node)),
    "baseline": lambda on, config, node: config.replaced(baseline=on.baseline(node)),
    "packs": lambda on, config, node: config.replaced(packs=on.packs(node)),
    "required-version": lambda on, config, node: config.replaced(required_version=on.word(node)),
    "unsuppressable": lambda on, config, node: config.replaced(unsuppressable=on.words(node)),
}
