"""Where a question is about: a document, the organization it is part of, and what stands at a position."""

from __future__ import annotations

from typing import NamedTuple

from caslint.checked import Checked
from caslint.lsp.analysis import Analysis
from caslint.lsp.desk import Desk
from caslint.lsp.diagnostics import Diagnoses
from caslint.lsp.names import Names
from caslint.lsp.protocol import Object, mapping
from caslint.lsp.spot import Spot, spot
from caslint.node import Node
from caslint.text import Source


class Asked(NamedTuple):
    """A place of an organization that was just checked."""

    analysis: Analysis
    diagnoses: Diagnoses
    checked: Checked
    source: Source
    root: Node
    offset: int

    @property
    def spot(self) -> Spot | None:
        """The key or value there."""
        return spot(self.root, self.offset)

    def names(self) -> Names:
        """Every name of the organization."""
        return Names(self.checked.loaded.trees)

    def location(self, source: Source, start: int, end: int) -> Object:
        """A range of a file of the organization."""
        uri = self.diagnoses.client.uri(self.diagnoses.path(source))
        return {"uri": uri, "range": self.diagnoses.ruler(source).range(start, end)}


def asked(desk: Desk, params: Object) -> Asked | None:
    """Where a request is about; None where the document is no part of an organization, or no YAML now."""
    document = desk.documents.named(params)
    position = mapping(params, "position")
    if document.path is None:
        return None
    analysis = desk.analysis(document)
    diagnoses = desk.diagnoses(analysis)
    for one in analysis.of(document.path):
        for source, root in one.loaded.trees:
            if root is not None and analysis.path(source.path) == document.path:
                offset = diagnoses.ruler(source).offset(position)
                return Asked(analysis, diagnoses, one, source, root, offset)
    return None
