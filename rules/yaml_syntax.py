"""A topology file is YAML 1.2 in UTF-8, or in UTF-16 with a byte order mark, and of a size that a person could mean.

A file that cannot be read tells nothing about any client, so nothing else of its organization is checked
until it can.  Refused are also collections more than 64 deep in one another, aliases that blow a small file
up to millions of values, and files of an absurd size.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: *redmond
    #     ^ there is no anchor &redmond before this alias
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
```

Mend the place that is named.  Most often a quote is not closed, a space is missing behind a colon, or a
line is not indented like its neighbours.  Files that PowerShell writes with `>` are UTF-16 with a byte
order mark and are read as they are.

```yaml good
sites:
  - &redmond {name: Redmond}
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
```
"""

from __future__ import annotations

from caslint.finding import Severity
from caslint.rule import Rule

RULE = Rule(
    code="CAS001",
    name="yaml-syntax",
    severity=Severity.ERROR,
    check=None,
    doc=__doc__,
    versions="2003, 2007, 2010",
)
