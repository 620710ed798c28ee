"""The user's settings, typed, each with the place it came from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from caslint.finding import Severity
from caslint.matching.patterns import Patterns
from caslint.record import Record
from caslint.text import Place

FAIL_ON = ("error", "warning", "info", "never")
BASELINE = ".caslint-baseline.json"
DEFAULT = "default"
COMMAND_LINE = "command line"


class ConfigFault(Record):
    """One mistake in the settings: a sentence, and the place of it; None when the command line made it."""

    message: str
    place: Place | None = None

    def __str__(self) -> str:
        if self.place is None:
            return self.message
        return f"{self.place.file}:{self.place.line}:{self.place.column}: {self.message}"


class ConfigError(Exception):
    """The settings cannot be used; every mistake that was found, for people, in the order of the file."""

    def __init__(self, *faults: ConfigFault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class Word(Record):
    """A text that somebody wrote, or a default; `origin` is where: `.caslint.yaml:3`, `command line`, `default`."""

    text: str
    origin: str = DEFAULT
    place: Place | None = None


class FileIgnores(Record):
    """Rules that stay silent in files whose path, from the configuration's folder, the pattern covers."""

    pattern: Word
    patterns: Patterns
    rules: tuple[Word, ...]


class Config(Record):
    """The settings that hold for the topology roots of a folder.

    `folder` is the absolute path from which patterns and the baseline count:
    that of the file, or without one the repository's root, or without one the
    topology's folder.  `file` is the file as people know it, empty where there
    is none.  `select` is None where every rule runs.  The words for rules are
    not looked up yet: `caslint.configuration.selection` does, when the packs are loaded.

    `packs` are names of installed modules; caslint never looks for them among
    the files of the working directory, because a checkout must not be able to
    bring code along that runs when it is checked.
    """

    folder: str
    file: str = ""
    select: tuple[Word, ...] | None = None
    ignore: tuple[Word, ...] = ()
    severity: tuple[tuple[Word, Severity], ...] = ()
    per_file_ignores: tuple[FileIgnores, ...] = ()
    exclude: tuple[Word, ...] = ()
    excluded: Patterns = Patterns(())
    fail_on: Word = Word("error")
    baseline: Word = Word(BASELINE)
    packs: tuple[Word, ...] = ()
    required_version: Word = Word("any")
    unsuppressable: tuple[Word, ...] = ()

    @property
    def baseline_path(self) -> str:
        """The absolute path of the baseline file; one from the command line counts from the working directory."""
        if self.baseline.origin == COMMAND_LINE:
            return os.path.abspath(self.baseline.text)
        return os.path.join(self.folder, *self.baseline.text.split("/"))

    def relative(self, path: str) -> str:
        """A path from this configuration's folder, with `/`, as its patterns see it; `..` leads out of it."""
        try:
            return os.path.relpath(path, self.folder).replace(os.sep, "/")
        except ValueError:  # another drive
            return ".."

    def overridden(
        self,
        *,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] = (),
        fail_on: str | None = None,
        baseline: str | None = None,
    ) -> Config:
        """These settings under those of a command line.

        `select` takes the place of the file's; `ignore` is added to it, and
        counts for more than any word of the file.
        """
        return self.replaced(
            select=self.select if select is None else tuple(map(_said, select)),
            ignore=(*self.ignore, *map(_said, ignore)),
            fail_on=self.fail_on if fail_on is None else _said(fail_on),
            baseline=self.baseline if baseline is None else _said(baseline),
        )

    def shown(self) -> Iterator[tuple[str, str, str]]:
        """Every setting for people: key, value, and where it came from; a list gives one line an item."""
        yield from _lines("select", self.select or [Word("every rule")])
        yield from _lines("ignore", self.ignore or [_NONE])
        severities = [(f"{rule.text}: {severity.word}", rule) for rule, severity in self.severity]
        yield from _pairs("severity", severities)
        ignores = [
            (f"{one.pattern.text}: {_joined(one.rules)}", one.pattern) for one in self.per_file_ignores
        ]
        yield from _pairs("per-file-ignores", ignores)
        yield from _lines("exclude", self.exclude or [_NONE])
        yield from _lines("fail-on", [self.fail_on])
        yield from _lines("baseline", [self.baseline])
        yield from _lines("packs", self.packs or [_NONE])
        yield from _lines("required-version", [self.required_version])
        yield from _lines("unsuppressable", self.unsuppressable or [_NONE])


_NONE = Word("none")


def _said(text: str) -> Word:
    return Word(text, COMMAND_LINE)


def _joined(words: Sequence[Word]) -> str:
    return ", ".join([word.text for word in words])


def _lines(key: str, words: Sequence[Word]) -> Iterator[tuple[str, str, str]]:
    return ((key, word.text, word.origin) for word in words)


def _pairs(key: str, pairs: Sequence[tuple[str, Word]]) -> Iterator[tuple[str, str, str]]:
    return ((key, text, word.origin) for text, word in pairs or [(_NONE.text, _NONE)])
