"""`.caslint.yaml`: found, read strictly, and turned into a Config.

The file counts for the topology roots in its folder and below, as far as no
closer one does.  The search goes from the root file's folder upwards and ends
at the repository's root; without a repository it does not leave the folder.

A sound file never loads jsonschema: the tree is read by hand, and only the
first surprise asks `caslint.schema` for the words.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

from caslint import __version__
from caslint.config import FAIL_ON, Config, ConfigError, ConfigFault, FileIgnores, Word
from caslint.fields import Surprise, choice, items, mapping
from caslint.fields import word as text_of
from caslint.finding import Severity
from caslint.links import stays_inside
from caslint.node import Mapping, Node, Scalar
from caslint.patterns import Patterns, compiled
from caslint.repository import Repositories
from caslint.text import Place, Source
from caslint.tree import Unreadable, parse, read
from caslint.wildcard import PatternError

NAME = ".caslint.yaml"

_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_OFF = frozenset({"off", "none", "ignore", "never", "disabled"})

_fail_on = choice(*FAIL_ON)
_severity = choice(*[severity.word for severity in Severity])


class Configs:
    """The configurations of one run, by folder; each file is read once.

    `explicit` is a file that the command line names: it counts for every
    folder.  `shown` gives the path under which people know a file.
    """

    def __init__(self, shown: Callable[[str], str], explicit: str | None = None) -> None:
        self._shown = shown
        self._known: dict[str, Config] = {}
        self._repositories = Repositories()
        self._explicit = load(explicit, shown(explicit)) if explicit else None

    def of(self, folder: str) -> Config:
        """The configuration for the topology roots of a folder; ConfigError where it cannot be used."""
        if self._explicit:
            return self._explicit
        passed: list[str] = []
        above = os.path.abspath(folder)
        while above not in self._known:
            path = os.path.join(above, NAME)
            if os.path.lexists(path):
                self._known[above] = load(path, self._shown(path))
            elif self._repositories.is_top(above):
                self._known[above] = Config(above)
            else:
                passed.append(above)
                above = os.path.dirname(above)
        self._known |= dict.fromkeys(passed, self._known[above])
        return self._known[above]


def load(path: str, shown_path: str) -> Config:
    """Read a configuration file; raises ConfigError, with every mistake that it holds."""
    source = read(path, shown_path)
    if isinstance(source, Unreadable):
        place = source.place or Place(Source(shown_path, ""), 0, 0)
        raise ConfigError(ConfigFault(source.reason, place))
    parsed = parse(source.text)
    if parsed.faults:
        faults = [
            ConfigFault(fault.message, Place(source, fault.start, fault.end)) for fault in parsed.faults
        ]
        raise ConfigError(*faults)
    folder = os.path.dirname(os.path.abspath(path))
    if parsed.root is None:
        return Config(folder, shown_path)
    _check_version(source, parsed.root)
    return _Reading(source, folder, parsed.root).config()


def _check_version(source: Source, root: Node) -> None:
    """A file for another version may hold keys that this one does not know, so this is asked first."""
    node = root.entries.get("required-version") if isinstance(root, Mapping) else None
    if not isinstance(node, Scalar):
        return
    from caslint.required_version import accepts

    verdict = accepts(node.text, __version__)
    place = Place(source, node.start, node.end)
    if verdict is None:
        words = f'"{node.text}" is no version and no list of comparisons such as >=0.1,<1'
        raise ConfigError(ConfigFault(words, place))
    if not verdict:
        words = f"this configuration is for caslint {node.text}, and this is caslint {__version__}"
        raise ConfigError(ConfigFault(words, place))


class _Reading:
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
        return self.word(node)._replace(text=_fail_on(node))

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
        for pattern in found:
            self._check_pattern(pattern)
        return config._replace(exclude=found, excluded=Patterns([pattern.text for pattern in found]))

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
        if "\\" in found.text:
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


def _unknown(_: _Reading, config: Config, node: Node) -> Config:
    del config
    raise Surprise(node)


_KEYS: dict[str, Callable[[_Reading, Config, Node], Config]] = {
    "select": lambda on, config, node: config._replace(select=on.some_words(node)),
    "ignore": lambda on, config, node: config._replace(ignore=on.words(node)),
    "severity": lambda on, config, node: config._replace(severity=on.severities(node)),
    "per-file-ignores": lambda on, config, node: config._replace(per_file_ignores=on.file_ignores(node)),
    "exclude": lambda on, config, node: on.exclude(config, node),
    "fail-on": lambda on, config, node: config._replace(fail_on=on.choice(node)),
    "baseline": lambda on, config, node: config._replace(baseline=on.baseline(node)),
    "packs": lambda on, config, node: config._replace(packs=on.packs(node)),
    "required-version": lambda on, config, node: config._replace(required_version=on.word(node)),
    "unsuppressable": lambda on, config, node: config._replace(unsuppressable=on.words(node)),
}
