"""Comments that silence findings, in any words and at any place of a small topology."""

from __future__ import annotations

from fuzz import reports
from fuzz.builder import linted
from fuzz.choices import Choices

_TEXT = """\
# HEAD
sites: # SITES
  - name: Redmond # NAME
    internetFacing: true
  # ITEM
  - {name: Kyoto, # FLOW
     internetFacing: false}
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    # KEY
    virtualDirectories:
      owa: # OWA
        externalUrl: https://kyoto.contoso.com/owa # URL
# FOOT
"""
_PLACES = ("HEAD", "SITES", "NAME", "ITEM", "FLOW", "KEY", "OWA", "URL", "FOOT")
WORDS = (
    "caslint: ignore[CAS201]",
    "caslint: ignore-file[",
    "# caslint:",
    "caslint ignore[",
    "caslint disable",
    "CAS201, CAS211",
    "site-mailbox-without-cas",
    "]",
    ' reason="',
    "until=2027-03-31",
    "until=2025-02-30",
    '\\"',
    "noqa",
    "\n  # ",
    "\r\n",
)
SEEDS = (
    b'\x07 caslint: ignore[CAS201] reason="left over"',
    b'\x00caslint: ignore-file[CAS201, CAS2] until=2027-03-31 reason="x"',
    b"\x05 caslint disable CAS201 because it is so",
    b'\x03 a # caslint: ignore[CAS999] reason="\\"" # caslint: ignore[CAS201] until=2025-02-30',
)


def run(data: bytes) -> None:
    """Put the bytes into a comment, lint, and hold every report and every fix that is offered."""
    choices = Choices(data)
    place = choices.pick(_PLACES)
    said = data[choices.at :].decode("utf-8", "replace")
    text = _TEXT.replace(place, said)
    done = linted({"org.yaml": text})
    assert not done.crashes, done.crashes
    for finding in [*done.result.findings, *done.result.suppressed]:
        assert 0 <= finding.place.start <= finding.place.end <= len(text)
    reports.hold(done.result, reports.SHOWN[0])
