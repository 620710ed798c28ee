"""What `caslint check` says of open documents, the buffers standing in for their files.

It is the command's own way: discovery, configuration, rules, comments and
baseline, from the folder that a person would type it in.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from typing import NamedTuple

from caslint.checked import Checked
from caslint.configuration.config import Config, ConfigError, ConfigFault
from caslint.configuration.file import NAME, Configs
from caslint.configuration.selection import select
from caslint.discovery.discover import find
from caslint.files.disk import shown_path
from caslint.finding import Finding
from caslint.lsp.memory import Memory
from caslint.lsp.overlay import Overlay
from caslint.ruleset import PackError
from caslint.ruleset import load as load_rules
from caslint.run import Run, Settings
from caslint.run import run as run_linter


class Asked(NamedTuple):
    """What is to be analysed: open documents of one folder, by absolute path, under the server's options.

    `buffers` holds the bytes of every open document, of other folders' too.
    """

    folder: str
    documents: tuple[str, ...]
    buffers: Mapping[str, bytes]
    today: str
    config: str | None = None


class Analysis(NamedTuple):
    """What was found.

    `findings` are those that a check shows.  `faults` are mistakes in
    configurations, for whose roots there is nothing else.  `troubles` are
    sentences about what has no place: packs, rules that raised.
    """

    asked: Asked
    checked: tuple[Checked, ...] = ()
    findings: tuple[Finding, ...] = ()
    faults: tuple[ConfigFault, ...] = ()
    troubles: tuple[str, ...] = ()

    def path(self, shown: str) -> str:
        """The absolute path of a file, from the path under which findings name it.

        Below the folder it begins as the client writes the folder; what leads
        out of it leads out of where the folder really is.
        """
        folder = self.asked.folder
        if shown.startswith("../"):
            folder = os.path.realpath(folder)
        return os.path.normpath(os.path.join(folder, shown.replace("/", os.sep)))

    def paths(self) -> set[str]:
        """The absolute paths of every file that was read."""
        return {self.path(shown) for one in self.checked for shown in one.loaded.paths}

    def of(self, path: str) -> list[Checked]:
        """The organizations that a file is part of."""
        return [one for one in self.checked if path in map(self.path, one.loaded.paths)]


@contextmanager
def standing_in(folder: str) -> Generator[None]:
    """Be in a folder, so that paths and messages read as they do on its command line."""
    try:
        before = os.getcwd()
    except OSError:  # the editor's folder is gone
        before = os.path.abspath(os.sep)
    os.chdir(folder)
    try:
        yield
    finally:
        with suppress(OSError):
            os.chdir(before)


def analyse(asked: Asked, memory: Memory) -> Analysis:
    """Check the organizations of the documents; what `memory` knows of them, and still holds, is not checked again."""
    memory.begin()
    with standing_in(asked.folder):
        found = _Analyst(asked, memory).analysis()
    memory.end()
    return found


class _Analyst:
    def __init__(self, asked: Asked, memory: Memory) -> None:
        self.asked = asked
        self.memory = memory
        self.here = os.getcwd()  # the folder, without the links that the client's name for it may hold
        self.files = Overlay(self.here, asked.buffers)
        self.faults: dict[ConfigFault, None] = {}
        self.troubles: dict[str, None] = {}
        self._configs: Configs | None = None

    def analysis(self) -> Analysis:
        run = self._run(self._roots())
        for crash in run.crashes if run else ():
            words = f"the rule {crash.rule} failed: {type(crash.error).__name__}; its findings are missing"
            self.troubles[words] = None
        checked, findings = (run.checked, tuple(run.result.findings)) if run else ((), ())
        return Analysis(self.asked, checked, findings, tuple(self.faults), tuple(self.troubles))

    def _roots(self) -> list[str]:
        """The roots of the documents that are topologies and that no configuration excludes."""
        paths = [os.path.abspath(os.path.relpath(path, self.asked.folder)) for path in self.asked.documents]
        wanted = [path for path in paths if self._is_wanted(path)]
        with self._noting():
            return self._found(wanted)
        return sorted({root for path in wanted for root in self._found_for(path)})

    def _is_wanted(self, path: str) -> bool:
        with self._noting():
            config = self._config_of(os.path.dirname(path))
            if os.path.basename(path) == NAME:
                select(config, load_rules([word.text for word in config.packs]))
            return not config.excluded.cover(config.relative(path))
        return False

    def _found(self, paths: list[str]) -> list[str]:
        return list(find(paths, self.files, self.configs, lenient=True).roots) if paths else []

    def _found_for(self, path: str) -> list[str]:
        with self._noting():
            return self._found([path])
        return []

    def _run(self, roots: list[str]) -> Run | None:
        """One run over all roots, or over those whose configuration can be used."""
        with self._noting():
            return self._run_over(roots)
        good: list[str] = []
        for root in roots:
            with self._noting():
                self._run_over([root])
                good.append(root)
        with self._noting():
            return self._run_over(good)
        return None

    def _run_over(self, roots: Iterable[str]) -> Run:
        settings = Settings(self.files, self._config_of, self.asked.today, covered=_never)
        return run_linter(roots, settings, examine=self.memory.examine)

    @property
    def configs(self) -> Configs:
        """The configurations; ConfigError where the one of the command line cannot be used."""
        if self._configs is None:
            here = self.here
            self._configs = Configs(lambda path: shown_path(path, here), self.asked.config, self.files)
        return self._configs

    def _config_of(self, folder: str) -> Config:
        return self.configs.of(folder)

    @contextmanager
    def _noting(self) -> Generator[None]:
        """Keep the words about settings that cannot be used."""
        try:
            yield
        except ConfigError as error:
            self.faults |= dict.fromkeys(error.faults)
        except PackError as error:
            self.troubles[str(error)] = None


def _never(path: str) -> bool:
    """Open documents stand for no folder: a baseline's entries about other files are not called stale."""
    del path
    return False
