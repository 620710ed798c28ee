"""A comment that silences a finding has not passed its last day.

`until=2013-03-31` promises that the cause is gone by then; the day itself still counts.  From the
next day on the comment silences nothing, and the finding is back.  A day that no calendar has, such
as 2013-02-30, has always passed.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto  # caslint: ignore[CAS101] until=2013-03-31 reason="mailboxes move in March, CHG-4711"
    #            ^ this comment ended on 2013-03-31 and no longer silences CAS101; mend the cause or
    #              name a later day
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
```

Mend what the finding says, or give the comment a later day and a fresh reason.  Where the cause is
gone already, the fix deletes the comment.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto  # caslint: ignore[CAS101] until=2999-12-31 reason="mailboxes move in March, CHG-4711"
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
```
"""

from __future__ import annotations

from caslint.finding import Severity
from caslint.rule import Rule

RULE = Rule(
    code="CAS093",
    name="suppression-expired",
    severity=Severity.WARNING,
    check=None,
    doc=__doc__,
    versions="all",
)
