r"""Silent redirection of users who log on by a form has https at both ends.

The Client Access server passes the log-on to the other site in a hidden form.  It does that only over
SSL: with an http ExternalUrl at either end the redirect fails.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        crossSiteRedirectType: Silent
        #                      ^ EX01/owa redirects users with forms-based authentication silently, which
        #                        needs https at both ends, but EX02/owa has the ExternalUrl
        #                        http://kyoto.contoso.com/owa: the log-on is not passed on
        formsAuthentication: true
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: http://kyoto.contoso.com/owa
```

Give both ends an https ExternalUrl
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -ExternalUrl https://kyoto.contoso.com/owa`).

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        crossSiteRedirectType: Silent
        formsAuthentication: true
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://kyoto.contoso.com/owa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Elsewhere, silent_redirects, silent_targets
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every silent redirect of users who log on by a form where one end has an http ExternalUrl."""
    targets = silent_targets(topology)
    anywhere = Elsewhere(targets)
    in_plain = Elsewhere(target for target in targets if _is_plain(target))
    for directory in silent_redirects(topology):
        site = directory.server.site
        if not directory.forms or anywhere.than(site) is None:
            continue
        plain = [end for end in (directory, in_plain.than(site)) if end is not None and _is_plain(end)]
        if plain:
            yield _problem(directory, plain)


def _is_plain(directory: VirtualDirectory) -> bool:
    return isinstance(directory.external_url, Url) and not directory.external_url.secure


def _problem(directory: VirtualDirectory, plain: list[VirtualDirectory]) -> Problem:
    ends = " and ".join(f"{end.name} has the ExternalUrl {end.external_url}" for end in plain)
    message = (
        f"{directory.name} redirects users with forms-based authentication silently, which needs https at both ends, "
        f"but {ends}: the log-on is not passed on"
    )
    related = tuple(
        [Related(end.at("externalUrl"), f"http in the ExternalUrl of {end.name}") for end in plain]
    )
    return Problem(directory.at("crossSiteRedirectType"), message, directory.subject, related)


RULE = Rule(
    code="CAS410",
    name="cross-site-silent-without-ssl",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SETOWA", "PEI2"),
    versions="2010 SP2 and later",
    multi_site=True,
)
