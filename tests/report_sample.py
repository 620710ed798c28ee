"""A small organization with findings, written by hand, for the tests of the outputs."""

from __future__ import annotations

import io
import re

from caslint.exchange.sources import Citation
from caslint.finding import Edit, Finding, Fix, Related, Severity, Step, Subject
from caslint.report import write
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.text import Place, Source

ORG = Source(
    "org.yaml",
    """\
organization:
  name: Contoso
sites:
  - name: Redmond
    internetFacing: true
  - name: Kyoto
servers:
  - name: CAS01
    site: Redmond
    version: 14.10
    roles: [ClientAccess, HubTransport]
  - {name: MBX03, site: Kyoto, version: 14.3.123.4, roles: [Mailbox]}
""",
)
PAGE = Citation("proxying", "Understanding Proxying and Redirection", "https://example.com/proxying")
BOOK = Citation("book", "A book without an address", "")


def place(source: Source, text: str, nth: int = 0) -> Place:
    """The place where `text` stands, found by its words so that the tests read well."""
    found = list(re.finditer(re.escape(text), source.text))[nth]
    return Place(source, found.start(), found.end(), "/sites/1")


def finding(
    at: Place,
    message: str = "Kyoto has the Mailbox server MBX03 but no Exchange 2010 Client Access server",
    *,
    code: str = "CAS101",
    name: str = "site-mailbox-without-cas",
    severity: Severity = Severity.ERROR,
    subject: Subject = Subject("site", "Kyoto"),  # noqa: B008  a tuple never changes
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
    trace: tuple[Step, ...] = (),
    citations: tuple[Citation, ...] = (PAGE,),
) -> Finding:
    return Finding(
        code, name, severity, message, subject, at, related, fix, trace, f"{code}-{subject.name}", citations
    )


KYOTO = finding(place(ORG, "Kyoto"), related=(Related(place(ORG, "MBX03"), "MBX03 is declared here"),))
_VERSION = place(ORG, "14.10")
QUOTE = finding(
    _VERSION,
    "version 14.10 of CAS01 is a number, which YAML reads as 14.1",
    code="CAS011",
    name="version-not-text",
    severity=Severity.WARNING,
    subject=Subject("server", "CAS01"),
    fix=Fix("quote the version", (Edit(ORG, _VERSION.start, _VERSION.end, '"14.10"'),)),
    citations=(),
)


def shown(result: Result, format: str, options: Options | None = None) -> str:  # noqa: A002
    """What stands in the target afterwards."""
    target = io.BytesIO()
    options = options or Options()
    write(result, format, target, options)
    return target.getvalue().decode(options.encoding)


def closing(result: Result, options: Options | None = None) -> str:
    """What `concise` says beside its findings."""
    notes = io.BytesIO()
    write(result, "concise", io.BytesIO(), options or Options(), notes)
    return notes.getvalue().decode()
