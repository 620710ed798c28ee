"""InternalConnectionSettings names the server or the balanced name of its site, with a port on which the service listens.

The setting is what clients inside are told, and by the documentation of SP2 and SP3 also where another
Client Access server forwards a connection for a mailbox of this site.  A setting that names another site,
or a port that does not go with the encryption, sends both to where nobody answers.

The service listens on 995 for POP3 and 993 for IMAP4 with SSL, and on 110 and 143 in plain text or with
TLS.  A server whose bindings were changed deserves a comment that silences this finding and says so.

```yaml bad
sites:
  - name: Tokyo
  - name: Kyoto
servers:
  - name: EX01
    fqdn: ex01.contoso.com
    site: Tokyo
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    pop3:
      internalConnectionSettings:
        - ex02.contoso.com:995:SSL
        # ^ the InternalConnectionSettings of POP3 on EX01 name ex02.contoso.com of Kyoto: connections for
        #   mailboxes of Tokyo go to another site
        - ex01.contoso.com:110:SSL
        # ^ the InternalConnectionSettings of POP3 on EX01 have port 110 with SSL, where the service listens on
        #   995 unless its bindings were changed
        - ex01.contoso.com
        # ^ the InternalConnectionSettings of POP3 on EX01 have ex01.contoso.com, which is not host:port,
        #   host:port:SSL or host:port:TLS
  - {name: EX02, fqdn: ex02.contoso.com, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

`Set-PopSettings -Server EX01 -InternalConnectionSettings "ex01.contoso.com:995:SSL","ex01.contoso.com:110:TLS"`

Where connections are forwarded to the site (`popImapProxying: supported`) and no setting is left that they
could use, they fail:

```yaml bad
organization:
  name: Contoso
  popImapProxying: supported
sites:
  - name: Tokyo
  - name: Kyoto
servers:
  - name: EX01
    site: Tokyo
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4: {externalConnectionSettings: ["imap.contoso.com:993:SSL"]}
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4:
      internalConnectionSettings: null
      #                           ^ error: the InternalConnectionSettings of IMAP4 on EX02 are empty: EX01 in
      #   Tokyo finds nothing to which it could pass clients of Kyoto on
```

```yaml good
organization:
  name: Contoso
  popImapProxying: supported
sites:
  - name: Tokyo
    loadBalancer: cas.tokyo.contoso.com
  - name: Kyoto
servers:
  - name: EX01
    site: Tokyo
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4:
      internalConnectionSettings: ["cas.tokyo.contoso.com:993:SSL", "cas.tokyo.contoso.com:143:TLS"]
      externalConnectionSettings: ["imap.contoso.com:993:SSL"]
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.mail_access import Crossing, crossings, is_proxied
from caslint.exchange.protocols import (
    CONNECTION_MODES,
    DEFAULT_CONNECTION_SETTINGS,
    MAIL_PROTOCOLS,
    PROTOCOL_NAMES,
)
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, MailService, Organization, Server, Site
from caslint.record import Record
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology
from caslint.words import shortened

FORMS = "host:port, host:port:SSL or host:port:TLS"
FIELD = "internalConnectionSettings"
PORTS = range(1, 65536)


class Setting(Record):
    """A connection setting; `mode` is SSL, TLS or empty."""

    host: str
    port: int
    mode: str


class Fault(Record):
    """What is wrong with a setting; `fatal` when no connection could use it."""

    words: str
    fatal: bool


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every setting that leads nowhere, and every empty list to which connections are forwarded."""
    told = [server for server in topology.client_access_servers() if server.services]
    if not told:
        return
    sites = _site_names(topology.organization)
    forwarded = _forwarded(topology)
    for server in told:
        for protocol in MAIL_PROTOCOLS:
            service = server.service(protocol)
            crossing = forwarded.get((protocol, server.site, server.family))
            if service.state == "declared" and service.enabled is not False:
                yield from _problems(server, service, sites, crossing)


def _forwarded(topology: Topology) -> dict[object, Crossing]:
    """By protocol, site and version of the mailboxes: a crossing that is passed on there."""
    found: dict[object, Crossing] = {}
    for crossing in crossings(topology):
        if is_proxied(topology, crossing.entry):
            found.setdefault((crossing.service.protocol, crossing.site, crossing.family), crossing)
    return found


def _problems(
    server: Server, service: MailService, sites: dict[str, set[Site]], crossing: Crossing | None
) -> Iterator[Problem]:
    if not service.internal:
        if crossing is not None:
            yield _empty(server, service, crossing)
        return
    if server.family is not Family.EXCHANGE_2010:
        return
    faults = [_fault(server, service.protocol, text, sites) for text in service.internal]
    unreached = crossing if all(fault is not None and fault.fatal for fault in faults) else None
    for index, fault in enumerate(faults):
        if fault is not None:
            yield Problem(
                service.at_item(FIELD, index),
                f"{_subject(server, service)} {fault.words}",
                server.subject,
                () if unreached is None else unreached.related,
                severity=None if unreached is None else Severity.ERROR,
                key=f"{service.protocol}/{FIELD}/{service.internal[index]}",
            )


def _subject(server: Server, service: MailService) -> str:
    return f"the InternalConnectionSettings of {PROTOCOL_NAMES[service.protocol]} on {server.name}"


def _empty(server: Server, service: MailService, crossing: Crossing) -> Problem:
    return Problem(
        service.at(FIELD),
        f"{_subject(server, service)} are empty: {crossing.entry.name} in {crossing.entry.site_name} finds "
        f"nothing to which it could pass clients of {server.site_name} on",
        server.subject,
        (Related(crossing.entry.place, f"{crossing.entry.name} is where the clients end"),),
        severity=Severity.ERROR,
        key=f"{service.protocol}/{FIELD}",
    )


def _fault(server: Server, protocol: str, text: str, sites: dict[str, set[Site]]) -> Fault | None:
    setting = _setting(text)
    if setting is None:
        return Fault(f"have {shortened(text)}, which is not {FORMS}", fatal=True)
    where = sites.get(setting.host, set())
    if where and server.site is not None and server.site not in where:
        other = min(site.name for site in where)
        words = f"name {setting.host} of {other}: connections for mailboxes of {server.site.name} go to another site"
        return Fault(words, fatal=True)
    usual = _usual_port(protocol, setting.mode)
    if setting.port != usual:
        mode = f"with {setting.mode}" if setting.mode else "without encryption"
        words = f"have port {setting.port} {mode}, where the service listens on {usual} unless its bindings were changed"
        return Fault(words, fatal=False)
    return None


def _setting(text: str) -> Setting | None:
    """The parts of a setting; None where it has another form."""
    host, _, rest = text.partition(":")
    port, colon, mode = rest.partition(":")
    if not host or not (port.isascii() and port.isdigit()) or int(port[:6]) not in PORTS:
        return None
    if colon and mode.upper() not in CONNECTION_MODES:
        return None
    return Setting(host.lower().removesuffix("."), int(port), mode.upper())


def _usual_port(protocol: str, mode: str) -> int:
    """The port on which the service listens: its SSL port, or the one for plain text and TLS."""
    with_ssl, with_tls = DEFAULT_CONNECTION_SETTINGS[protocol]
    return int((with_ssl if mode == "SSL" else with_tls).partition(":")[0])


def _site_names(organization: Organization) -> dict[str, set[Site]]:
    """The sites to which a host name belongs: of servers, arrays and load balancers."""
    found: dict[str, set[Site]] = {}
    for server in organization.servers:
        if server.site is not None and server.family in CAS_FAMILIES:
            for name in {server.host, server.name.lower()}:
                found.setdefault(name, set()).add(server.site)
    for array in organization.arrays:
        if array.site is not None:
            found.setdefault(array.fqdn, set()).add(array.site)
    for site in organization.sites:
        if site.load_balancer is not None:
            found.setdefault(site.load_balancer, set()).add(site)
    return found


RULE = Rule(
    code="CAS603",
    name="pop-imap-internal-connection",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("SETPOP", "SETIMAP", "TN10SP"),
    versions="2010",
)
