"""From paths to exported objects: files and folders, each file recognised by what it holds or passed over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from caslint.decode import read_bytes
from caslint.files.disk import shown_path
from caslint.importer.kinds import FOREIGN, KINDS, hinted, kind_of
from caslint.importer.recognise import Export, Hinted, recognise
from caslint.importer.value import ExportError, Thing
from caslint.links import entry_is_link, is_own_folder, stays_inside

MOST_FILES = 10_000
"""How many files of folders are read."""


class Record(NamedTuple):
    """An exported object, its kind, and the path of the file that it comes from."""

    thing: Thing
    kind: str
    file: str


class Said(NamedTuple):
    """A file that was passed over, wholly or in part, and why."""

    file: str
    reason: str


class Harvest:
    """What was read.

    `kinds` are those that were exported, some perhaps with no object at all.
    `collected` are the times that exports tell.  `missing` are paths that are
    not there or may not be read, `skipped` files of which nothing was taken,
    and `remarks` what else people should know of a file.
    """

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.kinds: set[str] = set()
        self.collected: list[str] = []
        self.files: list[str] = []
        self.newest: float = 0
        self.missing: list[Said] = []
        self.skipped: list[Said] = []
        self.remarks: list[Said] = []


def gather(paths: Iterable[str], cwd: str) -> Harvest:
    """Read every file, in the order of the paths and inside a folder by name; nothing ends the run."""
    harvest = Harvest()
    seen: set[str] = set()
    for path in paths:
        for file, given in _files(path, harvest, cwd):
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                _read(harvest, file, shown_path(file, cwd), given=given)
    return harvest


def _files(path: str, harvest: Harvest, cwd: str) -> Iterator[tuple[str, bool]]:
    """The files of a path, each with whether it was named by itself."""
    if not os.path.isdir(path):
        yield path, True
        return
    for count, file in enumerate(_below(path)):
        if count == MOST_FILES:
            reason = f"it holds more than {MOST_FILES:,} files; the others were not read"
            harvest.remarks.append(Said(shown_path(path, cwd), reason))
            return
        yield file, False


def _below(path: str) -> Iterator[str]:
    """The files below a folder in the order of their names, those of a folder before those of its folders.

    What a link names that leads out of the folder was not exported with the rest.
    """
    todo = [path]
    while todo:
        folder = todo.pop()
        folders: list[str] = []
        for entry in _entries(folder):
            if is_own_folder(entry):
                folders.append(entry.path)
            elif not entry_is_link(entry) or (os.path.isfile(entry.path) and stays_inside(entry.path, path)):
                yield entry.path
        todo += reversed(folders)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What stands in a folder, but for hidden names; nothing where it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return []
    return sorted(found, key=lambda entry: entry.name)


def _read(harvest: Harvest, path: str, shown: str, *, given: bool) -> None:
    data = read_bytes(path)
    if isinstance(data, str):
        reason = data.removesuffix(" and list them under include")
        (harvest.missing if given else harvest.skipped).append(Said(shown, reason))
        return
    try:
        export = recognise(data, os.path.basename(path))
    except ExportError as error:
        harvest.skipped.append(Said(shown, str(error)))
        return
    if export.remark:
        harvest.remarks.append(Said(shown, export.remark))
    if _take(harvest, export, shown):
        harvest.files.append(shown)
        with suppress(OSError):
            harvest.newest = max(harvest.newest, os.stat(path).st_mtime)


def _take(harvest: Harvest, export: Export, shown: str) -> bool:
    """Keep what is imported; tell whether anything was, or that a cmdlet gave nothing."""
    if export.collected is not None:
        harvest.collected.append(export.collected)
        return True
    if not export.objects:
        return _take_empty(harvest, shown)
    found = [Record(one.thing, kind_of(one.thing, one.hint), shown) for one in export.objects]
    known = [record for record in found if record.kind]
    harvest.records.extend(known)
    harvest.kinds.update(record.kind for record in known)
    others = [one for one, record in zip(export.objects, found, strict=True) if not record.kind]
    if others:
        reason = f"{_counted(others)} of no kind that a topology file declares"
        (harvest.remarks if known else harvest.skipped).append(Said(shown, reason))
    return bool(known)


def _take_empty(harvest: Harvest, shown: str) -> bool:
    """An empty file, or one with no objects, tells that its cmdlet gave none, if its name tells the cmdlet."""
    kind = hinted(shown.rpartition("/")[2])
    if kind in {"", FOREIGN}:
        harvest.skipped.append(
            Said(shown, "it is empty, and its name does not tell which cmdlet gave nothing")
        )
        return False
    harvest.kinds.add(kind)
    harvest.remarks.append(Said(shown, f"{KINDS[kind].cmdlet} gave no objects"))
    return True


def _counted(others: list[Hinted]) -> str:
    """`3 objects (MailboxServer)`."""
    types = sorted({name for one in others for name in one.thing.types[:1]})
    last = [name.partition("`")[0].rpartition(".")[2] for name in types[:3]]
    told = f" ({', '.join(last)})" if last else ""
    return f"{len(others)} object{'' if len(others) == 1 else 's'}{told}"
