"""A comment that silences a finding has a finding to silence.

A comment that outlives its finding waits for the next one, and will hide it from whoever makes the
mistake again.  A comment at the end of a line silences findings whose place is on that line; one on
a line of its own, findings placed in the item or key that begins on the next line, to its end.
Rules that did not run are not counted: a comment about a rule that is ignored or not selected is
never called unused.

```yaml bad
sites:
  - name: Kyoto  # caslint: ignore[CAS101] reason="mailboxes move in March, CHG-4711"
    #            ^ there is no finding of CAS101 for this comment to silence
servers:
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

Delete the comment.  The fix does that, and where the comment names further rules it takes only
the idle ones out.

```yaml fixed
sites:
  - name: Kyoto
servers:
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

```yaml good
sites:
  - name: Redmond
  # caslint: ignore[CAS101] reason="mailboxes move in March, CHG-4711"
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
```
"""

from __future__ import annotations

from caslint.finding import Severity
from caslint.rule import Rule

RULE = Rule(
    code="CAS092",
    name="suppression-unused",
    severity=Severity.WARNING,
    check=None,
    doc=__doc__,
    versions="all",
)
