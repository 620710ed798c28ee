r"""OWA and ECP of one web site use the same authentication.

The options of OWA are pages of ECP, opened from within OWA.  Where the two ask for different
credentials the log-on to OWA is worth nothing in ECP: users who open their options are asked again, or
see an error page.  The shell says so too when only one of them is changed.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        formsAuthentication: true
        basicAuthentication: true
      ecp:
        formsAuthentication: false
        #                    ^ EX01/ecp has forms-based authentication off, unlike EX01/owa: users who
        #                      open their options in OWA are asked to log on again
        basicAuthentication: true
```

Set ECP like OWA, with one command after the other:
`Set-EcpVirtualDirectory -Identity "EX01\ecp (Default Web Site)" -FormsAuthentication $true -BasicAuthentication $true`.

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        formsAuthentication: true
        basicAuthentication: true
      ecp:
        formsAuthentication: true
        basicAuthentication: true
```

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        - {webSite: Default Web Site, formsAuthentication: true}
        - {webSite: Kiosk, formsAuthentication: false}
      ecp:
        - {webSite: Default Web Site, formsAuthentication: true}
        - {webSite: Kiosk, formsAuthentication: false}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import session_targets
from caslint.exchange.sources import cite
from caslint.finding import Edit, Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Family, Server, VirtualDirectory
from caslint.rule import Rule
from caslint.text import Place
from caslint.topology import Topology
from caslint.words import and_list

SWITCHES = {
    "formsAuthentication": "forms-based",
    "basicAuthentication": "Basic",
    "windowsAuthentication": "Windows",
}
DEFAULT_WEB_SITE = "default web site"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 ECP directory whose switches differ from those of OWA beside it.

    Silent where one of the two cannot be proxied to: CAS301 and CAS302 say
    what to do there.
    """
    for server in topology.client_access_servers():
        if server.family is Family.EXCHANGE_2010:
            for owa, ecp in _pairs(server):
                fields = _differences(owa, ecp)
                refused = topology.once(_refused, lambda: set(_refused(topology))) if fields else ()
                if fields and owa not in refused and ecp not in refused:
                    yield _problem(owa, ecp, fields)


def _refused(topology: Topology) -> Iterator[VirtualDirectory]:
    for protocol in ("owa", "ecp"):
        for target in session_targets(topology, protocol):
            if target.windows is False or target.forms:
                yield target


def _pairs(server: Server) -> Iterator[tuple[VirtualDirectory, VirtualDirectory]]:
    """OWA and ECP of each web site; a directory that names none stands in the default one."""
    every_owa, every_ecp = server.directories.get("owa", ()), server.directories.get("ecp", ())
    if len(every_owa) == len(every_ecp) == 1 and every_owa[0].web_site == every_ecp[0].web_site:
        yield every_owa[0], every_ecp[0]  # as nearly everywhere
        return
    sites = {_web_site(owa): owa for owa in every_owa}
    for ecp in every_ecp:
        if _web_site(ecp) in sites:
            yield sites[_web_site(ecp)], ecp


def _web_site(directory: VirtualDirectory) -> str:
    return (directory.web_site or DEFAULT_WEB_SITE).casefold()


def _switches(directory: VirtualDirectory) -> dict[str, bool | None]:
    return dict(zip(SWITCHES, (directory.forms, directory.basic, directory.windows), strict=True))


def _differences(owa: VirtualDirectory, ecp: VirtualDirectory) -> list[str]:
    """The switches that are known of both and differ."""
    if owa.forms is ecp.forms and owa.basic is ecp.basic and owa.windows is ecp.windows:
        return []
    of_owa, of_ecp = _switches(owa), _switches(ecp)
    return [f for f in SWITCHES if None not in (of_owa[f], of_ecp[f]) and of_owa[f] != of_ecp[f]]


def _problem(owa: VirtualDirectory, ecp: VirtualDirectory, fields: list[str]) -> Problem:
    of_ecp = _switches(ecp)
    on = [SWITCHES[field] for field in fields if of_ecp[field]]
    off = [SWITCHES[field] for field in fields if not of_ecp[field]]
    has = and_list(
        [f"{and_list(names)} authentication {word}" for names, word in ((on, "on"), (off, "off")) if names]
    )
    message = f"{ecp.name} has {has}, unlike {owa.name}: users who open their options in OWA are asked to log on again"
    related = Related(_where(owa, fields), f"{owa.name} is set here")
    return Problem(_where(ecp, fields), message, ecp.subject, (related,), _fix(owa, ecp, fields))


def _where(directory: VirtualDirectory, fields: list[str]) -> Place:
    """The first of the switches that is written, or else the list of methods that tells them."""
    return directory.at(next((f for f in fields if directory.declares(f)), "internalAuthenticationMethods"))


def _fix(owa: VirtualDirectory, ecp: VirtualDirectory, fields: list[str]) -> Fix | None:
    """Set the switches of ECP as OWA has them, where each of them is declared."""
    if ecp.internal_methods is not None or not all(ecp.declares(field) for field in fields):
        return None
    of_owa = _switches(owa)
    edits: tuple[Edit, ...] = ()
    for field in fields:
        edit = set_value(ecp.server.source, ecp.node, field, of_owa[field])
        if not edit:
            return None
        edits += edit
    return Fix("set ECP like OWA", edits, safe=False)


RULE = Rule(
    code="CAS303",
    name="owa-ecp-auth-mismatch",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("PR625"),
    versions="2010",
)
