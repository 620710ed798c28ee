"""Which rules run, how bad their findings are, and where they stay silent: the settings' words, looked up.

The word that speaks most exactly decides: a rule's code or name before a group
such as CAS2, a group before a pack's letters such as CAS.  Words of the command
line come before all words of the file.  Where `select` and `ignore` speak
equally exactly, `ignore` decides.

The rules of CAS0 always run, whatever is selected, because the others rest on
what they check.  To ignore them, in all files or in some, or to make one of
them milder than it is, is a mistake; to make one stricter is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from caslint.configuration.config import COMMAND_LINE, Config, ConfigError, ConfigFault, FileIgnores, Word
from caslint.configuration.selector import DECLARATION, Named, Selector
from caslint.finding import Finding, Severity
from caslint.matching.patterns import Patterns
from caslint.record import Record


class Graded(Named, Protocol):
    """What has a rule's code, name and severity."""

    @property
    def severity(self) -> Severity:
        """The severity that the catalogue gives the rule."""
        ...


class Selection(Record):
    """The settings, by codes.

    `codes` are those of the rules that run.  `severities` are those that the
    settings change.  `silent` holds, for patterns from the configuration's
    folder, the codes that say nothing in the files they cover.
    """

    config: Config
    codes: frozenset[str]
    severities: Mapping[str, Severity]
    unsuppressable: frozenset[str]
    silent: tuple[tuple[Patterns, frozenset[str]], ...]

    def applied(self, findings: Iterable[Finding], absolute: Mapping[str, str]) -> list[Finding]:
        """The findings, without those of rules that stay silent in their file, in their severities.

        `absolute` gives the path on disk for the path under which people know a
        file.  Comments must have silenced what they silence before.
        """
        silent = {shown: self._silent_in(path) for shown, path in absolute.items()} if self.silent else {}
        kept = [one for one in findings if one.code not in silent.get(one.place.file, ())]
        if not self.severities:
            return kept
        return [one.replaced(severity=self.severities.get(one.code, one.severity)) for one in kept]

    def _silent_in(self, path: str) -> frozenset[str]:
        relative = self.config.relative(path)
        covering = [codes for patterns, codes in self.silent if patterns.cover(relative)]
        return frozenset(code for codes in covering for code in codes)


def select(config: Config, rules: Iterable[Graded]) -> Selection:
    """Look up every word of the settings; ConfigError where one names no rule, or asks for what cannot be."""
    looking = _Looking(rules)
    selection = Selection(
        config,
        looking.running(config),
        looking.severities(config),
        frozenset(code for word in config.unsuppressable for code in looking.codes(word)),
        tuple([looking.silent(one) for one in config.per_file_ignores]),
    )
    if looking.faults:
        raise ConfigError(*looking.faults)
    return selection


class _Looking:
    """Looks words up, and gathers what is wrong with them."""

    def __init__(self, rules: Iterable[Graded]) -> None:
        self.rules = {rule.code: rule for rule in rules}
        self.selector = Selector(self.rules.values())
        self.faults: list[ConfigFault] = []

    def codes(self, word: Word) -> tuple[str, ...]:
        """The codes of a word; none, and a fault, where nothing is called so."""
        codes = self.selector.codes(word.text)
        if not codes:
            self._fault(word, self.selector.unknown(word.text))
        return codes

    def _ignorable(self, word: Word) -> tuple[str, ...]:
        codes = self.codes(word)
        if any(code.startswith(DECLARATION) for code in codes):
            words = (
                f"{word.text} cannot be ignored: the rules of {DECLARATION} are about the declaration itself"
            )
            self._fault(word, words)
        return codes

    def running(self, config: Config) -> frozenset[str]:
        """The codes of the rules that run."""
        wanted = self._weights((word, self.codes(word)) for word in config.select or ())
        unwanted = self._weights((word, self._ignorable(word)) for word in config.ignore)
        if config.select is None:
            wanted = dict.fromkeys(self.rules, (False, 0))
        running = {code for code, weight in wanted.items() if weight > unwanted.get(code, (False, -1))}
        return frozenset(running | {code for code in self.rules if code.startswith(DECLARATION)})

    def _weights(self, words: Iterable[tuple[Word, tuple[str, ...]]]) -> dict[str, tuple[bool, int]]:
        """For each code, how much the weightiest of the words counts."""
        weights: dict[str, tuple[bool, int]] = {}
        for word, codes in words:
            weight = word.origin == COMMAND_LINE, self.selector.weight(word.text)
            weights |= {code: max(weight, weights.get(code, weight)) for code in codes}
        return weights

    def severities(self, config: Config) -> dict[str, Severity]:
        """The severities that the settings change."""
        changed: dict[str, Severity] = {}
        for word, severity in config.severity:
            code = self._one(word)
            if not code:
                continue
            if code in changed:
                self._fault(word, f"the severity of {self.selector.title(code)} is given twice")
            if code.startswith(DECLARATION) and severity < self.rules[code].severity:
                own = self.rules[code].severity.word
                words = (
                    f"{self.selector.title(code)} is about the declaration itself and stays {own} or stricter"
                )
                self._fault(word, words)
            changed[code] = severity
        return changed

    def _one(self, word: Word) -> str | None:
        code = self.selector.code(word.text)
        if code is None:
            group = self.selector.codes(word.text)
            words = (
                f"{word.text} is a group of rules; a severity is given rule by rule, such as {group[0]}"
                if group
                else ""
            )
            self._fault(word, words or self.selector.unknown(word.text))
        return code

    def silent(self, one: FileIgnores) -> tuple[Patterns, frozenset[str]]:
        """The codes that say nothing in what a pattern covers."""
        return one.patterns, frozenset(code for word in one.rules for code in self._ignorable(word))

    def _fault(self, word: Word, message: str) -> None:
        self.faults.append(ConfigFault(message if word.place else f"{word.origin}: {message}", word.place))
