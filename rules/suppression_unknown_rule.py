"""A comment that silences findings is written so that it works, and names rules that a comment may silence.

The form is `# caslint: ignore[CAS201] until=2027-03-31 reason="…"`: rules by code or name, separated
by commas and without wildcards, and the day only where there is one.  `# caslint: ignore-file[…]`
stands before the first key and counts for its file.  What comes close to that form without meeting
it silences nothing, and neither does a name that no rule has.  The rules of CAS0, which are about
the declaration itself, cannot be silenced, nor those that the configuration lists under
`unsuppressable`.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto  # caslint: ignore[site-mailbox-without-ca] reason="mailboxes move in March, CHG-4711"
    #                              ^ no rule is called "site-mailbox-without-ca"; the nearest is CAS101
    #                                (site-mailbox-without-cas)
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
```

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto  # caslint: disable [CAS101] reason='mailboxes move in March'
    #            ^ as it is written this comment silences nothing; the form is # caslint: ignore[CAS101]
    #              reason="mailboxes move in March"
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
```

Write the comment as the message says.  The fix does it where nothing has to be guessed; because
findings are silenced afterwards, it is not applied without being asked for.

```yaml fixed
sites:
  - name: Redmond
  - name: Kyoto  # caslint: ignore[CAS101] reason="mailboxes move in March"
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
```

```yaml good
sites:
  - name: Redmond
  - name: Kyoto  # caslint: ignore[CAS101] reason="mailboxes move in March"
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
```
"""

from __future__ import annotations

from caslint.finding import Severity
from caslint.rule import Rule

RULE = Rule(
    code="CAS094",
    name="suppression-unknown-rule",
    severity=Severity.WARNING,
    check=None,
    doc=__doc__,
    versions="all",
)
