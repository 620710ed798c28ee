"""Rule: one documented constraint, as a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from caslint.exchange.sources import Citation
from caslint.finding import Problem, Severity
from caslint.record import Record
from caslint.topology import Topology

Check = Callable[[Topology], Iterator[Problem]]


class Rule(Record):
    """A constraint, its page and its check.

    `code` never changes and is never used again; `name` is what people type and
    reads well in `ignore[...]`.  `check` is a pure generator; it is None for a
    rule that a stage before the rules reports (reading, shape, suppressions).
    `doc` is the page: the module's docstring.  `seed` are the statements of the
    seed document that the rule checks.  `versions` says for people which
    versions are concerned.  A `multi_site` rule stays silent when only one site
    holds Exchange servers (seed statement 2).  What it says of a subject is
    dropped where a rule in `yields_to` (codes) speaks of the same one.
    """

    code: str
    name: str
    severity: Severity
    check: Check | None
    doc: str | None
    citations: tuple[Citation, ...] = ()
    seed: tuple[int, ...] = ()
    versions: str = "2007, 2010"
    multi_site: bool = False
    yields_to: tuple[str, ...] = ()
