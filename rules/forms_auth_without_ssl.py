r"""Forms-based authentication stands behind https.

The form sends name and password as plain text and leaves their protection to SSL.  Over http everybody
between the browser and the Client Access server can read them.

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
        externalUrl: http://mail.contoso.com/owa
        formsAuthentication: true
        #                    ^ EX01/owa uses forms-based authentication and its ExternalUrl is
        #                      http://mail.contoso.com/owa: passwords travel unencrypted
```

Give the directory https URLs
(`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -ExternalUrl https://mail.contoso.com/owa`)
and let IIS require SSL for it.

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
        internalUrl: https://ex01.contoso.com/owa
        externalUrl: https://mail.contoso.com/owa
        formsAuthentication: true
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import and_list

FIELDS = {"externalUrl": "ExternalUrl", "internalUrl": "InternalUrl"}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every OWA directory with forms and an http URL."""
    for directory in topology.unusual("owa"):
        if directory.forms:
            plain = _plain_urls(directory)
            if plain:
                yield _problem(directory, plain)


def _plain_urls(directory: VirtualDirectory) -> dict[str, Url]:
    urls = {"externalUrl": directory.external_url, "internalUrl": directory.internal_url}
    return {field: url for field, url in urls.items() if isinstance(url, Url) and not url.secure}


def _problem(directory: VirtualDirectory, plain: dict[str, Url]) -> Problem:
    urls = and_list([f"its {FIELDS[field]} is {url}" for field, url in plain.items()])
    forms = "formsAuthentication"
    return Problem(
        directory.at(forms if directory.declares(forms) else "internalAuthenticationMethods"),
        f"{directory.name} uses forms-based authentication and {urls}: passwords travel unencrypted",
        directory.subject,
        tuple([Related(directory.at(field), f"http in {FIELDS[field]}") for field in plain]),
    )


RULE = Rule(
    code="CAS304",
    name="forms-auth-without-ssl",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("OWAVD13"),
)
