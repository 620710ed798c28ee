r"""What is declared of a directory's authentication agrees with itself.

The switches (`formsAuthentication`, `basicAuthentication` …) and the list `internalAuthenticationMethods`
are two views of one setting, and the cmdlet that turns forms-based authentication on turns Windows and
Digest authentication off.  Where a declaration says both, one half is not what the server has; whether a
proxied request is let in, and whether users log on twice, is judged by the switch.

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
        windowsAuthentication: true
        #                      ^ EX01/owa is declared with forms-based and Windows authentication, which
        #                        exclude each other: one of the two is not what clients meet
      activesync:
        basicAuthEnabled: true
        windowsAuthEnabled: true
        #                   ^ EX01/activesync is declared with windowsAuthEnabled on and a list of methods
        #                     that says off: one of the two is not what clients meet
        internalAuthenticationMethods: [Basic]
```

Export the directory again
(`Get-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" | Format-List *Authentication*`; without
`-ADPropertiesOnly`, which may show old values), and declare what it shows.

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
        formsAuthentication: true
        basicAuthentication: true
        windowsAuthentication: false
        internalAuthenticationMethods: [Basic, Fba]
      activesync:
        windowsAuthEnabled: true
        internalAuthenticationMethods: [Basic, Ntlm]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Family, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import and_list

METHODS = {
    "formsAuthentication": ("Fba",),
    "basicAuthentication": ("Basic",),
    "basicAuthEnabled": ("Basic",),
    "windowsAuthentication": ("WindowsIntegrated", "Ntlm"),
    "windowsAuthEnabled": ("WindowsIntegrated", "Ntlm"),
    "digestAuthentication": ("Digest",),
}
EXCLUDED = {"windowsAuthentication": "Windows", "digestAuthentication": "Digest"}
"""What forms-based authentication turns off (source SETOWA)."""


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every directory whose declared authentication cannot be all true at once."""
    for server in topology.organization.servers:
        if server.family is not Family.LATER:
            for found in server.directories.values():
                for directory in found:
                    # Without forms and without a list there is nothing that could be contradicted.
                    if directory.forms or directory.internal_methods is not None:
                        yield from _judge(directory)


def _judge(directory: VirtualDirectory) -> Iterator[Problem]:
    found = dict([*_with_forms(directory), *_with_methods(directory)])
    if found:
        yield Problem(
            directory.at(next(iter(found))),
            f"{directory.name} is declared with {and_list(list(found.values()))}: one of the two is not what clients meet",
            directory.subject,
        )


def _values(directory: VirtualDirectory) -> dict[str, bool | None]:
    """The switches that are written, by their keys."""
    values = {
        "formsAuthentication": directory.forms,
        "basicAuthentication": directory.basic,
        "basicAuthEnabled": directory.basic,
        "windowsAuthentication": directory.windows,
        "windowsAuthEnabled": directory.windows,
        "digestAuthentication": directory.digest,
    }
    return {field: value for field, value in values.items() if directory.declares(field)}


def _with_forms(directory: VirtualDirectory) -> Iterator[tuple[str, str]]:
    """The switches that forms-based authentication turns off; Exchange 2003 sets them apart."""
    values = _values(directory)
    if values.get("formsAuthentication") and directory.server.family is not Family.EXCHANGE_2003:
        for field, word in EXCLUDED.items():
            if values.get(field):
                yield field, f"forms-based and {word} authentication, which exclude each other"


def _with_methods(directory: VirtualDirectory) -> Iterator[tuple[str, str]]:
    """The switches that say other than the list."""
    methods = directory.internal_methods
    if methods is None:
        return
    for field, value in _values(directory).items():
        listed = not methods.isdisjoint(METHODS[field])
        if value is not listed:
            state = "on" if value else "off"
            yield field, f"{field} {state} and a list of methods that says {'on' if listed else 'off'}"


RULE = Rule(
    code="CAS014",
    name="authentication-contradicts",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("SETOWA", "LDAP"),
    versions="2003, 2007, 2010",
)
