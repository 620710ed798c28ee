r"""Within a site a protocol has one external host name.

The servers of a site stand behind one published name, and whichever of them answers gives out its own
ExternalUrl.  Where the hosts differ, the name that a user or a phone is sent to changes from request to
request: sessions and cookies end, users log on twice, and one of the names is mostly missing in the
certificate or the balancer.

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
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://webmail.contoso.com/owa
        #            ^ EX02/owa has the external host webmail.contoso.com while EX01/owa in the same site
        #              has mail.contoso.com: the name that clients are sent to depends on the server that
        #              answers
```

The host that most servers of the site have is taken as the site's name, that of the first by name where
there are as many.  Give the others the same
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -ExternalUrl https://mail.contoso.com/owa`).

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
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
```

Families are judged apart: Exchange 2007 servers beside Exchange 2010 are published under a legacy name.

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
        externalUrl: https://mail.contoso.com/owa
      activesync:
        externalUrl: https://eas.contoso.com/Microsoft-Server-ActiveSync
  - name: CAS07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess]
    virtualDirectories:
      owa:
        externalUrl: https://legacy.contoso.com/owa
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from caslint.access.publication import PUBLISHED
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Family, Server, Site, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every ExternalUrl whose host is not that of its site, family and protocol."""
    for protocol in PUBLISHED:
        groups: dict[tuple[Site | None, Family | None], dict[Server, VirtualDirectory]] = {}
        for directory in topology.entries(protocol):
            server = directory.server
            groups.setdefault((server.site, server.family), {}).setdefault(server, directory)
        for (site, _), first in groups.items():
            if site is not None and len(first) > 1:
                yield from _compare(list(first.values()))


def _compare(published: list[VirtualDirectory]) -> Iterator[Problem]:
    hosts = Counter([_url(directory).host for directory in published])
    if len(hosts) < 2:  # noqa: PLR2004  one name is right
        return
    usual = hosts.most_common(1)[0][0]
    model = next(directory for directory in published if _url(directory).host == usual)
    for directory in published:
        if _url(directory).host != usual:
            yield _problem(directory, model)


def _url(directory: VirtualDirectory) -> Url:
    assert isinstance(directory.external_url, Url)  # noqa: S101  it is published
    return directory.external_url


def _problem(directory: VirtualDirectory, model: VirtualDirectory) -> Problem:
    own, usual = _url(directory), _url(model)
    return Problem(
        directory.at("externalUrl"),
        f"{directory.name} has the external host {own.host} while {model.name} in the same site has {usual.host}: "
        "the name that clients are sent to depends on the server that answers",
        directory.subject,
        (Related(model.at("externalUrl"), f"{model.name} has {usual.host}"),),
        _fix(directory, usual),
    )


def _fix(directory: VirtualDirectory, url: Url) -> Fix | None:
    edits = set_value(directory.server.source, directory.node, "externalUrl", url.text)
    return Fix("take the ExternalUrl of its site", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS206",
    name="external-url-hosts-differ-in-site",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("EXAN", "NS"),
    versions="2007, 2010",
)
