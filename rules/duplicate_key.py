"""A key stands once in its mapping.

YAML leaves open which of two values counts, and people read the one that they expect.  Two values for one
key are two different declarations, so nothing else is judged until one of them is gone.

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
        internalUrl: https://ex01.contoso.com/owa
        externalUrl: null
      # ^ the key "externalUrl" is there twice; only the first is read
```

Remove one of the two.  A server with several web sites declares them as a list below one key.

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
        - webSite: Default Web Site
          externalUrl: https://mail.contoso.com/owa
        - webSite: Partners
          externalUrl: null
```
"""

from __future__ import annotations

from caslint.finding import Severity
from caslint.rule import Rule

RULE = Rule(
    code="CAS003",
    name="duplicate-key",
    severity=Severity.ERROR,
    check=None,
    doc=__doc__,
    versions="2003, 2007, 2010",
)
