"""An export merged into an existing topology: what changed in Exchange, written where it is declared."""

from __future__ import annotations

import re
from typing import NamedTuple

from caslint.compose import load
from caslint.decode import encode
from caslint.files.disk import Disk
from caslint.fix import edited
from caslint.importer.drift import Change, Drift, Exports
from caslint.importer.find_drift import find_drift
from caslint.importer.patch import Patch


class UpdateError(Exception):
    """A file cannot be updated; the message says why."""


class Updated(NamedTuple):
    """What differs, the changes that could not be written in their place, and the new texts by path."""

    drift: Drift
    by_hand: list[Change]
    texts: dict[str, bytes]


def update(path: str, cwd: str, exports: Exports, origin: str, mark: str) -> Updated:
    """Compare an organization with an export and bring its files up to date, in memory; raises UpdateError.

    `origin` is the line that tells where the export comes from; it takes the
    place of the one that begins with `mark`.
    """
    loaded = load(Disk(cwd), path)
    if loaded.topology is None:
        raise UpdateError(f"{path} is no sound topology; caslint check {path} says why")
    drift = find_drift(loaded.topology.organization, exports, loaded)
    patch = Patch(root for _, root in loaded.trees)
    by_hand = [each for each in (*drift.changes, *drift.additions) if not each.apply(patch)]
    texts = {source.path: edited(source, patch.edits(source)) for source in patch.sources()}
    data = {
        loaded.paths[source.path]: encode(_with_origin(texts[source.path], origin, mark), source.encoding)
        for source in patch.sources()
    }
    _prove(path, cwd, exports, data, by_hand)
    return Updated(drift, by_hand, data)


def _with_origin(text: str, origin: str, mark: str) -> str:
    """The text with another line of origin, where it has one."""
    return re.sub(
        rf"^# {re.escape(mark)}[^\r\n]*", lambda _: f"# {origin}", text, count=1, flags=re.MULTILINE
    )


def _prove(path: str, cwd: str, exports: Exports, data: dict[str, bytes], by_hand: list[Change]) -> None:
    """Read the new texts back: they must be a topology, and say what the export says."""
    loaded = load(Disk(cwd, data), path)
    if loaded.topology is None:
        raise UpdateError(
            f"{path} could not be updated in its own layout; import into a new file and compare"
        )
    left = find_drift(loaded.topology.organization, exports, loaded)
    expected = {each.words for each in by_hand}
    if any(each.words not in expected for each in (*left.changes, *left.additions)):
        raise UpdateError(
            f"{path} could not be updated in its own layout; import into a new file and compare"
        )
