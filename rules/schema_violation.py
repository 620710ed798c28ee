"""A topology file has the shape of the format: the keys that it knows, with values of the kinds that they take.

A key that is not known is a fact that no rule sees: an `externalURL` beside `externalUrl` would leave a
published server unpublished in every judgement.  So the shape is strict, and the nearest key or value is
named where one was probably meant.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, Hub]
    #                     ^ server EX01: roles has 'Hub'; write HubTransport
    virtualDirectories:
      owa:
        externalURL: https://mail.contoso.com/owa
      # ^ EX01/owa: unknown key 'externalURL'; did you mean externalUrl?
```

The keys are the names of the cmdlets' properties with a small first letter.  The format is described in
`schemas/topology.schema.json`, which editors use to complete keys and to explain them.

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
```
"""

from __future__ import annotations

from caslint.finding import Severity
from caslint.rule import Rule

RULE = Rule(
    code="CAS002",
    name="schema-violation",
    severity=Severity.ERROR,
    check=None,
    doc=__doc__,
    versions="2003, 2007, 2010",
)
