"""One import from paths to a document; what becomes of it is the command's business."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from caslint.importer.collect import collect
from caslint.importer.declare import Wish, declare
from caslint.importer.document import Document
from caslint.importer.draft import Draft
from caslint.importer.gather import Harvest, gather
from caslint.importer.head import head, origin_line
from caslint.importer.moment import spelled
from caslint.importer.redact import redact

FILE_TIME = "file"
"""What stands for the newest modification time of the files, in place of a time."""


class Order(NamedTuple):
    """What is asked of an import.

    `collected` is when the exports were made, in the user's words; empty where
    the exports tell it themselves or nobody does.
    """

    verbatim: bool = False
    complete: bool = False
    redact: bool = False
    collected: str = ""


class Imported(NamedTuple):
    """What was read, the document that it makes, and the lines of its first comment."""

    harvest: Harvest
    draft: Draft
    document: Document
    head: list[str]


def read(paths: Iterable[str], cwd: str, order: Order) -> Imported:
    """Read exports; the document has no servers where nothing could be used."""
    harvest = gather(paths, cwd)
    draft = collect(harvest)
    document = declare(draft, Wish(order.verbatim, order.complete))
    if order.redact:
        redact(document)
    origin = origin_line(harvest, _collected(harvest, order.collected), names=not order.redact)
    return Imported(harvest, draft, document, head(document, origin, verbatim=order.verbatim))


def _collected(harvest: Harvest, told: str) -> str | None:
    """When the exports were made: as the user says, or from the exports themselves, the latest of several."""
    if told == FILE_TIME:
        return spelled(datetime.fromtimestamp(harvest.newest, UTC)) if harvest.files else None
    return told or max(harvest.collected, default=None)
