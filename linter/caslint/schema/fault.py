"""What `caslint.schema` reports."""

from __future__ import annotations

from typing import NamedTuple

from caslint.finding import Fix, Related, Subject
from caslint.text import Place


class ShapeFault(NamedTuple):
    """A place that is not of the format's shape: one sentence about one object, and perhaps the way out.

    `place.pointer` is the JSON pointer of the value or key; of the owner, where
    something is missing.  `key` is the path below the subject, which survives
    the subject's moves.
    """

    place: Place
    message: str
    subject: Subject
    key: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
