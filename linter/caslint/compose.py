"""From a path to an organization: the root file, the files it includes, their shape, and the model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from caslint.building.fields import Surprise
from caslint.building.organization import Document, organization
from caslint.files.includes import IncludeFault
from caslint.finding import Problem, Related, Subject
from caslint.node import Mapping, Node, Scalar, Sequence
from caslint.record import Record
from caslint.text import Place, Source
from caslint.topology import Topology
from caslint.tree import Fault, Unreadable, parse

TOP_LEVEL = (
    "organization",
    "sites",
    "servers",
    "clientAccessArrays",
    "mailboxDatabases",
    "proxying",
    "clients",
    "include",
    "formatVersion",
)
SHARED_KEYS = frozenset({"include", "formatVersion"})
"""Top-level keys that other formats have, too: a GitLab pipeline or a Compose file has an `include`."""

Coded = tuple[str, Problem]
"""A problem with the code of the rule that it belongs to."""


class Files(Protocol):
    """Where texts come from: the disk, standard input in place of a file, an object store."""

    def read(self, path: str) -> Source | Unreadable:
        """The text of a file."""
        ...

    def expand(self, root: str, pattern: str) -> list[str] | IncludeFault:
        """The files that an include pattern in the root file names, sorted."""
        ...


class Loaded(Record):
    """An organization as far as it could be read.

    `topology` is None when a file is unreadable or out of shape; `problems` then
    says why.  `trees` are the files that were read, with their trees, the root
    file first; `paths` gives the path of each by the one under which people know
    it.  `is_topology` is False for a file that holds none of our keys.
    """

    path: str
    paths: dict[str, str]
    trees: tuple[tuple[Source, Node | None], ...]
    problems: tuple[Coded, ...]
    unreadable: tuple[Unreadable, ...]
    topology: Topology | None
    is_topology: bool


class _Reading:
    """The state of one load: what was read so far, and what is wrong with it."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.paths: dict[str, str] = {}
        self.trees: list[tuple[Source, Node | None]] = []
        self.documents: list[Document] = []
        self.problems: list[Coded] = []
        self.unreadable: list[Unreadable] = []

    def open(self, path: str) -> Source | None:
        """Read a file and its tree; a mapping becomes a document."""
        source = self.files.read(path)
        self.paths[source.path] = path
        if isinstance(source, Unreadable):
            self._note_unreadable(source)
            return None
        parsed = parse(source.text)
        self.trees.append((source, parsed.root))
        self.problems.extend(_fault(source, fault) for fault in parsed.faults)
        if isinstance(parsed.root, Mapping):
            self.documents.append(Document(source, parsed.root))
        return source

    def _note_unreadable(self, found: Unreadable) -> None:
        self.unreadable.append(found)
        if found.place is not None:
            subject = Subject("file", found.path)
            self.problems.append(("CAS001", Problem(found.place, found.reason, subject)))

    def include(self, path: str) -> None:
        """Read every file that the root file includes."""
        root = self.documents[0]
        listed = root.root.entries.get("include")
        seen = {path}
        for index, item in enumerate(listed.items if isinstance(listed, Sequence) else ()):
            if isinstance(item, Scalar):
                place = Place(root.source, item.start, item.end, f"/include/{index}")
                self._include_one(path, item.text, place, seen)

    def _include_one(self, root: str, pattern: str, place: Place, seen: set[str]) -> None:
        found = self.files.expand(root, pattern)
        if isinstance(found, IncludeFault):
            self._refuse(place, f"include: {found.reason}")
            return
        if root in found:
            self._refuse(place, f"include {pattern} names the root file itself")
        again = [path for path in found if path in seen and path != root]
        if again:
            more = f", and so are {len(again) - 1} more files" if len(again) > 1 else ""
            self._refuse(place, f"include {pattern}: {again[0]} is included twice{more}")
        for path in found:
            if path not in seen:
                seen.add(path)
                self._open_fragment(path, place)

    def _open_fragment(self, path: str, place: Place) -> None:
        before, faults = len(self.documents), len(self.problems)
        source = self.open(path)
        if source is None:
            self._refuse(place, f"the included file {path} cannot be read: {self.unreadable[-1].reason}")
        elif len(self.documents) > before:
            self._check_fragment(self.documents[-1], place)
        elif len(self.problems) == faults:
            self._refuse(place, f"the included file {path} holds no part of a topology")

    def _check_fragment(self, document: Document, place: Place) -> None:
        for key in ("organization", "include"):
            if key in document.root.entries:
                at = Place(document.source, *document.root.key_range(key), f"/{key}")
                message = f"{key} stands only in the root file, and {place.file} includes this one"
                related = (Related(place, "included here"),)
                problem = Problem(at, message, Subject("file", document.source.path), related)
                self.problems.append(("CAS002" if key == "organization" else "CAS005", problem))

    def _refuse(self, place: Place, message: str) -> None:
        self.problems.append(("CAS005", Problem(place, message, Subject("file", place.file))))


def load(files: Files, path: str) -> Loaded:
    """Read the organization whose root file is `path`."""
    reading = _Reading(files)
    source = reading.open(path)
    if reading.documents and is_topology(reading.documents[0].root):
        reading.include(path)
        topology = _build(reading) if not (reading.problems or reading.unreadable) else None
        return _loaded(reading, path, topology, is_topology=True)
    broken = bool(reading.problems) or source is None
    return _loaded(reading, path, None, is_topology=broken)


def _loaded(reading: _Reading, path: str, topology: Topology | None, *, is_topology: bool) -> Loaded:
    return Loaded(
        path,
        reading.paths,
        tuple(reading.trees),
        tuple(reading.problems),
        tuple(reading.unreadable),
        topology,
        is_topology,
    )


def is_topology(root: Node | None) -> bool:
    """Whether a tree holds one of the format's top-level keys; SHARED_KEYS beside foreign ones do not tell."""
    if not isinstance(root, Mapping):
        return False
    own = [key for key in root.entries if key in TOP_LEVEL]
    return any(key not in SHARED_KEYS for key in own) or (bool(own) and _all_meant(root.entries))


def _all_meant(keys: Iterable[str]) -> bool:
    """Whether every key is one of the format's, or one of them misspelled: then a finding about it helps more."""
    from difflib import get_close_matches

    return all(get_close_matches(key[:_LONGEST_KEY], TOP_LEVEL, n=1, cutoff=_ALIKE) for key in keys)


_ALIKE = 0.85
"""So near is `organisation`; `services`, a key of Compose files, is further from `servers`."""

_LONGEST_KEY = 50


def _build(reading: _Reading) -> Topology | None:
    try:
        return Topology(organization(reading.documents))
    except Surprise as surprise:
        reading.problems.extend(_explain(reading.documents, surprise))
        return None


def _explain(documents: list[Document], surprise: Surprise) -> list[Coded]:
    """What the JSON Schema says of the files, one problem a fault."""
    from caslint.schema import check

    found: list[Coded] = []
    for document in documents:
        for fault in check(document.root, document.source):
            problem = Problem(
                fault.place, fault.message, fault.subject, fault.related, fault.fix, key=fault.key
            )
            found.append(("CAS002", problem))
    if not found:
        source = documents[0].source
        place = Place(source, surprise.node.start, surprise.node.start)
        found.append(
            ("CAS002", Problem(place, "this is not of the format's shape", Subject("file", source.path)))
        )
    return found


def _fault(source: Source, fault: Fault) -> Coded:
    related = tuple([Related(Place(source, start, end), words) for start, end, words in fault.related])
    place = Place(source, fault.start, fault.end)
    return fault.code, Problem(
        place, fault.message, Subject("file", source.path), related, key=str(fault.start)
    )
