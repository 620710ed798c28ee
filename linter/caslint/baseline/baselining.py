"""Baselines applied to a run: which file speaks for which organization, and what it makes of the findings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from caslint.baseline.baseline import Entry, Judged, Ratchet, Searched
from caslint.baseline.file import parse, read
from caslint.checked import Checked
from caslint.configuration.config import DEFAULT, Config, ConfigError, ConfigFault
from caslint.configuration.file import Shelf
from caslint.decode import Unreadable
from caslint.files.disk import shown_path
from caslint.report.result import StaleEntry


class Group(NamedTuple):
    """A baseline's file, settled, and the organizations that it speaks for, by their numbers in the run."""

    path: str
    members: tuple[int, ...]
    ratchet: Ratchet

    def stale(self, cwd: str) -> Iterator[StaleEntry]:
        """The stale entries as reports show them, one for each finding that is gone."""
        for root, entry in self.ratchet.stale():
            shown = shown_path(os.path.join(os.path.dirname(self.path), root), cwd)
            stale = StaleEntry(entry.code, entry.fingerprint, entry.subject, shown)
            yield from [stale] * entry.times


def baselined(
    checked: Sequence[Checked],
    codes: Sequence[str],
    covered: Callable[[str], bool],
    shelf: Shelf | None = None,
) -> tuple[list[Checked], list[StaleEntry]]:
    """The organizations without the findings that their baselines know, and the stale entries.

    `codes` are those of all rules that there are; `shelf` is where the baselines
    stand, if not on disk.  Raises ConfigError.
    """
    found = list(checked)
    stale: list[StaleEntry] = []
    for group in groups(checked, codes, covered, shelf=shelf):
        stale += group.stale(os.getcwd())
        for number, settled in zip(group.members, group.ratchet.settled, strict=True):
            known = tuple(settled.known)
            found[number] = checked[number].replaced(
                findings=settled.counting, baselined=known, reasons=group.ratchet.reasons
            )
    return found, stale


def groups(
    checked: Sequence[Checked],
    codes: Sequence[str],
    covered: Callable[[str], bool],
    *,
    writing: bool = False,
    shelf: Shelf | None = None,
) -> list[Group]:
    """The baselines of a run, settled.

    `covered` says whether the run would have met a file of an absolute path.  A
    file that the settings name must be there, unless it is about to be written;
    the default one need not.  Raises ConfigError.
    """
    by_path: dict[str, list[int]] = {}
    for number, one in enumerate(checked):
        config = one.selection.config
        path = config.baseline_path
        if one.loaded.is_topology and (writing or config.baseline.origin != DEFAULT or _stands(path, shelf)):
            by_path.setdefault(path, []).append(number)
    return [
        _group(
            path,
            [(number, checked[number]) for number in members],
            codes,
            covered,
            writing=writing,
            shelf=shelf,
        )
        for path, members in by_path.items()
    ]


def _group(
    path: str,
    members: Sequence[tuple[int, Checked]],
    codes: Sequence[str],
    covered: Callable[[str], bool],
    *,
    writing: bool,
    shelf: Shelf | None,
) -> Group:
    folder = os.path.dirname(path)
    baseline: dict[str, list[Entry]] = {}
    if _stands(path, shelf):
        baseline = _read(path, shelf)
    elif not writing:
        raise _missing(members[0][1].selection.config)

    def is_gone(root: str) -> bool:
        return not _stands(os.path.join(folder, root), shelf)

    def is_covered(root: str) -> bool:
        return covered(os.path.normpath(os.path.join(folder, root)))

    judged = [_judged(one, codes, folder) for _, one in members]
    ratchet = Ratchet(baseline, judged, Searched(is_gone, is_covered))
    return Group(path, tuple([number for number, _ in members]), ratchet)


def _stands(path: str, shelf: Shelf | None) -> bool:
    return shelf.holds(path) if shelf is not None else os.path.lexists(path)


def _read(path: str, shelf: Shelf | None) -> dict[str, list[Entry]]:
    shown = shown_path(path, os.getcwd())
    if shelf is None:
        return read(path, shown)
    source = shelf.read(path)
    if isinstance(source, Unreadable):
        raise ConfigError(ConfigFault(f"the baseline {shown} cannot be read: {source.reason}"))
    return parse(source.text.encode("utf-8", "surrogatepass"), shown)


def _judged(one: Checked, codes: Sequence[str], folder: str) -> Judged:
    """What the baseline has to know of an organization."""
    loaded, selection = one.loaded, one.selection
    crashed = {crash.rule for crash in one.crashes}
    ran = selection.codes - crashed if loaded.topology is not None else frozenset[str]()
    return Judged(
        _path_from(folder, loaded.path),
        {_path_from(folder, path) for path in loaded.paths.values()},
        one.findings,
        [code for code in codes if code not in ran],
        selection.unsuppressable,
    )


def _missing(config: Config) -> ConfigError:
    shown = shown_path(config.baseline_path, os.getcwd())
    words = f"the baseline {shown} is not there; caslint baseline writes it"
    return ConfigError(ConfigFault(words, config.baseline.place))


def _path_from(folder: str, path: str) -> str:
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return os.path.abspath(path).replace(os.sep, "/")
