"""A comment that silences a finding says why.

Whoever reads the declaration next year must be able to tell a decision from a habit.  A comment
without a reason silences nothing: the finding stays, and this one comes with it.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto  # caslint: ignore[site-mailbox-without-cas]
    #            ^ without a reason this comment silences nothing; add reason="…"
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
```

Add the reason, between double quotes; a change number in it helps.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto  # caslint: ignore[site-mailbox-without-cas] reason="mailboxes move in March, CHG-4711"
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
```
"""

from __future__ import annotations

from caslint.finding import Severity
from caslint.rule import Rule

RULE = Rule(
    code="CAS091",
    name="suppression-without-reason",
    severity=Severity.WARNING,
    check=None,
    doc=__doc__,
    versions="all",
)
