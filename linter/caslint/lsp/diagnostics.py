"""Findings as the protocol's diagnostics, file by file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from caslint.configuration.config import ConfigFault
from caslint.finding import Finding, Related
from caslint.lsp.analysis import Analysis
from caslint.lsp.client import Client
from caslint.lsp.protocol import Object
from caslint.lsp.ruler import Ruler
from caslint.report.safe import visible
from caslint.text import Place, Source

SOURCE = "caslint"
_SEVERITIES = {"error": 1, "warning": 2, "info": 3}


class Shown(NamedTuple):
    """A finding in the file of a path, and the diagnostic that shows it."""

    path: str
    finding: Finding
    diagnostic: Object


class Diagnoses:
    """Turns what an analysis found into diagnostics, for one client.

    A client's own document may begin with a byte order mark that no source
    has; `marked` are the paths of those.
    """

    def __init__(self, analysis: Analysis, client: Client, marked: Iterable[str]) -> None:
        self.analysis = analysis
        self.client = client
        self._marked = frozenset(marked)
        self._rulers: dict[int, Ruler] = {}

    def ruler(self, source: Source) -> Ruler:
        """What measures a source."""
        known = self._rulers.get(id(source))
        if known is None:
            lead = int(self.path(source) in self._marked)
            known = self._rulers[id(source)] = Ruler(source, self.client.encoding, lead)
        return known

    def path(self, source: Source) -> str:
        """The absolute path of a source."""
        return self.analysis.path(source.path)

    def all(self) -> dict[str, list[Object]]:
        """The diagnostics of every file that was read, or that a mistake in the settings points into, by path."""
        found: dict[str, list[Object]] = {path: [] for path in sorted(self.analysis.paths())}
        for shown in self.shown():
            found.setdefault(shown.path, []).append(shown.diagnostic)
        for fault in self.analysis.faults:
            if fault.place is not None:
                found.setdefault(self.path(fault.place.source), []).append(self._fault(fault, fault.place))
        return found

    def shown(self) -> Iterable[Shown]:
        """Each finding with its diagnostic."""
        for finding in self.analysis.findings:
            yield Shown(self.path(finding.place.source), finding, self.diagnostic(finding))

    def diagnostic(self, finding: Finding) -> Object:
        """How a finding is shown."""
        found: Object = {
            "range": self.range(finding.place),
            "severity": _SEVERITIES[finding.severity.word],
            "code": finding.code,
            "source": SOURCE,
            "message": visible(finding.message),
        }
        address = next((citation.url for citation in finding.citations if citation.url), "")
        if address and self.client.shows_addresses:
            found["codeDescription"] = {"href": address}
        if finding.related and self.client.shows_related:
            found["relatedInformation"] = [self._related(one) for one in finding.related]
        if self.client.keeps_data:
            found["data"] = {"fingerprint": finding.fingerprint, "name": finding.name}
        return found

    def _related(self, related: Related) -> Object:
        uri = self.client.uri(self.path(related.place.source))
        return {
            "location": {"uri": uri, "range": self.range(related.place)},
            "message": visible(related.message),
        }

    def _fault(self, fault: ConfigFault, place: Place) -> Object:
        return {
            "range": self.range(place),
            "severity": _SEVERITIES["error"],
            "source": SOURCE,
            "message": visible(fault.message),
        }

    def range(self, place: Place) -> Object:
        """A place as the client counts."""
        return self.ruler(place.source).range(place.start, place.end)
