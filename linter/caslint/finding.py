"""What a rule says (`Problem`), what the engine signs (`Finding`), and how a text is mended (`Fix`)."""

from __future__ import annotations

from enum import IntEnum

from caslint.exchange.sources import Citation
from caslint.record import Record
from caslint.text import Place, Source


class Severity(IntEnum):
    """How bad a finding is; compares by weight."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """`info`, `warning` or `error`, as every output writes it."""
        return self.name.lower()


class Subject(Record):
    """The object that a finding is about.

    `kind` is one of organization, site, server, virtualDirectory,
    clientAccessArray, mailboxDatabase, proxying, client, file.
    """

    kind: str
    name: str


class Related(Record):
    """A second place that a finding needs, and what is to be seen there."""

    place: Place
    message: str


class Edit(Record):
    """Replace `source.text[start:end]` by `text`; offsets in code points."""

    source: Source
    start: int
    end: int
    text: str


class Fix(Record):
    """A way out that can be applied; `safe` when it cannot change what the declaration means."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Step(Record):
    """One step of a client's route as a finding shows it; `place` is the declaration that decided it."""

    message: str
    place: Place | None


class Problem(Record):
    """What a rule has to say: one sentence about one subject at one place.

    `severity` overrides the rule's own where the catalogue gives a rule two.
    `key` tells apart several faults of one subject (the path of the key).
    `trace` is the route of a declared client, step by step.
    """

    place: Place
    message: str
    subject: Subject
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    key: str = ""
    trace: tuple[Step, ...] = ()


class Finding(Record):
    """A problem, signed with the rule that found it."""

    code: str
    name: str
    severity: Severity
    message: str
    subject: Subject
    place: Place
    related: tuple[Related, ...]
    fix: Fix | None
    trace: tuple[Step, ...]
    fingerprint: str
    citations: tuple[Citation, ...]

    @property
    def help(self) -> str:
        """Where the rule's page stands."""
        return f"rules/README.md#{self.code.lower()}-{self.name}"
