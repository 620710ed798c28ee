r"""The certificate of an Internet-facing Client Access server holds every host name that clients use with it.

A client compares the name that it was given with the names in the certificate.  Where it is missing,
browsers warn, Outlook asks at every start, and phones refuse without asking.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverServiceInternalUri: https://autodiscover.contoso.com/autodiscover/autodiscover.xml
    certificateNames: [mail.contoso.com]
  # ^ the certificate of EX01 does not hold autodiscover.contoso.com and anywhere.contoso.com: clients that
  #   use them warn or refuse
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
    outlookAnywhere: {enabled: true, externalHostname: anywhere.contoso.com}
```

Issue the certificate anew with all names
(`New-ExchangeCertificate -DomainName mail.contoso.com,autodiscover.contoso.com,anywhere.contoso.com …`,
then `Enable-ExchangeCertificate -Services IIS`).  Counted are the hosts of the ExternalUrls and
FailbackUrls, of `autoDiscoverServiceInternalUri`, of Outlook Anywhere and of the external POP3 and IMAP4
settings.  A wildcard covers one label.  The name of a Client Access array is not needed, and a server that
is not Internet-facing may keep its self-signed certificate.  A server that publishes its own name for
Autodiscover beside a shared one is autodiscover-uri-missing's (CAS804) to report.

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverServiceInternalUri: https://autodiscover.contoso.com/autodiscover/autodiscover.xml
    certificateNames: ["*.contoso.com"]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess]
    internetFacing: false
    autoDiscoverServiceInternalUri: https://autodiscover.contoso.com/autodiscover/autodiscover.xml
    certificateNames: [EX02]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.connection_points import OwnNames
from caslint.exchange.protocols import IMAP4, POP3
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.hosts import covers, folded, names
from caslint.model import Server, Url
from caslint.rule import Rule
from caslint.text import Place
from caslint.topology import Topology
from caslint.words import and_list


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every Internet-facing server in whose certificate a name is missing that clients use."""
    own_names = topology.derived(OwnNames)
    for server in topology.client_access_servers():
        if server.certificate_names is not None and any(d.published for d in server.every_directory()):
            known = names(server.certificate_names)
            uses = _uses(server, with_uri=server not in own_names)
            missing = {host: use for host, use in uses.items() if not covers(known, host)}
            if missing:
                yield _problem(server, missing)


def _uses(server: Server, *, with_uri: bool) -> dict[str, tuple[str, Place]]:
    """The hosts that clients use with the server, each with its first use."""
    found: dict[str, tuple[str, Place]] = {}
    for host, use, place in _every_use(server, with_uri=with_uri):
        found.setdefault(folded(host), (use, place))
    return found


def _every_use(server: Server, *, with_uri: bool) -> Iterator[tuple[str, str, Place]]:
    for directory in server.every_directory():
        for url, field in ((directory.external_url, "externalUrl"), (directory.failback_url, "failbackUrl")):
            if isinstance(url, Url):
                yield url.host, directory.name, directory.at(field)
    if with_uri and isinstance(server.autodiscover_uri, Url):
        place = server.at("autoDiscoverServiceInternalUri")
        yield server.autodiscover_uri.host, "Autodiscover", place
    anywhere = server.outlook_anywhere
    if anywhere.enabled and anywhere.external_hostname:
        yield anywhere.external_hostname, "Outlook Anywhere", anywhere.at("externalHostname")
    for service in (server.service(POP3), server.service(IMAP4)):
        for setting in service.external or ():
            yield setting.partition(":")[0], service.protocol, service.at("externalConnectionSettings")


def _problem(server: Server, missing: dict[str, tuple[str, Place]]) -> Problem:
    is_one = len(missing) == 1
    it = "it" if is_one else "them"
    return Problem(
        server.at("certificateNames"),
        f"the certificate of {server.name} does not hold {and_list(list(missing))}: "
        f"clients that use {it} warn or refuse",
        server.subject,
        tuple([Related(place, f"{use} uses {host}") for host, (use, place) in missing.items()]),
    )


RULE = Rule(
    code="CAS217",
    name="certificate-host-missing",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("URLTAB", "COEX-OWA", "ARR1", "TN10RTM"),
    versions="2007, 2010",
)
