"""Documents and ways to spoil them: what the fuzz tests feed to the reader.

`mutated(number)` always gives the same text for the same number, so that a
failure is repeated by its number alone.
"""

from __future__ import annotations

from random import Random

DOCUMENTS = (
    """\
formatVersion: 1  # optional
organization:
  name: Contoso
  externalProtocols: [owa, ecp, activesync, ews]
  externalDnsNames: ["*.contoso.com", '*.fabrikam.com']
include: [sites/*.yaml]

sites:
  - name: Redmond
    internetFacing: true
  - {name: Kyoto, internetFacing: false}
servers:
- name: CAS01
  site: Redmond
  version: Version 14.3 (Build 123.4)
  roles: [ClientAccess, HubTransport]
  virtualDirectories:
    owa:
      internalUrl: https://cas01.contoso.com/owa
      externalUrl: null
      basicAuthentication: true
    ecp: absent
""",
    """\
defaults: &defaults
  basicAuthentication: true
  requireSsl: yes
other: &other {webSite: Default Web Site, requireSsl: no}
servers:
  - name: CAS01
    owa:
      <<: *defaults
      externalUrl: ~
  - name: CAS02
    owa: {<<: [*defaults, *other], externalUrl: "https://mail.contoso.com/owa"}
    ecp: *other
""",
    """\
---
# a comment
text: |
  first line
   second, further in

  last
folded: >-
  one
  two

  three
kept: |+
  end

indented: |2
   x
plain: one
  two
  three
single: 'it''s
  folded'
double: "tab\\t, quote \\", e\\u0301 \\
  joined"
empty:
nothing: ''
? explicit
: key
...
""",
    """\
- a
- - b
  - c
-
  - d
- e: f
  g: [h, {i: j}, [k]]
-
- "l": 'm'
  'n' : o
- [p: q, r]
- {s, t: , u: v}
- [
    w,
    x, # comment
  ]
- {
    y: 1,
    z: "2",
  }
""",
    "clients:\r\n  - name: Zürich 東京 😀\r\n    expect: serve\r\n    text: |\r\n      a\r\n      b\r\n  - x: 'y'\r\n",
    """\
servers:
  - {name: CAS01, externalUrl: https://mail.contoso.com/owa?x=1, pop3: {settings: [mail.contoso.com:995:SSL, ::1]}}
  - name: MBX01
    roles: [
      Mailbox,
      HubTransport
    ]
    note: a text
      that goes on
    times: [12:30, a#b, (x):y]
    other: >
      folded

      text
    # done
  -   name: x
      'quoted key': "C:\\\\Users"
""",
    '{"servers": [{"name": "CAS01", "build": 14.3, "roles": ["ClientAccess"], "x": {}, "y": []}], "z": null}\n',
)

PIECES: tuple[str, ...] = (
    *"\n\n\n  ::--,,[]{}'\"&*!|>%@`?#\\\t\r.~=<0aA_/\u00e9\u6771\U0001f600",
    *("\u0085", "\u2028", "\ufeff", "\x00", "\x07", "\x7f", "\xa0"),
    *("- ", ": ", "? ", "- - ", "a: ", "b:", " #", "# c\n", "\n\n", "\n ", "\n  ", "\n- ", "\r\n", "  "),
    *("&a ", "*a", "*defaults", "&other ", "!!str ", "!t ", "<<: ", "<<: *other\n"),
    *("---\n", "...\n", "\n---\n", "\n...\n", "--- ", "%YAML 1.2\n", "%TAG ! x\n"),
    *(
        "|\n",
        ">-\n",
        "|2\n",
        "|+\n  ",
        ">\n\n   x\n  y\n",
        "''",
        '""',
        "'x'",
        '"\\x41"',
        '"\\',
        "{}",
        "[]",
        "[[",
        "}}",
        "{a: b}",
        "[a]",
    ),
    *("https://x/y", "a:b", "x:", "?y", "[a:b, c?d]", "{a: b:c}", "{a:, b}", "[::1]", "\ue000", "\\ue000"),
    *("{a: 1, a: 2}", "[? a, b]", "{? a : b}", "[a: b]", "name: x\n", "\n  name: x\n", "x" * 1100),
)


def mutated(number: int) -> str:
    """A document with one to six faults, or none at all."""
    random = Random(number)  # noqa: S311 - for tests
    text = random.choice(DOCUMENTS)
    if random.random() < 0.5:
        text = _cut(random, text)
    for _ in range(random.randrange(7)):
        text = random.choice(_WAYS)(random, text)
    return text


def _cut(random: Random, text: str) -> str:
    """A few lines of a text: faults meet more often in a small document."""
    lines = text.splitlines(keepends=True)
    start = random.randrange(len(lines))
    return "".join(lines[start : start + random.randrange(1, 9)])


def _span(random: Random, text: str) -> tuple[int, int]:
    start = random.randrange(len(text) + 1)
    return start, min(len(text), start + random.choice((0, 1, 1, 2, 3, 8)))


def _insert(random: Random, text: str) -> str:
    start, _ = _span(random, text)
    return text[:start] + random.choice(PIECES) + text[start:]


def _replace(random: Random, text: str) -> str:
    start, end = _span(random, text)
    return text[:start] + random.choice(PIECES) + text[end:]


def _delete(random: Random, text: str) -> str:
    start, end = _span(random, text)
    return text[:start] + text[end:]


def _repeat(random: Random, text: str) -> str:
    start, end = _span(random, text)
    return text[:end] + text[start:]


def _lines(random: Random, text: str) -> str:
    """Move, repeat or indent a line."""
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    at = random.randrange(len(lines))
    way = random.randrange(4)
    if way == 0:
        lines.insert(random.randrange(len(lines)), lines.pop(at))
    elif way == 1:
        lines.insert(random.randrange(len(lines)), lines[at])
    elif way == 2:
        lines[at] = " " * random.randrange(1, 4) + lines[at]
    else:
        lines[at] = lines[at].removeprefix(" " * random.randrange(1, 4))
    return "".join(lines)


def _splice(random: Random, text: str) -> str:
    other = random.choice(DOCUMENTS)
    start, end = sorted(random.randrange(len(other) + 1) for _ in range(2))
    at = random.randrange(len(text) + 1)
    return text[:at] + other[start : min(end, start + 60)] + text[at:]


def _end(random: Random, text: str) -> str:
    return text[: random.randrange(len(text) + 1)]


_WAYS = (_insert, _insert, _replace, _delete, _repeat, _lines, _lines, _splice, _end)
